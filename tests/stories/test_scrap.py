"""A works is closed, watched, scrapped to the gram, and its ground sold; every law is checked after every step."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.worlds import policy, run_on

from tiexi import region
from tiexi.engine import Engine
from tiexi.laws import LawError
from tiexi.region import Region, check
from tiexi.studies.ranges import with_parameter
from tiexi.world.events import Event, Who
from tiexi.world.found import found
from tiexi.world.ledger import Reason, Sector, flows_of
from tiexi.world.works import Standing
from tiexi.world.world import World

WORKS, TONNE = 3, 1_000_000
MACHINES, LAND = "anode_scrap 40; slag_iron 7", 3000


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The hamlet's works ends in 1991-05, is scrapped six and sold twelve months later."""
    row = {"date": "1991-01", "kind": "close", "target": "plant:works", "value": "1991-05"}
    told = region.load("hamlet", [policy(tmp_path_factory.mktemp("policy") / "close.toml", row)])
    tables = dict(told.tables)
    tables["plants"] = tables["plants"].with_columns(machines=only(tables["plants"], MACHINES, ""))
    tables["plants"] = tables["plants"].with_columns(land=only(tables["plants"], float(LAND), 0.0))
    tables["streets"] = tables["streets"].with_columns(land_value=pl.lit(50.0))
    told = dataclasses.replace(told, tables=tables)
    return with_parameter(with_parameter(told, "close.scrap_months", 6.0, 0), "close.land_months", 12.0, 0)


def only(plants: pl.DataFrame, value: Any, other: Any) -> pl.Series:
    """A column that holds `value` for the works alone."""
    return pl.Series([value if name == "works" else other for name in plants["plant"]])


def told(w: World) -> dict[int, int]:
    """Events of the works this month, with their number."""
    log = w.happenings
    return {int(log.event[i]): int(log.value[i]) for i in range(1, log.count)
            if log.kind[i] == Who.PLANT and log.who[i] == WORKS}  # fmt: skip


def test_guards_then_scrap_then_land(closing: Region) -> None:
    w, seen = found(closing, seed=1), {}
    held: list[int] = []

    def look(world: World) -> None:
        held.append(int(world.fixed.amount[1:].sum()))
        for event, number in told(world).items():
            seen[event] = (world.calendar.text(world.month), number)
        if world.calendar.text(world.month) == "1992-04":
            assert world.plants.standing[WORKS] == Standing.GUARDED

    run_on(w, "1992-05", look)
    assert held[0] == 47 * TONNE
    assert seen[Event.GUARDED][0] == "1991-05"
    assert seen[Event.SCRAPPED] == ("1991-11", 47 * TONNE)
    assert held[-1] == 0
    assert seen[Event.LAND_SOLD] == ("1992-05", LAND * 50 * 100)
    assert w.plants.standing[WORKS] == Standing.DEMOLISHED
    assert w.plants.tied[WORKS] == 0


@pytest.mark.parametrize(("part", "owed"), [(1.0, False), (0.0, True)])
def test_the_last_guard_is_paid_off_from_the_land_unless_the_treasury_has_it(
    closing: Region, part: float, owed: bool
) -> None:
    w = found(with_parameter(closing, "close.land_to_dues", part, 0), seed=1)
    run_on(w, "1992-04")
    last = int(w.plants.tied[WORKS])
    run_on(w, "1992-05")
    assert last == 1
    assert (w.plants.wages_owed[WORKS] > 0) == owed
    assert w.accounts.balance[w.plants.account[WORKS]] == 0
    got = flows_of(w)[Reason.LIQUIDATION]
    assert got[Sector.OUTSIDE].sum() == LAND * 50 * 100
    assert got[:, Sector.TREASURY].sum() > 0.99 * LAND * 50 * 100


def test_a_gram_of_machines_too_many_breaks_the_law(closing: Region) -> None:
    w = found(closing, seed=1)
    run_on(w, "1990-02")
    engine = Engine(w)
    w.fixed.amount[1] += 1
    with pytest.raises(LawError, match="anode_scrap"):
        engine.advance()


def test_machines_that_cannot_be_read_are_said(tmp_path: Path) -> None:
    folder = shutil.copytree(region.load("hamlet").folder, tmp_path / "hamlet")
    plants = folder / "plants.csv"
    lines = plants.read_text("utf-8").splitlines()
    lines = [
        f"{lines[0]},machines",
        *(f"{line},{'cathod 4' if line.startswith('works') else ''}" for line in lines[1:]),
    ]
    plants.write_text("\n".join(lines) + "\n", "utf-8")
    (problem,) = [p for p in check(folder) if p.severity == "error"]
    assert "'cathod' is no good that is matter" in problem.message.replace('"', "'")
    assert "cathode" in problem.hint
