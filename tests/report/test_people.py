"""The filmed people in columns: the film tells the same lives as the command line, and one life twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.report.conftest import Changed
from tests.report.folder import FIRST, MAN, WOMAN, YOUNG

from tiexi.report import lexis, pack, people, tell, twice
from tiexi.report.both import SPEECHES
from tiexi.report.life import key_text
from tiexi.report.recorded import Recorded
from tiexi.report.speech import tidy


@pytest.fixture
def columns(run: Recorded) -> people.Row:
    found: people.Row = pack.plain(people.people(run))
    return found


def said(columns: people.Row, i: int, lang: str) -> list[str]:
    """The sentences of the i-th person, filled as the page fills them."""
    out = []
    for month, at, *values in columns["told"][i]:
        sentence = columns["sentences"][at]
        fill = {"month": SPEECHES[lang].month(month)}
        for brace, value in zip(sentence["fills"], values, strict=True):
            if brace["as"] == "words":
                fill[brace["name"]] = columns["phrases"][value][lang]
            else:
                unit = {"en": " yuan", "zh": " 元"}[lang] if brace["as"] == "money" else ""
                fill[brace["name"]] = (SPEECHES[lang].amount(value) if unit else str(value)) + unit
        text = tidy(sentence["words"][lang].format(**fill))
        out.append(text[:1].upper() + text[1:])
    return out


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("key", [WOMAN, MAN, YOUNG])
def test_film_and_command_line_tell_the_same_life(run: Recorded, columns: people.Row, key: int, lang: str) -> None:
    i = columns["keys"].index(key_text(key))
    assert said(columns, i, lang) == [s.text for s in tell(run, key, lang).sentences]


def test_who_they_were(columns: people.Row) -> None:
    assert columns["keys"] == [key_text(k) for k in (WOMAN, MAN, YOUNG)]
    assert columns["sex"] == ["woman", "man", "man"]
    assert [columns["places"][p]["en"] for p in columns["plant"]] == [
        "Cable works",
        "Shenyang Smelter",
        "Shenyang Smelter",
    ]
    assert [columns["endings"][e]["en"] for e in columns["ended"]] == ["off the books", "on a pension", "out of work"]
    assert columns["street"][2] != columns["street"][1]


def test_spells_have_statuses_and_pay(columns: people.Row) -> None:
    woman = columns["spells"][0]
    assert [columns["statuses"][s["status"]] for s in woman] == ["on_post", "off_post", "off_post", "informal"]
    assert (woman[0]["from"], woman[0]["to"]) == (FIRST, 1994 * 12 + 1)
    # Sent home she has two fifths of 320 yuan; on her own account what the years bring that bring nothing else.
    assert [s["pay"] for s in woman] == [90, 128, 128, 53]
    assert woman[2]["owed"] == 512
    assert columns["workshops"][woman[0]["workshop"]]["name"]["en"] == "Cable works"
    assert woman[3]["workshop"] == -1
    assert columns["real"] is False


def test_equal_spells_are_drawn_as_one(changed: Changed) -> None:
    def halved(frame: pl.DataFrame) -> pl.DataFrame:
        row = frame.filter((pl.col("key") == MAN) & (pl.col("activity") == "retired"))
        parts = [row.with_columns(to=pl.lit("1999-12")), row.with_columns(pl.lit("2000-01").alias("from"))]
        return pl.concat([frame.filter(~((pl.col("key") == MAN) & (pl.col("activity") == "retired"))), *parts])

    spells = pack.plain(people.people(changed("lives", halved)))["spells"][1]
    assert len(spells) == 2


def test_pay_is_priced_where_prices_are_recorded(changed: Changed, run_folder: Path) -> None:
    run = changed("series", lambda f: pl.concat([f, f.filter(pl.col("variable") == "people", pl.col("kind") == "region")
        .with_columns(kind=pl.lit("good"), entity=pl.lit("wire"), variable=pl.lit("price_market"), value=pl.lit(2.0))]))  # fmt: skip
    goods = run.folder / "region" / "goods.csv"
    goods.write_text(goods.read_text("utf-8").replace("wire,semi", "wire,consumer"), "utf-8")
    columns = pack.plain(people.people(Recorded(run.folder)))
    assert columns["real"] is True
    assert columns["spells"][0][0]["pay"] == 45


def test_varied_lives_begin_with_one_sent_home(run: Recorded) -> None:
    columns = people.people(run)
    chosen = people.varied(run, columns)
    assert sorted(chosen) == columns["keys"]
    assert people.varied(run, columns, 2) == chosen[:2]


def test_the_same_run_twice_is_no_comparison(run: Recorded, run_folder: Path) -> None:
    assert twice.twice(run, Recorded(run_folder), people.people(run)) is None


def test_two_histories_part_where_the_series_do(run: Recorded, run_folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(run_folder, tmp_path / "slow")
    (other / "region" / "policies").mkdir()
    (other / "region" / "policies" / "slow.toml").write_text('title = "Close slowly"\n', "utf-8")
    series = pl.read_parquet(other / "series.parquet")
    late = (pl.col("variable") == "employed") & (pl.col("month") >= "1997-05") & (pl.col("kind") == "region")
    series.with_columns(pl.when(late).then(1e5).otherwise("value").alias("value")).write_parquet(
        other / "series.parquet"
    )
    lives = pl.read_parquet(other / "lives.parquet")
    longer = (pl.col("key") == YOUNG) & (pl.col("from") == "2000-09")
    lives.with_columns(
        pl.when(longer).then(pl.lit("contract")).otherwise("tie").alias("tie"),
        pl.when(longer).then(pl.lit("on_post")).otherwise("activity").alias("activity"),
        pl.when(longer).then(pl.lit("cable/stranding")).otherwise("workshop").alias("workshop"),
    ).write_parquet(other / "lives.parquet")
    found = twice.twice(run, Recorded(other), people.people(run))
    assert found is not None
    assert found["fork"] == 1997 * 12 + 4
    assert (found["a"]["en"], found["b"]) == ("as it was", {"en": "Close slowly", "zh": "另一种历史"})
    assert (found["paired"], found["parted"]) == (3, 1)
    (pair,) = found["pairs"]
    assert pair["key"] == key_text(YOUNG)
    assert pair["a"][-1]["status"] == "unemployed"
    assert pair["b"][-1]["status"] == "on_post"
    assert found["hundred"]["words"] == []  # too few alike


def crowded(folder: Path, to: Path, more: int) -> Recorded:
    """The run with forty women like the first on the books of the cable works; three in four receive `more` a year."""
    other = shutil.copytree(folder, to)
    for name in ("people", "panel"):
        frame = pl.read_parquet(other / f"{name}.parquet")
        woman = frame.filter(pl.col("key") == WOMAN)
        copies = [woman.with_columns((pl.col("key") + 1000 + i).cast(pl.UInt64).alias("key")) for i in range(40)]
        if name == "panel":
            copies = [c.with_columns(pl.col("earnings") + (more if i % 4 else 0)) for i, c in enumerate(copies)]
        pl.concat([frame, *copies]).write_parquet(other / f"{name}.parquet")
    return Recorded(other)


def test_a_hundred_like_one(run_folder: Path, tmp_path: Path) -> None:
    before, after = crowded(run_folder, tmp_path / "a", 0), crowded(run_folder, tmp_path / "b", 100_000)
    found = twice.alike(before, after, 1993 * 12, [WOMAN])
    assert found is not None
    assert (found.key, found.persons) == (WOMAN, 41)
    assert (found.better, found.equal, found.worse) == (30, 11, 0)
    told = found.data(before)
    assert (told["better"], told["same"], told["worse"]) == (73, 27, 0)
    assert told["like"]["en"] == (
        "Women born 1948 to 1954, the cable works, there for less than 5 years when the histories part"
    )
    assert "Drawn from 410 people alike." in told["words"][-1]["en"]


def test_shares_of_the_hundred_add_up() -> None:
    for parts in ([1, 1, 1], [7, 0, 0], [2, 5, 93], [1, 2, 4]):
        assert sum(twice._hundredths(np.array(parts))) == 100


def test_the_field_counts_months_by_age_and_year(run: Recorded) -> None:
    field = lexis.field_of(run)
    assert field is not None
    age = 1998 - 1951 - lexis.YOUNGEST
    assert field.without[age, 1998 - field.start] == 12
    assert field.whole[age, 1998 - field.start] == 12
    assert field.shares[age][0] is None  # one person is too few for a share


def test_the_generation_that_lost_most() -> None:
    rows, years = lexis.OLDEST - lexis.YOUNGEST + 1, 20
    whole = np.full((rows, years), 1200.0)
    without = np.zeros((rows, years))
    for year in range(years):
        for born in range(1950, 1955):
            without[1980 + year - born - lexis.YOUNGEST, year] = 600.0 if year >= 15 else 0.0
    found = lexis.worst(lexis.Field(1980, without, whole, whole / 12))
    assert found is not None
    assert (found.born, found.months, found.share) == (1950, 30.0, 0.5)
    assert found.year == 1995


def test_people_by_the_way_they_came(run: Recorded) -> None:
    names, counts, first = lexis.arrivals(run, [FIRST])
    assert names == ["here", "came.0", "born"]
    assert first == 1985
    assert counts.sum(axis=0).tolist() == [90_000.0] * 19
    assert counts[1, 4] == 0  # the one who came in 1990 is not here in 1989
    assert counts[1, 5] == pytest.approx(90_000 / 4)
