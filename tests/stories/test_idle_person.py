"""One idle person more, without income, claim, ration, tie, or place in any denominator, changes nobody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.district import SCALE, District
from tests.worlds import differ, folder_with, keys, parts, run_on, world_of

from tiexi import region
from tiexi.engine import Engine
from tiexi.world.found import branch
from tiexi.world.people import NEVER, Activity
from tiexi.world.world import World


def idle(cohort: str, month: str, age: int, men: int, street: str, persons: int = 1) -> str:
    """The row of people.csv of someone who only lives here."""
    return f"{cohort},{month},{month},{persons},{age},{age},{men},{street},none,not_seeking,1,general_knowledge,assumed"


def side_by_side(world: World, other: World, last: str) -> int:
    """Run two worlds month by month and demand that all but the one person is equal; returns the person's row."""
    one, two = Engine(world), Engine(other)
    while world.month <= world.calendar.index(last):
        one.advance()
        two.advance()
        extra = keys(other) - keys(world)
        assert len(extra) == 1
        assert differ(parts(world), parts(other, extra)) == [], world.calendar.text(world.month)
        world.month += 1
        other.month += 1
    (row,) = np.flatnonzero(other.people.key[: other.people.count] == np.uint64(extra.pop()))
    here, there = (w.streets.residents[: w.streets.count].astype(np.int64) for w in (world, other))
    heads = there - here
    home = other.households.street[other.people.household[row]]
    lives = int(other.people.gone[row]) == NEVER
    assert np.flatnonzero(heads).tolist() == ([home] if lives else [])
    assert heads[home] == lives
    return int(row)


# The first cohort by name comes first in the tables, so that every other row moves; the last moves none.
@pytest.mark.parametrize("cohort", ["a_guest", "z_guest"])
@pytest.mark.parametrize(("age", "men"), [(20, 0), (40, 1)])
def test_a_hamlet_does_not_notice_an_idle_person(cohort: str, age: int, men: int, tmp_path: Path) -> None:
    folder = folder_with("hamlet", tmp_path / "hamlet", people=idle(cohort, "1990-01", age, men, "lane"))
    with_guest = world_of(folder)
    row = side_by_side(world_of("hamlet"), with_guest, "1999-12")
    assert with_guest.people.activity[row] == Activity.NOT_SEEKING
    assert with_guest.accounts.balance[with_guest.households.account[with_guest.people.household[row]]] == 0


def test_nor_the_death_of_one(tmp_path: Path) -> None:
    folder = folder_with("hamlet", tmp_path / "hamlet", people=idle("a_guest", "1990-01", 97, 1, "lane"))
    with_guest = world_of(folder)
    row = side_by_side(world_of("hamlet"), with_guest, "1999-12")
    assert with_guest.people.activity[row] == Activity.DEAD


def test_nor_one_who_comes_later(tmp_path: Path) -> None:
    folder = folder_with("hamlet", tmp_path / "hamlet", people=idle("a_guest", "1996-05", 33, 0, "lane"))
    world = world_of("hamlet")
    run_on(world, "1996-04")
    side_by_side(world, branch(world, region.load(folder)), "1999-12")


def test_the_district_does_not_notice_an_idle_person(tmp_path: Path) -> None:
    row = idle("a_guest", "1934-01", 30, 1, "baogong", persons=100)
    folder = folder_with("tiexi", tmp_path / "tiexi", people=row)
    side_by_side(world_of("tiexi", scale=100), world_of(folder, scale=100), "1947-12")


def test_nor_when_orders_are_missing_and_plants_close(district: District, tmp_path: Path) -> None:
    row = idle("a_guest", "1990-02", 40, 0, "weigong", persons=SCALE)
    folder = folder_with("tiexi", tmp_path / "tiexi", people=row)
    world = district.after("1990-01")
    side_by_side(world, branch(world, region.load(folder)), "2002-12")
