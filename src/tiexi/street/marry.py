"""Marry: four times a year those who are ready meet in the lanes of their street, pair, and take a home.

Ready = unmarried, past the personal marriage age (keyed; its mean is dated), and with an income of one's own;
registered women also while seeking work or at home. Who meets whom is decided by keyed contests, so one more person
who is ready shifts only a few others.
Source: ours; mating by age within neighbourhoods.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.street import vital
from tiexi.world.books import settle_home
from tiexi.world.chance import Stream, below, contest, word
from tiexi.world.events import Event, happened
from tiexi.world.jit import int64, kernel
from tiexi.world.keys import derived_key
from tiexi.world.ledger import Reason, Sector, post
from tiexi.world.people import NEVER, Activity
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
MARRIED, MOVED = int(Event.MARRIED), int(Event.MOVED)
CARRIED = int(Reason.CARRIED)
MONTHS_PER_SD = round(vital.MARRIAGE_SD * 12 / vital.BELL_SD * 1000)  # per mille, for `bell` / 65536
FARTHEST = 9223372036854775807
SIGNED: Any = np.int64
ONE = np.uint64(1)


@kernel
def ready(
    seed: int, month: int, count: int, mean_age: int, gone: Array, born: Array, sex: Array, spouse: Array,
    registration: Array, activity: Array, tie: Array, household: Array, key: Array, street: Array, first_lane: Array,
    grown: Array, settled: Array, pool: Array, lane: Array,
) -> int:  # fmt: skip
    """Who is ready to marry (`pool`), and the lane where each goes this time; returns their number.

    Counts also the grown members of each household (`grown`) and marks those with a member who is registered or
    earns (`settled`).
    `mean_age` in months for women; `first_lane` by street, with one row more at the end.
    """
    found = 0
    for p in range(1, count):  # without branches: only the few who could marry are looked at one by one
        here = gone[p] == NEVER
        age = month - born[p]
        home = household[p]
        grown[home] += here & (age >= GROWN)
        does = activity[p]
        earns = (tie[p] > 0) | (does == OWN_ACCOUNT) | (does == SIDE_WORK)
        settled[home] |= here & ((registration[p] != 0) | earns)
        pool[found] = p
        found += (
            here
            & ((registration[p] != 0) | earns)
            & (spouse[p] == 0)
            & (age >= YOUNGEST[1])
            & (age < OLDEST[2])
            & (earns | ((sex[p] == 1) & ((does == SEEKING) | (does == NOT_SEEKING))))
        )
    n = 0
    for i in range(found):
        p = pool[i]
        age = month - born[p]
        home = household[p]
        who = sex[p]
        if age < YOUNGEST[who] or age >= OLDEST[who]:
            continue
        later = bell(seed, int64(MARRIAGE), 0, key[p], int64(0)) * MONTHS_PER_SD // 65536000
        if age < mean_age + (MEN_LATER if who == 2 else 0) + later:
            continue
        here = street[home]
        pool[n] = p
        lane[n] = first_lane[here] + below(seed, MARRIAGE, month, key[p], 4, first_lane[here + 1] - first_lane[here])
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
                gap = born[w] - born[m]
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
    seed: int, month: int, first: int, brides: Array, grooms: Array, key: Array, household: Array, street: Array,
    grown: Array, weight: Array, free: Array, home: Array, new_key: Array, new_street: Array,
) -> int:  # fmt: skip
    """Household of each couple (`home`), new ones from row `first` on; key (u8) and street of these; their number.

    With the one who has no other grown-up at home, him first; else in a free dwelling of their street; else in a
    street drawn with chance attraction * free dwellings; and where none is free, with his parents.
    """
    new = 0
    for c in range(len(brides)):
        hers = household[brides[c]]
        his = household[grooms[c]]
        home[c] = his
        if grown[his] <= 1:
            continue
        if grown[hers] <= 1:
            home[c] = hers
            continue
        s = street[hers]
        if free[s] <= 0:
            whole = 0
            for other in range(len(weight)):
                whole += weight[other] * max(0, free[other])
            if whole == 0:
                continue
            left = SIGNED(word(seed, DWELLING, month, key[brides[c]], 1) >> ONE) % whole
            s = 0
            while left >= weight[s] * max(0, free[s]):
                left -= weight[s] * max(0, free[s])
                s += 1
        free[s] -= 1
        home[c] = first + new
        new_key[new] = derived_key(key[brides[c]], month, HOME_KEY)
        new_street[new] = s
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
    fen = balance[account[old]] // scale // members[old] * scale
    if fen > 0:
        post(balance, sector, paid, account[old], account[home], fen, CARRIED)
    part = mean[old] // members[old]
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
def left_behind(
    month: int, count: int, gone: Array, born: Array, mother: Array, household: Array, left: Array, goes_to: Array,
    young: Array, goal: Array,
) -> int:  # fmt: skip
    """Those under 16 (`young`) whose mother or last grown-up has moved, and where to (`goal`); returns their number."""
    n = 0
    for p in range(1, count):
        if gone[p] != NEVER or month - born[p] >= GROWN:
            continue
        home = household[p]
        to = goes_to[home]
        if left[mother[p]] == home:
            to = household[mother[p]]
        if to > 0 and to != home:
            young[n] = p
            goal[n] = to
            n += 1
    return n


@kernel
def follow(
    scale: int, young: Array, goal: Array, diary: Array, household: Array, members: Array, street: Array,
    residents: Array, mean: Array, account: Array, balance: Array, sector: Array, paid: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """The young move to their `goal`, each with a head's share of the money."""
    for i in range(len(young)):
        p = young[i]
        carry(p, goal[i], scale, household, members, street, residents, mean, account, balance, sector, paid)
        at = happened(event, kind, who, where, persons, at, MOVED, p, 0, diary[p] > 0)
    return at


@step(
    "people.household", "people.spouse", "people.bears", "households.*", "accounts.*", "streets.residents",
    "flows.paid", "happenings.*", "counts.persons",
    rows=("H1", "H5"),
)  # fmt: skip
def marry(w: Any) -> None:
    """Four times a year those ready to marry meet in the lanes of their street, pair, and take a home."""
    if w.calendar.of_year(w.month) % EVERY:
        return
    p, h, streets = w.people, w.households, w.streets.count
    lanes = np.maximum(1, w.streets.dwellings[:streets] // (w.scale * LANE))
    first_lane = np.concatenate([[0], np.cumsum(lanes)])
    grown, settled = np.zeros(h.count, np.int16), np.zeros(h.count, np.uint8)
    pool, lane = np.empty(p.count, np.int64), np.empty(p.count, np.int64)
    mean_age = round(12 * vital.rates(w, w.calendar.year(w.month)).marriage_age)
    n = ready(
        w.seed, w.month, p.count, mean_age, p.gone, p.born, p.sex, p.spouse, p.registration, p.activity, p.tie,
        p.household, p.key, h.street, first_lane, grown, settled, pool, lane,
    )  # fmt: skip
    brides, grooms = _couples(w, pool[:n], lane[:n], int(first_lane[-1]))
    if len(brides):
        _set_up(w, brides, grooms, grown, settled)


def _couples(w: Any, pool: Any, lane: Any, lanes: int) -> tuple[Array, Array]:
    """Brides and grooms, in the order of the brides' keys."""
    p = w.people
    hers = p.sex[pool] == 1
    women, men = pool[hers], pool[~hers]
    order = np.argsort(lane[~hers], kind="stable")
    men = men[order]
    first_man = np.searchsorted(lane[~hers][order], np.arange(lanes + 1))
    husband = np.empty(len(women), np.int64)
    court(w.seed, w.month, women, lane[hers], men, first_man, p.key, p.born, p.household, p.mother, husband)
    wed_now = np.flatnonzero(husband >= 0)
    wed_now = wed_now[np.argsort(p.key[women[wed_now]], kind="stable")]
    return women[wed_now], men[husband[wed_now]]


def _set_up(w: Any, brides: Array, grooms: Array, grown: Array, settled: Array) -> None:
    """Homes for the couples; they and their young move in, with their share of what was at home."""
    p, streets = w.people, w.streets.count
    weight = attraction(w, w.month)
    lived_in = np.bincount(w.households.street[: w.households.count][settled == 1], minlength=streets)
    stands = w.streets.open_from[:streets] <= w.month
    free = np.where(stands, w.streets.dwellings[:streets] // w.scale - lived_in, 0)
    home, new_street = np.empty(len(brides), np.int64), np.empty(len(brides), np.int64)
    new_key = np.empty(len(brides), np.uint64)
    new = find_homes(
        w.seed, w.month, w.households.count, brides, grooms, p.key, p.household, w.households.street, grown, weight,
        free, home, new_key, new_street,
    )  # fmt: skip
    households, accounts = w.households.add(new), w.accounts.add(new)
    h, a, e = w.households, w.accounts, w.happenings
    a.sector[accounts] = int(Sector.HOUSEHOLDS)
    h.account[households] = np.arange(accounts.start, accounts.stop)
    h.street[households] = new_street[:new]
    h.key[households] = new_key[:new]
    left, goes_to = np.zeros(p.count, np.uint32), np.zeros(h.count, np.int64)
    grown = np.concatenate([grown, np.zeros(new, np.int16)])
    books = (
        p.household, h.members, h.street, w.streets.residents, h.mean_income, h.account, a.balance, a.sector,
        w.flows.paid,
    )  # fmt: skip
    rows = e.add(int(np.count_nonzero(p.diary[brides])) + int(np.count_nonzero(p.diary[grooms])))
    log = (e.event, e.kind, e.who, e.where, w.counts.persons)
    wed(
        w.scale, brides, grooms, home, grown, p.spouse, p.bears, p.diary, left, goes_to, *books, *log, rows.start
    )  # fmt: skip
    young, goal = np.empty(p.count, np.int64), np.empty(p.count, np.int64)
    n = left_behind(w.month, p.count, p.gone, p.born, p.mother, p.household, left, goes_to, young, goal)
    rows = e.add(int(np.count_nonzero(p.diary[young[:n]])))
    log = (e.event, e.kind, e.who, e.where, w.counts.persons)
    follow(w.scale, young[:n], goal[:n], p.diary, *books, *log, rows.start)
