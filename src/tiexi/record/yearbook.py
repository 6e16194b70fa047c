"""The yearbook: the same world counted by the definition in force, once a year, in December.

Which definition counts from when is given by the region (`[[yearbook]]` in region.toml). A series the region does
not date is counted from the first month; laid-off people are registered where the region caps their stay in a
centre (`off_post.cap_months` below 999).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from tiexi.record.audit import OFF_POST, ON_POST, OWNERS, RETIRED, audited
from tiexi.record.camera import PPM
from tiexi.record.census import UNCAPPED, Registers, by_plant, parameter, registers
from tiexi.record.groups import Groups
from tiexi.record.series import Series, Variable
from tiexi.world.people import NEVER
from tiexi.world.reporting import report
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import World

VARIABLES = (
    *(Variable(k, "staff_and_workers", "person", "staff and workers of all units but private ones, as defined then",
               "yearbook") for k in ("region", "plant")),
    *(Variable(k, "laid_off_registered", "person", "laid-off workers of state plants enrolled in a centre", "yearbook")
      for k in ("region", "plant")),
    Variable("region", "registered_unemployed", "person",
             "of working age, urban registration, on nobody's books, seeking", "yearbook"),
    Variable("region", "survey_unemployed", "person",
             "without work of any kind and seeking, whatever books or registration", "yearbook"),
    Variable("region", "staff_with_off_post", "person",
             "everyone on the books of all units but private ones, as counted to 1997", "yearbook"),
    Variable("region", "staff_on_post", "person",
             "those at a post in all units but private ones, as counted since 1998", "yearbook"),
    *(Variable("region", f"audit_{at}_post_{owner}", "person", f"{at} post in {owner} enterprises, by audit",
               "yearbook") for owner in OWNERS for at in ("on", "off")),
    Variable("region", "audit_retired_per_tied", "1",
             "pensioners of state and collective enterprises over all on their books, by audit", "yearbook"),
    Variable("workshop", "target", "good/year", "target of the year, from the level reported or by plan",
             "yearbook"),
    Variable("workshop", "output_reported", "good/year", "output of the year as reported", "yearbook"),
)  # fmt: skip
ENROLLED_PAID = 1 / 3  # the plant's third of the allowance


@dataclass(frozen=True)
class Definition:
    """A definition of a series in force from a month on."""

    month: int
    series: str
    counts: str


def periods(world: World) -> list[dict[str, Any]]:
    """The region's yearbook definitions as plain dictionaries, as they stand in region.toml."""
    told = world.region.settings.yearbook
    return [dict(p) if isinstance(p, Mapping) else p.model_dump(by_alias=True) for p in told]


def may_enrol(world: World) -> Array:
    """True for state plants that pay their third of the allowance this month (bool [plant])."""
    plants, end = world.plants, world.plants.count
    least = round(PPM * parameter(world, "yearbook.enrolment_paid_share", ENROLLED_PAID))
    found: Array = (plants.owner[:end] == Owner.STATE) & (plants.allowed[:end] >= least)
    return found


def enrolled(world: World, off_post: Array) -> Array:
    """Simulated persons enrolled in a centre, by plant: off post within the cap, of state plants that pay their third.

    `off_post` (i8 [workshop]) are those off post within the cap. Source: rules of the re-employment centres of 1998.
    """
    capped = np.zeros(world.plants.count, np.int64)
    np.add.at(capped, world.workshops.plant[: world.workshops.count], off_post)
    return np.where(may_enrol(world), capped, 0)


class Yearbook:
    """Counts each December."""

    def __init__(self, world: World, series: Series) -> None:
        self.series, self.groups = series, Groups(world)
        self.definitions = [
            Definition(world.calendar.index(p["from"]), p["series"], str(p.get("counts", ""))) for p in periods(world)
        ]

    def count(self, world: World, batch: Array) -> None:
        """Count, in December; `batch` (i8 [workshop]) is what a batch gives of the main product."""
        if world.calendar.of_year(world.month) != 11:
            return
        registered = registers(world, self.closed(world.month))
        self._staff(world, registered)
        self._jobless(world, registered)
        self._audit(world)
        self._output(world, batch)

    def in_force(self, series: str, month: int, undated: bool = True) -> str | None:
        """What the series counts in a month; None if it is not counted, `undated` telling of a series without dates."""
        if found := self._definition(series, month):
            return found.counts
        dated = any(d.series == series for d in self.definitions)
        return "" if undated and not dated else None

    def registers_laid_off(self, world: World) -> bool:
        """True if laid-off people are registered this month."""
        capped = parameter(world, "off_post.cap_months", UNCAPPED) < UNCAPPED
        return self.in_force("laid_off_registered", world.month, undated=capped) is not None

    def _definition(self, series: str, month: int) -> Definition | None:
        past = [d for d in self.definitions if d.series == series and d.month <= month]
        return max(past, key=lambda d: d.month, default=None)

    def closed(self, month: int) -> int:
        """Month from which nobody is enrolled any more, if the definition in force says so; NEVER otherwise."""
        found = self._definition("laid_off_registered", month)
        return found.month if found and found.counts == "still_enrolled" else NEVER

    def _staff(self, world: World, registered: Registers) -> None:
        put, staff = self.series.put, by_plant(world)
        counts = self.in_force("staff_and_workers", world.month)
        public = world.plants.owner[: world.plants.count] != Owner.PRIVATE
        put("region", "staff_with_off_post", staff[public, 0].sum() * world.scale)
        put("region", "staff_on_post", staff[public, 1].sum() * world.scale)
        if counts is not None:
            who = staff[:, 1] if counts == "on_post" else staff[:, 0]
            real = np.where(public, who, 0) * world.scale
            put("plant", "staff_and_workers", self.groups.by_plant(real[1:]))
            put("region", "staff_and_workers", real.sum())
        if self.registers_laid_off(world):
            real = enrolled(world, registered.off_post) * world.scale
            put("plant", "laid_off_registered", self.groups.by_plant(real[1:]))
            put("region", "laid_off_registered", real.sum())

    def _jobless(self, world: World, registered: Registers) -> None:
        for name, persons in (
            ("registered_unemployed", registered.unemployed),
            ("survey_unemployed", registered.seeking),
        ):
            if self.in_force(name, world.month) is not None:
                self.series.put("region", name, persons * world.scale)

    def _audit(self, world: World) -> None:
        if self.in_force("audit", world.month) is None:
            return
        found = audited(world) * world.scale
        for row, owner in enumerate(OWNERS):
            self.series.put("region", f"audit_on_post_{owner}", found[row, ON_POST])
            self.series.put("region", f"audit_off_post_{owner}", found[row, OFF_POST])
        tied = int(found[:, :RETIRED].sum())
        if tied:
            self.series.put("region", "audit_retired_per_tied", found[:, RETIRED].sum() / tied)

    def _output(self, world: World, batch: Array) -> None:
        """What works report of the year (see `world.reporting`), beside the target that made them; both by works."""
        shops, end = world.workshops, world.workshops.count
        made = shops.year_made[:end] + shops.made[:end]
        reported, _ = report(made, shops.plan[:end], shops.bias[:end], parameter(world, "reporting.pressure", 0.0))
        for name, batches in (("target", shops.plan[:end]), ("output_reported", reported)):
            self.series.put("workshop", name, self.groups.by_workshop((batches * batch)[1:].astype(np.float64)))
