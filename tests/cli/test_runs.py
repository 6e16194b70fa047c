"""Running from the command line: what is printed, what is written, and what an interrupt leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

RUN = ("run", "hamlet", "--scale", "1")


def tiexi(cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `tiexi` in a folder; fails the test with its message if it does not end with status 0."""
    done = subprocess.run(
        [sys.executable, "-m", "tiexi", *arguments],
        capture_output=True, text=True, cwd=cwd, env=os.environ | {"COLUMNS": "200"}, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working folder that holds one whole run."""
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def facts(folder: Path) -> dict[str, Any]:
    """What `tiexi run --json` printed."""
    found: dict[str, Any] = json.loads(tiexi(folder, *RUN, "--json").stdout)
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
    assert tiexi(folder, "report", run).stdout.strip().endswith("film.html")
    assert film.read_bytes() == before


def test_a_life_is_told(folder: Path, run: str) -> None:
    life = json.loads(tiexi(folder, "life", run, "--counted", "employed", "--json").stdout)
    assert life["filmed"]
    assert life["heading"] in tiexi(folder, "life", run, life["key"]).stdout


def test_sources_are_cited(folder: Path, facts: dict[str, Any], run: str) -> None:
    assert facts["digest"] in tiexi(folder, "cite", run).stdout


def test_the_closing_screen_says_what_counts(folder: Path, facts: dict[str, Any], run: str) -> None:
    screen = tiexi(folder, *RUN, "--seed", "2").stdout
    assert "employed" in screen
    assert "money 0, matter 0 g, people 0" in screen
    assert "runs/hamlet-k1-s2" in screen
    proposed = next(line.split() for line in screen.splitlines() if line.strip().startswith("tiexi life"))
    assert tiexi(folder, *proposed[1:]).stdout.startswith("Person")
    assert screen.count("\n  tiexi ") == 3
    assert tiexi(folder, *RUN, "--seed", "2", "--quiet").stdout == ""
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
    resumed = json.loads(tiexi(tmp_path, *RUN, "--resume", "--json").stdout)
    assert resumed["digests"] == facts["digests"]


def test_a_month_outside_the_region_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tiexi", *RUN, "--until", "2050-01"],
        capture_output=True, text=True, cwd=tmp_path, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "1990-01 to 1999-12" in done.stderr
    assert not list(tmp_path.iterdir())
