"""Relief: unemployment benefit and the minimum livelihood, paid by the treasury; the centre makes up what it lacks.

Source: the rules in force, as dated parameters of the region."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.giving import give, help_treasury
from tiexi.world.jit import kernel
from tiexi.world.ledger import Reason
from tiexi.world.people import NEVER, Activity, Registration, jobless
from tiexi.world.table import Array
from tiexi.world.world import TREASURY

DISABLED = int(Activity.DISABLED)
URBAN = int(Registration.URBAN)


def benefits(w: Any) -> tuple[Array, Array]:
    """Who gets unemployment benefit, and how much: urban, without a tie, seeking, out of a job for not too long.

    Who never had a job has no occupation yet and no claim.
    """
    people = w.people
    amount = round(w.now("benefit.unemployment") * 100)
    if amount <= 0:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    rows = jobless(w)
    entitled = (people.registration[rows] == URBAN) & (people.occupation[rows] > 0)
    entitled &= w.month - people.since[rows].astype(np.int64) < w.now("benefit.months")
    rows = rows[entitled]
    return rows, np.full(len(rows), amount)


@kernel
def below_minimum(
    n: int, homes: int, minimum: int, gone: Array, registration: Array, household: Array, mean_income: Array,
    members: Array, poor: Array, who: Array, fen: Array,
) -> int:  # fmt: skip
    """Residents with urban registration whose household has less than `minimum` fen a head, and what they lack.

    `poor` (u1, by household) is room: a byte a household stays in the cache, and the loop over persons does not branch.
    """
    for h in range(1, homes):
        poor[h] = (members[h] > 0) & (mean_income[h] < minimum * members[h])
    found = 0
    for p in range(1, n):
        who[found] = p
        found += (registration[p] == URBAN) & (gone[p] == NEVER) & (poor[household[p]] != 0)
    for i in range(found):
        home = household[who[i]]
        fen[i] = minimum - mean_income[home] // members[home]
    return found


def minimum(w: Any) -> tuple[Array, Array]:
    """Who gets the minimum livelihood, and how much.

    Income is the three-month mean, which contains earlier relief: a household without anything gets half.
    """
    people, homes = w.people, w.households
    least = round(w.now("benefit.minimum") * 100)
    who, fen = np.empty(people.count, np.int64), np.empty(people.count, np.int64)
    if least <= 0:
        return who[:0], fen[:0]
    found = below_minimum(
        people.count, homes.count, least, people.gone, people.registration, people.household, homes.mean_income,
        homes.members, np.zeros(homes.count, np.uint8), who, fen,
    )  # fmt: skip
    return who[:found], fen[:found]


def disability(w: Any) -> tuple[Array, Array]:
    """Who gets a benefit because of disability, and how much."""
    amount, people = round(w.now("disability.benefit") * 100), w.people
    rows = np.flatnonzero(people.activity[: people.count] == DISABLED) if amount > 0 else np.empty(0, np.int64)
    return rows, np.full(len(rows), amount)


def relief(w: Any) -> None:
    """Pay the benefits of the jobless and the disabled, and the minimum livelihood of the month."""
    parts = benefits(w), disability(w), minimum(w)
    rows, fen = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    if len(rows) == 0:
        return
    help_treasury(w, int(fen.sum()) * w.scale)
    give(w, rows, fen, TREASURY, Reason.BENEFIT)
