"""A podium keeps, for each place, the few lowest of all scores offered to it: how contests between persons are decided.

Which persons end up on it depends on scores and keys only, never on the order in which they were offered.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.world.arith import log
from tiexi.world.jit import kernel
from tiexi.world.table import Array

UNIT = 1099511627776.0  # 2**40 steps of score to one unit of the exponential race
LONGEST = 4000000.0  # longest race in units: beyond it scores are equal and the key decides


@kernel
def race(u: float, weight: float) -> int:
    """Score of a contestant of `weight` > 0 with uniform number `u` in [0, 1): the lowest wins.

    Exponential race: drawing the lowest -log(1 - u) / weight again and again draws without replacement with
    probabilities in proportion to the weights (Efraimidis and Spirakis 2006).
    """
    return int(min(-log(1.0 - u) / weight, LONGEST) * UNIT)


@kernel
def race_bound(u: float, weight: float) -> int:
    """A number that `race` of the same arguments does not fall below, without a logarithm (-log(1 - u) >= u).

    Who by this bound ranks behind a full podium's last need not be offered; loops ask that themselves, because
    handing arrays to a function costs more than the question.
    """
    return int(min(u * 0.999999 / weight, LONGEST) * UNIT)


@kernel
def offer(
    first: Array, size: Array, held: Array, score: Array, who: Array, key: Array, place: int, new: int, p: int
) -> None:
    """Offer person `p` with score `new` to the podium of `place`, a heap of `size` slots whose top is the last rank."""
    top = first[place]
    n = held[place]
    at = 0
    if n < size[place]:  # a free slot at the end: those ranked before the newcomer move down
        held[place] = n + 1
        at = n
        while at > 0:
            up = (at - 1) // 2
            other = score[top + up]
            if other > new or (other == new and key[who[top + up]] > key[p]):
                break
            score[top + at] = other
            who[top + at] = who[top + up]
            at = up
    else:  # the newcomer takes the place of the last rank, or none
        if n == 0 or new > score[top] or (new == score[top] and key[p] > key[who[top]]):
            return
        while 2 * at + 1 < n:
            child = 2 * at + 1
            other = score[top + child]
            if child + 1 < n:
                right = score[top + child + 1]
                if right > other or (right == other and key[who[top + child + 1]] > key[who[top + child]]):
                    child += 1
                    other = right
            if other < new or (other == new and key[who[top + child]] < key[p]):
                break
            score[top + at] = other
            who[top + at] = who[top + child]
            at = child
    score[top + at] = new
    who[top + at] = p


@dataclass(frozen=True)
class Podium:
    """Slots of all places: `size` (i8) slots for each place from `first` on, of which `held` are taken."""

    first: Array
    size: Array
    held: Array
    score: Array
    who: Array

    @classmethod
    def of(cls, size: Array) -> Podium:
        """An empty podium with `size[place]` slots for each place."""
        size = np.ascontiguousarray(size, np.int64)
        first = np.cumsum(size) - size
        slots = max(1, int(size.sum()))
        return cls(first, size, np.zeros(len(size), np.int64), np.zeros(slots, np.int64), np.zeros(slots, np.int64))

    @property
    def arrays(self) -> tuple[Array, Array, Array, Array, Array]:
        """The arguments of `offer` in its order."""
        return self.first, self.size, self.held, self.score, self.who

    def winners(self, key: Array) -> tuple[Array, Array]:
        """Persons (i8) on the podium and their places (i8), in the order of their keys."""
        place = np.repeat(np.arange(len(self.size)), self.held)
        slot = np.repeat(self.first - (np.cumsum(self.held) - self.held), self.held) + np.arange(len(place))
        who = self.who[slot]
        order = np.argsort(key[who], kind="stable")
        return who[order], place[order]
