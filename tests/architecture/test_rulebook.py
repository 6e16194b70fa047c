"""Every row of the mission that has a rule says by what, after whom, where it is seen and by what it is tried."""

from __future__ import annotations

import importlib
import sys

import pytest
from tests.architecture.sources import REPOSITORY

from tiexi.commands import glossary
from tiexi.month import MONTH
from tiexi.record.camera import VARIABLES as CAMERA
from tiexi.record.hopes import VARIABLES as HOPES
from tiexi.record.nation import VARIABLES as NATION
from tiexi.record.reform import VARIABLES as REFORM
from tiexi.record.voice import VARIABLES as VOICE
from tiexi.record.yearbook import VARIABLES as YEARBOOK
from tiexi.region.known import KNOWN
from tiexi.report.rows import ROWS, SERIES
from tiexi.studies import rulebook

PRODUCTION = "E3 E4 E5 E7 P1 P2 P3 P4 P5 P8 C2 C3 C5 C6 C7 K3 K5 K6"
LIVES = "C1 C4 C9 H1 H2 H3 H4 P7 E11"
NO_RULE_YET: set[str] = set()  # a row that gets one leaves this list
RENEW = "run `python docs/generate.py` and keep what it writes"


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, str]]:
    """What `tiexi explain` says of each row, by label."""
    return {entry.name: dict(entry.facts) for entry in glossary.rows()}


@pytest.mark.parametrize("row", [*PRODUCTION.split(), *LIVES.split()])
def test_a_row_names_rule_parameters_source_series_and_tests(row: str, rows: dict[str, dict[str, str]]) -> None:
    facts = rows[row]
    if row in NO_RULE_YET:
        assert facts["step"] == "none yet", f"{row} has a rule: take it off NO_RULE_YET"
        return
    missing = {"step", "source", "series", "tests", "file"} - set(facts)
    assert not missing, f"{row} lacks {missing}"
    if row not in ("P1", "P2", "P3", "P4", "P5", "P8", "K3"):  # recipes and stocks, not parameters
        assert facts["parameters"]


def test_every_row_that_a_step_serves_has_series_and_tests() -> None:
    served = {row for step in MONTH for row in step.rows}
    assert not served - set(SERIES), "name in report/rows.py the series in which these can be seen"
    assert not [row for row in served if not glossary.tests_of(row)]


def test_series_of_rows_are_recorded() -> None:
    recorded = {v.name for v in (*CAMERA, *NATION, *REFORM, *VOICE, *HOPES, *YEARBOOK)}
    assert set(SERIES) <= set(ROWS)
    assert not {name for names in SERIES.values() for name in names} - recorded


def test_every_parameter_is_read_by_a_step_or_by_the_record() -> None:
    idle = [name for name in KNOWN if not rulebook.readers(name) and not rulebook.observers(name)]
    assert not idle, f"no rule reads {idle}"


def test_every_step_reads_and_has_a_source_and_a_test() -> None:
    for step in MONTH:
        rule = rulebook.rule_of(step)
        assert rule.reads, step.name
        assert rule.sources, f"{step.name}: end the module's docstring with a paragraph `Source: ...`"
        assert rule.tests, f"{step.name}: no test imports {rule.modules[0]}"


def test_the_list_of_tests_is_fresh_and_every_file_exists() -> None:
    assert rulebook.scan(REPOSITORY / "tests") == rulebook.INDEX.read_text("utf-8"), f"it is stale: {RENEW}"
    files = {file for found in rulebook.index().values() for file in found}
    assert all((REPOSITORY / file).exists() for file in files)
    assert {name for name in rulebook.index() if "." not in name} <= set(ROWS)


def test_the_page_of_the_month_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "docs"))
    generate = importlib.import_module("generate")
    page = (REPOSITORY / "docs" / "month.md").read_text("utf-8")
    assert all(f"## {step.name}\n" in page for step in MONTH), f"a step is missing: {RENEW}"
    assert generate.month() + "\n" == page, f"docs/month.md is stale: {RENEW}"
    sys.modules.pop("generate")


def test_what_a_step_reads_is_found_behind_whatever_name_holds_the_table() -> None:
    (settle,) = [step for step in MONTH if step.name == "state.settle"]
    rule = rulebook.rule_of(settle)
    assert {"plants.sales", "links.fresh", "accounts.sector"} <= set(
        rule.reads
    )  # w.plants, links = w.links, ledger = ...
    assert "plants.result" not in rule.reads, "what it writes it does not merely read"
    assert {"tax.turnover", "finance.softness", "close.uncovered_share"} <= set(rule.parameters)
    assert "wage.level" not in rule.parameters
    (staff,) = [step for step in MONTH if step.name == "factory.staff"]
    assert {"off_post.weight_cadre", "retirement.age_women"} <= set(
        rulebook.rule_of(staff).parameters
    )  # texts with gaps


def test_a_parameter_serves_the_rows_of_its_steps() -> None:
    assert "C1" in rulebook.rows_of("off_post.allowance")
    assert rulebook.rows_of("tax.turnover") == ["E3", "E5", "C2", "K5", "K6"]
    assert rulebook.watching("P7") == ("tiexi.record.scenes",)
    assert "scene.chance" in rulebook.watched("tiexi.record.scenes").parameters
    assert rulebook.observers("reporting.pressure") == ["tiexi.record.planbook", "tiexi.record.yearbook"]
