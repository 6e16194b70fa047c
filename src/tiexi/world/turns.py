"""Serving in turns: whoever is first is served in full before the next gets anything."""

from __future__ import annotations

import numpy as np

from tiexi.world.arith import apportion
from tiexi.world.jit import kernel
from tiexi.world.table import Array

TURNS = 3  # see `plants.rank`


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
