"""Parting: posts that end of themselves, month by month, more often early, in badly paid plants, and for movers.

    chance = rate x exp(-premium) x (settled + fresh x exp(-tenure / fade)) x (stayer or mover)

Whether a person is a stayer or a mover hangs on the key and lasts (Blumen, Kogan and McCarthy 1955). Rule and values:
`economics.md` 2.8. One draw for each person on post, on vectors; all else only for those whose draw is low enough.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.world.arith import exp
from tiexi.world.careers import worth
from tiexi.world.chance import Stream, drawn, happens
from tiexi.world.events import Event
from tiexi.world.jit import kernel
from tiexi.world.people import Activity
from tiexi.world.standing import change
from tiexi.world.table import Array

SEPARATION = int(Stream.SEPARATION)
PPM, PPB = 1_000_000, 1_000_000_000
TENURE = 360  # months of tenure beyond which the chance falls no more
ON_POST, SEEKING = int(Activity.ON_POST), int(Activity.SEEKING)


@lru_cache(maxsize=16)
def by_tenure(rate: float, settled: float, fresh: float, fade: float) -> Array:
    """Chance in ppb (f8) by months of tenure, at no premium and for a person of factor 1."""
    return np.array([rate * PPB * (settled + fresh * exp(-t / fade)) for t in range(TENURE)])


@kernel
def part(
    rows: Array, draw: Array, seed: int, month: int, key: Array, hired: Array, employer: Array, chance: Array,
    better: Array, stayers: float, movers: float, moving: int, who: Array,
) -> int:  # fmt: skip
    """Those of `rows` whose post ends, into `who`; returns their number.

    `draw` holds whole numbers below 10**9; `chance` is by tenure, `better` (f8) the factor of each workshop; `moving`
    of 10**9 are movers.
    """
    n = 0
    most = max(stayers, movers)
    for i in range(len(rows)):
        p = rows[i]
        ppb = chance[min(max(0, month - hired[p]), len(chance) - 1)] * better[employer[p]]
        if draw[i] >= ppb * most:
            continue
        factor = movers if happens(seed, SEPARATION, 0, key[p], 2, moving) else stayers
        if draw[i] < ppb * factor:
            who[n] = p
            n += 1
    return n


def separate(w: Any) -> None:
    """Posts end: people on post leave and look for work."""
    rate = w.now("separation.rate")
    if rate <= 0.0:
        return
    people = w.people
    rows = np.flatnonzero(people.activity[: people.count] == ON_POST)
    better = PPM / np.maximum(1, worth(w))[w.workshops.plant[: w.workshops.count]]
    who = np.empty(len(rows), np.int64)
    found = part(
        rows, drawn(w, rows, SEPARATION, 1), w.seed, w.month, people.key, people.hired, people.employer,
        by_tenure(rate, *(w.now(f"separation.{name}") for name in ("settled", "fresh", "fade"))), better,
        w.now("separation.stayers"), w.now("separation.movers"), round(w.now("separation.share_movers") * PPB), who,
    )  # fmt: skip
    people.wage[who[:found]] = 0
    change(w, who[:found], 0, SEEKING, 0, int(Event.QUIT))
