"""Off post: a tie kept without a post, on an allowance. Who is sent, what the sent do, and how the tie ends.

Source: rules and log weights `data/estimated/off_post_rules.csv` (cable works: cadres are a tenth of staff and stay).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from tiexi.factory.retire import is_cadre
from tiexi.factory.severance import pay_or_owe, severance_due
from tiexi.world.arith import exp
from tiexi.world.careers import displace
from tiexi.world.chance import Stream, happens, uniform
from tiexi.world.events import Event
from tiexi.world.jit import int64, kernel
from tiexi.world.people import Activity
from tiexi.world.podium import Podium, offer, race, race_bound
from tiexi.world.standing import change, fixed
from tiexi.world.table import Array
from tiexi.world.works import Owner

PPM = 1_000_000
OFF_POST = int(Stream.OFF_POST)
ON_POST, SIDE_WORK, OWN_ACCOUNT, SEEKING = 2, 3, 4, 5
WOMAN = 1
STATE = int(Owner.STATE)
YEARS = 64  # tenures beyond count as this many years

# What becomes of a person this month, in the order in which it is entered: the last three leave the books alone.
(
    STAYS, RETIRES, RETIRES_EARLY, QUITS, STRUCK_OFF, ABOLISHED, CAPPED, TAKES_SIDE_WORK, LEAVES_SIDE_WORK, WITHDRAWS,
) = range(10)  # fmt: skip


@lru_cache(maxsize=64)
def within_a_year(monthly: float) -> float:
    """Chance that what comes with chance `monthly` comes within twelve months."""
    stays = 1.0
    for _ in range(12):
        stays *= 1.0 - monthly
    return 1.0 - stays


class Rates(NamedTuple):
    """Chances in parts per 10**9 (monthly; of quitting, in a year) and lengths in months, for kernels in this order."""

    early: int
    early_months: int
    cap_months: int
    abolish: int
    enter_side_work: int
    leave_side_work: int
    withdraw_older: int
    withdraw: int
    quit_year: int
    struck: int
    early_age: int  # months; 0 = early retirement opens `early_months` before the limit

    @classmethod
    def of(cls, w: Any) -> Rates:
        """The rates of the running month."""

        def ppb(name: str, times: float = 1.0) -> int:
            parts: int = round(w.now(name) * times * 1_000_000_000)
            return parts

        return cls(
            ppb("early_retirement.rate"), round(w.now("early_retirement.years") * 12),
            round(w.now("off_post.cap_months")), ppb("off_post.abolish"), ppb("informal.entry"), ppb("informal.exit"),
            ppb("withdraw.rate", 2.5), ppb("withdraw.rate", 0.5),
            round(within_a_year(w.now("staff.quit")) * 1_000_000_000), ppb("off_post.struck_off"),
            round(w.now("early_retirement.age") * 12),
        )  # fmt: skip


@lru_cache(maxsize=64)
def weights(cadre: float, woman: float, older: float, tenure: float) -> Array:
    """Weights of being sent off post (f8), at ((cadre x 2 + woman) x 2 + older) x YEARS + years of service."""
    table = np.empty(8 * YEARS, np.float64)
    for c in range(8):
        fixed_part = cadre * (c >> 2) + woman * (c >> 1 & 1) + older * (c & 1)
        for years in range(YEARS):
            table[c * YEARS + years] = exp(fixed_part + tenure * years)
    return table


def weights_now(w: Any) -> Array:
    """The weights of the running month."""
    return weights(*(w.now(f"off_post.weight_{name}") for name in ("cadre", "woman", "older", "tenure")))


def centres(w: Any) -> Array:
    """True for workshops of state plants that pay their share of the allowance, so that a centre has their people.

    Where nobody is struck off no one asks, and none has one.
    """
    plants, n = w.plants, w.plants.count
    if w.now("off_post.struck_off") <= 0.0:
        return np.zeros(w.workshops.count, bool)
    pays = (plants.owner[:n] == STATE) & (plants.allowed[:n] >= w.ppm("yearbook.enrolment_paid_share"))
    found: Array = pays[w.workshops.plant[: w.workshops.count]]
    return found


@kernel
def is_older(sex: int, months: int) -> int:
    """1 from 45 (men) or 40 (women) years of age."""
    return 1 if months >= (480 if sex == WOMAN else 540) else 0


@kernel
def withdraws(seed: int, month: int, key: int, sex: int, months: int, older: int, younger: int) -> bool:
    """True if a person who looks for work gives up; women from 38 and men from 48 with chance `older`."""
    limit = 456 if sex == WOMAN else 576
    return happens(seed, OFF_POST, month, key, 4, older if months >= limit else younger)


@kernel
def fate(
    seed: int, month: int, key: int, sex: int, months: int, activity: int, since: int, limit: int,
    early: int, early_months: int, cap_months: int, abolish: int, enter_side: int, leave_side: int,
    withdraw_older: int, withdraw: int, struck: int,
) -> int:  # fmt: skip
    """What becomes this month of someone off post, aged `months`, since month `since`, who retires at `limit`."""
    if months >= limit - early_months and happens(seed, OFF_POST, month, key, 1, early):
        return RETIRES_EARLY
    if month - since >= cap_months:
        return CAPPED
    if abolish > 0 and happens(seed, OFF_POST, month, key, 2, abolish):
        return ABOLISHED
    if activity == SIDE_WORK:
        if struck > 0 and happens(seed, OFF_POST, month, key, 7, struck):
            return STRUCK_OFF
        return LEAVES_SIDE_WORK if happens(seed, OFF_POST, month, key, 3, leave_side) else STAYS
    if activity == SEEKING:
        if happens(seed, OFF_POST, month, key, 3, enter_side):
            return TAKES_SIDE_WORK
        if withdraws(seed, month, key, sex, months, withdraw_older, withdraw):
            return WITHDRAWS
    return STAYS


@kernel
def on_post_at(n: int, sends: Array, size: Array, activity: Array, employer: Array, rows: Array) -> int:
    """Everyone on post in a workshop that `sends` people off post and has room on its podium; returns their number."""
    found = 0
    for p in range(1, n):
        s = employer[p]
        rows[found] = p
        found += (activity[p] == ON_POST) & (sends[s] != 0) & (size[s] > 0)
    return found


@kernel
def enter_race(
    rows: Array, lucky: Array, month: int, key: Array, born: Array, sex: Array, tie: Array, employer: Array,
    occupation: Array, hired: Array, leading: Array, weight: Array,
    first: Array, size: Array, held: Array, score: Array, who: Array,
) -> None:  # fmt: skip
    """Each of `rows`, with the uniform numbers `lucky`, runs for the podium of those the workshop sends off post."""
    for i in range(len(rows)):
        p = rows[i]
        s = int64(employer[p])
        older = is_older(sex[p], month - born[p])
        woman = 1 if sex[p] == WOMAN else 0
        years = min(YEARS - 1, max(0, month - hired[p]) // 12)
        chance = weight[((is_cadre(tie[p], leading[occupation[p]]) * 2 + woman) * 2 + older) * YEARS + years]
        u = lucky[i]
        if held[s] == size[s] and race_bound(u, chance) > score[first[s]]:
            continue
        offer(first, size, held, score, who, key, s, race(u, chance), p)


def end_ties(w: Any, rows: Array, event: int) -> None:
    """The ties of persons `rows` end with severance, in the order of their keys; what the till lacks is a claim.

    Side work goes on as own-account work, those who looked for nothing do not begin, all others look for work. A
    person at the cap whose severance is paid in full is bought out; otherwise the status is abolished.
    """
    if len(rows) == 0:
        return
    people = w.people
    rows = rows[np.argsort(people.key[rows], kind="stable")].astype(np.int64)
    displace(w, rows[people.activity[rows] == ON_POST])
    due = severance_due(w, rows)
    got = pay_or_owe(w, rows, w.workshops.plant[people.employer[rows]], due)
    events = np.full(len(rows), event)
    if event == int(Event.BOUGHT_OUT):
        events[(due == 0) | (got < due)] = int(Event.STATUS_ABOLISHED)
    does = people.activity[rows]
    after = np.where(does == SIDE_WORK, OWN_ACCOUNT, np.where(does == ON_POST, SEEKING, does))
    people.wage[rows] = 0
    change(w, rows, 0, after, 0, events)


def send(w: Any, rows: Array) -> None:
    """Persons `rows` go off post: the tie stays, and they look for work."""
    people = w.people
    displace(w, rows)
    change(w, rows, people.tie[rows], int(Activity.SEEKING), people.employer[rows], int(Event.OFF_POST))


def recall(w: Any, off: Array, openings: Array) -> None:
    """Fill `openings` (by workshop) from those `off` post there; the lowest keyed draw comes first."""
    if len(off) == 0 or not openings.any():
        return
    podium = Podium.of(openings)
    queue(off, w.people.employer, fixed(w.people.key), w.seed, w.month, *podium.arrays)
    rows, shops = podium.winners(w.people.key)
    change(w, rows, w.people.tie[rows], int(Activity.ON_POST), shops, int(Event.RECALLED))
    openings -= podium.held


@kernel
def queue(
    off: Array, employer: Array, key: Array, seed: int, month: int,
    first: Array, size: Array, held: Array, score: Array, who: Array,
) -> None:  # fmt: skip
    """Everyone in `off` runs for recall to the own workshop."""
    for i in range(len(off)):
        p = off[i]
        s = int64(employer[p])
        if size[s] > 0:
            offer(first, size, held, score, who, key, s, race(uniform(seed, OFF_POST, month, key[p], 6), 1.0), p)
