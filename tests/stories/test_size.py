"""The district of one million and the one as estimated differ in size and in nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from tests.district import SEED, District
from tests.worlds import Array, off_post_share, run_on

from tiexi.region import load
from tiexi.world.found import found
from tiexi.world.world import World

MILLION, ITS_SCALE = 1_000_000, 238  # as many are simulated as of the district as estimated, one for two hundred
MONTHS = ("1988-12", "2000-12")


def jobless(world: World) -> float:
    """People seeking, over all of working age and more who are here."""
    people, n = world.people, world.people.count
    here = people.gone[1:n] == 32767
    return float((people.activity[1:n][here] == 5).mean())


def shares(world: World) -> Array:
    """Share off post and jobless."""
    return np.array([off_post_share(world), jobless(world)])


@pytest.fixture(scope="module")
def million() -> dict[str, Array]:
    """Shares at the end of 1988 and of 2000 in the district of a million."""
    world = found(load("tiexi"), seed=SEED, scale=ITS_SCALE, people=MILLION)
    seen = {}
    for month in MONTHS:
        run_on(world, month)
        seen[month] = shares(world)
    return seen


@pytest.mark.parametrize("month", MONTHS)
def test_shares_hang_on_no_size(district: District, million: dict[str, Array], month: str) -> None:
    apart = np.abs(shares(district.after(month)) - million[month])
    assert apart.max() < 0.04  # some 1,800 people with a tie are simulated: two standard errors
