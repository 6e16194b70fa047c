"""The dated causes take effect: machines, permissions, prices, demand, credit, dwellings, and the founding of plants.

Only causes are dated. What a plant then makes, whom it keeps and when it stops follow from the rules.
"""

from __future__ import annotations

import bisect
from typing import Any

import numpy as np

from tiexi.world.books import RETIRED
from tiexi.world.events import Event, Who, tell
from tiexi.world.ledger import Reason, post
from tiexi.world.jit import kernel
from tiexi.world.pay_scale import level, pay_of
from tiexi.world.people import NEVER
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import CENTRE, OUTSIDE

PPM = 1_000_000
YARD, ABROAD, PLACES = 1, 3, 6
GIFTS = ("gift", "transfer", "war")


def stepped(path: list[tuple[int, Any]], month: int, default: Any) -> Any:
    """Value in force: that of the last row at or before `month`."""
    at = bisect.bisect_right([m for m, _ in path], month)
    return path[at - 1][1] if at else default


def linear(path: list[tuple[int, Any]], month: int, default: float) -> float:
    """Value interpolated between rows, constant before the first and after the last."""
    if not path:
        return default
    at = bisect.bisect_right([m for m, _ in path], month)
    if at == 0 or at == len(path):
        return float(path[at - 1 if at else 0][1])
    (m0, v0), (m1, v1) = path[at - 1], path[at]
    return float(v0) + (float(v1) - float(v0)) * (month - m0) / (m1 - m0)


def begin_month(w: Any) -> None:
    """Clear what belongs to one month only."""
    w.flows.paid[:] = 0
    w.claims.made[:] = 0
    w.claims.settled[:] = 0
    w.moves.moved[:] = 0
    w.counts.persons[:] = 0
    w.happenings.trim(1)
    w.plants.sales[:] = 0
    w.plants.purchases[:] = 0


def machines(w: Any, f: int) -> float:
    """Installed capacity of plant `f` over its reference: investment between dated anchors, and shocks since.

    A gift, removal or destruction multiplies what stands until the next anchor, which has it in its value.
    """
    region, label = w.region, w.labels["plants"][f]
    sector = w.labels["sectors"][w.plants.sector[f]]
    anchors = region.path("capacity", f"plant:{label}") or region.path("capacity", f"sector:{sector}")
    value = linear(anchors, w.month, 0.0 if anchors else 1.0)
    since = max((m for m, _ in anchors if m <= w.month), default=-1)
    for kind in GIFTS:
        for target in (f"plant:{label}", f"sector:{sector}", "region"):
            for month, change in region.path(kind, target):
                if since <= month <= w.month:
                    value *= 1.0 + float(change)
    return value if w.month >= w.plants.founded[f] else 0.0


def permissions(w: Any, f: int) -> None:
    """Machines, permission, credit and stacks of plant `f` in this month."""
    region, label = w.region, w.labels["plants"][f]
    sector = w.labels["sectors"][w.plants.sector[f]]
    permit = 1.0
    for target in (f"plant:{label}", f"sector:{sector}", "region"):
        permit *= float(stepped(region.path("permit", target), w.month, 1.0))
    w.plants.scale[f] = round(machines(w, f) * PPM)
    w.plants.permit[f] = round(permit * PPM)
    w.plants.credit[f] = round(float(stepped(region.path("credit", f"plant:{label}"), w.month, 1.0)) * PPM)
    w.plants.approval[f] = stepped(region.path("permit", f"approval:{label}"), w.month, 0) > 0
    stacks = stepped(region.path("permit", f"stacks:{label}"), w.month, 1) > 0
    shops = w.workshops
    shops.stack_permit[: shops.count][shops.plant[: shops.count] == f] = stacks
    ends = region.path("close", f"plant:{label}")
    if ends:
        w.plants.ends[f] = w.calendar.index(str(ends[-1][1])) if ends[-1][0] <= w.month else NEVER


def markets(w: Any) -> None:
    """Outside demand, list and market prices of the month."""
    region, goods = w.region, w.goods
    goods.market_share[1 : goods.count] = w.ppm("trade.market_share")
    for g in range(1, goods.count):
        label = w.labels["goods"][g]
        demand = linear(w.paths.demand.get(label, []), w.month, 0.0)
        for target in (f"good:{label}", f"sector:{w.paths.maker.get(label, '')}", "region"):
            demand *= linear(region.path("demand", target), w.month, 1.0)
        goods.demand[g] = round(demand * (PPM if goods.matter[g] else 1))
        unit = 100 if goods.matter[g] else PPM  # yuan per tonne, or an index of 1 = the price of the stated year
        listed = linear(w.paths.plan.get(label, []), w.month, 0.0)
        market = linear(w.paths.market.get(label, []), w.month, 0.0)
        goods.price_plan[g] = round((listed or market) * unit)
        goods.price_market[g] = round((market or listed) * unit)


def open_plant(w: Any, f: int) -> None:
    """A plant opens: opening cash from its owner, stocks at their cover from outside, books at their normal size."""
    plants, stocks, shops, ledger = w.plants, w.stocks, w.workshops, w.accounts
    plants.standing[f] = Standing.WORKING
    mine = np.flatnonzero(stocks.plant[: stocks.count] == f)
    scale = int(plants.scale[f])
    pay = level(w)
    posts = int(shops.posts[: shops.count][shops.plant[: shops.count] == f].sum()) * scale // PPM
    for w_row in np.flatnonzero(shops.plant[: shops.count] == f):
        line = int(shops.first_line[w_row])
        for u in range(int(w.lines.first_use[line]), int(w.lines.first_use[line]) + int(w.lines.uses[line])):
            s, amount = int(w.uses.stock[u]), int(w.uses.amount[u])
            if s and amount < 0:
                stocks.use[s] += -amount * (int(shops.capacity[w_row]) * scale // PPM)
            elif s and s == shops.main_stock[w_row]:
                stocks.use[s] = max(int(stocks.use[s]), int(stocks.makers[s]) * scale // PPM)
    for s in mine:
        g = int(stocks.good[s])
        opening = int(stocks.use[s]) * int(stocks.cover[s]) // PPM
        if plants.street[f] > 0 and not stocks.bought[s]:
            stocks.drawn[s] = int(stocks.use[s]) // 2
        stocks.amount[s] += opening
        w.goods.outside[g] -= opening
        w.moves.moved[(g * PLACES + ABROAD) * PLACES + YARD + 1] += opening
    days = w.paths.opening_days.get(w.labels["plants"][f], 30)
    cash = posts * pay * days // 30
    owner = OUTSIDE if plants.owner[f] in (Owner.COLONIAL, Owner.PRIVATE) else CENTRE
    post(ledger.balance, ledger.sector, w.flows.paid, owner, int(plants.account[f]), cash, int(Reason.ENDOWMENT))
    plants.turnover[f] = plants.costs[f] = posts * pay * 3
    tell(w, Event.FOUNDED, Who.PLANT, f)


@kernel
def reprice(
    n: int, tie: Array, activity: Array, employer: Array, occupation: Array, rank: Array, wage: Array,
    plant_of: Array, owner: Array, premium: Array, pay: Array, level_fen: int, old_level: int, collective: int,
) -> None:  # fmt: skip
    """Contract wages follow the district's level each January; pensions rise in proportion to it."""
    for p in range(1, n):
        if tie[p] > 0:
            f = plant_of[employer[p]]
            wage[p] = pay_of(level_fen, premium[f], owner[f], collective, pay[occupation[p]], rank[p])
        elif activity[p] == RETIRED and wage[p] > 0:
            wage[p] = wage[p] * level_fen // old_level


def reprice_all(w: Any) -> None:
    """All contract wages and pensions at this year's level."""
    people, plants = w.people, w.plants
    before = round(w.region.parameters["wage.level"].at(w.month - 12) * 100.0 / 12.0)
    reprice(
        people.count, people.tie, people.activity, people.employer, people.occupation, people.rank, people.wage,
        w.workshops.plant, plants.owner, plants.premium, w.occupations.pay, level(w), before, w.ppm("wage.collective"),
    )  # fmt: skip


def build_houses(w: Any) -> None:
    """Streets are built and extended on their dates."""
    streets = w.streets
    for s in range(1, streets.count):
        if streets.open_from[s] == w.month:
            tell(w, Event.BUILT, Who.STREET, s, int(streets.dwellings[s]))
        for month, dwellings in w.region.path("housing", f"street:{w.labels['streets'][s]}"):
            if month == w.month:
                streets.dwellings[s] += int(dwellings)
                tell(w, Event.BUILT, Who.STREET, s, int(dwellings))


@step(
    "flows.paid", "claims.made", "claims.settled", "moves.moved", "counts.persons", "happenings.*", "plants.sales",
    "plants.purchases", "plants.scale", "plants.permit", "plants.credit", "plants.approval", "plants.ends",
    "plants.standing", "plants.turnover", "plants.costs", "workshops.stack_permit", "goods.market_share",
    "goods.demand", "goods.price_plan", "goods.price_market", "goods.outside", "stocks.amount", "stocks.use",
    "stocks.drawn", "accounts.balance", "streets.dwellings", "people.wage",
    rows=("E1", "E2", "E3", "E6", "E7", "E10"),
)  # fmt: skip
def announce(w: Any) -> None:
    """The month's dated causes take effect, and plants open on their dates."""
    begin_month(w)
    markets(w)
    for f in range(1, w.plants.count):
        permissions(w, f)
        if w.plants.standing[f] == Standing.BUILDING and w.month >= w.plants.founded[f]:
            open_plant(w, f)
    build_houses(w)
    if w.calendar.of_year(w.month) == 0 and w.month > 0:
        reprice_all(w)
