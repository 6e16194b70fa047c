"""Plan and market side by side: an enforced quota at the list price, everything beyond it at the price that clears.

Traders are schedules: the value of one more unit to a buyer falls evenly over its amount, the cost of one more unit to
a seller rises evenly. The plan delivers from the cheapest sellers to the buyers who value most; on the market track
the price is raised until no more is asked than offered. Prices are fen per million units, amounts whole units.
Source: Lau, Qian and Roland 2000, Journal of Political Economy 108:120. Regions without traders are price takers.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, value
from tiexi.world.jit import kernel, typed_kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.stores import move
from tiexi.world.table import Array

YARD = 1
PURCHASE = int(Reason.PURCHASE)
HIGHEST = 4_000_000_000_000_000_000
BUYER, SELLER = 1, 2


@typed_kernel("int64(int64, int64, int64, int64)")
def wanted_at(price: int, first: int, last: int, amount: int) -> int:
    """How much a schedule takes or gives at a price: its marginal value runs evenly from `first` to `last`."""
    if first >= last:  # a buyer
        if price >= first:
            return 0
        return amount if price <= last else muldiv(amount, first - price, first - last)[0]
    if price <= first:
        return 0
    return amount if price >= last else muldiv(amount, price - first, last - first)[0]


@typed_kernel("int64(int64, int64, int64, int64)")
def margin(at: int, first: int, last: int, amount: int) -> int:
    """Value or cost of one more unit after `at` of them."""
    if first >= last:
        return first - muldiv(at, first - last, amount)[0]
    return first + muldiv(at, last - first, amount)[0]


@kernel
def by_merit(n: int, good: int, which: int, total: int, side: Array, of: Array, first: Array, last: Array,
             amount: Array, got: Array) -> None:  # fmt: skip
    """`total` from the cheapest sellers, or to the buyers who value most (`which` side), into `got`."""
    low, high = 0, HIGHEST
    while high - low > 1:  # the price at which this side alone trades as much
        middle = low + (high - low) // 2
        trades = 0
        for i in range(1, n):
            if of[i] == good and side[i] == which:
                trades += wanted_at(middle, first[i], last[i], amount[i])
        enough = trades >= total
        if enough == (which == BUYER):
            low = middle
        else:
            high = middle
    price = low if which == BUYER else high
    left = total
    for i in range(1, n):
        if of[i] == good and side[i] == which:
            got[i] = min(left, wanted_at(price, first[i], last[i], amount[i]))
            left -= got[i]


@kernel
def excess(n: int, good: int, price: int, side: Array, of: Array, first: Array, last: Array, amount: Array,
           plan: Array) -> int:  # fmt: skip
    """Asked less offered at a price beyond what the plan has brought."""
    beyond = 0
    for i in range(1, n):
        if of[i] == good:
            q = max(0, wanted_at(price, first[i], last[i], amount[i]) - plan[i])
            beyond += q if side[i] == BUYER else -q
    return beyond


@kernel
def clear(
    n: int, good: int, side: Array, of: Array, first: Array, last: Array, amount: Array, plan: Array, market: Array
) -> int:
    """The lowest price at which no more is asked than offered on the market track, and who trades how much there."""
    low, high = -1, HIGHEST
    while high - low > 1:
        middle = low + (high - low) // 2
        if excess(n, good, middle, side, of, first, last, amount, plan) > 0:
            low = middle
        else:
            high = middle
    asked = 0
    offered = 0
    for i in range(1, n):
        if of[i] == good:
            market[i] = max(0, wanted_at(high, first[i], last[i], amount[i]) - plan[i])
            asked += market[i] if side[i] == BUYER else 0
            offered += market[i] if side[i] == SELLER else 0
    over = offered - asked  # what a whole price leaves over nobody buys
    for i in range(n - 1, 0, -1):
        if of[i] == good and side[i] == SELLER and over > 0:
            cut = min(over, market[i])
            market[i] -= cut
            over -= cut
    return high


@kernel
def deliver_track(
    n: int, good: int, price: int, side: Array, of: Array, till: Array, stock: Array, part: Array, amount: Array,
    moved: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Sellers deliver and buyers pay, in the order of their rows."""
    seller = 1
    given = 0
    for b in range(1, n):
        if of[b] != good or side[b] != BUYER:
            continue
        left = part[b]
        while left > 0 and seller < n:
            if of[seller] != good or side[seller] != SELLER or given >= part[seller]:
                seller += 1
                given = 0
                continue
            q = min(left, part[seller] - given)
            given += q
            left -= q
            post(balance, sector, paid, till[b], till[seller], value(q, price), PURCHASE)
            amount[stock[seller]] -= q
            amount[stock[b]] += q
            move(moved, good, YARD, YARD, q)


def trade(w: Any) -> None:
    """Every good that has traders: first the quota at the list price, then the market at the price that clears it."""
    t, goods, ledger, stocks = w.traders, w.goods, w.accounts, w.stocks
    n = t.count
    till = w.plants.account[stocks.plant[t.stock[:n]]].astype(np.int64)
    for good in sorted({int(g) for g in t.good[1:n]}):
        quota = int(t.quota[np.flatnonzero(t.good[:n] == good)].max())
        schedule = (t.side, t.good, t.first, t.last, t.amount)
        for which in (BUYER, SELLER):
            by_merit(n, good, which, quota, *schedule, t.plan)
        goods.price_market[good] = clear(n, good, *schedule, t.plan, t.market)
        for part, price in ((t.plan, goods.price_plan[good]), (t.market, goods.price_market[good])):
            deliver_track(
                n, good, int(price), t.side, t.good, till, t.stock, part, stocks.amount, w.moves.moved,
                ledger.balance, ledger.sector, w.flows.paid,
            )  # fmt: skip


def surplus(w: Any, row: int) -> tuple[int, int]:
    """What a trader gains (fen) on the plan's and on the market's track: worth of the units to it less their price."""
    t, g = w.traders, int(w.traders.good[row])
    plan, both = int(t.plan[row]), int(t.plan[row]) + int(t.market[row])
    schedule = (int(t.first[row]), int(t.last[row]), int(t.amount[row]))
    ends = [margin(at, *schedule) for at in (0, plan, both)]
    prices = int(w.goods.price_plan[g]), int(w.goods.price_market[g])
    gains = [
        (value(q, a) + value(q, b) - 2 * value(q, p)) // 2
        for q, a, b, p in ((plan, ends[0], ends[1], prices[0]), (both - plan, ends[1], ends[2], prices[1]))
    ]  # fmt: skip
    sign = 1 if t.side[row] == BUYER else -1
    return sign * gains[0], sign * gains[1]
