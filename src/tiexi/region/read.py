"""A folder read whole: every file, every row, and every problem, in one pass and in a fixed order."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from tiexi.region import dates
from tiexi.region.cells import check_cells
from tiexi.region.csvfile import Sheet, parse
from tiexi.region.labels import check_made, check_names, named_things
from tiexi.region.links import check_links, read_bibliography
from tiexi.region.parameters import Parameter, read_parameters
from tiexi.region.policy import read_policy, read_timeline
from tiexi.region.problem import Problem, did_you_mean, in_order, quoted
from tiexi.region.rules import Things, check_currency, check_goods, check_heat, check_people, check_recipes, check_works
from tiexi.region.schema import Row
from tiexi.region.settings import Settings, read_settings
from tiexi.region.source import label_of, read_source, whole_file
from tiexi.region.supply import check_supply
from tiexi.region.tables import (
    BIBLIOGRAPHY,
    FILES,
    FOLDERS,
    OBSERVED,
    PARAMETERS,
    POLICIES,
    README,
    REQUIRED,
    SETTINGS,
    TABLES,
)  # fmt: skip
from tiexi.region.timeline import Cause, Names
from tiexi.region.tomlfile import Toml, read_toml

_SOME_MONTH = dates.total("1900-01")  # stands in where region.toml cannot be read


@dataclass
class Folder:
    """What was read, complete only if no problem is an error."""

    path: Path
    label: str
    problems: list[Problem] = field(default_factory=list)
    settings: Settings | None = None
    sheets: dict[str, Sheet] = field(default_factory=dict)
    observed: dict[str, Sheet] = field(default_factory=dict)
    bibliography: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    causes: list[Cause] = field(default_factory=list)
    names: Names | None = None

    @property
    def origin(self) -> int:
        return self.settings.origin if self.settings else _SOME_MONTH

    def name_of(self, *parts: str) -> str:
        """Label of a file in messages."""
        return label_of("/".join((self.label, *parts)))

    def has(self, name: str) -> bool:
        return os.path.lexists(self.path / name)


def read_folder(path: Path, label: str) -> Folder:
    """Read everything; raises nothing for anything a folder may hold."""
    folder = Folder(path, label.rstrip("/") or "/")
    problems = folder.problems
    listed = _listing(folder)
    if listed is None:
        return folder
    if toml := _toml(folder, SETTINGS):
        folder.settings = read_settings(toml, problems)
    keys = _bibliography(folder)
    unread = _tables(folder, listed)
    check_links({**folder.sheets, **folder.observed}, unread, keys, problems)
    things = _rules(folder)
    check_heat(folder.settings, things, toml, problems)
    parameters = _toml(folder, PARAMETERS)
    if parameters:
        money = folder.settings.money.unit if folder.settings else "yuan"
        folder.parameters = read_parameters(parameters, folder.origin, keys, problems, money)
    folder.names = _names(folder, things, parameters)
    months = folder.settings.months if folder.settings else 0
    folder.causes = read_timeline(folder.sheets.get("timeline"), folder.origin, months, folder.names, problems)
    if folder.has(README):
        read_source(path / README, folder.name_of(README), problems)
    for name in _inside(folder, POLICIES, ".toml"):
        read_policy(path / POLICIES / name, folder.name_of(POLICIES, name), folder.origin, folder.names, problems)
    if not any(p.severity == "error" for p in problems):  # what follows is for folders that could run
        check_supply(folder.sheets, problems)
    folder.problems = in_order(problems)
    return folder


def _listing(folder: Folder) -> set[str] | None:
    """Names in the folder; reports unknown and missing ones. None if it cannot be listed."""
    try:
        with os.scandir(folder.path) as entries:
            found = {e.name: e.is_dir() for e in entries if not e.name.startswith(".")}
    except OSError as fault:
        message = f"cannot be listed: {(fault.strerror or 'unknown reason').lower()}"
        folder.problems.append(whole_file(folder.name_of(), message, "check that it is a folder that may be read"))
        return None
    if not set(found) & set(FILES) - {README}:  # some other folder: its files are no business of ours
        hint = f"a region holds {', '.join(REQUIRED[:4])}, ...\n`tiexi new` makes a folder that has all of them"
        folder.problems.append(whole_file(folder.name_of(), "is no region: none of its files belongs to one", hint))
        return None
    free = {n for n in (*FILES, *FOLDERS) if n not in found}
    for name, is_folder in sorted(found.items()):
        if name in FILES:
            continue
        if name in FOLDERS and not is_folder:
            hint = f"{name}/ is a folder: {FOLDERS[name]}"
            folder.problems.append(whole_file(folder.name_of(name), "is a file where a folder should be", hint))
        elif name not in FOLDERS:
            what = "folder" if is_folder else "file"
            hint = did_you_mean(name, free, "names that may still stand here") or "remove it"
            folder.problems.append(whole_file(folder.name_of(name), f"unknown {what} {quoted(name)}", hint))
    for name in REQUIRED:
        if name not in found:
            hint = f"{name}: {FILES[name]}\n`tiexi new` makes a folder that has all of them"
            folder.problems.append(whole_file(folder.name_of(name), "is missing", hint))
    return set(found)


def _inside(folder: Folder, name: str, suffix: str) -> list[str]:
    """Sorted files of a subfolder; reports those that do not belong there."""
    path = folder.path / name
    if not path.is_dir():
        return []
    try:
        found = sorted(e for e in os.listdir(path) if not e.startswith("."))
    except OSError as fault:
        message = f"cannot be listed: {(fault.strerror or 'unknown reason').lower()}"
        folder.problems.append(whole_file(folder.name_of(name), message, "check that it may be read"))
        return []
    for entry in found:
        if not entry.endswith(suffix):
            hint = f"{name}/ holds {FOLDERS[name]}"
            folder.problems.append(whole_file(folder.name_of(name, entry), f"unknown file {quoted(entry)}", hint))
    return [entry for entry in found if entry.endswith(suffix)]


def _toml(folder: Folder, name: str) -> Toml | None:
    if not folder.has(name):
        return None
    source = read_source(folder.path / name, folder.name_of(name), folder.problems)
    return read_toml(source, folder.problems) if source else None


def _bibliography(folder: Folder) -> set[str] | None:
    """Keys of sources.bib: none if there is no such file, None if it cannot be read."""
    if not folder.has(BIBLIOGRAPHY):
        return set()
    source = read_source(folder.path / BIBLIOGRAPHY, folder.name_of(BIBLIOGRAPHY), folder.problems)
    if source is None:
        return None
    folder.bibliography = read_bibliography(source, folder.problems)
    return set(folder.bibliography)


def _tables(folder: Folder, listed: set[str]) -> set[str]:
    """Parse and check every table; returns the tables about whose rows nothing can be said."""
    unread: set[str] = set()
    for name, model in TABLES.items():
        if name == OBSERVED:
            continue
        if model.file not in listed:
            if model.required:
                unread.add(name)
        elif sheet := _table(folder, model, model.file):
            folder.sheets[name] = sheet
        else:
            unread.add(name)
    for entry in _inside(folder, OBSERVED, ".csv"):
        if sheet := _table(folder, TABLES[OBSERVED], f"{OBSERVED}/{entry}"):
            folder.observed[f"{OBSERVED}/{entry}"] = sheet
    return unread


def _table(folder: Folder, model: type[Row], name: str) -> Sheet | None:
    source = read_source(folder.path / name, folder.name_of(name), folder.problems)
    sheet = parse(source, model, folder.problems) if source else None
    if sheet:
        check_cells(sheet, folder.problems)
    return sheet


def _rules(folder: Folder) -> Things:
    sheets, settings, problems = folder.sheets, folder.settings, folder.problems
    things = check_goods(sheets.get("goods"), settings, problems)
    check_recipes(sheets.get("recipes"), things, problems)
    check_works(sheets, things, problems)
    check_people(sheets, settings, problems)
    check_currency(sheets.get("currency"), problems)
    check_names(sheets.get("names"), named_things(sheets, settings), problems)
    check_made(sheets.get("made"), sheets, problems)
    return things


def _names(folder: Folder, things: Things, parameters: Toml | None) -> Names:
    named = named_things(folder.sheets, folder.settings)
    by_prefix = {k: named[k] for k in ("plant", "sector", "good", "street")}
    by_prefix |= {"stacks": named["plant"], "approval": named["plant"]}
    # A parameter that could not be read is not called unknown: its own problem has been reported.
    errors = any(p.file == folder.name_of(PARAMETERS) and p.severity == "error" for p in folder.problems)
    by_prefix["parameter"] = None if parameters is None or errors else set(folder.parameters)
    ranges = {name: (p.low, p.high) for name, p in folder.parameters.items()}
    money = folder.settings.money.unit if folder.settings else ""
    return Names(by_prefix, ranges, things.matter, money)
