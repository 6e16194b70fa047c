"""Series speak of the rows of plants.csv and workshops.csv: a group of enterprises is shown as one."""

from __future__ import annotations

import numpy as np

from tiexi.world.table import Array
from tiexi.world.world import World


class Groups:
    """Sums over the plants of a group and over the workshops of a group; members stand together in both tables.

    `plants` and `workshops` are where each group begins, `of_plant` and `of_workshop` the place of each one's group,
    all without row 0.
    """

    def __init__(self, world: World) -> None:
        plants, workshops = world.plants.group[1 : world.plants.count], world.workshops.group[1 : world.workshops.count]
        self.plants, self.workshops = _starts(plants), _starts(workshops)
        self.of_plant, self.of_workshop = _places(self.plants, len(plants)), _places(self.workshops, len(workshops))

    def by_plant(self, values: Array) -> Array:
        """Values by plant (without row 0) summed by group; further axes stay."""
        return _sums(values, self.plants)

    def by_workshop(self, values: Array) -> Array:
        """Values by workshop (without row 0) summed by group."""
        return _sums(values, self.workshops)


def _starts(group: Array) -> Array:
    return np.flatnonzero(np.diff(group, prepend=np.zeros(1, group.dtype)))


def _places(starts: Array, count: int) -> Array:
    return np.searchsorted(starts, np.arange(count), side="right") - 1


def _sums(values: Array, starts: Array) -> Array:
    if len(starts) == len(values):
        return values
    found: Array = np.add.reduceat(values, starts, axis=0)
    return found
