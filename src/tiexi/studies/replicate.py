"""`tiexi replicate`: published models through the engine's own rules, number by number against what was published."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tiexi.cases.family import Result, family_of
from tiexi.cases.folder import SHIPPED, Case, CaseError, Expected, read_case, shipped
from tiexi.region.problem import did_you_mean, quoted


@dataclass(frozen=True)
class Row:
    """One published number beside ours. `off` is the difference as its tolerance counts it; None if not measured."""

    quantity: str
    step: str
    published: float
    ours: float | None
    off: float | None
    tolerance: float
    relative: bool

    @property
    def scored(self) -> bool:
        """Whether the published number comes with a tolerance."""
        return self.tolerance > 0

    @property
    def holds(self) -> bool:
        """Whether ours is within the tolerance."""
        return self.off is not None and self.off <= self.tolerance


@dataclass(frozen=True)
class Outcome:
    """A case that was run: its rows, the unit in which the engine counted, the seconds it took."""

    case: str
    family: str
    says: str
    unit: str
    rows: tuple[Row, ...]
    seconds: float

    @property
    def passed(self) -> bool:
        """Whether every number with a tolerance is within it."""
        scored = [row for row in self.rows if row.scored]
        return bool(scored) and all(row.holds for row in scored)

    def worst(self) -> list[tuple[Row, int]]:
        """For each quantity the row that is furthest off against its tolerance, and how many rows the quantity has."""
        groups: dict[tuple[str, bool], list[Row]] = {}
        for row in self.rows:
            groups.setdefault((_kind(row.quantity), row.scored), []).append(row)
        return [(max(rows, key=_against), len(rows)) for rows in groups.values()]


def _kind(quantity: str) -> str:
    """What rows of one kind share: the words before the names of industries, firms or regions."""
    parts = quantity.split("|")
    plain = [p for p in parts[:-1] if p.islower() or p.startswith("exp")] if len(parts) > 2 else []
    return "|".join([*plain, "*"]) if plain and len(parts) > 2 else parts[0] + ("|*" if len(parts) > 1 else "")


def _against(row: Row) -> float:
    if row.off is None:
        return float("inf")
    return row.off / row.tolerance if row.scored else row.off


def compare(result: Result, expected: tuple[Expected, ...]) -> Iterator[Row]:
    """Every published number, those of the folder's further files last."""
    for e in (*expected, *result.further):
        ours = result.found.get((e.quantity, e.step))
        off = None
        if ours is not None:
            off = abs(ours - e.value) / (abs(e.value) if e.relative and e.value != 0 else 1.0)
        yield Row(e.quantity, e.step, e.value, ours, off, e.tolerance, e.relative)


def find(name: str) -> Path:
    """The folder of a shipped case or of a path; CaseError with what was meant if there is none."""
    if name in shipped():
        return SHIPPED / name
    path = Path(name)
    if path.is_dir():
        return path
    if any(c in name for c in "/\\.") or path.exists():
        raise CaseError(f"{name}: there is no such folder of a case")
    raise CaseError(f"there is no case {quoted(name)}; {did_you_mean(name, shipped())}")


def replicate(case: Case) -> Outcome:
    """Run one case through the engine and compare. Raises CaseError on a bad folder, LawError if accounts break."""
    begun = time.perf_counter()
    family = family_of(case)
    result = family.run(case)
    rows = tuple(compare(result, case.expected))
    return Outcome(case.name, family.name, family.says, result.unit, rows, time.perf_counter() - begun)


def replicate_all(name: str | None) -> Iterator[Outcome | str]:
    """The case of that name or path, or every shipped one; of those, a text where one cannot be run here."""
    if name is not None:
        yield replicate(read_case(find(name)))
        return
    for known in shipped():
        try:
            yield replicate(read_case(SHIPPED / known))
        except CaseError as error:
            yield f"{error}"
