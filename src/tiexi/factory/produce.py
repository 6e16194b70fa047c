"""Production in rounds: whole batches or parts of them, upstream first, furnaces in campaigns, matter in process.

Each round a workshop first taps what has stayed its residence time, then charges. A furnace below its
minimum load goes cold and is lit again only when feed for a whole campaign is in hand; a tank house has next
to no minimum. Variants of the recipe are tried in order (with scrap, then without).
Source: `model.md` section 2 (produce); residence as in electrolytic refining, anodes a fixed life in the cells.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.alone import by_need, plain_months
from tiexi.factory.hours import hands
from tiexi.factory.inputs import ENDLESS, WHOLE, feed, lose, pass_parts, pass_through, put
from tiexi.factory.wish import loads, room_in, room_left, wish
from tiexi.world.arith import muldiv, share
from tiexi.world.jit import inlined, int64, kernel
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.whole import manned

PPM = 1_000_000
WORKING, QUEUED = 1, 2


@kernel
def turn(
    line: int, batches: int, sign: int,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
) -> None:  # fmt: skip
    """Take the inputs (`sign` -1) or give the outputs (`sign` +1) of `batches` of a line."""
    for u in range(first_use[line], first_use[line] + uses[line]):
        if (use_amount[u] > 0) == (sign > 0):
            put(u, use_amount[u] * batches, use_stock, use_good, amount, nature, moved)


@inlined
def tap(
    w: int, now: int, first_line: Array, lines: Array, first_slot: Array, slots: Array, slot_batches: Array,
    inside: Array, tapped: Array, made: Array,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
) -> None:  # fmt: skip
    """Tap what workshop `w` charged a residence time ago."""
    for line in range(first_line[w], first_line[w] + lines[w]):
        if slots[line] == 0:
            continue
        slot = first_slot[line] + now % slots[line]
        batches = slot_batches[slot]
        if batches > 0:
            slot_batches[slot] = 0
            inside[line] -= batches
            tapped[line] += batches
            made[w] += batches
            turn(line, batches, int64(1), first_use, uses, use_stock, use_good, use_amount, amount, nature, moved)


@inlined
def charge(
    w: int, batches: int, now: int, first_line: Array, lines: Array, first_slot: Array, slots: Array,
    slot_batches: Array, inside: Array, charged_ever: Array, tapped: Array, month_charged: Array, made: Array,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
) -> int:  # fmt: skip
    """Charge up to `batches`, variant by variant in their order; returns the batches charged."""
    left = batches
    for line in range(first_line[w], first_line[w] + lines[w]):
        q = feed(line, left, WHOLE, WHOLE, WHOLE, first_use, uses, use_stock, use_amount, use_stock, amount)
        if q <= 0:
            continue
        charged_ever[line] += q
        month_charged[line] += q
        if slots[line] > 0:
            turn(line, q, int64(-1), first_use, uses, use_stock, use_good, use_amount, amount, nature, moved)
            slot_batches[first_slot[line] + now % slots[line]] += q
            inside[line] += q
        else:
            pass_through(line, q, first_use, uses, use_stock, use_good, use_amount, amount, nature, moved)
            tapped[line] += q
            made[w] += q
        left -= q
    return batches - left


@kernel
def machines(
    n: int, scale: int, seed: int, key: Array, plant: Array, standing: Array, plant_scale: Array, quota: Array,
    permit: Array, capacity: Array, posts: Array, on_post: Array, wanted: Array, emits: Array, stack_permit: Array,
    installed: Array, allowed: Array,
) -> None:  # fmt: skip
    """Monthly capacity in batches of the machines (`installed`), and of machines, permission and labour (`allowed`)."""
    for w in range(1, n):
        f = plant[w]
        installed[w] = 0
        allowed[w] = 0
        if not (standing[f] == WORKING or standing[f] == QUEUED) or (emits[w] == 1 and stack_permit[w] == 0):
            continue
        installed[w] = share(capacity[w], plant_scale[f])
        full = share(posts[w], quota[f])
        labour = PPM
        if full > 0:  # a tenth fewer hands still fill the shift
            labour = min(PPM, manned(on_post[w], wanted[w], scale, key[w], seed) * 11 * PPM // (10 * full))
        allowed[w] = share(share(installed[w], permit[f]), labour)


@inlined
def intend(
    w: int, r: int, rounds: int, installed: int, allowed: int, hold: int, min_load: int, campaign_days: int, lit: int,
    target: int, done: int, main_stock: int, main_amount: int, first_line: Array, lines: Array, first_use: Array,
    uses: Array, use_stock: Array, use_amount: Array, amount: Array,
) -> int:  # fmt: skip
    """Batches workshop `w` sets out to charge in a round, as far as machines, hands, feed and room go.

    `hold` is how much of the main product the yard may hold; -1 if there is no limit.
    """
    most = installed + target + share(installed, min_load) * campaign_days  # more than any wish
    feed_now = int64(0)
    for line in range(first_line[w], first_line[w] + lines[w]):
        able = feed(line, most, WHOLE, WHOLE, WHOLE, first_use, uses, use_stock, use_amount, use_stock, amount)
        feed_now = max(feed_now, able)
    room = room_left(hold, main_stock, main_amount, amount)
    least, campaign = loads(installed, min_load, campaign_days, rounds)
    return wish(allowed, target, done, lit, feed_now, least, campaign, room, r, rounds)


@kernel
def charge_round(
    w: int, now: int, r: int, rounds: int, installed: int, allowed: int, hold: int, min_load: int, campaign_days: int,
    lit: int, target: int, done: int, main_stock: int, main_amount: int,
    first_line: Array, lines: Array, first_slot: Array, slots: Array, slot_batches: Array, inside: Array,
    charged_ever: Array, tapped: Array, month_charged: Array, made: Array,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
) -> int:  # fmt: skip
    """Charge workshop `w` in one round, see `intend`; returns the batches charged."""
    q = intend(
        w, r, rounds, installed, allowed, hold, min_load, campaign_days, lit, target, done, main_stock, main_amount,
        first_line, lines, first_use, uses, use_stock, use_amount, amount,
    )  # fmt: skip
    charged: int = int64(0)
    if q > 0:
        charged = charge(
            w, q, now, first_line, lines, first_slot, slots, slot_batches, inside, charged_ever, tapped,
            month_charged, made, first_use, uses, use_stock, use_good, use_amount, amount, nature, moved,
        )  # fmt: skip
    return charged


@inlined
def holds(w: int, first_line: Array, lines: Array, inside: Array) -> bool:
    """Whether anything is in process."""
    batches = 0
    for line in range(first_line[w], first_line[w] + lines[w]):
        batches += inside[line]
    return batches > 0


@kernel
def part_round(
    w: int, line: int, r: int, rounds: int, installed: int, allowed: int, hold: int, parts: int, rule: int, keep: int,
    min_load: Array, lit: Array, target: Array, charged: Array, made: Array, main_stock: Array, main_amount: Array,
    charged_ever: Array, tapped: Array, month_charged: Array, first_use: Array, uses: Array, use_stock: Array,
    use_good: Array, use_amount: Array, rating: Array, amount: Array, nature: Array, outside: Array, moved: Array,
    lent: Array, limit: Array,
) -> int:  # fmt: skip
    """A workshop whose one line divides charges and taps what it is asked, allowed and fed; returns what it charged.

    `limit` [w] becomes what inputs allow; see `factory.inputs` for `parts`, `rule`, `keep` and `lent`.
    """
    fed = feed(line, int64(ENDLESS), parts, rule, keep, first_use, uses, use_stock, use_amount, rating, amount)
    if w < len(limit):
        limit[w] = fed
    room = room_left(hold, main_stock[w], main_amount[w], amount)
    least, campaign = loads(installed, min_load[w], int64(0), rounds)
    q = wish(allowed, target[w], charged[w], lit[w], fed, least, campaign, room, r, rounds)
    if q > 0:
        pass_parts(
            line, q, parts, charged_ever[line], first_use, uses, use_stock, use_good, use_amount, amount, nature,
            outside, moved, lent, len(lent) > 1,
        )  # fmt: skip
        charged_ever[line] += q
        month_charged[line] += q
        tapped[line] += q
        made[w] += q
        charged[w] += q
    return q


@kernel
def run_rounds(
    rows: Array, month: int, rounds: int, plant: Array, plant_scale: Array, installed: Array, allowed: Array,
    min_load: Array, campaign_days: Array, lit: Array, target: Array, made: Array, charged: Array, last_work: Array,
    main_stock: Array, main_amount: Array, hold_limit: Array, makers: Array,
    first_line: Array, lines: Array, first_slot: Array, slots: Array, slot_batches: Array, inside: Array,
    charged_ever: Array, tapped: Array, month_charged: Array,
    first_use: Array, uses: Array, use_stock: Array, use_good: Array, use_amount: Array,
    amount: Array, nature: Array, moved: Array,
    divides: int, per: Array, rule: int, keep: int, rating: Array, outside: Array, lent: Array, limit: Array,
) -> None:  # fmt: skip
    """All rounds of the month: in each every workshop of `rows` (in process order) taps, then charges."""
    for r in range(rounds):
        now = month * rounds + r
        for i in range(len(rows)):
            w = rows[i]
            line = first_line[w]
            if divides > 1 and per[line] > 0:
                hold = room_in(main_stock[w], plant_scale[plant[w]], hold_limit, makers)
                q = part_round(
                    w, line, r, rounds, installed[w], allowed[w], hold, per[line], rule, keep, min_load, lit, target,
                    charged, made, main_stock, main_amount, charged_ever, tapped, month_charged, first_use, uses,
                    use_stock, use_good, use_amount, rating, amount, nature, outside, moved, lent, limit,
                )  # fmt: skip
                lit[w], last_work[w] = (1, now) if q > 0 else (0, last_work[w])
                continue
            full = holds(w, first_line, lines, inside)
            if not full and (allowed[w] <= 0 or target[w] <= charged[w]):
                lit[w] = 0  # nothing to tap and nothing to do
                continue
            before = made[w]
            if full:
                tap(
                    w, now, first_line, lines, first_slot, slots, slot_batches, inside, tapped, made,
                    first_use, uses, use_stock, use_good, use_amount, amount, nature, moved,
                )  # fmt: skip
            q = int64(0)
            if allowed[w] > 0:
                hold = room_in(main_stock[w], plant_scale[plant[w]], hold_limit, makers)
                q = charge_round(
                    w, now, r, rounds, installed[w], allowed[w], hold, min_load[w], campaign_days[w], lit[w],
                    target[w], charged[w], main_stock[w], main_amount[w], first_line, lines, first_slot, slots,
                    slot_batches, inside, charged_ever, tapped, month_charged, made, first_use, uses, use_stock,
                    use_good, use_amount, amount, nature, moved,
                )  # fmt: skip
                charged[w] += q
            lit[w] = 1 if q > 0 else 0
            if q > 0 or made[w] > before or holds(w, first_line, lines, inside):
                last_work[w] = now


@kernel
def close_month(
    n: int, plant: Array, plant_scale: Array, capacity: Array, lines: Array, charged: Array, load: Array
) -> None:
    """Smooth the utilisation of installed capacity over six months."""
    for w in range(1, n):
        installed = share(capacity[w], plant_scale[plant[w]])
        if lines[w] > 0 and installed > 0:
            used = min(PPM, muldiv(charged[w], PPM, installed)[0])
            load[w] += (used - load[w]) // 6


@step(
    "workshops.lit", "workshops.made", "workshops.charged", "workshops.last_work", "workshops.load", "slots.batches",
    "lines.inside", "lines.charged", "lines.tapped", "lines.month_charged", "stocks.amount", "goods.nature",
    "moves.moved", "goods.outside", "lent.amount", "paces.limit", rows=("P1", "P2", "P3", "P4", "P5", "P8", "K3"),
)  # fmt: skip
def produce(w: Any) -> None:
    """Workshops charge and tap batches in rounds, from the yard to the yard and to nature."""
    shops, lines, uses, stocks, plants = w.workshops, w.lines, w.uses, w.stocks, w.plants
    installed, allowed = np.zeros(shops.count, np.int64), np.zeros(shops.count, np.int64)
    machines(
        shops.count, w.scale, w.seed, shops.key, shops.plant, plants.standing, plants.scale, plants.quota,
        plants.permit, shops.capacity, shops.posts, hands(w), shops.wanted, shops.emits, shops.stack_permit, installed,
        allowed,
    )  # fmt: skip
    rule, paced = w.network, w.paces.count > 1
    if paced:
        allowed = np.where(allowed > 0, w.paces.able[: shops.count], 0)
    alone, others = w.once("produce.by_need", lambda: by_need(w))
    plan = (
        shops.plant, plants.scale, installed, allowed, shops.min_load, shops.campaign_days, shops.lit, shops.target,
        shops.made, shops.charged, shops.last_work, shops.main_stock, shops.main_amount, stocks.limit, stocks.makers,
    )  # fmt: skip
    feeds = (
        lines.charged, lines.tapped, lines.month_charged, lines.first_use, lines.uses, uses.stock, uses.good,
        uses.amount, stocks.amount, w.goods.nature, w.moves.moved,
    )  # fmt: skip
    plain_months(alone, w.month, w.rounds, *plan, shops.first_line, *feeds)
    run_rounds(
        others, w.month, w.rounds, *plan, shops.first_line, shops.lines, lines.first_slot, lines.slots,
        w.slots.batches, lines.inside, *feeds, w.divisible.count, w.divisible.per, int(rule.inputs), rule.keep,
        w.ratings.rating, w.goods.outside, w.lent.amount, w.paces.limit[: w.paces.count if paced else 0],
    )  # fmt: skip
    if w.fleeting.count > 1:
        lose(
            stocks.count, stocks.good, stocks.bought, w.fleeting.gone, stocks.amount, w.goods.nature, w.moves.moved
        )  # fmt: skip
    close_month(shops.count, shops.plant, plants.scale, shops.capacity, shops.lines, shops.charged, shops.load)
