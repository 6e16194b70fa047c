"""Driver of Leontief's open model and its supply-side twin (Leontief 1936; Ghosh 1958; Miller and Blair 2009).

Orders go round until nothing moves: what is asked of an industry is what final buyers and the orders of all others
make, and its orders are what it needs for that. Rule switches: orders look back at demand, no stocks, no limits.
"""

from __future__ import annotations

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError
from tiexi.cases.iotable import read_table
from tiexi.cases.steps import PRICE, begin, unit_for, units
from tiexi.engine import Engine
from tiexi.factory.effort import aim
from tiexi.factory.order import order
from tiexi.market.ration import take_orders
from tiexi.world.found_network import Industries, found_industries
from tiexi.world.network import ONE, Base, Network, Split
from tiexi.world.table import Array

ROUNDS = 20_000
PER = 10**18  # recipes are written for so many units, so that coefficients have eighteen digits
RULES = Network(base=Base.DEMAND, tau=1, weight=0, most=0, restock=0, split=Split.WEIGHTS, seen=1)


class Orders:
    """A network of industries with input coefficients (f8 [n, n], row input, column user) that answers a demand."""

    def __init__(self, case: Case, names: list[str], coefficients: Array) -> None:
        self.case, n = case, len(names)
        inputs = units(coefficients, 1.0 / PER)
        table = Industries(
            names, names, np.arange(n), np.full(n, PER), inputs, inputs, final=np.ones(n, np.int64),
            cover=np.zeros(n, np.int64),
        )  # fmt: skip
        self.world = found_industries(table, {}, price=PRICE, money=0, steps=ROUNDS)
        self.world.network = RULES
        self.engine = Engine(self.world, (begin, order, take_orders, aim))

    def first_round(self) -> Array:
        """Orders (i8 by input, units of 1/ONE) of everyone who is asked for one unit."""
        w = self.world
        w.paces.demand[1 : w.paces.count] = ONE
        w.goods.demand[:] = 0
        self.engine.advance()
        return np.asarray(w.stocks.ordered[: w.stocks.count].copy())

    def answer(self, final: Array) -> Array:
        """What is asked of each industry (i8 [n]) once the orders that a final demand (i8 [n]) sets off stand still."""
        w = self.world
        n = w.paces.count
        w.paces.demand[1:n] = 0
        w.goods.demand[1:n] = final
        before = np.full(n - 1, -1)
        for _ in range(ROUNDS):
            self.engine.advance()
            now = w.paces.demand[1:n].copy()
            if (np.abs(now - before) <= 1).all():
                return np.asarray(now)
            before = now
        raise CaseError(f"{self.case.folder}: orders do not come to rest: an industry takes more than it makes")


def drive(case: Case) -> Result:
    """Coefficients, inverse, multipliers, and the answer to the table's own final demand."""
    table = read_table(case)
    output, names, n = table.output, table.names, len(table.names)
    if (output <= 0).any():
        raise CaseError(f"{case.folder}: industry {names[int((output <= 0).argmax())]!r} makes nothing")
    demand = Orders(case, names, table.z / output)
    found = {("sum_of_output", ""): float(output.sum())}
    found["sum_of_A", ""] = float(demand.first_round().sum()) / ONE
    columns = [demand.answer(np.where(np.arange(n) == j, ONE, 0)) for j in range(n)]
    for name, column in zip(names, columns, strict=True):
        found[f"multiplier|{name}", ""] = float(column.sum()) / ONE
    found["sum_of_L", ""] = float(sum(column.sum() for column in columns)) / ONE
    unit = unit_for(1.2 * float(output.max()))
    made = demand.answer(units(table.y, unit)) * unit
    found["largest_abs_L_y_minus_x", ""] = float(np.abs(made - output).max())
    found["sum_of_output", ""] = float(made.sum())
    supply = Orders(case, names, (table.z / output[:, None]).T)  # who sells to whom, read from the seller's side
    found["sum_of_G_ghosh", ""] = float(supply.answer(np.full(n, ONE)).sum()) / ONE
    return Result(found, f"1e-15 of an output, {unit:g} of the table's money")
