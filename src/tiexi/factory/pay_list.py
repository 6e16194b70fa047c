"""The pay list: who is due what from whom, how a class that is paid in part is shared, and what reaches the homes.

Kernels of `factory.pay`, in the order in which the month needs them. A `cell` is plant x CLASSES + class.
"""

from __future__ import annotations

import numpy as np

from tiexi.world.arith import apportion
from tiexi.world.jit import kernel
from tiexi.world.ledger import ARREARS_ROW, Reason, post
from tiexi.world.people import NEVER
from tiexi.world.table import Array

PPM = 1_000_000
ARREARS = int(Reason.ARREARS)
ON_POST, RETIRED = 2, 7
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
        kind = 2 * (activity[p] != ON_POST) if tie[p] > 0 else (1 if activity[p] == RETIRED else 3)
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
def group(
    rows: int, cells: int, due: Array, cell: Array, part: Array, start: Array, index: Array
) -> int:  # fmt: skip
    """Rows of the cells that are paid in `part` (yes/no, by cell), grouped by cell (counting sort)."""
    for c in range(cells + 1):
        start[c] = 0
    for i in range(rows):
        start[cell[i] + 1] += part[cell[i]] * (due[i] > 0)
    for c in range(cells):
        start[c + 1] += start[c]
    total = int(start[cells])
    for i in range(rows):
        c = cell[i]
        if part[c] == 1 and due[i] > 0:
            index[start[c]] = i
            start[c] += 1
    for c in range(cells, 0, -1):
        start[c] = start[c - 1]
    start[0] = 0
    return total


@kernel
def split(cells: int, start: Array, index: Array, cover: Array, due: Array, get: Array) -> None:
    """Share what covers a cell in part over its persons by largest remainder."""
    for c in range(cells):
        low, high = start[c], start[c + 1]
        if high <= low:
            continue
        weights = np.empty(high - low, np.int64)
        shares = np.empty(high - low, np.int64)
        for j in range(high - low):
            weights[j] = due[index[low + j]]
        apportion(cover[c], weights, shares)
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
def first_come(n: int, plant: Array, owed: Array, left: Array, need: Array, cover: Array, get: Array) -> None:
    """Rows in their order take what their plant has `left` (reduced in place)."""
    for i in range(1, n):
        f = plant[i]
        get[i] = min(left[f], owed[i])
        left[f] -= get[i]
        need[f * CLASSES + 3] += owed[i]
        cover[f * CLASSES + 3] += get[i]


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
