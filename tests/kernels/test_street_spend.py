"""Plain twin of spending: whole numbers and dicts, from the text of the rule."""

from __future__ import annotations

import random

import pytest
from tests.kernels.street_world import build, check, cohort, endow, run

from tiexi.street.spend import spend
from tiexi.world.ledger import Reason, Sector, flow_row
from tiexi.world.stores import PLACES, Place
from tiexi.world.world import BANK, OUTSIDE, World


def pay_out(w: World, seed: int) -> None:
    """Incomes that differ, from the bank."""
    dice = random.Random(seed)
    h = w.households
    for row in range(1, h.count):
        fen = dice.choice((0, 0, 3000, 4567, 9999))
        h.income[row] += fen
        w.accounts.balance[h.account[row]] += fen * w.scale
        w.accounts.balance[BANK] -= fen * w.scale


def twin(w: World, limit: int | None) -> dict[str, object]:
    """Balances, mean incomes and goods after a month of spending. `limit` = deliveries to the region, fen."""
    k, h = w.scale, w.households
    wish, mean, money = {}, {}, {}
    for row in range(1, h.count):
        mean[row] = (2 * int(h.mean_income[row]) + int(h.income[row])) // 3
        money[row] = int(w.accounts.balance[h.account[row]])
        own = money[row] // k
        wanted = 900_000 * mean[row] // 1_000_000 + 200_000 * own // 12_000_000
        wish[row] = min(wanted, own) if h.members[row] > 0 else 0
    asked = sum(wish.values())
    if limit is not None and asked > limit // k:
        wish = {row: c * (limit // k) // asked for row, c in wish.items()}
    price = (100_000_000 + 160_000_000) // 2
    goods = {shop: int(w.stocks.amount[shop]) for shop in (1, 2)}
    shops = {s: {row: c * 400_000 // 1_000_000 for row, c in wish.items() if h.street[row] == s} for s in (1, 2)}
    taken, outside = {1: 0, 2: 0}, 0
    for s, customers in shops.items():
        together, offered = sum(customers.values()), goods[s] * price // 1_000_000 // k
        for row, fen in customers.items():
            here = fen * offered // together if offered < together else fen
            money[row] -= (here + wish[row] - fen) * k
            taken[s] += here * k
            outside += (wish[row] - fen) * k
        goods[s] -= taken[s] * 1_000_000 // price
    return {"money": money, "mean": mean, "goods": goods, "taken": taken, "outside": outside}


def deliveries(posts: int, pensioners: int, fulfilment: float, held: int) -> int:
    """Planned wage bill (posts at 50 yuan) and pensions (0.7 of it) less 5 per cent of saving, and a twelfth of a fifth
    of the money held, times fulfilment."""
    planned = (posts * 5000 + pensioners * 3500) * 950_000 // 10**6
    return (planned + held * 200_000 // 12_000_000) * round(fulfilment * 10**6) // 10**6


@pytest.mark.parametrize(
    ("scale", "stock", "posts", "fulfilment"),
    [(1, 10**9, 0, 9.0), (10, 10**9, 400, 0.75), (10, 150, 0, 9.0), (3, 40, 120, 0.5)],
)
def test_spending_equals_its_twin(scale: int, stock: int, posts: int, fulfilment: float) -> None:
    w = build([cohort("families", 300 * scale)], scale=scale, numbers={"consumer.fulfilment": fulfilment})
    w.plants.pensioners[3] = 2
    w.plants.scale[3] = 250_000  # posts are of the labour plan, whatever the machines
    endow(w, 12_345)
    w.workshops.posts[1] = posts
    for month in range(6):
        w.stocks.amount[1:3] = stock
        pay_out(w, month)
        tills = w.accounts.balance[w.households.account[1 : w.households.count]]
        limit = None if fulfilment == 9.0 else deliveries(posts, 2 * scale, fulfilment, int(tills.sum()))
        expected = twin(w, limit)
        before = {s: int(w.accounts.balance[w.plants.account[s]]) for s in (1, 2)}
        consumed, outside = int(w.goods.consumed[1]), int(w.accounts.balance[OUTSIDE])
        run(w, spend)
        check(w)
        h = w.households
        assert {row: int(w.accounts.balance[h.account[row]]) for row in range(1, h.count)} == expected["money"]
        assert {row: int(h.mean_income[row]) for row in range(1, h.count)} == expected["mean"]
        assert not h.income.any()
        assert {s: int(w.stocks.amount[s]) for s in (1, 2)} == expected["goods"]
        assert {s: int(w.accounts.balance[w.plants.account[s]]) - before[s] for s in (1, 2)} == expected["taken"]
        assert w.accounts.balance[OUTSIDE] - outside == expected["outside"]
        gone = 2 * stock - int(w.stocks.amount[1:3].sum())
        assert w.goods.consumed[1] - consumed == gone
        assert w.moves.moved[(1 * PLACES + Place.YARD) * PLACES + Place.CONSUMED + 1] == gone
        assert w.flows.paid[flow_row(Reason.CONSUMPTION, Sector.HOUSEHOLDS, Sector.SHOPS)] == sum(
            int(w.accounts.balance[w.plants.account[s]]) - before[s] for s in (1, 2)
        )


def test_one_shop_for_two_streets_never_sells_more_than_it_has() -> None:
    w = build([cohort("families", 200)])
    w.streets.shop[1:3] = 1
    w.stocks.amount[1] = 7
    endow(w, 50_000)
    pay_out(w, 1)
    run(w, spend)
    assert 0 <= w.stocks.amount[1] <= 7
    assert w.stocks.amount[2] == 10**6
    assert w.stocks.short[1] > 0


def test_a_closed_shop_sends_everyone_outside() -> None:
    w = build([cohort("families", 100)])
    w.plants.standing[1:3] = 3
    endow(w, 50_000)
    pay_out(w, 1)
    run(w, spend)
    assert w.goods.consumed[1] == 0
    assert w.accounts.balance[OUTSIDE] > 0
