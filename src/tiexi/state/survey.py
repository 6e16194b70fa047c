"""What a planner knows in January: works, recipes, machines and hands, stocks, and what is wanted of every good.

Works are rows of workshops.csv, a group of enterprises being one. Services of the street and public services are not
planned: what they use is wanted like deliveries. Amounts are in millions of grams or units (tonnes), as prices are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tiexi.world.plans import PERIODS
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing

PPM = 1_000_000
MOST = 16  # variants of a recipe that are told apart
MILLION = 1e6
MONTHS = 12 // PERIODS
PUBLIC = int(Owner.PUBLIC)
AT_WORK = (int(Standing.WORKING), int(Standing.QUEUED))


@dataclass(frozen=True)
class Survey:
    """The planner's picture; J works (row 0 nobody), G goods (row 0 none), P processes (a variant of a works' recipe).

    shops (bool [workshop]): planned; works (i8 [workshop]). process, good, amount: entries of recipes; owner (i8 [P]):
    works of a process; mix (f8 [P]): its share of the works' batches so far. main, each (i8, f8 [J]): main product and
    what a batch gives of it. machines, hands (f8 [J, half-year]): batches they allow. wanted (f8 [G, half-year]):
    deliveries and the use of shops and services. stock, room, cover (f8 [G]): in the yards of planned works, most that
    can be kept, and stock aimed at; what is under way and in process stays as it is. outside (f8 [stock]): part of an
    order that no maker here takes.
    """

    shops: Array
    works: Array
    process: Array
    good: Array
    amount: Array
    owner: Array
    mix: Array
    main: Array
    each: Array
    machines: Array
    hands: Array
    wanted: Array
    stock: Array
    room: Array
    cover: Array
    outside: Array

    @classmethod
    def of(cls, w: Any) -> Survey:
        """The picture in the running month, which begins a year."""
        shops, stocks, n = w.workshops, w.stocks, w.stocks.count
        planned, works = planned_shops(w), shops.group[: shops.count].astype(np.int64)
        machines, hands = able(w, planned, works)
        process, good, amount, owner, mix = recipes(w, works)
        count, goods = len(machines), w.goods.count
        main, each = np.zeros(count, np.int64), np.ones(count)
        rows = np.flatnonzero(planned)[::-1]
        main[works[rows]] = stocks.good[shops.main_stock[rows]]
        each[works[rows]] = shops.main_amount[rows] / MILLION
        mine = np.isin(stocks.plant[:n], shops.plant[: shops.count][planned])
        mine[0] = False
        limit = stocks.makers[:n] * (w.plants.scale[stocks.plant[:n]] / PPM) * (stocks.limit[:n] / PPM)
        room = _by(stocks.good[:n], np.where(mine, limit, 0.0), goods)
        cover = np.where(mine, stocks.use[:n] * (stocks.cover[:n] / PPM), 0.0)
        return cls(
            planned, works, process, good, amount, owner, mix, main, each, machines, hands,
            wanted(w, mine, main),
            _by(stocks.good[:n], np.where(mine, stocks.amount[:n], 0), goods),
            np.where(room > 0, room, np.inf), _by(stocks.good[:n], cover, goods), outside_part(w),
        )  # fmt: skip


def _by(code: Array, values: Array, count: int) -> Array:
    """Sums of values by code, in millions (f8 [count])."""
    found: Array = np.bincount(code, weights=values, minlength=count)[:count] / MILLION
    return found


def planned_shops(w: Any) -> Array:
    """Workshops whose output is planned (bool [workshop]): of plants at work that are no shops and no services."""
    shops, plants = w.workshops, w.plants
    f = shops.plant[: shops.count]
    found: Array = (
        np.isin(plants.standing[f], AT_WORK) & (plants.owner[f] != PUBLIC) & (plants.street[f] == 0)
        & (shops.lines[: shops.count] > 0) & (shops.main_stock[: shops.count] > 0)
    )  # fmt: skip
    found[0] = False
    return found


def means(path: Array, month: int) -> Array:
    """Means over each half-year from `month` of paths by month (f8 [row, half-year]); the last month goes on."""
    at = np.minimum(month + np.arange(12), path.shape[1] - 1)
    found: Array = path[:, at].reshape(len(path), PERIODS, MONTHS).mean(axis=2)
    return found


def able(w: Any, planned: Array, works: Array) -> tuple[Array, Array]:
    """Batches that the machines, and that the hands of each works allow in each half-year (f8 [works, half-year])."""
    shops, plants, n = w.workshops, w.plants, w.workshops.count
    count = int(works.max(initial=0)) + 1
    group = plants.group[shops.plant[:n]]
    scale, permit = means(w.paths.scale, w.month) / PPM, means(w.paths.permit, w.month) / PPM
    posts = shops.posts[:n] * (means(w.paths.quota, w.month)[group].T / PPM)
    machines = shops.capacity[:n] * scale[group].T * permit[group].T * MONTHS  # [half-year, workshop]
    men = shops.on_post[:n] * (w.scale * 1.1)  # a tenth fewer hands still fill the shift
    full = np.where(shops.on_post[:n] > 0, np.divide(men, posts, out=np.ones(posts.shape), where=posts > 0), 1.0)
    hands = shops.capacity[:n] * scale[group].T * MONTHS * np.minimum(1.0, full)
    found = [
        np.array([np.bincount(works, weights=np.where(planned, q, 0.0), minlength=count) for q in by_shop]).T
        for by_shop in (machines, hands)
    ]
    return found[0], found[1]


def recipes(w: Any, works: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Entries (process, good, amount) of the recipes of all works, the works of each process, and its mix."""
    process, good, amount, owner, variant, place = w.once("recipes of works", lambda: _entries(w, works))
    lines = w.lines.count
    charged = np.bincount(place[:lines], weights=w.lines.charged[:lines], minlength=MOST * (int(works.max()) + 1))
    mine = charged[owner * MOST + variant]
    whole = np.bincount(owner, weights=mine)[owner]
    mix = np.divide(mine, whole, out=(variant == 0).astype(np.float64), where=whole > 0)
    return process, good, amount, owner, mix


def _entries(w: Any, works: Array) -> tuple[Array, ...]:
    """Of the recipes of all works, as their first workshop has them: process, good and amount of every entry; works and
    variant of every process; and of every line of the world works x `MOST` + variant.
    """
    shops, lines, uses = w.workshops, w.lines, w.uses
    of = lines.workshop[: lines.count]
    variants = np.clip(np.arange(lines.count) - shops.first_line[of], 0, MOST - 1)
    _, first = np.unique(works, return_index=True)
    chosen = np.flatnonzero(np.isin(of, first) & (of > 0))
    count = lines.uses[chosen].astype(np.int64)
    process = np.repeat(np.arange(len(chosen)), count)
    rows = np.concatenate([np.zeros(0, np.int64), *(
        int(lines.first_use[line]) + np.arange(int(lines.uses[line])) for line in chosen.tolist())])  # fmt: skip
    yard = uses.stock[rows] > 0
    good, amount = uses.good[rows].astype(np.int64), uses.amount[rows] / MILLION
    return process[yard], good[yard], amount[yard], works[of[chosen]], variants[chosen], works[of] * MOST + variants


def wanted(w: Any, mine: Array, main: Array) -> Array:
    """What is wanted of every good in each half-year (f8 [good, half-year]): deliveries outside as dated, and what
    shops and public services use at their present pace. By-products are delivered as they come: nobody plans them.
    """
    stocks, n = w.stocks, w.stocks.count
    theirs = np.where(~mine & (stocks.bought[:n] > 0), stocks.use[:n], 0)
    use = _by(stocks.good[:n], theirs, w.goods.count)
    made = np.bincount(main, minlength=w.goods.count)[: w.goods.count] > 0
    found: Array = means(w.paths.demand, w.month) * made[:, None] * (MONTHS / MILLION) + MONTHS * use[:, None]
    found[0] = 0.0
    return found


def outside_part(w: Any) -> Array:
    """Part of each stock's order that falls to the outside: what is not placed with a maker at work (f8 [stock]); none
    where the yard makes it.
    """
    links, stocks, n = w.links, w.stocks, w.stocks.count
    m = links.count
    working = np.isin(w.plants.standing[stocks.plant[links.seller[:m]]], AT_WORK) & (links.seller[:m] > 0)
    placed = np.bincount(links.buyer[:m], weights=np.where(working, links.share[:m], 0), minlength=n)[:n] / PPM
    found: Array = np.clip(1.0 - placed, 0.0, 1.0) * (stocks.bought[:n] > 0)
    return found
