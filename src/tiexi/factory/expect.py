"""Expect: what people of a plant have ceased to expect of pay and pension, its doubt.

Doubt moves every month a part of the way to the share of the wage bill that was not paid, and jumps at a dated
announcement by what it takes away, for those on the books of the state. It sets what households save. Where nothing
rules it (`expectation.speed` 0) there is none.
Source: expectations of `economics.md` 2.8 (C3): a tenth a month towards what was paid, saving 0.05 of income.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.table import Array
from tiexi.world.works import Owner

PPM = 1_000_000


def expect(w: Any) -> None:
    """Bring the doubt of every plant up to the month just paid. Needs `plants.doubt` writable."""
    speed = w.ppm("expectation.speed")
    if speed <= 0:
        return
    plants, n = w.plants, w.plants.count
    unpaid = np.where(plants.wage_bill[:n] > 0, PPM - plants.paid_share[:n], plants.doubt[:n])
    exposed = np.where(plants.owner[:n] == int(Owner.STATE), taken_away(w), 0)
    plants.doubt[:n] = moved(plants.doubt[:n].astype(np.int64), unpaid, speed, exposed)


def moved(doubt: Array, unpaid: Array, speed: int, jump: Array) -> Array:
    """Doubt (i8, ppm) a month later: `speed` (ppm) of the way to `unpaid`, rounded towards where it was, and `jump`."""
    gap = (unpaid - doubt) * speed
    step = np.where(gap >= 0, gap // PPM, -(-gap // PPM))
    found: Array = np.clip(doubt + step + jump, 0, PPM)
    return found


def taken_away(w: Any) -> int:
    """By how much an announcement of this month lowers what is promised of pay and pension (ppm)."""
    if w.month == 0:
        return 0
    promised = w.region.parameters["expectation.announced"]
    fall: int = round((promised.at(w.month - 1) - promised.at(w.month)) * PPM)
    return max(0, fall)
