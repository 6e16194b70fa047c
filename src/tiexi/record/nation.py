"""The account of the region with the nation: what it sends up, what comes down, month by month.

a = profit remitted + taxes to the centre + (market price - list price) x quantity sold outside under the plan track
    - grants, subsidies and transfers of the centre - loans written off.
Source: `economics.md` 2.6. Prices of the month; what the region buys at list prices from outside is not set against
it. Profit that an owner abroad takes is no account with the nation.
"""

from __future__ import annotations

import numpy as np

from tiexi.record.series import Series, Variable
from tiexi.world.ledger import REGION, Debt, Reason, Sector, flows_of
from tiexi.world.stores import Place, moves_of
from tiexi.world.table import Array
from tiexi.world.world import World

PPM = 1_000_000
INSIDE = slice(min(REGION), max(REGION) + 1)  # sectors of the region, which stand together
VARIABLES = (
    Variable("region", "nation_profit", "fen/month", "profit remitted to the centre"),
    Variable("region", "nation_taxes", "fen/month", "taxes paid to the centre"),
    Variable("region", "nation_price_gap", "fen/month",
             "sold outside at list prices: market less list price, times the quantity"),
    Variable("region", "nation_grants", "fen/month", "grants, subsidies and transfers of the centre"),
    Variable("region", "nation_written_off", "fen/month", "loans of the bank written off"),
    Variable("region", "nation_account", "fen/month",
             "profit, taxes and price gap less grants and what was written off"),
    Variable("region", "nation_account_sum", "fen", "the account with the nation since the first month"),
)  # fmt: skip


def price_gap(world: World) -> int:
    """Fen by which the month's sales outside under the plan track would have brought more at market prices."""
    goods, end = world.goods, world.goods.count
    sold = moves_of(world)[1:, Place.YARD, Place.OUTSIDE]
    gap = goods.price_market[1:end] - goods.price_plan[1:end]
    planned = gap * (PPM - goods.market_share[1:end].astype(np.int64)) // PPM
    return int((sold * planned // PPM).sum())


def written_off(world: World, flows: Array) -> int:
    """Loans of the month that ended without being paid, in fen: all that was settled less what was paid for it."""
    to_bank = flows[:, INSIDE, Sector.BANK]
    paid = int(to_bank.sum()) - int(to_bank[Reason.INTEREST].sum())
    return max(0, int(world.claims.settled[Debt.LOAN]) - paid)


class Nation:
    """Fills the series of `VARIABLES`; what was cumulated is read back from the series, so nothing else is kept."""

    def __init__(self, series: Series) -> None:
        self.series = series

    def month(self, world: World) -> None:
        """Enter the month just run."""
        flows, put = flows_of(world), self.series.put_together
        sent = flows[:, INSIDE, Sector.CENTRE].sum(axis=1)
        profit = int(sent[Reason.PROFIT])
        taxes = int(sent.sum()) - profit
        gap = price_gap(world)
        grants = int(flows[:, Sector.CENTRE, INSIDE].sum())
        lost = written_off(world, flows)
        account = profit + taxes + gap - grants - lost
        before = self.series.of("region", "nation_account_sum")[world.month - 1, 0] if world.month else 0.0
        total = account + (0.0 if np.isnan(before) else before)
        put("region", "nation_profit", np.array([profit, taxes, gap, grants, lost, account, total], np.float64))
