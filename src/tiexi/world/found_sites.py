"""Founding of sites (ground of plants, mass of their machines by what it is scrapped into) and of competing regions."""

from __future__ import annotations

from typing import Any

from tiexi.region.balance import read_masses
from tiexi.region.places import distance_km
from tiexi.world.enterprises import Split
from tiexi.world.people import NEVER
from tiexi.world.world import World

PPM = 1_000_000
TONNE = 1_000_000  # g


def sites(world: World) -> None:
    """A site for each plant with ground or machines of its own; a group's are split by the size of its enterprises."""
    splits: dict[str, Split] = world.derived["splits"]
    streets = [r for r in world.region.rows("streets") if r.get("land_value")]
    for r in world.region.rows("plants"):
        masses, _ = read_masses(r.get("machines") or "")
        land = round(r.get("land") or 0)
        if not masses and not land:
            continue
        split = splits[r["plant"]]
        rows = [world.row("plants", label) for label in split.labels]
        at = world.sites.add(len(rows))
        world.sites.plant[at] = rows
        world.sites.land[at] = split.of(land * world.size // PPM)
        world.sites.price[at] = round(land_price(r, streets) * 100)
        world.sites.closed[at] = NEVER
        for good, tonnes in masses.items():
            at = world.fixed.add(len(rows))
            world.fixed.plant[at] = rows
            world.fixed.good[at] = world.row("goods", good)
            world.fixed.full[at] = split.of(tonnes * TONNE * world.size // PPM)


def land_price(plant: dict[str, Any], streets: list[dict[str, Any]]) -> float:
    """Price of land (yuan/m2) on the nearest street that has one; the mean of all where places are not known."""
    if not streets:
        return 0.0
    far = [(km, street) for street in streets if (km := distance_km(plant, street)) is not None]
    if not far:
        return float(sum(street["land_value"] for street in streets) / len(streets))
    return float(min(far, key=lambda pair: pair[0])[1]["land_value"])


def rivals(world: World) -> None:
    """Competing regions by good and name, not yet in the market."""
    told = world.region.rows("competitors")
    names = sorted({(r["good"], r["competitor"]) for r in told})
    world.labels["rivals"] = ["", *(f"{good}/{name}" for good, name in names)]
    at = world.rivals.add(len(names))
    world.rivals.good[at] = [world.row("goods", good) for good, _ in names]
    world.rivals.enters[at] = [
        min(world.calendar.index(r["date"]) for r in told if (r["good"], r["competitor"]) == name) for name in names
    ]
