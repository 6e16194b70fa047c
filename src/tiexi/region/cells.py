"""Cells against their declarations: Polars finds the failing rows of whole columns, pydantic explains them."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
from pydantic import ValidationError

from tiexi.region.csvfile import Sheet
from tiexi.region.dates import EARLIEST, LATEST
from tiexi.region.problem import Problem, did_you_mean, printable, quoted
from tiexi.region.schema import ID, Column

CAP = 50  # faults of one kind in one column that are shown in full
_ID = re.compile(ID)
_DTYPES: dict[str, type[pl.DataType]] = {"whole": pl.Int64, "number": pl.Float64, "yes_no": pl.Boolean}


def dtype(column: Column) -> type[pl.DataType]:
    """Polars type of a column once read."""
    return _DTYPES.get(column.kind, pl.String)


def check_cells(sheet: Sheet, problems: list[Problem]) -> None:
    """Report every cell that does not fit its declaration, and set `sheet.typed` (failing cells are null)."""
    columns = {n: c for n, c in sheet.columns.items() if n in sheet.header}
    texts = [n for n in sheet.header if n not in columns]
    required = [n for n, c in columns.items() if c.required]
    found = sheet.cells.select(
        *[(pl.col(n) == "").alias(f"empty {n}") for n in required],
        *[(~_fits(c) & (pl.col(n) != "")).alias(f"wrong {n}") for n, c in columns.items()],
        *[_typed(c).alias(n) for n, c in columns.items()], *[pl.lit(c.default, dtype(c)).alias(n)
          for n, c in sheet.columns.items() if n not in columns], *texts,
    )  # fmt: skip
    masks = found.get_columns()[: len(required) + len(columns)]
    sheet.typed = pl.DataFrame(found.get_columns()[len(masks) :])
    failing: dict[int, set[str]] = {}
    for mask in masks:
        if mask.any():
            for row in mask.arg_true():
                failing.setdefault(row, set()).add(mask.name.partition(" ")[2])
    _explain_all(sheet, failing, columns, problems)


def _explain_all(
    sheet: Sheet, failing: dict[int, set[str]], columns: dict[str, Column], problems: list[Problem]
) -> None:
    shown: dict[str, int] = {}
    for row in sorted(failing.keys() - sheet.ragged):
        bad = [n for n in columns if n in failing[row]]
        for name in bad:
            shown[name] = shown.get(name, 0) + 1
        if over := all(shown[name] > CAP for name in bad):
            continue
        why = {} if over else explain(sheet, row)
        problems += [_problem(sheet, row, columns[n], why.get(n)) for n in bad if shown[n] <= CAP]
    for name, count in shown.items():
        if count > CAP:
            problems.append(sheet.source.problem((1, 1, 1), f"{count - CAP} more cells of column {name} are wrong"))


def explain(sheet: Sheet, row: int) -> dict[str, tuple[str, dict[str, Any]]]:
    """What pydantic says about a row: type and context of the error of each failing column."""
    cells = {n: v for n, v in sheet.cells.row(row, named=True).items() if v != "" and n in sheet.columns}
    try:
        sheet.model.model_validate(cells)
    except ValidationError as fault:
        found = fault.errors(include_url=False, include_input=False)
        return {str(e["loc"][0]): (e["type"], dict(e.get("ctx", {}))) for e in reversed(found) if e["loc"]}
    return {}


def _problem(sheet: Sheet, row: int, column: Column, why: tuple[str, dict[str, Any]] | None) -> Problem:
    name = column.name
    value = sheet.cells[name][row]
    hint = f"{name}: {column.right()}"
    if value == "":
        return sheet.problem(row, name, f"{name} is empty", hint)
    kind, context = why or ("", {})
    limits = {
        "greater_than_equal": ("must be at least", "ge"),
        "less_than_equal": ("must be at most", "le"),
        "greater_than": ("must be above", "gt"),
    }
    if kind in limits:
        words, key = limits[kind]
        return sheet.problem(row, name, f"{name} {words} {float(context[key]):.15g}, read {quoted(value)}", hint)
    if kind == "value_error":
        return sheet.problem(row, name, f"{name} {quoted(value)} {context['error']}", hint)
    if column.numeric:
        what = "a whole number" if column.kind == "whole" else "a finite number"
        return sheet.problem(row, name, f"{name} {quoted(value)} is not {what}", _mended(value) + hint)
    if column.kind == "choice":
        near = did_you_mean(value, column.choices)
        return sheet.problem(
            row, name, f"{name} cannot be {quoted(value)}", near if "?" not in near else f"{near}\n{hint}"
        )
    if column.kind == "yes_no":
        return sheet.problem(row, name, f"{name} {quoted(value)} is neither yes nor no", hint)
    return sheet.problem(
        row, name, f"{name} {quoted(value)} is not an id", as_id(value) + f"{name}: an id is {_ID_WORDS}"
    )


_ID_WORDS = "lower case letters, digits and _, starting with a letter"


def as_id(value: str) -> str:
    """A hint with the id that a label probably means, or an empty string."""
    made = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")
    return f"write {printable(made)}\n" if _ID.fullmatch(made) and made != value else ""


def _mended(value: str) -> str:
    """A hint for numbers written with a decimal comma, thousands separators or a per cent sign."""
    plain = value.replace(" ", "").replace("\u00a0", "").replace("_", "").replace("'", "")
    number = r"[+-]?\d+(\.\d+)?"
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", plain, re.ASCII):
        return f"write {printable(plain.replace(',', ''))}, without separators\n"
    if re.fullmatch(r"[+-]?\d+,\d+", plain, re.ASCII):
        return f"write {printable(plain.replace(',', '.'))}, with a decimal point\n"
    if plain.endswith("%") and re.fullmatch(number, plain[:-1], re.ASCII) and len(plain) < 20:
        return f"write {float(plain[:-1]) / 100:.10g}, as a share\n"
    if plain != value and re.fullmatch(number, plain, re.ASCII):
        return f"write {printable(plain)}, without separators\n"
    return ""


def _typed(column: Column) -> pl.Expr:
    cell = pl.col(column.name)
    if column.kind == "whole":
        value = cell.str.strip_prefix("+").cast(pl.Int64, strict=False)
    elif column.kind == "number":
        value = cell.cast(pl.Float64, strict=False)
    elif column.kind == "yes_no":
        value = pl.when(cell == "yes").then(True).when(cell == "no").then(False).otherwise(None)
    else:
        value = cell
    if column.required or column.default is None or column.default == "":
        return value
    return pl.when(cell == "").then(pl.lit(column.default)).otherwise(value)


def _fits(column: Column) -> pl.Expr:
    """True where a cell that is not empty fits its declaration."""
    cell = pl.col(column.name)
    if column.kind == "id":
        form = f"^{ID}( *; *{ID})*$" if column.many else f"^{ID}$"
        return cell.str.contains(form)
    if column.kind == "choice":
        return cell.is_in(list(column.choices))
    if column.kind == "yes_no":
        return cell.is_in(["yes", "no"])
    if column.kind in ("month", "date"):
        return _dated(cell, column.kind == "date")
    if not column.numeric:
        return pl.lit(True)
    fits = cell.str.contains(r"^[+-]?[0-9]+$") if column.kind == "whole" else pl.lit(True)
    value = _typed(column)
    if column.kind == "number":
        fits = fits & value.is_finite()
    for limit, compare in ((column.low, pl.Expr.ge), (column.high, pl.Expr.le), (column.above, pl.Expr.gt)):
        if limit is not None:
            fits = fits & compare(value, limit)
    return fits.fill_null(False) & value.is_not_null()


def _dated(cell: pl.Expr, days: bool) -> pl.Expr:
    form = r"^[0-9]{4}-(0[1-9]|1[0-2])" + ("(-[0-9]{2})?$" if days else "$")
    fits = cell.str.contains(form)
    year = cell.str.slice(0, 4).cast(pl.Int32, strict=False)
    fits = fits & year.is_between(EARLIEST, LATEST)
    if days:
        exists = cell.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        fits = fits & ((cell.str.len_chars() == 7) | exists)
    return fits.fill_null(False)
