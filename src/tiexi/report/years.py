"""The panel of a run, read once: the years of everyone followed, as arrays in order of persons and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.report.recorded import Recorded

MONTHS = ("employed", "off_post", "unemployed", "informal", "retired")
COLUMNS = ("key", "year", "earnings", *MONTHS)


@dataclass(frozen=True)
class Years:
    """Columns of the panel; `who` are the persons in the order of their rows, `begins` where the rows of each begin."""

    columns: dict[str, NDArray[Any]]
    who: NDArray[np.uint64]
    begins: NDArray[np.int64]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """Rows of each person."""
        found: NDArray[np.int64] = np.diff(np.append(self.begins, len(self.columns["key"])))
        return found

    def rows_of(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Rows of some persons."""
        mine = np.isin(self.who, keys)
        sizes, begins = self.sizes[mine], self.begins[mine]
        within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        found: NDArray[np.int64] = np.repeat(begins, sizes) + within
        return found


def years_of(run: Recorded) -> Years:
    """The years of everyone followed. The record writes them by person; in another order they are sorted first."""
    frame = run.scan("panel").select(COLUMNS).collect()
    begins = _begins(frame)
    who = frame["key"].to_numpy()[begins]
    if (np.diff(np.sort(who)) == 0).any() or not _in_order(frame, begins):
        frame = frame.sort("key", "year")
        begins = _begins(frame)
        who = frame["key"].to_numpy()[begins]
    return Years({c: frame[c].to_numpy() for c in COLUMNS}, who, begins)


def _begins(frame: pl.DataFrame) -> NDArray[np.int64]:
    keys = frame["key"].to_numpy()
    changed = np.ones(len(keys), bool)
    changed[1:] = keys[1:] != keys[:-1]
    return np.flatnonzero(changed)


def _in_order(frame: pl.DataFrame, begins: NDArray[np.int64]) -> bool:
    rising = np.diff(frame["year"].to_numpy()) > 0
    rising[begins[1:] - 1] = True
    return bool(rising.all())
