"""The replicator over market shares against its twin, and what it does to a region's demand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, part, split
from tests.worlds import run_on, under, world_of

from tiexi.market.quote import LEAST, move_shares
from tiexi.studies.ranges import with_parameter
from tiexi.studies.reform import with_competitor

FITNESS = st.integers(MILLION // 5, 5 * MILLION)


def moved(speed: int, fitness: list[int], shares: list[int]) -> list[int]:
    """A month of the replicator in plain integers: at most a twenty-fifth of a share moves, 0.2 per cent stay."""
    mean = sum(part(f, s) for f, s in zip(fitness, shares, strict=True))
    weights = []
    for f, s in zip(fitness, shares, strict=True):
        change = part(s, min(40_000, part(abs(f - mean) * MILLION // mean, speed)))
        weights.append(max(2_000, s + change if f > mean else s - change))
    return split(MILLION, weights)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, MILLION), st.lists(st.tuples(FITNESS, st.integers(LEAST, MILLION)), min_size=1, max_size=4))
def test_twin_of_the_replicator(speed: int, sellers: list[tuple[int, int]]) -> None:
    fitness, shares = [f for f, _ in sellers], split(MILLION, [s for _, s in sellers])
    found = np.array(shares, np.int64)
    move_shares(speed, np.array(fitness, np.int64), found, np.zeros(len(shares), np.int64))
    assert found.tolist() == moved(speed, fitness, shares)
    assert found.sum() == MILLION


def test_the_fitter_gains_and_equals_stand_still() -> None:
    shares = np.array([500_000, 500_000], np.int64)
    move_shares(100_000, np.array([MILLION, MILLION], np.int64), shares, np.zeros(2, np.int64))
    assert shares.tolist() == [500_000, 500_000]
    move_shares(100_000, np.array([MILLION, 1_500_000], np.int64), shares, np.zeros(2, np.int64))
    assert shares.tolist() == [490_000, 510_000]  # a fifth from the mean, at a tenth: two per cent


def test_a_competitor_takes_its_part_from_its_month_on() -> None:
    region = with_competitor(under("hamlet"), "cathode", "1990-03", 0.6, speed=0.0)
    w, asked = world_of(region), []
    good = w.labels["goods"].index("cathode")
    run_on(w, "1990-04", lambda world: asked.append(int(world.goods.demand[good])))
    assert asked == [8_200_000, 8_200_000, 7_380_000, 7_380_000]


def test_without_strength_and_before_entry_nothing_changes() -> None:
    never = with_competitor(under("hamlet"), "cathode", "1999-12", 0.6)
    plain = with_parameter(under("hamlet"), "competition.speed", 0.5, 0)
    one, other = world_of(plain), world_of(never)
    run_on(one, "1991-06")
    run_on(other, "1991-06")
    assert one.goods.demand.tolist() == other.goods.demand.tolist()
    assert np.array_equal(one.accounts.balance[: one.accounts.count], other.accounts.balance[: other.accounts.count])


@pytest.mark.parametrize("entry", [0.05, 0.4])
def test_entry_is_what_the_table_says(entry: float) -> None:
    region = with_competitor(under("hamlet"), "cathode", "1990-01", 1.0, speed=0.0)
    table = region.tables["competitors"].with_columns(share=entry)
    w = world_of(dataclasses.replace(region, tables=region.tables | {"competitors": table}))
    run_on(w, "1990-01")
    assert w.rivals.share[1] == entry * MILLION
