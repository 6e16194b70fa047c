"""Driver of dual-track liberalisation (Lau, Qian and Roland 2000): quota at the plan's price, margin at the market's.

One maker with a linear supply and one buyer with a linear demand trade through `market.ration`, as in any month of a
region that has traders.
"""

from __future__ import annotations

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError
from tiexi.cases.steps import NO_CREDIT, march, unit_for
from tiexi.market.ration import ration
from tiexi.market.tracks import BUYER, SELLER, surplus
from tiexi.world.arith import value
from tiexi.world.found_network import Industries, found_industries

PPM = 1_000_000


def drive(case: Case) -> Result:
    """One market day."""
    a, b, c, d = (case.number(name) for name in ("a_D", "b_D", "c_S", "d_S"))
    if b <= 0 or d <= 0 or a <= 0:
        raise CaseError(
            f"{case.folder / 'parameters.csv'}: a_D, b_D and d_S must be above 0, or the lines do not slope"
        )
    choke, plan, quota = a / b, case.positive("plan_price"), case.positive("quota")
    free = -c / d  # the price at which the first unit is offered
    if not free < choke:
        raise CaseError(f"{case.folder / 'parameters.csv'}: nothing is offered below the price at which nobody buys")
    highest = max(choke, plan)
    most = max(a, c + d * highest, quota)
    unit = unit_for(4e6 * most)  # of things: twelve digits, so that prices have as many
    fen = unit_for(2 * most * highest)  # of money
    scale = unit * PPM / fen  # a price of 1, as fen for a million units
    table = Industries(["maker", "buyer"], ["good"], np.array([0, 0]), np.array([1, 1]), np.zeros((1, 2), np.int64),
                       np.zeros((2, 2), np.int64), final=np.zeros(2, np.int64))  # fmt: skip
    offered = c + d * highest
    w = found_industries(table, NO_CREDIT, price=1, money=round(most * highest / fen), steps=1)
    w.goods.price_plan[1], w.goods.market_share[1] = round(plan * scale), PPM
    w.stocks.amount[1] = round(offered / unit)
    w.goods.outside[1] -= w.stocks.amount[1]
    t = w.traders
    t.add(2)
    rows = slice(1, 3)
    t.good[rows], t.side[rows], t.stock[rows] = 1, (SELLER, BUYER), (1, 2)
    t.first[rows] = round(free * scale), round(choke * scale)
    t.last[rows] = round(highest * scale), 0
    t.amount[rows] = round(offered / unit), round(a / unit)
    t.quota[rows] = round(quota / unit)
    march(w, (ration,), range(1), lambda t: None, lambda t: None)
    price, traded = int(w.goods.price_market[1]), int(t.market[2])
    found = {
        "market_price": price / scale, "market_track_quantity": traded * unit,
        "total_quantity": (traded + int(t.plan[2])) * unit,
        "transfer_to_plan_buyers": (value(int(t.plan[2]), price) - value(int(t.plan[2]), round(plan * scale))) * fen,
        "gain_of_buyers_on_market_track": surplus(w, 2)[1] * fen,
        "gain_of_sellers_on_market_track": surplus(w, 1)[1] * fen,
    }  # fmt: skip
    return Result(
        {(name, ""): float(number) for name, number in found.items()}, f"{unit:g} of a unit, {fen:g} of money"
    )
