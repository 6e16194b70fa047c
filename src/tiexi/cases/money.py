"""Driver of Godley and Lavoie's model SIM (Monetary Economics 2007, chapter 3).

All of a period holds at once, so the month's own steps are repeated within it: taxes, pay, spending, round after round,
until nothing above one unit moves. The producer hands on all it takes; the centre issues the only money.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case
from tiexi.cases.steps import begin, run_step, unit_for
from tiexi.engine import Engine
from tiexi.factory.pay_hands import pay_out
from tiexi.factory.pay_list import CLASSES
from tiexi.state.settle import taxes
from tiexi.street.spend import buy, wishes
from tiexi.world import found
from tiexi.world.found_network import bare_world, household
from tiexi.world.ledger import Reason, flows_of, post
from tiexi.world.network import ONE
from tiexi.world.steps import step
from tiexi.world.world import CENTRE

PPM = 1_000_000
ALL = 4_000_000_000_000_000_000  # wages due, where everything taken is paid out
ROUNDS, STEPS = 5_000, 20_000
BOOKS = ("accounts.balance", "flows.paid")
CLAIMS = ("debts.owed", "claims.made", "claims.settled")


@step(*BOOKS, *CLAIMS, rows=("E5",))
def tax(w: Any) -> None:
    """Turnover tax on what was sold in the round."""
    plants, ledger, debts, claims = w.plants, w.accounts, w.debts, w.claims
    taxes(
        plants.count, w.ppm("tax.turnover"), 0, plants.standing, plants.owner, plants.sales, plants.account,
        plants.tax_debt, plants.local_debt, ledger.balance, ledger.sector, w.flows.paid, debts.owed, debts.kind,
        claims.made, claims.settled,
    )  # fmt: skip


@step(
    *BOOKS, *CLAIMS, "households.income", "plants.wage_bill", "plants.paid_share", "plants.allowed", rows=("K4",)
)  # fmt: skip
def pay(w: Any) -> None:
    """What is left in the till is the wage bill."""
    need = np.zeros(w.plants.count * CLASSES, np.int64)
    need[CLASSES] = ALL
    pay_out(w, need)


def spend_at(w: Any, income: float, wealth: float) -> None:
    """Households spend parts of the round's income and of their money at the one producer, who sells all."""
    h, a, n = w.households, w.accounts, w.households.count
    wishes(
        n, w.scale, round(income * ONE), 12 * round(wealth * ONE), ONE, 1, 0.0, 0, h.members, h.account, a.balance,
        h.income, h.mean_income, w.wishes.fen,
    )  # fmt: skip
    counter, till = np.ones(w.streets.count, np.int64), w.plants.account[:2].astype(np.int64)
    spent, enough = np.zeros(2, np.int64), np.zeros(2, np.int64)
    buy(
        n, w.scale, PPM, h.street, counter, w.wishes.fen, enough, enough, till, h.account, a.balance, a.sector,
        w.flows.paid, spent,
    )  # fmt: skip
    w.plants.sales[1] += spent[1]


SPENDS = (*BOOKS, "households.income", "households.mean_income", "plants.sales", "wishes.fen")


@step(*SPENDS, rows=("K5",))
def draw(w: Any) -> None:
    """What households spend out of the money they had when the period began."""
    spend_at(w, 0.0, w.now("household.alpha_wealth"))


@step(*SPENDS, rows=("K5",))
def spend(w: Any) -> None:
    """What households spend out of the round's income."""
    w.plants.sales[1] = 0
    spend_at(w, w.now("household.alpha_income"), 0.0)


@step(*BOOKS, "plants.sales", rows=("E3",))
def order_by_state(w: Any) -> None:
    """The centre buys from the producer with money that it issues."""
    ledger, fen = w.accounts, round(w.now("state.spending"))
    post(
        ledger.balance, ledger.sector, w.flows.paid, CENTRE, int(w.plants.account[1]), fen, int(Reason.LOCAL_SPENDING)
    )  # fmt: skip
    w.plants.sales[1] += fen


MONTH = (begin, order_by_state, draw, tax, pay, spend)


class Economy:
    """Households, a producer, a centre that issues money; `period` runs one period."""

    def __init__(self, case: Case, opening: float, unit: float) -> None:
        self.unit = unit
        self.world = bare_world({
            "tax.turnover": case.share("theta"), "household.alpha_income": case.share("alpha1"),
            "household.alpha_wealth": case.share("alpha2"), "state.spending": 0.0,
        }, ["producer"], ["service"], 1)  # fmt: skip
        w = self.world
        self.spending: Any = w.region.parameters["state.spending"]
        found._accounts(w)
        found._debts(w)
        found._records(w)
        household(w, round(opening / unit), 0)
        w.accounts.balance[CENTRE] = -round(opening / unit)
        self.engine = Engine(w, MONTH)

    def period(self, spending: float) -> dict[str, float]:
        """One period, round after round; what came of it, in the case's money."""
        w, engine = self.world, self.engine
        self.spending.value = spending / self.unit
        w._values.pop("state.spending", None)
        engine.laws.open_month()
        for rule in (begin, order_by_state, draw):
            run_step(engine, rule)
        for _ in range(ROUNDS):
            asked = int(w.plants.sales[1])
            for rule in (tax, pay, spend):
                rule.run(engine.views[rule.name].renew())
            engine.laws.check(spend.name)
            if asked <= 1:
                break
        engine.laws.month_end("spend")
        paid = flows_of(w).sum(axis=(1, 2)) * self.unit
        money = float(w.accounts.balance[w.households.account[1]])
        found = {
            "C": float(paid[Reason.CONSUMPTION]), "T": float(paid[Reason.TURNOVER_TAX]),
            "YD": float(paid[Reason.WAGE]), "H": money * self.unit,
        }  # fmt: skip
        return found | {"Y": float(paid[Reason.CONSUMPTION] + paid[Reason.LOCAL_SPENDING])}


def experiment(case: Case, prefix: str, opening: float, spending: Callable[[int], float], steps: int,
               unit: float) -> dict[tuple[str, str], float]:  # fmt: skip
    """An experiment of so many periods, and then on until the money stock stands still."""
    economy, found = Economy(case, opening, unit), {}
    held = opening
    for t in range(1, STEPS):
        values = economy.period(spending(t))
        if t <= steps:
            found.update({(f"{prefix}|{name}", str(t)): value for name, value in values.items()})
        elif abs(values["H"] - held) <= 2 * unit:
            break
        held = values["H"]
    for name in ("Y", "H"):
        found[f"{prefix}|{name}_stationary", "inf"] = values[name]
    return found


def drive(case: Case) -> Result:
    """Both experiments: spending from nothing; and spending that rises in the fifth period."""
    first, after = case.positive("G"), case.positive("G_after")
    unit = unit_for(1e4 * max(first, after) / case.positive("theta"))
    found_ = experiment(case, "exp1", case.number("H0_exp1"), lambda t: first, case.whole("steps_exp1"), unit)
    found_ |= experiment(
        case, "exp2", case.number("H0_exp2"), lambda t: first if t < 5 else after, case.whole("steps_exp2"), unit
    )
    return Result(found_, f"{unit:g} of the case's money")
