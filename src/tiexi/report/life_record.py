"""What the record holds of one person, and what is to be said of it: rows without a language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Spell(NamedTuple):
    """Months in which nothing changed; money in the smallest coin."""

    start: int
    end: int
    tie: str
    activity: str
    workshop: str
    street: str
    wage: int
    owed: int
    aid: str = ""

    @property
    def tied(self) -> bool:
        """On somebody's books."""
        return self.tie not in ("", "none")


class Happened(NamedTuple):
    """An event of a person."""

    month: int
    event: str
    where: str
    value: int


class Child(NamedTuple):
    """A child of a woman; `died` is the month of death, -1 if not known to have died."""

    born: int
    sex: str
    died: int


class Drawn(NamedTuple):
    """A scene of a working day; the other person in it, if any, by sex and age in years (empty and 0)."""

    month: int
    what: str
    place: str
    cause: str
    value: int
    mate_sex: str
    mate_age: int


@dataclass(frozen=True)
class Person:
    """What the record holds of one person; `years` are calendar years with earnings."""

    key: int
    born: int
    sex: str
    gone: bool
    alive: bool
    events: Sequence[Happened]
    spells: Sequence[Spell]
    years: Sequence[tuple[int, int]]
    children: Sequence[Child] = ()
    scenes: Sequence[Drawn] = ()


class Fill(NamedTuple):
    """What fills a brace: `kind` is place, plant, street, good, money (in coins), plain or text."""

    name: str
    kind: str
    value: int | str


class Told(NamedTuple):
    """One sentence: its key in the table, the key of what fills {doing}, and how many of the month went before it."""

    month: int
    key: str
    doing: str = ""
    fills: tuple[Fill, ...] = ()
    same_month: int = 0


Dated = tuple[tuple[int, int], Told]  # month and order within it, the sentence
