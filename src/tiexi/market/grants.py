"""What the plan grants: buyers are served in their turn, and what comes from outside is drawn from a fund.

A yard may draw its allotment as the year goes on, what it left in earlier months included. What others leave of theirs
goes, within the month, to yards whose orders go beyond their own, again in turn. Where the plan decides a part of trade
only, the rest of an order is bought freely. Source: priority distribution under material balances, Montias 1959;
largest remainder within a turn.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.table import Array, by_code

PPM = 1_000_000
TURNS = 3


@kernel
def in_turn(have: int, turns: int, turn: Array, weights: Array, shares: Array) -> None:
    """Split `have` over orders (`weights`) in proportion, or first to those whose `turn` is 1, then 2, ...

    `shares` (i8, as long) receives the result; nobody gets more than ordered where there are turns. turns <= 1: none.
    """
    if turns <= 1:
        apportion(have, weights, shares)
        return
    n = len(weights)
    mine, part = np.zeros(n, np.int64), np.zeros(n, np.int64)
    left = have
    for t in range(1, turns + 1):
        total = 0
        for j in range(n):
            mine[j] = weights[j] if turn[j] == t or (t == turns and turn[j] > t) else 0
            total += mine[j]
        apportion(min(left, total), mine, part)
        for j in range(n):
            if mine[j] > 0:
                shares[j] = part[j]
            elif t == 1:
                shares[j] = 0
            left -= part[j]


@kernel
def rights(
    n: int, month: int, decides: int, planned: Array, allotted: Array, received: Array, wanted: Array, right: Array
) -> None:  # fmt: skip
    """What each yard may draw from outside in a month of the year (from 0), the part of its order bought freely
    included: i8 [stock]; `wanted` is what it has ordered there.
    """
    for s in range(1, n):
        right[s] = 0
        if planned[s] == 1:
            due = muldiv(allotted[s], month + 1, 12)[0] - received[s]
            right[s] = max(0, due) + share(wanted[s], PPM - decides)


@kernel
def grant(
    first: Array, of_good: Array, turns: int, right: Array, turn: Array, wanted: Array, granted: Array,
    weights: Array, turn_of: Array, shares: Array,
) -> None:  # fmt: skip
    """Grant each yard's order up to its right, then what is left of the rights to a good to the orders beyond, in turn.

    `of_good[first[g]:first[g + 1]]` are the planned stocks of good g.
    """
    for g in range(len(first) - 1):
        low, count = first[g], first[g + 1] - first[g]
        left = 0
        for j in range(count):
            s = of_good[low + j]
            granted[s] = min(wanted[s], right[s])
            left += right[s] - granted[s]
            weights[j] = wanted[s] - granted[s]
            turn_of[j] = turn[s]
        beyond = 0
        for j in range(count):
            beyond += weights[j]
        if left <= 0 or beyond <= 0:
            continue
        in_turn(min(left, beyond), turns, turn_of[:count], weights[:count], shares[:count])
        for j in range(count):
            granted[of_good[low + j]] += shares[j]


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


def grant_now(w: Any) -> None:
    """Cut this month's orders from outside to what the plan grants; the rest stays short."""
    stocks, links, n = w.stocks, w.links, w.stocks.count
    planned = np.flatnonzero(stocks.planned[:n])
    if len(planned) == 0:
        return
    ends = np.flatnonzero(links.seller[1 : links.count] == 0) + 1  # one outside link for each buyer
    buyer = links.buyer[ends]
    wanted, right, granted = (np.zeros(n, np.int64) for _ in range(3))
    wanted[buyer] = links.shipped[ends]
    rights(
        n, w.calendar.of_year(w.month), w.ppm("plan.share"), stocks.planned, stocks.allotted, stocks.received, wanted,
        right,
    )  # fmt: skip
    first, of_good = by_code(stocks.good, planned, w.goods.count)
    room = (np.zeros(len(planned), np.int64) for _ in range(3))
    turn = w.plants.rank[stocks.plant[:n]].astype(np.int64)
    grant(first, of_good, turns_now(w), right, turn, wanted, granted, *room)
    cut = np.where(stocks.planned[buyer] == 1, wanted[buyer] - granted[buyer], 0)
    links.shipped[ends] -= cut
    stocks.short[buyer] += cut
