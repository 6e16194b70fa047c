"""Every word of the record has a meaning, and every row that a step names is one of the mission."""

from __future__ import annotations

from enum import IntEnum

import pytest

from tiexi.month import MONTH
from tiexi.report import vocabulary
from tiexi.report.rows import PARTS, ROWS
from tiexi.world.events import Event
from tiexi.world.people import Activity, Tie
from tiexi.world.works import Standing


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (Event, vocabulary.EVENTS),
        (Tie, vocabulary.TIES),
        (Activity, vocabulary.ACTIVITIES),
        (Standing, vocabulary.STANDINGS),
    ],
)
def test_every_code_has_a_meaning_and_no_meaning_lacks_a_code(codes: type[IntEnum], told: dict[str, str]) -> None:
    names = {code.name.lower() for code in codes}
    if codes is Event:
        names.discard("none")
    assert set(told) == names


def test_steps_serve_rows_of_the_mission() -> None:
    unknown = {row for step in MONTH for row in step.rows} - set(ROWS)
    assert not unknown, f"steps name rows that the mission does not have: {sorted(unknown)}"
    assert {row[0] for row in ROWS} == set(PARTS)


def test_steps_say_what_they_do() -> None:
    silent = [step.name for step in MONTH if not step.says]
    assert not silent, f"the rule of these steps stands in no docstring: {silent}"
