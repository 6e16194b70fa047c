"""Stories of the street: a childhood, an estate, youth sent to the countryside, a year's diary, an idle newcomer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.kernels.street_world import build, check, cohort, endow, run

from tiexi.state.announce import open_year
from tiexi.street.live import live
from tiexi.street.marry import marry
from tiexi.street.spend import spend
from tiexi.world.events import Event
from tiexi.world.ledger import Reason, Sector, flow_row
from tiexi.world.people import NEVER, Activity
from tiexi.world.world import BANK, TREASURY, World

ROWS = ("H1", "H2", "H3", "H4", "X5")

FAMILIES = cohort("families", 400)


def born_in_month(w: World) -> list[int]:
    h = w.happenings
    return [int(h.who[i]) for i in range(1, h.count) if h.event[i] == Event.BORN]


def test_a_child_grows_up_in_its_mother_s_house_and_leaves_school_to_look_for_work() -> None:
    w = build([FAMILIES])
    children: list[int] = []
    while not children:
        run(w, live)
        children = born_in_month(w)
    born = w.month - 1
    p = w.people
    assert p.household[children[0]] == p.household[p.mother[children[0]]]
    assert p.registration[children[0]] == p.registration[p.mother[children[0]]]
    first: dict[int, dict[int, int]] = {}
    for _ in range(18 * 12):
        run(w, live)
        for child in children:
            if w.people.gone[child] == NEVER:
                first.setdefault(child, {}).setdefault(int(w.people.activity[child]), w.month - 1 - born)
    grown = [ages for ages in first.values() if Activity.SEEKING in ages]
    assert grown
    for ages in grown:
        assert ages[Activity.PUPIL] == 7 * 12
        assert 15 * 12 <= ages[Activity.SEEKING] < 17 * 12


def test_what_the_last_of_a_household_leaves_goes_to_the_treasury() -> None:
    w = build([cohort("old", 300, age_from=80, age_to=100, household_size=1.0)])
    endow(w, 777)
    for _ in range(60):
        before = int(w.accounts.balance[TREASURY])
        died = int(w.tally.died[1])
        run(w, live)
        check(w)
        estates = int(w.flows.paid[flow_row(Reason.ESTATE, Sector.HOUSEHOLDS, Sector.TREASURY)])
        assert estates == 777 * (int(w.tally.died[1]) - died)
        assert w.accounts.balance[TREASURY] == before + estates
    assert w.tally.died[1] > 200


def test_arrears_to_the_dead_are_cancelled_and_head_counts_fall() -> None:
    w = build([cohort("old", 50, age_from=100, age_to=110, activity="retired")])
    p, n = w.people, w.people.count
    p.employer[1:n] = 1
    p.owed[1:n], p.owed_by[1:n] = 100, 3
    w.plants.pensioners[3] = 50
    w.plants.wages_owed[3] = 50 * 100
    rows = w.dues.add(1)
    w.dues.person[rows], w.dues.plant[rows], w.dues.owed[rows] = 1, 3, 40
    w.plants.wages_owed[3] += 40
    while p.gone[1] == NEVER:
        run(w, live)
        living = int(np.count_nonzero(p.gone[1:n] == NEVER))
        assert w.plants.pensioners[3] == living
        assert w.plants.wages_owed[3] == int(p.owed[1:n].sum() + w.dues.owed[1:].sum())
    assert w.dues.owed[1] == 0


def test_urban_leavers_are_sent_down_and_come_back() -> None:
    def after(months: int, back: float) -> dict[str, Any]:
        rural = cohort("rural", 100, age_from=14, age_to=14, registration="rural")
        numbers = {"youth.sent_down": 1.0, "youth.return": back}
        w = build([cohort("pupils", 200, age_from=14, age_to=14), rural], numbers=numbers)
        events = np.zeros(64, np.int64)
        for _ in range(months):
            run(w, live)
            events += w.counts.persons[1:65]
        away = w.people.activity[1:301] == Activity.SENT_DOWN
        return {
            "away": away,
            "urban": w.people.registration[1:301] == 1,
            "events": events,
            "gone": w.people.gone[1:301],
        }

    kept = after(36, 0.0)
    living = kept["gone"] == NEVER
    assert (kept["away"] == (kept["urban"] & living)).all()
    assert kept["events"][Event.SENT_DOWN] >= kept["away"].sum()
    assert kept["events"][Event.SCHOOL_LEFT] > kept["events"][Event.SENT_DOWN]
    home = after(120, 0.1)
    assert home["away"].sum() < 5
    assert home["events"][Event.RETURNED] > 0.85 * home["events"][Event.SENT_DOWN]


def test_a_diary_counts_the_months_of_the_year_and_begins_anew_in_january() -> None:
    w = build([cohort("men", 5, share_men=1.0, age_from=30, age_to=40, household_size=1.0, activity="own_account")])
    for month in range(1, 26):
        open_year(w)
        run(w, live)
        here = w.people.gone[1:6] == NEVER
        assert (w.diary.informal[1:6][here] == (month - 1) % 12 + 1).all()
        assert not w.diary.employed.any()
        w.people.activity[1:6][here] = Activity.OWN_ACCOUNT


def test_widows_and_widowers_are_free_again() -> None:
    w = build([cohort("families", 300, age_from=30, age_to=90)])
    for _ in range(120):
        run(w, live)
        check(w)
    p, n = w.people, w.people.count
    assert ((p.spouse[1:n] == 0) | (p.gone[1:n] == NEVER)).all()


def income(w: World) -> None:
    """Forty yuan a month to every household that holds money already, from the bank."""
    h, n = w.households, w.households.count
    has = w.accounts.balance[h.account[1:n]] > 0
    h.income[1:n][has] += 4000
    w.accounts.balance[h.account[1:n][has]] += 4000 * w.scale
    w.accounts.balance[BANK] -= 4000 * w.scale * int(has.sum())


def history(extra: list[dict[str, Any]]) -> dict[int, tuple[int, ...]]:
    """Ten years: every person of the families and their children by key, with what became of them."""
    w = build([cohort("families", 500, activity="own_account"), *extra])
    strangers = w.people.registration[: w.people.count] == 0
    households = set(w.people.household[1 : w.people.count][~strangers[1:]].tolist())
    for row in households:
        w.accounts.balance[w.households.account[row]] += 20_000
        w.accounts.balance[BANK] -= 20_000
    w.streets.dwellings[1:3] = (90, 30)
    for _ in range(120):
        income(w)
        run(w, spend, live, marry)
        check(w)
    p, h = w.people, w.households
    facts = ("born", "gone", "dies", "bears", "sex", "activity", "rank")
    return {
        int(p.key[i]): (
            *(int(getattr(p, fact)[i]) for fact in facts), int(p.key[p.spouse[i]]), int(p.key[p.mother[i]]),
            int(h.key[p.household[i]]), int(h.street[p.household[i]]), int(h.mean_income[p.household[i]]),
            int(w.accounts.balance[h.account[p.household[i]]]),
        )
        for i in range(1, p.count)
        if p.registration[i] != 0
    }  # fmt: skip


def test_one_idle_person_more_changes_nobody() -> None:
    idle = cohort("aa_idle", 1, age_from=30, age_to=30, registration="none", activity="not_seeking", household_size=1.0)
    assert history([]) == history([idle])


@pytest.mark.parametrize("seed", [1, 2])
def test_over_a_generation_births_follow_total_fertility(seed: int) -> None:
    """Women of a village of five children each (the rates of 1957 held) bear about as many as the table says."""
    w = build(
        [
            cohort("women", 400, share_men=0.0, age_from=14, age_to=14, household_size=2.0),
            cohort("men", 440, share_men=1.0, age_from=16, age_to=18, household_size=2.0, activity="own_account"),
        ],
        seed=seed,
    )
    w.region.tables["vital"] = w.region.tables["vital"].filter(w.region.tables["vital"]["year"] == 1957)
    w.streets.dwellings[1:3] = (900, 0)
    for _ in range(36 * 12):
        p = w.people
        men = (p.sex == 2) & (p.activity == Activity.SEEKING)
        p.activity[men] = Activity.OWN_ACCOUNT
        run(w, live, marry)
    p, n = w.people, w.people.count
    women = np.flatnonzero((p.born[1:n] < 0) & (p.sex[1:n] == 1)) + 1
    stayed = women[(p.gone[women] == NEVER)]
    children = np.bincount(p.mother[1:n], minlength=n)[stayed]
    assert children.mean() == pytest.approx(5.6, rel=0.15)
