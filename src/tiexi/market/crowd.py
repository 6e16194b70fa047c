"""Crowd: the labour market of `market.flows` with single persons, who apply and are drawn as `market.labour` has it.

A person sends one application a step, walking down a tree of vacancies with keyed draws; each vacancy takes the
applicant who is lowest in a race. What a person of an occupation sees of a vacancy is weighted by the links.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tiexi.market.flows import Links, Rates, turnover
from tiexi.market.labour import choose, grow
from tiexi.world.chance import MASK32, SHIFT11, SHIFT32, TO_UNIT, Stream, below, word_each
from tiexi.world.jit import kernel
from tiexi.world.keys import name_key
from tiexi.world.podium import Podium, offer, race, race_bound
from tiexi.world.table import Array

DISMISSAL, HIRING, PLACEMENT = int(Stream.DISMISSAL), int(Stream.HIRING), int(Stream.PLACEMENT)
ONE_OF = 60  # number of the draw of one among the vacancies of an occupation; the tree's begin at 64
WORDS = 4294967296.0  # 2**32 halves of a random word
SIGHT = 1073741824.0  # 2**30: all that a person sees, in whole parts
AT_WORK, SINCE_EVER = -1, 0  # of `since`


@kernel
def part_ways(
    words: Array, step: int, occupation: Array, loses: Array, draws: Array, since: Array, ended: Array, begun: Array
) -> None:
    """Each person at work loses the post, and each post draws a vacancy after it, with the chances of the occupation.

    One random word a person: its upper half below `loses` ends the post, its lower half below `draws` opens a vacancy.
    Counts `ended` and `begun` by occupation.
    """
    for i in range(len(ended)):
        ended[i] = 0
        begun[i] = 0
    for p in range(len(occupation)):
        if since[p] != AT_WORK:
            continue
        i = occupation[p]
        if (words[p] & MASK32) < draws[i]:
            begun[i] += 1
        if (words[p] >> SHIFT32) < loses[i]:
            ended[i] += 1
            since[p] = step


@kernel
def look(first: Array, to: Array, share: Array, vacancies: Array, start: Array, leaf: Array, tree: Array) -> None:
    """A tree of what the searchers of each occupation see, from `start[i]` on; `leaf[i]` is its first leaf, 0 if they
    see no vacancy."""
    weight = np.zeros(len(vacancies), np.int64)
    for i in range(len(leaf)):
        seen = 0.0
        for k in range(first[i], first[i + 1]):
            seen += share[k] * float(vacancies[to[k]])
        leaf[i] = 0
        if seen <= 0.0:
            continue
        n = first[i + 1] - first[i]
        for k in range(n):
            weight[k] = int(share[first[i] + k] * float(vacancies[to[first[i] + k]]) / seen * SIGHT)
        leaf[i] = grow(weight[:n], tree[start[i] : start[i + 1]])


@kernel
def apply(
    rows: Array, lucky: Array, seed: int, step: int, key: Array, occupation: Array, begin: Array, to: Array,
    start: Array, leaf: Array, tree: Array, vacancies: Array, place: Array,
    first: Array, size: Array, held: Array, score: Array, who: Array,
) -> None:  # fmt: skip
    """Each of `rows` runs for one vacancy; those of occupation j are places from `place[j]` on."""
    for k in range(len(rows)):
        p = rows[k]
        i = occupation[p]
        if leaf[i] > 0 and tree[start[i] + 1] > 0:
            j = to[begin[i] + choose(tree[start[i] : start[i + 1]], leaf[i], seed, step, key[p])]
            one = place[j] + below(seed, PLACEMENT, step, key[p], ONE_OF, vacancies[j])
            if held[one] == 0 or race_bound(lucky[k], 1.0) <= score[first[one]]:
                offer(first, size, held, score, who, key, one, race(lucky[k], 1.0), p)


@dataclass
class Crowd:
    """Persons with `occupation` (i8) and `since` (i8: the step that lost the post, -1 at work); vacancies (i8)."""

    rates: Rates
    links: Links
    occupation: Array
    since: Array
    vacancies: Array
    seed: int = 1
    step: int = 0
    rows: Array = field(init=False)
    key: Array = field(init=False)
    start: Array = field(init=False)
    employed: Array = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.vacancies)
        self.rows = np.arange(len(self.occupation))
        self.key = self.rows.astype(np.uint64) + np.uint64(name_key("crowd"))
        self.start = np.concatenate([[0], np.cumsum(6 * np.diff(self.links.first) + 2)])  # room of trees, see grow
        self.employed = np.bincount(self.occupation[self.since == AT_WORK], minlength=n)

    def words(self, rows: Array, stream: int) -> Array:
        """A random word (u8) of each of `rows` in this step."""
        found = np.empty(len(rows), np.uint64)
        word_each(rows, self.key, self.seed, stream, self.step, 2, found)
        return found

    def match(self, wanted: Array) -> None:
        """One step in which `wanted` posts (f8 by occupation) are aimed at."""
        self.step += 1
        n, r, links = len(self.vacancies), self.rates, self.links
        out = np.flatnonzero(self.since != AT_WORK)
        employed, lost, opened = self.employed.astype(np.float64), np.empty(n), np.empty(n)
        turnover(r.part, r.opening, r.shed, r.hire, employed, self.vacancies.astype(np.float64), wanted, lost, opened)
        loses, draws = ((flow / np.maximum(employed, 1.0) * WORDS).astype(np.uint64) for flow in (lost, opened))
        ended, begun, leaf = (np.empty(n, np.int64) for _ in range(3))
        part_ways(
            self.words(self.rows, DISMISSAL), self.step, self.occupation, loses, draws, self.since, ended, begun
        )  # fmt: skip
        tree = np.empty(self.start[-1], np.int64)
        look(links.first, links.to, links.share, self.vacancies, self.start, leaf, tree)
        podium = Podium.of(np.ones(int(self.vacancies.sum()), np.int64))
        lucky = (self.words(out, HIRING) >> SHIFT11) * TO_UNIT
        apply(
            out, lucky, self.seed, self.step, self.key, self.occupation, links.first, links.to, self.start, leaf, tree,
            self.vacancies, np.cumsum(self.vacancies) - self.vacancies, *podium.arrays,
        )  # fmt: skip
        won, place = podium.winners(self.key)
        goal = np.repeat(np.arange(n), self.vacancies)[place]
        hired = np.bincount(goal, minlength=n)
        self.occupation[won], self.since[won] = goal, AT_WORK
        self.employed += hired - ended
        self.vacancies += begun - hired

    def rates_now(self, long_after: int) -> tuple[float, float, float]:
        """Rate of unemployment, of vacancies (over all posts, filled or not) and of long-term unemployment."""
        out = self.since[self.since != AT_WORK]
        long = np.count_nonzero((out > SINCE_EVER) & (out <= self.step - long_after))
        people, vacancies = len(self.occupation), int(self.vacancies.sum())
        return len(out) / people, vacancies / (vacancies + people - len(out)), int(long) / people
