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
from tiexi.world.ledger import ARREARS_ROW, Reason, owe, post, post_each
from tiexi.world.people import NEVER
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.world import BANK, CENTRE, TREASURY

PPM = 1_000_000
WAGE, PENSION, ALLOWANCE, ARREARS, LOAN = (
    int(Reason.WAGE), int(Reason.PENSION), int(Reason.ALLOWANCE), int(Reason.ARREARS), int(Reason.LOAN),
)  # fmt: skip
ON_POST, RETIRED, SENT_DOWN = 2, 7, 9
CLASSES = 4  # wage, pension, allowance, old arrears


@kernel
def assess(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, wage: Array, owed: Array, owed_by: Array,
    plant_of: Array, standing: Array, hours: Array, allowance: int, pooled: int,
    who: Array, due: Array, what: Array, plant: Array, need: Array,
) -> int:  # fmt: skip
    """Who is due something this month: person, fen for one real person, class and plant, one row each from row 1.

    Sums by plant and class go to `need` (fen of one real person each). `hours`: share of full pay by workshop. The
    pensions of a closed plant are pooled. Returns the number of rows, row 0 included.
    """
    rows = 1
    for p in range(1, n):
        if owed[p] > 0:
            need[owed_by[p] * CLASSES + 3] += owed[p]
        shop = employer[p]
        if shop == 0 or gone[p] != NEVER:
            continue
        f = plant_of[shop]
        kind = 0
        fen = 0
        if tie[p] > 0:
            if activity[p] == ON_POST:
                fen = wage[p] if hours[shop] >= PPM else wage[p] * hours[shop] // PPM
                kind = 1
            else:
                fen = wage[p] * allowance // PPM
                kind = 3
        elif activity[p] == RETIRED and standing[f] < 3:
            fen = wage[p] - wage[p] * pooled // PPM
            kind = 2
        if fen > 0:
            who[rows] = p
            due[rows] = fen
            what[rows] = kind
            plant[rows] = f
            need[f * CLASSES + kind - 1] += fen
            rows += 1
    return rows


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
    n: int, plants: int, due: Array, what: Array, plant: Array, need: Array, cover: Array, only: int,
    start: Array, index: Array,
) -> int:  # fmt: skip
    """Rows of class `only` at plants that can pay the class in part, grouped by plant (counting sort)."""
    for f in range(plants + 1):
        start[f] = 0
    for p in range(1, n):
        f = plant[p]
        c = f * CLASSES + only - 1
        if what[p] == only and due[p] > 0 and 0 < cover[c] < need[c]:
            start[f + 1] += 1
    for f in range(plants):
        start[f + 1] += start[f]
    total = int(start[plants])
    for p in range(1, n):
        f = plant[p]
        c = f * CLASSES + only - 1
        if what[p] == only and due[p] > 0 and 0 < cover[c] < need[c]:
            index[start[f]] = p
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
        apportion(cover[f * CLASSES + only - 1], weights, shares)
        for j in range(high - low):
            get[index[low + j]] = shares[j]


@kernel
def hand_over(
    n: int, scale: int, who: Array, due: Array, what: Array, plant: Array, need: Array, cover: Array, get: Array,
    household: Array, home_account: Array, income: Array, account: Array,
    balance: Array, sector: Array, paid: Array, owed: Array, owed_by: Array, wages_owed: Array, made: Array,
    diary: Array, earnings: Array, spill: Array,
) -> int:  # fmt: skip
    """Pay every row; what is missing is owed. Returns how many rows (`spill`) are of people with a claim elsewhere."""
    elsewhere = 0
    for i in range(1, n):
        p = who[i]
        f = plant[i]
        c = what[i]
        cell = f * CLASSES + c - 1
        fen = due[i] if cover[cell] >= need[cell] else (get[i] if cover[cell] > 0 else 0)
        home = household[p]
        if fen > 0:
            reason = WAGE if c == 1 else (PENSION if c == 2 else ALLOWANCE)
            post_each(balance, sector, paid, account[f], home_account[home], fen * scale, reason)
            income[home] += fen
            if diary[p] > 0:
                earnings[diary[p]] += fen
        rest = due[i] - fen
        if rest > 0:
            if owed_by[p] > 0 and owed_by[p] != f:
                spill[elsewhere] = i
                due[i] = rest
                elsewhere += 1
                continue
            owed[p] += rest
            owed_by[p] = f
            wages_owed[f] += rest * scale
            made[ARREARS_ROW] += rest * scale
    return elsewhere


@kernel
def pay_arrears(
    n: int, scale: int, old: Array, creditor: Array, debtor: Array, need: Array, cover: Array, get: Array,
    household: Array, home_account: Array, income: Array, account: Array,
    balance: Array, sector: Array, paid: Array, wages_owed: Array, settled: Array, diary: Array, earnings: Array,
) -> None:  # fmt: skip
    """Pay old arrears `old` (reduced in place) of `debtor` plants to `creditor` persons, in full or as in `get`."""
    for i in range(1, n):
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


@kernel
def pool(
    n: int, scale: int, gone: Array, activity: Array, employer: Array, wage: Array, plant_of: Array, standing: Array,
    pooled: int, household: Array, home_account: Array, income: Array, balance: Array, sector: Array, paid: Array,
    diary: Array, earnings: Array,
) -> None:  # fmt: skip
    """The pooled share of pensions (all of it where the plant is closed), paid by the treasury."""
    for p in range(1, n):
        if activity[p] != RETIRED or employer[p] == 0 or gone[p] != NEVER:
            continue
        closed = standing[plant_of[employer[p]]] >= 3
        fen = wage[p] if closed else share(wage[p], pooled)
        if fen == 0:
            continue
        home = household[p]
        post_each(balance, sector, paid, TREASURY, home_account[home], fen * scale, PENSION)
        income[home] += fen
        if diary[p] > 0:
            earnings[diary[p]] += fen


def bank_lines(w: Any) -> Array:
    """The bank's open line of each plant in fen: working capital, less what is drawn (market.ration has the same)."""
    plants, n = w.plants, w.plants.count
    months = int(muldiv(w.ppm("finance.working_months"), w.ppm("finance.softness"), PPM)[0])
    size = np.maximum(np.maximum(plants.turnover[:n], plants.costs[:n]), plants.orders[:n])
    limit = size // 1000 * months // 1000 * plants.credit[:n] // PPM
    line: Array = np.maximum(limit - w.debts.owed[plants.loan_debt[:n]], 0)
    return line


def share_out(
    w: Any, n: int, due: Array, what: Array, plant: Array, need: Array, cover: Array, classes: range
) -> Array:
    """What each of `n` claimants gets of a class that is paid in part."""
    get = np.zeros(n, np.int64)
    plants = w.plants.count
    start, index = np.zeros(plants + 1, np.int64), np.zeros(n, np.int64)
    for c in classes:
        cells = slice(c - 1, plants * CLASSES, CLASSES)
        if np.any((cover[cells] > 0) & (cover[cells] < need[cells])):
            group(n, plants, due, what, plant, need, cover, c, start, index)
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
    load = np.minimum(shops.load[: shops.count], PPM)
    hours = PPM - (PPM - load) * w.ppm("pay.short_time") // PPM
    who, due = np.empty(n, np.int64), np.empty(n, np.int64)
    what, plant = np.empty(n, np.uint8), np.empty(n, np.uint16)
    need, cover = np.zeros(cells, np.int64), np.zeros(cells, np.int64)
    rows = assess(
        n, people.gone, people.tie, people.activity, people.employer, people.wage, people.owed, people.owed_by,
        shops.plant, plants.standing, hours, w.ppm("off_post.allowance"), w.ppm("pension.pooled"), who, due, what,
        plant, need,
    )  # fmt: skip
    fund(
        plants.count, w.scale, need, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.loan_debt,
        bank_lines(w), w.debts.owed, w.debts.kind, w.claims.made, w.claims.settled, cover, plants.wage_bill,
        plants.paid_share,
    )  # fmt: skip
    creditor = np.flatnonzero(people.owed[:n])  # before this month's arrears are added
    get = share_out(w, rows, due, what, plant, need, cover, range(1, 4))
    spill = np.empty(rows, np.int64)
    elsewhere = hand_over(
        rows, w.scale, who, due, what, plant, need, cover, get, people.household, homes.account, homes.income,
        plants.account, ledger.balance, ledger.sector, w.flows.paid, people.owed, people.owed_by, plants.wages_owed,
        w.claims.made, people.diary, w.diary.earnings, spill,
    )  # fmt: skip
    if len(creditor):
        old_arrears(w, creditor, need, cover)
    old_claims(w)
    late = spill[:elsewhere]
    spill_claims(w, who[late], due[late], plant[late])
    pool_pensions(w)


def old_arrears(w: Any, persons: Array, need: Array, cover: Array) -> None:
    """Arrears of earlier months, from what the tills still hold after this month's pay."""
    people, plants, ledger = w.people, w.plants, w.accounts
    creditor = np.concatenate(([0], persons))
    debtor = people.owed_by[creditor]
    old = people.owed[creditor].astype(np.int64)
    # A plant that has anything left for old arrears has paid this month in full, so `old` holds no new ones there.
    n = len(creditor)
    part = share_out(w, n, old, np.full(n, 4, np.uint8), debtor, need, cover, range(4, 5))
    before = old.copy()
    pay_arrears(
        n, w.scale, old, creditor, debtor, need, cover, part, people.household, w.households.account,
        w.households.income, plants.account, ledger.balance, ledger.sector, w.flows.paid, plants.wages_owed,
        w.claims.settled, people.diary, w.diary.earnings,
    )  # fmt: skip
    people.owed[persons] -= (before - old)[1:].astype(np.int32)
    people.owed_by[persons[people.owed[persons] == 0]] = 0


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


def pool_pensions(w: Any) -> None:
    """The treasury pays the pooled share of pensions; the centre makes up what the treasury lacks."""
    people, ledger, plants = w.people, w.accounts, w.plants
    pool(
        people.count, w.scale, people.gone, people.activity, people.employer, people.wage, w.workshops.plant,
        plants.standing, w.ppm("pension.pooled"), people.household, w.households.account, w.households.income,
        ledger.balance, ledger.sector, w.flows.paid, people.diary, w.diary.earnings,
    )  # fmt: skip
    lacking = -int(ledger.balance[TREASURY])
    if lacking > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, CENTRE, TREASURY, lacking, int(Reason.TRANSFER))
