"""Twin of ordering: arrivals, shares of outside demand, targets from the last process back, purchases."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, compare, part, run, split, tables
from tests.kernels.yards import PUBLIC, fill, plants, workshops, world, yards
from tests.lots import whole

from tiexi.factory.order import order
from tiexi.world.world import World

WORKS = (1, 2)  # working, or waiting in the queue


def upwards(a: int, b: int) -> int:
    """a / b, rounded up."""
    return (a + b - 1) // b


def twin(t: Any) -> None:
    """The rule of ordering on the tables `t`."""
    stock, plant, shop = t.stocks, t.plants, t.workshops
    every = range(1, stock.count)
    for s in every:
        stock.amount[s] += stock.due1[s]
        stock.due1[s], stock.due2[s], stock.due3[s] = stock.due2[s], stock.due3[s], 0
    made = {s: part(stock.makers[s], plant.scale[stock.plant[s]]) for s in every}
    for s in every:
        stock.wanted[s] = made[s] if plant.owner[stock.plant[s]] == PUBLIC else 0
    for g in range(1, t.goods.count):
        makers = [
            s for s in every
            if stock.good[s] == g and stock.makers[s] > 0 and plant.owner[stock.plant[s]] != PUBLIC
        ]  # fmt: skip
        weights = [
            part(made[s], plant.pull[stock.plant[s]]) if plant.standing[stock.plant[s]] in WORKS else 0 for s in makers
        ]
        for s, share in zip(makers, split(t.goods.demand[g], weights), strict=True):
            stock.wanted[s] = share
    own = dict.fromkeys(every, 0)
    for w in reversed(range(1, shop.count)):
        shop.target[w] = target(t, w, own)
        for line, batches in mix(t, w):
            for u in range(t.lines.first_use[line], t.lines.first_use[line] + t.lines.uses[line]):
                if t.uses.stock[u] and t.uses.amount[u] < 0:
                    own[t.uses.stock[u]] -= t.uses.amount[u] * batches
    for s in every:
        need = own[s] + stock.wanted[s] + stock.drawn[s]
        stock.own[s] = own[s]
        stock.use[s] += (need - stock.use[s]) // 4
        lead = t.goods.lead[stock.good[s]]
        aim = part(stock.use[s], stock.cover[s] + stock.hoard[s] + lead * 10**6)
        held = stock.amount[s] + stock.due1[s] + stock.due2[s] + stock.due3[s]
        stock.ordered[s] = min(max(0, need + (aim - held) // 3), 2 * need) if stock.bought[s] else 0
    shop.made, shop.charged = [0] * shop.count, [0] * shop.count
    t.lines.month_charged = [0] * t.lines.count


def target(t: Any, w: int, own: dict[int, int]) -> int:
    """Batches ordered of workshop `w`: what is used and sold and a third of what its stock lacks, within capacity."""
    stock, shop = t.stocks, t.workshops
    s, f = shop.main_stock[w], shop.plant[w]
    if not s or not shop.lines[w] or t.plants.standing[f] not in WORKS:
        return 0
    sold = stock.wanted[s] + stock.drawn[s]  # gone before the month's output is there
    lacking = part(stock.use[s], stock.cover[s]) - (stock.amount[s] - sold)
    want = max(0, own[s] + sold + lacking // 3)
    able = part(part(shop.capacity[w], t.plants.scale[f]), t.plants.permit[f])
    return min(max(shop.due[w], upwards(want, shop.main_amount[w])), able)


def mix(t: Any, w: int) -> list[tuple[int, int]]:
    """Batches by variant: as last month, or all of the first if there were none."""
    shop = t.workshops
    if not shop.target[w]:
        return []
    variants = range(shop.first_line[w], shop.first_line[w] + shop.lines[w])
    last = sum(t.lines.month_charged[v] for v in variants)
    if last == 0:
        return [(variants[0], shop.target[w])]
    return [(v, shop.target[w] * t.lines.month_charged[v] // last) for v in variants]


@st.composite
def worlds(draw: Any) -> World:
    w = world({})
    plants(draw, w, draw(whole(1, 3)))
    yards(draw, w, draw(whole(1, 3)))
    workshops(draw, w, draw(whole(0, 3)))
    return w


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_ordering(w: World) -> None:
    expected = tables(w)
    twin(expected)
    run(w, order)
    compare(w, expected)


def one_yard(*, demand: int = 0, amount: int = 0, use: int = 0, lead: int = 0, bought: int = 0) -> World:
    """A plant with one stock, in which one workshop at full capacity makes ten units a batch."""
    w = world({})
    w.plants.add(1)
    w.plants.owner[1] = w.plants.standing[1] = 1
    w.plants.scale[1] = w.plants.permit[1] = w.plants.pull[1] = 10**6
    w.goods.add(1)
    w.goods.demand[1], w.goods.lead[1] = demand, lead
    w.stocks.add(1)
    s = w.stocks
    s.plant[1] = s.good[1] = 1
    s.amount[1], s.use[1], s.cover[1], s.bought[1], s.makers[1] = amount, use, 10**6, bought, 1 - bought
    w.workshops.add(1)
    w.workshops.plant[1] = w.workshops.main_stock[1] = w.workshops.lines[1] = w.workshops.first_line[1] = 1
    w.workshops.main_amount[1], w.workshops.capacity[1] = 10, 100
    w.lines.add(1)
    return w


def test_a_gap_in_stock_is_made_good_over_three_months() -> None:
    w = one_yard(demand=300, use=300, amount=570)
    run(w, order)
    assert (
        w.workshops.target[1] == 31
    )  # 300 for sale and a third of the 30 that a month's cover lacks when they are sold


def test_a_full_yard_is_first_sold_out() -> None:
    w = one_yard(demand=300, use=300, amount=1500)
    run(w, order)
    assert w.workshops.target[1] == 0


def test_no_more_than_the_machines_can_do() -> None:
    w = one_yard(demand=30_000, use=300)
    w.plants.permit[1] = 400_000
    run(w, order)
    assert w.workshops.target[1] == 40


def test_what_the_plan_wants_is_made_though_nobody_ordered_it() -> None:
    w = one_yard(demand=300, use=300, amount=1500)
    w.workshops.due[1] = 12
    run(w, order)
    assert w.workshops.target[1] == 12
    w.workshops.due[1] = 1000
    run(w, order)
    assert w.workshops.target[1] == 100  # no more than the machines can do


def test_who_hoards_orders_more() -> None:
    w = one_yard(use=100, bought=1, amount=100)
    w.stocks.drawn[1] = 100
    run(w, order)
    assert w.stocks.ordered[1] == 100
    w.stocks.hoard[1] = 1_500_000
    run(w, order)
    assert w.stocks.ordered[1] == 150


def test_purchases_look_ahead_by_the_lead_time_and_never_exceed_twice_the_need() -> None:
    w = one_yard(use=100, lead=2, bought=1)
    w.stocks.drawn[1] = 100
    run(w, order)
    assert w.stocks.ordered[1] == 200  # 100 and a third of three months of use, all missing: just twice the need
    w.stocks.due2[1] = 90
    run(w, order)
    assert w.stocks.ordered[1] == 170


@pytest.mark.parametrize(
    ("last", "scrap", "ore"), [((1, 0), 50, 0), ((0, 1), 0, 50), ((30, 10), 37, 12), ((0, 0), 50, 0)]
)
def test_the_mix_of_variants_is_last_months(last: tuple[int, int], scrap: int, ore: int) -> None:
    """Two variants, one of scrap and one of ore; without a last month the first is asked for. Parts of batches drop."""
    w = one_yard(demand=500, amount=500)
    w.stocks.add(2)
    w.stocks.plant[2:4], w.stocks.good[2:4] = 1, [2, 3]
    w.goods.add(2)
    w.lines.add(1)
    w.workshops.lines[1] = 2
    w.uses.add(2)
    w.uses.stock[1:3], w.uses.good[1:3], w.uses.amount[1:3] = [2, 3], [2, 3], -1
    w.lines.first_use[1:3], w.lines.uses[1:3], w.lines.month_charged[1:3] = [1, 2], 1, last
    run(w, order)
    assert (w.workshops.target[1], w.stocks.own[2], w.stocks.own[3]) == (50, scrap, ore)


def makers_of_one_good(capacity: list[int], pull: list[int], standing: list[int] | None = None) -> World:
    """As many plants as capacities, each with one stock of the same good, of which 1,000 are wanted outside."""
    w, n = world({}), len(capacity)
    w.plants.add(n)
    fill(None, w.plants, n, owner=1, standing=standing or 1, scale=MILLION, permit=MILLION, pull=pull)
    w.goods.add(1)
    w.goods.demand[1] = 1000
    w.stocks.add(n)
    fill(None, w.stocks, n, plant=range(1, n + 1), good=1, makers=capacity)
    return w


@pytest.mark.parametrize(
    ("capacity", "pull", "standing", "wanted"),
    [
        ([300, 100], [MILLION, MILLION], [1, 1], [750, 250]),
        ([300, 100], [MILLION, 3 * MILLION], [1, 1], [500, 500]),  # three times as good in the market
        ([300, 100], [0, MILLION], [1, 1], [0, 1000]),
        ([300, 100], [0, 0], [1, 1], [0, 0]),  # nobody asks here
        ([300, 100, 100], [MILLION, MILLION, MILLION], [1, 4, 2], [750, 0, 250]),  # who is closed has no orders
        ([1, 1, 1], [MILLION, 2 * MILLION, 4 * MILLION], [1, 1, 1], [143, 286, 571]),
    ],
)
def test_makers_share_demand_by_capacity_and_weight(
    capacity: list[int], pull: list[int], standing: list[int], wanted: list[int]
) -> None:
    w = makers_of_one_good(capacity, pull, standing)
    run(w, order)
    assert w.stocks.wanted[1:].tolist()[: len(wanted)] == wanted


@settings(max_examples=50)
@given(st.lists(st.tuples(whole(1, 10**6), whole(1, 5 * MILLION)), min_size=1, max_size=9))
def test_all_of_the_demand_is_asked_of_somebody(makers: list[tuple[int, int]]) -> None:
    capacity, pull = (list(column) for column in zip(*makers, strict=True))
    w = makers_of_one_good(capacity, [pull_ + MILLION for pull_ in pull])
    run(w, order)
    assert w.stocks.wanted.sum() == 1000
