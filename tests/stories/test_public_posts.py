"""Public posts that local taxes pay for: the town hall of a mill town shrinks a year after the mills do."""

from __future__ import annotations

from tests.worlds import run_on, under, world_of

from tiexi.region import Region
from tiexi.world.world import World

HALL = "town_hall"
MILLION = 1_000_000


def town(region: Region | str, until: str) -> World:
    world = world_of(region, scale=20)
    run_on(world, until)
    return world


def quota(world: World) -> int:
    return int(world.plants.quota[world.row("plants", HALL)])


def test_posts_are_dated_until_a_year_has_been_counted() -> None:
    world = town("steel_town", "1977-12")
    assert quota(world) == MILLION
    assert world.budget.count == 2
    assert world.budget.year[1] > 0
    assert world.budget.reference[1] == 0
    counted = int(world.budget.year[1])
    run_on(world, "1978-01")
    assert world.budget.reference[1] == world.budget.last[1] == counted
    assert quota(world) == MILLION


def test_posts_follow_the_taxes_of_last_year() -> None:
    slump, kept = (town(region, "1985-01") for region in ("steel_town", under("steel_town", "keep_mill")))
    budget = slump.budget
    part = round(0.57 * MILLION)
    assert budget.last[1] < budget.reference[1]
    expected = MILLION - part + int(budget.last[1]) * part // int(budget.reference[1])
    assert quota(slump) == expected
    assert quota(slump) < quota(kept)


def test_a_region_without_the_rule_counts_nothing() -> None:
    world = world_of("hamlet")
    run_on(world, "1992-02")
    assert world.budget.count == 1
    assert not world.budget.counts
