"""One made-up run folder for all tests of the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.report import folder

from tiexi.report.recorded import Recorded


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder.write(tmp_path_factory.mktemp("report") / "run")


@pytest.fixture
def run(run_folder: Path) -> Recorded:
    return Recorded(run_folder)
