"""Spend: what households wish, what there is to buy, and what they pay.

C = alpha1 * Y + (alpha2 / 12) * V, with Y the smoothed monthly income and V the money in hand (Godley and Lavoie 2007),
bounded by V and, under plan, by deliveries; the unspent rest is kept, which is forced saving (Kornai 1980).
All amounts in whole fen; one real household's amounts are paid k times by the one that stands for it.
Source: Godley and Lavoie 2007, Monetary Economics; Kornai 1980, Economics of Shortage; `economics.md` 2.2 and 2.11.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import exp, log, muldiv
from tiexi.world.jit import inlined, int64, kernel
from tiexi.world.ledger import Reason, Sector, collect
from tiexi.world.pay_scale import level
from tiexi.world.steps import step
from tiexi.world.stores import Kind, Place, move
from tiexi.world.table import Array, used
from tiexi.world.works import Owner, Standing
from tiexi.world.world import OUTSIDE

PPM = 1_000_000
SMOOTH = 3  # months over which income is a mean
NO_LIMIT = 9.0  # `consumer.fulfilment` from here on: deliveries bind nobody
CONSUMPTION, HOUSEHOLDS = int(Reason.CONSUMPTION), int(Sector.HOUSEHOLDS)
WORKING, COLLECTIVE = int(Standing.WORKING), int(Owner.COLLECTIVE)
YARD, CONSUMED = int(Place.YARD), int(Place.CONSUMED)


@kernel
def wishes(
    count: int, scale: int, alpha_income: int, alpha_wealth: int, unit: int, smooth: int, habit: float, lasting: int,
    members: Array, account: Array, balance: Array, income: Array, mean: Array, wish: Array,
) -> int:  # fmt: skip
    """Bring the mean income up to date and write what each household would spend (`wish`, fen, one real household).

    `alpha_income` of monthly income and `alpha_wealth` of wealth a year, both over `unit`; `smooth` months over which
    income is a mean. With a `habit` above 0 the mean is geometric instead: mean**habit (income x lasting)**((1 - habit)
    / 2), where `lasting` (fen) is the income that households expect to have in the end. Returns the sum of wishes.
    """
    whole = 0
    for h in range(1, count):
        if habit > 0.0:
            spread = 0.5 * (1.0 - habit) * (log(float(income[h])) + log(float(lasting)))
            mean[h] = int64(exp(habit * log(float(mean[h])) + spread) + 0.5)
        else:
            mean[h] = ((smooth - 1) * mean[h] + income[h]) // smooth
        income[h] = 0
        wish[h] = 0
        if members[h] == 0:
            continue
        wealth = balance[account[h]] // scale
        if unit == 1000000:
            asked = alpha_income * mean[h] // 1000000 + alpha_wealth * wealth // 12000000
        else:  # finer parts of larger amounts than a region has
            asked = muldiv(mean[h], alpha_income, unit)[0]
            asked += muldiv(max(int64(0), wealth), alpha_wealth, 12 * unit)[0]
        wish[h] = max(0, min(asked, wealth))
        whole += wish[h]
    return whole


@inlined
def at_shops(fen: int, shop_share: int) -> int:
    """The part of a wish that goes to the shop of the street; all of it may be more than the product would hold."""
    return fen if shop_share == 1000000 else fen * shop_share // 1000000


@kernel
def ration(
    count: int, delivered: int, whole: int, shop_share: int, street: Array, counter: Array, wish: Array, wanted: Array
) -> None:
    """Cut wishes to what is delivered (floor(C * D / sum C)), and sum by counter what is wanted there.

    `delivered` < 0 = no limit; `counter` of each street's shop, 0 = none; `wanted` in fen, one real household each.
    """
    for h in range(1, count):
        if wish[h] == 0:
            continue
        if 0 <= delivered < whole:
            wish[h] = muldiv(wish[h], delivered, whole)[0]
        wanted[counter[street[h]]] += at_shops(wish[h], shop_share)


@kernel
def buy(
    count: int, scale: int, shop_share: int, street: Array, counter: Array, wish: Array, wanted: Array,
    offered: Array, till: Array, account: Array, balance: Array, sector: Array, paid: Array, spent: Array,
) -> None:  # fmt: skip
    """Households pay: the shop of their street for what it has (`offered` of `wanted`), the outside for the rest.

    `till` = account of a counter's shop; `spent` receives what each counter took, and the outside in row 0 (fen).
    """
    for h in range(1, count):
        fen = wish[h]
        if fen == 0:
            continue
        c = counter[street[h]]
        here = 0
        outside = fen
        if c > 0:
            here = at_shops(fen, shop_share)
            outside = fen - here
            if offered[c] < wanted[c]:
                here = muldiv(here, offered[c], wanted[c])[0]
        balance[account[h]] -= (here + outside) * scale
        spent[c] += here * scale
        spent[0] += outside * scale
    collect(balance, sector, paid, HOUSEHOLDS, OUTSIDE, spent[0], CONSUMPTION)
    for c in range(1, len(spent)):
        collect(balance, sector, paid, HOUSEHOLDS, till[c], spent[c], CONSUMPTION)


@kernel
def planned_pay(
    level_fen: int, collective: int, n: int, plant: Array, posts: Array, occupation: Array, pay: Array, standing: Array,
    quota: Array, premium: Array, owner: Array, accounts: int, sector: Array, balance: Array,
) -> tuple[int, int]:  # fmt: skip
    """Planned wage bill of the plants that work, and what households hold, in fen."""
    bill, held = int64(0), int64(0)
    for j in range(1, n):
        f = plant[j]
        if standing[f] == WORKING:
            fen = level_fen * pay[occupation[j]] // PPM * premium[f] // PPM
            if owner[f] == COLLECTIVE:
                fen = fen * collective // PPM
            bill += np.int64(posts[j]) * quota[f] // PPM * fen
    for a in range(accounts):
        if sector[a] == HOUSEHOLDS:
            held += balance[a]
    return bill, held


def planned_deliveries(w: Any) -> int:
    """Goods delivered to the region's consumers this month under plan, fen; -1 = as much as is asked.

    D = fulfilment * ((1 - planned saving) * (planned wage bill + planned pensions) + alpha2 / 12 * money held), so that
    money stays at planned saving / alpha2 years of income when everything goes by plan. The wage bill is planned from
    posts of the labour plan, not from people: a plant that hires beyond its posts pays out money for which
    nothing was delivered, and a rise of pay above the grid likewise (`economics.md` 2.2). Pensions are planned at
    `pension.share` of the level. Each product is floored to whole people and whole fen, in that order.
    """
    fulfilment = float(w.now("consumer.fulfilment"))
    if fulfilment >= NO_LIMIT:
        return -1
    works, plants, accounts = w.workshops, w.plants, w.accounts
    wages, held = planned_pay(
        level(w), w.ppm("wage.collective"), works.count, works.plant, works.posts, works.occupation, w.occupations.pay,
        plants.standing, plants.quota, plants.premium, plants.owner, accounts.count, accounts.sector, accounts.balance,
    )  # fmt: skip
    pensioners = int(plants.pensioners[: plants.count].sum()) * int(w.scale)
    bill = wages + pensioners * (level(w) * int(w.ppm("pension.share")) // PPM)
    spent = PPM - int(w.ppm("consumer.planned_saving"))
    drawn = int(held) * int(w.ppm("household.alpha_wealth")) // (12 * PPM)
    return (int(bill) * spent // PPM + drawn) * round(fulfilment * PPM) // PPM


def consumer_stocks(goods: Any, stocks: Any) -> list[tuple[int, int, int]]:
    """Stocks of consumer goods: row, plant and good."""
    n = stocks.count
    rows = np.flatnonzero(goods.kind[stocks.good[:n]] == int(Kind.CONSUMER))
    return list(zip(rows.tolist(), stocks.plant[rows].tolist(), stocks.good[rows].tolist(), strict=True))


def counters(w: Any) -> tuple[Array, Array, Array]:
    """Counters that sell to households: counter of each street (i8, 0 = none), and stock and price of each counter.

    A shop that works is one counter, however many streets it serves; it sells from the first stock of a consumer
    good in its yard. The price is plan and market price blended by the good's `market_share`, fen per million.
    """
    goods, stocks, plants = w.goods, w.stocks, w.plants
    price = (goods.price_plan * (PPM - goods.market_share) + goods.price_market * goods.market_share) // PPM
    first: dict[int, int] = {}
    for row, shop, good in w.once("stocks of consumer goods", lambda: consumer_stocks(goods, stocks)):
        if price[good] > 0:
            first.setdefault(shop, row)
    shops = w.streets.shop[: w.streets.count].tolist()
    selling = sorted({shop for shop in shops if shop in first and plants.standing[shop] == WORKING})
    number = {shop: i + 1 for i, shop in enumerate(selling)}
    stock = np.array([0, *(first[shop] for shop in selling)], np.int64)
    return np.array([number.get(shop, 0) for shop in shops], np.int64), stock, price[stocks.good[stock]]


@kernel
def on_show(stock: Array, price: Array, scale: int, amount: Array, offered: Array) -> None:
    """What the counters hold, in fen of one simulated household's purchases."""
    for c in range(1, len(stock)):
        offered[c] = muldiv(amount[stock[c]], price[c], PPM)[0] // scale


@kernel
def hand_over(
    stock: Array, price: Array, spent: Array, wanted: Array, scale: int, plant: Array, good: Array, amount: Array,
    sold: Array, short: Array, consumed: Array, sales: Array, moved: Array,
) -> None:  # fmt: skip
    """Goods for what was spent leave the shops, fen * 10**6 // price whole units; what was wanted beyond is short."""
    for c in range(1, len(stock)):
        s = stock[c]
        units = muldiv(spent[c], PPM, price[c])[0]
        amount[s] -= units
        sold[s] += units
        short[s] += muldiv(max(0, wanted[c] * scale - spent[c]), PPM, price[c])[0]
        consumed[good[s]] += units
        sales[plant[s]] += spent[c]
        move(moved, good[s], YARD, CONSUMED, units)


def saved_more(w: Any) -> int:
    """Share of income (ppm) saved beyond the usual because people doubt that pay and pension will come (row C3).

    The doubt is the mean of those on the books of a plant or on its pensions.
    """
    plants, n = w.plants, w.plants.count
    if not used(plants.doubt[:n]):
        return 0
    people = plants.tied[:n] + plants.pensioners[:n]
    doubt = int((plants.doubt[:n].astype(np.int64) * people).sum()) // max(1, int(people.sum()))
    return doubt * int(w.ppm("expectation.saving")) // PPM


@step(
    "households.income", "households.mean_income", "accounts.balance", "flows.paid", "stocks.amount", "stocks.sold",
    "stocks.short", "goods.consumed", "moves.moved", "plants.sales",
    rows=("C3", "E3", "H1", "K5"),
)  # fmt: skip
def spend(w: Any) -> None:
    """Households buy out of income and savings: from the shop of their street what it has, the rest elsewhere."""
    h, a, n = w.households, w.accounts, w.households.count
    wish = np.empty(n, np.int64)
    alpha_income, alpha_wealth = w.ppm("household.alpha_income") - saved_more(w), w.ppm("household.alpha_wealth")
    whole = wishes(
        n, w.scale, alpha_income, alpha_wealth, PPM, SMOOTH, 0.0, 0, h.members, h.account, a.balance, h.income,
        h.mean_income, wish,
    )  # fmt: skip
    deliveries = planned_deliveries(w)
    counter, stock, price = counters(w)
    at_shop = w.ppm("household.shop_share")
    wanted, offered, spent = (np.zeros(len(stock), np.int64) for _ in range(3))
    ration(n, deliveries // w.scale, whole, at_shop, h.street, counter, wish, wanted)
    on_show(stock, price, w.scale, w.stocks.amount, offered)
    till = w.plants.account[w.stocks.plant[stock]].astype(np.int64)
    buy(
        n, w.scale, at_shop, h.street, counter, wish, wanted, offered, till, h.account, a.balance, a.sector,
        w.flows.paid, spent,
    )  # fmt: skip
    hand_over(
        stock, price, spent, wanted, w.scale, w.stocks.plant, w.stocks.good, w.stocks.amount, w.stocks.sold,
        w.stocks.short, w.goods.consumed, w.plants.sales, w.moves.moved,
    )  # fmt: skip
