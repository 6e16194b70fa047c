"""A2: von Wachter, Song and Manchester 2009, Long-Term Earnings Losses due to Mass Layoffs During the 1982 Recession.

The population and regression of A1, followed for twenty years. Years without earnings are dropped, as there.
"""

from __future__ import annotations

from tiexi.studies.people.event_study import Losses


def year_one(found: Losses | None) -> float | None:
    """A2a: loss of the first year after, percent of mean earnings four or more years before."""
    if found is None or 1 not in found.coefficient:
        return None
    return 100.0 * found.coefficient[1] / found.before


def long_run(found: Losses | None) -> float | None:
    """A2b: mean loss of the years 15 to 20, in the same percent."""
    mean = None if found is None else found.mean(range(15, 21))
    return None if mean is None or found is None else 100.0 * mean / found.before
