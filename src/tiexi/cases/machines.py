"""Driver of Kantorovich's milling machines: the plan of `state.plan`, when this version has it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError

PLANNER = "tiexi.state.plan"


def drive(case: Case) -> Result:
    """Hand the machines to the planner; CaseError if this version has none."""
    if find_spec(PLANNER) is None or not hasattr(import_module(PLANNER), "of_machines"):
        raise CaseError(f"{case.name}: this version has no planner yet, so the case cannot be run")
    makers = (case.column("machines.csv", "type"), *(
        case.numbers("machines.csv", name) for name in ("machines", "part_a_per_day", "part_b_per_day")
    ))  # fmt: skip
    found = import_module(PLANNER).of_machines(*makers)
    return Result({(name, ""): float(value) for name, value in found.items()}, "as HiGHS counts")
