"""Every number of a region folder with its grade and sources, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tiexi.region import Parameter, check, load
from tiexi.region.balance import read_content
from tiexi.region.csvfile import Sheet
from tiexi.region.load import find
from tiexi.region.problem import Problem
from tiexi.region.read import Folder, read_folder
from tiexi.region.schema import Column

GRADES = ("measured", "estimated", "assumed")  # best first
CONTENT = "content"  # the one column of text that is made of numbers
# Topics by table, by kind of the timeline and by parameters; what is not named here stands under its own name.
TOPICS: dict[str, tuple[str, ...]] = {
    "Goods and recipes": ("goods", "recipes"),
    "Plants, workshops, posts": ("plants", "workshops", "enterprises", "occupations", "timeline quota"),
    "Stocks": ("covers",),
    "Machines, gifts, losses": ("timeline capacity", "timeline gift", "timeline transfer", "timeline war"),
    "Orders from outside": ("outside", "purchase_shares", "timeline demand"),
    "Prices and money": ("timeline price", "currency"),
    "Permits and credit": ("timeline permit", "timeline credit"),
    "People, streets, homes": ("people", "streets", "vital", "commuting", "mobility", "timeline housing"),
    "Rules": ("parameters", "timeline rule", "timeline tax", "timeline softness", "timeline welfare",
              "timeline finance"),
}  # fmt: skip
_PLACES = {part: topic for topic, parts in TOPICS.items() for part in parts}


@dataclass(frozen=True)
class Number:
    """One number that goes into a run. `grade` is the weaker of what its row and what made.csv say of its column."""

    table: str
    column: str
    unit: str
    grade: str
    sources: tuple[str, ...]
    kind: str = ""  # of the timeline

    @property
    def topic(self) -> str:
        """The topic it belongs to."""
        place = f"{self.table} {self.kind}".strip()
        return _PLACES.get(place) or _PLACES.get(self.table) or self.table.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Range:
    """A number with the range in which it may lie: `name` says of what, `values` are all it takes over the years."""

    name: str
    says: str
    unit: str
    values: tuple[float, ...]
    low: float
    high: float
    grade: str
    source: str

    @property
    def multiples(self) -> tuple[float, float]:
        """The range as multiples: its low end of the smallest value in use that is not 0, its high end of the largest;
        (0, inf) if all are 0."""
        if not any(self.values):
            return 0.0, float("inf")
        sign = 1.0 if max(self.values) > 0 else -1.0
        low, high = sorted((sign * self.low, sign * self.high))
        return low / min(sign * v for v in self.values if v), high / max(sign * v for v in self.values)

    @property
    def doubt(self) -> float:
        """Half the width of the range, as a multiple of the values in use."""
        low, high = self.multiples
        return (high - low) / 2


def read(name: str) -> Folder:
    """The folder of a shipped region; SystemExit with its errors if it has any."""
    errors = [p.text() for p in check(name) if p.severity == "error"]
    place = find(name)
    if errors or isinstance(place, Problem):
        raise SystemExit("\n".join(errors) or f"no region {name}")
    return read_folder(*place)


def weaker(one: str, other: str) -> str:
    """The less trustworthy of two grades."""
    return max(one, other, key=lambda grade: GRADES.index(grade) if grade in GRADES else -1)


def made(folder: Folder) -> dict[tuple[str, str], dict[str, str]]:
    """Rows of made.csv by table and column."""
    sheet = folder.sheets.get("made")
    rows = sheet.cells.to_dicts() if sheet else []
    return {(row["table"], row["column"]): row for row in rows}


def split(source: str) -> tuple[str, ...]:
    """Keys of a cell `key, page; key`."""
    return tuple(sorted({part.split(",")[0].strip() for part in source.split(";")} - {""}))


def ranges_of(sheet: Sheet) -> dict[str, str]:
    """Columns that bound another, each with the column it bounds: the number declared before it."""
    found: dict[str, str] = {}
    before = ""
    for column in sheet.columns.values():
        if re.fullmatch(r"(.*_)?(low|high)", column.name):
            found[column.name] = before
        elif column.numeric:
            before = column.name
    return found


def counted(sheet: Sheet) -> list[Column]:
    """Columns whose cells are numbers that go in: no keys and no bounds of other columns."""
    bounds = ranges_of(sheet)
    return [
        c for c in sheet.columns.values()
        if c.name in sheet.header and (c.numeric or c.name == CONTENT)
        and c.name not in sheet.model.key and c.name not in bounds
    ]  # fmt: skip


def numbers(folder: Folder) -> list[Number]:
    """Every number of the tables, the timeline and the parameters."""
    return [*_of_tables(folder), *_of_timeline(folder), *_of_parameters(folder)]


def _of_tables(folder: Folder) -> Iterable[Number]:
    how = made(folder)
    for name, sheet in folder.sheets.items():
        if "grade" not in sheet.header or "source" not in sheet.header or name in ("timeline", "made"):
            continue
        columns = counted(sheet)
        for row in sheet.cells.iter_rows(named=True):
            for column in columns:
                if row[column.name] == "":
                    continue
                grade = weaker(row["grade"], how.get((name, column.name), {}).get("grade", row["grade"]))
                one = Number(name, column.name, column.unit, grade, split(row["source"]))
                yield from [one] * (len(read_content(row[column.name])[0]) if column.name == CONTENT else 1)


def _of_timeline(folder: Folder) -> Iterable[Number]:
    for cause in folder.causes:
        if not isinstance(cause.value, str):
            yield Number("timeline", f"{cause.kind}", cause.unit, cause.grade, split(cause.source), cause.kind)


def _of_parameters(folder: Folder) -> Iterable[Number]:
    for name, parameter in given(folder).items():
        one = Number("parameters", name, parameter.unit, parameter.grade, split(parameter.source))
        yield from [one] * len(parameter.dated)


def given(folder: Folder) -> dict[str, Parameter]:
    """Parameters the region gives itself; those left to their defaults are not numbers of the folder."""
    toml = (folder.path / "parameters.toml").read_text("utf-8")
    heads = set(re.findall(r"^\[([^\]]+)\]", toml, re.MULTILINE))
    return {name: p for name, p in sorted(folder.parameters.items()) if name in heads}


def parameter_ranges(folder: Folder) -> list[Range]:
    """Ranges of the parameters that are given, with all values they take, those that the timeline sets included."""
    in_use = load(folder.path).parameters
    return [
        Range(name, p.says, p.unit, tuple(v for _, v in in_use[name].dated), p.low, p.high, p.grade, p.source)
        for name, p in given(folder).items()
    ]


def table_ranges(folder: Folder) -> list[Range]:
    """Ranges that stand beside a number in a table."""
    found = []
    for name, sheet in folder.sheets.items():
        bounds = ranges_of(sheet)
        for low, high in [(c, c[: -len("low")] + "high") for c in bounds if c.endswith("low")]:
            if low not in sheet.header or high not in sheet.header:
                continue
            column = sheet.columns[bounds[low]]
            for row in sheet.typed.iter_rows(named=True):
                if None in (row[low], row[high], row[column.name]):
                    continue
                key = ", ".join(str(row[k]).replace("_", " ") for k in sheet.model.key)
                found.append(Range(f"{name}.{column.name}", key, column.unit, (float(row[column.name]),),
                                   float(row[low]), float(row[high]), row["grade"], row["source"]))  # fmt: skip
    return found


def by_grade(of: Iterable[Number]) -> tuple[int, int, int]:
    """How many are measured, estimated, assumed."""
    count = Counter(n.grade for n in of)
    return count[GRADES[0]], count[GRADES[1]], count[GRADES[2]]


def titles(bibliography: dict[str, str]) -> dict[str, str]:
    """Title of every source, with its note."""
    found = {}
    for key, entry in bibliography.items():
        fields = re.finditer(r"(\w+)\s*=\s*\{(.*)\}\s*,?\s*$", entry, re.MULTILINE)
        told = {m[1].lower(): " ".join(m[2].split()) for m in fields}
        found[key] = ". ".join(part.strip("{}") for part in (told.get("title", key), told.get("note", "")) if part)
    return found
