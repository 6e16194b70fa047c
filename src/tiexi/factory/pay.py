"""Pay: wages of those on post, pensions, off-post allowances, old arrears, then welfare, from each plant's till.

What the till and the bank's line lack becomes a debt to the person (arrears). The class that cannot be paid in full
is shared by largest remainder in whole multiples of the coin that one simulated person's payment needs.
Source: order of payment `data/estimated/finance_rules.csv`; short time, hours cut before people: `economics.md` 2.8.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.expect import expect
from tiexi.factory.hours import used
from tiexi.factory.pay_list import (
    CLASSES,
    add_arrears,
    assess,
    claimants,
    first_come,
    group,
    hand_over,
    leave_owing,
    pay_arrears,
    rates_of,
    split,
)
from tiexi.factory.severance import bear_pensions
from tiexi.factory.welfare import owe_care, provide
from tiexi.world.arith import muldiv
from tiexi.world.jit import kernel
from tiexi.world.ledger import ARREARS_ROW, Reason, Sector, credit_homes, disburse, owe, post
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.world import BANK, CENTRE, TREASURY

PPM = 1_000_000
WAGE, PENSION, ALLOWANCE, LOAN = int(Reason.WAGE), int(Reason.PENSION), int(Reason.ALLOWANCE), int(Reason.LOAN)
HOUSEHOLDS = int(Sector.HOUSEHOLDS)


@kernel
def fund(
    n: int, scale: int, need: Array, account: Array, balance: Array, sector: Array, paid: Array,
    loan_debt: Array, line: Array, owed: Array, kind: Array, made: Array, settled: Array,
    cover: Array, bill: Array, paid_share: Array, allowed: Array,
) -> None:  # fmt: skip
    """How much of each class a plant can pay (`cover`, units of k fen); this month's pay draws on the bank's line."""
    for f in range(1, n):
        month = 0
        for c in range(3):
            month += need[f * CLASSES + c]
        bill[f] = month * scale
        short = bill[f] - balance[account[f]]
        if short > 0 and line[f] > 0:
            drawn = min(short, line[f])
            post(balance, sector, paid, BANK, account[f], drawn, LOAN)
            owe(owed, kind, made, settled, loan_debt[f], drawn)
        units = max(0, balance[account[f]]) // scale
        this = 0
        for c in range(CLASSES):
            cover[f * CLASSES + c] = min(units, need[f * CLASSES + c])
            units -= cover[f * CLASSES + c]
            if c < 3:
                this += cover[f * CLASSES + c]
        paid_share[f] = muldiv(this, PPM, month)[0] if month > 0 else PPM
        due = need[f * CLASSES + 2]
        allowed[f] = muldiv(cover[f * CLASSES + 2], PPM, due)[0] if due > 0 else paid_share[f]


@kernel
def debit_tills(
    n: int, scale: int, rows: int, cover: Array, pooled: Array, account: Array, balance: Array, sector: Array,
    paid: Array,
) -> None:  # fmt: skip
    """Each till pays out by class what it covers, and the treasury the pooled part of pensions."""
    for f in range(1, n):
        for c in range(3):
            if cover[f * CLASSES + c] > 0:
                reason = WAGE if c == 0 else (PENSION if c == 1 else ALLOWANCE)
                disburse(balance, sector, paid, account[f], HOUSEHOLDS, cover[f * CLASSES + c] * scale, reason)
    pensions = 0
    for i in range(rows):
        pensions += pooled[i]
    disburse(balance, sector, paid, TREASURY, HOUSEHOLDS, pensions * scale, PENSION)


def bank_lines(w: Any) -> Array:
    """The bank's open line of each plant in fen: working capital, less what is drawn (market.ration has the same)."""
    plants, n = w.plants, w.plants.count
    months = w.ppm("finance.working_months") * w.ppm("finance.softness") // PPM
    size = np.maximum(np.maximum(plants.turnover[:n], plants.costs[:n]), plants.orders[:n])
    limit = size // 1000 * months // 1000 * plants.credit[:n] // PPM
    line: Array = np.maximum(limit - w.debts.owed[plants.loan_debt[:n]], 0)
    return line


def share_out(rows: int, due: Array, cell: Array, need: Array, cover: Array, classes: range) -> Array:
    """What each of `rows` claimants gets (i8) of those `classes` that a plant pays in part."""
    get = np.zeros(rows, np.int64)
    part = np.zeros(len(cover), np.uint8)
    for c in classes:
        part[c::CLASSES] = (cover[c::CLASSES] > 0) & (cover[c::CLASSES] < need[c::CLASSES])
    if part.any():
        start, index = np.zeros(len(part) + 1, np.int64), np.zeros(rows, np.int64)
        group(rows, len(part), due, cell, part, start, index)
        split(len(part), start, index, cover, due, get)
    return get


def old_claims(w: Any) -> None:
    """Claims on a former plant, oldest first, from what its till still holds."""
    dues, plants, ledger = w.dues, w.plants, w.accounts
    n = dues.count
    if n <= 1 or not dues.owed[:n].any():
        return
    need, cover = np.zeros(plants.count * CLASSES, np.int64), np.zeros(plants.count * CLASSES, np.int64)
    get = np.zeros(n, np.int64)
    left = np.maximum(ledger.balance[plants.account[: plants.count]], 0) // w.scale
    first_come(n, dues.plant, dues.owed, left, need, cover, get)
    pay_arrears(
        n, w.scale, dues.owed, dues.person, dues.plant, need, cover, get, w.people.household, w.households.account,
        w.households.income, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.wages_owed,
        w.claims.settled, w.people.diary, w.diary.earnings,
    )  # fmt: skip


@step(
    "accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled", "people.owed", "people.owed_by",
    "dues.person", "dues.plant", "dues.owed", "households.income", "diary.earnings", "plants.wages_owed",
    "plants.wage_bill", "plants.paid_share", "plants.allowed", "plants.welfare", "plants.cared", "plants.doubt",
    "programmes.*",
    rows=("C1", "C3", "C6", "H1", "K4"),
)  # fmt: skip
def pay(w: Any) -> None:
    """Wages, pensions, allowances and old arrears are paid from each till in that order; what is missing is owed."""
    people, homes, plants, ledger, shops = w.people, w.households, w.plants, w.accounts, w.workshops
    n, cells = people.count, plants.count * CLASSES
    who, cell = np.empty(n, np.uint32), np.empty(n, np.uint16)
    due, pooled = np.empty(n, np.int32), np.empty(n, np.int32)
    need, cover = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
    bear_pensions(w, w.ppm("pension.pooled"))
    rows = claimants(n, people.gone, people.employer, who)
    assess(
        rows, who, people.tie, people.activity, people.employer, people.wage, shops.plant, rates(w), due, pooled, cell,
        need,
    )  # fmt: skip
    creditor = np.flatnonzero(people.owed[:n] != 0)  # before this month's arrears are added
    add_arrears(len(creditor), creditor, people.owed, people.owed_by, need)
    fund(
        plants.count, w.scale, need, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.loan_debt,
        bank_lines(w), w.debts.owed, w.debts.kind, w.claims.made, w.claims.settled, cover, plants.wage_bill,
        plants.paid_share, plants.allowed,
    )  # fmt: skip
    get = share_out(rows, due, cell, need, cover, range(3))
    receipts, short, spill = np.zeros(homes.count, np.int32), np.empty(n, np.uint32), np.empty(n, np.uint32)
    missing = hand_over(
        rows, who, due, pooled, cell, need, cover, get, people.household, receipts, people.diary, w.diary.earnings,
        short,
    )  # fmt: skip
    credit_homes(homes.count, w.scale, receipts, homes.account, homes.income, ledger.balance)
    debit_tills(
        plants.count, w.scale, rows, cover, pooled, plants.account, ledger.balance, ledger.sector, w.flows.paid
    )  # fmt: skip
    elsewhere = leave_owing(
        missing, w.scale, short, who, get, cell, people.owed, people.owed_by, plants.wages_owed, w.claims.made, spill
    )
    if len(creditor):
        old_arrears(w, creditor, need, cover)
    old_claims(w)
    late = spill[:elsewhere]
    spill_claims(w, who[late].astype(np.int64), get[late], cell[late] // CLASSES)
    fill_treasury(w)
    provide(
        plants.count, w.ppm("welfare.share"), plants.standing, plants.owner, plants.street, plants.wage_bill,
        plants.account, plants.welfare, plants.cared, ledger.balance, ledger.sector, w.flows.paid,
    )  # fmt: skip
    owe_care(w, who[:rows])
    expect(w)


def rates(w: Any) -> Array:
    """Parts of the wage due at each workshop, see `rates_of`; short time cuts hours with the load."""
    shops = w.workshops
    hours = PPM - (PPM - used(w)) * w.ppm("pay.short_time") // PPM
    rate = np.zeros(shops.count * CLASSES, np.int64)
    rates_of(
        shops.count, shops.plant, w.plants.standing, hours, w.ppm("off_post.allowance"), w.ppm("pension.pooled"), rate
    )
    return rate


def old_arrears(w: Any, creditor: Array, need: Array, cover: Array) -> None:
    """Arrears of earlier months, from what the tills still hold after this month's pay."""
    people, plants, ledger = w.people, w.plants, w.accounts
    debtor = people.owed_by[creditor]
    old = people.owed[creditor].astype(np.int64)
    # A plant that has anything left for old arrears has paid this month in full, so `old` holds no new ones there.
    n = len(creditor)
    cell = debtor * np.uint16(CLASSES) + np.uint16(3)
    part = share_out(n, old.astype(np.int32), cell, need, cover, range(3, 4))
    before = old.copy()
    pay_arrears(
        n, w.scale, old, creditor.astype(np.uint32), debtor.astype(np.uint32), need, cover, part, people.household,
        w.households.account, w.households.income, plants.account, ledger.balance, ledger.sector, w.flows.paid,
        plants.wages_owed, w.claims.settled, people.diary, w.diary.earnings,
    )  # fmt: skip
    people.owed[creditor] -= (before - old).astype(np.int32)
    people.owed_by[creditor[people.owed[creditor] == 0]] = 0


def spill_claims(w: Any, persons: Array, fen: Array, plants: Array) -> None:
    """A person with a claim on a former plant gets a row of its own for the new one."""
    if not len(persons):
        return
    rows = w.dues.add(len(persons))
    w.dues.person[rows] = persons
    w.dues.plant[rows] = plants
    w.dues.owed[rows] = fen
    made = fen * w.scale
    np.add.at(w.plants.wages_owed, plants, made)
    w.claims.made[ARREARS_ROW] += int(made.sum())


def fill_treasury(w: Any) -> None:
    """The centre makes up what the treasury lacks after the pooled part of pensions."""
    ledger = w.accounts
    lacking = -int(ledger.balance[TREASURY])
    if lacking > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, CENTRE, TREASURY, lacking, int(Reason.TRANSFER))
