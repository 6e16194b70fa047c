"""The page of doubt: what is measured and what is guessed among the numbers of a region, from its folder alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

import doubt_counts as counts_of
from doubt_counts import GRADES, Number, Range, by_grade
from doubt_pictures import STYLE, grades, percent, plain, reaches, shown
from markdown_table import table
from pictures import alone

from tiexi.region.read import Folder
from tiexi.region.timeline import KINDS, Cause

REGION = "tiexi"
WIDEST = 20  # parameters in the picture
UNKNOWN = Path(__file__).parent / "parts" / "unknown.md"
BARS = """<style>
article table.docutils { font-size: 0.8em; }
.grades { display: inline-flex; width: 7em; height: 0.8em; vertical-align: baseline; }
.grades span { box-sizing: border-box; border: 1px solid #1d5a96; height: 100%; }
.grades .m { background: #1d5a96; } .grades .e { background: #a9c3de; } .grades .a { background: transparent; }
.n { white-space: nowrap; }
</style>"""
MEANING = {
    "measured": "somebody counted or weighed it, and the source says where",
    "estimated": "derived from measured numbers by a stated rule, with a range",
    "assumed": "chosen because something must stand there; general knowledge, to be replaced by whoever knows better",
}


def bar(counts: Sequence[int]) -> str:
    """A bar of three parts for a cell of a table."""
    whole = sum(counts) or 1
    parts = [
        f'<span class="{grade[0]}" style="width:{100 * n / whole:.4g}%"></span>'
        for grade, n in zip(GRADES, counts, strict=True) if n
    ]  # fmt: skip
    says = ", ".join(f"{n} {grade}" for grade, n in zip(GRADES, counts, strict=True))
    return f'<span class="grades" role="img" aria-label="{says}">{"".join(parts)}</span>'


def cells(counts: Sequence[int]) -> list[str]:
    """Bar and counts by grade, for a row of a table."""
    return [bar(counts), *(f"{n:,}" if n else "" for n in counts)]


def write(folder: Path) -> None:
    """Write `doubt.md` and its two pictures into a folder of generated pages."""
    region = counts_of.read(REGION)
    found = counts_of.numbers(region)
    (folder / "doubt_grades.svg").write_text(alone(grades(by_topic(found)), STYLE), "utf-8")
    (folder / "doubt_ranges.svg").write_text(alone(reaches(widest(region)), STYLE), "utf-8")
    (folder / "doubt.md").write_text(page(region, found) + "\n", "utf-8")


def by_topic(found: Sequence[Number]) -> list[tuple[str, tuple[int, int, int]]]:
    """All numbers first, then each topic in the order of `TOPICS`, topics of their own last."""
    topics: dict[str, list[Number]] = {topic: [] for topic in counts_of.TOPICS}
    for number in found:
        topics.setdefault(number.topic, []).append(number)
    rows = [(topic, by_grade(of)) for topic, of in topics.items() if of]
    return [("All numbers", by_grade(found)), *rows]


def widest(region: Folder) -> list[Range]:
    """Parameters with the widest ranges beside their values, those that stand at 0 left out."""
    sized = [one for one in counts_of.parameter_ranges(region) if any(one.values)]
    return sorted(sized, key=lambda one: (-one.doubt, one.name))[:WIDEST]


def page(region: Folder, found: Sequence[Number]) -> str:
    """The whole page as Markdown."""
    return "\n\n".join([
        *_glance(region, found), *_columns(region, found), *_sources(region, found), *_rules(region),
        *_stocks(region), *_causes(region), *_stage(region), *_evidence(region), UNKNOWN.read_text("utf-8").strip(),
    ])  # fmt: skip


def _glance(region: Folder, found: Sequence[Number]) -> list[str]:
    counts = by_grade(found)
    whole = sum(counts)
    title = region.settings.title["en"] if region.settings else REGION
    return [
        BARS,
        "# What is measured and what is guessed",
        f"{title}. **{whole:,} numbers** go into a run: {percent(counts[0], whole)} measured, "
        f"{percent(counts[1], whole)} estimated, {percent(counts[2], whole)} assumed. This page is made from the "
        "region's folder whenever the documentation is built.",
        "![For each topic a bar of three parts: measured, estimated, assumed](doubt_grades.svg)",
        "Much of what goes in is guessed, and the guesses are on the table: what a run says of levels is a range, what "
        "it says of differences between two policies is worth more. How many numbers a topic has does not say how "
        "much hangs on it: a price path has a row for every bend.",
        table(("", "grade", "means"), [(bar([int(g == one) for g in GRADES]), one, MEANING[one]) for one in GRADES]),
        "A number counts as the weaker of two grades: what its row says, and what `made.csv` says of its column. Keys, "
        "dates, names and yes or no are not counted.",
    ]


def _columns(region: Folder, found: Sequence[Number]) -> list[str]:
    how = counts_of.made(region)
    by_column: dict[tuple[str, str], list[Number]] = defaultdict(list)
    for number in found:
        by_column[number.table, number.column].append(number)
    rows = []
    for name, sheet in region.sheets.items():
        bounds = counts_of.ranges_of(sheet)
        for column in counts_of.counted(sheet) if name not in ("names", "made", "timeline") else []:
            of = by_column.get((name, column.name), [])
            told = how.get((name, column.name), {})
            says = [": ".join(part for part in (told.get("made", ""), told.get("rule", "")) if part) or column.meaning]
            limits = [c for c, of_column in bounds.items() if of_column == column.name and c in sheet.header]
            if limits and (ranged := sum(1 for v in sheet.cells[limits[0]].to_list() if v)):
                says.append(f"{ranged} with a range")
            rows.append([_named(f"{name}.{column.name}", column.unit), *cells(by_grade(of)),
                         "; ".join(part for part in says if part)])  # fmt: skip
    of = [n for n in found if n.table == "timeline"]
    rows.append([_named("timeline", ""), *cells(by_grade(of)), "row by row, kind by kind below"])
    of = [n for n in found if n.table == "parameters"]
    rows.append([_named("parameters", ""), *cells(by_grade(of)), "each with a range and a grade of its own, see below"])
    return ["## Table by table", table(("number (unit)", "share", *GRADES, "how they were made"), rows, "llrrrl")]


def _named(name: str, unit: str) -> str:
    return f"`{name}`" + (f" ({unit})" if unit not in ("", "1") else "")


def _sources(region: Folder, found: Sequence[Number]) -> list[str]:
    said = counts_of.titles(region.bibliography)
    by_source: dict[str, list[Number]] = defaultdict(list)
    for number in found:
        for key in number.sources:
            by_source[key].append(number)
    order = sorted(by_source, key=lambda key: (-len(by_source[key]), key))
    rows = [[f"`{key}`", *cells(by_grade(by_source[key])), escape(said.get(key, ""))] for key in order]
    text = (
        "A row may name several sources; its numbers stand under each. `general_knowledge` is no source: nobody was "
        "asked."
    )
    return ["## Source by source", text, table(("source", "share", *GRADES, "what it is"), rows, "llrrrl")]


def _rules(region: Folder) -> list[str]:
    ranges = counts_of.parameter_ranges(region)
    silent = [f"`{one.name}` (up to {plain(one.high)})" for one in ranges if not any(one.values)]
    ranked = sorted(ranges, key=lambda one: (not any(one.values), -one.doubt, one.name))
    rows = [
        (f"{_named(one.name, one.unit)}: {one.says}", _line(shown(one)),
         _line(f"{plain(one.low)} to {plain(one.high)}"), _doubt(one.doubt), one.grade, _keys(one.source))
        for one in ranked
    ]  # fmt: skip
    return [
        "## The numbers that matter most",
        "Rules read parameters, and every parameter has a range. These have the widest beside the value in use. Width "
        "is not weight: which of them would turn a conclusion is found by running with each end of its range, and "
        "these are the ones to begin with.",
        "![Range of each of the widest parameters, as multiples of its value](doubt_ranges.svg)",
        "The range of a dated parameter holds for all its years; the bar runs from its low end over the lowest value "
        "to its high end over the highest.",
        *([f"Standing at nothing here, though they need not: {', '.join(silent)}."] if silent else []),
        "### All parameters",
        table(("parameter (unit)", "value", "range", "doubt", "grade", "source"), rows, "lrrrll"),
    ]


def _keys(source: str) -> str:
    return ", ".join(f"`{key}`" for key in counts_of.split(source))


def _line(text: str) -> str:
    """Text that is not broken."""
    return f'<span class="n">{text}</span>'


def _doubt(doubt: float) -> str:
    return "" if doubt == float("inf") else _line(f"± {100 * doubt:.0f} %")


def _stocks(region: Folder) -> list[str]:
    """Ranges of tables, rows with the same numbers together."""
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in counts_of.table_ranges(region):
        alike[one.name, one.values[0], one.low, one.high, one.unit, one.grade, one.doubt].append(one.says)
    order = sorted(alike, key=lambda key: (str(key[0]), -float(str(key[6])), str(alike[key])))
    rows = [
        (_named(str(name), str(unit)), "; ".join(alike[name, value, low, high, unit, grade, doubt]), f"{value:g}",
         _line(f"{low:g} to {high:g}"), _doubt(float(str(doubt))), str(grade))
        for name, value, low, high, unit, grade, doubt in order
    ]  # fmt: skip
    if not rows:
        return []
    return [
        "## Ranges that stand in tables",
        "`tiexi validate order` draws the stocks and the days in process from these ranges, so that what is said of "
        "the order of stopping is a share of draws.",
        table(("number (unit)", "of what", "value", "range", "doubt", "grade"), rows, "llrrrl"),
    ]  # fmt: skip


def _causes(region: Folder) -> list[str]:
    kinds = sorted({c.kind for c in region.causes})
    overview = []
    for kind in kinds:
        of = [c for c in region.causes if c.kind == kind]
        count = Counter(c.grade for c in of)
        targets = len({c.target for c in of})
        overview.append([f"`{kind}`", f"{targets}", *cells([count[g] for g in GRADES]),
                         KINDS[kind].meaning if kind in KINDS else ""])  # fmt: skip
    heads = ("kind", "targets", "share", *GRADES, "what it is")
    single = [c for c in region.causes if c.kind in KINDS and KINDS[c.kind].flow != "linear"]
    return [
        "## Causes with dates",
        "The timeline dates causes, never results. Paths (prices, orders, machines) are many rows each:",
        table(heads, overview, "lrlrrrl"),
        "The others are single events and rules. Rows that say the same of several targets stand together.",
        table(("date", "cause", "value", "grade and source", "remark"), _events(single)),
    ]


def _events(causes: Iterable[Cause]) -> list[list[str]]:
    """Single causes, those of one date and kind with the same value, grade, source and remark in one row."""
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for c in sorted(causes, key=lambda c: (c.month, c.kind, c.target)):
        value = c.value if isinstance(c.value, str) else plain(c.value)
        target = c.target.removeprefix("parameter:")
        alike[c.date, c.kind, f"{value} {c.unit}".removesuffix(" 1").strip(), c.grade, c.source, c.note].append(target)
    return [
        [_line(date), f"{kind}: {_among(targets)}", value, f"{_strong(grade)}, {_keys(source)}", escape(note)]
        for (date, kind, value, grade, source, note), targets in alike.items()
    ]  # fmt: skip


def _strong(grade: str) -> str:
    return grade if grade == GRADES[-1] else f"**{grade}**"


def _among(targets: Sequence[str]) -> str:
    listed = ", ".join(f"`{t}`" for t in targets[:4])
    return listed + (f" and {len(targets) - 4} more" if len(targets) > 4 else "")


def _stage(region: Folder) -> list[str]:
    parts = region.settings.stage_set if region.settings else []
    if not parts:
        return []
    says = [f"**{part.from_} to {part.to}**: {part.text_en}" for part in parts]
    return ["## Years that only set the stage", "Runs cover these years, and nothing in them is a result.", *says]


def _evidence(region: Folder) -> list[str]:
    """What the scoreboard compares with: series by file, with their grades."""
    if not region.observed:
        return []
    order = ("measured", "estimated", "assumed", "weak", "memory")
    rows = []
    for name, sheet in sorted(region.observed.items()):
        count = Counter(sheet.cells["grade"].to_list())
        series = len(set(sheet.cells["series"].to_list()))
        rows.append([f"`{name}`", f"{series}", *(f"{count[g]}" if count[g] else "" for g in order),
                     f"{sheet.cells.height}"])  # fmt: skip
    text = (
        "Numbers to compare with. No run reads them, so agreement with one is worth something unless an input was "
        "fitted to it."
    )
    return ["## Evidence", text, table(("file", "series", *order, "figures"), rows, "lrrrrrrr")]
