"""Who retires: age limits by sex, terms and hazard, looked at in the month of the birthday only.

Source: the retirement rules in force, as dated parameters of the region."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.people import Tie
from tiexi.world.table import Array

MAN = 2
CADRE = int(Tie.CADRE)
UNTIED_WOMAN, UNTIED_MAN = 8, 9


def age_limits(w: Any) -> Array:
    """Retirement ages in months (i8, 10 cells): man x 4 + cadre x 2 + hazardous; then women and men without a tie.

    People without a tie retire at the women cadres' and the men's age.
    """
    men, women, cadres = (round(w.now(f"retirement.age_{who}") * 12) for who in ("men", "women", "women_cadre"))
    earlier = round(w.now("retirement.hazard_earlier") * 12)
    limits = [women, women - earlier, cadres, cadres - earlier, men, men - earlier, men, men - earlier, cadres, men]
    return np.array(limits, np.int64)


def opening(w: Any) -> Array:
    """Ages in months (i8, cells as in `age_limits`) from which an early pension is open."""
    limits, age = age_limits(w), round(w.now("early_retirement.age") * 12)
    found: Array = limits - round(w.now("early_retirement.years") * 12) if age == 0 else np.minimum(limits, age)
    return found


def ages_at(w: Any, rows: Array, ages: Array) -> Array:
    """The one of `ages` (months, cells as in `age_limits`) that counts for each of `rows` by its last post."""
    people, works = w.people, w.occupations
    work = people.occupation[rows]
    cadre = (people.tie[rows] == CADRE) | (works.cadre[work] == 1)
    found: Array = ages[4 * (people.sex[rows] == MAN) + 2 * cadre + works.hazardous[work]]
    return found


@kernel
def is_cadre(tie: int, leading: int) -> int:
    """1 if a person is a cadre, by terms or by occupation."""
    return 1 if tie == CADRE or leading == 1 else 0


@kernel
def age_limit(limits: Array, sex: int, tie: int, leading: int, hazardous: int) -> int:
    """Age in months at which a person retires; `leading` and `hazardous` belong to the occupation."""
    if tie == 0:
        return int(limits[UNTIED_MAN if sex == MAN else UNTIED_WOMAN])
    return int(limits[(4 if sex == MAN else 0) + 2 * is_cadre(tie, leading) + hazardous])


@kernel
def is_birthday(month: int, born: int) -> bool:
    """True in the month of the year in which the person was born."""
    age = month - born
    return (age * 21846 >> 18) * 12 == age  # a division by twelve, exact for ages below 30,000 months
