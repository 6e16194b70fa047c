"""A small town made by hand for the tests of labour: four plants, five workshops, one street, a till each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
from tests.kernels.plain import silent

from tiexi.region import Region
from tiexi.world.found_network import Constant
from tiexi.world.keys import derived_key, name_key
from tiexi.world.ledger import REASONS, SECTORS
from tiexi.world.people import NEVER, Activity, Registration, Tie
from tiexi.world.steps import Step
from tiexi.world.works import Owner, Standing
from tiexi.world.world import OUTSIDE, Views, World

PPM = 1_000_000
STATE_SHOP, STATE_HALL, COLLECTIVE_SHOP, PRIVATE_SHOP, SCHOOL = 1, 2, 3, 4, 5  # rows of workshops
WORKER, FURNACE, CADRE = 1, 2, 3  # rows of occupations

PLAN = silent() | {
    "wage.level": 600.0, "wage.collective": 0.8, "wage.spread": 0.2, "staff.dismissal": 0.0, "staff.hire_gap": 0.5,
    "staff.recruit": 0.0, "staff.quota": 0.0, "staff.quit": 0.0, "off_post.rate": 0.0, "off_post.slack": 1.08,
    "off_post.cap_months": 999.0, "off_post.abolish": 0.0, "off_post.struck_off": 0.0,
    "yearbook.enrolment_paid_share": 1 / 3, "off_post.weight_cadre": -2.5, "off_post.weight_woman": 0.45,
    "off_post.weight_older": 0.45, "off_post.weight_tenure": -0.01, "search.off_post": 0.4, "search.unemployed": 1.0,
    "hire.weight_woman": -0.5, "hire.weight_older": -0.6, "withdraw.rate": 0.0, "retirement.age_men": 60.0,
    "retirement.age_women": 50.0, "retirement.age_women_cadre": 55.0, "retirement.hazard_earlier": 5.0,
    "early_retirement.rate": 0.0, "early_retirement.years": 5.0, "pension.share": 0.7,
    "severance.months_per_year": 0.0, "benefit.unemployment": 0.0, "benefit.months": 24.0, "benefit.minimum": 0.0,
    "informal.entry": 0.0, "informal.exit": 0.0, "informal.pay": 0.5, "informal.elasticity": 0.5,
    "informal.floor": 0.15, "leave.rate": 0.0, "leave.normal_unemployment": 0.05, "close.guards": 0.01,
}  # fmt: skip
REFORM = PLAN | {"off_post.rate": 0.06, "severance.months_per_year": 1.0}


@dataclass
class Settings:
    first: str = "1990-01"


@dataclass
class Town:
    """What the world needs of a region."""

    parameters: dict[str, Constant]
    months: int = 1200
    settings: Settings = field(default_factory=Settings)
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    rows = Region.rows


def town(parameters: dict[str, float] = PLAN, *, scale: int = 1, seed: int = 1, posts: int = 20) -> World:
    """A world without people: two state workshops (`posts` each), a collective, a private one, and a school."""
    tables = {
        "streets": pl.DataFrame({"street": ["lane"], "attraction": [1.0]}),
        "people": pl.DataFrame(schema={"cohort": pl.String, "first": pl.String, "last": pl.String}),
    }
    region: Any = Town({k: Constant(v) for k, v in parameters.items()}, tables=tables)
    w = World(region, seed, scale, 10)
    w.follow_cut = np.uint64(2**64 - 1)
    w.month = 120
    w.labels = {
        "streets": ["", "lane"],
        "workshops": ["", "smelter/hall", "smelter/cells", "co/shop", "own/bar", "school/school"],
    }
    w.labels["plants"] = w.labels["groups"] = ["", "smelter", "co", "own", "school"]
    w.labels["works"] = w.labels["workshops"]
    w.accounts.add(8)
    w.accounts.sector[1:9] = [5, 6, 7, 8, 2, 3, 3, 4]
    w.accounts.balance[1:9] = [0, 0, 0, 0, 10**9, 10**8, 10**8, 10**8]
    w.accounts.balance[3] = -w.accounts.balance.sum()
    w.plants.add(4)
    w.plants.owner[1:5] = [Owner.STATE, Owner.COLLECTIVE, Owner.PRIVATE, Owner.PUBLIC]
    w.plants.standing[1:5] = Standing.WORKING
    w.plants.account[1:5] = [5, 6, 7, 8]
    for column in ("scale", "quota", "pull", "permit", "credit", "dear", "premium"):
        getattr(w.plants, column)[1:5] = PPM
    w.plants.number[1:5] = 1
    w.plants.group[1:5] = range(1, 5)
    w.workshops.add(5)
    w.workshops.plant[1:6], w.workshops.group[1:6] = [1, 1, 2, 3, 4], range(1, 6)
    w.workshops.key[1:6] = [name_key(name) for name in w.labels["workshops"][1:]]
    w.workshops.occupation[1:6] = [FURNACE, WORKER, WORKER, WORKER, WORKER]
    w.workshops.posts[1:6] = np.array([posts, posts, posts // 2, posts // 4, posts // 4])
    w.workshops.capacity[1:6] = 1000
    w.workshops.lines[1:6] = [1, 1, 1, 1, 0]
    w.workshops.load[1:6] = PPM
    w.workshops.cadres[1:6] = 100_000
    w.occupations.add(3)
    w.occupations.pay[1:4] = [PPM, 1_200_000, 1_300_000]
    w.occupations.hazardous[FURNACE] = 1
    w.occupations.cadre[CADRE] = 1
    w.streets.add(1)
    w.tally.add(1)
    w.counts.add(64)
    w.claims.add(4)
    w.flows.add(REASONS * SECTORS * SECTORS)
    return w


def people(w: World, number: int, name: str = "old town", **values: Any) -> np.ndarray[Any, Any]:
    """Add `number` followed people in households of two with 10,000 fen for each real one; `values` set columns.

    Ages run from 20 to 44, sexes alternate; without more they have no tie, are urban and look for work.
    """
    rows = w.people.add(number)
    at = np.arange(rows.start, rows.stop)
    i = np.arange(number)
    p = w.people
    p.key[rows] = [derived_key(np.uint64(name_key(name)), 0, int(j)) for j in i]
    p.born[rows] = w.month - 240 - i * 7 % 300
    p.gone[rows] = p.dies[rows] = p.bears[rows] = NEVER
    p.sex[rows] = 1 + i % 2
    p.registration[rows] = Registration.URBAN
    p.activity[rows] = Activity.SEEKING
    p.rank[rows] = 1000
    homes = (number + 1) // 2
    h, a, d = w.households.add(homes), w.accounts.add(homes), w.diary.add(number)
    w.accounts.sector[a] = 1
    w.accounts.balance[a] = 10_000 * w.scale
    w.accounts.balance[3] -= 10_000 * w.scale * homes
    w.households.account[h] = np.arange(a.start, a.stop)
    w.households.key[h] = p.key[at[::2]]
    w.households.street[h] = 1
    p.household[rows] = h.start + i // 2
    p.diary[rows] = np.arange(d.start, d.stop)
    for column, value in values.items():
        getattr(p, column)[rows] = value
    recount(w)
    return at


def staffed(w: World, number: int, shop: int, name: str = "old staff", **values: Any) -> np.ndarray[Any, Any]:
    """People on post in workshop `shop` for ten years."""
    given: dict[str, Any] = {
        "tie": Tie.REGULAR, "activity": Activity.ON_POST, "employer": shop, "hired": w.month - 120, "wage": 5000,
        "occupation": w.workshops.occupation[shop], "since": w.month - 120,
    }  # fmt: skip
    return people(w, number, name, **(given | values))


def heads(w: World) -> dict[str, np.ndarray[Any, Any]]:
    """All head counts and claims, counted from the people."""
    p, n = w.people, w.people.count
    here = p.gone[:n] == NEVER
    here[0] = False
    tied, retired = here & (p.tie[:n] > 0), here & (p.tie[:n] == 0) & (p.activity[:n] == Activity.RETIRED)
    shop = p.employer[:n]
    plant = w.workshops.plant[shop]

    def per(table: str, rows: Any, where: Any) -> np.ndarray[Any, Any]:
        return np.bincount(where[rows], minlength=w.tables[table].count)

    owed = np.zeros(w.plants.count, np.int64)
    np.add.at(owed, p.owed_by[:n], p.owed[:n] * w.scale)
    np.add.at(owed, w.dues.plant[: w.dues.count], w.dues.owed[: w.dues.count] * w.scale)
    home = p.household[:n]
    return {
        "workshops.tied": per("workshops", tied, shop),
        "workshops.on_post": per("workshops", tied & (p.activity[:n] == Activity.ON_POST), shop),
        "plants.tied": per("plants", tied, plant),
        "plants.pensioners": per("plants", retired & (shop > 0), plant),
        "households.members": per("households", here, home),
        "streets.residents": per("streets", here, w.households.street[home]),
        "plants.wages_owed": owed,
    }


def recount(w: World) -> None:
    """Write the head counts anew."""
    for name, counted in heads(w).items():
        table, column = name.split(".")
        getattr(w.tables[table], column)[: len(counted)] = counted


def check(w: World) -> None:
    """Heads, claims and money add up, and households' money comes in whole units of the scale."""
    for name, counted in heads(w).items():
        table, column = name.split(".")
        assert getattr(w.tables[table], column)[: len(counted)].tolist() == counted.tolist(), name
    n = w.accounts.count
    assert w.accounts.balance[:n].sum() == 0
    assert (w.accounts.balance[w.households.account[1 : w.households.count]] % w.scale == 0).all()
    assert (w.accounts.balance[1:n] >= 0)[np.arange(1, n) > OUTSIDE].all()
    assert w.claims.made[4] - w.claims.settled[4] == w.plants.wages_owed[: w.plants.count].sum()


def run(w: World, *steps: Step, months: int = 1) -> None:
    """Run steps as the engine does, each on views of what it declares, and check all counts after each."""
    for _ in range(months):
        for step in steps:
            step.run(Views(w, step.writes))
            check(w)
        w.month += 1


def count(w: World, event: int) -> int:
    """How many persons an event has happened to."""
    return int(w.counts.persons[event + 1])
