"""Plain twin of who comes when, and what a household of newcomers looks like."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.kernels.street_world import build, check, cohort

from tiexi.world.chance import below, happens, word
from tiexi.world.keys import derived_key, name_key
from tiexi.world.people import NEVER, Activity
from tiexi.world.settle_people import attraction, coming, due, grouped, settle
from tiexi.world.world import Views, World

FOUNDING, DWELLING = 1, 21
WRITES = (
    "people.*", "households.*", "accounts.*", "diary.*", "streets.residents", "tally.arrived", "happenings.*",
    "counts.persons",
)  # fmt: skip


def test_people_of_a_cohort_are_spread_evenly_and_none_is_lost() -> None:
    rows = [cohort("late", 1237, first="1933-06", last="1935-05")]
    for scale in (1, 10, 100):
        w = build(rows, scale=scale)
        late = due(w, 0, founding=True)[0]
        whole = 1237 // scale
        key = np.uint64(name_key("cohort", "late"))
        if happens(1, FOUNDING, 0, key, 0, (1237 % scale) * 10**9 // scale):
            whole += 1
        by_now = [whole * (m + 8) // 24 for m in range(17)]  # June 1933 is month -7
        assert w.people.count - 1 == by_now[0]
        assert [coming(1, scale, late, m) for m in range(1, 17)] == [b - a for a, b in pairwise(by_now)]
        assert by_now[-1] == whole
        assert coming(1, scale, late, 17) == coming(1, scale, late, 0) == 0


def test_who_comes_hangs_on_the_key_alone() -> None:
    rows = [cohort("a", 40), cohort("b", 70, share_men=0.8, age_from=16, age_to=30, household_size=1.0)]
    w = build(rows, seed=9)
    p = w.people
    for name, number, young, years, men in (("a", 40, 0, 61, 0.5), ("b", 70, 16, 15, 0.8)):
        for i in range(number):
            key = np.uint64(derived_key(np.uint64(name_key("cohort", name)), 0, i))
            row = p.key[: p.count].tolist().index(int(key))
            age = young * 12 + int(below(9, FOUNDING, 0, key, 1, years * 12))
            assert int(p.born[row]) == -age
            assert p.sex[row] == (2 if happens(9, FOUNDING, 0, key, 2, round(men * 10**9)) else 1)
            seeks = happens(9, FOUNDING, 0, key, 3, 700_000_000)
            if age < 84:
                does = Activity.CHILD
            elif age < 192:
                does = Activity.PUPIL
            elif age >= (720 if p.sex[row] == 2 else 660):
                does = Activity.RETIRED
            else:
                does = Activity.SEEKING if p.sex[row] == 2 or seeks else Activity.NOT_SEEKING
            assert p.activity[row] == does


def test_households_choose_streets_by_attraction() -> None:
    w = build([cohort("a", 4000), cohort("fixed", 10, street="west")])
    h = w.households
    assert attraction(w, 0).tolist() == [0, 3000, 1000]
    parent = np.uint64(name_key("household", "a"))
    keys = h.key[: h.count].tolist()
    east = 0
    for i in range(1000):
        key = np.uint64(derived_key(parent, 0, i))
        drawn = (int(word(1, DWELLING, 0, key, 0)) >> 32) * 4000 >> 32
        assert h.street[keys.index(int(key))] == (1 if drawn < 3000 else 2)
        east += drawn < 3000
    assert 700 < east < 800
    fixed = derived_key(np.uint64(name_key("household", "fixed")), 0, 0)
    assert h.street[keys.index(int(fixed))] == 2


def test_rank_is_log_normal_around_the_level() -> None:
    w = build([cohort("a", 20_000)])
    ranks = w.people.rank[1 : w.people.count].astype(float)
    assert ranks.mean() == pytest.approx(1000, abs=8)
    assert np.log(ranks).std() == pytest.approx(0.2, abs=0.01)


@pytest.mark.parametrize(("size", "men"), [(4.0, 0.5), (4.0, 0.9), (1.0, 0.8), (2.5, 0.1)])
def test_every_household_has_a_grown_head_and_couples_are_mutual(size: float, men: float) -> None:
    w = build([cohort("a", 900, household_size=size, share_men=men)])
    check(w)
    p, n = w.people, w.people.count
    age = -p.born[1:n].astype(int)
    home = p.household[1:n]
    grown = np.bincount(home[age >= 192], minlength=w.households.count)[1:]
    assert (grown >= 1).all()
    wives = np.flatnonzero((p.spouse[1:n] > 0) & (p.sex[1:n] == 1))
    for i in wives:
        husband = int(p.spouse[i + 1]) - 1
        assert p.sex[husband + 1] == 2
        assert home[husband] == home[i]
        assert -120 <= age[husband] - age[i] <= 240
    for i in np.flatnonzero(p.mother[1:n]):
        mother = int(p.mother[i + 1]) - 1
        assert p.sex[mother + 1] == 1
        assert home[mother] == home[i]
        assert 192 <= age[mother] - age[i] <= 540
        assert age[i] < 192
    if size == 1.0:
        assert len(wives) == 0
    if (size, men) == (4.0, 0.5):
        assert len(wives) > 150
        assert w.households.count - 1 == 225


def test_a_cohort_of_children_alone_still_finds_homes() -> None:
    key, age = np.arange(1, 8, dtype=np.uint64), np.array([10, 20, 30, 40, 50, 60, 70])
    home, spouse, mother = grouped(key, age, np.ones(7, np.uint8), 4000)
    assert home.tolist() == [0, 0, 0, 0, 1, 1, 1]
    assert (spouse == -1).all()
    assert (mother == -1).all()


@pytest.mark.parametrize(("he", "she", "couple"), [(40, 20, True), (41, 20, False), (20, 30, True), (20, 31, False)])
def test_a_couple_is_not_too_far_apart_in_age(he: int, she: int, couple: bool) -> None:
    home, spouse, _ = grouped(
        np.array([1, 2], np.uint64), np.array([he * 12, she * 12]), np.array([2, 1], np.uint8), 2000
    )
    assert home.tolist() == [0, 0]
    assert spouse.tolist() == ([1, 0] if couple else [-1, -1])


def arrive(w: World, month: int) -> int:
    w.month = month
    v = Views(w, WRITES)
    return settle(v, due(v, month), month)


def test_arrivals_are_events_and_the_order_of_cohorts_decides_nothing() -> None:
    rows = [
        cohort("first", 30),
        cohort("south", 60, first="1934-03", last="1934-05"),
        cohort("villages", 90, first="1934-03", last="1934-03", registration="temporary"),
    ]
    one, other = build(rows), build([rows[2], rows[0], rows[1]])
    for w in (one, other):
        assert arrive(w, 0) == 0
        assert arrive(w, 1) == 0
        assert arrive(w, 2) == 110
        check(w)
        assert w.tally.arrived[1] == 110
        assert w.happenings.count - 1 == 110
        assert w.counts.persons[3 + 1] == 110
        late = slice(31, w.people.count)
        assert (w.people.since[late] == 2).all()
        assert (w.people.gone[late] == NEVER).all()
        assert (w.people.dies[late] == -1).all()
        assert (w.diary.person[w.people.diary[late]] == np.arange(31, w.people.count)).all()
    assert one.digest() == other.digest()
