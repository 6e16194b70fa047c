"""Founding of yards and of the network of supply between them."""

from __future__ import annotations

import numpy as np

from tiexi.world.arith import log
from tiexi.world.chance import Stream, uniform
from tiexi.world.jit import kernel
from tiexi.world.keys import derived_key
from tiexi.world.stores import Kind
from tiexi.world.table import Array, by_code
from tiexi.world.works import Owner
from tiexi.world.world import World

PPM = 1_000_000
COVER_DAYS, LIMIT_DAYS = 10.0, 45.0  # where covers.csv has no row
SUPPLIERS = 3  # of a good that more plants here make, a buyer deals with so many
SUPPLY = int(Stream.SUPPLY)


def yards(world: World) -> None:
    """Main outputs, makers' capacity, covers, limits; which goods a yard must buy."""
    stocks, shops, lines, uses = world.stocks, world.workshops, world.lines, world.uses
    covers = {(r["plant"], r["good"]): r for r in world.region.rows("covers")}
    made = np.zeros(stocks.count, bool)
    for w in range(1, shops.count):
        first = int(shops.first_line[w])
        best = 0
        for line in range(first, first + int(shops.lines[w])):
            for u in range(int(lines.first_use[line]), int(lines.first_use[line]) + int(lines.uses[line])):
                stock, amount = int(uses.stock[u]), int(uses.amount[u])
                if stock == 0 or amount <= 0:
                    continue
                made[stock] = True
                if line == first:
                    stocks.makers[stock] += int(shops.capacity[w]) * amount
                    if amount > best:
                        best, shops.main_stock[w], shops.main_amount[w] = amount, stock, amount
    main = np.isin(np.arange(stocks.count), shops.main_stock[1 : shops.count])
    for s in range(1, stocks.count):
        name = (world.labels["groups"][world.plants.group[stocks.plant[s]]], world.labels["goods"][stocks.good[s]])
        row = covers.get(name, {"cover_days": COVER_DAYS, "limit_days": LIMIT_DAYS})
        stocks.cover[s] = round(row["cover_days"] * PPM / 30)
        stocks.limit[s] = round(row["limit_days"] * PPM / 30) if main[s] else 0
        stocks.bought[s] = not made[s]


def ranks(world: World) -> None:
    """Turn of every plant where the plan distributes: heavy industry first, as in every five-year plan; then what else
    belongs to the state; then collectives and private plants.
    """
    plants, shops, stocks = world.plants, world.workshops, world.stocks
    light = (int(Kind.FOOD), int(Kind.CONSUMER), int(Kind.SERVICE))
    heavy = np.zeros(plants.count, bool)
    main = shops.main_stock[1 : shops.count]
    makes = ~np.isin(world.goods.kind[stocks.good[main]], light) & (main > 0)
    heavy[shops.plant[1 : shops.count][makes]] = True
    state = np.isin(plants.owner[: plants.count], (Owner.STATE, Owner.COLONIAL, Owner.PUBLIC))
    plants.rank[: plants.count] = np.where(~state, 3, np.where(heavy, 1, 2))
    plants.rank[0] = 0


@kernel
def choose_suppliers(
    buyers: Array, first: Array, sellers: Array, seed: int, good: Array, plant: Array, makers: Array, key: Array,
    chosen: Array,
) -> None:  # fmt: skip
    """Up to `SUPPLIERS` makers in other plants for each buying stock (i8 [buyer, SUPPLIERS], 0 = none).

    A maker is drawn in proportion to its capacity, without putting back (Efraimidis and Spirakis 2006): the smallest
    exponential numbers, keyed to buyer and maker. `sellers[first[g]:first[g + 1]]` are the stocks of makers of `g`.
    """
    best = np.empty(SUPPLIERS)
    for i in range(len(buyers)):
        b = buyers[i]
        held = 0
        for at in range(first[good[b]], first[good[b] + 1]):
            s = sellers[at]
            if plant[s] == plant[b]:
                continue
            luck = 1.0 - uniform(seed, SUPPLY, 0, derived_key(key[plant[b]], 0, int(good[b])) ^ key[plant[s]], 1)
            score = -log(luck) / makers[s]
            if held == len(best) and score >= best[held - 1]:
                continue
            place = held if held < len(best) else held - 1
            while place > 0 and best[place - 1] > score:
                best[place], chosen[i, place] = best[place - 1], chosen[i, place - 1]
                place -= 1
            best[place], chosen[i, place] = score, s
            held = min(held + 1, len(best))


def links(world: World) -> None:
    """Supply links, sorted by seller: from the makers with whom each buyer deals, and from outside last."""
    stocks, goods, n = world.stocks, world.goods, world.stocks.count
    buyers = 1 + np.flatnonzero(stocks.bought[1:n])
    makers = np.flatnonzero(stocks.makers[:n] > 0)
    first, sellers = by_code(stocks.good, makers, goods.count)
    chosen = np.zeros((len(buyers), SUPPLIERS), np.int64)
    choose_suppliers(
        buyers, first, sellers, world.seed, stocks.good, stocks.plant, stocks.makers, world.plants.key, chosen
    )
    placed = {r["good"]: r["share"] for r in world.region.rows("purchase_shares")}
    inside = [placed.get(label, 1.0) for label in world.labels["goods"]]
    region = np.where(goods.imports[: goods.count] > 0, np.array(inside), 1.0)[stocks.good[buyers]]
    able = np.where(chosen > 0, stocks.makers[chosen], 0)
    whole = np.maximum(able.sum(axis=1), 1)
    upto = np.rint(region[:, None] * PPM * np.cumsum(able, axis=1) / whole[:, None]).astype(np.int64)
    part = np.diff(upto, axis=1, prepend=0)
    some = chosen > 0
    seller = np.concatenate([chosen[some], np.zeros(len(buyers), np.int64)])
    buyer = np.concatenate([np.broadcast_to(buyers[:, None], chosen.shape)[some], buyers])
    share = np.concatenate([part[some], np.zeros(len(buyers), np.int64)])
    order = np.lexsort((share, buyer, seller))
    at = world.links.add(len(order))
    world.links.seller[at], world.links.buyer[at], world.links.share[at] = seller[order], buyer[order], share[order]
    sold, begun = np.unique(seller[order], return_index=True)
    stocks.first_link[sold], stocks.links[sold] = at.start + begun, np.bincount(seller, minlength=n)[sold]
    stocks.first_link[0] = stocks.links[0] = 0


def spending(world: World) -> None:
    """What each plant pays for inputs that are no matter and come from outside, over what its output is worth (ppm).

    At the market prices of the month of founding, in which goods that are no matter mostly cost what they say.
    """
    stocks, goods, plants, lines, uses = world.stocks, world.goods, world.plants, world.lines, world.uses
    taken, made = np.zeros(plants.count), np.zeros(plants.count)
    last = world.paths.market.shape[1] - 1
    for w in range(1, world.workshops.count):
        line = int(world.workshops.first_line[w])
        for u in range(int(lines.first_use[line]), int(lines.first_use[line]) + int(lines.uses[line])):
            s, amount = int(uses.stock[u]), int(uses.amount[u])
            f, g = int(stocks.plant[s]), int(uses.good[u])
            if s == 0 or (amount > 0 and s != world.workshops.main_stock[w]):
                continue
            price = float(world.paths.market[g, min(last, max(0, int(plants.founded[f])))])
            worth = abs(amount) * price * float(world.workshops.capacity[w])
            if amount > 0:
                made[f] += worth
            elif stocks.bought[s] and goods.imports[g] and not goods.matter[g]:
                taken[f] += worth
    plants.bought[: plants.count] = np.rint(PPM * np.divide(taken, made, out=np.zeros_like(made), where=made > 0))
