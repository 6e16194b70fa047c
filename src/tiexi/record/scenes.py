"""Scenes of the working day: what is said and done on shift, in break room, shower and canteen, and on the train home;
and what school leavers hope for, on their last day at school.

A scene is drawn, with keyed chance, from what the month did to a person who is filmed and worked in a works: it is an
illustration of a cause that the record holds, and no fact of the ledger. The world is only read, after the month is
over, so that who is filmed changes nobody.
Source: mission, rows P7 and C9: what is said in the break rooms is observed and never acts; chances are ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

import numpy as np
import polars as pl

from tiexi.record.census import parameter
from tiexi.record.chunks import Chunks
from tiexi.record.hopes import NONE, Hopes
from tiexi.record.names import of_codes, of_months, of_rows, take
from tiexi.record.schema import frame
from tiexi.record.workday import DEARER, PPM, Workday, workday
from tiexi.world.chance import SHIFT11, TO_UNIT, Stream, drawn, winner, word_each
from tiexi.world.events import EVENTS, Event, Who
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.world import World

ON_POST, SCENE = int(Activity.ON_POST), int(Stream.SCENE)
PPB = 1_000_000_000
LASTS = 0.1  # what lasts for months is shown so much less often than what happens once
AT_WORK = 55  # years of age
FEW = 64  # workmates among whom one is chosen
ROWS = ("P7", "C9")


class Kind(IntEnum):
    """Where in the working day a scene is set."""

    NONE = 0
    SHIFT = 1
    BREAK_ROOM = 2
    SHOWER = 3
    MEAL = 4
    TRAIN = 5
    SCHOOL = 6


class What(IntEnum):
    """What a scene shows; the first that is drawn is the one shown."""

    NONE = 0
    CLOSURE_TOLD = 1
    NAME_READ = 2
    NOTICE_TOLD = 3
    LAST_SHOWER = 4
    OWN_WEDDING = 5
    CALLED_BACK = 6
    FIRST_SHIFT = 7
    STACKS_SHUT = 8
    RUN_ON_PART = 9
    CASH_WANTED = 10
    QUEUE_TALK = 11
    MATE_DIED = 12
    MATE_DISMISSED = 13
    MATE_SENT_HOME = 14
    MATE_RETIRED = 15
    MATE_MARRIED = 16
    PAY_LATE = 17
    NO_FEED = 18
    COLD_WATER = 19
    NO_ORDERS = 20
    EMPTY_SEATS = 21
    DEAR = 22
    FULL_SHIFT = 23
    WASHED = 24
    LUNCH_BOX = 25
    RODE_HOME = 26
    HOPE_MOTHER = 27
    HOPE_PEER = 28
    HOPE_POST = 29
    HOPE_NONE = 30


class Sort(NamedTuple):
    """Of a scene: its kind, the cause in the record, and the unit of its number."""

    kind: Kind
    cause: str
    unit: str = ""


SORTS = {
    What.NONE: Sort(Kind.NONE, ""),
    What.CLOSURE_TOLD: Sort(Kind.BREAK_ROOM, "event:bankrupt"),
    What.NAME_READ: Sort(Kind.BREAK_ROOM, "event:off_post"),
    What.NOTICE_TOLD: Sort(Kind.BREAK_ROOM, "notice"),
    What.LAST_SHOWER: Sort(Kind.SHOWER, "event:retired"),
    What.OWN_WEDDING: Sort(Kind.BREAK_ROOM, "event:married"),
    What.CALLED_BACK: Sort(Kind.SHIFT, "event:recalled"),
    What.FIRST_SHIFT: Sort(Kind.SHIFT, "event:hired"),
    What.STACKS_SHUT: Sort(Kind.BREAK_ROOM, "permit:stacks"),
    What.RUN_ON_PART: Sort(Kind.BREAK_ROOM, "permit", "%"),
    What.CASH_WANTED: Sort(Kind.BREAK_ROOM, "credit"),
    What.QUEUE_TALK: Sort(Kind.BREAK_ROOM, "event:queued"),
    What.MATE_DIED: Sort(Kind.BREAK_ROOM, "event:died"),
    What.MATE_DISMISSED: Sort(Kind.BREAK_ROOM, "event:dismissed"),
    What.MATE_SENT_HOME: Sort(Kind.BREAK_ROOM, "event:off_post"),
    What.MATE_RETIRED: Sort(Kind.MEAL, "event:retired"),
    What.MATE_MARRIED: Sort(Kind.BREAK_ROOM, "event:married"),
    What.PAY_LATE: Sort(Kind.MEAL, "arrears", "fen"),
    What.NO_FEED: Sort(Kind.BREAK_ROOM, "good"),
    What.COLD_WATER: Sort(Kind.SHOWER, "fuel"),
    What.NO_ORDERS: Sort(Kind.BREAK_ROOM, "orders", "%"),
    What.EMPTY_SEATS: Sort(Kind.TRAIN, "off_post"),
    What.DEAR: Sort(Kind.MEAL, "price", "%"),
    What.FULL_SHIFT: Sort(Kind.SHIFT, "load", "%"),
    What.WASHED: Sort(Kind.SHOWER, "load", "%"),
    What.LUNCH_BOX: Sort(Kind.MEAL, "load", "%"),
    What.RODE_HOME: Sort(Kind.TRAIN, "load", "%"),
    What.HOPE_MOTHER: Sort(Kind.SCHOOL, "aspiration", "%"),
    What.HOPE_PEER: Sort(Kind.SCHOOL, "aspiration", "%"),
    What.HOPE_POST: Sort(Kind.SCHOOL, "aspiration", "%"),
    What.HOPE_NONE: Sort(Kind.SCHOOL, "aspiration", "%"),
}
MATES = {
    What.MATE_DIED: (Event.DIED,), What.MATE_DISMISSED: (Event.DISMISSED,), What.MATE_SENT_HOME: (Event.OFF_POST,),
    What.MATE_RETIRED: (Event.RETIRED, Event.EARLY_RETIRED), What.MATE_MARRIED: (Event.MARRIED,),
}  # fmt: skip


class Scenes:
    """Scenes drawn so far, as rows and codes until the end."""

    def __init__(self) -> None:
        self._log = Chunks(month="i2", person="u4", what="u1", place="u2", other="u4", good="u2", value="i8")

    def month(self, world: World, before: Mapping[str, Array], hopes: Hopes) -> None:
        """Draw the month's scenes; `before` are the filmed people's spells as they stood when the month began."""
        if parameter(world, "scene.chance", 0.0) <= 0.0:
            return
        people, person = world.people, before["person"].astype(np.int64)
        for p in hopes.leavers(world, person).tolist():
            self._hope(world, p, *hopes.of(world, p))
        was = before["activity"] == ON_POST
        shop = np.where(was, before["workshop"], people.employer[person]).astype(np.int64)
        here = was | ((people.activity[person] == ON_POST) & (people.gone[person] == NEVER))
        rows = np.flatnonzero(here & (shop > 0) & (before["start"] < world.month))
        seen = np.zeros(world.workshops.count, bool)
        seen[shop[rows]] = True
        day = workday(world, seen)
        rows = rows[day.works[shop[rows]]]
        if len(rows):
            drawing = Drawing(world, day, person[rows], shop[rows], was[rows], before["owing"][rows] > 0)
            found = drawing.drawn()
            self._log.append(len(found["what"]), month=world.month, **found)

    def _hope(self, world: World, p: int, hope: int, shop: int, other: int) -> None:
        """What a school leaver hopes for: `hope` per cent of the street's young have work."""
        what = What.HOPE_POST if hope >= 100 * NONE else What.HOPE_NONE
        if other:
            what = What.HOPE_MOTHER if other == world.people.mother[p] else What.HOPE_PEER
        self._log.append(
            1, month=world.month, person=p, what=what, place=shop, other=other, good=0, value=hope
        )  # fmt: skip

    def state(self) -> dict[str, Array]:
        return self._log.state()

    def restore(self, state: Mapping[str, Array]) -> None:
        self._log.restore(state)

    def frame(self, world: World, sample: Array) -> pl.DataFrame:
        """The scenes of those in the sample (rows of people), by person and month."""
        log = self._log.state()
        rows = np.flatnonzero(np.isin(log["person"], sample))
        rows = rows[np.lexsort((log["month"][rows], log["person"][rows]))]
        log = {name: column[rows] for name, column in log.items()}
        sorts, goods = [SORTS[What(code)] for code in range(len(What))], of_rows(world, "goods", log["good"])
        cause = take([s.cause for s in sorts], log["what"])
        other = world.people.key[log["other"]]
        return frame(
            "scenes",
            {
                "key": world.people.key[log["person"]],
                "month": of_months(world, log["month"]),
                "kind": take([s.kind.name.lower() for s in sorts], log["what"]),
                "what": of_codes(What, log["what"]),
                "place": of_rows(world, "workshops", log["place"]),
                "cause": cause + pl.Series(np.where(log["good"] > 0, ":", "")) + goods,
                "other": pl.Series(other).set(pl.Series(log["other"] == 0), None),
                "value": log["value"],
                "unit": take([s.unit for s in sorts], log["what"]),
            },
        )


class Drawing:
    """One month's draw: people `p` on post in workshops `s`, of whom those who `was` there before the month and those
    who were `owed` already. Each gets at most one scene."""

    def __init__(self, world: World, day: Workday, p: Array, s: Array, was: Array, owed: Array) -> None:
        self.world, self.day, self.p, self.s, self.was, self.owed = world, day, p, s, was, owed
        self.what, self.other, self.good, self.value = (np.zeros(len(p), np.int64) for _ in range(4))
        self.chance = parameter(world, "scene.chance", 0.0)
        people, k = world.people, world.people.count
        # those at work of whom the record keeps events
        self.staff = np.flatnonzero((people.activity[:k] == ON_POST) & (people.diary[:k] > 0))
        self.there = np.bincount(world.people.employer[self.staff], minlength=world.workshops.count)
        log, n = world.happenings, world.happenings.count
        persons = np.flatnonzero(log.kind[:n] == Who.PERSON)
        self.event, self.where = log.event[persons], log.where[persons]
        self.seen = log.who[persons].astype(np.int64)  # to whom each of these happened

    def drawn(self) -> dict[str, Array]:
        """The columns of the scenes drawn."""
        self._own()
        self._said()
        for what, events in MATES.items():
            self._mates(what, events)
        self._state()
        at = np.flatnonzero(self.what)
        columns = {"what": self.what, "other": self.other, "good": self.good, "value": self.value}
        return {name: c[at] for name, c in (columns | {"person": self.p, "place": self.s}).items()}

    def _try(
        self, what: What, who: Array, chance: float | Array, value: Array | int = 0, good: Array | int = 0
    ) -> Array:
        """Give those of `who` (bool) who have no scene yet the scene `what` by chance; returns their places."""
        open_ = np.flatnonzero(who & (self.what == 0))
        if not len(open_):
            return open_
        ppb = np.rint(np.minimum(1.0, chance[open_] if isinstance(chance, np.ndarray) else chance) * PPB)
        hit: Array = open_[drawn(self.world, self.p[open_], SCENE, int(what)) < ppb]
        self.what[hit] = what
        for column, given in ((self.value, value), (self.good, good)):
            if isinstance(given, np.ndarray):
                column[hit] = given[hit]
            elif given:
                column[hit] = given
        return hit

    def _own(self) -> None:
        """What befell the person: the plant's end, one's name on the list, the last shift, a wedding, the first."""
        people, p, month = self.world.people, self.p, self.world.month
        now, tied, day, s = people.activity[p], people.tie[p] > 0, self.day, self.s
        stays = self.was & (now == ON_POST)
        self._try(What.CLOSURE_TOLD, self.was & day.closed[s], 1.0)
        self._try(What.NAME_READ, self.was & tied & (now != ON_POST) & (people.since[p] == month), 1.0)
        self._try(What.NOTICE_TOLD, self.was & day.told[s], 1.0)
        self._try(What.LAST_SHOWER, self.was & (now == Activity.RETIRED), 1.0)
        self._try(What.OWN_WEDDING, stays & self._happened(Event.MARRIED), self.chance)
        self._try(What.CALLED_BACK, ~self.was & self._happened(Event.RECALLED), self.chance)
        first = self._try(What.FIRST_SHIFT, ~self.was & (people.hired[p] == month), self.chance)
        for i in first.tolist():
            mates = self.staff[(people.employer[self.staff] == s[i]) & (people.hired[self.staff] <= month - 36)]
            self.other[i] = self._mate(i, mates)

    def _said(self) -> None:
        """What was read out or heard of the plant."""
        day, s, stays = self.day, self.s, self.was
        permit = self.world.plants.permit[self.world.workshops.plant[s]]
        self._try(What.STACKS_SHUT, stays & day.stacks[s], 1.0)
        self._try(What.RUN_ON_PART, stays & day.permit[s] & (permit > 0), 2 * self.chance, permit * 100 // PPM)
        self._try(What.CASH_WANTED, stays & day.credit[s], 2 * self.chance)
        self._try(What.QUEUE_TALK, stays & day.queued[s], 2 * self.chance)

    def _happened(self, event: Event) -> Array:
        """Those of the filmed to whom something happened this month (bool)."""
        found: Array = np.isin(self.p, self.seen[self._of((event,))])
        return found

    def _of(self, events: tuple[Event, ...]) -> Array:
        """Which of the month's events of persons are any of these (places)."""
        wanted = np.zeros(EVENTS, bool)
        wanted[list(events)] = True
        return np.flatnonzero(wanted[self.event])

    def _mates(self, what: What, events: tuple[Event, ...]) -> None:
        """Something befell others of the workshop: the chance that one of them sits in the same break room."""
        people, mine = self.world.people, self._of(events)
        if not len(mine):
            return
        # Who dies old has long left the shop.
        young = people.born[self.seen[mine]] > self.world.month - 12 * AT_WORK
        mine = mine[young | (self.event[mine] != Event.DIED)]
        who = self.seen[mine]
        place = np.where(self.where[mine] > 0, self.where[mine], people.employer[who])
        happened = np.bincount(place, minlength=self.world.workshops.count)
        near = np.flatnonzero(happened[self.s])  # places of the filmed whose workshop it befell
        if not len(near):
            return
        share = np.minimum(1.0, happened[self.s[near]] / np.maximum(1, self.there[self.s[near]]))
        none = np.ones(len(share))
        for _ in range(round(parameter(self.world, "scene.mates", 12.0))):
            none *= 1.0 - share
        stays, chance = np.zeros(len(self.p), bool), np.zeros(len(self.p))
        stays[near] = self.was[near] & (people.activity[self.p[near]] == ON_POST) & ~np.isin(self.p[near], who)
        chance[near] = self.chance * (1.0 - none)
        for i in self._try(what, stays, chance).tolist():
            self.other[i] = self._mate(i, who[place == self.s[i]])

    def _mate(self, i: int, mates: Array) -> int:
        """One of `mates` (rows) but oneself: whom the meeting of the two keys chooses; 0 if there is nobody."""
        key, mates = self.world.people.key, mates[mates != self.p[i]][:FEW]
        won = winner(self.world.seed, SCENE, self.world.month, key[self.p[i]], key[mates])
        return int(mates[won]) if won >= 0 else 0

    def _state(self) -> None:
        """What lasts: arrears, no feed, cold, no orders, empty seats, prices; or a month like any other."""
        people, p, day, s, chance = self.world.people, self.p, self.day, self.s, self.chance
        stays, load = self.was & (people.activity[p] == ON_POST), day.load[s] * 100 // PPM
        owed = people.owed[p] > 0
        train = rides(self.world, p)
        self._try(What.PAY_LATE, stays & owed, np.where(self.owed, LASTS, 1.0) * chance, people.owed[p])
        self._try(What.NO_FEED, stays & (day.lacking[s] > 0), LASTS * chance, 0, day.lacking[s])
        self._try(What.COLD_WATER, stays & day.cold[s], LASTS * chance)
        self._try(What.NO_ORDERS, stays & day.idle[s], LASTS * chance, load)
        self._try(What.EMPTY_SEATS, stays & train & day.thin[s], LASTS * chance)
        if day.dearer >= DEARER:
            self._try(What.DEAR, stays, LASTS * chance, day.dearer * 100 // PPM, day.counter)
        plain = parameter(self.world, "scene.plain", 0.0) / 3
        self._try(What.FULL_SHIFT, stays & day.full[s], plain, load)
        self._try(What.WASHED, stays, plain, load)
        self._try(What.LUNCH_BOX, stays, plain, load)
        self._try(What.RODE_HOME, stays & train, plain, load)


def rides(world: World, rows: Array) -> Array:
    """Who of `rows` goes home by the workers' train (bool): drawn once for life, and not by the month."""
    words = np.empty(len(rows), np.uint64)
    word_each(rows, world.people.key, world.seed, SCENE, 0, 0, words)
    found: Array = (words >> SHIFT11) * TO_UNIT < parameter(world, "scene.train", 0.0)
    return found
