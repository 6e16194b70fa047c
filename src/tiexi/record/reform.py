"""Series of the reform: softness by channel, claims against things, and what competitors leave of the market.

A budget is soft in four ways (Kornai, Maskin and Roland 2003): grants, taxes that are not collected, loans that are
rolled over, and suppliers who do not enforce what is due. Claims against things are row K6 of the mission.
"""

from __future__ import annotations

import numpy as np

from tiexi.record.census import parameter
from tiexi.record.series import Series, Variable
from tiexi.world.ledger import REGION, Debt, Reason, Sector, flows_of
from tiexi.world.table import Array
from tiexi.world.world import World

PPM = 1_000_000
MONTHS = 6.0  # machines, in months of the sales they can make, where a region says nothing
INSIDE = slice(min(REGION), max(REGION) + 1)
TAXES = (Reason.TURNOVER_TAX, Reason.LOCAL_TAX)
VARIABLES = (
    Variable("region", "soft_grants", "fen/month", "softness: grants of the centre that cover losses"),
    Variable("region", "soft_taxes", "fen/month",
             "softness: taxes that ended unpaid, forgiven or lapsed with a bankruptcy"),
    Variable("region", "soft_loans", "fen/month", "softness: loans for losses, and interest added to the loan"),
    Variable("region", "soft_credit", "fen", "softness: debts to suppliers past due that nobody enforces"),
    Variable("region", "claims", "fen", "deposits, debts of plants and arrears to persons"),
    Variable("region", "things", "fen",
             "stocks in the yards and machines in place, at list prices; machines in months of their full sales"),
    Variable("region", "claims_over_things", "1", "claims over the value of things at list prices"),
    Variable("good", "outside_share", "1", "share of the outside market that competing regions leave"),
)  # fmt: skip


def by_channel(world: World, owed: Array) -> Array:
    """Softness of the month by channel, in the order of `VARIABLES` (f8 [4], fen)."""
    flows, claims, links = flows_of(world), world.claims, world.links
    grants = int(flows[Reason.SUBSIDY, Sector.CENTRE, INSIDE].sum())
    paid = sum(int(flows[reason, INSIDE, :].sum()) for reason in TAXES)
    lent = int(flows[Reason.LOAN, Sector.BANK, INSIDE].sum())
    rolled = int(claims.made[Debt.LOAN]) - lent  # forced loans, and interest that became loan
    due = int(owed[Debt.TRADE].sum()) - int(links.fresh[: links.count].sum())
    return np.array([grants, int(claims.settled[Debt.TAX]) - paid, rolled, due], np.float64)


def machines(world: World) -> float:
    """Machines in place at list prices (fen)."""
    shops, stocks = world.workshops, world.stocks
    rows = world.once("workshops with a product", lambda: np.flatnonzero(shops.main_stock[: shops.count]))
    price = world.goods.price_plan[stocks.good[shops.main_stock[rows]]].astype(np.float64)
    batches = shops.capacity[rows] * (world.plants.scale[shops.plant[rows]] / PPM)
    sales = batches * shops.main_amount[rows] * price / PPM
    return float(sales.sum()) * parameter(world, "private.capital", MONTHS)


def stocks_value(world: World) -> float:
    """What lies in yards or is on its way there, at list prices (fen)."""
    stocks, n = world.stocks, world.stocks.count
    held = stocks.amount[:n] + stocks.due1[:n] + stocks.due2[:n] + stocks.due3[:n]
    return float((held * (world.goods.price_plan[stocks.good[:n]] / PPM)).sum())


class Reform:
    """Fills the series of `VARIABLES`."""

    def __init__(self, series: Series) -> None:
        self.series = series

    def month(self, world: World, owed: Array, balances: Array) -> None:
        """Enter the month just run; `owed` (i8 [kind, plant], fen) are the debts of plants (see `debts_of`), `balances`
        (i8 [sector], fen) those of accounts."""
        claims = (
            int(balances[INSIDE].sum()) + int(owed.sum()) + int(world.plants.wages_owed[: world.plants.count].sum())
        )
        things = stocks_value(world) + machines(world)
        values = [*by_channel(world, owed), claims, things, claims / things if things > 0 else np.nan]
        self.series.put_together("region", "soft_grants", np.array(values, np.float64))
        rivals = world.rivals
        if rivals.count > 1:
            good, taken = rivals.good[1 : rivals.count], np.zeros(world.goods.count)
            np.add.at(taken, good, rivals.share[1 : rivals.count] / PPM)
            left = np.full(world.goods.count, np.nan)
            left[good] = 1 - taken[good]
            self.series.put("good", "outside_share", left[1:])
