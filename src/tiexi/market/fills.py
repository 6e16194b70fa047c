"""Buyers outside turn from makers who do not deliver what was ordered of them to those who do.

The fill rate of a maker is the part of last month's orders, from outside and from other plants, that left its yard.
Buyers know its mean over `market.fill_months`, with weights that fall from month to month, and order from every maker
by capacity, dated weight and fill rate. A part of their orders, `market.trial_orders`, goes to every maker however it
has delivered, so that one that has come to money again is found again. Orders under a plan do not move.
Source: ours; fill rate as in inventory theory (Silver, Pyke and Peterson 1998, Inventory Management and Production
Planning and Scheduling, ch. 7).
"""

from __future__ import annotations

from typing import Any

from tiexi.world.arith import muldiv
from tiexi.world.jit import kernel
from tiexi.world.table import Array

PPM = 1_000_000


@kernel
def smooth(n: int, months: int, makers: Array, sold: Array, short: Array, rate: Array) -> None:
    """Move each maker's fill `rate` (ppm) a part 1 / months of the way to last month's; no orders leave it alone."""
    for s in range(1, n):
        asked = sold[s] + short[s]
        if makers[s] > 0 and asked > 0:
            rate[s] += (muldiv(sold[s], PPM, asked)[0] - rate[s]) // months


def judge(w: Any) -> None:
    """Take in what makers delivered last month; before it counts, and when it does no more, all count alike."""
    months, fills, stocks = round(w.now("market.fill_months")), w.fills, w.stocks
    if months <= 0:
        fills.rate[1 : fills.count] = PPM
        return
    if fills.count == 1:
        fills.rate[fills.add(stocks.count - 1)] = PPM
    smooth(stocks.count, months, stocks.makers, stocks.sold, stocks.short, fills.rate)
