"""Life table and births of a year against a reckoning with the standard library, from the text of the rule."""

from __future__ import annotations

import math

import pytest
from tests.kernels.street_world import VITAL, build, cohort

from tiexi.street import vital


def expectancy(table: list[int]) -> float:
    """Years lived by a child, 515 boys in 1000, if deaths fall evenly over the year."""
    total = 0.0
    for sex, share in ((1, 0.485), (2, 0.515)):
        alive = 1.0
        for age in range(111):
            q = table[sex * 111 + age] / 1e9
            total += share * alive * (1 - q / 2)
            alive *= 1 - q
    return total


@pytest.mark.parametrize(("years", "infant"), [(34.0, 180.0), (58.0, 60.0), (71.0, 13.0), (80.0, 3.0)])
def test_life_table_hits_the_expectancy_and_keeps_the_shape(years: float, infant: float) -> None:
    table = vital.deaths(years, infant).tolist()
    assert expectancy(table) == pytest.approx(years, abs=1e-4)
    assert table[111] == table[222] == infant * 1e6
    assert table[111 + 110] == table[222 + 110] == 10**9

    def force(sex: int, age: int) -> float:
        return -math.log(1 - table[sex * 111 + age] / 1e9)

    level = (force(1, 80) - 0.0008) / math.exp(0.095 * 80.5)
    for age in range(1, 110):
        both = level * math.exp(0.095 * (age + 0.5)) + 0.0008
        men, women = (1.25, 0.8) if 15 <= age < 60 else (1.0, 1.0)
        if both < 5:
            assert force(2, age) == pytest.approx(men * both, rel=1e-4)
            assert force(1, age) == pytest.approx(women * both, rel=1e-4)


def test_expectancy_out_of_reach_gives_the_nearest_table() -> None:
    assert expectancy(vital.deaths(99.0, 200.0).tolist()) < 90.0


def married(age: float, mean: float) -> float:
    """Share of marriage ages below `age`: sum of four uniform numbers, by counting a fine grid of two and two."""
    steps = 200
    low = (age - 0.5 - mean) / 2.5 / math.sqrt(3) + 2
    pairs = [(i + j + 1) / steps for i in range(steps) for j in range(steps)]
    counts = [0] * (2 * steps + 2)
    for pair in pairs:
        counts[round(pair * steps)] += 1
    below = [0]
    for c in counts:
        below.append(below[-1] + c)
    hit = 0
    for at, c in enumerate(counts):
        rest = min(max(int((low - at / steps) * steps), -1), 2 * steps + 1)
        hit += c * below[rest + 1]
    return hit / len(pairs) ** 2


@pytest.mark.parametrize(("fertility", "age"), [(5.6, 21.0), (1.25, 23.0), (0.85, 25.0)])
def test_births_sum_to_total_fertility_for_the_share_married(fertility: float, age: float) -> None:
    table = vital.births(fertility, age).tolist()
    assert sum(table[:15]) == sum(table[50:]) == 0
    children = sum(table[a] / 1e9 * 1.011 * married(a + 0.5, age) for a in range(15, 50))
    assert children == pytest.approx(fertility, rel=0.01)
    peak = max(range(15, 50), key=lambda a: table[a])
    assert abs(peak - (age + 1 + 1.4 * fertility)) < 3


def test_rates_are_linear_between_years_and_constant_beyond() -> None:
    w = build([cohort("few", 4)])
    assert vital.rates(w, 1957).life_expectancy == 58.0
    half = vital.rates(w, 1934 + 23)
    assert half.total_fertility == 5.6
    between = vital.rates(w, 1940)
    assert between.life_expectancy == pytest.approx(34.0 + 24.0 * 6 / 23)
    assert between.marriage_age == pytest.approx(20.0 + 6 / 23)
    assert vital.rates(w, 1900) == vital.rates(w, 1934)
    assert vital.rates(w, 2050).infant_deaths == VITAL["infant_deaths_per_1000"][-1]
