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
from tiexi.world.careers import insurance, keeps
from tiexi.world.chance import Stream, drawn
from tiexi.world.events import Event
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, Sector, flow_row
from tiexi.world.pay_scale import level
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


@kernel
def bear_loss(
    rows: Array, insured: Array, drawn: Array, month: int, usual: int, allowance: int, informal: int, entitled: float,
    benefit: int, disability: int, by_ratio: Array, by_month: Array, death: Array, activity: Array, tie: Array,
    wage: Array, employer: Array, plant_of: Array, paid_share: Array, allowed: Array, since: Array, lost: Array,
    lost_pay: Array, born: Array, sex: Array, means: Array, dies: Array,
) -> None:  # fmt: skip
    """`means` and deaths of the displaced `rows`. Income of the month: pay and `allowance` (ppm) as they were paid,
    `informal` pay, the unemployment `benefit` for less than so many months (`entitled`), that of `disability`, and what
    is `insured` (fen); a pension is no loss. `death` is the life table (ppb a year), `drawn` below 10**9."""
    for i in range(len(rows)):
        p = rows[i]
        does, f = activity[p], plant_of[employer[p]]
        fen = insured[i]
        if tie[p] > 0 and does == ON_POST:
            fen += np.int64(wage[p]) * paid_share[f] // PPM
        elif tie[p] > 0:
            fen += np.int64(wage[p]) * allowance // PPM * allowed[f] // PPM
        if does in (OWN_ACCOUNT, SIDE_WORK):
            fen += informal
        if does == SEEKING and tie[p] == 0 and month - since[p] < entitled:
            fen += benefit
        if does == DISABLED:
            fen += disability
        if does != RETIRED:
            means[p] = (np.int64(means[p]) * 11 + min(65535, fen * 1000 // usual) + 6) // 12
        ratio = min(WORST, np.int64(lost_pay[p]) * 1000 // max(1, int64(means[p])))
        factor = by_ratio[ratio] * by_month[min(MONTHS, month - lost[p])]
        age = min((month - born[p]) // 12, OLDEST)
        if drawn[i] < death[np.int64(sex[p]) * AGES + age] / 12.0 * (factor - 1.0):
            dies[p] = month


def mourn(w: Any, death: Array) -> None:
    """Draw the deaths of the month that the life table (`death`, ppb a year) does not hold; keep incomes up to date."""
    elasticity, acute = w.now("mortality.income"), w.now("mortality.acute")
    if not keeps(w) or (elasticity <= 0.0 and acute <= 0.0):
        return
    people, n = w.people, w.people.count
    rows = np.flatnonzero((people.lost_pay[:n] > 0) & (people.gone[:n] == NEVER))
    if len(rows) == 0:
        return
    bear_loss(
        rows, insurance(w, rows), drawn(w, rows, HARDSHIP, 1), w.month, max(1, level(w)), w.ppm("off_post.allowance"),
        informal_fen(w), w.now("benefit.months"), round(100 * w.now("benefit.unemployment")),
        round(100 * w.now("disability.benefit")), by_income(elasticity),
        by_months(acute, w.now("mortality.acute_months")), death, people.activity, people.tie, people.wage,
        people.employer, w.workshops.plant, w.plants.paid_share, w.plants.allowed, people.since, people.lost,
        people.lost_pay, people.born, people.sex, people.means, people.dies,
    )  # fmt: skip


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
