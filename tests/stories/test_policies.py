"""A policy changes what it says from the month it says, and nothing before, and nobody who was there before."""

from __future__ import annotations

import numpy as np
import pytest
from tests.district import SCALE, SEED, District
from tests.worlds import keys, policy, run_on, under, world_of

from tiexi import region
from tiexi.engine import Engine
from tiexi.region import Region
from tiexi.world.events import Event, Who
from tiexi.world.found import branch
from tiexi.world.ledger import SECTORS, Reason, Sector, flow_row
from tiexi.world.people import Activity
from tiexi.world.works import Standing
from tiexi.world.world import World

WORKS = 3  # row of plants: names in order are lane_office, lane_shop, works


def test_a_policy_that_never_falls_due_changes_no_digest(district: District) -> None:
    plain, never = world_of("hamlet"), world_of(under("hamlet", "never"))
    assert run_on(plain, "1999-12") == run_on(never, "1999-12")
    never = world_of(under("tiexi", "never"), SCALE, SEED)
    assert run_on(never, "1940-12") == [*district.digests("1940-12").values()]


def test_a_policy_changes_nothing_before_it_falls_due_and_nobody_who_was_born_by_then() -> None:
    plain, kept = world_of("hamlet"), world_of(under("hamlet", "keep_orders"))
    # Orders are those of 1993-12 in that month under both; in the next they begin to differ.
    assert run_on(plain, "1993-12") == run_on(kept, "1993-12")
    there = keys(plain)
    assert set(run_on(plain, "1999-12")).isdisjoint(run_on(kept, "1999-12"))
    assert there <= keys(plain) & keys(kept)
    given = [
        dict(zip(p.key[1 : p.count].tolist(), zip(p.born[1 : p.count], p.sex[1 : p.count], strict=True), strict=True))
        for p in (plain.people, kept.people)
    ]
    assert all(given[0][key] == given[1][key] for key in given[0].keys() & given[1].keys())


def test_a_copy_continued_under_a_policy_is_the_run_under_it() -> None:
    """The stories lean on this: histories are run once until they part."""
    world, whole = world_of("hamlet"), world_of(under("hamlet", "keep_orders"))
    run_on(world, "1993-06")
    run_on(whole, "1993-06")
    before = world.digest()
    assert run_on(branch(world, under("hamlet", "keep_orders")), "1995-12") == run_on(whole, "1995-12")
    assert world.digest() == before


@pytest.fixture(scope="module")
def closing(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The hamlet whose works a planner closes by May 1995, announced in January 1994."""
    row = {"date": "1994-01", "kind": "close", "target": "plant:works", "value": "1995-05", "notice_months": 16}
    return region.load("hamlet", [policy(tmp_path_factory.mktemp("policy") / "close.toml", row)])


@pytest.fixture(scope="module")
def closed(closing: Region) -> tuple[World, World]:
    """The world before the step that closes the plant in the month it does, and after it."""
    world, before = world_of(closing), []
    run_on(world, "1995-04")
    Engine(world).advance(lambda step: before.append(branch(world)) if step == "street.marry" else None)
    return before[0], world


def test_an_announced_closure_changes_no_digest_before_the_announcement(closing: Region) -> None:
    assert run_on(world_of("hamlet"), "1993-12") == run_on(world_of(closing), "1993-12")


def test_a_planner_closes_the_works(closed: tuple[World, World]) -> None:
    before, after = closed
    assert before.labels["plants"][WORKS] == "works"
    assert before.plants.standing[WORKS] == Standing.WORKING
    assert after.plants.standing[WORKS] == Standing.GUARDED
    log = after.happenings
    told = [int(log.event[i]) for i in range(1, log.count) if log.kind[i] == Who.PLANT and log.who[i] == WORKS]
    assert told == [Event.APPROVED, Event.BANKRUPT, Event.GUARDED]
    yard = np.flatnonzero(after.stocks.plant[: after.stocks.count] == WORKS)
    assert before.stocks.amount[yard].any()
    assert not after.stocks.amount[yard].any(), "what lay in the yard is sold"
    later = branch(after)
    later.month += 1
    shops = np.flatnonzero(later.workshops.plant[: later.workshops.count] == WORKS)
    charged: list[int] = []
    run_on(later, "1996-12", lambda w: charged.append(int(w.workshops.charged[shops].sum())))
    assert set(charged) == {0}
    assert not later.lines.inside[: later.lines.count][np.isin(later.lines.workshop[: later.lines.count], shops)].any()
    assert later.plants.tied[WORKS] <= 2


def test_its_people_are_dismissed_and_their_severance_is_paid_or_owed(closed: tuple[World, World]) -> None:
    before, after = closed
    n, was, now = before.people.count, before.people, after.people
    mine = (was.tie[:n] > 0) & (before.workshops.plant[was.employer[:n]] == WORKS)
    gone = np.flatnonzero(mine & (now.tie[:n] == 0))
    assert len(gone) > 0.9 * mine.sum() > 30
    assert (now.activity[gone] == Activity.SEEKING).all()
    assert after.counts.persons[Event.DISMISSED + 1] - before.counts.persons[Event.DISMISSED + 1] == len(gone)
    years = (after.month - was.hired[gone].astype(np.int64)) // 12
    severance = int((was.wage[gone].astype(np.int64) * years).sum())
    assert severance > 0
    cells = [flow_row(int(Reason.LIQUIDATION), payer, int(Sector.HOUSEHOLDS)) for payer in range(SECTORS)]
    paid = int(after.flows.paid[cells].sum() - before.flows.paid[cells].sum())
    owed = int(after.plants.wages_owed[WORKS] - before.plants.wages_owed[WORKS])
    assert paid + owed == severance
    assert set(np.flatnonzero(now.owed[:n] > was.owed[:n])) <= set(gone)
