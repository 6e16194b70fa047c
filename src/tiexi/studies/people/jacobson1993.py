"""A1: Jacobson, LaLonde and Sullivan 1993, Earnings Losses of Displaced Workers, American Economic Review 83(4).

High-tenure workers (six years or more) who leave a plant that loses three tenths of its staff, against workers of the
same region who stay. Years in which a person earns nothing are dropped, those who leave the region are not observed
any more: the authors see earnings covered by one state's insurance, and keep workers who have some.
"""

from __future__ import annotations

from tiexi.studies.people.event_study import Losses

TENURE, OLDEST = 6, 50.0  # years in the plant; born from 1930 on, so at most about fifty when displaced


def year_six(found: Losses | None) -> float | None:
    """A1a: loss of the sixth year after, percent of mean earnings four or more years before."""
    if found is None or 6 not in found.coefficient:
        return None
    return 100.0 * found.coefficient[6] / found.before


def dip(found: Losses | None) -> float | None:
    """A1b: mean of the years -2 and -1 over the years -6 to -4, as a share of mean earnings four years or more before.

    Year -6 and earlier are the base of the regression.
    """
    if found is None:
        return None
    near, far = found.mean(range(-2, 0)), found.mean(range(-5, -3))
    return None if near is None or far is None else (near - 2.0 * far / 3.0) / found.before
