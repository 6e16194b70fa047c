"""Enterprises: a plant that stands for a group is split at the founding, log-normally in size.

Sizes are the quantiles of the distribution, largest first, so the same name is the same enterprise under every seed.
At a coarse scale the smallest are taken together until each has `FEWEST` simulated posts, as one simulated person
stands for many: a till with half a person on its pay list would make profits that nobody makes.
Source: `economics.md` 2.4; log-normal sizes of firms as in Gibrat (1931).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from tiexi.world.arith import apportion, exp
from tiexi.world.table import Array

if TYPE_CHECKING:
    from tiexi.region import Region

FEWEST = 5
FINE = 1_000_000_000


@dataclass(frozen=True)
class Split:
    """The enterprises of one row of plants.csv: their labels, relative sizes (i8), and real enterprises in each."""

    labels: list[str]
    sizes: Array
    numbers: Array
    cost_spread: float = 0.0
    cost_persistence: float = 0.0

    def of(self, total: int) -> Array:
        """`total` shared out by size (i8)."""
        shares = np.zeros(len(self.labels), np.int64)
        apportion(total, self.sizes, shares)
        return shares


def quantiles(count: int, spread: float) -> Array:
    """Relative sizes (i8, largest first) of `count` enterprises with the standard deviation `spread` of their log."""
    normal = NormalDist()
    size = [exp(spread * normal.inv_cdf(1.0 - (i + 0.5) / count)) for i in range(count)]
    return np.array([round(FINE * s / size[0]) for s in size], np.int64)


def bundled(sizes: Array, least: float) -> tuple[Array, Array]:
    """Sizes with the smallest taken together until each is `least`, and how many are in each (i8, i8)."""
    kept: list[int] = []
    numbers: list[int] = []
    size = number = 0
    for one in sizes.tolist():
        size, number = size + one, number + 1
        if size >= least:
            kept.append(size)
            numbers.append(number)
            size = number = 0
    if number and kept:
        kept[-1] += size
        numbers[-1] += number
    elif number:
        kept, numbers = [size], [number]
    return np.array(kept, np.int64), np.array(numbers, np.int64)


def splits(region: Region, scale: int, size: int = 1_000_000) -> dict[str, Split]:
    """How every row of plants.csv is split, by its name; a plant that is no group is one enterprise of that name.

    `size` is that of the scenario, in ppm of the region's own.
    """
    groups = {r["plant"]: r for r in region.rows("enterprises")}
    posts: dict[str, int] = {}
    for r in region.rows("workshops"):
        posts[r["plant"]] = posts.get(r["plant"], 0) + int(r["posts"]) * size // 1_000_000
    found = {}
    for r in region.rows("plants"):
        name = str(r["plant"])
        if name not in groups:
            found[name] = Split([name], np.ones(1, np.int64), np.ones(1, np.int64))
            continue
        g = groups[name]
        sizes = quantiles(g["count"], g["size_spread"])
        least = FEWEST * scale * int(sizes.sum()) / max(1, posts.get(name, 0))
        sizes, numbers = bundled(sizes, least)
        labels = [f"{name}_{i:03d}" for i in range(1, len(sizes) + 1)]
        found[name] = Split(labels, sizes, numbers, g["cost_spread"], g["cost_persistence"])
    return found
