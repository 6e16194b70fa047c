"""A5: Sullivan and von Wachter 2009, Job Displacement and Mortality, Quarterly Journal of Economics 124(3).

Logit of death in the year on displacement by years since, with age, year and mean earnings before; high-seniority
men. The ratio of the odds is read as ratio of hazards: deaths of a year are rare. So rare that one seed of a town
has a handful of them, so person-years are kept in cells and the cells of all seeds are put into one logit. A control
that must survive the three years in which it may not separate would make the displaced look ill (immortal time, Suissa
2008), so who dies at a post is a control.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tiexi.studies.people.displaced import Sample
from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

SPANS = ((1, 1), (2, 5), (6, 10), (11, 17), (18, 22))  # years since separation that share a coefficient
FIRST, LONG = SPANS.index((1, 1)), SPANS.index((18, 22))
OLDEST = 60.0  # at separation
ROUNDS = 30
RIDGE = 1e-6  # keeps a coefficient finite if nobody of a span died
STEP = 0.1  # of log earnings: width of a cell


def cells(people: Followed, found: Sequence[Sample]) -> Array:
    """Person-years after that of separation, counted in cells: columns age, year, log earnings before, span
    (-1 = control), person-years, deaths (f8 [cell, 6])."""
    parts = [_person_years(people, s) for s in found]
    return counted(np.concatenate(parts)) if parts else np.empty((0, 6))


def counted(rows: Array) -> Array:
    """Rows of age, year, log earnings, span, person-years and deaths with equal first four put together."""
    kinds, place = np.unique(rows[:, :4], axis=0, return_inverse=True)
    counts = [np.bincount(place.ravel(), weights=rows[:, c], minlength=len(kinds)) for c in (4, 5)]
    return np.column_stack([kinds, *counts])


def ratios(table: Array) -> dict[int, float]:
    """Hazard of the displaced over that of the control, by span (place in `SPANS`); empty without a death."""
    if not len(table) or not table[:, 5].any():
        return {}
    age, year, before, span, years, deaths = table.T
    kinds = [s for s in range(len(SPANS)) if np.any(span == s)]
    columns = [
        np.ones(len(age)), age / 10 - 5, (age / 10 - 5) ** 2, (year - year.mean()) / 10, before - before.mean(),
    ]  # fmt: skip
    x = np.stack([*columns, *(span == s for s in kinds)], axis=1)
    beta = logit(x, deaths, years)
    return {s: float(np.exp(beta[len(columns) + i])) for i, s in enumerate(kinds)}


def logit(x: Array, hits: Array, tries: Array) -> Array:
    """Maximum-likelihood coefficients (f8 [column]) of a logit of `hits` out of `tries` on `x`, by Newton's steps."""
    mean = min(max(float(hits.sum() / tries.sum()), 1e-9), 1.0 - 1e-9)
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(mean / (1.0 - mean))
    for _ in range(ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -30.0, 30.0)))
        slope = x.T @ (hits - tries * p) - RIDGE * beta
        curve = (x * (tries * p * (1.0 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        move = np.clip(np.linalg.solve(curve, slope), -2.0, 2.0)
        beta += move
        if np.abs(move).max() < 1e-9:
            break
    return beta


def _person_years(people: Followed, sample: Sample) -> Array:
    """The cells of one sample, one row a person-year put together; mean earnings are those of the four years before."""
    rows = np.concatenate([sample.displaced, sample.control])
    t = people.at(sample.year)
    past = people.earned[rows, max(0, t - 4) : t]
    before = np.nansum(past, axis=1) / np.maximum(np.isfinite(past).sum(axis=1), 1)
    able = before > 0
    rows, lost = rows[able], (np.arange(len(rows)) < len(sample.displaced))[able]
    log = np.round(np.log(before[able]) / STEP) * STEP
    parts = []
    for year in people.years[t + 1 :].tolist():  # both were alive at the end of the year of separation
        alive = people.gone[rows] >= year
        span = next((i for i, (low, high) in enumerate(SPANS) if low <= year - sample.year <= high), -1)
        died = people.died[rows] & (people.gone[rows] == year)
        if lost.any() and span < 0:
            alive &= ~lost  # beyond the last span the displaced are not observed
        n = int(alive.sum())
        parts.append(np.column_stack([
            np.floor(people.age(year)[rows[alive]]), np.full(n, year), log[alive],
            np.where(lost[alive], span, -1), np.ones(n), died[alive],
        ]))  # fmt: skip
    return counted(np.concatenate(parts))
