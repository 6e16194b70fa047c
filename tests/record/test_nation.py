"""The account with the nation and the audit, of small worlds, against sums made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.record import small

from tiexi.record import camera, nation, yearbook
from tiexi.record.audit import audited
from tiexi.record.series import Series
from tiexi.world.ledger import Debt, Reason, Sector, flow_row
from tiexi.world.stores import Place, move
from tiexi.world.works import Owner
from tiexi.world.world import World

ROWS = ("E4", "E5")

HOUSEHOLDS, STATE, CENTRE, BANK, OUTSIDE = (
    int(s) for s in (Sector.HOUSEHOLDS, Sector.STATE_PLANTS, Sector.CENTRE, Sector.BANK, Sector.OUTSIDE)
)


@pytest.fixture
def world(tmp_path: Path) -> World:
    w = small.world(tmp_path)
    small.clear(w)
    return w


def series_of(w: World) -> Series:
    """Series of the region alone."""
    variables = [v for v in (*nation.VARIABLES, *yearbook.VARIABLES) if v.kind == "region"]
    return Series(variables, {"region": ["small"]}, camera.goods_of(w), 30)


def paid(w: World, reason: Reason, payer: int, payee: int, fen: int) -> None:
    w.flows.paid[flow_row(int(reason), payer, payee)] += fen


def month(w: World, series: Series) -> dict[str, float]:
    """The account of the month, by series."""
    series.turn(w.month)
    nation.Nation(series).month(w)
    return {v.name: float(series.of("region", v.name)[w.month, 0]) for v in nation.VARIABLES}


def test_every_part_of_the_account(world: World) -> None:
    paid(world, Reason.PROFIT, STATE, CENTRE, 1_000)
    paid(world, Reason.PROFIT, STATE, OUTSIDE, 7_777)  # an owner abroad: no account with the nation
    paid(world, Reason.TURNOVER_TAX, STATE, CENTRE, 300)
    paid(world, Reason.SUBSIDY, CENTRE, STATE, 200)
    paid(world, Reason.TRANSFER, CENTRE, int(Sector.TREASURY), 50)
    paid(world, Reason.REPAYMENT, STATE, BANK, 60)
    paid(world, Reason.INTEREST, STATE, BANK, 9)
    world.claims.settled[Debt.LOAN] = 100  # of which 60 were repaid
    world.claims.settled[Debt.TAX] = 999
    goods = world.goods
    goods.price_plan[2], goods.price_market[2], goods.market_share[2] = 2_000_000, 5_000_000, 250_000
    move(world.moves.moved, 2, int(Place.YARD), int(Place.OUTSIDE), 400)
    move(world.moves.moved, 2, int(Place.YARD), int(Place.PROCESS), 9_999)
    series = series_of(world)
    told = month(world, series)
    gap = 400 * (5 - 2) * 0.75
    assert told == {
        "nation_profit": 1_000, "nation_taxes": 300, "nation_price_gap": gap, "nation_grants": 250,
        "nation_written_off": 40, "nation_account": 1_300 + gap - 290, "nation_account_sum": 1_300 + gap - 290,
    }  # fmt: skip


def test_the_account_is_cumulated_and_goes_on_from_the_record(world: World) -> None:
    series = series_of(world)
    for fen in (5, -1, 7):
        small.clear(world)
        paid(world, Reason.TURNOVER_TAX, STATE, CENTRE, max(0, fen))
        paid(world, Reason.SUBSIDY, CENTRE, STATE, max(0, -fen))
        told = month(world, series)  # a new account every month: nothing is kept but the series
        world.month += 1
    assert told["nation_account"] == 7
    assert told["nation_account_sum"] == 11


def test_what_is_paid_back_is_not_written_off(world: World) -> None:
    paid(world, Reason.LIQUIDATION, STATE, BANK, 80)
    world.claims.settled[Debt.LOAN] = 80
    assert month(world, series_of(world))["nation_written_off"] == 0


def test_the_audit_counts_enterprises_by_owner(world: World) -> None:
    assert audited(world).tolist() == [[4, 1, 0], [0, 0, 0]], "the private mill is not audited"
    world.plants.owner[2] = Owner.COLLECTIVE
    world.plants.pensioners[1:3] = 3, 2
    assert audited(world).tolist() == [[4, 1, 3], [1, 0, 2]]
    world.plants.street[2] = 1
    assert audited(world)[1].tolist() == [0, 0, 0], "a shop of a street is no enterprise"


def december(w: World, audit: str | None = None) -> Series:
    """What the yearbook counts in the first December, the audit dated from `audit` if that is given."""
    if audit:
        told = {"from": audit, "series": "audit", "counts": "audited", "text_en": "by audit"}
        w.region.settings.yearbook = (*small.YEARBOOK, told)  # type: ignore[assignment]
    series = Series(
        yearbook.VARIABLES, camera.entities(w), camera.goods_of(w), 30,
    )  # fmt: skip
    w.month = 11
    series.turn(w.month)
    none = np.zeros(w.workshops.count, np.int64)
    yearbook.Yearbook(w, series).count(w, none)
    return series


def test_the_yearbook_has_every_definition(world: World) -> None:
    world.plants.pensioners[1] = 2
    series = december(world)
    told = {v.name: float(series.of("region", v.name)[11, 0]) for v in yearbook.VARIABLES if v.kind == "region"}
    assert told["staff_with_off_post"] == 50
    assert told["staff_on_post"] == 40
    assert told["staff_and_workers"] == 50, "with those off post in the first year"
    assert told["audit_on_post_state"] == 40
    assert told["audit_off_post_state"] == 10
    assert told["audit_on_post_collective"] == 0
    assert told["audit_retired_per_tied"] == 2 / 5


@pytest.mark.parametrize(("since", "there"), [("1990-12", True), ("1991-01", False)])
def test_an_audit_that_is_dated_is_counted_from_then_on(world: World, since: str, there: bool) -> None:
    assert bool(np.isfinite(december(world, since).of("region", "audit_on_post_state")[11, 0])) == there
