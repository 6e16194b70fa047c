"""Sampled lives: the people with the lowest key hashes, month by month, kept as spells."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import polars as pl

from tiexi.record.chunks import Chunks
from tiexi.record.names import of_codes, of_months, of_rows, take
from tiexi.record.schema import frame
from tiexi.world.follow import key_hashes
from tiexi.world.jit import kernel
from tiexi.world.people import NEVER, Activity, Aid, Tie
from tiexi.world.table import Array
from tiexi.world.world import World

SAMPLE = 2_000
# A change begins a spell.
SIGHT = {"tie": "u1", "activity": "u1", "workshop": "u4", "street": "u2", "owing": "u1", "aid": "u1"}
AIDS = [" ".join(a.name.lower() for a in Aid if a & code) for code in range(2 * max(Aid))]
MONEY = {"wage": "i8", "owed": "i8"}


class Lives:
    """Open spells of the sample and closed spells of all who were in it.

    Who will have the lowest hashes is unknown while people are still being born, so the sample may grow to twice
    its size and is then cut back to the lowest; nobody who belongs to it at the end is ever left out.
    """

    def __init__(self, filmed: Collection[int] = ()) -> None:
        self._filmed = np.array(sorted(filmed), np.uint64)
        self._closed = Chunks(person="u4", start="i2", end="i2", **SIGHT, **MONEY)
        self._seen = 1  # rows of people already looked at
        self._cut = np.uint64(2**64 - 1)
        types = {"person": "u4", "hash": "u8", "always": "?", "start": "i2", **SIGHT, **MONEY}
        self._open = {name: np.empty(0, dtype) for name, dtype in types.items()}

    @property
    def open(self) -> dict[str, Array]:
        """Open spells of those who are followed and here: `person`, `start` and what the record last saw of them."""
        return self._open

    def month(self, world: World) -> None:
        """Follow the sample through the month."""
        self._join(world)
        january = world.calendar.of_year(world.month) == 0
        now, people = self._open, world.people
        changed = np.zeros(len(now["person"]), np.bool_)
        if not compare(
            world.month, january, now["person"], now["start"], now["tie"], now["activity"], now["workshop"],
            now["street"], now["owing"], now["aid"], now["wage"], now["owed"], people.gone, people.tie, people.activity,
            people.employer, people.household, people.owed, people.aid, people.wage, world.households.street, changed,
        ):  # fmt: skip
            return
        rows = np.flatnonzero(changed)
        columns = {name: column[rows] for name, column in now.items() if name not in ("hash", "always")}
        who = columns["person"]  # a grant to leave is given in the month of leaving, which has no spell
        columns["aid"] = columns["aid"] | (people.aid[who] & int(Aid.RELOCATION) * (people.gone[who] != NEVER))
        self._closed.append(len(rows), end=world.month - 1, **columns)
        for name, values in look(world, columns["person"]).items():
            now[name][rows] = values
        now["start"][rows] = world.month
        self._keep(people.gone[now["person"]] == NEVER)

    def state(self) -> dict[str, Array]:
        closed = {f"closed_{k}": v for k, v in self._closed.state().items()}
        marks = {"seen": np.array([self._seen]), "cut": np.array([self._cut], np.uint64)}
        return closed | {f"open_{k}": v for k, v in self._open.items()} | marks

    def restore(self, state: Mapping[str, Array]) -> None:
        self._closed.restore({k.removeprefix("closed_"): v for k, v in state.items() if k.startswith("closed_")})
        self._open = {name: np.array(state[f"open_{name}"]) for name in self._open}
        self._seen, self._cut = int(state["seen"][0]), np.uint64(state["cut"][0])

    def finish(self, world: World) -> tuple[Array, pl.DataFrame]:
        """Rows of the people in the sample, and their spells with those still open ended at the last month.

        Calling it again gives the same.
        """
        spells = self._closed.state()
        still = self._open | {"end": np.full(len(self._open["person"]), world.month)}
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
        people = world.people
        new = np.arange(self._seen, people.count)
        self._seen = people.count
        hashes = np.empty(len(new), np.uint64)
        key_hashes(people.key[new], hashes)
        always = np.isin(people.key[new], self._filmed) if len(self._filmed) else np.zeros(len(new), bool)
        mine = (always | (hashes <= self._cut)) & (people.gone[new] == NEVER)
        new, hashes, always = new[mine], hashes[mine], always[mine]
        if len(new):
            joined = {"person": new, "hash": hashes, "always": always, "start": np.full(len(new), world.month)}
            joined |= look(world, new)
            for name, column in self._open.items():
                self._open[name] = np.concatenate([column, joined[name].astype(column.dtype)])
        self._shrink()

    def _shrink(self) -> None:
        """Cut back to the lowest hashes among those who are here; whoever has died or left stays in the closed spells.

        The cut stays above every hash that can still belong to the sample: it is the 2,000th lowest of people who
        all have spells.
        """
        if len(self._open["hash"]) > 2 * SAMPLE:
            self._cut = np.partition(self._open["hash"], SAMPLE - 1)[SAMPLE - 1]
            self._keep((self._open["hash"] <= self._cut) | self._open["always"])

    def _keep(self, rows: Array) -> None:
        if not rows.all():
            self._open = {name: column[rows] for name, column in self._open.items()}


@kernel
def compare(
    month: int, january: bool, person: Array, start: Array, old_tie: Array, old_activity: Array, workshop: Array,
    old_street: Array, owing: Array, old_aid: Array, old_wage: Array, old_owed: Array, gone: Array, tie: Array,
    activity: Array, employer: Array, household: Array, owed: Array, aid: Array, wage: Array, street: Array,
    changed: Array,
) -> int:  # fmt: skip
    """Mark whose open spell has ended (they are gone, their state is another, or a year of pay begins) and bring the
    money of all others up to date; returns the number of the marked. Who came this month begins now."""
    found = 0
    for i in range(len(person)):
        if start[i] >= month:
            continue
        p = np.int64(person[i])
        if (
            gone[p] != NEVER
            or tie[p] != old_tie[i]
            or activity[p] != old_activity[i]
            or employer[p] != workshop[i]
            or street[household[p]] != old_street[i]
            or (owed[p] > 0) != owing[i]
            or aid[p] != old_aid[i]
            or (january and old_wage[i] > 0)
        ):
            changed[i] = True
            found += 1
        else:
            old_wage[i] = wage[p]
            old_owed[i] = owed[p]
    return found


def look(world: World, rows: Array) -> dict[str, Array]:
    """What the record sees of some people now."""
    people = world.people
    owed = people.owed[rows]
    return {
        "tie": people.tie[rows],
        "activity": people.activity[rows],
        "workshop": people.employer[rows],
        "street": world.households.street[people.household[rows]],
        "owing": owed > 0,
        "aid": people.aid[rows],
        "wage": people.wage[rows].astype(np.int64),
        "owed": owed.astype(np.int64),
    }
