"""Marry: four times a year those who are ready meet in the lanes of their street, pair, and take a home.

Ready = unmarried, registered, past the personal marriage age (keyed; its mean is dated), and with an income of one's
own; women also while seeking work or at home. Who meets whom is decided by keyed contests, so one more person who is
ready shifts only a few others; people without registration never enter (ours; mating by age within neighbourhoods).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.street import vital
from tiexi.world.books import settle_home
from tiexi.world.chance import Stream, below, contest, word
from tiexi.world.events import Event, happened
from tiexi.world.jit import kernel
from tiexi.world.keys import derived_key
from tiexi.world.ledger import Reason, Sector, post
from tiexi.world.people import NEVER, Activity, Registration
from tiexi.world.settle_people import NOT_DRAWN, attraction, bell
from tiexi.world.steps import step
from tiexi.world.table import Array

EVERY = 3  # months between two rounds of marriages
LANE = 1000  # simulated dwellings in a lane, the circle in which people meet
ROUNDS = 3
MEN_LATER = 30  # months by which men marry later than women
MEN_YOUNGER, MEN_OLDER = 36, 120  # largest differences of age between man and woman, in months
YOUNGEST = (0, 192, 216)  # months: not before 16 for women and 18 for men
OLDEST = (0, 600, 720)  # not after 50 and 60
GROWN = 192
HOME_KEY = 16  # ordinal of a household's key under its bride's; children have 0 and 1
MARRIAGE, DWELLING = int(Stream.MARRIAGE), int(Stream.DWELLING)
OWN_ACCOUNT, SIDE_WORK, SEEKING, NOT_SEEKING = (
    int(Activity.OWN_ACCOUNT), int(Activity.SIDE_WORK), int(Activity.SEEKING), int(Activity.NOT_SEEKING),
)  # fmt: skip
URBAN, RURAL = int(Registration.URBAN), int(Registration.RURAL)
MARRIED, MOVED = int(Event.MARRIED), int(Event.MOVED)
CARRIED = int(Reason.CARRIED)
MONTHS_PER_SD = round(vital.MARRIAGE_SD * 12 / vital.BELL_SD * 1000)  # per mille, for `bell` / 65536
FARTHEST = 9223372036854775807


@kernel
def ready(
    seed: int, month: int, count: int, mean_age: int, gone: Array, born: Array, sex: Array, spouse: Array,
    registration: Array, activity: Array, tie: Array, household: Array, key: Array, street: Array, first_lane: Array,
    grown: Array, settled: Array, pool: Array, lane: Array,
) -> int:  # fmt: skip
    """Who is ready to marry (`pool`), and the lane where each goes this time; returns their number.

    Counts also the grown members of each household (`grown`) and marks those with a registered member (`settled`).
    `mean_age` in months for women; `first_lane` by street, with one row more at the end.
    """
    n = 0
    for p in range(1, count):
        if gone[p] != NEVER:
            continue
        age = month - np.int64(born[p])
        home = household[p]
        if age >= GROWN:
            grown[home] += 1
        if registration[p] == 0:
            continue
        settled[home] = 1
        who = np.int64(sex[p])
        if age < YOUNGEST[who] or age >= OLDEST[who] or spouse[p] > 0:
            continue
        does = activity[p]
        earns = tie[p] > 0 or does == OWN_ACCOUNT or does == SIDE_WORK
        if not earns and (who == 2 or (does != SEEKING and does != NOT_SEEKING)):
            continue
        if registration[p] != URBAN and registration[p] != RURAL:
            continue
        later = bell(seed, MARRIAGE, 0, key[p], 0) * MONTHS_PER_SD // 65536000
        if age < mean_age + (MEN_LATER if who == 2 else 0) + later:
            continue
        here = street[home]
        pool[n] = p
        lane[n] = first_lane[here] + below(
            seed, MARRIAGE, month, key[p], 4, np.int64(first_lane[here + 1]) - np.int64(first_lane[here])
        )
        n += 1
    return n


@kernel
def court(
    seed: int, month: int, women: Array, lane: Array, men: Array, first_man: Array, key: Array, born: Array,
    household: Array, mother: Array, husband: Array,
) -> None:  # fmt: skip
    """Pair `women` (in lanes `lane`) with `men` (sorted by lane, from `first_man[lane]`); `husband` = index or -1.

    Each round every free woman turns to the free man of her lane with the lowest contest score; a man to whom
    several turn goes with the lowest, ties by key. Those of one household or one mother do not meet.
    """
    wife = np.full(len(men), -1)
    best = np.empty(len(men), np.int64)
    husband[:] = -1
    for _ in range(ROUNDS):
        best[:] = FARTHEST
        for i in range(len(women)):
            if husband[i] >= 0:
                continue
            w = women[i]
            nearest = FARTHEST
            choice = -1
            for j in range(first_man[lane[i]], first_man[lane[i] + 1]):
                m = men[j]
                gap = np.int64(born[w]) - np.int64(born[m])
                if gap < -MEN_YOUNGER or gap > MEN_OLDER or (wife[j] >= 0 and husband[wife[j]] == j):
                    continue
                if household[w] == household[m] or (mother[w] > 0 and mother[w] == mother[m]):
                    continue
                score = contest(seed, MARRIAGE, month, key[w], key[m])
                if score < nearest or (score == nearest and key[m] < key[men[choice]]):
                    nearest = score
                    choice = j
            if choice >= 0 and (
                nearest < best[choice] or (nearest == best[choice] and key[w] < key[women[wife[choice]]])
            ):
                best[choice] = nearest
                wife[choice] = i
        for j in range(len(men)):
            if best[j] < FARTHEST:
                husband[wife[j]] = j


@kernel
def find_homes(
    seed: int, month: int, brides: Array, grooms: Array, key: Array, household: Array, street: Array, grown: Array,
    weight: Array, free: Array, home: Array, place: Array,
) -> int:  # fmt: skip
    """Where each couple lives: `home` = household row, or 0 with `place` = street of a new one; returns the new ones.

    With the one who has no other grown-up at home, him first; else in a free dwelling of their street; else in a
    street drawn with chance attraction * free dwellings; and where none is free, with his parents.
    """
    new = 0
    for c in range(len(brides)):
        hers = household[brides[c]]
        his = household[grooms[c]]
        home[c] = 0
        place[c] = 0
        if grown[his] <= 1:
            home[c] = his
        elif grown[hers] <= 1:
            home[c] = hers
        elif free[street[hers]] > 0:
            place[c] = street[hers]
        else:
            whole = 0
            for s in range(len(weight)):
                whole += weight[s] * max(0, free[s])
            if whole > 0:
                left = np.int64(word(seed, DWELLING, month, key[brides[c]], 1) >> np.uint64(1)) % whole
                s = 0
                while left >= weight[s] * max(0, free[s]):
                    left -= weight[s] * max(0, free[s])
                    s += 1
                place[c] = s
            else:
                home[c] = his
        if place[c] > 0:
            free[place[c]] -= 1
            new += 1
    return new


@kernel
def carry(
    p: int, home: int, scale: int, household: Array, members: Array, street: Array, residents: Array, mean: Array,
    account: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Person `p` moves into household `home` with a head's share of the old one's money and of its mean income."""
    old = household[p]
    if old == home:
        return
    fen = balance[account[old]] // scale // np.int64(members[old]) * scale
    if fen > 0:
        post(balance, sector, paid, account[old], account[home], fen, CARRIED)
    part = np.int64(mean[old]) // np.int64(members[old])
    mean[old] -= part
    mean[home] += part
    settle_home(household, members, street, residents, p, home)


@kernel
def wed(
    scale: int, brides: Array, grooms: Array, home: Array, grown: Array, spouse: Array, bears: Array, diary: Array,
    left: Array, goes_to: Array, household: Array, members: Array, street: Array, residents: Array, mean: Array,
    account: Array, balance: Array, sector: Array, paid: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """Couples marry and move in. `left[p]` = household a bride or groom came from; `goes_to[h]` = where the rest of a
    household goes when its last grown-up has moved out."""
    for c in range(len(brides)):
        for side in range(2):
            p = brides[c] if side == 0 else grooms[c]
            spouse[p] = grooms[c] if side == 0 else brides[c]
            old = household[p]
            if old != home[c]:
                left[p] = old
                grown[old] -= 1
                grown[home[c]] += 1
                if grown[old] == 0:
                    goes_to[old] = home[c]
                carry(p, home[c], scale, household, members, street, residents, mean, account, balance, sector, paid)
            at = happened(event, kind, who, where, persons, at, MARRIED, p, 0, diary[p] > 0)
        bears[brides[c]] = NOT_DRAWN
    return at


@kernel
def bring_children(
    month: int, count: int, scale: int, gone: Array, born: Array, mother: Array, left: Array, goes_to: Array,
    follows: Array,
) -> int:  # fmt: skip
    """Rows of the young (under 16) who follow a mother or the last grown-up (`follows`); returns their number."""
    n = 0
    for p in range(1, count):
        if gone[p] != NEVER or month - np.int64(born[p]) >= GROWN:
            continue
        follows[n] = p
        n += 1
    return n


@kernel
def follow(
    scale: int, young: Array, mother: Array, left: Array, goes_to: Array, diary: Array, household: Array,
    members: Array, street: Array, residents: Array, mean: Array, account: Array, balance: Array, sector: Array,
    paid: Array, event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """The young move after their mother, or after the last grown-up of their household."""
    return at
