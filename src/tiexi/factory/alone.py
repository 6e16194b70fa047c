"""Workshops whose month runs by itself: one recipe, in which nothing stays, and a yard that is theirs alone."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.inputs import WHOLE, feed, pass_through
from tiexi.factory.wish import loads, room_in, room_left, wish
from tiexi.world.arith import share
from tiexi.world.jit import inlined, int64, kernel
from tiexi.world.table import Array


@inlined
def plain_month(
    w: int, month: int, rounds: int, installed: int, allowed: int, hold: int, min_load: int, campaign_days: int,
    lit: int, target: int, done: int, last_work: int, main_stock: int, main_amount: int, first_line: Array,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array, amount: Array,
    nature: Array, moved: Array,
) -> tuple[int, int, int]:  # fmt: skip
    """All rounds of a workshop with one recipe, in which nothing stays, alone in its yard: nothing of what others do
    in the month can reach it, so that feed and room are those of the first round, less what was charged since.

    Returns what it has charged, whether it is lit, and its last round with work.
    """
    line, before = first_line[w], done
    most = installed + target + share(installed, min_load) * campaign_days  # more than any wish
    fed = feed(
        line, most + allowed, WHOLE, WHOLE, WHOLE, first_use, uses, use_stock, use_amount, use_stock, amount
    )  # fmt: skip
    room = room_left(hold, main_stock, main_amount, amount)
    least, campaign = loads(installed, min_load, campaign_days, rounds)
    for r in range(rounds):
        q = int64(0)
        if allowed > 0 and target > done:
            q = wish(
                allowed, target, done, lit, min(most, fed - (done - before)), least, campaign, room - (done - before),
                r, rounds,
            )  # fmt: skip
        lit = 0
        if q > 0:
            done += q
            lit = 1
            last_work = month * rounds + r
    if done > before:
        pass_through(line, done - before, first_use, uses, use_stock, use_good, use_amount, amount, nature, moved)
    return done, lit, last_work


@kernel
def plain_months(
    rows: Array, month: int, rounds: int, plant: Array, plant_scale: Array, installed: Array, allowed: Array,
    min_load: Array, campaign_days: Array, lit: Array, target: Array, made: Array, charged: Array, last_work: Array,
    main_stock: Array, main_amount: Array, limit: Array, makers: Array, first_line: Array,
    charged_ever: Array, tapped: Array, month_charged: Array, first_use: Array, uses: Array, use_stock: Array,
    use_good: Array, use_amount: Array, amount: Array, nature: Array, moved: Array,
) -> None:  # fmt: skip
    """The month of every workshop of `rows`, see `plain_month`."""
    for i in range(len(rows)):
        w, s = rows[i], main_stock[rows[i]]
        done, burns, last = plain_month(
            w, month, rounds, installed[w], allowed[w], room_in(s, plant_scale[plant[w]], limit, makers), min_load[w],
            campaign_days[w], int64(lit[w]), target[w], charged[w], int64(last_work[w]), s, main_amount[w], first_line,
            first_use, uses, use_stock, use_good, use_amount, amount, nature, moved,
        )  # fmt: skip
        q = done - charged[w]
        line = first_line[w]
        charged_ever[line] += q
        month_charged[line] += q
        tapped[line] += q
        made[w] += q
        charged[w] = done
        lit[w] = burns
        last_work[w] = last


def steady(w: Any, first: Array) -> Array:
    """True for workshops (with the lines `first`) whose batches each draw on a stock once and add to the product's
    what the workshop counts as its output.
    """
    shops, lines, uses, n = w.workshops, w.lines, w.uses, w.lines.count
    line = np.repeat(np.arange(n), lines.uses[:n])
    stock, amount = uses.stock[1 : uses.count].astype(np.int64), uses.amount[1 : uses.count]
    drawn, times = np.unique((line * w.stocks.count + stock)[stock > 0], return_counts=True)
    again = np.isin(first, drawn[times > 1] // w.stocks.count)
    product, given = np.zeros(n, np.int64), np.zeros(n, np.int64)
    product[first] = shops.main_stock[: shops.count]
    main = (stock > 0) & (stock == product[line])
    np.add.at(given, line[main], amount[main])
    main_stock, main_amount = shops.main_stock[: shops.count], shops.main_amount[: shops.count]
    found: Array = ~again & ((main_stock == 0) | (given[first] == main_amount))
    return found


def by_need(w: Any) -> tuple[Array, Array]:
    """Workshops whose month may run by itself (see `plain_month`), and those that take turns, round by round."""
    n, shops, lines = w.workshops.count, w.workshops, w.lines
    single = shops.lines[:n] == 1
    first = np.where(single, shops.first_line[:n], 0)
    plain = single & (lines.slots[first] == 0) & steady(w, first)
    if w.divisible.count > 1:
        plain &= w.divisible.per[first] == 0
    alone = np.bincount(shops.plant[:n], minlength=w.plants.count)[shops.plant[:n]] == 1
    rows = np.arange(n, dtype=np.int64)
    return rows[plain & alone & (rows > 0)], rows[~(plain & alone) & (rows > 0)]
