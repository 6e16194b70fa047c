"""Sequences of money and of the line: debts, the balances of the sectors, freight, the ride again."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.report.both import Words, both, count, month, named, titled, weight
from tiexi.report.coin import coins_per_unit, late_from, unit_words
from tiexi.report.freight import Freight, freight_of
from tiexi.report.places import places_of
from tiexi.report.recorded import Recorded
from tiexi.report.scene import LIFE, PRODUCTION, Scene, yearly
from tiexi.report.series import Values, at_ends

OWED = ("wage_arrears", "pension_arrears", "trade_debt", "tax_arrears", "bank_debt")
SECTORS = (
    "households", "state_plants", "collective_plants", "shops", "treasury", "centre", "bank", "outside",
)  # fmt: skip
INSIDE = SECTORS[:5]
FELL = 0.7  # freight has fallen if less than this share of the best year's is left
RIDE = 60  # months of the ride again


def debts(run: Recorded) -> Scene | None:
    """Tills, arrears and debts of all plants together, at the end of each year."""
    coins = coins_per_unit(run)
    tracks = {name: run.all("plant", name).times(1 / coins) for name in ("cash", *OWED)}
    tracks = {name: track for name, track in tracks.items() if track.values.any()}
    if not tracks:
        return None
    late = (
        late_from(tracks["wage_arrears"], run.all("plant", "wage").times(1 / coins))
        if "wage_arrears" in tracks
        else None
    )
    fill: dict[str, Any] = {"unit": unit_words(run)}
    if late is not None:
        fill |= {"month": month(late[0]), "worst": month(late[1]), "n": count(late[2])}
    title = titled("money", late is not None, **fill)
    panels = [{"name": both(f"money.{name}"), "yearly": yearly(at_ends(track))} for name, track in tracks.items()]
    return Scene(
        "rust", "debts", 0, title, late is not None, [both("money.text")], {"kind": "sectors", "panels": panels},
        notes=[both("debts.note", unit=unit_words(run)), both("one_run")], change=0.5 if late else 0.0, cycle=LIFE,
        order=9.5,
    )  # fmt: skip


def sectors(run: Recorded) -> Scene | None:
    """Balance of every sector at the end of each year."""
    coins = coins_per_unit(run)
    exact = {name: at_ends(run.here(f"money_{name}")) for name in SECTORS}
    exact = {name: values for name, values in exact.items() if any(values.values())}
    if not exact:
        return None
    sums = {sum(values.get(y, 0.0) for values in exact.values()) for y in next(iter(exact.values()))}
    worst = most_lost(exact)
    fill: dict[str, Any] = {"unit": unit_words(run)}
    if worst is not None:
        name, first, last, lost = worst
        fill |= {"sector": both(f"sector.{name}"), "first": first, "last": last, "n": count(lost / coins)}
    texts = [both("sectors.read")]
    if len(sums) == 1:
        texts.insert(0, both("sectors.text", n=f"{round(next(iter(sums))):,}"))
    panels = [{"name": both(f"sector.{name}"), "yearly": yearly({y: v / coins for y, v in values.items()})}
              for name, values in exact.items()]  # fmt: skip
    return Scene(
        "rails", "sectors", 0, titled("sectors", worst is not None, **fill), worst is not None,
        texts, {"kind": "sectors", "panels": panels},
        notes=[both("debts.note", unit=unit_words(run)), both("one_run")], change=0.3 if worst else 0.0, cycle=LIFE,
        order=4,
    )  # fmt: skip


def most_lost(held: dict[str, dict[int, float]]) -> tuple[str, int, int, float] | None:
    """Sector of the region whose balance fell most over the last ten years recorded; None if none fell."""
    losses = []
    for name in INSIDE:
        ends = sorted(held.get(name, {}).items())[-11:]
        if len(ends) > 1:
            losses.append((ends[0][1] - ends[-1][1], name, ends[0][0], ends[-1][0]))
    lost, name, first, last = max(losses, default=(0.0, "", 0, 0))
    return (name, first, last, lost) if lost > 0 else None


def freight(run: Recorded) -> Scene | None:
    """Tonnes across the edge of the region, by year and load."""
    f = run.once(freight_of)
    years = f.by_year(f.sum(f.inbound) + f.sum(f.outbound))
    if len(years) < 2 or not any(years.values()):
        return None
    most, best = max((v, -y) for y, v in years.items())
    last, left = max(years.items())
    found = left < FELL * most
    fill = {"year": -best, "n": count(most / 12), "last": last, "m": count(left / 12)}
    title = titled("freight", found, **fill)
    inbound, outbound = (f.by_year(f.sum(side)) for side in (f.inbound, f.outbound))
    texts = [both("freight.text"), *([both("freight.fell")] if found else [])]
    ways = {"a": weight(inbound[-best] / 12), "b": weight(outbound[-best] / 12)}
    texts.append(both("freight.ways", year=-best, **ways))
    return Scene(
        "rails", "freight", 1, title, found, texts,
        {"kind": "freight", "inbound": _sides(run, f, f.inbound), "outbound": _sides(run, f, f.outbound)},
        notes=[both("freight.note"), both("one_run")], change=1 - left / most, cycle=PRODUCTION,
    )  # fmt: skip


def _sides(run: Recorded, f: Freight, side: dict[str, Values]) -> list[dict[str, Any]]:
    """Loads that are named, and all others as one."""
    shown = [(named(run, "good", g), side[g]) for g in f.named if g in side and side[g].any()]
    rest = f.sum(side) - sum((v for _, v in shown), np.zeros(f.months))
    if rest.sum() >= 1:
        shown.append((both("load.rest"), rest))
    return [{"name": name, "yearly": yearly(f.by_year(v))} for name, v in shown]


def ride(run: Recorded) -> Scene:
    """The ride again, with the ledger line under it."""
    places, first = run.once(places_of), max(run.first, run.last - RIDE + 1)
    return Scene(
        "rails", "ride", 6, both("title.ride", first=month(first), last=month(run.last)), False,
        [both("ride.text"), ledger(run)], {"kind": "ride", "from": first, "to": run.last},
        covers=frozenset(f"street:{s['street']}" for s in places.streets), change=0.1, cycle=PRODUCTION,
    )  # fmt: skip


def ledger(run: Recorded) -> Words:
    """The ledger line: what the books of the run fail to balance by."""
    left = run.facts.get("residual", {})
    coin = str(run.settings.get("money", {}).get("coin", "fen"))
    unknown = both("colophon.unknown")
    return both(
        "say.ledger" if coin == "fen" else "say.ledger.coin", money=left.get("money", unknown),
        grams=left.get("matter_g", unknown), people=left.get("people", unknown),
    )  # fmt: skip
