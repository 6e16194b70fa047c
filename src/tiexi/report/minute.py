"""The opening minute: nine shots in 4 : 3 : 2 between an opening and a close, filled from the run.

A shot whose condition fails is replaced by the next of its part; a part without any leaves its seconds to the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tiexi.report import scenes_end
from tiexi.report.both import Words, among, both, count, inside
from tiexi.report.chain import chain_of
from tiexi.report.followed import filmed
from tiexi.report.freight import freight_of
from tiexi.report.lexis import COHORT, field_of, worst
from tiexi.report.life_told import Teller
from tiexi.report.recorded import Recorded
from tiexi.report.scene import Scene
from tiexi.report.scenes_streets import LOST
from tiexi.report.series import at_ends, total
from tiexi.report.stage import WITHOUT
from tiexi.report.stops import last_of_chain, order_of_stopping

OPEN, CLOSE, BETWEEN = 4.0, 4.0, 52.0
MOST_WORDS, MOST_CHARACTERS = 18, 26
STOPS = {"en": ".", "zh": "。"}
YEARS = re.compile(r"[,，]?\s*\d{4}\D*\d{0,4}$")
SHOTS = {"rust": 4, "remnants": 3, "rails": 2}
LEAST_SHARE = 0.1  # of those without work whom the yearbook misses, from which it is said


@dataclass(frozen=True)
class Shot:
    """A picture with one sentence over some months."""

    picture: str
    part: str | None
    words: Words
    first: int
    last: int


def minute(run: Recorded, scenes: dict[str, Scene], years: float | None = None) -> list[dict[str, Any]]:
    """The shots with their seconds; `years` of pay is what the other history brings the one who is shown."""
    chosen: list[Shot] = []
    for part, makers in MAKERS.items():
        found = [shot for make in makers if (shot := make(run, scenes)) is not None]
        if part == "rails" and years is not None and years >= 1:
            words = both("minute.twice", n=round(years))
            found.insert(1, Shot("life", "rails", words, max(run.first, run.last - 119), run.last))
        chosen += [s for s in found if said(s.words)][: SHOTS[part]]
    each = BETWEEN / len(chosen) if chosen else 0.0
    first, last = _winter(run), run.last
    shots = [_timed(Shot("snow", None, _place(run), first, first), OPEN)]
    shots += [_timed(shot, each) for shot in chosen]
    return [*shots, _timed(Shot("white", None, both("minute.close"), last, last), CLOSE)]


def _timed(shot: Shot, seconds: float) -> dict[str, Any]:
    return {
        "picture": shot.picture, "part": shot.part, "words": shot.words, "from": shot.first, "to": shot.last,
        "seconds": round(seconds, 2),
    }  # fmt: skip


def _winter(run: Recorded) -> int:
    """The last December of the record but one: the last full winter."""
    return max(run.first, (run.last + 1) // 12 * 12 - 13)


def _place(run: Recorded) -> Words:
    """Where we are: the region's title without its years."""
    return {lang: YEARS.sub("", run.title(lang)) + end for lang, end in STOPS.items()}


def said(words: Words) -> bool:
    """Whether a sentence is short enough for a shot."""
    characters = sum(not c.isspace() for c in words["zh"])
    return len(words["en"].split()) <= MOST_WORDS and characters <= MOST_CHARACTERS


def _filled(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    ends = at_ends(run.here("employed"))
    if len(ends) < 2:
        return None
    most, best = max((v, -y) for y, v in ends.items())
    if -best == min(ends) or most < 2 * ends[min(ends)]:
        return None
    regimes = [c.value for c in run.causes if c.kind == "regime" and c.month <= -best * 12]
    key = "minute.rise" if {"colonial", "plan"} <= set(regimes) else "minute.rise.plain"
    words = both(key, n=count(most), year=-best)
    return Shot("rise", "rust", words, run.first, -best * 12 + 11)


def _chain(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    chain = chain_of(run)
    if chain is None or chain.returned is None:
        return None
    return Shot("chain", "rust", both("minute.chain"), chain.year * 12, chain.year * 12 + 11)


def _arrears(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    found = run.once(scenes_end.worst_owing)
    if found is None:
        return None
    plant, first, worst, _ = found
    share = run.of("plant", "paid_share")[plant].over(first, worst + 1)
    part, none = ((share < least).any() for least in (scenes_end.PART, scenes_end.FADED))
    key = "minute.arrears" if part and none else ("minute.arrears.part" if part else "minute.arrears.late")
    return Shot("arrears", "rust", both(key, year=first // 12), first, worst)


def _stopping(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    order = order_of_stopping(run)
    if order is None or not (last := last_of_chain(order.rows)):
        return None
    at = last[0].stopped or 0
    words = both("minute.stopping", workshop=among([inside(run, "workshop", r.workshop) for r in last]),
                 chain=inside(run, "chain", last[0].chain))  # fmt: skip
    stops = [r.stopped for r in order.rows if r.stopped is not None]
    return Shot("stopping", "rust", words, min(stops) - 2, at + 2)


def _idle(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    scene = scenes.get("idle")
    if scene is None or not scene.finding:
        return None
    at = int(scene.chart["dates"][-1]["month"])
    return Shot("rise", "rust", _sentence(scene), int(scene.chart["dates"][0]["month"]), at)


def _sentence(scene: Scene) -> Words:
    return {"en": f"{scene.title['en']}.", "zh": f"{scene.title['zh']}。"}


def _lights(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    scene = scenes.get("states")
    if scene is None or not scene.finding:
        return None
    idle = total([run.here(v) for v in WITHOUT])
    worst = idle.start + int(np.nan_to_num(idle.values).argmax())
    return Shot("lights", "remnants", _sentence(scene), max(run.first, worst - 120), worst)


def _book(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    scene = scenes.get("without")
    gap = scene.chart["gap"] if scene else None
    if gap is None or gap["seen"] - gap["printed"] < LEAST_SHARE * gap["seen"]:
        return None
    words = both("minute.book", a=count(gap["printed"]), b=count(gap["seen"] - gap["printed"]))
    return Shot("book", "remnants", words, max(run.first, gap["month"] - 120), gap["month"])


def _scar(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    field = run.once(field_of)
    hit = worst(field) if field else None
    if hit is None or hit.months < LOST:
        return None
    words = both("minute.scar", a=hit.born, b=hit.born + COHORT - 1, n=round(hit.months))
    return Shot("lights", "remnants", words, run.first, run.last)


def _staff(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    return _of_scene(run, scenes, "employment", "book")


def _filled_streets(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    return _of_scene(run, scenes, "filled", "lights")


def _of_scene(run: Recorded, scenes: dict[str, Scene], name: str, picture: str) -> Shot | None:
    """A sequence that states a finding, as a shot of the whole run."""
    scene = scenes.get(name)
    if scene is None or not scene.finding:
        return None
    return Shot(picture, scene.part, _sentence(scene), run.first, run.last)


def _wagons(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    scene, freight = scenes.get("freight"), run.once(freight_of)
    if scene is None or not scene.finding:
        return None
    years = freight.by_year(freight.sum(freight.inbound) + freight.sum(freight.outbound))
    most, best = max((v, -y) for y, v in years.items())
    last = max(years)
    n = int(np.ceil(10 * years[last] / most))
    fill = {"year": -best, "last": last}
    words = both("minute.wagons", n=both(f"number.{n}"), **fill) if n else both("minute.wagons.none", **fill)
    return Shot("wagons", "rails", words, -best * 12, run.last)


def _life(run: Recorded, scenes: dict[str, Scene]) -> Shot | None:
    """One life: what was left, in its last year with earnings, of its best."""
    scene = scenes.get("life")
    if scene is None:
        return None
    key = int(scene.chart["keys"][0], 16)
    person = next(p for p in run.once(filmed).persons if p.key == key)
    told = next((t for t in Teller(run).tell(person) if t.key == "best"), None)
    if told is None:
        return None
    fill = {f.name: int(f.value) for f in told.fills}
    tenths = round(10 * fill["least"] / fill["most"])
    if not 1 <= tenths <= 9:
        return None
    words = both("minute.life", best=fill["best"], last=fill["last"], n=both(f"number.{tenths}"))
    return Shot("life", "rails", words, person.spells[0].start, person.spells[-1].end)


MAKERS: dict[str, list[Callable[[Recorded, dict[str, Scene]], Shot | None]]] = {
    "rust": [_filled, _chain, _arrears, _stopping, _idle],
    "remnants": [_lights, _book, _scar, _staff, _filled_streets],
    "rails": [_wagons, _life],
}
