"""What every figure of the film is made of: a title, two drawings, the same numbers as a table, words beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tiexi.report.charts import DESK, PHONE, svg
from tiexi.report.speech import Speech

Drawn = tuple[float, list[str]]  # height and parts of a drawing
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Table:
    """The numbers of a chart, as text; the first column heads the row."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Figure:
    """One figure in one language. `found` says whether the title states a finding or is the neutral form."""

    name: str
    title: str
    found: bool
    desk: str
    phone: str
    table: Table
    text: Sequence[str] = ()
    notes: Sequence[str] = ()
    key: Sequence[tuple[str, str]] = ()  # class of the mark, words
    sides: Sequence[tuple[str, str]] = field(default=())  # heading and sentence, such as definitions with their dates


def drawn(draw: Callable[[float], Drawn], title: str) -> tuple[str, str]:
    """Draw for the desk and for the phone."""
    height, parts = draw(DESK)
    low_height, low_parts = draw(PHONE)
    return svg(DESK, height, parts, title, "desk"), svg(PHONE, low_height, low_parts, title, "phone")


def titled(say: Speech, key: str, found: bool, **fill: object) -> str:
    """The sentence that states the finding, or the neutral form when the run does not bear it out."""
    return say(f"title.{key}", **fill) if found else say(f"title.{key}.neutral")


def fraction(share: float, say: Speech) -> tuple[str, str] | None:
    """A share as `three` of every `five`, in words; None if no such pair is within 0.025."""
    for whole in (2, 3, 4, 5, 10):
        part = round(share * whole)
        if 0 < part < whole and abs(part / whole - share) <= 0.025:
            return say(f"number.{part}"), say(f"number.{whole}")
    part = round(share * 10)
    return (say(f"number.{part}"), say("number.10")) if 0 < part < 10 else None
