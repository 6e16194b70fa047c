"""How options are written: months, head counts, positive whole numbers. A wrong one is a usage error (status 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

MOST_PEOPLE = 10**9
MOST_ROUNDS = 30  # one a day
SUFFIX = {"": 1, "k": 1_000, "m": 1_000_000}


def head_count(text: str) -> int:
    """Persons from `1M`, `300k`, `1.2m`, `300_000`; raises ValueError with what would be right."""
    found = re.fullmatch(r"([0-9][0-9_,]*(?:\.[0-9]+)?)\s*([kKmM]?)", text.strip())
    persons = Decimal(0)
    if found:
        persons = Decimal(re.sub("[_,]", "", found[1])) * SUFFIX[found[2].lower()]
    if not found or persons != int(persons) or persons < 1:
        raise ValueError(f"{text!r} is no number of people: write 300000, 300k or 1M")
    if persons > MOST_PEOPLE:
        raise ValueError(f"{text!r} is more than a region can hold: at most {MOST_PEOPLE // 10**6}M")
    return int(persons)


def month(text: str) -> str:
    """`YYYY-MM` as it is; raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text):
        raise ValueError(f"{text!r} is no month: write YYYY-MM, for example 1996-01")
    return text


def person_key(text: str) -> int:
    """A person's key from its sixteen hexadecimal digits; raises ValueError for anything else."""
    if not re.fullmatch(r"[0-9a-fA-F]{16}", text):
        raise ValueError(f"{text!r} is no key of a person: sixteen hexadecimal digits, as `tiexi life` prints them")
    return int(text, 16)


def to_person_keys(type_: Any, tokens: Sequence[Any]) -> list[int]:
    """Converter for cyclopts."""
    return [person_key(token.value) for token in tokens]


def to_head_count(type_: Any, tokens: Sequence[Any]) -> int:
    """Converter for cyclopts."""
    return head_count(tokens[0].value)


def to_month(type_: Any, tokens: Sequence[Any]) -> str:
    """Converter for cyclopts."""
    return month(tokens[0].value)


def at_least_one(type_: Any, value: int | None) -> None:
    """Validator for cyclopts."""
    if value is not None and value < 1:
        raise ValueError(f"{value} is too small: at least 1")


def rounds_of_month(type_: Any, value: int | None) -> None:
    """Validator for cyclopts."""
    if value is not None and not 1 <= value <= MOST_ROUNDS:
        raise ValueError(f"{value} rounds a month: at least 1, at most {MOST_ROUNDS}")


def not_negative(type_: Any, value: int) -> None:
    """Validator for cyclopts: seeds are unsigned 64-bit numbers."""
    if not 0 <= value < 2**64:
        raise ValueError(f"{value} is no seed: a whole number from 0 to 2**64 - 1")
