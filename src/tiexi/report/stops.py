"""When workshops stopped: the order in one plant, the last of a chain, stops within one month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tiexi.report.chain import in_order
from tiexi.report.recorded import Recorded
from tiexi.report.series import NOTHING, Track

MONTHS_SHOWN = 18
AFTER = 6  # months shown after the last stop


@dataclass(frozen=True)
class Row:
    """One workshop: `work` is the month's work as a share of its best month, `stopped` its last month with work."""

    workshop: str
    chain: str
    work: Track
    stopped: int | None

    def per_mille(self, month: int) -> int:
        """Work of a month in thousandths of the best month."""
        value = self.work.at(month)
        return 0 if np.isnan(value) else round(1000 * value)


@dataclass(frozen=True)
class Order:
    """The workshops of one plant in the order of the process, and the first month shown."""

    plant: str
    rows: list[Row]
    first: int


def stops(run: Recorded) -> dict[str, int]:
    """Last month with work of every workshop that stopped and never resumed.

    The record notices a stop after ninety days; the event's value is the last round with work.
    """
    rows = run.events_of("workshop").filter(pl.col("event").is_in(["stopped", "resumed"]))
    found: dict[str, int] = {}
    for event, who, value in rows.sort("at", maintain_order=True).select("event", "who", "value").iter_rows():
        if event == "stopped":
            found[who] = run.first + value // run.rounds
        else:
            found.pop(who, None)
    return found


def work(run: Recorded, workshop: str) -> Track:
    """Work of a workshop, by month: charged or tapped, whichever is more, each against its best month.

    Matter that stays long in process is tapped when nothing is charged any more, and that is work too.
    """
    tracks = [t for v in ("load_factor", "output") if (t := run.of("workshop", v).get(workshop))]
    if not tracks:
        return NOTHING
    first, end = min(t.start for t in tracks), max(t.end for t in tracks)
    shares = [np.nan_to_num(t.over(first, end)) for t in tracks]
    return Track(first, np.max([s / (s.max() or 1.0) for s in shares], axis=0))


def order_of_stopping(run: Recorded, plant: str | None = None) -> Order | None:
    """The order in one plant: the one asked for, or the one with most workshops in a chain; None without any."""
    places = [r for r in run.region_table("workshops") if r.get("chain")]
    plants = sorted({r["plant"] for r in places}, key=lambda p: (-sum(r["plant"] == p for r in places), p))
    chosen = plant if plant is not None else next(iter(plants), None)
    mine = in_order(r for r in places if r["plant"] == chosen)
    if chosen is None or not mine:
        return None
    found, rows = run.once(stops), []
    for r in mine:
        name = f"{chosen}/{r['workshop']}"
        rows.append(Row(name, r["chain"], work(run, name), found.get(name)))
    ended = [r.stopped for r in rows if r.stopped is not None]
    last = min(max(ended) + AFTER, run.last) if ended else run.last
    return Order(chosen, rows, max(last - MONTHS_SHOWN + 1, run.first))


def last_of_chain(rows: Sequence[Row]) -> list[Row]:
    """The workshop, or the two in one month, that stopped after all others of the copper chain, or else of the first.

    Empty if one of the chain still works, if more than two share the month, or if all do.
    """
    chain = min((r.chain for r in rows), key=lambda c: c != "copper")
    mine = [r for r in rows if r.chain == chain]
    if any(r.stopped is None for r in mine):
        return []
    latest = max(r.stopped or 0 for r in mine)
    last = [r for r in mine if r.stopped == latest]
    return last if len(last) <= 2 and len(last) < len(mine) else []


def ties(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Workshops that stopped in one and the same month."""
    months: dict[int, list[Row]] = {}
    for row in rows:
        if row.stopped is not None:
            months.setdefault(row.stopped, []).append(row)
    return {m: found for m, found in sorted(months.items()) if len(found) > 1}
