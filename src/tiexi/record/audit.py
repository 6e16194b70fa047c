"""The audit of on and off post: who is on the books of state and of collective enterprises, and who is retired.

The shops of the streets and the public services are no enterprises. Pattern: the provincial audit of March and April
2001, which counted on post, off post and retired by ownership, whatever was registered.
"""

from __future__ import annotations

import numpy as np

from tiexi.record.census import by_plant
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import World

OWNERS = {"state": Owner.STATE, "collective": Owner.COLLECTIVE}
ON_POST, OFF_POST, RETIRED = range(3)


def enterprises(world: World, owner: Owner) -> Array:
    """True for the plants of an owner that serve no street (bool [plant])."""
    plants, end = world.plants, world.plants.count
    found: Array = (plants.owner[:end] == owner) & (plants.street[:end] == 0)
    found[0] = False
    return found


def audited(world: World) -> Array:
    """Simulated persons on post, off post and retired, of state and of collective enterprises (i8 [2, 3])."""
    staff, retired = by_plant(world), world.plants.pensioners[: world.plants.count]
    found = np.zeros((len(OWNERS), 3), np.int64)
    for row, owner in enumerate(OWNERS.values()):
        mine = enterprises(world, owner)
        tied, on_post = staff[mine].sum(axis=0)
        found[row] = on_post, tied - on_post, retired[mine].sum()
    return found
