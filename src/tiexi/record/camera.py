"""The camera: monthly series of what happened, taken from the world's tables after every month."""

from __future__ import annotations

import numpy as np

from tiexi.record.census import STATES, by_street
from tiexi.record.groups import Groups
from tiexi.record.series import Series, Variable
from tiexi.world.events import Event
from tiexi.world.jit import kernel
from tiexi.world.ledger import REGION, SECTORS, Debt, Programme, Reason, Sector, debts_of, flows_of
from tiexi.world.stores import Place, moves_of
from tiexi.world.table import Array
from tiexi.world.world import BANK, World

PPM = 1_000_000
LOAN, TRADE, TAX = int(Debt.LOAN), int(Debt.TRADE), int(Debt.TAX)
PERSONS = {
    "employed": "on the books and on post",
    "off_post": "on the books and not on post",
    "unemployed": "on nobody's books and seeking",
    "discouraged": "of working age, on nobody's books, not seeking",
    "informal": "own-account or side work, on nobody's books",
    "retired": "retired",
}
IN_STATE = [STATES.index(name) for name in PERSONS]
# Who protests is reckoned by the record (`voice`), so no step counts it.
PEOPLE_EVENTS = tuple(e for e in Event if e not in (Event.NONE, Event.PROTESTED) and e < Event.IDLED)
PEOPLE_ROWS = 1 + np.array(PEOPLE_EVENTS)  # rows of `counts`
SECTOR_NAMES = tuple(s for s in Sector if s is not Sector.NOBODY)
# By payer and payee (i8 [SECTORS x SECTORS]): 1 for what crosses into the region, -1 for what leaves it.
INSIDE = np.isin(np.arange(SECTORS), REGION).astype(np.int64)
INTO = (INSIDE[None, :] - INSIDE[:, None]).ravel()
REASON_NAMES = tuple(r for r in Reason if r is not Reason.NONE)
PROGRAMME_NAMES = tuple(p for p in Programme if p is not Programme.NONE)
FIRST_EVENT, FIRST_SECTOR, FIRST_REASON = (
    f"events_{PEOPLE_EVENTS[0].name.lower()}", f"money_{SECTOR_NAMES[0].name.lower()}",
    f"balance_{REASON_NAMES[0].name.lower()}",
)  # fmt: skip

VARIABLES = (
    *(Variable(k, "people", "person", "people living here") for k in ("region", "street")),
    *(Variable(k, name, "person", says) for k in ("region", "street") for name, says in PERSONS.items()),
    *(Variable("region", f"events_{e.name.lower()}", "person/month",
               f"people to whom this happened: {e.name.lower().replace('_', ' ')}") for e in PEOPLE_EVENTS),
    *(Variable("region", f"money_{s.name.lower()}", "fen",
               f"balances of the sector {s.name.lower().replace('_', ' ')}") for s in SECTOR_NAMES),
    *(Variable("region", f"balance_{r.name.lower()}", "fen/month",
               f"net receipts of the region from centre, bank and outside: {r.name.lower().replace('_', ' ')}")
      for r in REASON_NAMES),
    *(Variable("region", f"cost_{p.name.lower()}", "fen/month",
               f"paid by whom the policy names, only where something was: {p.name.lower().replace('_', ' ')}")
      for p in PROGRAMME_NAMES),
    *(Variable("region", f"aided_{p.name.lower()}", "person",
               f"people it was paid for: {p.name.lower().replace('_', ' ')}") for p in PROGRAMME_NAMES),
    Variable("region", "commuters", "person", "people from outside at work in the region"),
    Variable("region", "bank_equity", "fen", "loans and claims of the bank less deposits"),
    Variable("plant", "tied", "person", "people on the books"),
    Variable("plant", "employed", "person", PERSONS["employed"]),
    Variable("plant", "off_post", "person", PERSONS["off_post"]),
    Variable("plant", "cash", "fen", "balance of the till"),
    Variable("plant", "bank_debt", "fen", "loans owed"),
    Variable("plant", "trade_debt", "fen", "owed to suppliers"),
    Variable("plant", "tax_arrears", "fen", "taxes owed"),
    Variable("plant", "wage_arrears", "fen", "wages, allowances and pensions owed to persons"),
    Variable("plant", "sales", "fen/month", "sales, paid or owed"),
    Variable("plant", "wage", "fen/month", "wages, allowances and pensions due in the month"),
    Variable("plant", "paid_share", "1", "share of the month's wage bill that was paid"),
    Variable("workshop", "employed", "person", PERSONS["employed"]),
    Variable("workshop", "off_post", "person", PERSONS["off_post"]),
    Variable("workshop", "output", "good/month", "main product tapped"),
    Variable("workshop", "load_factor", "1", "batches charged over installed capacity"),
    Variable("workshop", "activity", "1", "1 if batches were charged or tapped in the month, else 0"),
    Variable("good", "output", "good/month", "made in the region"),
    Variable("good", "stock", "good", "in the yards of the region"),
    Variable("good", "sold", "good/month", "sold by the plants of the region"),
    Variable("good", "price_plan", "fen/good", "list price"),
    Variable("good", "price_market", "fen/good", "market price"),
)  # fmt: skip


@kernel
def sum_balances(sector: Array, balance: Array, count: int, out: Array) -> None:
    """Balances by sector (i8). Households stand together, so a run of one sector is summed before it is entered."""
    last = np.int64(0)
    run = np.int64(0)
    for i in range(1, count):
        if sector[i] != last:
            out[last] += run
            last = np.int64(sector[i])
            run = np.int64(0)
        run += balance[i]
    out[last] += run


@kernel
def sum_plants(
    scale: int, shops: int, shop_plant: Array, tied: Array, on_post: Array, group: Array, account: Array,
    balance: Array, owed: Array, wages_owed: Array, sales: Array, wage_bill: Array, out: Array,
) -> None:  # fmt: skip
    """Series of plants by place of their `group` (i8 [series, group], from `tied` to `wage`, in the order declared)."""
    for s in range(1, shops):
        g = group[shop_plant[s] - 1]
        out[0, g] += np.int64(tied[s]) * scale
        out[1, g] += np.int64(on_post[s]) * scale
        out[2, g] += (np.int64(tied[s]) - np.int64(on_post[s])) * scale
    for f in range(1, len(group) + 1):
        g = group[f - 1]
        out[3, g] += balance[account[f]]
        out[4, g] += owed[LOAN, f]
        out[5, g] += owed[TRADE, f]
        out[6, g] += owed[TAX, f]
        out[7, g] += wages_owed[f]
        out[8, g] += sales[f]
        out[9, g] += wage_bill[f]


@kernel
def sum_workshops(
    scale: int, group: Array, tied: Array, on_post: Array, charged: Array, made: Array, batch: Array, out: Array,
) -> None:  # fmt: skip
    """Series of workshops by place of their `group` (i8 [series, group]): on post, off post, output, batches charged,
    and how many of the group charged or tapped any."""
    for i in range(len(group)):
        s, g = i + 1, group[i]
        out[0, g] += np.int64(on_post[s]) * scale
        out[1, g] += (np.int64(tied[s]) - np.int64(on_post[s])) * scale
        out[2, g] += made[s] * batch[s]
        out[3, g] += charged[s]
        if charged[s] > 0 or made[s] > 0:
            out[4, g] += 1


@kernel
def sum_goods(good: Array, amount: Array, sold: Array, count: int, out: Array) -> None:
    """Amount in the yards and sold, by good (i8 [2, good])."""
    for i in range(1, count):
        out[0, good[i]] += amount[i]
        out[1, good[i]] += sold[i]


def good_units(world: World) -> list[str]:
    """Unit of every good, by row: g, or the unit the region gives to goods outside the mass balance."""
    told = world.region.tables["goods"]
    units = dict(zip(told["good"], told["unit"], strict=True))
    return [str(units.get(label) or "g") for label in world.labels["goods"]]


def main_units(world: World) -> list[str]:
    """Unit of what every row of workshops.csv makes; a workshop without a main product is counted in batches."""
    units, stocks, shops = good_units(world), world.stocks, world.workshops
    first = 1 + Groups(world).workshops
    return [units[stocks.good[s]] if s else "batch" for s in shops.main_stock[first]]


def entities(world: World) -> dict[str, list[str]]:
    """Labels by kind of entity, in the order of rows and without row 0."""
    kinds = {"plant": "groups", "workshop": "works", "street": "streets", "good": "goods"}
    return {"region": [world.region.name]} | {k: world.labels[t][1:] for k, t in kinds.items()}


def goods_of(world: World) -> dict[str, list[str]]:
    """Unit of the good that a good's or a workshop's series are in, by kind, without row 0."""
    return {"good": good_units(world)[1:], "workshop": main_units(world)}


class Camera:
    """Fills the series of `VARIABLES`.

    `batch` (i8 [workshop]) is what one batch gives of the main product. At the end of the month there are: what plants
    `owed` (i8 [kind, plant], fen) and the `balances` of the sectors (i8 [sector], fen).
    """

    def __init__(self, world: World, series: Series) -> None:
        self.series, self.groups = series, Groups(world)
        shops, end = world.workshops, world.workshops.count
        self.batch = np.where(shops.main_stock[:end] > 0, shops.main_amount[:end], 1)
        self.owed, self.balances = debts_of(world), np.zeros(SECTORS, np.int64)
        self._whole = self.groups.by_plant(np.full(world.plants.count - 1, PPM))

    def film(self, world: World) -> None:
        """Record the month."""
        self._people(world)
        self._money(world)
        self._plants(world)
        self._workshops(world)
        self._goods(world)

    def _people(self, world: World) -> None:
        put, together = self.series.put, self.series.put_together
        real = by_street(world) * world.scale
        whole, first = real.sum(axis=0), next(iter(PERSONS))
        put("region", "people", whole.sum())
        put("street", "people", real[1:].sum(axis=1))
        together("region", first, whole[IN_STATE])
        together("street", first, real[1:, IN_STATE].T)
        together("region", FIRST_EVENT, world.counts.persons[PEOPLE_ROWS] * world.scale)
        shops = world.workshops
        put("region", "commuters", shops.commuters[: shops.count].sum(dtype=np.int64) * world.scale)

    def _money(self, world: World) -> None:
        accounts, put = world.accounts, self.series.put_together
        self.balances[:] = 0
        sum_balances(accounts.sector, accounts.balance, accounts.count, self.balances)
        put("region", FIRST_SECTOR, self.balances[1:])
        flows = flows_of(world)
        put("region", FIRST_REASON, (flows.reshape(len(flows), -1) @ INTO)[1:])
        programmes = world.programmes
        if programmes.count > 1:
            first = PROGRAMME_NAMES[0].name.lower()
            put("region", f"cost_{first}", programmes.spent[1 : len(Programme)])
            put("region", f"aided_{first}", programmes.persons[1 : len(Programme)] * world.scale)

    def _plants(self, world: World) -> None:
        plants, shops, end = world.plants, world.workshops, world.plants.count
        self.owed = owed = debts_of(world)
        sums = np.zeros((10, len(self._whole)), np.int64)
        sum_plants(
            world.scale, shops.count, shops.plant, shops.tied, shops.on_post, self.groups.of_plant, plants.account,
            world.accounts.balance, owed, plants.wages_owed, plants.sales, plants.wage_bill, sums,
        )  # fmt: skip
        self.series.put_together("plant", "tied", sums)
        # The bank's balance is minus all others, so it already holds deposits and the claim on the centre.
        self.series.put("region", "bank_equity", owed[LOAN].sum() + world.accounts.balance[BANK])
        bill, share = sums[9], plants.paid_share[1:end]
        paid = self.groups.by_plant(plants.wage_bill[1:end] / PPM * share)
        whole = self.groups.by_plant(share) / self._whole
        self.series.put("plant", "paid_share", np.divide(paid, bill, out=whole, where=bill > 0))

    def _workshops(self, world: World) -> None:
        shops, end, put = world.workshops, world.workshops.count, self.series.put
        sums = np.zeros((5, len(self.groups.workshops)), np.int64)
        sum_workshops(
            world.scale, self.groups.of_workshop, shops.tied, shops.on_post, shops.charged, shops.made, self.batch, sums
        )
        self.series.put_together("workshop", "employed", sums[:3])
        installed = self.groups.by_workshop(shops.capacity[1:end] * (world.plants.scale[shops.plant[1:end]] / PPM))
        load = np.divide(sums[3], installed, out=np.zeros(len(installed)), where=installed > 0)
        put("workshop", "load_factor", load)
        put("workshop", "activity", sums[4] > 0)

    def _goods(self, world: World) -> None:
        put, goods, stocks, end = self.series.put, world.goods, world.stocks, world.goods.count
        held = np.zeros((2, end), np.int64)
        sum_goods(stocks.good, stocks.amount, stocks.sold, stocks.count, held)
        moves = moves_of(world)
        put("good", "output", moves[1:, Place.PROCESS, Place.YARD])
        put("good", "stock", held[0, 1:])
        put("good", "sold", held[1, 1:])
        put("good", "price_plan", goods.price_plan[1:end] / PPM)
        put("good", "price_market", goods.price_market[1:end] / PPM)
