"""Outside demand is shared with competing regions, whose parts move with cost and quality.

Fitness is quality over unit cost, both relative to the market price, which all take; a share grows by
`competition.speed` for each part by which fitness exceeds the mean of the market. Own cost is what the makers
of the good spent over what they sold, over the last year. A share moves at most 4 per cent of itself a month and never
falls below 0.002. A competitor enters in the month of its first row in `competitors.csv`.
Source: replicator dynamics, Taylor and Jonker 1978; as a model of market shares, Metcalfe 1994, J. Evolutionary
Economics 4:327; bounds `economics.md` 2.2.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.market.fills import judge
from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.works import Standing

PPM = 1_000_000
LEAST, MOST_MOVE = 2_000, 40_000  # ppm: lowest share; most that a share moves in a month, of itself
CHEAPEST, DEAREST = 200_000, 5_000_000  # ppm: bounds of unit cost over price


@kernel
def move_shares(speed: int, fitness: Array, shares: Array, weights: Array) -> None:
    """One month of the replicator over all who sell a good; `shares` (ppm, sum 10**6) change, `weights` is room."""
    mean = 0
    for i in range(len(shares)):
        mean += share(fitness[i], shares[i])
    for i in range(len(shares)):
        above = share(muldiv(abs(fitness[i] - mean), PPM, mean)[0], speed)
        change = share(shares[i], min(MOST_MOVE, above))
        weights[i] = max(LEAST, shares[i] + change if fitness[i] > mean else shares[i] - change)
    apportion(PPM, weights, shares)


def unit_cost(w: Any, good: int) -> int:
    """What the makers of a good at work spent over what they sold, smoothed over twelve months (ppm)."""
    stocks, plants = w.stocks, w.plants
    n = stocks.count
    makers = np.unique(stocks.plant[:n][(stocks.good[:n] == good) & (stocks.makers[:n] > 0)])
    makers = makers[(plants.standing[makers] == Standing.WORKING) | (plants.standing[makers] == Standing.QUEUED)]
    spent, sold = int(plants.costs[makers].sum()), int(plants.turnover[makers].sum())
    return DEAREST if sold <= 0 else min(DEAREST, max(CHEAPEST, spent * PPM // sold))


@step("goods.demand", "rivals.share", "fills.rate", rows=("E6", "E8"))
def quote(w: Any) -> None:
    """Outside demand for a good is shared with the regions that compete for it; buyers see who delivered."""
    judge(w)
    compete(w)


def compete(w: Any) -> None:
    """The demand that competing regions leave to this one."""
    rivals, paths, m = w.rivals, w.paths, w.month
    if rivals.count == 1:
        return
    inside = rivals.enters[: rivals.count] <= m
    inside[0] = False
    for g in sorted({int(g) for g in rivals.good[: rivals.count][inside]}):
        rows = np.flatnonzero(inside & (rivals.good[: rivals.count] == g))
        new = rows[rivals.enters[rows] == m]
        rivals.share[new] = paths.rival_entry[new]
        shares = np.concatenate(([0], rivals.share[rows]))
        shares[0] = max(LEAST, PPM - int(shares.sum()))
        cost = np.concatenate(([unit_cost(w, g)], paths.rival_cost[rows, m]))
        quality = np.concatenate(([PPM], paths.rival_quality[rows, m]))
        fitness = quality * PPM // cost
        move_shares(w.ppm("competition.speed"), fitness, shares, np.zeros(len(shares), np.int64))
        rivals.share[rows] = shares[1:]
        w.goods.demand[g] = share(int(w.goods.demand[g]), int(shares[0]))
