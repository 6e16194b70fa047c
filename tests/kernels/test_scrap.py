"""The mass of machines follows the scale of plants, against plain Python."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, compare, tables
from tests.kernels.test_close import ABROAD, QUEUED, WORKING, YARD, works
from tests.kernels.yards import fill

from tiexi.factory.scrap import install
from tiexi.world.world import World

ROWS = ("C5",)


@st.composite
def machines(draw: Any) -> World:
    """Machines of three plants, of two goods, at other scales than those at which they were installed."""
    w = works([draw(st.sampled_from([0, 1, 2, 3, 4, 5])) for _ in range(3)])
    w.goods.add(2)
    w.moves.add(3 * 36)
    fill(draw, w.plants, 3, scale=st.integers(0, 2 * MILLION))
    n = draw(st.integers(0, 5))
    w.fixed.add(n)
    mass = st.integers(0, 9) | st.integers(0, 10**13)
    fill(draw, w.fixed, n, plant=st.integers(1, 3), good=st.integers(WORKING, QUEUED), full=mass, amount=mass)
    return w


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(machines())
def test_the_mass_of_machines_follows_the_scale_of_plants_at_work(w: World) -> None:
    expected = tables(w)
    fixed, goods = expected.fixed, expected.goods
    for i in range(1, fixed.count):
        f, g = fixed.plant[i], fixed.good[i]
        goal = fixed.full[i] * expected.plants.scale[f] // MILLION
        if expected.plants.standing[f] in (WORKING, QUEUED):
            comes, fixed.amount[i] = goal - fixed.amount[i], goal
            goods.outside[g] -= comes
            origin, to = (ABROAD, YARD) if comes > 0 else (YARD, ABROAD)
            expected.moves.moved[(g * 6 + origin) * 6 + to + 1] += abs(comes)
    install(w)
    compare(w, expected)
