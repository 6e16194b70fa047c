"""When the smelter's credit for concentrate ends, copper electrolysis stops last. No row says so.

It lives on the anodes already cast and those in its tanks; casting of its cathodes lives on it and is not counted.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.district import SCALE, SEED, District
from tests.worlds import run_on, under, world_of

from tiexi import engine
from tiexi.engine import Progress
from tiexi.record.run import Run
from tiexi.region import Region, load
from tiexi.studies import validate
from tiexi.studies.ranges import drawn, without_stock
from tiexi.world.found import branch
from tiexi.world.world import World

ROWS = ("C5", "P1", "P2", "P3", "P8", "K3")

BEFORE = "2000-04"  # in the month after it credit ends
CHAIN = ("rough_smelting", "revolving_furnace")
METALS = (*CHAIN, "sintering", "lead_tower", "lead_electrolysis", "lead_casting", "zinc_roasting", "zinc_leaching",
          "zinc_electrolysis", "zinc_casting")  # fmt: skip
LAST = "copper_electrolysis"
Change = Callable[[Region], Region]


def as_told(region: Region) -> Region:
    return region


def until_then(change: Change, seed: int = SEED, rounds: int | None = None) -> World:
    """What `change` makes of the district, until the month before."""
    world = world_of(change(load("tiexi")), scale=SCALE, seed=seed, rounds=rounds)
    run_on(world, BEFORE)
    return world


def stopped(world: World, *policies: str, change: Change = as_told) -> tuple[dict[str, int], list[str]]:
    """Last round with work of the smelter's workshops that stopped under these policies, and the digests."""
    then = branch(world, change(under("tiexi", *policies)))
    digests = run_on(then, "2002-06")
    return {
        name.partition("/")[2]: when for name, when in validate.stopped(then).items() if name.startswith("smelter/")
    }, digests  # fmt: skip


def dated_stops(run: Run) -> dict[str, tuple[str, int]]:
    """Month and round of the last work of every workshop that stopped and never resumed."""
    frame = run.events.filter((pl.col("kind") == "workshop") & pl.col("event").is_in(["stopped", "resumed"])).collect()
    found: dict[str, tuple[str, int]] = {}
    rows = frame.select("event", "who", "month", "round").sort("month", "round", maintain_order=True)
    for event, who, month, round_ in rows.iter_rows():
        if event == "stopped":
            found[who] = (month, round_)
        elif who in found and found[who][0] < month:
            del found[who]
    return found


def assert_order(ended: dict[str, int], days: float = 0.0, month: int = 10) -> None:
    """Copper electrolysis is strictly the last of its chain, and of all metal workshops but for so many `days`."""
    assert {LAST, *METALS} <= ended.keys(), "without concentrate every metal workshop stops"
    assert all(ended[name] < ended[LAST] for name in CHAIN), "strictly the last of its chain"
    late = {name: ended[name] - ended[LAST] for name in METALS if (ended[name] - ended[LAST]) * 30 >= days * month}
    assert late == {}, "these work as long as copper electrolysis or longer"


def test_copper_electrolysis_is_last_and_credit_is_the_reason(district: District) -> None:
    ended, _ = stopped(district.after(BEFORE), "credit_only")
    assert_order(ended)
    kept, _ = stopped(district.after(BEFORE), "credit_only", "keep_credit")
    assert kept == {}


@pytest.mark.parametrize(("seed", "rounds"), [(3, 4), (5, 30)])
def test_whatever_the_seed_the_stocks_and_the_rounds_of_a_month(seed: int, rounds: int) -> None:
    """Covers and residence are drawn from their ranges; `tiexi validate order` asks for many more seeds.

    Where stocks are drawn it need not be the last of all metals (`model.md`, section 4): another may go on a few days.
    """
    change = partial(drawn, seed=seed)
    world = until_then(change, seed, rounds)
    ended, _ = stopped(world, "credit_only", change=change)
    assert_order(ended, days=4, month=rounds)
    kept, _ = stopped(world, "credit_only", "keep_credit", change=change)
    assert kept == {}


def test_without_anodes_in_the_yard_and_in_the_tanks_the_lag_vanishes() -> None:
    """It is these that copper electrolysis lives on: nothing else keeps it going longer than what feeds it."""
    change = partial(without_stock, plant="smelter", good="anode", workshop=LAST)
    world = until_then(change)
    ended, _ = stopped(world, "credit_only", change=change)
    assert ended[LAST] - max(ended[name] for name in CHAIN) <= 1


def test_drawn_stocks_stay_in_their_ranges_and_what_is_bought_together_moves_together() -> None:
    told = load("tiexi")
    for seed in range(1, 30):
        region = drawn(told, seed)
        cover = {(r["plant"], r["good"]): r for r in region.tables["covers"].iter_rows(named=True)}
        assert all(r["low"] <= r["cover_days"] <= r["high"] for r in cover.values())
        ores = [cover["smelter", f"{metal}_concentrate"]["cover_days"] for metal in ("copper", "lead", "zinc")]
        assert max(ores) - min(ores) <= 5
        days = dict(region.tables["workshops"].select("workshop", "residence_days").iter_rows())
        assert 14 <= days[LAST] <= 22
    assert drawn(told, 1).digest != drawn(told, 2).digest != told.digest


def test_the_record_of_a_run_stopped_twice_says_the_same(district: District, tmp_path: Path) -> None:
    """A policy in force from the start is, until it falls due, no policy at all; then it is the same history.

    Interrupted, and continued with other threads, while plants queue, wages are owed and workshops stop.
    """
    world, before = district.after(BEFORE), [*district.digests(BEFORE).values()]
    ended, after = stopped(world, "credit_only")
    index = world.calendar.index

    def run(**how: Any) -> Run:
        return engine.run(
            under("tiexi", "credit_only"), scale=SCALE, seed=SEED, until="2002-06", out=tmp_path / "run", **how
        )

    def interrupt(at: Progress) -> None:
        if at.month in (index("1995-08"), index("2000-08")):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt, threads=2)
    with pytest.raises(KeyboardInterrupt):
        run(progress=interrupt, threads=1, resume=True)
    whole = run(threads=2, resume=True)
    assert whole.facts["digests"] == before + after
    told = {name.partition("/")[2]: when for name, when in dated_stops(whole).items() if name.startswith("smelter/")}
    rounds = world.rounds
    assert told == {name: (world.calendar.text(n // rounds), n % rounds + 1) for name, n in ended.items()}
