"""Suppliers: how an order is split over them, and whom a supplier serves that cannot serve everyone.

One rule each with switches (`world.network.Split`, `Served`). Sources: proportional rationing, Pichler et al. 2022,
JEDC 144:104527; orders tilted to suppliers with more capacity, Guan et al. 2020, Nature Human Behaviour 4:577.
Orders and deliveries are grams or units of the good; shares of links are ppm, or weights of any size.
"""

from __future__ import annotations

import numpy as np

from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.network import Served
from tiexi.world.table import Array
from tiexi.world.turns import TURNS, in_turn

IN_TURN, LARGEST = int(Served.IN_TURN), int(Served.LARGEST)


@kernel
def place(n: int, buyer: Array, seller: Array, shares: Array, ordered: Array, stock_ordered: Array) -> None:
    """Split each yard's order over its links; the outside link (seller 0) comes last and takes the rest."""
    for i in range(1, n):
        ordered[i] = share(stock_ordered[buyer[i]], shares[i]) if seller[i] > 0 else 0


@kernel
def place_all(
    n_stocks: int, first: Array, by_buyer: Array, seller: Array, shares: Array, tilted: bool, maker: Array,
    able: Array, normal: Array, ordered: Array, stock_ordered: Array, weights: Array, parts: Array,
) -> None:  # fmt: skip
    """Split each yard's order over its suppliers in proportion to their links' shares, all of it.

    `by_buyer[first[b]:first[b + 1]]` are the links of buying stock b; `maker` [stock] is the workshop that makes it. If
    `tilted`, shares weigh more the more of its `normal` capacity the supplier had last (`able`).
    """
    for b in range(1, n_stocks):
        low, count = first[b], first[b + 1] - first[b]
        for j in range(count):
            i = by_buyer[low + j]
            weights[j] = shares[i] if seller[i] > 0 else 0
            w = maker[seller[i]]
            if tilted and w > 0:
                weights[j] = muldiv(shares[i], able[w], normal[w])[0]
        apportion(stock_ordered[b], weights[:count], parts[:count])
        for j in range(count):
            ordered[by_buyer[low + j]] = parts[j]


@kernel
def see(n_stocks: int, first_link: Array, links: Array, ordered: Array, drawn: Array) -> None:
    """Every maker sees what is ordered of it this month (`drawn`)."""
    for s in range(1, n_stocks):
        drawn[s] = 0
        for i in range(first_link[s], first_link[s] + links[s]):
            drawn[s] += ordered[i]


@kernel
def serve(rule: int, have: int, orders: Array, turn: Array, shares: Array) -> None:
    """Split `have`, at most the sum of `orders`, over them into `shares`: in proportion; in `turn` (1 to 3) and in
    proportion within each; or order by order, the largest first, of equals the first.
    """
    if rule != LARGEST:
        in_turn(have, TURNS if rule == IN_TURN else 1, turn, orders, shares)
        return
    left = orders.copy()
    for j in range(len(orders)):
        shares[j] = 0
    while have > 0:
        best = np.argmax(left)
        if left[best] <= 0:
            return
        shares[best] = min(left[best], have)
        have -= shares[best]
        left[best] = 0
