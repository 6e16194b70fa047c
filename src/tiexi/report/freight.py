"""Freight across the edge of the region: what was bought and sold outside, weighed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from tiexi.report.both import both, named
from tiexi.report.recorded import GRAMS, Recorded
from tiexi.report.series import Values

COPPER = 200  # per mille of copper from which a load counts as copper
NAMED = 6  # loads that are named; all others are one
WAGONS = 6  # wagons of the train in the picture


@dataclass(frozen=True)
class Freight:
    """Tonnes by month from the first of the run on: by good, into the region and out of it."""

    inbound: dict[str, Values]
    outbound: dict[str, Values]
    copper: frozenset[str]
    first: int
    months: int

    def sum(self, which: dict[str, Values]) -> Values:
        """All goods together."""
        return sum(which.values(), np.zeros(self.months))

    def by_year(self, tonnes: Values) -> dict[int, float]:
        """Sums of whole years."""
        years = range(-(-self.first // 12), (self.first + self.months) // 12)
        return {y: float(tonnes[y * 12 - self.first : y * 12 + 12 - self.first].sum()) for y in years}

    @property
    def named(self) -> list[str]:
        """Goods with the most tonnes, heaviest first."""
        whole = {g: float(self.inbound.get(g, np.zeros(1)).sum() + self.outbound.get(g, np.zeros(1)).sum())
                 for g in {*self.inbound, *self.outbound}}  # fmt: skip
        return sorted((g for g in whole if whole[g] > 0), key=lambda g: (-whole[g], g))[:NAMED]


def freight_of(run: Recorded) -> Freight:
    """Weighed goods that crossed the edge; goods counted in money weigh nothing here and are left out."""
    months = run.last - run.first + 1
    moved = run.moves.filter(pl.col("reason").is_in(["bought", "sold"]) & (pl.col("unit") == "g"))
    both_ways: dict[str, dict[str, Values]] = {"bought": {}, "sold": {}}
    for (reason, item), rows in moved.partition_by("reason", "item", as_dict=True, include_key=False).items():
        at = rows["at"].to_numpy() - run.first
        both_ways[str(reason)][str(item)] = np.bincount(at, rows["amount"].to_numpy() / GRAMS, months).astype(float)
    copper = frozenset(g["good"] for g in run.region_table("goods") if _copper(g.get("content", "")) >= COPPER)
    ordered = [dict(sorted(both_ways[way].items())) for way in ("bought", "sold")]
    return Freight(ordered[0], ordered[1], copper, run.first, months)


def _copper(content: str) -> float:
    parts = (p.split() for p in content.split(";") if p.strip())
    return next((float(p[1]) for p in parts if p[0] == "Cu"), 0.0)


def train(run: Recorded) -> dict[str, Any]:
    """The train of the picture: its loads by month, as many wagons as the heaviest year's mean month fills."""
    freight = run.once(freight_of)
    loads = [(named(run, "good", g), g in freight.copper, _both_ways(freight, g)) for g in freight.named]
    rest = freight.sum(freight.inbound) + freight.sum(freight.outbound) - sum((x for _, _, x in loads), 0.0)
    if rest.sum() >= 1:
        loads.append((both("load.rest"), False, rest))
    whole = freight.sum(freight.inbound) + freight.sum(freight.outbound)
    in_year = np.array([whole[i : i + 12].mean() for i in range(-run.first % 12, max(1, freight.months - 11), 12)])
    return {
        "wagon": _rounded(float(in_year.max()) / WAGONS) if whole.any() else 0,
        "wagons": WAGONS if whole.any() else 0,
        "loads": [{"name": n, "copper": c, "tonnes": whole_track(run, t)} for n, c, t in loads],
        "inbound": whole_track(run, freight.sum(freight.inbound)),
        "outbound": whole_track(run, freight.sum(freight.outbound)),
    }


def _both_ways(freight: Freight, good: str) -> Values:
    nothing = np.zeros(freight.months)
    return freight.inbound.get(good, nothing) + freight.outbound.get(good, nothing)


def _rounded(value: float) -> float:
    """Up to two significant digits, so that the number can be said."""
    power = 10.0 ** (np.floor(np.log10(value)) - 1)
    return float(np.ceil(value / power - 1e-9) * power)


def whole_track(run: Recorded, values: Values) -> dict[str, Any]:
    """Values from the first month of the run on, as whole numbers."""
    return {"start": run.first, "values": np.rint(np.nan_to_num(values)).astype(np.int64)}
