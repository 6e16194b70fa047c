"""Twin of the network of supply: with whom a buyer deals is drawn by capacity, and its shares are those of capacity."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drawn import Draft, regions
from tests.grouped import hamlet_with, with_refinery
from tests.kernels.plain import MILLION
from tests.kernels.test_chance import plain_word, twin
from tests.lots import nothing_or, whole

from tiexi.world.found import found
from tiexi.world.found_yards import SUPPLIERS, choose_suppliers
from tiexi.world.table import by_code
from tiexi.world.world import World

SUPPLY = 24  # stream of chance
TIE, XI = 0x74696578, 0x69  # the key under which keys are derived


def rank(seed: int, buyer: int, good: int, seller: int, capacity: int) -> float:
    """When a maker's turn comes: an exponential number, sooner on average the larger it is."""
    first, second, _, _ = twin((buyer % 2**32, buyer >> 32, 65_536, good), (TIE, XI))
    luck = 1.0 - (plain_word(seed, SUPPLY, 0, (first << 32 | second) ^ seller, 1) >> 11) / 2**53
    return -math.log(luck) / capacity


def plain_suppliers(w: World, buyer: int) -> list[int]:
    """The makers whose turn comes first among those in other plants."""
    stocks, key = w.stocks, w.plants.key
    good, plant = int(stocks.good[buyer]), int(stocks.plant[buyer])
    others = [
        s for s in range(1, stocks.count)
        if stocks.good[s] == good and stocks.makers[s] > 0 and stocks.plant[s] != plant
    ]  # fmt: skip
    ranks = {s: rank(w.seed, int(key[plant]), good, int(key[stocks.plant[s]]), int(stocks.makers[s])) for s in others}
    return sorted(others, key=ranks.__getitem__)[:3]


def dealings(w: World, buyer: int) -> dict[int, int]:
    """Share of a buyer's orders by seller (ppm); 0 = outside."""
    links = w.links
    rows = [i for i in range(1, links.count) if links.buyer[i] == buyer]
    return {int(links.seller[i]): int(links.share[i]) for i in rows}


def holds(w: World) -> None:
    """What must hold of every network of supply."""
    stocks, links, goods = w.stocks, w.links, w.goods
    table = w.region.tables["purchase_shares"]
    told = dict(zip(table["good"], table["share"], strict=True))
    pairs = [(int(links.seller[i]), int(links.buyer[i])) for i in range(1, links.count)]
    assert pairs == sorted(set(pairs)), "by seller, each pair once"
    for s in range(1, stocks.count):
        mine = [i for i, (seller, _) in enumerate(pairs, 1) if seller == s]
        assert len(mine) == stocks.links[s]
        assert mine == list(range(int(stocks.first_link[s]), int(stocks.first_link[s]) + len(mine))) or not mine
        if not stocks.bought[s]:
            assert dealings(w, s) == {}
            continue
        shares = dealings(w, s)
        assert shares.pop(0) == 0, "outside there is always somebody, for what is left"
        assert set(shares) == set(plain_suppliers(w, s))
        assert all(stocks.plant[seller] != stocks.plant[s] for seller in shares), "nobody deals with itself"
        region = told.get(w.labels["goods"][stocks.good[s]], 1.0) if goods.imports[stocks.good[s]] else 1.0
        able = sum(int(stocks.makers[seller]) for seller in shares)
        for seller, share in shares.items():
            assert abs(share - region * MILLION * int(stocks.makers[seller]) / able) <= 1
        assert abs(sum(shares.values()) - (region * MILLION if shares else 0)) <= len(shares) / 2


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(regions())
def test_every_network_of_a_drawn_region(draft: Draft) -> None:
    holds(found(draft.region(), seed=draft.seed, scale=draft.scale))


def test_a_refinery_deals_with_three_of_six_smelters_and_takes_its_share_of_them(tmp_path: Path) -> None:
    region = with_refinery(hamlet_with(tmp_path / "hamlet", 9, 0.8), share=0.6)
    dealt: Counter[str] = Counter()
    for seed in range(1, 41):
        world = found(region, seed=seed, scale=1)
        holds(world)
        buyer = next(
            s for s in range(1, world.stocks.count)
            if world.labels["plants"][world.stocks.plant[s]] == "refinery"
            and world.labels["goods"][world.stocks.good[s]] == "anode"
        )  # fmt: skip
        shares = dealings(world, buyer)
        assert len(shares) == 4
        assert sum(shares.values()) == pytest.approx(0.6 * MILLION, abs=2)
        dealt.update(world.labels["plants"][world.stocks.plant[s]] for s in shares if s)
    assert sum(dealt.values()) == 120
    assert set(dealt) == {f"works_00{i}" for i in range(1, 7)}, "whom it deals with is a matter of the seed"
    assert dealt["works_001"] > dealt["works_005"], "but the largest more often"


def test_a_single_row_deals_with_itself_through_its_yard_and_with_nobody(tmp_path: Path) -> None:
    """What a plant makes for itself is in its yard: it buys none of it."""
    holds(found(with_refinery(hamlet_with(tmp_path / "hamlet", 1)), seed=3, scale=1))


YARDS = st.lists(
    st.tuples(whole(1, 3), whole(1, 6), nothing_or(whole(1, 10**9))),
    min_size=1, max_size=18, unique_by=lambda row: row[:2],
)  # fmt: skip


@settings(max_examples=200)
@given(YARDS, whole(1, 2**31), whole(0, 2**63 - 1))
def test_choice_equals_its_twin(rows: list[tuple[int, int, int]], seed: int, salt: int) -> None:
    """Stocks of (good, plant, capacity); every plant that makes nothing of a good buys it."""
    good, plant, capacity = (np.array([0, *column], np.int64) for column in zip(*rows, strict=True))
    key = np.array([0, *(plain_word(salt, 1, 0, f, 0) for f in range(1, 7))], np.uint64)
    first, sellers = by_code(good, np.flatnonzero(capacity > 0), 4)
    buyers = np.flatnonzero(capacity[1:] == 0) + 1
    chosen = np.zeros((len(buyers), SUPPLIERS), np.int64)
    choose_suppliers(buyers, first, sellers, seed, good, plant, capacity, key, chosen)
    for i, b in enumerate(buyers.tolist()):
        others = [s for s in range(1, len(good)) if good[s] == good[b] and capacity[s] > 0 and plant[s] != plant[b]]
        ranks = [rank(seed, int(key[plant[b]]), int(good[b]), int(key[plant[s]]), int(capacity[s])) for s in others]
        expected = [s for _, s in sorted(zip(ranks, others, strict=True))][:3]
        assert chosen[i].tolist() == expected + [0] * (3 - len(expected))
        if len(others) <= SUPPLIERS:
            assert set(chosen[i].tolist()) - {0} == set(others), "few makers are all dealt with"


def test_a_maker_comes_first_as_often_as_its_capacity_says() -> None:
    """Of makers of 6, 3 and 1, over 4,000 seeds; three standard deviations are 0.023."""
    good, plant, capacity = np.array([0, 1, 1, 1, 1]), np.array([0, 1, 2, 3, 4]), np.array([0, 0, 6, 3, 1])
    key = np.array([0, *(plain_word(9, 1, 0, f, 0) for f in range(1, 5))], np.uint64)
    first, sellers = by_code(good, np.flatnonzero(capacity > 0), 2)
    firsts: Counter[int] = Counter()
    for seed in range(4000):
        chosen = np.zeros((1, 3), np.int64)
        choose_suppliers(np.array([1]), first, sellers, seed, good, plant, capacity, key, chosen)
        assert sorted(chosen[0].tolist()) == [2, 3, 4]
        firsts[int(chosen[0, 0])] += 1
    assert [firsts[s] / 4000 for s in (2, 3, 4)] == pytest.approx([0.6, 0.3, 0.1], abs=0.023)
