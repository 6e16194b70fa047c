"""The panel of a run as arrays of persons and years, for estimators that look at one person over many years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from tiexi.world.table import Array

if TYPE_CHECKING:
    from tiexi.record.run import Run

LARGE = 0.7  # of its largest staff so far: below, a plant has had a mass layoff (Jacobson, LaLonde and Sullivan 1993)


@dataclass(frozen=True)
class Followed:
    """People followed (sorted by key) by calendar year.

    `key` (u8 [person]), `born` (f8 year [person]), `man` (bool [person]), `years` (i8 [year]); by person and year:
    `here` (bool, living in the region at the end of the year), `earned` (f8, coin from work; NaN where the person has
    no row), `pay` (f8, contract wage in coin a month), `plant` (i8, number from 1; 0 = none), `tenure` (i8, months),
    `activity` (text), `ending` (text). `gone` (i8 [person]) is the year of leaving or death, 9999 if neither;
    `died` (bool [person]).
    """

    key: Array
    born: Array
    man: Array
    gone: Array
    died: Array
    years: Array
    here: Array
    earned: Array
    pay: Array
    plant: Array
    tenure: Array
    activity: Array
    ending: Array

    def at(self, year: int) -> int:
        """Column of a calendar year; ValueError if the panel does not have it."""
        found = int(year) - int(self.years[0])
        if not 0 <= found < len(self.years):
            raise ValueError(f"the panel has no year {year}: it runs from {self.years[0]} to {self.years[-1]}")
        return found

    def age(self, year: int) -> Array:
        """Age in years at the end of a year (f8 [person])."""
        age: Array = year + 1 - self.born
        return age


def read(run: Run) -> Followed:
    """The people followed in a run."""
    return arranged(run.panel.collect(), run.people.collect())


def arranged(panel: pl.DataFrame, people: pl.DataFrame) -> Followed:
    """The arrays from the tables `panel` and `people` of a run folder."""
    people = people.filter(pl.col("key").is_in(panel["key"].implode())).sort("key")
    key = people["key"].to_numpy()
    first, last = int(panel["year"].min() or 0), int(panel["year"].max() or 0)  # type: ignore[arg-type]
    person = np.searchsorted(key, panel["key"].to_numpy())
    cell = person * (last - first + 1) + panel["year"].to_numpy() - first
    shape = (len(key), last - first + 1)

    def spread(values: Array, empty: float | str | bool, dtype: object) -> Array:
        found = np.full(shape, empty, dtype)  # type: ignore[call-overload]
        found.ravel()[cell] = values
        return np.asarray(found)

    plants = panel["workshop"].str.split("/").list.first()
    names = sorted(set(plants.to_list()) - {""})
    number = plants.replace_strict({"": 0} | {n: i for i, n in enumerate(names, 1)}, return_dtype=pl.Int64)
    gone = people["gone"].str.slice(0, 4).cast(pl.Int64, strict=False).fill_null(9999)
    return Followed(
        key=key,
        born=_decimal_year(people["born"]),
        man=people["sex"].to_numpy() == "man",
        gone=gone.to_numpy(),
        died=~people["alive"].to_numpy(),
        years=np.arange(first, last + 1),
        here=spread(panel["here"].to_numpy(), False, bool),
        earned=spread(panel["earned"].to_numpy(), np.nan, np.float64),
        pay=spread(panel["pay"].to_numpy(), 0.0, np.float64),
        plant=spread(number.to_numpy(), 0, np.int64),
        tenure=spread(panel["tenure"].to_numpy(), 0, np.int64),
        activity=spread(panel["activity"].to_numpy(), "", "U12"),
        ending=spread(panel["ending"].to_numpy(), "", "U16"),
    )


def _decimal_year(months: pl.Series) -> Array:
    return np.asarray(months.str.slice(0, 4).cast(pl.Float64) + (months.str.slice(5, 2).cast(pl.Float64) - 1) / 12)


def staff(people: Followed) -> Array:
    """People followed on the books of each plant at the end of each year (i8 [plant, year]); row 0 is no plant."""
    count = int(people.plant.max(initial=0)) + 1
    return np.stack([np.bincount(people.plant[:, t], minlength=count) for t in range(len(people.years))], axis=1)


def shrunk(people: Followed) -> Array:
    """Plants that have lost three tenths of their largest staff so far (bool [plant, year]): in the year or by the end
    of the next."""
    held = staff(people)
    least = np.minimum(held, np.concatenate([held[:, 1:], held[:, -1:]], axis=1))
    found: Array = least < LARGE * np.maximum.accumulate(held, axis=1)
    found[0] = False
    return found
