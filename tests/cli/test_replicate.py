"""`tiexi replicate`: cases by name and by folder, and what is said of bad ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cases.folders import expect, like, write
from tests.cli.typed import here, said_plainly, tiexi

from tiexi.cli import run_command


def test_a_case_is_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["replicate", "dual-track"]) == 0
    said = capsys.readouterr().out
    assert "market_price" in said
    assert "passed: 6 of 6 numbers within tolerance" in said


def test_a_folder_from_elsewhere(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = like("dual-track", tmp_path / "mine", {"quota": 10})
    expect(folder, [("market_price", "", 22.0), ("market_track_quantity", "", 46.0)], 1e-9)
    assert run_command(["replicate", str(folder), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["passed"]
    assert {row["quantity"] for row in told["rows"]} == {"market_price", "market_track_quantity"}


def test_a_case_that_misses_says_by_how_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = like("dual-track", tmp_path / "mine", {})
    expect(folder, [("market_price", "", 22.1), ("no_such_quantity", "", 1.0)], 1e-9)
    assert run_command(["replicate", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "MISSED: 0 of 2" in said
    assert "4.5e-03" in said
    assert "not measured" in said


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("parameters.csv", None, "belongs to no family of models"),
        (
            "parameters.csv",
            "name,value\nquota,24\nplan_price,cheap\na_D,9\nb_D,1\nc_S,0\nd_S,1\n",
            "plan_price is 'cheap'",
        ),
        ("parameters.csv", "name,value\nquota,24\nplan_price,14\n", "no row 'a_D'"),
        ("parameters.csv", "name;value\nquota;24\n", "the columns are name, value"),
        ("parameters.csv", "name,value\nquota,24,7\n", "3 cells where the first line has 2"),
        ("parameters.csv", "", "the file is empty"),
        ("expected.csv", None, "no such file"),
        ("expected.csv", "quantity,step,value\nx,,1\n", "no column 'tolerance'"),
        ("expected.csv", "quantity,step,value,tolerance,tolerance_kind\nx,,one,1,relative\n", "write a number"),
        ("expected.csv", "quantity,step,value,tolerance,tolerance_kind\nx,,1,1,roughly\n", "relative"),
    ],
)
def test_a_bad_folder_is_one_plain_message(tmp_path: Path, file: str, text: str | None, says: str) -> None:
    folder = like("dual-track", tmp_path / "mine", {})
    (folder / file).unlink()
    if text is not None:
        (folder / file).write_text(text, "utf-8")
    said = said_plainly(here("replicate", str(folder)), 1)
    assert says in said
    assert said.count("\n") == 1


def test_a_name_that_is_no_case() -> None:
    assert "did you mean 'dual-track'?" in said_plainly(tiexi("replicate", "dual-trak"), 1)
    assert "no such folder" in said_plainly(here("replicate", "./nowhere"), 1)


@pytest.mark.parametrize(
    ("name", "changes", "says"),
    [
        ("ario-shortage", {"order_rule": "never"}, "one of: alt, noalt"),
        ("ario-shortage", {"psi": 0}, "must be above 0"),
        ("ario-shortage", {"steps": 2.5}, "a whole number"),
        ("pichler-half-critical", {"production_function": "leontif"}, "did you mean 'leontief'?"),
        ("pichler-half-critical", {"b": 1.5}, "from 0 to 1"),
        ("gl-sim", {"theta": 0}, "must be above 0"),
        ("labour-network-steady", {"delta_u": 1.2}, "from 0 to 1"),
        ("labour-network-steady", {"floor": 1e-9}, "a constant of the engine"),
    ],
)
def test_a_parameter_out_of_range(
    tmp_path: Path, name: str, changes: dict[str, object], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pymrio")
    folder = like(name, tmp_path / "mine", changes)
    assert run_command(["replicate", str(folder)]) == 1
    assert says in capsys.readouterr().err


def test_tables_that_do_not_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "Z.csv", [("region", "sector", "a|x", "a|y"), ("a", "x", 1, 2), ("a", "y", -3, 4)])
    write(tmp_path / "Y.csv", [("region", "sector", "final"), ("a", "x", 5), ("a", "y", 6)])
    expect(tmp_path, [("sum_of_A", "", 1.0)], 1e-9)
    assert run_command(["replicate", str(tmp_path)]) == 1
    assert "negative deliveries" in capsys.readouterr().err
    write(tmp_path / "Z.csv", [("region", "sector", "a|x"), ("a", "x", 1), ("a", "y", 3)])
    assert run_command(["replicate", str(tmp_path)]) == 1
    assert "must be square" in capsys.readouterr().err


def test_a_network_that_does_not_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = like("labour-network-steady", tmp_path / "mine", {})
    expect(folder, [("asec|unemployment_rate", 999, 0.05)], 1e-9)
    for rows, says in (
        (None, "there is no such file; expected.csv asks for the network 'asec'"),
        ([("11-1010", "11-1O20", 1)], "'11-1O20' in column to is not in employment.csv"),
        ([("11-1010", "11-1020", 0.9)], "from 11-1010 sum to 0.9"),
    ):
        if rows is not None:
            write(folder / "network" / "edges.csv", [("from", "to", "probability"), *rows])
        assert run_command(["replicate", str(folder)]) == 1
        assert says in capsys.readouterr().err
