"""Where things stand: great-circle distances between streets and plants (haversine, Sinnott 1984)."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tiexi.region.load import Region

EARTH_KM = 6371.0  # mean radius


def distance_km(one: dict[str, Any], other: dict[str, Any]) -> float | None:
    """Kilometres between two rows with `lon` and `lat` in degrees; None if either has none."""
    if any(row.get(key) is None for row in (one, other) for key in ("lon", "lat")):
        return None
    north, south = radians(one["lat"]), radians(other["lat"])
    across = sin((south - north) / 2) ** 2
    across += cos(north) * cos(south) * sin(radians(other["lon"] - one["lon"]) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across))


def ways_to_work(region: Region, street: dict[str, Any]) -> list[tuple[str, float]]:
    """Plants that are no shops, with their distance from a street in kilometres, nearest first."""
    ways = [(row["plant"], distance_km(street, row)) for row in region.rows("plants") if not row["street"]]
    return sorted([(plant, km) for plant, km in ways if km is not None], key=lambda way: (way[1], way[0]))
