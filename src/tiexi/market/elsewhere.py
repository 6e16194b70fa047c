"""The rest of the country matches too: the region's occupations, in flows, a step a month.

Its posts are mixed as the region's were at the founding (assumed), everyone looks into every occupation alike, and
`country.posts` says how many posts are wanted for each of its people. What comes of it is the unemployment elsewhere
against which leaving is weighed, where a region asks for it (`country.labour`).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.market.flows import Flows, Links, Rates
from tiexi.world.elsewhere import flows
from tiexi.world.table import Array

RESTING = 2000  # months that the market has had before its first one counts


def posts_of(w: Any) -> Array:
    """Posts of the region's workshops by occupation (f8, without row 0), at least one of each."""
    shops = w.workshops
    rows = slice(1, shops.count)
    counted = np.bincount(shops.occupation[rows], shops.posts[rows], minlength=w.occupations.count)
    found: Array = np.maximum(1.0, counted[1:])
    return found


def elsewhere(w: Any) -> None:
    """A month of the rest of the country; its first one finds it at rest."""
    if not flows(w):
        return
    e, steps, posts = w.elsewhere, 1, w.once("posts elsewhere", lambda: posts_of(w))
    if e.count == 1:
        rows = e.add(len(posts))
        e.employed[rows], e.unemployed[rows], e.vacancies[rows] = 0.95 * posts, 0.05 * posts, 0.05 * posts
        steps = RESTING
    n = e.count
    gap = w.now("country.adjustment")
    rates = Rates(w.now("country.separation"), w.now("country.opening"), gap, gap)
    market = Flows(
        rates, w.once("links elsewhere", lambda: Links.complete(n - 1)), e.employed[1:n], e.unemployed[1:n],
        e.vacancies[1:n],
    )  # fmt: skip
    wanted = w.now("country.posts") * posts
    for _ in range(steps):
        market.match(wanted)
