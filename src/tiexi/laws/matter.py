"""Every good and element recomputed from stores, recipes and counts, and held against the record of movements."""

from __future__ import annotations

import numpy as np

from tiexi.world.arith import muldiv
from tiexi.world.jit import kernel
from tiexi.world.table import Array

PLACES = 6
YARD, PROCESS, ABROAD, NATURE, USED = 1, 2, 3, 4, 5


@kernel
def in_yards(
    n: int, good: Array, amount: Array, due1: Array, due2: Array, due3: Array, machines: int, made_of: Array,
    installed: Array, sums: Array,
) -> bool:  # fmt: skip
    """What lies in or is on its way to yards, or is installed there, by good; False if one holds less than nothing."""
    signs = 0  # a number below nothing leaves its sign here
    for i in range(1, machines):
        sums[made_of[i]] += installed[i]
        signs |= installed[i]
    for s in range(1, n):
        sums[good[s]] += amount[s] + due1[s] + due2[s] + due3[s]
        signs |= amount[s] | due1[s] | due2[s] | due3[s]
    return signs >= 0


@kernel
def by_recipes(
    n: int, recipe: Array, inside: Array, charged: Array, tapped: Array, first_item: Array, items: Array,
    item_good: Array, item_amount: Array, slots: Array, first_slot: Array, batches: Array, divides: int, per: Array,
    made: Array, held: Array,
) -> bool:  # fmt: skip
    """Goods made less taken since the first month (`made`), and held in process as inputs (`held`), from recipes.

    A line that divides took and gave the whole part of charged x amount / `per`, in all. False if a line's
    batches in process differ from charged less tapped, or from its ring.
    """
    sound = True
    run = np.zeros((len(first_item), 3), np.int64)  # by recipe: tapped, charged, inside
    for line in range(1, n):
        sound = sound and inside[line] == charged[line] - tapped[line]
        ring = 0
        for slot in range(slots[line]):
            ring += batches[first_slot[line] + slot]
        sound = sound and ring == inside[line]
        if line < divides and per[line] > 0:
            sound = sound and inside[line] == 0
            for i in range(first_item[recipe[line]], first_item[recipe[line]] + items[recipe[line]]):
                size = muldiv(charged[line], abs(item_amount[i]), per[line])[0]
                made[item_good[i]] += size if item_amount[i] > 0 else -size
            continue
        run[recipe[line], 0] += tapped[line]
        run[recipe[line], 1] += charged[line]
        run[recipe[line], 2] += inside[line]
    for r in range(1, len(first_item)):
        for i in range(first_item[r], first_item[r] + items[r]):
            if item_amount[i] > 0:
                made[item_good[i]] += item_amount[i] * run[r, 0]
            else:
                made[item_good[i]] += item_amount[i] * run[r, 1]
                held[item_good[i]] -= item_amount[i] * run[r, 2]
    return sound


@kernel
def stand(goods: int, outside: Array, nature: Array, consumed: Array, total: Array, made: Array, stores: Array) -> None:
    """What each store holds of each good (`stores`, i8 [good x PLACES + place]).

    What is in process stands as taken less given by recipes; the yards are what is left of the `total`.
    """
    for g in range(goods):
        stores[g * PLACES + ABROAD] = outside[g]
        stores[g * PLACES + NATURE] = nature[g]
        stores[g * PLACES + USED] = consumed[g]
        stores[g * PLACES + PROCESS] = -made[g]
        stores[g * PLACES + YARD] = total[g] - outside[g] - nature[g] - consumed[g]


@kernel
def move_residuals(goods: int, moved: Array, before: Array, now: Array) -> int:
    """Cell of `before` and `now` (see `stand`) whose change is not what the record of movements says; -1 if none."""
    net = np.zeros(PLACES, np.int64)
    for g in range(goods):
        for place in range(PLACES):
            net[place] = before[g * PLACES + place] - now[g * PLACES + place]
        for origin in range(PLACES):
            for goal in range(PLACES):
                size = moved[(g * PLACES + origin) * PLACES + goal + 1]
                net[origin] -= size
                net[goal] += size
        for place in range(1, PLACES):
            if net[place] != 0:
                return g * PLACES + place
    return -1


@kernel
def matter_residuals(
    goods: int, stocks: int, machines: int, lines: int, contents: int, divides: int,
    outside: Array, nature: Array, consumed: Array, stock_good: Array, amount: Array, due1: Array, due2: Array,
    due3: Array, made_of: Array, installed: Array, recipe: Array, inside: Array, charged: Array, tapped: Array,
    first_item: Array, items: Array, item_good: Array, item_amount: Array, slots: Array, first_slot: Array,
    batches: Array, per: Array, good: Array, element: Array, share: Array, moved: Array,
    before: Array, now: Array, total: Array, made: Array, held: Array, sums: Array,
) -> tuple[int, int]:  # fmt: skip
    """`total` becomes each good's residual, `sums` each element's, `now` what each store holds (see `stand`).

    Returns 1 if a yard is negative, 2 if matter in process does not agree, 4 if a residual is not zero (added up); and
    the cell of `move_residuals`.
    """
    wrong = 0
    for g in range(goods):
        total[g] = outside[g] + nature[g] + consumed[g]
        made[g] = held[g] = 0
    for e in range(len(sums)):
        sums[e] = 0
    if not in_yards(stocks, stock_good, amount, due1, due2, due3, machines, made_of, installed, total):
        wrong += 1
    if not by_recipes(
        lines, recipe, inside, charged, tapped, first_item, items, item_good, item_amount, slots, first_slot, batches,
        divides, per, made, held,
    ):  # fmt: skip
        wrong += 2
    stand(goods, outside, nature, consumed, total, made, now)
    for row in range(1, contents):
        sums[element[row]] += share[row] * (total[good[row]] + held[good[row]])
    astray = False
    for g in range(goods):
        total[g] -= made[g]
        astray = astray or total[g] != 0
    for e in range(len(sums)):
        astray = astray or sums[e] != 0
    return wrong + (4 if astray else 0), move_residuals(goods, moved, before, now)
