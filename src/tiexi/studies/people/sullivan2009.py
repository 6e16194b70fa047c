"""A5: Sullivan and von Wachter 2009, Job Displacement and Mortality, Quarterly Journal of Economics 124(3).

Logit of death in the year on displacement by years since, with age, year and mean earnings before; high-seniority
men. The ratio of the odds is read as ratio of hazards: deaths of a year are rare.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tiexi.studies.people.displaced import Sample
from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

SPANS = ((0, 0), (1, 1), (2, 5), (6, 10), (11, 17), (18, 22))  # years since separation that share a coefficient
ROUNDS = 30
RIDGE = 1e-6  # keeps a coefficient finite if nobody of a span died


@dataclass(frozen=True)
class Hazards:
    """Ratio of the hazard of the displaced to that of the control, by span of years since separation."""

    ratio: dict[tuple[int, int], float]

    @property
    def year_one(self) -> float | None:
        """A5a."""
        return self.ratio.get((1, 1))

    @property
    def long_run(self) -> float | None:
        """A5b: years 18 to 22."""
        return self.ratio.get((18, 22))


def hazards(people: Followed, found: Sequence[Sample]) -> Hazards | None:
    """The logit over all samples; None without a death."""
    parts = [_person_years(people, s) for s in found]
    if not parts:
        return None
    died, age, year, before, span = (np.concatenate([p[i] for p in parts]) for i in range(5))
    if not died.any():
        return None
    kinds = [s for s in range(len(SPANS)) if np.any(span == s)]
    columns = [np.ones(len(died)), age / 10 - 5, (age / 10 - 5) ** 2, (year - year.mean()) / 10, np.log(before)]
    columns[-1] = columns[-1] - columns[-1].mean()
    x = np.stack([*columns, *(span == s for s in kinds)], axis=1)
    beta = logit(x, died.astype(float))
    return Hazards({SPANS[s]: float(np.exp(beta[len(columns) + i])) for i, s in enumerate(kinds)})


def logit(x: Array, y: Array) -> Array:
    """Maximum-likelihood coefficients (f8 [column]) of a logit of `y` (0 or 1) on `x`, by Newton's steps."""
    mean = min(max(float(y.mean()), 1e-9), 1.0 - 1e-9)
    beta = np.zeros(x.shape[1])
    beta[0] = np.log(mean / (1.0 - mean))
    for _ in range(ROUNDS):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -30.0, 30.0)))
        slope = x.T @ (y - p) - RIDGE * beta
        curve = (x * (p * (1.0 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        move = np.linalg.solve(curve, slope)
        beta += np.clip(move, -2.0, 2.0)
        if np.abs(move).max() < 1e-9:
            break
    return beta


def _person_years(people: Followed, sample: Sample) -> tuple[Array, ...]:
    """Died, age, year, mean earnings of the four years before, and span, of the person-years from separation on."""
    rows = np.concatenate([sample.displaced, sample.control])
    t = people.at(sample.year)
    with np.errstate(invalid="ignore"):
        before = np.nanmean(people.earned[rows, max(0, t - 4) : t], axis=1)
    able = before > 0
    rows, lost = rows[able], (np.arange(len(rows)) < len(sample.displaced))[able]
    before = before[able]
    parts: list[tuple[Array, ...]] = []
    for year in people.years[t:].tolist():
        alive = people.gone[rows] >= year
        if not alive.any():
            continue
        k = year - sample.year
        span = next((i for i, (low, high) in enumerate(SPANS) if low <= k <= high), -1)
        died = people.died[rows] & (people.gone[rows] == year)
        n = int(alive.sum())
        parts.append((
            died[alive], people.age(year)[rows[alive]], np.full(n, year), before[alive],
            np.where(lost[alive], span, -1),
        ))  # fmt: skip
    return tuple(np.concatenate([p[i] for p in parts]) for i in range(5))
