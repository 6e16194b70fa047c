"""The plan's rules one by one: what falls due, hoards, the ratchet, reports, turns, and balances by rounds."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, part, split

from tiexi.market.grants import grant
from tiexi.state.balances import balance, outside_of
from tiexi.state.plan import Terms, distribute, hoard, pace, ratchet, rounded
from tiexi.state.survey import Survey
from tiexi.world.reporting import report
from tiexi.world.turns import in_turn

COUNTS = st.integers(0, 50) | st.integers(0, 10**9)
AMOUNTS = st.integers(0, 100) | st.integers(0, 10**12)
PPM = st.sampled_from([0, MILLION, 50_000]) | st.integers(0, MILLION)


def terms(**changes: Any) -> Terms:
    told: dict[str, Any] = {
        "share": 1.0, "rounds": 2, "growth": 0.05, "ratchet": 1.0, "tautness": 0.05, "supply": 1.0, "ranked": True,
        "penalty": 10.0,
    }  # fmt: skip
    return Terms(**(told | changes))


def i8(*values: int) -> Any:
    return np.array(values, np.int64)


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS, st.integers(0, 3)), min_size=1, max_size=6), PPM, st.integers(1, 12))
def test_what_falls_due(rows: list[tuple[int, int, int, int]], decides: int, left: int) -> None:
    """Plant 1 is a works; 2 is public, 3 a shop on a street: these sell what is asked for."""
    plan, made, year, plant = (np.array([0, *column], np.int64) for column in zip(*rows, strict=True))
    due, before = np.full(len(plan), 7, np.int64), year.copy()
    pace(len(plan), decides, left, plant, i8(0, 1, 5, 2), i8(0, 0, 0, 4), plan, made, year, due)
    for s in range(1, len(plan)):
        done = int(before[s] + made[s])
        assert year[s] == done
        assert due[s] == (part(-(-max(0, int(plan[s]) - done) // left), decides) if plant[s] < 2 else 0)


@given(st.lists(st.tuples(st.integers(0, 1), AMOUNTS, AMOUNTS, st.integers(0, 6 * MILLION)), min_size=1, max_size=6),
       st.sampled_from([0, 500_000, 6 * MILLION]), PPM)  # fmt: skip
def test_hoards(rows: list[tuple[int, int, int, int]], grows: int, tolerated: int) -> None:
    bought, ordered, short, hoards = (np.array([0, *column], np.int64) for column in zip(*rows, strict=True))
    before = hoards.copy()
    hoard(len(bought), grows, tolerated, bought, ordered, short, hoards)
    for s in range(1, len(bought)):
        failed = min(int(short[s]), int(ordered[s])) * MILLION // int(ordered[s]) if bought[s] and ordered[s] else 0
        if grows and failed > tolerated:
            assert hoards[s] == min(6 * MILLION, int(before[s]) + part(grows, failed - tolerated))
        else:
            assert hoards[s] == int(before[s]) * 95 // 100


def test_a_hoard_grows_to_six_months_and_fades() -> None:
    hoards = i8(0, 0)
    for _ in range(100):
        hoard(2, 500_000, 50_000, i8(0, 1), i8(0, 100), i8(0, 60), hoards)
    assert hoards[1] == 6 * MILLION
    for _ in range(60):
        hoard(2, 500_000, 50_000, i8(0, 1), i8(0, 100), i8(0, 4), hoards)
    assert 0 < hoards[1] < 300_000


def test_the_ratchet() -> None:
    """T' = 1.05 x reported; without the ratchet 1.05 T; a campaign asks for 1.4; never more than 40 % above."""
    made, before = i8(100, 100, 100, 100), i8(200, 50, 0, 100)
    assert ratchet(terms(), made, made, before, 0.0).tolist() == [105, 105, 105, 105]
    assert ratchet(terms(ratchet=0.0), made, made, before, 0.0).tolist() == [210, 52, 105, 105]
    assert ratchet(terms(growth=0.4), made, made, before, 0.0).tolist() == [140, 140, 140, 140]
    inflated = i8(100, 100, 100, 150)
    assert ratchet(terms(), made, inflated, before, 0.0)[3] == 158  # 157.5, half to even
    assert ratchet(terms(), made, inflated, before, 1.0)[3] == 105  # an audit strikes off what was never made


def test_reports_of_the_leap() -> None:
    """T/x = 1.9 in 1958, then targets on reports with falling output: b = 0.25, 0.61, 0.83, 0.42, 0.21 (economics 2.7)."""
    output, bias, target = 100_000.0, i8(0), i8(190_000)
    found = []
    for pressure, growth, change in (
        (0.8, 1.4, 0.85),
        (1.3, 1.4, 0.84),
        (0.9, 1.05, 1.0),
        (0.0, 1.05, 1.0),
        (0.0, 1.05, 1.0),
    ):
        reported, bias = report(i8(round(output)), target, bias, pressure)
        found.append(round(int(bias[0]) / MILLION, 2))
        target = np.rint(reported * growth).astype(np.int64)
        output *= change
    assert found[0] == 0.25
    assert found[1] == pytest.approx(0.61, abs=0.03)
    assert found[2] == pytest.approx(0.83, abs=0.12)
    assert found[3] == pytest.approx(found[2] / 2, abs=0.01)


def test_nobody_reports_more_without_pressure_and_nothing_made_is_nothing_reported() -> None:
    reported, bias = report(i8(100, 0, 50), i8(190, 100, 40), i8(0, 0, 400_000), 0.0)
    assert reported.tolist() == [100, 0, 60]  # half of last year's bias lasts
    assert bias.tolist() == [0, 0, 200_000]
    assert report(i8(0), i8(100), i8(0), 1.0)[0].tolist() == [0]


@given(st.lists(st.tuples(AMOUNTS, st.integers(1, 3)), min_size=1, max_size=7), AMOUNTS, st.sampled_from([1, 3]))
def test_turns(orders: list[tuple[int, int]], have: int, turns: int) -> None:
    weights, ranks = (np.array(column, np.int64) for column in zip(*orders, strict=True))
    have = min(have, int(weights.sum()))
    shares = np.full(len(weights), 7, np.int64)
    in_turn(have, turns, ranks, weights, shares)
    assert shares.sum() == have
    assert (shares <= weights).all()
    if turns == 1:
        assert shares.tolist() == split(have, weights.tolist())
        return
    for first in (1, 2):  # nobody of a later turn is served while one of an earlier lacks anything
        if (shares < weights)[ranks == first].any():
            assert not shares[ranks > first].any()


@given(
    st.lists(st.tuples(AMOUNTS, st.integers(1, 3), st.integers(0, 2)), min_size=1, max_size=7),
    AMOUNTS,
    st.sampled_from([1, 3]),
)
def test_funds(rows: list[tuple[int, int, int]], fund: int, turns: int) -> None:
    """A fund is shared out to the last gram, as far as it is asked for, and in turns."""
    ask, turn, good = (np.array(column, np.int64) for column in zip(*sorted(rows, key=lambda row: row[2]), strict=True))
    first = np.searchsorted(good, np.arange(4)).astype(np.int64)
    shares = np.zeros(len(ask), np.int64)
    distribute(first, np.full(3, fund), turns, turn, ask, shares)
    for g in range(3):
        mine = good == g
        given = np.zeros(mine.sum(), np.int64)
        in_turn(min(fund, int(ask[mine].sum())), turns, turn[mine], ask[mine], given)
        assert shares[mine].tolist() == given.tolist()
        assert given.sum() == min(fund, ask[mine].sum())


def granted(
    wanted: list[int], allotted: list[int], taken: list[int], month: int, decides: int = MILLION
) -> tuple[list[int], list[int]]:
    """What each of some yards of equal rank gets of one good from outside, and what stays short."""
    n = len(wanted)
    shipped, short, room = i8(0, *wanted), np.zeros(n + 1, np.int64), [np.zeros(n, np.int64) for _ in range(4)]
    every = np.arange(n + 1)
    grant(
        month, decides, 3, i8(0, 0, n), every[1:], every, np.ones(n + 1, np.int64), i8(0, 1), i8(0, *[1] * n), i8(0, *allotted),
        i8(0, *taken), shipped, short, *room,
    )  # fmt: skip
    return shipped[1:].tolist(), short[1:].tolist()


def test_rights_add_up_over_the_year() -> None:
    assert granted([900], [1200], [50], 2) == ([250], [650])  # three months of a hundred, of which fifty are taken
    assert granted([900], [1200], [400], 2, 900_000) == (
        [90],
        [810],
    )  # nothing is left of it, but a tenth of trade is free
    assert granted([900, 10], [1200, 1200], [400, 0], 2) == ([290, 10], [610, 0])  # what one leaves another takes


def survey(wanted: float = 100.0) -> Survey:
    """Ore is bought outside, smelted, cast, and drawn to wire, each by one works; wire is wanted."""
    halves = np.ones((4, 2))
    told: dict[str, Any] = {name: np.zeros(4) for name in ("stock", "room", "cover", "outside")}
    return Survey(**told | {
        "shops": np.zeros(1, bool), "works": i8(0), "process": i8(0, 0, 1, 1, 2, 2), "good": i8(0, 1, 1, 2, 2, 3),
        "amount": np.array([-2.0, 1, -1, 1, -1, 1]), "owner": i8(1, 2, 3), "mix": np.ones(3), "main": i8(0, 1, 2, 3),
        "each": np.ones(4), "machines": 200 * halves, "hands": 200 * halves,
        "wanted": np.array([np.zeros(2), np.zeros(2), np.zeros(2), np.full(2, wanted / 2)]),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rounds", "wire", "cast", "smelted"), [(1, 100, 80, 80), (2, 100, 100, 80), (3, 100, 100, 100)]
)
def test_every_round_reaches_one_stage_further(rounds: int, wire: int, cast: int, smelted: int) -> None:
    """Last year 80 of everything; now 100 of wire are wanted: the ore for it is asked for in the third round only."""
    outside = np.array([1.0, 0, 0, 0])
    found = balance(survey(), np.array([0, 80.0, 80, 80]), 1.0, rounds, outside)
    assert found.batches[1:].tolist() == [smelted, cast, wire]
    assert found.bought[0] == 2 * smelted


def test_part_of_use_that_is_bought_outside() -> None:
    picture: Any = SimpleNamespace(wanted=np.zeros((3, 2)), outside=np.array([0, 1.0, 0.25, 0.0]))
    found = outside_of(picture, i8(0, 1, 1, 2), np.array([0, 10.0, 30, 5]))
    assert found.tolist() == [1.0, 17.5 / 40, 0.0]


def test_shadow_prices_have_six_figures() -> None:
    assert rounded(np.array([0.4, 123456.6, 123456789.0, -98765432.1])).tolist() == [0, 123457, 123457000, -98765400]
