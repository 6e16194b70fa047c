"""Informal work: free entry at a pay that falls as it crowds.

Thin: informal services are bought by the rest of the country; households' own spending goes to their shops.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import exp, log
from tiexi.world.chance import Stream, happens
from tiexi.world.jit import kernel
from tiexi.world.ledger import Reason, post_each
from tiexi.world.pay_scale import level
from tiexi.world.people import Activity
from tiexi.world.standing import change, fixed
from tiexi.world.table import Array
from tiexi.world.world import OUTSIDE

INFORMAL = int(Stream.INFORMAL)
SIDE_WORK, OWN_ACCOUNT, SEEKING = int(Activity.SIDE_WORK), int(Activity.OWN_ACCOUNT), int(Activity.SEEKING)


def informal_pay(level_fen: int, share: float, at_full: float, elasticity: float, floor: float) -> int:
    """Monthly informal pay in fen when `share` of the labour force works informally.

    Pay relative to the level is `at_full` x share^(-elasticity), at least `floor` and at most 1.
    """
    if share <= 0.0:
        return level_fen
    relative = at_full * exp(-elasticity * log(share))
    return int(level_fen * max(floor, min(1.0, relative)))


@kernel
def switching(rows: Array, key: Array, seed: int, month: int, ppb: int, keep: Array) -> None:
    """Mark in `keep` (u1) those of `rows` who begin or end informal work this month, with chance `ppb`."""
    for i in range(len(rows)):
        keep[i] = 1 if happens(seed, INFORMAL, month, key[rows[i]], 1, ppb) else 0


@kernel
def pay_all(
    rows: Array, fen: Array, payer: int, reason: int, scale: int, household: Array, account: Array, income: Array,
    diary: Array, earnings: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Pay each of `rows` `fen` (one real person) from account `payer`."""
    for i in range(len(rows)):
        p = rows[i]
        home = household[p]
        post_each(balance, sector, paid, payer, account[home], fen[i] * scale, reason)
        income[home] += fen[i]
        if diary[p] > 0:
            earnings[diary[p]] += fen[i]


def give(w: Any, rows: Array, fen: Array, payer: int, reason: Reason) -> None:
    """Pay persons `rows` `fen` each, for one real person, from account `payer`."""
    people, homes, ledger = w.people, w.households, w.accounts
    pay_all(
        rows, fen, payer, int(reason), w.scale, fixed(people.household), fixed(homes.account), homes.income,
        fixed(people.diary), w.diary.earnings, ledger.balance, fixed(ledger.sector), w.flows.paid,
    )  # fmt: skip


def drawn(w: Any, rows: Array, chance: float) -> Array:
    """Those of `rows` to whom something with monthly `chance` happens."""
    keep = np.zeros(len(rows), np.uint8)
    switching(rows, w.people.key, w.seed, w.month, round(chance * 1_000_000_000), keep)
    begun: Array = rows[keep == 1]
    return begun


def own_account(w: Any) -> None:
    """Seekers without a tie for a month or more turn to own-account work, others end it; all informal work is paid.

    Entry falls with the share of the labour force (ties, own account, seeking) that is informal already.
    """
    people = w.people
    n = people.count
    does = people.activity[:n]
    free = np.flatnonzero((does == SEEKING) & (people.tie[:n] == 0))
    own = np.flatnonzero(does == OWN_ACCOUNT)
    force = int(w.workshops.tied[: w.workshops.count].sum()) + len(own) + len(free)
    if force == 0:
        return
    share = (len(own) + np.count_nonzero(does == SIDE_WORK)) / force
    begin = drawn(w, free[people.since[free] < w.month], w.now("informal.entry") * (1.0 - share))
    end = drawn(w, own, w.now("informal.exit"))
    change(w, begin, 0, OWN_ACCOUNT, 0)
    change(w, end, 0, SEEKING, 0)
    working = np.flatnonzero((does == OWN_ACCOUNT) | (does == SIDE_WORK))
    pay = informal_pay(level(w), share, w.now("informal.pay"), w.now("informal.elasticity"), w.now("informal.floor"))
    give(w, working, np.full(len(working), pay), OUTSIDE, Reason.INFORMAL)
