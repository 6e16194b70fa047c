"""Makes the pages that come from declarations: month, rows, vocabulary, tables of world, region and record.

The page of doubt comes from the folder of the shipped region.

They are built before every build of the documentation and not kept, so they cannot go stale. Two are kept, and a test
fails when they are stale: the page of the month, and the list of tests that `tiexi explain` names.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable
from pathlib import Path

import doubt
from markdown_table import table

from tiexi.month import MONTH
from tiexi.record.camera import VARIABLES as CAMERA
from tiexi.record.hopes import VARIABLES as HOPES
from tiexi.record.nation import VARIABLES as NATION
from tiexi.record.reform import VARIABLES as REFORM
from tiexi.record.schema import FILES
from tiexi.record.voice import VARIABLES as VOICE
from tiexi.record.yearbook import VARIABLES as YEARBOOK
from tiexi.region import load, schema_markdown
from tiexi.region.known import KNOWN
from tiexi.region.places import ways_to_work
from tiexi.report import vocabulary
from tiexi.report.rows import PARTS, ROWS
from tiexi.studies.rulebook import INDEX, index, rule_of, scan, watching
from tiexi.world.steps import Step
from tiexi.world.world import TABLES

FOLDER = Path(__file__).parent / "generated"
MONTH_PAGE = Path(__file__).parent / "month.md"
TESTS = Path(__file__).parents[1] / "tests"


def written(writes: Iterable[str]) -> str:
    """Columns by table: `people: tie, activity; dues: all`."""
    tables: dict[str, dict[str, None]] = {}
    for table_name, _, column in (w.partition(".") for w in writes):
        tables.setdefault(table_name, {})[column] = None
    return "; ".join(
        f"*{name}*: " + ("all" if "*" in columns else ", ".join(columns)) for name, columns in tables.items()
    )


def month() -> str:
    """The month step by step: rule, rows, what it reads and writes, parameters, sources and tests."""
    rows = [
        (str(at), f"[{s.name}](#{s.name.replace('.', '')})", s.says, " ".join(s.rows)) for at, s in enumerate(MONTH, 1)
    ]
    return "\n\n".join(
        [
            "# The month",
            "The steps of a month, in the order of `tiexi.month.MONTH`. Each declares the columns it writes and sees "
            "all others read-only; after each the laws recompute money, elements and people. This page is made by "
            "`docs/generate.py` from the declarations and the sources of the rules; nothing on it is typed.",
            table(("", "step", "rule", "rows"), rows),
            *(one_step(step) for step in MONTH),
        ]
    )


def one_step(step: Step) -> str:
    """A step's section."""
    rule = rule_of(step)
    told = (inspect.getdoc(sys.modules[step.run.__module__]) or "").split("Source:")[0].split()
    known = [(f"`{n}`", KNOWN[n].unit, KNOWN[n].meaning) for n in rule.parameters]
    return "\n\n".join(
        [
            f"## {step.name}",
            " ".join(told),
            "**Rows** " + "; ".join(f"{row}: {ROWS[row]}" for row in step.rows) + ".",
            f"**Reads** {written(rule.reads)}",
            f"**Writes** {written(dict.fromkeys(step.writes))}",
            table(("parameter", "unit", "meaning"), known) if known else "No parameter rules it.",
            "**After** " + "; ".join(rule.sources) + ".",
            "**Tests** " + ", ".join(f"`{file}`" for file in rule.tests),
        ]
    )


def seen(row: str) -> list[str]:
    """Modules of the record that serve a row without acting on anything."""
    return [f"`{module.removeprefix('tiexi.')}` (seen)" for module in watching(row)]


def mission_rows() -> str:
    """Rows of the mission and the steps that serve them."""
    pages = [
        "# Rows of the mission",
        "Every mechanism that must work, and the steps of the month that serve it in this version.",
    ]
    for letter, part in PARTS.items():
        rows = [
            (row, says, ", ".join([f"`{s.name}`" for s in MONTH if row in s.rows] + seen(row)) or "not yet")
            for row, says in ROWS.items()
            if row[0] == letter
        ]
        pages += [f"## {part}", table(("row", "mechanism", "steps"), rows)]
    return "\n\n".join(pages)


def words() -> str:
    """Ties, activities, counts, events, standings and series."""
    pages = ["# Vocabulary"]
    for title, says, told in (
        ("Tie", "On whose books, and on what terms.", vocabulary.TIES),
        ("Activity", "What a person does. Tie and activity are separate facts.", vocabulary.ACTIVITIES),
        ("Counts", "Predicates over tie and activity.", vocabulary.COUNTS),
        ("Events", "What the camera writes down, in `events.parquet`.", vocabulary.EVENTS),
        ("Standing of a plant", "Where a plant is in its life.", vocabulary.STANDINGS),
    ):
        pages += [f"## {title}", says, table(("word", "meaning"), [(f"`{k}`", v) for k, v in told.items()])]
    rows = [
        (v.observer, v.kind, f"`{v.name}`", v.unit, v.meaning)
        for v in (*CAMERA, *NATION, *REFORM, *VOICE, *HOPES, *YEARBOOK)
    ]
    pages += [
        "## Series",
        "Rows of `series.parquet`: what the camera saw every month, and what the yearbook said every December.",
    ]
    pages.append(table(("observer", "kind", "variable", "unit", "meaning"), rows))
    return "\n\n".join(pages)


def world() -> str:
    """Tables of the world, column by column."""
    pages = [
        "# Tables of the world",
        "The state of a run. Row 0 of every table is nobody; rows are never moved or reused.",
    ]
    for cls in TABLES:
        rows = [(f"`{name}`", c.dtype, c.unit, c.meaning) for name, c in cls.columns.items()]
        pages += [f"## {cls.name}", " ".join((cls.__doc__ or "").split())]
        pages.append(table(("column", "type", "unit", "meaning"), rows))
    return "\n\n".join(pages)


def record() -> str:
    """Tables of a run folder."""
    pages = [
        "# A run folder",
        "Parquet tables beside `run.json`, `film.html`, the copy of the region and two checkpoints.",
    ]
    for file, (says, fields) in FILES.items():
        pages += [f"## {file}.parquet", says + "."]
        pages.append(
            table(("column", "type", "unit", "meaning"), [(f"`{f.name}`", f.type, f.unit, f.meaning) for f in fields])
        )
    return "\n\n".join(pages)


def district() -> str:
    """The flagship region in its own words, and how far its streets lie from the works."""
    region = load("tiexi")
    named = [row["plant"] for row in region.rows("plants") if not row["street"] and row["sector"] != "public_service"]
    single = [name for name in named if name not in {row["plant"] for row in region.rows("enterprises")}]
    rows = []
    for street in region.rows("streets"):
        km = dict(ways_to_work(region, street))
        land = "" if street["land_value"] is None else f"{street['land_value']:g}"
        far = [f"{km[name]:.1f}" if name in km else "" for name in single]
        rows.append((region.name_of("street", street["street"]), street["area"], street["built"], land, *far))
    heads = [region.name_of("plant", name) for name in single]
    streets = table(("street", "ward", "built", "land, yuan/m²", *heads), rows)
    says = "Kilometres from each street to the works that are told by name. Places on the map are assumed."
    return "\n\n".join(
        [(region.folder / "README.md").read_text("utf-8"), "## Streets and the way to work", says, streets]
    )


PAGES = {
    "tiexi": district,
    "rows": mission_rows,
    "vocabulary": words,
    "tables": world,
    "schema": schema_markdown,
    "record": record,
}


def main() -> None:
    """Write every page into docs/generated."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.md"):  # a page that is no longer made would be in no table of contents
        old.unlink()
    INDEX.write_text(scan(TESTS), "utf-8")
    index.cache_clear()
    MONTH_PAGE.write_text(month() + "\n", "utf-8")
    for name, page in PAGES.items():
        (FOLDER / f"{name}.md").write_text(page() + "\n", "utf-8")
    doubt.write(FOLDER)


if __name__ == "__main__":
    main()
