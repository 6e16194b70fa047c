"""The scoreboard: every target of a region under its own definition, every observed series beside naive forecasts.

Targets stand in the region's `observed/targets.csv` in the form they have for the region itself: a province's or a
nation's count is never multiplied up or down. What was put in is marked *input* and what parameters were chosen by
*calibration*; only *validation* is a test. Misses are shown as misses.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from tiexi.region import Region
from tiexi.region.problem import did_you_mean
from tiexi.studies import emergent
from tiexi.studies.estimators import ESTIMATORS, estimate
from tiexi.studies.members import watch_all
from tiexi.studies.naive import last_value, mean_error, spread, trend
from tiexi.studies.witness import Measures

TARGETS = "targets"  # the file of `observed` that holds them
SCORED = ("calibration", "validation")
NO_NUMBER = "no member yields it in this version"


@dataclass(frozen=True)
class Target:
    """A target and what the members gave: quantiles over seeds, and in what share of them it lay in its band.

    `inside` tells of the median; it and `share_inside` are None where nothing is scored. `value`, `low`, `high` and
    the quantiles are in `unit`.
    """

    id: str
    quantity: str
    definition: str
    role: str
    year: int
    unit: str
    value: float | None
    low: float | None
    high: float | None
    q10: float | None
    q50: float | None
    q90: float | None
    inside: bool | None
    share_inside: float | None
    reason: str
    grade: str
    source: str
    published: str
    members: tuple[float | None, ...]


@dataclass(frozen=True)
class Point:
    """One observation: what was observed, what the members gave, what the naive forecasts would have said before."""

    year: int
    month: int | None
    observed: float
    q10: float | None
    q50: float | None
    q90: float | None
    last: float | None
    trend: float | None


@dataclass(frozen=True)
class Series:
    """An observed series that the model yields too; errors are mean absolute errors in percent.

    A count of a larger place is compared in its change since year `base`. Errors of the model and of the last value
    are over the points that have an earlier observation, so both are judged on the same ones; that of the trend over
    those that have two. With a single observation only the model has an error.
    """

    series: str
    place: str
    definition: str
    unit: str
    role: str
    base: int | None
    points: tuple[Point, ...]
    model_error: float | None
    last_error: float | None
    trend_error: float | None


@dataclass(frozen=True)
class Scoreboard:
    """All of it, for one region; `seconds` is how long it took."""

    region: str
    scale: int
    seeds: tuple[int, ...]
    seconds: float
    targets: tuple[Target, ...]
    series: tuple[Series, ...]
    checks: tuple[emergent.Check, ...]

    def told(self) -> dict[str, Any]:
        """As plain dictionaries, for JSON."""
        return asdict(self)


def has_targets(region: Region) -> bool:
    """True if the region ships targets to be scored against."""
    return not _rows(region, targets=True).is_empty()


def score(
    region: Region, members: int, scale: int, tell: Callable[[str], None], processes: int | None = None
) -> Scoreboard:
    """Run `members` seeds from 1 and score them. Raises RegionError, LawError, KeyboardInterrupt."""
    begun = time.perf_counter()
    seeds = range(1, members + 1)
    watched = watch_all(region.folder, seeds, scale, tell, processes)
    found = [m.measures for m in watched]
    return Scoreboard(
        region.name, scale, tuple(seeds), round(time.perf_counter() - begun, 1), targets_of(region, found),
        series_of(region, found), tuple(emergent.scores([m.checks for m in watched])),
    )  # fmt: skip


def _rows(region: Region, targets: bool) -> pl.DataFrame:
    observed = region.tables["observed"]
    here = pl.col("file") == TARGETS
    return observed.filter(here if targets else ~here & (pl.col("estimator") != ""))


def targets_of(region: Region, found: Sequence[Measures]) -> tuple[Target, ...]:
    """Every target of the region, by id, held against the measures of the members."""
    rows = sorted(_rows(region, targets=True).iter_rows(named=True), key=lambda r: str(r["id"]))
    return tuple(_target(row, found) for row in rows)


def _target(row: dict[str, Any], found: Sequence[Measures]) -> Target:
    name, role, reason = str(row["estimator"]), str(row["role"]), str(row["reason"])
    values: tuple[float | None, ...] = ()
    if name in ESTIMATORS:
        values = tuple(estimate(m, name, row["year"], row["base"], row["unit"]) for m in found)
    elif name:
        role, reason = "not_scored", f"there is no estimator {name!r}; {did_you_mean(name, ESTIMATORS)}"
    q10, q50, q90 = spread([v for v in values if v is not None])
    if q50 is None and role in SCORED:
        role, reason = "not_scored", NO_NUMBER
    scored = q50 is not None and role in SCORED and (row["low"] is not None or row["high"] is not None)
    in_band = [within(v, row["low"], row["high"]) for v in values]
    return Target(
        str(row["id"]), str(row["series"]), str(row["definition"]), role, int(row["year"]), str(row["unit"]),
        row["value"], row["low"], row["high"], q10, q50, q90,
        within(q50, row["low"], row["high"]) if scored else None,
        sum(in_band) / len(in_band) if scored else None,
        reason, str(row["grade"]), str(row["source"]), str(row["note"]), values,
    )  # fmt: skip


def within(value: float | None, low: float | None, high: float | None) -> bool:
    """True if a value lies in a band, its ends included; an end that is None is open, no value is outside."""
    return value is not None and (low is None or value >= low) and (high is None or value <= high)


def series_of(region: Region, found: Sequence[Measures]) -> tuple[Series, ...]:
    """Every observed series the model yields too, within the months of the region, by name and place."""
    last = int(region.settings.last[:4])
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in _rows(region, targets=False).iter_rows(named=True):
        if row["value"] is not None and row["year"] <= last and row["estimator"] in ESTIMATORS:
            identity = tuple(row[k] for k in ("series", "place", "definition", "unit", "role", "estimator", "base"))
            groups.setdefault(identity, []).append(row)
    series = [_series(rows, found) for _, rows in sorted(groups.items(), key=lambda pair: str(pair[0]))]
    return tuple(s for s in series if s is not None)


def _series(rows: list[dict[str, Any]], found: Sequence[Measures]) -> Series | None:
    """A series with its forecasts; None if no member yields any of it, or there is only the base year."""
    rows = sorted(rows, key=lambda r: (r["year"], r["month"] or 12))
    first = rows[0]
    base, unit = first["base"], str(first["unit"])
    anchor: float | None = next((r["value"] for r in rows if r["year"] == base), None)
    if base is not None and anchor is None:
        return None
    points: list[Point] = []
    earlier: list[tuple[float, float]] = []
    for row in rows:
        when = row["year"] + ((row["month"] or 12) - 1) / 12
        values = [estimate(m, str(row["estimator"]), row["year"], base, "" if base else unit) for m in found]
        if anchor is not None:
            values = [None if v is None else v * anchor for v in values]
        quantiles = spread([v for v in values if v is not None])
        observed = float(row["value"])
        points.append(Point(row["year"], row["month"], observed, *quantiles, last_value(earlier), trend(earlier, when)))
        earlier.append((when, observed))
    if all(p.q50 is None for p in points) or (base is not None and len(points) == 1):
        return None
    return Series(
        str(first["series"]), str(first["place"]), str(first["definition"]), unit, str(first["role"]), base,
        tuple(points), *_errors(points),
    )  # fmt: skip


def _errors(points: Sequence[Point]) -> tuple[float | None, float | None, float | None]:
    """Mean absolute errors in percent of model, last value and trend."""
    later = [p for p in points if p.last is not None] or list(points)
    return (
        mean_error([(p.q50, p.observed) for p in later]),
        mean_error([(p.last, p.observed) for p in later]),
        mean_error([(p.trend, p.observed) for p in later]),
    )
