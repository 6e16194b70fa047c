"""One made-up run folder for all tests of the report, a way to change it, and a page that needs no building."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.report import folder

from tiexi.report import page
from tiexi.report.recorded import Recorded

Change = Callable[[pl.DataFrame], pl.DataFrame]
Changed = Callable[[str, Change], Recorded]
EMPTY = (
    '<!doctype html>\n<html lang="en" data-theme="dark">\n<head><title>tiexi</title></head>\n<body>'
    '<script id="film" type="application/octet-stream"></script></body></html>\n'
)


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder.write(tmp_path_factory.mktemp("report") / "run")


@pytest.fixture
def run(run_folder: Path) -> Recorded:
    return Recorded(run_folder)


@pytest.fixture
def changed(run_folder: Path, tmp_path: Path) -> Changed:
    """The run with one table changed."""

    def change(table: str, how: Change) -> Recorded:
        other = shutil.copytree(run_folder, tmp_path / f"changed-{len(list(tmp_path.iterdir()))}")
        file = other / f"{table}.parquet"
        how(pl.read_parquet(file)).write_parquet(file)
        return Recorded(other)

    return change


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page as the build makes it, with nothing in it."""
    monkeypatch.setattr(page, "empty_page", lambda: EMPTY)
