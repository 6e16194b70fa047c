"""`tiexi validate` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.stories.test_scoreboard import copy_of_hamlet

from tiexi.cli import run_command
from tiexi.commands.scores import band, number, percent, spread, verdict

QUICK = ("--members", "1", "--scale", "10")


@pytest.mark.parametrize(("name", "nearest"), [("ordr", "order"), ("tiexy", "tiexi"), ("hamlett", "hamlet")])
def test_an_unknown_name_is_said_with_a_suggestion(name: str, nearest: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["validate", name]) == 1
    assert f"did you mean '{nearest}'" in capsys.readouterr().err.replace('"', "'")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["validate", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_region_without_targets_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["validate", "hamlet"]) == 0
    assert "hamlet has no targets" in capsys.readouterr().out
    assert run_command(["validate", "hamlet", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["targets"] == []


def test_a_region_of_ones_own_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(copy_of_hamlet(tmp_path / "hamlet"))
    assert run_command(["validate", folder, *QUICK, "--json"]) == 0
    board = json.loads(capsys.readouterr().out)
    assert [t["id"] for t in board["targets"]] == ["H1", "H2"]
    assert board["targets"][0]["inside"] is True
    assert board["targets"][1]["reason"] == "nobody grows any"
    assert board["seeds"] == [1]
    assert run_command(["validate", folder, *QUICK]) == 0
    screen = capsys.readouterr().out
    assert "off post share 1998" in screen
    assert "validation: 1 of 1 medians in their band" in screen
    assert "nobody grows any" in screen


def test_how_numbers_are_written() -> None:
    assert [number(v) for v in (None, 0.4661, 12.34, 999.6, 26000.2, -3)] == [
        "", "0.466", "12.3", "1,000", "26,000", "-3.000",
    ]  # fmt: skip
    assert [band(*b) for b in ((None, None), (1, None), (None, 1), (0.3, 0.5))] == [
        "", "1.000 or more", "to 1.000", "0.300 to 0.500",
    ]  # fmt: skip
    assert [spread(None, None), spread(1, 2)] == ["", "1.000 to 2.000"]
    assert [percent(None), percent(12.34)] == ["-", "12.3"]
    assert [verdict(v) for v in (None, True, False)] == ["", "yes", "NO"]
