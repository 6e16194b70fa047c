"""Plain twin of courtship and of finding a home: dicts and lists, from the text of the rule."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from tests.kernels.street_world import build, check, cohort, endow, run

from tiexi.street.live import live
from tiexi.street.marry import marry
from tiexi.world.chance import below, contest, word
from tiexi.world.keys import derived_key
from tiexi.world.people import NEVER, Activity
from tiexi.world.world import World

MARRIAGE = 5


def ready(w: World) -> dict[int, tuple[int, int, int]]:
    """Row -> (street, lane, sex) of those ready to marry, by the text of the rule; marriage age of 1934."""
    p, found = w.people, {}
    for row in range(1, w.people.count):
        if p.gone[row] != NEVER or p.spouse[row] > 0:
            continue
        man, age, key = p.sex[row] == 2, w.month - int(p.born[row]), p.key[row]
        if not (18 * 12 <= age < 60 * 12 if man else 16 * 12 <= age < 50 * 12):
            continue
        earning = {Activity.OWN_ACCOUNT, Activity.SIDE_WORK}
        if not man and p.registration[row] > 0:
            earning |= {Activity.SEEKING, Activity.NOT_SEEKING}
        if p.tie[row] == 0 and p.activity[row] not in earning:
            continue
        bits = int(word(w.seed, MARRIAGE, 0, key, 0))
        uniforms = sum((bits >> shift) % 65536 for shift in (0, 16, 32, 48)) - 131070
        if age < 20 * 12 + (30 if man else 0) + uniforms * 51962 // (65536 * 1000):
            continue
        street = int(w.households.street[p.household[row]])
        lanes = max(1, int(w.streets.dwellings[street]) // (w.scale * 1000))
        found[row] = (street, int(below(w.seed, MARRIAGE, w.month, key, 4, lanes)), 2 if man else 1)
    return found


def couples(w: World) -> set[tuple[int, int]]:
    """(bride, groom): three rounds; each free woman turns to her nearest man, each man takes the nearest of them."""
    p = w.people
    circle: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
    for row, (street, lane, sex) in ready(w).items():
        circle.setdefault((street, lane), ([], []))[sex - 1].append(row)
    wed: set[tuple[int, int]] = set()
    for women, men in circle.values():
        near = {}
        for she, he in product(women, men):
            gap = int(p.born[she]) - int(p.born[he])
            kin = p.household[she] == p.household[he] or (p.mother[she] > 0 and p.mother[she] == p.mother[he])
            if -36 <= gap <= 120 and not kin:
                near[she, he] = int(contest(w.seed, MARRIAGE, w.month, p.key[she], p.key[he]))
        for _ in range(3):
            taken = {x for pair in wed for x in pair}
            asks: dict[int, list[tuple[int, int]]] = {}
            for she in women:
                free = [(score, he) for (s, he), score in near.items() if s == she and he not in taken]
                if she not in taken and free:
                    score, he = min(free)
                    asks.setdefault(he, []).append((score, she))
            wed |= {(min(suitors)[1], he) for he, suitors in asks.items()}
    return wed


@pytest.mark.parametrize("seed", [1, 2])
def test_couples_equal_their_twin(seed: int) -> None:
    w = build(
        [
            cohort("families", 700),
            cohort("men", 200, share_men=1.0, age_from=18, age_to=40, household_size=1.5, activity="own_account"),
            cohort("women", 150, share_men=0.0, age_from=16, age_to=30, household_size=2.0),
            cohort("nobody", 50, age_from=20, age_to=30, registration="none"),
            cohort("hawkers", 50, age_from=20, age_to=30, registration="none", activity="own_account"),
        ],
        seed=seed,
    )
    endow(w, 10_000)
    before = w.people.spouse[: w.people.count].copy()
    expected = couples(w)
    assert len(expected) > 20
    run(w, marry)
    check(w)
    p = w.people
    new = {
        (r, int(p.spouse[r])) for r in np.flatnonzero((p.spouse[: w.people.count] > 0) & (before == 0)) if p.sex[r] == 1
    }
    assert new == expected
    assert w.counts.persons[5 + 1] == 2 * len(expected)
    for she, he in new:
        assert p.household[she] == p.household[he]
        assert p.bears[she] == -1


def test_a_new_home_takes_a_free_dwelling_or_else_his_parents() -> None:
    rows = [
        cohort("families", 600, activity="own_account"),
        cohort("brothers", 80, share_men=1.0, age_from=22, age_to=30, household_size=2.0, activity="own_account"),
        cohort("sisters", 80, share_men=0.0, age_from=20, age_to=28, household_size=2.0),
    ]
    roomy, full = build(rows), build(rows)
    full.streets.dwellings[1:3] = 0
    homes = {}
    for name, w in (("roomy", roomy), ("full", full)):
        old = w.households.count
        home = w.people.household.copy()
        grown = np.bincount(home[1 : w.people.count][w.people.born[1 : w.people.count] <= -192], minlength=old)
        run(w, marry)
        check(w)
        homes[name] = w.households.count - old
        p = w.people
        for she in np.flatnonzero(p.bears[1 : p.count] == -1) + 1:
            he = int(p.spouse[she])
            if he == 0 or home[she] == home[he]:
                continue
            if grown[home[he]] == 1:
                assert p.household[she] == home[he]
            elif grown[home[she]] == 1:
                assert p.household[she] == home[she]
            elif name == "full":
                assert p.household[she] == home[he]
            else:
                assert p.household[she] >= old
                assert w.households.key[p.household[she]] == derived_key(p.key[she], 0, 16)
    assert homes["roomy"] > 0
    assert homes["full"] == 0


def test_each_brings_a_head_s_share_and_nobody_under_sixteen_is_left_alone() -> None:
    w = build([cohort("families", 1500, activity="own_account")], scale=1)
    endow(w, 9_999)
    for _ in range(60):
        run(w, marry, live)
        check(w)
        p, h, n = w.people, w.households, w.people.count
        living = p.gone[1:n] == NEVER
        young = w.month - p.born[1:n].astype(int) < 192
        with_grown = np.zeros(h.count, bool)
        with_grown[p.household[1:n][living & ~young]] = True
        married = p.spouse[1:n] > 0
        assert with_grown[p.household[1:n][married]].all()
        children = living & young & (p.mother[1:n] > 0)
        mothers = p.mother[1:n][children]
        at_home = p.household[mothers] == p.household[1:n][children]
        alive = p.gone[mothers] == NEVER
        assert at_home[alive].all()
        empty = (h.members[1 : h.count] == 0) & (h.account[1 : h.count] > 0)
        assert not w.accounts.balance[h.account[1 : h.count]][empty].any()
