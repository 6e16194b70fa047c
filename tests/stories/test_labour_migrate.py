"""Who leaves, who is recruited from elsewhere, and that one idle person more changes nobody."""

from __future__ import annotations

import numpy as np
from tests.kernels.labour_world import PLAN, PRIVATE_SHOP, REFORM, STATE_HALL, check, count, people, run, staffed, town

from tiexi.country.migrate import migrate
from tiexi.factory.staff import staff
from tiexi.market.labour import informal, match
from tiexi.world.events import Event
from tiexi.world.people import NEVER, Activity, Registration, Tie
from tiexi.world.world import OUTSIDE, World

ROWS = ("S4", "H2")

STIR = REFORM | {
    "informal.entry": 0.035, "informal.exit": 0.03, "withdraw.rate": 0.005, "leave.rate": 0.003, "staff.quit": 0.01,
    "staff.recruit": 0.3, "early_retirement.rate": 0.05, "off_post.cap_months": 24.0, "benefit.unemployment": 20.0,
}  # fmt: skip


def test_the_jobless_leave_when_there_are_too_many_and_take_their_share() -> None:
    w = town(PLAN | {"leave.rate": 0.01})
    rows = people(w, 200)
    money = int(w.accounts.balance[1 : w.accounts.count][w.accounts.sector[1 : w.accounts.count] == 1].sum())
    run(w, migrate, months=6)
    gone = w.people.gone[rows] != NEVER
    young = w.month - w.people.born[rows] < 35 * 12
    assert gone[young].mean() > 1.2 * gone[~young].mean() > 0
    assert w.tally.left[1] == gone.sum() == count(w, Event.LEFT)
    assert w.accounts.balance[OUTSIDE] == 5000 * gone.sum()
    empty = w.households.members[1 : w.households.count] == 0
    assert empty.any()
    assert (w.accounts.balance[w.households.account[1 : w.households.count]][empty] == 0).all()
    assert money == 200 * 5000


def test_nobody_leaves_at_the_normal_rate_of_unemployment() -> None:
    w = town(PLAN | {"leave.rate": 0.5})
    staffed(w, 95, STATE_HALL)
    people(w, 5, "seekers")
    run(w, migrate, months=3)
    assert w.tally.left[1] == 0


def test_posts_that_nobody_takes_are_filled_by_recruits_with_families() -> None:
    w = town(PLAN | {"staff.recruit": 0.5}, posts=100)
    run(w, staff, match, migrate, months=24)
    assert w.workshops.on_post[STATE_HALL] > 95
    n = w.people.count
    p = w.people
    here = slice(1, n)
    assert w.tally.arrived[1] == n - 1 == count(w, Event.ARRIVED)
    workers = p.tie[here] > 0
    age = (w.month - p.born[here]) / 12
    assert workers.sum() == count(w, Event.HIRED)
    assert age[workers].min() >= 18
    assert age[workers].max() < 42  # wives and husbands of recruits take posts too
    assert 0.55 < (p.sex[here][workers] == 2).mean() < 0.75
    assert 0.25 < (p.spouse[here][workers] > 0).mean() < 0.65
    assert (p.spouse[p.spouse[here][p.spouse[here] > 0]] == np.flatnonzero(p.spouse[:n])).all()
    children = p.mother[here] > 0
    assert children.any()
    mothers = p.mother[here][children]
    assert (p.sex[mothers] == 1).all()
    assert ((p.born[here][children] - p.born[mothers]) >= 240).all()
    assert (p.household[mothers] == p.household[here][children]).all()
    assert len(np.unique(p.key[here])) == n - 1


def lives(w: World, without: set[int]) -> dict[int, tuple[int, ...]]:
    p = w.people
    return {
        int(p.key[r]): tuple(
            int(a[r]) for a in (p.born, p.gone, p.tie, p.activity, p.employer, p.wage, p.owed, p.since)
        )
        for r in range(1, p.count)
        if int(p.key[r]) not in without
    }


def crowd(idle: bool, turned: bool = False) -> tuple[World, set[int]]:
    """A stirring town, with or without one idle person in a household of its own; founded in either order."""
    w = town(STIR, scale=10, seed=4, posts=300)
    extra: set[int] = set()
    parts = [
        lambda: staffed(w, 26, STATE_HALL),
        lambda: staffed(w, 8, PRIVATE_SHOP, "bar"),
        lambda: people(w, 60),
    ]
    if idle:
        parts.insert(0, lambda: people(w, 1, "idler", registration=Registration.NONE, activity=Activity.NOT_SEEKING))
    for part in reversed(parts) if turned else parts:
        rows = part()
        if len(rows) == 1:
            extra = {int(w.people.key[rows[0]])}
            account = w.households.account[w.people.household[rows[0]]]
            w.accounts.balance[3] += w.accounts.balance[account]
            w.accounts.balance[account] = 0
    w.workshops.load[STATE_HALL] = 400_000
    run(w, staff, match, informal, migrate, months=48)
    return w, extra


def test_one_idle_person_more_and_another_order_of_rows_change_nobody() -> None:
    plain, none = crowd(False)
    with_idler, extra = crowd(True)
    turned, _ = crowd(False, turned=True)
    assert len(extra) == 1
    assert lives(plain, none) == lives(with_idler, extra) == lives(turned, none)
    assert plain.flows.paid.tolist() == with_idler.flows.paid.tolist() == turned.flows.paid.tolist()
    for event in (Event.OFF_POST, Event.HIRED, Event.LEFT, Event.ARRIVED, Event.QUIT, Event.STATUS_ABOLISHED):
        assert count(plain, event) + count(plain, Event.BOUGHT_OUT) > 0
    check(plain)


def test_the_same_seed_gives_the_same_month_by_month() -> None:
    first, second = crowd(False)[0], crowd(False)[0]
    assert first.digest() == second.digest()
    assert Tie.NONE == 0
