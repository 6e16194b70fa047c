"""Exact splits against Python integers, and exp and log against sixty digits."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, cost, most, part, split
from tests.plainly import in_plain_python

from tiexi.world.arith import affordable, apportion, exp, log, muldiv, share, shares, value

DIGITS = Context(prec=60, Emin=-(10**6), Emax=10**6)
WIDE = st.integers(0, 2**62 - 1) | st.integers(0, 10**6)
SWITCH = [
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**32,
    2**62 - 1,
    3_037_000_499,
    3_037_000_500,
]  # where the way of computing turns


def apportioned(total: int, weights: list[int]) -> list[int]:
    shares = np.full(len(weights), -1, np.int64)
    apportion(total, np.array(weights, np.int64), shares)
    return shares.tolist()


@given(WIDE | st.sampled_from(SWITCH), WIDE | st.sampled_from(SWITCH), st.integers(1, 2**62 - 1))
def test_muldiv_is_exact(a: int, b: int, d: int) -> None:
    quotient, rest = divmod(a * b, d)
    if quotient < 2**63:
        assert muldiv(a, b, d) == (quotient, rest)


@pytest.mark.parametrize("a", SWITCH)
@pytest.mark.parametrize("b", SWITCH)
def test_muldiv_where_the_way_of_computing_turns(a: int, b: int) -> None:
    for d in (2**62 - 1, 2**61 + 7, max(1, a * b // (2**63 - 1)) + 1):
        if d < 2**62:
            assert muldiv(a, b, d) == divmod(a * b, d)


@given(st.integers(0, 2**50), st.integers(0, 5_000) | st.integers(0, 9 * MILLION))
def test_share_is_the_whole_part(amount: int, ppm: int) -> None:
    assert share(amount, ppm) == part(amount, ppm)


@given(st.lists(st.tuples(st.integers(0, 2**50), st.integers(0, 9 * MILLION)), max_size=5))
def test_shares_are_those_of_each(rows: list[tuple[int, int]]) -> None:
    amounts, ppm = (np.array([row[side] for row in rows], np.int64) for side in (0, 1))
    found = np.zeros(len(rows), np.int64)
    shares(amounts, ppm, found)
    assert found.tolist() == [part(amount, each) for amount, each in rows]


@given(st.integers(0, 2**50), st.integers(0, 10**9))
def test_value_is_rounded_half_up_once(amount: int, price: int) -> None:
    if amount * price < 2**63 * MILLION:
        assert value(amount, price) == cost(amount, price)


def test_half_a_fen_is_a_fen() -> None:
    assert [value(amount, 1) for amount in (499_999, 500_000, 1_499_999, 1_500_000)] == [0, 1, 1, 2]


@given(st.integers(0, 10**13), st.integers(-1, 10**8))
def test_affordable_is_the_most_that_money_buys(fen: int, price: int) -> None:
    amount = affordable(fen, price)
    assert amount == most(fen, price)
    if price > 0 and amount < 2**62 - 1:
        assert value(amount, price) <= fen
        assert (amount + 1) * price > fen * MILLION  # one unit more costs more, before rounding


WEIGHTS = st.lists(st.integers(0, 5) | st.integers(0, 10**12), max_size=12)


@given(st.integers(0, 20) | st.integers(0, 10**14), WEIGHTS)
def test_apportion_is_largest_remainder(total: int, weights: list[int]) -> None:
    assert apportioned(total, weights) == split(total, weights)


@given(st.integers(0, 10**14), WEIGHTS)
def test_apportion_gives_all_and_keeps_the_quota(total: int, weights: list[int]) -> None:
    shares, whole = apportioned(total, weights), sum(weights)
    assert sum(shares) == (total if whole else 0)
    for got, weight in zip(shares, weights, strict=True):
        if whole:
            assert abs(got - Fraction(total * weight, whole)) < 1
        if weight == 0:
            assert got == 0


@given(st.integers(0, 1000), st.lists(st.integers(0, 50), min_size=1, max_size=5))
def test_apportion_does_not_hang_on_order_where_remainders_differ(total: int, weights: list[int]) -> None:
    whole = sum(weights)
    remainders = [total * weight % whole for weight in weights] if whole else []
    if len(set(remainders)) < len(weights):
        return
    shares = dict(zip(range(len(weights)), apportioned(total, weights), strict=True))
    for order in permutations(range(len(weights))):
        assert apportioned(total, [weights[i] for i in order]) == [shares[i] for i in order]


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (100, [60, 60], [50, 50]),  # a till of 100 fen for two wages of 60
        (101, [60, 60], [51, 50]),  # the odd fen goes to the first
        (10, [1, 1, 1], [4, 3, 3]),
        (2, [0, 3, 1], [0, 2, 0]),  # quotas 1.5 and 0.5: the fractions tie
        (7, [], []),
        (7, [0, 0], [0, 0]),
        (3, [5, 1, 1, 1], [2, 1, 0, 0]),  # quotas 1.875, 0.375 three times
    ],
)
def test_worked_splits(total: int, weights: list[int], shares: list[int]) -> None:
    assert apportioned(total, weights) == shares


def ulps(found: float, exact: Decimal) -> float:
    """Distance from the exact value in units of the last place."""
    return float(abs(DIGITS.subtract(Decimal(found), exact)) / Decimal(math.ulp(found)))


EDGES_EXP = [0.0, -0.0, 1.0, -1.0, 0.34657359027997264, -0.34657359027997264, 709.782712893384, 709.78, -708.3964185322641,
             -708.4, -720.0, -740.0, -745.1332191019411, 1e-300, 5e-324, -5e-324, 1e-17]  # fmt: skip
EDGES_LOG = [1.0, 0.5, 2.0, 0.7071067811865475, 0.7071067811865476, 5e-324, 2.2250738585072014e-308, 1e-310, 1.7976931348623157e308,
             1.0 + 2**-52, 1.0 - 2**-53, 3.0, 10.0]  # fmt: skip


def check_exp(x: float) -> None:
    assert ulps(exp(x), DIGITS.exp(Decimal(x))) <= 1.0


def check_log(x: float) -> None:
    found, exact = log(x), DIGITS.ln(Decimal(x))
    assert found == exact == 0 if x == 1.0 else ulps(found, exact) <= 1.0


@pytest.mark.parametrize("x", EDGES_EXP)
def test_exp_at_the_edges(x: float) -> None:
    check_exp(x)


@pytest.mark.parametrize("x", EDGES_LOG)
def test_log_at_the_edges(x: float) -> None:
    check_log(x)


@settings(max_examples=400, deadline=None)
@given(st.floats(-745.0, 709.7) | st.floats(-1.0, 1.0) | st.floats(-30.0, 5.0))
def test_exp_is_within_one_unit_in_the_last_place(x: float) -> None:
    check_exp(x)


@settings(max_examples=400, deadline=None)
@given(st.floats(5e-324, 1.7e308) | st.floats(0.25, 4.0) | st.floats(1e-6, 1e6))
def test_log_is_within_one_unit_in_the_last_place(x: float) -> None:
    check_log(x)


def test_exp_and_log_beyond_their_range() -> None:
    assert (exp(710.0), exp(-746.0)) == (math.inf, 0.0)
    assert (log(0.0), log(math.inf)) == (-math.inf, math.inf)
    assert math.isnan(log(-1.0))


@given(st.floats(-700.0, 700.0), st.floats(-700.0, 700.0))
def test_exp_never_falls(x: float, y: float) -> None:
    assert exp(min(x, y)) <= exp(max(x, y))


def bits() -> str:
    """Results over a wide range, bit by bit."""
    rng = np.random.default_rng(7)
    found = [exp(x).hex() for x in [*EDGES_EXP, *rng.uniform(-745, 709, 300).tolist()]]
    found += [log(x).hex() for x in [*EDGES_LOG, *np.exp2(rng.uniform(-1073, 1023, 300)).tolist()]]
    for a, b, d in rng.integers(1, 2**62, (300, 3)).tolist():
        found.append(str(tuple(int(v) for v in muldiv(a % d, b, d))))
        found.append(
            f"{share(a % 10**13, b % 10**7)} {value(a % 10**13, b % 10**7)} {affordable(a % 10**13, b % 10**7)}"
        )
    for total, *weights in rng.integers(0, 10**9, (50, 6)).tolist():
        found.append(str(apportioned(total, weights)))
    return ";".join(found)


def test_plain_python_gives_the_same_bits() -> None:
    program = "from tests.kernels.test_arith import bits; print(bits())"
    assert in_plain_python(program).strip() == bits()
