"""Rows against each other: keys that must be unique, names that must exist, sources that must be listed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tiexi.region.cells import CAP
from tiexi.region.csvfile import Sheet
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.schema import GENERAL_KNOWLEDGE, Column
from tiexi.region.source import Source, source_line

_ENTRY = re.compile(r"@(\w+)\s*\{\s*([^,\s{}]*)\s*(,?)")


def check_links(sheets: dict[str, Sheet], missing: set[str], keys: set[str] | None, problems: list[Problem]) -> None:
    """Keys and references of all sheets. `missing` tables could not be read, so nothing is said about names in them;
    `keys` are those of sources.bib, None if it could not be read.
    """
    for sheet in sheets.values():
        if sheet.model.key and all(k in sheet.header for k in sheet.model.key):
            _unique(sheet, problems)
        for column in sheet.columns.values():
            if column.name not in sheet.header:
                continue
            if column.refers:
                _refers(sheet, column, sheets, missing, problems)
            elif column.kind == "source" and keys is not None:
                _sources(sheet, column.name, keys, problems)


def _unique(sheet: Sheet, problems: list[Problem]) -> None:
    keys = list(sheet.model.key)
    twice = sheet.typed.select(keys).is_duplicated()
    if not twice.any():
        return
    first: dict[tuple[object, ...], int] = {}
    for row in twice.arg_true():
        name = tuple(sheet.typed[key][row] for key in keys)
        if "" in name or None in name:
            continue
        if name not in first:
            first[name] = row
            continue
        what = ", ".join(f"{k} {quoted(str(v))}" for k, v in zip(keys, name, strict=True))
        message = f"{what} stands twice, first on line {sheet.starts[first[name]]}"
        problems.append(
            sheet.problem(row, keys[0], message, f"each {' + '.join(keys)} may stand once; remove or rename")
        )


def names_in(sheet: Sheet, column: str) -> set[str]:
    """All names of a column as read."""
    return set(sheet.cells[column].to_list()) - {""} if column in sheet.header else set()


def _refers(sheet: Sheet, column: Column, sheets: dict[str, Sheet], missing: set[str], problems: list[Problem]) -> None:
    table, _, name = column.refers.partition(".")
    if table in missing or (table in sheets and (sheets[table].broken or name not in sheets[table].header)):
        return
    known = names_in(sheets[table], name) if table in sheets else set()
    for row, word in _words(sheet, column, known):
        hint = did_you_mean(word, known, f"names in {table}.csv")
        problems.append(sheet.problem(row, column.name, f"{column.name} {quoted(word)} is not in {table}.csv", hint))


def _words(sheet: Sheet, column: Column, known: set[str]) -> Iterable[tuple[int, str]]:
    """Row and word of every name that is not among the known ones."""
    cells = sheet.cells[column.name].to_list()
    strange = set(cells) - known - {""}
    if not strange:
        return
    shown = 0
    for row, cell in enumerate(cells):
        if cell not in strange or row in sheet.ragged:
            continue
        for word in [w.strip() for w in cell.split(";")] if column.many else [cell]:
            if word and word not in known and (shown := shown + 1) <= CAP:
                yield row, word


def strange_keys(cell: str, keys: set[str]) -> list[str]:
    """Source keys of a cell (`key, page; key`) that the bibliography does not have."""
    used = [part.split(",")[0].strip() for part in cell.split(";")]
    return [key for key in used if key and key != GENERAL_KNOWLEDGE and key not in keys]


def _sources(sheet: Sheet, name: str, keys: set[str], problems: list[Problem]) -> None:
    cells = sheet.cells[name].to_list()
    strange = {c: s for c in set(cells) if (s := strange_keys(c, keys))}
    shown = 0
    for row in [r for r, cell in enumerate(cells) if cell in strange and r not in sheet.ragged] if strange else []:
        for key in strange[cells[row]]:
            if (shown := shown + 1) <= CAP:
                problems.append(sheet.problem(row, name, *unknown_source(key, keys)))


def unknown_source(key: str, keys: set[str]) -> tuple[str, str]:
    """Message and hint for a source that is not listed."""
    known = keys | {GENERAL_KNOWLEDGE}
    hint = did_you_mean(key, known, "known sources")
    return f"source {quoted(key)} is not in sources.bib", f"{hint}\nor add @misc{{{key}, title = ...}} to sources.bib"


def read_bibliography(source: Source, problems: list[Problem]) -> dict[str, str]:
    """Entries of a BibTeX file by key, as text. Duplicate and empty keys are errors."""
    entries: dict[str, str] = {}
    found = list(_ENTRY.finditer(source.text))
    if not found:
        problems.append(source.problem((1, 1, 1), "holds no entry", "an entry reads: @misc{key, title = {...}}"))
    for i, entry in enumerate(found):
        if entry[1].lower() in ("comment", "string", "preamble"):
            continue
        end = found[i + 1].start() if i + 1 < len(found) else len(source.text)
        body = source.text[entry.start() : end]
        line, column = source_line(source.text, entry.start(2))
        where = (line, column, max(1, len(entry[2])))
        if not entry[2] or not entry[3]:
            hint = "an entry reads: @misc{key, title = {...}}"
            problems.append(source.problem(where, "entry has no key followed by a comma", hint))
        elif entry[2] in entries:
            problems.append(source.problem(where, f"key {quoted(entry[2])} stands twice", "rename one of them"))
        elif body.count("{") != body.count("}"):
            hint = "every { needs its }; the entry reads: @misc{key, title = {...}}"
            problems.append(source.problem(where, f"braces of entry {quoted(entry[2])} do not match", hint))
        if entry[2]:
            entries.setdefault(entry[2], body.strip())
    return entries
