"""Whatever is taken out of a folder, there is a clear message or an economy that lives on.

A row, or all rows that share a name, is deleted from a copy of a shipped region: a good, a recipe or a line of it, a
plant, a workshop, a street, a price, an order from outside, a cover, a cause, a cohort, a parameter or one of its
dates. Then either `check` says where what is wrong and what would be right, or the region lives through its months:
every law is checked after every step, no till and no household is in the red, and no number is lost. Half of the
time the messages are obeyed first, as a planner would: rows they point at go, rows they ask for come.
"""

from __future__ import annotations

import csv
import faulthandler
import functools
import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.laws.living import solvent, sound
from tests.worlds import shipped

from tiexi.engine import Engine
from tiexi.record.recorder import Recorder
from tiexi.region import Problem, RegionError, check, load
from tiexi.region.schema import columns_of
from tiexi.region.tables import OBSERVED, PARAMETERS, POLICIES, TABLES
from tiexi.world.found import found
from tiexi.world.world import World

HANGS = 300.0  # seconds after which a case that does not end is told where it hangs
UNREAD = ("names.csv", "made.csv", "currency.csv")  # no step reads them: a year is enough
OBEYED = 15  # rounds of messages that are obeyed
ADD = "add the row: "
_DATED = re.compile(r'"\d{4}-\d{2}(?:-\d{2})?" = [^,}]+(?:, )?')
QUIET = settings(suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Cut:
    """What is deleted: lines of a file (from 1), or a stretch of its text."""

    file: str
    says: str
    lines: frozenset[int] = frozenset()
    stretch: tuple[int, int] = (0, 0)

    def apply(self, folder: Path) -> None:
        """Delete it from a copy of the folder."""
        path = folder / self.file
        text = path.read_text("utf-8")
        if self.lines:
            kept = [line for number, line in enumerate(text.split("\n"), 1) if number not in self.lines]
            path.write_text("\n".join(kept), "utf-8")
        else:
            path.write_text(text[: self.stretch[0]] + text[self.stretch[1] :], "utf-8")


@functools.cache
def cuts(name: str) -> dict[str, list[Cut]]:
    """All that can be deleted from a shipped region, by file: rows, rows of one name, parameters and their dates."""
    folder = shipped(name)
    found = {m.file: _of_table(folder / m.file, table) for table, m in TABLES.items() if table != OBSERVED}
    found[PARAMETERS] = _of_parameters((folder / PARAMETERS).read_text("utf-8"))
    return {file: of for file, of in sorted(found.items()) if of}


def _of_table(path: Path, table: str) -> list[Cut]:
    """Each row alone, all rows with the same id, text or date in a column, and all rows."""
    if not path.exists():
        return []
    text = path.read_text("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert len(rows) == text.rstrip("\n").count("\n"), f"{path.name} has cells of several lines"
    one = [Cut(path.name, ",".join(row), frozenset([at])) for at, row in enumerate(rows, 2)]
    columns = columns_of(TABLES[table])
    for place, name in enumerate(header):
        if name not in columns or columns[name].numeric or name in ("source", "grade", "note", "unit", "rule"):
            continue
        shared: dict[str, list[int]] = {}
        for at, row in enumerate(rows, 2):
            shared.setdefault(row[place], []).append(at)
        one += [Cut(path.name, f"{name} = {v}", frozenset(at)) for v, at in shared.items() if len(at) > 1]
    return [*one, Cut(path.name, "all rows", frozenset(range(2, len(rows) + 2)))]


def _of_parameters(text: str) -> list[Cut]:
    """Each parameter, and each date of a dated one."""
    heads = [m.start() for m in re.finditer(r"^\[", text, re.MULTILINE)]
    blocks = zip(heads, [*heads[1:], len(text)], strict=True)
    whole = [Cut(PARAMETERS, text[a:b].split("\n")[0], stretch=(a, b)) for a, b in blocks]
    return whole + [Cut(PARAMETERS, m[0], stretch=m.span()) for m in _DATED.finditer(text)]


@st.composite
def deletions(draw: Any, name: str) -> tuple[Cut, bool]:
    """Something deleted from a region, every file as likely as any other, and whether the messages are obeyed."""
    there = cuts(name)
    return draw(st.sampled_from(there[draw(st.sampled_from(sorted(there)))])), draw(st.booleans())


@contextmanager
def copy_of(name: str) -> Iterator[Path]:
    """A copy of a shipped region that can be cut."""
    with tempfile.TemporaryDirectory() as place:
        yield Path(shutil.copytree(shipped(name), Path(place) / name))


def obey(folder: Path, problems: list[Problem]) -> bool:
    """Do once what the errors ask for: add the rows they give, else delete the rows and policies they point at.

    False if there is nothing that could be obeyed.
    """
    add: dict[Path, list[str]] = {}
    delete: dict[Path, set[int]] = {}
    for problem in problems:
        path = Path(problem.file)
        wanted = problem.hint.split("\n")
        if path.parent.name == POLICIES:
            path.unlink(missing_ok=True)
            delete.setdefault(path, set())
        elif path.suffix == ".csv" and all(line.startswith(ADD) for line in wanted):
            add.setdefault(path, []).extend(line.removeprefix(ADD) for line in wanted)
        elif path.suffix == ".csv" and problem.line > 1:
            delete.setdefault(path, set()).add(problem.line)
    for path in add.keys() | delete.keys():
        if path.parent.name == POLICIES:
            continue
        gone = delete.get(path, set())
        lines = enumerate(path.read_text("utf-8").rstrip("\n").split("\n"), 1)
        kept = [line for number, line in lines if number not in gone]
        path.write_text("\n".join([*kept, *add.get(path, [])]) + "\n", "utf-8")
    return bool(add or delete)


def errors(folder: Path) -> list[Problem]:
    """Errors of a folder, each with its place, what is wrong, and what would be right."""
    problems = check(folder)
    for problem in problems:
        told = problem.text()
        assert told.startswith(f"{problem.file}:{problem.line}:{problem.column}: {problem.severity}: "), told
        assert problem.line >= 1, told
        assert problem.column >= 1, told
        assert Path(problem.file).name, told
        assert problem.message, told
        assert problem.hint, f"no hint: {told}"
        assert "Traceback" not in told, told
    return [p for p in problems if p.severity == "error"]


def live(folder: Path, months: int, scale: int) -> World:
    """Live through the months, every law checked after every step, and tell everything the record would hold."""
    loaded = load(folder)
    with np.errstate(invalid="raise", divide="raise", over="raise"):
        world = found(loaded, seed=1, scale=scale)
        engine, recorder = Engine(world), Recorder(world, None)
        for _ in range(months):
            engine.advance()
            recorder.month(world)
            solvent(world)
            world.month += 1
    world.month -= 1
    sound(world)
    for name, make in recorder.makers(world).items():
        frame = make().lazy().collect()
        for column in (c for c, kind in frame.schema.items() if kind.is_float()):
            assert frame[column].is_finite().all(), f"{name}.{column} holds a number that is none"
    return world


def cut_and_live(name: str, cut: Cut, obeyed: bool, months: int, scale: int) -> None:
    """Delete, and see that either a message or a living region comes of it."""
    faulthandler.dump_traceback_later(HANGS, exit=True)
    try:
        with copy_of(name) as folder:
            cut.apply(folder)
            wrong = errors(folder)
            for _ in range(OBEYED if obeyed else 0):
                if not wrong or not obey(folder, wrong):
                    break
                wrong = errors(folder)
            if wrong:
                with pytest.raises(RegionError, match=re.escape(wrong[0].message)):
                    load(folder)
                return
            world = live(folder, 12 if cut.file in UNREAD else months, scale)
            assert world.streets.residents[: world.streets.count].sum() > 0, "nobody is left"
    finally:
        faulthandler.cancel_dump_traceback_later()


@settings(QUIET, max_examples=16)
@given(deletions("hamlet"))
def test_hamlet_without_anything(deletion: tuple[Cut, bool]) -> None:
    cut_and_live("hamlet", *deletion, months=120, scale=1)


@settings(QUIET, max_examples=5)
@given(deletions("tiexi"))
def test_tiexi_without_anything(deletion: tuple[Cut, bool]) -> None:
    cut_and_live("tiexi", *deletion, months=60, scale=500)


@pytest.mark.parametrize(
    ("file", "gone", "said"),
    [
        ("timeline.csv", "price,good:coal,", "good 'coal' has no price and changes hands for nothing"),
        ("workshops.csv", "smelting,works,", "good 'blister' is taken here, but nobody makes it"),
        ("outside.csv", "slimes,", "good 'slimes' is made here, but nobody takes it"),
    ],
)
def test_what_cannot_work_without_it_is_said(file: str, gone: str, said: str) -> None:
    """The region runs, and the planner is told why it will not run well."""
    with copy_of("hamlet") as folder:
        (folder / "names.csv").unlink()
        path = folder / file
        kept = [line for line in path.read_text("utf-8").split("\n") if gone not in line]
        path.write_text("\n".join(kept), "utf-8")
        assert errors(folder) == []
        assert [p for p in check(folder) if p.message.startswith(said) and p.severity == "warning"]
