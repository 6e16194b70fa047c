"""Every shipped case comes out of the engine's own rules, within the published tolerance."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tiexi.cases.folder import SHIPPED, CaseError, read_case, shipped
from tiexi.studies.replicate import replicate

REQUIRED = {
    "leontief-mrio", "ario-no-event", "ario-recovery", "ario-shortage", "pichler-half-critical", "dual-track", "gl-sim",
    "labour-network-steady",
}  # fmt: skip
WAITING = {"kantorovich-machines"}  # for the planner


def test_the_required_cases_are_shipped() -> None:
    assert set(shipped()) >= REQUIRED | WAITING


@pytest.mark.parametrize("name", sorted(set(shipped()) - WAITING))
def test_a_case_comes_out(name: str) -> None:
    pytest.importorskip("pymrio")
    outcome = replicate(read_case(SHIPPED / name))
    missed = [row for row in outcome.rows if row.scored and not row.holds]
    assert outcome.passed, missed[:5]
    assert all(row.ours is not None for row in outcome.rows)


def test_a_case_that_waits_for_the_planner_says_so_or_comes_out() -> None:
    case = read_case(SHIPPED / "kantorovich-machines")
    if find_spec("tiexi.state.optimum") is None:
        with pytest.raises(CaseError, match="no planner yet"):
            replicate(case)
    else:
        assert replicate(case).passed
