"""Softness by channel, and claims against things, of a small world against sums made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.record import small

from tiexi.record import camera, reform
from tiexi.record.series import Series
from tiexi.world.ledger import SECTORS, Debt, Reason, Sector, debts_of, flow_row
from tiexi.world.world import World

STATE, CENTRE, BANK, TREASURY = (int(s) for s in (Sector.STATE_PLANTS, Sector.CENTRE, Sector.BANK, Sector.TREASURY))


@pytest.fixture
def world(tmp_path: Path) -> World:
    w = small.world(tmp_path)
    small.clear(w)
    return w


def enter(series: Series, w: World) -> None:
    """The month, from what the camera hands on: debts of plants, and the balances of the sectors."""
    accounts, n = w.accounts, w.accounts.count
    balances = [int(accounts.balance[:n][accounts.sector[:n] == sector].sum()) for sector in range(SECTORS)]
    reform.Reform(series).month(w, debts_of(w), np.array(balances))


def month(w: World) -> dict[str, float]:
    """The month's series of the region."""
    series = Series(reform.VARIABLES, {"region": ["small"], "good": w.labels["goods"][1:]}, camera.goods_of(w), 30)
    series.turn(w.month)
    enter(series, w)
    return {v.name: float(series.of("region", v.name)[w.month, 0]) for v in reform.VARIABLES if v.kind == "region"}


def test_four_channels_are_told_apart(world: World) -> None:
    for reason, payer, payee, fen in (
        (Reason.SUBSIDY, CENTRE, STATE, 200), (Reason.FORCED_LOAN, BANK, STATE, 500), (Reason.LOAN, BANK, STATE, 90),
        (Reason.TURNOVER_TAX, STATE, CENTRE, 70), (Reason.LOCAL_TAX, STATE, TREASURY, 20),
    ):  # fmt: skip
        world.flows.paid[flow_row(int(reason), payer, payee)] += fen
    world.claims.made[Debt.LOAN] = 500 + 90 + 33  # of which 33 is interest that became loan
    world.claims.settled[Debt.TAX] = 100  # of which 90 were paid
    found = month(world)
    overdue = int(debts_of(world)[Debt.TRADE].sum()) - int(world.links.fresh[: world.links.count].sum())
    assert (found["soft_grants"], found["soft_loans"], found["soft_taxes"]) == (200, 533, 10)
    assert found["soft_credit"] == overdue


def test_claims_against_things(world: World) -> None:
    before = month(world)
    row = int(np.flatnonzero(world.debts.kind[: world.debts.count] == Debt.LOAN)[0])
    world.debts.owed[row] += 1_000
    world.plants.wages_owed[1] += 40
    world.stocks.amount[1] += 5_000_000
    price = int(world.goods.price_plan[world.stocks.good[1]])
    after = month(world)
    assert after["claims"] - before["claims"] == 1_040
    assert after["things"] - before["things"] == pytest.approx(5 * price)
    assert after["claims_over_things"] == pytest.approx(after["claims"] / after["things"])


def test_where_nobody_competes_no_share_is_told(world: World) -> None:
    series = Series(
        reform.VARIABLES, {"region": ["small"], "good": world.labels["goods"][1:]}, camera.goods_of(world), 30
    )
    series.turn(world.month)
    enter(series, world)
    assert np.isnan(series.of("good", "outside_share")).all()
