"""Money as people count it: coins in a unit, the unit's name, and since when wages were owed."""

from __future__ import annotations

import numpy as np

from tiexi.report.both import Words, both, inside
from tiexi.report.recorded import Recorded
from tiexi.report.series import Track

LATE = 0.1  # of a month's wage bill, owed at its end


def coins_per_unit(run: Recorded) -> float:
    """Smallest coins in the unit in which people count."""
    return float(run.settings.get("money", {}).get("coins_per_unit", 100))


def unit_words(run: Recorded) -> Words:
    """Name of the money's unit, of which there are many."""
    name = str(run.settings.get("money", {}).get("unit", "yuan"))
    return both("unit.yuan") if name == "yuan" else inside(run, "money", name)


def late_from(owed: Track, bill: Track) -> tuple[int, int, float] | None:
    """First month of the spell of arrears in which they were highest, that month, and how high.

    A spell is of months in which more than a tenth of the month's wage bill is owed; None if there is none.
    """
    values = np.nan_to_num(owed.values)
    if not len(values) or not values.max():
        return None
    due = np.nan_to_num(bill.over(owed.start, owed.end))
    late = (values > LATE * due) & (values > 0)
    at = int(values.argmax())
    if not late[at]:
        return None
    calm = np.flatnonzero(~late[:at])
    begin = int(calm[-1]) + 1 if len(calm) else 0
    return owed.start + begin, owed.start + at, float(values[at])
