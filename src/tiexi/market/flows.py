"""Flows: a labour market of occupations in real numbers, the large-number limit of applications that meet vacancies.

Per occupation a part of the posts ends and a part opens, more where posts are above or below what is wanted; who is
unemployed sends one application to an occupation that their own is linked to, in proportion to its vacancies; each
vacancy draws one of its applicants. Source: del Rio-Chanona, Mealy, Beguerisse-Diaz, Lafond and Farmer (2021), Journal
of the Royal Society Interface 18:20200898. The same market of single persons is `market.crowd`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from tiexi.world.arith import exp
from tiexi.world.jit import kernel
from tiexi.world.table import Array

FLOOR = 1e-15  # persons; no occupation falls below


@dataclass(frozen=True)
class Rates:
    """What happens in a step (1/step): `part` of the posts ends and `opening` opens by itself; `shed` and `hire` of the
    gap between posts and what is wanted is closed by ending and opening more."""

    part: float
    opening: float
    shed: float
    hire: float


@dataclass(frozen=True)
class Links:
    """To which occupations the searchers of each look: links `first[i]` to `first[i + 1]` (i8), goal `to` (i8), and
    the chance `share` (f8) of looking there."""

    first: Array
    to: Array
    share: Array

    @classmethod
    def complete(cls, n: int) -> Links:
        """Everyone looks everywhere alike."""
        return cls(np.arange(n + 1) * n, np.tile(np.arange(n), n), np.full(n * n, 1.0 / n))

    @classmethod
    def of(cls, n: int, source: Array, goal: Array, share: Array) -> Links:
        """From rows of a table, in any order."""
        order = np.lexsort((goal, source))
        first = np.searchsorted(source[order], np.arange(n + 1)).astype(np.int64)
        return cls(first, goal[order].astype(np.int64), share[order].astype(np.float64))


@kernel
def turnover(
    part: float, opening: float, shed: float, hire: float, employed: Array, vacancies: Array, wanted: Array,
    lost: Array, opened: Array,
) -> None:  # fmt: skip
    """Posts that end (`lost`) and vacancies that open (`opened`) in this step, by occupation."""
    for i in range(len(lost)):
        e = employed[i]
        beyond = e + vacancies[i] - wanted[i]
        lost[i] = part * e + (1.0 - part) * min(e, shed * max(0.0, beyond))
        opened[i] = opening * e + (1.0 - opening) * min(e, hire * max(0.0, -beyond))


@kernel
def meet(
    first: Array, to: Array, share: Array, unemployed: Array, vacancies: Array, chance: Array, hired: Array, left: Array
) -> None:
    """Applications meet vacancies: who is `hired` into each occupation, who has `left` the unemployed of each.

    `chance` becomes that of an applicant in each: that at least one of a Poisson number of applicants for each vacancy
    is there, shared among all of them.
    """
    n = len(hired)
    for j in range(n):
        hired[j] = 0.0
    for i in range(n):
        seen = 0.0
        for k in range(first[i], first[i + 1]):
            seen += share[k] * vacancies[to[k]]
        left[i] = unemployed[i] / seen if seen > 0.0 else 0.0
        for k in range(first[i], first[i + 1]):
            hired[to[k]] += left[i] * share[k] * vacancies[to[k]]
    for j in range(n):
        chance[j] = 0.0
        if hired[j] > 0.0:
            chance[j] = vacancies[j] / hired[j] * (1.0 - exp(-hired[j] / vacancies[j]))
        hired[j] *= chance[j]
    for i in range(n):
        found = 0.0
        for k in range(first[i], first[i + 1]):
            found += share[k] * vacancies[to[k]] * chance[to[k]]
        left[i] *= found


@kernel
def turn_over(
    lost: Array, opened: Array, hired: Array, left: Array, least: float,
    employed: Array, unemployed: Array, vacancies: Array,
) -> None:  # fmt: skip
    """The step's flows change the stocks; a person hired counts where the post is."""
    for i in range(len(lost)):
        employed[i] = max(least, employed[i] + hired[i] - lost[i])
        unemployed[i] = max(least, unemployed[i] + lost[i] - left[i])
        vacancies[i] = max(least, vacancies[i] + opened[i] - hired[i])


@kernel
def grow_older(lost: Array, left: Array, unemployed: Array, cohort: Array) -> None:
    """Cohorts of the unemployed by steps since they lost their posts, the oldest last: [age x n + occupation].

    `unemployed` as before the step. All of an occupation leave unemployment alike.
    """
    n = len(lost)
    oldest = len(cohort) // n - 1
    for i in range(n):
        stay = 1.0 - left[i] / unemployed[i]
        cohort[oldest * n + i] = (cohort[oldest * n + i] + cohort[(oldest - 1) * n + i]) * stay
        for age in range(oldest - 1, 0, -1):
            cohort[age * n + i] = cohort[(age - 1) * n + i] * stay
        cohort[i] = lost[i]


@dataclass
class Flows:
    """A labour market of `n` occupations: persons and posts (f8 [n]); unemployed persons count where they last worked.

    `cohort` (f8 [age x n + occupation]) holds those who lost posts since the beginning; the last age, and older, are
    the long-term unemployed.
    """

    rates: Rates
    links: Links
    employed: Array
    unemployed: Array
    vacancies: Array
    long_after: int = 3
    left: Array = field(init=False)
    cohort: Array = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.employed)
        self.left, self.cohort = np.zeros(n), np.zeros((self.long_after + 1) * n)

    def match(self, wanted: Array) -> None:
        """One step in which `wanted` posts (f8 [n]) are aimed at."""
        n, r = len(self.employed), self.rates
        lost, opened, chance, hired = (np.empty(n) for _ in range(4))
        turnover(r.part, r.opening, r.shed, r.hire, self.employed, self.vacancies, wanted, lost, opened)
        links = self.links
        meet(links.first, links.to, links.share, self.unemployed, self.vacancies, chance, hired, self.left)
        grow_older(lost, self.left, self.unemployed, self.cohort)
        turn_over(lost, opened, hired, self.left, FLOOR, self.employed, self.unemployed, self.vacancies)

    def long(self) -> Array:
        """Long-term unemployed (f8 [n])."""
        return self.cohort[-len(self.employed) :]
