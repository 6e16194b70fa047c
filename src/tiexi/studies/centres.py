"""Who left the re-employment centres for work: the rate of a half-year, person by person."""

from __future__ import annotations

import numpy as np

from tiexi.record.census import may_be_enrolled
from tiexi.record.yearbook import Yearbook, may_enrol
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.world import World

JUNE, DECEMBER = 5, 11


def enrolled_persons(world: World, closed: int = NEVER) -> Array:
    """True for persons enrolled in a centre at the end of the month (bool [person]).

    Off post within the cap, not about to retire, on the books of a state plant that pays its third; nobody sent home
    in month `closed` or later. It is the definition of `record.yearbook.enrolled`, by person.
    """
    p, n = world.people, world.people.count
    since, born = may_be_enrolled(world)
    off = (p.gone[:n] == NEVER) & (p.tie[:n] > 0) & (p.activity[:n] != Activity.ON_POST)
    off &= (p.since[:n] >= since) & (p.since[:n] < closed) & (p.born[:n] >= born[p.sex[:n]])
    found: Array = off & may_enrol(world)[world.workshops.plant[p.employer[:n]]]
    return found


def at_work(world: World) -> Array:
    """True for persons on post, or working on their own account on nobody's books (bool [person]).

    Whoever works beside a tie to a plant without a post is not among them: that is hidden employment.
    """
    p, n = world.people, world.people.count
    does, tied = p.activity[:n], p.tie[:n] > 0
    own = (does == Activity.OWN_ACCOUNT) | (does == Activity.SIDE_WORK)
    found: Array = (p.gone[:n] == NEVER) & np.where(tied, does == Activity.ON_POST, own)
    return found


class Centres:
    """Leavers for work over all who were ever enrolled, from the end of December to the end of June."""

    def __init__(self) -> None:
        self._ever: Array = np.zeros(0, bool)
        self._left: Array = np.zeros(0, bool)

    def month(self, world: World, yearbook: Yearbook) -> float | None:
        """Take in the month; the rate of the half-year in June, None in other months or if nobody was enrolled."""
        of_year = world.calendar.of_year(world.month)
        if JUNE < of_year < DECEMBER or not yearbook.registers_laid_off(world):
            return None
        if of_year == DECEMBER:
            self._ever = self._left = np.zeros(0, bool)
        elif not len(self._ever):
            return None  # the register began within the half-year
        ever = np.zeros(world.people.count, bool)
        left = np.zeros(world.people.count, bool)
        ever[: len(self._ever)], left[: len(self._left)] = self._ever, self._left
        left |= ever & at_work(world)
        ever |= enrolled_persons(world, yearbook.closed(world.month))
        self._ever, self._left = ever, left
        if of_year != JUNE or not ever.any():
            return None
        return float(left.sum() / ever.sum())
