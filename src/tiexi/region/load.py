"""`load` and `check`: a region from a folder, or everything that is wrong with it."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from tiexi.region import dates
from tiexi.region.cells import dtype
from tiexi.region.csvfile import Sheet
from tiexi.region.parameters import Parameter, overruled
from tiexi.region.policy import Policy, read_policy
from tiexi.region.problem import Problem, RegionError, did_you_mean, in_order, quoted
from tiexi.region.read import Folder, read_folder
from tiexi.region.schema import columns_of
from tiexi.region.settings import Settings
from tiexi.region.source import label_of, whole_file
from tiexi.region.tables import OBSERVED, POLICIES, SETTINGS, TABLES
from tiexi.region.timeline import Cause, path_of, value_of

_MEMBER = re.compile(r"(\w+)_(\d{3})")  # an enterprise of a group
_SHIPPED = Path(__file__).resolve().parent.parent / "regions"


@dataclass(frozen=True, eq=False)
class Region:
    """A checked region. `tables` are typed and sorted by key, so that the order of rows and files never matters;
    yes/no columns are Boolean, dates stay text, a missing optional table is an empty frame. `parameters` already
    hold what timeline and policies set. `policies` are those applied; `bibliography` holds sources.bib by key.
    """

    name: str
    folder: Path
    settings: Settings
    tables: dict[str, pl.DataFrame]
    parameters: dict[str, Parameter]
    timeline: list[Cause]
    policies: list[Policy] = field(default_factory=list)
    bibliography: dict[str, str] = field(default_factory=dict)

    @property
    def months(self) -> int:
        """Months simulated."""
        return self.settings.months

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Rows of a table in its canonical order; empty if the region has no such table."""
        frame = self.tables.get(table)
        return [] if frame is None or frame.is_empty() else list(frame.iter_rows(named=True))

    def index(self, date: str) -> int:
        """Month of a date, counted from the region's first."""
        return dates.index(date, self.settings.origin)

    def text(self, month: int) -> str:
        """`YYYY-MM` of a month."""
        return dates.text(month, self.settings.origin)

    def title(self, lang: str = "en") -> str:
        """Title in a language, in English if there is none."""
        return self.settings.title.get(lang) or self.settings.title["en"]

    @cached_property
    def _labels(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.tables["names"].iter_rows(named=True)}

    def name_of(self, kind: str, id: str, lang: str = "en") -> str:
        """Label of a thing in a language; in English, else made from the id, if there is none."""
        row = self._labels.get(f"{kind}:{id}", {})
        if not row and kind == "plant" and (member := _MEMBER.fullmatch(id)):
            return f"{self.name_of(kind, member[1], lang)} {int(member[2])}"
        plain = id.rsplit("/", 1)[-1].replace("_", " ")
        return str(row.get(lang) or row.get("en") or plain[:1].upper() + plain[1:])

    @cached_property
    def _paths(self) -> dict[tuple[str, str, str], list[tuple[int, Any]]]:
        slots: dict[tuple[str, str, str], list[Cause]] = {}
        for cause in self.timeline:
            slots.setdefault(cause.slot, []).append(cause)
        return {slot: path_of(causes, self.months) for slot, causes in slots.items()}

    def path(self, kind: str, target: str, track: str = "") -> list[tuple[int, Any]]:
        """Sorted (month, value) pairs of a kind and target, policies put in; empty if no row mentions it.

        `track` is `plan` or `market` for a price of one track. How the values run between the pairs is the `flow` of
        the kind; before the first pair its value stands.
        """
        return self._paths.get((kind, target, track), [])

    def value(self, kind: str, target: str, month: int, default: float = 0.0, track: str = "") -> float:
        """Value in a month, as the kind flows; `default` if no row mentions the target."""
        return value_of(self.path(kind, target, track), kind, month, default)

    def word(self, kind: str, target: str, month: int, default: str = "") -> str:
        """The word in force in a month, for kinds whose values are words (`regime`)."""
        before = [value for when, value in self.path(kind, target) if when <= month]
        return str(before[-1]) if before else default

    def targets(self, kind: str) -> list[str]:
        """Targets that rows of a kind mention, sorted."""
        return sorted({target for k, target, _ in self._paths if k == kind})

    @cached_property
    def digest(self) -> str:
        """blake2b over settings, sorted tables, parameters and causes; the order of rows and files does not enter."""
        state = hashlib.blake2b(digest_size=16)
        _feed(state, [self.settings.model_dump_json(by_alias=True)])
        for name, frame in sorted(self.tables.items()):
            for column in sorted(frame.columns):
                _feed(state, [name, column])
                _feed(state, frame[column].to_list())
        for parameter in self.parameters.values():
            _feed(state, [v for v in vars(parameter).values() if not isinstance(v, list)])
            _feed(state, [v for pair in parameter.dated for v in pair])
        for cause in self.timeline:
            _feed(state, [v for v in vars(cause).values() if not isinstance(v, tuple)])
            _feed(state, [v for term in cause.terms for v in term])
        return state.hexdigest()


def _feed(state: Any, values: Sequence[Any]) -> None:
    """Values with type and length, so that no two contents read alike; -0.0 counts as 0.0."""
    parts = [b"%d" % len(values)]
    for value in values:
        if isinstance(value, float):
            parts.append(b"f" + struct.pack("<d", value + 0.0))
        else:
            text = str(value).encode()
            parts.append(type(value).__name__[:1].encode() + b"%d:" % len(text) + text)
    state.update(b"".join(parts))


def shipped() -> list[str]:
    """Names of the regions that come with the package."""
    return sorted(p.parent.name for p in _SHIPPED.glob(f"*/{SETTINGS}"))


def find(name_or_path: str | Path) -> tuple[Path, str] | Problem:
    """Folder (or policy file) and its label in messages: a shipped name, else a path."""
    text = str(name_or_path)
    if text in shipped():
        return _SHIPPED / text, text
    try:
        exists = Path(text).exists()
    except OSError:
        exists = False
    if exists and text:
        return Path(text), label_of(text)
    if text.endswith(".toml"):
        return whole_file(label_of(text), "there is no such policy", "a policy is a file *.toml with [[row]] tables")
    hint = did_you_mean(text.rstrip("/").rsplit("/", 1)[-1] or "?", shipped(), "shipped regions")
    hint += "\na region is one of the shipped names (`tiexi regions`) or a folder"
    return whole_file(label_of(text) or "''", "there is no such region or folder", hint)


def check(name_or_path: str | Path) -> list[Problem]:
    """All problems of a region folder, or of a policy file by itself; nothing in either makes this raise."""
    found = find(name_or_path)
    if isinstance(found, Problem):
        return [found]
    path, label = found
    if path.is_dir():
        return read_folder(path, label).problems
    problems: list[Problem] = []
    if path.suffix == ".toml":
        read_policy(path, label, 0, None, problems)
    else:
        hint = "a region is a folder; a policy is a file that ends in .toml"
        problems.append(whole_file(label, "is neither a region folder nor a policy", hint))
    return in_order(problems)


def load(name_or_path: str | Path, policies: Sequence[Path | str] = ()) -> Region:
    """The region, with policies applied in the order given; a policy is a file or the name of one in the folder.

    Raises RegionError with every problem if there is an error; warnings do not stand in the way.
    """
    found = find(name_or_path)
    if isinstance(found, Problem):
        raise RegionError([found])
    path, label = found
    if not path.is_dir():
        raise RegionError([whole_file(label, "is not a folder", "a region is a folder; a policy goes to --policy")])
    folder = read_folder(path, label)
    problems = list(folder.problems)
    applied = [p for p in (_applied(folder, policy, problems) for policy in policies) if p]
    _contradictions(applied, problems)
    if any(p.severity == "error" for p in problems) or folder.settings is None:
        raise RegionError(in_order(problems))
    return _region(folder, folder.settings, applied)


def _applied(folder: Folder, policy: Path | str, problems: list[Problem]) -> Policy | None:
    path, text = Path(policy), str(policy)
    own = folder.path / POLICIES / f"{text.removesuffix('.toml')}.toml"
    try:
        if not path.exists() and own.is_file():
            path, text = own, folder.name_of(POLICIES, own.name)
        elif not path.exists():
            known = [p.stem for p in sorted((folder.path / POLICIES).glob("*.toml"))]
            hint = did_you_mean(path.stem, known, "policies of this region") or "give the path of a policy file"
            problems.append(whole_file(label_of(text), "there is no such policy", hint))
            return None
    except OSError as fault:
        problems.append(whole_file(label_of(text), f"cannot be read: {(fault.strerror or 'unknown').lower()}"))
        return None
    return read_policy(path, label_of(text), folder.origin, folder.names, problems)


def _contradictions(applied: list[Policy], problems: list[Problem]) -> None:
    seen: dict[tuple[object, ...], Policy] = {}
    for policy in applied:
        for cause in policy.causes:
            other = seen.setdefault((*cause.slot, cause.month), policy)
            if other is not policy:
                message = f"{cause.kind} of {cause.target} in {cause.date} is also set by policy {quoted(other.name)}"
                problems.append(whole_file(f"{policy.name}.toml", message, "two policies together may not contradict"))


def _region(folder: Folder, settings: Settings, applied: list[Policy]) -> Region:
    causes = folder.causes + [c for policy in applied for c in policy.causes]
    causes.sort(key=lambda c: (c.month, c.kind, c.target, c.unit, c.policy or "", str(c.value)))
    parameters = {}
    for name, parameter in folder.parameters.items():
        own = [c for c in causes if c.target == f"parameter:{name}"]
        by_region = [(c.month, float(c.value)) for c in own if c.policy is None]
        by_policy = [(c.month, float(c.value)) for c in own if c.policy is not None and c.month < settings.months]
        parameters[name] = overruled(overruled(parameter, by_region, final=False), by_policy, final=True)
    tables = {name: _frame(name, folder.sheets.get(name)) for name in TABLES if name != OBSERVED}
    tables[OBSERVED] = _observed(folder.observed)
    return Region(settings.name, folder.path, settings, tables, parameters, causes, applied, folder.bibliography)


def _frame(name: str, sheet: Sheet | None) -> pl.DataFrame:
    """A table in the order of its declaration, sorted by key."""
    model = TABLES[name]
    columns = columns_of(model)
    if sheet is None:
        return pl.DataFrame(schema={n: dtype(c) for n, c in columns.items()})
    further = sorted(n for n in sheet.typed.columns if n not in columns)
    frame = sheet.typed.select(*columns, *further)
    keys = [*model.key, *(n for n in columns if n not in model.key)]
    return frame.sort(keys)


def _observed(sheets: dict[str, Sheet]) -> pl.DataFrame:
    """All evidence in one frame; `file` names where a row stands."""
    frames = [
        _frame(OBSERVED, sheet).select(
            pl.lit(name.removeprefix("observed/").removesuffix(".csv")).alias("file"), pl.all()
        )
        for name, sheet in sorted(sheets.items())
    ]
    empty = _frame(OBSERVED, None).select(pl.lit("").alias("file"), pl.all())
    return pl.concat([empty, *frames])
