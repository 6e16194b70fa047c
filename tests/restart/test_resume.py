"""A run stopped and taken up again is the run that was never stopped."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiexi import engine
from tiexi.engine import Progress
from tiexi.record import checkpoint
from tiexi.record.atomic import FolderError
from tiexi.record.run import Run
from tiexi.record.schema import FILES

UNTIL, MONTHS = "1995-03", 63
CLOCK = {"wall_seconds"}  # the only fact that may differ


def hamlet(out: Path, **how: Any) -> Run:
    return engine.run("hamlet", scale=1, seed=1, until=UNTIL, out=out, **how)


def interrupt(*months: int) -> Callable[[Progress], None]:
    """Press Ctrl-C after each of these months (counted from 1)."""

    def progress(at: Progress) -> None:
        if at.month in months:
            raise KeyboardInterrupt

    return progress


def stopped(out: Path, *months: int, threads: int = 1) -> Path:
    """A run folder interrupted after each of `months`, one after the other."""
    for number, month in enumerate(months):
        with pytest.raises(KeyboardInterrupt):
            hamlet(out, progress=interrupt(month), resume=number > 0, threads=threads)
        assert not (out / "run.json").exists()
        assert len(list((out / "checkpoint").glob("[0-9]*"))) == min(2, number + 1)
    return out


def assert_same(run: Run, other: Run) -> None:
    """Equal facts, digests and tables; and nothing left of the checkpoints."""
    run.verify()
    assert run.facts["digests"] == other.facts["digests"]
    assert {k: v for k, v in run.facts.items() if k not in CLOCK} == {
        k: v for k, v in other.facts.items() if k not in CLOCK
    }
    for name in FILES:
        assert run.table(name).collect().equals(other.table(name).collect()), name
    assert [p.name for p in (run.folder / "checkpoint").iterdir()] == ["begun.json"]
    assert {p.name for p in run.folder.iterdir()} == {p.name for p in other.folder.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run that was never stopped."""
    run = hamlet(tmp_path_factory.mktemp("whole") / "run")
    assert run.facts["months"] == len(run.facts["digests"]) == MONTHS
    assert len(run.table("events").collect()) > 200
    return run


@pytest.mark.parametrize("month", [1, 12, 13, 47, MONTHS])
def test_stopped_in_any_month(month: int, whole: Run, tmp_path: Path) -> None:
    assert_same(hamlet(stopped(tmp_path / "run", month), resume=True), whole)


def test_stopped_again_and_again_with_other_threads(whole: Run, tmp_path: Path) -> None:
    months = sorted(random.Random(5).sample(range(1, MONTHS), 5))
    assert_same(hamlet(stopped(tmp_path / "run", *months, threads=2), resume=True, threads=1), whole)


def test_a_checkpoint_every_month_changes_nothing(whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHECKPOINT_SECONDS", 0.0)
    assert_same(hamlet(tmp_path / "run"), whole)


def test_stopped_before_the_first_checkpoint(whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine._Run, "save", lambda self: None)
    with pytest.raises(KeyboardInterrupt):
        hamlet(tmp_path / "run", progress=interrupt(9))
    monkeypatch.undo()
    assert_same(hamlet(tmp_path / "run", resume=True), whole)


def test_stopped_while_the_record_is_written(whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*anything: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tiexi.record.recorder.write_json", stop)
    with pytest.raises(KeyboardInterrupt):
        hamlet(tmp_path / "run")
    monkeypatch.undo()
    assert_same(hamlet(tmp_path / "run", resume=True), whole)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 16
    path.write_bytes(data)


DAMAGE: dict[str, Callable[[Path], None]] = {
    "a bit flipped in the tables": lambda at: flip(at / "tables.npz"),
    "a bit flipped in the record": lambda at: flip(at / "record.npz"),
    "the tables cut short": lambda at: (at / "tables.npz").write_bytes((at / "tables.npz").read_bytes()[:1000]),
    "the tables missing": lambda at: (at / "tables.npz").unlink(),
    "an empty manifest": lambda at: (at / "manifest.json").write_text(""),
    "another format": lambda at: (at / "manifest.json").write_text('{"format": 99}'),
}


@pytest.fixture(scope="module")
def stopped_twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder interrupted after months 40 and 50, of which tests damage copies."""
    return stopped(tmp_path_factory.mktemp("stopped") / "run", 40, 50)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_checkpoint_gives_way_to_the_one_before(
    damage: str, stopped_twice: Path, whole: Run, tmp_path: Path
) -> None:
    folder = shutil.copytree(stopped_twice, tmp_path / "run")
    DAMAGE[damage](folder / "checkpoint" / "00050")
    assert checkpoint.latest(folder) == folder / "checkpoint" / "00040"
    seen: list[int] = []
    run = hamlet(folder, resume=True, progress=lambda at: seen.append(at.month))
    assert seen[0] == 41
    assert_same(run, whole)


def test_without_a_whole_checkpoint_the_run_begins_again(stopped_twice: Path, whole: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(stopped_twice, tmp_path / "run")
    for place in ("00040", "00050"):
        flip(folder / "checkpoint" / place / "tables.npz")
    seen: list[int] = []
    run = hamlet(folder, resume=True, progress=lambda at: seen.append(at.month))
    assert seen[0] == 1
    assert_same(run, whole)


def test_another_run_is_not_continued(tmp_path: Path) -> None:
    folder = stopped(tmp_path / "run", 3)
    with pytest.raises(FolderError, match="seed 1, now 2"):
        engine.run("hamlet", scale=1, seed=2, until=UNTIL, out=folder, resume=True)


def test_panel_years_are_whole_when_stopped_in_the_middle_of_one(whole: Run, tmp_path: Path) -> None:
    run = hamlet(stopped(tmp_path / "run", 18), resume=True)
    months = run.panel.filter(pl.col("year") == 1991).select(pl.col("employed").max()).collect().item()
    assert months == 12
