"""The district of one million and the one as estimated differ in size and in nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.worlds import off_post_share, run_on

from tiexi.region import load
from tiexi.world.found import found
from tiexi.world.world import World

SIZES = {"as estimated": (None, 200), "one million": (1_000_000, 238)}  # people, scale: as many are simulated


def jobless(world: World) -> float:
    """People seeking, over all of working age and more who are here."""
    people, n = world.people, world.people.count
    here = people.gone[1:n] == 32767
    return float((people.activity[1:n][here] == 5).mean())


@pytest.fixture(scope="module")
def shares() -> dict[str, dict[str, list[float]]]:
    """Share off post and jobless at the end of 1988 and of 2000, under both sizes."""
    seen: dict[str, dict[str, list[float]]] = {}
    for name, (people, scale) in SIZES.items():
        world = found(load("tiexi"), seed=1, scale=scale, people=people)
        seen[name] = {}
        for month in ("1988-12", "2000-12"):
            run_on(world, month)
            seen[name][month] = [off_post_share(world), jobless(world)]
    return seen


@pytest.mark.parametrize("month", ["1988-12", "2000-12"])
def test_shares_hang_on_no_size(shares: dict[str, dict[str, list[float]]], month: str) -> None:
    small, large = (np.array(seen[month]) for seen in shares.values())
    assert np.abs(small - large).max() < 0.04  # some 1,800 people with a tie are simulated: two standard errors
