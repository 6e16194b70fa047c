"""What the declarations say, for readers and for machines: documentation and a Data Package."""

from __future__ import annotations

from typing import Any

from tiexi.region.known import KNOWN
from tiexi.region.load import Region
from tiexi.region.schema import ID, Column, Row, columns_of
from tiexi.region.settings import keys
from tiexi.region.tables import FILES, OBSERVED, TABLES
from tiexi.region.timeline import KINDS, POLICY_KINDS

_FIELD = {"whole": "integer", "number": "number", "yes_no": "boolean", "month": "yearmonth"}


def schema_markdown() -> str:
    """The page of the documentation that describes a region folder."""
    parts = ["# A region folder", "", "| file | what it holds | needed |", "|---|---|---|"]
    required = {model.file for model in TABLES.values() if model.required} | {"region.toml", "parameters.toml"}
    parts += [f"| `{name}` | {text} | {'yes' if name in required else 'no'} |" for name, text in FILES.items()]
    parts += ["", "## region.toml", "", "| key | meaning |", "|---|---|"]
    parts += [f"| `{name}` | {_cell(says)} |" for name, says in keys()]
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
