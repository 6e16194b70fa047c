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
from tiexi.world.chance import SHIFT11, TO_UNIT, Stream, happens, winner, word_each
from tiexi.world.events import EVENTS, Event, Who
from tiexi.world.jit import kernel
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
# A bit for what befalls one person or that person's workmates, and the bit of every event.
SIGN = {what: np.uint8(1 << bit) for bit, what in enumerate((*MATES, What.CALLED_BACK))}
SIGNS = np.zeros(EVENTS, np.uint8)
for _what, _events in (MATES | {What.CALLED_BACK: (Event.RECALLED,)}).items():
    SIGNS[list(_events)] = SIGN[_what]


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
    who were `owed` already. Each gets at most one scene; `ppb` (i8 [what, person]) is the chance of each."""

    def __init__(self, world: World, day: Workday, p: Array, s: Array, was: Array, owed: Array) -> None:
        self.world, self.day, self.p, self.s, self.was, self.owed = world, day, p, s, was, owed
        self.ppb = np.zeros((len(What), len(p)), np.int64)
        self.chance = parameter(world, "scene.chance", 0.0)
        self.now = world.people.activity[p]
        self.stays = was & (self.now == ON_POST)
        log, n = world.happenings, world.happenings.count
        persons = np.flatnonzero(log.kind[:n] == Who.PERSON)
        event, where, seen = log.event[persons], log.where[persons], log.who[persons].astype(np.int64)
        # What befell others of the workshop, and where: who dies old has long left the shop.
        self.mates: dict[What, tuple[Array, Array]] = {}
        young = (event != Event.DIED) | (world.people.born[seen] > world.month - 12 * AT_WORK)
        sign, befell = np.zeros(world.people.count, np.uint8), SIGNS[event]
        np.bitwise_or.at(sign, seen, befell)
        self.sign = sign[p]
        for what in MATES:
            mine = np.flatnonzero((befell == SIGN[what]) & young)
            if len(mine):
                who = seen[mine]
                self.mates[what] = who, np.where(where[mine] > 0, where[mine], world.people.employer[who])

    def drawn(self) -> dict[str, Array]:
        """The columns of the scenes drawn."""
        self._own()
        self._said()
        self._mates()
        self._state()
        world, what = self.world, np.zeros(len(self.p), np.int64)
        draw_first(world.seed, world.month, self.p, world.people.key, self.ppb, what)
        at = np.flatnonzero(what)
        what, p, s = what[at], self.p[at], self.s[at]
        mates = [self._mate(*one) for one in zip(what.tolist(), p.tolist(), s.tolist(), strict=True)]
        value, good = self._number(what, p, s), np.where(what == What.NO_FEED, self.day.lacking[s], 0)
        good[what == What.DEAR] = self.day.counter
        return {"what": what, "other": np.array(mates, np.int64), "good": good, "value": value, "person": p, "place": s}

    def _may(self, what: What, who: Array, chance: float | Array = 1.0) -> None:
        """`who` (bool) may be shown `what`, by chance."""
        np.multiply(who, np.rint(np.minimum(1.0, chance) * PPB), out=self.ppb[what], casting="unsafe")

    def _own(self) -> None:
        """What befell the person: the plant's end, one's name on the list, the last shift, a wedding, the first."""
        people, p, month, was = self.world.people, self.p, self.world.month, self.was
        self._may(What.CLOSURE_TOLD, was & self.day.closed[self.s])
        left = was & (people.tie[p] > 0) & (self.now != ON_POST)
        self._may(What.NAME_READ, left & (people.since[p] == month))
        self._may(What.NOTICE_TOLD, was & self.day.told[self.s])
        self._may(What.LAST_SHOWER, was & (self.now == Activity.RETIRED))
        self._may(What.OWN_WEDDING, self.stays & (self.sign & SIGN[What.MATE_MARRIED] > 0), self.chance)
        self._may(What.CALLED_BACK, ~was & (self.sign & SIGN[What.CALLED_BACK] > 0), self.chance)
        self._may(What.FIRST_SHIFT, ~was & (people.hired[p] == month), self.chance)

    def _said(self) -> None:
        """What was read out or heard of the plant."""
        day, s, was, chance = self.day, self.s, self.was, 2 * self.chance
        self._may(What.STACKS_SHUT, was & day.stacks[s])
        self._may(What.RUN_ON_PART, was & day.permit[s] & (self._permit(s) > 0), chance)
        self._may(What.CASH_WANTED, was & day.credit[s], chance)
        self._may(What.QUEUE_TALK, was & day.queued[s], chance)

    def _permit(self, s: Array) -> Array:
        """What the plants of workshops are permitted of their capacity (ppm)."""
        permit: Array = self.world.plants.permit[self.world.workshops.plant[s]]
        return permit

    def _mates(self) -> None:
        """Something befell others of the workshop: the chance that one of them sits in the same break room."""
        people, shops, rounds = self.world.people, self.world.workshops.count, parameter(self.world, "scene.mates", 12)
        there = np.zeros(shops, np.int64)
        if self.mates:
            count_staff(people.activity, people.diary, people.employer, people.count, there)
        for what, (_, place) in self.mates.items():
            happened, none = np.bincount(place, minlength=shops), np.ones(shops)
            share = 1.0 - np.minimum(1.0, happened / np.maximum(1, there))
            for _ in range(round(rounds)):
                none *= share
            who = self.stays & (happened[self.s] > 0) & (self.sign & SIGN[what] == 0)
            self._may(what, who, (self.chance * (1.0 - none))[self.s])

    def _mate(self, what: int, p: int, s: int) -> int:
        """Whom a scene of `p` in workshop `s` is about (row), chosen by the meeting of two keys; 0 if nobody."""
        people, month = self.world.people, self.world.month
        if what == What.FIRST_SHIFT:  # one of the old hands
            mates = np.flatnonzero(people.employer[: people.count] == s)
            old = (people.hired[mates] <= month - 36) & (people.diary[mates] > 0)
            mates = mates[old & (people.activity[mates] == ON_POST)]
        elif what in self.mates:
            who, place = self.mates[What(what)]
            mates = who[place == s]
        else:
            return 0
        mates = mates[mates != p][:FEW]
        won = winner(self.world.seed, SCENE, month, people.key[p], people.key[mates])
        return int(mates[won]) if won >= 0 else 0

    def _state(self) -> None:
        """What lasts: arrears, no feed, cold, no orders, empty seats, prices; or a month like any other."""
        day, s, stays, chance = self.day, self.s, self.stays, self.chance
        train = stays & rides(self.world, self.p)
        owed = self.world.people.owed[self.p] > 0
        self._may(What.PAY_LATE, stays & owed, np.where(self.owed, LASTS, 1.0) * chance)
        self._may(What.NO_FEED, stays & (day.lacking[s] > 0), LASTS * chance)
        self._may(What.COLD_WATER, stays & day.cold[s], LASTS * chance)
        self._may(What.NO_ORDERS, stays & day.idle[s], LASTS * chance)
        self._may(What.EMPTY_SEATS, train & day.thin[s], LASTS * chance)
        self._may(What.DEAR, stays & (day.dearer >= DEARER), LASTS * chance)
        plain = parameter(self.world, "scene.plain", 0.0) / 3
        self._may(What.FULL_SHIFT, stays & day.full[s], plain)
        self._may(What.WASHED, stays, plain)
        self._may(What.LUNCH_BOX, stays, plain)
        self._may(What.RODE_HOME, train, plain)

    def _number(self, what: Array, p: Array, s: Array) -> Array:
        """The number that belongs to each scene."""
        loads = (What.NO_ORDERS, What.FULL_SHIFT, What.WASHED, What.LUNCH_BOX, What.RODE_HOME)
        value = np.where(np.isin(what, loads), self.day.load[s] * 100 // PPM, 0)
        part, late = what == What.RUN_ON_PART, what == What.PAY_LATE
        value[part] = self._permit(s[part]) * 100 // PPM
        value[late] = self.world.people.owed[p[late]]
        value[what == What.DEAR] = self.day.dearer * 100 // PPM
        return value


@kernel
def draw_first(seed: int, month: int, p: Array, key: Array, ppb: Array, what: Array) -> None:
    """The first scene (row of `ppb`) that chance gives each of `p`; 0 if none."""
    for i in range(len(p)):
        for code in range(1, len(ppb)):
            if ppb[code][i] > 0 and happens(seed, SCENE, month, key[p[i]], code, ppb[code][i]):
                what[i] = code
                break


@kernel
def count_staff(activity: Array, diary: Array, employer: Array, count: int, there: Array) -> None:
    """Those at work of whom the record keeps events, by workshop."""
    for i in range(1, count):
        if activity[i] == ON_POST and diary[i] > 0:
            there[employer[i]] += 1


def rides(world: World, rows: Array) -> Array:
    """Who of `rows` goes home by the workers' train (bool): drawn once for life, and not by the month."""
    words = np.empty(len(rows), np.uint64)
    word_each(rows, world.people.key, world.seed, SCENE, 0, 0, words)
    found: Array = (words >> SHIFT11) * TO_UNIT < parameter(world, "scene.train", 0.0)
    return found
