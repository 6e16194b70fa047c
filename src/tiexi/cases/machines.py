"""Driver of Kantorovich's milling machines (1939): the planning problem of `state.optimum`, where a version has it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError
from tiexi.world.table import Array

PLANNER = "tiexi.state.optimum"


def drive(case: Case) -> Result:
    """The best plan of all machines together, and of each type alone; CaseError if this version has no planner."""
    if find_spec(PLANNER) is None:
        raise CaseError(f"{case.name}: this version has no planner yet, so the case cannot be run")
    planner: Any = import_module(PLANNER)
    types = case.column("machines.csv", "type")
    machines, a, b = (
        case.numbers("machines.csv", name) for name in ("machines", "part_a_per_day", "part_b_per_day")
    )  # fmt: skip
    if (machines < 0).any() or (a <= 0).any() or (b <= 0).any():
        raise CaseError(f"{case.folder / 'machines.csv'}: numbers of machines and of parts a day must be above 0")

    def best(rows: Array) -> Any:
        """The plan of the machines in these rows: a process for each type and part, a target of one set."""
        n = len(rows)
        return planner.solve(planner.Problem(
            process=np.arange(2 * n), good=np.repeat([0, 1], n), amount=np.concatenate([a[rows], b[rows]]),
            user=np.arange(2 * n), resource=np.tile(np.arange(n), 2), need=np.ones(2 * n),
            capacity=machines[rows][:, None], targets=np.ones((2, 1)),
        ))  # fmt: skip

    plan = best(np.arange(len(types)))
    found = {
        "sets_optimal": plan.z,
        "sets_each_type_balanced": sum(best(np.array([k])).z for k in range(len(types))),
        "value_of_part|a": plan.worth[0, 0], "value_of_part|b": plan.worth[1, 0],
    }  # fmt: skip
    for k, name in enumerate(types):
        found[f"days_on_a|{name}"] = plan.batches[k, 0]
        found[f"days_on_b|{name}"] = plan.batches[len(types) + k, 0]
        found[f"value_of_machine_day|{name}"] = plan.rent[k, 0]
    return Result({(name, ""): float(value) for name, value in found.items()}, "machine-days as HiGHS counts")
