"""A3: Davis and von Wachter 2011, Recessions and the Costs of Job Loss, Brookings Papers on Economic Activity.

Men of fifty or less with three years or more in the plant. Present value of the losses of the years 1 to 20 at 5 %,
year 0 not counted, in years of mean earnings in the four years before. Years without earnings are dropped, those who
leave the region are not observed: with leavers as zeros the same runs give a third more.
"""

from __future__ import annotations

from tiexi.studies.people.event_study import Losses

TENURE, OLDEST, YEARS, RATE = 3, 50.0, 20, 0.05


def present_value(loss: dict[int, float], before: float, years: int = YEARS) -> float | None:
    """Sum over k = 1..years of loss_k / (1 + RATE)^(k-1), over `before`; positive = lost. None if a year is missing."""
    if any(k not in loss for k in range(1, years + 1)):
        return None
    return -sum(loss[k] / (1.0 + RATE) ** (k - 1) for k in range(1, years + 1)) / before


def years_lost(found: Losses | None) -> float | None:
    """A3a and A3b, by the market in which people were displaced: years of earnings lost."""
    return None if found is None else present_value(found.coefficient, found.last_four)
