"""After the reform people are sent off post because orders are missing; how they come back, and how the tie ends."""

from __future__ import annotations

import numpy as np
import pytest
from tests.kernels.labour_world import (
    COLLECTIVE_SHOP,
    PLAN,
    PRIVATE_SHOP,
    REFORM,
    SCHOOL,
    STATE_HALL,
    STATE_SHOP,
    count,
    people,
    run,
    staffed,
    town,
)

from tiexi.factory.off_post import end_ties
from tiexi.factory.staff import staff
from tiexi.market.labour import informal, match
from tiexi.world.claims import forgive
from tiexi.world.events import Event
from tiexi.world.people import Activity, Tie
from tiexi.world.world import TREASURY, Views, World

ROWS = ("C1", "C3")


def manned(w: World) -> list[int]:
    return [int(x) for x in w.workshops.on_post[1:6]]


def staff_all(w: World) -> None:
    for shop, number in ((STATE_SHOP, 20), (STATE_HALL, 20), (COLLECTIVE_SHOP, 10), (PRIVATE_SHOP, 5), (SCHOOL, 5)):
        staffed(w, number, shop, f"staff {shop}")


def test_nobody_is_sent_home_while_there_is_work() -> None:
    w = town(REFORM)
    staff_all(w)
    run(w, staff, match, months=24)
    assert manned(w) == [20, 20, 10, 5, 5]


def test_where_orders_are_missing_people_go_off_post_and_come_back_with_the_orders() -> None:
    w = town(REFORM)
    staff_all(w)
    w.workshops.load[[STATE_HALL, COLLECTIVE_SHOP]] = 500_000
    run(w, staff, months=60)
    assert 10 <= w.workshops.on_post[STATE_HALL] <= 13
    assert 5 <= w.workshops.on_post[COLLECTIVE_SHOP] <= 8
    assert manned(w)[0] == 20
    assert manned(w)[4] == 5
    assert w.workshops.tied[STATE_HALL] == 20
    assert count(w, Event.OFF_POST) == 30 - manned(w)[1] - manned(w)[2]
    off = np.flatnonzero((w.people.tie > 0) & (w.people.activity == Activity.SEEKING))
    assert (w.people.wage[off] == 5000).all()
    w.workshops.load[[STATE_HALL, COLLECTIVE_SHOP]] = 1_000_000
    run(w, staff, months=24)
    assert manned(w)[1:3] == [20, 10]
    assert count(w, Event.RECALLED) == count(w, Event.OFF_POST)


def test_owners_without_the_status_dismiss() -> None:
    w = town(REFORM)
    staff_all(w)
    w.workshops.load[PRIVATE_SHOP] = 0
    run(w, staff, months=120)
    assert manned(w)[3] <= 1
    assert count(w, Event.DISMISSED) == 5 - manned(w)[3]
    assert count(w, Event.OFF_POST) == 0


def test_a_workshop_without_hands_hires_because_of_orders_not_of_load() -> None:
    w = town(PLAN | {"staff.dismissal": 0.2})
    people(w, 60)
    w.workshops.load[1:6] = 0
    w.workshops.target[STATE_HALL] = 1000
    run(w, staff, match)
    assert manned(w)[1] > 0
    assert manned(w)[0] == 0


def test_cadres_stay_to_the_end() -> None:
    off = np.zeros(2)
    for seed in range(10):
        w = town(REFORM, seed=seed)
        rows = staffed(w, 20, STATE_HALL)
        w.people.tie[rows[:5]] = Tie.CADRE
        w.workshops.load[STATE_HALL] = 400_000
        run(w, staff, months=36)
        sent = w.people.activity[rows] != Activity.ON_POST
        off += [sent[:5].mean(), sent[5:].mean()]
    assert off[0] < 0.4 * off[1]


def test_the_cap_ends_the_tie_with_severance_as_far_as_the_till_reaches() -> None:
    w = town(REFORM | {"off_post.cap_months": 36.0}, scale=10)
    rows = staffed(w, 3, STATE_HALL, activity=Activity.SEEKING, since=w.month - 36)
    w.people.activity[rows[1]] = Activity.SIDE_WORK
    w.people.activity[rows[2]] = Activity.NOT_SEEKING
    w.plants.quota[1] = 0
    w.accounts.balance[3] += w.accounts.balance[5] - 700_005
    w.accounts.balance[5] = 700_005  # ten years of service at 50 yuan: 500 yuan each, for ten people
    run(w, staff)
    assert (w.people.tie[rows] == 0).all()
    assert w.people.activity[rows].tolist() == [Activity.SEEKING, Activity.OWN_ACCOUNT, Activity.NOT_SEEKING]
    assert w.accounts.balance[5] == 5
    assert sorted(w.people.owed[rows]) == [0, 30_000, 50_000]
    assert count(w, Event.BOUGHT_OUT) == 1
    assert count(w, Event.STATUS_ABOLISHED) == 2
    assert w.households.income[1:3].sum() == 70_000
    assert w.diary.earnings[1:4].sum() == 70_000


def test_side_work_does_not_stop_the_clock_of_the_cap() -> None:
    w = town(REFORM | {"off_post.cap_months": 12.0, "informal.entry": 0.5, "informal.exit": 0.5})
    staffed(w, 40, STATE_HALL, activity=Activity.SEEKING, since=w.month)
    w.plants.quota[1] = 0
    run(w, staff, months=12)
    assert w.workshops.tied[STATE_HALL] == 40
    run(w, staff)
    assert w.workshops.tied[STATE_HALL] == 0


def test_those_near_their_age_retire_early() -> None:
    w = town(REFORM | {"early_retirement.rate": 1.0})
    rows = staffed(w, 2, STATE_HALL, activity=Activity.SEEKING, sex=2, occupation=1)
    w.people.born[rows] = w.month - np.array([56 * 12 + 3, 54 * 12 + 3])
    run(w, staff)
    assert (w.people.activity[rows] == Activity.RETIRED).tolist() == [True, False]
    assert count(w, Event.EARLY_RETIRED) == w.plants.pensioners[1] == 1


def test_a_claim_follows_the_person_to_the_next_plant_and_ends_with_leaving() -> None:
    w = town(REFORM)
    rows = staffed(w, 2, STATE_HALL, owed=1200, owed_by=1)
    w.claims.made[4] = 2400
    books = Views(w, staff.writes)
    w.accounts.balance[3] += w.accounts.balance[5]
    w.accounts.balance[5] = 0
    end_ties(books, rows, int(Event.DISMISSED))
    assert w.people.owed[rows].tolist() == [51_200, 51_200]
    w.workshops.vacancies[COLLECTIVE_SHOP] = 2
    run(w, match)
    assert w.people.owed[rows].tolist() == [0, 0]
    assert w.dues.owed[1:3].tolist() == [51_200, 51_200]
    assert w.plants.wages_owed[1] == 102_400
    forgive(books.renew(), rows[:1])
    assert w.plants.wages_owed[1] == 51_200
    assert w.claims.settled[4] == 51_200


def test_informal_work_is_entered_crowds_and_is_paid() -> None:
    w = town(REFORM | {"informal.entry": 0.3, "informal.exit": 0.1}, scale=10)
    rows = people(w, 200, since=w.month)
    run(w, informal)
    assert not (w.people.activity[rows] == Activity.OWN_ACCOUNT).any()  # they look about for a month first
    run(w, informal, months=40)
    share = (w.people.activity[rows] == Activity.OWN_ACCOUNT).mean()
    assert 0.55 < share < 0.75  # 0.3 (1 - s)^2 = 0.1 s at s = 0.57; the first month's pay is drawn at share 0
    assert (w.people.since[rows] == 120).all()
    w.households.income[:] = 0
    run(w, informal)
    working = w.people.activity[rows] == Activity.OWN_ACCOUNT
    pay = w.households.income.sum() / working.sum()
    assert 5000 * 0.5 < pay < 5000


@pytest.mark.parametrize("treasury", [0, 150_000])
def test_benefits_are_paid_by_the_treasury_and_topped_up_by_the_centre(treasury: int) -> None:
    w = town(REFORM | {"benefit.unemployment": 100.0}, scale=10)
    people(
        w, 4, occupation=[1, 1, 0, 1], since=[w.month - 3, w.month - 30, w.month, w.month], registration=[1, 1, 1, 2]
    )
    w.accounts.balance[TREASURY] = treasury
    w.accounts.balance[3] -= treasury
    run(w, informal)
    assert w.households.income[1:3].tolist() == [10_000, 0]
    assert w.accounts.balance[TREASURY] == max(0, treasury - 100_000)


def test_minimum_livelihood_tops_up_poor_households_of_the_town() -> None:
    w = town(REFORM | {"benefit.minimum": 150.0})
    people(w, 4, activity=Activity.NOT_SEEKING, registration=[1, 1, 0, 0])
    w.households.mean_income[1:3] = [20_000, 0]
    run(w, informal)
    assert w.households.income[1:3].tolist() == [
        10_000,
        0,
    ]  # 100 yuan a head against 150; no claim without registration
