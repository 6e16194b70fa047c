"""Which scenes of the working day there are: where each is set, its cause in the record, what it needs, how often."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from tiexi.record.workday import Sign
from tiexi.world.events import EVENTS, Event


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


class Odds(IntEnum):
    """How often what may be shown is: always, by `scene.chance` once or twice over, or so much less often; a month like
    any other by `scene.plain`."""

    ALWAYS = 0
    ONCE = 1
    TWICE = 2
    LASTING = 3
    PLAIN = 4


NEEDS = {
    What.CLOSURE_TOLD: (Sign.WAS | Sign.CLOSED, Odds.ALWAYS),
    What.NAME_READ: (Sign.WAS | Sign.NAMED, Odds.ALWAYS),
    What.NOTICE_TOLD: (Sign.WAS | Sign.TOLD, Odds.ALWAYS),
    What.LAST_SHOWER: (Sign.WAS | Sign.RETIRED, Odds.ALWAYS),
    What.OWN_WEDDING: (Sign.STAYS | Sign.MARRIED, Odds.ONCE),
    What.CALLED_BACK: (Sign.RECALLED, Odds.ONCE),
    What.FIRST_SHIFT: (Sign.HIRED, Odds.ONCE),
    What.STACKS_SHUT: (Sign.WAS | Sign.STACKS, Odds.ALWAYS),
    What.RUN_ON_PART: (Sign.WAS | Sign.PERMIT, Odds.TWICE),
    What.CASH_WANTED: (Sign.WAS | Sign.CREDIT, Odds.TWICE),
    What.QUEUE_TALK: (Sign.WAS | Sign.QUEUED, Odds.TWICE),
    **dict.fromkeys(MATES, (Sign.STAYS, Odds.ONCE)),  # if it is one of the same break room, see `Drawing._mates`
    What.PAY_LATE: (Sign.STAYS | Sign.OWED, Odds.ONCE),  # to whom it is nothing new: as what lasts
    What.NO_FEED: (Sign.STAYS | Sign.LACKING, Odds.LASTING),
    What.COLD_WATER: (Sign.STAYS | Sign.COLD, Odds.LASTING),
    What.NO_ORDERS: (Sign.STAYS | Sign.IDLE, Odds.LASTING),
    What.EMPTY_SEATS: (Sign.STAYS | Sign.RIDES | Sign.THIN, Odds.LASTING),
    What.DEAR: (Sign.STAYS | Sign.DEAR, Odds.LASTING),
    What.FULL_SHIFT: (Sign.STAYS | Sign.FULL, Odds.PLAIN),
    What.WASHED: (Sign.STAYS, Odds.PLAIN),
    What.LUNCH_BOX: (Sign.STAYS, Odds.PLAIN),
    What.RODE_HOME: (Sign.STAYS | Sign.RIDES, Odds.PLAIN),
}
DRAWN = 1 + max(NEEDS)  # what comes after is not drawn: hopes
NEEDED = np.array([NEEDS.get(What(code), (Sign(0), 0))[0] for code in range(DRAWN)], np.int64)
ODDS = np.array([NEEDS.get(What(code), (Sign(0), 0))[1] for code in range(DRAWN)])
LOADS = np.zeros(len(What), bool)  # whose number is the load
LOADS[[What.NO_ORDERS, What.FULL_SHIFT, What.WASHED, What.LUNCH_BOX, What.RODE_HOME]] = True
