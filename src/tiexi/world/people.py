"""People and their households. *Tie* (whose books) and *activity* (what is done) are two separate facts."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from tiexi.world.jit import ro, typed_kernel
from tiexi.world.table import Array, Table, column

NEVER = 32767  # a month that does not come


class Tie(IntEnum):
    """On whose books, on what terms."""

    NONE = 0
    REGULAR = 1
    CONTRACT = 2
    COLLECTIVE = 3
    CADRE = 4
    APPRENTICE = 5


class Activity(IntEnum):
    """What the person does."""

    CHILD = 0
    PUPIL = 1
    ON_POST = 2
    SIDE_WORK = 3
    OWN_ACCOUNT = 4
    SEEKING = 5
    NOT_SEEKING = 6
    RETIRED = 7
    DISABLED = 8
    SENT_DOWN = 9
    DETAINED = 10
    AWAY = 11
    DEAD = 12


SEEKING, OWN_ACCOUNT = int(Activity.SEEKING), int(Activity.OWN_ACCOUNT)
STATUSES = ("other", "employed", "off_post", "unemployed", "discouraged", "informal", "retired")


def statuses() -> Array:
    """Index in `STATUSES` (u1 [untied or tied, activity]): the counts of the contract are predicates over the two.

    Who does not seek is discouraged if of working age, which is for the caller to know.
    """
    table = np.zeros((2, len(Activity)), np.uint8)
    table[1] = STATUSES.index("off_post")
    table[1, Activity.ON_POST] = STATUSES.index("employed")
    table[0, Activity.SEEKING] = STATUSES.index("unemployed")
    table[0, Activity.NOT_SEEKING] = STATUSES.index("discouraged")
    table[0, [Activity.OWN_ACCOUNT, Activity.SIDE_WORK]] = STATUSES.index("informal")
    table[0, Activity.RETIRED] = STATUSES.index("retired")
    table[:, Activity.DEAD] = 0
    return table


def jobless(w: Any) -> Array:
    """Those without a tie who look for work (i8 rows)."""
    people, n = w.people, w.people.count
    return np.flatnonzero((people.activity[:n] == Activity.SEEKING) & (people.tie[:n] == 0))


@typed_kernel(f"UniTuple(int64, 2)({ro('uint8')}, {ro('uint8')}, int64)")
def count_labour(activity: Array, tie: Array, count: int) -> tuple[int, int]:
    """How many look for work without a tie, and how many work on their own account; without branches, on vectors."""
    out = own = 0
    for p in range(count):
        out += (activity[p] == SEEKING) & (tie[p] == 0)
        own += activity[p] == OWN_ACCOUNT
    return out, own


@typed_kernel(f"int64({ro('uint8')}, {ro('uint8')}, {ro('int16')}, int64, int64)")
def count_waiting(activity: Array, tie: Array, since: Array, month: int, count: int) -> int:
    """How many look for work without a tie since before `month`."""
    out = 0
    for p in range(count):
        out += (activity[p] == SEEKING) & (tie[p] == 0) & (since[p] < month)
    return out


def unemployed(w: Any) -> tuple[int, int]:
    """How many are out of work (see `jobless`), and the labour force: these, all with a tie, and own account."""
    shops = w.workshops
    out, own = count_labour(w.people.activity, w.people.tie, w.people.count)
    return out, int(shops.tied[: shops.count].sum()) + own + out


def waiting(w: Any) -> int:
    """How many of the unemployed were so when the month began, as a survey at its turn counts them: who lost a post
    this month has not been met by a vacancy yet."""
    people = w.people
    found: int = count_waiting(people.activity, people.tie, people.since, w.month, people.count)
    return found


class Aid(IntEnum):
    """What a planner's package can give a person; a month's are summed."""

    COURSE = 1
    PUBLIC_WORKS = 2
    WAGE_INSURANCE = 4
    RELOCATION = 8


class Registration(IntEnum):
    """Household registration (hukou)."""

    NONE = 0
    URBAN = 1
    RURAL = 2
    TEMPORARY = 3


class People(Table):
    """Everyone who ever lived in the region; a row is never reused, and row 0 is nobody."""

    key = column("u8", "1", "lasting identity: chance, contests and pairing of policies hang on it, never on the row")
    born = column("i2", "month", "month of birth, counted from the region's first month")
    gone = column("i2", "month", "month of death or of leaving the region; 32767 while living here")
    dies = column("i2", "month", "month of death drawn for this year of life; 32767 if none, -1 if not drawn yet")
    bears = column("i2", "month", "month of the next birth drawn, or of the last one; 32767 if none, -1 if not drawn")
    sex = column("u1", "code", "1 woman, 2 man")
    registration = column("u1", "code", "household registration: 0 none, 1 urban, 2 rural, 3 temporary")
    household = column("u4", "household", "household lived in")
    mother = column("u4", "person", "mother, if she lived in the region; 0 otherwise")
    spouse = column("u4", "person", "husband or wife; 0 if unmarried or widowed")
    occupation = column("u1", "occupation", "occupation; 0 if none yet")
    tie = column("u1", "code", "on whose books, on what terms: none, regular, contract, collective, cadre, apprentice")
    activity = column("u1", "code", "what the person does: child, pupil, on post, side work, own account, ...")
    employer = column("u2", "workshop", "workshop on whose books the person is, or whose plant owes the pension")
    hired = column("i2", "month", "month of entry on the present employer's books")
    since = column("i2", "month", "month since which the person is on post, off post, without a tie, or retired")
    wage = column("i4", "fen/month", "contract wage of a tied person, pension of a retired one")
    rank = column("u2", "per mille", "pay relative to the district's level: grade, occupation and person")
    owed = column("i4", "fen", "wages, pension or allowance earned and not yet paid, for one real person")
    owed_by = column("u2", "plant", "plant that owes it; 0 if nothing is owed")
    diary = column("u4", "diary row", "row of the panel's accumulators if the person is followed; 0 if not")
    premium = column("i2", "1e-4 log", "premium of the employer over others, of the present or the last post", True)
    scar = column("i2", "1e-4 log", "loss of pay from having been hired out of joblessness, as of then", True)
    scarred = column("i2", "month", "month of the hire that left the scar", True)
    lost = column("i2", "month", "month of the last displacement, if `lost_pay` is not 0", True)
    lost_pay = column("u2", "per mille", "pay of the post lost then over the district's level; 0 if never", True)
    trained = column("u1", "month", "months on courses since the last hire", True)
    means = column("u2", "per mille", "income of the displaced over twelve months, relative to the level", True)
    aid = column("u1", "code", "what a package gives this month, summed: 1 course, 2 public works, 4 wage insurance, "
                 "8 relocation grant", True)  # fmt: skip


class Households(Table):
    """Households; `account` holds the money of all the k real households that this one stands for."""

    key = column("u8", "1", "lasting identity of the household")
    street = column("u2", "street", "street of the dwelling")
    account = column("u4", "account", "account of the household in the ledger")
    members = column("u2", "person", "members living here, recomputed by the laws")
    income = column("i4", "fen/month", "money received this month by one real household")
    mean_income = column("i4", "fen/month", "smoothed monthly income (three months) of one real household")


class Diary(Table):
    """The running year of every followed person; written to the panel and cleared each December."""

    person = column("u4", "person", "the person followed")
    earnings = column("i8", "fen", "money received from work, allowance and pension since January")
    employed = column("u1", "month", "months with a tie and on post")
    off_post = column("u1", "month", "months with a tie and not on post")
    unemployed = column("u1", "month", "months without a tie and seeking")
    informal = column("u1", "month", "months in own-account or side work without a tie")
    retired = column("u1", "month", "months retired")


class Streets(Table):
    """Streets: dwellings and who lives there."""

    dwellings = column("i8", "dwelling", "real dwellings standing")
    residents = column("u4", "person", "simulated residents, recomputed by the laws")
    shop = column("u4", "plant", "the shops that serve the street")
    open_from = column("i2", "month", "month in which the street was built")


class Tally(Table):
    """Counts of life events since the founding: row 1 holds the region's. The laws recompute people from these."""

    founded = column("i8", "person", "people synthesised at the founding")
    born = column("i8", "person", "born in the region")
    arrived = column("i8", "person", "arrived from elsewhere")
    died = column("i8", "person", "died in the region")
    left = column("i8", "person", "left for elsewhere")
