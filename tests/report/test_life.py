"""Lives are told from the record, month by month, and found by what the person was."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest
from tests.report.conftest import Changed
from tests.report.folder import CADRE, MAN, WOMAN, YOUNG

from tiexi.record.scene_kinds import What
from tiexi.report import Filters, Recorded, as_json, as_text, lives, tell
from tiexi.report.life import key_text
from tiexi.report.scene_words import SCENES

WOMAN_KEY, MAN_KEY, YOUNG_KEY, CADRE_KEY = (key_text(k) for k in (WOMAN, MAN, YOUNG, CADRE))


def test_a_life_in_english(run: Recorded) -> None:
    life = tell(run, WOMAN)
    assert life.heading == "Person 0000000000000010, a woman born in March 1951"
    assert life.note == "Simulated person, not a real one."
    assert [s.text for s in life.sentences] == [
        "When her record begins, in January 1985, she was 33 and worked at the cable works.",
        "In March 1994 she was sent home, still on the books, on 40 % of her pay.",
        "In 1995 her money came late 2 times.",
        "From July 1998 she did odd jobs, still on the books.",
        "From February 2000 her money came late or short.",
        "In August 2001 her years of service were bought out for 18,400 yuan; she was off the books.",
        "In December 2003, when the record ends, she was 52 and worked on her own account.",
        "Her best year was 1993, with 2,300 yuan; in 2003 she received 640 yuan.",
    ]


def test_a_life_in_chinese(run: Recorded) -> None:
    life = tell(run, MAN_KEY, "zh")
    assert life.note == "模拟人物，并非真人。"
    assert [s.text for s in life.sentences] == [
        "1985 年 1 月，记录开始时他 49 岁，在沈阳冶炼厂粗炼上班。",
        "1996 年 2 月，他 60 岁退休，每月养老金 240 元。",
        "2003 年 12 月，记录结束时他 67 岁，靠养老金生活。",
        "还欠他 120 元没有发。",
    ]


def test_months_of_sentences_never_go_back(run: Recorded) -> None:
    for key in lives(run):
        months = [s.month for s in tell(run, key).sentences]
        assert months == sorted(months)


def test_text_and_json_hold_the_same(run: Recorded) -> None:
    life = tell(run, YOUNG)
    told = json.loads(as_json(life))
    assert told["key"] == YOUNG_KEY
    for sentence in told["sentences"]:
        assert sentence["text"] in as_text(life)
    assert (
        "In September 1997 he was taken on at Shenyang Smelter (copper electrolysis), at 410 yuan a month."
        in as_text(life)
    )


def test_events_of_one_month_keep_the_order_of_the_record(run: Recorded) -> None:
    texts = [s.text for s in tell(run, YOUNG).sentences]
    dismissed = texts.index("In September 2000 he was dismissed.")
    assert texts[dismissed + 1] == "The same month he moved to Pretty Girl Street."


def test_someone_not_filmed_is_told_how_to_be(run: Recorded) -> None:
    life = tell(run, 0xDEAD)
    assert not life.filmed
    assert life.sentences == []
    assert life.heading.startswith("Person 000000000000dead was not filmed in this run.")
    assert life.heading.endswith("--film 000000000000dead")
    assert as_text(life) == life.heading + "\n"


def test_a_key_that_is_none(run: Recorded) -> None:
    for bad in ("not a key", "1" * 17, -1):
        with pytest.raises(ValueError, match="is not the key of a person"):
            tell(run, bad)


def test_lives_are_found_by_what_they_were(run: Recorded) -> None:
    assert lives(run) == [WOMAN_KEY, MAN_KEY, YOUNG_KEY, CADRE_KEY]
    assert lives(run, Filters(counted="off_post")) == [WOMAN_KEY]
    assert lives(run, Filters(counted="off_post", plant="smelter")) == []
    assert lives(run, Filters(plant="smelter")) == [MAN_KEY, CADRE_KEY]
    assert lives(run, Filters(street="pretty_girl", sex="man")) == [YOUNG_KEY]
    assert lives(run, Filters(born=1951)) == [WOMAN_KEY]
    with pytest.raises(ValueError, match="nobody is counted as 'rich'"):
        lives(run, Filters(counted="rich"))


def test_a_run_that_filmed_nobody(run_folder: Path, tmp_path: Path) -> None:
    empty = shutil.copytree(run_folder, tmp_path / "empty")
    for name in ("people", "panel", "lives"):
        pl.read_parquet(empty / f"{name}.parquet").clear().write_parquet(empty / f"{name}.parquet")
    assert lives(Recorded(empty)) == []


def with_events(folder: Path, to: Path, *rows: tuple[str, str, str, str]) -> Recorded:
    """The run with more events in the smelter's first workshop, each as month, event, kind and who."""
    other = shutil.copytree(folder, to)
    events = pl.read_parquet(other / "events.parquet")
    told = [dict(zip(("month", "event", "kind", "who"), row, strict=True)) for row in rows]
    more = pl.DataFrame([t | {"round": 0, "where": "smelter/rough", "value": 0, "unit": ""} for t in told])
    more = more.select(events.columns).cast(dict(events.schema))
    pl.concat([events, more]).write_parquet(other / "events.parquet")
    return Recorded(other)


def test_a_second_marriage_and_a_plant_that_closed(run_folder: Path, tmp_path: Path) -> None:
    run = with_events(
        run_folder, tmp_path / "more",
        ("1986-02", "married", "person", MAN_KEY), ("1988-03", "married", "person", MAN_KEY),
        ("1990-05", "dismissed", "person", MAN_KEY), ("1990-05", "bankrupt", "plant", "smelter"),
    )  # fmt: skip
    texts = [s.text for s in tell(run, MAN_KEY).sentences]
    assert "In February 1986 he married, at 50." in texts
    assert "In March 1988 he married again, at 52." in texts
    assert "In May 1990 the works was closed, and he was off the books." in texts


def with_scenes(changed: Changed, *rows: tuple[int, str, str, str, str, int | None, int]) -> Recorded:
    """The run with scenes: key, month, what, place, cause, other and value."""
    names = ("key", "month", "what", "place", "cause", "other", "value")
    told = [dict(zip(names, row, strict=True)) | {"kind": "break_room", "unit": ""} for row in rows]
    return changed(
        "scenes",
        lambda none: pl.DataFrame(told).select(none.columns).cast(dict(none.schema)),  # type: ignore[arg-type]
    )


def test_scenes_are_told_among_the_events_and_said_to_be_drawn(changed: Changed) -> None:
    home = "cable/stranding"
    run = with_scenes(
        changed,
        (WOMAN, "1994-03", "name_read", home, "event:off_post", None, 0),
        (WOMAN, "1986-06", "mate_married", home, "event:married", MAN, 0),
        (WOMAN, "1987-06", "mate_married", home, "event:married", MAN, 0),  # too soon after
        (WOMAN, "1992-06", "mate_married", home, "event:married", CADRE, 0),
        (WOMAN, "1988-01", "no_feed", home, "good:cathode", None, 0),
        (WOMAN, "1989-02", "mate_died", home, "event:died", 0xABC, 0),  # whom the record does not follow
        (WOMAN, "1990-02", "pay_late", home, "arrears", None, 51_200),
    )
    assert [s.text for s in tell(run, WOMAN).sentences][1:7] == [
        "In June 1986 there were sweets in the break room: a man of 50 from her shop had married.",
        "In January 1988 the cathodes had run out, and the shift played cards in the break room.",
        "In February 1990 the talk over the meal was of pay that had not come; she was owed 512 yuan.",
        "In June 1992 sweets went round again; this time a man of 44 had married.",
        "In March 1994 a list was read out in the break room, and her name was on it.",
        "The same month she was sent home, still on the books, on 40 % of her pay.",
    ]
    assert "drawn by chance" in tell(run, WOMAN).note
    chinese = [s.text for s in tell(run, WOMAN, "zh").sentences]
    assert "1988 年 1 月，阴极铜断了，没有料，一班人在休息室里打扑克。" in chinese
    assert "同月，她下岗回家，关系还在厂里，只领原工资的 40%。" in chinese
    assert "随机抽取" in tell(run, WOMAN, "zh").note


def test_every_scene_the_record_can_draw_has_its_sentence() -> None:
    for what in What:
        found = [key for key in SCENES if key.split(".")[1] == what.name.lower()]
        assert found or what is What.NONE, what
    assert {key.split(".")[1] for key in SCENES} <= {what.name.lower() for what in What}


def test_what_a_package_gave_is_told_once(changed: Changed) -> None:
    def aided(spells: pl.DataFrame) -> pl.DataFrame:
        first = (pl.col("key") == YOUNG) & (pl.col("from") >= "1994-07")
        return spells.with_columns(aid=pl.when(first).then(pl.lit("course public_works")).otherwise(pl.lit("")))

    told = [s.text for s in tell(changed("lives", aided), YOUNG).sentences]
    assert "The same month she had a place at the public works." not in told
    assert "The same month he had a place at the public works." in told or any("public works" in t for t in told)
    assert sum("on a course" in t for t in told) == 1


def test_children_are_told_where_everyone_is_followed(changed: Changed) -> None:
    def family(people: pl.DataFrame) -> pl.DataFrame:
        child = people.filter(pl.col("key") == YOUNG).with_columns(
            key=pl.lit(0x77, pl.UInt64), born=pl.lit("1986-04"), gone=pl.lit("1991-05"), alive=pl.lit(value=False)
        )
        return pl.concat([people, child])

    told = [s.text for s in tell(changed("people", family), WOMAN).sentences]
    assert told[1:3] == ["In April 1986 she had a son.", "In May 1991 her son died, at 5."]


def test_severance_is_said_in_months_of_pay(run_folder: Path, tmp_path: Path) -> None:
    run = with_events(run_folder, tmp_path / "paid", ("1985-02", "hired", "person", MAN_KEY),
                      ("1992-05", "dismissed", "person", MAN_KEY))  # fmt: skip
    run.facts["parameters"] |= {"severance.months_per_year": 1, "severance.cap_months": 6}
    texts = [s.text for s in tell(run, MAN_KEY).sentences]
    assert "In May 1992 he was dismissed, with 6 months' pay as severance." in texts


def test_protest_is_told_the_first_time(run_folder: Path, tmp_path: Path) -> None:
    run = with_events(run_folder, tmp_path / "voice", ("1992-05", "protested", "person", MAN_KEY),
                      ("1993-05", "protested", "person", MAN_KEY))  # fmt: skip
    said = [s.text for s in tell(run, MAN_KEY).sentences if "demanded" in s.text]
    assert said == [
        "In May 1992 he stood with the others who demanded what the works owed them.",
    ]
