"""Money: whole fen, moved only by `post`; every split by the one `apportion`; claims in `debts`.

Every balance is a claim on one bank, whose balance is minus the sum of all others, so balances sum to zero.
The sector matrix (who paid whom, for what) falls out of posting.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from tiexi.world.jit import inlined, kernel, ro, rw, typed_kernel
from tiexi.world.table import Array, Table, column


class Sector(IntEnum):
    """Institutional sectors."""

    NOBODY = 0
    HOUSEHOLDS = 1
    STATE_PLANTS = 2
    COLLECTIVE_PLANTS = 3
    SHOPS = 4
    TREASURY = 5
    CENTRE = 6
    BANK = 7
    OUTSIDE = 8


SECTORS = len(Sector)
REGION = (Sector.HOUSEHOLDS, Sector.STATE_PLANTS, Sector.COLLECTIVE_PLANTS, Sector.SHOPS, Sector.TREASURY)


class Reason(IntEnum):
    """Why money moves."""

    NONE = 0
    ENDOWMENT = 1
    WAGE = 2
    PENSION = 3
    ALLOWANCE = 4
    SEVERANCE = 5
    ARREARS = 6
    PURCHASE = 7  # paid at delivery
    SUPPLIER_DEBT = 8  # paid later
    CONSUMPTION = 9
    INFORMAL = 10
    TURNOVER_TAX = 11
    LOCAL_TAX = 12
    PROFIT = 13  # remitted to the owner
    SUBSIDY = 14
    GRANT = 15
    LOAN = 16
    REPAYMENT = 17
    INTEREST = 18
    ESTATE = 19
    BENEFIT = 20
    LOCAL_SPENDING = 21
    TRANSFER = 22  # of the centre to the treasury
    CARRIED = 23  # taken along or brought by people who move
    LIQUIDATION = 24
    WELFARE = 25  # heat, clinic, school and flats of a plant
    ELSEWHERE = 26  # between the centre and the rest of the country
    FORCED_LOAN = 27  # of the bank, for a loss
    MACHINES = 28  # machines and flats that a plant buys outside


REASONS = len(Reason)


class Debt(IntEnum):
    """Kinds of debt."""

    NONE = 0
    LOAN = 1
    TRADE = 2
    TAX = 3


DEBTS = len(Debt)


class Accounts(Table):
    """All accounts: institutions first, households after them as they form."""

    sector = column("u1", "code", "institutional sector of the holder")
    balance = column("i8", "fen", "balance; the bank's is minus the sum of the others")


class Debts(Table):
    """Who owes whom, by kind. Arrears to persons stand with the persons (`people.owed`)."""

    debtor = column("u4", "account", "who owes")
    creditor = column("u4", "account", "to whom")
    kind = column("u1", "code", "loan, trade, tax")
    owed = column("i8", "fen", "amount outstanding")


class Dues(Table):
    """Arrears to persons who have since gone to another plant's books (`people.owed` has the present plant's)."""

    person = column("u4", "person", "to whom")
    plant = column("u4", "plant", "who owes")
    owed = column("i8", "fen", "outstanding, for one real person")


class Flows(Table):
    """The month's payments by reason, paying and receiving sector: the social accounting matrix."""

    paid = column("i8", "fen", "paid this month; row = (reason * SECTORS + payer) * SECTORS + payee, plus 1")


class Programmes(Table):
    """What each instrument of a planner's package cost this month; rows as in `Programme`."""

    optional = True
    spent = column("i8", "fen", "paid this month to or for people, all real people together")
    persons = column("i8", "person", "simulated people it was paid for this month")


class Budget(Table):
    """Local taxes by calendar year, where public posts follow them (`state.public_posts`); no row elsewhere."""

    optional = True
    year = column("i8", "fen", "local taxes paid in the calendar year so far")
    last = column("i8", "fen", "local taxes of the last calendar year")
    reference = column("i8", "fen", "local taxes of the year that posts are set against")


class Programme(IntEnum):
    """Instruments of a package: rows of `programmes`."""

    NONE = 0
    SEVERANCE = 1
    EARLY_RETIREMENT = 2
    WAGE_INSURANCE = 3
    RELOCATION = 4
    RETRAINING = 5
    PUBLIC_WORKS = 6


ARREARS_ROW = 4  # row of `claims` for arrears to persons


class Claims(Table):
    """The month's changes of debts by kind (row = kind) and of arrears to all real persons (row 4)."""

    made = column("i8", "fen", "newly owed this month")
    settled = column("i8", "fen", "paid or cancelled this month")


@typed_kernel("int64(int64, int64, int64)")
def flow_row(reason: int, payer: int, payee: int) -> int:
    """Row of `flows` for a reason and two sectors."""
    return (reason * 9 + payer) * 9 + payee + 1


@typed_kernel(f"void({rw('int64')}, {ro('uint8')}, {rw('int64')}, int64, int64, int64, int64)")
def post(balance: Array, sector: Array, paid: Array, payer: int, payee: int, fen: int, reason: int) -> None:
    """Move `fen` from account `payer` to account `payee` and enter it in the sector matrix."""
    balance[payer] -= fen
    balance[payee] += fen
    paid[(reason * 9 + sector[payer]) * 9 + sector[payee] + 1] += fen


@inlined
def disburse(balance: Array, sector: Array, paid: Array, payer: int, payees: int, fen: int, reason: int) -> None:
    """Take `fen` from account `payer` for many payees of the sector `payees`, whom the caller credits in all with it.

    One entry for a pay list: to post each line would cost more than to reckon it.
    """
    balance[payer] -= fen
    paid[(reason * 9 + sector[payer]) * 9 + payees + 1] += fen


@inlined
def collect(balance: Array, sector: Array, paid: Array, payers: int, payee: int, fen: int, reason: int) -> None:
    """Give account `payee` `fen` from many payers of the sector `payers`, whom the caller debits in all with it."""
    balance[payee] += fen
    paid[(reason * 9 + payers) * 9 + sector[payee] + 1] += fen


@typed_kernel(f"void({rw('int64')}, {ro('uint8')}, {rw('int64')}, {rw('int64')}, int64, int64)")
def owe(owed: Array, kind: Array, made: Array, settled: Array, row: int, fen: int) -> None:
    """Change debt `row` by `fen`: positive newly owed, negative settled."""
    owed[row] += fen
    if fen > 0:
        made[kind[row]] += fen
    else:
        settled[kind[row]] -= fen


@kernel
def credit_homes(n: int, scale: int, receipts: Array, account: Array, income: Array, balance: Array) -> None:
    """Households are credited with what their members received (fen of one real household)."""
    for h in range(1, n):
        fen = receipts[h]
        balance[account[h]] += fen * scale
        income[h] += fen


@kernel
def sum_debts(debtor: Array, kind: Array, owed: Array, plant_of: Array, count: int, out: Array) -> None:
    """Debts by kind of debt and plant that owes (i8 [kind, plant]); `plant_of` [account] is 0 for no plant."""
    for i in range(1, count):
        if debtor[i] < len(plant_of):
            out[kind[i], plant_of[debtor[i]]] += owed[i]


def debts_of(w: Any) -> Array:
    """What plants owe now, in fen, by kind of debt and plant (i8 [kind, plant])."""
    debts, end = w.debts, w.plants.count
    tills = w.plants.account[1:end].astype(np.int64)
    plant_of = np.zeros(int(tills.max(initial=0)) + 1, np.int64)
    plant_of[tills] = np.arange(1, end)
    owed = np.zeros((DEBTS, end), np.int64)
    sum_debts(debts.debtor, debts.kind, debts.owed, plant_of, debts.count, owed)
    return owed


def flows_of(w: Any) -> Array:
    """Payments of the month in fen (i8 [reason, paying sector, receiving sector])."""
    cells: Array = w.flows.paid[1 : 1 + REASONS * SECTORS * SECTORS]
    return cells.reshape(REASONS, SECTORS, SECTORS)
