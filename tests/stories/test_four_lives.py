"""Four stories of Tiexi, each from the record of one run: the cable works, the break room, a school leaver, a returnee.

The run is a preview (a person stands for a hundred); for the cable works, of which few are left, one stands for ten.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import polars as pl
import pytest
from tests.architecture.sources import REPOSITORY

from tiexi import engine
from tiexi.record.run import Run

ROWS = ("C1", "C4", "C9", "H3", "H4", "P7")


def plant_in(run: Run, plant: str, month: str, variable: str) -> float:
    rows = run.series.filter(
        (pl.col("kind") == "plant") & (pl.col("entity") == plant) & (pl.col("month") == month)
        & (pl.col("variable") == variable)
    )  # fmt: skip
    return float(rows["value"].item())


def whole(run: Run, kind: str) -> pl.DataFrame:
    return run.events.filter((pl.col("kind") == "person") & (pl.col("event") == kind)).collect()


def test_at_the_end_of_1999_most_of_the_cable_works_are_off_post_and_cadres_stay(tmp_path: Path) -> None:
    """The film shows nine in ten at home, cadres and guards alone in the halls. The model has three in four of those on
    the books: a miss that is reported (`docs/lives.md`), for orders are still a hundredth of capacity and not none.

    At a scale of ten, where some two hundred are left to be counted.
    """
    run = engine.run("tiexi", scale=10, seed=1, until="1999-12", out=tmp_path / "run")
    tied, off = (plant_in(run, "cable_works", "1999-12", v) for v in ("tied", "off_post"))
    assert 0.65 < off / tied < 0.9
    books = run.panel.filter(
        (pl.col("year") == 1999) & pl.col("workshop").str.starts_with("cable_works/") & pl.col("here")
    ).collect()
    left, all_ = ((of["tie"] == "cadre").mean() for of in (books.filter(pl.col("activity") == "on_post"), books))
    assert left > 0.4, "nearly half of those left are cadres"
    assert left > 2.5 * all_
    cadres, others = (books.filter(pl.col("tie") == "cadre"), books.filter(pl.col("tie") != "cadre"))
    assert (cadres["activity"] == "on_post").mean() > 0.6
    assert (others["activity"] == "on_post").mean() < 0.2
    loads = run.series.filter(
        pl.col("entity").str.starts_with("cable_works/") & (pl.col("variable") == "load_factor")
        & (pl.col("month") == "1999-12")
    )  # fmt: skip
    assert loads["value"].max() < 0.05


def test_workers_of_the_smelter_are_told_of_its_end_during_their_break(tiexi_run: Run) -> None:
    """Notice comes without warning: nobody had been told before, and the same month the tie of all but guards ends."""
    scenes = tiexi_run.table("scenes").collect()
    told = scenes.filter((pl.col("what") == "closure_told") & pl.col("place").str.starts_with("smelter/"))
    assert len(told) >= 3
    assert set(told["month"]) == {"2000-08"}
    assert set(told["kind"]) == {"break_room"}
    closed = tiexi_run.events.filter((pl.col("who") == "smelter") & (pl.col("event") == "bankrupt")).collect()
    assert closed["month"].to_list() == ["2000-08"]
    keys = [f"{k:016x}" for k in told["key"]]
    ends = tiexi_run.events.filter(
        pl.col("who").is_in(keys) & pl.col("event").is_in(["dismissed", "early_retired", "retired"])
        & (pl.col("month") == "2000-08")
    ).collect()  # fmt: skip
    guards = set(keys) - set(ends["who"])
    assert 10 * len(guards) <= len(keys)
    stay = tiexi_run.table("lives").filter((pl.col("from") == "2000-09") & (pl.col("activity") == "on_post")).collect()
    assert guards <= {f"{key:016x}" for key in stay["key"]}
    before = tiexi_run.table("lives").filter(pl.col("key").is_in(told["key"].implode()) & (pl.col("to") == "2000-07"))
    assert set(before.collect()["activity"]) == {"on_post"}


def test_a_school_leaver_of_1998_finds_no_post_where_one_of_1985_did(tiexi_run: Run) -> None:
    def hired_within_two_years(year: int) -> float:
        left = whole(tiexi_run, "school_left").filter(pl.col("month").str.starts_with(str(year)))
        hired = whole(tiexi_run, "hired").filter(pl.col("month") < f"{year + 2}-01")
        return len(left.join(hired, on="who", how="semi")) / len(left)

    late, early = hired_within_two_years(1998), hired_within_two_years(1985)
    assert late < 0.25
    assert early > 2 * late
    leavers = whole(tiexi_run, "school_left").filter(pl.col("month").str.starts_with("1998"))
    years = tiexi_run.panel.filter(pl.col("year").is_in([1999, 2000])).collect()
    years = years.filter(pl.col("key").is_in([int(k, 16) for k in leavers["who"]]))
    assert years["unemployed"].sum() + years["informal"].sum() > 4 * years["employed"].sum()
    hopes = tiexi_run.table("scenes").filter(pl.col("kind") == "school").collect()
    share = {y: hopes.filter(pl.col("month").str.starts_with(str(y)))["value"].mean() for y in (1985, 1998)}
    assert share[1998] < 0.8 * share[1985], "and hopes for less: fewer of the young in the street have a post"


def test_a_returnee_of_1980_had_been_sent_down_and_waits_for_a_post(tiexi_run: Run) -> None:
    back = whole(tiexi_run, "returned").filter(pl.col("month").str.starts_with("1980"))
    assert len(back) > 50
    sent = whole(tiexi_run, "sent_down").select("who", sent="month")
    both = back.join(sent, on="who")
    assert len(both) == len(back)
    assert (both["sent"] < both["month"]).all()
    born = tiexi_run.people.select("key", "born").collect()
    ages = both.with_columns(key=pl.col("who").str.to_integer(base=16, dtype=pl.UInt64)).join(born, on="key")
    age = ages["month"].str.slice(0, 4).cast(pl.Int32) - ages["born"].str.slice(0, 4).cast(pl.Int32)
    assert 20 <= age.median() <= 30
    hired = whole(tiexi_run, "hired").join(back.select("who", back="month"), on="who").filter(
        pl.col("month") >= pl.col("back")
    )  # fmt: skip
    first = hired.group_by("who").agg(pl.col("month").min())
    soon = first.filter(pl.col("month") < "1981-01")
    assert len(soon) < 0.8 * len(back), "not everyone finds a post in the year of the return"
    assert len(first) > 0.5 * len(back), "most do in time"


@pytest.mark.parametrize("event", ["hired", "off_post", "dismissed", "returned", "school_left"])
def test_every_event_of_a_person_falls_within_the_life(tiexi_run: Run, event: str) -> None:
    people = tiexi_run.people.select(who="key", born="born", gone="gone").collect()
    rows = whole(tiexi_run, event).with_columns(who=pl.col("who").str.to_integer(base=16, dtype=pl.UInt64))
    joined = rows.join(people, on="who")
    assert joined.filter(pl.col("month") < pl.col("born")).is_empty()
    assert joined.filter((pl.col("gone") != "") & (pl.col("month") > pl.col("gone"))).is_empty()


def test_the_three_lives_of_the_docs_are_those_of_the_run(tiexi_run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(REPOSITORY / "docs"))
    lives = importlib.import_module("lives")
    assert lives.PAGE.read_text("utf-8") == lives.page(tiexi_run.folder), "it is stale: python docs/lives.py"
    sys.modules.pop("lives")
