"""Twin of production: rounds, campaigns, minimum load, residence, permits, variants, labour and room."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, compare, part, run, tables
from tests.kernels.test_chance import plain_word
from tests.kernels.yards import plants, workshops, world, yards
from tests.lots import either, one_of, whole

from tiexi.factory.alone import by_need
from tiexi.factory.produce import produce
from tiexi.factory.wish import loads, wish
from tiexi.world.world import World

POSTS = 16  # stream of chance that fills posts
PROCESS, YARD, NATURE = 2, 1, 4


def persons(real: int, scale: int, key: int, seed: int) -> int:
    """Simulated persons for so many real posts: the fraction is one person or none, by a lasting draw."""
    lot = (plain_word(seed, POSTS, 0, key, 1) >> 32) * scale >> 32
    return real // scale + (lot < real % scale)


class Month:
    """One month of production on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        self.t, self.month, self.rounds, self.scale, self.seed = t, w.month, w.rounds, w.scale, w.seed

    def run(self) -> None:
        shop = self.t.workshops
        for r in range(self.rounds):
            for w in range(1, shop.count):
                self.one(w, r)
        for w in range(1, shop.count):
            installed = part(shop.capacity[w], self.t.plants.scale[shop.plant[w]])
            if shop.lines[w] and installed:
                used = min(MILLION, shop.charged[w] * MILLION // installed)
                shop.load[w] += (used - shop.load[w]) // 6

    def one(self, w: int, r: int) -> None:
        """A round of one workshop: tap, charge, and see whether it worked."""
        shop, now = self.t.workshops, self.month * self.rounds + r
        variants = range(shop.first_line[w], shop.first_line[w] + shop.lines[w])
        tapped = sum(self.tap(w, line, now) for line in variants)
        charged = self.charge(w, variants, self.wanted(w, variants, r), now)
        shop.charged[w] += charged
        shop.lit[w] = int(charged > 0)
        if charged or tapped or any(self.t.lines.inside[line] > 0 for line in variants):
            shop.last_work[w] = now

    def tap(self, w: int, line: int, now: int) -> int:
        lines = self.t.lines
        if not lines.slots[line]:
            return 0
        slot = lines.first_slot[line] + now % lines.slots[line]
        batches, self.t.slots.batches[slot] = self.t.slots.batches[slot], 0
        lines.inside[line] -= batches
        self.finish(w, line, batches)
        return batches

    def finish(self, w: int, line: int, batches: int) -> None:
        """Products of so many batches go to the yard and to nature."""
        self.t.lines.tapped[line] += batches
        self.t.workshops.made[w] += batches
        for stock, good, amount in self.uses(line):
            if amount > 0:
                self.put(stock, good, amount * batches, PROCESS, NATURE if stock == 0 else YARD)

    def put(self, stock: int, good: int, amount: int, origin: int, goal: int) -> None:
        sign = 1 if origin == PROCESS else -1
        if stock:
            self.t.stocks.amount[stock] += sign * amount
        else:
            self.t.goods.nature[good] += sign * amount
        self.t.moves.moved[(good * 6 + origin) * 6 + goal + 1] += amount

    def uses(self, line: int) -> list[tuple[int, int, int]]:
        first, uses = self.t.lines.first_use[line], self.t.uses
        return [(uses.stock[u], uses.good[u], uses.amount[u]) for u in range(first, first + self.t.lines.uses[line])]

    def feed(self, line: int) -> int:
        """Whole batches for which the yard has everything; nature never lacks."""
        taken = [(s, -amount) for s, _, amount in self.uses(line) if amount < 0 and s]
        return min((self.t.stocks.amount[s] // amount for s, amount in taken), default=2**62 - 1)

    def charge(self, w: int, variants: range, batches: int, now: int) -> int:
        """Variants are charged in their order, each as far as its feed goes."""
        left, lines = batches, self.t.lines
        for line in variants:
            q = max(0, min(left, self.feed(line)))
            if not q:
                continue
            for stock, good, amount in self.uses(line):
                if amount < 0:
                    self.put(stock, good, -amount * q, NATURE if stock == 0 else YARD, PROCESS)
            lines.charged[line] += q
            lines.month_charged[line] += q
            if lines.slots[line]:
                self.t.slots.batches[lines.first_slot[line] + now % lines.slots[line]] += q
                lines.inside[line] += q
            else:
                self.finish(w, line, q)
            left -= q
        return batches - left

    def wanted(self, w: int, variants: range, r: int) -> int:
        """Batches the workshop sets out to charge."""
        shop, plant, stock = self.t.workshops, self.t.plants, self.t.stocks
        f = shop.plant[w]
        if plant.standing[f] not in (1, 2) or (shop.emits[w] and not shop.stack_permit[w]):
            return 0
        installed = part(shop.capacity[w], plant.scale[f])
        men = persons(part(shop.posts[w], plant.quota[f]), self.scale, shop.key[w], self.seed)
        hands = min(MILLION, shop.on_post[w] * 11 * MILLION // (10 * men)) if men else MILLION
        allowed = part(part(installed, plant.permit[f]), hands)
        s = shop.main_stock[w]
        room = 2**62 - 1
        if s and stock.limit[s]:
            full = part(part(stock.makers[s], plant.scale[f]), stock.limit[s])
            room = (full - stock.amount[s]) // shop.main_amount[w]
        return plain_wish(
            installed, allowed, shop.target[w], shop.charged[w], shop.lit[w], max((self.feed(v) for v in variants), default=0),
            shop.min_load[w], shop.campaign_days[w], room, r, self.rounds,
        )  # fmt: skip


def plain_wish(
    installed: int, allowed: int, target: int, done: int, lit: int, feed: int, min_load: int, days: int, room: int,
    r: int, rounds: int,
) -> int:  # fmt: skip
    """A furnace charges what its orders ask for by now, at least its minimum load, at most what feed and room allow."""
    left = target - done
    if min(allowed, left, room) <= 0:
        return 0
    least = part(installed // rounds, min_load)
    if installed > 0 and min_load > 0:
        least = max(1, least)
    campaign = part(installed, min_load) * days // 30
    by_now = target * (r + 1) // rounds - done
    if not lit:
        if feed < campaign or feed < least:
            return 0
        small = by_now < least and left < campaign
        if campaign and small and r + 1 < rounds:
            return 0
    least = min(least, left)
    pace = allowed * (r + 1) // rounds - allowed * r // rounds
    q = min(max(least, min(pace, by_now)), max(0, allowed - done), feed, room)
    return 0 if q < least else q


SMALL = either(whole(0, 40), whole(0, 2000))


@settings(max_examples=500, deadline=None)
@given(
    SMALL, SMALL, SMALL, SMALL, whole(0, 1), SMALL, whole(0, MILLION), one_of(0, 3, 30, 90),
    whole(-2, 50), whole(1, 12).flatmap(lambda n: st.tuples(whole(0, n - 1), st.just(n))),
)  # fmt: skip
def test_wish(
    installed: int, allowed: int, target: int, done: int, lit: int, feed: int, min_load: int, days: int, room: int,
    when: tuple[int, int],
) -> None:  # fmt: skip
    least, campaign = loads(installed, min_load, days, when[1])
    assert wish(allowed, target, done, lit, feed, least, campaign, room, *when) == plain_wish(
        installed, allowed, target, done, lit, feed, min_load, days, room, *when
    )


@st.composite
def worlds(draw: Any) -> World:
    w = world({}, scale=draw(one_of(1, 3, 10)), rounds=draw(whole(1, 6)), seed=draw(whole(1, 9)),
              month=draw(whole(0, 9)))  # fmt: skip
    plants(draw, w, draw(whole(1, 2)))
    yards(draw, w, draw(whole(1, 3)))
    workshops(draw, w, draw(whole(1, 3)))
    return w


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_production(w: World) -> None:
    expected = tables(w)
    Month(expected, w).run()
    run(w, produce)
    compare(w, expected)


def furnace(*, ore: int, target: int, min_load: int = 0, days: int = 0, stay: int = 0, rounds: int = 10) -> World:
    """A furnace for a hundred batches a month: two of ore make one of iron, and one of slag goes to nature."""
    w = world({}, rounds=rounds, month=0)
    w.plants.add(1)
    w.plants.owner[1] = w.plants.standing[1] = 1
    w.plants.scale[1] = w.plants.quota[1] = w.plants.permit[1] = MILLION
    w.goods.add(4)
    w.moves.add(5 * 36)
    w.stocks.add(3)
    w.stocks.plant[1:4], w.stocks.good[1:4] = 1, [1, 2, 4]  # ore, iron, scrap
    w.stocks.amount[1] = ore
    w.workshops.add(1)
    s = w.workshops
    s.plant[1] = s.lines[1] = s.first_line[1] = s.main_amount[1] = s.stack_permit[1] = 1
    s.capacity[1], s.target[1], s.min_load[1], s.campaign_days[1], s.main_stock[1] = 100, target, min_load, days, 2
    recipe(w, [(1, 1, -2), (2, 2, 1), (0, 3, 1)], stay)
    return w


def recipe(w: World, uses: list[tuple[int, int, int]], stay: int = 0) -> int:
    """One more variant: stock, good and amount of each use."""
    line, rows = w.lines.add(1).start, w.uses.add(len(uses))
    w.lines.workshop[line] = 1
    w.lines.first_use[line], w.lines.uses[line] = rows.start, len(uses)
    w.uses.stock[rows], w.uses.good[rows], w.uses.amount[rows] = zip(*uses, strict=True)
    w.lines.slots[line], w.lines.first_slot[line] = stay, w.slots.add(stay).start if stay else 0
    return line


@st.composite
def furnaces(draw: Any) -> World:
    """A furnace alone in its yard, with room or without."""
    w = furnace(
        ore=draw(st.integers(0, 9) | st.integers(0, 300)), target=draw(st.integers(0, 120)),
        min_load=draw(st.sampled_from([0, 200_000, 600_000])), days=draw(st.sampled_from([0, 3, 30])),
        rounds=draw(st.integers(1, 12)),
    )  # fmt: skip
    w.workshops.capacity[1], w.workshops.lit[1] = draw(st.integers(0, 120)), draw(st.integers(0, 1))
    w.plants.permit[1] = draw(st.sampled_from([MILLION, 500_000, 0]))
    w.workshops.charged[1] = draw(st.sampled_from([0, 0, 5]))
    w.stocks.makers[2], w.stocks.amount[2] = 100, draw(st.integers(0, 90))
    w.stocks.limit[2] = draw(st.sampled_from([0, 400_000, 800_000]))
    return w


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(furnaces())
def test_the_month_of_a_furnace_alone_in_its_yard(w: World) -> None:
    assert by_need(w)[0].tolist() == [1]
    expected = tables(w)
    Month(expected, w).run()
    run(w, produce)
    compare(w, expected)


@pytest.mark.parametrize(
    "uses",
    [
        [(1, 1, -2), (2, 2, 1), (1, 1, 1)],  # ore comes back
        [(1, 1, -2), (1, 1, -1), (2, 2, 1)],  # ore is taken twice
        [(1, 1, -2), (2, 2, 3)],  # three of iron, where the workshop counts one
    ],
)
def test_whose_feed_or_room_is_not_known_at_the_first_round_takes_turns(uses: list[tuple[int, int, int]]) -> None:
    w = furnace(ore=40, target=50)
    w.workshops.first_line[1] = recipe(w, uses)
    assert by_need(w)[1].tolist() == [1]
    expected = tables(w)
    Month(expected, w).run()
    run(w, produce)
    compare(w, expected)


def test_a_month_of_even_rounds() -> None:
    w = furnace(ore=1000, target=50)
    run(w, produce)
    assert (w.workshops.made[1], w.stocks.amount[1], w.stocks.amount[2], w.goods.nature[3]) == (50, 900, 50, 50)
    assert w.workshops.last_work[1] == 9


@pytest.mark.parametrize(("ore", "made"), [(29 * 2, 0), (30 * 2, 30), (1000, 50)])
def test_a_cold_furnace_waits_for_feed_for_a_whole_campaign(ore: int, made: int) -> None:
    """Three tenths of a hundred batches, for thirty days: thirty must lie in the yard."""
    w = furnace(ore=ore, target=50, min_load=300_000, days=30)
    run(w, produce)
    assert w.workshops.made[1] == made


def test_a_small_order_waits_until_the_month_runs_out() -> None:
    """Not worth lighting for less than a campaign; in the last round it is lit all the same."""
    w = furnace(ore=1000, target=3, min_load=400_000, days=3)
    run(w, produce)
    assert (w.workshops.made[1], w.workshops.last_work[1], w.workshops.lit[1]) == (3, 9, 1)


def test_a_furnace_below_its_minimum_goes_cold() -> None:
    w = furnace(ore=5 * 2, target=50, min_load=600_000)
    w.workshops.lit[1] = 1
    run(w, produce)
    assert (w.workshops.made[1], w.workshops.lit[1]) == (0, 0)


def test_scrap_goes_in_first_and_fresh_feed_after_it() -> None:
    w = furnace(ore=1000, target=50)
    w.stocks.amount[3] = 7
    recipe(w, [(1, 1, -2), (2, 2, 1), (0, 3, 1)])
    w.uses.stock[1], w.uses.good[1], w.uses.amount[1] = 3, 4, -1  # the first variant takes one of scrap instead of ore
    w.workshops.lines[1] = 2
    run(w, produce)
    assert w.lines.month_charged[1:3].tolist() == [7, 43]
    assert (w.stocks.amount[3], w.stocks.amount[1], w.stocks.amount[2]) == (0, 1000 - 86, 50)


def test_batches_stay_their_time_in_process() -> None:
    w = furnace(ore=1000, target=50, stay=4)
    run(w, produce)
    assert (w.workshops.charged[1], w.workshops.made[1], w.lines.inside[1]) == (50, 30, 20)
    assert (w.stocks.amount[1], w.stocks.amount[2]) == (900, 30)
    w.month, w.workshops.target[1] = 1, 0
    run(w, produce)
    assert (w.lines.inside[1], w.stocks.amount[2]) == (0, 50)


def test_what_may_stop_a_workshop() -> None:
    def made(**changes: int) -> int:
        w = furnace(ore=1000, target=50)
        for name, value in changes.items():
            table = (
                w.plants
                if name in ("standing", "permit", "scale", "quota")
                else w.stocks
                if name in ("limit", "makers")
                else w.workshops
            )
            getattr(table, name)[2 if table is w.stocks else 1] = value
        run(w, produce)
        return int(w.workshops.made[1])

    assert made() == 50
    assert made(standing=4) == 0
    assert made(standing=2) == 50
    assert made(emits=1, stack_permit=0) == 0
    assert made(permit=200_000) == 20
    assert made(scale=100_000) == 10
    assert made(limit=500_000, makers=40) == 20  # the yard holds half a month of forty
    assert made(posts=10, on_post=2) == 22  # two in ten, and a tenth fewer hands still fill the shift
    assert made(posts=10, on_post=10) == 50
    assert made(posts=10, on_post=2, quota=400_000) == 50  # posts are of the labour plan, whatever the machines
    assert made(posts=10, on_post=2, scale=400_000) == 8
