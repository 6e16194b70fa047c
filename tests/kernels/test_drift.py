"""Twin of the drift of costs: what a plant pays above its group for what it buys, month by month."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION
from tests.kernels.test_chance import plain_word

from tiexi.state.announce import drift
from tiexi.world.keys import name_key

COST = 23  # stream of chance
THIRD = 2**21


def plain_drift(
    seed: int, month: int, key: int, cost: int, step: int, keep: int, bought: int, dear: int
) -> tuple[int, int]:
    """Cost and dearness of a plant in the next month. Halves of a part per million are rounded up."""
    if step == 0 or bought == 0:
        return cost, dear
    word = plain_word(seed, COST, month, key, 1)
    thirds = [word % THIRD, word // THIRD % THIRD, word // THIRD**2 % THIRD]
    above = 2 * sum(thirds) - 3 * THIRD  # over a third's range: a number with the standard deviation 1
    change = (2 * step * above // THIRD + 1) // 2
    kept = (2 * cost * keep // MILLION + 1) // 2
    return kept + change, max(300_000, MILLION + (kept + change) * MILLION // bought)


PLANT = st.tuples(
    st.integers(0, 2**64 - 1), st.integers(-MILLION, MILLION), st.just(0) | st.integers(1, MILLION),
    st.integers(0, MILLION), st.just(0) | st.integers(1, 3 * MILLION), st.integers(300_000, 3 * MILLION),
)  # fmt: skip


@settings(max_examples=150)
@given(st.integers(0, 2**63 - 1), st.integers(0, 1200), st.lists(PLANT, min_size=1, max_size=6))
def test_drift_equals_its_twin(seed: int, month: int, plants: list[tuple[int, ...]]) -> None:
    expected = [plain_drift(seed, month, *plant) for plant in plants]
    key = np.array([0, *(p[0] for p in plants)], np.uint64)
    cost, step, keep, bought, dear = (np.array([0, *(p[i] for p in plants)], np.int64) for i in range(1, 6))
    drift(len(key), seed, month, key, cost, step, keep, bought, dear)
    assert list(zip(cost[1:].tolist(), dear[1:].tolist(), strict=True)) == expected


@pytest.mark.parametrize("keep", [0.0, 0.9, 0.97])
def test_costs_keep_their_spread_over_fifty_years(keep: float) -> None:
    """650 plants over 600 months, of which one remembers the last one in the share `keep`."""
    n, spread = 650, 0.14
    key = np.array([0, *(name_key("plant", f"mill_{f:03d}") for f in range(1, n + 1))], np.uint64)
    begin = NormalDist(0, spread * MILLION)
    cost = np.array([0, *(round(begin.inv_cdf((f + 0.5) / n)) for f in range(n))], np.int64)
    step = np.full(n + 1, round(spread * MILLION * math.sqrt(1 - keep * keep)), np.int64)
    kept, bought, dear = (np.full(n + 1, value, np.int64) for value in (round(keep * MILLION), 500_000, MILLION))
    months = np.empty((600, n))
    for month in range(600):
        drift(n + 1, 1, month, key, cost, step, kept, bought, dear)
        assert (dear[1:] == np.maximum(300_000, MILLION + 2 * cost[1:])).all(), "half of output is bought"
        months[month] = cost[1:] / MILLION
    assert months.std() == pytest.approx(spread, rel=0.03)
    assert months[:60].std() == pytest.approx(spread, rel=0.06), "from the first years on"
    assert months[-60:].std() == pytest.approx(spread, rel=0.06), "and to the last"
    assert abs(months.mean()) < 0.005
    near = np.corrcoef(months[:-1].ravel(), months[1:].ravel())[0, 1]
    assert near == pytest.approx(keep, abs=0.01)
    within = (np.abs(months) < spread).mean()
    assert within == pytest.approx(0.6827, abs=0.02), "as good as normal"
    assert abs(np.corrcoef(months.T[::16])[~np.eye(41, dtype=bool)].mean()) < 0.05, "each has its own luck"
