"""Every string of the report exists in both languages, and every event and activity has its sentence."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from tiexi.report.life_words import LIFE
from tiexi.report.recorded import month_of
from tiexi.report.scene_words import SCENES
from tiexi.report.speech import Speech, tidy
from tiexi.report.words import WORDS
from tiexi.world.events import Event
from tiexi.world.people import Activity

HAN = re.compile("[\u4e00-\u9fff]")
SAME = {"page.language", "stopping.cause"}  # says its name in the other language; is nothing but braces
NUMBERS = 1000, 12_345, 91_234, 1_234_567, 1_145_000_000


def braces(text: str) -> set[str]:
    return {name.lower() for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("table", [WORDS, LIFE, SCENES], ids=["words", "lives", "scenes"])
def test_every_string_has_both_languages(table: dict[str, tuple[str, str]]) -> None:
    for key, (en, zh) in table.items():
        assert en.strip(), key
        assert zh.strip(), key
        if key not in SAME:
            assert not HAN.search(en), key
            assert HAN.search(zh), key


def test_both_languages_are_filled_from_the_same_numbers() -> None:
    for key, (en, zh) in WORDS.items():
        assert braces(en) == braces(zh), key
    for key, (en, zh) in (LIFE | SCENES).items():  # Chinese may leave out a pronoun
        assert braces(en) - braces(zh) <= {"she", "her", "her_object"}, key
        assert braces(zh) - braces(en) <= {"she", "her", "her_object"}, key


def test_every_finding_has_a_neutral_form() -> None:
    titles = {key.removesuffix(".neutral") for key in WORDS if key.startswith("title.")}
    for title in titles - {"title.stopping.all", "title.transfer.all", "title.ride"}:  # other forms, no finding
        assert f"{title}.neutral" in WORDS


def test_every_event_and_activity_of_a_person_can_be_told() -> None:
    for event in Event:
        if 0 < event < Event.IDLED:
            assert event.name.lower() in LIFE
    for activity in Activity:
        assert f"doing.{activity.name.lower()}" in LIFE


def test_numbers_are_said_with_two_digits() -> None:
    assert [Speech("en").count(n) for n in NUMBERS] == ["1,000", "12,000", "91,000", "1.2 million", "1.1 billion"]
    assert [Speech("zh").count(n) for n in NUMBERS] == ["1000", "1.2 万", "9.1 万", "120 万", "11 亿"]
    assert Speech("en").count(187) == "187"


def test_months_and_lists() -> None:
    assert Speech("en").month(month_of("2000-08")) == "August 2000"
    assert Speech("zh").month(month_of("2000-08")) == "2000 年 8 月"
    assert month_of("2000-06-30") == month_of("2000-07")
    assert Speech("en").among(["a", "b", "c"]) == "a, b and c"
    assert Speech("zh").among(["甲"]) == "甲"
    assert tidy("9.1 万 人，8 月 起") == "9.1 万人，8 月起"


def test_only_two_languages() -> None:
    with pytest.raises(ValueError, match="no language 'fr'"):
        Speech("fr")
