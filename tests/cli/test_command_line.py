"""The command line as a user meets it: help, statuses, messages."""

from __future__ import annotations

import functools
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.typed import here, said_plainly, tiexi

from tiexi import __version__
from tiexi.cli import COMMANDS, INTERRUPTED, run_command
from tiexi.commands.glossary import entries
from tiexi.record.atomic import FolderError
from tiexi.record.run import Run
from tiexi.region import load
from tiexi.region.known import KNOWN
from tiexi.region.schema import columns_of
from tiexi.region.tables import TABLES

READ = functools.cache(load)


@pytest.fixture
def hamlet(tmp_path: Path) -> Path:
    """A copy of the hamlet's folder."""
    folder = tmp_path / "hamlet"
    done = here("new", str(folder), "--from", "hamlet")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shipped regions, of which all are looked through, are read once for all tests."""
    monkeypatch.setattr("tiexi.region.load", READ)


@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_names_every_command(flag: str) -> None:
    done = tiexi(flag)
    assert done.returncode == 0
    assert all(name in done.stdout and says in done.stdout for name, _, says in COMMANDS)


@pytest.mark.parametrize("name", [name for name, _, _ in COMMANDS])
def test_every_command_has_help(name: str) -> None:
    done = here(name, "--help")
    assert done.returncode == 0, done.stderr
    assert f"tiexi {name}" in done.stdout


def test_version() -> None:
    assert tiexi("--version").stdout == f"tiexi {__version__}\n"


HEAVY = ("numba", "polars", "scipy", "jinja2", "numpy", "pydantic", "rich", "cyclopts")


def loaded(*arguments: str) -> set[str]:
    """Heavy packages that a command loads."""
    script = (
        "import sys; from tiexi.cli import run_command; run_command(sys.argv[1:]); "
        f"print(*(m for m in {HEAVY!r} if m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stderr.split())


def test_help_loads_nothing_heavy() -> None:
    assert loaded("--help") == set()


def test_check_loads_no_numba() -> None:
    assert "numba" not in loaded("check", "hamlet")


def test_unknown_command_is_a_usage_error_with_a_suggestion() -> None:
    assert '"run"' in said_plainly(tiexi("rnu"), 2)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "--scale", "0"), "at least 1"),
        (("run", "--scale", "ten"), "--scale"),
        (("run", "--people", "many"), "300k"),
        (("run", "--until", "1990-13"), "YYYY-MM"),
        (("run", "--seed", "-1"), "seed"),
        (("run", "--sede", "1"), "--seed"),
        (("check",), "TARGET"),
        (("view",), "view"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], words: str) -> None:
    assert words in said_plainly(here(*arguments), 2)


def test_unknown_region_is_said_with_a_suggestion(tmp_path: Path) -> None:
    message = said_plainly(tiexi("run", "hamlett", "--quiet", cwd=tmp_path), 1)
    assert "hamlet" in message
    assert not list(tmp_path.iterdir()), "nothing is written for a region that does not exist"


def test_shipped_regions_are_listed_and_sound() -> None:
    listed = here("regions").stdout
    assert "hamlet" in listed
    assert "1990-01 to 1999-12" in listed
    assert tiexi("check", "hamlet").returncode == 0


def test_every_problem_of_a_broken_folder_is_said_at_once(hamlet: Path) -> None:
    workshops = (hamlet / "workshops.csv").read_text("utf-8")
    (hamlet / "workshops.csv").write_text(workshops.replace("works,", "wroks,"), "utf-8")
    (hamlet / "plnats.csv").write_text("plant\n", "utf-8")
    done = tiexi("check", str(hamlet))
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert any("workshops.csv:2:" in line for line in errors)
    assert any("plnats.csv" in line for line in errors)


def test_a_broken_folder_does_not_run(hamlet: Path, tmp_path: Path) -> None:
    (hamlet / "plants.csv").write_bytes(b"\x00\xff\x00")
    message = said_plainly(tiexi("run", str(hamlet), "--quiet", cwd=tmp_path), 1)
    assert "plants.csv" in message
    assert not (tmp_path / "runs").exists()


def test_a_new_region_touches_nothing_that_exists(hamlet: Path) -> None:
    before = {p: p.read_bytes() for p in hamlet.rglob("*") if p.is_file()}
    said_plainly(here("new", str(hamlet), "--from", "hamlet"), 1)
    assert {p: p.read_bytes() for p in hamlet.rglob("*") if p.is_file()} == before


def test_a_film_that_finds_no_room_is_made_up_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise FolderError("the disk is full, so film.html could not be written; nothing that was there is lost")

    monkeypatch.setattr("tiexi.report.film.write", full)
    folder = tmp_path / "run"
    found = here("run", "hamlet", "--until", "1990-02", "--out", str(folder), "--quiet")
    said_plainly(found, 1)
    assert "the disk is full" in found.stderr
    assert f"tiexi report {folder}" in found.stderr
    assert Run.open(folder).facts["months"] > 0


def test_who_stops_the_film_has_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tiexi.report.film.write", stop)
    folder = tmp_path / "run"
    said = said_plainly(here("run", "hamlet", "--until", "1990-02", "--out", str(folder), "--quiet"), INTERRUPTED)
    assert f"interrupted\nthe run itself is whole; make its film with\n  tiexi report {folder}" in said
    Run.open(folder).verify()


@pytest.mark.parametrize("command", ["report", "life", "cite"])
def test_what_is_no_run_is_said(command: str, tmp_path: Path) -> None:
    said_plainly(here(command, str(tmp_path / "nowhere")), 1)
    said_plainly(here(command, str(tmp_path)), 1)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("C5", "order"),
        ("people.wage", "fen/month"),
        ("wage.level", "yuan/year"),
        ("off_post", "xiagang"),
        ("electrolysis", "Copper electrolysis"),
        ("factory.produce", "step"),
        ("plant:works", "plant of hamlet"),
        ("copper", "works/smelting, works/casting, works/electrolysis"),
        ("plants.owner", "who owns it"),
        ("credit", "timeline.csv"),
        ("queued", "events.parquet"),
    ],
)
@pytest.mark.usefixtures("read_once")
def test_explain(name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", name]) == 0
    assert words in capsys.readouterr().out


def test_everything_declared_can_be_explained() -> None:
    regions = [load("hamlet")]
    known = {e.name: e for e in entries(regions)}
    for name, model in TABLES.items():
        assert all(f"{name}.{column}" in known for column in columns_of(model))
    assert set(KNOWN) <= set(known)
    assert all(e.says for e in known.values())


def test_explain_a_plan_without_a_run_says_how(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                               capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert run_command(["explain", "plan", "1957"]) == 1
    assert "tiexi run" in capsys.readouterr().err
    assert run_command(["explain", "C5", "1957"]) == 2


@pytest.mark.usefixtures("read_once")
def test_explain_suggests(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", "peple.wage"]) == 1
    assert "people.wage" in capsys.readouterr().err
