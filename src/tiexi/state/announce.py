"""The dated causes take effect: machines, permissions, prices, demand, credit, dwellings, and the founding of plants.

Only causes are dated. What a plant then makes, whom it keeps and when it stops follow from the rules.
Source: each dated row carries its own; list and market price side by side as in Lau, Qian and Roland 2000.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.state.public_posts import follow_taxes
from tiexi.world.books import RETIRED
from tiexi.world.careers import career_pay, factors, keeps, premiums
from tiexi.world.chance import Stream, word
from tiexi.world.events import Event, Who, tell
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.pay_scale import level, pay_of
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import CENTRE, OUTSIDE

PPM = 1_000_000
YARD, ABROAD, PLACES = 1, 3, 6
BUILDING = int(Standing.BUILDING)
COST = int(Stream.COST)
RANGE = 1 << 21  # thirds of a word
THIRD, SHIFT = np.uint64(RANGE - 1), np.uint64(21)
LEAST = 300_000  # ppm: no plant does with less than three tenths of the inputs of its group


def open_year(w: Any) -> None:
    """A new page in every diary and in the books of every plant each January: December's have been recorded."""
    if w.calendar.of_year(w.month) == 0:
        w.plants.result[: w.plants.count] = 0
        for name in ("earnings", "employed", "off_post", "unemployed", "informal", "retired"):
            getattr(w.diary, name)[: w.diary.count] = 0


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
    w.programmes.spent[:] = w.programmes.persons[:] = 0
    open_year(w)


def take_effect(w: Any) -> None:
    """Machines, permissions, credit and stacks of plants; demand and prices of goods, as dated for this month."""
    plants, goods, shops, paths, m = w.plants, w.goods, w.workshops, w.paths, w.month
    f, g, s = plants.count, goods.count, shops.count
    group, grown = plants.group[:f], np.zeros(f, bool)
    if w.ppm("private.reinvested") > 0:
        grown = (plants.owner[:f] == Owner.PRIVATE) & (plants.standing[:f] != BUILDING)
    for name in ("scale", "quota"):
        np.copyto(getattr(plants, name)[:f], getattr(paths, name)[:, m][group], where=~grown)
    if w.halls.count > 1:  # what frost has taken
        plants.scale[:f] -= np.where(grown, 0, plants.scale[:f] * w.halls.worn[:f] // PPM)
    for name in ("pull", "permit", "credit", "approval", "ends", "told"):
        getattr(plants, name)[:f] = getattr(paths, name)[:, m][group]
    shops.stack_permit[:s] = paths.stacks[:, m][group[shops.plant[:s]]]
    goods.market_share[1:g] = w.ppm("trade.market_share")
    goods.demand[:g] = paths.demand[:, m]
    goods.price_plan[:g] = paths.plan[:, m]
    goods.price_market[:g] = paths.market[:, m]


def open_plant(w: Any, f: int) -> None:
    """A plant opens: opening cash from its owner, stocks at their cover from outside, books at their normal size."""
    plants, stocks, shops, ledger = w.plants, w.stocks, w.workshops, w.accounts
    plants.standing[f] = Standing.WORKING
    mine = np.flatnonzero(stocks.plant[: stocks.count] == f)
    scale = int(plants.scale[f])
    pay = level(w)
    posts = int(shops.posts[: shops.count][shops.plant[: shops.count] == f].sum()) * int(plants.quota[f]) // PPM
    for w_row in np.flatnonzero(shops.plant[: shops.count] == f).tolist():
        line = int(shops.first_line[w_row])
        for u in range(int(w.lines.first_use[line]), int(w.lines.first_use[line]) + int(w.lines.uses[line])):
            s, amount = int(w.uses.stock[u]), int(w.uses.amount[u])
            if s and amount < 0:
                stocks.use[s] += -amount * (int(shops.capacity[w_row]) * scale // PPM)
            elif s and s == shops.main_stock[w_row]:
                stocks.use[s] = max(int(stocks.use[s]), int(stocks.makers[s]) * scale // PPM)
    for s in mine.tolist():
        g = int(stocks.good[s])
        opening = int(stocks.use[s]) * int(stocks.cover[s]) // PPM
        if plants.street[f] > 0 and not stocks.bought[s]:
            stocks.drawn[s] = int(stocks.use[s]) // 2
        stocks.amount[s] += opening
        w.goods.outside[g] -= opening
        w.moves.moved[(g * PLACES + ABROAD) * PLACES + YARD + 1] += opening
    days = int(w.paths.cash_days[plants.group[f]])
    cash = posts * pay * days // 30
    owner = OUTSIDE if plants.owner[f] in (Owner.COLONIAL, Owner.PRIVATE) else CENTRE
    post(ledger.balance, ledger.sector, w.flows.paid, owner, int(plants.account[f]), cash, int(Reason.ENDOWMENT))
    plants.turnover[f] = plants.costs[f] = posts * pay * 3
    tell(w, Event.FOUNDED, Who.PLANT, f)


@kernel
def drift(
    n: int, seed: int, month: int, key: Array, cost: Array, step: Array, keep: Array, bought: Array, dear: Array
) -> None:  # fmt: skip
    """Costs of plants move by chance, and with them what a plant pays for inputs that are no matter.

    The sum of three uniform numbers stands for a normal one: over the months that a cost lasts it is as good.
    """
    for f in range(1, n):
        if step[f] == 0 or bought[f] == 0:
            continue
        luck = word(seed, COST, month, key[f], 1)
        total = int64(luck & THIRD) + int64((luck >> SHIFT) & THIRD) + int64((luck >> SHIFT >> SHIFT) & THIRD)
        change = (step[f] * (2 * total - 3 * RANGE) + RANGE // 2) // RANGE
        cost[f] = (cost[f] * keep[f] + PPM // 2) // PPM + change
        dear[f] = max(LEAST, PPM + cost[f] * PPM // bought[f])


@kernel
def reprice(
    n: int, tie: Array, activity: Array, employer: Array, occupation: Array, rank: Array, wage: Array,
    plant_of: Array, owner: Array, premium: Array, pay: Array, level_fen: int, old_level: int, collective: int,
    month: int, hired: Array, scar: Array, scarred: Array, skill: Array, left: Array, eased: Array,
) -> None:  # fmt: skip
    """Contract wages follow the district's level each January, and careers; pensions rise in proportion to it."""
    for p in range(1, n):
        if tie[p] > 0:
            f = plant_of[employer[p]]
            fen = pay_of(level_fen, premium[f], owner[f], collective, pay[occupation[p]], rank[p])
            wage[p] = career_pay(fen, month - hired[p], scar[p], month - scarred[p], skill, left, eased)
        elif activity[p] == RETIRED and wage[p] > 0:
            wage[p] = wage[p] * level_fen // old_level


def reprice_all(w: Any) -> None:
    """All contract wages and pensions at this year's level."""
    people, plants = w.people, w.plants
    before = round(w.region.parameters["wage.level"].at(w.month - 12) * 100.0 / 12.0)
    reprice(
        people.count, people.tie, people.activity, people.employer, people.occupation, people.rank, people.wage,
        w.workshops.plant, plants.owner, plants.premium, w.occupations.pay, level(w), before, w.ppm("wage.collective"),
        w.month, people.hired, people.scar, people.scarred, *factors(w),
    )  # fmt: skip
    if keeps(w):
        tied = np.flatnonzero(people.tie[: people.count] > 0)
        people.premium[tied] = premiums(w)[people.employer[tied]]


def build_houses(w: Any) -> None:
    """Streets are built and extended on their dates."""
    streets = w.streets
    for s in np.flatnonzero(streets.open_from[1 : streets.count] == w.month) + 1:
        tell(w, Event.BUILT, Who.STREET, int(s), int(streets.dwellings[s]))
    for s, dwellings in w.paths.housing.get(w.month, []):
        streets.dwellings[s] += dwellings
        tell(w, Event.BUILT, Who.STREET, s, dwellings)


@step(
    "flows.paid", "claims.made", "claims.settled", "moves.moved", "diary.*", "counts.persons", "happenings.*",
    "plants.sales", "plants.purchases", "plants.result", "plants.cost", "plants.dear", "plants.scale", "plants.quota",
    "plants.pull", "plants.permit", "plants.credit", "plants.approval", "plants.ends", "plants.told",
    "plants.standing", "plants.turnover", "plants.costs", "workshops.stack_permit", "goods.market_share",
    "goods.demand", "goods.price_plan", "goods.price_market", "goods.outside", "stocks.amount", "stocks.use",
    "stocks.drawn", "accounts.balance", "streets.dwellings", "people.wage", "people.premium", "programmes.*",
    "budget.*", rows=("E1", "E2", "E3", "E4", "E6", "E7", "E10"),
)  # fmt: skip
def announce(w: Any) -> None:
    """The month's dated causes take effect, and plants open on their dates."""
    begin_month(w)
    take_effect(w)
    follow_taxes(w)
    plants = w.plants
    n = plants.count
    drift(n, w.seed, w.month, plants.key, plants.cost, plants.cost_step, plants.cost_keep, plants.bought, plants.dear)
    for f in np.flatnonzero((plants.standing[:n] == BUILDING) & (plants.founded[:n] <= w.month)):
        if f > 0:
            open_plant(w, int(f))
    build_houses(w)
    if w.calendar.of_year(w.month) == 0 and w.month > 0:
        reprice_all(w)
