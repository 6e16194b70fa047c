"""People are off post after 1993 because orders are missing. The date only permits it."""

from __future__ import annotations

import pytest
from tests.district import District
from tests.worlds import off_post_share, run_on, under

from tiexi.studies.ranges import with_parameter
from tiexi.world.found import branch
from tiexi.world.world import World

ROWS = ("C1", "C3")

Shares = dict[str, float]


@pytest.fixture(scope="module")
def shares(district: District) -> dict[str, Shares]:
    """Share of those with a tie who are off post, by month from 1989-07, as it was and with orders kept."""
    seen: Shares = {}

    def see(world: World) -> None:
        seen[world.calendar.text(world.month)] = off_post_share(world)

    kept = with_parameter(under("tiexi", "orders_kept"), "market.fill_months", 0, 0)  # each maker keeps its own
    run_on(branch(district.after("1989-06"), kept), "1999-12", see)
    return {"as it was": district.off_post("1989-07", "1999-12"), "orders kept": seen}


@pytest.mark.parametrize("name", ["as it was", "orders kept"])
def test_nobody_is_off_post_before_it_is_permitted(shares: dict[str, Shares], name: str) -> None:
    assert {share for month, share in shares[name].items() if month < "1993-07"} == {0.0}


def test_where_orders_fall_ever_more_are_off_post(shares: dict[str, Shares]) -> None:
    fell = shares["as it was"]
    assert fell["1996-12"] > 0.07  # who is off post is hired away by others from 1993 on
    assert fell["1999-12"] > 0.18
    years = [fell[f"{year}-12"] for year in range(1993, 1999)]
    assert years == sorted(years)


def test_where_orders_are_kept_hardly_anyone_is(shares: dict[str, Shares]) -> None:
    """Some plants fail whatever the orders, and what the plan had hired beyond need is absorbed again."""
    kept, fell = shares["orders kept"], shares["as it was"]
    assert max(kept.values()) < 0.06  # mostly of plants that fail by their costs and debts
    assert all(kept[month] < 0.25 * fell[month] for month in fell if month > "1993-12")
