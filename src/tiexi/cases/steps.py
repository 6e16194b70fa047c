"""Running a world of industries step by step, with every law checked after every rule."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tiexi.engine import Engine
from tiexi.state.announce import begin_month
from tiexi.world.steps import Step, step
from tiexi.world.table import Array
from tiexi.world.world import World

MOST = 4e18  # what a good's stores may hold in all, in units
PRICE = 1000  # fen for a million units, so that money does not outgrow 64 bits where things nearly do
# Trade for cash alone: no line of the bank, no credit of suppliers, and pay comes before inputs.
NO_CREDIT = {
    "finance.working_months": 0.0, "finance.softness": 0.0, "finance.trade_credit_months": 0.0,
    "finance.wages_first": 1.0,
}  # fmt: skip

begin = step(
    "flows.paid", "claims.made", "claims.settled", "moves.moved", "counts.persons", "happenings.*", "plants.sales",
    "plants.purchases", "plants.result", "diary.*", "programmes.*",
)(begin_month)  # fmt: skip


def unit_for(largest: float) -> float:
    """The smallest power of ten in which `largest`, all that a good's stores may ever hold, stays below `MOST`."""
    return float(10.0 ** math.ceil(math.log10(largest / MOST)))


def units(amount: Array, unit: float) -> Array:
    """Amounts as whole units (i8)."""
    return np.rint(np.asarray(amount, np.float64) / unit).astype(np.int64)


def march(world: World, month: tuple[Step, ...], steps: range, before: Callable[[int], None],
          after: Callable[[int], None]) -> None:  # fmt: skip
    """Run `steps` of a month of rules: `before` sets what is dated, `after` reads off. Raises LawError."""
    engine = Engine(world, (begin, *month))
    for t in steps:
        before(t)
        engine.advance()
        after(t)
        world.month += 1


def run_step(engine: Engine, rule: Step) -> None:
    """One rule of an engine's month, with every law checked after it. Raises LawError."""
    rule.run(engine.views[rule.name].renew())
    engine.laws.check(rule.name)
