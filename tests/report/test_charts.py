"""Scales, axes and labels."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tiexi.report import charts, remnants
from tiexi.report.recorded import Recorded


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9), st.integers(1, 8))
def test_ticks_enclose_the_values(low: float, span: float, most: int) -> None:
    assume(span >= 1e-6 * abs(low))  # finer than that, floats have no round values to offer
    marks = charts.ticks(low, low + span, most)
    step = marks[1] - marks[0]
    assert marks[0] <= low + step * 1e-6
    assert marks[-1] >= low + span - step * 1e-6
    assert len(marks) <= most + 2


def test_ticks_are_round() -> None:
    assert charts.ticks(0, 151, 4) == [0, 50, 100, 150, 200]
    assert charts.ticks(0, 0) == charts.ticks(0, 0)


def test_scale() -> None:
    scale = charts.Scale(0, 10, 100, 0)
    assert (scale(0), scale(5), scale(10)) == (100, 50, 0)
    assert charts.Scale(3, 3, 7, 9)(3) == 7


@pytest.mark.parametrize(("value", "text"), [(1.04, "1"), (-0.01, "0"), (12.35, "12.3"), (100.0, "100")])
def test_coordinates_are_short(value: float, text: str) -> None:
    assert charts.num(value) == text


@given(st.text("ab 铜电，", min_size=1, max_size=40).filter(str.strip))
def test_wrapping_loses_nothing(words: str) -> None:
    lines = charts.wrap(words, 60)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", words)


def test_labels_are_escaped() -> None:
    assert "&lt;b&gt; &amp;" in charts.text(0, 0, "<b> &")


def test_yearbook_steps_are_never_joined() -> None:
    stairs = charts.stairs([(0, 50, 10), (50, 100, 10)], 90, "book")
    rules = re.findall(r'<line x1="([\d.]+)" y1="10" x2="([\d.]+)"', stairs)
    assert rules == [("1", "49"), ("51", "99")]


def test_the_year_of_a_change_starts_at_the_change() -> None:
    d = remnants.Compared([], [(2000, 5.0), (2001, 3.0)], [2001 * 12 + 6], None)
    assert remnants._steps(d) == [(24000, 24012, 5.0), (24018, 24024, 3.0)]


def test_the_yearbook_of_the_made_up_run_changes_in_1998(run: Recorded) -> None:
    d = remnants.compared(run, run.track("employed"), ["staff_and_workers"], run.first, above=True)
    assert d.breaks == [1998 * 12]
    assert d.gap == 1997 * 12 + 11
