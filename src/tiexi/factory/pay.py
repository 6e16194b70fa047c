"""Pay: wages of those on post, then pensions, then off-post allowances, then old arrears, from each plant's till.

What the till and the bank's line lack becomes a debt to the person (arrears). The class that cannot be paid in full
is shared by largest remainder in whole multiples of the coin that one simulated person's payment needs.
Order of payment: `data/estimated/finance_rules.csv`; short time: hours are cut before people (`economics.md` 2.8).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.ledger import ARREARS_ROW, Reason, Sector, disburse, owe, post
from tiexi.world.people import NEVER
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.world import BANK, CENTRE, TREASURY

PPM = 1_000_000
WAGE, PENSION, ALLOWANCE, ARREARS, LOAN = (
    int(Reason.WAGE), int(Reason.PENSION), int(Reason.ALLOWANCE), int(Reason.ARREARS), int(Reason.LOAN),
)  # fmt: skip
ON_POST, RETIRED = 2, 7
HOUSEHOLDS = int(Sector.HOUSEHOLDS)
CLASSES = 4  # wage, pension, allowance, old arrears


@kernel
def claimants(n: int, gone: Array, employer: Array, who: Array) -> int:
    """Everyone on a plant's books or paid a pension by one; returns their number (the loop does not branch)."""
    rows = 0
    for p in range(1, n):
        who[rows] = p
        rows += (employer[p] > 0) & (gone[p] == NEVER)
    return rows


@kernel
def rates_of(
    n: int, plant_of: Array, standing: Array, hours: Array, allowance: int, pooled: int, rate: Array
) -> None:  # fmt: skip
    """Part of the wage (ppm) due by class at each workshop; of a pension, the part that the plant does *not* bear."""
    for s in range(1, n):
        rate[s * CLASSES] = min(PPM, hours[s])
        rate[s * CLASSES + 1] = PPM if standing[plant_of[s]] >= 3 else pooled
        rate[s * CLASSES + 2] = allowance


@kernel
def assess(
    rows: int, who: Array, tie: Array, activity: Array, employer: Array, wage: Array, plant_of: Array, rate: Array,
    due: Array, pooled: Array, cell: Array, need: Array,
) -> None:  # fmt: skip
    """What each of `who` is due: fen for one real person from the plant (`due`) and from the pool (`pooled`), and the
    `cell` plant x CLASSES + class; the last class is for those who get nothing. `need` sums what is due by cell.
    """
    for i in range(rows):
        p = who[i]
        shop = employer[p]
        if tie[p] > 0:
            kind = 0 if activity[p] == ON_POST else 2
        else:
            kind = 1 if activity[p] == RETIRED else 3
        part = wage[p] * rate[shop * CLASSES + kind] // PPM
        pension = kind == 1
        pooled[i] = part * pension
        part = wage[p] - part if pension else part
        due[i] = part
        c = plant_of[shop] * CLASSES + kind
        cell[i] = c
        need[c] += part


@kernel
def add_arrears(rows: int, creditor: Array, owed: Array, owed_by: Array, need: Array) -> None:
    """Old arrears, added to what each plant is asked for in the last class."""
    for i in range(rows):
        p = creditor[i]
        need[owed_by[p] * CLASSES + 3] += owed[p]


@kernel
def fund(
    n: int, scale: int, need: Array, account: Array, balance: Array, sector: Array, paid: Array,
    loan_debt: Array, line: Array, owed: Array, kind: Array, made: Array, settled: Array,
    cover: Array, bill: Array, paid_share: Array,
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


@kernel
def group(
    rows: int, plants: int, due: Array, cell: Array, need: Array, cover: Array, only: int, start: Array, index: Array
) -> int:
    """Rows of class `only` at plants that can pay the class in part, grouped by plant (counting sort)."""
    for f in range(plants + 1):
        start[f] = 0
    for i in range(rows):
        c = cell[i]
        if c % CLASSES == only and due[i] > 0 and 0 < cover[c] < need[c]:
            start[c // CLASSES + 1] += 1
    for f in range(plants):
        start[f + 1] += start[f]
    total = int(start[plants])
    for i in range(rows):
        c = cell[i]
        if c % CLASSES == only and due[i] > 0 and 0 < cover[c] < need[c]:
            f = c // CLASSES
            index[start[f]] = i
            start[f] += 1
    for f in range(plants, 0, -1):
        start[f] = start[f - 1]
    start[0] = 0
    return total


@kernel
def split(plants: int, only: int, start: Array, index: Array, cover: Array, due: Array, get: Array) -> None:
    """Share a class that is paid in part over its persons by largest remainder."""
    for f in range(1, plants):
        low, high = start[f], start[f + 1]
        if high <= low:
            continue
        weights = np.empty(high - low, np.int64)
        shares = np.empty(high - low, np.int64)
        for j in range(high - low):
            weights[j] = due[index[low + j]]
        apportion(cover[f * CLASSES + only], weights, shares)
        for j in range(high - low):
            get[index[low + j]] = shares[j]


@kernel
def hand_over(
    rows: int, who: Array, due: Array, pooled: Array, cell: Array, need: Array, cover: Array, get: Array,
    household: Array, receipts: Array, diary: Array, earnings: Array, short: Array,
) -> int:  # fmt: skip
    """What each of `who` gets goes to its household's `receipts`; `get` becomes what is missing, for the rows `short`.

    Returns their number. Row 0 of `earnings` takes what is nobody's diary's and is emptied again.
    """
    n = 0
    for i in range(rows):
        p = who[i]
        c = cell[i]
        paid = due[i] if cover[c] >= need[c] else get[i]
        fen = paid + pooled[i]
        receipts[household[p]] += fen
        earnings[diary[p]] += fen
        get[i] = due[i] - paid
        short[n] = i
        n += get[i] > 0
    earnings[0] = 0
    return n


@kernel
def credit_homes(n: int, scale: int, receipts: Array, account: Array, income: Array, balance: Array) -> None:
    """Households are credited with what their members received (fen of one real household)."""
    for h in range(1, n):
        fen = receipts[h]
        balance[account[h]] += fen * scale
        income[h] += fen


@kernel
def debit_tills(
    n: int, scale: int, rows: int, cover: Array, pooled: Array, account: Array, balance: Array, sector: Array, paid: Array
) -> None:
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


@kernel
def leave_owing(
    n: int, scale: int, short: Array, who: Array, missing: Array, cell: Array, owed: Array, owed_by: Array,
    wages_owed: Array, made: Array, spill: Array,
) -> int:  # fmt: skip
    """What is missing becomes a claim. Returns how many rows (`spill`) are of people with a claim on another plant."""
    elsewhere = 0
    for j in range(n):
        i = short[j]
        p = who[i]
        f = cell[i] // CLASSES
        if owed_by[p] > 0 and owed_by[p] != f:
            spill[elsewhere] = i
            elsewhere += 1
            continue
        owed[p] += missing[i]
        owed_by[p] = f
        wages_owed[f] += missing[i] * scale
        made[ARREARS_ROW] += missing[i] * scale
    return elsewhere


@kernel
def pay_arrears(
    n: int, scale: int, old: Array, creditor: Array, debtor: Array, need: Array, cover: Array, get: Array,
    household: Array, home_account: Array, income: Array, account: Array,
    balance: Array, sector: Array, paid: Array, wages_owed: Array, settled: Array, diary: Array, earnings: Array,
) -> None:  # fmt: skip
    """Pay old arrears `old` (reduced in place) of `debtor` plants to `creditor` persons, in full or as in `get`."""
    for i in range(n):
        f = debtor[i]
        if f == 0 or old[i] <= 0:
            continue
        cell = f * CLASSES + 3
        fen = old[i] if cover[cell] >= need[cell] else (get[i] if cover[cell] > 0 else 0)
        if fen <= 0:
            continue
        p = creditor[i]
        home = household[p]
        post(balance, sector, paid, account[f], home_account[home], fen * scale, ARREARS)
        income[home] += fen
        if diary[p] > 0:
            earnings[diary[p]] += fen
        old[i] -= fen
        wages_owed[f] -= fen * scale
        settled[ARREARS_ROW] += fen * scale


@kernel
def first_come(n: int, plant: Array, owed: Array, left: Array, need: Array, cover: Array, get: Array) -> None:
    """Rows in their order take what their plant has `left` (reduced in place)."""
    for i in range(1, n):
        f = plant[i]
        get[i] = min(left[f], owed[i])
        left[f] -= get[i]
        need[f * CLASSES + 3] += owed[i]
        cover[f * CLASSES + 3] += get[i]


def bank_lines(w: Any) -> Array:
    """The bank's open line of each plant in fen: working capital, less what is drawn (market.ration has the same)."""
    plants, n = w.plants, w.plants.count
    months = int(muldiv(w.ppm("finance.working_months"), w.ppm("finance.softness"), PPM)[0])
    size = np.maximum(np.maximum(plants.turnover[:n], plants.costs[:n]), plants.orders[:n])
    limit = size // 1000 * months // 1000 * plants.credit[:n] // PPM
    line: Array = np.maximum(limit - w.debts.owed[plants.loan_debt[:n]], 0)
    return line


def share_out(w: Any, rows: int, due: Array, cell: Array, need: Array, cover: Array, classes: range) -> Array:
    """What each of `rows` claimants gets of a class that is paid in part."""
    get = np.zeros(rows, np.int64)
    plants = w.plants.count
    part = (cover > 0) & (cover < need)
    for c in classes:
        if part[c::CLASSES].any():
            start, index = np.zeros(plants + 1, np.int64), np.zeros(rows, np.int64)
            group(rows, plants, due, cell, need, cover, c, start, index)
            split(plants, c, start, index, cover, due, get)
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
    "plants.wage_bill", "plants.paid_share", rows=("C1", "C3", "H1", "K4"),
)  # fmt: skip
def pay(w: Any) -> None:
    """Wages, pensions, allowances and old arrears are paid from each till in that order; what is missing is owed."""
    people, homes, plants, ledger, shops = w.people, w.households, w.plants, w.accounts, w.workshops
    n, cells = people.count, plants.count * CLASSES
    who, cell = np.empty(n, np.uint32), np.empty(n, np.uint16)
    due, pooled = np.empty(n, np.int32), np.empty(n, np.int32)
    need, cover = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
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
        plants.paid_share,
    )  # fmt: skip
    get = share_out(w, rows, due, cell, need, cover, range(3))
    receipts, short, spill = np.zeros(homes.count, np.int64), np.empty(n, np.uint32), np.empty(n, np.uint32)
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


def rates(w: Any) -> Array:
    """Parts of the wage due at each workshop, see `rates_of`; short time cuts hours with the load."""
    shops = w.workshops
    load = np.minimum(shops.load[: shops.count], PPM)
    hours = PPM - (PPM - load) * w.ppm("pay.short_time") // PPM
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
    part = share_out(w, n, old, debtor * np.uint16(CLASSES) + np.uint16(3), need, cover, range(3, 4))
    before = old.copy()
    pay_arrears(
        n, w.scale, old, creditor, debtor, need, cover, part, people.household, w.households.account,
        w.households.income, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.wages_owed,
        w.claims.settled, people.diary, w.diary.earnings,
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
