"""What a step of the month is: a function that declares which columns it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Step:
    """A rule of the month. `run(w)` receives the world's tables as views (`world.Views`)."""

    name: str
    run: Callable[[Any], None]
    writes: tuple[str, ...]
    rows: tuple[str, ...]

    @property
    def says(self) -> str:
        """First sentence of the rule's docstring."""
        return (self.run.__doc__ or "").strip().split("\n")[0]


def step(*writes: str, rows: tuple[str, ...] = ()) -> Callable[[Callable[[Any], None]], Step]:
    """Declare a step: the columns it writes (`"people.wage"`, `"stocks.*"`) and the mission's rows it serves."""

    def declare(run: Callable[[Any], None]) -> Step:
        return Step(f"{run.__module__.split('.')[1]}.{run.__name__}", run, tuple(writes), rows)

    return declare
