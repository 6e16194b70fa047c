"""The monthly series of a run, read once: every entity's values as one array."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

Values = NDArray[np.float64]
Key = tuple[str, str, str, str]  # observer, kind, variable, entity
COLUMNS = ("observer", "kind", "variable", "entity")


@dataclass(frozen=True)
class Track:
    """Values month by month from `start` on (an absolute month); NaN in a month without one. Not to be changed."""

    start: int
    values: Values

    @property
    def end(self) -> int:
        """The month after the last."""
        return self.start + len(self.values)

    def at(self, month: int) -> float:
        """Value of a month; NaN if it has none."""
        return float(self.values[month - self.start]) if self.start <= month < self.end else float("nan")

    def over(self, first: int, end: int) -> Values:
        """Values from `first` to before `end`; NaN where there is none."""
        found = np.full(max(0, end - first), np.nan)
        begin, stop = max(first, self.start), min(end, self.end)
        if begin < stop:
            found[begin - first : stop - first] = self.values[begin - self.start : stop - self.start]
        return found

    def from_month(self, first: int) -> Track:
        """The track from a month on."""
        first = max(first, self.start)
        return Track(first, self.values[first - self.start :])

    def times(self, factor: float) -> Track:
        """The track with every value multiplied."""
        return Track(self.start, self.values * factor)

    def __bool__(self) -> bool:
        return len(self.values) > 0


NOTHING = Track(0, np.zeros(0))


def total(tracks: list[Track]) -> Track:
    """Sum of tracks month by month; a month that a track lacks counts as nothing in it."""
    tracks = [t for t in tracks if t]
    if not tracks:
        return NOTHING
    first, end = min(t.start for t in tracks), max(t.end for t in tracks)
    sums = np.zeros(end - first)
    for track in tracks:
        sums[track.start - first : track.end - first] += np.nan_to_num(track.values)
    return Track(first, sums)


def by_year(track: Track, mean: bool = False) -> dict[int, float]:
    """Sum (or mean) of the recorded months of every year."""
    if not track:
        return {}
    months = np.arange(track.start, track.end)
    kept = ~np.isnan(track.values)
    first = track.start // 12
    years = months[kept] // 12 - first
    sums, counts = np.bincount(years, track.values[kept]), np.bincount(years)
    return {first + i: float(s / n if mean else s) for i, (s, n) in enumerate(zip(sums, counts, strict=True)) if n}


def at_ends(track: Track) -> dict[int, float]:
    """Value of the last recorded month of every year."""
    months = np.arange(track.start, track.end)
    kept = ~np.isnan(track.values)
    return {int(m) // 12: float(v) for m, v in zip(months[kept], track.values[kept], strict=True)}


def month_texts(first: int, months: int) -> list[str]:
    """YYYY-MM of absolute months."""
    return [f"{m // 12:04d}-{m % 12 + 1:02d}" for m in range(first, first + months)]


def months_of(texts: pl.Series, first: int, last: int) -> NDArray[np.int64]:
    """Absolute months of a column of YYYY-MM that all lie between two months."""
    known = pl.Enum(month_texts(first, last - first + 1))
    found: NDArray[np.int64] = texts.cast(known).to_physical().to_numpy().astype(np.int64) + first
    return found


def read(file: Path, first: int, last: int) -> dict[Key, Track]:
    """Every series of a file. The record writes each in one piece; rows in another order are sorted first."""
    frame = pl.read_parquet(file, columns=[*COLUMNS, "month", "value"])
    if frame.is_empty():
        return {}
    months = months_of(frame["month"], first, last)
    starts = _starts(frame)
    heads = frame[starts].select(COLUMNS).rows()
    inner = np.ones(len(months) - 1, bool)
    inner[starts[1:] - 1] = False
    if len(set(heads)) < len(heads) or (np.diff(months)[inner] <= 0).any():
        frame = frame.with_columns(pl.Series("at", months)).sort(*COLUMNS, "at")
        months, starts = frame["at"].to_numpy(), _starts(frame)
        heads = frame[starts].select(COLUMNS).rows()
    values = frame["value"].to_numpy()
    ends = [*starts[1:], len(values)]
    return {
        (a, b, c, d): _track(months[i:j], values[i:j])
        for (a, b, c, d), i, j in zip(heads, starts, ends, strict=True)
    }  # fmt: skip


def _starts(frame: pl.DataFrame) -> NDArray[np.int64]:
    """Rows in which another series begins."""
    changed = np.ones(len(frame), bool)
    other = pl.any_horizontal(pl.col(c) != pl.col(c).shift() for c in COLUMNS).alias("other")
    changed[1:] = frame.select(other)["other"][1:].to_numpy()
    return np.flatnonzero(changed)


def _track(months: NDArray[np.int64], values: Values) -> Track:
    first, last = int(months[0]), int(months[-1])
    if last - first + 1 == len(values):
        return Track(first, values)
    spread = np.full(last - first + 1, np.nan)
    spread[months - first] = values
    return Track(first, spread)
