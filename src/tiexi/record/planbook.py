"""The book of the plan: targets, allotments, shadow prices of planned years, and what became of them.

Kept in months in which the plan decides. Works and yards of a group of enterprises stand together. Why a workshop
stayed below what it set out to make is looked up at the end of the month: the input of which it could feed the fewest
batches.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from tiexi.record.camera import good_units, main_units
from tiexi.record.chunks import Chunks
from tiexi.record.schema import frame
from tiexi.world.jit import kernel
from tiexi.world.plans import PERIODS, Balances
from tiexi.world.reporting import report
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import World

WORKSHOP, PLANT, GOOD = range(3)
KINDS = ("workshop", "plant", "good")
VARIABLES: dict[str, tuple[int, str]] = {  # kind it is of, and unit; `good` stands for the unit of the good
    "target": (WORKSHOP, "good/year"),
    "output": (WORKSHOP, "good/year"),
    "output_reported": (WORKSHOP, "good/year"),
    "machines": (WORKSHOP, "good/year"),
    "rent": (WORKSHOP, "fen/good"),
    "lacked": (WORKSHOP, "enterprise month"),
    "lacked_machines": (WORKSHOP, "enterprise month"),
    "worked": (WORKSHOP, "enterprise month"),
    "allotted": (PLANT, "good/year"),
    "ordered": (PLANT, "good/year"),
    "received": (PLANT, "good/year"),
    "short": (PLANT, "good/year"),
    "stock": (PLANT, "good"),
    "hoard": (PLANT, "month"),
    "deliveries": (GOOD, "good/year"),
    "need": (GOOD, "good/year"),
    "supply": (GOOD, "good/year"),
    "bought": (GOOD, "good/year"),
    "missing": (GOOD, "good/year"),
    "price_shadow": (GOOD, "fen/good"),
    "price_plan": (GOOD, "fen/good"),
}
NAMES = tuple(VARIABLES)
PPM = 1_000_000


@kernel
def lacking(
    n: int, target: Array, charged: Array, first_line: Array, lines: Array, month_charged: Array, first_use: Array,
    uses: Array, use_stock: Array, use_good: Array, use_amount: Array, amount: Array, lacks: Array,
) -> None:  # fmt: skip
    """The good of which each workshop below its month's `target` could feed the fewest batches, less than one; 0 if it
    lacked none. Of several variants the one most charged is asked. lacks: i8 [workshop].
    """
    for w in range(1, n):
        lacks[w] = 0
        if target[w] <= charged[w] or lines[w] == 0:
            continue
        line = first_line[w]
        for other in range(first_line[w], first_line[w] + lines[w]):
            if month_charged[other] > month_charged[line]:
                line = other
        least = 1
        for u in range(first_use[line], first_use[line] + uses[line]):
            if use_amount[u] < 0 and use_stock[u] > 0:
                batches = amount[use_stock[u]] // -use_amount[u]
                if batches < least:
                    least = batches
                    lacks[w] = use_good[u]


class PlanBook:
    """Tallies of the running year, and the rows of all planned years."""

    def __init__(self, world: World) -> None:
        plants, f = world.plants, world.workshops.plant[: world.workshops.count]
        self._works = (plants.owner[f] != Owner.PUBLIC) & (plants.street[f] == 0)  # shops and services are not planned
        self._rows = Chunks(year="i2", entity="u2", good="u2", variable="u1", value="f8")
        works, goods = len(world.labels["works"]), world.goods.count
        self._lacked = np.zeros((works, goods), np.int64)  # enterprise months; column 0: machines
        self._worked = np.zeros(works, np.int64)
        self._able = np.zeros(world.workshops.count, np.int64)  # batches of the year
        self._orders = np.zeros((2, world.stocks.count), np.int64)  # ordered, short

    def month(self, world: World) -> None:
        """Take over the month, if the plan decides anything in it; December's is written down."""
        if not world.stocks.planned[: world.stocks.count].any():
            return
        self._tally(world)
        if world.calendar.of_year(world.month) == 11:
            self._workshops(world)
            self._plants(world)
            self._goods(world)
            for tally in (self._lacked, self._worked, self._able, self._orders):
                tally[:] = 0

    def state(self) -> dict[str, Array]:
        """What the next month needs of this one."""
        tallies = {"lacked": self._lacked, "worked": self._worked, "able": self._able, "orders": self._orders}
        return self._rows.state() | tallies

    def restore(self, state: Mapping[str, Array]) -> None:
        """Take over what `state` gave."""
        self._rows.restore({name: state[name] for name in ("year", "entity", "good", "variable", "value")})
        self._lacked, self._worked, self._able, self._orders = (
            np.array(state[name]) for name in ("lacked", "worked", "able", "orders")
        )

    def frame(self, world: World) -> pl.DataFrame:
        """The table of the run folder."""
        log = self._rows.state()
        kind = np.array([VARIABLES[name][0] for name in NAMES])[log["variable"]]
        labels = (world.labels["works"], world.labels["groups"], ["" for _ in world.labels["goods"]])
        units, main = good_units(world), ["", *main_units(world)]
        rows = zip(kind.tolist(), log["entity"].tolist(), log["good"].tolist(), log["variable"].tolist(), strict=True)
        told = [
            (KINDS[k], labels[k][e], world.labels["goods"][g], NAMES[v],
             VARIABLES[NAMES[v]][1].replace("good", main[e] if k == WORKSHOP else units[g]))
            for k, e, g, v in rows
        ]  # fmt: skip
        names = ("kind", "entity", "good", "variable", "unit")
        texts = {name: pl.Series([row[i] for row in told], dtype=pl.String) for i, name in enumerate(names)}
        return frame("plan", {"year": log["year"], "value": log["value"]} | texts)

    def _tally(self, world: World) -> None:
        shops, lines, uses, n = world.workshops, world.lines, world.uses, world.workshops.count
        plants, stocks, f = world.plants, world.stocks, world.workshops.plant[: world.workshops.count]
        lacks = np.zeros(n, np.int64)
        lacking(
            n, shops.target, shops.charged, shops.first_line, shops.lines, lines.month_charged, lines.first_use,
            lines.uses, uses.stock, uses.good, uses.amount, stocks.amount, lacks,
        )  # fmt: skip
        planned = self._works & (shops.plan[:n] > 0)
        number = np.where(planned, plants.number[f], 0).astype(np.int64)
        group = shops.group[:n].astype(np.int64)
        np.add.at(self._worked, group, number)
        short = (lacks > 0) & planned
        np.add.at(self._lacked, (group[short], lacks[short]), number[short])
        tight = planned & (shops.due[:n] > shops.target[:n])
        np.add.at(self._lacked[:, 0], group[tight], number[tight])
        self._able += shops.capacity[:n] * plants.scale[f] // PPM * plants.permit[f] // PPM
        self._orders[0] += stocks.ordered[: stocks.count]
        self._orders[1] += np.minimum(stocks.short[: stocks.count], stocks.ordered[: stocks.count])

    def _add(self, world: World, variable: str, entity: Array, good: Array, values: Array) -> None:
        year = world.calendar.year(world.month)
        self._rows.append(
            len(values), year=year, entity=entity, good=good, variable=NAMES.index(variable), value=values
        )

    def _workshops(self, world: World) -> None:
        shops, n = world.workshops, world.workshops.count
        planned = self._works & (shops.plan[:n] > 0)
        made = shops.year_made[:n] + shops.made[:n]
        pressure = world.region.parameters["reporting.pressure"].at(world.month)
        reported, _ = report(made, shops.plan[:n], shops.bias[:n], pressure)
        group, count = shops.group[:n].astype(np.int64), len(self._worked)
        first = np.zeros(count, np.int64)
        first[group[planned][::-1]] = np.flatnonzero(planned)[::-1]
        works = np.flatnonzero(first)
        good = world.stocks.good[shops.main_stock[first[works]]]
        each = shops.main_amount[first[works]]
        for name, batches in (
            ("target", shops.plan[:n]), ("output", made), ("output_reported", reported), ("machines", self._able),
        ):  # fmt: skip
            whole = np.bincount(group, weights=np.where(planned, batches, 0), minlength=count)
            self._add(world, name, works, good, whole[works] * each)
        self._add(world, "rent", works, good, shops.rent[first[works]] / np.maximum(1, each))
        self._add(world, "worked", works, good, self._worked[works])
        self._add(world, "lacked_machines", works, good, self._lacked[works, 0])
        row, lacked = np.nonzero(self._lacked[:, 1:])
        self._add(world, "lacked", row, lacked + 1, self._lacked[:, 1:][row, lacked])

    def _plants(self, world: World) -> None:
        stocks, goods = world.stocks, world.goods.count
        rows = np.flatnonzero(stocks.planned[: stocks.count])
        code = world.plants.group[stocks.plant[rows]].astype(np.int64) * goods + stocks.good[rows]
        yards, at = np.unique(code, return_inverse=True)
        columns = {
            "allotted": stocks.allotted[rows], "ordered": self._orders[0, rows], "received": stocks.received[rows],
            "short": self._orders[1, rows], "stock": stocks.amount[rows],
        }  # fmt: skip
        for name, values in columns.items():
            whole = np.bincount(at, weights=values, minlength=len(yards))
            self._add(world, name, yards // goods, yards % goods, whole)
        use = np.maximum(1, stocks.use[rows])
        hoard = np.bincount(at, weights=stocks.hoard[rows] / PPM * use, minlength=len(yards))
        self._add(world, "hoard", yards // goods, yards % goods, hoard / np.bincount(at, weights=use))

    def _goods(self, world: World) -> None:
        table, count = world.balances, world.goods.count
        cells = {name: getattr(table, name)[1 : count * PERIODS + 1].reshape(count, PERIODS) for name in
                 Balances.columns}  # fmt: skip
        rows = np.flatnonzero((cells["need"] > 0).any(axis=1) | (cells["shadow"] > 0).any(axis=1))
        none = np.zeros(len(rows), np.int64)
        for name, column in (
            ("deliveries", "target"), ("need", "need"), ("supply", "supply"), ("bought", "bought"),
            ("missing", "missing"),
        ):  # fmt: skip
            self._add(world, name, none, rows, cells[column][rows].sum(axis=1))
        self._add(world, "price_shadow", none, rows, cells["shadow"][rows].mean(axis=1) / PPM)
        self._add(world, "price_plan", none, rows, world.goods.price_plan[rows] / PPM)
