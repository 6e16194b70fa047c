"""Plain-Python twins of careers: pay, scar, reservation, search on the job, parting, hours, death after a loss."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.kernels.labour_world import (
    COLLECTIVE_SHOP,
    PLAN,
    PRIVATE_SHOP,
    STATE_HALL,
    STATE_SHOP,
    check,
    people,
    recount,
    run,
    staffed,
    town,
)
from tests.kernels.test_labour_match import applies_at

from tiexi.factory import hours, parting
from tiexi.market import labour
from tiexi.state import announce
from tiexi.street import hardship
from tiexi.world import careers
from tiexi.world.chance import Stream, happens, uniform
from tiexi.world.events import Event
from tiexi.world.hiring import HIRES, hire
from tiexi.world.people import NEVER, Activity
from tiexi.world.steps import Step
from tiexi.world.world import Views, World

MARKET = PLAN | {
    "labour.careers": 1.0, "wage.skill": 0.06, "wage.scar": 0.4, "search.employed": 0.3, "hire.weight_record": 2.0,
    "search.reservation_fall": 0.06, "hire.weight_woman": 0.0, "wage.collective": 0.8,
}  # fmt: skip


def ladder(parameters: dict[str, float] = MARKET, *, seed: int = 1) -> World:
    """The town with premiums of 0.2, -0.1 (times the collective's pay) and 0.05 in logs, and none at the school."""
    w = town(parameters, seed=seed)
    w.plants.premium[1:5] = [round(math.exp(x) * 1e6) for x in (0.2, -0.1, 0.05, 0.0)]
    return w


PSI = {STATE_SHOP: 0.2, STATE_HALL: 0.2, COLLECTIVE_SHOP: -0.1 + math.log(0.8), PRIVATE_SHOP: 0.05, 5: 0.0}


def faded(scar: float, months: int) -> float:
    return scar * math.exp(-months / 360)


def plain_match(w: World, vacancies: dict[int, int]) -> dict[int, int]:
    """Rule of 2.8: who applies where, who takes it, and whom a vacancy draws; person -> workshop."""
    p, applicants = w.people, {s: [] for s in vacancies}
    for row in range(1, p.count):
        on_post, seeks = p.activity[row] == Activity.ON_POST, p.activity[row] == Activity.SEEKING
        if not (on_post or seeks):
            continue
        if on_post and not happens(w.seed, int(Stream.SEARCH), w.month, p.key[row], 1, 300_000_000):
            continue
        s = applies_at(vacancies, w.seed, w.month, p.key[row])
        if p.employer[row] == s:
            continue
        tenure = (w.month if on_post else int(p.since[row])) - int(p.hired[row])
        worked, old = p.occupation[row] > 0, p.premium[row] / 1e4
        if on_post and PSI[s] <= old + 0.06 * (1 - math.exp(-tenure / 60)) + 0.02:
            continue
        if seeks and worked and PSI[s] < old - 0.06 * (w.month - int(p.since[row])) - 1e-9:
            continue
        woman, age = p.sex[row] == 1, (w.month - int(p.born[row])) / 12
        weight = math.exp(2.0 * (worked and tenure >= 36) - 0.6 * (age >= (40 if woman else 45)))
        u = uniform(w.seed, int(Stream.HIRING), w.month, p.key[row], 2)
        applicants[s].append((-math.log1p(-u) / weight, int(p.key[row]), row))
    return {row: s for s, runs in applicants.items() for *_, row in sorted(runs)[: vacancies[s]]}


@pytest.mark.parametrize("seed", range(1, 5))
def test_matching_on_a_ladder(seed: int) -> None:
    w = ladder(seed=seed)
    n = np.arange(90)
    out = people(
        w, 90, born=w.month - 240 - n * 4, occupation=n % 3, since=w.month - n % 40, hired=w.month - n % 40 - n,
        premium=500 * (n % 7) - 1000,
    )  # fmt: skip
    low = staffed(w, 60, COLLECTIVE_SHOP, "low", premium=round(PSI[COLLECTIVE_SHOP] * 1e4), hired=w.month - n[:60])
    staffed(w, 40, STATE_SHOP, "top", premium=2000)
    vacancies = {0: 0, 1: 0, 2: 9, 3: 8, 4: 6, 5: 30}
    w.workshops.vacancies[:6] = list(vacancies.values())
    expected = plain_match(w, vacancies)
    labour.match.run(Views(w, labour.match.writes))
    check(w)
    p = w.people
    moved = {r: int(p.employer[r]) for r in range(1, p.count) if p.hired[r] == w.month and p.tie[r] > 0}
    moved = {r: s for r, s in moved.items() if s in vacancies and (r not in low or s != COLLECTIVE_SHOP)}
    assert moved == expected
    assert any(r in low for r in expected)
    assert any(r in out for r in expected)
    assert all(w.people.premium[r] == round(PSI[s] * 1e4) for r, s in expected.items())


@pytest.mark.parametrize(("jobless", "old", "expected"), [(5, 0, 0.0), (20, 0, 0.25), (8, 0, 0.188), (8, 2400, 0.24)])
def test_the_scar_of_who_is_hired_out_of_joblessness(jobless: int, old: int, expected: float) -> None:
    w = ladder()
    staffed(w, 100 - jobless, STATE_HALL)
    rows = people(w, jobless, occupation=1, scar=old, scarred=w.month, since=w.month - 5)
    new = people(w, 1, "never worked", activity=Activity.NOT_SEEKING)
    hire(Views(w, HIRES), np.append(rows[:2], new), np.array([STATE_SHOP] * 3))
    assert w.people.scar[rows[0]] / 1e4 == pytest.approx(expected, abs=2e-4)
    assert w.people.scar[new[0]] == 0
    pay = 50_00 * math.exp(0.2 - expected) * 1.2
    assert w.people.wage[rows[0]] == pytest.approx(pay, rel=3e-4)


def test_who_lost_a_post_this_month_does_not_yet_slacken_the_market() -> None:
    w = ladder()
    staffed(w, 80, STATE_HALL)
    waits = people(w, 5, "waits", occupation=1, since=w.month - 1)
    people(w, 15, "just out", occupation=1, since=w.month)
    hire(Views(w, HIRES), waits[:1], np.array([STATE_SHOP]))
    assert w.people.scar[waits[0]] == 0  # five in a hundred when the month began, twenty in its midst


def test_pay_of_january_has_skill_and_what_is_left_of_the_scar() -> None:
    w = ladder()
    rows = staffed(w, 40, STATE_SHOP, scar=2000)
    w.people.hired[rows] = w.month - np.arange(40) * 5
    w.people.scarred[rows] = w.month - np.arange(40) * 5
    w.workshops.occupation[STATE_SHOP] = 1
    w.people.occupation[rows] = 1
    step = Step("january", announce.reprice_all, ("people.wage", "people.premium"), ())
    step.run(Views(w, step.writes))
    for i, row in enumerate(rows):
        log_pay = 0.2 + 0.06 * (1 - math.exp(-i * 5 / 60)) - faded(0.2, i * 5)
        assert w.people.wage[row] == pytest.approx(5000 * math.exp(log_pay), rel=6e-4)
        assert w.people.premium[row] == 2000


@pytest.mark.parametrize("seed", [1, 2])
def test_whose_post_ends(seed: int) -> None:
    w = ladder(MARKET | {"separation.rate": 0.5}, seed=seed)
    rows = np.concatenate([staffed(w, 150, STATE_SHOP, "a"), staffed(w, 150, COLLECTIVE_SHOP, "b")])
    w.people.hired[rows] = w.month - np.arange(300) % 50
    expected = set()
    for row in rows:
        p = w.people
        mover = happens(w.seed, int(Stream.SEPARATION), 0, p.key[row], 2, 300_000_000)
        tenure, psi = w.month - int(p.hired[row]), PSI[int(p.employer[row])]
        chance = 0.5 * math.exp(-psi) * (0.1 + 1.2 * math.exp(-tenure / 14)) * (2.6 if mover else 0.3)
        if happens(w.seed, int(Stream.SEPARATION), w.month, p.key[row], 1, math.ceil(chance * 1e9)):
            expected.add(int(row))
    step = Step("parting", parting.separate, HIRES, ())
    run(w, step)
    gone = set(np.flatnonzero(w.people.activity[: w.people.count] == Activity.SEEKING).tolist())
    assert gone == expected
    assert 40 < len(gone) < 200
    assert w.counts.persons[Event.QUIT + 1] == len(gone)


def test_hours_are_those_of_the_staff() -> None:
    w = town(PLAN | {"staff.layoff_below": 0.85})
    staffed(w, 10, STATE_SHOP)
    staffed(w, 20, STATE_HALL)
    staffed(w, 8, COLLECTIVE_SHOP)
    w.workshops.load[1:6] = [450_000, 860_000, 500_000, 0, 1_000_000]
    used = hours.used(w)
    assert used[1:4].tolist() == [900_000, 860_000, 625_000]  # half the posts are manned, all, four fifths
    may = hours.may_shed(w, np.array([0, 5, 5, 5, 5, 5]))
    assert may[1:4].tolist() == [0, 0, 1]
    assert hours.may_shed(w, np.zeros(6, np.int64))[1:6].tolist() == [1] * 5, "where there are no places they may"
    w = town(PLAN)
    w.workshops.load[1:6] = 300_000
    assert hours.used(w)[1:6].tolist() == [300_000] * 5


def test_the_displaced_die_more_the_more_they_lost() -> None:
    """The hazard is table x (pay lost / income)^0.5 x exp(0.25 exp(-months / 18)), over the table alone."""
    w = town(MARKET | {"mortality.income": 0.5, "mortality.acute": 0.25, "off_post.allowance": 0.4})
    death = np.zeros(3 * 200, np.int64)
    death[:] = 600_000_000
    rows = people(w, 1000, lost=w.month, lost_pay=1000, means=1000, sex=2)
    fine = people(w, 200, "never lost a post", sex=2)
    w.plants.paid_share[1:5] = 1_000_000
    step = Step("mourn", lambda v: hardship.mourn(v, death), ("people.dies", "people.means"), ())
    for months, means in ((0, 917), (1, 841)):  # a twelfth less each month without income
        w.people.dies[: w.people.count] = NEVER
        step.run(Views(w, step.writes))
        factor = math.sqrt(1000 * 1000 // means / 1000) * math.exp(0.25 * math.exp(-months / 18))
        ppb = math.ceil(1e9 * 0.6 / 12 * (factor - 1))
        for row in rows:
            dies = happens(w.seed, int(Stream.HARDSHIP), w.month, w.people.key[row], 1, ppb)
            assert dies == (w.people.dies[row] == w.month)
        assert w.people.means[rows[0]] == means
        assert (w.people.dies[fine] == NEVER).all()
        w.month += 1


def test_premiums_of_plants_in_whole_parts() -> None:
    w = ladder()
    recount(w)
    assert careers.premiums(w)[1:6].tolist() == [round(PSI[s] * 1e4) for s in range(1, 6)]
