"""Match: who looks for work applies at one workshop with open posts; each open post draws one of its applicants.

One application a month, and the share of vacancies as the chance of a workshop, follow del Rio-Chanona et al. (2021).
Where a person applies and how lucky it is there hang on the person's key alone: one more household touches few others.
Source: del Rio-Chanona, Mealy, Beguerisse-Diaz, Lafond and Farmer 2021, J. R. Soc. Interface 18:20200898.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.market.elsewhere import elsewhere
from tiexi.market.insurance import support
from tiexi.market.own_account import own_account
from tiexi.market.relief import relief
from tiexi.market.search import asked, climbers, last_job, look_again, seekers, weights
from tiexi.world.careers import keeps, premiums
from tiexi.world.chance import Stream, below, luck
from tiexi.world.giving import GIVES
from tiexi.world.hiring import HIRES, hire
from tiexi.world.jit import kernel
from tiexi.world.podium import Podium, offer, race, race_bound
from tiexi.world.standing import CHANGES
from tiexi.world.steps import step
from tiexi.world.table import Array

HIRING, PLACEMENT = int(Stream.HIRING), int(Stream.PLACEMENT)
WOMAN = 1


@kernel
def grow(vacancies: Array, tree: Array) -> int:
    """Sums of vacancies over a tree of workshops: node i holds nodes 4i - 2 to 4i + 1. Returns the first leaf."""
    leaf = 1
    leaves = 1
    while leaves < len(vacancies):
        leaf = 4 * leaf - 2
        leaves *= 4
    for i in range(leaves):
        tree[leaf + i] = vacancies[i] if i < len(vacancies) else 0
    for i in range(leaf - 1, 0, -1):
        tree[i] = tree[4 * i - 2] + tree[4 * i - 1] + tree[4 * i] + tree[4 * i + 1]
    return leaf


@kernel
def choose(tree: Array, leaf: int, seed: int, month: int, key: int) -> int:
    """Workshop to which the person with `key` applies, each with chance in proportion to its vacancies.

    The person walks down the tree with one keyed draw at each node. A change of vacancies at one workshop moves only
    the thresholds above it, so nearly everybody applies where they did before, at the cost of a few draws; a
    weighted rendezvous with every workshop would move the fewest, but costs a draw for each pair.
    """
    node = 1
    while node < leaf:
        left = below(seed, PLACEMENT, month, key, 64 + node, tree[node])
        node = 4 * node - 2
        while left >= tree[node]:
            left -= tree[node]
            node += 1
    return node - leaf


@kernel
def apply(
    rows: Array, lucky: Array, seed: int, month: int, key: Array, tie: Array, employer: Array, sex: Array,
    born: Array, tree: Array, leaf: int, weight: Array, long: Array, least: Array, premium: Array,
    first: Array, size: Array, held: Array, score: Array, who: Array,
) -> None:  # fmt: skip
    """Each of `rows`, with the uniform numbers `lucky`, runs for the podium of one workshop.

    Those whose last job was `long` (u1) have the weights of a record; nobody takes a `premium` [shop] below `least`.
    """
    for i in range(len(rows)):
        p = rows[i]
        s = choose(tree, leaf, seed, month, key[p])
        if (tie[p] > 0 and employer[p] == s) or premium[s] < least[i]:
            continue
        woman = 1 if sex[p] == WOMAN else 0
        older = 1 if month - born[p] >= (480 if woman == 1 else 540) else 0
        u = lucky[i]
        chance = weight[4 * long[i] + 2 * woman + older]
        if held[s] == size[s] and race_bound(u, chance) > score[first[s]]:
            continue
        offer(first, size, held, score, who, key, s, race(u, chance), p)


def fill(w: Any, rows: Array) -> None:
    """Match the applicants `rows` with the vacancies of the month; `workshops.vacancies` keeps those left open."""
    shops, people = w.workshops, w.people
    n = shops.count
    podium = Podium.of(shops.vacancies[:n])
    tree = np.zeros(6 * n + 2, np.int64)
    leaf = grow(podium.size, tree)
    months, record = last_job(w, rows), w.now("hire.weight_record")
    long = (months >= 12 * w.now("hire.record_years")) & (record != 0.0)
    apply(
        rows, luck(w, rows, HIRING, 2), w.seed, w.month, people.key, people.tie, people.employer, people.sex,
        people.born, tree, leaf, weights(w.now("hire.weight_woman"), w.now("hire.weight_older"), record),
        long.astype(np.uint8), asked(w, rows, months), premiums(w) if keeps(w) else np.zeros(n, np.int64),
        *podium.arrays,
    )  # fmt: skip
    hire(w, *podium.winners(people.key))
    shops.vacancies[:n] -= podium.held.astype(shops.vacancies.dtype)


@step(*HIRES, "workshops.vacancies", "elsewhere.*", rows=("C3", "H1", "H3"))
def match(w: Any) -> None:
    """Who looks for work applies at one workshop with open posts; each open post draws one of its applicants."""
    elsewhere(w)
    if not w.workshops.vacancies[: w.workshops.count].any():
        return
    rows = np.concatenate([seekers(w), climbers(w)])
    if len(rows):
        fill(w, rows)


@step(*CHANGES, *GIVES, "people.trained", "people.aid", rows=("C3", "C4", "H1"))
def informal(w: Any) -> None:
    """The jobless begin or end work on their own account, informal work is paid, and so are benefits."""
    look_again(w)
    own_account(w)
    relief(w)
    support(w)
