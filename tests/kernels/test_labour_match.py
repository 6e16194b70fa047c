"""Plain-Python twin of matching: where each seeker applies, and whom each open post draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.kernels.labour_world import PLAN, STATE_HALL, STATE_SHOP, check, people, staffed, town

from tiexi.market import labour
from tiexi.world.chance import Stream, happens, uniform
from tiexi.world.hiring import HIRES, hire
from tiexi.world.people import Activity
from tiexi.world.world import Views, World


def applies_at(vacancies: dict[int, int], seed: int, month: int, key: np.uint64) -> int:
    """Rule: quarter the range of workshops again and again; a quarter has chance in proportion to its vacancies."""
    low, size, node = 0, 1, 1
    while size < len(vacancies):
        size *= 4
    while size > 1:
        size //= 4
        quarters = [sum(vacancies.get(s, 0) for s in range(low + q * size, low + (q + 1) * size)) for q in range(4)]
        ticket = math.floor(uniform(seed, int(Stream.PLACEMENT), month, key, 64 + node) * sum(quarters))
        quarter = next(q for q in range(4) if ticket < sum(quarters[: q + 1]))
        low, node = low + quarter * size, 4 * node - 2 + quarter
    return low


def plain_match(w: World, vacancies: dict[int, int]) -> set[tuple[int, int]]:
    applicants: dict[int, list[tuple[float, int, int]]] = {s: [] for s in vacancies}
    p = w.people
    for row in range(1, w.people.count):
        if p.activity[row] != Activity.SEEKING:
            continue
        chance = 0.4 if p.tie[row] else 1.0
        if not happens(w.seed, int(Stream.HIRING), w.month, p.key[row], 1, round(chance * 10**9)):
            continue
        s = applies_at(vacancies, w.seed, w.month, p.key[row])
        if p.tie[row] and p.employer[row] == s:
            continue
        woman, age = p.sex[row] == 1, (w.month - int(p.born[row])) / 12
        weight = math.exp(-0.5 * woman - 0.6 * (age >= (40 if woman else 45)))
        u = uniform(w.seed, int(Stream.HIRING), w.month, p.key[row], 2)
        applicants[s].append((-math.log1p(-u) / weight, int(p.key[row]), row))
    return {(row, s) for s, runs in applicants.items() for _, _, row in sorted(runs)[: vacancies[s]]}


@pytest.mark.parametrize("seed", range(1, 5))
def test_matching(seed: int) -> None:
    w = town(seed=seed)
    people(w, 120, born=w.month - 240 - np.arange(120) * 3)
    staffed(w, 30, STATE_SHOP, "off", activity=Activity.SEEKING)
    vacancies = {0: 0, 1: 5, 2: 9, 3: 1, 4: 3, 5: 30}
    w.workshops.vacancies[:6] = list(vacancies.values())
    expected = plain_match(w, vacancies)
    labour.match.run(Views(w, labour.match.writes))
    check(w)
    hired = {(r, int(w.people.employer[r])) for r in np.flatnonzero(w.people.hired[: w.people.count] == w.month)}
    assert hired == expected
    for s, v in vacancies.items():
        assert w.workshops.vacancies[s] == v - sum(1 for _, at in expected if at == s)


def test_applications_follow_vacancies_and_hardly_move() -> None:
    vacancies = np.array([0, 10, 30, 0, 60, 100], np.int64)
    tree = np.zeros(40, np.int64)
    leaf = labour.grow(vacancies, tree)
    keys = [np.uint64(i * 1_000_003) for i in range(8000)]
    before = np.array([labour.choose(tree, leaf, 1, 7, k) for k in keys])
    assert np.bincount(before, minlength=6) / 8000 == pytest.approx(vacancies / 200, abs=0.02)
    vacancies[1] += 2
    labour.grow(vacancies, tree)
    after = np.array([labour.choose(tree, leaf, 1, 7, k) for k in keys])
    assert np.mean(before != after) < 0.03


def test_terms_and_pay_of_new_staff() -> None:
    w = town(PLAN | {"hire.contract": 1.0})
    rows = people(w, 5, rank=[1000, 1100, 900, 1000, 1000])
    w.workshops.cadres[1:6] = 0
    w.plants.premium[1] = 1_100_000
    books = Views(w, HIRES)
    hire(books, rows, np.array([1, 2, 3, 4, 5]))
    assert w.people.tie[rows].tolist() == [2, 2, 3, 1, 1]
    # 50 yuan a month x plant x (collective) x occupation x rank
    assert w.people.wage[rows].tolist() == [6600, 6050, 3600, 5000, 5000]
    w.workshops.cadres[STATE_HALL] = 1_000_000
    new = people(w, 1, "cadre")
    hire(books.renew(), new, np.array([STATE_HALL]))
    assert (w.people.tie[new[0]], w.people.occupation[new[0]], w.people.wage[new[0]]) == (4, 3, 7150)
