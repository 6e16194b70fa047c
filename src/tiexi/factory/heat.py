"""Winter: plants heat their halls in months of frost, and where a plant stands idle and cold its machines decay.

Fuel is a shared input of all workshops of a plant, in proportion to its posts; it is ordered so that it arrives in the
month of frost, paid like any other good, and burnt before work begins. Running furnaces keep their own halls from
freezing, so only a plant all of whose workshops have stood for ninety days loses machines.
Source: `model.md` section 2 (unheated idle plant decays); frost in the halls follows from the till (`economics.md` 1).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, share
from tiexi.world.jit import int64, kernel
from tiexi.world.steps import step
from tiexi.world.stores import move
from tiexi.world.table import Array

PPM = 1_000_000
TONNE = 1_000_000  # g
YARD, USED = 1, 5


def need(w: Any, month: int) -> Array:
    """Fuel that each plant needs in a month, in g (i8 [plant]); nothing outside the months of frost."""
    plants, shops = w.plants, w.workshops
    grams = round(w.now("heat.post") * TONNE) if w.calendar.of_year(month) + 1 in w.region.settings.frost else 0
    open_ = (plants.standing[: plants.count] == 1) | (plants.standing[: plants.count] == 2)
    posts = np.zeros(plants.count, np.int64)
    np.add.at(posts, shops.plant[1 : shops.count], shops.posts[1 : shops.count])
    found: Array = np.where(open_, posts * plants.quota[: plants.count] // PPM * grams, 0)
    return found


def order_fuel(w: Any) -> None:
    """Beyond what yards order for their recipes, what is lacking to heat this month and the month in which an order
    placed now arrives. Needs `stocks.ordered` writable.
    """
    if w.halls.count == 1:
        return
    stocks, s = w.stocks, w.halls.stock[1 : w.halls.count].astype(np.int64)
    lead = int(w.goods.lead[stocks.good[s[0]]])
    coming = [need(w, month)[1:] for month in range(w.month, w.month + lead + 1)]
    at_hand = stocks.amount[s] + stocks.due1[s] + stocks.due2[s] + stocks.due3[s] + stocks.ordered[s]
    lacking = np.maximum(0, sum(coming) + stocks.own[s] - at_hand)
    stocks.ordered[s] += np.where(coming[-1] > 0, lacking, 0)


@kernel
def burn(
    n: int, rate: int, needs: Array, stands: Array, stock: Array, good: Array, amount: Array, consumed: Array,
    moved: Array, warm: Array, worn: Array,
) -> None:  # fmt: skip
    """Each plant burns what it needs and has; a cold one that `stands` loses `rate` (ppm) of its machines."""
    for f in range(1, n):
        warm[f] = PPM
        if needs[f] <= 0:
            continue
        s = stock[f]
        q = min(needs[f], amount[s])
        if q > 0:
            amount[s] -= q
            consumed[good[s]] += q
            move(moved, int64(good[s]), int64(YARD), int64(USED), q)
        warm[f] = muldiv(q, PPM, needs[f])[0]
        if stands[f] > 0:
            worn[f] += share(share(PPM - worn[f], rate), PPM - warm[f])


@step("stocks.amount", "goods.consumed", "moves.moved", "halls.warm", "halls.worn", rows=("C6",))
def heat(w: Any) -> None:
    """Halls are heated in months of frost; where a plant stands idle and cold its machines decay."""
    halls, shops, n = w.halls, w.workshops, w.halls.count
    if n == 1:
        return
    stands = np.ones(n, np.int64)
    stands[shops.plant[1 : shops.count][shops.idle[1 : shops.count] == 0]] = 0
    burn(
        n, w.ppm("decay.frost"), need(w, w.month), stands, halls.stock, w.stocks.good, w.stocks.amount,
        w.goods.consumed, w.moves.moved, halls.warm, halls.worn,
    )  # fmt: skip
