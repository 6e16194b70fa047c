"""The district as it was, one simulated person for two hundred: a history run once, for all tests that begin with it."""

from __future__ import annotations

from itertools import takewhile

from tests.worlds import off_post_share, run_on, world_of
from tiexi.world.found import branch
from tiexi.world.world import World

SCALE, SEED = 200, 1
KEPT = ("1988-12", "1989-06", "1990-01", "2000-04", "2000-12")  # months after which the whole world is kept


class District:
    """Runs on as far as it is asked about, every law checked, and never twice."""

    def __init__(self) -> None:
        self._world = world_of("tiexi", scale=SCALE, seed=SEED)
        self._digests: dict[str, str] = {}
        self._off_post: dict[str, float] = {}
        self._kept: dict[str, World] = {}

    def _look(self, world: World) -> None:
        month = world.calendar.text(world.month)
        self._digests[month] = world.digest()
        self._off_post[month] = off_post_share(world)
        if month in KEPT:
            self._kept[month] = branch(world)
            self._kept[month].month += 1

    def digests(self, last: str) -> dict[str, str]:
        """Digests by month, up to and with `last`."""
        run_on(self._world, last, self._look)
        return {month: self._digests[month] for month in takewhile(lambda m: m <= last, self._digests)}

    def off_post(self, first: str, last: str) -> dict[str, float]:
        """Share of those with a tie who are off post, by month."""
        return {month: self._off_post[month] for month in self.digests(last) if month >= first}

    def after(self, month: str) -> World:
        """A copy of the world as it was after one of the months kept."""
        self.digests(month)
        return branch(self._kept[month])
