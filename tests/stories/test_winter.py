"""Halls are heated in months of frost with fuel that is ordered and paid; idle and cold ones decay."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, part
from tests.worlds import run_on, under, world_of

from tiexi.factory.heat import burn
from tiexi.region import Region
from tiexi.studies.ranges import with_parameter
from tiexi.world.stores import Place, moves_of
from tiexi.world.world import World

WORKS, TONNE = 3, 1_000_000


@pytest.fixture(scope="module")
def cold() -> Region:
    """A hamlet with frost from November to March and half a tonne of coal a post and month."""
    plain = under("hamlet")
    told = dataclasses.replace(
        plain, settings=plain.settings.model_copy(update={"frost": [11, 12, 1, 2, 3], "heat": "coal"})
    )
    return with_parameter(with_parameter(told, "heat.post", 0.5, 0), "decay.frost", 0.05, 0)


def test_coal_is_burnt_in_winter_and_ordered_for_it(cold: Region) -> None:
    w, burnt, warm = world_of(cold), [], []
    coal = w.labels["goods"].index("coal")

    def look(world: World) -> None:
        burnt.append(int(moves_of(world)[coal, Place.YARD, Place.CONSUMED]))
        warm.append(int(world.halls.warm[WORKS]))

    run_on(w, "1991-12", look)
    winter = [i for i in range(24) if i % 12 in (10, 11, 0, 1, 2)]
    assert not any(burnt[i] for i in range(24) if i not in winter)
    posts = int(w.workshops.posts[1 : w.workshops.count].sum())
    assert [burnt[i] for i in (22, 23)] == [posts * TONNE // 2] * 2
    assert min(warm[i] for i in winter[3:]) == MILLION
    assert not w.halls.worn.any()


def test_who_cannot_pay_for_coal_freezes_and_loses_machines(cold: Region) -> None:
    """Nobody delivers coal any more, so the works stands; the next winters take a twentieth a month of its machines."""
    w = world_of(cold)
    run_on(w, "1990-12")
    coal = w.labels["goods"].index("coal")
    w.goods.imports[coal] = 0
    run_on(w, "1991-12")
    first = int(w.halls.worn[WORKS])
    run_on(w, "1992-10")
    assert w.halls.worn[WORKS] > first
    assert w.plants.scale[WORKS] == MILLION - MILLION * w.halls.worn[WORKS] // MILLION
    spring = int(w.halls.worn[WORKS])
    assert spring == pytest.approx((1 - 0.95**5) * MILLION, abs=5)
    run_on(w, "1992-11")
    assert w.halls.worn[WORKS] > spring


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(*[st.integers(0, 10**12)] * 2, st.integers(0, 1), st.integers(0, MILLION)), min_size=1, max_size=4),
       st.integers(0, MILLION))  # fmt: skip
def test_twin_of_heating(halls: list[tuple[int, int, int, int]], rate: int) -> None:
    n = len(halls) + 1
    needs, amount, stands, worn = (np.array([0, *(h[i] for h in halls)], np.int64) for i in range(4))
    rows: Any = np.arange(n, dtype=np.uint32)
    consumed, moved, warm = np.zeros(2, np.int64), np.zeros(80, np.int64), np.zeros(n, np.int64)
    burn(n, rate, needs, stands, rows, np.ones(n, np.uint16), amount, consumed, moved, warm, worn)
    for f, (asked, had, still, lost) in enumerate(halls, 1):
        used = min(asked, had)
        share = used * MILLION // asked if asked else MILLION
        assert (amount[f], warm[f]) == (had - used, share)
        assert worn[f] == lost + (part(part(MILLION - lost, rate), MILLION - share) if still and asked else 0)
    assert consumed[1] == moved.sum() == sum(min(asked, had) for asked, had, _, _ in halls)
