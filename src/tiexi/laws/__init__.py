"""The laws: after every step, money, every element and people are recomputed from the tables themselves.

Nothing here uses the routines that moved the things: balances, claims, goods and heads are summed anew and held
against each other, against the month's records and against recipes and counts. Residual zero, or the run stops.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.laws.matter import PLACES, matter_residuals
from tiexi.laws.money import ARREARS, SECTOR_COUNT, money_residuals
from tiexi.laws.people import HEADS, head_residuals, recount
from tiexi.world.table import Array, growth
from tiexi.world.world import World

PLACE_NAMES = ("nowhere", "the yards", "what is in process", "the rest of the country", "nature", "what is used up")


class LawError(Exception):
    """A law was broken: `step`, `month` (YYYY-MM), `account` (what does not add up) and `detail`."""

    def __init__(self, step: str, month: str, account: str, detail: str) -> None:
        super().__init__(f"law broken after {step} in {month}: {account}: {detail}")
        self.step, self.month, self.account, self.detail = step, month, account, detail


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
        goods = world.goods.count
        self._money: Array = np.zeros(SECTOR_COUNT, np.int64)
        self._debts: Array = np.zeros(ARREARS + 1, np.int64)
        self._now = self._money.copy(), self._debts.copy()
        self._out: Array = np.zeros(12 + ARREARS + 1, np.int64)
        self._heads: Array = np.zeros(len(HEADS), np.int64)
        self._stores = np.zeros(goods * PLACES, np.int64), np.zeros(goods * PLACES, np.int64)
        self._goods = tuple(np.zeros(goods, np.int64) for _ in range(3))
        self._elements: Array = np.zeros(len(world.labels["elements"]), np.int64)
        self._seen = -1
        self.open_month()

    def _look(self) -> None:
        """Take the columns anew where a table has grown; what stands in them is read at every check."""
        if self._seen == growth[0]:
            return
        self._seen, w = growth[0], self.world
        accounts, debts, people, tally, shops, plants = w.accounts, w.debts, w.people, w.tally, w.workshops, w.plants
        goods, stocks, lines, recipes, items, contents = w.goods, w.stocks, w.lines, w.recipes, w.items, w.contents
        self._of_money = (
            accounts.sector, accounts.balance, debts.kind, debts.owed, plants.wages_owed, plants.account, w.flows.paid,
            w.claims.made, w.claims.settled, self._money, self._debts, *self._now, self._out,
        )  # fmt: skip
        self._of_people = (
            people.gone, people.tie, people.activity, people.employer, people.owed, tally.founded, tally.born,
            tally.arrived, tally.died, tally.left, w.households.members, w.streets.residents, shops.tied, shops.on_post,
            plants.tied, plants.pensioners, plants.wages_owed, w.dues.owed, self._heads,
        )  # fmt: skip
        self._of_matter = (
            goods.outside, goods.nature, goods.consumed, stocks.good, stocks.amount, stocks.due1, stocks.due2,
            stocks.due3, w.fixed.good, w.fixed.amount, lines.recipe, lines.inside, lines.charged, lines.tapped,
            recipes.first_item, recipes.items, items.good, items.amount, lines.slots, lines.first_slot,
            w.slots.batches, w.divisible.per, contents.good, contents.element, contents.share, w.moves.moved,
            *self._stores, *self._goods, self._elements,
        )  # fmt: skip

    def open_month(self) -> None:
        """Take the balances, claims and stores from which the month's records start."""
        self._look()
        self._sum_money()
        for before, now in ((self._money, self._now[0]), (self._debts, self._now[1])):
            before[:] = now
        self._sum_matter()
        self._stores[0][:] = self._stores[1]

    def check(self, step: str) -> None:
        """Check every law; raises LawError naming step, month and account."""
        self.step = step
        self._look()
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

    def _sum_money(self) -> int:
        """Balances and claims summed anew; see `money_residuals`."""
        w = self.world
        wrong = money_residuals(w.accounts.count, w.debts.count, w.plants.count, w.flows.count, *self._of_money)
        if wrong == 1:
            self._fail("debts", "a debt is negative")
        return wrong

    def money(self) -> None:
        """Balances sum to zero; each sector changed by what the record of payments says; claims likewise; the money of
        the region changed by sales, grants and credit from beyond less purchases, remittances and taxes to it.
        """
        if self._sum_money() == 0:
            return
        out = self._out
        self._demand(int(out[0]), "money", "money", "balances do not sum to zero")
        for sector in range(SECTOR_COUNT):
            self._demand(int(out[3 + sector]), "money", f"sector {sector}", "balance and payments differ")
        for k in range(ARREARS + 1):
            self._demand(int(out[12 + k]), "money", f"debt kind {k}", "claims and their record differ")
        self._demand(int(out[1]), "money", "regional balance", "the region's money and its dealings beyond differ")
        self._demand(int(out[2]), "money", "tills", "a till is negative")

    def people(self) -> None:
        """Living = founded + born + arrived - died - left; head counts kept elsewhere have the same sums."""
        w = self.world
        wrong = head_residuals(
            w.people.count, w.households.count, w.streets.count, w.workshops.count, w.plants.count, w.dues.count,
            w.scale, *self._of_people,
        )  # fmt: skip
        if not wrong:
            return
        for residual, account in zip(self._heads, HEADS, strict=True):
            kind = "money" if account == "arrears" else "people"
            self._demand(int(residual), kind, account, "heads do not add up")

    def cells(self) -> None:
        """Every head count and every plant's arrears, recounted person by person."""
        world = self.world
        people, shops, plants, homes = world.people, world.workshops, world.plants, world.households
        count = {
            "workshops.tied": np.zeros(shops.count, np.int64), "workshops.on_post": np.zeros(shops.count, np.int64),
            "plants.tied": np.zeros(plants.count, np.int64), "plants.pensioners": np.zeros(plants.count, np.int64),
            "households.members": np.zeros(homes.count, np.uint16),
            "streets.residents": np.zeros(world.streets.count, np.int64),
            "plants.wages_owed": np.zeros(plants.count, np.int64),
        }  # fmt: skip
        recount(
            people.count, people.gone, people.tie, people.activity, people.employer, people.household, people.owed,
            people.owed_by, homes.count, homes.street, shops.count, shops.plant, world.scale,
            np.zeros(shops.count, np.int64), *count.values(),
        )  # fmt: skip
        dues = world.dues
        np.add.at(count["plants.wages_owed"], dues.plant[: dues.count], dues.owed[: dues.count] * world.scale)
        for name, true in count.items():
            table, _, column = name.partition(".")
            kept = getattr(world.tables[table], column)[: len(true)]
            if (kept == true).all():
                continue
            row = int(np.flatnonzero(kept != true)[0])
            kind = "money" if column == "wages_owed" else "people"
            self._demand(int(kept[row]) - int(true[row]), kind, f"{name}[{row}]", "kept count and recount differ")

    def matter(self) -> None:
        """Every good: all stores = made - taken by recipes, and each store changed by what the record of movements
        says. Every element: sums to zero over all stores.
        """
        total, labels = self._goods[0], self.world.labels
        wrong, astray = self._sum_matter()
        if wrong & 1:
            self._fail("yards", "a stock is negative")
        if wrong & 2:
            self._fail("matter in process", "batches charged, tapped and in process do not agree")
        if wrong:
            for g in np.flatnonzero(total):
                self._demand(int(total[g]), "matter_g", f"good {labels['goods'][g]}", "stores and recipes differ")
            for e in np.flatnonzero(self._elements):
                name, grams = labels["elements"][e], int(self._elements[e])
                self._demand(grams, "matter_g", f"element {name}", "the sum is not zero")
        if astray >= 0:
            good, place = divmod(astray, PLACES)
            self._fail(f"good {labels['goods'][good]}", f"{PLACE_NAMES[place]} and the record of movements differ")

    def _sum_matter(self) -> tuple[int, int]:
        """Goods and elements summed anew; see `matter_residuals`."""
        w = self.world
        return matter_residuals(
            w.goods.count, w.stocks.count, w.fixed.count, w.lines.count, w.contents.count, w.divisible.count,
            *self._of_matter,
        )  # fmt: skip
