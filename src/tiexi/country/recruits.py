"""Recruits: people whom workshops bring from elsewhere for posts that nobody in the region took."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.chance import Stream, below, happens
from tiexi.world.follow import followed
from tiexi.world.hiring import hire
from tiexi.world.jit import kernel
from tiexi.world.keys import derived_key, name_key
from tiexi.world.ledger import Sector
from tiexi.world.people import NEVER, Registration
from tiexi.world.settle_people import BY_AGE, NOT_DRAWN, activities, attraction, enter_homes, personal_rank
from tiexi.world.table import Array
from tiexi.world.whole import rounded

ARRIVAL = int(Stream.ARRIVAL)
PPB = 1_000_000_000
YOUNGEST, SPAN = 216, 216  # months of age: 18 to 35 years
MEN, FAMILIES = 650_000_000, 400_000_000  # ppb
PARENT = 240  # months of age of a mother at the first birth, at the earliest
RECRUIT, SPOUSE, CHILD = 0, 1, 2
SEEKING = 5


@kernel
def draw_parties(
    parent: Array, ordinal: Array, seed: int, month: int, key: Array, age: Array, sex: Array, party: Array, role: Array
) -> int:
    """Recruits and their families, one party after the other; returns the number of people.

    Recruit i has the key (parent[i], month, ordinal[i]); a keyed share brings husband or wife and up to two children
    born since the mother was twenty. `age` in months; `party` is the recruit's number; the arrays hold four a party.
    """
    n = 0
    for i in range(len(parent)):
        me = derived_key(parent[i], month, ordinal[i])
        years = YOUNGEST + below(seed, ARRIVAL, month, me, 1, SPAN)
        man = happens(seed, ARRIVAL, month, me, 2, MEN)
        size = 1
        mother = years
        if years >= PARENT and happens(seed, ARRIVAL, month, me, 3, FAMILIES):
            other = below(seed, ARRIVAL, month, me, 4, 48)
            other = max(YOUNGEST, years - other) if man else years + other
            mother = other if man else years
            size = 2
            if mother >= PARENT:
                size += below(seed, ARRIVAL, month, me, 5, 3)
        for j in range(size):
            key[n] = me if j == 0 else derived_key(me, month, j)
            party[n] = i
            role[n] = min(j, CHILD)
            if j < 2:
                age[n] = years if j == 0 else other
                sex[n] = 2 if man == (j == 0) else 1
            else:
                age[n] = below(seed, ARRIVAL, month, key[n], 6, mother - PARENT + 1)
                sex[n] = 1 + below(seed, ARRIVAL, month, key[n], 7, 2)
            n += 1
    return n


@kernel
def describe(
    key: Array, seed: int, month: int, spread: float, cut: int, seeking: int, rank: Array, follows: Array, seeks: Array
) -> None:
    """Rank, being followed and (for the grown of a family) will to work of newcomers with `key`."""
    for i in range(len(key)):
        rank[i] = personal_rank(seed, key[i], spread)
        follows[i] = followed(key[i], cut)
        seeks[i] = happens(seed, ARRIVAL, month, key[i], 8, seeking)


@kernel
def choose_homes(key: Array, seed: int, month: int, weight: Array, home_key: Array, street: Array) -> None:
    """Key and street of the household of each recruit with `key`; streets in proportion to `weight` (i8)."""
    whole = 0
    for s in range(len(weight)):
        whole += weight[s]
    for i in range(len(key)):
        home_key[i] = derived_key(key[i], month, 9)
        left = below(seed, ARRIVAL, month, key[i], 9, whole)
        s = 0
        while left >= weight[s]:
            left -= weight[s]
            s += 1
        street[i] = s


@kernel
def numbers(n: int, seed: int, month: int, share: int, key: Array, vacancies: Array, number: Array) -> None:
    """Recruits of each workshop: `share` (ppm) of its vacancies, the fraction by a keyed draw."""
    for s in range(1, n):
        number[s] = min(vacancies[s], rounded(vacancies[s] * share, seed, ARRIVAL, month, key[s]))


def recruit(w: Any) -> None:
    """A dated share (`staff.recruit`) of the posts left open is filled from elsewhere."""
    shops = w.workshops
    n = shops.count
    share = w.ppm("staff.recruit")
    if share <= 0 or not shops.vacancies[:n].any():
        return
    number = np.zeros(n, np.int64)
    numbers(n, w.seed, w.month, share, shops.key, shops.vacancies, number)
    works = np.repeat(np.arange(n), number)
    if len(works) == 0:
        return
    labels = w.labels["workshops"]
    parents = np.array([name_key("recruits", labels[s]) if number[s] else 0 for s in range(n)], np.uint64)
    ordinal = np.arange(len(works)) - (np.cumsum(number) - number)[works]
    hire(w, arrive(w, parents[works], ordinal), works)
    shops.vacancies[:n] -= number.astype(shops.vacancies.dtype)


def arrive(w: Any, parent: Array, ordinal: Array) -> Array:
    """Add recruits with their families and households to the world; returns the rows of the recruits."""
    room = 4 * len(parent)
    key, age, sex = np.empty(room, np.uint64), np.empty(room, np.int64), np.empty(room, np.uint8)
    party, role = np.empty(room, np.int64), np.empty(room, np.uint8)
    n = draw_parties(parent, ordinal, w.seed, w.month, key, age, sex, party, role)
    key, age, sex, party, role = key[:n], age[:n], sex[:n], party[:n], role[:n]
    rank, follows, seeks = np.empty(n, np.int64), np.empty(n, np.bool_), np.empty(n, np.bool_)
    will = w.region.parameters.get("labour.women_seeking")
    describe(
        key, w.seed, w.month, w.now("wage.spread"), w.follow_cut,
        round((will.at(w.month) if will else 0.7) * PPB), rank, follows, seeks,
    )  # fmt: skip
    first_home = new_homes(w, key[role == RECRUIT])
    rows = w.people.add(n)
    people = w.people
    head, spouse = kin(sex, party, role, rows.start)
    people.key[rows] = key
    people.born[rows] = w.month - age
    people.gone[rows] = NEVER
    people.dies[rows] = NOT_DRAWN
    people.bears[rows] = np.where(sex == 1, NOT_DRAWN, NEVER)
    people.sex[rows] = sex
    people.registration[rows] = int(Registration.URBAN)
    people.mother[rows] = np.where(role == CHILD, head, 0)
    people.spouse[rows] = spouse
    people.activity[rows] = np.where(role == RECRUIT, SEEKING, activities(age, sex, seeks, BY_AGE))
    people.since[rows] = w.month
    people.rank[rows] = rank
    lives = np.flatnonzero(follows) + rows.start
    pages = w.diary.add(len(lives))
    w.diary.person[pages] = lives
    people.diary[lives] = np.arange(pages.start, pages.stop)
    seen = w.happenings.add(len(lives)).start
    h = w.happenings
    enter_homes(
        rows.start, party + first_home, people.household, w.households.members, w.households.street,
        w.streets.residents, people.diary, True, h.event, h.kind, h.who, h.where, w.counts.persons, seen,
    )  # fmt: skip
    w.tally.arrived[1] += n
    recruits: Array = np.flatnonzero(role == RECRUIT) + rows.start
    return recruits


def kin(sex: Array, party: Array, role: Array, first: int) -> tuple[Array, Array]:
    """For each newcomer the row of the party's woman (0 if none) and of the spouse (0 if none)."""
    at = np.arange(len(role)) + first
    women = np.zeros(int(party.max()) + 1, np.int64)
    grown = role != CHILD
    women[party[grown & (sex == 1)]] = at[grown & (sex == 1)]
    spouse = np.zeros(len(role), np.int64)
    wed = np.flatnonzero(role == SPOUSE)
    spouse[wed], spouse[wed - 1] = at[wed - 1], at[wed]
    return women[party], spouse


def new_homes(w: Any, key: Array) -> int:
    """One household with an empty account for each recruit with `key`; returns the first row."""
    n = len(key)
    home_key, street = np.empty(n, np.uint64), np.empty(n, np.int64)
    choose_homes(key, w.seed, w.month, attraction(w, w.month), home_key, street)
    rows, accounts = w.households.add(n), w.accounts.add(n)
    w.accounts.sector[accounts] = int(Sector.HOUSEHOLDS)
    w.households.key[rows] = home_key
    w.households.street[rows] = street
    w.households.account[rows] = np.arange(accounts.start, accounts.stop)
    return int(rows.start)
