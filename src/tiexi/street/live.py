"""Live: deaths, births, the draws of the coming year of life, and school. Work per event, not per person.

On the birthday the coming twelve months are drawn: whether and in which of them a person dies, and a married woman
bears a child. A month then only looks up who is due. Deaths come first, then births, then the new draws.
Source: life table and fertility schedule of `street.vital` (Gompertz 1825, Makeham 1860, Hadwiger 1940).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.street import vital
from tiexi.street.hardship import disable, mourn
from tiexi.street.vital import AGES, BOYS, FERTILE_FROM, FERTILE_TO, OLDEST, TWINS
from tiexi.world.books import depart, settle_home
from tiexi.world.chance import Stream, below, drawn, happens
from tiexi.world.claims import forgive
from tiexi.world.events import Event, happened
from tiexi.world.follow import followed
from tiexi.world.jit import kernel
from tiexi.world.keys import derived_key
from tiexi.world.ledger import Reason, post
from tiexi.world.people import NEVER, STATUSES, Activity, Registration, statuses
from tiexi.world.settle_people import NOT_DRAWN, SCHOOL_FROM, personal_rank
from tiexi.world.standing import CHANGES, books, change, film, fixed
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.threads import by_rows
from tiexi.world.world import TREASURY

PPB = 1_000_000_000
BIRTH, DEATH, SEX = int(Stream.BIRTH), int(Stream.DEATH), int(Stream.SEX)
SCHOOL, SENT, RETURN = int(Stream.SCHOOL), int(Stream.SENT_DOWN), int(Stream.RETURN)
CHILD, PUPIL, SEEKING, SENT_DOWN = (
    int(Activity.CHILD), int(Activity.PUPIL), int(Activity.SEEKING), int(Activity.SENT_DOWN),
)  # fmt: skip
DEAD = int(Activity.DEAD)
ACTIVITIES, STATUS = len(Activity), statuses().ravel()
EMPLOYED, ON_ALLOWANCE, UNEMPLOYED, INFORMAL, PENSIONED = (
    STATUSES.index(name) for name in ("employed", "off_post", "unemployed", "informal", "retired")
)
NOTHING, TO_SCHOOL, LEAVES_SCHOOL, IS_SENT, COMES_BACK = range(5)
URBAN = int(Registration.URBAN)
ESTATE = int(Reason.ESTATE)
BORN, DIED, SCHOOL_LEFT, WAS_SENT, RETURNED = (
    int(Event.BORN), int(Event.DIED), int(Event.SCHOOL_LEFT), int(Event.SENT_DOWN), int(Event.RETURNED),
)  # fmt: skip


@kernel
def find(
    month: int, count: int, school_to: int, returning: bool, gone: Array, born: Array, dies: Array, bears: Array,
    activity: Array, flag: Array, dying: Array, bearing: Array, birthdays: Array, growing: Array, sizes: Array,
) -> None:  # fmt: skip
    """Rows of those who die and bear this month, whose year of life is to be drawn, and whose schooling may turn.

    The first loop marks in `flag` (u1) everyone with something due; it has no branches, so it runs on vectors.
    """
    for p in range(count):
        age = month - born[p]
        years = (age * 21846) >> 18  # age // 12 for ages below 30,000 months
        does = activity[p]
        flag[p] = (gone[p] == NEVER) & (
            (age == years * 12)
            | (dies[p] == month)
            | (bears[p] == month)
            | (dies[p] < 0)
            | (bears[p] < 0)
            | ((does == CHILD) & (age >= SCHOOL_FROM))
            | ((does == PUPIL) & (age >= school_to))
            | ((does == SENT_DOWN) & returning)
        )
    d = b = y = g = 0
    for p in range(1, count):
        if not flag[p]:
            continue
        if dies[p] == month:
            dying[d] = p
            d += 1
            continue
        if bears[p] == month:
            bearing[b] = p
            b += 1
        age = month - born[p]
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
    tie: Array, activity: Array, employer: Array, since: Array,
    on_post: Array, tied: Array, plant_of: Array, plant_tied: Array, pensioners: Array,
    gone: Array, household: Array, members: Array, street: Array, residents: Array, spouse: Array,
    owed: Array, owed_by: Array, wages_owed: Array, settled: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, diary: Array,
    account: Array, balance: Array, sector: Array, paid: Array, died: Array,
    dying: Array, month: int, scale: int, at: int,
) -> int:  # fmt: skip
    """Everyone in `dying` dies; the money of a household that is left without members goes to the treasury."""
    for i in range(len(dying)):
        p = dying[i]
        place = employer[p]
        depart(
            tie, activity, employer, since, on_post, tied, plant_of, plant_tied, pensioners,
            gone, household, members, street, residents, spouse, owed, owed_by, wages_owed, settled,
            p, DEAD, month, scale,
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
    seed: int, spread: float, first: int, mothers: Array, key: Array, sex: Array, rank: Array, household: Array,
    members: Array, street: Array, residents: Array,
    event: Array, kind: Array, who: Array, where: Array, persons: Array, diary: Array, month: int, at: int,
) -> int:  # fmt: skip
    """Sex and rank of the newborn in rows `first` on, who join their mothers' households; the next free event row."""
    for i in range(len(mothers)):
        p = first + i
        sex[p] = 2 if happens(seed, SEX, month, key[p], 0, BOYS) else 1
        rank[p] = personal_rank(seed, key[p], spread)
        settle_home(household, members, street, residents, p, household[mothers[i]])
        at = happened(event, kind, who, where, persons, at, BORN, p, 0, diary[p] > 0)
    return at


@kernel
def draw_year(
    seed: int, month: int, rows: Array, death_now: Array, birth_now: Array, key: Array, born: Array, sex: Array,
    spouse: Array, dies: Array, bears: Array, death: Array, birth: Array,
) -> None:  # fmt: skip
    """Draw the year of life since the last birthday for `rows`.

    Draws are keyed to the month of the last birthday and cover the twelve months after it; what would have fallen
    before now did not happen. `death_now` and `birth_now` are the draws keyed to this month, for those whose
    birthday it is. `death` and `birth` are the year's tables in ppb. A birth comes at the earliest twelve months
    after the last, which `bears` still holds.
    """
    for i in range(len(rows)):
        p = rows[i]
        last = month - (month - born[p]) % 12
        age = min((last - born[p]) // 12, OLDEST)
        if last == month or dies[p] < 0:
            dies[p] = NEVER
            chance = death[sex[p] * AGES + age]
            if death_now[i] < chance if last == month else happens(seed, DEATH, last, key[p], 0, chance):
                when = last + 1 + below(seed, DEATH, last, key[p], 1, 12)
                if when > month:
                    dies[p] = when
        if last < month and bears[p] >= 0:
            continue
        before = bears[p]
        if before < 0 or before > month:
            before = NEVER
            bears[p] = NEVER
        if sex[p] != 1 or spouse[p] == 0 or age < FERTILE_FROM or age >= FERTILE_TO:
            continue
        if birth_now[i] < birth[age] if last == month else happens(seed, BIRTH, last, key[p], 0, birth[age]):
            when = last + 1 + below(seed, BIRTH, last, key[p], 1, 12)
            if before <= month:
                when = max(when, before + 12)
            if when > month:
                bears[p] = when


@kernel
def grow(
    seed: int, month: int, school_to: int, window: int, sent: int, back: int, growing: Array, key: Array, born: Array,
    registration: Array, activity: Array, turn: Array,
) -> None:  # fmt: skip
    """What becomes of each of `growing` (`turn`): to school at seven; out of it at `school_to` months and a keyed
    part of `window`, and of urban leavers a share `sent` to the countryside; a share `back` of those there returns.

    `sent` and `back` (a month) are ppb; turns: NOTHING, TO_SCHOOL, LEAVES_SCHOOL, IS_SENT, COMES_BACK.
    """
    for i in range(len(growing)):
        p = growing[i]
        does = activity[p]
        turn[i] = NOTHING
        if does == CHILD:
            turn[i] = TO_SCHOOL
        elif does == PUPIL:
            if month - born[p] >= school_to + below(seed, SCHOOL, 0, key[p], 0, window):
                down = registration[p] == URBAN and happens(seed, SENT, month, key[p], 0, sent)
                turn[i] = IS_SENT if down else LEAVES_SCHOOL
        elif happens(seed, RETURN, month, key[p], 0, back):
            turn[i] = COMES_BACK


@kernel
def keep_diary(
    count: int, status: Array, person: Array, tie: Array, activity: Array, today: Array, employed: Array,
    off_post: Array, unemployed: Array, informal: Array, retired: Array,
) -> None:  # fmt: skip
    """Count the month for every followed person by `status` (see `statuses`); without branches, mostly on vectors."""
    for r in range(1, count):
        p = person[r]
        today[r] = status[(tie[p] > 0) * ACTIVITIES + activity[p]]
    for r in range(1, count):
        employed[r] += today[r] == EMPLOYED
    for r in range(1, count):
        off_post[r] += today[r] == ON_ALLOWANCE
    for r in range(1, count):
        unemployed[r] += today[r] == UNEMPLOYED
    for r in range(1, count):
        informal[r] += today[r] == INFORMAL
    for r in range(1, count):
        retired[r] += today[r] == PENSIONED


@step(
    *CHANGES, "people.*", "households.members", "streets.residents", "plants.wages_owed", "claims.settled",
    "dues.owed", "accounts.balance", "flows.paid", "tally.*", "diary.*",
    rows=("H1", "H3", "H4", "X5"),
)  # fmt: skip
def live(w: Any) -> None:
    """Deaths, births, the draws of the coming year of life, school, and youth sent to the countryside and back."""
    p = w.people
    window = max(1, round(12 * w.now("school.leave_spread")))
    school_to = round(12 * w.now("school.leave_age")) - window // 2
    back = round(PPB * w.now("youth.return"))
    now = vital.rates(w, w.calendar.year(w.month))
    death, birth = (
        vital.deaths(now.life_expectancy, now.infant_deaths),
        vital.births(now.total_fertility, now.marriage_age),
    )
    mourn(w, death)
    disable(w)
    dying, bearing, birthdays, growing = (np.empty(p.count, np.int64) for _ in range(4))
    sizes = np.zeros(4, np.int64)
    find(
        w.month, p.count, school_to, back > 0, p.gone, p.born, p.dies, p.bears, p.activity,
        np.empty(p.count, np.uint8), dying, bearing, birthdays, growing, sizes,
    )  # fmt: skip
    _deaths(w, dying[: sizes[0]])
    old = p.count
    _births(w, bearing[: sizes[1]])
    rows = np.concatenate([birthdays[: sizes[2]], np.arange(old, p.count)])
    draws = drawn(w, rows, DEATH, 0), drawn(w, rows, BIRTH, 0)
    years = (p.key, p.born, p.sex, p.spouse, p.dies, p.bears, death, birth)

    def year(i: int, j: int) -> None:
        draw_year(w.seed, w.month, rows[i:j], draws[0][i:j], draws[1][i:j], *years)

    by_rows(w.threads, len(rows), year)
    _school(w, growing[: sizes[3]], school_to, window, back)
    d = w.diary
    lines = (d.person, d.employed, d.off_post, d.unemployed, d.informal, d.retired)

    def page(i: int, j: int) -> None:
        person, *months = (line[i : j + 1] for line in lines)  # rows i + 1 to j: row 0 is skipped by the kernel
        keep_diary(j - i + 1, STATUS, person, p.tie, p.activity, np.empty(j - i + 1, np.uint8), *months)

    by_rows(w.threads, d.count - 1, page)


def _deaths(w: Any, dying: Any) -> None:
    if len(dying) == 0:
        return
    p, h, a, e = w.people, w.households, w.accounts, w.happenings
    forgive(w, dying)
    start = e.add(len(dying)).start
    arguments: tuple[Any, ...] = (
        *books(w), p.gone, fixed(p.household), h.members, fixed(h.street), w.streets.residents, p.spouse, p.owed,
        p.owed_by, w.plants.wages_owed, w.claims.settled, *film(w), fixed(h.account), a.balance, fixed(a.sector),
        w.flows.paid, w.tally.died, dying, w.month, w.scale, start,
    )  # fmt: skip
    e.trim(die(*arguments))


def _births(w: Any, bearing: Any) -> None:
    if len(bearing) == 0:
        return
    child, mothers = np.empty(2 * len(bearing), np.uint64), np.empty(2 * len(bearing), np.int64)
    follows = np.empty(2 * len(bearing), np.bool_)
    n = name_children(w.seed, w.month, w.follow_cut, bearing, w.people.key, child, mothers, follows)
    child, mothers, follows = child[:n], mothers[:n], follows[:n]
    seen = int(np.count_nonzero(follows))
    rows, pages, start = w.people.add(n), w.diary.add(seen), w.happenings.add(seen).start
    w.tally.born[1] += n
    p, h, e = w.people, w.households, w.happenings
    p.key[rows] = child
    p.born[rows] = p.since[rows] = w.month
    p.gone[rows] = p.bears[rows] = NEVER
    p.dies[rows] = NOT_DRAWN
    p.mother[rows] = mothers
    p.registration[rows] = p.registration[mothers]
    p.diary[rows.start + np.flatnonzero(follows)] = np.arange(pages.start, pages.stop)
    w.diary.person[pages] = rows.start + np.flatnonzero(follows)
    bear(
        w.seed, float(w.now("wage.spread")), rows.start, mothers, p.key, p.sex, p.rank, p.household, h.members,
        h.street, w.streets.residents, e.event, e.kind, e.who, e.where, w.counts.persons, p.diary, w.month, start,
    )  # fmt: skip


def _school(w: Any, growing: Any, school_to: int, window: int, back: int) -> None:
    p = w.people
    turn = np.empty(len(growing), np.int64)
    grow(
        w.seed, w.month, school_to, window, round(PPB * w.now("youth.sent_down")), back, growing, p.key, p.born,
        p.registration, p.activity, turn,
    )  # fmt: skip
    change(w, growing[turn == TO_SCHOOL], 0, PUPIL, 0)
    change(w, growing[(turn == LEAVES_SCHOOL) | (turn == IS_SENT)], 0, SEEKING, 0, SCHOOL_LEFT)
    change(w, growing[turn == IS_SENT], 0, SENT_DOWN, 0, WAS_SENT)
    change(w, growing[turn == COMES_BACK], 0, SEEKING, 0, RETURNED)
