"""Input-output tables of cases: from the folder, or the test table of pymrio, which is not copied here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.cases.folder import Case, CaseError
from tiexi.world.table import Array


@dataclass(frozen=True)
class Table:
    """Deliveries `z` [n, n] (row to column) and to final buyers `y` [n]; industries are `region|sector`."""

    names: list[str]
    z: Array
    y: Array

    @property
    def output(self) -> Array:
        """What each industry delivers in all."""
        return np.asarray(self.z.sum(axis=1) + self.y)


def read_table(case: Case) -> Table:
    """Z.csv and Y.csv of the folder; without them the table of pymrio, put together as aggregation.csv says."""
    if case.has("Z.csv"):
        names, _, z = case.matrix("Z.csv", 2)
        others, _, y = case.matrix("Y.csv", 2)
        if z.shape != (len(names), len(names)):
            raise CaseError(f"{case.folder / 'Z.csv'}: {z.shape[0]} rows and {z.shape[1]} columns; it must be square")
        if others != names:
            raise CaseError(f"{case.folder / 'Y.csv'}: its rows are not those of Z.csv, in the same order")
        table = Table(names, z, y.sum(axis=1))
    else:
        table = _pymrio(case)
    if (table.z < 0).any() or (table.y < 0).any():
        raise CaseError(f"{case.folder}: the table has negative deliveries, which the engine cannot make")
    return table


def _pymrio(case: Case) -> Table:
    try:
        import pymrio
    except ImportError:
        raise CaseError(
            f"{case.name}: its table comes with the package pymrio; install it with: pip install 'tiexi[mrio]'"
        ) from None
    test = pymrio.load_test()
    names = ["|".join(label) for label in test.Z.index]
    whole = Table(names, test.Z.to_numpy(np.float64), test.Y.to_numpy(np.float64).sum(axis=1))
    if not case.has("aggregation.csv"):
        return whole
    goal = {(row["level"], row["from"]): row["to"] for row in case.rows("aggregation.csv")}
    order = list(dict.fromkeys(row["to"] for row in case.rows("aggregation.csv") if row["level"] == "sector"))
    to = []
    for name in names:
        region, sector = name.split("|")
        to.append((goal.get(("region", region), region), goal.get(("sector", sector), sector)))
    merged = sorted(set(to), key=lambda label: (label[0], order.index(label[1])))
    sums = np.array([[1.0 if label == into else 0.0 for label in to] for into in merged])
    return Table(["|".join(label) for label in merged], sums @ whole.z @ sums.T, sums @ whole.y)
