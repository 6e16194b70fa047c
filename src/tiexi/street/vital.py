"""Life table and fertility schedule of a year, from the dated rows of `vital.csv`, in parts per 10**9 a year.

Deaths: Gompertz-Makeham (Gompertz 1825, Makeham 1860) with the infant death rate given and the level solved to hit
life expectancy. Births: Hadwiger's schedule by age (Hadwiger 1940; Chandola, Coleman and Hiorns 1999, Population
Studies 53), raised for married women so that total fertility holds for the share expected to be married.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.world.arith import exp, log
from tiexi.world.jit import kernel
from tiexi.world.table import Array

PPB = 1_000_000_000
OLDEST = 110
AGES = OLDEST + 1
SENESCENCE = 0.095  # growth of the force of mortality with age, per year
MAKEHAM = 0.0008  # the part of it that does not depend on age, per year
MEN, WOMEN = 1.25, 0.8  # factors on it from WORKING_FROM to WORKING_TO
WORKING_FROM, WORKING_TO = 15, 60
BOYS = 515_000_000  # ppb of births
FERTILE_FROM, FERTILE_TO = 15, 50  # ages at birth, the last not included
HADWIGER_B = 3.5  # concentration of births around the mean age; assumed
TWINS = 11_000_000  # ppb of births
HIGHEST_BIRTH_RATE = 0.9
MARRIAGE_SD = 2.5  # years; assumed
MARRIAGE_WAIT = 0.5  # years from readiness to marriage; assumed
BELL_SD = 0.5773502691896258  # of a sum of four uniform numbers: 1 / sqrt(3)


@dataclass(frozen=True)
class Rates:
    """Vital rates of one calendar year."""

    total_fertility: float  # children per woman
    life_expectancy: float  # years at birth, both sexes
    infant_deaths: float  # deaths before the first birthday, per 1000 births
    marriage_age: float  # mean age of women at first marriage, years


def rates(w: Any, year: int) -> Rates:
    """Rates of `year`, linear between the rows of `vital.csv` and constant beyond the first and last."""
    found: Rates = w.once(f"vital rates of {year}", lambda: _rates(w, year))
    return found


def _rates(w: Any, year: int) -> Rates:
    columns = ("year", "total_fertility", "life_expectancy", "infant_deaths_per_1000", "marriage_age_women")
    years, *tables = w.once("vital", lambda: [w.region.tables["vital"][name].to_list() for name in columns])
    after = next((i for i, y in enumerate(years) if y >= year), len(years) - 1)
    before = after if after == 0 or years[after] <= year else after - 1
    part = (year - years[before]) / (years[after] - years[before]) if after > before else 0.0
    ends = ((values[before], values[after]) for values in tables)
    return Rates(*(low + (high - low) * part for low, high in ends))


@kernel
def life_years(infant: float, level: float, probability: Array) -> float:
    """Life expectancy of both sexes; `probability` (f8, at sex * AGES + age) receives the yearly chances of dying.

    Deaths fall evenly over a year of life; `infant` is the chance of dying in the first.
    """
    years = 0.0
    for sex in range(1, 3):
        alive = BOYS / 1000000000.0 if sex == 2 else 1.0 - BOYS / 1000000000.0
        for age in range(AGES):
            q = infant
            if age == OLDEST:
                q = 1.0
            elif age > 0:
                force = level * exp(SENESCENCE * (age + 0.5)) + MAKEHAM
                if WORKING_FROM <= age < WORKING_TO:
                    force *= MEN if sex == 2 else WOMEN
                q = 1.0 - exp(-force)
            probability[sex * AGES + age] = q
            years += alive * (1.0 - 0.5 * q)
            alive *= 1.0 - q
    return years


@lru_cache(maxsize=512)
def deaths(life_expectancy: float, infant_deaths: float) -> Array:
    """Probability of dying within the year, ppb (i8), at index sex * AGES + age; certain at the oldest age.

    The level is found by bisection; an expectancy out of reach for the given infant deaths gives the nearest one.
    """
    probability = np.zeros(3 * AGES)
    low, high = -16.0, 0.0  # log of the level
    for _ in range(40):
        middle = 0.5 * (low + high)
        if life_years(infant_deaths / 1000.0, exp(middle), probability) > life_expectancy:
            low = middle
        else:
            high = middle
    table = np.rint(probability * PPB).astype(np.int64)
    table.flags.writeable = False
    return table


def mean_age_at_birth(total_fertility: float, marriage_age: float) -> float:
    """Mean age of mothers, years: a year after marriage and 1.4 more for every child (ours, assumed; gives China
    29.8 in 1957 and 25.8 in 1990)."""
    return marriage_age + 1.0 + 1.4 * total_fertility


def share_married(age: float, marriage_age: float) -> float:
    """Share of women expected to be married at `age` years: marriage ages are bell-shaped around the mean."""
    x = (age - MARRIAGE_WAIT - marriage_age) / MARRIAGE_SD * BELL_SD + 2.0
    if x >= 4.0:
        return 1.0
    total = 0.0  # Irwin-Hall distribution of the sum of four uniform numbers
    for k, sign in enumerate((1.0, -4.0, 6.0, -4.0)):
        above = max(0.0, x - k)
        total += sign * above * above * above * above
    return min(1.0, max(0.0, total / 24.0))


@lru_cache(maxsize=512)
def births(total_fertility: float, marriage_age: float) -> Array:
    """Probability that a married woman gives birth within the year, ppb (i8), by age 0..110.

    Rule: h(a) * TFR / sum over ages of h(a) * share_married(a), where h is Hadwiger's schedule
    (c/a)**1.5 * exp(-b*b * (c/a + a/c - 2)) with c the mean age at birth; twins are counted once.
    """
    table = np.zeros(AGES, np.int64)
    c = mean_age_at_birth(total_fertility, marriage_age)
    shape, expected = {}, 0.0
    for age in range(FERTILE_FROM, FERTILE_TO):
        a = age + 0.5
        shape[age] = exp(1.5 * log(c / a) - HADWIGER_B * HADWIGER_B * (c / a + a / c - 2.0))
        expected += shape[age] * share_married(a, marriage_age)
    wanted = total_fertility / (1.0 + TWINS / PPB)
    for age, h in shape.items():
        table[age] = round(min(HIGHEST_BIRTH_RATE, h * wanted / expected) * PPB)
    table.flags.writeable = False
    return table
