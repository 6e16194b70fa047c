"""Windows: a works has a hundred, and as many are lit in a month as it does hundredths of its best year's work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tiexi.report.chain import recipes_of
from tiexi.report.recorded import Recorded
from tiexi.report.series import Values

WINDOWS = 100
FURNACE = 0.3  # smallest load from which a workshop is a furnace: it runs in campaigns or not at all
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Lit:
    """Windows of a works by month: `lit` and `warm` [workshop, month], `windows` [workshop]; `best` is its best year.

    Its work of a month is what its workshops tapped, in one unit (or, where they have several, what was charged
    times the people at work); a window is a hundredth of the mean month of the best year.
    """

    workshops: list[str]
    windows: Counts
    lit: Counts
    warm: Counts
    best: int


def apportion(whole: Counts, parts: Values) -> Counts:
    """Share whole numbers [month] over parts [part, month] by largest remainder; the earlier part wins a tie."""
    sums = parts.sum(axis=0)
    exact = np.divide(parts * whole, sums, out=np.zeros_like(parts), where=sums > 0)
    found = np.floor(exact + 1e-9).astype(np.int64)
    left = np.where(sums > 0, whole - found.sum(axis=0), 0)
    ranks = np.argsort(np.argsort(found - exact, axis=0, kind="stable"), axis=0, kind="stable")
    shared: Counts = found + (ranks < left)
    return shared


def work_of(run: Recorded, workshops: list[str], first: int, months: int) -> Values:
    """Work of workshops [workshop, month]: output where all have one unit, else load times the people at work."""
    output, load, hands = (run.of("workshop", v) for v in ("output", "load_factor", "employed"))
    end = first + months
    units = {_unit(run, w) for w in workshops}
    if len(units) == 1 and all(w in output for w in workshops):
        made: Values = np.nan_to_num(np.array([output[w].over(first, end) for w in workshops]))
        return made
    rows = [load[w].over(first, end) * hands[w].over(first, end) if w in load and w in hands else np.zeros(months)
            for w in workshops]  # fmt: skip
    found: Values = np.nan_to_num(np.array(rows))
    return found


def lit_of(run: Recorded, workshops: list[str]) -> Lit:
    """The windows of a works with these workshops."""
    first, months = run.first, run.last - run.first + 1
    work = work_of(run, workshops, first, months)
    years = (np.arange(first, first + months) // 12) - first // 12
    yearly = np.array([np.bincount(years, row) for row in work])
    best = int(yearly.sum(axis=0).argmax())
    whole = yearly[:, best].sum()
    windows = apportion(np.array([WINDOWS]), yearly[:, [best]])[:, 0]
    if not whole:
        windows = apportion(np.array([WINDOWS]), np.ones((len(workshops), 1)))[:, 0]
    in_year = max(1, int((years == best).sum()))
    wanted = np.minimum(WINDOWS, np.rint(WINDOWS * work.sum(axis=0) / (whole / in_year or 1.0))).astype(np.int64)
    lit = np.minimum(apportion(wanted, work), windows[:, None])
    hands = run.of("workshop", "employed")
    warm = np.array([np.nan_to_num(hands[w].over(first, first + months)) > 0 if w in hands else np.zeros(months)
                     for w in workshops]).astype(np.int64)  # fmt: skip
    return Lit(workshops, windows, lit, warm, first // 12 + best)


def roof(row: dict[str, str]) -> str:
    """A furnace is a tall block, cells and casting stand under a gable, machines under saw-teeth."""
    if float(row.get("min_load") or 0) >= FURNACE or "kiln" in row.get("occupation", ""):
        return "tall"
    hot = any(word in row.get("occupation", "") for word in ("electrolysis", "cell", "furnace", "lead", "clerk"))
    return "gable" if float(row.get("residence_days") or 0) > 0 or hot else "saw"


def main_goods(run: Recorded) -> dict[str, str]:
    """What each workshop makes: of the goods its recipes give that are no waste, the one with the largest amount."""
    kinds = {g["good"]: g["kind"] for g in run.region_table("goods")}
    found = {}
    for workshop, moved in run.once(recipes_of).items():
        made = [(amount, g) for (g, way), amount in moved.items()
                if way == "out" and kinds.get(g) not in (None, "waste", "nature")]  # fmt: skip
        if made:
            found[workshop] = max(made)[1]
    return found


def _unit(run: Recorded, workshop: str) -> str:
    good = run.once(main_goods).get(workshop)
    return run.once(units).get(good or "", "batch")


def units(run: Recorded) -> dict[str, str]:
    """Unit of every good."""
    return {g["good"]: g.get("unit") or "g" for g in run.region_table("goods")}


def ends_of_chains(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of a plant's workshops the last of every chain: what leaves them is what the plant makes."""
    chains: dict[str, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda r: int(r.get("order") or 0)):
        chains[row.get("chain") or row["workshop"]] = row
    return list(chains.values())
