"""Money recomputed from balances and debts, and held against the month's record of payments."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.table import Array

SECTOR_COUNT = 9
ARREARS = 4  # row of claims
CENTRE = 6  # this sector and those after it are beyond the region: centre, bank, outside
BLOCK = 256  # accounts or debts


@kernel
def others(codes: Array, code: int) -> int:
    """How many of `codes` are not `code`, on vectors."""
    count: Any = np.int32(0)
    for i in range(len(codes)):
        count = np.int32(count + np.int32(codes[i] != code))
    return int(count)


@kernel
def total(values: Array) -> int:
    """Sum of `values`, on vectors."""
    found = 0
    for i in range(len(values)):
        found += values[i]
    return found


@kernel
def signs(values: Array) -> int:
    """Below 0 if any of `values` is, on vectors."""
    found = 0
    for i in range(len(values)):
        found |= values[i]
    return found


@kernel
def sum_by(n: int, codes: Array, values: Array, sums: Array) -> None:
    """Add `values` by their codes to `sums`; rows of one code stand together, so most blocks are summed on vectors."""
    for a in range(0, n, BLOCK):
        end = min(a + BLOCK, n)
        first = codes[a]
        if others(codes[a:end], first) == 0:
            sums[first] += total(values[a:end])
        else:
            for i in range(a, end):
                sums[codes[i]] += values[i]


@kernel
def sum_money(
    n: int, sector: Array, balance: Array, debts: int, kind: Array, owed: Array, plants: int, wages_owed: Array,
    sectors: Array, claims: Array,
) -> bool:  # fmt: skip
    """Balances by sector, debts by kind and arrears to persons; False if a debt is negative."""
    for s in range(len(sectors)):
        sectors[s] = 0
    for k in range(len(claims)):
        claims[k] = 0
    sum_by(n, sector, balance, sectors)
    sum_by(debts, kind, owed, claims)
    claims[ARREARS] += total(wages_owed[1:plants])
    return bool(signs(owed[1:debts]) >= 0 and signs(wages_owed[1:plants]) >= 0)


@kernel
def money_residuals(
    n: int, debts: int, plants: int, flows: int, sector: Array, balance: Array, kind: Array, owed: Array,
    wages_owed: Array, account: Array, paid: Array, made: Array, settled: Array, before: Array, claims_before: Array,
    now: Array, claims_now: Array, out: Array,
) -> int:  # fmt: skip
    """Balances by sector and claims by kind into `now` and `claims_now`; residuals into `out`: 0 the sum of balances,
    1 the regional balance, 2 tills overdrawn, 3.. each sector against the record of payments, 12.. each kind of claim
    against its record.

    Returns 0, or 1 if a debt is negative, or 2 if a residual is not zero.
    """
    for i in range(len(out)):
        out[i] = 0
    if not sum_money(n, sector, balance, debts, kind, owed, plants, wages_owed, now, claims_now):
        return 1
    inflow = 0
    for row in range(1, flows, SECTOR_COUNT):  # what one sector pays to each for one reason
        payer = ((row - 1) // SECTOR_COUNT) % SECTOR_COUNT
        for payee in range(SECTOR_COUNT):
            fen = paid[row + payee]
            if fen != 0:
                out[3 + payer] += fen
                out[3 + payee] -= fen
                inflow += fen * ((payer >= CENTRE) - (payee >= CENTRE))
    change = 0
    for s in range(SECTOR_COUNT):
        out[0] += now[s]
        out[3 + s] += now[s] - before[s]
        if s < CENTRE:
            change += now[s] - before[s]
    out[1] = change - inflow
    for f in range(1, plants):
        if balance[account[f]] < 0:
            out[2] += balance[account[f]]
    for k in range(ARREARS + 1):
        out[12 + k] = claims_now[k] - claims_before[k] - made[k] + settled[k]
    for i in range(len(out)):
        if out[i] != 0:
            return 2
    return 0
