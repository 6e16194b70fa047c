"""Dated clearings of triangular debt: plants that owe each other are settled all at once, with credit of the bank.

Everyone pays what it owes or, if it cannot, all that the till, the credit and its own debtors bring beyond the wages it
owes; suppliers share in proportion. Of all vectors of payments that meet this, the clearing takes the greatest: nobody
defaults who need not. It is found as in the fictitious default sequence: all pay in full, those who then fall short pay
what they have, and so on, until nobody falls shorter.
Source: Eisenberg and Noe 2001, Management Science 47:236; dates and credit `economics.md` 2.5.

Payments are whole fen. Suppliers are paid by d'Hondt's divisors: one fen more to pay out never takes from a supplier,
which largest remainders do not grant (Balinski and Young 1982); so the map from payments to payments is monotone, and
the greatest clearing vector exists in whole fen (Tarski 1955).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.state.settle import links_by_plant
from tiexi.world.arith import muldiv, share
from tiexi.world.jit import int64, kernel, typed_kernel
from tiexi.world.ledger import Reason, owe, post
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import BANK

SUPPLIER, LOAN, PRIVATE = int(Reason.SUPPLIER_DEBT), int(Reason.LOAN), int(Owner.PRIVATE)
MOST_ROUNDS = 20_000  # beyond it, who still falls shorter pays nothing: a closed ring drained fen by fen


@typed_kernel("boolean(int64, int64, int64, int64)")
def exceeds(a: int, b: int, c: int, d: int) -> bool:
    """Whether a / b > c / d, for a, c >= 0 and b, d > 0; exact, by continued fractions."""
    while True:
        if a // b != c // d:
            return a // b > c // d
        a, c = a % b, c % d
        if a == 0 or c == 0:
            return a > c
        a, b, c, d = d, c, b, a


@kernel
def divide(fen: int, total: int, low: int, high: int, owed: Array, part: Array) -> None:
    """Split `fen`, at most `total`, over the debts in rows `low` to `high`, which sum to `total`, by d'Hondt."""
    left = fen
    for j in range(low, high):
        part[j] = muldiv(owed[j], fen, total)[0]
        left -= part[j]
    while left > 0:
        best = low
        for j in range(low + 1, high):
            if exceeds(owed[j], part[j] + 1, owed[best], part[best] + 1):
                best = j
        part[best] += 1
        left -= 1


@kernel
def clear(
    n: int, most_rounds: int, start: Array, owed: Array, creditor: Array, own: Array, pays: Array, part: Array
) -> int:
    """The greatest clearing vector `pays` (fen by plant) and what each debt gets (`part`); returns rounds of default.

    Plant f owes `owed[j]` to plant `creditor[j]` (0: beyond the region) for j in `start[f]` to `start[f + 1]`, and has
    `own[f]` before anyone pays, which may be negative: what wages take of it first.
    """
    due, has = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for f in range(1, n):
        for j in range(start[f], start[f + 1]):
            part[j] = owed[j]
            due[f] += owed[j]
        pays[f] = due[f]
    rounds = 0
    while True:
        for f in range(1, n):
            has[f] = own[f]
        for j in range(start[1], start[n]):
            if creditor[j] > 0:
                has[creditor[j]] += part[j]
        fell = False
        for f in range(1, n):
            if pays[f] > max(0, has[f]):
                pays[f] = max(0, has[f]) if rounds < most_rounds else 0
                divide(pays[f], due[f], int64(start[f]), int64(start[f + 1]), owed, part)
                fell = True
        if not fell:
            return rounds
        rounds += 1


@kernel
def settle_all(
    n: int, start: Array, row: Array, part: Array, lent: Array, account: Array, loan_debt: Array, creditor: Array,
    balance: Array, sector: Array, paid: Array, owed: Array, kind: Array, made: Array, settled: Array,
) -> None:  # fmt: skip
    """The bank lends, and everyone pays; `row` is the debt of each part."""
    for f in range(1, n):
        if lent[f] > 0:
            post(balance, sector, paid, BANK, account[f], lent[f], LOAN)
            owe(owed, kind, made, settled, loan_debt[f], lent[f])
        for j in range(start[f], start[f + 1]):
            if part[j] > 0:
                post(balance, sector, paid, account[f], creditor[row[j]], part[j], SUPPLIER)
                owe(owed, kind, made, settled, row[j], -part[j])


@step("accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled", rows=("E7", "C2", "K5"))
def net(w: Any) -> None:
    """On the dates of a clearing, what plants owe their suppliers is settled all at once, wages first."""
    part_called = w.ppm("clearing.share")
    if part_called == 0:
        return
    plants, debts, links, ledger = w.plants, w.debts, w.links, w.accounts
    n = plants.count
    start, by_plant = w.once("links by plant", lambda: links_by_plant(w))
    row = links.debt[by_plant].astype(np.int64)
    old = np.maximum(0, debts.owed[row] - links.fresh[by_plant])
    owed = np.array([share(int(fen), part_called) for fen in old], np.int64)
    plant_of = np.zeros(ledger.count, np.int64)
    plant_of[plants.account[1:n]] = np.arange(1, n)
    due = np.zeros(n, np.int64)
    np.add.at(due, np.repeat(np.arange(n), np.diff(start)), owed)
    rate = w.ppm("clearing.credit")
    lends = plants.owner[:n] != PRIVATE  # no bank lends to a private owner
    lent = np.array([share(int(fen), rate) if yes else 0 for fen, yes in zip(due, lends, strict=True)], np.int64)
    own = ledger.balance[plants.account[:n]] - plants.wages_owed[:n] + lent
    pays, part = np.zeros(n, np.int64), np.zeros(len(row), np.int64)
    clear(n, MOST_ROUNDS, start, owed, plant_of[debts.creditor[row]], own, pays, part)
    settle_all(
        n, start, row, part, lent, plants.account, plants.loan_debt, debts.creditor, ledger.balance, ledger.sector,
        w.flows.paid, debts.owed, debts.kind, w.claims.made, w.claims.settled,
    )  # fmt: skip
