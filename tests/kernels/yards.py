"""Small worlds of plants, workshops, yards, links, tills and people, drawn by Hypothesis for the twins of steps.

Rows mean existing rows, and what the laws demand holds (balances sum to zero, head counts agree); all else is free.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from hypothesis import strategies as st
from tests.kernels.plain import silent
from tests.lots import YES_OR_NO, either, nothing_or, one_of, whole

from tiexi.world.found_network import Constant
from tiexi.world.ledger import DEBTS, REASONS, SECTORS, Debt
from tiexi.world.people import NEVER
from tiexi.world.stores import PLACES
from tiexi.world.world import World

MILLION = 10**6
PUBLIC = 5  # owner
ON_POST, RETIRED, DEAD = 2, 7, 12  # activities
AMOUNTS = whole(0, 30) | whole(0, 10**6) | whole(0, 10**12)
MONEY = whole(0, 500) | whole(0, 10**7) | whole(0, 10**11)
PPM = either(one_of(MILLION, 0, 500_000, 333_333), whole(0, MILLION))
OVER = either(PPM, whole(0, 3 * MILLION))  # may exceed one
DEAR = whole(300_000, 3 * MILLION)  # what is paid for an input over its price
LOSS = whole(-(10**11), 10**11)
PRICES = either(whole(0, 3 * MILLION), one_of(0, 1, 10_000_000))


def world(ppm: dict[str, int], *, seed: int = 1, scale: int = 1, rounds: int = 10, month: int = 7) -> World:
    """A world without rows whose parameters are so many parts per million."""
    region: Any = SimpleNamespace(
        parameters={name: Constant(value) for name, value in silent().items()}
        | {name: Constant(value / MILLION) for name, value in ppm.items()},
        months=month + 1,
        settings=SimpleNamespace(first="1990-01"), tables={},
    )  # fmt: skip
    w = World(region, seed, scale, rounds)
    w.month = month
    w.paths = SimpleNamespace()
    w.labels = {"workshops": [""], "plants": [""], "goods": [""], "groups": [""], "works": [""]}
    return w


def fill(draw: Any, table: Any, count: int, **columns: Any) -> None:
    """Set columns of the rows from 1 on: a strategy is drawn for each row, everything else is set as it is."""
    for name, values in columns.items():
        if isinstance(values, st.SearchStrategy):
            values = draw(st.lists(values, min_size=count, max_size=count))
        getattr(table, name)[1 : count + 1] = values


def plants(draw: Any, w: World, count: int) -> None:
    """Plants with a till and their debts, each a group of its own; every figure of the month's books."""
    w.plants.add(count)
    for name in ("plants", "groups"):
        w.labels[name] += [f"plant_{f}" for f in range(1, count + 1)]
    fill(
        draw, w.plants, count, owner=whole(1, 5), standing=one_of(1, 1, 2, 0, 3, 4), scale=OVER,
        quota=OVER, pull=OVER, permit=PPM, credit=PPM, dear=st.just(MILLION) | DEAR, number=1, result=LOSS, orders=MONEY, sales=MONEY, purchases=MONEY, wage_bill=MONEY, turnover=MONEY, costs=MONEY,
        losses=MONEY, loss_months=whole(0, 40), queued=NEVER, ends=NEVER, paid_share=PPM, welfare=MONEY, cared=PPM, allowed=PPM,
        group=range(1, count + 1), key=[1000 + 7 * f for f in range(count)], street=one_of(0, 0, 1), rank=whole(1, 3),
    )  # fmt: skip
    w.accounts.add(4 + count)
    w.accounts.sector[1:5] = [5, 6, 7, 8]
    fill(draw, w.accounts, 4, balance=0)
    w.plants.account[1 : count + 1] = range(5, 5 + count)
    w.accounts.sector[5 : 5 + count] = draw(st.lists(whole(2, 4), min_size=count, max_size=count))
    w.accounts.balance[5 : 5 + count] = draw(st.lists(MONEY, min_size=count, max_size=count))
    w.accounts.balance[1] = draw(MONEY)
    w.debts.add(3 * count)
    for place, (column, kind, creditor) in enumerate(
        (("loan_debt", Debt.LOAN, 3), ("tax_debt", Debt.TAX, 2), ("local_debt", Debt.TAX, 1))
    ):
        rows = slice(1 + place * count, 1 + (place + 1) * count)
        getattr(w.plants, column)[1 : count + 1] = range(rows.start, rows.stop)
        w.debts.kind[rows], w.debts.creditor[rows] = int(kind), creditor
        w.debts.debtor[rows] = w.plants.account[1 : count + 1]
        w.debts.owed[rows] = draw(st.lists(MONEY, min_size=count, max_size=count))
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(DEBTS)
    w.counts.add(64)
    w.tally.add(1)
    w.streets.add(1)
    balance(w)


def balance(w: World) -> None:
    """The bank's balance is minus the sum of all others."""
    w.accounts.balance[3] = 0
    w.accounts.balance[3] = -w.accounts.balance[: w.accounts.count].sum()


def yards(draw: Any, w: World, goods: int) -> None:
    """Goods with prices, and in every plant's yard a stock of each."""
    count = (w.plants.count - 1) * goods
    w.goods.add(goods)
    w.labels["goods"] += [f"good_{g}" for g in range(1, goods + 1)]
    fill(
        draw, w.goods, goods, lead=whole(0, 3), cash=whole(0, 1), price_plan=PRICES, price_market=PRICES,
        market_share=PPM, demand=nothing_or(AMOUNTS), imports=whole(0, 1), matter=whole(0, 1),
    )  # fmt: skip
    w.stocks.add(count)
    fill(
        draw, w.stocks, count, plant=[1 + s // goods for s in range(count)], good=[1 + s % goods for s in range(count)],
        amount=AMOUNTS, due1=AMOUNTS, due2=AMOUNTS, due3=AMOUNTS, cover=OVER, limit=nothing_or(OVER),
        makers=nothing_or(AMOUNTS), bought=whole(0, 1), use=AMOUNTS, own=AMOUNTS, wanted=nothing_or(AMOUNTS),
        drawn=AMOUNTS, sold=AMOUNTS, ordered=nothing_or(AMOUNTS), short=AMOUNTS,
        hoard=nothing_or(OVER),
    )  # fmt: skip
    w.moves.add(w.goods.count * PLACES * PLACES)


def links(draw: Any, w: World) -> None:
    """For each stock one link from outside and perhaps one from the same good in each other plant, by seller."""
    stocks, found = w.stocks, []
    for buyer in range(1, stocks.count):
        found.append((0, buyer))
        others = [
            s for s in range(1, stocks.count)
            if stocks.good[s] == stocks.good[buyer] and stocks.plant[s] != stocks.plant[buyer]
        ]  # fmt: skip
        found += [(seller, buyer) for seller in others if draw(YES_OR_NO)]
    found.sort()
    w.links.add(len(found))
    fill(
        draw, w.links, len(found), seller=[s for s, _ in found], buyer=[b for _, b in found], share=PPM,
        ordered=AMOUNTS, shipped=AMOUNTS, fresh=MONEY,
    )  # fmt: skip
    rows = w.debts.add(len(found))
    w.links.debt[1 : len(found) + 1] = range(rows.start, rows.stop)
    w.debts.kind[rows] = int(Debt.TRADE)
    for i, (seller, buyer) in enumerate(found):
        w.debts.debtor[rows.start + i] = w.plants.account[stocks.plant[buyer]]
        w.debts.creditor[rows.start + i] = w.plants.account[stocks.plant[seller]] if seller else 4
        w.debts.owed[rows.start + i] = w.links.fresh[i + 1] + draw(nothing_or(MONEY))
        if seller and stocks.links[seller] == 0:
            stocks.first_link[seller] = i + 1
        stocks.links[seller] += seller > 0


def workshops(draw: Any, w: World, count: int) -> None:
    """Workshops in their order, with up to two variants of a recipe each, and batches in process."""
    shops, lines, uses, slots = w.workshops, w.lines, w.uses, w.slots
    shops.add(count)
    for name in ("workshops", "works"):
        w.labels[name] += [f"shop_{s}" for s in range(1, count + 1)]
    batches = either(whole(0, 12), whole(0, 500))
    fill(
        draw, shops, count, key=[5 + 11 * s for s in range(count)], plant=whole(1, w.plants.count - 1),
        group=range(1, count + 1),
        capacity=batches, posts=whole(0, 30), min_load=PPM, campaign_days=one_of(0, 3, 30),
        emits=whole(0, 1), stack_permit=whole(0, 1), lit=whole(0, 1), target=batches, due=nothing_or(batches), made=batches,
        charged=batches, load=OVER, last_work=whole(-1, 60), on_post=whole(0, 30), idle=whole(0, 1),
    )  # fmt: skip
    for shop in range(1, count + 1):
        variants = draw(whole(0, 2))
        rows = lines.add(variants)
        shops.first_line[shop], shops.lines[shop] = rows.start, variants
        for line in range(rows.start, rows.stop):
            lines.workshop[line] = shop
            lines.month_charged[line], lines.charged[line] = draw(whole(0, 2) | batches), draw(batches)
            stay = draw(whole(0, 3))
            ring = slots.add(stay)
            lines.slots[line], lines.first_slot[line] = stay, ring.start if stay else 0
            slots.batches[ring] = draw(st.lists(batches, min_size=stay, max_size=stay))
            lines.inside[line] = slots.batches[ring].sum()
            lines.tapped[line] = lines.charged[line] - lines.inside[line]
            first = uses.count
            for good in draw(st.lists(whole(1, w.goods.count - 1), max_size=3)):
                use = uses.add(1).start
                uses.good[use], uses.amount[use] = good, draw(either(whole(-5, 5), whole(-400, 400)))
                yard = (shops.plant[shop] - 1) * (w.goods.count - 1) + good
                uses.stock[use] = yard if draw(whole(0, 3)) else 0
            lines.first_use[line], lines.uses[line] = first, uses.count - first
        if draw(whole(0, 3)):
            shops.main_stock[shop] = draw(whole(1, w.stocks.count - 1))
        shops.main_amount[shop] = draw(whole(1, 400))


def people(draw: Any, w: World, count: int) -> None:
    """People with ties to workshops, pensions, claims on plants, and households of up to three."""
    homes = 1 + count // 3
    w.households.add(homes)
    accounts = w.accounts.add(homes)
    w.accounts.sector[accounts] = 1
    fill(draw, w.households, homes, account=range(accounts.start, accounts.stop), income=whole(0, 9000))
    w.people.add(count)
    shops = w.workshops.count - 1
    fill(
        draw, w.people, count, key=[77 + 13 * p for p in range(count)], gone=one_of(NEVER, NEVER, NEVER, 3),
        tie=whole(0, 4), activity=one_of(2, 2, 2, 3, 5, 6, 7, 7), employer=whole(0, shops),
        wage=either(whole(0, 100), whole(0, 9000)), household=whole(1, homes), hired=whole(0, 5),
        owed=nothing_or(whole(0, 9000)), owed_by=whole(1, w.plants.count - 1),
    )  # fmt: skip
    p = w.people
    left = p.gone != NEVER
    left[0] = False
    p.employer[left] = 0
    p.activity[left] = DEAD
    p.tie[(p.employer == 0) | (p.activity == RETIRED)] = 0
    p.owed_by[p.owed == 0] = 0
    pages = w.diary.add(count // 2)
    p.diary[1 : 1 + count // 2] = range(pages.start, pages.stop)
    claims = draw(whole(0, 4))
    w.dues.add(claims)
    fill(
        draw, w.dues, claims, person=whole(1, count), plant=whole(1, w.plants.count - 1),
        owed=nothing_or(whole(0, 9000)),
    )  # fmt: skip
    for table in (p, w.dues):
        debtors = table.owed_by if table is p else table.plant
        for f, fen in zip(debtors[: table.count].tolist(), table.owed[: table.count].tolist(), strict=True):
            w.plants.wages_owed[f] += fen * w.scale
    count_heads(w)
    balance(w)


def count_heads(w: World) -> None:
    """Head counts kept with workshops and plants are those of the people."""
    p, shops = w.people, w.workshops
    shops.on_post[:] = 0
    for row in range(1, p.count):
        shop = int(p.employer[row])
        if p.tie[row]:
            shops.tied[shop] += 1
            w.plants.tied[shops.plant[shop]] += 1
            shops.on_post[shop] += p.activity[row] == ON_POST
        elif p.activity[row] == RETIRED and shop:
            w.plants.pensioners[shops.plant[shop]] += 1
