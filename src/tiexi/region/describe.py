"""What the declarations say, for readers and for machines: documentation, `tiexi explain`, a Data Package."""

from __future__ import annotations

from typing import Any

from tiexi.region.known import KNOWN
from tiexi.region.load import Region
from tiexi.region.problem import nearest
from tiexi.region.schema import ID, Column, Row, columns_of
from tiexi.region.tables import FILES, OBSERVED, TABLES
from tiexi.region.timeline import KINDS, POLICY_KINDS, Kind

_FIELD = {"whole": "integer", "number": "number", "yes_no": "boolean", "month": "yearmonth"}


def schema_markdown() -> str:
    """The page of the documentation that describes a region folder."""
    parts = ["# A region folder", "", "| file | what it holds | needed |", "|---|---|---|"]
    required = {model.file for model in TABLES.values() if model.required} | {"region.toml", "parameters.toml"}
    parts += [f"| `{name}` | {text} | {'yes' if name in required else 'no'} |" for name, text in FILES.items()]
    for model in TABLES.values():
        parts += ["", f"## {model.file}", "", " ".join((model.__doc__ or "").split()), ""]
        if model.key:
            parts += [f"A row is identified by {', '.join(f'`{k}`' for k in model.key)}.", ""]
        parts += ["| column | unit | meaning | what may stand there |", "|---|---|---|---|"]
        parts += [
            f"| `{c.name}` | {c.unit} | {_cell(c.meaning)} | {_cell(c.right())} |" for c in columns_of(model).values()
        ]
    parts += [
        "",
        "## Kinds of the timeline",
        "",
        "| kind | acts on | unit | between rows | meaning |",
        "|---|---|---|---|---|",
    ]
    for name, kind in {**KINDS, **POLICY_KINDS}.items():
        only = " (only in a policy)" if name in POLICY_KINDS else ""
        units = ", ".join(kind.words or kind.units).replace("{money}", "yuan")
        parts.append(f"| `{name}` | {', '.join(kind.targets)} | {units} | {kind.flow} | {kind.meaning}{only} |")
    parts += [
        "",
        "## Parameters",
        "",
        "| parameter | unit | meaning | bounds | if not given |",
        "|---|---|---|---|---|",
    ]
    for name, known in KNOWN.items():
        default = "must be given" if known.default is None else f"{known.default:g}"
        parts.append(f"| `{name}` | {known.unit} | {known.meaning} | {known.low:g} to {known.high:g} | {default} |")
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def explain_column(name: str) -> str | None:
    """Meaning, unit, range and file of `table.column`, or of a table; None if there is no such thing."""
    table, _, column = name.partition(".")
    model = TABLES.get(table)
    if model is None:
        return None
    if not column:
        columns = ", ".join(columns_of(model))
        return f"{table} · {' '.join((model.__doc__ or '').split())}\nfile: {model.file}\ncolumns: {columns}"
    declared = columns_of(model).get(column)
    if declared is None:
        return None
    lines = (
        [f"{name} · {declared.meaning}", f"unit: {declared.unit}"]
        if declared.unit
        else [f"{name} · {declared.meaning}"]
    )
    lines += [f"may be: {declared.right()}"]
    if column in model.key:
        lines.append(f"key: a row is identified by {', '.join(model.key)}")
    return "\n".join([*lines, f"file: {model.file}"])


def explain_parameter(name: str, region: Region | None = None) -> str | None:
    """Meaning, unit and bounds of a parameter; with a region also its values, source and grade."""
    known = KNOWN.get(name)
    if known is None:
        return None
    lines = [f"{name} · {known.meaning}", f"unit: {known.unit}", f"bounds: {known.low:g} to {known.high:g}"]
    if region and (parameter := region.parameters.get(name)):
        values = ", ".join(f"{region.text(month)} {value:g}" for month, value in parameter.dated)
        lines += [f"in {region.name}: {values} ({parameter.interpolate})", f"says: {parameter.says}"]
        lines += [f"range: {parameter.low:g} to {parameter.high:g}", f"source: {parameter.source} ({parameter.grade})"]
    return "\n".join([*lines, "file: parameters.toml"])


def explain_kind(name: str) -> str | None:
    """Meaning, targets and units of a kind of the timeline."""
    kind: Kind | None = {**KINDS, **POLICY_KINDS}.get(name)
    if kind is None:
        return None
    where = "policies/*.toml" if name in POLICY_KINDS else "timeline.csv, policies/*.toml"
    lines = [f"{name} · {kind.meaning}", f"acts on: {', '.join(kind.targets)}"]
    if units := ", ".join(kind.words or kind.units).replace("{money}", "yuan"):
        lines.append(f"{'values' if kind.words else 'unit'}: {units}")
    return "\n".join([*lines, f"between rows: {kind.flow}", f"file: {where}"])


def explain(name: str, region: Region | None = None) -> str | None:
    """What a column, table, parameter or kind of the timeline is; None if the region layer does not know the name."""
    return explain_column(name) or explain_parameter(name, region) or explain_kind(name)


def nearest_name(name: str) -> str:
    """The name of the region layer that a mistyped one most likely meant, or an empty string."""
    columns = [f"{table}.{column}" for table, model in TABLES.items() for column in columns_of(model)]
    return nearest(name, [*columns, *TABLES, *KNOWN, *KINDS, *POLICY_KINDS])


def descriptor(region: Region) -> dict[str, Any]:
    """Data Package descriptor of a region's tables (Frictionless Data Package 1)."""
    resources = [_resource(n, m) for n, m in TABLES.items() if n != OBSERVED and region.tables[n].height]
    for file in region.tables[OBSERVED]["file"].unique().sort():
        name = f"observed_{file}".lower()
        resources.append({**_resource(OBSERVED, TABLES[OBSERVED]), "name": name, "path": f"observed/{file}.csv"})
    return {
        "profile": "tabular-data-package",
        "name": region.name.replace("_", "-"),
        "title": region.title("en"),
        "temporal": {"start": region.settings.first, "end": region.settings.last},
        "digest": region.digest,
        "resources": resources,
    }


def _resource(name: str, model: type[Row]) -> dict[str, Any]:
    columns = columns_of(model)
    schema: dict[str, Any] = {"fields": [_field(c) for c in columns.values()], "missingValues": [""]}
    if model.key:
        schema["primaryKey"] = list(model.key)
    links = [c for c in columns.values() if c.refers and not c.many]
    if links:
        schema["foreignKeys"] = [
            {"fields": c.name, "reference": {"resource": c.refers.split(".")[0], "fields": c.refers.split(".")[1]}}
            for c in links
        ]
    return {
        "name": name, "path": model.file, "profile": "tabular-data-resource", "format": "csv",
        "mediatype": "text/csv", "encoding": "utf-8", "description": " ".join((model.__doc__ or "").split()),
        "schema": schema,
    }  # fmt: skip


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    limits |= {k: v for k, v in (("minimum", column.low), ("maximum", column.high)) if v is not None}
    if column.choices:
        limits["enum"] = list(column.choices)
    if column.kind == "id" and not column.many:
        limits["pattern"] = ID
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD.get(column.kind, "string"),
        "description": column.meaning,
    }
    if column.kind == "yes_no":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.unit:
        field["unit"] = column.unit
    if limits:
        field["constraints"] = limits
    return field
