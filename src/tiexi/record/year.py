"""What the panel gathers through a year beside the diary: pay for work, and how a tie ended."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tiexi.world.events import Event, Who
from tiexi.world.jit import kernel
from tiexi.world.people import Activity
from tiexi.world.table import Array
from tiexi.world.world import World

ON_POST, SIDE_WORK, OWN_ACCOUNT = int(Activity.ON_POST), int(Activity.SIDE_WORK), int(Activity.OWN_ACCOUNT)
PERSON = int(Who.PERSON)
ENDINGS = (
    Event.DISMISSED, Event.QUIT, Event.RETIRED, Event.EARLY_RETIRED, Event.BOUGHT_OUT, Event.STATUS_ABOLISHED,
    Event.LEFT, Event.DIED,
)  # fmt: skip
ENDS = np.isin(np.arange(64), ENDINGS)


@kernel
def sum_earned(person: Array, activity: Array, earnings: Array, before: Array, worked: Array, earned: Array) -> None:
    """Add what the month brought to `earned` if it was pay for work; `before` and `worked` become this month's.

    Pay is for who was on post when the month began, informal pay for who works informally at its end: what reaches
    others is allowance, pension or benefit.
    """
    for i in range(1, len(person)):
        does = activity[person[i]]
        paid = np.int64(worked[i]) | np.int64(does == SIDE_WORK) | np.int64(does == OWN_ACCOUNT)
        earned[i] += (earnings[i] - before[i]) * paid  # no branch: who works is hard to guess
        before[i] = earnings[i]
        worked[i] = does == ON_POST


@kernel
def note_endings(event: Array, kind: Array, who: Array, ends: Array, diary: Array, ending: Array) -> None:
    """Keep for each followed person the last of the month's events that ended a tie, or a life here."""
    for i in range(1, len(event)):
        if kind[i] == PERSON and ends[event[i]] and diary[who[i]] > 0:
            ending[diary[who[i]]] = event[i]


class Year:
    """Running sums by row of the diary: `earned` (i8, coin) and `ending` (u1, event; 0 if none)."""

    def __init__(self) -> None:
        self.earned, self.before = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self.worked, self.ending = np.zeros(0, np.uint8), np.zeros(0, np.uint8)
        self._count = 0  # rows in use

    def month(self, world: World) -> None:
        """Take the month in; January begins anew."""
        diary, people, log = world.diary, world.people, world.happenings
        self._grow(diary.count)
        if world.calendar.of_year(world.month) == 0:
            self.earned[:] = self.before[:] = self.ending[:] = 0
        sum_earned(diary.person[: diary.count], people.activity, diary.earnings, self.before, self.worked, self.earned)
        n = log.count
        note_endings(log.event[:n], log.kind[:n], log.who[:n], ENDS, people.diary, self.ending)

    def _grow(self, count: int) -> None:
        self._count, room = count, len(self.earned)
        if count > room:
            more = count - room + room // 3
            for name, array in self._columns().items():
                setattr(self, name, np.concatenate([array, np.zeros(more, array.dtype)]))

    def _columns(self) -> dict[str, Array]:
        return {"earned": self.earned, "before": self.before, "worked": self.worked, "ending": self.ending}

    def state(self) -> dict[str, Array]:
        """Everything gathered so far."""
        return {name: array[: self._count] for name, array in self._columns().items()}

    def restore(self, state: Mapping[str, Array]) -> None:
        """Take over what `state` gave."""
        for name, array in self._columns().items():
            setattr(self, name, np.array(state[name], array.dtype))
        self._count = len(self.earned)
