"""The record of events, taken from the month's happenings."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from tiexi.record.chunks import Chunks
from tiexi.record.names import key_texts, labels_of, of_codes, of_months, take
from tiexi.record.schema import frame
from tiexi.world.events import Event, Who
from tiexi.world.table import Array
from tiexi.world.world import World

UNITS = {
    Event.ARREARS_BEGAN: "fen", Event.ARREARS_ENDED: "fen", Event.BOUGHT_OUT: "fen", Event.SCRAPPED: "g",
    Event.LAND_SOLD: "fen", Event.PETITION: "person", Event.SIT_IN: "person", Event.ROAD_BLOCK: "person",
}  # fmt: skip
TABLE_OF = {Who.WORKSHOP: "workshops", Who.PLANT: "plants", Who.STREET: "streets"}
PLACE_OF = {Who.PERSON: "workshops", Who.WORKSHOP: "plants", Who.REGION: "plants"}


def whom(world: World, kind: Who, event: Event) -> Array:
    """To whom of a `kind` this happened this month (rows of its table)."""
    seen, n = world.happenings, world.happenings.count
    found: Array = seen.who[:n][(seen.kind[:n] == kind) & (seen.event[:n] == event)]
    return found


class EventLog:
    """Events of all months, as rows and codes until the end."""

    def __init__(self) -> None:
        self._log = Chunks(month="i2", round="u1", event="u1", kind="u1", who="u4", where="u4", value="i8")

    def month(self, world: World) -> None:
        """Take over the month's happenings."""
        rows = slice(1, world.happenings.count)
        now = {name: array[rows] for name, array in world.happenings.arrays()}
        self._log.append(world.happenings.count - 1, month=world.month, **now)

    def enter(self, world: World, found: Mapping[str, Array]) -> None:
        """Add what the record itself has found this month, in columns as of `happenings` without round."""
        self._log.append(len(found["event"]), month=world.month, round=0, **found)

    def state(self) -> dict[str, Array]:
        return self._log.state()

    def restore(self, state: Mapping[str, Array]) -> None:
        self._log.restore(state)

    def frame(self, world: World, kept: Array) -> pl.DataFrame:
        """The events table; of persons only those with `kept` [person row]."""
        log = self._log.state()
        persons = log["kind"] == Who.PERSON
        whose = np.where(persons, log["who"], 0)
        stay = ~persons | kept[whose]
        log = {name: column[stay] for name, column in log.items()}
        # A workshop is found to have stopped ninety days after; the event is dated at its last round with work.
        stopped = log["event"] == Event.STOPPED
        log["month"] = np.where(stopped, log["value"] // world.rounds, log["month"]).astype(np.int64)
        kind = log["kind"]
        who, where = _labels(world, kind, log["who"], log["where"])
        units = [""] * (max(Event) + 1)
        for event, unit in UNITS.items():
            units[event] = unit
        return frame(
            "events",
            {
                "month": of_months(world, log["month"]),
                "round": log["round"],
                "event": of_codes(Event, log["event"]),
                "kind": of_codes(Who, kind),
                "who": who,
                "where": where,
                "value": log["value"],
                "unit": take(units, np.where(log["value"] != 0, log["event"], 0)),
            },
        )


def _labels(world: World, kind: Array, who: Array, where: Array) -> tuple[pl.Series, pl.Series]:
    """Texts of who and where."""
    mine = kind == Who.PERSON
    named = np.zeros(world.people.count, np.int64)
    named[who[mine]] = 1
    persons = np.flatnonzero(named)
    named[persons] = np.arange(2, 2 + len(persons))
    texts = ["", world.region.name, *key_texts(world.people.key[persons])]
    at = np.where(kind == Who.REGION, 1, 0)
    at[mine] = named[who[mine]]
    return _looked_up(world, TABLE_OF, kind, who, texts, at), _looked_up(world, PLACE_OF, kind, where, [""], 0 * at)


def _looked_up(
    world: World, tables: Mapping[Who, str], kind: Array, rows: Array, texts: list[str], at: Array
) -> pl.Series:
    """`texts[at]`, with the labels of each kind's table laid behind `texts`, so that one look-up serves all."""
    for code, table in tables.items():
        mine = kind == code
        at[mine] = len(texts) + rows[mine].astype(np.int64)
        texts += labels_of(world, table)
    return take(texts, at)
