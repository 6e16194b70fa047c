"""A policy changes what it says from the month it says, and nothing before, and nobody who was there before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.worlds import copied, keys, policy, run_on, under, world_of

from tiexi import region
from tiexi.engine import Engine
from tiexi.region import Region
from tiexi.world.events import Event
from tiexi.world.ledger import Reason
from tiexi.world.people import Activity
from tiexi.world.works import Standing
from tiexi.world.world import World

WORKS = 3  # row of plants: names in order are lane_office, lane_shop, works


@pytest.mark.parametrize(("name", "scale", "last"), [("hamlet", 1, "1999-12"), ("tiexi", 200, "1940-12")])
def test_a_policy_that_never_falls_due_changes_no_digest(name: str, scale: int, last: str) -> None:
    plain, never = world_of(name, scale), world_of(under(name, "never"), scale)
    assert run_on(plain, last) == run_on(never, last)


def test_a_policy_changes_nothing_before_it_falls_due_and_much_after() -> None:
    plain, kept = world_of("hamlet"), world_of(under("hamlet", "keep_orders"))
    # Orders are those of 1993-12 in that month under both; in the next they begin to differ.
    assert run_on(plain, "1993-12") == run_on(kept, "1993-12")
    there = keys(plain)
    assert set(run_on(plain, "1999-12")).isdisjoint(run_on(kept, "1999-12"))
    assert there <= keys(plain) & keys(kept)


def test_people_of_both_histories_were_born_the_same() -> None:
    plain, kept = world_of("hamlet"), world_of(under("hamlet", "keep_orders"))
    run_on(plain, "1999-12")
    run_on(kept, "1999-12")
    born = [
        dict(zip(p.key[1 : p.count].tolist(), zip(p.born[1 : p.count], p.sex[1 : p.count], strict=True), strict=True))
        for p in (plain.people, kept.people)
    ]
    both = born[0].keys() & born[1].keys()
    assert len(both) > 0.9 * len(born[0])
    assert all(born[0][key] == born[1][key] for key in both)


def test_a_copy_continued_under_a_policy_is_the_run_under_it() -> None:
    """The stories lean on this: histories are run once until they part."""
    world, whole = world_of("hamlet"), world_of(under("hamlet", "keep_orders"))
    run_on(world, "1993-06")
    run_on(whole, "1993-06")
    before = world.digest()
    assert run_on(copied(world, under("hamlet", "keep_orders")), "1995-12") == run_on(whole, "1995-12")
    assert world.digest() == before


@pytest.fixture
def closing(tmp_path: Path) -> Region:
    """The hamlet whose works a planner closes by May 1995, announced in January 1994."""
    row = {"date": "1994-01", "kind": "close", "target": "plant:works", "value": "1995-05", "notice_months": 16}
    return region.load("hamlet", [policy(tmp_path / "close.toml", row)])


def last_month_of(world: World) -> tuple[World, World]:
    """The world before and after the step that closes the plant, in the month it does."""
    run_on(world, "1995-04")
    before: list[World] = []
    Engine(world).advance(lambda step: before.append(copied(world)) if step == "street.marry" else None)
    return before[0], world


def test_a_planner_closes_the_works(closing: Region) -> None:
    before, after = last_month_of(world_of(closing))
    assert before.labels["plants"][WORKS] == "works"
    assert before.plants.standing[WORKS] == Standing.WORKING
    assert after.plants.standing[WORKS] == Standing.GUARDED
    told = [Event(int(e)) for e, kind in zip(after.happenings.event, after.happenings.kind, strict=True) if kind == 3]
    assert told == [Event.APPROVED, Event.BANKRUPT, Event.GUARDED]
    mine = after.stocks.plant[: after.stocks.count] == WORKS
    assert not after.stocks.amount[: after.stocks.count][mine].any(), "what lay in the yard is sold"
    run_on(after, "1996-12")
    assert (after.workshops.made[: after.workshops.count][after.workshops.plant[: after.workshops.count] == WORKS] == 0).all()
    assert after.plants.tied[WORKS] <= 2


def test_its_people_are_dismissed_and_their_severance_is_paid_or_owed(closing: Region) -> None:
    before, after = last_month_of(world_of(closing))
    n = before.people.count
    was, now = before.people, after.people
    mine = (was.tie[:n] > 0) & (before.workshops.plant[was.employer[:n]] == WORKS)
    gone = np.flatnonzero(mine & (now.tie[:n] == 0))
    assert len(gone) > 0.9 * mine.sum() > 30
    assert (now.activity[gone] == Activity.SEEKING).all()
    assert after.counts.persons[Event.DISMISSED + 1] - before.counts.persons[Event.DISMISSED + 1] == len(gone)
    years = (after.month - was.hired[gone].astype(int)) // 12
    severance = int((was.wage[gone].astype(int) * years).sum())
    assert severance > 0
    paid = int(after.flows.paid[1 + int(Reason.LIQUIDATION) * 81 :][:81].reshape(9, 9)[:, 1].sum())
    owed = int(after.plants.wages_owed[WORKS] - before.plants.wages_owed[WORKS])
    assert paid + owed == severance
    assert not np.setdiff1d(np.flatnonzero(now.owed[:n] > was.owed[:n]), gone).size


def test_it_shows_before_the_plant_is_closed_that_nothing_else_changed(closing: Region) -> None:
    plain, closed = world_of("hamlet"), world_of(closing)
    assert run_on(plain, "1993-12") == run_on(closed, "1993-12")
