"""A title states a finding only if the run bears it out."""

from __future__ import annotations

import numpy as np
import polars as pl
from tests.report.conftest import Change, Changed
from tests.report.folder import FIRST

from tiexi.report import coin, film_data, scenes_end, scenes_line, scenes_streets, scenes_works, stops
from tiexi.report.both import fraction
from tiexi.report.recorded import Recorded
from tiexi.report.scene import Scene
from tiexi.report.series import NOTHING, Track


def set_to(variable: str, value: float) -> Change:
    hit = pl.col("variable") == variable
    return lambda frame: frame.with_columns(pl.when(hit).then(value).otherwise("value").alias("value"))


def title(scene: Scene | None) -> tuple[str, bool]:
    assert scene is not None
    return scene.title["en"], scene.finding


def test_findings_of_the_run(run: Recorded) -> None:
    assert title(scenes_end.stopping(run)) == ("Copper electrolysis stopped last, in August 2000", True)
    _, back = scenes_works.chains(run)
    assert title(back) == ("In 1988, 75 t of anode scrap a month went back upstream", True)
    assert title(scenes_streets.without_work(run)) == (
        "In December 2000 the yearbook missed three of every five people without work", True,
    )  # fmt: skip
    assert title(scenes_streets.employment(run))[0].startswith("In December 1997 the yearbook counted 11,000 people")
    assert title(scenes_line.debts(run))[0].startswith("From February 1995 wages came late; in December 2003")
    assert title(scenes_end.arrears(run)) == (
        "From February 1995, the cable works owed its people wages; by December 2003 it owed 4 months of pay", True,
    )  # fmt: skip
    assert title(scenes_end.transfer(run)) == ("From 1985 to 2003, 6 yuan left for every one that came back", True)
    assert title(scenes_end.after(run))[0].startswith("In August 2000, 5,900 of the 6,000 people of Shenyang Smelter")
    assert title(scenes_works.idle(run)) == ("December 1999: 39 of a hundred windows lit at the cable works", True)
    assert title(scenes_line.freight(run))[0] == (
        "In 1988, 2,700 t a month crossed the edge of the district; in 2003, 0 t"
    )
    assert film_data.headline(run)["en"].startswith("In 1")


def stopped(workshop: str, month: int) -> Change:
    hit = (pl.col("who") == workshop) & (pl.col("event") == "stopped")
    return lambda frame: frame.with_columns(pl.when(hit).then((month - FIRST) * 10).otherwise("value").alias("value"))


def test_two_that_stopped_last_in_one_month_are_both_named(changed: Changed) -> None:
    scene = scenes_end.stopping(changed("events", stopped("smelter/refining", 2000 * 12 + 7)))
    assert title(scene) == (
        "Refining and casting of anodes and copper electrolysis stopped last, in August 2000", True,
    )  # fmt: skip
    assert scene is not None
    assert any(t["en"].endswith("stopped in one month, August 2000: a tie.") for t in scene.texts)


def test_three_in_one_month_are_no_order(changed: Changed) -> None:
    run = changed("events", lambda f: stopped("smelter/refining", 24004)(stopped("smelter/electrolysis", 24004)(f)))
    assert title(scenes_end.stopping(run)) == ("When each workshop stopped", False)


def test_a_workshop_still_at_work_means_that_none_was_last(changed: Changed) -> None:
    run = changed("events", lambda f: f.filter(pl.col("who") != "smelter/refining"))
    assert title(scenes_end.stopping(run)) == ("When each workshop stopped", False)


def test_last_of_its_chain_only(changed: Changed) -> None:
    run = changed("events", stopped("smelter/tower", 2000 * 12 + 8))
    assert title(scenes_end.stopping(run)) == (
        "Copper electrolysis stopped last of the copper workshops, in August 2000", True,
    )  # fmt: skip


def test_nothing_stopped(changed: Changed) -> None:
    scene = scenes_end.stopping(changed("events", lambda f: f.filter(pl.col("event") != "stopped")))
    assert title(scene) == ("When each workshop stopped", False)
    assert scene is not None
    assert [t["en"] for t in scene.texts] == ["No workshop had stopped for good when the record ends."]


def test_a_workshop_that_resumed_has_not_stopped(run: Recorded) -> None:
    assert "cable/stranding" not in stops.stops(run)


def test_a_few_coins_owed_are_no_arrears() -> None:
    bill = Track(0, np.full(6, 100.0))
    owed = Track(0, np.array([5.0, 20.0, 5.0, 30.0, 40.0, 35.0]))
    assert coin.late_from(owed, bill) == (3, 4, 40.0)
    assert coin.late_from(Track(0, np.array([5.0])), bill) is None
    assert coin.late_from(NOTHING, bill) is None


def test_no_arrears_no_sentence_about_them(changed: Changed) -> None:
    run = changed("series", set_to("wage_arrears", 0))
    assert title(scenes_line.debts(run)) == ("Tills, arrears and debts", False)
    assert scenes_end.arrears(run) is None


def test_a_yearbook_that_sees_everyone_misses_nobody(changed: Changed) -> None:
    run = changed("series", lambda f: f.filter(~pl.col("variable").is_in(["off_post", "discouraged"])).with_columns(
        pl.when(pl.col("variable").is_in(["unemployed", "registered_unemployed"])).then(500.0)
        .when(pl.col("variable") == "laid_off_registered").then(0.0).otherwise("value").alias("value")
    ))  # fmt: skip
    found = title(scenes_streets.without_work(run))
    assert found == ("People without work, in the yearbook and on camera", False)


def test_steady_work_gives_the_neutral_headline(changed: Changed) -> None:
    run = changed("series", set_to("employed", 50_000))
    assert film_data.headline(run) == {"en": "Mill town, 1985 to 2003", "zh": "厂城，1985 年至 2003 年"}


def test_no_return_flow_no_sequence_about_it(changed: Changed) -> None:
    run = changed("matter", lambda f: f.filter(pl.col("item") != "anode_scrap"))
    assert [s.id for s in scenes_works.chains(run)] == ["chain-copper"]


def test_a_nation_that_gives_as_much_as_it_takes(changed: Changed) -> None:
    run = changed("series", set_to("nation_grants", 7e8))
    assert title(scenes_end.transfer(run)) == ("What left for the centre and what came back", False)


def test_a_works_that_still_works_is_not_idle(changed: Changed) -> None:
    """Who works there is what its windows show, so nobody stands behind a dark one."""
    run = changed("series", lambda f: f.with_columns(
        pl.when((pl.col("variable").is_in(["output", "load_factor"])) & (pl.col("entity") == "cable/stranding"))
        .then(1.0).otherwise("value").alias("value")
    ))  # fmt: skip
    assert title(scenes_works.idle(run)) == ("The windows of one works at three dates", False)


def test_nothing_closed_nothing_after(changed: Changed) -> None:
    assert scenes_end.after(changed("events", lambda f: f.filter(pl.col("event") != "bankrupt"))) is None


def test_shares_in_words() -> None:
    def said(share: float) -> tuple[str, str] | None:
        found = fraction(share)
        return None if found is None else (found[0]["en"], found[1]["en"])

    assert said(0.6) == ("three", "five")
    assert said(0.5) == ("one", "two")
    assert said(0.88) == ("nine", "ten")
    assert said(0.01) is None
