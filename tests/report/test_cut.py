"""The cut rule and the opening minute."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tiexi.report import cut, film_data, minute, people
from tiexi.report.recorded import Recorded
from tiexi.report.scene import LIFE, PRODUCTION, Scene

WORDS = {"en": " ".join(["word"] * 99), "zh": "字" * 100}
TITLE = {"en": "title", "zh": "题"}


def scene(name: str, number: int, kind: str = "book", *covers: str, **more: object) -> Scene:
    """A scene that takes half a minute to read."""
    fields: dict[str, object] = {"part": "rust", "change": 0.5, "cycle": LIFE} | more
    return Scene(
        str(fields["part"]), name, number, TITLE, True, [WORDS], {"kind": kind}, covers=frozenset(covers),
        change=float(str(fields["change"])), cycle=str(fields["cycle"]),
    )  # fmt: skip


def names(parts: list[cut.Part]) -> list[str]:
    return [s.scene.id for p in parts for s in p.shown]


def test_a_scene_takes_its_words_and_a_look() -> None:
    first, again, known, ride = cut.cut([
        scene("a", 1, "chain"), scene("b", 2, "chain"), scene("c", 3, "rise"), scene("d", 4, "ride"),
    ])[0].shown  # fmt: skip
    assert first.scene.reading() == pytest.approx(30)
    assert (first.seconds, again.seconds) == (pytest.approx(42), pytest.approx(36))
    assert (known.seconds, ride.seconds) == (pytest.approx(42), pytest.approx(33))


def test_the_slower_language_counts() -> None:
    slow = replace(scene("a", 1), texts=[{"en": "few words", "zh": "字" * 299}])
    assert slow.reading() == pytest.approx(60)


def test_what_fits_is_shown_in_the_order_of_the_design() -> None:
    parts = cut.cut([scene("c", 3), scene("a", 1), scene("b", 2, part="rails")])
    assert names(parts) == ["a", "c", "b"]
    assert [(p.id, p.budget) for p in parts] == [("rust", 720.0), ("rails", 360.0)]
    assert parts[0].seconds < cut.LEAST * parts[0].budget


def test_a_budget_is_filled_and_never_passed() -> None:
    part = cut.cut([scene(f"s{i}", i) for i in range(40)])[0]
    assert 0.95 * 720 <= part.seconds <= 720


def test_coverage_comes_before_change() -> None:
    dull = scene("dull", 1, "book", "workshop:a", "workshop:b", change=0.0)
    others = [scene(f"s{i}", 2 + i, change=1.0) for i in range(40)]
    assert "dull" in names(cut.cut([*others, dull]))


def test_what_another_part_showed_need_not_be_shown_again() -> None:
    street = scene("a", 1, "book", "street:x")
    again = [scene("b", 1, "book", "street:x", part="rails", change=0.0)]
    more = [scene(f"s{i}", 2 + i, part="rails", change=1.0) for i in range(20)]
    assert "b" not in names(cut.cut([street, *again, *more]))


def test_the_larger_change_comes_first() -> None:
    scenes = [scene(f"s{i}", i, change=i / 40) for i in range(40)]
    assert set(names(cut.cut(scenes))) == {f"s{i}" for i in range(40 - len(names(cut.cut(scenes))), 40)}


def test_the_two_cycles_take_turns() -> None:
    scenes = [scene(f"p{i}", i, change=0.1, cycle=PRODUCTION) for i in range(30)]
    scenes += [scene(f"l{i}", i, change=0.9) for i in range(30)]
    found = names(cut.cut(scenes))
    production = sum(n.startswith("p") for n in found)
    assert 0 <= production - (len(found) - production) <= 1


def test_nothing_hangs_on_the_order_in_which_scenes_come() -> None:
    scenes = [scene(f"s{i}", i % 7, change=(i % 5) / 5, cycle=(PRODUCTION, LIFE)[i % 2]) for i in range(40)]
    expected = names(cut.cut(scenes))
    random.Random(1).shuffle(scenes)
    assert names(cut.cut(scenes)) == expected


def test_the_hand_made_run_shows_every_workshop_street_and_life(run: Recorded) -> None:
    columns = people.people(run)
    scenes = film_data.every_scene(run, columns)
    shown = set().union(*(s.scene.covers for p in cut.cut(scenes) for s in p.shown))
    assert shown == set().union(*(s.covers for s in scenes))
    for row in run.region_table("workshops"):
        assert f"workshop:{row['plant']}/{row['workshop']}" in shown
    assert {"street:village", "street:pretty_girl", "status:off_post", "status:retired"} <= shown
    assert len([s for s in shown if s.startswith("life:")]) == len(columns["keys"]) == 3


def test_the_minute_lasts_a_minute(run: Recorded) -> None:
    shots = film_data.film(run)["minute"]
    assert sum(s["seconds"] for s in shots) == pytest.approx(60, abs=0.1)
    assert (shots[0]["picture"], shots[0]["seconds"]) == ("snow", 4)
    assert (shots[-1]["picture"], shots[-1]["seconds"]) == ("white", 4)
    assert [s["part"] for s in shots[1:-1]] == ["rust"] * 4 + ["remnants"] * 3 + ["rails"] * 2
    for shot in shots:
        assert minute.said(shot["words"]), shot["words"]
        assert run.first <= shot["from"] <= shot["to"] <= run.last


def test_a_shot_whose_condition_fails_is_replaced_by_the_next(run: Recorded) -> None:
    """The hand-made works never filled, so the first shot of its part is missing and the last stands in for it."""
    columns = people.people(run)
    scenes = {s.id: s for s in film_data.every_scene(run, columns)}
    shots = [s for s in minute.minute(run, scenes) if s["part"] == "rust"]
    assert [s["picture"] for s in shots] == ["chain", "arrears", "stopping", "rise"]
    assert shots[3]["words"]["en"] == f"{scenes['idle'].title['en']}."
    without = {name: s for name, s in scenes.items() if name != "idle"}
    assert len([s for s in minute.minute(run, without) if s["part"] == "rust"]) == 3


def test_a_part_without_shots_leaves_its_seconds_to_the_others(run: Recorded) -> None:
    shots = minute.minute(run, {})
    assert not [s for s in shots if s["part"] == "rails"]
    assert sum(s["seconds"] for s in shots) == pytest.approx(60, abs=0.1)


def test_the_other_history_has_a_shot_if_it_brings_a_year_of_pay(run: Recorded) -> None:
    columns = people.people(run)
    scenes = {s.id: s for s in film_data.every_scene(run, columns)}
    told = [s["words"]["en"] for s in minute.minute(run, scenes, 3.4)]
    assert "In the other history this person would have had 3 more years of pay." in told
    assert not any("other history" in s["words"]["en"] for s in minute.minute(run, scenes, 0.4))
