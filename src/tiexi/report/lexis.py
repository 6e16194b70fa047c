"""Who lived here and who was without work, person by person: by way of coming, and by age and year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.report.events import person_events
from tiexi.report.recorded import Recorded, absolute_months
from tiexi.report.series import Values, at_ends
from tiexi.report.years import years_of

YOUNGEST, OLDEST = 15, 70
LEAST = 20  # simulated persons a cell needs to have a share
Keys = NDArray[np.uint64]
COHORT = 5  # years of birth taken together where one cohort is named


@dataclass(frozen=True)
class Field:
    """Months without work and months in work or without, by age [0 = youngest] and year, and persons in each cell."""

    start: int
    without: Values
    whole: Values
    persons: Values

    @property
    def shares(self) -> list[list[int | None]]:
        """Share without work in thousandths; None where too few were followed."""
        enough = (self.persons >= LEAST) & (self.whole > 0)
        found = np.rint(np.divide(1000 * self.without, self.whole, out=np.zeros_like(self.whole), where=enough))
        return [[int(v) if ok else None for v, ok in zip(row, good, strict=True)]
                for row, good in zip(found, enough, strict=True)]  # fmt: skip


def field_of(run: Recorded) -> Field | None:
    """Months of everyone followed who was in work, off the books, off post or seeking; None if nobody was.

    Those who no longer look for work are not in the panel, so they count on neither side.
    """
    years = run.once(years_of)
    if not len(years.who):
        return None
    birth = _born(run, years.who).astype(np.int32)
    columns = years.columns
    year = columns["year"].astype(np.int32)
    first, last = int(year.min()), int(year.max())
    rows, across = OLDEST - YOUNGEST + 1, last - first + 1
    age = (year * 12 + 11 - np.repeat(birth, years.sizes)) // 12 - YOUNGEST
    outside = rows * across  # a last cell for those too young or too old
    cell = np.where((age >= 0) & (age < rows), age * across + year - first, outside)
    without = columns["off_post"] + columns["unemployed"]  # at most 24 months, which a byte holds
    whole = without + columns["employed"] + columns["informal"]
    cells = [
        np.bincount(cell, w, outside + 1)[:-1].reshape(rows, across).astype(float)
        for w in (without, whole, whole > 0)
    ]  # fmt: skip
    return Field(first, cells[0], cells[1], cells[2])


def _born(run: Recorded, who: Keys) -> NDArray[np.int64]:
    """Month of birth of some of the people followed."""
    found: NDArray[np.int64] = run.born[_rows(run, who)]
    return found


def _rows(run: Recorded, who: Keys) -> NDArray[np.int64]:
    """Rows of `people` of some keys; a wrong one for a key that is not there."""
    keys = run.people["key"].to_numpy()
    order = np.argsort(keys)
    found: NDArray[np.int64] = order[np.searchsorted(keys[order], who).clip(0, len(keys) - 1)]
    return found


@dataclass(frozen=True)
class Worst:
    """Five years of birth: months without work of each, the year in which most were, and the share of months then."""

    born: int
    months: float
    year: int
    share: float


def worst(field: Field) -> Worst | None:
    """The five years of birth that lost most months, each; None if no such cohort is large enough."""
    rows, across = field.whole.shape
    years = field.start + np.arange(across)
    born = years[None, :] - YOUNGEST - np.arange(rows)[:, None]
    first = int(born.min()) // COHORT
    cell = (born // COHORT - first) * across + np.arange(across)[None, :]
    size = (int(born.max()) // COHORT - first + 1) * across
    without, whole, persons = (np.bincount(cell.ravel(), v.ravel(), size).reshape(-1, across) for v in
                               (field.without, field.whole, field.persons))  # fmt: skip
    most = persons.max(axis=1)
    large = most >= COHORT * LEAST
    if not large.any():
        return None
    months = np.where(large, without.sum(axis=1) / np.maximum(most, 1), -1.0)
    at = int(months.argmax())
    shares = np.divide(
        without[at], whole[at], out=np.zeros(across), where=(persons[at] >= most[at] / 2) & (whole[at] > 0)
    )
    year = int(shares.argmax())
    return Worst((first + at) * COHORT, float(months[at]), int(years[year]), float(shares[year]))


def arrivals(run: Recorded, periods: list[int]) -> tuple[list[str], Values, int]:
    """People by year's end and way of coming: names of the layers, persons [layer, year], first year.

    Layers: those here in the first month, those who came in each period (`periods` are its first months), those born
    here. The people followed are taken for all, in proportion.
    """
    people, first, years = run.people, run.first // 12, (run.last + 1) // 12 - run.first // 12
    born, gone = run.born, absolute_months(people["gone"])
    came = run.once(person_events).filter(pl.col("event") == "arrived")
    entry = np.where(born < run.first, run.first, born)
    layer = np.where(born < run.first, 0, len(periods) + 1)
    if len(came):
        who = came["key"].to_numpy()
        at = _rows(run, who)
        known = people["key"].to_numpy()[at] == who
        months = came["at"].to_numpy()
        entry[at[known]] = months[known]
        layer[at[known]] = np.searchsorted(periods, months[known], side="right")
    names = ["here", *(f"came.{i}" for i in range(len(periods))), "born"]
    counts = np.zeros((len(names), years))
    ends = np.where(gone < 0, run.last + 1, gone)
    for i in range(len(names)):
        mine = layer == i
        into = np.bincount(np.clip(entry[mine] // 12 - first, 0, years), minlength=years + 1)[:years]
        out = np.bincount(np.clip(ends[mine] // 12 - first, 0, years), minlength=years + 1)[:years]
        counts[i] = np.cumsum(into - out)
    real = at_ends(run.here("people"))
    whole = np.array([real.get(first + j, 0.0) for j in range(years)])
    sums = counts.sum(axis=0)
    return names, counts * np.divide(whole, sums, out=np.zeros_like(sums), where=sums > 0), first
