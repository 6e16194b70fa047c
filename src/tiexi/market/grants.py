"""What the plan grants: buyers are served in their turn, and what comes from outside is drawn from a fund.

A yard may draw its allotment as the year goes on, what it left in earlier months included. What others leave of theirs
goes, within the month, to yards whose orders go beyond their own, again in turn. Where the plan decides a part of trade
only, the rest of an order is bought freely. Source: priority distribution under material balances, Montias 1959;
largest remainder within a turn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.table import Array, by_code
from tiexi.world.turns import TURNS, in_turn

PPM = 1_000_000


@kernel
def grant(
    month: int, decides: int, turns: int, first: Array, ends: Array, buyer: Array, stock_plant: Array, rank: Array,
    planned: Array, allotted: Array, taken: Array, shipped: Array, short: Array,
    link: Array, weights: Array, turn: Array, shares: Array,
) -> None:  # fmt: skip
    """Cut what is shipped from outside to the rights to it; what is left of these goes to the orders beyond, in turn.

    A right is what is due of the allotment in a month of the year (from 0), less what was taken, and the part of the
    order that is bought freely (`decides`: ppm that the plan decides). `ends[first[g]:first[g + 1]]` are the links from
    outside for good g; `link`, `weights`, `turn`, `shares` are room for the longest of these lists.
    """
    for g in range(len(first) - 1):
        count, left, beyond = 0, 0, 0
        for at in range(first[g], first[g + 1]):
            i = ends[at]
            b = buyer[i]
            if planned[b] == 0:
                continue
            right = max(0, muldiv(allotted[b], month + 1, 12)[0] - taken[b]) + share(shipped[i], PPM - decides)
            given = min(shipped[i], right)
            left += right - given
            link[count], weights[count], turn[count] = i, shipped[i] - given, rank[stock_plant[b]]
            beyond += weights[count]
            short[b] += weights[count]
            shipped[i] = given
            count += 1
        if left <= 0 or beyond <= 0:
            continue
        in_turn(min(left, beyond), turns, turn[:count], weights[:count], shares[:count])
        for j in range(count):
            shipped[link[j]] += shares[j]
            short[buyer[link[j]]] -= shares[j]


@kernel
def received(n: int, seller: Array, buyer: Array, shipped: Array, planned: Array, taken: Array) -> None:
    """Enter what came from outside under an allotment."""
    for i in range(1, n):
        if seller[i] == 0 and planned[buyer[i]] == 1:
            taken[buyer[i]] += shipped[i]


def turns_now(w: Any) -> int:
    """In how many turns buyers are served this month: one where nothing is planned or all are equal."""
    planned = w.stocks.planned[: w.stocks.count].any()
    return TURNS if planned and w.now("plan.share") > 0 and w.now("plan.priority") >= 0.5 else 1


def outside_links(w: Any) -> tuple[Array, Array]:
    """Links from outside by good (see `by_code`)."""
    links, stocks = w.links, w.stocks
    ends = np.flatnonzero(links.seller[1 : links.count] == 0) + 1
    return by_code(stocks.good[links.buyer[: links.count]], ends, w.goods.count)


def grant_now(w: Any) -> None:
    """Cut this month's orders from outside to what the plan grants; the rest stays short."""
    stocks, links, plants = w.stocks, w.links, w.plants
    if not stocks.planned[: stocks.count].any():
        return
    first, ends = w.once("outside links", lambda: outside_links(w))
    room = (np.zeros(int(np.diff(first).max(initial=0)), np.int64) for _ in range(4))
    grant(
        w.calendar.of_year(w.month), w.ppm("plan.share"), turns_now(w), first, ends, links.buyer, stocks.plant,
        plants.rank, stocks.planned, stocks.allotted, stocks.received, links.shipped, stocks.short, *room,
    )  # fmt: skip
