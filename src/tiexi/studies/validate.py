"""What must come out of a region and is never written in, with how often it does over seeds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tiexi import engine
from tiexi.record.run import Run
from tiexi.region import Region, load

When = tuple[str, int]  # month and round


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


def stops(run: Run) -> dict[str, When]:
    """Month and round of the last work of every workshop that stopped and never resumed."""
    frame = run.events.filter((pl.col("kind") == "workshop") & pl.col("event").is_in(["stopped", "resumed"])).collect()
    found: dict[str, When] = {}
    rows = frame.select("event", "who", "month", "round").sort("month", "round", maintain_order=True)
    for event, who, month, round_ in rows.iter_rows():
        if event == "stopped":
            found[who] = (month, round_)
        elif who in found and found[who][0] < month:
            del found[who]
    return found


def is_last(workshop: str, others: list[str], found: dict[str, When]) -> bool:
    """True if the workshop stopped strictly after every one of the others, all of which stopped."""
    return workshop in found and all(o in found and found[o] < found[workshop] for o in others)


def order(members: int, scale: int, tell: Callable[[str], None]) -> list[Score]:
    """The order in which the smelter's workshops stopped when credit for concentrate ends, and only that.

    Copper electrolysis lives on the anodes already cast and in its tanks, so it must be the last of its chain
    always, and of all the smelter's metal workshops in three runs of four. Casting of its cathodes is not counted.
    """
    region = load("tiexi")
    plant, last, after = "smelter", "smelter/copper_electrolysis", "smelter/refining_casting"
    chain, metals = _metal_workshops(region, plant)
    others = {name: [w for w in shops if w not in (last, after)] for name, shops in (("chain", chain), ("all", metals))}
    of_chain, of_all, kept = [], [], []
    for seed in range(1, members + 1):
        ended = _stops_under(region, ["credit_only"], seed, scale)
        of_chain.append(is_last(last, others["chain"], ended))
        of_all.append(is_last(last, others["all"], ended))
        kept.append(not set(metals) & set(_stops_under(region, ["credit_only", "keep_credit"], seed, scale)))
        told = ", ".join(f"{w.partition('/')[2]} {month}.{round_}" for w, (month, round_) in _by_time(ended, metals))
        tell(f"seed {seed}: {told or 'nothing stopped'}")
    return [
        score("copper electrolysis is strictly the last of the copper chain to stop", of_chain),
        score("copper electrolysis is the last of the smelter's metal workshops to stop", of_all, needed=0.75),
        score("with the credit kept, no metal workshop of the smelter stops", kept),
    ]


def _metal_workshops(region: Region, plant: str) -> tuple[list[str], list[str]]:
    """Workshops of the copper chain, and of all chains, of a plant."""
    rows = region.tables["workshops"].filter((pl.col("plant") == plant) & (pl.col("chain") != ""))
    named = [(f"{plant}/{r['workshop']}", r["chain"]) for r in rows.iter_rows(named=True)]
    return [w for w, chain in named if chain == "copper"], [w for w, _ in named]


def _stops_under(region: Region, policies: list[str], seed: int, scale: int) -> dict[str, When]:
    """Stops of one run under policies of the region; the run's folder is not kept."""
    with tempfile.TemporaryDirectory(prefix="tiexi-validate-") as folder:
        files = [region.folder / "policies" / f"{policy}.toml" for policy in policies]
        return stops(engine.run(region, scale=scale, seed=seed, policies=files, out=Path(folder) / "run"))


def _by_time(found: dict[str, When], workshops: list[str]) -> list[tuple[str, When]]:
    return sorted(((w, when) for w, when in found.items() if w in workshops), key=lambda pair: pair[1])


TARGETS: dict[str, Callable[[int, int, Callable[[str], None]], list[Score]]] = {"order": order}
