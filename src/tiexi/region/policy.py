"""Rows of the timeline and of policies, read into causes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiexi.region import dates
from tiexi.region.cells import CAP
from tiexi.region.csvfile import Sheet
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.source import read_source
from tiexi.region.timeline import ORDERS, PAYERS, RESERVED, Cause, Names, check_cause
from tiexi.region.tomlfile import Toml, kind_of, number, read_toml

_TERMS = ("notice_months", "order", "payer", "cost_per")
_TITLES = ("title", "title_zh")
_KEYS = ("date", "kind", "target", "value", "unit", "source", "grade", "note", *_TERMS)


@dataclass(frozen=True)
class Policy:
    """A policy: a title and dated rows, from the file `path`; `name` is the name of that file without .toml."""

    name: str
    title: str
    causes: tuple[Cause, ...]
    path: Path


def read_timeline(sheet: Sheet | None, origin: int, months: int, names: Names, problems: list[Problem]) -> list[Cause]:
    """Causes of timeline.csv, with everything that is wrong with them."""
    needed = {"date", "kind", "target", "value"}
    if sheet is None or not needed <= set(sheet.header):
        return []
    causes: list[Cause] = []
    seen: dict[tuple[object, ...], int] = {}
    shown = 0
    for row, cells in enumerate(sheet.typed.iter_rows(named=True)):
        if row in sheet.ragged or any(not cells[name] for name in needed):
            continue
        kind, target, value = cells["kind"], cells["target"], _value(cells["value"])
        if kind in RESERVED:
            message = f"no rule reads kind {quoted(kind)} yet; the row changes nothing"
            problems.append(sheet.problem(row, "kind", message, "remove it, or keep it as a note", True))
            continue
        faults = list(check_cause(kind, target, value, cells["unit"] or "", False, names))
        problems += [sheet.problem(row, column, message, hint) for column, message, hint in faults if shown < CAP]
        shown += len(faults)
        if dates.fault(cells["date"], days=True):
            continue
        when = dates.index(cells["date"], origin)
        note, unit = cells["note"] or "", cells["unit"] or ""
        cause = Cause(when, cells["date"], kind, target, value, unit, cells["source"] or "", cells["grade"] or "", note)
        if (slot := (*cause.slot, when)) in seen:
            message = _given_twice(cause, origin, sheet.starts[seen[slot]])
            problems.append(sheet.problem(row, "date", message, "keep one of the two, or give them different months"))
        seen.setdefault(slot, row)
        if when < 0 and kind in ("gift", "transfer", "war", "housing") and months:
            message = f"{kind} comes before the region's first month and never happens"
            problems.append(sheet.problem(row, "date", message, "move it, or remove it", True))
        if not faults:
            causes.append(cause)
    return causes


def _given_twice(cause: Cause, origin: int, line: int) -> str:
    month = dates.text(cause.month, origin) if origin else cause.date
    return f"{cause.kind} of {cause.target} is given twice for {month}, first on line {line}"


def _value(text: str) -> float | str:
    try:
        found = number(float(text)) if "_" not in text else None
    except ValueError:
        return text
    return text if found is None else found


def read_policy(path: Path, label: str, origin: int, names: Names | None, problems: list[Problem]) -> Policy | None:
    """A policy file. Without a region (`names` is None) targets are not looked up and months mean nothing."""
    before = len([p for p in problems if p.severity == "error"])
    source = read_source(path, label, problems)
    toml = read_toml(source, problems) if source else None
    if toml is None:
        return None
    for key in toml.data:
        if key not in (*_TITLES, "row"):
            near = did_you_mean(key, (*_TITLES, "row"), "a policy has title, title_zh and [[row]]")
            problems.append(toml.problem((key,), f"unknown key {quoted(key)}", near, key=True))
    title = toml.data.get("title")
    for key in _TITLES:
        text = toml.data.get(key)
        if (text is None and key == "title") or (text is not None and (not isinstance(text, str) or not text.strip())):
            message = f"{key} is missing" if text is None else f"{key} is not a text"
            hint = f'write {key} = "what the policy does"' + (", in Chinese" if key == "title_zh" else "")
            problems.append(toml.problem((key,), message, hint, key=text is None))
    rows = toml.data.get("row", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        problems.append(toml.problem(("row",), "row is not a list of tables", "begin each row with [[row]]", key=True))
        rows = []
    if not rows and "row" not in toml.data:
        problems.append(
            toml.source.problem((1, 1, 1), "policy has no rows", "add [[row]] with date, kind, target, value")
        )
    causes = [_row(toml, i, row, str(title), origin, names, problems) for i, row in enumerate(rows)]
    _twice(toml, causes, origin, problems)
    if len([p for p in problems if p.severity == "error"]) > before:
        return None
    return Policy(path.stem, str(title), tuple(c for c in causes if c), path)


def _twice(toml: Toml, causes: list[Cause | None], origin: int, problems: list[Problem]) -> None:
    seen: dict[tuple[object, ...], int] = {}
    for i, cause in enumerate(causes):
        if cause is None:
            continue
        slot = (*cause.slot, cause.month)
        if slot in seen:
            first = toml.where(("row", seen[slot], "date"))[0]
            message = _given_twice(cause, origin, first)
            problems.append(toml.problem(("row", i, "date"), message, "keep one of the two"))
        seen.setdefault(slot, i)


def _row(
    toml: Toml, i: int, row: Mapping[str, Any], title: str, origin: int, names: Names | None, problems: list[Problem]
) -> Cause | None:
    before = len(problems)

    def wrong(column: str, message: str, hint: str, key: bool = False) -> None:
        problems.append(toml.problem(("row", i, column), message, hint, key))

    for key in row:
        if key not in _KEYS:
            wrong(key, f"unknown key {quoted(key)}", did_you_mean(key, _KEYS, "keys of a row"), True)
    for key in ("date", "kind", "target", *(() if row.get("kind") == "close" else ("value",))):
        if key not in row:
            problems.append(toml.problem(("row", i), f"{key} is missing", f"add {key} = ... to this [[row]]", key=True))
    text: dict[str, str] = {}
    for key in _KEYS:
        value = row.get(key, "")
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            value = value.isoformat()
        if key in ("value", "notice_months"):
            continue
        if not isinstance(value, str):
            wrong(key, f"{key} is {kind_of(value)}, not text", f'write {key} = "..."')
        text[key] = value if isinstance(value, str) else ""
    for key in ("date", "kind", "target"):
        if row.get(key) == "":
            wrong(key, f"{key} is empty", f'write {key} = "..."')
    if text["date"] and (why := dates.fault(text["date"], days=True)):
        wrong("date", f"date {quoted(text['date'])} {why}", 'write date = "1996-01"')
    for column, words in (("order", ORDERS), ("payer", PAYERS)):
        if text[column] not in words:
            wrong(column, f"{column} cannot be {quoted(text[column])}", did_you_mean(text[column], words[1:]))
    if text["grade"] and text["grade"] not in ("measured", "estimated", "assumed"):
        wrong("grade", f"grade cannot be {quoted(text['grade'])}", "measured, estimated or assumed")
    notice = row.get("notice_months", 0)
    if number(notice) is None or notice < 0:
        wrong("notice_months", "notice_months is not a number of months", "write notice_months = 24")
    value = _policy_value(row.get("value", ""))
    if value is None:
        wrong("value", f"value is {kind_of(row['value'])}, not a number or text", "write a number")
    elif text["kind"] in RESERVED:
        wrong("kind", f"no rule reads kind {quoted(text['kind'])} yet", "remove the row")
    elif text["kind"] and text["target"]:
        for column, message, hint in check_cause(text["kind"], text["target"], value, text["unit"], True, names):
            wrong(column, message, hint)
    if len(problems) > before or value is None:
        return None
    if text["kind"] == "close" and value == "":
        value = text["date"]
    terms = tuple((k, text[k] if k in text else float(row[k])) for k in _TERMS if k in row)
    return Cause(
        dates.index(text["date"], origin), text["date"], text["kind"], text["target"], value, text["unit"],
        text["source"] or title, text["grade"] or "assumed", text["note"], title, terms,
    )  # fmt: skip


def _policy_value(value: Any) -> float | str | None:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value if isinstance(value, str) else number(value)
