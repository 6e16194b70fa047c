"""Families of published models: how a folder is known to belong to one, and who drives it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from tiexi.cases.folder import Case, CaseError, Expected

Found = Mapping[tuple[str, str], float]  # our value of each (quantity, step)


@dataclass(frozen=True)
class Result:
    """What a driver found: values by quantity and step, and the unit in which the engine counted.

    `further` are published numbers of other files of the folder; those of tolerance 0 are compared and not scored.
    """

    found: Found
    unit: str
    further: tuple[Expected, ...] = ()


@dataclass(frozen=True)
class Family:
    """A published model with free parameters. `signs` are files or parameters that only its folders have."""

    name: str
    says: str
    signs: tuple[str, ...]
    driver: str  # module:function, imported when the family is asked for

    def drives(self, case: Case) -> bool:
        """Whether a folder belongs to this family."""
        return all(case.has(sign) if sign.endswith(".csv") else sign in case.parameters for sign in self.signs)

    def run(self, case: Case) -> Result:
        """Run the case through the engine."""
        module, _, function = self.driver.partition(":")
        drive: Callable[[Case], Result] = getattr(import_module(module), function)
        return drive(case)


FAMILIES = (
    Family("ario", "daily inventory model of industries", ("inventory_restoration_time",), "tiexi.cases.ario:drive"),
    Family("pichler", "dynamic input-output model", ("A.csv", "sectors.csv"), "tiexi.cases.pichler:drive"),
    Family("gl-sim", "Godley and Lavoie's model SIM", ("alpha1", "theta", "steps_exp1"), "tiexi.cases.money:drive"),
    Family("dual-track", "plan and market side by side", ("plan_price", "quota"), "tiexi.cases.dual:drive"),
    Family("esri", "systemic risk of firms", ("edges.csv", "firms.csv"), "tiexi.cases.esri:drive"),
    Family("labour", "occupational labour market", ("delta_u", "gamma_v"), "tiexi.cases.labour:drive"),
    Family("kantorovich", "Kantorovich's machines", ("machines.csv",), "tiexi.cases.machines:drive"),
    Family("leontief", "Leontief's and Ghosh's inverse", (), "tiexi.cases.leontief:drive"),
)


def family_of(case: Case) -> Family:
    """The family of a folder; CaseError if it is of none."""
    for family in FAMILIES:
        if family.drives(case) and (family.signs or _tables(case)):
            return family
    known = "; ".join(f"{f.name} ({f.says})" for f in FAMILIES)
    raise CaseError(f"{case.folder}: belongs to no family of models that the engine contains: {known}")


def _tables(case: Case) -> bool:
    """Leontief's model has tables only, or the shipped name of the case whose tables come with pymrio."""
    return not case.parameters and (case.has("Z.csv") or case.name == "leontief-mrio")
