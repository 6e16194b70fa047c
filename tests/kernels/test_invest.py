"""Twin of private investment: machines out of profits, parts closed for want of pay, what the owner takes out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, cost, part, run, tables
from tests.kernels.test_settle import plant
from tests.kernels.yards import fill, plants, workshops, world, yards
from tests.lots import either, one_of, whole

from tiexi.market.invest import invest
from tiexi.world.found_network import Constant
from tiexi.world.world import World

PRIVATE, WORKING, OUTSIDE = 3, 1, 4
MACHINES, PROFIT = 28, 13
PARAMETERS = ("private.reinvested", "private.growth", "private.capital", "finance.interest", "finance.float_months")


class Investment(Books):
    """A month's investment on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        super().__init__(t)
        self.reinvested, self.most, self.months, self.hurdle, self.kept = (w.ppm(name) for name in PARAMETERS)

    def run(self) -> None:
        for f in range(1, self.t.plants.count):
            shops = [s for s in range(1, self.t.workshops.count) if self.t.workshops.plant[s] == f]
            shops = [s for s in shops if self.t.workshops.main_stock[s] > 0]
            if self.t.plants.owner[f] == PRIVATE and self.t.plants.standing[f] == WORKING and shops:
                self.plant(f, shops)

    def sales(self, s: int) -> int:
        """A month's output of a workshop at scale 1."""
        shop, goods = self.t.workshops, self.t.goods
        good = self.t.stocks.good[shop.main_stock[s]]
        free = goods.market_share[good]
        price = (goods.price_plan[good] * (MILLION - free) + goods.price_market[good] * free) // MILLION
        return cost(shop.capacity[s] * shop.main_amount[s], price)

    def plant(self, f: int, shops: list[int]) -> None:
        """It closes what it cannot pay; or it buys what profits allow, and the owner has what is beyond two months."""
        p = self.t.plants
        worth, till = sum(self.sales(s) for s in shops), p.account[f]
        if worth <= 0:
            return
        if p.paid_share[f] < MILLION:
            closed = min(100_000, MILLION - p.paid_share[f])
            p.scale[f] -= part(p.scale[f], closed)
            p.quota[f] -= part(p.quota[f], closed)
            return
        month = max(p.costs[f], p.purchases[f] + p.wage_bill[f])
        spare = self.till(till) - part(month, self.kept)
        machines = part(worth, self.months)
        earns = p.turnover[f] - p.costs[f] >= part(part(machines, p.scale[f]), self.hurdle) // 12
        full = min(self.t.workshops.load[s] for s in shops) >= 800_000
        if spare > 0 and earns and full and machines > 0 and p.scale[f] > 0:
            added = min(part(p.scale[f], self.most), part(spare, self.reinvested) * MILLION // machines)
            self.pay(till, OUTSIDE, part(machines, added), MACHINES)
            spare -= part(machines, added)
            p.quota[f] += p.quota[f] * added // p.scale[f]
            p.scale[f] += added
        self.pay(till, OUTSIDE, max(0, spare - 2 * month), PROFIT)


@st.composite
def worlds(draw: Any) -> World:
    tenths = whole(0, 10).map(lambda n: n * 100_000)
    w = world({name: draw(tenths) for name in PARAMETERS})
    plants(draw, w, draw(whole(1, 3)))
    yards(draw, w, draw(whole(1, 2)))
    workshops(draw, w, draw(whole(1, 4)))
    for column, most in (("capacity", 10**5), ("main_amount", 10**6), ("load", MILLION)):
        fill(draw, w.workshops, w.workshops.count - 1, **{column: either(one_of(0, most), whole(0, most))})
    fill(draw, w.plants, w.plants.count - 1, owner=one_of(PRIVATE, PRIVATE, 1))
    return w


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_investment(w: World) -> None:
    expected = tables(w)
    Investment(expected, w).run()
    run(w, invest)
    compare(w, expected)


def firm(till: int, **columns: int) -> World:
    """A private plant of full sales 1000 a month with machines worth 5000; it earns 300 on 1000 and is busy."""
    rates = {"private.reinvested": 0.9, "private.growth": 0.05, "private.capital": 5.0, "finance.interest": 0.06}
    w = plant(till, **{"owner": PRIVATE, "scale": MILLION, "quota": MILLION, "paid_share": MILLION, "turnover": 1000,
                       "costs": 700} | columns)  # fmt: skip
    w.region.parameters.update({name: Constant(rate) for name, rate in rates.items()})
    w.goods.add(1)
    fill(None, w.goods, 1, price_plan=MILLION, price_market=MILLION)
    w.stocks.add(1)
    fill(None, w.stocks, 1, plant=1, good=1)
    w.workshops.add(1)
    fill(None, w.workshops, 1, plant=1, capacity=10, main_amount=100, main_stock=1, load=MILLION)
    return w


@pytest.mark.parametrize(
    ("till", "columns", "scale", "left"),
    [
        (100, {}, 1_018_000, 10),  # nine tenths of 100 buy machines
        (10_000, {}, 1_050_000, 1_400),  # growth is bounded, and beyond two months of costs the owner takes it
        (100, {"turnover": 710}, MILLION, 100),  # 10 a month is less than 6 per cent a year on 5000
        (0, {}, MILLION, 0),
        (100, {"paid_share": 950_000}, 950_000, 100),  # it closes the part whose pay it did not find
        (100, {"paid_share": 0}, 900_000, 100),
        (100, {"owner": 1}, MILLION, 100),
    ],
)
def test_growth_and_closing(till: int, columns: dict[str, int], scale: int, left: int) -> None:
    w = firm(till, **columns)
    run(w, invest)
    assert (w.plants.scale[1], w.plants.quota[1], w.accounts.balance[5]) == (scale, scale, left)
    assert w.accounts.balance.sum() == 0


def test_an_idle_firm_buys_nothing() -> None:
    w = firm(100)
    w.workshops.load[1] = 700_000
    run(w, invest)
    assert w.plants.scale[1] == MILLION
