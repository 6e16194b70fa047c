"""A title states a finding only if the run bears it out."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from tests.report.folder import FIRST

from tiexi.report import chain_picture, money, opening, remnants, rust
from tiexi.report.figures import Figure, fraction
from tiexi.report.recorded import Recorded
from tiexi.report.speech import Speech

EN = Speech("en")
Change = Callable[[pl.DataFrame], pl.DataFrame]


@pytest.fixture
def changed(run_folder: Path, tmp_path: Path) -> Callable[[str, Change], Recorded]:
    def change(name: str, how: Change) -> Recorded:
        other = shutil.copytree(run_folder, tmp_path / "changed")
        how(pl.read_parquet(other / f"{name}.parquet")).write_parquet(other / f"{name}.parquet")
        return Recorded(other)

    return change


def set_to(variable: str, value: float) -> Change:
    hit = pl.col("variable") == variable
    return lambda frame: frame.with_columns(pl.when(hit).then(value).otherwise("value").alias("value"))


def title(figure: Figure | None) -> tuple[str, bool]:
    assert figure is not None
    return figure.title, figure.found


def test_findings_of_the_run(run: Recorded) -> None:
    assert title(rust.stopping(run, EN)) == ("Copper electrolysis stopped last, in August 2000", True)
    assert title(chain_picture.tonnes(run, EN)) == (
        "In 1988, 75 t of anode scrap a month went back upstream",
        True,
    )
    assert title(remnants.without_work(run, EN)) == (
        "In December 2000 the yearbook missed three of every five people without work", True,
    )  # fmt: skip
    assert title(remnants.employment(run, EN))[0].startswith("In December 1997 the yearbook counted 11,000 people")
    assert title(money.tills(run, EN))[0].startswith("From February 1995 wages came late; in December 2003")
    assert opening.headline(run, EN)[1]


def stopped(workshop: str, month: int) -> Change:
    hit = (pl.col("who") == workshop) & (pl.col("event") == "stopped")
    return lambda frame: frame.with_columns(pl.when(hit).then((month - FIRST) * 10).otherwise("value").alias("value"))


def test_two_that_stopped_last_in_one_month_are_both_named(changed: Callable[[str, Change], Recorded]) -> None:
    figure = rust.stopping(changed("events", stopped("smelter/refining", 2000 * 12 + 7)), EN)
    assert title(figure) == (
        "Refining and casting of anodes and copper electrolysis stopped last, in August 2000", True,
    )  # fmt: skip
    assert figure is not None
    assert any("stopped within one month" in t for t in figure.text)


def test_three_in_one_month_are_no_order(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("events", lambda f: stopped("smelter/refining", 24004)(stopped("smelter/electrolysis", 24004)(f)))
    assert title(rust.stopping(run, EN)) == ("When each workshop stopped", False)


def test_a_workshop_still_at_work_means_that_none_was_last(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("events", lambda f: f.filter(pl.col("who") != "smelter/refining"))
    assert title(rust.stopping(run, EN)) == ("When each workshop stopped", False)


def test_last_of_its_chain_only(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("events", stopped("smelter/tower", 2000 * 12 + 8))
    assert title(rust.stopping(run, EN)) == (
        "Copper electrolysis stopped last of the copper workshops, in August 2000", True,
    )  # fmt: skip


def test_nothing_stopped(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("events", lambda f: f.filter(pl.col("event") != "stopped"))
    figure = rust.stopping(run, EN)
    assert title(figure) == ("When each workshop stopped", False)
    assert figure is not None
    assert figure.text == ["No workshop had stopped for good when the record ends."]


def test_a_workshop_that_resumed_has_not_stopped(run: Recorded) -> None:
    assert "cable/stranding" not in rust.stops(run)


def test_a_few_coins_owed_are_no_arrears() -> None:
    bill = [(m, 100.0) for m in range(6)]
    owed = [(0, 5.0), (1, 20.0), (2, 5.0), (3, 30.0), (4, 40.0), (5, 35.0)]
    assert money.late_from(owed, bill) == (3, 4, 40.0)
    assert money.late_from([(0, 5.0)], bill) is None
    assert money.late_from([], bill) is None


def test_no_arrears_no_sentence_about_them(changed: Callable[[str, Change], Recorded]) -> None:
    assert title(money.tills(changed("series", set_to("wage_arrears", 0)), EN)) == ("Tills, arrears and debts", False)


def test_a_yearbook_that_sees_everyone_misses_nobody(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("series", lambda f: f.filter(~pl.col("variable").is_in(["off_post", "discouraged"])).with_columns(
        pl.when(pl.col("variable").is_in(["unemployed", "registered_unemployed"])).then(500.0)
        .when(pl.col("variable") == "laid_off_registered").then(0.0).otherwise("value").alias("value")
    ))  # fmt: skip
    assert title(remnants.without_work(run, EN)) == ("People without work, in the yearbook and on camera", False)


def test_steady_work_gives_the_neutral_opening(changed: Callable[[str, Change], Recorded]) -> None:
    assert opening.headline(changed("series", set_to("employed", 50_000)), EN) == ("Mill town, 1985 to 2003", False)


def test_no_return_flow(changed: Callable[[str, Change], Recorded]) -> None:
    run = changed("matter", lambda f: f.filter(pl.col("item") != "anode_scrap"))
    assert title(chain_picture.tonnes(run, EN)) == ("The copper chain in 1988, tonnes a month", False)


def test_shares_in_words() -> None:
    assert fraction(0.6, EN) == ("three", "five")
    assert fraction(0.5, EN) == ("one", "two")
    assert fraction(0.88, EN) == ("nine", "ten")
    assert fraction(0.01, EN) is None
