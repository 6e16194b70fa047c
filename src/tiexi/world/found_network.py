"""Founding of industries from an input-output table: a plant with one workshop each, whose recipe divides.

Everything is whole units of a small size that the caller chooses; goods are no matter. A workshop's own product and
the inputs it buys stand in separate rows of `stocks`, also where both are the same good.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np

from tiexi.world import found
from tiexi.world.arith import apportion
from tiexi.world.keys import name_key
from tiexi.world.network import ONE, Rating
from tiexi.world.people import NEVER, Activity
from tiexi.world.stores import Kind
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import BANK, World

PPM = 1_000_000


@dataclass(frozen=True)
class Industries:
    """An input-output table at rest, in whole units of one step.

    names [n] and goods [g]; makes [n]: row of the good each makes; output [n]; inputs [g, n]: taken for that output;
    trade [n, n]: weight of the row as a supplier of the column; final [n]: demand of final buyers, or None for what
    the other industries leave; cover [n]: stock of every input aimed at, ppm of a step's use, and `opening` [n] what
    is there at first (None: the same); rating [g, n] of inputs;
    wage [n]: fen a step of all hands; basket, other [g]: parts of households' spending, other final demand.
    """

    names: list[str]
    goods: list[str]
    makes: Array
    output: Array
    inputs: Array
    trade: Array
    final: Array | None = None
    cover: Array | None = None
    opening: Array | None = None
    rating: Array | None = None
    wage: Array | None = None
    basket: Array | None = None
    other: Array | None = None


@dataclass
class Constant:
    """A parameter that never changes."""

    value: float

    def at(self, month: int) -> float:
        """The value in any month."""
        return self.value

    def path(self, months: int) -> list[float]:
        """The value in each of the first `months`."""
        return [self.value] * months


@dataclass
class Bare:
    """What a world asks of its region, for one that has no folder: dated parameters, span, first month."""

    parameters: dict[str, Constant]
    months: int = 1
    name: str = "industries"
    settings: Any = field(default_factory=lambda: SimpleNamespace(first="2000-01"))
    tables: dict[str, Any] = field(default_factory=dict)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """No tables, no rows."""
        return []


def bare_world(parameters: dict[str, float], plants: list[str], goods: list[str], steps: int) -> World:
    """Goods at one fen a unit's million per `price`, plants that work and have a till; nobody lives there."""
    region: Any = Bare({name: Constant(value) for name, value in parameters.items()}, steps)
    w = World(region, 1, 1, 1)
    w.labels = {
        "workshops": ["", *plants], "works": ["", *plants], "plants": ["", *plants], "groups": ["", *plants],
        "goods": ["", *goods], "elements": [""], "recipes": ["", *plants], "streets": ["", "street"],
    }  # fmt: skip
    w.goods.add(len(goods))
    w.goods.kind[live(w.goods)] = Kind.SEMI
    w.goods.cash[live(w.goods)] = 1
    w.plants.add(len(plants))
    p = w.plants
    p.key[live(p)] = [name_key("plant", name) for name in plants]
    p.owner[live(p)], p.standing[live(p)] = Owner.COLLECTIVE, Standing.WORKING
    p.group[live(p)] = np.arange(1, p.count)
    p.number[live(p)] = 1
    for key in ("scale", "quota", "pull", "permit", "credit", "premium", "dear"):
        getattr(p, key)[live(p)] = PPM
    w.streets.add(1)
    return w


def found_industries(
    table: Industries, parameters: dict[str, float], *, price: int, money: int, steps: int
) -> World:  # fmt: skip
    """A world of industries at rest. `price` fen per million units; every till opens with `money` fen.

    One household stands for all if the table has wages; it opens with as much as all tills together.
    """
    w = bare_world(parameters, table.names, table.goods, steps)
    w.goods.price_plan[live(w.goods)] = w.goods.price_market[live(w.goods)] = price
    _workshops(w, table)
    _yards(w, table)
    found._accounts(w)
    _links(w, table)
    found._debts(w)
    found._records(w)
    _at_rest(w, table)
    tills = w.plants.account[1 : w.plants.count]
    w.accounts.balance[tills] = money
    if table.wage is not None:
        household(w, money * len(tills), int(table.wage.sum()))
        w.paces.wage[1 : w.paces.count] = table.wage
    w.accounts.balance[BANK] -= w.accounts.balance[: w.accounts.count].sum()
    return w


def household(w: World, money: int, income: int) -> None:
    """One household that stands for all, with `money` and an `income` (fen) so far; its columns hold large numbers."""
    at = w.accounts.add(1).start
    w.accounts.sector[at], w.accounts.balance[at] = 1, money
    w.households.add(1)
    for key in ("income", "mean_income"):
        setattr(w.households, key, np.zeros(w.households.room, np.int64))
    w.households.account[1], w.households.members[1], w.households.street[1] = at, 1, 1
    w.people.add(1)
    w.people.gone[1], w.people.household[1], w.people.activity[1] = NEVER, 1, Activity.NOT_SEEKING
    w.streets.residents[1] = w.tally.founded[1] = 1
    w.households.mean_income[1] = income
    w.wishes.add(1)


def live(table: Any) -> slice:
    """The rows of a table that are somebody."""
    return slice(1, table.count)


def _workshops(w: World, table: Industries) -> None:
    """One workshop, one line, one recipe each: what it takes and gives for its output at rest."""
    n = len(table.names)
    w.workshops.add(n)
    w.lines.add(n)
    w.recipes.add(n)
    w.divisible.add(n)
    w.paces.add(n)
    shops, lines, row = w.workshops, w.lines, np.arange(1, n + 1)
    shops.key[live(shops)] = [name_key("workshop", name) for name in table.names]
    shops.lines[live(shops)] = table.output > 0
    for key in ("plant", "group", "first_line"):
        getattr(shops, key)[live(shops)] = row
    shops.main_stock[live(shops)], shops.main_amount[live(shops)], shops.capacity[live(shops)] = row, 1, table.output
    shops.stack_permit[live(shops)] = 1
    lines.workshop[live(lines)], lines.recipe[live(lines)] = row, row
    w.divisible.per[live(w.divisible)] = table.output
    for j in range(n):
        taken = np.flatnonzero(table.inputs[:, j])
        goods = np.concatenate([[table.makes[j]], taken])
        at = w.items.add(len(goods))
        w.recipes.first_item[j + 1], w.recipes.items[j + 1] = at.start, len(goods)
        w.items.recipe[at], w.items.good[at] = j + 1, goods + 1
        w.items.amount[at] = np.concatenate([[table.output[j]], -table.inputs[taken, j]])


def _yards(w: World, table: Industries) -> None:
    """A row of stocks for each product, then one for each input of each industry; uses point at them."""
    n = len(table.names)
    uses, items = w.uses, w.items
    uses.add(items.count - 1)
    uses.good[live(uses)], uses.amount[live(uses)] = items.good[1 : items.count], items.amount[1 : items.count]
    w.stocks.add(items.count - 1)
    w.ratings.add(uses.count - 1)
    w.lent.add(w.stocks.count - 1)
    s, bought = w.stocks, n + 1
    s.plant[1 : n + 1], s.good[1 : n + 1] = np.arange(1, n + 1), table.makes + 1
    for j in range(n):
        first = int(w.recipes.first_item[j + 1])
        w.lines.first_use[j + 1], w.lines.uses[j + 1] = first, w.recipes.items[j + 1]
        uses.stock[first] = j + 1
        for u in range(first + 1, first + int(w.recipes.items[j + 1])):
            good = int(uses.good[u])
            uses.stock[u] = bought
            s.plant[bought], s.good[bought], s.bought[bought] = j + 1, good, 1
            s.use[bought] = s.own[bought] = -uses.amount[u]
            s.cover[bought] = 0 if table.cover is None else table.cover[j]
            held = int(s.cover[bought]) if table.opening is None else int(table.opening[j])
            s.amount[bought] = int(s.use[bought]) * held // PPM
            w.ratings.rating[u] = Rating.CRITICAL if table.rating is None else table.rating[good - 1, j]
            w.goods.outside[good] -= s.amount[bought]
            bought += 1


def _links(w: World, table: Industries) -> None:
    """A link from every supplier to every input it may deliver, sorted by supplier."""
    s, n = w.stocks, len(table.names)
    buyers = np.arange(n + 1, s.count)
    pairs = [
        (i + 1, int(b)) for i in range(n) for b in buyers[s.good[buyers] == table.makes[i] + 1]
        if table.trade[i, int(s.plant[b]) - 1] > 0
    ]  # fmt: skip
    w.links.add(len(pairs))
    if not pairs:
        return
    seller, buyer = (np.array(side) for side in zip(*pairs, strict=True))
    at = slice(1, w.links.count)
    w.links.seller[at], w.links.buyer[at] = seller, buyer
    w.links.share[at] = table.trade[seller - 1, s.plant[buyer].astype(np.int64) - 1]
    sold, begun, count = np.unique(seller, return_index=True, return_counts=True)
    s.first_link[sold], s.links[sold] = 1 + begun, count


def _at_rest(w: World, table: Industries) -> None:
    """Every workshop did last step what it does at rest, and final buyers take what the others leave."""
    n, s, links = len(table.names), w.stocks, w.links
    shops, paces = w.workshops, w.paces
    shops.target[live(shops)], shops.charged[live(shops)] = table.output, table.output
    for key in ("hands", "normal", "able", "demand", "limit", "last"):
        getattr(paces, key)[live(paces)] = table.output
    paces.over[live(paces)] = ONE
    for b in range(n + 1, s.count):
        rows = 1 + np.flatnonzero(links.buyer[1 : links.count] == b)
        parts = np.zeros(len(rows), np.int64)
        apportion(int(s.use[b]), links.share[rows], parts)
        links.ordered[rows] = parts
    np.add.at(s.drawn, links.seller[1 : links.count], links.ordered[1 : links.count])
    final = table.output - s.drawn[1 : n + 1] if table.final is None else table.final
    s.makers[1 : n + 1] = final
    np.add.at(w.goods.demand, table.makes + 1, final)
    if table.basket is not None and table.other is not None:
        w.baskets.add(len(table.goods))
        w.baskets.weight[live(w.baskets)], w.baskets.other[live(w.baskets)] = table.basket, table.other
