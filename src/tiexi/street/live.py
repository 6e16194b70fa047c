"""Live: deaths, births, the draws of the coming year of life, and school. Work per event, not per person.

On the birthday the coming twelve months are drawn: whether and in which of them a person dies, and a married woman
bears a child. A month then only looks up who is due. Deaths come first, then births, then the new draws.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.street import vital
from tiexi.street.vital import AGES, BOYS, FERTILE_FROM, FERTILE_TO, OLDEST, TWINS
from tiexi.world.books import depart, enter, settle_home
from tiexi.world.chance import Stream, below, happens
from tiexi.world.events import Event, happened
from tiexi.world.follow import followed
from tiexi.world.jit import kernel
from tiexi.world.keys import derived_key
from tiexi.world.ledger import Reason, post
from tiexi.world.people import NEVER, Activity, Registration
from tiexi.world.settle_people import NOT_DRAWN, SCHOOL_FROM, personal_rank
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.world import TREASURY

PPB = 1_000_000_000
BIRTH, DEATH, SEX = int(Stream.BIRTH), int(Stream.DEATH), int(Stream.SEX)
SCHOOL, SENT, RETURN = int(Stream.SCHOOL), int(Stream.SENT_DOWN), int(Stream.RETURN)
CHILD, PUPIL, SEEKING, SENT_DOWN = (
    int(Activity.CHILD), int(Activity.PUPIL), int(Activity.SEEKING), int(Activity.SENT_DOWN),
)  # fmt: skip
ON_POST, OWN_ACCOUNT, SIDE_WORK, RETIRED, DEAD = (
    int(Activity.ON_POST), int(Activity.OWN_ACCOUNT), int(Activity.SIDE_WORK), int(Activity.RETIRED),
    int(Activity.DEAD),
)  # fmt: skip
URBAN = int(Registration.URBAN)
ESTATE = int(Reason.ESTATE)
BORN, DIED, SCHOOL_LEFT, WAS_SENT, RETURNED = (
    int(Event.BORN), int(Event.DIED), int(Event.SCHOOL_LEFT), int(Event.SENT_DOWN), int(Event.RETURNED),
)  # fmt: skip


@kernel
def find(
    month: int, count: int, school_to: int, returning: bool, gone: Array, born: Array, dies: Array, bears: Array,
    activity: Array, dying: Array, bearing: Array, birthdays: Array, growing: Array, sizes: Array,
) -> None:  # fmt: skip
    """Rows of those who die and bear this month, whose year of life is to be drawn, and whose schooling may turn."""
    d = b = y = g = 0
    for p in range(1, count):
        if gone[p] != NEVER:
            continue
        if dies[p] == month:
            dying[d] = p
            d += 1
            continue
        if bears[p] == month:
            bearing[b] = p
            b += 1
        age = month - np.int64(born[p])
        if age % 12 == 0 or dies[p] < 0 or bears[p] < 0:
            birthdays[y] = p
            y += 1
        does = activity[p]
        if (
            (does == CHILD and age >= SCHOOL_FROM)
            or (does == PUPIL and age >= school_to)
            or (does == SENT_DOWN and returning)
        ):
            growing[g] = p
            g += 1
    sizes[0] = d
    sizes[1] = b
    sizes[2] = y
    sizes[3] = g


@kernel
def die(
    month: int, scale: int, dying: Array,
    tie: Array, activity: Array, employer: Array, since: Array, on_post: Array, tied: Array, plant_of: Array,
    plant_tied: Array, pensioners: Array, gone: Array, household: Array, members: Array, street: Array,
    residents: Array, spouse: Array, owed: Array, owed_by: Array, wages_owed: Array, settled: Array, died: Array,
    account: Array, balance: Array, sector: Array, paid: Array, diary: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """Everyone in `dying` dies; the money of a household that is left without members goes to the treasury."""
    for i in range(len(dying)):
        p = dying[i]
        place = employer[p]
        depart(
            tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners, gone, household, members,
            street, residents, spouse, owed, owed_by, wages_owed, settled, p, DEAD, month, scale,
        )  # fmt: skip
        died[1] += 1
        at = happened(event, kind, who, where, persons, at, DIED, p, place, diary[p] > 0)
        home = household[p]
        if members[home] == 0 and balance[account[home]] > 0:
            post(balance, sector, paid, account[home], TREASURY, balance[account[home]], ESTATE)
    return at


@kernel
def name_children(
    seed: int, month: int, cut: int, bearing: Array, key: Array, child: Array, mother: Array, follows: Array
) -> int:
    """Key (u8), mother and being followed of the children born this month; returns their number (twins are two)."""
    n = 0
    for i in range(len(bearing)):
        p = bearing[i]
        twins = 2 if happens(seed, BIRTH, month, key[p], 2, TWINS) else 1
        for t in range(twins):
            child[n] = derived_key(key[p], month, t)
            mother[n] = p
            follows[n] = followed(child[n], cut)
            n += 1
    return n


@kernel
def bear(
    seed: int, month: int, spread: float, first: int, page: int, child: Array, mothers: Array, follows: Array,
    key: Array, born: Array, gone: Array, dies: Array, bears: Array, sex: Array, registration: Array, mother: Array,
    since: Array, rank: Array, diary: Array, person: Array, household: Array, members: Array, street: Array,
    residents: Array, event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """Children become people from row `first` on, in their mothers' households; diaries from row `page` on."""
    for i in range(len(child)):
        p = first + i
        m = mothers[i]
        key[p] = child[i]
        born[p] = month
        gone[p] = NEVER
        dies[p] = NOT_DRAWN
        bears[p] = NEVER
        sex[p] = 2 if happens(seed, SEX, month, child[i], 0, BOYS) else 1
        registration[p] = registration[m]
        mother[p] = m
        since[p] = month
        rank[p] = personal_rank(seed, child[i], spread)
        if follows[i]:
            diary[p] = page
            person[page] = p
            page += 1
        settle_home(household, members, street, residents, p, household[m])
        at = happened(event, kind, who, where, persons, at, BORN, p, 0, follows[i])
    return at


@kernel
def draw_year(
    seed: int, month: int, rows: Array, first_new: int, count: int, key: Array, born: Array, sex: Array,
    spouse: Array, dies: Array, bears: Array, death: Array, birth: Array,
) -> None:  # fmt: skip
    """Draw the year of life since the last birthday for `rows` and for everyone from row `first_new` on.

    Draws are keyed to the month of the last birthday and cover the twelve months after it; what would have fallen
    before now did not happen. `death` and `birth` are the year's tables in ppb. A birth comes at the earliest
    twelve months after the last, which `bears` still holds.
    """
    n = len(rows)
    for i in range(n + count - first_new):
        p = np.int64(rows[i]) if i < n else np.int64(first_new + i - n)
        last = month - (month - np.int64(born[p])) % 12
        age = min((last - np.int64(born[p])) // 12, OLDEST)
        if last == month or dies[p] < 0:
            dies[p] = NEVER
            if happens(seed, DEATH, last, key[p], 0, death[np.int64(sex[p]) * AGES + age]):
                when = last + 1 + below(seed, DEATH, last, key[p], 1, 12)
                if when > month:
                    dies[p] = when
        if last < month and bears[p] >= 0:
            continue
        before = np.int64(bears[p])
        if before < 0 or before > month:
            before = np.int64(NEVER)
            bears[p] = NEVER
        if (
            sex[p] == 1
            and spouse[p] > 0
            and FERTILE_FROM <= age < FERTILE_TO
            and happens(seed, BIRTH, last, key[p], 0, birth[age])
        ):
            when = last + 1 + below(seed, BIRTH, last, key[p], 1, 12)
            if before <= month:
                when = max(when, before + 12)
            if when > month:
                bears[p] = when


@kernel
def grow(
    seed: int, month: int, school_to: int, window: int, sent: int, back: int, growing: Array, key: Array, born: Array,
    registration: Array, tie: Array, activity: Array, employer: Array, since: Array, on_post: Array, tied: Array,
    plant_of: Array, plant_tied: Array, pensioners: Array, diary: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """School at seven; out of it at `school_to` months and a keyed part of `window`; down to the countryside, back.

    `sent` (of urban school leavers) and `back` (a month) are ppb.
    """
    for i in range(len(growing)):
        p = growing[i]
        does = activity[p]
        then = SEEKING
        seen = diary[p] > 0
        if does == CHILD:
            then = PUPIL
        elif does == PUPIL:
            if month - np.int64(born[p]) < school_to + below(seed, SCHOOL, 0, key[p], 0, window):
                continue
            at = happened(event, kind, who, where, persons, at, SCHOOL_LEFT, p, 0, seen)
            if registration[p] == URBAN and happens(seed, SENT, month, key[p], 0, sent):
                then = SENT_DOWN
                at = happened(event, kind, who, where, persons, at, WAS_SENT, p, 0, seen)
        elif happens(seed, RETURN, month, key[p], 0, back):
            at = happened(event, kind, who, where, persons, at, RETURNED, p, 0, seen)
        else:
            continue
        enter(tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners, p, 0, then, 0, month)
    return at


@kernel
def keep_diary(
    count: int, person: Array, gone: Array, tie: Array, activity: Array, employed: Array, off_post: Array,
    unemployed: Array, informal: Array, retired: Array,
) -> None:  # fmt: skip
    """Count the month for every followed person who lives here."""
    for r in range(1, count):
        p = person[r]
        if gone[p] != NEVER:
            continue
        does = activity[p]
        if tie[p] > 0:
            if does == ON_POST:
                employed[r] += 1
            else:
                off_post[r] += 1
        elif does == SEEKING:
            unemployed[r] += 1
        elif does == OWN_ACCOUNT or does == SIDE_WORK:
            informal[r] += 1
        elif does == RETIRED:
            retired[r] += 1


@step("diary.*", rows=("X5",))
def open_year(w: Any) -> None:
    """January: the diaries of followed people begin a new year (December's have been recorded)."""
    if w.calendar.of_year(w.month) == 0:
        for name in ("earnings", "employed", "off_post", "unemployed", "informal", "retired"):
            getattr(w.diary, name)[: w.diary.count] = 0


@step(
    "people.*", "households.members", "streets.residents", "workshops.on_post", "workshops.tied", "plants.tied",
    "plants.pensioners", "plants.wages_owed", "claims.settled", "accounts.balance", "flows.paid", "tally.*",
    "diary.*", "happenings.*", "counts.persons",
    rows=("H1", "H3", "H4", "X5"),
)  # fmt: skip
def live(w: Any) -> None:
    """Deaths, births, the draws of the coming year of life, school and its leaving, down to the countryside and back."""
    p = w.people
    spread = max(1, round(12 * w.now("school.leave_spread")))
    school_to = round(12 * w.now("school.leave_age")) - spread // 2
    back = round(PPB * w.now("youth.return"))
    lists = [np.empty(p.count, np.uint32) for _ in range(4)]
    sizes = np.zeros(4, np.int64)
    find(w.month, p.count, school_to, back > 0, p.gone, p.born, p.dies, p.bears, p.activity, *lists, sizes)
    dying, bearing, birthdays, growing = (rows[:n] for rows, n in zip(lists, sizes.tolist(), strict=True))
    _deaths(w, dying)
    old = p.count
    _births(w, bearing)
    now = vital.rates(w, w.calendar.year(w.month))
    draw_year(
        w.seed, w.month, birthdays, old, p.count, p.key, p.born, p.sex, p.spouse, p.dies, p.bears,
        vital.deaths(now.life_expectancy, now.infant_deaths), vital.births(now.total_fertility, now.marriage_age),
    )  # fmt: skip
    _school(w, growing, school_to, spread, back)
    d = w.diary
    keep_diary(
        d.count, d.person, p.gone, p.tie, p.activity, d.employed, d.off_post, d.unemployed, d.informal, d.retired
    )


def _deaths(w: Any, dying: Any) -> None:
    p, h, a, e = w.people, w.households, w.accounts, w.happenings
    rows = e.add(int(np.count_nonzero(p.diary[dying])))
    die(
        w.month, w.scale, dying, p.tie, p.activity, p.employer, p.since, w.workshops.on_post, w.workshops.tied,
        w.workshops.plant, w.plants.tied, w.plants.pensioners, p.gone, p.household, h.members, h.street,
        w.streets.residents, p.spouse, p.owed, p.owed_by, w.plants.wages_owed, w.claims.settled, w.tally.died,
        h.account, a.balance, a.sector, w.flows.paid, p.diary, e.event, e.kind, e.who, e.where, w.counts.persons,
        rows.start,
    )  # fmt: skip


def _births(w: Any, bearing: Any) -> None:
    if len(bearing) == 0:
        return
    child, mothers = np.empty(2 * len(bearing), np.uint64), np.empty(2 * len(bearing), np.uint32)
    follows = np.empty(2 * len(bearing), np.bool_)
    n = name_children(w.seed, w.month, w.follow_cut, bearing, w.people.key, child, mothers, follows)
    child, mothers, follows = child[:n], mothers[:n], follows[:n]
    seen = int(np.count_nonzero(follows))
    people, pages, rows = w.people.add(n), w.diary.add(seen), w.happenings.add(seen)
    w.tally.born[1] += n
    p, h, e = w.people, w.households, w.happenings
    bear(
        w.seed, w.month, float(w.now("wage.spread")), people.start, pages.start, child, mothers, follows, p.key,
        p.born, p.gone, p.dies, p.bears, p.sex, p.registration, p.mother, p.since, p.rank, p.diary, w.diary.person,
        p.household, h.members, h.street, w.streets.residents, e.event, e.kind, e.who, e.where, w.counts.persons,
        rows.start,
    )  # fmt: skip


def _school(w: Any, growing: Any, school_to: int, window: int, back: int) -> None:
    p, e = w.people, w.happenings
    rows = e.add(2 * int(np.count_nonzero(p.diary[growing])))
    used = grow(
        w.seed, w.month, school_to, window, round(PPB * w.now("youth.sent_down")), back, growing, p.key, p.born,
        p.registration, p.tie, p.activity, p.employer, p.since, w.workshops.on_post, w.workshops.tied,
        w.workshops.plant, w.plants.tied, w.plants.pensioners, p.diary, e.event, e.kind, e.who, e.where,
        w.counts.persons, rows.start,
    )  # fmt: skip
    e.trim(used)
