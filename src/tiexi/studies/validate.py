"""What must come out of a region and is never written in, with how often it does over seeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import polars as pl

from tiexi import engine
from tiexi.region import Region, load
from tiexi.studies import reform
from tiexi.studies.pool import each
from tiexi.studies.ranges import drawn, without_stock
from tiexi.world.found import branch, found
from tiexi.world.world import World

Change = Callable[[Region], Region]
LAST, AFTER = "smelter/copper_electrolysis", "smelter/refining_casting"
ENDS, SEEN = "2000-05", "2002-07"  # the month in which credit ends, and one in which everything has come to rest
ROUNDS = (4, 10, 30)


@dataclass(frozen=True)
class Score:
    """A statement, in how many of the runs tried it held, and whether that is enough."""

    says: str
    found: int
    tried: int
    needed: int
    passed: bool


def score(says: str, held: list[bool], needed: float = 1.0) -> Score:
    """Score of a statement that held in the runs marked true; `needed` is the share in which it must hold."""
    least = -int(-needed * len(held) // 1)
    return Score(says, sum(held), len(held), least, sum(held) >= least)


def stopped(world: World) -> dict[str, int]:
    """Last round with work, counted from the first month, of every workshop that has stood still for ninety days."""
    shops = world.workshops
    names = enumerate(world.labels["workshops"])
    return {name: int(shops.last_work[row]) for row, name in names if row and shops.idle[row]}


def is_last(workshop: str, others: list[str], ended: dict[str, int]) -> bool:
    """True if the workshop stopped strictly after every one of the others, all of which stopped."""
    return workshop in ended and all(o in ended and ended[o] < ended[workshop] for o in others)


def order(members: int, scale: int, tell: Callable[[str], None]) -> list[Score]:
    """The order in which the smelter's workshops stopped when credit for concentrate ends, and only that.

    Copper electrolysis lives on the anodes already cast and in its tanks, so it must be the last of its chain
    always, and of all the smelter's metal workshops in three runs of four. Casting of its cathodes is not counted.
    Every member has stocks and residence times drawn from their ranges and every number of rounds in `ROUNDS`.
    """
    found = each(_order_of, [(seed, scale) for seed in range(1, members + 1)],
                 lambda job, done: tell(f"seed {job[0]}: {done} of {members}"))  # fmt: skip
    for seed in found:
        for line in seed.lines:
            tell(line)
    return [
        score("copper electrolysis is strictly the last of the copper chain to stop",
              [h for f in found for h in f.chain]),
        score("copper electrolysis is the last of the smelter's metal workshops to stop",
              [h for f in found for h in f.all], needed=0.75),
        score("with the credit kept, no metal workshop of the smelter stops", [h for f in found for h in f.kept]),
        score("without anodes in the yard and in the tanks the lag vanishes", [f.vanished for f in found]),
    ]  # fmt: skip


@dataclass(frozen=True)
class _Order:
    """What one seed says: by number of rounds, and of the run without anodes; with a line to read for each."""

    chain: list[bool]
    all: list[bool]
    kept: list[bool]
    vanished: bool
    lines: list[str]


def _order_of(job: tuple[int, int]) -> _Order:
    """The order under one seed at one scale."""
    seed, scale = job
    told = load("tiexi")
    chain, metals = metal_workshops(told)
    others = {name: [w for w in shops if w not in (LAST, AFTER)] for name, shops in (("chain", chain), ("all", metals))}
    change = partial(drawn, seed=seed)
    of_chain, of_all, kept, lines = [], [], [], []
    for rounds in ROUNDS:
        world = _until_credit_ends(change(told), seed, scale, rounds)
        ended = stops_under(world, change, "credit_only")
        of_chain.append(is_last(LAST, others["chain"], ended))
        of_all.append(is_last(LAST, others["all"], ended))
        kept.append(not set(metals) & set(stops_under(world, change, "credit_only", "keep_credit")))
        line = ", ".join(f"{w.partition('/')[2]} {world.calendar.text(n // rounds)}.{n % rounds + 1}"
                         for w, n in sorted(ended.items(), key=lambda pair: pair[1]) if w in metals)  # fmt: skip
        lines.append(f"seed {seed}, {rounds} rounds: {line or 'nothing stopped'}")
    vanished = _lag_without_anodes(told, seed, scale, others["chain"]) <= 1
    return _Order(of_chain, of_all, kept, vanished, lines)


def metal_workshops(region: Region) -> tuple[list[str], list[str]]:
    """Workshops of the smelter's copper chain, and of all its chains."""
    rows = region.tables["workshops"].filter((pl.col("plant") == "smelter") & (pl.col("chain") != ""))
    named = [(f"smelter/{r['workshop']}", r["chain"]) for r in rows.iter_rows(named=True)]
    return [w for w, chain in named if chain == "copper"], [w for w, _ in named]


def _until_credit_ends(region: Region, seed: int, scale: int, rounds: int) -> World:
    """The district to the month in which the credit ends."""
    world = found(region, seed=seed, scale=scale, rounds=rounds)
    run_to(world, ENDS)
    return world


def stops_under(world: World, change: Change, *policies: str) -> dict[str, int]:
    """Workshops `stopped` by `SEEN`, had these policies been in force in the region that `change` makes."""
    then = branch(world, change(_under(world.region.folder, policies)))
    run_to(then, SEEN)
    return stopped(then)


@lru_cache(maxsize=4)
def _under(folder: Path, policies: tuple[str, ...]) -> Region:
    return load(folder, [folder / "policies" / f"{policy}.toml" for policy in policies])


def _lag_without_anodes(told: Region, seed: int, scale: int, chain: list[str]) -> int:
    """Rounds by which copper electrolysis outlives the rest of its chain without anodes in stock or in process."""
    change = partial(without_stock, plant="smelter", good="anode", workshop="copper_electrolysis")
    world = _until_credit_ends(change(told), seed, scale, rounds=ROUNDS[1])
    ended = stops_under(world, change, "credit_only")
    return ended[LAST] - max(ended[w] for w in chain)


def run_to(world: World, month: str) -> None:
    """Run to the month before `month`, every law checked."""
    months = engine.Engine(world)
    while world.month < world.calendar.index(month):
        months.advance()
        world.month += 1


def stories(members: int, scale: int, tell: Callable[[str], None]) -> list[Score]:
    """Stories of the reform with their opposite, in the hamlet, which is run person by person at any `scale`."""
    told = reform.over_seeds(range(1, members + 1), tell)
    return [score(says, held, reform.HELD) for says, held in told.items()]


TARGETS: dict[str, Callable[[int, int, Callable[[str], None]], list[Score]]] = {"order": order, "reform": stories}
