"""Hardship: what the loss of a post does to life and health.

The hazard of death of the displaced is that of the life table times (pay lost / income of twelve months) to the power
`mortality.income`, the ratio between 1/1.5 and 3, times exp(acute exp(-months / acute_months)); it is never below that
of the table. Shape as in Sullivan and von Wachter (2009), size calibrated (`economics.md` 2.8): what the model may be
asked is how it answers to income support. The long jobless may become disabled.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.street.vital import AGES, OLDEST
from tiexi.world.arith import exp, log
from tiexi.world.careers import insurance, keeps, relative
from tiexi.world.chance import Stream, drawn
from tiexi.world.events import Event
from tiexi.world.ledger import Reason, Sector, flow_row
from tiexi.world.people import NEVER, Activity, jobless
from tiexi.world.standing import change
from tiexi.world.table import Array

PPM = 1_000_000
HARDSHIP = int(Stream.HARDSHIP)
LEAST, WORST = 667, 3000  # ratio of pay lost to income, in thousandths
MONTHS = 240  # after which the shock of the loss is over
PAID_INFORMALLY = flow_row(int(Reason.INFORMAL), int(Sector.OUTSIDE), int(Sector.HOUSEHOLDS))
ON_POST, SIDE_WORK, OWN_ACCOUNT, SEEKING, RETIRED, DISABLED = (
    int(Activity.ON_POST), int(Activity.SIDE_WORK), int(Activity.OWN_ACCOUNT), int(Activity.SEEKING),
    int(Activity.RETIRED), int(Activity.DISABLED),
)  # fmt: skip
MIDDLE, OLDER = 420, 540  # months of age from which disability is more likely


@lru_cache(maxsize=16)
def by_income(elasticity: float) -> Array:
    """Factor of the hazard (f8) by the ratio of pay lost to income, in thousandths from 0."""
    ratio = [min(WORST, max(LEAST, r)) / 1000.0 for r in range(WORST + 1)]
    return np.array([exp(elasticity * log(r)) for r in ratio])


@lru_cache(maxsize=16)
def by_months(acute: float, months: float) -> Array:
    """Factor of the hazard (f8) by months since the loss."""
    return np.array([exp(acute * exp(-t / months)) for t in range(MONTHS + 1)])


def informal_fen(w: Any) -> int:
    """What each informal worker was paid this month, in fen."""
    does = w.people.activity[: w.people.count]
    workers = int(np.count_nonzero((does == OWN_ACCOUNT) | (does == SIDE_WORK)))
    return int(w.flows.paid[PAID_INFORMALLY]) // (workers * w.scale) if workers else 0


def incomes(w: Any, rows: Array) -> Array:
    """Income of the month of `rows` in fen (i8): pay and allowance as they were paid, insurance, benefits."""
    people, plants = w.people, w.plants
    does, tied, wage = people.activity[rows], people.tie[rows] > 0, people.wage[rows].astype(np.int64)
    plant = w.workshops.plant[people.employer[rows]]
    found = np.where(tied & (does == ON_POST), wage * plants.paid_share[plant] // PPM, 0)
    allowance = wage * w.ppm("off_post.allowance") // PPM * plants.allowed[plant] // PPM
    found = np.where(tied & (does != ON_POST), allowance, found)
    found = found + np.where((does == OWN_ACCOUNT) | (does == SIDE_WORK), informal_fen(w), 0)
    out = w.month - people.since[rows].astype(np.int64)
    entitled = (does == SEEKING) & ~tied & (out < w.now("benefit.months"))
    found = found + np.where(entitled, round(100 * w.now("benefit.unemployment")), 0)
    found = found + np.where(does == DISABLED, round(100 * w.now("disability.benefit")), 0)
    return found + insurance(w, rows)


def mourn(w: Any, death: Array) -> None:
    """Draw the deaths of the month that the life table (`death`, ppb a year) does not hold; keep incomes up to date."""
    elasticity, acute = w.now("mortality.income"), w.now("mortality.acute")
    if not keeps(w) or (elasticity <= 0.0 and acute <= 0.0):
        return
    people, n = w.people, w.people.count
    rows = np.flatnonzero((people.lost_pay[:n] > 0) & (people.gone[:n] == NEVER))
    if len(rows) == 0:
        return
    before = people.means[rows].astype(np.int64)
    means = (before * 11 + relative(w, incomes(w, rows)) + 6) // 12
    means = np.where(people.activity[rows] == RETIRED, before, means)  # a pension is no loss
    people.means[rows] = means
    ratio = np.minimum(WORST, people.lost_pay[rows].astype(np.int64) * 1000 // np.maximum(1, means))
    months = np.minimum(MONTHS, w.month - people.lost[rows].astype(np.int64))
    factor = by_income(elasticity)[ratio] * by_months(acute, w.now("mortality.acute_months"))[months]
    age = np.minimum((w.month - people.born[rows].astype(np.int64)) // 12, OLDEST)
    more = death[people.sex[rows].astype(np.int64) * AGES + age] / 12.0 * (factor - 1.0)
    people.dies[rows[drawn(w, rows, HARDSHIP, 1) < more]] = w.month


def disable(w: Any) -> None:
    """Some of those who have looked for work for long become disabled, the older the more."""
    rate = w.now("disability.rate")
    if rate <= 0.0:
        return
    people, rows = w.people, jobless(w)
    long = w.month - people.since[rows].astype(np.int64) > w.now("disability.after")
    rows = rows[(people.occupation[rows] > 0) & long]
    months = w.month - people.born[rows].astype(np.int64)
    chance = rate * np.where(months >= OLDER, 2.0, np.where(months >= MIDDLE, 0.8, 0.3))
    change(w, rows[drawn(w, rows, HARDSHIP, 2) < chance * 1e9], 0, DISABLED, 0, int(Event.DISABLED))
