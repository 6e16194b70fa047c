"""Selection: who goes when a workshop sheds posts, as a rule of the region, and who takes an early pension instead.

Rules by `staff.selection`: by the way of shedding (dismissal takes the last in, off post the weights), last in first
out, weights of off post, oldest first, least in need first, volunteers first. Scores are whole: the lowest goes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.off_post import enter_race, on_post_at, weights_now
from tiexi.factory.severance import months_due, takers
from tiexi.world.chance import Stream, luck
from tiexi.world.jit import int64, kernel
from tiexi.world.people import NEVER, Activity, Registration
from tiexi.world.podium import Podium, offer
from tiexi.world.table import Array

OFF_POST = int(Stream.OFF_POST)
ON_POST, RURAL = int(Activity.ON_POST), int(Registration.RURAL)
SENDS_BACK, DISMISSES, SENDS_OFF = 1, 2, 3  # how a workshop sheds people this month
BY_WAY, LAST_IN, WEIGHTS, OLDEST, LEAST_NEED, VOLUNTEERS = range(6)
STEP = 1 << 20  # beyond the range of months


@kernel
def enter_all(
    rows: Array, rank: Array, key: Array, employer: Array, first: Array, size: Array, held: Array, score: Array,
    who: Array,
) -> None:  # fmt: skip
    """Each of `rows` runs with its `rank` for those whom the workshop sheds; the lowest go."""
    for i in range(len(rows)):
        p = rows[i]
        s = int64(employer[p])
        if held[s] == size[s] and rank[i] > score[first[s]]:
            continue
        offer(first, size, held, score, who, key, s, rank[i], p)


def need(w: Any, rows: Array) -> Array:
    """Members of the household of each of `rows` for one of them on post, in thousandths (i8)."""
    people, homes, n = w.people, w.households, w.people.count
    earners = np.bincount(people.household[np.flatnonzero(people.activity[:n] == ON_POST)], minlength=homes.count)
    home = people.household[rows]
    found: Array = homes.members[home].astype(np.int64) * 1000 // np.maximum(1, earners[home])
    return found


def ranks(w: Any, rows: Array, how: Array, rule: int) -> Array:
    """Rank of each of `rows` (i8) where people are chosen in an order; the lowest go first.

    Who has served least goes first, unless the rule says otherwise; where people are sent back to the villages,
    those with rural registration go before all others.
    """
    people = w.people
    last: Array = NEVER - people.hired[rows].astype(np.int64)
    back = how[people.employer[rows]] == SENDS_BACK
    if back.any():
        last = last + np.where(back & (people.registration[rows] != RURAL), STEP, 0)
    if rule == OLDEST:
        return np.where(back, last, people.born[rows].astype(np.int64))
    if rule == LEAST_NEED:
        return np.where(back, last, need(w, rows) * STEP + last)
    if rule == VOLUNTEERS:
        due = months_due(w, rows)
        volunteers = due >= w.ppm("staff.volunteer_months")
        return np.where(volunteers & ~back, -due, last)
    return last


def select(w: Any, how: Array, number: Array) -> tuple[Array, Array, Array]:
    """Whom workshops shed: persons (i8), their workshops, and who of them takes an early pension (bool).

    Who is old enough and takes the pension goes before all others, the oldest first.
    """
    people, rule, podium = w.people, round(w.now("staff.selection")), Podium.of(number)
    raced = ((how == SENDS_OFF) & (rule == BY_WAY)) | ((how != SENDS_BACK) & (rule == WEIGHTS))
    pensioners = []
    for race in (False, True):
        shops = (number > 0) & (raced == race)
        if not shops.any():
            continue
        rows = np.empty(people.count, np.int64)
        rows = rows[: on_post_at(people.count, shops, podium.size, people.activity, people.employer, rows)]
        takes = takers(w, rows) & (how[people.employer[rows]] != SENDS_BACK)
        if takes.any():
            early, rows = rows[takes], rows[~takes]
            enter_all(early, people.born[early] - np.int64(STEP) * STEP, people.key, people.employer, *podium.arrays)
            pensioners.append(early)
        if race:
            enter_race(
                rows, luck(w, rows, OFF_POST, 5), w.month, people.key, people.born, people.sex, people.tie,
                people.employer, people.occupation, people.hired, w.occupations.cadre, weights_now(w), *podium.arrays,
            )  # fmt: skip
        else:
            enter_all(rows, ranks(w, rows, how, rule), people.key, people.employer, *podium.arrays)
    who, shops = podium.winners(people.key)
    if not pensioners:
        return who, shops, np.zeros(len(who), bool)
    early = np.zeros(people.count, bool)
    early[np.concatenate(pensioners)] = True
    return who, shops, early[who]
