"""The filmed people of a run, read together: persons with their events, spells and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.record.panel import follows_everyone
from tiexi.report.events import filmed_keys, person_events
from tiexi.report.life_record import Child, Happened, Person, Spell
from tiexi.report.life_scenes import scenes_of
from tiexi.report.recorded import Recorded, absolute_months
from tiexi.report.series import months_of
from tiexi.report.years import years_of

SPELL = ("from", "to", "tie", "activity", "workshop", "street", "wage", "owed", "aid")  # an older run has no aid


@dataclass(frozen=True)
class Filmed:
    """Everyone filmed, in order of keys; `spells` are the rows of all their spells, one person's after another's."""

    persons: list[Person]
    spells: pl.DataFrame
    sizes: NDArray[np.int64]


def filmed(run: Recorded) -> Filmed:
    """Everyone whose life was filmed month by month."""
    keys = run.once(filmed_keys)
    lives = run.table("lives").sort("key", "from")
    lives = lives.with_columns(*(pl.Series(c, months_of(lives[c], run.first, run.last)) for c in ("from", "to")))
    sizes = np.bincount(np.searchsorted(keys.to_numpy(), lives["key"].to_numpy()), minlength=len(keys))
    columns = [c for c in SPELL if c in lives.columns]
    spells = (Spell(*row) for row in zip(*(lives[c].to_list() for c in columns), strict=True))
    people = run.people.with_columns(pl.Series("at", run.born)).filter(pl.col("key").is_in(keys.implode()))
    rows = people.sort("key").select("key", "at", "sex", "gone", "alive").iter_rows()
    events, years = _events(run), _years(run, keys)
    pieces, scenes, children = _pieces(spells, sizes), scenes_of(run), children_of(run, keys)
    persons = [
        Person(key, at, sex, bool(gone), alive, events.get(key, ()), mine, years.get(key, ()),
               children.get(key, ()), scenes.get(key, ()))
        for (key, at, sex, gone, alive), mine in zip(rows, pieces, strict=True)
    ]  # fmt: skip
    return Filmed(persons, lives, sizes)


def children_of(run: Recorded, mothers: Sequence[int] | pl.Series) -> dict[int, list[Child]]:
    """Children born in the run, by mother; nothing where the run does not follow everyone, for then some would lack."""
    people = run.people
    if not follows_everyone(run.scale, len(people)):
        return {}
    rows = people.with_columns(pl.Series("at", run.born)).filter(
        pl.col("mother").is_in(pl.Series(mothers, dtype=pl.UInt64).implode()) & (pl.col("at") >= run.first)
    )
    rows, found = rows.sort("at", "key"), dict[int, list[Child]]()
    died = np.where(rows["alive"].to_numpy(), -1, absolute_months(rows["gone"]))
    for mother, born, sex, at in zip(rows["mother"], rows["at"], rows["sex"], died.tolist(), strict=True):
        found.setdefault(mother, []).append(Child(born, sex, at))
    return found


def _pieces(items: Iterator[Any], sizes: NDArray[np.int64]) -> Iterator[list[Any]]:
    """Items in pieces of these sizes."""
    return (list(islice(items, int(n))) for n in sizes)


def _events(run: Recorded) -> dict[int, list[Happened]]:
    rows = run.once(person_events).filter(pl.col("key").is_in(run.once(filmed_keys).implode()))
    rows = rows.sort("at", maintain_order=True)
    found: dict[int, list[Happened]] = {}
    for key, *rest in rows.select("key", "at", "event", "where", "value").iter_rows():
        found.setdefault(key, []).append(Happened(*rest))
    return found


def _years(run: Recorded, keys: pl.Series) -> dict[int, list[tuple[int, int]]]:
    years = run.once(years_of)
    rows = years.rows_of(keys.to_numpy())
    mine = np.isin(years.who, keys.to_numpy())
    pairs = zip(years.columns["year"][rows].tolist(), years.columns["earnings"][rows].tolist(), strict=True)
    pieces = _pieces(pairs, years.sizes[mine])
    return {int(key): piece for key, piece in zip(years.who[mine].tolist(), pieces, strict=True)}
