"""The stage of the film: plants with their windows, streets with their lights, month by month."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import polars as pl

from tiexi.report import windows
from tiexi.report.both import Words, both, count, month, named
from tiexi.report.chain import in_order
from tiexi.report.coin import coins_per_unit, unit_words
from tiexi.report.emitted import sulphur_dioxide
from tiexi.report.freight import whole_track
from tiexi.report.places import Places, places_of
from tiexi.report.recorded import GRAMS, Recorded, month_of
from tiexi.report.series import Track, Values, by_year
from tiexi.report.windows import WINDOWS

IN_WORK = ("employed", "informal")
WITHOUT = ("off_post", "unemployed", "discouraged")
SMALL, LIGHT, LIGHT_SMALL = 5_000, 100, 10  # people at the peak from which a light stands for a hundred
PER_PLANT = 12  # filmed people named on a plant's card


def light_of(run: Recorded) -> int:
    """People of working age a house light stands for."""
    track = run.here("people").values
    return LIGHT if len(track) and np.nanmax(track) >= SMALL else LIGHT_SMALL


def work(run: Recorded) -> dict[str, Any]:
    """Work done in the works against the mean month of the best year, 0 to 1000: load times the people at work.

    Machines and posts grew tenfold from the founding on, so a load alone would make every year alike. Shops and
    public services are left out. A month better than the best year's mean is shown as full.
    """
    months = run.last - run.first + 1
    works = set(run.once(places_of).productive)
    hands, sums = run.of("workshop", "employed"), np.zeros(months)
    for workshop, load in run.of("workshop", "load_factor").items():
        if workshop.split("/")[0] in works and workshop in hands:
            sums += np.nan_to_num(load.over(run.first, run.last + 1) * hands[workshop].over(run.first, run.last + 1))
    best = max(by_year(Track(run.first, sums), mean=True).values())
    return whole_track(run, np.minimum(1000, 1000 * sums / (best or 1.0)))


def plants(run: Recorded) -> list[dict[str, Any]]:
    """Every works and group of works, in the order of the line."""
    places = run.once(places_of)
    values = {w["plant"]: _best_value(run, w["plant"]) for w in places.works}
    largest = max(values.values(), default=0.0) or 1.0
    return [_plant(run, places, w, values[w["plant"]] / largest) for w in places.works]


def workshop_rows(run: Recorded, plant: str) -> list[dict[str, str]]:
    """Workshops of a plant by chain and the order of the process."""
    return in_order(r for r in run.region_table("workshops") if r["plant"] == plant)


def lit(run: Recorded) -> dict[str, windows.Lit]:
    """The windows of every works."""
    return {
        w["plant"]: windows.lit_of(run, [f"{w['plant']}/{r['workshop']}" for r in rows])
        for w in run.once(places_of).works
        if (rows := workshop_rows(run, w["plant"]))
    }


def _plant(run: Recorded, places: Places, row: dict[str, str], size: float) -> dict[str, Any]:
    name, rows = row["plant"], workshop_rows(run, row["plant"])
    lights = run.once(lit)[name]
    employed, off = (_months(run, "plant", v, name) for v in ("employed", "off_post"))
    shown = lights.lit.sum(axis=0)
    tied = employed + off
    framed = np.maximum(shown, np.rint(WINDOWS * tied / (tied.max() or 1.0)).astype(np.int64))
    closed = places.closed(name)
    guards = np.where(np.arange(run.first, run.last + 1) >= closed, employed, 0) if closed is not None else 0 * employed
    gas = run.once(sulphur_dioxide).get(name)
    best, unit = best_of(run, name, lights.best)
    lon, lat = places.spots.get(f"plant:{name}", (0.0, 0.0))
    return {
        "id": name, "name": named(run, "plant", name), "at": places.along[f"plant:{name}"], "lon": lon, "lat": lat,
        "size": round(1000 * size**0.5), "count": places.members[name],
        "founded": month_of(row.get("founded") or "0001-01"), "closed": closed,
        "best_year": lights.best, "best": round(best), "unit": unit,
        "lit": whole_track(run, shown), "framed": whole_track(run, framed),
        "employed": whole_track(run, employed), "off_post": whole_track(run, off), "guards": whole_track(run, guards),
        "so2": None if gas is None else whole_track(run, gas),
        "workshops": [
            {
                "id": w, "name": workshop_name(run, w), "roof": windows.roof(r), "windows": int(lights.windows[i]),
                "lit": whole_track(run, lights.lit[i]), "warm": whole_track(run, lights.warm[i]),
            }
            for i, (w, r) in enumerate(zip(lights.workshops, rows, strict=True))
        ],
        "end": _end(run, places, name), "people": [],
    }  # fmt: skip


def workshop_name(run: Recorded, workshop: str) -> Words:
    """Name of a workshop standing alone; of a plant with one workshop, the plant's."""
    return named(run, "plant", workshop.split("/")[0]) if run.solitary(workshop) else named(run, "workshop", workshop)


def _months(run: Recorded, kind: str, variable: str, entity: str) -> Values:
    track = run.of(kind, variable).get(entity)
    months = run.last - run.first + 1
    return np.zeros(months) if track is None else np.nan_to_num(track.over(run.first, run.last + 1))


def _products(run: Recorded, plant: str) -> list[tuple[str, str]]:
    """Workshops whose product leaves the plant, each with the good it makes."""
    goods = run.once(windows.main_goods)
    ends = [f"{plant}/{r['workshop']}" for r in windows.ends_of_chains(workshop_rows(run, plant))]
    return [(w, goods[w]) for w in ends if w in goods]


def best_of(run: Recorded, plant: str, year: int) -> tuple[float, Words]:
    """What left the plant's last workshops in a year: tonnes, or money of the price year."""
    units = run.once(windows.units)
    weighed = all(units.get(good, "g") == "g" for _, good in _products(run, plant))
    output = run.of("workshop", "output")
    made = sum(by_year(output[w]).get(year, 0.0) for w, _ in _products(run, plant) if w in output)
    if weighed:
        return made / GRAMS, both("unit.tonnes")
    price_year = run.settings.get("price_year", "")
    return made / coins_per_unit(run), both("unit.constant", unit=unit_words(run), year=price_year)


def _best_value(run: Recorded, plant: str) -> float:
    """Value of the best year at list prices of the price year (or the first that is known), for the hull's width."""
    output, prices, whole = run.of("workshop", "output"), run.of("good", "price_plan"), np.zeros(1)
    for workshop, good in _products(run, plant):
        if workshop in output and good in prices:
            at = max(prices[good].start, min(int(run.settings.get("price_year", 0)) * 12 + 11, prices[good].end - 1))
            yearly = by_year(output[workshop])
            values = np.array(list(yearly.values())) * prices[good].at(at)
            size = max(len(whole), len(values))
            whole = np.pad(whole, (0, size - len(whole))) + np.pad(values, (0, size - len(values)))
    return float(np.nan_to_num(whole).max())


def _end(run: Recorded, places: Places, plant: str) -> list[dict[str, Any]]:
    """The end of a works event by event; of a group how many of them in each year."""
    happened = places.happened.get(plant, [])
    if places.members[plant] == 1:
        return [{"month": h.month, "words": w} for h in happened if (w := _said(run, h.event, h.month, h.value))]
    found = []
    for event in ("queued", "bankrupt"):
        for year, n in sorted(Counter(h.month // 12 for h in happened if h.event == event).items()):
            words = both(f"end.group.{event}", year=year, n=n)
            found.append({"month": year * 12 + 11, "words": words})
    return sorted(found, key=lambda e: (e["month"], str(e["words"])))


def _said(run: Recorded, event: str, at: int, value: int) -> Words | None:
    if event == "bankrupt" and value > 0:
        owed = value / coins_per_unit(run)
        return both("end.bankrupt.owed", month=month(at), n=count(owed), unit=unit_words(run))
    known = ("queued", "approved", "bankrupt", "guarded", "scrapped", "land_sold")
    return both(f"end.{event}", month=month(at)) if event in known else None


def streets(run: Recorded) -> list[dict[str, Any]]:
    """Every street with its lights, in the order of the line."""
    places, light = run.once(places_of), light_of(run)
    rows = run.events_of("street").filter(pl.col("event") == "cleared").select("who", "at").iter_rows()
    cleared = dict(rows)
    found: list[dict[str, Any]] = []
    for row in places.streets:
        name = row["street"]
        sums = [sum(_months(run, "street", v, name) for v in part) for part in (IN_WORK, WITHOUT)]
        # Both kinds of light together are the people of working age in whole lights, shared by largest remainder.
        parts = np.array(sums)
        lights = windows.apportion(np.rint(parts.sum(axis=0) / light).astype(np.int64), parts)
        lon, lat = places.spots.get(f"street:{name}", (0.0, 0.0))
        found.append({
            "id": name, "name": named(run, "street", name), "at": places.along[f"street:{name}"], "lon": lon,
            "lat": lat, "kind": "shacks" if row.get("kind") == "shacks" else "blocks",
            "built": month_of(row.get("built") or "0001-01"), "cleared": cleared.get(name),
            "in_work": whole_track(run, lights[0]), "without": whole_track(run, lights[1]),
            "people": whole_track(run, _months(run, "street", "people", name)), "lives": [],
        })  # fmt: skip
    return found
