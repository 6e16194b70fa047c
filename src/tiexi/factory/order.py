"""Orders: from demand outside back through the chain, each workshop's target and each yard's purchases.

Order-up-to rule with smoothing: want = use + (stock aimed at - stock at hand and under way) / 3 months, where
the stock aimed at is use x (cover + lead time). Upper bound twice the use.
Source: `model.md` section 2 (order, produce); the smoothing time of three months was tried there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.steps import step
from tiexi.world.table import Array, by_code

PPM = 1_000_000
PUBLIC = 5
SMOOTH = 3  # months over which a gap in stock is made good


@kernel
def arrive(n: int, amount: Array, due1: Array, due2: Array, due3: Array) -> None:
    """What was due this month is in the yard."""
    for s in range(1, n):
        amount[s] += due1[s]
        due1[s] = due2[s]
        due2[s] = due3[s]
        due3[s] = 0


@kernel
def spread_demand(
    goods: int, demand: Array, first: Array, made: Array, plant: Array, standing: Array, plant_scale: Array,
    pulls: Array, makers: Array, weights: Array, shares: Array, wanted: Array,
) -> None:  # fmt: skip
    """Share the outside demand for each good among its makers by capacity installed and dated weight.

    `made[first[g]:first[g + 1]]` are the stocks of those who make good g to sell it.
    """
    for g in range(1, goods):
        low, count = first[g], first[g + 1] - first[g]
        if count == 0 or demand[g] <= 0:
            continue
        for j in range(count):
            s = made[low + j]
            f = plant[s]
            open_ = standing[f] == 1 or standing[f] == 2
            weights[j] = share(share(makers[s], plant_scale[f]), pulls[f]) if open_ else 0
        apportion(demand[g], weights[:count], shares[:count])
        for j in range(count):
            wanted[made[low + j]] = shares[j]


def makers(w: Any) -> tuple[Array, Array, Array]:
    """Stocks of makers who sell, by good (see `by_code`), and the stocks of public services."""
    stocks, n = w.stocks, w.stocks.count
    public = w.plants.owner[stocks.plant[:n]] == PUBLIC
    selling = np.flatnonzero((stocks.makers[:n] > 0) & ~public)
    return *by_code(stocks.good, selling, w.goods.count), np.flatnonzero(public)


def wanted_outside(w: Any) -> None:
    """What is wanted of every stock from outside; of public services everything they can make."""
    stocks, plants, n = w.stocks, w.plants, w.stocks.count
    first, made, public = w.once("makers", lambda: makers(w))
    stocks.wanted[:n] = 0
    stocks.wanted[public] = stocks.makers[public] * plants.scale[stocks.plant[public]] // PPM
    weights, shares = np.zeros(n, np.int64), np.zeros(n, np.int64)
    spread_demand(
        w.goods.count, w.goods.demand, first, made, stocks.plant, plants.standing, plants.scale, plants.pull,
        stocks.makers, weights, shares, stocks.wanted,
    )  # fmt: skip


@kernel
def pull(
    n_shops: int, n_stocks: int,
    plant: Array, standing: Array, plant_scale: Array, permit: Array, capacity: Array, due: Array, target: Array,
    main_stock: Array, main_amount: Array, first_line: Array, lines: Array, month_charged: Array,
    first_use: Array, uses: Array, use_stock: Array, use_amount: Array,
    stock_good: Array, lead: Array, amount: Array, due1: Array, due2: Array, due3: Array, cover: Array, hoard: Array,
    use: Array, own: Array, wanted: Array, drawn: Array, ordered: Array, bought: Array,
) -> None:  # fmt: skip
    """Targets of workshops from downstream to upstream, then purchases of what is not made in the yard."""
    for s in range(1, n_stocks):
        own[s] = 0
        ordered[s] = 0
    for w in range(n_shops - 1, 0, -1):
        target[w] = 0
        f = plant[w]
        s = main_stock[w]
        if lines[w] == 0 or s == 0 or not (standing[f] == 1 or standing[f] == 2):
            continue
        sold = wanted[s] + drawn[s]  # leaves the yard before this month's output comes in
        need = own[s] + sold
        gap = share(use[s], cover[s]) + sold - amount[s]
        want = max(0, need + gap // SMOOTH)
        asked = max(due[w], -(-want // main_amount[w]))  # what the plan wants is made whether it is ordered or not
        target[w] = min(asked, share(share(capacity[w], plant_scale[f]), permit[f]))
        last = 0
        for line in range(first_line[w], first_line[w] + lines[w]):
            last += month_charged[line]
        for line in range(first_line[w], first_line[w] + lines[w]):
            if last > 0:  # the mix of variants is last month's
                batches = muldiv(target[w], month_charged[line], last)[0]
            else:
                batches = target[w] if line == first_line[w] else 0
            for u in range(first_use[line], first_use[line] + uses[line]):
                if use_amount[u] < 0 and use_stock[u] > 0:
                    own[use_stock[u]] += -use_amount[u] * batches
    for s in range(1, n_stocks):
        need = own[s] + wanted[s] + drawn[s]
        use[s] += (need - use[s]) // 4
        if bought[s] == 1:
            aim = share(use[s], cover[s] + hoard[s] + PPM * lead[stock_good[s]])
            gap = aim - amount[s] - due1[s] - due2[s] - due3[s]
            ordered[s] = min(max(0, need + gap // SMOOTH), 2 * need)


@step(
    "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "stocks.use", "stocks.own", "stocks.wanted",
    "stocks.ordered", "workshops.target", "workshops.made", "workshops.charged", "lines.month_charged",
    rows=("P8", "K5", "E3"),
)  # fmt: skip
def order(w: Any) -> None:
    """Deliveries arrive; demand sets each workshop's target and each yard's orders, from the last process back."""
    stocks, shops, plants, lines, goods = w.stocks, w.workshops, w.plants, w.lines, w.goods
    arrive(stocks.count, stocks.amount, stocks.due1, stocks.due2, stocks.due3)
    wanted_outside(w)
    pull(
        shops.count, stocks.count, shops.plant, plants.standing, plants.scale, plants.permit, shops.capacity,
        shops.due, shops.target, shops.main_stock, shops.main_amount, shops.first_line, shops.lines,
        lines.month_charged, lines.first_use, lines.uses, w.uses.stock, w.uses.amount,
        stocks.good, goods.lead, stocks.amount, stocks.due1, stocks.due2, stocks.due3, stocks.cover, stocks.hoard,
        stocks.use, stocks.own, stocks.wanted, stocks.drawn, stocks.ordered, stocks.bought,
    )  # fmt: skip
    shops.made[: shops.count] = 0
    shops.charged[: shops.count] = 0
    lines.month_charged[: lines.count] = 0
