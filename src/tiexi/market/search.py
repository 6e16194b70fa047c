"""Search: who applies this month, for what least premium, and with what record.

Everyone jobless applies as often as before; people on post apply now and then and move only upwards in premium; who
has been told that the plant will end applies like the jobless. The jobless ask for less the longer they are out.
Rules: `economics.md` 2.8; one application a month follows del Rio-Chanona et al. (2021), moves up a ladder of
premiums Burdett and Mortensen (1998).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.world.arith import exp
from tiexi.world.careers import MOST, ON_POST, SEEKING, TENURE, UNIT, keeps, skills
from tiexi.world.chance import Stream, drawn
from tiexi.world.jit import kernel
from tiexi.world.people import Activity, unemployed
from tiexi.world.standing import change
from tiexi.world.table import Array

NOT_SEEKING = int(Activity.NOT_SEEKING)
HIRING, SEARCH = int(Stream.HIRING), int(Stream.SEARCH)
PPB = 1_000_000_000
ANYTHING = 9.0  # a fall of the reservation at which the jobless take anything


@lru_cache(maxsize=64)
def weights(woman: float, older: float, record: float) -> Array:
    """Weights of being hired (f8) at record x 4 + woman x 2 + older, from their logs."""
    short = [exp(0.0), exp(older), exp(woman), exp(woman + older)]
    return np.array(short + [w * exp(record) for w in short])


def seekers(w: Any) -> Array:
    """Those off post or jobless who apply this month (i8 rows)."""
    people = w.people
    rows = np.flatnonzero(people.activity[: people.count] == SEEKING)
    unemployed, off_post = (round(min(1.0, w.now(f"search.{who}")) * PPB) for who in ("unemployed", "off_post"))
    found: Array = rows[drawn(w, rows, HIRING, 1) < np.where(people.tie[rows] > 0, off_post, unemployed)]
    return found


def climbers(w: Any) -> Array:
    """Those on post who apply this month (i8 rows): some of all, most of those who know that their plant will end."""
    people, n = w.people, w.people.count
    usual = round(w.now("search.employed") * PPB) if keeps(w) else 0
    told = w.plants.told[: w.plants.count] > 0
    some = told.any()
    if usual <= 0 and not some:
        return np.empty(0, np.int64)
    rows: Array = np.flatnonzero(people.activity[:n] == ON_POST)
    if not some:
        return rows[drawn(w, rows, SEARCH, 1) < usual]
    knows = told[w.workshops.plant[: w.workshops.count]]
    if usual <= 0:
        rows = rows[knows[people.employer[rows]]]
    chance = np.where(knows[people.employer[rows]], round(w.now("search.noticed") * PPB), usual)
    found: Array = rows[drawn(w, rows, SEARCH, 1) < chance]
    return found


def look_again(w: Any) -> None:
    """Who had a post once and has given up looking begins again, the sooner the less unemployment there is.

    The chance is `withdraw.return` x (reference / unemployment), at most `withdraw.return`; reference is the
    unemployment at which a hire leaves no scar.
    """
    most = w.now("withdraw.return")
    if most <= 0.0:
        return
    people, n = w.people, w.people.count
    rows = np.flatnonzero((people.activity[:n] == NOT_SEEKING) & (people.tie[:n] == 0) & (people.occupation[:n] > 0))
    out, force = unemployed(w)
    slack = max(1.0, out / max(1, force) / w.now("wage.scar_unemployment"))
    again = rows[drawn(w, rows, SEARCH, 2) < round(most / slack * PPB)]
    change(w, again, 0, SEEKING, 0)


def last_job(w: Any, rows: Array) -> Array:
    """Months that the present or last job of `rows` lasted (i8); -1 for those who never had one."""
    people, months = w.people, np.empty(len(rows), np.int64)
    count_months(rows, w.month, people.activity, people.occupation, people.since, people.hired, months)
    return months


@kernel
def count_months(
    rows: Array, month: int, activity: Array, occupation: Array, since: Array, hired: Array, months: Array
) -> None:
    """`last_job` of each of `rows`."""
    for i in range(len(rows)):
        p = rows[i]
        until = month if activity[p] == ON_POST else np.int64(since[p])
        months[i] = until - hired[p] if occupation[p] > 0 else -1


def asked(w: Any, rows: Array, months: Array) -> Array:
    """Least premium (i8, parts of log pay) for which each of `rows`, who has held a job for `months`, takes a post."""
    least = np.full(len(rows), -2 * MOST, np.int64)
    if not keeps(w):
        return least
    people, fall = w.people, w.now("search.reservation_fall")
    skill = skills(w.now("wage.skill"), w.now("wage.skill_months"))[0]
    ask(
        rows, months, w.month, round(fall * UNIT) if fall < ANYTHING else -1, round(w.now("search.gain") * UNIT), skill,
        people.activity, people.since, people.employer, people.premium, w.workshops.plant, w.plants.told, least,
    )  # fmt: skip
    return least


@kernel
def ask(
    rows: Array, months: Array, month: int, fall: int, gain: int, skill: Array, activity: Array, since: Array,
    employer: Array, premium: Array, plant: Array, told: Array, least: Array,
) -> None:  # fmt: skip
    """`asked` of each of `rows`: on post, premium and skill with a `gain` on top; else a premium that gives way by
    `fall` (parts; below 0: at once) in each month out of a post, or since one was `told` that the plant will end."""
    for i in range(len(rows)):
        p = rows[i]
        warned = np.int64(told[plant[employer[p]]])
        own = np.int64(premium[p])
        if activity[p] == ON_POST and warned == 0:
            least[i] = own + skill[min(max(0, months[i]), TENURE - 1)] + gain + 1
        elif fall >= 0 and months[i] >= 0:
            waited = warned - 1 if activity[p] == ON_POST else month - since[p]
            least[i] = own - waited * fall
