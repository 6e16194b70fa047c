"""Rationing and trade: orders meet stocks, the region's makers first, then the rest of the country.

A seller that cannot serve everyone serves in proportion to orders (largest remainder), or by the plan's classes, or the
largest order first, as `world.network` says. Coal, power and freight are paid at delivery, from the till or the bank's
line; other goods go on a month's credit, as far as credit is granted, and otherwise in advance from what the till holds
beyond what is owed to the state and, as long as a dated rule says so, to workers: where it no longer does, work goes on
while pay waits. Where the plan distributes, what comes from outside is allotted and buyers are served in turn (see
`grants`).
Source: proportional rationing of Pichler et al. 2022; order of payment `data/estimated/finance_rules.csv`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.market.grants import grant_now, received, turns_now
from tiexi.market.suppliers import place, place_all, see, serve
from tiexi.market.tracks import trade
from tiexi.world.arith import affordable, share, value
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, owe, post
from tiexi.world.network import Served, Split
from tiexi.world.steps import step
from tiexi.world.stores import move, prices
from tiexi.world.table import Array, by_code
from tiexi.world.world import BANK, OUTSIDE

PPM = 1_000_000
PURCHASE, LOAN = int(Reason.PURCHASE), int(Reason.LOAN)
YARD, ABROAD, USED = 1, 3, 5
PUBLIC = 5


@kernel
def allocate(
    n_stocks: int, n_links: int, rule: int, seen: int,
    first_link: Array, links: Array, amount: Array, own: Array, wanted: Array,
    sold: Array, drawn: Array, short: Array, buyer: Array, seller: Array, ordered: Array, shipped: Array,
    stock_ordered: Array, unmet: Array, imports: Array, good: Array, stock_plant: Array, rank: Array,
    weights: Array, turn: Array, shares: Array, out: Array,
) -> None:  # fmt: skip
    """Serve every seller's links and outside demand from its stock; what stays unmet goes to outside links.

    rule: who comes first, see `serve`; `rank` (u1 [plant]) says a buyer's turn, deliveries outside are of the first;
    seen: months over which orders are smoothed.
    """
    for s in range(1, n_stocks):
        unmet[s] = stock_ordered[s]
        out[s] = 0
        short[s] = 0
    for s in range(1, n_stocks):
        first, count = first_link[s], links[s]
        if count == 0 and wanted[s] <= 0:
            continue
        total = 0
        for j in range(count):
            weights[j] = ordered[first + j]
            turn[j] = rank[stock_plant[buyer[first + j]]]
            total += weights[j]
        drawn[s] += (total - drawn[s]) // seen
        weights[count] = wanted[s]
        turn[count] = 1
        total += wanted[s]
        have = min(total, max(0, amount[s] - own[s] // 4))
        serve(int64(rule), have, weights[: count + 1], turn[: count + 1], shares[: count + 1])
        for j in range(count):
            shipped[first + j] = shares[j]
            unmet[buyer[first + j]] -= shares[j]
        out[s] = shares[count]
        short[s] = total - have
    for i in range(1, n_links):
        if seller[i] == 0:
            b = buyer[i]
            ordered[i] = max(0, unmet[b])
            shipped[i] = ordered[i] if imports[good[b]] == 1 else 0
            unmet[b] -= shipped[i]
    for s in range(1, n_stocks):
        if stock_ordered[s] > 0:
            short[s] = max(0, unmet[s])


@kernel
def on_account(
    n: int, buyer: Array, debt: Array, stock_plant: Array, owed: Array, wages_owed: Array, tax_debt: Array,
    loan_debt: Array, account: Array, balance: Array, turnover: Array, costs: Array, orders: Array, credit: Array,
    wage_bill: Array, working: int, tolerated: int, held: int, n_plants: int, line: Array, free: Array,
    trade_room: Array,
) -> None:  # fmt: skip
    """For each plant: the bank's open line, the money free for payment in advance, the room for trade debt.

    `held` (ppm) of what is owed to workers is kept back from payment in advance.
    """
    for f in range(1, n_plants):
        size = max(turnover[f], costs[f], orders[f])
        line[f] = max(0, share(share(size, working), credit[f]) - owed[loan_debt[f]])
        dues = owed[tax_debt[f]] + share(wages_owed[f] + wage_bill[f], held)
        free[f] = max(0, balance[account[f]] - dues)
        trade_room[f] = share(size, tolerated)
    for i in range(1, n):
        trade_room[stock_plant[buyer[i]]] -= owed[debt[i]]


@kernel
def deliver(
    n: int, buyer: Array, seller: Array, debt: Array, shipped: Array, fresh: Array, good: Array, stock_plant: Array,
    price: Array, cash: Array, lead: Array, matter: Array, dear: Array, credit: Array, account: Array,
    loan_debt: Array, line: Array, free: Array, trade_room: Array,
    amount: Array, due1: Array, due2: Array, due3: Array, sold: Array, sales: Array, purchases: Array,
    goods_outside: Array, moved: Array, balance: Array, sector: Array, paid: Array,
    owed: Array, kind: Array, made: Array, settled: Array,
) -> None:  # fmt: skip
    """Ship over every link what its buyer can pay for, now or later."""
    for i in range(1, n):
        q = shipped[i]
        fresh[i] = 0
        if q <= 0:
            shipped[i] = 0
            continue
        b, s = buyer[i], seller[i]
        g, f = good[b], stock_plant[b]
        p = price[g] if s > 0 or matter[g] == 1 else share(price[g], dear[f])
        till = account[f]
        other = account[stock_plant[s]] if s > 0 else OUTSIDE
        later = 0
        if cash[g] == 1:
            q = min(q, affordable(max(0, balance[till]) + line[f], p))
        else:
            granted = share(q, credit[f])
            later = min(granted, affordable(max(0, trade_room[f]), p))
            q = later + min(q - later, affordable(max(0, free[f]), p))
        now = value(q, p) - value(later, p)
        if now > balance[till]:
            drawn = now - balance[till]
            post(balance, sector, paid, BANK, till, drawn, LOAN)
            owe(owed, kind, made, settled, loan_debt[f], drawn)
            line[f] -= drawn
        if now > 0:
            post(balance, sector, paid, till, other, now, PURCHASE)
            free[f] -= now
        if later > 0:
            owe(owed, kind, made, settled, debt[i], value(later, p))
            fresh[i] = value(later, p)
            trade_room[f] -= value(later, p)
        shipped[i] = q
        purchases[f] += value(q, p)
        if s > 0:
            amount[s] -= q
            sold[s] += q
            sales[stock_plant[s]] += value(q, p)
            move(moved, g, YARD, YARD, q)
        else:
            goods_outside[g] -= q
            move(moved, g, ABROAD, YARD, q)
        if lead[g] == 0:
            amount[b] += q
        elif lead[g] == 1:
            due1[b] += q
        elif lead[g] == 2:
            due2[b] += q
        else:
            due3[b] += q


@kernel
def sell_outside(
    n: int, out: Array, good: Array, stock_plant: Array, price: Array, account: Array, amount: Array, sold: Array,
    sales: Array, goods_outside: Array, delivered: Array, moved: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """The rest of the country takes and pays for its share of each stock."""
    for s in range(1, n):
        q = out[s]
        if q <= 0:
            continue
        g, f = good[s], stock_plant[s]
        fen = value(q, price[g])
        post(balance, sector, paid, OUTSIDE, account[f], fen, PURCHASE)
        amount[s] -= q
        sold[s] += q
        sales[f] += fen
        goods_outside[g] += q
        delivered[g] += q
        move(moved, g, YARD, ABROAD, q)


@kernel
def serve_public(
    n: int, stock_plant: Array, owner: Array, makers: Array, good: Array, amount: Array, sold: Array,
    consumed: Array, moved: Array,
) -> None:  # fmt: skip
    """What schools, clinics and offices make is used up at no price; the treasury carries their cost."""
    for s in range(1, n):
        if owner[stock_plant[s]] == PUBLIC and makers[s] > 0 and amount[s] > 0:
            consumed[good[s]] += amount[s]
            sold[s] += amount[s]
            move(moved, good[s], YARD, USED, amount[s])
            amount[s] = 0


@kernel
def value_orders(n: int, stock_plant: Array, good: Array, wanted: Array, price: Array, orders: Array) -> None:
    """What the month's demand from outside is worth to each plant."""
    for f in range(len(orders)):
        orders[f] = 0
    for s in range(1, n):
        if wanted[s] > 0:
            orders[stock_plant[s]] += value(wanted[s], price[good[s]])


@kernel
def give_back(n: int, lent: Array, amount: Array, good: Array, goods_outside: Array, moved: Array) -> None:
    """What abroad lent in place of a missing input goes back out of what has been delivered since."""
    for s in range(1, n):
        q = min(lent[s], amount[s])
        if q > 0:
            amount[s] -= q
            goods_outside[good[s]] += q
            move(moved, good[s], YARD, ABROAD, q)
        lent[s] = 0


def served_now(w: Any) -> int:
    """Who is served first this month, see `world.network.Served`."""
    served: Served = w.network.served
    return int(Served.IN_TURN if served == Served.PROPORTIONAL and turns_now(w) > 1 else served)


def place_orders(w: Any) -> None:
    """Every yard's order goes to its suppliers, as `network.split` says."""
    stocks, links, rule = w.stocks, w.links, w.network.split
    if rule == Split.SHARES:
        place(links.count, links.buyer, links.seller, links.share, links.ordered, stocks.ordered)
        return
    n, m = stocks.count, links.count
    first, by_buyer = w.once("links by buyer", lambda: by_code(links.buyer[:m], np.arange(1, m), n))
    widest = int(np.diff(first).max(initial=0))
    maker = np.zeros(n, np.int64)
    shops = np.arange(1, w.workshops.count)
    maker[w.workshops.main_stock[shops]] = shops
    place_all(
        n, first, by_buyer, links.seller, links.share, rule == Split.CAPACITY, maker, w.paces.able, w.paces.normal,
        links.ordered, stocks.ordered, np.zeros(widest, np.int64), np.zeros(widest, np.int64),
    )  # fmt: skip


@step("links.ordered", "stocks.drawn", rows=("P8", "K5"))
def take_orders(w: Any) -> None:
    """Orders reach the makers before they work, in a month that makes to order."""
    place_orders(w)
    see(w.stocks.count, w.stocks.first_link, w.stocks.links, w.links.ordered, w.stocks.drawn)


@step(
    "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "stocks.sold", "stocks.drawn", "stocks.short",
    "stocks.received", "links.ordered", "links.shipped", "links.fresh", "goods.consumed", "goods.delivered",
    "plants.orders", "plants.sales", "plants.purchases", "goods.outside", "moves.moved", "lent.amount",
    "traders.plan", "traders.market", "goods.price_market",
    "accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled", rows=("K5", "E4", "E7", "C2"),
)  # fmt: skip
def ration(w: Any) -> None:
    """Orders meet stocks: the region's makers first, the rest of the country after; paid now, later or in advance."""
    stocks, links, plants, goods, debts, ledger = w.stocks, w.links, w.plants, w.goods, w.debts, w.accounts
    n, m, f = stocks.count, links.count, plants.count
    price = prices(w)
    at_shops = plants.street[stocks.plant[:n]] > 0
    asked = stocks.sold[:n][at_shops] + stocks.short[:n][at_shops]  # what the street would have bought last month
    stocks.drawn[:n][at_shops] += (asked - stocks.drawn[:n][at_shops]) // 4
    stocks.sold[:n] = 0
    if w.network.split == Split.SHARES:  # else the makers have them already, see take_orders
        place_orders(w)
    widest = int(stocks.links[:n].max()) + 1 if n else 1
    unmet, out = np.zeros(n, np.int64), np.zeros(n, np.int64)
    weights, turn, parts = (np.zeros(widest, np.int64) for _ in range(3))
    allocate(
        n, m, served_now(w), w.network.seen, stocks.first_link, stocks.links, stocks.amount, stocks.own, stocks.wanted,
        stocks.sold, stocks.drawn, stocks.short, links.buyer, links.seller, links.ordered, links.shipped,
        stocks.ordered, unmet, goods.imports, stocks.good, stocks.plant, plants.rank, weights, turn, parts, out,
    )  # fmt: skip
    grant_now(w)
    out[plants.owner[stocks.plant[:n]] == PUBLIC] = 0  # used up here, see serve_public
    value_orders(n, stocks.plant, stocks.good, stocks.wanted, price, plants.orders)
    line, free, room = (np.zeros(f, np.int64) for _ in range(3))
    working = w.ppm("finance.working_months") * w.ppm("finance.softness") // PPM
    on_account(
        m, links.buyer, links.debt, stocks.plant, debts.owed, plants.wages_owed, plants.tax_debt, plants.loan_debt,
        plants.account, ledger.balance, plants.turnover, plants.costs, plants.orders, plants.credit,
        plants.wage_bill,
        working, w.ppm("finance.trade_credit_months"), w.ppm("finance.wages_first"), f, line, free, room,
    )  # fmt: skip
    sell_outside(
        n, out, stocks.good, stocks.plant, price, plants.account, stocks.amount, stocks.sold, plants.sales,
        goods.outside, goods.delivered, w.moves.moved, ledger.balance, ledger.sector, w.flows.paid,
    )  # fmt: skip
    deliver(
        m, links.buyer, links.seller, links.debt, links.shipped, links.fresh, stocks.good, stocks.plant, price,
        goods.cash, goods.lead, goods.matter, plants.dear, plants.credit, plants.account,
        plants.loan_debt, line, free, room, stocks.amount, stocks.due1, stocks.due2, stocks.due3, stocks.sold,
        plants.sales, plants.purchases, goods.outside, w.moves.moved,
        ledger.balance, ledger.sector, w.flows.paid, debts.owed, debts.kind, w.claims.made, w.claims.settled,
    )  # fmt: skip
    received(m, links.seller, links.buyer, links.shipped, stocks.planned, stocks.received)
    serve_public(
        n, stocks.plant, plants.owner, stocks.makers, stocks.good, stocks.amount, stocks.sold, goods.consumed,
        w.moves.moved,
    )  # fmt: skip
    give_back(w.lent.count, w.lent.amount, stocks.amount, stocks.good, goods.outside, w.moves.moved)
    if w.traders.count > 1:
        trade(w)
