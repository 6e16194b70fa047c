"""Founding: from a region folder to a world. Deterministic, and independent of row and file order, since the
region's tables come sorted by their keys and every person's identity is a hash of cohort and ordinal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tiexi.world import found_sites, found_works, found_yards
from tiexi.world.follow import threshold
from tiexi.world.ledger import DEBTS, REASONS, SECTORS, Debt, Sector
from tiexi.world.paths import Paths
from tiexi.world.people import NEVER
from tiexi.world.plans import PERIODS
from tiexi.world.settle_people import due, settle
from tiexi.world.stores import PLACES
from tiexi.world.works import Owner
from tiexi.world.world import BANK, CENTRE, TREASURY, World

if TYPE_CHECKING:
    from tiexi.region import Region

TURNOVER = 840  # months in which twice the peak are born or arrive
SECTOR_OF = {
    Owner.STATE: Sector.STATE_PLANTS, Owner.COLONIAL: Sector.STATE_PLANTS, Owner.COLLECTIVE: Sector.COLLECTIVE_PLANTS,
    Owner.PRIVATE: Sector.COLLECTIVE_PLANTS, Owner.PUBLIC: Sector.SHOPS,
}  # fmt: skip


def found(
    region: Region, *, seed: int = 1, scale: int = 1, rounds: int | None = None, threads: int = 1,
    people: int | None = None,
) -> World:  # fmt: skip
    """A world in the region's first month, before any step.

    `people` is the real peak population: everything that has a size (posts, capacity, demand, dwellings, cohorts)
    grows or shrinks with it in proportion.
    """
    world = World(region, seed, scale, rounds or region.settings.rounds, threads)
    if people:
        world.size = round(people * 1_000_000 / region.settings.peak_people)
    world.follow_cut = threshold(scale, expected_people(region, scale))
    _streets(world)
    found_works.goods(world)
    found_works.occupations(world)
    found_works.recipes(world)
    found_works.plants(world)
    found_works.workshops(world)
    found_works.halls(world)
    found_yards.yards(world)
    found_yards.ranks(world)
    found_sites.sites(world)
    found_sites.rivals(world)
    _accounts(world)
    found_yards.links(world)
    _debts(world)
    _records(world)
    _resize(world)
    world.paths = Paths.of(world)
    found_yards.spending(world)
    settle(world, due(world, 0, founding=True), 0, founding=True)
    return world


def branch(world: World, region: Region | None = None) -> World:
    """A copy that shares nothing that changes; it goes on in `region` if one is given.

    That is the world that had run there from the start, if the two regions differ only from now on.
    """
    twin = World(region or world.region, world.seed, world.scale, world.rounds, world.threads)
    twin.month, twin.size, twin.labels, twin.follow_cut = world.month, world.size, world.labels, world.follow_cut
    for name, table in world.tables.items():
        twin.tables[name].take_over({key: array.copy() for key, array in table.arrays()})
    twin.paths = Paths.of(twin)
    return twin


def expected_people(region: Region, scale: int) -> int:
    """Rough number of simulated people who will ever have lived here: the peak, and twice as many in seventy years."""
    return region.settings.peak_people * (TURNOVER + 2 * int(region.months)) // (TURNOVER * scale)


def _resize(world: World) -> None:
    """Give streets the size of the scenario (`--people`); works are founded in it."""
    if world.size == 1_000_000:
        return
    world.streets.dwellings[:] = world.streets.dwellings * world.size // 1_000_000


def _streets(world: World) -> None:
    streets = world.region.rows("streets")
    world.labels["streets"] = ["", *(r["street"] for r in streets)]
    at = world.streets.add(len(streets))
    world.streets.dwellings[at] = [r["dwellings"] for r in streets]
    world.streets.open_from[at] = [world.calendar.index(r["built"]) for r in streets]


def _accounts(world: World) -> None:
    """Treasury, centre, bank and outside, then one till for each plant; households follow as they form."""
    plants, accounts = world.plants, world.accounts
    at = accounts.add(4)
    accounts.sector[at] = [Sector.TREASURY, Sector.CENTRE, Sector.BANK, Sector.OUTSIDE]
    tills = accounts.add(plants.count - 1)
    plants.account[1 : plants.count] = np.arange(tills.start, tills.stop)
    for f in range(1, plants.count):
        sector = SECTOR_OF[Owner(int(plants.owner[f]))]
        shop = plants.street[f] > 0 and plants.owner[f] != Owner.PUBLIC
        accounts.sector[plants.account[f]] = Sector.SHOPS if shop else sector
        if shop:
            world.streets.shop[plants.street[f]] = f


def _debts(world: World) -> None:
    """One row for each plant and kind, one for each supply link."""
    plants, links, debts = world.plants, world.links, world.debts
    for kind, creditor, column in (
        (Debt.LOAN, BANK, plants.loan_debt), (Debt.TAX, CENTRE, plants.tax_debt),
        (Debt.TAX, TREASURY, plants.local_debt),
    ):  # fmt: skip
        at = debts.add(plants.count - 1)
        debts.kind[at] = kind
        debts.creditor[at] = creditor
        debts.debtor[at] = plants.account[1 : plants.count]
        column[1 : plants.count] = np.arange(at.start, at.stop)
    at = debts.add(links.count - 1)
    n = slice(1, links.count)
    debts.kind[at] = Debt.TRADE
    debts.debtor[at] = plants.account[world.stocks.plant[links.buyer[n]]]
    seller = plants.account[world.stocks.plant[links.seller[n]]]
    debts.creditor[at] = np.where(links.seller[n] > 0, seller, 4)
    links.debt[n] = np.arange(at.start, at.stop)


def _records(world: World) -> None:
    """Rows of the month's records, which have fixed length."""
    world.flows.add(REASONS * SECTORS * SECTORS)
    world.claims.add(DEBTS)
    world.moves.add(world.goods.count * PLACES * PLACES)
    world.balances.add(world.goods.count * PERIODS)
    world.tally.add(1)
    world.counts.add(64)
    world.plants.queued[:] = NEVER
