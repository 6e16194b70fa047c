"""Closure: insolvency leads into a queue, the queue waits for approval, guards watch what is left.

A plant enters the queue after a dated number of months of uncovered loss, when its debts exceed a dated share of
a year's sales. Approvals are a dated number a year; who comes first is who has left most of its wages unpaid.
Source: `economics.md` 2.5 and `data/estimated/finance_rules.csv`; sequence as in the essay (facts F19, F20).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.scrap import break_up, close_site, due, install, sell_land, with_machines
from tiexi.factory.severance import pay_or_owe, retire_early, severance_due, takers
from tiexi.world.arith import apportion, share, value
from tiexi.world.careers import CAREERS, displace
from tiexi.world.chance import Stream, happens
from tiexi.world.claims import CLAIMS
from tiexi.world.events import Event, Who, tell
from tiexi.world.giving import GIVES
from tiexi.world.jit import kernel
from tiexi.world.ledger import ARREARS_ROW, Debt, Reason, debts_of, owe, post
from tiexi.world.people import NEVER, Activity, Tie
from tiexi.world.standing import CHANGES, change
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import BANK, OUTSIDE, TREASURY

PPM = 1_000_000
WORKING, QUEUED, GUARDED = int(Standing.WORKING), int(Standing.QUEUED), int(Standing.GUARDED)
DEMOLISHED = int(Standing.DEMOLISHED)
YARD, ABROAD, PLACES = 1, 3, 6
IDLE_DAYS = 90
SALVAGE = 500_000  # ppm of its price that a stock fetches when a plant is wound up
LOSES, ENDS, WATCHED = 1, 2, 4  # see `signs`


@kernel
def signs(n: int, month: int, months: int, standing: Array, loss_months: Array, ends: Array) -> int:
    """What there is to look at, added up: a plant that has lost money for `months` or queues, one whose end has come,
    one under guard.
    """
    found = 0
    for f in range(1, n):
        if standing[f] == QUEUED or loss_months[f] >= months:
            found |= LOSES
        if ends[f] <= month:
            found |= ENDS
        if standing[f] == GUARDED:
            found |= WATCHED
    return found


def debts_by_plant(w: Any) -> Array:
    """What each plant owes to bank, suppliers, state and workers, in fen."""
    owed: Array = debts_of(w).sum(axis=0) + w.plants.wages_owed[: w.plants.count]
    return owed


def enter_queue(w: Any) -> None:
    """Plants that have lost money too long and owe too much enter the queue; gains that make it up lead out."""
    plants, n = w.plants, w.plants.count
    mended = (plants.standing[:n] == QUEUED) & (plants.losses[:n] == 0) & (plants.loss_months[:n] == 0)
    plants.standing[:n][mended] = WORKING
    plants.queued[:n][mended] = NEVER
    months, limit = round(w.now("close.queue_months")), w.ppm("close.debt_share")
    losing = (plants.standing[:n] == WORKING) & (plants.loss_months[:n] >= months)
    losing &= (plants.owner[:n] == Owner.STATE) | (plants.owner[:n] == Owner.COLLECTIVE)
    if not losing.any():
        return
    owed = debts_by_plant(w)
    for f in np.flatnonzero(losing):
        if owed[f] > share(12 * int(plants.turnover[f]), limit):
            plants.standing[f] = QUEUED
            plants.queued[f] = w.month
            tell(w, Event.QUEUED, Who.PLANT, int(f))


def approvals(w: Any) -> list[int]:
    """Plants wound up this month: those a policy ends, those a dated row names and the queue holds, and the quota."""
    plants = w.plants
    n = plants.count
    working = (plants.standing[:n] == WORKING) | (plants.standing[:n] == QUEUED)
    chosen = [int(f) for f in np.flatnonzero(working & (plants.ends[:n] <= w.month))]
    queue = [int(f) for f in np.flatnonzero(plants.standing[:n] == QUEUED) if f not in chosen]
    chosen += [f for f in queue if plants.approval[f]]
    quota = w.ppm("close.approvals") // 12
    courts = w.once("dated courts", lambda: w.paths.approval.any(axis=1))
    dated = courts[plants.group[:n]]  # these wait for the court that their row names
    waiting = [f for f in queue if f not in chosen and not dated[f] and plants.queued[f] < w.month]
    unpaid = plants.wages_owed[:n] * PPM // np.maximum(plants.wage_bill[:n], 1) - plants.paid_share[:n]
    waiting.sort(key=lambda f: (-int(unpaid[f]), int(plants.key[f])))
    for f in waiting:
        places = int(plants.number[f]) * PPM  # a till that stands for several enterprises takes as many
        if quota < places and not happens(
            w.seed, int(Stream.QUEUE), w.month, np.uint64(0), 0, quota * 1000 // (places // PPM)
        ):
            break
        quota = max(0, quota - places)
        chosen.append(f)
    return chosen


def sell_stocks(w: Any, f: int) -> None:
    """Stocks of a plant that is wound up go outside at half their price, with what is on its way."""
    stocks, goods, ledger = w.stocks, w.goods, w.accounts
    for s in np.flatnonzero(stocks.plant[: stocks.count] == f):
        g = int(stocks.good[s])
        amount = int(stocks.amount[s] + stocks.due1[s] + stocks.due2[s] + stocks.due3[s])
        stocks.amount[s] = stocks.due1[s] = stocks.due2[s] = stocks.due3[s] = 0
        if amount == 0:
            continue
        goods.outside[g] += amount
        w.moves.moved[(g * PLACES + YARD) * PLACES + ABROAD + 1] += amount
        price = int(goods.price_market[g]) * SALVAGE // PPM
        till = int(w.plants.account[f])
        post(ledger.balance, ledger.sector, w.flows.paid, OUTSIDE, till, value(amount, price), int(Reason.LIQUIDATION))


def wound_up_with_stocks(w: Any) -> list[int]:
    """Guarded plants that hold anything."""
    stocks, n = w.stocks, w.stocks.count
    held = w.plants.standing[stocks.plant[:n]] == GUARDED
    held &= (stocks.amount[:n] + stocks.due1[:n] + stocks.due2[:n] + stocks.due3[:n]) > 0
    found: list[int] = np.unique(stocks.plant[:n][held]).tolist()
    return found


def pay_out(w: Any, f: int) -> None:
    """The till goes to workers' arrears first, then to the bank; the bank's and the suppliers' rest is written off.

    Taxes owed lapse. What workers are not paid stays owed.
    """
    people, plants, ledger, debts, claims = w.people, w.plants, w.accounts, w.debts, w.claims
    till = int(plants.account[f])
    owed_to = np.flatnonzero((people.owed_by[: people.count] == f) & (people.owed[: people.count] > 0))
    owed = people.owed[owed_to].astype(np.int64)
    units = min(int(ledger.balance[till]) // w.scale, int(owed.sum()))
    shares = np.zeros(len(owed), np.int64)
    apportion(units, owed, shares)
    for p, fen in zip(owed_to, shares, strict=True):
        home = int(people.household[p])
        account = int(w.households.account[home])
        money = int(fen) * w.scale
        post(ledger.balance, ledger.sector, w.flows.paid, till, account, money, int(Reason.LIQUIDATION))
        w.households.income[home] += fen
        people.owed[p] -= fen
        if people.owed[p] == 0:
            people.owed_by[p] = 0
    plants.wages_owed[f] -= units * w.scale
    claims.settled[ARREARS_ROW] += units * w.scale
    loan = int(plants.loan_debt[f])
    back = min(int(ledger.balance[till]), int(debts.owed[loan]))
    if back > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, till, BANK, back, int(Reason.LIQUIDATION))
    for row in np.flatnonzero(debts.debtor[: debts.count] == till):
        if debts.owed[row] > 0 and debts.kind[row] in (Debt.LOAN, Debt.TRADE, Debt.TAX):
            owe(debts.owed, debts.kind, claims.made, claims.settled, int(row), -int(debts.owed[row]))


def dismiss(w: Any, f: int, guarded: int) -> None:
    """Everyone but guards (ppm) loses the tie, with severance that the plant then owes, or takes an early pension."""
    people, shops = w.people, w.workshops
    n = people.count
    mine = shops.plant[people.employer[:n]] == f
    rows = np.flatnonzero(mine & (people.tie[:n] > 0))
    cadres = people.tie[rows] == Tie.CADRE
    guards = share(len(rows), guarded)
    # Guards are the cadres and old hands who stayed on post to the end; ties by key.
    last = np.lexsort((people.key[rows], people.hired[rows], ~cadres, people.activity[rows] != Activity.ON_POST))
    stay = rows[last[:guards]]
    leave = rows[last[guards:]]
    takes = takers(w, leave)
    retire_early(w, leave[takes])
    leave = leave[~takes]
    displace(w, leave[people.activity[leave] == Activity.ON_POST])
    fen = severance_due(w, leave)
    change(w, leave, int(Tie.NONE), int(Activity.SEEKING), 0, int(Event.DISMISSED))
    pay_or_owe(w, leave, np.full(len(leave), f), fen, at_once=False)
    idle = stay[people.activity[stay] != Activity.ON_POST]
    if len(idle):
        tie, shop = people.tie[idle].astype(np.int64), people.employer[idle]
        change(w, idle, tie, int(Activity.ON_POST), shop, int(Event.RECALLED))


def wind_up(w: Any, f: int) -> None:
    """A bankruptcy: approved, people dismissed, stocks sold, money paid out, guards at the gate."""
    plants = w.plants
    tell(w, Event.APPROVED, Who.PLANT, f)
    dismiss(w, f, w.ppm("close.guards"))
    sell_stocks(w, f)
    pay_out(w, f)
    tell(w, Event.BANKRUPT, Who.PLANT, f, int(plants.wages_owed[f]))
    plants.standing[f] = GUARDED
    plants.queued[f] = NEVER
    plants.ends[f] = NEVER
    close_site(w, f)
    tell(w, Event.GUARDED, Who.PLANT, f)


def clear_sites(w: Any) -> None:
    """After their months under guard machines are scrapped and land is sold; what that brings pays out what is owed."""
    machines = with_machines(w)
    for f in due(w, "close.scrap_months"):
        if machines[f] and break_up(w, f):
            pay_out(w, f)
    for f in due(w, "close.land_months"):
        leave_site(w, f)


def leave_site(w: Any, f: int) -> None:
    """Land is sold, nothing is left to guard, the last lose their tie; what is then not owed is the treasury's."""
    ledger, till = w.accounts, int(w.plants.account[f])
    sell_land(w, f)
    w.plants.standing[f] = DEMOLISHED
    dismiss(w, f, 0)
    pay_out(w, f)
    rest = int(ledger.balance[till])
    post(ledger.balance, ledger.sector, w.flows.paid, till, TREASURY, rest, int(Reason.LIQUIDATION))


@kernel
def stop_or_go(n: int, month: int, rounds: int, lines: Array, last_work: Array, idle: Array, rows: Array) -> int:
    """Enter in `idle` who has stood for ninety days at the end of the month; those that change into `rows`, in number.

    Workshops that never worked, or have no machines, stay as they are.
    """
    found = 0
    for s in range(1, n):
        if lines[s] == 0 or last_work[s] < 0:
            continue
        still = 1 if ((month + 1) * rounds - last_work[s]) * 30 >= IDLE_DAYS * rounds else 0
        if still != idle[s]:
            idle[s] = still
            rows[found] = s
            found += 1
    return found


def watch_idle(w: Any) -> None:
    """A workshop without work for ninety days has stopped, dated at its last round with work; or it has resumed."""
    shops, happenings = w.workshops, w.happenings
    rows = np.empty(shops.count, np.int64)
    changed = stop_or_go(shops.count, w.month, w.rounds, shops.lines, shops.last_work, shops.idle, rows)
    for s in rows[:changed].tolist():
        event = Event.STOPPED if shops.idle[s] else Event.RESUMED
        row = tell(w, event, Who.WORKSHOP, s, int(shops.last_work[s]))
        happenings.where[row] = shops.plant[s]
        happenings.round[row] = int(shops.last_work[s]) % w.rounds + 1


@step(
    *dict.fromkeys((
        *CHANGES, *CLAIMS, *CAREERS, *GIVES, "people.wage", "plants.standing", "plants.queued", "plants.ends",
        "happenings.*", "counts.persons",
        "workshops.idle", "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "goods.outside",
        "moves.moved", "accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled",
        "people.owed", "people.owed_by", "plants.wages_owed", "households.income", "sites.land", "sites.closed",
        "fixed.amount",
    )),
    rows=("C2", "C4", "C5", "C6", "C7"),
)  # fmt: skip
def close(w: Any) -> None:
    """Insolvent plants queue, approved ones are wound up and in time scrapped; workshops without work have stopped."""
    install(w)
    plants, months = w.plants, round(w.now("close.queue_months"))
    seen = signs(plants.count, w.month, months, plants.standing, plants.loss_months, plants.ends)
    if seen & LOSES:
        enter_queue(w)
    ending = approvals(w) if seen & (LOSES | ENDS) else []
    for f in ending:
        wind_up(w, f)
    if ending or seen & WATCHED:
        for f in wound_up_with_stocks(w):
            sell_stocks(w, f)  # what was still in process when it closed, as it is tapped
        clear_sites(w)
    watch_idle(w)
