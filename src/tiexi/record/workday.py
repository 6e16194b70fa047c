"""What the month did to every workshop, as those who work there would notice it: the causes of scenes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.record.happened import whom
from tiexi.world.events import Event, Who
from tiexi.world.jit import kernel
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import World

PPM = 1_000_000
FULL, SLACK = 850_000, 400_000  # ppm of installed capacity: shifts without a pause, hardly anything to do
HALTED = 600_000  # ppm of what was ordered, below which the month's work did not come about
COLD = 500_000  # ppm of the fuel for the halls
FALL = 200_000  # ppm by which a permission must fall at once to be spoken of
DEARER = 100_000  # ppm by which the shops' goods must have risen in a year to be spoken of


@dataclass(frozen=True)
class Workday:
    """The month by workshop [row]: `load` (ppm of capacity), `lacking` (row of the good it had none of, 0),
    `idle` (no orders), `full`, `thin` (fewer than half of those on the books came), `cold`, and what was said of its
    plant: `closed`, `told` (a policy's notice), `queued`, `permit` and `credit` cut, `stacks` shut. `works` are shops
    of plants that sell elsewhere than in a street. `dearer` (ppm) and `counter` (a good) say what shops now ask."""

    works: Array
    load: Array
    lacking: Array
    idle: Array
    full: Array
    thin: Array
    cold: Array
    closed: Array
    told: Array
    queued: Array
    permit: Array
    credit: Array
    stacks: Array
    dearer: int
    counter: int


def workday(world: World, seen: Array) -> Workday:
    """The month just run; what was `lacking` is looked up for the workshops `seen` (bool) alone."""
    shops, plants, n = world.workshops, world.plants, world.workshops.count
    plant = shops.plant[:n]
    installed = np.maximum(1, shops.capacity[:n] * plants.scale[plant] // PPM)
    load = shops.charged[:n] * PPM // installed
    halted = (shops.target[:n] > 0) & (shops.charged[:n] * PPM < shops.target[:n] * HALTED)
    lacking = np.zeros(n, np.int64)
    lines, uses = world.lines, world.uses
    find_wanting(
        halted & seen, shops.first_line, shops.lines, shops.target, lines.first_use, lines.uses, uses.amount,
        uses.stock, uses.good, world.stocks.amount, lacking,
    )  # fmt: skip
    open_ = plants.standing[plant] <= Standing.QUEUED
    tied = shops.tied[:n].astype(np.int64)
    warm = world.halls.warm[plant] if world.halls.count > 1 else np.full(n, PPM)
    dearer, counter = _prices(world)
    return Workday(
        works=(plants.street[plant] == 0) & (plants.owner[plant] != Owner.PUBLIC),
        load=load, lacking=lacking, idle=~halted & (load < SLACK) & open_, full=load >= FULL,
        thin=(shops.on_post[:n].astype(np.int64) * 2 < tied) & open_, cold=(warm < COLD) & open_,
        closed=_plants_with(world, Event.BANKRUPT)[plant], told=plants.told[plant] == 1,
        queued=_plants_with(world, Event.QUEUED)[plant], permit=_fall(world, world.paths.permit)[plant] >= FALL,
        credit=(_fall(world, world.paths.credit)[plant] > 0) & (plants.credit[plant] == 0),
        stacks=(_fall(world, world.paths.stacks)[plant] > 0) & (shops.emits[:n] > 0), dearer=dearer, counter=counter,
    )  # fmt: skip


@kernel
def find_wanting(
    wanted: Array, first_line: Array, lines: Array, target: Array, first_use: Array, uses: Array, amount: Array,
    stock: Array, good: Array, held: Array, lacking: Array,
) -> None:  # fmt: skip
    """Of the workshops `wanted` (bool): the good of which the yard had the fewest batches (`lacking`, row of goods), if
    less than half of what was ordered; else 0."""
    for s in range(len(wanted)):
        if not wanted[s]:
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


def _plants_with(world: World, event: Event) -> Array:
    """Plants to which this happened this month (bool [plant])."""
    found = np.zeros(world.plants.count, bool)
    found[whom(world, Who.PLANT, event)] = True
    return found


def _fall(world: World, path: Array) -> Array:
    """By how much a dated value of the plants is lower than the month before (i8 [plant])."""
    group, month = world.plants.group[: world.plants.count], world.month
    if month == 0:
        return np.zeros(world.plants.count, np.int64)
    found: Array = path[group, month - 1].astype(np.int64) - path[group, month]
    return found


def _prices(world: World) -> tuple[int, int]:
    """Rise in a year (ppm) of the price of what the first shop of a street sells, and that good; 0, 0 if none does."""
    shops, n = world.workshops, world.workshops.count
    counters = np.flatnonzero((world.plants.street[shops.plant[:n]] > 0) & (shops.main_stock[:n] > 0))
    if not len(counters) or world.month < 12:
        return 0, 0
    good = int(world.stocks.good[shops.main_stock[counters[0]]])
    before, now = (int(world.paths.market[good, m]) for m in (world.month - 12, world.month))
    return ((now - before) * PPM // before if before > 0 else 0), good
