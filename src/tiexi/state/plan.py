"""The plan: each January targets from the level achieved, balances, allotments, shadow prices; then its months.

Every year, plan or none, a works' next target is set from what it reported (the ratchet). Where the plan decides
(`plan.share`), the target is raised to what the balances or the optimal plan want, binds the month's work (`due`), and
what is bought outside is allotted from a fund reckoned for the planned batches at taut norms. Plants whose orders fail
hoard. Source: Weitzman 1980, Bell Journal of Economics 11:302 (ratchet); Kornai 1980, Economics of Shortage
(hoarding); Montias 1959 (balances); Kantorovich 1939 (shadow prices); numbers `economics.md` 2.2 and 2.7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tiexi.state.balances import Balance, balance, outside_of
from tiexi.state.optimum import HARMONY, NoPlan, Plan, Problem, solve
from tiexi.state.survey import MILLION, PPM, PUBLIC, Survey
from tiexi.world.arith import apportion, muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.plans import PERIODS, Balances
from tiexi.world.reporting import report
from tiexi.world.steps import step
from tiexi.world.table import Array, by_code
from tiexi.world.turns import TURNS, in_turn

CAMPAIGN = 0.5  # pressure from which a year is one of campaign
STEEPEST = 0.4  # a target rises by no more in a year
HOARD_MOST = 6 * PPM  # months of use beyond the cover
HOARD_LASTS = 950_000  # ppm of it that stays in a month without rationing
DIGITS = 6  # of a shadow price: beyond them solvers differ


@dataclass(frozen=True)
class Terms:
    """The rules of the year's plan, from the dated parameters."""

    share: float
    rounds: int
    growth: float
    ratchet: float
    tautness: float
    supply: float
    ranked: bool
    penalty: float

    @classmethod
    def of(cls, w: Any) -> Terms:
        campaign = w.now("reporting.pressure") >= CAMPAIGN
        return cls(
            w.now("plan.share"), round(w.now("plan.rounds")),
            w.now("plan.campaign_growth" if campaign else "plan.growth"), w.now("plan.ratchet"),
            w.now("plan.tautness"), w.now("plan.supply"), w.now("plan.priority") >= CAMPAIGN, w.now("plan.penalty"),
        )  # fmt: skip


@kernel
def hoard(n: int, grows: int, tolerated: int, bought: Array, ordered: Array, short: Array, hoards: Array) -> None:
    """Stocks aimed at grow with the part of last month's orders that failed beyond what is tolerated; else they fade.

    grows: ppm of a month's use for each whole order that fails; tolerated: ppm.
    """
    for s in range(1, n):
        failed = 0
        if bought[s] == 1 and ordered[s] > 0:
            failed = muldiv(min(short[s], ordered[s]), PPM, ordered[s])[0]
        if failed > tolerated and grows > 0:
            hoards[s] = min(HOARD_MOST, hoards[s] + share(grows, failed - tolerated))
        else:
            hoards[s] = share(hoards[s], HOARD_LASTS)


@kernel
def pace(
    n: int, decides: int, left: int, plant: Array, owner: Array, street: Array, plan: Array, made: Array, year: Array,
    due: Array,
) -> None:  # fmt: skip
    """Add last month's output (`made`) to the year's, and see what of each target falls due this month: what is left of
    it over the months left, as far as the plan `decides` (ppm). Shops and public services sell what is asked for.
    """
    for s in range(1, n):
        year[s] += made[s]
        due[s] = 0
        if owner[plant[s]] != PUBLIC and street[plant[s]] == 0:
            due[s] = share((max(0, plan[s] - year[s]) + left - 1) // left, decides)


def ratchet(terms: Terms, made: Array, reported: Array, before: Array, struck: float) -> Array:
    """Targets of the next year (i8 [workshop], batches) from those of the last (`before`) and what was reported of it.

    T' = (1 + g)(T + r (y - T)) with reported output y, of which an audit strikes off a part (`struck`) of what was
    never made; at most 40 % above the higher of T and y. A works without a target has its report for one.
    """
    known = reported - struck * (reported - made)
    base = np.where(before > 0, before + terms.ratchet * (known - before), known)
    target = (1.0 + terms.growth) * base
    return np.rint(np.minimum(target, (1.0 + STEEPEST) * np.maximum(before, known))).astype(np.int64)


def end_year(w: Any, terms: Terms) -> None:
    """December is over: what was reported, and the targets that follow from it."""
    shops, n = w.workshops, w.workshops.count
    made, before = shops.year_made[:n] + shops.made[:n], shops.plan[:n].copy()
    pressure = w.region.parameters["reporting.pressure"].at(max(0, w.month - 1))
    reported, bias = report(made, before, shops.bias[:n], pressure)
    shops.reported[:n], shops.bias[:n] = reported, bias
    shops.plan[:n] = ratchet(terms, made, reported, before, w.now("reporting.audit"))
    shops.year_made[:n] = 0


def by_works(s: Survey, values: Array) -> Array:
    """Sums of values by workshop over planned works (f8 [works])."""
    found: Array = np.bincount(s.works, weights=np.where(s.shops, values, 0), minlength=len(s.main))
    return found


def make_plan(w: Any, terms: Terms) -> None:
    """The year's plan: balances and the optimal plan, targets of workshops, funds and allotments, shadow prices."""
    stocks, n = w.stocks, w.stocks.count
    s = Survey.of(w)
    reported = by_works(s, w.workshops.reported[: w.workshops.count])
    outside = outside_of(s, stocks.good[:n], asked(w, s, w.workshops.reported))
    steps = balance(s, reported, rate(w, s), max(1, terms.rounds), outside)
    try:
        best = solve(problem(w, s, terms, outside))
    except NoPlan:  # the year goes by balances, without shadow prices
        best = None
    if terms.rounds == 0 and best is not None:
        steps = optimal(s, best, outside)
    set_targets(w, s, terms, steps.batches)
    allot(w, s, terms, steps.bought)
    enter(w, s, steps, best)


def rate(w: Any, s: Survey) -> float:
    """Growth of all deliveries at list prices over what was delivered last year, from one to 1.4."""
    goods, price = w.goods.count, w.goods.price_plan.astype(np.float64)
    before = w.goods.delivered[:goods] / MILLION
    both = (before > 0) & (s.wanted.sum(axis=1) > 0)
    was = float((before * price[:goods])[both].sum())
    will = float((w.paths.demand[:, w.month : w.month + 12].sum(axis=1) / MILLION * price[:goods])[both].sum())
    return min(1.0 + STEEPEST, max(1.0, will / was)) if was > 0 else 1.0


def problem(w: Any, s: Survey, terms: Terms, outside: Array) -> Problem:
    """The survey as a planning problem by half-years: resources are machines, then hands, of each works."""
    works, goods, imports = len(s.main), len(s.wanted), w.goods.imports[: len(s.wanted)] > 0
    made = np.bincount(s.good[s.amount > 0], minlength=goods)[:goods] > 0
    price = np.maximum(w.goods.price_plan[:goods].astype(np.float64), 1.0)
    supply = np.zeros(s.wanted.shape)
    supply[imports] = np.inf
    if terms.supply < 1.0:  # of what capacity could use; shops and services are not under the plan
        full = balance(s, s.machines.sum(axis=1), 1.0, 12, outside).bought / PERIODS
        supply[imports] = (terms.supply * full)[imports, None] + s.wanted[imports]
    kept = made | ~np.isinf(supply).all(axis=1)  # what can always be bought is bought when it is used
    stock = np.where(kept, s.stock, 0.0)
    users = np.arange(len(s.owner))
    return Problem(
        s.process, s.good, s.amount, np.tile(users, 2), np.concatenate([s.owner, works + s.owner]),
        np.ones(2 * len(users)), np.concatenate([s.machines, s.hands]), s.wanted, opening=stock,
        closing=np.minimum(stock, s.cover), room=np.where(kept, np.maximum(s.room, stock), 0.0), supply=supply,
        price=price,
        penalty=terms.penalty * price, least=1.0, most=1.0, steps=HARMONY,
    )  # fmt: skip


def optimal(s: Survey, best: Plan, outside: Array) -> Balance:
    """The optimal plan in the form of balances."""
    by_process = best.batches.sum(axis=1)
    batches = np.bincount(s.owner, weights=by_process, minlength=len(s.main))[: len(s.main)]
    flow = s.amount * by_process[s.process]
    goods = len(s.wanted)
    taken, given = (
        np.bincount(s.good, weights=np.maximum(0.0, sign * flow), minlength=goods)[:goods] for sign in (-1, 1)
    )
    return Balance(batches, s.wanted.sum(axis=1) + taken, given, np.maximum(0.0, outside * taken))


def set_targets(w: Any, s: Survey, terms: Terms, batches: Array) -> None:
    """Raise targets to the batches that the balances want, shared in a works as its enterprises reported.

    The optimal plan replaces them: it knows what machines and hands can do.
    """
    shops = w.workshops
    first, members = by_code(s.works, np.flatnonzero(s.shops), len(batches))
    for j in np.flatnonzero(batches > 0).tolist():
        rows = members[first[j] : first[j + 1]]
        weight = shops.reported[rows].astype(np.int64)
        if not weight.any():
            weight = shops.capacity[rows].astype(np.int64)
        shares = np.zeros(len(rows), np.int64)
        apportion(int(np.rint(batches[j])), weight, shares)
        shops.plan[rows] = shares if terms.rounds == 0 else np.maximum(shops.plan[rows], shares)


@kernel
def distribute(first: Array, fund: Array, turns: int, turn: Array, ask: Array, shares: Array) -> None:
    """Share out the fund of each good g over its askers `first[g]` to `first[g + 1]`, in turns, up to what they ask."""
    for g in range(len(first) - 1):
        low, high = first[g], first[g + 1]
        total = 0
        for j in range(low, high):
            total += ask[j]
        in_turn(min(fund[g], total), turns, turn[low:high], ask[low:high], shares[low:high])


def allot(w: Any, s: Survey, terms: Terms, bought: Array) -> None:
    """Share the fund of each good bought outside over the yards that need it for their targets, heavy industry first.

    What a target takes, and the fund, are reckoned at norms `plan.tautness` below what was used in the past; the
    optimal plan reckons with what was used.
    """
    stocks, n = w.stocks, w.stocks.count
    norm = 1.0 + (terms.tautness if terms.rounds else 0.0)
    ask = np.rint(asked(w, s, w.workshops.plan) * s.outside / norm).astype(np.int64)
    stocks.received[:n] = 0
    stocks.planned[:n] = (ask > 0) & (stocks.bought[:n] > 0)
    stocks.allotted[:n] = 0
    fund = np.rint(bought * (terms.supply / norm) * MILLION).astype(np.int64)
    first, rows = by_code(stocks.good, np.flatnonzero(stocks.planned[:n]), len(fund))
    shares = np.zeros(len(rows), np.int64)
    rank = w.plants.rank[stocks.plant[rows]].astype(np.int64)
    distribute(first, fund, TURNS if terms.ranked else 1, rank, ask[rows], shares)
    stocks.allotted[rows] = shares


def asked(w: Any, s: Survey, of_year: Array) -> Array:
    """What so many batches of each workshop (i8) take of every stock in the present mix of variants, in g or units
    (f8 [stock]).
    """
    shops, lines, uses = w.workshops, w.lines, w.uses
    line = np.repeat(np.arange(lines.count), lines.uses[: lines.count])
    shop = lines.workshop[: lines.count]
    charged = lines.charged[: lines.count].astype(np.float64)
    all_of = np.bincount(shop, weights=charged, minlength=shops.count)
    first = np.arange(lines.count) == shops.first_line[shop]
    mix = np.divide(charged, all_of[shop], out=first.astype(np.float64), where=all_of[shop] > 0)
    batches = np.where(s.shops[shop], of_year[shop], 0) * mix
    taken = np.maximum(0.0, -uses.amount[1 : uses.count].astype(np.float64)) * batches[line]
    found: Array = np.bincount(uses.stock[1 : uses.count], weights=taken, minlength=w.stocks.count)
    found[0] = 0.0
    return found


def enter(w: Any, s: Survey, steps: Balance, best: Plan | None) -> None:
    """Enter the plan's balances, shadow prices (fen at list prices) and rents of capacity in the tables."""
    table, shops = w.balances, w.workshops
    cells = s.wanted.shape
    parts = {
        "target": s.wanted, "need": np.broadcast_to(steps.need[:, None] / PERIODS, cells),
        "supply": np.broadcast_to((steps.made + steps.bought)[:, None] / PERIODS, cells),
        "bought": np.broadcast_to(steps.bought[:, None] / PERIODS, cells),
        "missing": best.short if best else np.zeros(cells),
    }  # fmt: skip
    rows = slice(1, s.wanted.size + 1)
    for name, values in parts.items():
        getattr(table, name)[rows] = np.rint(values.ravel() * MILLION).astype(np.int64)
    table.shadow[rows] = rounded(best.worth.ravel()) if best else 0
    works = len(s.main)
    rent = rounded((best.rent[:works] + best.rent[works:]).mean(axis=1)) if best else np.zeros(works, np.int64)
    shops.rent[: shops.count] = np.where(s.shops, rent[s.works], 0)


def rounded(values: Array) -> Array:
    """Whole numbers of at most `DIGITS` figures (i8)."""
    size = np.floor(np.log10(np.maximum(np.abs(values), 1.0)))
    unit = 10.0 ** np.maximum(0.0, size - DIGITS + 1)
    found: Array = (np.rint(values / unit) * unit).astype(np.int64)
    return found


def forget(w: Any) -> None:
    """A year without a plan: no allotments, no balances."""
    for name in ("planned", "allotted", "received"):
        getattr(w.stocks, name)[:] = 0
    for name in Balances.columns:
        getattr(w.balances, name)[:] = 0
    w.workshops.rent[:] = 0


@step(
    "workshops.plan", "workshops.due", "workshops.year_made", "workshops.reported", "workshops.bias", "workshops.rent",
    "stocks.hoard", "stocks.planned", "stocks.allotted", "stocks.received", "goods.delivered", "balances.*",
    rows=("E3", "S5", "S3"),
)  # fmt: skip
def plan(w: Any) -> None:
    """In January the year's targets, balances, allotments, shadow prices; every month what falls due, and hoards."""
    shops, stocks = w.workshops, w.stocks
    decides, month = w.ppm("plan.share"), w.calendar.of_year(w.month)
    if month == 0 and w.month > 0:
        terms = Terms.of(w)
        end_year(w, terms)
        if decides > 0:
            make_plan(w, terms)
        elif stocks.planned.any() or w.balances.need.any():
            forget(w)
        w.goods.delivered[:] = 0
    last = shops.made if month > 0 else np.zeros(shops.count, np.int64)  # December's is in the report
    pace(
        shops.count, decides, 12 - month, shops.plant, w.plants.owner, w.plants.street, shops.plan, last,
        shops.year_made, shops.due,
    )  # fmt: skip
    hoard(
        stocks.count, round(w.now("plan.hoarding") * decides), w.ppm("plan.tolerated"), stocks.bought, stocks.ordered,
        stocks.short, stocks.hoard,
    )  # fmt: skip
