"""Twin of rationing and trade: shares of a short stock, imports, and payment at delivery, later or in advance."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, cost, most, part, run, split, tables
from tests.kernels.yards import PUBLIC, balance, fill, links, plants, world, yards
from tests.lots import YES_OR_NO, one_of, whole

from tiexi.market.ration import ration
from tiexi.world.ledger import DEBTS, REASONS, SECTORS
from tiexi.world.world import World

BANK, OUTSIDE = 3, 4
PURCHASE, LOAN = 7, 16  # reasons
YARD, ABROAD, USED = 1, 3, 5  # places
PARAMETERS = ("finance.working_months", "finance.softness", "finance.trade_credit_months", "finance.wages_first")


class Trade(Books):
    """One month of trade on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        super().__init__(t)
        months, softness, tolerated, self.held = (w.ppm(name) for name in PARAMETERS)
        self.share, self.ranked, self.month = w.ppm("plan.share"), w.now("plan.priority") > 0, w.month % 12
        self.working, self.tolerated = months * softness // MILLION, tolerated
        goods = t.goods
        self.price = [
            (plan * (MILLION - free) + market * free) // MILLION
            for plan, market, free in zip(goods.price_plan, goods.price_market, goods.market_share, strict=True)
        ]
        self.ordered: dict[int, int] = defaultdict(int)  # by link
        self.sent: dict[int, int] = defaultdict(int)  # by link
        self.abroad: dict[int, int] = defaultdict(int)  # by stock

    def run(self) -> None:
        stock, links, plant = self.t.stocks, self.t.links, self.t.plants
        for s in range(1, stock.count):
            if plant.street[stock.plant[s]]:
                stock.drawn[s] += (stock.sold[s] + stock.short[s] - stock.drawn[s]) // 4
        stock.sold = [0] * stock.count
        stock.short = [0] * stock.count
        unmet = list(stock.ordered)
        for i in range(1, links.count):
            if links.seller[i]:
                self.ordered[i] = part(stock.ordered[links.buyer[i]], links.share[i])
        for s in range(1, stock.count):
            self.serve(s, unmet)
        for i in range(1, links.count):
            if links.seller[i] == 0:
                b = links.buyer[i]
                self.ordered[i] = max(0, unmet[b])
                self.sent[i] = self.ordered[i] if self.t.goods.imports[stock.good[b]] else 0
        self.grant()
        for i in range(1, links.count):
            if links.seller[i] == 0:
                unmet[links.buyer[i]] -= self.sent[i]
        for s in range(1, stock.count):
            if stock.ordered[s] > 0:
                stock.short[s] = max(0, unmet[s])
        self.count_orders()
        self.sell()
        self.deliver()
        self.use_up()

    def serve(self, s: int, unmet: list[int]) -> None:
        """A seller serves its buyers and the rest of the country in proportion to their orders."""
        stock, links = self.t.stocks, self.t.links
        buyers = [i for i in range(1, links.count) if links.seller[i] == s]
        if not buyers and stock.wanted[s] <= 0:
            return
        asked = [self.ordered[i] for i in buyers]
        stock.drawn[s] += (sum(asked) - stock.drawn[s]) // 4
        total = sum(asked) + stock.wanted[s]
        offered = min(total, max(0, stock.amount[s] - stock.own[s] // 4))  # a quarter of its own need stays
        ranks = [self.t.plants.rank[stock.plant[links.buyer[i]]] for i in buyers]
        *shares, self.abroad[s] = self.turns(offered, [*asked, stock.wanted[s]], [*ranks, 1])
        for i, share in zip(buyers, shares, strict=True):
            self.sent[i] = share
            unmet[links.buyer[i]] -= share
        stock.short[s] = total - offered

    def turns(self, offered: int, asked: list[int], ranks: list[int]) -> list[int]:
        """Shares in proportion; where the plan ranks, the first rank before the second and the third."""
        if not self.ranked or not any(self.t.stocks.planned):
            return split(offered, asked)
        shares = [0] * len(asked)
        for rank in (1, 2, 3):
            mine = [i for i, r in enumerate(ranks) if r == rank]
            wish = [asked[i] for i in mine]
            given = split(min(offered, sum(wish)), wish)
            for i, share in zip(mine, given, strict=True):
                shares[i] = share
            offered -= sum(given)
        return shares

    def grant(self) -> None:
        """Allotted goods: each yard up to its right, then what others leave, in turn."""
        stock, links = self.t.stocks, self.t.links
        ends = {
            links.buyer[i]: i for i in range(1, links.count) if links.seller[i] == 0 and stock.planned[links.buyer[i]]
        }
        wish = {b: self.sent[i] for b, i in ends.items()}
        right = {
            b: max(0, stock.allotted[b] * (self.month + 1) // 12 - stock.received[b])
            + part(wish[b], MILLION - self.share)
            for b in ends
        }
        for good in {stock.good[b] for b in ends}:
            yards = sorted(b for b in ends if stock.good[b] == good)
            left = sum(max(0, right[b] - wish[b]) for b in yards)
            beyond = [max(0, wish[b] - right[b]) for b in yards]
            more = self.turns(min(left, sum(beyond)), beyond, [self.t.plants.rank[stock.plant[b]] for b in yards])
            for b, extra in zip(yards, more, strict=True):
                self.sent[ends[b]] = min(wish[b], right[b]) + extra

    def count_orders(self) -> None:
        stock, plant = self.t.stocks, self.t.plants
        plant.orders = [0] * plant.count
        for s in range(1, stock.count):
            plant.orders[stock.plant[s]] += cost(stock.wanted[s], self.price[stock.good[s]])
        size = [max(trio) for trio in zip(plant.turnover, plant.costs, plant.orders, strict=True)]
        debts, links = self.t.debts, self.t.links
        self.line, self.free, self.room = ([0] * plant.count for _ in range(3))
        for f in range(1, plant.count):
            self.line[f] = max(0, part(part(size[f], self.working), plant.credit[f]) - debts.owed[plant.loan_debt[f]])
            dues = debts.owed[plant.tax_debt[f]] + part(plant.wages_owed[f] + plant.wage_bill[f], self.held)
            self.free[f] = max(0, self.till(plant.account[f]) - dues)
            owed = [debts.owed[links.debt[i]] for i in range(1, links.count) if stock.plant[links.buyer[i]] == f]
            self.room[f] = part(size[f], self.tolerated) - sum(owed)

    def sell(self) -> None:
        """The rest of the country takes its share and pays; what public services make is not for sale."""
        stock, plant = self.t.stocks, self.t.plants
        for s, amount in sorted(self.abroad.items()):
            f, g = stock.plant[s], stock.good[s]
            if amount == 0 or plant.owner[f] == PUBLIC:
                continue
            fen = cost(amount, self.price[g])
            self.pay(OUTSIDE, plant.account[f], fen, PURCHASE)
            plant.sales[f] += fen
            stock.amount[s] -= amount
            stock.sold[s] += amount
            self.t.goods.outside[g] += amount
            self.t.goods.delivered[g] += amount
            self.move(g, YARD, ABROAD, amount)

    def deliver(self) -> None:
        links = self.t.links
        for i in range(1, links.count):
            links.ordered[i], links.fresh[i] = self.ordered[i], 0
            self.sent[i] = self.settle(i, self.sent[i]) if self.sent[i] > 0 else 0
            links.shipped[i] = self.sent[i]
            if self.sent[i]:
                self.carry(i, self.sent[i])

    def settle(self, i: int, asked: int) -> int:
        """What of a delivery is paid for: at once, later, or in advance; returns the amount that is sent."""
        stock, plant, links = self.t.stocks, self.t.plants, self.t.links
        f, g, s = stock.plant[links.buyer[i]], stock.good[links.buyer[i]], links.seller[i]
        till, price = plant.account[f], self.price[g]
        if not s and not self.t.goods.matter[g]:  # power from outside: whoever is dear needs more of it
            price = part(price, plant.dear[f])
        if self.t.goods.cash[g]:
            later = 0
            amount = min(asked, most(max(0, self.till(till)) + self.line[f], price))
        else:
            later = min(part(asked, plant.credit[f]), most(max(0, self.room[f]), price))
            amount = later + min(asked - later, most(max(0, self.free[f]), price))
        credit = cost(later, price)
        now = cost(amount, price) - credit
        loan = max(0, now - self.till(till))
        if loan:
            self.pay(BANK, till, loan, LOAN)
            self.owe(plant.loan_debt[f], loan)
            self.line[f] -= loan
        self.pay(till, plant.account[stock.plant[s]] if s else OUTSIDE, now, PURCHASE)
        self.free[f] -= now
        self.owe(links.debt[i], credit)
        links.fresh[i] = credit
        self.room[f] -= credit
        plant.purchases[f] += cost(amount, price)
        if s:
            plant.sales[stock.plant[s]] += cost(amount, price)
        return amount

    def carry(self, i: int, amount: int) -> None:
        stock, links = self.t.stocks, self.t.links
        s, b = links.seller[i], links.buyer[i]
        g = stock.good[b]
        if s:
            stock.amount[s] -= amount
            stock.sold[s] += amount
        else:
            self.t.goods.outside[g] -= amount
            stock.received[b] += amount * stock.planned[b]
        self.move(g, YARD if s else ABROAD, YARD, amount)
        (stock.amount, stock.due1, stock.due2, stock.due3)[self.t.goods.lead[g]][b] += amount

    def use_up(self) -> None:
        """What schools and clinics make is used up."""
        stock = self.t.stocks
        for s in range(1, stock.count):
            if self.t.plants.owner[stock.plant[s]] == PUBLIC and stock.makers[s] > 0 and stock.amount[s] > 0:
                self.t.goods.consumed[stock.good[s]] += stock.amount[s]
                self.move(stock.good[s], YARD, USED, stock.amount[s])
                stock.sold[s] += stock.amount[s]
                stock.amount[s] = 0


@st.composite
def worlds(draw: Any) -> World:
    tenths = whole(0, 30).map(lambda n: n * 100_000)
    decides = {"plan.share": draw(whole(1, 10)) * 100_000, "plan.priority": draw(one_of(0, MILLION))}
    w = world({name: draw(tenths) for name in PARAMETERS} | decides)
    plants(draw, w, draw(whole(1, 3)))
    w.plants.wages_owed[1 : w.plants.count] = draw(one_of(0, 100, 10**6))
    yards(draw, w, draw(whole(1, 3)))
    links(draw, w)
    n = w.stocks.count - 1
    some = st.just(0) | whole(0, 10**4) | whole(0, 10**12)
    planned = whole(0, 1) if draw(YES_OR_NO) else 0
    fill(draw, w.stocks, n, planned=planned, allotted=some, received=some)
    return w


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_trade(w: World) -> None:
    expected = tables(w)
    Trade(expected, w).run()
    run(w, ration)
    compare(w, expected)


def market(*, stock: int, orders: dict[str, int], wanted: int = 0, tills: int = 10**6, cash: int = 0, price: int = MILLION,
           credit: int = MILLION, imports: int = 0, tolerated: int = MILLION) -> World:  # fmt: skip
    """A maker (plant 1) and buyers of one good (plants 2, 3, ...), each with a link to the maker and one outside."""
    w = world(dict.fromkeys(PARAMETERS, 0) | {"finance.trade_credit_months": tolerated, "finance.wages_first": MILLION})
    n = 1 + len(orders)
    w.plants.add(n)
    fill(None, w.plants, n, owner=1, standing=1, credit=credit, dear=MILLION, number=1, turnover=10**9, account=range(5, 5 + n),
         loan_debt=range(1, n + 1))  # fmt: skip
    w.accounts.add(4 + n)
    fill(None, w.accounts, 4 + n, sector=[5, 6, 7, 8] + [2] * n, balance=[0] * 5 + [tills] * (n - 1))
    w.debts.add(n)
    fill(None, w.debts, n, kind=1)
    w.goods.add(1)
    fill(None, w.goods, 1, price_plan=price, cash=cash, imports=imports)
    w.stocks.add(n)
    fill(None, w.stocks, n, plant=range(1, n + 1), good=1, ordered=[0, *orders.values()])
    w.stocks.amount[1], w.stocks.wanted[1], w.stocks.first_link[1], w.stocks.links[1] = stock, wanted, n, n - 1
    w.links.add(2 * (n - 1))
    fill(None, w.links, 2 * (n - 1), buyer=[*range(2, n + 1)] * 2, seller=[0] * (n - 1) + [1] * (n - 1), share=MILLION,
         debt=range(n + 1, 3 * n - 1))  # fmt: skip
    rows = w.debts.add(2 * (n - 1))
    w.debts.kind[rows] = 2
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(DEBTS)
    w.moves.add(2 * 36)
    balance(w)
    return w


def test_a_short_stock_goes_in_proportion_to_orders() -> None:
    w = market(stock=100, orders={"a": 100, "b": 60}, wanted=40)
    run(w, ration)
    assert w.stocks.amount[1 : w.stocks.count].tolist() == [0, 50, 30]  # and 20 outside
    assert w.goods.outside[1] == 20
    assert w.stocks.short[1 : w.stocks.count].tolist() == [100, 50, 30]


def test_the_odd_unit_goes_to_the_largest_fraction() -> None:
    w = market(stock=10, orders={"a": 1, "b": 2, "c": 14})
    run(w, ration)
    assert w.stocks.amount[2 : w.stocks.count].tolist() == [1, 1, 8]  # quotas 0.59, 1.18, 8.24


def test_a_quarter_of_its_own_need_stays_with_the_maker() -> None:
    w = market(stock=100, orders={"a": 100})
    w.stocks.own[1] = 200
    run(w, ration)
    assert w.stocks.amount[1 : w.stocks.count].tolist() == [50, 50]


def planned(w: World, allotted: list[int], share: int = MILLION) -> World:
    """The market in the last month of a year in which the plan allots so much to each buyer, heavy industry being plant 2."""
    w.region.parameters |= {"plan.share": type(w.region.parameters["finance.softness"])(share / MILLION),
                            "plan.priority": type(w.region.parameters["finance.softness"])(1.0)}  # fmt: skip
    w.month = 11
    w.plants.rank[1 : w.plants.count] = [1, 1, *[3] * (w.plants.count - 3)]
    w.stocks.planned[2 : w.stocks.count], w.stocks.allotted[2 : w.stocks.count] = 1, allotted
    return w


def test_under_the_plan_heavy_industry_is_served_first() -> None:
    w = planned(market(stock=100, orders={"heavy": 90, "light": 60}), [0, 0])
    run(w, ration)
    assert w.stocks.amount[2 : w.stocks.count].tolist() == [90, 10]


def test_what_comes_from_outside_is_allotted_and_what_one_leaves_another_may_take() -> None:
    w = planned(market(stock=0, orders={"heavy": 90, "light": 60, "small": 60}, imports=1), [40, 80, 30])
    run(w, ration)
    # 40, 60 and 30 by right; the 20 that the second leaves go to heavy industry.
    assert w.stocks.amount[2 : w.stocks.count].tolist() == [60, 60, 30]
    assert w.stocks.short[2 : w.stocks.count].tolist() == [30, 0, 30]
    assert w.stocks.received[2 : w.stocks.count].tolist() == [60, 60, 30]


def test_where_the_plan_decides_half_half_of_an_order_is_free() -> None:
    w = planned(market(stock=0, orders={"heavy": 90}, imports=1), [0], share=MILLION // 2)
    run(w, ration)
    assert w.stocks.amount[2] == 45


def test_what_the_region_cannot_deliver_is_imported() -> None:
    w = market(stock=30, orders={"a": 100}, imports=1)
    run(w, ration)
    assert w.stocks.amount[2] == 100
    assert w.goods.outside[1] == -70


@pytest.mark.parametrize(
    ("changes", "got", "till", "owed"),
    [
        ({"cash": 1, "tills": 40}, 40, 0, 0),  # coal is paid at delivery, as far as the till goes
        ({"tills": 40}, 100, 40, 100),  # other goods are owed
        ({"tills": 40, "credit": 0}, 40, 0, 0),  # whoever has no credit pays in advance
        ({"tills": 40, "credit": 300_000}, 70, 0, 30),
        ({"tills": 1000, "tolerated": 0}, 100, 900, 0),  # beyond what suppliers tolerate, too
    ],
)
def test_terms_of_payment(changes: dict[str, int], got: int, till: int, owed: int) -> None:
    w = market(stock=1000, orders={"a": 100}, **changes)
    run(w, ration)
    assert (w.stocks.amount[2], w.accounts.balance[6], w.debts.owed[w.links.debt[2]]) == (got, till, owed)
    assert w.links.fresh[2] == owed


def test_money_owed_to_workers_and_the_state_is_not_free_for_payment_in_advance() -> None:
    w = market(stock=1000, orders={"a": 100}, tills=70, credit=0)
    w.plants.wage_bill[2], w.plants.wages_owed[2] = 25, 15
    run(w, ration)
    assert w.stocks.amount[2] == 30


def test_where_pay_waits_a_till_buys_first() -> None:
    w = market(stock=1000, orders={"a": 100}, tills=70, credit=0)
    w.plants.wage_bill[2], w.plants.wages_owed[2] = 25, 15
    w.region.parameters["finance.wages_first"].value = 0.0
    run(w, ration)
    assert w.stocks.amount[2] == 70


def test_the_bank_lends_for_payment_at_delivery_within_its_line() -> None:
    w = market(stock=1000, orders={"a": 100}, tills=40, cash=1)
    w.region.parameters["finance.working_months"].value = w.region.parameters["finance.softness"].value = 1.0
    w.plants.turnover[2] = 25
    run(w, ration)
    assert (w.stocks.amount[2], w.accounts.balance[6], w.debts.owed[w.plants.loan_debt[2]]) == (65, 0, 25)
