"""A row of plants.csv that stands for a group is split by size: laws of the sizes, and of what each enterprise gets."""

from __future__ import annotations

import math
from statistics import NormalDist, pstdev
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.grouped import hamlet_with
from tests.kernels.plain import MILLION, split
from tests.kernels.test_chance import plain_word

from tiexi import region
from tiexi.region import Region
from tiexi.world.enterprises import FEWEST, FINE, Split, bundled, quantiles, splits
from tiexi.world.found import found
from tiexi.world.keys import name_key
from tiexi.world.world import World

COUNTS = st.integers(1, 12) | st.integers(1, 900)
SPREADS = st.sampled_from([0.0, 1.0, 4.0]) | st.floats(0, 4)
COST = 23  # stream of chance


@given(COUNTS, SPREADS)
def test_sizes_are_the_quantiles_of_a_log_normal_distribution(count: int, spread: float) -> None:
    """Largest first, each in the middle of its part of the distribution, in parts of the largest."""
    sizes = quantiles(count, spread).tolist()
    assert sizes[0] == FINE
    assert sizes == sorted(sizes, reverse=True)
    middle = [NormalDist().inv_cdf((count - i - 0.5) / count) for i in range(count)]
    exact = [FINE * math.exp(spread * (at - middle[0])) for at in middle]
    assert sizes == pytest.approx(exact, abs=0.5 + FINE * 1e-9)


def test_the_spread_of_the_sizes_is_the_one_asked_for() -> None:
    assert pstdev(math.log(size) for size in quantiles(900, 0.9).tolist()) == pytest.approx(0.9, rel=0.005)


@given(
    st.lists(st.integers(0, 100) | st.integers(0, FINE), min_size=1, max_size=40).map(lambda sizes: sorted(sizes)[::-1]),
    st.floats(0.5, 200) | st.floats(0.5, 2 * FINE),
)  # fmt: skip
def test_the_smallest_are_taken_together_until_each_is_large_enough(sizes: list[int], least: float) -> None:
    kept, numbers = (found.tolist() for found in bundled(np.array(sizes, np.int64), least))
    ends = np.cumsum(numbers).tolist()
    runs = [sizes[end - number : end] for end, number in zip(ends, numbers, strict=True)]
    assert [one for run in runs for one in run] == sizes, "each is in one bundle, neighbours together"
    assert kept == [sum(run) for run in runs]
    assert len(kept) == 1 or min(kept) >= least
    assert all(sum(run[:-1]) < least for run in runs[:-1]), "no larger than needed, but for what is left at the end"
    if sizes[0] >= least:
        assert numbers[: sum(one >= least for one in sizes) - 1] == [1] * (sum(one >= least for one in sizes) - 1)


@given(COUNTS, SPREADS, st.integers(0, 10**12), st.floats(1, FINE))
def test_totals_are_shared_out_to_the_last_unit(count: int, spread: float, total: int, least: float) -> None:
    sizes, numbers = bundled(quantiles(count, spread), least)
    shares = Split([str(i) for i in range(len(sizes))], sizes, numbers).of(total).tolist()
    assert shares == split(total, sizes.tolist())
    assert sum(shares) == total
    assert int(numbers.sum()) == count


@pytest.fixture(scope="module")
def grouped(tmp_path_factory: pytest.TempPathFactory) -> Region:
    """The hamlet with works of nine enterprises."""
    return region.load(hamlet_with(tmp_path_factory.mktemp("grouped") / "hamlet", 9, 0.8, 0.14, 0.9))


def members(world: World, group: str = "works") -> list[int]:
    return [f for f in range(1, world.plants.count) if world.labels["groups"][world.plants.group[f]] == group]


def by_workshop(world: World, column: str) -> dict[str, int]:
    """Sums over the enterprises of a group, by row of workshops.csv."""
    shops = world.workshops
    sums: dict[str, int] = {}
    for w in range(1, shops.count):
        name = world.labels["works"][shops.group[w]]
        sums[name] = sums.get(name, 0) + int(getattr(shops, column)[w])
    return sums


@pytest.mark.parametrize("scale", [1, 2, 5, 100])
def test_a_group_has_the_capacity_and_the_posts_of_its_row_at_every_scale(grouped: Region, scale: int) -> None:
    world, whole = found(grouped, seed=1, scale=scale), found(region.load("hamlet"), seed=1, scale=scale)
    mine = members(world)
    assert int(world.plants.number[mine].sum()) == 9
    for column in ("capacity", "posts"):
        assert by_workshop(world, column) == by_workshop(whole, column)
    shops = world.workshops
    posts = {f: int(shops.posts[: shops.count][shops.plant[: shops.count] == f].sum()) for f in mine}
    assert len(mine) == 1 or min(posts.values()) > FEWEST * scale - 3, "but for the rounding in each of three workshops"
    others = [f for f in range(1, world.plants.count) if f not in mine]
    assert world.plants.number[others].tolist() == [1, 1]
    assert len(mine) == {1: 6, 2: 4, 5: 2, 100: 1}[scale]


def test_a_row_of_workshops_stands_together_and_in_the_order_of_its_enterprises(grouped: Region) -> None:
    world = found(grouped, seed=1, scale=1)
    shops, names = world.workshops, world.labels["workshops"]
    rows = [int(shops.group[w]) for w in range(1, shops.count)]
    assert rows == sorted(rows)
    for w in range(1, shops.count):
        plant, shop = names[w].split("/")
        assert world.labels["plants"][shops.plant[w]] == plant
        group = world.labels["groups"][world.plants.group[shops.plant[w]]]
        assert world.labels["works"][shops.group[w]] == f"{group}/{shop}"
    assert world.labels["plants"][1:] == ["lane_office", "lane_shop", *(f"works_00{i}" for i in range(1, 7))]
    assert world.labels["groups"] == ["", "lane_office", "lane_shop", "works"]


def test_the_same_name_is_the_same_enterprise_under_every_seed(grouped: Region) -> None:
    one, other = found(grouped, seed=1, scale=1), found(grouped, seed=77, scale=1)
    assert one.labels == other.labels
    for table, columns in (
        ("plants", ("key", "number", "group")),
        ("workshops", ("key", "capacity", "posts", "group")),
    ):
        for column in columns:
            first, second = (getattr(w.tables[table], column).tolist() for w in (one, other))
            assert first == second, column
    assert one.plants.cost.tolist() != other.plants.cost.tolist(), "their luck is their own"


def test_every_row_of_plants_is_split_into_one_at_least(grouped: Region) -> None:
    found_ = splits(grouped, 1)
    assert list(found_) == ["lane_office", "lane_shop", "works"]
    assert found_["lane_shop"].labels == ["lane_shop"]
    assert found_["works"].numbers.tolist() == [1, 1, 1, 1, 1, 4]
    assert (found_["works"].cost_spread, found_["works"].cost_persistence) == (0.14, 0.9)


def standard(seed: int, key: int) -> float:
    """A standard normal number, from the uniform one drawn for a plant at the founding."""
    return NormalDist().inv_cdf((plain_word(seed, COST, 0, key, 2) >> 11) / 2**53)


@pytest.mark.parametrize("seed", [1, 5])
def test_opening_costs_have_the_spread_of_all_later_ones(grouped: Region, seed: int) -> None:
    world = found(grouped, seed=seed, scale=1)
    plants = world.plants
    for f in members(world):
        key = name_key("plant", world.labels["plants"][f])
        assert int(plants.key[f]) == key
        assert plants.cost_keep[f] == 900_000
        assert plants.cost_step[f] == round(140_000 * math.sqrt(1 - 0.81))
        assert plants.cost[f] == round(140_000 * standard(seed, key))
    assert (plants.cost[:3].tolist(), plants.cost_step[:3].tolist()) == ([0, 0, 0], [0, 0, 0]), "office and shop"
    assert set(plants.dear[1 : plants.count].tolist()) == {MILLION}


def told(**tables: list[dict[str, Any]]) -> Any:
    """What `splits` reads of a region."""
    return SimpleNamespace(rows=lambda table: tables.get(table, []))


@settings(max_examples=30)
@given(st.integers(1, 40), st.floats(0, 3), st.integers(1, 60), st.integers(0, 400))
def test_no_enterprise_has_fewer_posts_than_can_be_simulated(count: int, spread: float, scale: int, posts: int) -> None:
    plants = [{"plant": "mill"}]
    group = {"plant": "mill", "count": count, "size_spread": spread, "cost_spread": 0.0, "cost_persistence": 0.0}
    shops = [{"plant": "mill", "workshop": "a", "posts": posts}]
    found_ = splits(told(plants=plants, enterprises=[group], workshops=shops), scale)["mill"]
    assert int(found_.numbers.sum()) == count
    assert int(found_.of(posts).sum()) == posts
    assert len(found_.labels) == 1 or min(found_.of(posts)) >= FEWEST * scale
    assert len(found_.labels) <= max(1, posts // (FEWEST * scale))


def test_a_region_without_groups_is_as_it_was() -> None:
    world = found(region.load("hamlet"), seed=1, scale=1)
    assert world.labels["groups"] == world.labels["plants"]
    assert world.labels["works"] == world.labels["workshops"]
    assert world.plants.group[1 : world.plants.count].tolist() == [1, 2, 3]
    assert world.workshops.group[1 : world.workshops.count].tolist() == [1, 2, 3, 4, 5]
