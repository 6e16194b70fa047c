"""Driver of the adaptive input-output model with inventories (Hallegatte 2008, 2014; orders after Guan et al. 2020).

Rule switches: orders look back at output, gaps are made good over tau, overtime while orders go unmet, inputs bind
as far as psi of the stock aimed at is missing, proportional rationing. One step of the engine is a day.
"""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError, Expected
from tiexi.cases.iotable import Table, read_table
from tiexi.cases.steps import NO_CREDIT, PRICE, march, unit_for, units
from tiexi.factory.effort import aim
from tiexi.factory.order import order
from tiexi.factory.produce import produce
from tiexi.market.ration import ration, take_orders
from tiexi.world.found_network import Industries, found_industries
from tiexi.world.network import ONE, Base, Inputs, Network, Split
from tiexi.world.table import Array
from tiexi.world.world import World

PPM = 1_000_000
MONTH = (order, take_orders, aim, produce, ration)
COUNTED = 0.00001  # an input below this part of a day's output is none


class Run:
    """One run of the model under one order rule."""

    def __init__(self, case: Case, table: Table, split: str) -> None:
        days, steps = case.positive("days_per_year"), case.whole("steps")
        self.steps = steps
        self.names, self.sectors = table.names, [name.split("|")[-1] for name in table.names]
        goods = list(dict.fromkeys(self.sectors))
        makes = np.array([goods.index(s) for s in self.sectors])
        of_good = np.array([[1.0 if m == g else 0.0 for m in makes] for g in range(len(goods))])
        daily = table.output / days
        held = max(steps, case.positive("inventory_days"))
        self.unit = unit_for(held * float((of_good @ daily).max()) * case.positive("alpha_max"))
        self.output = units(daily, self.unit)
        inputs = units(of_good @ table.z / days, self.unit)
        trade = units(table.z / days, self.unit)
        rating = np.where(of_good @ table.z > COUNTED * daily, 2, 0).astype(np.uint8)
        cover = np.full(len(makes), round(case.positive("inventory_days") * PPM))
        industries = Industries(self.names, goods, makes, self.output, inputs, trade, cover=cover, rating=rating)
        money = int(self.output.max()) * held * PRICE // PPM
        self.world = found_industries(industries, NO_CREDIT, price=PRICE, money=int(money), steps=steps)
        self.world.network = self.switches(case, split)
        self.shocks = events(case, table)
        self.made = np.zeros((steps, len(makes)))
        self.unmet = 0

    def switches(self, case: Case, split: str) -> Network:
        """The switches and parameters of the model."""
        tau = Fraction(str(case.positive("inventory_restoration_time"))).limit_denominator(1000)
        return Network(
            base=Base.OUTPUT, tau=tau.numerator, tau_parts=tau.denominator, weight=0, most=0, floored=True,
            planned=True, restock=0, split=Split.CAPACITY if split == "alt" else Split.WEIGHTS, seen=1,
            inputs=Inputs.CRITICAL, keep=round(case.positive("psi") * case.positive("inventory_days") * PPM),
            over_most=round(case.positive("alpha_max") * ONE), over_rate=round(ONE / case.positive("alpha_tau")),
        )  # fmt: skip

    def before(self, t: int) -> None:
        """The day's capacity."""
        left = np.rint(self.output * (1.0 - self.shocks(t))).astype(np.int64)
        self.world.workshops.capacity[1 : self.world.workshops.count] = left

    def after(self, t: int) -> None:
        """Read off output, and what final buyers did not get."""
        w = self.world
        self.made[t] = w.workshops.charged[1 : w.workshops.count]
        self.unmet += int(w.stocks.wanted[1 : w.stocks.count].sum()) - sold_to_final(w)

    def run(self) -> None:
        """All days."""
        march(self.world, MONTH, range(self.steps), self.before, self.after)


def sold_to_final(w: World) -> int:
    """What all makers sold this step beyond what went over links."""
    return int(w.stocks.sold[1 : w.stocks.count].sum()) - int(w.links.shipped[1 : w.links.count].sum())


class events:
    """Share of capacity lost by industry on each day: all of it for a while, then less day by day."""

    def __init__(self, case: Case, table: Table) -> None:
        self.size = np.zeros(len(table.names))
        self.begins = self.lasts = self.returns = 0.0
        losses = [name for name in ("capital_lost", "capacity_lost") if name in case.parameters]
        if not losses:
            return
        (loss,) = losses[:1]
        says = case.parameters.get("industries_hit") or case.meaning[loss]
        hit = [i for i, name in enumerate(table.names) if _named(name, says)]
        if not hit:
            raise CaseError(
                f"{case.folder / 'parameters.csv'}: the meaning of {loss} names no industry; write for example 'of "
                f"{table.names[0].replace('|', ' ')}'"
            )
        self.size[hit] = case.share(loss)
        # What touches no capital is felt a day after it is announced.
        self.begins = case.number("event_step") + (loss == "capacity_lost")
        self.lasts, self.returns = case.number("event_duration"), case.positive("recovery_time")

    def __call__(self, t: int) -> Array:
        """Share lost on day t (f8 [n])."""
        if not self.size.any() or t < self.begins:
            return np.zeros(len(self.size))
        since = t - (self.begins + self.lasts + 1)
        return self.size * min(1.0, max(0.0, 1.0 - since / self.returns))


def _named(industry: str, text: str) -> bool:
    """Whether a text names `region|sector`, written so or with a blank."""
    return any(re.search(rf"\b{re.escape(industry.replace('|', by))}\b", text) for by in (" ", "|"))


def drive(case: Case) -> Result:
    """Run the case under its order rules; the last is the one whose series are reported."""
    table = read_table(case)
    rules = [case.word("order_rule", ["alt", "noalt"], "alt")]
    if "order_rule_2" in case.parameters:
        rules.append(case.word("order_rule_2", ["alt", "noalt"], "alt"))
    runs = [Run(case, table, rule) for rule in rules]
    for run in runs:
        run.run()
    run, span = runs[-1], f"0-{runs[-1].steps - 1}"
    ratio = np.concatenate([r.made / r.output for r in runs])
    total = run.made.sum(axis=1) / run.output.sum()
    found = {("total_output_ratio", str(t)): float(total[t]) for t in range(run.steps)}
    found["min_total_output_ratio", str(int(total.argmin()))] = float(total.min())
    for step in ("", span):
        found["mean_total_output_ratio", step] = float(total.mean())
        found["min_industry_output_ratio", step] = float(ratio.min())
        found["unmet_final_demand_total", step] = run.unmet * run.unit
        found["every_industry_output_ratio", step] = float(ratio.flat[np.abs(ratio - 1.0).argmax()])
    further = []
    if case.has("expected_production.csv"):
        days, columns, values = case.matrix("expected_production.csv")
        made = {name: run.made[:, i] * run.unit for i, name in enumerate(run.names)}
        tolerance = case.expected[0].tolerance
        for j, name in enumerate(columns):
            if name not in made:
                raise CaseError(f"{case.folder / 'expected_production.csv'}: {name!r} is no industry of the table")
            for i, t in enumerate(days):
                if int(t) < run.steps:
                    further.append(Expected(f"production|{name}", t, float(values[i, j]), tolerance, True))
                    found[f"production|{name}", t] = float(made[name][int(t)])
    return Result(found, f"{run.unit:g} of the table's money", tuple(further))
