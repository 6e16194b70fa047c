"""A recorded run as the reports read it: the run folder and nothing else, taken as it was written.

Months are absolute here: year * 12 + month - 1, so that January 2000 is 24000.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.record.atomic import FolderError
from tiexi.record.writing import Writing
from tiexi.report import series

T = TypeVar("T")
GRAMS = 1e6  # in a tonne


def month_of(date: str) -> int:
    """Absolute month of `YYYY-MM`, or of `YYYY-MM-DD`: a day after the 15th counts for the month that follows."""
    month = int(date[:4]) * 12 + int(date[5:7]) - 1
    return month + (1 if len(date) > 7 and int(date[8:10]) > 15 else 0)


def absolute_months(dates: pl.Series) -> NDArray[np.int64]:
    """Absolute months of a column of YYYY-MM; -1 where it is empty."""
    year, of_year = (dates.str.slice(a, n).cast(pl.Int64, strict=False) for a, n in ((0, 4), (5, 2)))
    found: NDArray[np.int64] = (year * 12 + of_year - 1).fill_null(-1).to_numpy()
    return found


@dataclass(frozen=True)
class Cause:
    """A dated row of the region's timeline or of a policy."""

    month: int
    kind: str
    target: str
    value: str


@dataclass(frozen=True)
class Definition:
    """One definition of a yearbook series: from which month, and its sentence in each language."""

    start: int
    words: dict[str, str]


class Unreadable(FolderError):
    """The folder is no run folder, or lacks a file a report needs; the message says which."""


class Recorded:
    """A run folder, written or still being written. Tables are read when first asked for."""

    def __init__(self, run: Path | Writing) -> None:
        self._writing = run if isinstance(run, Writing) else None
        self.folder = run.folder if isinstance(run, Writing) else Path(run)
        self._tables: dict[str, list[dict[str, str]]] = {}
        self._made: dict[Callable[[Recorded], Any], Any] = {}
        self.facts: dict[str, Any] = self._writing.facts if self._writing else self._read()

    def _read(self) -> dict[str, Any]:
        """What run.json says."""
        try:
            facts: dict[str, Any] = json.loads((self.folder / "run.json").read_text("utf-8"))
            return facts
        except FileNotFoundError:
            raise Unreadable(f"{self.folder} is no run folder: it has no run.json") from None
        except ValueError as error:
            raise Unreadable(f"{self.folder / 'run.json'} cannot be read: {error}") from None

    def has(self, name: str) -> bool:
        """Whether the run has a Parquet table of that name; one that is being written is waited for."""
        if self._writing:
            self._writing.wait(name)
        return (self.folder / f"{name}.parquet").exists()

    def file(self, name: str) -> Path:
        """A Parquet table of the run; raises Unreadable if the run has none of that name."""
        if not self.has(name):
            raise Unreadable(f"{self.folder} has no {name}.parquet; make the run again with `tiexi run`")
        return self.folder / f"{name}.parquet"

    def scan(self, name: str) -> pl.LazyFrame:
        """The same, lazily."""
        return pl.scan_parquet(self.file(name))

    def table(self, name: str) -> pl.DataFrame:
        """The same, read whole."""
        return self.scan(name).collect()

    def region_table(self, name: str) -> list[dict[str, str]]:
        """Rows of a table of the region copy, all as text; empty if the region does not have it. Not to be changed."""
        if name not in self._tables:
            file = self.folder / "region" / f"{name}.csv"
            rows: list[dict[str, str]] = []
            if file.exists():
                with file.open(encoding="utf-8", newline="") as opened:
                    lines = csv.reader(opened)
                    head = next(lines, [])
                    rows = [
                        dict(zip_longest(head, map(str.strip, line[: len(head)]), fillvalue=""))
                        for line in lines
                        if line
                    ]
            self._tables[name] = rows
        return self._tables[name]

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The region's region.toml."""
        try:
            return tomllib.loads((self.folder / "region" / "region.toml").read_text("utf-8"))
        except FileNotFoundError:
            raise Unreadable(f"{self.folder} has no copy of its region (region/region.toml)") from None

    @cached_property
    def scale(self) -> int:
        """How many real persons one simulated person stands for."""
        return int(self.facts.get("scale", 1))

    @cached_property
    def first(self) -> int:
        """First month of the run."""
        return month_of(str(self.settings["first"]))

    @cached_property
    def last(self) -> int:
        """Last month that was run."""
        return self.first + int(self.facts["months"]) - 1

    @cached_property
    def rounds(self) -> int:
        """Rounds of production in a month."""
        return int(self.facts.get("rounds") or self.settings.get("rounds", 10))

    @cached_property
    def monthly(self) -> dict[series.Key, series.Track]:
        """Every series by observer, kind, variable and entity."""
        return series.read(self.file("series"), self.first, self.last)

    def of(self, kind: str, variable: str, observer: str = "camera") -> dict[str, series.Track]:
        """Every entity's track of a variable."""
        return self._by_variable.get((observer, kind, variable), {})

    @cached_property
    def _by_variable(self) -> dict[tuple[str, str, str], dict[str, series.Track]]:
        found: dict[tuple[str, str, str], dict[str, series.Track]] = {}
        for observer, kind, variable, entity in sorted(self.monthly):
            found.setdefault((observer, kind, variable), {})[entity] = self.monthly[observer, kind, variable, entity]
        return found

    def here(self, variable: str, observer: str = "camera") -> series.Track:
        """The region's track of a variable; empty if it was not recorded."""
        return next(iter(self.of("region", variable, observer).values()), series.NOTHING)

    def all(self, kind: str, variable: str) -> series.Track:
        """Sum of a variable over all entities of a kind."""
        return series.total(list(self.of(kind, variable).values()))

    def events_of(self, kind: str) -> pl.DataFrame:
        """Events of a kind that is not person, with the absolute month as `at`, in the order of the record."""
        return self._things.filter(pl.col("kind") == kind)

    @cached_property
    def _things(self) -> pl.DataFrame:
        return self._dated(self.scan("events").filter(pl.col("kind") != "person").collect())

    @cached_property
    def moves(self) -> pl.DataFrame:
        """Movements of goods (not of elements): month `at`, reason, item, from, to, amount, unit."""
        return self._dated(self.scan("matter").filter(pl.col("kind") == "good").drop("kind").collect())

    def _dated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with their absolute month as `at`."""
        return rows.with_columns(pl.Series("at", series.months_of(rows["month"], self.first, self.last)))

    @cached_property
    def people(self) -> pl.DataFrame:
        """The people followed, as they stand in the record."""
        return self.table("people")

    @cached_property
    def born(self) -> NDArray[np.int64]:
        """Month of birth of the people followed, in the order of `people`."""
        return absolute_months(self.people["born"])

    def once(self, make: Callable[[Recorded], T]) -> T:
        """What `make` makes of this run, made once."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @cached_property
    def closings(self) -> dict[int, set[str]]:
        """Plants closed for good, by month."""
        found: dict[int, set[str]] = {}
        closed = self.events_of("plant").filter(pl.col("event") == "bankrupt")
        for at, plant in closed.select("at", "who").iter_rows():
            found.setdefault(at, set()).add(plant)
        return found

    @cached_property
    def causes(self) -> list[Cause]:
        """Dated rows of the region's timeline, in order of dates."""
        rows = self.region_table("timeline")
        return sorted(
            (Cause(month_of(r["date"]), r["kind"], r["target"], r["value"]) for r in rows),
            key=lambda c: (c.month, c.kind, c.target, c.value),
        )

    @cached_property
    def policies(self) -> list[dict[str, Any]]:
        """Policies of the run, as they were given."""
        files = sorted((self.folder / "region" / "policies").glob("*.toml"))
        return [tomllib.loads(file.read_text("utf-8")) for file in files]

    def definitions(self, series: str) -> list[Definition]:
        """What the yearbook counts under a series, by date; empty if the region's yearbook does not have it."""
        rows = [r for r in self.settings.get("yearbook", []) if r["series"] == series]
        told = [Definition(month_of(r["from"]), {"en": r.get("text_en", ""), "zh": r.get("text_zh", "")}) for r in rows]
        return sorted(told, key=lambda d: d.start)

    @cached_property
    def _names(self) -> dict[str, dict[str, str]]:
        return {row["id"]: row for row in self.region_table("names")}

    def _label(self, kind: str, label: str, lang: str) -> str:
        row = self._names.get(f"{kind}:{label}", {})
        return row.get(lang) or row.get("en") or label.rsplit("/", 1)[-1].replace("_", " ")

    def name(self, kind: str, label: str, lang: str) -> str:
        """Name of a plant, workshop, good ... in a language, standing alone; its id if the region names it not."""
        name = self._label(kind, label, lang)
        return name[:1].upper() + name[1:] if f"{kind}:{label}" in self._names else name

    def inner(self, kind: str, label: str, lang: str) -> str:
        """The name as it stands inside a sentence: an English name that is no proper name begins small.

        A name written small in names.csv is none, whatever capitals follow: `shops of Pretty Girl Street`.
        """
        name = self._label(kind, label, lang)
        proper = any(c.isupper() or c.isdigit() for c in name[1:])
        return name if lang != "en" or proper else name[:1].lower() + name[1:]

    def solitary(self, workshop: str) -> bool:
        """Whether a workshop is the only one of its plant, so that naming the plant is enough."""
        plant = workshop.split("/")[0]
        return self._shops_of.get(plant, 0) == 1

    @cached_property
    def _shops_of(self) -> Counter[str]:
        return Counter(row["plant"] for row in self.region_table("workshops"))

    def title(self, lang: str) -> str:
        """Title of the region."""
        titles = self.settings.get("title", {})
        return str(titles.get(lang) or titles.get("en") or self.settings.get("name", ""))

    def parameter(self, name: str, month: int) -> float | None:
        """Value of a dated parameter in a month, as the run used it; None if it has none of that name."""
        found = self.facts.get("parameters", {}).get(name)
        if isinstance(found, dict):
            dated = sorted((month_of(str(k)), float(v)) for k, v in found.items())
            return next((v for start, v in reversed(dated) if start <= month), None)
        return None if found is None else float(found)
