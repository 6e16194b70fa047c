"""A CSV file as cells with their places: every cell knows its line and column, quoted line breaks included."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field

import polars as pl

from tiexi.region.problem import Problem, did_you_mean, nearest, quoted
from tiexi.region.schema import Column, Row, columns_of
from tiexi.region.source import Source

_LANGUAGE = re.compile(r"[a-z]{2}(_[A-Za-z]+)?")


@dataclass
class Sheet:
    """A parsed table. `cells` holds stripped text, one column each; `starts` and `ends` are the lines of each row.

    `ragged` rows have too few or too many cells: their keys count, but their cells are not checked further.
    `broken` says that the file could not be read to its end, so that a missing key proves nothing.
    """

    source: Source
    model: type[Row]
    cells: pl.DataFrame
    header: list[str]
    starts: list[int]
    ends: list[int]
    ragged: frozenset[int] = frozenset()
    broken: bool = False
    typed: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def columns(self) -> dict[str, Column]:
        return columns_of(self.model)

    def where(self, row: int, name: str) -> tuple[int, int, int]:
        """Line, column and width of a cell; of the whole row if the column is missing."""
        raw = self.source.lines[self.starts[row] - 1 : self.ends[row]]
        if name not in self.header:
            return self.starts[row], 1, len(raw[0])
        place = self.header.index(name)
        text = "\n".join(raw)
        found = spans(text)
        start, end = found[place] if place < len(found) else (len(text), len(text))
        inner = text[start:end]
        start += len(inner) - len(inner.lstrip())
        line = text.count("\n", 0, start)
        width = len(inner.strip().split("\n")[0])
        return self.starts[row] + line, start - text.rfind("\n", 0, start), max(1, width)

    def problem(self, row: int, name: str, message: str, hint: str = "", warning: bool = False) -> Problem:
        """A problem of one cell."""
        return self.source.problem(self.where(row, name), message, hint, "warning" if warning else "error")


def spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every cell of the raw text of one row."""
    found: list[tuple[int, int]] = []
    start, at, size = 0, 0, len(text)
    while True:
        if at < size and text[at] == '"':
            at += 1
            while at < size and not (text[at] == '"' and text[at + 1 : at + 2] != '"'):
                at += 2 if text[at] == '"' else 1
        comma = text.find(",", at)
        if comma < 0:
            found.append((start, size))
            return found
        found.append((start, comma))
        start = at = comma + 1


def parse(source: Source, model: type[Row], problems: list[Problem]) -> Sheet | None:
    """Rows of a file under its header. None if there is no usable header."""
    rows, starts, ends, broken = _rows(source, problems)
    if not rows:
        return None
    header = [name.strip() for name in rows.pop(0)]
    line = starts.pop(0)
    end = ends.pop(0)
    sheet = Sheet(source, model, pl.DataFrame(), header, starts, ends, broken=broken)
    if not _header(sheet, Sheet(source, model, pl.DataFrame(), header, [line], [end]), problems):
        return None
    sheet.ragged = _ragged(sheet, rows, problems)
    width = len(header)
    filled = [(row + [""] * width)[:width] for row in rows]
    columns = {name: [row[i].strip() for row in filled] for i, name in enumerate(header)}
    sheet.cells = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    if not rows and model.required and not broken:
        problems.append(source.problem((line, 1, 1), "has a header but no rows", "add at least one row"))
    return sheet


def _rows(source: Source, problems: list[Problem]) -> tuple[list[list[str]], list[int], list[int], bool]:
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    rows: list[list[str]] = []
    starts: list[int] = []
    ends: list[int] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                rows.append(cells)
                starts.append(line)
                ends.append(reader.line_num)
            line = reader.line_num + 1
    except csv.Error:
        problems.append(_quote(source, line))
        return rows, starts, ends, True
    return rows, starts, ends, False


def _quote(source: Source, line: int) -> Problem:
    """A quote that opens and does not close as it should, in the row that begins at `line`."""
    text = source.line(line)
    opened = [start for start, _ in spans(text) if text[start : start + 1] == '"']
    column = opened[-1] + 1 if opened else max(1, text.find('"') + 1)
    hint = 'close the quote before the next comma; a quote inside a quoted cell is written twice ("")'
    message = "a quote opens here and is not closed where the cell ends; the rows after it are not read"
    return source.problem((line, column, max(1, len(text) - column + 1)), message, hint)


def _header(sheet: Sheet, top: Sheet, problems: list[Problem]) -> bool:
    """Check the names of the columns; False if nothing further can be said about the file."""
    known, seen = sheet.columns, set[str]()
    header, first = sheet.header, top.starts[0]
    if len(header) == 1 and (mark := next((m for m in (";", "\t", "|") if m in header[0]), "")):
        name = "a tab" if mark == "\t" else quoted(mark)
        message = f"columns are separated by {name}, not by a comma"
        hint = "save the file as comma-separated CSV; decimals are written with a point"
        column = sheet.source.line(first).find(mark) + 1
        problems.append(sheet.source.problem((first, column, 1), message, hint))
        return False
    free = [name for name in known if name not in header]
    for place, name in enumerate(header):
        where = _header_cell(top, place)
        if name in seen:
            problems.append(sheet.source.problem(where, f"column {quoted(name)} stands twice", "remove one of them"))
        elif name not in known and not (sheet.model.languages and _LANGUAGE.fullmatch(name)):
            hint = did_you_mean(name, free or known, "columns of this file")
            problems.append(sheet.source.problem(where, f"unknown column {quoted(name)}", hint))
        seen.add(name)
    for name, declared in known.items():
        if declared.required and name not in seen:
            near = nearest(name, [h for h in header if h not in known])
            hint = f"{name}: {declared.meaning} – {declared.right()}" + (f"\nis it {quoted(near)}?" if near else "")
            end = len(sheet.source.line(first)) + 1
            problems.append(sheet.source.problem((first, end, 1), f"column {quoted(name)} is missing", hint))
    return len(seen) == len(header) and bool(seen & set(known))


def _header_cell(top: Sheet, place: int) -> tuple[int, int, int]:
    """Place of a header cell by position, since two may bear the same name."""
    names = top.header
    probe = Sheet(top.source, top.model, top.cells, [str(i) for i in range(len(names))], top.starts, top.ends)
    return probe.where(0, str(place))


def _ragged(sheet: Sheet, rows: list[list[str]], problems: list[Problem]) -> frozenset[int]:
    found: list[int] = []
    width, source = len(sheet.header), sheet.source
    for i, row in enumerate(rows):
        if len(row) == width:
            continue
        found.append(i)
        line = sheet.ends[i]
        last = i == len(rows) - 1 and not source.text.endswith(("\n", "\r"))
        if len(row) < width:
            where = (line, len(source.line(line)) + 1, 1)
            message = f"row has {len(row)} cells, the header has {width}" + (
                "; the file ends here as if it were cut off" if last else ""
            )
            hint = "missing from here: " + ", ".join(sheet.header[len(row) :])
        else:
            extra = spans("\n".join(source.lines[sheet.starts[i] - 1 : line]))[width][0]
            where = (sheet.starts[i], extra + 1, 1)
            message = f"row has {len(row)} cells, the header has {width}"
            hint = 'a cell that holds a comma is written in quotes: "a, b"'
        problems.append(source.problem(where, message, hint))
    return frozenset(found)
