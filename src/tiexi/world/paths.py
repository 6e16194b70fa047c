"""Dated series of the region by good and plant, compiled once: outside demand, prices, opening cash."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tiexi.world.calendar import Calendar

if TYPE_CHECKING:
    from tiexi.region import Region

Path = list[tuple[int, float]]


@dataclass
class Paths:
    """`demand` in tonnes or units a month; `plan` and `market` in yuan per tonne or index; by good."""

    demand: dict[str, Path] = field(default_factory=dict)
    plan: dict[str, Path] = field(default_factory=dict)
    market: dict[str, Path] = field(default_factory=dict)
    opening_days: dict[str, int] = field(default_factory=dict)
    maker: dict[str, str] = field(default_factory=dict)  # sector of the first plant that makes the good

    @classmethod
    def of(cls, region: Region) -> Paths:
        """From the region's tables and timeline; a price row whose unit names no track holds for both."""
        found = cls()
        calendar = Calendar.starting(region.settings.first)
        outside = region.tables.get("outside")
        if outside is not None:
            for row in outside.iter_rows(named=True):
                found.demand.setdefault(row["good"], []).append((calendar.index(row["date"]), float(row["demand"])))
        for good in region.tables["goods"]["good"]:
            target = f"good:{good}"
            both = region.path("price", target)
            for track, paths in (("plan", found.plan), ("market", found.market)):
                if path := region.path("price", target, track) or both:
                    paths[good] = [(month, float(value)) for month, value in path]
        for path in found.demand.values():
            path.sort()
        for row in region.tables["plants"].iter_rows(named=True):
            found.opening_days[row["plant"]] = round(row["cash_days"])
        return found
