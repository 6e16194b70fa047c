"""Informal work crowds: the more are in it, the less it pays, as `informal.elasticity` says."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.labour_world import PLAN, people, run, town

from tiexi.market.labour import informal
from tiexi.market.own_account import informal_pay
from tiexi.world.people import Activity

ROWS = ("H4",)
SHARES = st.floats(0.001, 1.0)
CROWD = {"informal.pay": 0.3, "informal.elasticity": 0.5, "informal.floor": 0.05, "informal.exit": 0.0}


@given(SHARES, SHARES, st.floats(0.0, 2.0))
def test_pay_never_rises_as_more_crowd_in(one: float, other: float, elasticity: float) -> None:
    few, many = sorted((one, other))
    assert informal_pay(10_000, many, 0.3, elasticity, 0.05) <= informal_pay(10_000, few, 0.3, elasticity, 0.05)


@pytest.mark.parametrize(("share", "elasticity"), [(0.5, 0.5), (0.25, 0.5), (0.9, 1.0), (0.7, 0.0)])
def test_pay_is_a_power_of_the_share_between_floor_and_level(share: float, elasticity: float) -> None:
    expected = 10_000 * min(1.0, max(0.05, 0.3 * math.exp(-elasticity * math.log(share))))
    assert informal_pay(10_000, share, 0.3, elasticity, 0.05) == pytest.approx(expected, abs=1)


def earned(own: int, seeking: int, elasticity: float) -> float:
    """What each of `own` informal workers of a town is paid in a month, beside so many who look for a post."""
    w = town(PLAN | CROWD | {"informal.elasticity": elasticity, "informal.entry": 0.0})
    rows = people(w, own, "own", activity=Activity.OWN_ACCOUNT, occupation=1)
    people(w, seeking, "seeking", occupation=1)
    run(w, informal)
    got = w.diary.earnings[w.people.diary[rows]]
    assert len(np.unique(got)) == 1
    return float(got[0])


def test_in_a_town_each_is_paid_less_the_more_there_are_and_the_same_without_elasticity() -> None:
    pays = [earned(own, 80 - own, 0.5) for own in (10, 20, 40, 80)]
    assert pays == sorted(pays, reverse=True)
    assert pays[0] > pays[-1]
    assert pays[1] / pays[3] == pytest.approx((20 / 80) ** -0.5, rel=0.01)
    assert earned(10, 70, 0.0) == earned(40, 40, 0.0)
