"""Effort: hands that follow work slowly, overtime while orders go unmet, and targets of what is made to order.

A region's month has none of these steps: there hands are people (`factory.staff`), and targets come with the orders
(`factory.order`). They stand before `market.take_orders` and after it in a month whose orders look back.
Sources: overproduction of Hallegatte 2014, Risk Analysis 34:152; hiring and firing of Pichler et al. 2022, JEDC
144:104527. Factors and speeds in units of `network.ONE`.
"""

from __future__ import annotations

from typing import Any

from tiexi.factory.order import set_targets
from tiexi.world.arith import muldiv, share
from tiexi.world.jit import int64, kernel
from tiexi.world.network import ONE, pace
from tiexi.world.steps import step
from tiexi.world.table import Array

PPM = 1_000_000
LARGE = 4e18


@kernel
def follow_work(
    n: int, up: int, down: int, plant: Array, plant_scale: Array, capacity: Array, limit: Array, demand: Array,
    hands: Array,
) -> None:  # fmt: skip
    """Hands (batches a month they can make) move towards what orders and inputs left to do, at most what may work.

    up, down: parts of the gap that are hired and dismissed a month, over ONE.
    """
    for w in range(1, n):
        gap = min(limit[w], demand[w]) - hands[w]
        moved = hands[w] + pace(gap, up if gap >= 0 else down, int64(ONE))
        hands[w] = min(share(capacity[w], plant_scale[plant[w]]), moved)


@kernel
def overtime(
    n: int, most: int, rate: int, main_stock: Array, main_amount: Array, wanted: Array, drawn: Array, last: Array,
    demand: Array, over: Array,
) -> None:  # fmt: skip
    """What is asked of each workshop (`demand`, batches), and how far it works beyond its capacity.

    Scarcity z = (asked - made last) / asked moves the factor by (most - over) z rate, and if nothing at all was short
    by (1 - over) rate; it never falls below 1. Everything over ONE.
    """
    for w in range(1, n):
        s = main_stock[w]
        demand[w] = -(-(wanted[s] + drawn[s]) // main_amount[w])
        if rate == 0 or demand[w] == 0:
            continue
        short = demand[w] - last[w]
        if short == 0:
            over[w] += pace(ONE - over[w], rate, int64(ONE))
        elif float(-short) * float(most - over[w]) >= LARGE * float(demand[w]):
            over[w] = ONE  # so little is asked of it that the product below would not fit 64 bits
        else:
            over[w] += pace(pace(short, max(int64(0), most - over[w]), demand[w]), rate, int64(ONE))
        over[w] = max(int64(ONE), over[w])


@kernel
def ability(
    n: int, by_hands: bool, plant: Array, plant_scale: Array, permit: Array, capacity: Array, hands: Array,
    over: Array, able: Array,
) -> None:  # fmt: skip
    """Batches that machines, permission and hands allow, overtime included."""
    for w in range(1, n):
        most = share(share(capacity[w], plant_scale[plant[w]]), permit[plant[w]])
        if by_hands:
            most = min(most, hands[w])
        able[w] = muldiv(most, over[w], ONE)[0]


@step("paces.hands", rows=("P8",))
def hire(w: Any) -> None:
    """Hands follow what orders and inputs left to do last month, upwards and downwards at their own speeds."""
    shops, paces, rule = w.workshops, w.paces, w.network
    follow_work(
        paces.count, rule.hire, rule.fire, shops.plant, w.plants.scale, shops.capacity, paces.limit, paces.demand,
        paces.hands,
    )  # fmt: skip


@step("paces.demand", "paces.over", "paces.able", "workshops.target", "stocks.own", rows=("P8", "K5"))
def aim(w: Any) -> None:
    """Every workshop sets out to make what is asked of it, as far as machines, hands and overtime reach."""
    shops, plants, stocks, paces, rule = w.workshops, w.plants, w.stocks, w.paces, w.network
    overtime(
        paces.count, rule.over_most, rule.over_rate, shops.main_stock, shops.main_amount, stocks.wanted, stocks.drawn,
        paces.last, paces.demand, paces.over,
    )  # fmt: skip
    ability(
        paces.count, rule.hire > 0, shops.plant, plants.scale, plants.permit, shops.capacity, paces.hands,
        paces.over, paces.able,
    )  # fmt: skip
    set_targets(w, rule.restock)
