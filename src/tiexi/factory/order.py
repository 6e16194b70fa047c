"""Orders: from demand outside back through the chain, each workshop's target and each yard's purchases.

One rule with switches (`world.network`): ordered = need + (stock aimed at - stock at hand and under way) / tau.
By default need is what this month's targets use, the stock aimed at is smoothed use x (cover + lead time), tau is
three months, and nobody orders more than twice the need. With need = use at last output and the aim for what a
workshop sets out to make it is the rule of the inventory models (Hallegatte 2014; Guan et al. 2020), with need = use
at last demand that of Pichler et al. 2022. There orders are placed first, and targets follow from them: `aim`.
Source: `model.md` section 2 (order, produce); the smoothing time of three months was tried there.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.heat import order_fuel
from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import inlined, kernel
from tiexi.world.network import Base, taken
from tiexi.world.steps import step
from tiexi.world.table import Array, by_code

PPM = 1_000_000
PUBLIC = 5


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
    pulls: Array, fills: Array, least: int, makers: Array, weights: Array, shares: Array, wanted: Array,
) -> None:  # fmt: skip
    """Share the outside demand for each good among its makers by capacity installed, dated weight and, where buyers
    look at it, fill rate, which counts as `least` at least.

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
            if len(fills) > 1:
                weights[j] = share(weights[j], max(least, fills[s]))
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
    least = w.ppm("market.trial_orders") if w.fills.count > 1 else PPM
    spread_demand(
        w.goods.count, w.goods.demand, first, made, stocks.plant, plants.standing, plants.scale, plants.pull,
        w.fills.rate, least, stocks.makers, weights, shares, stocks.wanted,
    )  # fmt: skip


@inlined
def line_needs(
    line: int, batches: int, first_use: Array, uses: Array, use_stock: Array, use_amount: Array, divides: int,
    per: Array, own: Array,
) -> None:  # fmt: skip
    """Add what `batches` of a line take from the yard to `own`; for `per` see `world.network.Divisible`."""
    parts = per[line] if divides > 1 else 0
    for u in range(first_use[line], first_use[line] + uses[line]):
        if use_amount[u] < 0 and use_stock[u] > 0:
            own[use_stock[u]] += taken(batches, -use_amount[u], parts)


@kernel
def targets(
    n_shops: int, n_stocks: int, restock: int, paces: int,
    plant: Array, standing: Array, plant_scale: Array, permit: Array, capacity: Array, due: Array, able: Array,
    target: Array,
    main_stock: Array, main_amount: Array, first_line: Array, lines: Array, month_charged: Array,
    first_use: Array, uses: Array, use_stock: Array, use_amount: Array, divides: int, per: Array,
    amount: Array, cover: Array, use: Array, own: Array, wanted: Array, drawn: Array,
) -> None:  # fmt: skip
    """Targets of workshops from downstream to upstream, and what they need of their yard (`own`).

    restock: months in which a gap in product is made good, 0 = made to order; `able` bounds the first `paces` rows,
    the machines all others.
    """
    for s in range(1, n_stocks):
        own[s] = 0
    for w in range(n_shops - 1, 0, -1):
        target[w] = 0
        f = plant[w]
        s = main_stock[w]
        if lines[w] == 0 or s == 0 or not (standing[f] == 1 or standing[f] == 2):
            continue
        sold = wanted[s] + drawn[s]  # leaves the yard before this month's output comes in
        want = own[s] + sold
        if restock > 0:
            want = max(0, want + (share(use[s], cover[s]) + sold - amount[s]) // restock)
        most = able[w] if w < paces else share(share(capacity[w], plant_scale[f]), permit[f])
        asked = max(due[w], -(-want // main_amount[w]))  # what the plan wants is made whether it is ordered or not
        target[w] = min(asked, most)
        last = 0
        for line in range(first_line[w], first_line[w] + lines[w]):
            last += month_charged[line]
        for line in range(first_line[w], first_line[w] + lines[w]):
            if last > 0:  # the mix of variants is last month's
                batches = muldiv(target[w], month_charged[line], last)[0]
            else:
                batches = target[w] if line == first_line[w] else 0
            if batches > 0:
                line_needs(line, batches, first_use, uses, use_stock, use_amount, divides, per, own)


@kernel
def needs(
    n_shops: int, n_stocks: int, batches: Array, first_line: Array, lines: Array, first_use: Array, uses: Array,
    use_stock: Array, use_amount: Array, divides: int, per: Array, own: Array,
) -> None:  # fmt: skip
    """What so many `batches` of each workshop's first line need of its yard (`own`)."""
    for s in range(1, n_stocks):
        own[s] = 0
    for w in range(1, n_shops):
        if lines[w] > 0:
            line_needs(first_line[w], batches[w], first_use, uses, use_stock, use_amount, divides, per, own)


@kernel
def purchases(
    n_stocks: int, tau: int, parts: int, weight: int, most: int, floored: bool, planned: int,
    stock_good: Array, lead: Array, amount: Array, due1: Array, due2: Array, due3: Array, cover: Array, hoard: Array,
    use: Array, own: Array, plan: Array, wanted: Array, drawn: Array, ordered: Array, bought: Array,
) -> None:  # fmt: skip
    """What each yard orders of goods it does not make: need + (aim - stock) parts / tau, see `world.network.Network`.

    The aim is cover x smoothed use, or x `plan`, what the yard needs for what it set out to make, if `planned`.
    """
    for s in range(1, n_stocks):
        ordered[s] = 0
        need = own[s] + wanted[s] + drawn[s]
        if weight > 0:
            use[s] += (need - use[s]) // weight
        if bought[s] == 1:
            aim = share(plan[s] if planned > 0 else use[s], cover[s] + hoard[s] + PPM * lead[stock_good[s]])
            gap = aim - amount[s] - due1[s] - due2[s] - due3[s]
            if floored:
                gap = max(0, gap)
            asked = max(0, need + gap * parts // tau)
            ordered[s] = min(asked, most * need) if most > 0 else asked


def set_targets(w: Any, restock: int) -> None:
    """Each workshop's target and what it needs of its yard, see `targets`."""
    stocks, shops, plants, lines, paces = w.stocks, w.workshops, w.plants, w.lines, w.paces
    targets(
        shops.count, stocks.count, restock, paces.count if paces.count > 1 else 0,
        shops.plant, plants.standing, plants.scale, plants.permit, shops.capacity, shops.due, paces.able, shops.target,
        shops.main_stock, shops.main_amount, shops.first_line, shops.lines, lines.month_charged,
        lines.first_use, lines.uses, w.uses.stock, w.uses.amount, w.divisible.count, w.divisible.per,
        stocks.amount, stocks.cover, stocks.use, stocks.own, stocks.wanted, stocks.drawn,
    )  # fmt: skip


def buy(w: Any, plan: Array) -> None:
    """What each yard orders, see `purchases`."""
    stocks, rule = w.stocks, w.network
    purchases(
        stocks.count, rule.tau, rule.tau_parts, rule.weight, rule.most, rule.floored, int(rule.planned), stocks.good,
        w.goods.lead, stocks.amount, stocks.due1, stocks.due2, stocks.due3, stocks.cover, stocks.hoard, stocks.use,
        stocks.own, plan, stocks.wanted, stocks.drawn, stocks.ordered, stocks.bought,
    )  # fmt: skip


def look_back(w: Any) -> None:
    """Orders for what was made, or asked for, last; the aim is for what the yards then set out to make."""
    stocks, shops, lines, paces = w.stocks, w.workshops, w.lines, w.paces
    plan = stocks.own.copy()  # of the targets set last
    batches = shops.charged if w.network.base == Base.OUTPUT else paces.demand
    needs(
        shops.count, stocks.count, batches, shops.first_line, shops.lines, lines.first_use, lines.uses, w.uses.stock,
        w.uses.amount, w.divisible.count, w.divisible.per, stocks.own,
    )  # fmt: skip
    buy(w, plan)
    if paces.count > 1:
        paces.last[: shops.count] = shops.charged[: shops.count]


@step(
    "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "stocks.use", "stocks.own", "stocks.wanted",
    "stocks.ordered", "workshops.target", "workshops.made", "workshops.charged", "lines.month_charged", "paces.last",
    rows=("P8", "K5", "E3"),
)  # fmt: skip
def order(w: Any) -> None:
    """Deliveries arrive; demand sets each workshop's target and each yard's orders, from the last process back."""
    stocks, shops, lines = w.stocks, w.workshops, w.lines
    arrive(stocks.count, stocks.amount, stocks.due1, stocks.due2, stocks.due3)
    wanted_outside(w)
    if w.network.base == Base.TARGET:
        set_targets(w, w.network.restock)
        buy(w, stocks.own)
        order_fuel(w)
    else:
        look_back(w)
    shops.made[: shops.count] = 0
    shops.charged[: shops.count] = 0
    lines.month_charged[: lines.count] = 0
