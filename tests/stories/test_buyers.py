"""Buyers turn to plants that deliver: what plants without cash are asked for is made by others, and not by nobody."""

from __future__ import annotations

import numpy as np
from tests.district import District
from tests.worlds import run_on

from tiexi.studies.ranges import with_parameter
from tiexi.world.found import branch
from tiexi.world.world import World

ROWS = ("E6", "E8", "C3")
BEFORE, FROM, UNTIL = "1990-01", "1992-07", "2000-04"


def undelivered(world: World) -> float:
    """Share of what was asked of makers this month, in value, that did not leave their yards."""
    stocks, n = world.stocks, world.stocks.count
    rows = np.flatnonzero(stocks.makers[:n] > 0)
    price = world.goods.price_market[stocks.good[rows]].astype(float)
    lacking, sold = (price * column[rows] for column in (stocks.short, stocks.sold))
    return float(lacking.sum() / (lacking + sold).sum())


def test_where_buyers_turn_less_is_asked_of_plants_that_stand_still(district: District) -> None:
    then = district.after(BEFORE)
    stay = with_parameter(then.region, "market.fill_months", 0, then.region.index(FROM))
    lacking, posts = {}, {}
    for name, region in (("buyers turn", then.region), ("buyers stay", stay)):
        world, seen = branch(then, region), []
        run_on(world, UNTIL, lambda w, seen=seen: seen.append(undelivered(w)))
        lacking[name] = float(np.mean(seen[-12:]))
        posts[name] = int(world.workshops.on_post[: world.workshops.count].sum())
    assert lacking["buyers turn"] < 0.97 * lacking["buyers stay"]
    assert posts["buyers turn"] > 1.02 * posts["buyers stay"]
