"""The commands that make a run again: one to print on the page, one to type."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tiexi.report.again import command, filming
from tiexi.report.recorded import Recorded

KEY = "00000000000000ff"


@pytest.fixture
def copied(run_folder: Path, tmp_path: Path) -> Path:
    return shutil.copytree(run_folder, tmp_path / "some run")


def with_facts(folder: Path, **facts: object) -> Recorded:
    file = folder / "run.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | facts), encoding="utf-8")
    return Recorded(folder)


def test_a_shipped_region_goes_by_its_name(copied: Path) -> None:
    run = with_facts(copied, region="hamlet")
    assert command(run) == "tiexi run hamlet --scale 10 --seed 1"
    assert filming(run, KEY) == f"tiexi run hamlet --scale 10 --seed 1 --film {KEY}"


def test_everything_else_is_taken_from_the_copies(copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (copied / "region" / "policies").mkdir()
    (copied / "region" / "policies" / "slow.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(copied.parent)
    run = with_facts(copied, people_at_peak=500, rounds=4)
    assert command(run) == "tiexi run mill_town --scale 10 --seed 1 --people 500 --rounds 4 --policy slow.toml"
    assert filming(run, KEY) == (
        "tiexi run 'some run/region' --scale 10 --seed 1 --people 500 --rounds 4"
        f" --policy 'some run/region/policies/slow.toml' --film {KEY}"
    )


def test_a_run_that_was_cut_short_stays_short(copied: Path) -> None:
    run = with_facts(copied, months=12)
    assert f"--until {run.first // 12}-12" in filming(run, KEY)
