"""The laws: after every step, money, every element and people are recomputed from the tables themselves.

Nothing here uses the routines that moved the things: balances, claims, goods and heads are summed anew and held
against each other, against the month's records and against recipes and counts. Residual zero, or the run stops.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.table import Array
from tiexi.world.world import World

NEVER = 32767
PLACES = 6
SECTOR_COUNT = 9
ARREARS = 4  # row of claims
ON_POST, RETIRED = 2, 7
HOUSEHOLDS, CENTRE, BANK, OUTSIDE = 1, 6, 7, 8


class LawError(Exception):
    """A law was broken: `step`, `month` (YYYY-MM), `account` (what does not add up) and `detail`."""

    def __init__(self, step: str, month: str, account: str, detail: str) -> None:
        super().__init__(f"law broken after {step} in {month}: {account}: {detail}")
        self.step, self.month, self.account, self.detail = step, month, account, detail


@kernel
def sum_by_sector(n: int, sector: Array, balance: Array, sums: Array) -> int:
    """Balances by sector into `sums`; returns their total."""
    total = 0
    for a in range(n):
        sums[sector[a]] += balance[a]
        total += balance[a]
    return total


@kernel
def flows_by_sector(paid: Array, n: int, sums: Array) -> None:
    """Net receipts of each sector out of the month's record of payments."""
    for row in range(1, n):
        fen = paid[row]
        if fen != 0:
            cell = row - 1
            sums[(cell // 9) % 9] -= fen
            sums[cell % 9] += fen


@kernel
def sum_by_kind(n: int, kind: Array, owed: Array, sums: Array) -> bool:
    """Debts by kind; False if one is negative."""
    sound = True
    for row in range(1, n):
        sums[kind[row]] += owed[row]
        sound = sound and owed[row] >= 0
    return sound


@kernel
def count_here(n: int, gone: Array) -> int:
    """People living here."""
    here = 0
    for p in range(1, n):
        here += gone[p] == NEVER
    return here


@kernel
def count_ties(n: int, tie: Array, activity: Array) -> tuple[int, int, int]:
    """People with a tie, with a tie and on post, and retired without a tie."""
    tied = posts = retired = 0
    for p in range(1, n):
        tied += tie[p] > 0
        posts += (tie[p] > 0) & (activity[p] == ON_POST)
        retired += (tie[p] == 0) & (activity[p] == RETIRED)
    return tied, posts, retired


@kernel
def sum_employers(n: int, tie: Array, activity: Array, employer: Array) -> tuple[int, int]:
    """Check sum of the employers of tied people, and the retired whose pension a plant owes."""
    by_shop = pensions = 0
    for p in range(1, n):
        by_shop += np.int64(employer[p]) * (tie[p] > 0)
        pensions += (tie[p] == 0) & (activity[p] == RETIRED) & (employer[p] > 0)
    return by_shop, pensions


@kernel
def sum_owed(n: int, owed: Array) -> int:
    """Arrears of all persons."""
    total = 0
    for p in range(1, n):
        total += owed[p]
    return total


@kernel
def recount(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, household: Array, plant_of: Array,
    street: Array, owed: Array, owed_by: Array, scale: int,
    shop_tied: Array, shop_posts: Array, plant_tied: Array, plant_pensions: Array, members: Array, residents: Array,
    wages: Array,
) -> None:  # fmt: skip
    """Heads and claims counted again, cell by cell."""
    for p in range(1, n):
        if owed[p] != 0:
            wages[owed_by[p]] += owed[p] * scale
        if gone[p] != NEVER:
            continue
        members[household[p]] += 1
        residents[street[household[p]]] += 1
        shop = employer[p]
        if tie[p] > 0:
            shop_tied[shop] += 1
            plant_tied[plant_of[shop]] += 1
            if activity[p] == ON_POST:
                shop_posts[shop] += 1
        elif activity[p] == RETIRED and shop > 0:
            plant_pensions[plant_of[shop]] += 1


@kernel
def in_yards(n: int, good: Array, amount: Array, due1: Array, due2: Array, due3: Array, sums: Array) -> bool:
    """What lies in or is on its way to yards, by good; False if a yard holds less than nothing."""
    sound = True
    for s in range(1, n):
        sums[good[s]] += amount[s] + due1[s] + due2[s] + due3[s]
        sound = sound and amount[s] >= 0 and due1[s] >= 0 and due2[s] >= 0 and due3[s] >= 0
    return sound


@kernel
def by_recipes(
    n: int, recipe: Array, inside: Array, charged: Array, tapped: Array, first_item: Array, items: Array,
    item_good: Array, item_amount: Array, slots: Array, first_slot: Array, batches: Array, made: Array, held: Array,
) -> bool:  # fmt: skip
    """Goods made less taken since the first month (`made`), and held in process as inputs (`held`), from recipes.

    False if a line's batches in process differ from charged less tapped, or from its ring.
    """
    sound = True
    for line in range(1, n):
        sound = sound and inside[line] == charged[line] - tapped[line]
        ring = 0
        for slot in range(slots[line]):
            ring += batches[first_slot[line] + slot]
        sound = sound and ring == inside[line]
        r = recipe[line]
        for i in range(first_item[r], first_item[r] + items[r]):
            if item_amount[i] > 0:
                made[item_good[i]] += item_amount[i] * tapped[line]
            else:
                made[item_good[i]] += item_amount[i] * charged[line]
                held[item_good[i]] -= item_amount[i] * inside[line]
    return sound


@kernel
def elements(n: int, good: Array, element: Array, share: Array, total: Array, sums: Array) -> None:
    """Grams per mille of each element in `total` grams of each good, modulo 2**64."""
    for row in range(1, n):
        sums[element[row]] += share[row] * total[good[row]]


@dataclass
class Residuals:
    """Largest residual over all steps so far; nothing but zero is ever printed."""

    money: int = 0
    matter_g: int = 0
    people: int = 0


class Laws:
    """Holds what the last check found, so that the next can tell what one step did."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.residuals = Residuals()
        self.step = "founding"
        self._opened = -1
        self._money: Array = np.zeros(SECTOR_COUNT, np.int64)
        self._debts: Array = np.zeros(ARREARS + 1, np.int64)
        self.open_month()

    def open_month(self) -> None:
        """Take the balances and claims from which the month's records start."""
        world = self.world
        self._money = self._sectors()[0]
        self._debts = self._claims()
        self._opened = world.month

    def check(self, step: str) -> None:
        """Check every law; raises LawError naming step, month and account."""
        self.step = step
        self.money()
        self.people()
        self.matter()

    def month_end(self, step: str) -> None:
        """Recount every head count cell by cell."""
        self.step = step
        self.cells()

    def _fail(self, account: str, detail: str) -> None:
        raise LawError(self.step, self.world.calendar.text(self.world.month), account, detail)

    def _demand(self, residual: int, kind: str, account: str, detail: str) -> None:
        if residual == 0:
            return
        setattr(self.residuals, kind, max(abs(residual), getattr(self.residuals, kind)))
        self._fail(account, f"{detail} (residual {residual:+d})")

    def _sectors(self) -> tuple[Array, int]:
        accounts = self.world.accounts
        sums = np.zeros(SECTOR_COUNT, np.int64)
        total = sum_by_sector(accounts.count, accounts.sector, accounts.balance, sums)
        return sums, int(total)

    def _claims(self) -> Array:
        world, sums = self.world, np.zeros(ARREARS + 1, np.int64)
        debts = world.debts
        if not sum_by_kind(debts.count, debts.kind, debts.owed, sums):
            self._fail("debts", "a debt is negative")
        sums[ARREARS] = world.plants.wages_owed[: world.plants.count].sum()
        return sums

    def money(self) -> None:
        """Balances sum to zero; each sector changed by what the record of payments says; claims likewise."""
        world = self.world
        sums, total = self._sectors()
        self._demand(total, "money", "money", "balances do not sum to zero")
        flows = np.zeros(SECTOR_COUNT, np.int64)
        flows_by_sector(world.flows.paid, world.flows.count, flows)
        wrong = sums - self._money - flows
        for sector in np.flatnonzero(wrong):
            self._demand(int(wrong[sector]), "money", f"sector {sector}", "balance and payments differ")
        made, settled = world.claims.made, world.claims.settled
        claims = self._claims() - self._debts - made[: ARREARS + 1] + settled[: ARREARS + 1]
        for kind in np.flatnonzero(claims):
            self._demand(int(claims[kind]), "money", f"debt kind {kind}", "claims and their record differ")
        self._regional_balance(sums)
        if (sums[2:5] < 0).any() or world.plants.count > 1 and self._overdrawn():
            self._fail("tills", "a till is negative")

    def _regional_balance(self, sums: Array) -> None:
        """Money of the region = sales, grants and credit from beyond less purchases, remittances and taxes to it."""
        world = self.world
        beyond = np.zeros(SECTOR_COUNT, bool)
        beyond[[CENTRE, BANK, OUTSIDE]] = True
        cube = world.flows.paid[1 : world.flows.count].reshape(-1, SECTOR_COUNT, SECTOR_COUNT).sum(axis=0)
        net = int(cube[np.ix_(beyond, ~beyond)].sum() - cube[np.ix_(~beyond, beyond)].sum())
        change = int(sums[~beyond].sum() - self._money[~beyond].sum())
        self._demand(change - net, "money", "regional balance", "the region's money and its dealings beyond differ")

    def _overdrawn(self) -> bool:
        world = self.world
        till = world.accounts.balance[world.plants.account[1 : world.plants.count]]
        return bool((till < 0).any())

    def people(self) -> None:
        """Living = founded + born + arrived - died - left; head counts kept elsewhere have the same sums."""
        world = self.world
        people, shops, plants, tally = world.people, world.workshops, world.plants, world.tally
        living = count_here(people.count, people.gone)
        tied, posts, _ = count_ties(people.count, people.tie, people.activity)
        by_shop, pensions = sum_employers(people.count, people.tie, people.activity, people.employer)
        claims = sum_owed(people.count, people.owed)
        n, f, h = shops.count, plants.count, world.households.count
        events = int(tally.founded[1] + tally.born[1] + tally.arrived[1] - tally.died[1] - tally.left[1])
        members = world.households.members[:h]
        rows = np.arange(n)
        for residual, account in (
            (living - events, "life events"),
            (living - int(members.sum()), "members of households"),
            (living - int(world.streets.residents[: world.streets.count].sum()), "residents of streets"),
            (tied - int(shops.tied[:n].sum()), "people on the books of workshops"),
            (by_shop - int((shops.tied[:n] * rows).sum()), "people on the books by workshop"),
            (tied - int(plants.tied[:f].sum()), "people on the books of plants"),
            (posts - int(shops.on_post[:n].sum()), "people on post"),
            (pensions - int(plants.pensioners[:f].sum()), "pensioners of plants"),
        ):
            self._demand(int(residual), "people", account, "heads do not add up")
        dues = int(world.dues.owed[: world.dues.count].sum())
        owed = (int(claims) + dues) * world.scale - int(plants.wages_owed[:f].sum())
        self._demand(owed, "money", "arrears", "arrears of plants and claims of persons differ")

    def cells(self) -> None:
        """Every head count and every plant's arrears, recounted person by person."""
        world = self.world
        people, shops, plants, homes = world.people, world.workshops, world.plants, world.households
        count = {
            "workshops.tied": np.zeros(shops.count, np.int64), "workshops.on_post": np.zeros(shops.count, np.int64),
            "plants.tied": np.zeros(plants.count, np.int64), "plants.pensioners": np.zeros(plants.count, np.int64),
            "households.members": np.zeros(homes.count, np.int64),
            "streets.residents": np.zeros(world.streets.count, np.int64),
            "plants.wages_owed": np.zeros(plants.count, np.int64),
        }  # fmt: skip
        recount(
            people.count, people.gone, people.tie, people.activity, people.employer, people.household, shops.plant,
            homes.street, people.owed, people.owed_by, world.scale, *count.values(),
        )  # fmt: skip
        dues = world.dues
        np.add.at(count["plants.wages_owed"], dues.plant[: dues.count], dues.owed[: dues.count] * world.scale)
        for name, true in count.items():
            table, _, column = name.partition(".")
            kept = getattr(world.tables[table], column)[: len(true)].astype(np.int64)
            if (wrong := np.flatnonzero(kept != true)).size:
                row = int(wrong[0])
                kind = "money" if column == "wages_owed" else "people"
                self._demand(int(kept[row] - true[row]), kind, f"{name}[{row}]", "kept count and recount differ")

    def matter(self) -> None:
        """Every good: all stores = made - taken by recipes. Every element: sums to zero over all stores."""
        world = self.world
        goods, stocks, lines, recipes, items = world.goods, world.stocks, world.lines, world.recipes, world.items
        n = goods.count
        total = np.zeros(n, np.int64)
        if not in_yards(stocks.count, stocks.good, stocks.amount, stocks.due1, stocks.due2, stocks.due3, total):
            self._fail("yards", "a stock is negative")
        total += goods.outside[:n] + goods.nature[:n] + goods.consumed[:n]
        made, held = np.zeros(n, np.int64), np.zeros(n, np.int64)
        if not by_recipes(
            lines.count, lines.recipe, lines.inside, lines.charged, lines.tapped, recipes.first_item, recipes.items,
            items.good, items.amount, lines.slots, lines.first_slot, world.slots.batches, made, held,
        ):  # fmt: skip
            self._fail("matter in process", "batches charged, tapped and in process do not agree")
        wrong = total - made
        for g in np.flatnonzero(wrong):
            self._demand(int(wrong[g]), "matter_g", f"good {world.labels['goods'][g]}", "stores and recipes differ")
        contents = world.contents
        sums = np.zeros(len(world.labels["elements"]), np.int64)
        with np.errstate(over="ignore"):
            elements(contents.count, contents.good, contents.element, contents.share, total + held, sums)
        for e in np.flatnonzero(sums):
            self._demand(int(sums[e]), "matter_g", f"element {world.labels['elements'][e]}", "the sum is not zero")
