"""Who is displaced and who stands for what would have been: the samples of the studies of mass layoffs.

Displaced of year c: on the books of a plant with the tenure asked for at the end of c - 1, no longer on them at the
end of c, in a year in which the plant had a mass layoff; not retired, dead or moved away in that year. Control: the
same tenure at the end of c - 1, and no separation within 36 months; free afterwards. What a person does later decides
nothing else, so nobody is chosen by an outcome.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.studies.people.followed import Followed, shrunk
from tiexi.world.table import Array

STAYS = 3  # years without a separation that make a control
NOT_DISPLACED = ("retired", "early_retired", "left", "died")


@dataclass(frozen=True)
class Sample:
    """Persons (i8, rows of `Followed`) of one year of separation `year`: displaced and control."""

    year: int
    displaced: Array
    control: Array


def samples(
    people: Followed, years: range, tenure: int, oldest: float = 50.0, men: bool = False, least_staff: int = 0,
    mortal: bool = False,
) -> list[Sample]:  # fmt: skip
    """The samples of every year in `years` in which someone was displaced.

    `tenure` in years at the end of the year before; `oldest` age at separation; `men` = men only. Plants with fewer
    than `least_staff` people followed at their largest are left out. A control who dies on the books after
    `year` has not separated if they are `mortal`: a study of deaths may not choose one that must survive three years.
    """
    layoffs = shrunk(people)
    largest = np.array([(people.plant == f).sum(axis=0).max() for f in range(len(layoffs))])
    found = []
    for year in years:
        t = people.at(year)
        if t == 0:
            continue
        able = (people.plant[:, t - 1] > 0) & (people.tenure[:, t - 1] >= 12 * tenure) & (people.age(year) <= oldest)
        able &= people.man if men else True
        before = people.plant[:, t - 1]
        able &= largest[before] >= least_staff
        lost = able & (people.plant[:, t] != before) & layoffs[before, t] & people.here[:, t]
        lost &= ~np.isin(people.ending[:, t], NOT_DISPLACED)
        stays = able.copy()
        for later in range(t, min(t + STAYS, len(people.years))):
            died = people.died & (people.gone > year) & (people.gone <= people.years[later])
            stays &= (people.plant[:, later] == before) | (mortal & died)
        if lost.any() and stays.any():
            found.append(Sample(year, np.flatnonzero(lost), np.flatnonzero(stays)))
    return found
