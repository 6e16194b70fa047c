"""The bench measures what it says it measures (no times are asserted)."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from tiexi.bench import plan
from tiexi.bench.run import Case, measure


def test_a_process_is_measured(tmp_path: Path) -> None:
    found = measure(Case("help", ("--help",), 0.4), tmp_path, tmp_path)
    assert found.seconds > 0
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9  # Linux hands the parent's mark to a child
    assert 0.001 < found.gigabytes < max(1, 1.1 * own)
    assert found.rate is None


def test_the_planning_problem_is_measured() -> None:
    found = plan.measure(plan.Case(40, 3, 3.0))
    assert found.seconds > 0
    assert found.processes >= 30
    assert 0 <= found.share_missing < 1


def test_a_failing_process_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"exit status 2"):
        measure(Case("nonsense", ("nonsense",), 1.0), tmp_path, tmp_path)
