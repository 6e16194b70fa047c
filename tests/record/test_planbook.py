"""The book of the plan: what a workshop lacked, and the rows of a planned year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds import under

from tiexi import engine
from tiexi.cli import run_command
from tiexi.record.planbook import lacking
from tiexi.record.run import Run


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.lists(st.tuples(
    st.integers(0, 3), st.lists(st.tuples(st.integers(0, 4), st.integers(-4, 3)), max_size=3)), max_size=2)),
    min_size=1, max_size=4), st.lists(st.integers(0, 8), min_size=5, max_size=5))  # fmt: skip
def test_what_a_workshop_lacked(shops: list[Any], yard: list[int]) -> None:
    """Of the variant charged most, the first input (stock number is good number) of which there is the least, below one batch."""
    charges, first_use, number, uses = [0], [0], [0], [(0, 0)]
    first_line, lines = [0], [0]
    for _, _, variants in shops:
        first_line.append(len(charges))
        lines.append(len(variants))
        for charged, items in variants:
            charges.append(charged)
            first_use.append(len(uses))
            number.append(len(items))
            uses += items
    stock, amount = (np.array(column, np.int64) for column in zip(*uses, strict=True))
    lacks = np.full(len(first_line), 9, np.int64)
    have = np.array([0, *yard[1:]], np.int64)
    lacking(
        len(first_line), np.array([0, *(s[0] for s in shops)]), np.array([0, *(s[1] for s in shops)]),
        *(np.array(a, np.int64) for a in (first_line, lines, charges, first_use, number)), stock, stock, amount, have, lacks,
    )  # fmt: skip
    for w, (target, charged, variants) in enumerate(shops, 1):
        expected = 0
        if target > charged and variants:
            _, items = max(variants, key=lambda variant: variant[0])
            short = [(have[s] // -a, i) for i, (s, a) in enumerate(items) if a < 0 and s]
            if short and min(short)[0] < 1:
                expected = items[min(short)[1]][0]
        assert lacks[w] == expected


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    out = tmp_path_factory.mktemp("planned") / "run"
    return engine.run(under("hamlet", "plan_to_the_end"), scale=1, until="1993-12", out=out)


def test_a_planned_year_is_in_the_record(run: Run) -> None:
    book = run.table("plan").collect()
    assert set(book["year"]) == {1991, 1992, 1993}
    of = book.filter((pl.col("year") == 1993) & (pl.col("entity") == "works/electrolysis"))
    told = {r["variable"]: (r["value"], r["unit"]) for r in of.iter_rows(named=True) if r["variable"] != "lacked"}
    series = run.series.filter((pl.col("entity") == "works/electrolysis") & (pl.col("month").str.slice(0, 4) == "1993"))
    assert told["target"] == (series.filter(pl.col("variable") == "target")["value"].item(), "g/year")
    assert told["output"][0] == series.filter(pl.col("variable") == "output")["value"].sum()
    assert told["worked"][0] == 12
    yard = book.filter((pl.col("year") == 1993) & (pl.col("entity") == "works") & (pl.col("good") == "concentrate"))
    named = dict(zip(yard["variable"], yard["value"], strict=True))
    assert 0 < named["received"] <= named["allotted"]
    assert named["short"] <= named["ordered"]
    price = book.filter(
        (pl.col("year") == 1993) & (pl.col("good") == "concentrate") & (pl.col("variable") == "price_shadow")
    )
    assert price["value"].item() > 0


def test_explain_plan_tells_targets_allotments_prices_and_why(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command(["explain", "plan", "1993", "--run", str(run.folder)]) == 0
    said = capsys.readouterr().out
    for words in (
        "The plan of 1993",
        "works/electrolysis",
        "Balances",
        "shadow price",
        "What failed, and why",
        "of its target",
    ):
        assert words in said
    assert run_command(["explain", "plan", "1993", "--run", str(run.folder), "--json"]) == 0
    assert '"fulfilment"' in capsys.readouterr().out
    assert run_command(["explain", "plan", "1990", "--run", str(run.folder)]) == 1
    assert "planned from 1991 to 1993" in capsys.readouterr().err


def test_a_run_without_a_plan_has_an_empty_book(tmp_path: Path) -> None:
    run = engine.run("hamlet", scale=10, until="1990-03", out=tmp_path / "run")
    assert run.table("plan").collect().is_empty()
    assert run_command(["explain", "plan", "1990", "--run", str(run.folder)]) == 1
