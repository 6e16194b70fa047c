"""The two ways a person's standing changes: `enter` (tie, activity, employer) and `depart` (death, leaving).

Every step that changes a person calls these, so that the head counts kept with workshops, plants, streets and
households stay true; the laws recount them.
"""

from __future__ import annotations

from tiexi.world.jit import inlined
from tiexi.world.table import Array

ON_POST = 2
RETIRED = 7
AWAY = 11
DEAD = 12


@inlined
def enter(
    tie: Array, activity: Array, employer: Array, since: Array,
    on_post: Array, tied: Array, plant_of: Array, plant_tied: Array, pensioners: Array,
    p: int, new_tie: int, new_activity: int, new_employer: int, month: int,
) -> None:  # fmt: skip
    """Give person `p` a new tie, activity and employer (workshop), keeping all head counts true."""
    old = employer[p]
    if tie[p] > 0:
        tied[old] -= 1
        plant_tied[plant_of[old]] -= 1
        if activity[p] == ON_POST:
            on_post[old] -= 1
    elif activity[p] == RETIRED and old > 0:
        pensioners[plant_of[old]] -= 1
    tie[p] = new_tie
    activity[p] = new_activity
    employer[p] = new_employer
    since[p] = month
    if new_tie > 0:
        tied[new_employer] += 1
        plant_tied[plant_of[new_employer]] += 1
        if new_activity == ON_POST:
            on_post[new_employer] += 1
    elif new_activity == RETIRED and new_employer > 0:
        pensioners[plant_of[new_employer]] += 1


@inlined
def cancel_claim(owed: Array, owed_by: Array, wages_owed: Array, settled: Array, p: int, scale: int) -> None:
    """Cancel what a plant still owes person `p` (death, leaving for good); entered as settled."""
    fen = owed[p] * scale
    wages_owed[owed_by[p]] -= fen
    settled[4] += fen
    owed[p] = 0
    owed_by[p] = 0


@inlined
def depart(
    tie: Array, activity: Array, employer: Array, since: Array,
    on_post: Array, tied: Array, plant_of: Array, plant_tied: Array, pensioners: Array,
    gone: Array, household: Array, members: Array, street: Array, residents: Array, spouse: Array,
    owed: Array, owed_by: Array, wages_owed: Array, settled: Array,
    p: int, new_activity: int, month: int, scale: int,
) -> None:  # fmt: skip
    """Take person `p` out of the region: `new_activity` is DEAD or AWAY. The caller adds to the tally."""
    enter(
        tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners, p, 0, new_activity, 0, month
    )  # fmt: skip
    gone[p] = month
    home = household[p]
    members[home] -= 1
    residents[street[home]] -= 1
    if spouse[p] > 0:
        spouse[spouse[p]] = 0
        spouse[p] = 0
    if owed_by[p] > 0:
        cancel_claim(owed, owed_by, wages_owed, settled, p, scale)


@inlined
def settle_home(household: Array, members: Array, street: Array, residents: Array, p: int, home: int) -> None:
    """Move person `p` into household `home`; the old one may be left empty."""
    old = household[p]
    if old > 0:
        members[old] -= 1
        residents[street[old]] -= 1
    household[p] = home
    members[home] += 1
    residents[street[home]] += 1
