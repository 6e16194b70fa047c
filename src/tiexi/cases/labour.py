"""Driver of the occupational labour market (del Rio-Chanona et al. 2021), as flows and as a crowd of single persons.

Rows of `expected.csv` ask for what is run: `NETWORK|quantity` is the flows on a network (`complete`, or any other name
for the links of `network/edges.csv`), `agent_based|NETWORK|quantity` the mean of the crowd once it is at rest.
"""

from __future__ import annotations

import math

import numpy as np

from tiexi.cases.family import Result
from tiexi.cases.folder import Case, CaseError
from tiexi.market.crowd import Crowd
from tiexi.market.flows import FLOOR, Flows, Links, Rates
from tiexi.world.arith import apportion
from tiexi.world.table import Array

QUANTITIES = ("unemployment_rate", "vacancy_rate", "long_term_unemployment_rate")
UNEMPLOYED, VACANT, WANTED = 0.016, 0.012, 1.016  # at the beginning, over employment, where the folder is silent
PERSONS, COUNTED = 1_000_000, 250  # of the crowd, and steps, where the folder is silent


def links(case: Case, name: str, occupations: list[str]) -> Links:
    """The network of that name; CaseError if its table is missing or is none."""
    n = len(occupations)
    if name == "complete":
        return Links.complete(n)
    file = "network/edges.csv"
    path = case.folder / file
    if not case.has(file):
        raise CaseError(f"{path}: there is no such file; expected.csv asks for the network {name!r}, which it holds")
    at = {occupation: i for i, occupation in enumerate(occupations)}
    ends: list[Array] = []
    for column in ("from", "to"):
        labels = case.column(file, column)
        if lost := [label for label in labels if label not in at]:
            raise CaseError(f"{path}: {lost[0]!r} in column {column} is not in employment.csv")
        ends.append(np.array([at[label] for label in labels], np.int64))
    share = case.numbers(file, "probability")
    for i, whole in enumerate(np.bincount(ends[0], share, n)):
        if abs(whole - 1.0) > 1e-9:
            raise CaseError(f"{path}: the probabilities from {occupations[i]} sum to {whole:.12g}; they must sum to 1")
    if (share < 0).any():
        raise CaseError(f"{path}: probability in line {int(share.argmin()) + 2} is below 0")
    return Links.of(n, ends[0], ends[1], share)


class Market:
    """What the folder says: occupations, their posts at the beginning, and rates."""

    def __init__(self, case: Case) -> None:
        file = "network/employment.csv"
        self.case, self.occupations = case, case.column(file, "occupation")
        self.posts = case.numbers(file, "employment")
        if (self.posts <= 0).any():
            line = int(self.posts.argmin()) + 2
            raise CaseError(f"{case.folder / file}:{line}: employment must be above 0")
        if case.number("floor", FLOOR) != FLOOR:
            raise CaseError(f"{case.folder / 'parameters.csv'}: floor is a constant of the engine, {FLOOR:g}")
        self.rates = Rates(*(case.share(name) for name in ("delta_u", "delta_v", "gamma_u", "gamma_v")))
        self.out, self.open = case.positive("u_0", UNEMPLOYED), case.positive("v_0", VACANT)
        self.wanted, self.long_after = case.positive("target", WANTED), case.whole("long_term_after")

    def flows(self, name: str) -> Flows:
        """The market in real numbers after the case's steps."""
        posts = self.posts
        market = Flows(
            self.rates, links(self.case, name, self.occupations), posts.copy(), self.out * posts, self.open * posts,
            self.long_after,
        )  # fmt: skip
        for _ in range(self.case.whole("states") - 1):
            market.match(self.wanted * posts)
        return market

    def crowd(self, name: str) -> Array:
        """Means of the three rates of single persons, once they have settled."""
        persons = self.case.whole("persons", PERSONS)
        people, out, vacant = (np.empty(len(self.posts), np.int64) for _ in range(3))
        weights = np.rint(self.posts).astype(np.int64)
        apportion(persons, weights, people)
        apportion(round(persons * self.out / (1 + self.out)), people, out)
        apportion(round(persons * self.open / (1 + self.out)), people, vacant)
        occupation = np.repeat(np.arange(len(people)), people)
        order = np.arange(persons) - (np.cumsum(people) - people)[occupation]
        since = np.where(order < out[occupation], 0, -1)
        market = Crowd(self.rates, links(self.case, name, self.occupations), occupation, since, vacant)
        wanted = self.posts * (self.wanted * persons / (self.posts.sum() * (1 + self.out)))
        for _ in range(self.case.whole("settling", self.case.whole("states") - 1)):
            market.match(wanted)
        counted = self.case.whole("counted", COUNTED)
        means = np.zeros(3)
        for _ in range(counted):
            market.match(wanted)
            means += market.rates_now(self.long_after)
        return means / counted


def drive(case: Case) -> Result:
    """Each network that `expected.csv` names, in each form that it names."""
    market = Market(case)
    last = str(case.whole("states") - 1)
    found: dict[tuple[str, str], float] = {}
    drift = 0.0
    for name in sorted({e.quantity.split("|")[0] for e in case.expected if e.quantity.count("|") == 1}):
        m = market.flows(name)
        employed, vacancies = math.fsum(m.employed), math.fsum(m.vacancies)
        force = employed + math.fsum(m.unemployed)
        drift = max(drift, abs(force - math.fsum(market.posts * (1 + market.out))))
        rates = (math.fsum(m.unemployed) / force, vacancies / (vacancies + employed), math.fsum(m.long()) / force)
        for quantity, rate in zip(QUANTITIES, rates, strict=True):
            found[f"{name}|{quantity}", last] = rate
    found["labour_force_drift", last] = drift
    for name in sorted({e.quantity.split("|")[1] for e in case.expected if e.quantity.startswith("agent_based|")}):
        for quantity, mean in zip(QUANTITIES, market.crowd(name), strict=True):
            found[f"agent_based|{name}|{quantity}", "stationary mean"] = float(mean)
    return Result(found, "real persons as flows, whole ones in the crowd")
