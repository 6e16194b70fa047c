"""parameters.toml: numbers of the rules with dates, unit, range, source and grade."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from tiexi.region import dates
from tiexi.region.known import KNOWN, Known
from tiexi.region.links import strange_keys, unknown_source
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.schema import GENERAL_KNOWLEDGE
from tiexi.region.tomlfile import Toml, kind_of, number

KEYS = ("says", "unit", "value", "interpolate", "range", "source", "grade")
_NEEDED = ("says", "unit", "value", "range", "source", "grade")
_GRADES = ("measured", "estimated", "assumed")
# Spellings of a unit that mean the same.
_ALIKE = {
    "share": "1", "ratio": "1", "": "1", "per month": "1/month", "share/month": "1/month", "share per month": "1/month",
    "per year": "1/year", "months": "month", "years": "year", "yuan per year": "yuan/year",
    "yuan per month": "yuan/month",
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """A dated number. `dated` holds (month from the region's first, value), sorted by month."""

    name: str
    says: str
    unit: str
    dated: list[tuple[int, float]] = field(hash=False)
    interpolate: Literal["step", "linear"] = "step"
    low: float = 0.0
    high: float = 1.0
    source: str = GENERAL_KNOWLEDGE
    grade: Literal["measured", "estimated", "assumed"] = "assumed"

    def at(self, month: int) -> float:
        """Value in a month; before the first date the first value stands, after the last the last."""
        return at(self.dated, month, self.interpolate == "linear")

    def path(self, months: int) -> list[float]:
        """Value in each of the first `months`."""
        if len(self.dated) == 1:
            return [float(self.dated[0][1])] * months
        return [float(self.at(month)) for month in range(months)]


def at(dated: Sequence[tuple[int, float]], month: int, linear: bool) -> float:
    """Value of sorted (month, value) pairs in a month, as steps or linear between them."""
    place = bisect_right(dated, month, key=lambda pair: pair[0])
    if place == 0:
        return dated[0][1]
    before, value = dated[place - 1]
    if not linear or place == len(dated):
        return value
    after, following = dated[place]
    return value + (following - value) * ((month - before) / (after - before))


def default_of(name: str, known: Known) -> Parameter:
    """The parameter of a region that never mentions it."""
    assert known.default is not None
    return Parameter(name, known.meaning, known.unit, [(0, known.default)], "step", known.low, known.high)


def in_money(known: Known, money: str) -> Known:
    """The declaration with its unit in the money of a region."""
    return replace(known, unit=known.unit.replace("yuan", money)) if "yuan" in known.unit else known


def overruled(parameter: Parameter, rows: Sequence[tuple[int, float]], final: bool) -> Parameter:
    """The parameter with rows of a timeline put in: each holds from its month. Later values of the parameter's own
    still come, unless the rows are `final`, as those of a policy are.
    """
    if not rows:
        return parameter
    first, taken = min(m for m, _ in rows), {m for m, _ in rows}
    kept = [(m, v) for m, v in parameter.dated if m not in taken and not (final and m > first)]
    if parameter.interpolate == "linear":  # the day before, the old path still holds
        known = {m for m, _ in kept} | taken
        kept += [(m - 1, parameter.at(m - 1)) for m, _ in rows if m - 1 not in known]
    return replace(parameter, dated=sorted([*kept, *rows]))


def read_parameters(
    toml: Toml, origin: int, keys: set[str] | None, problems: list[Problem], money: str = "yuan"
) -> dict[str, Parameter]:
    """Check every parameter against its declaration; `keys` are those of sources.bib, None if unread.

    Amounts of money, declared in yuan, are in the region's own `money`.
    """
    declared = {name: in_money(known, money) for name, known in KNOWN.items()}
    found: dict[str, Parameter] = {}
    present: set[str] = set()
    for path, table in _leaves(toml, toml.data, (), problems):
        name = ".".join(path)
        present.add(name)
        if name not in KNOWN:
            hint = did_you_mean(name, set(KNOWN), "parameters the rules read")
            problems.append(toml.problem(path, f"unknown parameter {quoted(name)}", hint, key=True))
            continue
        if parameter := _Reader(toml, path, table, origin, problems, declared[name]).read(keys):
            found[name] = parameter
    for name, known in declared.items():
        if name in present:
            continue
        if known.default is not None:
            found[name] = default_of(name, known)
            continue
        message = f"parameter {quoted(name)} is missing: {known.meaning} ({known.unit})"
        hint = f'add [{name}] with says, unit = "{known.unit}", value, range, source and grade'
        problems.append(toml.source.problem((1, 1, 1), message, hint))
    return dict(sorted(found.items()))


def _leaves(
    toml: Toml, table: Mapping[str, Any], path: tuple[str, ...], problems: list[Problem]
) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Tables that describe a parameter: those that hold a key of one, or that bear a known name."""
    found: list[tuple[tuple[str, ...], dict[str, Any]]] = []
    for key, value in table.items():
        here = (*path, key)
        if not isinstance(value, dict):
            hint = "a parameter is a table: [group.name] with says, unit, value, range, source, grade"
            problems.append(
                toml.problem(here, f"{quoted('.'.join(here))} is {kind_of(value)}, not a parameter", hint, key=True)
            )
        elif (
            ".".join(here) in KNOWN or any(k in KEYS and not isinstance(v, dict) for k, v in value.items()) or not value
        ):
            found.append((here, value))
        else:
            found += _leaves(toml, value, here, problems)
    return found


class _Reader:
    """One parameter: reports everything that is wrong with it."""

    def __init__(
        self, toml: Toml, path: tuple[str, ...], table: dict[str, Any], origin: int, problems: list[Problem],
        known: Known,
    ) -> None:  # fmt: skip
        self.toml, self.path, self.table, self.origin, self.problems = toml, path, table, origin, problems
        self.name = ".".join(path)
        self.known = known

    def wrong(self, key: str, message: str, hint: str = "", at_key: bool = False) -> None:
        self.problems.append(self.toml.problem((*self.path, *key.split("/")), f"{self.name}: {message}", hint, at_key))

    def read(self, keys: set[str] | None) -> Parameter | None:
        before = len(self.problems)
        for key in self.table:
            if key not in KEYS:
                self.wrong(key.replace("/", ""), f"unknown key {quoted(key)}", did_you_mean(key, KEYS, "keys"), True)
        for key in _NEEDED:
            if key not in self.table:
                message, hint = f"{key} is missing", f'{self.known.meaning}; unit = "{self.known.unit}"'
                self.problems.append(self.toml.problem(self.path, f"{self.name}: {message}", hint, key=True))
        self._words(keys)
        low, high = self._range()
        dated = self._dated(low, high)
        if len(self.problems) > before or not dated:
            return None
        text = self.table
        return Parameter(
            self.name, text["says"], self.known.unit, dated, text.get("interpolate", "step"), low, high,
            text["source"], text["grade"],
        )  # fmt: skip

    def _words(self, keys: set[str] | None) -> None:
        for key in ("says", "unit", "source", "grade", "interpolate"):
            value = self.table.get(key, "")
            if not isinstance(value, str):
                self.wrong(key, f"{key} is {kind_of(value)}, not text", f'write {key} = "..."')
            elif key in ("says", "source") and key in self.table and not value.strip():
                self.wrong(key, f"{key} is empty", f"{self.known.meaning}" if key == "says" else "a key of sources.bib")
        unit, grade = self.table.get("unit"), self.table.get("grade")
        if isinstance(unit, str) and _ALIKE.get(unit.strip(), unit.strip()) != self.known.unit:
            self.wrong(
                "unit", f"unit is {quoted(unit)}, not {quoted(self.known.unit)}", f'write unit = "{self.known.unit}"'
            )
        if isinstance(grade, str) and grade not in _GRADES:
            self.wrong("grade", f"grade cannot be {quoted(grade)}", did_you_mean(grade, _GRADES))
        mode = self.table.get("interpolate", "step")
        if isinstance(mode, str) and mode not in ("step", "linear"):
            self.wrong("interpolate", f"interpolate cannot be {quoted(mode)}", did_you_mean(mode, ("step", "linear")))
        source = self.table.get("source")
        if isinstance(source, str) and keys is not None:
            for key in strange_keys(source, keys):
                self.wrong("source", *unknown_source(key, keys))

    def _range(self) -> tuple[float, float]:
        hard = (self.known.low, self.known.high)
        given = self.table.get("range")
        if given is None:
            return hard
        ends = [number(v) for v in given] if isinstance(given, list) else []
        if len(ends) != 2 or ends[0] is None or ends[1] is None or ends[0] > ends[1]:
            self.wrong("range", "range is not two numbers, the lower first", "write range = [low, high]")
            return hard
        low, high = cast(tuple[float, float], tuple(ends))
        if low < hard[0] or high > hard[1]:
            self.wrong(
                "range",
                f"range goes beyond {hard[0]:.15g} to {hard[1]:.15g}",
                f"{self.known.meaning} ({self.known.unit})",
            )
        return low, high

    def _dated(self, low: float, high: float) -> list[tuple[int, float]]:
        given = self.table.get("value")
        if given is None:
            return []
        pairs = given if isinstance(given, dict) else {"": given}
        months: dict[int, float] = {}
        if not pairs:
            self.wrong("value", "value has no dates", 'write value = { "1934-01" = 0.5 }, or value = 0.5')
        for date, raw in pairs.items():
            key = f"value/{date}" if date else "value"
            if date and (why := dates.fault(date, days=True)):
                self.wrong(key, f"date {quoted(date)} {why}", 'dates are keys in quotes: { "1993-07" = 0.4 }', True)
                continue
            value = number(raw)
            if value is None:
                self.wrong(
                    key, f"value {quoted(str(raw))} is not a finite number", f"a number from {low:.15g} to {high:.15g}"
                )
                continue
            if not low <= value <= high:
                self.wrong(key, f"value {value:.15g} is outside its range", f"{low:.15g} to {high:.15g}, as range says")
            month = dates.index(date, self.origin) if date else 0
            if month in months:
                self.wrong(
                    key, f"two values count from {dates.text(month, self.origin)}", "give each its own month", True
                )
            months[month] = value
        return sorted(months.items())
