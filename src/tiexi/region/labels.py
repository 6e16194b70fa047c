"""names.csv and made.csv: labels that name something, and how every number was made."""

from __future__ import annotations

from tiexi.region.csvfile import Sheet
from tiexi.region.links import names_in
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.settings import Settings
from tiexi.region.tables import TABLES

_GRADES = ("measured", "estimated", "assumed")  # best first
_BEST = {"derived": "estimated", "synthesised": "estimated", "borrowed": "assumed", "assumed": "assumed"}
_UNMADE = ("names", "observed", "made", "timeline")  # labels, evidence, and values that stand row by row


def named_things(sheets: dict[str, Sheet], settings: Settings | None) -> dict[str, set[str] | None]:
    """What can bear a label, by kind; None if the table could not be read to its end."""

    def of(table: str, column: str) -> set[str] | None:
        sheet = sheets.get(table)
        return None if sheet is None or sheet.broken or column not in sheet.header else names_in(sheet, column)

    shops = sheets.get("workshops")
    full: set[str] | None = None
    if shops and not shops.broken and {"plant", "workshop"} <= set(shops.header):
        full = {f"{plant}/{shop}" for plant, shop in shops.cells.select("plant", "workshop").iter_rows()}
    return {
        "region": {settings.name} if settings else None,
        "plant": of("plants", "plant"),
        "workshop": full,
        "sector": of("plants", "sector"),
        "owner": of("plants", "owner"),
        "chain": of("workshops", "chain"),
        "street": of("streets", "street"),
        "area": of("streets", "area"),
        "good": of("goods", "good"),
        "recipe": of("recipes", "recipe"),
        "occupation": of("occupations", "occupation"),
        "cohort": of("people", "cohort"),
        "element": set(settings.elements) if settings else None,
        "money": {settings.money.unit} if settings else None,
    }


def check_names(sheet: Sheet | None, things: dict[str, set[str] | None], problems: list[Problem]) -> None:
    """Every label names something that is there."""
    if sheet is None or "id" not in sheet.header:
        return
    for row, label in enumerate(sheet.cells["id"].to_list()):
        kind, colon, name = label.partition(":")
        if row in sheet.ragged or not label:
            continue
        if kind not in things or not colon:
            hint = did_you_mean(kind, things, "kinds") + "\nan id reads kind:name, as in plant:smelter"
            problems.append(sheet.problem(row, "id", f"{quoted(label)} does not begin with a known kind", hint))
            continue
        known = things[kind]
        if known is not None and name not in known:
            hint = did_you_mean(name, known, f"known as {kind}")
            problems.append(sheet.problem(row, "id", f"there is no {kind} {quoted(name)}", hint))


def check_made(sheet: Sheet | None, sheets: dict[str, Sheet], problems: list[Problem]) -> None:
    """Rows name columns that exist, grades fit, and no numeric column of a present table is left out."""
    if sheet is None or sheet.broken or not {"table", "column", "made", "grade"} <= set(sheet.header):
        return
    said: set[tuple[str, str]] = set()
    for row, made in enumerate(sheet.typed.iter_rows(named=True)):
        table, column = made["table"], made["column"]
        said.add((table, column))
        if row in sheet.ragged or not table or not column:
            continue
        if table not in (*TABLES, "parameters"):
            hint = did_you_mean(table, (*TABLES, "parameters"), "tables")
            problems.append(sheet.problem(row, "table", f"there is no table {quoted(table)}", hint))
        elif table in sheets and column not in sheets[table].columns:
            hint = did_you_mean(column, sheets[table].columns, f"columns of {table}")
            problems.append(sheet.problem(row, "column", f"{table} has no column {quoted(column)}", hint))
        best = _BEST.get(made["made"] or "", "measured")
        if made["grade"] in _GRADES and _GRADES.index(made["grade"]) < _GRADES.index(best):
            message = f"what is {made['made']} is {best} at best, not {made['grade']}"
            problems.append(sheet.problem(row, "grade", message, f"write {best}"))
    for name, other in sheets.items():
        numbers = [c.name for c in other.columns.values() if c.numeric and c.name in other.header]
        for column in numbers if name not in _UNMADE else []:
            if (name, column) not in said and column not in other.model.key:
                message = f"does not say how {name}.{column} was made"
                row_text = f"add the row: {name},{column},assumed,how it was made,assumed"
                problems.append(sheet.source.problem((1, 1, 1), message, row_text))
