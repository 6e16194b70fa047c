"""Killed at any moment, a run leaves a folder that `--resume` continues to the identical digest, and no torn file."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiexi import engine
from tiexi.record import checkpoint
from tiexi.record.atomic import FolderError
from tiexi.record.run import Run
from tiexi.record.schema import FILES

# The command line with a checkpoint every month, killed by its own hand a moment before or after the first time it
# puts a certain file or folder in place.
DRIVER = """
import os, signal, sys
from tiexi import cli, engine
engine.CHECKPOINT_SECONDS = 0.0
name, moment, replace = sys.argv[1], sys.argv[2], os.replace
def watched(draft, goal):
    it = os.path.basename(goal) == name
    if it and moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    replace(draft, goal)
    if it:
        os.kill(os.getpid(), signal.SIGKILL)
os.replace = watched
sys.argv[1:] = sys.argv[3:]
cli.main()
"""
UNTIL = "1994-12"


def begin(folder: Path, *more: str, at: tuple[str, str] = ("nothing", "after")) -> subprocess.Popen[str]:
    """`tiexi run` of the hamlet in a process of its own, to be killed `at` a file."""
    arguments = ["run", "hamlet", "--scale", "1", "--until", UNTIL, "--out", str(folder), "--json", *more]
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, *at, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def assert_whole_files(folder: Path) -> None:
    """Whatever bears its final name can be read."""
    for path in folder.rglob("*"):
        if path.name.startswith(".") or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.suffix == ".json":
            json.loads(path.read_text("utf-8"))
        elif path.suffix == ".parquet":
            pl.read_parquet(path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run that nobody killed."""
    return engine.run("hamlet", scale=1, seed=1, until=UNTIL, out=tmp_path_factory.mktemp("whole") / "run")


def assert_same(facts: dict[str, Any], folder: Path, whole: Run) -> None:
    assert facts["digests"] == whole.facts["digests"]
    run = Run.open(folder)
    run.verify()
    for name in FILES:
        assert run.table(name).collect().equals(whole.table(name).collect()), name
    left = [p.name for p in folder.rglob("*") if p.name.startswith(".")]
    assert left == [], "nothing half-written stays"


def test_killed_at_random_moments(whole: Run, tmp_path: Path) -> None:
    """Killed twice, the second time while it was resuming what the first had left."""
    folder, chance = tmp_path / "run", random.Random(11)
    for number in range(2):
        running = begin(folder, *(["--resume"] if number else []))
        while not (folder / "checkpoint" / "begun.json").exists() and running.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.uniform(0.2, 1.5) if number else chance.uniform(0.0, 0.5))
        running.kill()
        running.communicate(timeout=300)
        assert_whole_files(folder)
        if (folder / "run.json").exists():
            break
    else:
        engine.run("hamlet", scale=1, seed=1, until=UNTIL, out=folder, resume=True)
    assert_same(json.loads((folder / "run.json").read_text("utf-8")), folder, whole)


# In the order in which a run comes to them; each kill strikes the run that resumed from the one before.
BEGINNING = (("begun.json", "before"), ("begun.json", "after"), ("region", "before"), ("region", "after"))
MOMENTS = (*BEGINNING, ("tables.npz", "before"), ("00003", "before"), ("00031", "after"), ("events.parquet", "after"))


def test_killed_while_anything_is_written(whole: Run, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    for number, moment in enumerate(MOMENTS):
        running = begin(folder, *(["--resume"] if number else []), at=moment)
        _, said = running.communicate(timeout=300)
        assert running.returncode == -signal.SIGKILL, f"{moment}: {said}"
        assert_whole_files(folder)
        assert not (folder / "run.json").exists()
        if moment == ("00031", "after"):
            found = checkpoint.latest(folder)
            assert found is not None
            assert found.name == "00031"
    run = engine.run("hamlet", scale=1, seed=1, until=UNTIL, out=folder, resume=True)
    assert_same(run.facts, folder, whole)


def test_killed_when_the_run_is_whole(whole: Run, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    running = begin(folder, at=("run.json", "after"))
    running.communicate(timeout=300)
    assert running.returncode == -signal.SIGKILL
    run = Run.open(folder)
    run.verify()
    assert run.facts["digests"] == whole.facts["digests"]
    with pytest.raises(FolderError, match="is finished"):
        engine.run("hamlet", scale=1, seed=1, until=UNTIL, out=folder, resume=True)
