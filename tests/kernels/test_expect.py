"""What people cease to expect: towards what was not paid, and at once at an announcement; it makes them save."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.labour_world import PLAN, run, town
from tests.worlds import policy, run_on, world_of

from tiexi import region
from tiexi.factory.expect import expect, moved
from tiexi.street.spend import saved_more
from tiexi.world.steps import Step
from tiexi.world.world import Views

ROWS = ("C3",)
PPM = 1_000_000
SHARES = st.integers(0, PPM)


@given(SHARES, SHARES, SHARES, SHARES)
def test_doubt_stays_a_share_and_comes_nearer(doubt: int, unpaid: int, speed: int, jump: int) -> None:
    (now,) = moved(np.array([doubt]), np.array([unpaid]), speed, np.array([jump])).tolist()
    plain = doubt + int((unpaid - doubt) * speed / PPM) + jump  # towards nothing, as `int` rounds
    assert now == pytest.approx(max(0, min(PPM, plain)), abs=1)
    assert 0 <= now <= PPM
    (still,) = moved(np.array([doubt]), np.array([unpaid]), speed, np.array([0])).tolist()
    assert min(doubt, unpaid) <= still <= max(doubt, unpaid)


def test_a_plant_that_pays_half_is_believed_less_each_month() -> None:
    w = town(PLAN | {"expectation.speed": 0.1})
    w.plants.wage_bill[1:3], w.plants.paid_share[1:3] = (1000, 1000), (500_000, PPM)
    seen = []
    for _ in range(40):
        run(w, Step("expect", expect, ("plants.doubt",), ()))
        seen.append(int(w.plants.doubt[1]))
    assert seen[:2] == [50_000, 95_000]
    assert seen == sorted(seen)
    assert seen[-1] == pytest.approx(500_000, rel=0.02)
    assert w.plants.doubt[2] == 0


def test_where_nothing_rules_it_there_is_no_doubt() -> None:
    w = town(PLAN)
    w.plants.wage_bill[1:3], w.plants.paid_share[1:3] = 1000, 0
    run(w, Step("expect", expect, ("plants.doubt",), ()))
    assert not w.plants.doubt.any()
    assert saved_more(Views(w, ())) == 0


def test_an_announcement_makes_hamlet_save_at_once(tmp_path: object) -> None:
    def row(name: str, date: str, value: float) -> dict[str, object]:
        return {"date": date, "kind": "rule", "target": f"parameter:expectation.{name}", "value": value}

    folder = region.load("hamlet").folder
    rows = [row("speed", "1990-01", 0.1), row("announced", "1994-06", 0.6)]
    told = region.load(folder, [policy(tmp_path / "told.toml", *rows)])  # type: ignore[operator]
    world, plain = world_of(told), world_of("hamlet")
    assert run_on(world, "1990-12")[-1] == run_on(plain, "1990-12")[-1], "who is paid in full expects it"
    run_on(world, "1994-05")
    before = saved_more(Views(world, ()))
    run_on(world, "1994-06")
    state = world.plants.owner[: world.plants.count] == 1
    assert (world.plants.doubt[: world.plants.count][state] >= 400_000 - 100_000).all()
    assert saved_more(Views(world, ())) > before
