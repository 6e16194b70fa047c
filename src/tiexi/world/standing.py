"""Changing the standing of many people at once, with events, and letting people leave the region.

Steps decide who and what; this module enters it in the books. `people.since` is the month since which a person has
been on post, off post, without a tie or retired: side work and looking for work beside that leave it as it is.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.books import AWAY, depart, enter
from tiexi.world.claims import forgive
from tiexi.world.events import Event, happened
from tiexi.world.jit import kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.table import Array
from tiexi.world.world import OUTSIDE

CARRIED = int(Reason.CARRIED)
LEFT = int(Event.LEFT)

# What a step that calls `change` must declare, and what one that calls `send_away` must declare besides.
CHANGES = (
    "people.tie", "people.activity", "people.employer", "people.since", "workshops.on_post", "workshops.tied",
    "plants.tied", "plants.pensioners", "happenings.*", "counts.persons",
)  # fmt: skip
LEAVES = (
    "people.gone", "people.spouse", "people.wage", "people.owed", "people.owed_by", "households.members",
    "streets.residents", "plants.wages_owed", "claims.settled", "dues.owed", "accounts.balance", "flows.paid",
    "tally.left",
)  # fmt: skip


def fixed(array: Array) -> Array:
    """A read-only view, so that every step calls a shared kernel with the same pattern of arguments."""
    view = array.view()
    view.flags.writeable = False
    return view


@kernel
def change_all(
    tie: Array, activity: Array, employer: Array, since: Array,
    on_post: Array, tied: Array, plant_of: Array, plant_tied: Array, pensioners: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, diary: Array,
    n: int, new: Array, month: int, at: int,
) -> int:  # fmt: skip
    """Enter `n` changes and their events (0 = none, `since` stays); returns the next free event row.

    `new` holds `n` persons, then their ties, activities, employers and events.
    """
    for i in range(n):
        p, job, what = new[i], new[3 * n + i], new[4 * n + i]
        place = job if job > 0 else employer[p]
        begun = month if what > 0 else since[p]
        enter(
            tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners,
            p, new[n + i], new[2 * n + i], job, begun,
        )  # fmt: skip
        if what > 0:
            at = happened(event, kind, who, where, persons, at, what, p, place, diary[p] > 0)
    return at


@kernel
def leave_all(
    tie: Array, activity: Array, employer: Array, since: Array,
    on_post: Array, tied: Array, plant_of: Array, plant_tied: Array, pensioners: Array,
    gone: Array, household: Array, members: Array, street: Array, residents: Array, spouse: Array,
    owed: Array, owed_by: Array, wages_owed: Array, settled: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, diary: Array,
    account: Array, balance: Array, sector: Array, paid: Array,
    rows: Array, month: int, scale: int, at: int,
) -> int:  # fmt: skip
    """Let each of `rows` leave with a head's share of the household's money; returns the next free event row."""
    for i in range(len(rows)):
        p = rows[i]
        home = household[p]
        fen = max(0, balance[account[home]]) // scale // members[home] * scale
        if members[home] == 1:
            fen = max(0, balance[account[home]])
        if fen > 0:
            post(balance, sector, paid, account[home], OUTSIDE, fen, CARRIED)
        place = employer[p]
        depart(
            tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners,
            gone, household, members, street, residents, spouse, owed, owed_by, wages_owed, settled,
            p, AWAY, month, scale,
        )  # fmt: skip
        at = happened(event, kind, who, where, persons, at, LEFT, p, place, diary[p] > 0)
    return at


def books(w: Any) -> tuple[Array, ...]:
    """The first nine arguments of `world.books.enter`."""
    people, shops, plants = w.people, w.workshops, w.plants
    return (
        people.tie, people.activity, people.employer, people.since, shops.on_post, shops.tied, fixed(shops.plant),
        plants.tied, plants.pensioners,
    )  # fmt: skip


def film(w: Any) -> tuple[Array, ...]:
    """Where events of persons are written: the first four arguments of `happened`, the counts, and who is followed."""
    seen = w.happenings
    return seen.event, seen.kind, seen.who, seen.where, w.counts.persons, fixed(w.people.diary)


def change(
    w: Any, rows: Array, tie: Array | int, activity: Array | int, employer: Array | int, event: Array | int = 0
) -> None:
    """Give persons `rows` a new tie, activity and employer (one each, or one for all), with the event `event`.

    Without an event the change is one of what is done beside the books, and `since` stays.
    """
    n = len(rows)
    if n == 0:
        return
    new = np.empty(5 * n, np.int64)
    new[:n], new[n : 2 * n], new[2 * n : 3 * n], new[3 * n : 4 * n], new[4 * n :] = rows, tie, activity, employer, event
    start = w.happenings.add(n).start
    arguments: tuple[Any, ...] = (*books(w), *film(w), n, new, w.month, start)
    w.happenings.trim(change_all(*arguments))


def send_away(w: Any, rows: Array) -> None:
    """Let persons `rows` (each once) leave the region for good, in the order of their keys."""
    n = len(rows)
    if n == 0:
        return
    people, homes = w.people, w.households
    rows = np.ascontiguousarray(rows[np.argsort(people.key[rows], kind="stable")], np.int64)
    forgive(w, rows)
    start = w.happenings.add(n).start
    arguments: tuple[Any, ...] = (
        *books(w), people.gone, fixed(people.household), homes.members, fixed(homes.street), w.streets.residents,
        people.spouse, people.owed, people.owed_by, w.plants.wages_owed, w.claims.settled, *film(w),
        fixed(homes.account), w.accounts.balance, fixed(w.accounts.sector), w.flows.paid, rows, w.month, w.scale, start,
    )  # fmt: skip
    w.happenings.trim(leave_all(*arguments))
    people.wage[rows] = 0
    w.tally.left[1] += n
