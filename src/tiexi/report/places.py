"""Where things stand: the works and streets of the film, the groups they stand for, their place along the line."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiexi.report.recorded import Recorded

MEMBER = re.compile(r"^(.+)_\d{3,}$")  # an enterprise of a group
PUBLIC = "public"
Spot = tuple[float, float]  # longitude, latitude


@dataclass(frozen=True)
class Happening:
    """A dated event of a plant."""

    month: int
    event: str
    who: str
    value: int


@dataclass(frozen=True)
class Places:
    """The region as the film shows it.

    `works` are the rows of plants.csv without a street, in the order of the line; what stands on a street (its shops)
    belongs to the street and is no works. `members` counts the enterprises of a works, 1 if it is none of a group.
    """

    works: list[dict[str, str]]
    shops: list[dict[str, str]]
    streets: list[dict[str, str]]
    members: Mapping[str, int]
    along: Mapping[str, float]  # by plant:id and street:id, 0 to 1
    spots: Mapping[str, Spot]
    happened: Mapping[str, list[Happening]]  # by works, its enterprises' together, in order of months

    @property
    def productive(self) -> list[str]:
        """Works that sell what they make: all but public services."""
        return [w["plant"] for w in self.works if w.get("owner") != PUBLIC]

    def closings(self, plant: str) -> list[int]:
        """Months in which enterprises of a works were closed for good."""
        return [h.month for h in self.happened.get(plant, []) if h.event == "bankrupt"]

    def closed(self, plant: str) -> int | None:
        """Month in which the last enterprise of a works was closed; None if one stood at the end."""
        found = self.closings(plant)
        return max(found) if found and len(found) >= self.members[plant] else None


def places_of(run: Recorded) -> Places:
    """The places of a run's region."""
    rows = run.region_table("plants")
    groups = {r["plant"]: int(r["count"]) for r in run.region_table("enterprises")}
    works, shops = [r for r in rows if not r.get("street")], [r for r in rows if r.get("street")]
    streets = list(run.region_table("streets"))
    spots = {f"plant:{r['plant']}": s for r in works if (s := _spot(r))}
    spots |= {f"street:{r['street']}": s for r in streets if (s := _spot(r))}
    along = _along([f"plant:{r['plant']}" for r in works], spots)
    along |= _along([f"street:{r['street']}" for r in streets], spots)
    works.sort(key=lambda r: (along[f"plant:{r['plant']}"], r["plant"]))
    streets.sort(key=lambda r: (along[f"street:{r['street']}"], r["street"]))
    members = {r["plant"]: groups.get(r["plant"], 1) for r in rows}
    return Places(works, shops, streets, members, along, spots, _happened(run, groups))


def group_of(plant: str, groups: Mapping[str, int]) -> str:
    """The row of plants.csv an enterprise belongs to."""
    found = MEMBER.match(plant)
    return found[1] if found and found[1] in groups else plant


def _spot(row: Mapping[str, str]) -> Spot | None:
    return (float(row["lon"]), float(row["lat"])) if row.get("lon") and row.get("lat") else None


def _along(names: Sequence[str], spots: Mapping[str, Spot]) -> dict[str, float]:
    """Place along the longest axis of all spots, from west to east; in the order of the table where there is no map."""
    known = [spots[n] for n in spots]
    if len(known) < 2 or any(n not in spots for n in names):
        return {n: (i + 0.5) / len(names) for i, n in enumerate(names)}
    lon0, lat0 = (sum(s[i] for s in known) / len(known) for i in (0, 1))
    shrink = math.cos(math.radians(lat0))
    flat = {n: ((lon - lon0) * shrink, lat - lat0) for n, (lon, lat) in spots.items()}
    xx, yy, xy = (sum(a * b for a, b in pairs) for pairs in (
        [(x, x) for x, _ in flat.values()], [(y, y) for _, y in flat.values()], list(flat.values())
    ))  # fmt: skip
    angle = 0.5 * math.atan2(2 * xy, xx - yy)
    far = {n: x * math.cos(angle) + y * math.sin(angle) for n, (x, y) in flat.items()}
    low, high = min(far.values()), max(far.values())
    return {n: round((far[n] - low) / (high - low or 1.0), 4) for n in names}


def _happened(run: Recorded, groups: Mapping[str, int]) -> dict[str, list[Happening]]:
    rows = run.events_of("plant").sort("at", maintain_order=True).select("at", "event", "who", "value")
    found: dict[str, list[Happening]] = {}
    for at, event, who, value in rows.iter_rows():
        found.setdefault(group_of(who, groups), []).append(Happening(at, event, who, value))
    return found
