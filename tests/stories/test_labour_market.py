"""A market without a plan: who goes, who stays, who moves up, and what a planner's package gives."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from tests.kernels.labour_world import (
    COLLECTIVE_SHOP,
    PLAN,
    PRIVATE_SHOP,
    STATE_HALL,
    STATE_SHOP,
    count,
    people,
    run,
    staffed,
    town,
)
from tests.kernels.test_labour_careers import MARKET, ladder

from tiexi.country.migrate import migrate
from tiexi.factory.close import close
from tiexi.factory.staff import staff
from tiexi.market.labour import informal, match
from tiexi.region.timeline import Cause
from tiexi.world.events import Event
from tiexi.world.ledger import Programme, Reason, Sector, flow_row
from tiexi.world.people import NEVER, Activity
from tiexi.world.world import CENTRE, World

DISMISSES = MARKET | {
    "close.queue_months": 999.0,
    "close.debt_share": 1.0,
    "staff.dismissal": 1.0,
    "staff.layoff_below": 0.85,
    "off_post.slack": 1.0,
}


def bearer(w: World, payer: str, *groups: str) -> None:
    """A policy row says who pays."""
    w.region.timeline = [  # type: ignore[misc]
        Cause(0, "1990-01", "welfare", f"parameter:{g}.x", 1.0, "", "", "assumed", "", "p", (("payer", payer),))
        for g in groups
    ]


def paid(w: World, reason: Reason, payer: Sector) -> int:
    return int(w.flows.paid[flow_row(int(reason), int(payer), int(Sector.HOUSEHOLDS))])


def working(w: World, shop: int) -> set[int]:
    p, n = w.people, w.people.count
    return set(np.flatnonzero((p.employer[:n] == shop) & (p.activity[:n] == Activity.ON_POST)).tolist())


def test_who_searches_on_the_job_ends_in_a_better_paying_plant() -> None:
    w = ladder(MARKET | {"staff.hire_gap": 1.0})
    rows = staffed(w, 10, COLLECTIVE_SHOP, premium=-3231)
    staffed(w, 12, STATE_HALL, premium=2000)
    before = w.people.wage[rows].copy()
    run(w, staff, match, months=40)
    p = w.people
    moved = rows[p.employer[rows] != COLLECTIVE_SHOP]
    assert len(moved) >= 5
    assert (p.premium[moved] > -3231).all()
    assert (p.wage[moved] > before[np.isin(rows, moved)] * 0.9).all()
    assert (p.scar[moved] == 0).all(), "who moves out of a post has no scar"
    assert count(w, Event.DISMISSED) == count(w, Event.QUIT) == 0


def test_hours_are_cut_before_people() -> None:
    w = town(DISMISSES)
    rows = staffed(w, 20, STATE_HALL)
    w.workshops.load[STATE_HALL] = 900_000
    run(w, staff, months=6)
    assert working(w, STATE_HALL) == set(rows.tolist())
    w.workshops.load[STATE_HALL] = 800_000
    run(w, staff)
    assert len(working(w, STATE_HALL)) == 16
    assert count(w, Event.DISMISSED) == 4


def shed(rule: int, **columns: Any) -> tuple[World, Any, set[int]]:
    w = town(DISMISSES | {"staff.selection": float(rule), "severance.months_per_year": 2.0})
    rows = staffed(w, 20, STATE_HALL, hired=w.month - 12 * np.arange(20), **columns)
    w.workshops.load[STATE_HALL] = 500_000
    run(w, staff)
    return w, rows, set(rows.tolist()) - working(w, STATE_HALL)


def test_last_in_first_out_dismisses_the_youngest_tenure() -> None:
    w, rows, gone = shed(1)
    assert gone == set(rows[:10].tolist())
    assert (w.people.lost[rows[:10]] == w.month - 1).all()
    assert (w.people.lost_pay[rows[:10]] == 1000).all()


def test_the_oldest_go_first_where_age_decides() -> None:
    born = 120 - 300 - (np.arange(20) * 7 % 20) * 12
    _, rows, gone = shed(3, born=born)
    assert gone == set(rows[np.argsort(born)[:10]].tolist())


def test_who_has_most_dependants_stays_where_need_decides() -> None:
    w = town(DISMISSES | {"staff.selection": 4.0})
    rows = staffed(w, 20, STATE_HALL)
    children = people(w, 10, "children", activity=Activity.CHILD, born=100)
    for i, c in enumerate(children):  # one more in each of the first five of the ten homes, and again
        home = w.people.household[rows[2 * (i % 5)]]
        w.households.members[w.people.household[c]] -= 1
        w.people.household[c] = home
        w.households.members[home] += 1
    w.workshops.load[STATE_HALL] = 500_000
    run(w, staff)
    assert working(w, STATE_HALL) == set(rows[:10].tolist())


def test_volunteers_go_first_for_a_severance_that_is_worth_it() -> None:
    _, rows, gone = shed(5)  # two months a year: from twelve years on it is two years' pay
    assert set(rows[12:].tolist()) <= gone
    assert gone == set(rows[12:].tolist()) | set(rows[:2].tolist())


def test_severance_has_a_cap_and_the_centre_may_pay_it() -> None:
    w = town(DISMISSES | {"severance.months_per_year": 1.0, "severance.cap_months": 5.0})
    bearer(w, "centre", "severance")
    rows = staffed(w, 20, STATE_HALL, hired=w.month - 12 * np.arange(20))
    w.workshops.load[STATE_HALL] = 500_000
    till = w.accounts.balance[w.plants.account[1]]
    run(w, staff)
    due = sum(5000 * min(years, 5) for years in range(10))
    assert paid(w, Reason.SEVERANCE, Sector.CENTRE) == due
    assert w.accounts.balance[w.plants.account[1]] == till
    assert w.programmes.spent[Programme.SEVERANCE] == due
    assert w.programmes.persons[Programme.SEVERANCE] == 9  # one of the ten has not served a year
    assert not w.people.owed[rows].any()


@pytest.mark.parametrize("offer", [0.0, 1.0])
def test_the_old_take_an_early_pension_rather_than_lose_the_post(offer: float) -> None:
    extra = {"early_retirement.offer": offer, "early_retirement.age": 50.0, "early_retirement.pension": 0.75}
    w = town(DISMISSES | extra)
    age = np.where(np.arange(20) < 6, 51, 30)
    rows = staffed(w, 20, STATE_HALL, born=w.month - 12 * age - 1, sex=2)
    w.workshops.load[STATE_HALL] = 500_000
    run(w, staff)
    retired = rows[w.people.activity[rows] == Activity.RETIRED]
    assert retired.tolist() == (rows[:6].tolist() if offer else [])
    assert len(working(w, STATE_HALL)) == 10
    assert (w.people.wage[retired] == 3750).all()
    assert count(w, Event.EARLY_RETIRED) == len(retired)
    assert count(w, Event.DISMISSED) == 10 - len(retired)


def test_what_becomes_of_a_closed_plants_people() -> None:
    """The old on a pension, all others jobless; who waits longer asks for less; the scar is that of the slack."""
    w = ladder(DISMISSES | {"early_retirement.offer": 1.0, "early_retirement.years": 5.0, "staff.hire_gap": 1.0})
    rows = staffed(w, 40, STATE_SHOP, premium=2000, sex=2, born=w.month - 12 * 40)
    w.people.born[rows[:5]] = w.month - 12 * 56
    w.plants.ends[1:5] = [w.month, NEVER, NEVER, NEVER]
    w.paths = SimpleNamespace(approval=np.zeros((5, 1)))  # type: ignore[assignment]
    run(w, close)
    p = w.people
    assert (p.activity[rows[:5]] == Activity.RETIRED).all()
    assert (p.activity[rows[5:]] == Activity.SEEKING).all()
    assert (p.lost[rows] == w.month - 1).all()
    run(w, staff, match)
    assert not working(w, PRIVATE_SHOP), "at first nobody takes less than before"
    run(w, staff, match, months=3)
    taken = list(working(w, PRIVATE_SHOP))
    assert taken
    assert (p.scar[taken] == 2500).all(), "most of the town is out of work: the scar is at its cap"
    assert (p.premium[taken] == 500).all()


def test_wage_insurance_makes_up_half_the_gap_for_two_years() -> None:
    w = town(MARKET | {"wage_insurance.share": 0.5, "wage_insurance.months": 24.0})
    bearer(w, "centre", "wage_insurance")
    rows = staffed(w, 3, PRIVATE_SHOP, wage=4000, lost=w.month - 20, lost_pay=[1000, 900, 700])
    run(w, informal, months=6)
    got = w.diary.earnings[w.people.diary[rows]]
    assert got.tolist() == [5 * 500, 5 * 250, 0]  # 5,000 and 4,500 against 4,000, in months 20 to 24
    assert paid(w, Reason.BENEFIT, Sector.CENTRE) == 5 * 750
    assert w.programmes.persons[Programme.WAGE_INSURANCE] == 10


def test_a_grant_helps_those_to_leave_who_look_for_work() -> None:
    w = town(MARKET | {"relocation.grant": 600.0, "relocation.rate": 0.1})
    rows = people(w, 400, born=w.month - 12 * 40)
    stay = staffed(w, 50, STATE_HALL)
    run(w, migrate)
    gone = np.flatnonzero(w.people.gone[: w.people.count] == w.month - 1)
    assert set(gone) <= set(rows.tolist())
    assert 20 < len(gone) < 62  # a year's pay: a tenth
    assert not set(gone) & set(stay.tolist())
    assert w.programmes.spent[Programme.RELOCATION] == 60_000 * len(gone)
    assert paid(w, Reason.BENEFIT, Sector.TREASURY) == 60_000 * len(gone)
    assert w.accounts.balance[CENTRE] < 0, "the centre makes up what the city lacks"


@pytest.mark.parametrize(("jobless", "low", "high"), [(2, 70, 130), (25, 5, 45)])
def test_who_gave_up_looks_again_when_work_is_to_be_had(jobless: int, low: int, high: int) -> None:
    w = town(PLAN | {"withdraw.return": 0.5})
    staffed(w, 100 - jobless, STATE_HALL)
    people(w, jobless, "jobless")
    gave_up = people(w, 200, "gave up", activity=Activity.NOT_SEEKING, occupation=1)
    at_home = people(w, 200, "at home", activity=Activity.NOT_SEEKING)
    run(w, informal)
    assert low < (w.people.activity[gave_up] == Activity.SEEKING).sum() < high
    assert (w.people.activity[at_home] == Activity.NOT_SEEKING).all()


def test_a_course_takes_part_of_the_scar_away() -> None:
    more = {"retraining.places": 4.0, "retraining.stipend": 20.0, "retraining.effect": 0.5, "retraining.months": 6.0}
    w = ladder(MARKET | more)
    rows = people(w, 20, occupation=1, since=w.month - np.arange(20), hired=0)
    staffed(w, 20, STATE_HALL)
    run(w, informal, months=6)
    taught = rows[w.people.trained[rows] > 0]
    assert taught.tolist() == rows[-4:].tolist(), "those who have waited longest"
    assert w.programmes.spent[Programme.RETRAINING] == 6 * 4 * 2000
    w.workshops.vacancies[STATE_SHOP] = 60
    run(w, match)
    assert set(w.people.scar[taught].tolist()) == {1250}
    assert set(w.people.scar[rows[:16]].tolist()) == {2500}
