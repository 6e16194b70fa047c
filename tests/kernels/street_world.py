"""A small world of streets, shops and one works, built by hand for the tests of the street's rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
from tests.kernels.plain import silent

from tiexi.region import Region
from tiexi.world.follow import EVERYONE
from tiexi.world.found_network import Constant
from tiexi.world.ledger import DEBTS, REASONS, SECTORS, Sector
from tiexi.world.people import NEVER
from tiexi.world.settle_people import due, settle
from tiexi.world.steps import Step
from tiexi.world.stores import PLACES, Kind
from tiexi.world.works import Owner, Standing
from tiexi.world.world import BANK, OUTSIDE, Views, World

NUMBERS = {
    "wage.level": 600.0, "wage.spread": 0.2, "wage.collective": 0.8, "pension.share": 0.7,
    "household.alpha_income": 0.9, "household.alpha_wealth": 0.2, "household.shop_share": 0.4,
    "consumer.fulfilment": 9.0, "consumer.planned_saving": 0.05,
    "school.leave_age": 16.0, "school.leave_spread": 2.0, "youth.sent_down": 0.0,
    "youth.return": 0.0,
}  # fmt: skip
VITAL = {
    "year": [1934, 1957, 1990], "total_fertility": [5.0, 5.6, 1.25], "life_expectancy": [34.0, 58.0, 71.0],
    "infant_deaths_per_1000": [180.0, 60.0, 13.0], "marriage_age_women": [20.0, 21.0, 23.0],
}  # fmt: skip


@dataclass
class FakeRegion:
    """Only what the street's rules read of a region."""

    tables: dict[str, pl.DataFrame]
    parameters: dict[str, Constant]
    months: int = 1200
    settings: Any = field(
        default_factory=lambda: SimpleNamespace(first="1934-01", money=SimpleNamespace(coins_per_unit=100))
    )

    rows = Region.rows


def cohort(name: str, persons: int, **other: Any) -> dict[str, Any]:
    """A row of people.csv; families of all ages in the first month unless said otherwise."""
    row: dict[str, Any] = {
        "cohort": name, "first": "1934-01", "last": "1934-01", "persons": persons, "age_from": 0, "age_to": 60,
        "share_men": 0.5, "street": "", "registration": "urban", "activity": "auto", "household_size": 4.0,
    }  # fmt: skip
    return row | other


def build(
    cohorts: list[dict[str, Any]], scale: int = 1, seed: int = 1, numbers: dict[str, float] | None = None
) -> World:
    """Two streets with one shop each (goods: a consumer good), one works with one workshop, people from cohorts."""
    parameters = {name: Constant(value) for name, value in (silent() | NUMBERS | (numbers or {})).items()}
    tables = {
        "people": pl.DataFrame(cohorts),
        "vital": pl.DataFrame(VITAL),
        "streets": pl.DataFrame({"street": ["east", "west"], "attraction": [3.0, 1.0]}),
    }
    w = World(FakeRegion(tables, parameters), seed, scale, 10)  # type: ignore[arg-type]
    w.follow_cut = EVERYONE  # type: ignore[attr-defined]
    plants = ["", "shop_east", "shop_west", "works"]
    w.labels = {"streets": ["", "east", "west"], "plants": plants, "groups": plants, "works": ["", "works/hall"]}
    _institutions(w)
    w.streets.add(2)
    w.streets.dwellings[1:3] = (30_000, 10_000)
    w.streets.shop[1:3] = (1, 2)
    w.goods.add(1)
    w.goods.kind[1], w.goods.price_plan[1], w.goods.price_market[1] = Kind.CONSUMER, 100_000_000, 160_000_000
    w.goods.market_share[1] = 500_000
    w.stocks.add(2)
    w.stocks.plant[1:3], w.stocks.good[1:3], w.stocks.amount[1:3] = (1, 2), 1, 10**6
    w.moves.add(2 * PLACES * PLACES)
    settle(w, due(w, 0, founding=True), 0, founding=True)
    return w


def _institutions(w: World) -> None:
    w.accounts.add(4)
    w.accounts.sector[1:5] = (Sector.TREASURY, Sector.CENTRE, Sector.BANK, Sector.OUTSIDE)
    tills = w.accounts.add(3)
    w.accounts.sector[tills] = (Sector.SHOPS, Sector.SHOPS, Sector.STATE_PLANTS)
    w.plants.add(3)
    w.plants.account[1:4] = np.arange(tills.start, tills.stop)
    w.plants.standing[1:4], w.plants.owner[1:4] = Standing.WORKING, (Owner.COLLECTIVE, Owner.COLLECTIVE, Owner.STATE)
    for column in ("scale", "quota", "pull", "permit", "credit", "dear", "premium"):
        getattr(w.plants, column)[1:4] = 10**6
    w.plants.queued[1:4], w.plants.number[1:4], w.plants.group[1:4] = NEVER, 1, range(1, 4)
    w.workshops.add(1)
    w.workshops.plant[1], w.workshops.posts[1], w.workshops.occupation[1], w.workshops.group[1] = 3, 500, 1, 1
    w.occupations.add(1)
    w.occupations.pay[1] = 10**6
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(max(DEBTS, 5))
    w.tally.add(1)
    w.counts.add(64)


def endow(w: World, fen: int) -> None:
    """Give every household `fen` of the bank's money for each real household, as at a founding."""
    n = w.households.count
    w.accounts.balance[w.households.account[1:n]] += fen * w.scale
    w.accounts.balance[BANK] -= fen * w.scale * (n - 1)


def run(w: World, *steps: Step) -> None:
    """One month of `steps`, with the month's tables cleared first."""
    for name in ("flows", "counts", "claims", "moves"):
        for _, array in w.tables[name].arrays():
            array[:] = 0
    w.tables["happenings"].count = 1
    for one in steps:
        one.run(Views(w, one.writes))
    w.month += 1


def check(w: World) -> None:
    """Recount heads, homes and money from the tables; raises AssertionError if anything is lost."""
    p, n, h = w.people, w.people.count, w.households
    living = np.flatnonzero(p.gone[1:n] == NEVER) + 1
    assert np.array_equal(np.bincount(p.household[living], minlength=h.count), h.members[: h.count])
    homes = np.bincount(h.street[p.household[living]], minlength=w.streets.count)
    assert np.array_equal(homes, w.streets.residents[: w.streets.count])
    t = w.tally
    came = int(t.founded[1] + t.born[1] + t.arrived[1])
    assert n - 1 == came
    assert len(living) == came - int(t.died[1] + t.left[1])
    assert int(w.accounts.balance[: w.accounts.count].sum()) == 0
    assert (w.accounts.balance[: w.accounts.count] % w.scale == 0).all()
    assert (w.accounts.balance[h.account[1 : h.count]] >= 0).all()
    assert w.accounts.balance[OUTSIDE] >= 0
    married = living[p.spouse[living] > 0]
    assert np.array_equal(p.spouse[p.spouse[married]], married)
    assert len(set(p.key[1:n].tolist())) == n - 1
