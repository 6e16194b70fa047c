"""Buyers who turn to whoever delivers: the fill rate against its twin, and where the orders go."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, part, split
from tests.worlds import run_on, under, world_of

from tiexi.factory.order import spread_demand
from tiexi.market.fills import smooth
from tiexi.studies.ranges import with_parameter

MAKER = st.tuples(st.integers(0, 500), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, MILLION))


@settings(max_examples=200, deadline=None)
@given(st.lists(MAKER, min_size=1, max_size=5), st.integers(1, 36))
def test_twin_of_the_fill_rate(yards: list[tuple[int, int, int, int]], months: int) -> None:
    makers, sold, short, rate = (np.array([0, *column], np.int64) for column in zip(*yards, strict=True))
    expected = [
        r + (s * MILLION // (s + lacking) - r) // months if m and s + lacking else r for m, s, lacking, r in yards
    ]
    smooth(len(rate), months, makers, sold, short, rate)
    assert rate[1:].tolist() == expected


def spread(demand: int, makers: list[int], fills: list[int], least: int) -> list[int]:
    """Orders for one good that as many plants make as `makers` has numbers."""
    n = len(makers) + 1
    wanted, plants = np.zeros(n, np.int64), np.arange(n)
    spread_demand(
        2, np.array([0, demand]), np.array([0, 0, n - 1]), np.arange(1, n), plants, np.ones(n, np.uint8),
        np.full(n, MILLION), np.full(n, MILLION), np.array(fills), least, np.array([0, *makers]),
        np.zeros(n, np.int64), np.zeros(n, np.int64), wanted,
    )  # fmt: skip
    return wanted[1:].tolist()


@given(st.integers(1, 10**9), st.lists(st.tuples(st.integers(1, 500), st.integers(0, MILLION)), min_size=1, max_size=5))
def test_twin_of_orders_by_fill_rate(demand: int, given_makers: list[tuple[int, int]]) -> None:
    makers, fills = [m for m, _ in given_makers], [f for _, f in given_makers]
    expected = split(demand, [part(m, max(50_000, f)) for m, f in given_makers])
    if any(part(m, max(50_000, f)) for m, f in given_makers):
        assert spread(demand, makers, [0, *fills], 50_000) == expected
    assert spread(demand, makers, [0], 50_000) == split(demand, makers)


def test_who_stands_still_keeps_a_trial_order() -> None:
    assert spread(1050, [100, 100], [0, MILLION, 0], 50_000) == [1000, 50]
    assert spread(1050, [100, 100], [0, MILLION, MILLION], 50_000) == [525, 525]


def test_all_count_alike_before_it_counts_and_when_it_does_no_more() -> None:
    region = with_parameter(under("hamlet"), "market.fill_months", 3, 6)
    w = world_of(with_parameter(region, "market.fill_months", 0, 12))
    run_on(w, "1990-06")
    assert w.fills.count == 1
    run_on(w, "1990-12")
    assert w.fills.count == w.stocks.count
    w.fills.rate[1:] = 400_000
    run_on(w, "1991-01")
    assert set(w.fills.rate[1 : w.fills.count].tolist()) == {MILLION}
