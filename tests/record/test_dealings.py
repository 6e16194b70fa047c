"""What the sectors of activity sold, bought, owed and made, against a slow twin that reads the tables row by row."""

from __future__ import annotations

from collections import Counter
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from tests.drawn import Draft, regions

from tiexi.engine import Engine
from tiexi.record.accounts import condensed, social_accounting, supply_use
from tiexi.record.books import Cells, ledger_frame, matter_frame
from tiexi.record.dealings import Dealings
from tiexi.world.found import found
from tiexi.world.world import World

SECTORS = (
    "nobody",
    "households",
    "state_plants",
    "collective_plants",
    "shops",
    "treasury",
    "centre",
    "bank",
    "outside",
)
PUBLIC, CONSUMER, TAX = 5, 7, 3
MONTHS = 10
Frames = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]


class Watched:
    """A drawn world that lives for some months, with the parts of the record that the accounts are made of."""

    def __init__(self, draft: Draft, months: int = MONTHS) -> None:
        self.world = world = found(draft.region(), seed=draft.seed, scale=draft.scale)
        engine, flows, moves, self.dealings = Engine(world), Cells(), Cells(), Dealings(world)
        self.twin: Counter[tuple[Any, ...]] = Counter()
        self.sums: Counter[str] = Counter()
        self.before = in_yards(world)
        for _ in range(months):
            engine.advance()
            for part in (flows, moves):
                part.month(world.month, world.flows.paid if part is flows else world.moves.moved)
            self.dealings.month(world)
            add_dealings(world, self.twin)
            plants = world.plants
            self.sums["sales"] += int(plants.sales[1 : plants.count].sum())
            self.sums["purchases"] += int(plants.purchases[1 : plants.count].sum())
            self.sums["pay"] += int(plants.wage_bill[1 : plants.count].sum())
            self.sums["taxes"] += int(world.claims.made[TAX])
            world.month += 1
        world.month -= 1
        self.frames: Frames = (
            self.dealings.frame(world), ledger_frame(world, flows), self.dealings.work(world), matter_frame(world, moves)
        )  # fmt: skip


def in_yards(world: World) -> Counter[str]:
    """What lies in yards, is on its way there or is installed there, by good."""
    held: Counter[str] = Counter()
    s = world.stocks
    for i in range(1, s.count):
        held[world.labels["goods"][s.good[i]]] += int(s.amount[i] + s.due1[i] + s.due2[i] + s.due3[i])
    for good, grams in zip(world.fixed.good[1:], world.fixed.amount[1:], strict=True):
        held[world.labels["goods"][good]] += int(grams)
    return held


def party(world: World, plant: int) -> str:
    """Industry and legal sector of a plant."""
    legal = SECTORS[world.accounts.sector[world.plants.account[plant]]]
    return f"{world.labels['sectors'][world.plants.sector[plant]]}/{legal}"


def add_dealings(w: World, cells: Counter[tuple[Any, ...]]) -> None:
    """The twin: each delivery at its price, each sale to others, each due; (month, item, seller, buyer, what) to sum."""
    names, plants, stocks, links, goods = w.labels["goods"], w.plants, w.stocks, w.links, w.goods
    market = [int(goods.market_share[g]) for g in range(goods.count)]
    price = [
        (int(goods.price_plan[g]) * (10**6 - market[g]) + int(goods.price_market[g]) * market[g]) // 10**6
        for g in range(goods.count)
    ]
    at = w.calendar.text(w.month)
    shipped: Counter[int] = Counter()
    left = {f: int(plants.sales[f]) for f in range(1, plants.count)}

    def enter(item: str, seller: str, buyer: str, **what: int) -> None:
        for name, number in what.items():
            cells[at, item, seller, buyer, name] += number

    for i in range(1, links.count):
        q, b, s = int(links.shipped[i]), int(links.buyer[i]), int(links.seller[i])
        g, f = int(stocks.good[b]), int(stocks.plant[b])
        dearer = s == 0 and not goods.matter[g]
        fen = (q * (price[g] * int(plants.dear[f]) // 10**6 if dearer else price[g]) + 500_000) // 10**6
        seller = party(w, int(stocks.plant[s])) if s else "outside"
        enter(names[g], seller, party(w, f), amount=q, value=fen, later=int(links.fresh[i]))
        if s:
            shipped[s] += q
            left[int(stocks.plant[s])] -= fen
    counter: dict[int, tuple[str, str]] = {}
    for s in range(1, stocks.count):
        f, g, q = int(stocks.plant[s]), int(stocks.good[s]), int(stocks.sold[s]) - shipped[s]
        served = plants.owner[f] == PUBLIC and stocks.makers[s] > 0
        at_shop = goods.kind[g] == CONSUMER and plants.street[f] > 0
        buyer = "treasury" if served else "households" if at_shop else "outside"
        if buyer != "outside":
            counter.setdefault(f, (names[g], buyer))
        fen = (q * price[g] + 500_000) // 10**6 if buyer == "outside" else 0
        enter(names[g], party(w, f), buyer, amount=q, value=fen)
        left[f] -= fen
    for f in range(1, plants.count):
        who, sales = party(w, f), int(plants.sales[f])
        enter("pay", "households", who, value=int(plants.wage_bill[f]))
        enter("welfare", "outside", who, value=int(plants.welfare[f]))
        if plants.owner[f] == PUBLIC:
            cost = int(plants.wage_bill[f] + plants.purchases[f])
            if f in counter:  # else it has nothing to serve with
                enter(counter[f][0], who, "treasury", value=cost)
            continue
        enter("turnover_tax", "centre", who, value=sales * w.ppm("tax.turnover") // 10**6)
        enter("local_tax", "treasury", who, value=sales * w.ppm("tax.local") // 10**6)
        if left[f]:
            enter(counter[f][0], who, counter[f][1], value=left[f])


def recorded(frame: pl.DataFrame) -> Counter[tuple[Any, ...]]:
    """The table of dealings as the twin has it."""
    found: Counter[tuple[Any, ...]] = Counter()
    for r in frame.iter_rows(named=True):
        for name in ("amount", "value", "later"):
            found[r["month"], r["item"], r["seller"], r["buyer"], name] += r[name]
    return found


def total(frame: pl.DataFrame, **where: str) -> int:
    return int(frame.filter(**where)["value"].sum())


@settings(max_examples=20, suppress_health_check=list(HealthCheck), deadline=None)
@given(regions())
def test_accounts_of_any_region_balance_to_the_last_coin_and_gram(draft: Draft) -> None:
    seen = Watched(draft)
    dealings, ledger, work, matter = seen.frames
    assert +recorded(dealings) == +seen.twin
    sam = social_accounting(dealings, ledger)
    for matrix in (sam, condensed(sam)):
        for account, *row in matrix.iter_rows():
            assert sum(row) == matrix[account].sum(), account
    table = supply_use(work, matter)
    assert (table["supply"] == table["use"]).all()
    now = in_yards(seen.world)
    for good, kept in table.select("good", "stocks").iter_rows():
        assert kept == now[good] - seen.before[good], good
    hold_what_plants_and_claims_say(seen)


def hold_what_plants_and_claims_say(seen: Watched) -> None:
    """Sales, purchases, pay and taxes as the plants' own columns and the claims have them; batches as the moves have."""
    dealings, ledger, work, matter = seen.frames
    goods = dealings.filter(pl.col("kind") == "good")
    sold = goods.filter(pl.col("seller").str.contains("/") & (pl.col("buyer") != "treasury"))
    bought = goods.filter(pl.col("buyer").str.contains("/"))
    assert int(sold["value"].sum()) == seen.sums["sales"]
    assert int(bought["value"].sum()) == seen.sums["purchases"]
    assert total(dealings, item="pay") == seen.sums["pay"]
    assert total(dealings, item="turnover_tax") + total(dealings, item="local_tax") == seen.sums["taxes"]
    assert total(dealings, item="welfare") == int(ledger.filter(reason="welfare")["amount"].sum())
    moved = matter.filter(pl.col("kind") == "good")
    assert int(work["used"].sum()) == int(moved.filter(pl.col("to") == "process")["amount"].sum())
    assert int(work["made"].sum()) == int(moved.filter(pl.col("from") == "process")["amount"].sum())


@settings(max_examples=4, suppress_health_check=list(HealthCheck), deadline=None)
@given(regions())
def test_two_periods_add_up_to_the_whole(draft: Draft) -> None:
    dealings, ledger, _, _ = Watched(draft).frames

    def cells(of: list[pl.DataFrame]) -> Counter[tuple[str, str]]:
        sam = social_accounting(of[0], of[1])
        return Counter(
            {(to, by): fen for to, *row in sam.iter_rows() for by, fen in zip(sam["account"], row, strict=True)}
        )

    early, late = (
        [t.filter((pl.col("month") < "1990-06") == first) for t in (dealings, ledger)] for first in (True, False)
    )
    whole, parts = cells([dealings, ledger]), cells(early)
    parts.update(cells(late))
    assert {c: v for c, v in whole.items() if v} == {c: v for c, v in parts.items() if v}
