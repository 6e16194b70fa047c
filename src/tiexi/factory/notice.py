"""Notice: a plant whose end a policy dates runs down in the order the policy names, once its people have been told.

`process` ends its workshops one after the other, upstream first, `reverse` downstream first; `even` takes posts from
all alike, month by month; without an order everyone stays to the last month.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.paths import EVEN, REVERSE
from tiexi.world.table import Array

PPM = 1_000_000


def ending(place: int, shops: int, begin: int, end: int) -> int:
    """Month in which the workshop in `place` (0 is the first) of a plant's `shops` ends; the last one at the `end`."""
    return begin + -(-(end - begin) * (place + 1) // shops)


def left(w: Any) -> Array:
    """Part of its posts that each workshop still has, in ppm (i8)."""
    shops, plants, n = w.workshops, w.plants, w.workshops.count
    parts = np.full(n, PPM, np.int64)
    for f in np.flatnonzero(plants.told[: plants.count] > 0).tolist():
        order = int(w.paths.order[plants.group[f]])
        begin, end = w.month - int(plants.told[f]) + 1, int(plants.ends[f])
        mine = np.flatnonzero(shops.plant[:n] == f)
        if order == 0 or end <= begin:
            continue
        if order == EVEN:
            parts[mine] = PPM * max(0, end - w.month) // (end - begin)
            continue
        for place, s in enumerate(mine[::-1] if order == REVERSE else mine):  # rows stand in the order of the process
            if w.month >= ending(place, len(mine), begin, end):
                parts[s] = 0
    return parts
