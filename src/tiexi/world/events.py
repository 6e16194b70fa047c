"""Typed events of the month, written by steps and read by the record."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from tiexi.world.jit import inlined
from tiexi.world.table import Array, Table, column


class Event(IntEnum):
    """What can happen; the vocabulary of the contract."""

    NONE = 0
    BORN = 1
    DIED = 2
    ARRIVED = 3
    LEFT = 4
    MARRIED = 5
    SCHOOL_LEFT = 6
    HIRED = 7
    DISMISSED = 8
    QUIT = 9
    OFF_POST = 10
    RECALLED = 11
    RETIRED = 12
    EARLY_RETIRED = 13
    BOUGHT_OUT = 14
    STATUS_ABOLISHED = 15
    ARREARS_BEGAN = 16
    ARREARS_ENDED = 17
    SENT_DOWN = 18
    RETURNED = 19
    MOVED = 20
    DISABLED = 21
    PROTESTED = 22
    IDLED = 30
    RESUMED = 31
    STOPPED = 32
    FOUNDED = 40
    QUEUED = 41
    APPROVED = 42
    BANKRUPT = 43
    GUARDED = 44
    SCRAPPED = 45
    LAND_SOLD = 46
    BUILT = 50
    ANNOUNCED = 60
    PETITION = 61
    SIT_IN = 62
    ROAD_BLOCK = 63


class Who(IntEnum):
    """Kind of the entity an event happens to."""

    NONE = 0
    PERSON = 1
    WORKSHOP = 2
    PLANT = 3
    STREET = 4
    REGION = 5


EVENTS = 64


class Happenings(Table):
    """Events of the running month; cleared when the month begins. Everything of works and streets, and of
    persons only those who are followed; `counts` has everyone."""

    round = column("u1", "round", "round of the month; 0 where it has none")
    event = column("u1", "code", "what happened")
    kind = column("u1", "code", "kind of `who`")
    who = column("u4", "row", "row of the person, workshop, plant or street")
    where = column("u4", "row", "workshop for persons, plant for workshops")
    value = column("i8", "1", "a number that belongs to the event")


class Counts(Table):
    """How many persons (simulated) each event happened to this month; row = event + 1."""

    persons = column("i8", "person", "persons")


@inlined
def happened(
    event: Array,
    kind: Array,
    who: Array,
    where: Array,
    persons: Array,
    at: int,
    what: int,
    person: int,
    place: int,
    followed: bool,
) -> int:
    """Count a person's event and, if the person is followed, write it at row `at`; returns the next free row."""
    persons[what + 1] += 1
    if not followed:
        return at
    event[at] = what
    kind[at] = 1
    who[at] = person
    where[at] = place
    return at + 1


def tell(w: Any, event: Event, kind: Who, who: int, value: int = 0) -> int:
    """Enter an event of a workshop, plant, street or the region; returns its row."""
    row = int(w.happenings.add(1).start)
    w.happenings.event[row], w.happenings.kind[row] = event, kind
    w.happenings.who[row], w.happenings.value[row] = who, value
    return row
