"""A finished run, opened for reading."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import xxhash

from tiexi.record import accounts
from tiexi.record.atomic import FolderError
from tiexi.record.folder import BEGUN, FINISHED
from tiexi.record.names import key_text
from tiexi.record.schema import FILES

FORMAT = 1  # of the run folder and its checkpoints; raised when an older program could not read a newer folder
DESCRIPTOR = "datapackage.json"


class RunError(FolderError):
    """A folder is no run, or not a whole one; the message is one plain sentence for the user."""


@dataclass(frozen=True)
class Life:
    """What the record knows of one person: the row of `people`, years, spells (if sampled) and events."""

    key: int
    person: dict[str, Any]
    years: pl.DataFrame
    spells: pl.DataFrame
    events: pl.DataFrame


class Run:
    """A run folder: `facts` is run.json; tables are read when they are first asked for."""

    def __init__(self, folder: Path, facts: dict[str, Any]) -> None:
        self.folder = folder
        self.facts = facts

    @classmethod
    def open(cls, path: str | Path) -> Run:
        """Open a run folder; raises RunError if it is none, unfinished, of another format or incomplete."""
        folder = Path(path)
        run = cls(folder, _facts(folder))
        for name, size in run._sizes().items():
            file = folder / name
            if not file.exists():
                raise RunError(f"{folder} is incomplete: {name} is missing")
            if file.stat().st_size != size:
                raise RunError(f"{file} is damaged: it has {file.stat().st_size} bytes and should have {size}")
        return run

    def verify(self) -> None:
        """Compare every table with the digest written beside it; raises RunError for the first that differs."""
        for resource in self._resources():
            file = self.folder / resource["path"]
            if f"xxh3:{file_digest(file)}" != resource["hash"]:
                raise RunError(f"{file} is damaged: its content is not what was written")

    @cached_property
    def series(self) -> pl.DataFrame:
        """Series of camera and yearbook (month, kind, entity, variable, value, unit, observer)."""
        return self.table("series").collect()

    @property
    def events(self) -> pl.LazyFrame:
        """Events, lazily."""
        return self.table("events")

    @property
    def panel(self) -> pl.LazyFrame:
        """Years of the people followed, lazily."""
        return self.table("panel")

    @property
    def people(self) -> pl.LazyFrame:
        """The people followed, lazily."""
        return self.table("people")

    @property
    def lives(self) -> pl.LazyFrame:
        """Spells of the sampled lives, lazily."""
        return self.table("lives")

    @cached_property
    def ledger(self) -> pl.DataFrame:
        """Payments by month, reason, payer and payee."""
        return self.table("ledger").collect()

    @cached_property
    def matter(self) -> pl.DataFrame:
        """Movements of goods and elements by month."""
        return self.table("matter").collect()

    def sam(self, first: str, last: str | None = None) -> pl.DataFrame:
        """Social accounting matrix of a period (`YYYY` or `YYYY-MM`, both ends within), see `record.accounts`.

        `account` and a column for each account, in whole coins: rows receive, columns pay. Raises RunError for a
        period that is none of the run's.
        """
        return accounts.social_accounting(*(self._within(name, first, last) for name in ("dealings", "ledger")))

    def supply_use(self, first: str, last: str | None = None) -> pl.DataFrame:
        """Physical supply-use table of a period, a row for each good, in whole g or units, see `record.accounts`."""
        return accounts.supply_use(*(self._within(name, first, last) for name in ("work", "matter")))

    def _within(self, name: str, first: str, last: str | None) -> pl.DataFrame:
        """Rows of a table with months from `first` to `last`; a run of an older version lacks the table."""
        begin, end = period(first, last, str(self.facts["first"]), str(self.facts["last"]))
        if not (self.folder / f"{name}.parquet").exists():
            raise RunError(f"{self.folder} has no {name}.parquet: its version kept no accounts; run it again")
        return self.table(name).filter(pl.col("month").is_between(pl.lit(begin), pl.lit(end))).collect()

    def table(self, name: str) -> pl.LazyFrame:
        """A table of the folder by name, lazily; raises KeyError for a name no run has."""
        if name not in FILES:
            raise KeyError(f"a run has no table {name!r}; it has {', '.join(FILES)}")
        return pl.scan_parquet(self.folder / f"{name}.parquet")

    def life(self, key: int | str) -> Life:
        """One person's life, by key (a number or sixteen hexadecimal digits); raises RunError if not followed."""
        number = _key(key)
        mine = pl.col("key") == number
        person = self.people.filter(mine).collect()
        if person.is_empty():
            raise RunError(
                f"{self.folder} does not follow the person {key_text(number)}; run again with this key to film them"
            )
        who = (pl.col("kind") == "person") & (pl.col("who") == key_text(number))
        return Life(
            number,
            person.row(0, named=True),
            self.panel.filter(mine).sort("year").collect(),
            self.lives.filter(mine).sort("from").collect(),
            self.events.filter(who).collect(),
        )

    def _sizes(self) -> dict[str, int]:
        return {resource["path"]: int(resource["bytes"]) for resource in self._resources()}

    def _resources(self) -> list[dict[str, Any]]:
        try:
            return list(json.loads((self.folder / DESCRIPTOR).read_text("utf-8"))["resources"])
        except (OSError, ValueError, KeyError, TypeError):
            raise RunError(f"{self.folder / DESCRIPTOR} is missing or damaged") from None


def period(first: str, last: str | None, begins: str, ends: str) -> tuple[str, str]:
    """First and last month of a period given as `YYYY` or `YYYY-MM`; `last` is `first` if it is not given.

    `begins` and `ends` are the first and last month of the run. Raises RunError for what is no date, for a period
    that ends before it begins, and for one that is not wholly within the run.
    """
    for date in (first, last or first):
        if not re.fullmatch(r"[0-9]{4}(-(0[1-9]|1[0-2]))?", date):
            raise RunError(f"{date!r} is no year or month; write 1985 or 1985-12")
    begin, end = (
        date if len(date) == 7 else f"{date}{month}" for date, month in ((first, "-01"), (last or first, "-12"))
    )
    if begin > end:
        raise RunError(f"the period ends ({end}) before it begins ({begin})")
    if begin < begins or end > ends:
        raise RunError(f"{begin} to {end} is not wholly within the run, which goes from {begins} to {ends}")
    return begin, end


def file_digest(path: Path) -> str:
    """xxh3-128 of a file's content."""
    digest = xxhash.xxh3_128()
    with path.open("rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def _key(key: int | str) -> int:
    try:
        number = int(key, 16) if isinstance(key, str) else int(key)
    except ValueError:
        number = -1
    if not 0 <= number < 2**64:
        raise RunError(f"{key!r} is not the key of a person (sixteen hexadecimal digits)")
    return number


def _facts(folder: Path) -> dict[str, Any]:
    try:
        facts = json.loads((folder / FINISHED).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        if (folder / BEGUN).exists():
            raise RunError(f"the run in {folder} is not finished; continue it with --resume --out {folder}") from None
        what = f"{folder} is no run folder: it has no {FINISHED}" if folder.exists() else f"there is no folder {folder}"
        raise RunError(what) from None
    except OSError as error:
        raise RunError(f"{folder / FINISHED} cannot be read: {error.strerror}") from None
    except ValueError:
        raise RunError(f"{folder / FINISHED} is damaged: it is not readable as JSON") from None
    if not isinstance(facts, dict) or "format" not in facts:
        raise RunError(f"{folder / FINISHED} is not that of a run of tiexi")
    if facts["format"] != FORMAT:
        raise RunError(
            f"{folder} was written by tiexi {facts.get('version', 'of another version')} in format {facts['format']}; "
            f"this version reads format {FORMAT}: run it again"
        )
    return facts
