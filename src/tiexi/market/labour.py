"""Match: who looks for work applies at one workshop with open posts; each open post draws one of its applicants.

One application a month and the share of vacancies as the chance of a workshop follow del Rio-Chanona et al. (2021),
the contest between applicants is a keyed race (rendezvous): one more household touches few others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.market.informal import informal
from tiexi.market.relief import relief
from tiexi.world.arith import exp
from tiexi.world.chance import TO_UNIT, Stream, below, contest, happens
from tiexi.world.hiring import HIRES, hire
from tiexi.world.jit import kernel
from tiexi.world.people import Activity
from tiexi.world.podium import Podium, hopeless, offer, race, race_bound
from tiexi.world.steps import step
from tiexi.world.table import Array

HIRING, PLACEMENT = int(Stream.HIRING), int(Stream.PLACEMENT)
WOMAN = 1
SEEKING = int(Activity.SEEKING)


@lru_cache(maxsize=64)
def weights(woman: float, older: float) -> Array:
    """Weights of being hired (f8) at woman x 2 + older, from their logs."""
    return np.array([exp(0.0), exp(older), exp(woman), exp(woman + older)])


@kernel
def grow(vacancies: Array, tree: Array) -> None:
    """Sums of vacancies over a binary tree of workshops: node i holds nodes 2i and 2i + 1; leaves are the second half."""
    leaves = len(tree) // 2
    for i in range(leaves):
        tree[leaves + i] = vacancies[i] if i < len(vacancies) else 0
    for i in range(leaves - 1, 0, -1):
        tree[i] = tree[2 * i] + tree[2 * i + 1]


@kernel
def choose(tree: Array, seed: int, month: int, key: int) -> int:
    """Workshop to which the person with `key` applies, each with chance in proportion to its vacancies.

    The person walks down the tree with one keyed draw at each node. A change of vacancies at one workshop moves only
    the thresholds above it, so nearly everybody applies where they did before, at the cost of a few draws; a
    weighted rendezvous with every workshop would move the fewest, but costs a draw for each pair.
    """
    leaves = len(tree) // 2
    node = 1
    while node < leaves:
        left = tree[2 * node]
        draw = below(seed, PLACEMENT, month, key, 64 + node, tree[node])
        node = 2 * node if draw < left else 2 * node + 1
    return node - leaves


@kernel
def apply(
    rows: Array, seed: int, month: int, unemployed: int, off_post: int, key: Array, shop_key: Array, tie: Array,
    employer: Array, sex: Array, born: Array, tree: Array, weight: Array,
    first: Array, size: Array, held: Array, score: Array, who: Array,
) -> None:  # fmt: skip
    """Each of `rows` applies with chance `unemployed` or `off_post` (ppb) and runs for the podium of one workshop."""
    for i in range(len(rows)):
        p = rows[i]
        if not happens(seed, HIRING, month, key[p], 9, off_post if tie[p] > 0 else unemployed):
            continue
        s = choose(tree, seed, month, key[p])
        if tie[p] > 0 and employer[p] == s:
            continue
        woman = 1 if sex[p] == WOMAN else 0
        older = 1 if month - born[p] >= (480 if woman == 1 else 540) else 0
        u = float(contest(seed, HIRING, month, key[p], shop_key[s]) >> 10) * TO_UNIT
        chance = weight[2 * woman + older]
        if not hopeless(first, size, held, score, s, race_bound(u, chance)):
            offer(first, size, held, score, who, key, s, race(u, chance), p)


def fill(w: Any, rows: Array) -> None:
    """Match seekers `rows` with the vacancies of the month; `workshops.vacancies` keeps those left open."""
    shops, people = w.workshops, w.people
    n = shops.count
    if len(rows) == 0 or not shops.vacancies[:n].any():
        return
    podium = Podium.of(shops.vacancies[:n])
    tree = np.zeros(2 << (n - 1).bit_length(), np.int64)
    grow(podium.size, tree)
    unemployed, off_post = (
        round(min(1.0, w.now(f"search.{who}")) * 1_000_000_000) for who in ("unemployed", "off_post")
    )
    apply(
        rows, w.seed, w.month, unemployed, off_post, people.key, shops.key, people.tie, people.employer, people.sex,
        people.born, tree, weights(w.now("hire.weight_woman"), w.now("hire.weight_older")), *podium.arrays,
    )  # fmt: skip
    hire(w, *podium.winners(people.key))
    shops.vacancies[:n] -= podium.held.astype(shops.vacancies.dtype)


@step(
    *HIRES, "workshops.vacancies", "accounts.balance", "flows.paid", "households.income", "diary.earnings",
    rows=("C3", "H1", "H3"),
)  # fmt: skip
def match(w: Any) -> None:
    """Seekers apply and are hired; others begin or end work on their own account; relief is paid to those without."""
    seekers = np.flatnonzero(w.people.activity[: w.people.count] == SEEKING)
    fill(w, seekers)
    informal(w, seekers[w.people.activity[seekers] == SEEKING])
    relief(w)
