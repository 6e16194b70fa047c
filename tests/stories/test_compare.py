"""Two policies and one seed: the same people twice, so that a difference is the policy's doing."""

from __future__ import annotations

import json

import polars as pl
import pytest

import tiexi
from tiexi.record.atomic import FolderError
from tiexi.studies.compare import Comparison

BASE, KEPT = "as it was", "orders kept"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The hamlet with and without the fall of orders after December 1993, two seeds."""
    hamlet = tiexi.load("hamlet")
    return tiexi.compare(
        hamlet, {BASE: None, KEPT: hamlet.folder / "policies" / "keep_orders.toml"}, members=2, scale=1,
        until="1997-12", out=tmp_path_factory.mktemp("compare") / "orders",
    )  # fmt: skip


def test_nothing_differs_before_the_policy_does(both: Comparison) -> None:
    for variable in ("employed", "off_post", "unemployed", "people"):
        effect = both.effect(variable)
        early = effect.filter(pl.col("month") <= "1993-12")
        assert len(early) == 48
        assert early.select(pl.col("q05", "q50", "q95").abs().max()).row(0) == (0, 0, 0)
    for year in range(1990, 1994):
        for member in range(2):
            people = both.people("earnings", year, member)
            assert people[f"{KEPT} - {BASE}"].null_count() == 0
            assert people[f"{KEPT} - {BASE}"].abs().max() == 0


def test_where_orders_are_kept_more_have_work(both: Comparison) -> None:
    late = both.effect("employed").filter(pl.col("month") == "1997-12")
    assert late["q05"].item() > 0
    assert late["members_higher"].item() == 2
    assert both.effect("off_post").filter(pl.col("month") == "1997-12")["q95"].item() < 0


def test_the_same_person_is_found_under_both(both: Comparison) -> None:
    founders = both.runs[BASE][0].people.filter(pl.col("born") < "1990-01").collect()["key"]
    assert len(founders) > 150
    people = both.people("employed")
    assert people["key"].is_unique().all()
    pairs = people.filter(pl.col("key").is_in(founders.implode()))
    assert pairs.select(pl.col(BASE, KEPT).null_count()).row(0) == (0, 0)
    assert (pairs[f"{KEPT} - {BASE}"] == pairs[KEPT] - pairs[BASE]).all()
    assert pairs[f"{KEPT} - {BASE}"].max() > 12, "somebody kept a post for more than a year longer"


def test_the_folder_says_what_was_compared(both: Comparison) -> None:
    facts = json.loads((both.folder / "compare.json").read_text("utf-8"))
    assert facts["policies"] == [BASE, KEPT]
    assert facts["seeds"] == [1, 2]
    assert facts["digests"] == {name: [r.facts["digest"] for r in runs] for name, runs in both.runs.items()}
    assert pl.read_parquet(both.folder / "people.parquet")["variable"].n_unique() == 6


def test_a_comparison_needs_two_policies_and_never_overwrites(both: Comparison) -> None:
    with pytest.raises(ValueError, match="two policies"):
        tiexi.compare("hamlet", {BASE: None})
    with pytest.raises(FolderError, match="choose another folder"):
        tiexi.compare("hamlet", {BASE: None, KEPT: None}, out=both.folder)


def test_a_variable_nobody_recorded_is_said(both: Comparison) -> None:
    with pytest.raises(ValueError, match="the panel has no 'joy'"):
        both.people("joy")


def test_nothing_is_written_beside_the_folder(both: Comparison) -> None:
    assert sorted(p.name for p in both.folder.iterdir()) == [
        "compare.json", "effects.parquet", "members", "people.parquet",
    ]  # fmt: skip
    assert [p.name for p in both.folder.parent.iterdir()] == ["orders"]
