"""Laws of the network's kernels: how orders are split and served, what inputs allow and take, overtime, the market."""

from __future__ import annotations

from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.plain import split

from tiexi.factory.effort import follow_work, overtime
from tiexi.factory.inputs import ENDLESS, pass_parts, reach
from tiexi.market.suppliers import place_all, serve
from tiexi.market.tracks import BUYER, SELLER, by_merit, clear, excess, wanted_at
from tiexi.world.network import ONE, Served, pace
from tiexi.world.stores import PLACES
from tiexi.world.turns import TURNS

AMOUNTS = st.integers(0, 40) | st.integers(0, 10**12)


def served_plainly(rule: Served, have: int, orders: list[int], ranks: list[int]) -> list[int]:
    """Whom a supplier serves, one class after another."""
    if rule == Served.PROPORTIONAL:
        return split(min(have, sum(orders)), orders) if have < sum(orders) else split(have, orders)
    given = [0] * len(orders)
    if rule == Served.IN_TURN:
        classes = [[j for j in range(len(orders)) if ranks[j] == rank] for rank in sorted(set(ranks))]
    else:
        classes = [[j] for j in sorted(range(len(orders)), key=lambda j: (-orders[j], j))]
    for members in classes:
        asked = [orders[j] if j in members else 0 for j in range(len(orders))]
        now = split(min(have, sum(asked)), asked)
        given = [g + n for g, n in zip(given, now, strict=True)]
        have -= sum(now)
    return given


@given(
    st.sampled_from(list(Served)), st.lists(st.tuples(AMOUNTS, st.integers(1, TURNS)), min_size=1, max_size=7), AMOUNTS
)
def test_whom_a_supplier_serves(rule: Served, customers: list[tuple[int, int]], have: int) -> None:
    orders, ranks = (list(column) for column in zip(*customers, strict=True))
    have = min(have, sum(orders))
    shares = np.full(len(orders), 7, np.int64)
    serve(int(rule), have, np.array(orders), np.array(ranks), shares)
    assert shares.tolist() == served_plainly(rule, have, orders, ranks)
    assert shares.sum() == have
    assert all(0 <= s <= o for s, o in zip(shares.tolist(), orders, strict=True))


@given(st.data())
def test_an_order_is_placed_whole(data: st.DataObject) -> None:
    buyers, suppliers = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 4))
    n = 1 + buyers + suppliers  # stocks: buyers, then suppliers made by one workshop each
    links = [(b, s) for b in range(1, buyers + 1) for s in range(buyers + 1, n) if data.draw(st.booleans())]
    buyer, seller = (
        (np.array([0, *side], np.int64) for side in zip(*links, strict=True)) if links else (np.zeros(1, np.int64),) * 2
    )
    shares = np.array([0, *(data.draw(st.integers(1, 10**6)) for _ in links)], np.int64)
    maker = np.array([0] * (buyers + 1) + list(range(1, suppliers + 1)), np.int64)
    able = np.array([0, *(data.draw(st.integers(0, 10**6)) for _ in range(suppliers))], np.int64)
    normal = np.full(suppliers + 1, 10**6, np.int64)
    wanted = np.array([0, *(data.draw(AMOUNTS) for _ in range(buyers)), *([0] * suppliers)], np.int64)
    tilted, ordered = data.draw(st.booleans()), np.zeros(len(links) + 1, np.int64)
    rows = 1 + np.argsort(buyer[1:], kind="stable")
    first = np.searchsorted(buyer[rows], np.arange(n + 1)).astype(np.int64)
    place_all(
        n,
        first,
        rows,
        seller,
        shares,
        tilted,
        maker,
        able,
        normal,
        ordered,
        wanted,
        np.zeros(9, np.int64),
        np.zeros(9, np.int64),
    )
    for b in range(1, buyers + 1):
        mine = [i for i in range(1, len(links) + 1) if buyer[i] == b]
        weights = [int(shares[i]) * int(able[maker[seller[i]]]) // 10**6 if tilted else int(shares[i]) for i in mine]
        assert [int(ordered[i]) for i in mine] == split(int(wanted[b]), weights)


@given(AMOUNTS, st.integers(1, 10**6), st.integers(1, 10**9), st.integers(1, 10**8))
def test_what_an_input_feeds(have: int, each: int, per: int, keep: int) -> None:
    assert reach(have, each, per, keep) == floor(Fraction(floor(Fraction(have * per, each)) * 10**6, keep))
    assert reach(10**18, 1, 10**18, 10**6) == ENDLESS


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(1, 999), st.integers(1, 5000), AMOUNTS,
    st.booleans(),
)  # fmt: skip
def test_a_line_that_divides_takes_what_its_count_says(
    charges: list[int], each: int, per: int, have: int, lends: bool
) -> None:
    """However it is charged in parts, what it ever took and gave is the whole part of count x amount / per."""
    one = np.array([0, 1, 2], np.int64)
    stock, good, amount = one.copy(), one.copy(), np.array([0, -each, per], np.int64)
    yard, nature, outside = np.array([0, have, 0], np.int64), np.zeros(3, np.int64), np.zeros(3, np.int64)
    moved, lent, before = np.zeros(3 * PLACES * PLACES + 1, np.int64), np.zeros(3, np.int64), 0
    for batches in charges:
        pass_parts(
            1, batches, per, before, np.array([0, 1]), np.array([0, 2]), stock, good, amount, yard, nature, outside,
            moved, lent, lends,
        )  # fmt: skip
        before += batches
    taken = before * each // per
    assert yard[2] == before
    assert have - yard[1] - outside[1] == taken  # what the yard lacks comes from abroad
    assert yard[1] == max(0, have - taken)
    assert lent[1] == (-outside[1] if lends else 0)
    into, out_of = moved[1:].reshape(3, PLACES, PLACES)[1, :, 2].sum(), moved[1:].reshape(3, PLACES, PLACES)[2, 2].sum()
    assert (into, out_of) == (taken, before)


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**12))
def test_hands_follow_work(hands: int, limit: int, demand: int, capacity: int) -> None:
    now, one = np.array([0, hands], np.int64), np.array([0, 1], np.int64)
    follow_work(
        2, ONE // 4, ONE // 2, one, np.full(2, 10**6, np.int64), np.array([0, capacity]), np.array([0, limit]),
        np.array([0, demand]), now,
    )  # fmt: skip
    gap = min(limit, demand) - hands
    assert now[1] == min(capacity, hands + (gap // 4 if gap >= 0 else -(-gap // 2)))


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(ONE, ONE + ONE // 4))
def test_overtime(asked: int, made: int, over: int) -> None:
    now, one, most, rate = np.array([0, over], np.int64), np.array([0, 1], np.int64), ONE + ONE // 4, ONE // 365
    demand = np.zeros(2, np.int64)
    overtime(2, most, rate, one, one, np.array([0, asked]), np.zeros(2, np.int64), np.array([0, made]), demand, now)
    short = Fraction(asked - made, asked)
    exact = over + ((most - over) * short + (ONE - over) * (short == 0)) * Fraction(rate, ONE)
    assert demand[1] == asked
    assert abs(now[1] - max(Fraction(ONE), exact)) <= 3
    assert ONE <= now[1] <= max(most, over)


@given(st.integers(-(10**15), 10**15), st.integers(0, ONE))
def test_pace_is_towards_zero(gap: int, rate: int) -> None:
    assert pace(gap, rate, ONE) == int(Fraction(gap * rate, ONE))


TRADERS = st.tuples(
    st.sampled_from([BUYER, SELLER]), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**9)
)


@given(st.lists(TRADERS, min_size=1, max_size=6), st.integers(0, 10**9))
def test_the_market_clears_at_the_lowest_price_at_which_no_more_is_asked_than_offered(
    rows: list[tuple[int, int, int, int]], quota: int
) -> None:  # fmt: skip
    side = np.array([0, *(r[0] for r in rows)], np.int64)
    first = np.array([0, *(max(r[1:3]) + 1 if r[0] == BUYER else min(r[1:3]) for r in rows)], np.int64)
    last = np.array([0, *(min(r[1:3]) if r[0] == BUYER else max(r[1:3]) + 1 for r in rows)], np.int64)
    amount, n = np.array([0, *(r[3] for r in rows)], np.int64), len(rows) + 1
    of, plan, market = np.array([0] + [1] * len(rows), np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for which in (BUYER, SELLER):
        able = int(amount[side == which].sum())
        by_merit(n, 1, which, min(quota, able), side, of, first, last, amount, plan)
        assert plan[side == which].sum() <= min(quota, able)
    schedule = (side, of, first, last, amount)
    price = clear(n, 1, *schedule, plan, market)
    assert excess(n, 1, price, *schedule, plan) <= 0
    assert price == 0 or excess(n, 1, price - 1, *schedule, plan) > 0
    assert market[side == BUYER].sum() == market[side == SELLER].sum()
    for i in range(1, n):
        assert 0 <= market[i] <= max(0, wanted_at(price, int(first[i]), int(last[i]), int(amount[i])) - plan[i])


@pytest.mark.parametrize(("price", "takes"), [(0, 100), (25, 50), (50, 0), (60, 0)])
def test_a_buyer_s_schedule(price: int, takes: int) -> None:
    assert wanted_at(price, 50, 0, 100) == takes
