"""Everything that has a name and a meaning, gathered from the declarations: what `tiexi explain` looks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tiexi.region import Parameter, Region

NAMED = ("goods", "plants", "workshops", "streets", "occupations")
LONGEST_PATH = 12  # dates of a parameter that are listed


@dataclass(frozen=True)
class Entry:
    """One thing with a name: what kind of thing, what it means, and facts as label and text."""

    name: str
    kind: str
    says: str
    facts: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()


def entries(regions: list[Region]) -> Iterator[Entry]:
    """Every entry: of the package itself, then of the given regions."""
    yield from rows()
    yield from steps()
    yield from world_columns()
    yield from region_columns()
    yield from kinds()
    yield from record_columns()
    yield from words()
    for region in regions:
        yield from parameters(region)
        yield from things(region)


def rows() -> Iterator[Entry]:
    """Rows of the mission, with the steps that serve them."""
    from tiexi.month import MONTH
    from tiexi.report.rows import PARTS, ROWS

    for row, says in ROWS.items():
        serving = [step for step in MONTH if row in step.rows]
        facts = [("step", f"{step.name}: {step.says}") for step in serving]
        yield Entry(row, f"row of the mission ({PARTS[row[0]]})", says, tuple(facts or [("step", "none yet")]))


def steps() -> Iterator[Entry]:
    """Steps of the month."""
    from tiexi.month import MONTH

    for at, step in enumerate(MONTH, 1):
        module = step.run.__module__.replace(".", "/") + ".py"
        writes = ", ".join(dict.fromkeys(step.writes))
        yield Entry(
            step.name, f"step {at} of {len(MONTH)} of the month", step.says,
            (("rows", " ".join(step.rows) or "none"), ("writes", writes), ("file", f"src/{module}")),
        )  # fmt: skip


def world_columns() -> Iterator[Entry]:
    """Tables and columns of the world, with the steps that write them."""
    from tiexi.month import MONTH
    from tiexi.world.world import TABLES

    for table in TABLES:
        says = " ".join((table.__doc__ or "").split())
        yield Entry(table.name, "table of the world", says, (("columns", ", ".join(table.columns)),))
        for name, column in table.columns.items():
            writers = [s.name for s in MONTH if {f"{table.name}.{name}", f"{table.name}.*"} & set(s.writes)]
            yield Entry(
                f"{table.name}.{name}", "column of the world", column.meaning,
                (("unit", column.unit), ("type", column.dtype), ("written by", ", ".join(writers) or "the founding"),
                 ("file", f"src/{table.__module__.replace('.', '/')}.py")),
            )  # fmt: skip


def region_columns() -> Iterator[Entry]:
    """Columns of a region folder."""
    from tiexi.region.schema import columns_of
    from tiexi.region.tables import TABLES

    for table, model in TABLES.items():
        for name, column in columns_of(model).items():
            facts = (("unit", column.unit or "none"), ("what may stand there", column.right()), ("file", model.file))
            yield Entry(f"{table}.{name}", "column of a region folder", column.meaning, facts)


def kinds() -> Iterator[Entry]:
    """Kinds of the timeline and of policies."""
    from tiexi.region.timeline import KINDS, POLICY_KINDS

    for name, kind in {**KINDS, **POLICY_KINDS}.items():
        where = "policies" if name in POLICY_KINDS else "timeline and policies"
        facts = (("acts on", ", ".join(kind.targets)), ("values", ", ".join(kind.words or kind.units) or "any"))
        yield Entry(name, f"kind of row in {where}", kind.meaning, facts)


def record_columns() -> Iterator[Entry]:
    """Columns and series of a run folder."""
    from tiexi.record.camera import VARIABLES as CAMERA
    from tiexi.record.schema import FILES
    from tiexi.record.yearbook import VARIABLES as YEARBOOK

    for file, (_, fields) in FILES.items():
        for field in fields:
            facts = (("unit", field.unit or "none"), ("type", field.type), ("file", f"{file}.parquet"))
            yield Entry(f"{file}.{field.name}", "column of a run", field.meaning, facts)
    for v in (*CAMERA, *YEARBOOK):
        yield Entry(v.name, f"series of the {v.kind}, {v.observer}", v.meaning, (("unit", v.unit),))


def words() -> Iterator[Entry]:
    """Events, ties, activities, counts and standings."""
    from tiexi.report import vocabulary

    for kind, told in (
        ("event", vocabulary.EVENTS), ("tie", vocabulary.TIES), ("activity", vocabulary.ACTIVITIES),
        ("count of people", vocabulary.COUNTS), ("standing of a plant", vocabulary.STANDINGS),
    ):  # fmt: skip
        for name, says in told.items():
            yield Entry(name, kind, says)


def parameters(region: Region) -> Iterator[Entry]:
    """Parameters of a region, with what they are, from when, and how well that is known."""
    for name, p in region.parameters.items():
        yield Entry(
            name, f"parameter of {region.name}", p.says,
            (("value", _path(region, p)), ("unit", p.unit), ("range", f"{p.low:g} to {p.high:g}"),
             ("source", p.source), ("grade", p.grade), ("file", f"{region.name}/parameters.toml")),
        )  # fmt: skip


def _path(region: Region, p: Parameter) -> str:
    from tiexi.world.calendar import Calendar

    if len(p.dated) == 1:
        return f"{p.dated[0][1]:g}"
    calendar = Calendar.starting(region.settings.first)
    told = [f"{calendar.text(month)} {value:g}" for month, value in p.dated[:LONGEST_PATH]]
    more = [f"and {len(p.dated) - LONGEST_PATH} more"] if len(p.dated) > LONGEST_PATH else []
    return ", ".join(told + more) + f" ({p.interpolate} between)"


def things(region: Region) -> Iterator[Entry]:
    """Goods, plants, workshops, streets and occupations of a region, as their rows say."""
    for table in NAMED:
        one = table.removesuffix("s")
        for row in region.tables[table].iter_rows(named=True):
            name = f"{row['plant']}/{row['workshop']}" if table == "workshops" else str(row[one])
            labels = tuple(dict.fromkeys(region.name_of(one, name, lang) for lang in ("en", "zh")))
            facts = [(k, _cell(v)) for k, v in row.items() if k != one and v not in (None, "")]
            facts.append(("file", f"{region.name}/{table}.csv"))
            yield Entry(name, f"{one} of {region.name}", " · ".join(labels), tuple(facts), labels)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
