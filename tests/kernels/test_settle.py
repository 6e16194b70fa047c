"""Twin of settlement: taxes, suppliers, interest, cover of losses, repayment, surplus, the local budget."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, part, run, split, tables
from tests.kernels.yards import PUBLIC, balance, fill, links, plants, world, yards
from tests.lots import one_of, whole

from tiexi.state.settle import settle
from tiexi.world.ledger import DEBTS, REASONS, SECTORS
from tiexi.world.world import World

TREASURY, CENTRE, BANK, OUTSIDE = 1, 2, 3, 4
PRIVATE, COLONIAL = 3, 4
MACHINES, SUPPLIER, TURNOVER_TAX, LOCAL_TAX, PROFIT, SUBSIDY, LOAN, REPAYMENT, INTEREST, SPENDING, TRANSFER = (
    28, 8, 11, 12, 13, 14, 16, 17, 18, 21, 22,
)  # fmt: skip
GRANT, LIQUIDATION, ELSEWHERE, FORCED_LOAN = 15, 24, 26, 27
RATES = (
    "tax.turnover", "tax.local", "finance.softness", "finance.grant_share", "close.uncovered_share", "finance.interest", "tax.profit_remitted",
    "finance.repayment", "finance.loan_capital", "finance.grant_capital", "finance.float_months",
    "finance.interest_first", "close.interest_waived", "finance.hoard_spent", "finance.tax_forgiven",
)  # fmt: skip


class Settlement(Books):
    """One month's settlement on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        super().__init__(t)
        (
            self.turnover_tax, self.local_tax, self.softness, self.granted, self.least, self.rate, self.remitted, self.repaid,
            self.borrowed, self.machines, self.float_months, self.first, self.waived, self.hoard_spent,
            forgiven,
        ) = (w.ppm(name) for name in RATES)  # fmt: skip
        self.forgiven = part(self.softness, forgiven)

    def run(self) -> None:
        every = range(1, self.t.plants.count)
        for f in every:
            if self.t.plants.owner[f] != PUBLIC:
                self.tax(f)
        for f in every:
            if self.t.plants.standing[f] in (1, 2) and self.t.plants.owner[f] not in (PUBLIC, PRIVATE):
                for row in (self.t.plants.tax_debt[f], self.t.plants.local_debt[f]):
                    self.owe(row, -part(self.t.debts.owed[row], self.forgiven))
        self.debited = [0] + [self.debit(f) for f in every]
        for f in every:
            self.suppliers(f)
        for f in every:
            self.smooth(f)
            if self.t.plants.standing[f] in (1, 2) and self.t.plants.owner[f] != PUBLIC:
                self.close_books(f)
        for f in every:
            if (
                self.t.plants.standing[f] == 1
                and self.t.plants.owner[f] not in (PUBLIC, PRIVATE)
                and not self.t.plants.street[f]
            ):
                self.buy_machines(f)
        spent = sum(self.local_budget(f) for f in every)
        gathered = self.till(CENTRE)
        self.pay(CENTRE, OUTSIDE, max(0, gathered), ELSEWHERE)
        self.pay(OUTSIDE, CENTRE, max(0, -gathered), ELSEWHERE)
        idle = self.till(TREASURY) - 12 * spent
        self.pay(TREASURY, OUTSIDE, max(0, idle // 12), SPENDING)

    def own(self, f: int) -> int:
        return max(0, self.till(self.t.plants.account[f]))

    def pay_debt(self, f: int, row: int, most: int, reason: int) -> int:
        """Pay a debt as far as `most` and the till reach."""
        fen = min(self.t.debts.owed[row], most, self.own(f))
        self.pay(self.t.plants.account[f], self.t.debts.creditor[row], fen, reason)
        self.owe(row, -fen)
        return fen

    def tax(self, f: int) -> None:
        """Both taxes fall due; the local one is paid first."""
        plant = self.t.plants
        self.owe(plant.tax_debt[f], part(plant.sales[f], self.turnover_tax))
        self.owe(plant.local_debt[f], part(plant.sales[f], self.local_tax))
        self.pay_debt(f, plant.local_debt[f], self.own(f), LOCAL_TAX)
        self.pay_debt(f, plant.tax_debt[f], self.own(f), TURNOVER_TAX)

    def suppliers(self, f: int) -> None:
        """Debts of past months are paid as far as the till reaches, shared by largest remainder."""
        links, stock = self.t.links, self.t.stocks
        mine = [i for i in range(1, links.count) if stock.plant[links.buyer[i]] == f]
        old = [max(0, self.t.debts.owed[links.debt[i]] - links.fresh[i]) for i in mine]
        for i, fen in zip(mine, split(min(sum(old), self.own(f)), old), strict=True):
            self.pay_debt(f, links.debt[i], fen, SUPPLIER)

    def debit(self, f: int) -> int:
        """What the bank takes of the month's interest before suppliers are paid."""
        plant = self.t.plants
        if plant.standing[f] not in (1, 2) or plant.owner[f] == PUBLIC:
            return 0
        month = part(self.t.debts.owed[plant.loan_debt[f]], self.rate) // 12
        fen = min(part(month, self.first), self.own(f))
        self.pay(plant.account[f], BANK, fen, INTEREST)
        return fen

    def smooth(self, f: int) -> None:
        plant = self.t.plants
        plant.turnover[f] += (plant.sales[f] - plant.turnover[f]) // 12
        plant.costs[f] += (plant.purchases[f] + plant.wage_bill[f] + plant.welfare[f] - plant.costs[f]) // 12

    def close_books(self, f: int) -> None:
        plant = self.t.plants
        till, loan = plant.account[f], plant.loan_debt[f]
        interest = part(self.t.debts.owed[loan], self.rate) // 12
        paid = min(interest - self.debited[f], self.own(f))
        self.pay(till, BANK, paid, INTEREST)
        unpaid = interest - self.debited[f] - paid  # added to the loan, less what is waived in the queue
        self.owe(loan, unpaid if plant.standing[f] == 1 else part(unpaid, MILLION - self.waived))
        taxes = part(plant.sales[f], self.turnover_tax) + part(plant.sales[f], self.local_tax)
        result = plant.sales[f] - plant.purchases[f] - plant.wage_bill[f] - plant.welfare[f] - interest - taxes
        plant.result[f] += result
        self.cover(f, result)
        self.surplus(f, result)

    def buy_machines(self, f: int) -> None:
        """Machines from outside for a share of sales: one part is lent by the bank, one granted by the centre."""
        plant = self.t.plants
        till, sales = plant.account[f], plant.sales[f]
        lent, granted = part(sales, self.borrowed), part(sales, self.machines)
        self.pay(BANK, till, lent, LOAN)
        self.owe(plant.loan_debt[f], lent)
        self.pay(CENTRE, till, granted, GRANT)
        self.pay(till, OUTSIDE, lent + granted, MACHINES)

    def cover(self, f: int, result: int) -> None:
        """A loss is covered in part, by grant and by forced loan; the rest is counted until gains make it up."""
        plant = self.t.plants
        loss = max(0, -result)
        covered = part(loss, 0 if plant.owner[f] == PRIVATE else self.softness)
        grant = part(covered, self.granted)
        self.pay(CENTRE, plant.account[f], grant, SUBSIDY)
        self.pay(BANK, plant.account[f], covered - grant, FORCED_LOAN)
        self.owe(plant.loan_debt[f], covered - grant)
        uncovered = loss - covered
        plant.losses[f] = plant.losses[f] + uncovered if loss else max(0, plant.losses[f] - result)
        plant.loss_months[f] = min(30_000, plant.loss_months[f] + 1) if uncovered > part(loss, self.least) else 0

    def surplus(self, f: int, result: int) -> None:
        """Above the working float the owner has its share of the profit, the bank what falls due of its loan or what it
        calls without credit; what exceeds two months more of costs buys machines in part, is else the bank's, as far as
        it goes, then the owner's. A private owner looks after it later."""
        plant = self.t.plants
        till, abroad = plant.account[f], plant.owner[f] == COLONIAL
        spare = self.till(till) - part(part(plant.costs[f], self.float_months), plant.credit[f])
        if spare <= 0:
            return
        profit = min(spare, part(max(0, result), self.remitted))
        self.pay(till, OUTSIDE if abroad else CENTRE, profit, PROFIT)
        loan = self.t.debts.owed[plant.loan_debt[f]]
        called = part(loan, self.repaid) + part(loan, MILLION - plant.credit[f])
        repaid = self.pay_debt(f, plant.loan_debt[f], min(spare - profit, called), REPAYMENT)
        hoard = spare - profit - repaid - 2 * plant.costs[f]
        if plant.owner[f] == PRIVATE:
            return
        if hoard > 0:
            spent = part(hoard, self.hoard_spent)
            self.pay(till, OUTSIDE, spent, MACHINES)
            hoard -= spent
            hoard -= self.pay_debt(f, plant.loan_debt[f], hoard, REPAYMENT)
        self.pay(till, OUTSIDE if abroad else TREASURY, max(0, hoard), PROFIT)

    def local_budget(self, f: int) -> int:
        """The treasury fills the tills of public services and of guarded plants; the centre lends a hand."""
        plant = self.t.plants
        public = plant.owner[f] == PUBLIC and plant.standing[f] in (1, 2)
        owed = plant.wages_owed[f]
        need = plant.wage_bill[f] + plant.purchases[f] - self.till(plant.account[f])
        if plant.standing[f] == 4:
            self.pay(plant.account[f], TREASURY, max(0, -need - owed), LIQUIDATION)
        else:
            need += owed
        if need <= 0 or not (public or plant.standing[f] == 4):
            return 0
        self.pay(CENTRE, TREASURY, max(0, need - self.till(TREASURY)), TRANSFER)
        self.pay(TREASURY, plant.account[f], need, SPENDING)
        return need


@st.composite
def worlds(draw: Any) -> World:
    tenths = whole(0, 10).map(lambda n: n * 100_000) | whole(0, MILLION)
    w = world({name: draw(tenths) for name in RATES})
    plants(draw, w, draw(whole(1, 3)))
    w.plants.wages_owed[1 : w.plants.count] = draw(one_of(0, 100, 10**6))
    yards(draw, w, draw(whole(1, 2)))
    links(draw, w)
    return w


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_settlement(w: World) -> None:
    expected = tables(w)
    Settlement(expected, w).run()
    run(w, settle)
    compare(w, expected)


def plant(till: int, *, rates: dict[str, float] | None = None, **columns: int) -> World:
    """A state plant with its till and three debts; figures of its month as given."""
    w = world(dict.fromkeys(RATES, 0) | {name: round(rate * MILLION) for name, rate in (rates or {}).items()})
    w.plants.add(1)
    given: dict[str, int] = {"owner": 1, "standing": 1, "credit": MILLION, "account": 5, "loan_debt": 1, "tax_debt": 2,
                             "local_debt": 3}  # fmt: skip
    fill(None, w.plants, 1, **(given | columns))
    w.accounts.add(5)
    fill(None, w.accounts, 5, sector=[5, 6, 7, 8, 2], balance=[0, 0, 0, 0, till])
    w.debts.add(3)
    fill(None, w.debts, 3, kind=[1, 3, 3], creditor=[BANK, CENTRE, TREASURY], debtor=5)
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(DEBTS)
    balance(w)
    return w


def balances(w: World) -> dict[str, int]:
    names = ("treasury", "centre", "bank", "outside", "till")
    return {name: int(fen) for name, fen in zip(names, w.accounts.balance[1:6], strict=True) if fen and name != "bank"}


def received(w: World, reason: int, sector: str) -> int:
    """What the centre or the outside was paid for a reason this month."""
    cells = w.flows.paid[1 : 1 + REASONS * SECTORS * SECTORS].reshape(REASONS, SECTORS, SECTORS)
    return int(cells[reason, :, {"centre": 6, "outside": 8}[sector]].sum())


def test_what_the_centre_takes_here_it_spends_elsewhere() -> None:
    w = plant(30, sales=1000, rates={"tax.turnover": 0.05, "finance.float_months": 1})
    run(w, settle)
    assert balances(w) == {"outside": 30}
    assert received(w, ELSEWHERE, "outside") == 30


def test_taxes_are_paid_as_the_till_allows_and_the_rest_is_owed() -> None:
    w = plant(30, sales=1000, rates={"tax.turnover": 0.05, "tax.local": 0.02, "finance.float_months": 1})
    run(w, settle)
    assert w.debts.owed[1:4].tolist() == [0, 40, 0]  # the local tax of 20 is paid first, then 10 of 50
    assert received(w, 11, "centre") == 10


def test_a_loss_is_covered_by_grant_and_forced_loan() -> None:
    rates = {"finance.softness": 0.6, "finance.grant_share": 0.5, "finance.float_months": 1}
    w = plant(0, sales=700, purchases=500, wage_bill=300, costs=10_000, losses=7, loss_months=3, rates=rates)
    run(w, settle)
    assert balances(w) == {"till": 60, "outside": -30}
    assert (w.debts.owed[1], w.plants.losses[1], w.plants.loss_months[1]) == (30, 47, 4)


def test_losses_are_counted_until_gains_make_them_up() -> None:
    w = plant(0, sales=100, purchases=50, losses=120, loss_months=9)
    run(w, settle)
    assert (w.plants.losses[1], w.plants.loss_months[1]) == (70, 0)


@pytest.mark.parametrize(("standing", "owed"), [(1, 1208), (2, 1200)])
def test_interest_that_cannot_be_paid_is_added_to_the_loan_but_not_in_the_queue(standing: int, owed: int) -> None:
    w = plant(
        4, standing=standing, rates={"finance.interest": 0.12, "finance.float_months": 1, "close.interest_waived": 1}
    )
    w.debts.owed[1] = 1200
    run(w, settle)
    assert w.debts.owed[1] == owed


@pytest.mark.parametrize(("waived", "owed"), [(0.0, 1208), (0.5, 1204), (1.0, 1200)])
def test_in_the_queue_interest_lapses_as_far_as_the_region_says(waived: float, owed: int) -> None:
    w = plant(
        4, standing=2, rates={"finance.interest": 0.12, "finance.float_months": 1, "close.interest_waived": waived}
    )
    w.debts.owed[1] = 1200
    run(w, settle)
    assert w.debts.owed[1] == owed


@pytest.mark.parametrize(("first", "supplier", "bank"), [(0.0, 10, 0), (0.5, 4, 6), (1.0, 0, 10)])
def test_the_bank_debits_a_part_of_its_interest_before_suppliers_are_paid(
    first: float, supplier: int, bank: int
) -> None:
    """Twelve of interest and thirty owed to a supplier outside, with ten in the till."""
    w = plant(10, rates={"finance.interest": 0.12, "finance.float_months": 1, "finance.interest_first": first})
    w.debts.owed[1] = 1200
    w.stocks.add(1)
    fill(None, w.stocks, 1, plant=1)
    w.debts.add(1)
    w.debts.kind[4], w.debts.creditor[4], w.debts.debtor[4], w.debts.owed[4] = 2, OUTSIDE, 5, 30
    w.links.add(1)
    fill(None, w.links, 1, buyer=1, debt=4)
    run(w, settle)
    assert (30 - w.debts.owed[4], 1200 + 12 - w.debts.owed[1]) == (supplier, bank)


@pytest.mark.parametrize(("kept", "repaid", "machines"), [(0.0, 250, 0), (0.5, 200, 175), (1.0, 25, 350)])
def test_a_hoard_buys_machines_or_repays(kept: float, repaid: int, machines: int) -> None:
    """Of 675 a month's costs of 100 stay and a tenth of the loan falls due; what exceeds 300 is a hoard."""
    rates = {"finance.float_months": 1, "finance.repayment": 0.1, "finance.hoard_spent": kept}
    w = plant(675, sales=100, purchases=100, costs=100, turnover=100, rates=rates)
    w.debts.owed[1] = 250
    run(w, settle)
    assert (250 - w.debts.owed[1], received(w, 28, "outside")) == (repaid, machines)


@pytest.mark.parametrize(("owner", "goal"), [(1, "centre"), (2, "centre"), (4, "outside")])
@pytest.mark.parametrize(("till", "rate", "profit", "repaid"), [
    (850, 1.0, 300, 250), (800, 0.1, 300, 200), (500, 0.1, 300, 25), (500, 1.0, 300, 100), (200, 1.0, 100, 0),
])  # fmt: skip
def test_of_a_surplus_the_owner_takes_its_profit_and_the_bank_what_falls_due(
    till: int, rate: float, profit: int, repaid: int, owner: int, goal: str
) -> None:
    """A month's costs of 100 stay; a profit of 300 and a loan of 250. Beyond 300 in the till the bank has it."""
    rates = {"tax.profit_remitted": 1.0, "finance.float_months": 1, "finance.repayment": rate}
    w = plant(till, owner=owner, sales=400, purchases=100, costs=100, turnover=400, rates=rates)
    w.debts.owed[1] = 250
    run(w, settle)
    assert w.debts.owed[1] == 250 - repaid
    assert (balances(w)["till"], received(w, 13, goal)) == (till - profit - repaid, profit)


@pytest.mark.parametrize(("rate", "repaid"), [(0.1, 25), (1.0, 250)])
def test_a_private_owner_is_taxed_and_keeps_its_hoard_till_it_invests(rate: float, repaid: int) -> None:
    rates = {"tax.profit_remitted": 0.5, "finance.float_months": 1, "finance.repayment": rate}
    w = plant(850, owner=PRIVATE, sales=400, purchases=100, costs=100, turnover=400, rates=rates)
    w.debts.owed[1] = 250
    run(w, settle)
    assert (balances(w)["till"], received(w, 13, "centre")) == (850 - 150 - repaid, 150)


def test_nobody_covers_a_private_loss() -> None:
    w = plant(0, owner=PRIVATE, sales=100, purchases=150, rates={"finance.softness": 1, "finance.float_months": 1})
    run(w, settle)
    assert (w.plants.losses[1], w.accounts.balance[5], w.debts.owed[1]) == (50, 0, 0)


def test_without_credit_the_bank_calls_its_loan() -> None:
    w = plant(90, credit=0, costs=10_000, rates={"finance.float_months": 1})
    w.debts.owed[1] = 250
    run(w, settle)
    assert (balances(w), w.debts.owed[1]) == ({}, 160)


def test_the_treasury_carries_schools_and_guards_and_the_centre_helps() -> None:
    w = plant(50, owner=PUBLIC, wage_bill=120)
    w.accounts.balance[TREASURY], w.accounts.balance[BANK] = 30, w.accounts.balance[BANK] - 30
    run(w, settle)
    assert balances(w) == {"till": 120, "outside": -40}


@pytest.mark.parametrize(
    ("columns", "lent", "granted"),
    [
        ({}, 100, 50), ({"owner": PRIVATE}, 0, 0), ({"owner": PUBLIC}, 0, 0), ({"standing": 2}, 0, 0), ({"street": 1}, 0, 0),
    ],
)  # fmt: skip
def test_machines_are_bought_with_what_the_bank_lends_and_the_centre_grants(
    columns: dict[str, int], lent: int, granted: int
) -> None:
    rates = {"finance.loan_capital": 0.1, "finance.grant_capital": 0.05, "finance.float_months": 1}
    w = plant(0, sales=1000, rates=rates, **columns)
    run(w, settle)
    assert (w.debts.owed[1], received(w, 28, "outside")) == (lent, lent + granted)
    assert w.accounts.balance[OUTSIDE] == lent  # the grant came from there
    assert (w.accounts.balance[5], w.plants.losses[1]) == (0, 0)  # what machines cost is no loss


def test_welfare_is_a_cost_and_the_years_result_is_before_what_covers_a_loss() -> None:
    w = plant(
        0, sales=100, purchases=50, wage_bill=40, welfare=30, result=-7, costs=12, rates={"finance.softness": 0.5}
    )
    run(w, settle)
    assert w.plants.result[1] == -7 - 20
    assert w.plants.costs[1] == 12 + (120 - 12) // 12
    assert (w.plants.losses[1], w.accounts.balance[5]) == (10, 10)


@pytest.mark.parametrize(("least", "months"), [(0.0, 4), (0.39, 4), (0.4, 0), (1.0, 0)])
def test_a_month_counts_only_if_enough_of_its_loss_is_not_covered(least: float, months: int) -> None:
    """Of a loss of 100 two fifths are left."""
    rates = {"finance.softness": 0.6, "close.uncovered_share": least, "finance.float_months": 1}
    w = plant(0, sales=700, purchases=500, wage_bill=300, costs=10_000, losses=7, loss_months=3, rates=rates)
    run(w, settle)
    assert (w.plants.losses[1], w.plants.loss_months[1]) == (47, months)
