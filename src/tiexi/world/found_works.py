"""Founding of things: goods, recipes, plants, workshops with their lines and stocks."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

import numpy as np

from tiexi.world.arith import exp
from tiexi.world.chance import Stream, uniform
from tiexi.world.enterprises import Split, splits
from tiexi.world.keys import name_key
from tiexi.world.people import NEVER
from tiexi.world.settle_people import ROOT_3, bell
from tiexi.world.stores import Kind
from tiexi.world.works import Owner
from tiexi.world.world import World

PPM = 1_000_000
GRAMS = 1000  # recipes are written in kg


def goods(world: World) -> None:
    """Goods and their element contents, which sum to 1000 g/kg."""
    listed = world.region.rows("goods")
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
    listed = world.region.rows("occupations")
    world.labels["occupations"] = ["", *(r["occupation"] for r in listed)]
    at = world.occupations.add(len(listed))
    world.occupations.cadre[at] = [r["cadre"] for r in listed]
    world.occupations.hazardous[at] = [r["hazardous"] for r in listed]
    world.occupations.pay[at] = [round(r["pay"] * PPM) for r in listed]


def recipes(world: World) -> None:
    """Recipes in whole grams (units for goods that are no matter); waste and air belong to nature."""
    listed = world.region.rows("recipes")
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


def _splits(world: World) -> dict[str, Split]:
    found: dict[str, Split] = world.once("splits", lambda: splits(world.region, world.scale, world.size))
    return found


def plants(world: World) -> None:
    """Plants, not yet working: `state.announce` opens them in their month."""
    listed = []
    groups = _splits(world)
    for group, r in enumerate(world.region.rows("plants"), 1):
        split = groups[r["plant"]]
        listed += [
            r | {"plant": label, "group": group, "number": number, "split": split}
            for label, number in zip(split.labels, split.numbers.tolist(), strict=True)
        ]
    world.labels["groups"] = ["", *groups]
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
    _premiums(world)
    table.group[at] = [r["group"] for r in listed]
    table.number[at] = [r["number"] for r in listed]
    _costs(world, [r["split"] for r in listed])
    table.founded[at] = [world.calendar.index(r["founded"]) for r in listed]
    table.ends[:] = NEVER
    table.dear[at] = PPM
    table.permit[at] = PPM
    table.credit[at] = PPM


def _premiums(world: World) -> None:
    """Premiums of plants spread log-normally around those of the table, by the key of each plant."""
    spread = world.region.parameters["wage.employer_spread"].at(0)
    if spread <= 0.0:
        return
    plants = world.plants
    for f in range(1, plants.count):
        z = float(bell(world.seed, int(Stream.PREMIUM), 0, plants.key[f], 1)) * ROOT_3 / 65536.0
        plants.premium[f] = round(int(plants.premium[f]) * exp(spread * z))


def _costs(world: World, of: list[Split]) -> None:
    """Cost effects: an autoregression that has run for ever, so the first draw has the spread of all later ones."""
    plants, normal = world.plants, NormalDist()
    for f, split in enumerate(of, 1):
        if split.cost_spread <= 0:
            continue
        spread, keep = split.cost_spread * PPM, split.cost_persistence
        plants.cost_keep[f] = round(keep * PPM)
        plants.cost_step[f] = round(spread * math.sqrt(1.0 - keep * keep))
        luck = uniform(world.seed, int(Stream.COST), 0, plants.key[f], 2)
        plants.cost[f] = round(spread * normal.inv_cdf(min(max(luck, 1e-9), 1.0 - 1e-9)))


def _listed_workshops(world: World) -> list[dict[str, Any]]:
    """Rows of workshops.csv in process order, each split over the enterprises of its plant."""
    groups = _splits(world)
    told = sorted(world.region.rows("workshops"), key=lambda r: (r["order"], r["plant"], r["workshop"]))
    world.labels["works"] = ["", *(f"{r['plant']}/{r['workshop']}" for r in told)]
    listed = []
    for group, r in enumerate(told, 1):
        split = groups[r["plant"]]
        capacities, posts_of = (split.of(r[name] * world.size // PPM) for name in ("capacity", "posts"))
        for label, capacity, posts in zip(split.labels, capacities, posts_of, strict=True):
            listed.append(r | {"plant": label, "group": group, "capacity": int(capacity), "posts": int(posts)})
    return listed


def workshops(world: World) -> None:
    """Workshops in process order over all plants, with a line for each recipe variant."""
    listed = _listed_workshops(world)
    world.labels["workshops"] = ["", *(f"{r['plant']}/{r['workshop']}" for r in listed)]
    plant_row = {label: row for row, label in enumerate(world.labels["plants"])}
    at = world.workshops.add(len(listed))
    table = world.workshops
    for w, r in zip(range(at.start, at.stop), listed, strict=True):
        table.key[w] = name_key("workshop", r["plant"], r["workshop"])
        table.plant[w], table.group[w] = plant_row[r["plant"]], r["group"]
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


def halls(world: World) -> None:
    """A stock of what heats in the yard of every plant, where the region names it."""
    good = world.row("goods", getattr(world.region.settings, "heat", ""))
    if good == 0:
        return
    at = world.halls.add(world.plants.count - 1)
    world.halls.stock[at] = [_stock(world, f, good) for f in range(1, world.plants.count)]
    world.halls.warm[at] = PPM


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
