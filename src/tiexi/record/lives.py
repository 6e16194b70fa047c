"""Sampled lives: the people with the lowest key hashes, month by month, kept as spells."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl

from tiexi.record.chunks import Chunks
from tiexi.record.names import of_codes, of_months, of_rows, take
from tiexi.record.schema import frame
from tiexi.world.follow import key_hashes
from tiexi.world.jit import inlined, kernel
from tiexi.world.people import NEVER, Activity, Aid, Tie
from tiexi.world.table import Array
from tiexi.world.world import World

SAMPLE = 2_000
# A change begins a spell.
SIGHT = {"tie": "u1", "activity": "u1", "workshop": "u4", "street": "u2", "owing": "u1", "aid": "u1"}
AIDS = [" ".join(a.name.lower() for a in Aid if a & code) for code in range(2 * max(Aid))]
MONEY = {"wage": "i8", "owed": "i8"}
CLOSED = {"person": "u4", "start": "i2", **SIGHT, **MONEY, "end": "i2"}
PERSON, START, TIE, ACTIVITY, WORKSHOP, STREET, OWING, AID, WAGE, OWED, END = range(len(CLOSED))  # rows of spells
ALWAYS = END  # an open spell has no end yet
GRANT = int(Aid.RELOCATION)


class Lives:
    """Open spells of the sample and closed spells of all who were in it.

    Who will have the lowest hashes is unknown while people are still being born, so the sample may grow to twice
    its size and is then cut back to the lowest; nobody who belongs to it at the end is ever left out.
    """

    def __init__(self, filmed: Collection[int] = ()) -> None:
        self._filmed = np.array(sorted(filmed), np.uint64)
        self._closed = Chunks(**CLOSED)
        self._seen = 1  # rows of people already looked at
        self._cut = np.uint64(2**64 - 1)
        # Open spells, by row of `CLOSED` and in whole numbers (i8), the hash of each, and how many there are.
        self._spells, self._hash, self._count = np.zeros((len(CLOSED), 0), np.int64), np.empty(0, np.uint64), 0
        self._ended, self._done = np.zeros((len(CLOSED), 0), np.int64), 0  # closed spells not yet in `_closed`

    @property
    def open(self) -> dict[str, Array]:
        """Open spells of those who are followed and here: `person`, `start` and what the record last saw of them."""
        return {name: column[: self._count] for name, column in zip(CLOSED, self._spells[:END], strict=False)}

    def month(self, world: World) -> None:
        """Follow the sample through the month."""
        self._join(world)
        people, january = world.people, world.calendar.of_year(world.month) == 0
        if self._ended.shape[1] < self._done + self._count:
            self._put_away()
        self._count, self._done = follow(
            world.month, january, self._count, self._done, people.gone, people.tie, people.activity, people.employer,
            people.household, people.owed, people.aid, people.wage, world.households.street, self._spells, self._hash,
            self._ended,
        )  # fmt: skip

    def _put_away(self) -> None:
        """Hand over the closed spells, and make room for more than a month can close."""
        self._closed.append(self._done, **dict(zip(CLOSED, self._ended[:, : self._done], strict=True)))
        self._ended, self._done = np.empty((len(CLOSED), max(SAMPLE, 2 * self._count)), np.int64), 0

    def state(self) -> dict[str, Array]:
        self._put_away()
        marks = {"seen": np.array([self._seen]), "cut": np.array([self._cut], np.uint64)}
        spells = {name: column.astype(CLOSED[name]) for name, column in self.open.items()}
        spells["hash"], spells["always"] = self._hash[: self._count], self._spells[ALWAYS, : self._count].astype(bool)
        closed = {f"closed_{k}": v for k, v in self._closed.state().items()}
        return closed | {f"open_{k}": v for k, v in spells.items()} | marks

    def restore(self, state: Mapping[str, Array]) -> None:
        self._closed.restore({k.removeprefix("closed_"): v for k, v in state.items() if k.startswith("closed_")})
        self._count, self._done = len(state["open_person"]), 0
        self._spells = np.array([state[f"open_{name}"] for name in [*CLOSED][:END]] + [state["open_always"]], np.int64)
        self._hash = np.array(state["open_hash"])
        self._seen, self._cut = int(state["seen"][0]), np.uint64(state["cut"][0])

    def finish(self, world: World) -> tuple[Array, pl.DataFrame]:
        """Rows of the people in the sample, and their spells with those still open ended at the last month.

        Calling it again gives the same.
        """
        self._put_away()
        spells = self._closed.state()
        still = self.open | {"end": np.full(self._count, world.month)}
        spells = {name: np.concatenate([column, still[name].astype(column.dtype)]) for name, column in spells.items()}
        sample = self._sample(world, np.unique(spells["person"]))
        rows = np.flatnonzero(np.isin(spells["person"], sample))
        rows = rows[np.lexsort((spells["start"][rows], spells["person"][rows]))]
        spells = {name: column[rows] for name, column in spells.items()}
        told = {
            "key": world.people.key[spells["person"]],
            "from": of_months(world, spells["start"]),
            "to": of_months(world, spells["end"]),
            "tie": of_codes(Tie, spells["tie"]),
            "activity": of_codes(Activity, spells["activity"]),
            "workshop": of_rows(world, "workshops", spells["workshop"]),
            "street": of_rows(world, "streets", spells["street"]),
            "aid": take(AIDS, spells["aid"]),
        }
        return sample, frame("lives", spells | told)

    def _sample(self, world: World, persons: Array) -> Array:
        """Rows of the 2,000 with the lowest hashes, and of those filmed by name."""
        keys = world.people.key[persons]
        hashes = np.empty(len(keys), np.uint64)
        key_hashes(keys, hashes)
        lowest = np.zeros(len(keys), bool)
        lowest[np.argsort(hashes, kind="stable")[:SAMPLE]] = True
        return persons[lowest | np.isin(keys, self._filmed)]

    def _join(self, world: World) -> None:
        """Take in the people who are new this month and still here."""
        people, first, end = world.people, self._seen, world.people.count
        if first == end:
            return
        self._seen = end
        keys, hashes = people.key[first:end], np.empty(end - first, np.uint64)
        key_hashes(keys, hashes)
        always = np.isin(keys, self._filmed) if len(self._filmed) else np.zeros(len(keys), bool)
        new = np.flatnonzero((always | (hashes <= self._cut)) & (people.gone[first:end] == NEVER))
        if len(new):
            at = slice(self._count, self._count + len(new))
            self._reserve(at.stop)
            self._hash[at], self._spells[PERSON, at] = hashes[new], first + new
            self._spells[START, at], self._spells[ALWAYS, at] = world.month, always[new]
            look(world, self._spells[:, at])
            self._count = at.stop
            self._shrink()

    def _reserve(self, spells: int) -> None:
        room = len(self._hash)
        if spells > room:
            more = max(SAMPLE, spells - room)
            self._spells = np.concatenate([self._spells, np.zeros((len(CLOSED), more), np.int64)], axis=1)
            self._hash = np.concatenate([self._hash, np.zeros(more, np.uint64)])

    def _shrink(self) -> None:
        """Cut back to the lowest hashes among those who are here; whoever has died or left stays in the closed spells.

        The cut stays above every hash that can still belong to the sample: it is the 2,000th lowest of people who
        all have spells.
        """
        if self._count > 2 * SAMPLE:
            hashes = self._hash[: self._count]
            self._cut = np.partition(hashes, SAMPLE - 1)[SAMPLE - 1]
            kept = np.flatnonzero((hashes <= self._cut) | (self._spells[ALWAYS, : self._count] > 0))
            self._count = len(kept)
            self._spells[:, : self._count], self._hash[: self._count] = self._spells[:, kept], hashes[kept]


def look(world: World, spells: Array) -> None:
    """Enter what the record sees now of the people of some spells (i8 [field, spell])."""
    people = world.people
    see(
        people.tie, people.activity, people.employer, people.household, people.owed, people.aid, people.wage,
        world.households.street, spells,
    )  # fmt: skip


@inlined
def see_one(
    p: int, i: int, tie: Array, activity: Array, employer: Array, household: Array, owed: Array, aid: Array,
    wage: Array, street: Array, spells: Array,
) -> None:  # fmt: skip
    """State and money of person `p` into spell `i`."""
    spells[TIE, i] = tie[p]
    spells[ACTIVITY, i] = activity[p]
    spells[WORKSHOP, i] = employer[p]
    spells[STREET, i] = street[household[p]]
    spells[OWING, i] = 1 if owed[p] > 0 else 0
    spells[AID, i] = aid[p]
    spells[WAGE, i] = wage[p]
    spells[OWED, i] = owed[p]


@kernel
def see(
    tie: Array, activity: Array, employer: Array, household: Array, owed: Array, aid: Array, wage: Array, street: Array,
    spells: Array,
) -> None:  # fmt: skip
    """State and money of the person of every spell."""
    for i in range(spells.shape[1]):
        see_one(spells[PERSON, i], i, tie, activity, employer, household, owed, aid, wage, street, spells)


@kernel
def follow(
    month: int, january: bool, count: int, done: int, gone: Array, tie: Array, activity: Array, employer: Array,
    household: Array, owed: Array, aid: Array, wage: Array, street: Array, spells: Array, hashes: Array, ended: Array,
) -> tuple[int, int]:  # fmt: skip
    """Close the spells that have ended (the person is gone, the state is another, or a year of pay begins) and begin
    the next; of all others bring the money up to date. Who came this month begins now.

    `ended` (i8 [field, spell]) has `done` spells, `spells` has `count`; returns how many each has then. A grant to
    leave is given in the month of leaving, which has no spell, and so stands in the last.
    """
    kept = 0
    for i in range(count):
        p = spells[PERSON, i]
        here = gone[p] == NEVER
        begun = spells[START, i] < month
        if begun and (
            not here
            or tie[p] != spells[TIE, i]
            or activity[p] != spells[ACTIVITY, i]
            or employer[p] != spells[WORKSHOP, i]
            or street[household[p]] != spells[STREET, i]
            or (owed[p] > 0) != (spells[OWING, i] > 0)
            or aid[p] != spells[AID, i]
            or (january and spells[WAGE, i] > 0)
        ):
            for field in range(END):
                ended[field, done] = spells[field, i]
            ended[END, done] = month - 1
            if not here:
                ended[AID, done] |= aid[p] & GRANT
            done += 1
            see_one(p, i, tie, activity, employer, household, owed, aid, wage, street, spells)
            spells[START, i] = month
        elif begun:
            spells[WAGE, i] = wage[p]
            spells[OWED, i] = owed[p]
        if here or not begun:
            for field in range(len(spells)):
                spells[field, kept] = spells[field, i]
            hashes[kept] = hashes[i]
            kept += 1
    return kept, done
