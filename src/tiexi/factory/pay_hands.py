"""Pay where hands are not persons: industries of a table, whose household stands for everyone.

The same order of payment as for persons: wages, then allowances, as far as the till reaches (`factory.pay`). A region's
month does not have this step.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.pay import debit_tills, fund
from tiexi.factory.pay_list import CLASSES
from tiexi.world.arith import muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.ledger import credit_homes
from tiexi.world.steps import step
from tiexi.world.table import Array


@kernel
def bills(n: int, allowance: int, plant: Array, wage: Array, hands: Array, normal: Array, need: Array) -> None:
    """Pay due by plant and class (fen): wages of the hands at work, `allowance` (ppm) of the wage of all others."""
    for w in range(1, n):
        pay = muldiv(wage[w], hands[w], normal[w])[0] if normal[w] > 0 else 0
        need[plant[w] * CLASSES] += pay
        need[plant[w] * CLASSES + 2] += share(max(0, wage[w] - pay), allowance)


def pay_out(w: Any, need: Any) -> int:
    """Pay what is due by plant and class as far as tills reach, to the household that stands for all; returns it."""
    plants, homes, ledger, debts, claims = w.plants, w.households, w.accounts, w.debts, w.claims
    cover, line = np.zeros_like(need), np.zeros(plants.count, np.int64)
    fund(
        plants.count, w.scale, need, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.loan_debt,
        line, debts.owed, debts.kind, claims.made, claims.settled, cover, plants.wage_bill, plants.paid_share,
        plants.allowed,
    )  # fmt: skip
    receipts = np.zeros(homes.count, np.int64)
    receipts[1] = cover.sum()
    credit_homes(homes.count, w.scale, receipts, homes.account, homes.income, ledger.balance)
    debit_tills(
        plants.count, w.scale, 0, cover, np.zeros(1, np.int64), plants.account, ledger.balance, ledger.sector,
        w.flows.paid,
    )  # fmt: skip
    return int(receipts[1])


@step(
    "accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled", "households.income",
    "plants.wage_bill", "plants.paid_share", "plants.allowed", rows=("C1", "K4"),
)  # fmt: skip
def pay_hands(w: Any) -> None:
    """Hands are paid, and those without work get an allowance, to the household that stands for all."""
    paces, need = w.paces, np.zeros(w.plants.count * CLASSES, np.int64)
    bills(
        paces.count, w.ppm("off_post.allowance"), w.workshops.plant, paces.wage, paces.hands, paces.normal, need
    )  # fmt: skip
    pay_out(w, need)
