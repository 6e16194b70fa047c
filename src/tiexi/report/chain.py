"""The chain of a metal in tonnes: what each workshop took and gave in one year, from the record of moves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from tiexi.report.recorded import GRAMS, Recorded
from tiexi.report.series import by_year

ENTERS, LEAVES = "", "-"  # the two ends of a chain, where no workshop stands


@dataclass(frozen=True)
class Flow:
    """Tonnes a month of one good from a workshop to another; `ENTERS` and `LEAVES` stand for the world outside."""

    good: str
    origin: str
    goal: str
    tonnes: float
    kind: str  # of the good: ore, semi, waste, ...

    @property
    def waste(self) -> bool:
        return self.kind == "waste"


@dataclass(frozen=True)
class Chain:
    """Workshops of the chain in the order of the process, and the year's flows in tonnes a month."""

    chain: str
    year: int
    workshops: list[str]
    flows: list[Flow]

    def back(self, flow: Flow) -> bool:
        """Whether a flow returns upstream."""
        places = self.workshops
        return flow.origin in places and flow.goal in places and places.index(flow.goal) <= places.index(flow.origin)

    @property
    def returned(self) -> Flow | None:
        """The largest return flow, if there is one."""
        return max((f for f in self.flows if self.back(f)), key=lambda f: (f.tonnes, f.good), default=None)


def chain_names(rows: Iterable[Mapping[str, str]]) -> list[str]:
    """Chains of some rows of workshops.csv: copper before all others, which come by name."""
    return sorted({r.get("chain", "") for r in rows}, key=lambda c: (c != "copper", c))


def in_order(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of workshops.csv by chain and the order of the process."""
    rows = list(rows)
    chains = chain_names(rows)
    return sorted(rows, key=lambda r: (chains.index(r.get("chain", "")), int(r.get("order") or 0), r["workshop"]))


def recipes_of(run: Recorded) -> dict[str, dict[tuple[str, str], int]]:
    """What one batch of a workshop takes and gives: (good, in|out) to amount, by the first variant that names it."""
    batches: dict[str, dict[tuple[str, str], int]] = {}
    for r in run.region_table("recipes"):
        batches.setdefault(r["recipe"], {})[r["good"], r["direction"]] = int(r["amount"])
    found: dict[str, dict[tuple[str, str], int]] = {}
    for w in run.region_table("workshops"):
        mine = found.setdefault(f"{w['plant']}/{w['workshop']}", {})
        for recipe in w["recipes"].split(";"):
            for item, amount in batches.get(recipe.strip(), {}).items():
                mine.setdefault(item, amount)
    return found


def moved_by_year(run: Recorded) -> dict[tuple[str, int, str, str], float]:
    """Tonnes a month moved in a year, by good, year, origin and goal."""
    rows = (
        run.moves.group_by("item", (pl.col("at") // 12).alias("year"), "from", "to")
        .agg(pl.col("amount").sum())
        .sort("item", "year", "from", "to")
    )
    return {(g, int(y), a, b): grams / GRAMS / 12 for g, y, a, b, grams in rows.iter_rows()}


def chain_of(run: Recorded, chain: str = "copper") -> Chain | None:
    """The chain in its best year; None if the region has no such chain or nothing was ever made in it."""
    mine = [r for r in run.region_table("workshops") if r.get("chain") == chain]
    mine.sort(key=lambda r: (int(r["order"]), r["plant"], r["workshop"]))
    places = [f"{r['plant']}/{r['workshop']}" for r in mine]
    kinds = {g["good"]: g["kind"] for g in run.region_table("goods") if g.get("matter") == "yes"}
    recipes = run.once(recipes_of)
    touched = {good for p in places for good, _ in recipes[p] if good in kinds}
    if not touched:
        return None
    moved = {k: v for k, v in run.once(moved_by_year).items() if k[0] in touched}
    products = [g for g, way in recipes[places[-1]] if way == "out" and kinds.get(g) not in (None, "waste", "nature")]
    made: dict[int, float] = {}
    for (good, year, origin, _), tonnes in moved.items():
        if origin == "process" and good in products:
            made[year] = made.get(year, 0.0) + tonnes
    if not any(made.values()):
        return None
    year = max(made, key=lambda y: (made[y], -y))
    flows = _flows(run, places, kinds, recipes, {k: v for k, v in moved.items() if k[1] == year}, year)
    return Chain(chain, year, places, flows)


def _flows(
    run: Recorded, places: list[str], kinds: dict[str, str], recipes: dict[str, dict[tuple[str, str], int]],
    moved: dict[tuple[str, int, str, str], float], year: int,
) -> list[Flow]:  # fmt: skip
    """Totals of the record, shared over workshops by batches (load times capacity) times recipe."""
    capacity = {f"{r['plant']}/{r['workshop']}": float(r["capacity"]) for r in run.region_table("workshops")}
    loads = run.of("workshop", "load_factor")
    batches = {w: capacity[w] * by_year(t).get(year, 0.0) for w, t in loads.items() if w in capacity}

    def shared(good: str, way: str, total: float) -> dict[str, float]:
        weights = {w: batches.get(w, 0.0) * r[good, way] for w, r in recipes.items() if (good, way) in r}
        everything = sum(weights.values())
        return {w: total * v / everything for w, v in sorted(weights.items()) if v > 0 and w in places}

    flows: list[Flow] = []
    for good in sorted({g for p in places for g, _ in recipes[p] if g in kinds}):
        gives = shared(good, "out", sum(t for (g, _, a, _b), t in moved.items() if g == good and a == "process"))
        takes = shared(good, "in", sum(t for (g, _, _a, b), t in moved.items() if g == good and b == "process"))
        flows += _joined(good, kinds[good], gives, takes)
    return [f for f in flows if f.tonnes >= 0.005]


def _joined(good: str, kind: str, gives: dict[str, float], takes: dict[str, float]) -> list[Flow]:
    """Join givers and takers of one good in proportion; what is left over enters from or leaves for outside."""
    given, taken = sum(gives.values()), sum(takes.values())
    inside = min(given, taken)
    flows = []
    for origin, gave in gives.items():
        for goal, took in takes.items():
            passed = inside * gave / given * took / taken if inside else 0.0
            flows.append(Flow(good, origin, goal, passed, kind))
        flows.append(Flow(good, origin, LEAVES, gave * (1 - inside / given) if given else 0.0, kind))
    for goal, took in takes.items():
        flows.append(Flow(good, ENTERS, goal, took * (1 - inside / taken) if taken else 0.0, kind))
    return flows
