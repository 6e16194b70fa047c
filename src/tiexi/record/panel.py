"""The panel: one row a year for every person followed, written each December from the diary."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from tiexi.record.chunks import Chunks
from tiexi.record.names import labels_of, names_of, of_months, of_rows, take, taken
from tiexi.record.schema import frame, lazy_frame
from tiexi.record.year import Year
from tiexi.world.careers import UNIT, keeps, scar_now
from tiexi.world.events import Event
from tiexi.world.follow import EVERYONE_FROM, FOLLOWED, key_hashes
from tiexi.world.jit import kernel
from tiexi.world.people import NEVER, Activity, Tie
from tiexi.world.table import Array
from tiexi.world.world import World

GROWN = 16  # years
COUNTS = ("earnings", "employed", "off_post", "unemployed", "informal", "retired")


@kernel
def sum_wages(tie: Array, gone: Array, employer: Array, wage: Array, count: int, out: Array) -> None:
    """Contract wages and persons on the books of each workshop (i8 [workshop, 2])."""
    for i in range(1, count):
        if tie[i] != 0 and gone[i] == NEVER:
            out[employer[i], 0] += wage[i]
            out[employer[i], 1] += 1


@kernel
def place_rows(person: Array, kept: Array, place: Array, order: Array) -> None:
    """Order of rows by person and, for one person, as they came; `place` (i8 [person]) is where each begins."""
    for i in range(len(person)):
        p = person[i]
        if kept[p]:
            order[place[p]] = i
            place[p] += 1


class Panel:
    """Years of the people followed, as rows and codes until the end."""

    def __init__(self) -> None:
        self._log = Chunks(
            person="u4", year="i2", earnings="i8", employed="u1", off_post="u1", unemployed="u1", informal="u1",
            retired="u1", workshop="u4", tenure="i2", occupation="u1", employer_pay="i4", here="?", alive="?",
            earned="i8", pay="i4", tie="u1", activity="u1", ending="u1",
            premium="i2", scar="i2", lost="u2",
        )  # fmt: skip
        self._year = Year()
        self._written = -1

    def month(self, world: World) -> None:
        """Take the month in, and write the year if it ends."""
        self._year.month(world)
        if world.calendar.of_year(world.month) == 11:
            self.write(world)

    def write(self, world: World) -> None:
        """Write the year to now, unless this month has been written.

        Left out are those who died or left before this year, and children who have never earned.
        """
        if self._written == world.month:
            return
        self._written = world.month
        diary, people = world.diary, world.people
        january = world.month - world.calendar.of_year(world.month)
        who = diary.person[1 : diary.count].astype(np.int64)
        grown = (people.born[who] <= world.month - 12 * GROWN) | (diary.earnings[1 : diary.count] > 0)
        rows = np.flatnonzero(grown & (people.gone[who] >= january)) + 1
        who = who[rows - 1]
        wages = np.zeros((world.workshops.count, 2), np.int64)
        sum_wages(people.tie, people.gone, people.employer, people.wage, people.count, wages)
        mean = wages[:, 0] // np.maximum(wages[:, 1], 1)
        mean[0] = 0
        here = people.gone[who] == NEVER
        shop = np.where(here & (people.tie[who] != 0), people.employer[who], 0)
        self._log.append(
            len(who),
            person=who,
            year=world.calendar.year(world.month),
            workshop=shop,
            tenure=np.where(shop != 0, world.month - people.hired[who].astype(np.int64), 0),
            occupation=people.occupation[who],
            employer_pay=mean[shop],
            here=here,
            alive=people.activity[who] != Activity.DEAD,
            earned=self._year.earned[rows],
            pay=np.where(shop != 0, people.wage[who], 0),
            tie=people.tie[who],
            activity=people.activity[who],
            ending=self._year.ending[rows],
            premium=people.premium[who],
            scar=scar_now(world, who) if keeps(world) else 0 * who,
            lost=np.where(people.lost_pay[who] > 0, people.lost[who].astype(np.int64) + 1, 0),
            **{name: getattr(diary, name)[rows] for name in COUNTS},
        )

    def state(self) -> dict[str, Array]:
        """Years written, and the year under way."""
        year = {f"year_{name}": array for name, array in self._year.state().items()}
        return self._log.state() | year | {"written": np.array([self._written])}

    def restore(self, state: Mapping[str, Array]) -> None:
        self._log.restore(state)
        self._year.restore({k.removeprefix("year_"): v for k, v in state.items() if k.startswith("year_")})
        self._written = int(state["written"][0])

    def frame(self, world: World, kept: Array) -> pl.LazyFrame:
        """The panel of those with `kept` [person row], by person and year: what stays the same stands together."""
        log, col = self._log.frame(), pl.col
        person = log["person"].to_numpy()
        per_person = np.bincount(person, minlength=len(kept)) * kept
        order = np.empty(int(per_person.sum()), np.int64)
        place_rows(person, kept, np.cumsum(per_person) - per_person, order)
        rows = log[order]
        shares = {name: rows[name].to_numpy() / UNIT for name in ("premium", "scar")}  # exact, as polars is not here
        months = (world.calendar.text(m) for m in range(world.month + 1))
        return lazy_frame(
            "panel",
            rows.with_columns(**shares),
            key=pl.lit(pl.Series(world.people.key[: len(kept)])).gather(col("person")),
            workshop=taken(labels_of(world, "workshops"), col("workshop")),
            occupation=taken(labels_of(world, "occupations"), col("occupation")),
            tie=taken(names_of(Tie), col("tie")),
            activity=taken(names_of(Activity), col("activity")),
            ending=taken(["", *names_of(Event)[1:]], col("ending")),
            lost=taken(["", *months], col("lost")),
        )


def keep(world: World) -> Array:
    """Whose events and years are kept (bool [person row]): those with a diary, and of these at most 50,000 with the
    lowest key hashes unless the run follows everyone."""
    kept = np.zeros(world.people.count, bool)
    who = world.diary.person[1 : world.diary.count]
    if world.scale < EVERYONE_FROM and len(who) > FOLLOWED:
        hashes = np.empty(len(who), np.uint64)
        key_hashes(world.people.key[who], hashes)
        who = who[np.argpartition(hashes, FOLLOWED)[:FOLLOWED]]
    kept[who] = True
    return kept


def follows_everyone(scale: int, persons: int) -> bool:
    """Whether a run of this scale with so many `persons` in its people table has left nobody out."""
    return scale >= EVERYONE_FROM or persons < FOLLOWED


def people_frame(world: World, rows: Array) -> pl.DataFrame:
    """The people table for some rows."""
    people = world.people
    gone = people.gone[rows]
    left = pl.Series(of_months(world, np.where(gone == NEVER, 0, gone)))
    mother = people.mother[rows]
    return frame(
        "people",
        {
            "key": people.key[rows],
            "born": of_months(world, people.born[rows]),
            "sex": take(("", "woman", "man"), people.sex[rows]),
            "weight": np.full(len(rows), world.scale),
            "mother": pl.Series(people.key[mother]).set(pl.Series(mother == 0), None),
            "street": of_rows(world, "streets", world.households.street[people.household[rows]]),
            "gone": left.set(pl.Series(gone == NEVER), ""),
            "alive": people.activity[rows] != Activity.DEAD,
        },
    )
