"""Informal work: free entry at a pay that falls as it crowds.

Thin: informal services are bought by the rest of the country; households' own spending goes to their shops.
Source: ours.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import exp, log
from tiexi.world.chance import Stream, drawn
from tiexi.world.giving import give
from tiexi.world.ledger import Reason
from tiexi.world.pay_scale import level
from tiexi.world.people import Activity, jobless, unemployed
from tiexi.world.standing import change
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


def switching(w: Any, rows: Array, chance: float) -> Array:
    """Those of `rows` who begin or end informal work this month, which happens with `chance`."""
    found: Array = rows[drawn(w, rows, INFORMAL, 1) < round(chance * 1_000_000_000)]
    return found


def own_account(w: Any) -> None:
    """Seekers without a tie for a month or more turn to own-account work, others end it; all informal work is paid.

    Entry falls with the share of the labour force (ties, own account, seeking) that is informal already.
    """
    people = w.people
    does, free = people.activity[: people.count], jobless(w)
    own = np.flatnonzero(does == OWN_ACCOUNT)
    _, force = unemployed(w)
    if force == 0:
        return
    share = (len(own) + np.count_nonzero(does == SIDE_WORK)) / force
    begin = switching(w, free[people.since[free] < w.month], w.now("informal.entry") * (1.0 - share))
    end = switching(w, own, w.now("informal.exit"))
    change(w, begin, 0, OWN_ACCOUNT, 0)
    change(w, end, 0, SEEKING, 0)
    working = np.flatnonzero((does == OWN_ACCOUNT) | (does == SIDE_WORK))
    pay = informal_pay(level(w), share, w.now("informal.pay"), w.now("informal.elasticity"), w.now("informal.floor"))
    give(w, working, np.full(len(working), pay), OUTSIDE, Reason.INFORMAL)
