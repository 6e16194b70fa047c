"""Which scenes of a working day are told in a life, and how: the rarer ones first, none too often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import polars as pl

from tiexi.record.scene_kinds import SORTS, What
from tiexi.report.life_record import Dated, Drawn, Fill, Person, Told
from tiexi.report.recorded import Recorded, absolute_months
from tiexi.report.scene_words import SCENES

MOST = 8  # scenes told of one life
TWICE, APART = 2, 60  # times that the same is told, and months between
ONCE = ("washed", "lunch_box", "rode_home", "first_shift", "own_wedding", "called_back")
AHEAD = ("closure_told", "name_read", "notice_told", "last_shower")  # of what the books then say
RANK = {what.name.lower(): int(what) for what in What}


def scenes_of(run: Recorded, keys: pl.Series | None = None) -> dict[int, list[Drawn]]:
    """Scenes of the filmed, of `keys` alone if they are given, by key; nothing of a run made before there were any."""
    if not run.has("scenes"):
        return {}
    rows = run.scan("scenes").sort("key", "month")
    if keys is not None:
        rows = rows.filter(pl.col("key").is_in(keys.implode()))
    mates = run.scan("people").select(pl.col("key").alias("other"), "born", "sex")
    told = rows.join(mates, on="other", how="left", maintain_order="left").collect()
    at, born = absolute_months(told["month"]), absolute_months(told["born"].fill_null(""))
    found: dict[int, list[Drawn]] = {}
    columns = told.select("key", "what", "place", "cause", "value", pl.col("sex").fill_null("")).iter_rows()
    for (key, what, place, cause, value, sex), month, since in zip(columns, at.tolist(), born.tolist(), strict=True):
        age = (month - since) // 12 if sex else 0
        found.setdefault(key, []).append(Drawn(month, what, place, cause, value, sex, age))
    return found


def scenes_told(p: Person) -> list[Dated]:
    """The scenes worth telling, each with its place among the sentences of its month."""
    told, said = [], Counter[str]()
    for scene in _chosen(p.scenes):
        key = _key(scene, said[scene.what])
        said[scene.what] += 1
        order = 0 if scene.what in AHEAD else 10**5
        told.append(((scene.month, order), Told(scene.month, key, fills=_fills(scene))))
    return told


def _chosen(scenes: Sequence[Drawn]) -> list[Drawn]:
    """At most `MOST`, by rank and then by date; each again only after some years. Then in order of dates."""
    taken: list[Drawn] = []
    for scene in sorted(scenes, key=lambda s: (RANK[s.what], s.month)):
        same = [s.month for s in taken if s.what == scene.what]
        apart = not same or scene.month - same[-1] >= APART
        room = (len(taken) < MOST or scene.what.startswith("hope")) and len(same) < (1 if scene.what in ONCE else TWICE)
        if room and apart and _key(scene, len(same)):
            taken.append(scene)
    return sorted(taken, key=lambda s: s.month)


def _key(scene: Drawn, times: int) -> str:
    """Its sentence; empty if there is none, as for someone else in it whom the record does not follow."""
    named = [f"scene.{scene.what}.{scene.mate_sex}", f"scene.{scene.what}"]
    again = [f"{key}.again" for key in named] if times else []
    return next((key for key in (*again, *named) if key in SCENES), "")


def _fills(scene: Drawn) -> tuple[Fill, ...]:
    """The plant; the other's age; the good; the number of the cause."""
    fills = [Fill("plant", "plant", scene.place.partition("/")[0])]
    if scene.mate_sex:
        fills.append(Fill("mate", "plain", scene.mate_age))
    cause, _, label = scene.cause.partition(":")
    if cause == "good":
        fills.append(Fill("good", "good", label))
    unit = SORTS[What[scene.what.upper()]].unit
    if unit:
        fills.append(Fill("money", "money", scene.value) if unit == "fen" else Fill("value", "plain", scene.value))
    return tuple(fills)
