"""One recorded run of Tiexi for all stories that are told from its record."""

from __future__ import annotations

import pytest

from tiexi import engine
from tiexi.record.run import Run


@pytest.fixture(scope="session")
def tiexi_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """1934 to 2003, one simulated person for a hundred, seed 1: as `docs/lives.py` runs it."""
    return engine.run("tiexi", scale=100, seed=1, out=tmp_path_factory.mktemp("tiexi") / "run")
