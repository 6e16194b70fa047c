"""A10: Giles, Park and Cai 2006, How has Economic Restructuring Affected China's Urban Workers?, China Quarterly 185.

A survey of residents of working age (men 16-60, women 16-55): unemployed are those who do no work and look for it,
whoever keeps their books; in the labour force are these and all who work, side work counted.
"""

from __future__ import annotations

import numpy as np

from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

WORK, NO_WORK = ("on_post", "side_work", "own_account"), ("seeking", "not_seeking")
YOUNGEST, MEN, WOMEN = 16.0, 60.0, 55.0
OLDER = 45.0


def of_working_age(people: Followed, year: int) -> Array:
    """Residents of working age at the end of a year (bool [person])."""
    age = people.age(year)
    found: Array = people.here[:, people.at(year)] & (age >= YOUNGEST) & (age < np.where(people.man, MEN, WOMEN))
    return found


def _counts(people: Followed, year: int) -> tuple[int, int, int]:
    """Working, seeking, and all residents of working age."""
    able = of_working_age(people, year)
    does = people.activity[able, people.at(year)]
    return int(np.isin(does, WORK).sum()), int((does == "seeking").sum()), int(able.sum())


def unemployment(people: Followed, year: int = 2001) -> float | None:
    """A10a: unemployment rate by the definition of the ILO, percent."""
    working, seeking, _ = _counts(people, year)
    return 100.0 * seeking / (working + seeking) if working + seeking else None


def participation_change(people: Followed, first: int = 1996, last: int = 2001) -> float | None:
    """A10b: percent change of the participation rate."""
    rates = []
    for year in (first, last):
        working, seeking, able = _counts(people, year)
        rates.append((working + seeking) / able if able else 0.0)
    return 100.0 * (rates[1] / rates[0] - 1.0) if rates[0] else None


def hardest_hit(people: Followed, first: int = 1996, last: int = 2001) -> tuple[float, float] | None:
    """A10c: coefficients of being 45 or older and of being a woman in a linear model of being out of work.

    The shocks are those to the workers of `first`: of whoever worked then and is neither past working age nor retired
    in `last`, who has no work. Who looks for a first post has lost none. Both should be positive.
    """
    worked = np.isin(people.activity[:, people.at(first)], WORK)
    does = people.activity[:, people.at(last)]
    rows = np.flatnonzero(of_working_age(people, last) & worked & np.isin(does, (*WORK, *NO_WORK)))
    if len(rows) == 0:
        return None
    older, woman = people.age(last)[rows] >= OLDER, ~people.man[rows]
    x = np.stack([np.ones(len(rows)), older, woman], axis=1).astype(float)
    beta = np.linalg.lstsq(x, np.isin(does[rows], NO_WORK).astype(float), rcond=None)[0]
    return float(beta[1]), float(beta[2])
