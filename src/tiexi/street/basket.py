"""Baskets: households order from the makers what they wish, and pay for what they get.

For industries of a table, where no shop stands between: `ask` before makers work, `take` after they have delivered.
A region's month has shops instead (`street.spend`), whose wishes, cut and payment these are.
Habit in spending: consumption demand of Pichler et al. 2022, JEDC 144:104527, after Muellbauer.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.street.spend import buy, ration, wishes
from tiexi.world.arith import apportion, muldiv, value
from tiexi.world.network import ONE
from tiexi.world.steps import step

PPM = 1_000_000


@step("households.income", "households.mean_income", "wishes.fen", "baskets.asked", "goods.demand", rows=("H1", "K5"))
def ask(w: Any) -> None:
    """What households wish is asked of the makers, beside what all other final buyers ask."""
    h, baskets, goods, n = w.households, w.baskets, w.goods, w.households.count
    whole = wishes(
        n, w.scale, round(w.now("household.alpha_income") * ONE), 0, ONE, 1, w.now("household.habit"),
        round(w.now("household.lasting_income")), h.members, h.account, w.accounts.balance, h.income, h.mean_income,
        w.wishes.fen,
    )  # fmt: skip
    parts = np.zeros(baskets.count, np.int64)
    apportion(int(whole) * w.scale, baskets.weight[: baskets.count].copy(), parts)
    for g in range(1, baskets.count):
        baskets.asked[g] = muldiv(int(parts[g]), PPM, int(goods.price_market[g]))[0]
        goods.demand[g] = baskets.asked[g] + baskets.other[g]


@step("accounts.balance", "flows.paid", "wishes.fen", "baskets.got", rows=("H1", "K5"))
def take(w: Any) -> None:
    """Households pay for what they got of what they asked: final buyers of a good are served alike."""
    h, a, baskets, goods, n = w.households, w.accounts, w.baskets, w.goods, w.households.count
    pair, parts = np.zeros(2, np.int64), np.zeros(2, np.int64)
    asked = fen = 0
    for g in range(1, baskets.count):
        price = int(goods.price_market[g])
        pair[:] = baskets.asked[g], baskets.other[g]
        apportion(_sold_to_final(w, g), pair, parts)
        baskets.got[g] = parts[0]
        asked += value(int(pair[0]), price)
        fen += value(int(parts[0]), price)
    none, counter = np.zeros(1, np.int64), np.zeros(w.streets.count, np.int64)
    ration(n, fen // w.scale, max(1, asked // w.scale), 0, h.street, counter, w.wishes.fen, none.copy())
    buy(
        n, w.scale, 0, h.street, counter, w.wishes.fen, none, none, none, h.account, a.balance, a.sector,
        w.flows.paid, none.copy(),
    )  # fmt: skip


def _sold_to_final(w: Any, good: int) -> int:
    """What left the makers of a good this month for no other plant."""
    stocks, links = w.stocks, w.links
    rows = np.flatnonzero((stocks.good[: stocks.count] == good) & (stocks.makers[: stocks.count] > 0))
    to_plants = sum(int(links.shipped[stocks.first_link[s] :][: stocks.links[s]].sum()) for s in rows)
    return int(stocks.sold[rows].sum()) - to_plants
