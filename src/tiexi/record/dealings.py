"""What the sectors of activity sold, bought and came to owe, and what they made of what, month by month.

A sector of activity is the industry of a plant (`plants.csv`) under the legal sector of its till. Payments are in the
ledger; here is what was due, by good: the two together are the social accounting matrix (`record.accounts`).
Everything is read from the tables after the month, so that no step works for the record.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from tiexi.record.camera import good_units
from tiexi.record.chunks import Chunks
from tiexi.record.names import of_months, of_rows, take
from tiexi.record.schema import frame
from tiexi.world.arith import share, value
from tiexi.world.jit import kernel
from tiexi.world.ledger import Sector
from tiexi.world.stores import Kind, prices
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import World

PARTIES = ("outside", "households", "treasury", "centre")  # activities follow
OUTSIDE, HOUSEHOLDS, TREASURY, CENTRE = range(len(PARTIES))
DUES = ("pay", "welfare", "turnover_tax", "local_tax")  # what activities owe for no good, and to whom
CREDITORS = (HOUSEHOLDS, OUTSIDE, CENTRE, TREASURY)
EXPORT, RETAIL, SERVICE = range(3)  # how a yard sells to others than plants
BUYERS = (OUTSIDE, HOUSEHOLDS, TREASURY)
PUBLIC = int(Owner.PUBLIC)


@kernel
def by_link(
    n: int, buyer: Array, seller: Array, shipped: Array, fresh: Array, good: Array, plant: Array, price: Array,
    dear: Array, matter: Array, cell: Array, rest: Array, left: Array, amount: Array, worth: Array, later: Array,
) -> None:  # fmt: skip
    """Enter the deliveries of links in their cells: amount, worth and how much of it is owed (fen).

    What was shipped is taken off the yards' sales (`rest`, g or units) and the plants' sales (`left`, fen), so that
    the sales to others remain.
    """
    for i in range(1, n):
        q = shipped[i]
        if q <= 0:
            continue
        b, s = buyer[i], seller[i]
        g = good[b]
        fen = value(q, price[g] if s > 0 or matter[g] == 1 else share(price[g], dear[plant[b]]))
        c = cell[i]
        amount[c] += q
        worth[c] += fen
        later[c] += fresh[i]
        if s > 0:
            rest[s] -= q
            left[plant[s]] -= fen


@kernel
def by_yard(
    n: int, how: Array, good: Array, plant: Array, price: Array, cell: Array, rest: Array, left: Array, amount: Array,
    worth: Array,
) -> None:  # fmt: skip
    """Enter what yards sold to others than plants; of retail only the amount, because shops are paid in sums."""
    for s in range(1, n):
        q = rest[s]
        if q <= 0:
            continue
        c = cell[s]
        amount[c] += q
        if how[s] == EXPORT:
            fen = value(q, price[good[s]])
            worth[c] += fen
            left[plant[s]] -= fen


@kernel
def by_plant(
    n: int, central: int, local: int, owner: Array, sales: Array, purchases: Array, bill: Array, welfare: Array,
    left: Array, counter: Array, dues: Array, worth: Array,
) -> None:  # fmt: skip
    """Enter what each plant's shop took in, what a public service cost, and what came to be owed for no good.

    `counter` is the cell of what the plant sells to households or gives away, `dues` the first of its four cells of
    `DUES`; taxes (ppm of sales) as in `state.settle`.
    """
    for f in range(1, n):
        first = dues[f]
        worth[first] += bill[f]
        worth[first + 1] += welfare[f]
        if owner[f] == PUBLIC:
            worth[counter[f]] += bill[f] + purchases[f]
            continue
        worth[counter[f]] += left[f]
        worth[first + 2] += share(sales[f], central)
        worth[first + 3] += share(sales[f], local)


def activities(world: World) -> tuple[list[str], Array]:
    """Names of the sectors of activity (`industry/legal sector`), and which one each plant is of (i8 [plant])."""
    plants, n = world.plants, world.plants.count
    legal = world.accounts.sector[plants.account[:n]]
    names = [
        f"{world.labels['sectors'][industry]}/{Sector(int(of)).name.lower()}"
        for industry, of in zip(plants.sector[1:n].tolist(), legal[1:], strict=True)
    ]
    listed = sorted(set(names))
    place = {name: at for at, name in enumerate(listed)}
    return listed, np.array([0, *(place[name] for name in names)], np.int64)


class Dealings:
    """Keeps the months' cells (good or due, seller, buyer), and the batches that each sector charged and tapped."""

    def __init__(self, world: World) -> None:
        self.activities, activity = activities(world)
        self._parties = [*PARTIES, *self.activities]
        self._items = [*world.labels["goods"], *DUES]
        self._lay_out(world, activity + len(PARTIES))
        lines, n = world.lines, world.lines.count
        of = activity[world.workshops.plant[lines.workshop[1:n]]]
        self._recipes, at = np.unique(lines.recipe[1:n] * len(self.activities) + of, return_inverse=True)
        self._line: Array = at.astype(np.int64)
        self._log = Chunks(month="i2", cell="u4", amount="i8", worth="i8", later="i8")
        self._batches = Chunks(month="i2", cell="u4", charged="i8", tapped="i8")  # since the first month

    def _lay_out(self, world: World, party: Array) -> None:
        """Which cell each link, yard and plant enters; cell 0 is nobody's. `party` [plant] counts after `PARTIES`."""
        stocks, links, plants = world.stocks, world.links, world.plants
        n, m, f = stocks.count, links.count, plants.count
        whose = party[stocks.plant[:n]]
        public = (plants.owner[stocks.plant[:n]] == PUBLIC) & (stocks.makers[:n] > 0)
        sold = (world.goods.kind[stocks.good[:n]] == int(Kind.CONSUMER)) & (plants.street[stocks.plant[:n]] > 0)
        self._how: Array = np.where(public, SERVICE, np.where(sold, RETAIL, EXPORT))
        goods, parties = len(world.labels["goods"]), len(self._parties)

        def code(item: Array, seller: Array, buyer: Array) -> Array:
            found: Array = (item.astype(np.int64) * parties + seller) * parties + buyer
            return found

        seller = np.where(links.seller[1:m] > 0, whose[links.seller[1:m]], OUTSIDE)
        delivered = code(stocks.good[links.buyer[1:m]], seller, whose[links.buyer[1:m]])
        yards = code(stocks.good[1:n], whose[1:n], np.array(BUYERS)[self._how[1:n]])
        ours = len(PARTIES) + np.arange(len(self.activities))
        owed = [code(np.array(goods + k), np.array(to), ours) for k, to in enumerate(CREDITORS)]
        codes = np.unique(np.concatenate([delivered, yards]))
        self._codes = np.concatenate([[0], codes, np.stack(owed, axis=1).ravel()])
        self._link, self._yard = (np.zeros(k, np.int64) for k in (m, n))
        self._link[1:] = 1 + np.searchsorted(codes, delivered)
        self._yard[1:] = 1 + np.searchsorted(codes, yards)
        self._dues = 1 + len(codes) + len(DUES) * np.maximum(party - len(PARTIES), 0)
        self._counter = np.zeros(f, np.int64)
        other = np.flatnonzero(self._how != EXPORT)[::-1]  # the first of each plant is entered last
        self._counter[stocks.plant[other]] = self._yard[other]

    def month(self, world: World) -> None:
        """Enter the month just run."""
        stocks, links, plants, goods = world.stocks, world.links, world.plants, world.goods
        amount, worth, later = (np.zeros(len(self._codes), np.int64) for _ in range(3))
        rest, left, price = stocks.sold[: stocks.count].copy(), plants.sales[: plants.count].copy(), prices(world)
        by_link(
            links.count, links.buyer, links.seller, links.shipped, links.fresh, stocks.good, stocks.plant, price,
            plants.dear, goods.matter, self._link, rest, left, amount, worth, later,
        )  # fmt: skip
        by_yard(stocks.count, self._how, stocks.good, stocks.plant, price, self._yard, rest, left, amount, worth)
        by_plant(
            plants.count, world.ppm("tax.turnover"), world.ppm("tax.local"), plants.owner, plants.sales,
            plants.purchases, plants.wage_bill, plants.welfare, left, self._counter, self._dues, worth,
        )  # fmt: skip
        amount[0] = worth[0] = 0
        found = np.flatnonzero((amount != 0) | (worth != 0))
        self._log.append(
            len(found), month=world.month, cell=found, amount=amount[found], worth=worth[found], later=later[found]
        )
        self._work(world)

    def _work(self, world: World) -> None:
        lines, n = world.lines, world.lines.count
        charged, tapped = (np.zeros(len(self._recipes), np.int64) for _ in range(2))
        np.add.at(charged, self._line, lines.charged[1:n])
        np.add.at(tapped, self._line, lines.tapped[1:n])
        found = np.flatnonzero(charged)
        self._batches.append(len(found), month=world.month, cell=found, charged=charged[found], tapped=tapped[found])

    def state(self) -> dict[str, Array]:
        """Everything kept so far, for a checkpoint."""
        return {f"{name}.{key}": array for name, log in self._logs() for key, array in log.state().items()}

    def restore(self, state: Mapping[str, Array]) -> None:
        """Take over what `state` gave."""
        for name, log in self._logs():
            log.restore({k.removeprefix(f"{name}."): v for k, v in state.items() if k.startswith(f"{name}.")})

    def _logs(self) -> tuple[tuple[str, Chunks], ...]:
        return ("log", self._log), ("batches", self._batches)

    def frame(self, world: World) -> pl.DataFrame:
        """The table of dealings."""
        log, parties = self._log.state(), len(self._parties)
        code = self._codes[log["cell"]]
        item = code // (parties * parties)
        goods = len(world.labels["goods"])
        told: dict[str, Any] = {
            "month": of_months(world, log["month"]),
            "kind": take(["good", "due"], (item >= goods).astype(np.int64)),
            "item": take(self._items, item),
            "seller": take(self._parties, code // parties % parties),
            "buyer": take(self._parties, code % parties),
            "unit": take(["", *good_units(world)[1:], *[""] * len(DUES)], item),
            "amount": log["amount"], "value": log["worth"], "later": log["later"],
        }  # fmt: skip
        return frame("dealings", told)

    def work(self, world: World) -> pl.DataFrame:
        """The table of work: what each sector of activity took of every good and made of it."""
        log, recipes, items = self._batches.state(), world.recipes, world.items
        order = np.lexsort((log["month"], log["cell"]))
        cell, month = log["cell"][order].astype(np.int64), log["month"][order]
        same = np.diff(cell, prepend=-1) == 0
        charged, tapped = (
            np.where(same, np.diff(c, prepend=0), c) for c in (log[k][order] for k in ("charged", "tapped"))
        )
        recipe, activity = self._recipes[cell] // len(self.activities), self._recipes[cell] % len(self.activities)
        count = recipes.items[recipe].astype(np.int64)
        row = np.repeat(np.arange(len(cell)), count)
        within = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
        item = recipes.first_item[recipe[row]].astype(np.int64) + within
        per = items.amount[item]
        told: dict[str, Any] = {
            "month": of_months(world, month[row]),
            "activity": take(self.activities, activity[row]),
            "good": of_rows(world, "goods", items.good[item]),
            "unit": take(["", *good_units(world)[1:]], items.good[item].astype(np.int64)),
            "made": np.maximum(per, 0) * tapped[row], "used": np.maximum(-per, 0) * charged[row],
        }  # fmt: skip
        keys = ["month", "activity", "good", "unit"]
        summed = frame("work", told).group_by(keys, maintain_order=True).sum()
        worked = summed.filter((pl.col("made") != 0) | (pl.col("used") != 0)).sort("month", maintain_order=True)
        return frame("work", worked.to_dict())
