"""The podium keeps the lowest scores, ties by key, in whatever order people come."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiexi.world.podium import Podium, offer, race, race_bound


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), max_size=40),
    st.lists(st.integers(0, 6), min_size=4, max_size=4),
    st.randoms(use_true_random=False),
)
def test_podium_is_a_sorted_list(offers: list[tuple[int, int]], sizes: list[int], order: object) -> None:
    key = np.arange(len(offers) + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)  # wraps: keys in no order
    people = list(range(1, len(offers) + 1))
    order.shuffle(people)  # type: ignore[attr-defined]
    podium = Podium.of(np.array(sizes))
    for p in people:
        place, score = offers[p - 1]
        offer(*podium.arrays, key, place, score, p)
    who, place = podium.winners(key)
    expected = set()
    for s, size in enumerate(sizes):
        ranked = sorted((offers[p - 1][1], int(key[p]), p) for p in people if offers[p - 1][0] == s)
        expected |= {(p, s) for _, _, p in ranked[:size]}
    assert set(zip(who.tolist(), place.tolist(), strict=True)) == expected
    assert key[who].tolist() == sorted(key[who].tolist())


@settings(max_examples=200, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.floats(0.01, 100))
def test_the_bound_never_shuts_out_a_winner(u: float, weight: float) -> None:
    assert race_bound(u, weight) <= race(u, weight)
    assert race(u, weight) == pytest.approx(-math.log(1 - u) / weight * 2**40, rel=1e-9, abs=1)
