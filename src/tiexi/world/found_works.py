"""Founding of things: goods, recipes, plants, workshops with their lines, yards and supply links."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tiexi.world.keys import name_key
from tiexi.world.people import NEVER
from tiexi.world.stores import Kind
from tiexi.world.works import Owner
from tiexi.world.world import World

PPM = 1_000_000
COVER_DAYS, LIMIT_DAYS = 10.0, 45.0  # where covers.csv has no row
GRAMS = 1000  # recipes are written in kg


def _rows(world: World, table: str) -> list[dict[str, Any]]:
    frame = world.region.tables.get(table)
    return [] if frame is None or frame.is_empty() else list(frame.iter_rows(named=True))


def goods(world: World) -> None:
    """Goods and their element contents, which sum to 1000 g/kg."""
    listed = _rows(world, "goods")
    world.labels["goods"] = ["", *(r["good"] for r in listed)]
    elements = list(world.region.settings.elements)
    world.labels["elements"] = ["", *elements]
    at = world.goods.add(len(listed))
    table = world.goods
    table.kind[at] = [Kind[r["kind"].upper()] for r in listed]
    table.matter[at] = [r["matter"] for r in listed]
    table.lead[at] = [r["lead_months"] for r in listed]
    table.cash[at] = [r["terms"] == "cash" for r in listed]
    table.imports[at] = [r["imports"] for r in listed]
    for g, r in enumerate(listed, 1):
        for part in filter(None, (p.strip() for p in (r["content"] or "").split(";"))):
            element, share = part.rsplit(" ", 1)
            row = world.contents.add(1).start
            world.contents.good[row] = g
            world.contents.element[row] = elements.index(element.strip()) + 1
            world.contents.share[row] = int(share)


def occupations(world: World) -> None:
    """Occupations with pay relative to the district's level."""
    listed = _rows(world, "occupations")
    world.labels["occupations"] = ["", *(r["occupation"] for r in listed)]
    at = world.occupations.add(len(listed))
    world.occupations.cadre[at] = [r["cadre"] for r in listed]
    world.occupations.hazardous[at] = [r["hazardous"] for r in listed]
    world.occupations.pay[at] = [round(r["pay"] * PPM) for r in listed]


def recipes(world: World) -> None:
    """Recipes in whole grams (units for goods that are no matter); waste and air belong to nature."""
    listed = _rows(world, "recipes")
    names = sorted({r["recipe"] for r in listed})
    world.labels["recipes"] = ["", *names]
    world.recipes.add(len(names))
    for number, name in enumerate(names, 1):
        items = [r for r in listed if r["recipe"] == name]
        at = world.items.add(len(items))
        world.recipes.first_item[number], world.recipes.items[number] = at.start, len(items)
        for row, r in zip(range(at.start, at.stop), items, strict=True):
            g = world.row("goods", r["good"])
            factor = GRAMS if world.goods.matter[g] else 1
            world.items.recipe[row], world.items.good[row] = number, g
            world.items.amount[row] = r["amount"] * factor * (1 if r["direction"] == "out" else -1)
            world.items.nature[row] = world.goods.kind[g] in (Kind.WASTE, Kind.NATURE)


def plants(world: World) -> None:
    """Plants, not yet working: `state.announce` opens them in their month."""
    listed = _rows(world, "plants")
    world.labels["plants"] = ["", *(r["plant"] for r in listed)]
    sectors = sorted({r["sector"] for r in listed})
    world.labels["sectors"] = ["", *sectors]
    at = world.plants.add(len(listed))
    table = world.plants
    table.key[at] = [name_key("plant", r["plant"]) for r in listed]
    table.owner[at] = [Owner[r["owner"].upper()] for r in listed]
    table.sector[at] = [sectors.index(r["sector"]) + 1 for r in listed]
    table.street[at] = [world.row("streets", r["street"] or "") for r in listed]
    table.premium[at] = [round(r["premium"] * PPM) for r in listed]
    table.founded[at] = [world.calendar.index(r["founded"]) for r in listed]
    table.ends[:] = NEVER
    table.permit[at] = PPM
    table.credit[at] = PPM


def workshops(world: World) -> None:
    """Workshops in process order over all plants, with a line for each recipe variant."""
    listed = sorted(_rows(world, "workshops"), key=lambda r: (r["order"], r["plant"], r["workshop"]))
    world.labels["workshops"] = ["", *(f"{r['plant']}/{r['workshop']}" for r in listed)]
    at = world.workshops.add(len(listed))
    table = world.workshops
    for w, r in zip(range(at.start, at.stop), listed, strict=True):
        table.key[w] = name_key("workshop", r["plant"], r["workshop"])
        table.plant[w] = world.row("plants", r["plant"])
        table.occupation[w] = world.row("occupations", r["occupation"])
        table.order[w], table.capacity[w], table.posts[w] = r["order"], r["capacity"], r["posts"]
        table.cadres[w] = round(r["cadre_share"] * PPM)
        table.min_load[w] = round(r["min_load"] * PPM)
        table.campaign_days[w] = round(r["campaign_days"])
        table.emits[w] = r["emits"]
        table.load[w] = PPM
        table.last_work[w] = -1
        variants = [v for v in _names(r["recipes"]) if v]
        rows = world.lines.add(len(variants))
        table.first_line[w], table.lines[w] = rows.start, len(variants)
        residence = math.ceil(r["residence_days"] * world.rounds / 30 - 1e-9)
        for line, variant in zip(range(rows.start, rows.stop), variants, strict=True):
            _line(world, line, w, variant, residence)
    table.stack_permit[at] = 1


def _names(value: Any) -> list[str]:
    return [v.strip() for v in value.split(";")] if isinstance(value, str) else list(value or [])


def _line(world: World, line: int, shop: int, recipe: str, residence: int) -> None:
    lines, number = world.lines, world.row("recipes", recipe)
    lines.workshop[line], lines.recipe[line], lines.slots[line] = shop, number, residence
    if residence:
        lines.first_slot[line] = world.slots.add(residence).start
    first, count = int(world.recipes.first_item[number]), int(world.recipes.items[number])
    at = world.uses.add(count)
    lines.first_use[line], lines.uses[line] = at.start, count
    for use, item in zip(range(at.start, at.stop), range(first, first + count), strict=True):
        world.uses.good[use], world.uses.amount[use] = world.items.good[item], world.items.amount[item]
        if not world.items.nature[item]:
            world.uses.stock[use] = _stock(world, int(world.workshops.plant[shop]), int(world.items.good[item]))


def _stock(world: World, plant: int, good: int) -> int:
    stocks = world.stocks
    known = np.flatnonzero((stocks.plant[: stocks.count] == plant) & (stocks.good[: stocks.count] == good))
    if len(known) and known[0] > 0:
        return int(known[0])
    row = stocks.add(1).start
    stocks.plant[row], stocks.good[row] = plant, good
    return int(row)


def yards(world: World) -> None:
    """Main outputs, makers' capacity, covers, limits; which goods a yard must buy."""
    stocks, shops, lines, uses = world.stocks, world.workshops, world.lines, world.uses
    covers = {(r["plant"], r["good"]): r for r in _rows(world, "covers")}
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
    for s in range(1, stocks.count):
        name = (world.labels["plants"][stocks.plant[s]], world.labels["goods"][stocks.good[s]])
        row = covers.get(name, {"cover_days": COVER_DAYS, "limit_days": LIMIT_DAYS})
        stocks.cover[s] = round(row["cover_days"] * PPM / 30)
        main = bool((shops.main_stock[1 : shops.count] == s).any())
        stocks.limit[s] = round(row["limit_days"] * PPM / 30) if main else 0
        stocks.bought[s] = not made[s]


def links(world: World) -> None:
    """Supply links, sorted by seller: from every maker of the good in another plant, and from outside last."""
    stocks, goods = world.stocks, world.goods
    placed = {r["good"]: r["share"] for r in _rows(world, "purchase_shares")}
    found: list[tuple[int, int, int]] = []  # seller, buyer, share
    for b in range(1, stocks.count):
        if not stocks.bought[b]:
            continue
        good, plant = stocks.good[b], stocks.plant[b]
        sellers = [
            s for s in range(1, stocks.count)
            if stocks.good[s] == good and stocks.makers[s] > 0 and stocks.plant[s] != plant
        ]  # fmt: skip
        total = sum(int(stocks.makers[s]) for s in sellers)
        region = placed.get(world.labels["goods"][good], 1.0) if goods.imports[good] else 1.0
        for s in sellers:
            found.append((s, b, round(region * PPM * int(stocks.makers[s]) / total)))
        found.append((0, b, 0))
    found.sort()
    at = world.links.add(len(found))
    for row, (seller, buyer, share) in zip(range(at.start, at.stop), found, strict=True):
        world.links.seller[row], world.links.buyer[row], world.links.share[row] = seller, buyer, share
        if seller:
            if stocks.links[seller] == 0:
                stocks.first_link[seller] = row
            stocks.links[seller] += 1
