"""Under the plan posts are held whatever the load; the retrenchment sends people back to the countryside."""

from __future__ import annotations

import numpy as np
from tests.kernels.labour_world import (
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

from tiexi.factory.staff import staff
from tiexi.market.labour import match
from tiexi.world.events import Event
from tiexi.world.people import Activity, Registration
from tiexi.world.works import Standing

ROWS = ("E3", "H3", "C1")


def test_posts_fill_from_those_who_seek_and_stay_filled_without_work() -> None:
    w = town(PLAN)
    people(w, 120)
    run(w, staff, match, months=24)
    assert w.workshops.on_post[1:6].tolist() == [20, 20, 10, 5, 5]
    assert count(w, Event.HIRED) == 60
    w.workshops.load[1:6] = 0
    run(w, staff, match, months=24)
    assert w.workshops.on_post[1:6].tolist() == [20, 20, 10, 5, 5]
    assert count(w, Event.OFF_POST) == count(w, Event.DISMISSED) == 0


def test_a_plant_under_construction_hires_nobody() -> None:
    w = town(PLAN)
    people(w, 60)
    w.plants.standing[1] = Standing.BUILDING
    run(w, staff, match, months=6)
    assert w.workshops.on_post[STATE_SHOP] == 0
    assert w.workshops.on_post[PRIVATE_SHOP] == 5


def test_at_scale_ten_posts_are_filled_in_whole_people_on_average() -> None:
    filled = []
    for seed in range(30):
        w = town(PLAN, scale=10, seed=seed, posts=25)
        people(w, 40)
        run(w, staff, match, months=12)
        filled.append(int(w.workshops.on_post[STATE_HALL]))
    assert set(filled) == {2, 3}
    assert 2.2 < np.mean(filled) < 2.8


def test_the_retrenchment_sends_the_last_comers_from_the_villages_home() -> None:
    w = town(PLAN | {"staff.quota": 0.1})
    old = staffed(w, 10, STATE_HALL, "old hands", registration=Registration.RURAL)
    new = staffed(w, 10, STATE_HALL, "newcomers", registration=Registration.RURAL, hired=w.month - 12)
    urban = staffed(w, 10, STATE_HALL, "townspeople", hired=w.month - 6)
    seekers = people(w, 20, "jobless")
    before = int(w.accounts.balance[4])
    run(w, staff, match, months=3)
    gone = w.people.activity[: w.people.count] == Activity.AWAY
    assert gone[new].sum() >= 8
    assert not gone[old].any()
    assert not gone[urban].any()
    assert count(w, Event.DISMISSED) == count(w, Event.LEFT) == gone.sum() == w.tally.left[1]
    assert (w.people.activity[seekers] == Activity.SEEKING).all()  # nobody is hired meanwhile
    assert w.accounts.balance[4] - before == 5_000 * gone.sum()  # a head's share of the household's money


def test_cadres_women_and_hazardous_trades_retire_at_their_ages() -> None:
    w = town(PLAN)
    rows = staffed(w, 6, STATE_HALL, sex=[1, 1, 2, 2, 1, 2], occupation=[1, 3, 1, 2, 2, 3], tie=[1, 4, 1, 1, 1, 4])
    ages = [50, 55, 60, 55, 45, 60]
    w.people.born[rows] = w.month - np.array(ages) * 12 + 1  # one month to go
    run(w, staff)
    assert count(w, Event.RETIRED) == 0
    run(w, staff)
    assert count(w, Event.RETIRED) == 6
    assert (w.people.activity[rows] == Activity.RETIRED).all()
    assert (w.people.wage[rows] == 3500).all()
    assert w.plants.pensioners[1] == 6
    home = people(w, 2, "at home", sex=[1, 2], activity=[Activity.NOT_SEEKING, Activity.OWN_ACCOUNT])
    w.people.born[home] = w.month - np.array([55, 60]) * 12
    run(w, staff)
    assert (w.people.activity[home] == Activity.RETIRED).all()
    assert (w.people.employer[home] == 0).all()
    assert w.plants.pensioners[1] == 6
