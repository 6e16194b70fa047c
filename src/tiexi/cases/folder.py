"""A case's folder: `case.md`, `parameters.csv`, `expected.csv`, tables; and what can be wrong with them."""

from __future__ import annotations

import csv
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tiexi.region.problem import did_you_mean, printable, quoted
from tiexi.world.table import Array

SHIPPED = Path(__file__).resolve().parent
MOST_ROWS = 100_000


class CaseError(Exception):
    """A case folder that cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Expected:
    """A published number: relative tolerance compares |ours - value| / |value|, absolute |ours - value|."""

    quantity: str
    step: str
    value: float
    tolerance: float
    relative: bool


@dataclass(frozen=True)
class Case:
    """A folder read: parameters (numbers and words by name, and what the table says of each) and what is expected."""

    folder: Path
    parameters: Mapping[str, str]
    meaning: Mapping[str, str]
    expected: tuple[Expected, ...]

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    def has(self, file: str) -> bool:
        """Whether the folder has this table."""
        return (self.folder / file).is_file()

    def number(self, name: str, default: float | None = None) -> float:
        """A parameter as a number; CaseError if it is missing or none."""
        if name not in self.parameters:
            if default is not None:
                return default
            raise CaseError(f"{self.folder / 'parameters.csv'}: no row {name!r}; this model needs it")
        return number(self.folder / "parameters.csv", name, self.parameters[name])

    def positive(self, name: str, default: float | None = None) -> float:
        """A parameter above 0."""
        value = self.number(name, default)
        if value <= 0:
            raise CaseError(f"{self.folder / 'parameters.csv'}: {name} is {value:g}; it must be above 0")
        return value

    def share(self, name: str, default: float | None = None) -> float:
        """A parameter from 0 to 1."""
        value = self.number(name, default)
        if not 0 <= value <= 1:
            raise CaseError(f"{self.folder / 'parameters.csv'}: {name} is {value:g}; it must lie from 0 to 1")
        return value

    def whole(self, name: str, default: float | None = None) -> int:
        """A parameter that is a whole number above 0 and no more than a million."""
        value = self.number(name, default)
        if value != int(value) or not 1 <= value <= 10**6:
            raise CaseError(f"{self.folder / 'parameters.csv'}: {name} is {value:g}; it must be a whole number from 1")
        return int(value)

    def word(self, name: str, among: list[str], default: str) -> str:
        """A parameter that is one of a few words."""
        value = self.parameters.get(name, default).strip()
        if value not in among:
            hint = did_you_mean(value, among)
            raise CaseError(f"{self.folder / 'parameters.csv'}: {name} is {quoted(value)}; {hint}")
        return value

    def rows(self, file: str) -> list[dict[str, str]]:
        """Rows of a table of the folder, by column."""
        return read_rows(self.folder / file)

    def column(self, file: str, name: str) -> list[str]:
        """One column of a table; CaseError if it is not there."""
        rows = self.rows(file)
        if rows and name not in rows[0]:
            hint = did_you_mean(name, rows[0])
            raise CaseError(f"{self.folder / file}: no column {name!r}; {hint}")
        return [row[name] for row in rows]

    def numbers(self, file: str, name: str) -> Array:
        """One column of a table as numbers (f8)."""
        path = self.folder / file
        return np.array([number(path, f"{name} in line {i}", v) for i, v in enumerate(self.column(file, name), 2)])

    def matrix(self, file: str, labels: int = 1) -> tuple[list[str], list[str], Array]:
        """A table of numbers: labels of rows (the first `labels` columns, joined by |), of columns, and values (f8)."""
        path, rows = self.folder / file, self.rows(file)
        if not rows:
            raise CaseError(f"{path}: the table is empty")
        names = list(rows[0])
        columns = names[labels:]
        values = np.array([
            [number(path, f"{c} in line {i}", row[c]) for c in columns] for i, row in enumerate(rows, 2)
        ])  # fmt: skip
        return ["|".join(row[name] for name in names[:labels]) for row in rows], columns, values


def number(path: Path, what: str, text: str) -> float:
    """A finite number from a cell; CaseError otherwise."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise CaseError(f"{path}: {what} is {quoted(text)}; write a number")
    return value


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file as texts by column; CaseError if it cannot be read or a row is too short or too long."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise CaseError(f"{path}: there is no such file; the model needs it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError(f"{path}: cannot be read as UTF-8 text ({error.__class__.__name__})") from None
    try:
        lines = list(csv.reader(text.splitlines()))
    except csv.Error as error:
        raise CaseError(f"{path}: is no table of comma-separated values ({error})") from None
    if not lines:
        raise CaseError(f"{path}: the file is empty; its first line names the columns")
    header = [name.strip() for name in lines[0]]
    if len(set(header)) < len(header):
        raise CaseError(f"{path}:1: two columns have the same name")
    rows = []
    for at, cells in enumerate(lines[1:], 2):
        if not cells:
            continue
        if len(cells) != len(header):
            says = printable(",".join(cells))
            raise CaseError(f"{path}:{at}: {len(cells)} cells where the first line has {len(header)}: {says}")
        rows.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    if len(rows) > MOST_ROWS:
        raise CaseError(f"{path}: {len(rows)} rows; at most {MOST_ROWS}")
    return rows


def read_expected(path: Path) -> tuple[Expected, ...]:
    """The rows of an `expected.csv`."""
    found = []
    columns = ("quantity", "step", "value", "tolerance", "tolerance_kind")
    for at, row in enumerate(read_rows(path), 2):
        if missing := [c for c in columns if c not in row]:
            raise CaseError(f"{path}:1: no column {missing[0]!r}; the columns are {', '.join(columns)}")
        kind = row["tolerance_kind"].replace(",", " ").split()
        if not kind or kind[0] not in ("relative", "absolute"):
            says = quoted(row["tolerance_kind"])
            raise CaseError(f"{path}:{at}: tolerance_kind is {says}; it is `relative` or `absolute`")
        value, tolerance = (number(path, f"{c} in line {at}", row[c]) for c in ("value", "tolerance"))
        found.append(Expected(row["quantity"], row["step"], value, tolerance, kind[0] == "relative"))
    return tuple(found)


def read_case(folder: Path) -> Case:
    """A case from its folder; CaseError says what is wrong with it."""
    if not folder.is_dir():
        raise CaseError(f"{folder}: there is no such folder")
    parameters, meaning = {}, {}
    if (folder / "parameters.csv").is_file():
        for row in read_rows(folder / "parameters.csv"):
            if "name" not in row or "value" not in row:
                raise CaseError(f"{folder / 'parameters.csv'}:1: the columns are name, value, unit, meaning")
            parameters[row["name"]], meaning[row["name"]] = row["value"], row.get("meaning", "")
    return Case(folder, parameters, meaning, read_expected(folder / "expected.csv"))


def shipped() -> list[str]:
    """Names of the cases that come with tiexi."""
    return sorted(path.parent.name for path in SHIPPED.glob("*/expected.csv"))
