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
CENTRE = 6  # this sector and those after it are beyond the region: centre, bank, outside


HEADS = (
    "life events", "members of households", "residents of streets", "people on the books of workshops",
    "people on the books of plants", "people on post", "pensioners of plants", "arrears",
)  # fmt: skip


class LawError(Exception):
    """A law was broken: `step`, `month` (YYYY-MM), `account` (what does not add up) and `detail`."""

    def __init__(self, step: str, month: str, account: str, detail: str) -> None:
        super().__init__(f"law broken after {step} in {month}: {account}: {detail}")
        self.step, self.month, self.account, self.detail = step, month, account, detail


@kernel
def sum_money(
    n: int, sector: Array, balance: Array, debts: int, kind: Array, owed: Array, plants: int, wages_owed: Array,
    sectors: Array, claims: Array,
) -> bool:  # fmt: skip
    """Balances by sector, debts by kind and arrears to persons; False if a debt is negative."""
    for s in range(len(sectors)):
        sectors[s] = 0
    for k in range(len(claims)):
        claims[k] = 0
    a = 0
    while a < n:  # households stand together: a run of one sector is summed before it is entered
        s = sector[a]
        run = 0
        while a < n and sector[a] == s:
            run += balance[a]
            a += 1
        sectors[s] += run
    sound = True
    for row in range(1, debts):
        claims[kind[row]] += owed[row]
        sound = sound and owed[row] >= 0
    for f in range(1, plants):
        claims[ARREARS] += wages_owed[f]
        sound = sound and wages_owed[f] >= 0
    return sound


@kernel
def money_residuals(
    n: int, sector: Array, balance: Array, debts: int, kind: Array, owed: Array, plants: int, wages_owed: Array,
    flows: int, paid: Array, before: Array, now: Array, claims_before: Array, claims_now: Array, made: Array,
    settled: Array, account: Array, out: Array,
) -> int:  # fmt: skip
    """Residuals of money into `out`: 0 the sum of balances, 1 the regional balance, 2 tills overdrawn,
    3.. each sector against the record of payments, 12.. each kind of claim against its record.

    Returns 0, or 1 if a debt is negative, or 2 if a residual is not zero.
    """
    for i in range(len(out)):
        out[i] = 0
    if not sum_money(n, sector, balance, debts, kind, owed, plants, wages_owed, now, claims_now):
        return 1
    inflow = 0
    for row in range(1, flows):
        fen = paid[row]
        if fen != 0:
            payer = ((row - 1) // SECTOR_COUNT) % SECTOR_COUNT
            payee = (row - 1) % SECTOR_COUNT
            out[3 + payer] += fen
            out[3 + payee] -= fen
            inflow += fen * ((payer >= CENTRE) - (payee >= CENTRE))
    change = 0
    for s in range(SECTOR_COUNT):
        out[0] += now[s]
        out[3 + s] += now[s] - before[s]
        if s < CENTRE:
            change += now[s] - before[s]
    out[1] = change - inflow
    for f in range(1, plants):
        if balance[account[f]] < 0:
            out[2] += balance[account[f]]
    for k in range(ARREARS + 1):
        out[12 + k] = claims_now[k] - claims_before[k] - made[k] + settled[k]
    for i in range(len(out)):
        if out[i] != 0:
            return 2
    return 0


@kernel
def count_heads(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, owed: Array
) -> tuple[int, int, int, int, int]:
    """Living, on the books, on post, pensioners of plants, and arrears for one real person each.

    A loop for each, with a 32-bit count, so that they run on vectors: a single cell that is wrong changes one of them,
    and `recount` finds wrongs that cancel.
    """
    living: Any = np.int32(0)
    tied: Any = np.int32(0)
    posts: Any = np.int32(0)
    pensions: Any = np.int32(0)
    claims = 0
    for p in range(1, n):
        living = np.int32(living + np.int32(gone[p] == NEVER))
    for p in range(1, n):
        tied = np.int32(tied + np.int32(tie[p] != 0))
    for p in range(1, n):
        posts = np.int32(posts + np.int32(activity[p] == ON_POST))
    for p in range(1, n):
        pensions = np.int32(pensions + np.int32((activity[p] == RETIRED) & (employer[p] != 0)))
    for p in range(1, n):
        claims += owed[p]
    return living, tied, posts, pensions, claims


@kernel
def head_residuals(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, owed: Array,
    founded: Array, born: Array, arrived: Array, died: Array, left: Array, homes: int,
    members: Array, streets: int, residents: Array, shops: int, shop_tied: Array, on_post: Array,
    plants: int, plant_tied: Array, pensioners: Array, wages_owed: Array, dues: int, due: Array, scale: int,
    out: Array,
) -> bool:  # fmt: skip
    """What people themselves say less what is kept elsewhere, in the order of `HEADS`; returns whether any differ."""
    living, tied, posts, pensions, claims = count_heads(n, gone, tie, activity, employer, owed)
    out[0] = living - (founded[1] + born[1] + arrived[1] - died[1] - left[1])
    out[2] = living
    at_home = np.int32(0)
    for h in range(1, homes):
        at_home = np.int32(at_home + np.int32(members[h]))
    out[1] = living - at_home
    for s in range(1, streets):
        out[2] -= residents[s]
    out[3] = out[4] = tied
    out[5] = posts
    for w in range(1, shops):
        out[3] -= shop_tied[w]
        out[5] -= on_post[w]
    out[6] = pensions
    out[7] = claims * scale
    for f in range(1, plants):
        out[4] -= plant_tied[f]
        out[6] -= pensioners[f]
        out[7] -= wages_owed[f]
    for i in range(1, dues):
        out[7] += due[i] * scale
    wrong = False
    for i in range(len(out)):
        wrong = wrong or out[i] != 0
    return wrong


@kernel
def recount(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, household: Array, owed: Array, owed_by: Array,
    homes: int, street: Array, shops: int, plant_of: Array, scale: int,
    shop_tied: Array, shop_posts: Array, pensioners: Array, plant_tied: Array, plant_pensions: Array,
    members: Array, residents: Array, wages: Array,
) -> None:  # fmt: skip
    """Heads and claims counted again, cell by cell, in loops without branches: the gone are among the living."""
    for p in range(1, n):
        members[household[p]] += gone[p] == NEVER
    for h in range(1, homes):
        residents[street[h]] += members[h]
    for p in range(1, n):
        shop = employer[p]
        tied = tie[p] > 0
        shop_tied[shop] += tied
        shop_posts[shop] += tied & (activity[p] == ON_POST)
        pensioners[shop] += activity[p] == RETIRED
    for w in range(1, shops):
        plant_tied[plant_of[w]] += shop_tied[w]
        plant_pensions[plant_of[w]] += pensioners[w]
    for p in range(1, n):
        if owed[p] != 0:
            wages[owed_by[p]] += owed[p] * scale


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
def matter_residuals(
    goods: int, outside: Array, nature: Array, consumed: Array,
    stocks: int, stock_good: Array, amount: Array, due1: Array, due2: Array, due3: Array,
    lines: int, recipe: Array, inside: Array, charged: Array, tapped: Array, first_item: Array, items: Array,
    item_good: Array, item_amount: Array, slots: Array, first_slot: Array, batches: Array,
    contents: int, good: Array, element: Array, share: Array, total: Array, made: Array, held: Array, sums: Array,
) -> int:  # fmt: skip
    """`total` becomes each good's residual, `sums` each element's; returns 1 if a yard is negative, 2 if matter in
    process does not agree, 4 if a residual is not zero (added up)."""
    wrong = 0
    for g in range(goods):
        total[g] = outside[g] + nature[g] + consumed[g]
        made[g] = held[g] = 0
    for e in range(len(sums)):
        sums[e] = 0
    if not in_yards(stocks, stock_good, amount, due1, due2, due3, total):
        wrong += 1
    if not by_recipes(
        lines, recipe, inside, charged, tapped, first_item, items, item_good, item_amount, slots, first_slot, batches,
        made, held,
    ):  # fmt: skip
        wrong += 2
    for row in range(1, contents):
        sums[element[row]] += share[row] * (total[good[row]] + held[good[row]])
    astray = False
    for g in range(goods):
        total[g] -= made[g]
        astray = astray or total[g] != 0
    for e in range(len(sums)):
        astray = astray or sums[e] != 0
    return wrong + (4 if astray else 0)


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
        self.accounts, self.debts, self.flows, self.claims = world.accounts, world.debts, world.flows, world.claims
        self.people_table, self.homes, self.streets = world.people, world.households, world.streets
        self.shops, self.plants, self.tally, self.dues = world.workshops, world.plants, world.tally, world.dues
        self.goods, self.stocks, self.lines, self.slots = world.goods, world.stocks, world.lines, world.slots
        self.recipes, self.items, self.contents = world.recipes, world.items, world.contents
        self._goods = tuple(np.zeros(world.goods.count, np.int64) for _ in range(3))
        self._elements: Array = np.zeros(len(world.labels["elements"]), np.int64)
        self._money: Array = np.zeros(SECTOR_COUNT, np.int64)
        self._debts: Array = np.zeros(ARREARS + 1, np.int64)
        self._now = self._money.copy(), self._debts.copy()
        self._out: Array = np.zeros(12 + ARREARS + 1, np.int64)
        self._heads: Array = np.zeros(len(HEADS), np.int64)
        self._balances(self._money, self._debts)

    def open_month(self) -> None:
        """Take the balances and claims from which the month's records start."""
        self._balances(self._money, self._debts)

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

    def _balances(self, sectors: Array, claims: Array) -> None:
        """Balances by sector and debts by kind, summed anew."""
        accounts, debts, plants = self.accounts, self.debts, self.plants
        sound = sum_money(
            accounts.count, accounts.sector, accounts.balance, debts.count, debts.kind, debts.owed, plants.count,
            plants.wages_owed, sectors, claims,
        )  # fmt: skip
        if not sound:
            self._fail("debts", "a debt is negative")

    def money(self) -> None:
        """Balances sum to zero; each sector changed by what the record of payments says; claims likewise; the money of
        the region changed by sales, grants and credit from beyond less purchases, remittances and taxes to it.
        """
        accounts, debts, flows, claims, plants = self.accounts, self.debts, self.flows, self.claims, self.plants
        out = self._out
        wrong = money_residuals(
            accounts.count, accounts.sector, accounts.balance, debts.count, debts.kind, debts.owed, plants.count,
            plants.wages_owed, flows.count, flows.paid, self._money, self._now[0], self._debts, self._now[1],
            claims.made, claims.settled, plants.account, out,
        )  # fmt: skip
        if wrong == 0:
            return
        if wrong == 1:
            self._fail("debts", "a debt is negative")
        self._demand(int(out[0]), "money", "money", "balances do not sum to zero")
        for sector in range(SECTOR_COUNT):
            self._demand(int(out[3 + sector]), "money", f"sector {sector}", "balance and payments differ")
        for k in range(ARREARS + 1):
            self._demand(int(out[12 + k]), "money", f"debt kind {k}", "claims and their record differ")
        self._demand(int(out[1]), "money", "regional balance", "the region's money and its dealings beyond differ")
        self._demand(int(out[2]), "money", "tills", "a till is negative")

    def people(self) -> None:
        """Living = founded + born + arrived - died - left; head counts kept elsewhere have the same sums."""
        people, shops, plants, tally, out = self.people_table, self.shops, self.plants, self.tally, self._heads
        wrong = head_residuals(
            people.count, people.gone, people.tie, people.activity, people.employer, people.owed, tally.founded,
            tally.born, tally.arrived, tally.died, tally.left, self.homes.count, self.homes.members,
            self.streets.count, self.streets.residents, shops.count, shops.tied, shops.on_post, plants.count,
            plants.tied, plants.pensioners, plants.wages_owed, self.dues.count, self.dues.owed, self.world.scale, out,
        )  # fmt: skip
        if not wrong:
            return
        for residual, account in zip(out, HEADS, strict=True):
            kind = "money" if account == "arrears" else "people"
            self._demand(int(residual), kind, account, "heads do not add up")

    def cells(self) -> None:
        """Every head count and every plant's arrears, recounted person by person."""
        world = self.world
        people, shops, plants, homes = world.people, world.workshops, world.plants, world.households
        count = {
            "workshops.tied": np.zeros(shops.count, np.int64), "workshops.on_post": np.zeros(shops.count, np.int64),
            "": np.zeros(shops.count, np.int64),
            "plants.tied": np.zeros(plants.count, np.int64), "plants.pensioners": np.zeros(plants.count, np.int64),
            "households.members": np.zeros(homes.count, np.int64),
            "streets.residents": np.zeros(world.streets.count, np.int64),
            "plants.wages_owed": np.zeros(plants.count, np.int64),
        }  # fmt: skip
        recount(
            people.count, people.gone, people.tie, people.activity, people.employer, people.household, people.owed,
            people.owed_by, homes.count, homes.street, shops.count, shops.plant, world.scale, *count.values(),
        )  # fmt: skip
        del count[""]  # pensioners by workshop
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
        goods, stocks, lines, recipes, items = self.goods, self.stocks, self.lines, self.recipes, self.items
        contents, total, sums = self.contents, self._goods[0], self._elements
        wrong = matter_residuals(
            goods.count, goods.outside, goods.nature, goods.consumed, stocks.count, stocks.good, stocks.amount,
            stocks.due1, stocks.due2, stocks.due3, lines.count, lines.recipe, lines.inside, lines.charged,
            lines.tapped, recipes.first_item, recipes.items, items.good, items.amount, lines.slots, lines.first_slot,
            self.slots.batches, contents.count, contents.good, contents.element, contents.share, self._goods[0],
            self._goods[1], self._goods[2], sums,
        )  # fmt: skip
        if wrong == 0:
            return
        if wrong & 1:
            self._fail("yards", "a stock is negative")
        if wrong & 2:
            self._fail("matter in process", "batches charged, tapped and in process do not agree")
        labels = self.world.labels
        for g in np.flatnonzero(total):
            self._demand(int(total[g]), "matter_g", f"good {labels['goods'][g]}", "stores and recipes differ")
        for e in np.flatnonzero(sums):
            self._demand(int(sums[e]), "matter_g", f"element {labels['elements'][e]}", "the sum is not zero")
