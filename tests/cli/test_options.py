"""How options are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiexi.commands.options import head_count, month, person_key


@pytest.mark.parametrize(
    ("text", "persons"),
    [("1M", 1_000_000), ("300k", 300_000), ("1.2m", 1_200_000), ("300_000", 300_000), ("1,000", 1000), ("7", 7)],
)
def test_head_counts(text: str, persons: int) -> None:
    assert head_count(text) == persons


@pytest.mark.parametrize("text", ["", "0", "-5", "M", "1G", "1.5", "0.0001k", "1e6", "nan", "٣"])
def test_what_is_no_head_count(text: str) -> None:
    with pytest.raises(ValueError, match="no number of people"):
        head_count(text)


def test_more_people_than_a_region_can_hold() -> None:
    with pytest.raises(ValueError, match="at most 1000M"):
        head_count("1001M")


@given(st.integers(1, 10**9))
def test_head_counts_are_read_as_written(persons: int) -> None:
    assert head_count(str(persons)) == persons


@given(st.text(max_size=12))
def test_any_text_is_a_month_or_said_not_to_be(text: str) -> None:
    try:
        assert month(text) == text
        assert 1 <= int(text[5:]) <= 12
    except ValueError as error:
        assert "YYYY-MM" in str(error)  # noqa: PT017


def test_keys_of_people() -> None:
    assert person_key("00000000000000fF") == 255
    for text in ("", "dead", "0x00000000000000", "g000000000000000", "1" * 17):
        with pytest.raises(ValueError, match="no key of a person"):
            person_key(text)
