"""The plant as a welfare state: heat, clinic, school and flats are posts of its till.

They are bought after wages, pensions and allowances and before taxes, from what the till then holds. What is not
paid is not provided: the halls stay cold. A dated part of it (medical bills, housing fund, heating money) is owed to
the plant's people, in equal parts, as pay that was not paid.
Source: `economics.md` sections 1 and 2.5.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, share, shares
from tiexi.world.claims import claim
from tiexi.world.jit import kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.table import Array
from tiexi.world.world import OUTSIDE

PPM = 1_000_000
WELFARE = int(Reason.WELFARE)
STATE, COLLECTIVE = 1, 2


@kernel
def provide(
    n: int, part: int, standing: Array, owner: Array, street: Array, bill: Array, account: Array, welfare: Array,
    cared: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Each working state and collective plant spends `part` (ppm) of its wage bill on welfare, as far as its till goes.

    `welfare` becomes the fen spent this month, `cared` the share of what was due (ppm).
    """
    for f in range(1, n):
        welfare[f] = 0
        cared[f] = PPM
        if standing[f] < 1 or standing[f] > 2 or street[f] > 0 or not (owner[f] == STATE or owner[f] == COLLECTIVE):
            continue
        due = share(bill[f], part)
        fen = min(due, max(0, balance[account[f]]))
        if fen > 0:
            post(balance, sector, paid, account[f], OUTSIDE, fen, WELFARE)
        welfare[f] = fen
        cared[f] = muldiv(fen, PPM, due)[0] if due > 0 else PPM


def owe_care(w: Any, who: Array) -> None:
    """What plants owe of the welfare they did not provide becomes a claim of `who`, people and pensioners (rows)."""
    part, plants = w.ppm("welfare.owed"), w.plants
    n = plants.count
    lacking = np.flatnonzero(plants.cared[:n] < PPM) if part > 0 else np.empty(0, np.int64)
    if len(lacking) == 0:
        return
    who = who.astype(np.int64)
    plant = w.workshops.plant[w.people.employer[who]].astype(np.int64)
    heads = np.bincount(plant, minlength=n)
    due, missed, each = (np.zeros(len(lacking), np.int64), np.zeros(len(lacking), np.int64), np.zeros(n, np.int64))
    shares(plants.wage_bill[lacking], np.full(len(lacking), w.ppm("welfare.share")), due)
    shares(due - plants.welfare[lacking], np.full(len(lacking), part), missed)
    each[lacking] = missed // (np.maximum(1, heads[lacking]) * w.scale)
    rows = each[plant] > 0
    claim(w, who[rows], plant[rows], each[plant[rows]])
    plants.wage_bill[:n] += each * heads * w.scale
