"""What a workshop sets out to charge in a round: as far as machines, orders, feed and room in the yard go."""

from __future__ import annotations

from tiexi.factory.inputs import ENDLESS
from tiexi.world.arith import share
from tiexi.world.jit import inlined, int64
from tiexi.world.table import Array


@inlined
def loads(installed: int, min_load: int, campaign_days: int, rounds: int) -> tuple[int, int]:
    """The least batches of a round, and those of a campaign, for less than which a furnace is not lit."""
    least: int = share(installed // rounds, min_load)
    if installed > 0 and min_load > 0 and least < 1:
        least = int64(1)
    return least, share(installed, min_load) * campaign_days // 30


@inlined
def wish(
    allowed: int, target: int, done: int, lit: int, feed_now: int, least: int, campaign: int, room: int, r: int,
    rounds: int,
) -> int:  # fmt: skip
    """Batches a workshop sets out to charge in round `r`; 0 if it stands.

    allowed: monthly capacity of machines, permission and labour; target, done: ordered for and charged in this month;
    feed_now, room: batches the yard can feed, can take; least, campaign: see `loads`.
    """
    if allowed <= 0 or target <= done or room <= 0:
        return 0
    pace = allowed * (r + 1) // rounds - allowed * r // rounds
    wanted = target * (r + 1) // rounds - done
    if lit == 0 and feed_now < max(campaign, least):
        return 0
    q = max(min(pace, wanted), min(least, target - done))
    if campaign > 0 and lit == 0 and wanted < least and target - done < campaign and r < rounds - 1:
        return 0  # not worth lighting for less than a campaign until the month runs out
    q = min(q, max(0, allowed - done), feed_now, room)
    return q if q >= min(least, target - done) else 0


@inlined
def room_left(hold: int, main_stock: int, main_amount: int, amount: Array) -> int:
    """Batches for which the yard has room if it may hold `hold` of the main product; `ENDLESS` for -1."""
    room: int = (hold - amount[main_stock]) // main_amount if hold >= 0 else int64(ENDLESS)
    return room


@inlined
def room_in(s: int, scale: int, limit: Array, makers: Array) -> int:
    """How much of its product stock `s` may hold; -1 if there is no limit."""
    return share(share(makers[s], scale), limit[s]) if s > 0 and limit[s] > 0 else int64(-1)
