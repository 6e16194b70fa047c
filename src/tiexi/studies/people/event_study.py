"""The regression of the displacement literature: earnings on years since separation, with person and year effects.

y_it = a_i + g_t + sum over k of d_k D_it^k + e_it, with D_it^k = 1 for the displaced k years after separation.
Jacobson, LaLonde and Sullivan (1993), American Economic Review 83(4), equation 1, with years for quarters. Samples of
several years of separation are stacked: a person may be control in one and displaced in another, and then has a
person effect in each, and every sample has its own year effects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiexi.studies.people.displaced import Sample
from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

EARLIEST, LATEST = -5, 20  # years since separation with a coefficient of their own; earlier years are the base


@dataclass(frozen=True)
class Losses:
    """Coefficients by years since separation, in coin a year, and mean earnings of the displaced before it."""

    coefficient: dict[int, float]
    before: float  # mean of the years -4 and earlier
    last_four: float  # mean of the years -4 to -1

    def mean(self, years: range) -> float | None:
        """Mean coefficient over some years since separation; None if one is missing."""
        found = [self.coefficient.get(k) for k in years]
        known = [d for d in found if d is not None]
        return float(np.mean(known)) if known and len(known) == len(found) else None


def losses(people: Followed, found: Sequence[Sample], zeros: bool = False, ahead: int = LATEST) -> Losses | None:
    """The event study over all samples; None without anyone displaced.

    Years in which a person earns nothing at all are dropped unless `zeros`; years after someone has left the region
    or died are not observed. `ahead` is the last year since separation that is estimated.
    """
    parts = [_stacked(people, s, zeros, ahead) for s in found]
    if not parts:
        return None
    persons, cells, first_person, first_cell = [], [], 0, 0
    for person, cell, _, _ in parts:
        persons.append(person + first_person)
        cells.append(cell + first_cell)
        first_person, first_cell = first_person + int(person.max()) + 1, first_cell + len(people.years)
    since, earned = (np.concatenate([p[i] for p in parts]) for i in (2, 3))
    coefficient = regress(np.concatenate(persons), np.concatenate(cells), since, earned)
    lost = since != NEVER
    return Losses(
        coefficient, float(earned[lost & (since <= -4)].mean()),
        float(earned[lost & (since <= -1) & (since >= -4)].mean()),
    )  # fmt: skip


NEVER = 9999  # years since separation of those who are not displaced


def _stacked(people: Followed, sample: Sample, zeros: bool, ahead: int) -> tuple[Array, Array, Array, Array]:
    """Person (from 0), year (from 0), years since separation and earnings of the person-years of one sample."""
    rows = np.concatenate([sample.displaced, sample.control])
    earned = people.earned[rows]
    seen = people.here[rows] & np.isfinite(earned) & (people.years[None, :] <= sample.year + ahead)
    if not zeros:
        seen &= earned > 0
    person, year = np.nonzero(seen)
    since = people.years[year] - sample.year
    since = np.where(person < len(sample.displaced), since, NEVER)
    return person, year, since, earned[seen]


def regress(person: Array, cell: Array, since: Array, y: Array) -> dict[int, float]:
    """Least squares with effects of `person` and `cell` (both i8 from 0): coefficient of each year `since` from
    `EARLIEST` on (`NEVER` = none). Person effects are swept out; the rest is solved by its normal equations.
    """
    kinds = [k for k in range(EARLIEST, LATEST + 1) if np.any(since == k)]
    place = np.full(LATEST - EARLIEST + 2, -1)
    place[[k - EARLIEST for k in kinds]] = np.arange(len(kinds))
    column = place[np.where((since >= EARLIEST) & (since <= LATEST), since - EARLIEST, LATEST - EARLIEST + 1)]
    people, cells, n = int(person.max()) + 1, int(cell.max()) + 1, len(kinds)
    size = np.bincount(person, minlength=people).astype(float)
    # Dummies of years since separation and of cells: each row has one cell and at most one of the former.
    width = n + cells
    own = np.zeros((people, width))
    np.add.at(own, (person, n + cell), 1.0)
    has = column >= 0
    np.add.at(own, (person[has], column[has]), 1.0)
    whole = np.zeros((width, width))
    np.add.at(whole, (n + cell, n + cell), 1.0)
    np.add.at(whole, (column[has], column[has]), 1.0)
    np.add.at(whole, (column[has], n + cell[has]), 1.0)
    np.add.at(whole, (n + cell[has], column[has]), 1.0)
    live = size > 0
    whole -= (own[live] / size[live, None]).T @ own[live]
    total = np.bincount(person, weights=y, minlength=people)
    right = np.bincount(n + cell, weights=y, minlength=width)
    right += np.bincount(column[has], weights=y[has], minlength=width)
    right -= own[live].T @ (total[live] / size[live])
    found = np.linalg.lstsq(whole, right, rcond=1e-10)[0]
    return {k: float(found[i]) for i, k in enumerate(kinds)}
