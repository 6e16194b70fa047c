"""Driver of the dynamic input-output model of Pichler et al. 2022 (JEDC 144:104527).

Rule switches: orders look back at demand and mend stocks over tau, inputs bind by their rating, hands follow work at
two speeds, households spend by habit, proportional rationing. One step of the engine is a day.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError, Expected
from tiexi.cases.steps import NO_CREDIT, PRICE, march, unit_for, units
from tiexi.factory.effort import aim, hire
from tiexi.factory.order import order
from tiexi.factory.pay_hands import pay_hands
from tiexi.factory.produce import produce
from tiexi.market.ration import ration, take_orders
from tiexi.region.problem import did_you_mean, quoted
from tiexi.street.basket import ask, take
from tiexi.world.arith import muldiv
from tiexi.world.found_network import Industries, found_industries
from tiexi.world.network import ONE, Base, Inputs, Network, Split
from tiexi.world.table import Array

PPM = 1_000_000
MONTH = (hire, pay_hands, ask, order, take_orders, aim, produce, ration, take)
RULES = {rule.name.lower(): rule for rule in Inputs}
LABOUR, DEMAND = "supply_shock_share_of_labour_lost", "other_final_demand_factor"


class Run:
    """One run of the economy under one table of ratings."""

    def __init__(self, case: Case, ratings: str) -> None:
        self.case = case
        self.names = case.column("sectors.csv", "sector")
        n, self.steps = len(self.names), case.whole("last_step")
        output, labour, consumed, other, days = (
            case.numbers("sectors.csv", name)
            for name in ("output", "labour_compensation", "household_consumption", "other_final_demand",
                         "inventory_days")
        )  # fmt: skip
        coefficient, rating = (self.square(file, n) for file in ("A.csv", ratings))
        self.unit = unit_for(2.0 * self.steps * float(output.max()))
        self.output, self.other = units(output, self.unit), units(other, self.unit)
        inputs = units(coefficient * output, self.unit)
        self.wage = units(labour, self.unit * PPM / PRICE)
        table = Industries(
            self.names, self.names, np.arange(n), self.output, inputs, inputs,
            cover=np.rint(days * PPM).astype(np.int64), rating=np.rint(2 * rating).astype(np.uint8), wage=self.wage,
            basket=units(consumed, self.unit), other=self.other,
        )  # fmt: skip
        money = (int(self.output.max()) * PRICE // PPM + int(self.wage.sum())) * self.steps
        self.world = found_industries(table, self.parameters(labour, consumed), price=PRICE, money=money,
                                      steps=self.steps + 1)  # fmt: skip
        self.world.network = self.switches()
        self.shocks = self.read_shocks()
        self.series: dict[str, Array] = {
            name: np.zeros((self.steps + 1, n))
            for name in ("GrossOutput", "AggregateDemand", "LabourCompensation", "RealizedConsumption")
        }
        self.asked = np.zeros(self.steps + 1)
        self.note(0, self.output, self.output, self.wage, table.basket)

    def square(self, file: str, n: int) -> Array:
        """A table of industries by industries, in the order of sectors.csv."""
        rows, columns, values = self.case.matrix(file)
        if rows != self.names or columns != self.names:
            raise CaseError(f"{self.case.folder / file}: rows and columns must be those of sectors.csv, in its order")
        if (values < 0).any() or values.shape != (n, n):
            raise CaseError(f"{self.case.folder / file}: numbers below 0")
        return values

    def parameters(self, labour: Array, consumed: Array) -> dict[str, float]:
        """What the steps ask of a region."""
        return {
            **NO_CREDIT,
            "off_post.allowance": self.case.share("b"), "household.habit": self.case.share("rho"),
            "household.alpha_income": float(consumed.sum() / labour.sum()),
            "household.lasting_income": float(self.wage.sum()),
        }  # fmt: skip

    def switches(self) -> Network:
        """The switches and parameters of the model."""
        case, tau = self.case, Fraction(str(self.case.positive("tau"))).limit_denominator(1000)
        return Network(
            base=Base.DEMAND, tau=tau.numerator, tau_parts=tau.denominator, weight=0, most=0, restock=0,
            split=Split.WEIGHTS, seen=1, inputs=RULES[case.word("production_function", list(RULES), "half_critical")],
            hire=round(case.share("gamma_H") * ONE), fire=round(case.share("gamma_F") * ONE),
        )  # fmt: skip

    def read_shocks(self) -> list[tuple[int, int, int, str, float]]:
        """First and last step, industry, kind and size of each shock."""
        path, found = self.case.folder / "shocks.csv", []
        for row in self.case.rows("shocks.csv") if self.case.has("shocks.csv") else []:
            if row["sector"] not in self.names:
                raise CaseError(f"{path}: {did_you_mean(row['sector'], self.names)} read: {quoted(row['sector'])}")
            if row["kind"] not in (LABOUR, DEMAND):
                raise CaseError(f"{path}: kind is {quoted(row['kind'])}; it is {LABOUR} or {DEMAND}")
            try:
                span = int(row["first_step"]), int(row["last_step"])
                size = float(row["value"])
            except ValueError:
                raise CaseError(f"{path}: steps are whole numbers and the value is a number") from None
            found.append((*span, self.names.index(row["sector"]), row["kind"], size))
        return found

    def before(self, t: int) -> None:
        """The day's hands that may work, and what other final buyers ask."""
        may, asks = np.ones(len(self.names)), np.ones(len(self.names))
        for first, last, i, kind, size in self.shocks:
            if first <= t <= last:
                may[i] *= 1.0 - size if kind == LABOUR else 1.0
                asks[i] *= size if kind == DEMAND else 1.0
        w = self.world
        w.workshops.capacity[1 : w.workshops.count] = np.rint(self.output * may).astype(np.int64)
        w.baskets.other[1 : w.baskets.count] = np.rint(self.other * asks).astype(np.int64)

    def after(self, t: int) -> None:
        """Read off the day."""
        w, n = self.world, self.world.workshops.count
        hands = w.paces.hands[1:n]
        paid = np.array([
            muldiv(int(fen), int(h), int(x))[0] for fen, h, x in zip(self.wage, hands, self.output, strict=True)
        ])  # fmt: skip
        self.note(t, w.workshops.charged[1:n], w.paces.demand[1:n], paid, w.baskets.got[1:n])
        self.asked[t] = w.baskets.asked[1:n].sum() * self.unit

    def note(self, t: int, made: Array, demand: Array, paid: Array, got: Array | None) -> None:
        """Enter a day into the series."""
        series = self.series
        series["GrossOutput"][t], series["AggregateDemand"][t] = made * self.unit, demand * self.unit
        series["LabourCompensation"][t] = paid * self.unit * PPM / PRICE
        if got is not None:
            series["RealizedConsumption"][t] = got * self.unit
            self.asked[t] = got.sum() * self.unit

    def run(self) -> None:
        """Steps 1 to the last; step 0 is the state at rest."""
        march(self.world, MONTH, range(1, self.steps + 1), self.before, self.after)

    def found(self, prefix: str) -> dict[tuple[str, str], float]:
        """Quantities by name and step."""
        total = self.series["GrossOutput"].sum(axis=1) / float(self.output.sum() * self.unit)
        found = {(f"{prefix}total_output_ratio", str(t)): float(v) for t, v in enumerate(total)}
        found[f"{prefix}min_total_output_ratio", str(int(total.argmin()))] = float(total.min())
        found[f"{prefix}mean_total_output_ratio", f"0-{self.steps}"] = float(total.mean())
        for i, name in enumerate(self.names):
            for t, value in enumerate(self.series["GrossOutput"][:, i]):
                found[f"{prefix}output|{name}", str(t)] = float(value)
            for series, values in self.series.items():
                found.update({(f"{prefix}{series}|{name}", str(t)): float(v) for t, v in enumerate(values[:, i])})
        found.update({(f"{prefix}TotalConsumptionDemand|Household", str(t)): v for t, v in enumerate(self.asked)})
        return found


def drive(case: Case) -> Result:
    """Run the case for each of its tables of ratings: `critical.csv`, and `critical_NAME.csv` with prefix `NAME|`."""
    files = sorted(path.name for path in case.folder.glob("critical*.csv"))
    if not files:
        raise CaseError(f"{case.folder}: no critical.csv; the model needs a rating of each input for each user")
    found: dict[tuple[str, str], float] = {}
    further: list[Expected] = []
    for file in files:
        variant = file.removeprefix("critical").removesuffix(".csv").removeprefix("_")
        prefix = f"{variant}|" if variant else ""
        run = Run(case, file)
        run.run()
        found |= run.found(prefix)
        series = f"expected_series{'_' + variant if variant else ''}.csv"
        if case.has(series):
            steps, columns, values = case.matrix(series)
            further += [
                Expected(prefix + name, t, float(values[i, j]), 0.0, True)
                for i, t in enumerate(steps) for j, name in enumerate(columns)
            ]  # fmt: skip
    return Result(found, f"{run.unit:g} of the case's money", tuple(further))
