"""Invest: private owners put what the month has left into machines and posts, or close what they cannot pay for.

No bank lends to them, so they grow out of profits, as fast as these allow, where the return expected from the last
year is at least what money costs; at market pay they draw on those whom the old plants let go. An owner who cannot
meet the pay list closes that part of the works: nobody covers a private loss.
Source: Song, Storesletten and Zilibotti 2011, American Economic Review 101:196 (growth out of retained profits);
`model.md` section 2 (capital: partial adjustment).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, share, value
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.steps import step
from tiexi.world.stores import prices
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import OUTSIDE

PPM = 1_000_000
MACHINES, PROFIT = int(Reason.MACHINES), int(Reason.PROFIT)
PRIVATE, WORKING = int(Owner.PRIVATE), int(Standing.WORKING)
FULL = 800_000  # ppm of machines at work from which an owner buys more
CLOSES = 100_000  # ppm: most of itself that a plant closes in a month


@kernel
def full_sales(
    n: int, plant: Array, owner: Array, capacity: Array, stock: Array, amount: Array, good: Array, price: Array,
    load: Array, worth: Array, busy: Array,
) -> None:  # fmt: skip
    """A month's output of each private plant at scale 1 (`worth`, fen), and the load of its least busy workshop."""
    for s in range(1, n):
        f = plant[s]
        if owner[f] == PRIVATE and stock[s] > 0:
            busy[f] = load[s] if worth[f] == 0 else min(busy[f], load[s])
            worth[f] += value(capacity[s] * amount[s], price[good[stock[s]]])


@kernel
def grow(
    n: int, reinvested: int, most: int, months: int, hurdle: int, float_months: int, owner: Array, standing: Array,
    paid_share: Array, turnover: Array, costs: Array, purchases: Array, bill: Array, worth: Array, busy: Array,
    account: Array, scale: Array, quota: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Each private plant closes what it could not pay, or buys machines, or pays its owner what it does not need.

    reinvested, most (of its size a month): ppm; months: ppm of the month's full sales that machines cost; hurdle: ppm
    a year that they must earn; float_months: ppm of a month's costs kept in the till.
    """
    for f in range(1, n):
        if owner[f] != PRIVATE or standing[f] != WORKING or worth[f] <= 0:
            continue
        if paid_share[f] < PPM:
            part = min(CLOSES, PPM - paid_share[f])
            scale[f] -= share(scale[f], part)
            quota[f] -= share(quota[f], part)
            continue
        month = max(costs[f], purchases[f] + bill[f])
        spare = balance[account[f]] - share(month, float_months)
        machines = share(worth[f], months)  # fen for a scale of 1
        pays = turnover[f] - costs[f] >= share(share(machines, scale[f]), hurdle) // 12
        if spare > 0 and pays and busy[f] >= FULL and machines > 0 and scale[f] > 0:
            added = min(share(scale[f], most), muldiv(share(spare, reinvested), PPM, machines)[0])
            fen = share(machines, added)
            post(balance, sector, paid, account[f], int64(OUTSIDE), fen, int64(MACHINES))
            quota[f] += muldiv(quota[f], added, scale[f])[0]
            scale[f] += added
            spare -= fen
        if spare > 2 * month:
            post(balance, sector, paid, account[f], int64(OUTSIDE), spare - 2 * month, int64(PROFIT))


@step("accounts.balance", "flows.paid", "plants.scale", "plants.quota", rows=("E6", "E7", "K5"))
def invest(w: Any) -> None:
    """Private owners buy machines out of profits, or close what they cannot pay for."""
    plants, shops, stocks, ledger = w.plants, w.workshops, w.stocks, w.accounts
    n = plants.count
    if w.once("no private plants", lambda: not (plants.owner[:n] == PRIVATE).any()):
        return
    worth, busy = np.zeros(n, np.int64), np.zeros(n, np.int64)
    full_sales(
        shops.count, shops.plant, plants.owner, shops.capacity, shops.main_stock, shops.main_amount, stocks.good,
        prices(w), shops.load, worth, busy,
    )  # fmt: skip
    grow(
        n, w.ppm("private.reinvested"), w.ppm("private.growth"), w.ppm("private.capital"), w.ppm("finance.interest"),
        w.ppm("finance.float_months"), plants.owner, plants.standing, plants.paid_share, plants.turnover,
        plants.costs, plants.purchases, plants.wage_bill, worth, busy, plants.account, plants.scale, plants.quota,
        ledger.balance, ledger.sector, w.flows.paid,
    )  # fmt: skip
