"""Hours come before people: how far a workshop uses its staff, and when it may shed any.

With `staff.layoff_below` under one, a plant cuts the hours of those it has, and sheds people only where they are used
less than that (`economics.md` 2.8). Without it, use is that of the machines, as the load of the workshop has it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.arith import muldiv, share
from tiexi.world.jit import kernel
from tiexi.world.standing import fixed
from tiexi.world.table import Array

PPM = 1_000_000


def hands(w: Any) -> Array:
    """Simulated people at work in each workshop (u4): residents on post, and commuters where there are any."""
    shops = w.workshops
    if not shops.commuters[: shops.count].any():
        found: Array = shops.on_post
        return found
    return fixed(shops.on_post + shops.commuters)


@kernel
def use_of_staff(
    n: int, scale: int, plant: Array, posts: Array, quota: Array, load: Array, on_post: Array, used: Array
) -> None:  # fmt: skip
    """Load of each workshop over the part of its posts that is manned, in ppm, at most one: `used`."""
    for s in range(1, n):
        full = share(posts[s], quota[plant[s]])
        manned = muldiv(on_post[s] * scale, PPM, full)[0] if full > 0 else 0
        used[s] = min(PPM, muldiv(min(load[s], PPM), PPM, manned)[0]) if manned > 0 else PPM


def used(w: Any) -> Array:
    """Utilisation of each workshop in ppm (i8), on which hours and layoffs hang."""
    shops, n = w.workshops, w.workshops.count
    if w.now("staff.layoff_below") >= 1.0:
        machines: Array = np.minimum(shops.load[:n], PPM)
        return machines
    staff = np.full(n, PPM, np.int64)
    use_of_staff(n, w.scale, shops.plant, shops.posts, w.plants.quota, shops.load, shops.on_post, staff)
    return staff


def may_shed(w: Any, places: Array) -> Array:
    """Workshops (u1) that may shed people: all, or those that use theirs too little, have no places or no machines."""
    shops, n = w.workshops, w.workshops.count
    limit = w.now("staff.layoff_below")
    if limit >= 1.0:
        return np.ones(n, np.uint8)
    may = (used(w) < round(limit * PPM)) | (places == 0) | (shops.lines[:n] == 0)
    found: Array = may.astype(np.uint8)
    return found
