"""Driver of the economic systemic risk of firms (Diem et al. 2022, Scientific Reports 12:7719), all inputs essential.

A firm fails; what it no longer delivers stops its buyers, what it no longer orders stops its suppliers. Downstream:
every order is placed in full, inputs bind as in Leontief's rule and do not keep. Upstream: orders follow output, no
input binds. Each is run, round after round, until no level falls any more.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError, Expected
from tiexi.cases.steps import NO_CREDIT, PRICE, begin
from tiexi.engine import Engine
from tiexi.factory.effort import aim
from tiexi.factory.order import order
from tiexi.factory.produce import produce
from tiexi.market.ration import ration, take_orders
from tiexi.world.found_network import Industries, found_industries
from tiexi.world.network import Base, Inputs, Network, Split
from tiexi.world.table import Array

PPM, UNIT, ROUNDS = 1_000_000, 1e-12, 10_000
DOWN = Network(base=Base.DEMAND, tau=1, weight=0, most=0, floored=True, restock=0, split=Split.WEIGHTS, seen=1)
UP = Network(
    base=Base.OUTPUT, tau=1, weight=0, most=0, floored=True, restock=0, split=Split.WEIGHTS, seen=1,
    inputs=Inputs.CRITICAL,
)  # fmt: skip


class Firms:
    """The network of a case: who delivers how much to whom, in units."""

    def __init__(self, case: Case) -> None:
        self.names, self.sectors = case.column("firms.csv", "firm"), case.column("firms.csv", "sector")
        n = len(self.names)
        self.weights = np.zeros((n, n), np.int64)
        at = {name: i for i, name in enumerate(self.names)}
        weight = case.numbers("edges.csv", "weight")
        pairs = zip(case.column("edges.csv", "supplier"), case.column("edges.csv", "buyer"), weight, strict=True)
        for supplier, buyer, size in pairs:
            if supplier not in at or buyer not in at:
                raise CaseError(f"{case.folder / 'edges.csv'}: {supplier} to {buyer}: one of them is not in firms.csv")
            self.weights[at[supplier], at[buyer]] += round(size / UNIT)
        self.goods = list(dict.fromkeys(self.sectors))
        self.makes = np.array([self.goods.index(s) for s in self.sectors])
        self.eps = case.positive("eps", 1e-8)

    def levels(self, rules: Network, failed: int) -> Array:
        """Level of every firm (f8 [n], 1 = as before) once `failed` has stopped."""
        n = len(self.names)
        sold = self.weights.sum(axis=1)
        output = np.where(sold > 0, sold, round(1 / UNIT))
        inputs = np.array([self.weights[self.makes == g].sum(axis=0) for g in range(len(self.goods))])
        rating = np.zeros_like(inputs, dtype=np.uint8)
        table = Industries(
            self.names, self.goods, self.makes, output, inputs, self.weights, cover=np.zeros(n, np.int64),
            opening=np.full(n, PPM), rating=rating,
        )  # fmt: skip
        world = found_industries(table, NO_CREDIT, price=PRICE, money=int(sold.max()) * PRICE, steps=ROUNDS)
        world.network = rules
        world.fleeting.add(len(self.goods))
        world.fleeting.gone[1 : world.goods.count] = 1
        world.workshops.capacity[1 + failed] = 0
        engine, before = Engine(world, (begin, order, take_orders, aim, produce, ration)), np.ones(n)
        for round_ in range(ROUNDS):
            engine.advance()
            level = world.workshops.charged[1 : n + 1] / output
            if round_ > 1 and (before - level <= self.eps).all():
                return np.asarray(level)
            before = level
        raise CaseError("the cascade does not end")


def drive(case: Case) -> Result:
    """One cascade each way for every firm."""
    if case.word("input_class", ["essential"], "essential") != "essential":
        raise CaseError(f"{case.folder}: only essential inputs are reached")
    firms = Firms(case)
    size = np.maximum(firms.weights.sum(axis=0), firms.weights.sum(axis=1))
    found: dict[tuple[str, str], float] = {}
    for f, name in enumerate(firms.names):
        down, up = firms.levels(DOWN, f), firms.levels(UP, f)
        for prefix, level in (("", np.minimum(down, up)), ("_downstream", down), ("_upstream", up)):
            found[f"ESRI{prefix}|{name}", ""] = float((size * (1.0 - level)).sum() / size.sum())
            for firm, still in zip(firms.names, level, strict=True):
                found[f"loss{prefix}|{firm}|failed_{name}", ""] = 1.0 - float(still)
    return Result(found, f"{UNIT:g} of a delivery", tuple(published_losses(case)))


def published_losses(case: Case) -> Iterator[Expected]:
    """What each firm loses when another fails, from the two further tables."""
    for way in ("downstream", "upstream"):
        file = f"expected_loss_{way}.csv"
        if case.has(file):
            rows, columns, values = case.matrix(file)
            for i, firm in enumerate(rows):
                for j, failed in enumerate(columns):
                    quantity = f"loss_{way}|{firm}|{failed}"
                    yield Expected(quantity, "", float(values[i, j]), case.expected[0].tolerance, False)
