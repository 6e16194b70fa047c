"""The record of money and matter: the month's non-zero cells of the ledger's flows and of the stores' moves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from tiexi.record.camera import good_units
from tiexi.record.chunks import Chunks
from tiexi.record.names import of_codes, of_months, of_rows, take
from tiexi.record.schema import frame
from tiexi.world.ledger import SECTORS, Reason, Sector
from tiexi.world.stores import PLACES, Place
from tiexi.world.table import Array
from tiexi.world.world import World

MILLE = 1000  # contents are in g/kg
REASON_OF = {
    (Place.YARD, Place.PROCESS): "charged",
    (Place.PROCESS, Place.YARD): "tapped",
    (Place.YARD, Place.YARD): "delivered",
    (Place.OUTSIDE, Place.YARD): "bought",
    (Place.OUTSIDE, Place.PROCESS): "substitution",  # what an input rule lets a line do without
    (Place.YARD, Place.OUTSIDE): "sold",
    (Place.YARD, Place.CONSUMED): "consumed",
    (Place.OUTSIDE, Place.CONSUMED): "bought to consume",
    (Place.NATURE, Place.YARD): "taken",
    (Place.NATURE, Place.PROCESS): "taken",
    (Place.YARD, Place.NATURE): "emitted",
    (Place.PROCESS, Place.NATURE): "emitted",
}


class Cells:
    """Non-zero cells of a table that is cleared every month."""

    def __init__(self) -> None:
        self._log = Chunks(month="i2", cell="u4", amount="i8")

    def month(self, month: int, cells: Array) -> None:
        """Take over the cells, of which row 0 is nobody."""
        found = np.flatnonzero(cells[1:])
        self._log.append(len(found), month=month, cell=found, amount=cells[1:][found])

    def state(self) -> dict[str, Array]:
        return self._log.state()

    def restore(self, state: Mapping[str, Array]) -> None:
        self._log.restore(state)


def ledger_frame(world: World, flows: Cells) -> pl.DataFrame:
    """The ledger table, from the cells of `flows.paid`."""
    log = flows.state()
    cell = log["cell"]
    return frame(
        "ledger",
        {
            "month": of_months(world, log["month"]),
            "reason": of_codes(Reason, cell // (SECTORS * SECTORS)),
            "payer": of_codes(Sector, cell // SECTORS % SECTORS),
            "payee": of_codes(Sector, cell % SECTORS),
            "amount": log["amount"],
        },
    )


def matter_frame(world: World, moves: Cells) -> pl.DataFrame:
    """The matter table, from the cells of `moves.moved`: goods first, then the elements they are made of."""
    log = moves.state()
    cell = log["cell"]
    good, route = cell // (PLACES * PLACES), cell % (PLACES * PLACES)
    units = ["", *good_units(world)[1:]]
    goods = {
        "month": of_months(world, log["month"]),
        "kind": take(["good"], np.zeros(len(cell), np.int64)),
        "item": of_rows(world, "goods", good),
        "amount": log["amount"],
        "unit": take(units, good),
    }
    return pl.concat([_routed(goods, route), _elements(world, log["month"], good, route, log["amount"])])


def _elements(world: World, month: Array, good: Array, route: Array, amount: Array) -> pl.DataFrame:
    """Sums over goods for each month, route and element; in thousandths of a gram, rounded down at the end."""
    names = world.labels["elements"]  # row 0 is nobody, as everywhere
    contents = world.contents
    share = np.zeros((world.goods.count, len(names)), np.int64)
    share[contents.good[1 : contents.count], contents.element[1 : contents.count]] = contents.share[1 : contents.count]
    # Cells come by good within a month: bring those of one month and route together.
    place = month.astype(np.int64) * (PLACES * PLACES) + route
    groups, at = np.unique(place, return_inverse=True)
    sums = np.zeros((len(groups), len(names)), np.int64)
    for e in range(len(names)):
        np.add.at(sums[:, e], at, amount * share[good, e])
    row, element = np.nonzero(sums)
    told = {
        "month": of_months(world, groups[row] // (PLACES * PLACES)),
        "kind": take(["element"], np.zeros(len(row), np.int64)),
        "item": take(names, element),
        "amount": sums[row, element] // MILLE,
        "unit": take(["g"], np.zeros(len(row), np.int64)),
    }
    return _routed(told, groups[row] % (PLACES * PLACES))


def _routed(columns: dict[str, Any], route: Array) -> pl.DataFrame:
    """A part of the matter table with the reason and the two places of each route."""
    reasons = [REASON_OF.get((Place(r // PLACES), Place(r % PLACES)), "moved") for r in range(PLACES * PLACES)]
    ends = {"from": of_codes(Place, route // PLACES), "to": of_codes(Place, route % PLACES)}
    return frame("matter", columns | {"reason": take(reasons, route)} | ends)
