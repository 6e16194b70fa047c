"""Dated causes of the region as whole numbers by month, compiled once at the founding.

Rows are plants or goods, columns are months from the region's first; `announce` copies the month's column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tiexi.region.timeline import ORDERS
from tiexi.world.table import Array

if TYPE_CHECKING:
    from tiexi.region import Region
    from tiexi.region.timeline import Cause
    from tiexi.world.world import World

PPM = 1_000_000
NEVER = 32767
GIFTS = ("gift", "transfer", "war")
REVERSE, EVEN = ORDERS.index("reverse"), ORDERS.index("even")
Path = list[tuple[int, Any]]


def stepped(path: Path, months: int, default: float) -> Array:
    """Value in force in each month: that of the last row at or before it."""
    values = np.full(months, float(default))
    for month, value in path:
        values[max(0, month) :] = float(value)
    return values


def linear(path: Path, months: int, default: float) -> Array:
    """Values interpolated between rows, constant before the first and after the last."""
    if not path:
        return np.full(months, float(default))
    at = [m for m, _ in path]
    values: Array = np.interp(np.arange(months), at, [float(v) for _, v in path])
    return values


def whole(values: Array, unit: int) -> Array:
    """Rounded to whole numbers of `1 / unit`, half to even."""
    rounded: Array = np.rint(values * unit).astype(np.int64)
    return rounded


@dataclass
class Paths:
    """Groups (rows of plants.csv): `scale`, `quota`, `pull`, `permit`, `credit` (ppm), `stacks`, `approval` (yes/no),
    `ends` (month), `told` (months since its end was told, 0 if not), `order` (see `ORDERS`), `cash_days`.
    Goods: `demand` (g or units a month), `plan`, `market` (fen per million g or units).
    Rivals: `rival_cost` (over the market price), `rival_quality`, `rival_entry` (share on entry), ppm."""

    scale: Array
    quota: Array
    pull: Array
    permit: Array
    credit: Array
    stacks: Array
    approval: Array
    ends: Array
    told: Array
    order: Array
    demand: Array
    plan: Array
    market: Array
    cash_days: Array
    housing: dict[int, list[tuple[int, int]]] = field(default_factory=dict)  # by month: street, dwellings
    rival_cost: Array = field(default_factory=lambda: np.zeros((1, 0), np.int64))
    rival_quality: Array = field(default_factory=lambda: np.zeros((1, 0), np.int64))
    rival_entry: Array = field(default_factory=lambda: np.zeros(1, np.int64))

    @classmethod
    def of(cls, world: World) -> Paths:
        """Compile the causes for a world whose plants, goods and streets are founded."""
        region, months = world.region, int(world.region.months)
        told, goods = region.tables["plants"], world.goods.count
        by_plant, by_good = (1 + len(told), months), (goods, months)
        found = cls(
            scale=np.zeros(by_plant, np.int64), quota=np.zeros(by_plant, np.int64),
            pull=np.zeros(by_plant, np.int64), permit=np.zeros(by_plant, np.int64),
            credit=np.zeros(by_plant, np.int64), stacks=np.ones(by_plant, np.uint8),
            approval=np.zeros(by_plant, np.uint8), ends=np.full(by_plant, NEVER, np.int16),
            told=np.zeros(by_plant, np.int16), order=np.zeros(1 + len(told), np.uint8),
            demand=np.zeros(by_good, np.int64), plan=np.zeros(by_good, np.int64), market=np.zeros(by_good, np.int64),
            cash_days=np.zeros(1 + len(told), np.int64),
        )  # fmt: skip
        for group, row in enumerate(told.iter_rows(named=True), 1):
            found._plant(world, group, row, months)
        outside = outside_demand(region, world.calendar.index)
        for g in range(1, goods):
            found._good(world, g, outside.get(world.labels["goods"][g], []), months)
        for s in range(1, world.streets.count):
            for month, dwellings in region.path("housing", f"street:{world.labels['streets'][s]}"):
                found.housing.setdefault(month, []).append((s, round(dwellings)))
        found._rivals(world, months)
        for name, values in vars(found).items():
            if isinstance(values, np.ndarray):  # a month's values stand side by side, as `announce` reads them
                setattr(found, name, np.asfortranarray(values))
        return found

    def _rivals(self, world: World, months: int) -> None:
        names = world.labels.get("rivals", [""])
        self.rival_cost, self.rival_quality = (np.zeros((len(names), months), np.int64) for _ in range(2))
        self.rival_entry = np.zeros(len(names), np.int64)
        for row, name in enumerate(names[1:], 1):
            told = [r for r in world.region.rows("competitors") if f"{r['good']}/{r['competitor']}" == name]
            dated = sorted(((world.calendar.index(r["date"]), r) for r in told), key=lambda pair: pair[0])
            self.rival_entry[row] = round(dated[0][1]["share"] * PPM)
            for values, key in ((self.rival_cost, "cost"), (self.rival_quality, "quality")):
                values[row] = whole(linear([(m, r[key]) for m, r in dated], months, 1.0), PPM)

    def _plant(self, world: World, f: int, row: dict[str, Any], months: int) -> None:
        region, label = world.region, row["plant"]
        targets = (f"plant:{label}", f"sector:{row['sector']}", "region")
        founded = max(0, world.calendar.index(row["founded"]))
        self.cash_days[f] = round(row["cash_days"])
        self.scale[f] = whole(machines(region, targets, months), PPM)
        posts = region.path("quota", targets[0]) or region.path("quota", targets[1])
        self.quota[f] = whole(linear(posts, months, 1.0), PPM) if posts else self.scale[f]
        self.scale[f, :founded] = self.quota[f, :founded] = 0
        self.pull[f] = whole(linear(region.path("demand", targets[0]), months, 1.0), PPM)
        permit = np.ones(months)
        for target in targets:
            permit *= stepped(region.path("permit", target), months, 1.0)
        self.permit[f] = whole(permit, PPM)
        self.credit[f] = whole(stepped(region.path("credit", targets[0]), months, 1.0), PPM)
        self.stacks[f] = stepped(region.path("permit", f"stacks:{label}"), months, 1.0) > 0
        self.approval[f] = stepped(region.path("permit", f"approval:{label}"), months, 0.0) > 0
        for cause in [c for c in region.timeline if (c.kind, c.target) == ("close", targets[0])]:
            self._close(world, f, cause, months)

    def _close(self, world: World, f: int, cause: Cause, months: int) -> None:
        """The end of a plant: known to the region from the row's date on, told to its people `notice_months` before."""
        terms, end, decided = dict(cause.terms), world.calendar.index(str(cause.value)), max(0, cause.month)
        told = decided
        if "notice_months" in terms:
            told = max(decided, end - round(float(terms["notice_months"])))
        self.ends[f, decided:] = end
        self.told[f, decided:] = 0
        since = np.arange(told, min(end + 1, months))
        self.told[f, since] = since - told + 1
        self.order[f] = ORDERS.index(str(terms.get("order", "")))

    def _good(self, world: World, g: int, outside: Path, months: int) -> None:
        region, label = world.region, world.labels["goods"][g]
        demand = linear(outside, months, 0.0)
        sector = maker_sector(world, g)
        for target in (f"good:{label}", f"sector:{sector}", "region"):
            demand = demand * linear(region.path("demand", target), months, 1.0)
        matter = bool(world.goods.matter[g])
        self.demand[g] = whole(demand, PPM if matter else 1) * world.size // PPM
        both = region.path("price", f"good:{label}")
        tracks = {t: region.path("price", f"good:{label}", t) or both for t in ("plan", "market")}
        unit = 100 if matter else PPM  # yuan per tonne, or an index of 1 = the price of the stated year
        self.plan[g] = whole(linear(tracks["plan"] or tracks["market"], months, 0.0), unit)
        self.market[g] = whole(linear(tracks["market"] or tracks["plan"], months, 0.0), unit)


def maker_sector(world: World, g: int) -> str:
    """Sector of the first plant that makes the good; empty if none here does."""
    stocks = world.stocks
    made = np.flatnonzero((stocks.good[: stocks.count] == g) & (stocks.makers[: stocks.count] > 0))
    return world.labels["sectors"][world.plants.sector[stocks.plant[made[0]]]] if len(made) else ""


def outside_demand(region: Region, index: Any) -> dict[str, Path]:
    """Outside demand by good, from outside.csv."""
    found: dict[str, Path] = {}
    outside = region.tables.get("outside")
    if outside is not None:
        for row in outside.iter_rows(named=True):
            found.setdefault(row["good"], []).append((index(row["date"]), float(row["demand"])))
    return {good: sorted(path) for good, path in found.items()}


def machines(region: Region, targets: tuple[str, ...], months: int) -> Array:
    """Installed capacity over its reference: investment between dated anchors, and shocks since.

    A gift, removal or destruction multiplies what stands until the next anchor, which has it in its value.
    """
    anchors = region.path("capacity", targets[0]) or region.path("capacity", targets[1])
    value = linear(anchors, months, 1.0)
    dates = sorted(m for m, _ in anchors)
    for kind in GIFTS:
        for target in targets:
            for month, change in region.path(kind, target):
                until = next((m for m in dates if m > month), months)
                value[max(0, month) : max(0, until)] *= 1.0 + float(change)
    return value
