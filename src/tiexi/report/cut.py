"""The cut: which sequences the half hour shows, in which order, and for how long.

Seconds of a sequence are its words at 200 a minute (Chinese: characters at 300), whichever takes longer, and 12 for a
form of chart seen for the first time, 6 for one that is known, 3 for a map. The parts have 720, 540 and 360 seconds
and are filled to 95 to 100 per cent where the record carries so much; where it does not, all of it is shown and the
part says how much it fills. A part left out for want of a subject leaves the others their proportion.

Chosen is by coverage first (every workshop, every street, every status, at least nine lives), then by size of change.
A part is woven of two cycles: counted from nought, even sequences follow production, odd ones the life of plants and
streets, so the next to be taken comes from the cycle that is behind. What was chosen stands in the order of the
design. Nothing here is drawn by chance: the same scenes give the same cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tiexi.report.scene import LIFE, PRODUCTION, Scene

PARTS = ("rust", "remnants", "rails")
BUDGETS = {"rust": 720.0, "remnants": 540.0, "rails": 360.0}
LEAST = 0.95  # share of a budget to which a part is filled if there is enough
NEW, KNOWN, MAP = 12.0, 6.0, 3.0  # seconds to look at a form of chart
MAPS = {"ride"}


@dataclass(frozen=True)
class Shown:
    """A scene that was taken and how long it stands."""

    scene: Scene
    seconds: float


@dataclass(frozen=True)
class Part:
    """A part of the film: its scenes in order and the seconds it may take."""

    id: str
    shown: list[Shown]
    budget: float

    @property
    def seconds(self) -> float:
        """How long the part runs."""
        return sum(s.seconds for s in self.shown)


def looking(scene: Scene, seen: set[str]) -> float:
    """Seconds to look at the chart, given the forms seen before."""
    form = str(scene.chart["kind"])
    return MAP if form in MAPS else (KNOWN if form in seen else NEW)


def cut(scenes: Sequence[Scene], budgets: dict[str, float] | None = None) -> list[Part]:
    """The parts of the half hour, those without a scene left out."""
    budgets = budgets or BUDGETS
    covered: set[str] = set()
    seen: set[str] = set()
    found = []
    for part in PARTS:
        mine = [s for s in scenes if s.part == part]
        if not mine:
            continue
        wanted = _chosen(mine, budgets[part], covered, seen)
        shown = []
        for scene in sorted(wanted, key=_place):
            shown.append(Shown(scene, scene.reading() + looking(scene, seen)))
            seen.add(str(scene.chart["kind"]))
            covered |= scene.covers
        found.append(Part(part, shown, budgets[part]))
    return found


def _chosen(scenes: list[Scene], budget: float, covered: set[str], seen: set[str]) -> list[Scene]:
    """Scenes of a part: first those that show what nothing else does, then the largest changes, cycle by cycle."""
    taken: list[Scene] = []
    left = sorted(scenes, key=_place)
    missing = set().union(*(s.covers for s in scenes)) - covered
    while missing and left:
        best = max(left, key=lambda s: (len(s.covers & missing), s.change, -_place(s)[0], s.id))
        if not best.covers & missing:
            break
        left.remove(best)
        if length([*taken, best], seen) <= budget:
            taken.append(best)
            missing -= best.covers
    left = [s for s in scenes if s not in taken]
    while left:
        behind = _behind(taken)
        fits = [s for s in left if length([*taken, s], seen) <= budget]
        if not fits:
            break
        best = max(fits, key=lambda s: (s.cycle == behind, s.change, -_place(s)[0], s.id))
        taken.append(best)
        left.remove(best)
    return taken


def _behind(taken: Sequence[Scene]) -> str:
    """The cycle that comes next: production, unless it already has more."""
    production = sum(s.cycle == PRODUCTION for s in taken)
    return LIFE if production > len(taken) - production else PRODUCTION


def length(scenes: Sequence[Scene], seen: set[str]) -> float:
    """Seconds of some scenes in the order in which they would be shown."""
    known, seconds = set(seen), 0.0
    for scene in sorted(scenes, key=_place):
        seconds += scene.reading() + looking(scene, known)
        known.add(str(scene.chart["kind"]))
    return seconds


def _place(scene: Scene) -> tuple[float, str]:
    return scene.place, scene.id
