"""Wage insurance, retraining and public works: a planner's instruments for those who have lost their posts.

Wage insurance makes up part of the gap between the pay of the lost post and that of a new one for a time after the
displacement. Courses and public works have places; who has waited longest has the first claim on them. Who pays is
said by the policy: the city, if it says nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.careers import insurance, keeps
from tiexi.world.chance import Stream, words
from tiexi.world.giving import pay_programme
from tiexi.world.ledger import Programme, Reason
from tiexi.world.people import Activity, Aid, jobless
from tiexi.world.table import Array, used

PROGRAMME = int(Stream.PROGRAMME)
ON_POST = int(Activity.ON_POST)
WAITED_COURSE, WAITED_WORKS = 3, 6  # months without a post


def insured(w: Any) -> tuple[Array, Array]:
    """Who gets wage insurance this month, and how much (fen of one real person)."""
    people, n = w.people, w.people.count
    rows = np.flatnonzero((people.lost_pay[:n] > 0) & (people.activity[:n] == ON_POST))
    fen = insurance(w, rows)
    some = fen > 0
    return rows[some], fen[some]


def longest(w: Any, waited: int, places: int) -> Array:
    """Of those jobless for `waited` months, as many simulated persons as there are `places`, the longest first."""
    people, rows = w.people, jobless(w)
    rows = rows[(people.occupation[rows] > 0) & (w.month - people.since[rows].astype(np.int64) >= waited)]
    if len(rows) > places:
        lot = words(w, rows, PROGRAMME, 2)
        rows = rows[np.lexsort((people.key[rows], lot, people.since[rows]))[:places]]
    return np.sort(rows)


def fill_places(w: Any, there: str, programme: Programme, waited: int, pay: str) -> Array:
    """Give an instrument's places to those who have waited longest, and pay them; returns who they are.

    `there` and `pay` name the parameters of how many places there are and of what a month pays.
    """
    places = round(w.now(there)) // w.scale
    if places <= 0:
        return np.empty(0, np.int64)
    rows = longest(w, waited, places)
    pay_programme(
        w, rows, np.full(len(rows), round(100 * w.now(pay))), programme, there.partition(".")[0], Reason.BENEFIT
    )
    return rows


def support(w: Any) -> None:
    """Pay what the package gives to those who have lost their posts.

    A month on a course counts at the next hire, where it takes part of the scar away; who is at public works goes on
    looking for a post.
    """
    aid = w.people.aid[: w.people.count]
    if used(aid):
        aid[:] = 0
    if keeps(w) and w.now("wage_insurance.share") > 0.0:
        rows, fen = insured(w)
        pay_programme(w, rows, fen, Programme.WAGE_INSURANCE, "wage_insurance", Reason.BENEFIT)
        aid[rows] |= int(Aid.WAGE_INSURANCE)
    taught = fill_places(w, "retraining.places", Programme.RETRAINING, WAITED_COURSE, "retraining.stipend")
    aid[taught] |= int(Aid.COURSE)
    w.people.trained[taught] = np.minimum(250, w.people.trained[taught].astype(np.int64) + 1)
    works = fill_places(w, "public_works.places", Programme.PUBLIC_WORKS, WAITED_WORKS, "public_works.pay")
    aid[works] |= int(Aid.PUBLIC_WORKS)
