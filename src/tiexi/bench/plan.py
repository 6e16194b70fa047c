"""How fast the planning problem is solved here, on drawn problems with the structure of process chains."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from tiexi import __version__
from tiexi.state.optimum import HARMONY, Problem, solve
from tiexi.world.table import Array

STAGES = 6  # from ore to the finished good
SPARE = 1.0  # capacity of the machines over what the targets need, in the middle: some bind


@dataclass(frozen=True)
class Case:
    """A size to be measured, and the seconds claimed on two cores."""

    goods: int
    periods: int
    seconds: float


@dataclass(frozen=True)
class Measured:
    """What solving took: seconds of the best of three, and how large the problem and what was missing were."""

    goods: int
    periods: int
    processes: int
    seconds: float
    claimed_seconds: float
    share_missing: float


CASES = (Case(500, 12, 3.0), Case(2000, 1, 0.5))


def chains(goods: int, periods: int, seed: int = 1) -> Problem:
    """A region's plan drawn by chance: `goods` in stages, each made from two to four goods of the stages before it.

    Every made good has one process and its own workshop, one in ten a second process (a variant that takes scrap); one
    in five gives a by-product that an earlier stage takes back. Raw goods come from outside, as far as their limit;
    every process needs hands, of which there are six kinds. The last stage is for delivery, at targets that rise.
    """
    draw = np.random.default_rng(seed)
    stage = np.sort(np.arange(goods) * (STAGES + 1) // goods)
    raw = np.flatnonzero(stage == 0)
    entries: list[tuple[int, int, float]] = []
    uses: list[tuple[int, int, float]] = []
    process = 0
    for good in np.flatnonzero(stage > 0).tolist():
        variants = 2 if draw.random() < 0.1 else 1
        for variant in range(variants):
            near = np.flatnonzero(stage == stage[good] - 1)
            inputs = [int(draw.choice(near)), *draw.choice(np.flatnonzero(stage < stage[good]), draw.integers(1, 4))]
            scale = 1.0 - 0.1 * variant
            entries += [(process, int(g), -scale * float(draw.uniform(0.1, 0.6))) for g in dict.fromkeys(inputs)]
            entries.append((process, good, 1.0))
            if stage[good] > 1 and draw.random() < 0.2:
                back = int(draw.choice(np.flatnonzero(stage == stage[good] - 1)))
                entries.append((process, back, float(draw.uniform(0.02, 0.1))))
            uses.append((process, good - len(raw), 1.0))
            uses.append((process, goods - len(raw) + int(draw.integers(6)), float(draw.uniform(0.5, 2.0))))
            process += 1
    return _sized(draw, goods, periods, stage, np.array(entries), np.array(uses))


def _sized(draw: np.random.Generator, goods: int, periods: int, stage: Array, entries: Array, uses: Array) -> Problem:
    """Targets, and capacities, hands and supplies that fit them but for chance."""
    who, what, amount = entries[:, 0].astype(np.int64), entries[:, 1].astype(np.int64), entries[:, 2]
    user, resource, need = uses[:, 0].astype(np.int64), uses[:, 1].astype(np.int64), uses[:, 2]
    targets = np.zeros((goods, periods))
    last = stage == STAGES
    targets[last] = draw.uniform(50, 150, int(last.sum()))[:, None] * (1.0 + 0.005 * np.arange(periods))
    gross = targets.max(axis=1)
    maker = np.full(goods, -1)
    for p in range(int(who.max()), -1, -1):  # the first process of each good
        made = what[(who == p) & (amount == 1.0)]
        maker[made] = p
    for good in np.flatnonzero(stage > 0)[::-1].tolist():
        inputs = (who == maker[good]) & (amount < 0)
        np.add.at(gross, what[inputs], -amount[inputs] * gross[good])
    batches = np.zeros(int(who.max()) + 1)
    batches[maker[maker >= 0]] = gross[maker >= 0]
    capacity = np.zeros((int(resource.max()) + 1, periods))
    np.add.at(capacity, resource, (need * batches[user])[:, None])
    spare = draw.uniform(SPARE - 0.2, SPARE + 0.2, (len(capacity), 1))
    supply = np.where((stage == 0)[:, None], gross[:, None] * draw.uniform(1.0, 1.3, (goods, 1)), 0.0)
    return Problem(
        who, what, amount, user, resource, need, capacity * spare, targets, opening=0.25 * gross,
        closing=0.125 * gross, room=1.5 * gross, supply=np.broadcast_to(supply, targets.shape).copy(),
        price=draw.uniform(0.5, 2.0, goods), penalty=np.full(goods, 100.0) * draw.uniform(1, 3, goods), least=1.0,
        most=1.0, steps=HARMONY,
    )  # fmt: skip


def measure(case: Case) -> Measured:
    """Solve a drawn problem of this size three times; the best time counts, as other work only ever adds to it."""
    problem = chains(case.goods, case.periods)
    seconds = []
    for _ in range(3):
        began = time.perf_counter()
        plan = solve(problem)
        seconds.append(time.perf_counter() - began)
    missing = float(plan.short.sum() / problem.targets.sum())
    return Measured(case.goods, case.periods, problem.processes, min(seconds), case.seconds, missing)


def main(as_json: bool = False, cases: Sequence[Case] = CASES) -> int:
    """Measure and print; exit status 0 whatever the times are, because a busy machine is no fault."""
    found = []
    for case in cases:
        print(f"measuring: {case.goods} goods, {case.periods} periods", file=sys.stderr, flush=True)
        found.append(measure(case))
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, tiexi {__version__}"
    if as_json:
        print(json.dumps({"machine": machine, "measured": [asdict(m) for m in found]}, indent=2))
        return 0
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, caption=machine, caption_justify="left")
    for heading in ("goods", "periods", "processes", "seconds", "claimed", "targets missed"):
        table.add_column(heading, justify="right")
    for m in found:
        table.add_row(
            str(m.goods), str(m.periods), str(m.processes), f"{m.seconds:.2f}", f"{m.claimed_seconds:g}",
            f"{m.share_missing:.1%}",
        )  # fmt: skip
    Console(highlight=False).print(table)
    return 0
