"""Months as whole numbers, against the dates of the standard library."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiexi.world.calendar import Calendar

DATES = st.dates(datetime.date(1500, 1, 1), datetime.date(2400, 12, 31))


def months_between(first: datetime.date, other: datetime.date) -> int:
    """Months from one date's month to another's, counted one by one from year to year."""
    return (other.year - first.year) * 12 + other.month - first.month


@given(DATES, DATES)
def test_index_and_text_undo_each_other(first: datetime.date, other: datetime.date) -> None:
    calendar = Calendar.starting(f"{first:%Y-%m}".zfill(7))
    written = f"{other.year:04d}-{other.month:02d}"
    month = calendar.index(written)
    assert month == months_between(first, other)
    assert calendar.text(month) == written
    assert (calendar.year(month), calendar.of_year(month)) == (other.year, other.month - 1)


@given(DATES, DATES)
def test_a_day_after_the_fifteenth_counts_for_the_month_that_follows(
    first: datetime.date, other: datetime.date
) -> None:
    calendar = Calendar.starting(f"{first.year:04d}-{first.month:02d}")
    later = other.day > 15
    assert calendar.index(other.isoformat()) == months_between(first, other) + later


@pytest.mark.parametrize(
    ("date", "month"),
    [("1934-01", 0), ("1934-12", 11), ("1933-12", -1), ("1934-01-15", 0), ("1934-01-16", 1), ("1934-12-31", 12)],
)
def test_worked_dates(date: str, month: int) -> None:
    assert Calendar.starting("1934-01").index(date) == month


@pytest.mark.parametrize("text", ["1934-00", "1934-13", "1934/01"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        Calendar.starting(text)
