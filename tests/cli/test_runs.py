"""Running from the command line: what is printed, what is written, and what an interrupt leaves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.cli.typed import Done, here, said_plainly, tiexi

RUN = ("run", "hamlet", "--scale", "1")


def done(of: Done) -> str:
    """What it said, after a look that it ended well."""
    assert of.returncode == 0, of.stderr
    return of.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder that holds one whole run."""
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def facts(folder: Path) -> dict[str, Any]:
    """What `tiexi run --json` printed."""
    found: dict[str, Any] = json.loads(done(tiexi(*RUN, "--json", cwd=folder)))
    return found


@pytest.fixture
def run(folder: Path, facts: dict[str, Any]) -> str:
    """The run's folder as a user would type it."""
    return f"runs/hamlet-k{facts['scale']}-s{facts['seed']}"


def test_json_is_run_json_alone(folder: Path, facts: dict[str, Any], run: str) -> None:
    assert facts == json.loads((folder / run / "run.json").read_text("utf-8"))
    assert facts["months"] == 120
    assert facts["residual"] == {"money": 0, "matter_g": 0, "people": 0}


def test_the_report_is_written(folder: Path, run: str) -> None:
    film = folder / run / "film.html"
    before = film.read_bytes()
    assert done(here("report", run, cwd=folder)).strip().endswith("film.html")
    assert film.read_bytes() == before


def test_a_life_is_told(folder: Path, run: str) -> None:
    life = json.loads(done(here("life", run, "--counted", "employed", "--json", cwd=folder)))
    assert life["filmed"]
    assert life["heading"] in done(here("life", run, life["key"], cwd=folder))


def test_sources_are_cited(folder: Path, facts: dict[str, Any], run: str) -> None:
    assert facts["digest"] in done(here("cite", run, cwd=folder))


def test_the_closing_screen_says_what_counts(folder: Path, facts: dict[str, Any], run: str) -> None:
    screen = done(here(*RUN, "--seed", "2", cwd=folder))
    assert "employed" in screen
    assert "money 0, matter 0 g, people 0" in screen
    assert "runs/hamlet-k1-s2" in screen
    proposed = next(line.split() for line in screen.splitlines() if line.strip().startswith("tiexi life"))
    assert done(here(*proposed[1:], cwd=folder)).startswith("Person")
    assert screen.count("\n  tiexi ") == 3
    assert done(here(*RUN, "--seed", "2", "--quiet", cwd=folder)) == ""
    assert (folder / "runs/hamlet-k1-s2-2").is_dir(), "an existing folder is never overwritten"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_a_folder_that_resumes(
    number: signal.Signals, tmp_path: Path, facts: dict[str, Any]
) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "tiexi", *RUN, "--quiet"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    )  # fmt: skip
    begun = tmp_path / "runs/hamlet-k1-s1/checkpoint/begun.json"
    while not begun.exists() and running.poll() is None:
        time.sleep(0.002)
    running.send_signal(number)
    _, said = running.communicate(timeout=300)
    assert running.returncode == 130, said
    assert "--resume" in said
    assert "Traceback" not in said
    resumed = json.loads(done(here(*RUN, "--resume", "--json", cwd=tmp_path)))
    assert resumed["digests"] == facts["digests"]


def test_a_month_outside_the_region_is_said(tmp_path: Path) -> None:
    assert "1990-01 to 1999-12" in said_plainly(here(*RUN, "--until", "2050-01", cwd=tmp_path), 1)
    assert not list(tmp_path.iterdir())
