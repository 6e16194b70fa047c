"""People synthesised from cohorts: at the founding, and month by month for those who come from elsewhere.

Everything about a newcomer hangs on the key (cohort, month, ordinal), so neither the order of cohorts nor that of
rows decides anything, and one cohort more changes nobody of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.world.arith import exp
from tiexi.world.books import settle_home
from tiexi.world.chance import Stream, below, happens, word
from tiexi.world.events import Event, happened
from tiexi.world.follow import followed
from tiexi.world.jit import int64, kernel
from tiexi.world.keys import derived_key, name_key
from tiexi.world.ledger import Sector
from tiexi.world.people import NEVER, Activity, Registration
from tiexi.world.table import Array

PPB = 1_000_000_000
NOT_DRAWN = -1  # in `dies` and `bears`: `street.live` has yet to draw the running year of life
BY_AGE = -1  # activity of a cohort: by age
SCHOOL_FROM, SCHOOL_TO = 84, 192  # months of age of a newcomer's years at school
WORK_TO_MEN, WORK_TO_WOMEN = 720, 660
YOUNGEST_MOTHER, OLDEST_MOTHER = 192, 540
WIFE_OLDER, WIFE_YOUNGER = 120, 240  # largest differences of age, in months, of those counted as a couple
WOMEN_SEEKING = 0.7  # assumed; the region's `labour.women_seeking` replaces it
FOUNDING, DWELLING = int(Stream.FOUNDING), int(Stream.DWELLING)
ARRIVED = int(Event.ARRIVED)
ROOT_3 = 1.7320508075688772
M16 = np.uint64(0xFFFF)
SHIFT16, SHIFT32, SHIFT48 = np.uint64(16), np.uint64(32), np.uint64(48)
SIGNED: Any = np.int64


@dataclass(frozen=True)
class Cohort:
    """People who come together. Months from the region's first; ages in years; `men` ppb; `size` per mille."""

    name: str
    first: int
    last: int
    persons: int
    age_from: int
    age_to: int
    men: int
    street: str
    registration: int
    activity: int
    size: int


@kernel
def bell(seed: int, stream: int, month: int, key: int, draw: int) -> int:
    """Sum of four keyed uniform 16-bit numbers less its mean: bell-shaped, sd 65536 / sqrt(3), within 131072."""
    bits = word(seed, stream, month, key, draw)
    total = (bits & M16) + ((bits >> SHIFT16) & M16) + ((bits >> SHIFT32) & M16) + (bits >> SHIFT48)
    centred: int = SIGNED(total) - 131070
    return centred


@kernel
def personal_rank(seed: int, key: int, spread: float) -> int:
    """Pay of a person relative to the district's level, per mille: log-normal with mean 1000, sd `spread` in logs."""
    z = float(bell(seed, int64(FOUNDING), 0, key, int64(7))) * ROOT_3 / 65536.0
    return int(1000.0 * exp(spread * z - 0.5 * spread * spread) + 0.5)


@kernel
def draw_people(
    seed: int, parent: int, month: int, age_from: int, months: int, men: int, seeking: int, spread: float, cut: int,
    key: Array, age: Array, sex: Array, rank: Array, seeks: Array, follows: Array,
) -> None:  # fmt: skip
    """Key (u8), age in months, sex, rank, will to work and being followed of `len(key)` newcomers of one cohort.

    Ages lie in [age_from, age_from + months) months; `men` and `seeking` are ppb.
    """
    for i in range(len(key)):
        me = derived_key(parent, month, i)
        key[i] = me
        age[i] = age_from + below(seed, FOUNDING, month, me, 1, months)
        sex[i] = 2 if happens(seed, FOUNDING, month, me, 2, men) else 1
        seeks[i] = happens(seed, FOUNDING, month, me, 3, seeking)
        rank[i] = personal_rank(seed, me, spread)
        follows[i] = followed(me, cut)


@kernel
def choose_streets(seed: int, month: int, parent: int, weight: Array, key: Array, street: Array) -> None:
    """Key (u8) of each new household, and its street with chance proportional to `weight` (i8 by row, not all 0)."""
    whole = 0
    for s in range(len(weight)):
        whole += weight[s]
    for i in range(len(key)):
        key[i] = derived_key(parent, month, i)
        left = below(seed, DWELLING, month, key[i], 0, whole)
        s = 0
        while left >= weight[s]:
            left -= weight[s]
            s += 1
        street[i] = s


@kernel
def enter_homes(
    first: int, home: Array, household: Array, members: Array, street: Array, residents: Array, diary: Array,
    arriving: bool, event: Array, kind: Array, who: Array, where: Array, persons: Array, at: int,
) -> int:  # fmt: skip
    """Newcomer `first + i` moves into household `home[i]`; returns the next free row of events."""
    for i in range(len(home)):
        p = first + i
        settle_home(household, members, street, residents, p, home[i])
        if arriving:
            at = happened(event, kind, who, where, persons, at, ARRIVED, p, 0, diary[p] > 0)
    return at


def due(w: Any, month: int, founding: bool = False) -> list[Cohort]:
    """Cohorts of `people.csv` of which someone comes in `month` (at the founding: all that came until then)."""
    cohorts = w.once("cohorts", lambda: [_cohort(w, row) for row in w.region.rows("people")])
    return [c for c in cohorts if c.first <= month and (founding or month <= c.last)]


def _cohort(w: Any, row: dict[str, Any]) -> Cohort:
    activity = row["activity"] or "auto"
    return Cohort(
        name=row["cohort"],
        first=w.calendar.index(row["first"]),
        last=w.calendar.index(row["last"]),
        persons=int(row["persons"]) * w.size // 1_000_000,
        age_from=int(row["age_from"]),
        age_to=int(row["age_to"]),
        men=round(row["share_men"] * PPB),
        street=row["street"] or "",
        registration=int(Registration[row["registration"].upper()]),
        activity=BY_AGE if activity == "auto" else int(Activity[activity.upper()]),
        size=round(row["household_size"] * 1000),
    )


@lru_cache(maxsize=256)
def _parent(kind: str, name: str) -> Any:
    return np.uint64(name_key(kind, name))


def coming(seed: int, scale: int, cohort: Cohort, month: int, founding: bool = False) -> int:
    """Simulated people of `cohort` who come in `month`: spread evenly over its months by cumulative rounding.

    The cohort has persons // scale simulated people, and one more with chance (rest / scale). All who came until
    month 0 belong to the founding.
    """
    if month <= 0 and not founding:
        return 0
    whole, rest = divmod(cohort.persons, scale)
    if happens(seed, FOUNDING, 0, _parent("cohort", cohort.name), 0, rest * PPB // scale):
        whole += 1
    months = cohort.last - cohort.first + 1

    def until(m: int) -> int:
        return whole * min(max(m - cohort.first + 1, 0), months) // months

    return until(month) - (0 if founding else until(month - 1))


def settle(w: Any, cohorts: Iterable[Cohort], month: int, founding: bool = False) -> int:
    """Add this month's people of `cohorts` to the world; returns how many.

    `w` is a `World` (founding: entered in the tally as founded, without events) or a step's `Views` that write
    people.*, households.*, accounts.*, diary.*, streets.residents, tally.arrived, happenings.*, counts.persons.
    """
    added = 0
    for cohort in sorted(cohorts, key=lambda c: c.name):
        number = coming(w.seed, w.scale, cohort, month, founding)
        if number > 0:
            _settle(w, cohort, number, month, founding)
            added += number
    return added


def _settle(w: Any, cohort: Cohort, number: int, month: int, founding: bool) -> None:
    seeking = w.region.parameters.get("labour.women_seeking")
    key = np.empty(number, np.uint64)
    age, rank = np.empty(number, np.int64), np.empty(number, np.int64)
    sex, seeks, follows = np.empty(number, np.uint8), np.empty(number, np.bool_), np.empty(number, np.bool_)
    draw_people(
        w.seed, _parent("cohort", cohort.name), month, cohort.age_from * 12,
        (cohort.age_to - cohort.age_from + 1) * 12, cohort.men,
        round((seeking.at(month) if seeking else WOMEN_SEEKING) * PPB), float(w.now("wage.spread")),
        w.follow_cut, key, age, sex, rank, seeks, follows,
    )  # fmt: skip
    home, spouse, mother = grouped(key, age, sex, cohort.size)
    first_home = _new_homes(w, cohort, int(home.max()) + 1, month)
    rows = w.people.add(number)
    p = w.people
    p.key[rows] = key
    p.born[rows] = month - age
    p.gone[rows] = NEVER
    p.dies[rows] = NOT_DRAWN
    p.bears[rows] = np.where(sex == 1, NOT_DRAWN, NEVER)
    p.sex[rows] = sex
    p.registration[rows] = cohort.registration
    p.mother[rows] = np.where(mother >= 0, mother + rows.start, 0)
    p.spouse[rows] = np.where(spouse >= 0, spouse + rows.start, 0)
    p.activity[rows] = activities(age, sex, seeks, cohort.activity)
    p.since[rows] = month
    p.rank[rows] = rank
    _follow(w, rows.start, follows)
    _bring_home(w, rows.start, home + first_home, founding, int(np.count_nonzero(follows)))
    if founding:
        w.tally.founded[1] += number
    else:
        w.tally.arrived[1] += number


def _follow(w: Any, first: int, follows: Array) -> None:
    """Open a row of the diary for everyone who is followed."""
    lives = np.flatnonzero(follows)
    pages = w.diary.add(len(lives))
    w.diary.person[pages] = lives + first
    w.people.diary[lives + first] = np.arange(pages.start, pages.stop)


def _bring_home(w: Any, first: int, home: Array, founding: bool, followed_people: int) -> None:
    rows = w.happenings.add(0 if founding else followed_people)
    h = w.happenings
    enter_homes(
        first, home, w.people.household, w.households.members, w.households.street, w.streets.residents,
        w.people.diary, not founding, h.event, h.kind, h.who, h.where, w.counts.persons, rows.start,
    )  # fmt: skip


def _new_homes(w: Any, cohort: Cohort, number: int, month: int) -> int:
    """Add `number` households with empty accounts; returns the first row."""
    parent = _parent("household", cohort.name)
    key, street = np.empty(number, np.uint64), np.empty(number, np.int64)
    weight = attraction(w, month)
    if cohort.street:
        weight = np.zeros(len(weight), np.int64)
        weight[w.row("streets", cohort.street)] = 1
    choose_streets(w.seed, month, parent, weight, key, street)
    rows, accounts = w.households.add(number), w.accounts.add(number)
    w.accounts.sector[accounts] = int(Sector.HOUSEHOLDS)
    w.households.key[rows] = key
    w.households.street[rows] = street
    w.households.account[rows] = np.arange(accounts.start, accounts.stop)
    return int(rows.start)


def told_attraction(w: Any) -> Array:
    """Attraction of every street as the region tells it (i8, per mille)."""
    asked = {row["street"]: row["attraction"] for row in w.region.rows("streets")}
    return np.array([round(1000 * asked.get(label, 1.0)) for label in w.labels["streets"]])


def attraction(w: Any, month: int) -> Array:
    """Weight (i8, per mille) of every street for those who settle freely; 0 for streets not yet built.

    If no street that stands attracts anyone, all that stand attract alike, and failing that the first street.
    """
    n = w.streets.count
    stands = w.streets.open_from[:n] <= month
    stands[0] = False
    weight: Array = np.where(stands, w.once("attraction", lambda: told_attraction(w)), 0)
    if weight.sum() == 0:
        weight[:] = stands
    if weight.sum() == 0:
        weight[1] = 1
    return weight


def activities(age: Array, sex: Array, seeks: Array, fixed: int) -> Array:
    """Activity (u1) by age in months: child, pupil, seeking work or not, past it; `fixed` holds for all past school."""
    past_work = age >= np.where(sex == 2, WORK_TO_MEN, WORK_TO_WOMEN)
    wants = np.where((sex == 2) | seeks, int(Activity.SEEKING), int(Activity.NOT_SEEKING))
    grown = np.where(past_work, int(Activity.RETIRED), wants)
    if fixed != BY_AGE:
        grown = np.full(len(age), fixed)
    young = np.where(age < SCHOOL_FROM, int(Activity.CHILD), int(Activity.PUPIL))
    return np.where(age < SCHOOL_TO, young, grown).astype(np.uint8)


def grouped(key: Array, age: Array, sex: Array, size: int) -> tuple[Array, Array, Array]:
    """Household, spouse and mother of each newcomer, as indices from 0; -1 = none.

    There are n / (size / 1000) households, or as many as there are grown people if these are fewer. Each is given
    a grown head, men first; the next grown women join the men's households, older with older, and are their wives
    if their ages allow; everyone else is spread evenly. A woman of 16 to 45 years more is mother to a child.
    """
    n = len(key)
    if n == 1:
        return np.zeros(1, np.int64), np.full(1, -1), np.full(1, -1)
    grown = age >= SCHOOL_TO
    men, women = np.flatnonzero(grown & (sex == 2)), np.flatnonzero(grown & (sex == 1))
    homes = max(1, (n * 1000 + size // 2) // size)
    home, spouse, mother = np.full(n, -1), np.full(n, -1), np.full(n, -1)
    heads = np.concatenate([men[:homes], women[: max(0, homes - len(men))]])
    homes = len(heads) or min(homes, n)
    husbands, wives = men[:homes], women[max(0, homes - len(men)) :][: len(men[:homes])]
    husbands = husbands[np.lexsort((key[husbands], -age[husbands]))]
    wives = wives[np.lexsort((key[wives], -age[wives]))]
    heads[: len(husbands)] = husbands
    home[heads] = np.arange(len(heads))
    lady = np.full(homes, -1)  # the woman of the house
    lady[len(husbands) : len(heads)] = heads[len(husbands) :]
    if len(wives):
        at = np.arange(len(wives)) * len(husbands) // len(wives)
        home[wives] = at
        lady[at] = wives
        gap = age[husbands[at]] - age[wives]
        fits = (gap >= -WIFE_OLDER) & (gap <= WIFE_YOUNGER)
        spouse[wives[fits]], spouse[husbands[at][fits]] = husbands[at][fits], wives[fits]
    rest = np.flatnonzero(home < 0)
    home[rest] = np.arange(len(rest)) * homes // max(1, len(rest))
    hers = lady[home]
    older = age[hers] - age
    child = (hers >= 0) & (age < SCHOOL_TO) & (older >= YOUNGEST_MOTHER) & (older <= OLDEST_MOTHER)
    mother[child] = hers[child]
    return home, spouse, mother
