"""The planner by material balances: last year's level, a growth rate, and a few rounds of what follows from it.

Control figures first: what every works reported, times the growth of deliveries. Then rounds of balances
x <- T + A x over goods, each of which moves the correction one stage upstream; a planner stops after one to three, so
the plan of a long chain is not consistent, and what it asks for the first stages is last year's, grown at the average.
Every good that works here make and order is shared over its makers as they reported.
Source: Montias 1959, Planning with material balances in Soviet-type economies, American Economic Review 49:963;
`model.md` section 2 (plan).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.state.survey import Survey
from tiexi.world.table import Array


@dataclass(frozen=True)
class Balance:
    """What the rounds gave: batches of the year (f8 [works]); by good (f8 [good], millions) what the works need, what
    they make, and what is bought outside.
    """

    batches: Array
    need: Array
    made: Array
    bought: Array


def uses(s: Survey, batches: Array) -> tuple[Array, Array, Array]:
    """What so many batches (f8 [works]) take, give as main product, and give aside (f8 [good] each)."""
    flow = s.amount * s.mix[s.process] * batches[s.owner[s.process]]
    is_main = s.good == s.main[s.owner[s.process]]
    goods = len(s.wanted)
    taken, main, aside = (
        np.bincount(s.good, weights=part, minlength=goods)[:goods]
        for part in (np.maximum(0.0, -flow), np.where(is_main, flow, 0.0), np.where(is_main, 0.0, flow))
    )
    return taken, np.maximum(0.0, main), np.maximum(0.0, aside)


def outside_of(s: Survey, good: Array, use: Array) -> Array:
    """Part of the works' use of each good that is bought outside (f8 [good]); `good`, `use` (f8): of every stock."""
    goods = len(s.wanted)
    whole = np.bincount(good, weights=use, minlength=goods)[:goods]
    part = np.bincount(good, weights=use * s.outside, minlength=goods)[:goods]
    found: Array = np.divide(part, whole, out=np.ones(goods), where=whole > 0)
    return found


def balance(s: Survey, reported: Array, growth: float, rounds: int, outside: Array) -> Balance:
    """Rounds of balances from what the works `reported` (f8 [works], batches a year), grown by `growth`.

    `outside` (f8 [good]): part of the use that is bought outside.
    """
    final, weight = s.wanted.sum(axis=1), _weights(s, reported)
    batches = reported * growth
    for _ in range(rounds):
        taken, _, aside = uses(s, batches)
        wanted = np.maximum(0.0, final + (1.0 - outside) * taken - aside)
        batches = np.where(s.main > 0, weight * wanted[s.main] / s.each, 0.0)
    taken, main, aside = uses(s, batches)
    return Balance(batches, final + taken, main + aside, outside * taken)


def _weights(s: Survey, reported: Array) -> Array:
    """Part of the output of its main good that falls to each works (f8 [works]): as reported; a new one as machines
    allow.
    """
    goods = len(s.wanted)
    level = np.where(reported > 0, reported, s.machines.sum(axis=1)) * s.each
    whole = np.bincount(s.main, weights=level, minlength=goods)[:goods]
    found: Array = np.divide(level, whole[s.main], out=np.zeros(len(level)), where=whole[s.main] > 0)
    return found
