"""Severance and early pensions: what people get as posts are shed or a plant closes, and who pays for it."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.retire import age_limits, ages_at, opening
from tiexi.world.careers import displace
from tiexi.world.chance import Stream, drawn
from tiexi.world.claims import claim
from tiexi.world.events import Event
from tiexi.world.giving import PAYERS, enter_programme, help_treasury, pay_programme, payer_of
from tiexi.world.jit import kernel
from tiexi.world.ledger import Programme, Reason, post
from tiexi.world.people import Activity
from tiexi.world.standing import change
from tiexi.world.table import Array
from tiexi.world.world import CENTRE, TREASURY

PPM = 1_000_000
SEVERANCE = int(Reason.SEVERANCE)
PROGRAMME = int(Stream.PROGRAMME)
ON_POST, RETIRED = int(Activity.ON_POST), int(Activity.RETIRED)


def months_due(w: Any, rows: Array) -> Array:
    """Severance of `rows` in ppm of a month's wage (i8): so many months for each full year of service, up to a cap."""
    years = np.maximum(0, w.month - w.people.hired[rows].astype(np.int64)) // 12
    due: Array = np.minimum(years * w.ppm("severance.months_per_year"), w.ppm("severance.cap_months"))
    return due


def severance_due(w: Any, rows: Array) -> Array:
    """Severance of `rows` in fen for one real person each (i8)."""
    due: Array = w.people.wage[rows] * months_due(w, rows) // PPM
    return due


@kernel
def pay_severance(
    rows: Array, due: Array, till: Array, household: Array, account: Array, income: Array, diary: Array,
    earnings: Array, balance: Array, sector: Array, paid: Array, scale: int, got: Array,
) -> None:  # fmt: skip
    """Pay each of `rows` what is due (fen, one real person) from account `till` as far as it reaches; `got` is paid."""
    for i in range(len(rows)):
        p = rows[i]
        got[i] = min(due[i], max(0, balance[till[i]]) // scale)
        if got[i] > 0:
            home = household[p]
            post(balance, sector, paid, till[i], account[home], got[i] * scale, SEVERANCE)
            income[home] += got[i]
            if diary[p] > 0:
                earnings[diary[p]] += got[i]


def pay_or_owe(w: Any, rows: Array, plant: Array, due: Array, at_once: bool = True) -> Array:
    """Pay severance `due` to `rows` of `plant`; returns what each got (i8).

    City or centre pay in full if a policy says so; otherwise the till pays, at once or in its turn, and what it lacks
    is a claim.
    """
    if payer_of(w, "severance") in PAYERS:
        some = due > 0
        pay_programme(w, rows[some], due[some], Programme.SEVERANCE, "severance", Reason.SEVERANCE)
        return due
    people, homes, ledger = w.people, w.households, w.accounts
    got = np.zeros(len(rows), np.int64)
    if at_once:
        pay_severance(
            rows, due, w.plants.account[plant], people.household, homes.account, homes.income, people.diary,
            w.diary.earnings, ledger.balance, ledger.sector, w.flows.paid, w.scale, got,
        )  # fmt: skip
    claim(w, rows, plant, due - got)
    return got


def takers(w: Any, rows: Array) -> Array:
    """Those of `rows` (bool) who are old enough for an early pension and take it rather than lose the post."""
    share = w.now("early_retirement.offer")
    if share <= 0.0 or len(rows) == 0:
        return np.zeros(len(rows), bool)
    old: Array = w.month - w.people.born[rows].astype(np.int64) >= ages_at(w, rows, opening(w))
    old[old] = drawn(w, rows[old], PROGRAMME, 1) < round(share * 1_000_000_000)
    return old


def pension(w: Any, early: bool) -> int:
    """Pension over the last wage in ppm."""
    own = w.ppm("early_retirement.pension") if early else 0
    whole: int = own if own > 0 else w.ppm("pension.share")
    return whole


def retire_early(w: Any, rows: Array) -> None:
    """Persons `rows` of a plant's books go on an early pension."""
    if len(rows) == 0:
        return
    people = w.people
    displace(w, rows)
    employer = people.employer[rows]
    people.wage[rows] = people.wage[rows].astype(np.int64) * pension(w, True) // PPM
    change(w, rows, 0, RETIRED, employer, int(Event.EARLY_RETIRED))


def bear_pensions(w: Any, pooled: int) -> None:
    """City or centre give each till its part of the month's early pensions, if a policy says that they bear them.

    `pooled` (ppm) of a working plant's pensions is the treasury's in any case, and all of a closed plant's: the centre
    gives the treasury that part if it bears them.
    """
    payer = PAYERS.get(payer_of(w, "early_retirement"))
    if payer is None:
        return
    people, plants, ledger, n = w.people, w.plants, w.accounts, w.people.count
    rows = np.flatnonzero((people.activity[:n] == RETIRED) & (people.wage[:n] > 0) & (people.employer[:n] > 0))
    rows = rows[w.month - people.born[rows].astype(np.int64) < ages_at(w, rows, age_limits(w))]
    if len(rows) == 0:
        return
    wage = people.wage[rows].astype(np.int64)
    plant = w.workshops.plant[people.employer[rows]].astype(np.int64)
    part = np.where(plants.standing[plant] >= 3, 0, wage - wage * pooled // PPM)
    by_plant = np.zeros(plants.count, np.int64)
    np.add.at(by_plant, plant, part * w.scale)
    if payer == TREASURY:
        help_treasury(w, int(by_plant.sum()))
    for f in np.flatnonzero(by_plant):
        till = int(plants.account[f])
        post(ledger.balance, ledger.sector, w.flows.paid, payer, till, int(by_plant[f]), int(Reason.GRANT))
    rest = int((wage - part).sum()) * w.scale
    if payer == CENTRE and rest > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, CENTRE, TREASURY, rest, int(Reason.TRANSFER))
    enter_programme(w, Programme.EARLY_RETIREMENT, int(wage.sum()) * w.scale, len(rows))
