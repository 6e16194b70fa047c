"""What a closed plant leaves: machines that become scrap, and ground that is sold.

Machines have mass from the day they are installed; it comes from outside and follows the plant's scale, so gifts,
dismantling and removals move it too. Some months after a plant was wound up it is scrapped, to the gram, and the metal
sold outside; some months later its ground is sold at the price of land on the nearest street. Until then guards watch.
Source: `economics.md` 2.1 (embodied mass); the order guards, scrap, land as in the essay.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import share, value
from tiexi.world.events import Event, Who, tell
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.people import NEVER
from tiexi.world.stores import move
from tiexi.world.table import Array
from tiexi.world.works import Standing
from tiexi.world.world import OUTSIDE, TREASURY

YARD, ABROAD = 1, 3
LIQUIDATION = int(Reason.LIQUIDATION)
WORKING, QUEUED = int(Standing.WORKING), int(Standing.QUEUED)
FOREVER = 999  # months: the region never comes to it


def carry(w: Any, row: int, grams: int) -> None:
    """Machines come from outside (positive) or go there."""
    g = int(w.fixed.good[row])
    w.fixed.amount[row] += grams
    w.goods.outside[g] -= grams
    origin, goal = (ABROAD, YARD) if grams > 0 else (YARD, ABROAD)
    move(w.moves.moved, g, origin, goal, abs(grams))


@kernel
def follow_scale(
    n: int, plant: Array, good: Array, full: Array, amount: Array, standing: Array, plant_scale: Array,
    outside: Array, moved: Array,
) -> None:  # fmt: skip
    """Machines come from outside or go there as the scale of their plant, if it is at work, has it."""
    for i in range(1, n):
        f = plant[i]
        if standing[f] != WORKING and standing[f] != QUEUED:
            continue
        grams = share(full[i], plant_scale[f]) - amount[i]
        amount[i] += grams
        outside[good[i]] -= grams
        if grams > 0:
            move(moved, int64(good[i]), int64(ABROAD), int64(YARD), grams)
        else:
            move(moved, int64(good[i]), int64(YARD), int64(ABROAD), -grams)


def install(w: Any) -> None:
    """The mass of machines follows the scale of plants at work."""
    fixed, plants = w.fixed, w.plants
    follow_scale(
        fixed.count, fixed.plant, fixed.good, fixed.full, fixed.amount, plants.standing, plants.scale, w.goods.outside,
        w.moves.moved,
    )  # fmt: skip


def close_site(w: Any, f: int) -> None:
    """The months under guard begin."""
    w.sites.closed[: w.sites.count][w.sites.plant[: w.sites.count] == f] = w.month


def with_machines(w: Any) -> Array:
    """True for plants (bool) that have machines left."""
    found, n = np.zeros(w.plants.count, bool), w.fixed.count
    found[w.fixed.plant[:n][w.fixed.amount[:n] > 0]] = True
    return found


def due(w: Any, months: str) -> list[int]:
    """Guarded plants whose site has been closed for as many months as this parameter says."""
    sites, n = w.sites, w.sites.count
    least = round(w.now(months)) if n > 1 else FOREVER
    if least >= FOREVER:
        return []
    old = (sites.closed[:n] < NEVER) & (w.month - sites.closed[:n].astype(np.int64) >= least)
    old &= w.plants.standing[sites.plant[:n]] == Standing.GUARDED
    return [int(f) for f in sites.plant[:n][old]]


def break_up(w: Any, f: int) -> bool:
    """Machines become scrap, which is sold outside at its market price; True if there were any."""
    fixed, goods, ledger, grams, fen = w.fixed, w.goods, w.accounts, 0, 0
    for row in np.flatnonzero(fixed.plant[: fixed.count] == f):
        amount = int(fixed.amount[row])
        carry(w, int(row), -amount)
        grams += amount
        fen += value(amount, int(goods.price_market[fixed.good[row]]))
    if grams == 0:
        return False
    post(ledger.balance, ledger.sector, w.flows.paid, OUTSIDE, int(w.plants.account[f]), fen, LIQUIDATION)
    tell(w, Event.SCRAPPED, Who.PLANT, f, grams)
    return True


def sell_land(w: Any, f: int) -> None:
    """The ground is sold: a part to the till, for what the plant owes, the rest to the treasury."""
    sites, ledger = w.sites, w.accounts
    row = int(np.flatnonzero(sites.plant[: sites.count] == f)[0])
    fen = int(sites.land[row]) * int(sites.price[row])
    sites.land[row] = 0
    dues = int(share(fen, w.ppm("close.land_to_dues")))
    for goal, part in ((int(w.plants.account[f]), dues), (TREASURY, fen - dues)):
        post(ledger.balance, ledger.sector, w.flows.paid, OUTSIDE, goal, part, LIQUIDATION)
    if fen:
        tell(w, Event.LAND_SOLD, Who.PLANT, f, fen)
