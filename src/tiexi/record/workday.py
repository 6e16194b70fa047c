"""What the month did to every workshop, as those who work there would notice it: the causes of scenes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np

from tiexi.world.events import Event, Who
from tiexi.world.jit import inlined, kernel
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import World

PPM = 1_000_000
FULL, SLACK = 850_000, 400_000  # ppm of installed capacity: shifts without a pause, hardly anything to do
HALTED = 600_000  # ppm of what was ordered, below which the month's work did not come about
COLD_BELOW = 500_000  # ppm of the fuel for the halls
FALL = 200_000  # ppm by which a permission must fall at once to be spoken of
DEARER = 100_000  # ppm by which the shops' goods must have risen in a year to be spoken of


class Sign(IntFlag):
    """What someone on shift has before their eyes: of the workshop, of what was said of its plant, and of themselves.

    `WORKS` are shops of plants that sell elsewhere than in a street; `IDLE` have no orders; to `THIN` came fewer than
    half of those on the books; a `LACKING` shop had none of some good. Of the plant: it is `CLOSED`, `TOLD` of its end
    by a policy's notice, `QUEUED`, cut in `PERMIT` and still permitted something, without `CREDIT`, its `STACKS` shut.
    `DEAR` is what shops now ask. Of a person: who `WAS` on post here when the month began and who still is (`STAYS`).
    """

    WORKS = 1 << 0
    LACKING = 1 << 1
    IDLE = 1 << 2
    FULL = 1 << 3
    THIN = 1 << 4
    COLD = 1 << 5
    CLOSED = 1 << 6
    TOLD = 1 << 7
    QUEUED = 1 << 8
    PERMIT = 1 << 9
    CREDIT = 1 << 10
    STACKS = 1 << 11
    DEAR = 1 << 12
    WAS = 1 << 13
    STAYS = 1 << 14
    NAMED = 1 << 15
    RETIRED = 1 << 16
    MARRIED = 1 << 17
    RECALLED = 1 << 18
    HIRED = 1 << 19
    OWED = 1 << 20
    RIDES = 1 << 21


WORKS, LACKING, IDLE, FULL_LOAD, THIN, COLD, CLOSED, TOLD, QUEUED, PERMIT, CREDIT, STACKS, DEAR = map(int, (
    Sign.WORKS, Sign.LACKING, Sign.IDLE, Sign.FULL, Sign.THIN, Sign.COLD, Sign.CLOSED, Sign.TOLD, Sign.QUEUED,
    Sign.PERMIT, Sign.CREDIT, Sign.STACKS, Sign.DEAR,
))  # fmt: skip
QUEUE, PUBLIC = int(Standing.QUEUED), int(Owner.PUBLIC)
PLANT, WOUND_UP, ENTERED = int(Who.PLANT), int(Event.BANKRUPT), int(Event.QUEUED)


@dataclass(frozen=True)
class Workday:
    """The month by workshop [row]: `signs` (i8, see `Sign`), `load` (ppm of capacity) and `lacking` (row of the good it
    had none of, 0). `dearer` (ppm) and `counter` (a good) say what shops now ask."""

    signs: Array
    load: Array
    lacking: Array
    dearer: int
    counter: int


def workday(world: World) -> Workday:
    """The month just run."""
    shops, plants, n = world.workshops, world.plants, world.workshops.count
    signs, load, lacking = np.zeros((3, n), np.int64)
    plant, lines, uses, log, paths = shops.plant, world.lines, world.uses, world.happenings, world.paths
    find_wanting(
        n, shops.charged, shops.first_line, shops.lines, shops.target, lines.first_use, lines.uses, uses.amount,
        uses.stock, uses.good, world.stocks.amount, lacking,
    )  # fmt: skip
    of_plant = np.zeros(plants.count, np.int64)
    dearer, counter = _prices(world)
    notice_plants(
        world.month, world.halls.count > 1, world.halls.warm, plants.group, plants.told, plants.credit, plants.permit,
        plants.street, plants.owner, paths.permit, paths.credit, paths.stacks, log.count, log.event, log.kind, log.who,
        of_plant,
    )  # fmt: skip
    if dearer >= DEARER:
        of_plant |= DEAR
    notice_shops(
        plant, plants.scale, plants.standing, of_plant, shops.capacity, shops.charged, shops.target, shops.on_post,
        shops.tied, shops.emits, lacking, load, signs,
    )  # fmt: skip
    return Workday(signs, load, lacking, dearer, counter)


@inlined
def halted(target: int, charged: int) -> bool:
    """Whether the month's work, as it was ordered, did not come about."""
    return target > 0 and charged * PPM < target * HALTED


@kernel
def notice_plants(
    month: int, heated: bool, warm: Array, group: Array, told: Array, credit: Array, permit: Array, street: Array,
    owner: Array, permits: Array, credits: Array, stacks: Array, events: int, event: Array, kind: Array, who: Array,
    signs: Array,
) -> None:  # fmt: skip
    """`signs` (i8 [plant]) of what was said of the plants this month, and whether it is cold there. `permits`,
    `credits` and `stacks` are dated values by group and month: what counts is by how much they fell."""
    for f in range(len(signs)):
        g = group[f]
        if street[f] == 0 and owner[f] != PUBLIC:
            signs[f] |= WORKS
        if told[f] == 1:
            signs[f] |= TOLD
        if heated and warm[f] < COLD_BELOW:
            signs[f] |= COLD
        if month == 0:
            continue
        if np.int64(permits[g, month - 1]) - np.int64(permits[g, month]) >= FALL and permit[f] > 0:
            signs[f] |= PERMIT
        if credits[g, month - 1] > credits[g, month] and credit[f] == 0:
            signs[f] |= CREDIT
        if stacks[g, month - 1] > stacks[g, month]:
            signs[f] |= STACKS
    for i in range(1, events):
        if kind[i] == PLANT and event[i] == WOUND_UP:
            signs[who[i]] |= CLOSED
        if kind[i] == PLANT and event[i] == ENTERED:
            signs[who[i]] |= QUEUED


@kernel
def notice_shops(
    plant: Array, scale: Array, standing: Array, of_plant: Array, capacity: Array, charged: Array, target: Array,
    on_post: Array, tied: Array, emits: Array, lacking: Array, load: Array, signs: Array,
) -> None:  # fmt: skip
    """`load` (ppm of installed capacity) and `signs` (i8) of every workshop; `of_plant` are the signs of the plants."""
    for s in range(len(signs)):
        f = plant[s]
        found = np.int64(of_plant[f])
        load[s] = charged[s] * PPM // max(1, capacity[s] * scale[f] // PPM)
        if lacking[s] > 0:
            found |= LACKING
        if load[s] >= FULL:
            found |= FULL_LOAD
        if standing[f] > QUEUE:
            found &= ~np.int64(COLD)
        elif not halted(target[s], charged[s]) and load[s] < SLACK:
            found |= IDLE
        if standing[f] <= QUEUE and np.int64(on_post[s]) * 2 < tied[s]:
            found |= THIN
        if emits[s] == 0:
            found &= ~np.int64(STACKS)
        signs[s] = found


@kernel
def find_wanting(
    count: int, charged: Array, first_line: Array, lines: Array, target: Array, first_use: Array, uses: Array,
    amount: Array, stock: Array, good: Array, held: Array, lacking: Array,
) -> None:  # fmt: skip
    """Of the workshops whose month's work did not come about: the good of which the yard had the fewest batches
    (`lacking`, row of goods), if less than half of what was ordered; else 0."""
    for s in range(count):
        if not halted(target[s], charged[s]):
            continue
        line = first_line[s] + lines[s] - 1  # the variant that needs least that comes back
        least, scarce = np.int64(-1), np.int64(0)
        for u in range(first_use[line], first_use[line] + uses[line]):
            if amount[u] < 0 and stock[u] > 0:
                batches = held[stock[u]] // -amount[u]
                if least < 0 or batches < least:
                    least, scarce = batches, np.int64(good[u])
        if least >= 0 and least < target[s] // 2:
            lacking[s] = scarce


def _prices(world: World) -> tuple[int, int]:
    """Rise in a year (ppm) of the price of what the first shop of a street sells, and that good; 0, 0 if none does."""
    shops, n = world.workshops, world.workshops.count
    counters = np.flatnonzero((world.plants.street[shops.plant[:n]] > 0) & (shops.main_stock[:n] > 0))
    if not len(counters) or world.month < 12:
        return 0, 0
    good = int(world.stocks.good[shops.main_stock[counters[0]]])
    before, now = (int(world.paths.market[good, m]) for m in (world.month - 12, world.month))
    return ((now - before) * PPM // before if before > 0 else 0), good
