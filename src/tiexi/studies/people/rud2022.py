"""A4: Rud, Simmons, Toews and Aragon 2022, Job displacement costs of phasing out coal, IFS working paper.

Displaced miners of a place with one industry, years without earnings kept. A pit village that closes has no stayers:
the control is the same person in the run without closure under the same seed, so the coefficient of a year is the
mean difference of those who live in the region under both.
"""

from __future__ import annotations

import numpy as np

from tiexi.studies.people.davis2011 import present_value
from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

YEARS = 15


def losses(closed: Followed, open_: Followed, rows: Array, year: int) -> tuple[dict[int, float], float]:
    """Mean difference of earnings by years since `year`, and mean earnings of the four years before.

    `rows` are the displaced (rows of `closed`).
    """
    twin = _same(closed, open_, rows)
    rows, twin = rows[twin >= 0], twin[twin >= 0]
    found = {}
    for t, now in enumerate(closed.years.tolist()):
        both = closed.here[rows, t] & open_.here[twin, t]
        if both.any():
            found[now - year] = float(np.mean(closed.earned[rows[both], t] - open_.earned[twin[both], t]))
    t = closed.at(year)
    past = closed.earned[rows, max(0, t - 4) : t]
    return found, float(np.nanmean(past))


def year_one(found: dict[int, float], before: float) -> float | None:
    """A4a: change of earnings in the first year after, zeros included, percent of mean earnings before."""
    return 100.0 * found[1] / before if 1 in found else None


def pay_of_rehired(closed: Followed, open_: Followed, rows: Array, year: int) -> float | None:
    """A4b: change of log monthly pay of those at work one year after, as percent."""
    twin = _same(closed, open_, rows)
    rows, twin = rows[twin >= 0], twin[twin >= 0]
    t = closed.at(year + 1)
    both = (closed.pay[rows, t] > 0) & (open_.pay[twin, t] > 0) & (closed.activity[rows, t] == "on_post")
    if not both.any():
        return None
    change = np.mean(np.log(closed.pay[rows[both], t]) - np.log(open_.pay[twin[both], t]))
    return float(100.0 * (np.exp(change) - 1.0))


def years_lost(found: dict[int, float], before: float) -> float | None:
    """A4c: present value over fifteen years at 5 %, in years of earnings before."""
    return present_value(found, before, YEARS)


def _same(closed: Followed, open_: Followed, rows: Array) -> Array:
    """Row of the same person in the other run, -1 if not followed there."""
    at = np.minimum(np.searchsorted(open_.key, closed.key[rows]), len(open_.key) - 1)
    return np.where(open_.key[at] == closed.key[rows], at, -1)
