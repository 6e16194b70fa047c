"""Everything that has a name and a meaning, gathered from the declarations: what `tiexi explain` looks through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiexi.region import Parameter, Region
    from tiexi.world.steps import Step

Facts = tuple[tuple[str, str], ...]
NAMED = ("goods", "plants", "workshops", "streets", "occupations")
LONGEST_PATH = 12  # dates of a parameter that are listed


@dataclass(frozen=True)
class Entry:
    """One thing with a name: what kind of thing, what it means, and facts as label and text."""

    name: str
    kind: str
    says: str
    about: Facts | Callable[[], Facts] = ()
    labels: tuple[str, ...] = ()

    @property
    def facts(self) -> Facts:
        """What else is known; looked up in the sources only where it is asked for."""
        return self.about() if callable(self.about) else self.about


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
    """Rows of the mission, with the rules that serve them: steps, parameters, sources, series, tests, files."""
    from tiexi.report.rows import PARTS, ROWS

    for row, says in ROWS.items():
        yield Entry(row, f"row of the mission ({PARTS[row[0]]})", says, partial(_about_row, row))


def _about_row(row: str) -> Facts:
    from tiexi.month import MONTH
    from tiexi.report.rows import SERIES
    from tiexi.studies import rulebook

    serving = [step for step in MONTH if row in step.rows]
    modules = rulebook.watching(row)
    rules = [*(rulebook.rule_of(step) for step in serving), *map(rulebook.watched, modules)]
    facts = [("step", f"{step.name}: {step.says}") for step in serving]
    facts += [("step", f"seen by the record, acts on nothing: {rulebook.says(m)}") for m in modules]
    facts = facts or [("step", "none yet")]
    if names := _joined(name for rule in rules for name in rule.parameters):
        facts.append(("parameters", names))
    facts += [("source", said) for said in dict.fromkeys(said for rule in rules for said in rule.sources)]
    if row in SERIES:
        facts.append(("series", ", ".join(SERIES[row])))
    if tests := ", ".join(tests_of(row)):
        facts.append(("tests", tests))
    facts += [
        ("file", file)
        for file in dict.fromkeys([*(_file(step.run.__module__) for step in serving), *map(_file, modules)])
    ]
    return tuple(facts)


def tests_of(row: str) -> tuple[str, ...]:
    """Test files of a row: those that say they tell of it, then those of the rules of its steps."""
    from tiexi.month import MONTH
    from tiexi.studies import rulebook

    rules = [rulebook.rule_of(step) for step in MONTH if row in step.rows]
    rules += map(rulebook.watched, rulebook.watching(row))
    return tuple(dict.fromkeys([*rulebook.tests_of((row,)), *(file for r in rules for file in r.tests)]))


def steps() -> Iterator[Entry]:
    """Steps of the month."""
    from tiexi.month import MONTH

    for at, step in enumerate(MONTH, 1):
        yield Entry(step.name, f"step {at} of {len(MONTH)} of the month", step.says, partial(_about_step, step))


def _about_step(step: Step) -> Facts:
    from tiexi.studies import rulebook

    rule = rulebook.rule_of(step)
    return (
        ("rows", " ".join(step.rows) or "none"), ("reads", ", ".join(rule.reads)), ("writes", _joined(step.writes)),
        ("parameters", ", ".join(rule.parameters) or "none"), *(("source", said) for said in rule.sources),
        ("tests", ", ".join(rule.tests) or "none"), ("file", _file(step.run.__module__)),
    )  # fmt: skip


def world_columns() -> Iterator[Entry]:
    """Tables and columns of the world, with the steps that write them."""
    from tiexi.month import MONTH
    from tiexi.world.world import TABLES

    for table in TABLES:
        says, file = " ".join((table.__doc__ or "").split()), _file(table.__module__)
        yield Entry(table.name, "table of the world", says, (("columns", ", ".join(table.columns)), ("file", file)))
        for name, column in table.columns.items():
            writers = [s.name for s in MONTH if {f"{table.name}.{name}", f"{table.name}.*"} & set(s.writes)]
            yield Entry(
                f"{table.name}.{name}", "column of the world", column.meaning,
                (("unit", column.unit), ("type", column.dtype), ("written by", ", ".join(writers) or "the founding"),
                 ("file", file)),
            )  # fmt: skip


def region_columns() -> Iterator[Entry]:
    """Keys of region.toml, and the tables of a region folder with their columns."""
    from tiexi.region.schema import columns_of
    from tiexi.region.settings import keys
    from tiexi.region.tables import TABLES

    for name, says in keys():
        yield Entry(name, "key of a region", says, (("file", "region.toml"),))
    for table, model in TABLES.items():
        says, columns = " ".join((model.__doc__ or "").split()), ", ".join(columns_of(model))
        yield Entry(table, "table of a region folder", says, (("columns", columns), ("file", model.file)))
        for name, column in columns_of(model).items():
            facts = [("unit", column.unit or "none"), ("may be", column.right()), ("file", model.file)]
            if name in model.key:
                facts.insert(2, ("key", f"a row is identified by {', '.join(model.key)}"))
            yield Entry(f"{table}.{name}", "column of a region folder", column.meaning, tuple(facts))


def kinds() -> Iterator[Entry]:
    """Kinds of the timeline and of policies."""
    from tiexi.region.timeline import KINDS, POLICY_KINDS

    for name, kind in {**KINDS, **POLICY_KINDS}.items():
        values = ", ".join(kind.words or kind.units).replace("{money}", "yuan") or "any"
        file = "policies/*.toml" if name in POLICY_KINDS else "timeline.csv, policies/*.toml"
        facts = (("acts on", ", ".join(kind.targets)), ("values", values), ("between", kind.flow), ("file", file))
        yield Entry(name, "kind of dated row", kind.meaning, facts)


ACCOUNTS = (
    ("sam", "run.sam", "social accounting matrix of a period: rows receive, columns pay, and each account's row and "
     "column have the same sum to the last coin", "dealings.parquet, ledger.parquet"),
    ("supply_use", "run.supply_use", "physical supply-use table of a period, in whole grams or units: what nature, "
     "others and each sector of activity supplied, who took it, and the change of stocks",
     "work.parquet, matter.parquet"),
)  # fmt: skip


def record_columns() -> Iterator[Entry]:
    """Columns and series of a run folder, and the accounts made of them."""
    for name, call, says, files in ACCOUNTS:
        yield Entry(
            name, "accounts of a run", says,
            (("command", f"tiexi explain {name} 1985 --run RUN"), ("Python", f'{call}("1985", "1985-12")'),
             ("made of", files), ("file", "src/tiexi/record/accounts.py")),
        )  # fmt: skip
    from tiexi.record.camera import VARIABLES as CAMERA
    from tiexi.record.hopes import VARIABLES as HOPES
    from tiexi.record.nation import VARIABLES as NATION
    from tiexi.record.reform import VARIABLES as REFORM
    from tiexi.record.schema import FILES
    from tiexi.record.voice import VARIABLES as VOICE
    from tiexi.record.yearbook import VARIABLES as YEARBOOK

    for file, (_, fields) in FILES.items():
        for field in fields:
            facts = (("unit", field.unit or "none"), ("type", field.type), ("file", f"{file}.parquet"))
            yield Entry(f"{file}.{field.name}", "column of a run", field.meaning, facts)
    kept: dict[tuple[str, str, str, str], list[str]] = {}  # a series says the same of region, plant, street ...
    for v in (*CAMERA, *NATION, *REFORM, *VOICE, *HOPES, *YEARBOOK):
        kept.setdefault((v.name, v.observer, v.meaning, v.unit), []).append(v.kind)
    for (name, observer, says, unit), kinds in kept.items():
        of = ("kept for", ", ".join(kinds))
        yield Entry(name, f"series of the {observer}", says, (("unit", unit), of, ("file", "series.parquet")))


def words() -> Iterator[Entry]:
    """Events, ties, activities, counts and standings, with the file in which they are found."""
    from tiexi.report import vocabulary
    from tiexi.world import events, people, works

    record, persons, plants = _file(events.__name__), _file(people.__name__), _file(works.__name__)
    for kind, told, file in (
        ("event", vocabulary.EVENTS, f"events.parquet; {record}"), ("tie", vocabulary.TIES, persons),
        ("activity", vocabulary.ACTIVITIES, persons), ("count of people", vocabulary.COUNTS, "series.parquet"),
        ("standing of a plant", vocabulary.STANDINGS, plants),
    ):  # fmt: skip
        for name, says in told.items():
            yield Entry(name, kind, says, (("file", file),))


def parameters(region: Region) -> Iterator[Entry]:
    """Parameters of a region, with what they are, from when, and how well that is known."""
    for name, p in region.parameters.items():
        yield Entry(name, f"parameter of {region.name}", p.says, partial(_about_parameter, region, name))


def _about_parameter(region: Region, name: str) -> Facts:
    from tiexi.region.known import KNOWN
    from tiexi.studies import rulebook

    p, rule = region.parameters[name], KNOWN[name].meaning
    facts = [("value", _path(region, p)), ("unit", p.unit), ("range", f"{p.low:g} to {p.high:g}")]
    facts += [("source", p.source), ("grade", p.grade)]
    by = [step.name for step in rulebook.readers(name)] + [_file(m) for m in rulebook.observers(name)]
    facts += [("read by", ", ".join(by)), ("rows", " ".join(rulebook.rows_of(name)) or "none")]
    if p.says == rule:  # the region is silent, so the default of the declaration holds
        facts.append(("file", "src/tiexi/region/known.py (default)"))
    else:
        facts += [("rule", rule), ("file", f"{region.name}/parameters.toml")]
    return tuple(facts)


def _path(region: Region, p: Parameter) -> str:
    if len(p.dated) == 1:
        return f"{p.dated[0][1]:g}"
    told = [f"{region.text(month)} {value:g}" for month, value in p.dated[:LONGEST_PATH]]
    more = [f"and {len(p.dated) - LONGEST_PATH} more"] if len(p.dated) > LONGEST_PATH else []
    return ", ".join(told + more) + f" ({p.interpolate} between)"


def things(region: Region) -> Iterator[Entry]:
    """Goods, plants, workshops, streets and occupations of a region, as their rows say; its chains and sectors."""
    for one, table, what in (("chain", "workshops", "workshop"), ("sector", "plants", "plant")):
        members: dict[str, list[str]] = {}
        frame = region.tables[table]
        for row in (frame.sort("plant", "order") if table == "workshops" else frame).iter_rows(named=True):
            if name := row[one]:
                members.setdefault(name, []).append(f"{row['plant']}/{row[what]}" if what == "workshop" else row[what])
        for name, who in members.items():
            labels = _labels(region, one, name)
            facts = [(table, ", ".join(who)), ("file", f"{region.name}/{table}.csv")]
            yield Entry(name, f"{one} of {region.name}", " · ".join(labels), tuple(facts), labels)
    for table in NAMED:
        one = table.removesuffix("s")
        for row in region.tables[table].iter_rows(named=True):
            name = f"{row['plant']}/{row['workshop']}" if table == "workshops" else str(row[one])
            labels = _labels(region, one, name)
            facts = [(k, _cell(v)) for k, v in row.items() if k != one and v not in (None, "")]
            facts += list(_besides(region, table, row))
            facts.append(("file", f"{region.name}/{table}.csv"))
            yield Entry(name, f"{one} of {region.name}", " · ".join(labels), tuple(facts), labels)


def _besides(region: Region, table: str, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What other tables say of a thing: the size of a group of enterprises, the way from a street to the plants."""
    from tiexi.region.places import ways_to_work

    if table == "streets" and (ways := ways_to_work(region, row)):
        yield "km to work", ", ".join(f"{plant} {km:.1f}" for plant, km in ways)
    for group in region.rows("enterprises") if table == "plants" else []:
        if group["plant"] == row["plant"]:
            yield "stands for", f"{group['count']} enterprises, log-normal in size ({group['size_spread']:g})"


def _labels(region: Region, kind: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(region.name_of(kind, name, lang) for lang in ("en", "zh")))


def _joined(names: Iterable[str]) -> str:
    """Names in their order, each once."""
    return ", ".join(dict.fromkeys(names))


def _file(module: str) -> str:
    return f"src/{module.replace('.', '/')}.py"


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
