"""A sequence of the film before the cut: its title and texts, what it draws, what it shows, how large the change is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tiexi.report.both import Words

WORDS_A_MINUTE, CHARACTERS_A_MINUTE = 200, 300
PRODUCTION, LIFE = "production", "life"  # the two cycles a part is woven of


@dataclass(frozen=True)
class Scene:
    """One sequence. `number` is its number in the design (0 if the design has none), `order` its place in the part.

    `covers` names what it shows: `workshop:...`, `street:...`, `status:...`, `life:...`; `change` is the size of the
    change it tells of, from 0 to 1; `cycle` whether it follows production or the life of plants and streets.
    """

    part: str
    id: str
    number: int
    title: Words
    finding: bool
    texts: list[Words]
    chart: Mapping[str, Any]
    notes: list[Words] = field(default_factory=list)
    aside: list[dict[str, Words]] = field(default_factory=list)
    covers: frozenset[str] = frozenset()
    change: float = 0.0
    cycle: str = LIFE
    order: float = 0.0

    @property
    def place(self) -> float:
        """Where it stands in its part."""
        return self.order or self.number

    def reading(self) -> float:
        """Seconds it takes to read title and texts, in the slower of the two languages."""
        said = [self.title, *self.texts]
        words = sum(len(w["en"].split()) for w in said)
        characters = sum(sum(not c.isspace() for c in w["zh"]) for w in said)
        return max(words / WORDS_A_MINUTE, characters / CHARACTERS_A_MINUTE) * 60

    def data(self, seconds: float) -> dict[str, Any]:
        """The sequence as the film carries it."""
        return {
            "id": self.id, "number": self.number, "title": self.title, "finding": self.finding, "texts": self.texts,
            "notes": self.notes, "seconds": round(seconds, 1), "chart": dict(self.chart), "aside": self.aside,
        }  # fmt: skip


def yearly(values: Mapping[int, float], digits: int = 0) -> dict[str, Any]:
    """Values by year as the film carries them, with null in a year that has none."""
    if not values:
        return {"start": 0, "values": []}
    first, last = min(values), max(values)
    if digits == 0:
        return {"start": first, "values": [_whole(values.get(y)) for y in range(first, last + 1)]}
    return {
        "start": first,
        "values": [round(values[y], digits) if y in values else None for y in range(first, last + 1)],
    }


def _whole(value: float | None) -> int | None:
    return None if value is None else round(value)
