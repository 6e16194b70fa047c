"""Sequences of the works at work: the chains of metals, how the works filled, the works that stood idle."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.report import stage, windows
from tiexi.report.both import Words, amount, both, count, inside, month, named, titled, weight, works
from tiexi.report.chain import ENTERS, LEAVES, Chain, Flow, chain_names, chain_of
from tiexi.report.freight import freight_of
from tiexi.report.places import places_of
from tiexi.report.recorded import GRAMS, Recorded
from tiexi.report.scene import LIFE, PRODUCTION, Scene, yearly
from tiexi.report.series import Track, Values, at_ends, by_year
from tiexi.report.stations import Station, stations
from tiexi.report.windows import work_of

UNSEEN = ("fuel", "nature")  # kinds of goods that say nothing of the process
DATES = (1985, 1993, 1999)  # Decembers in which a works is looked at, if the run has them
GAPS = (1, 4, 5, 6.5, 8)  # places of the chains between the sequences that follow the life of plants
IDLE = 20  # windows with a frame and no light from which a works is said to stand idle
WIDE = 3  # works or sectors on which a cause must bear for the work of all to be told after it
TURNS, TURNED = 3, 0.1  # causes told with what became of the work, and the least change that is told


def chains(run: Recorded) -> list[Scene]:
    """A sequence for every chain of the region, and one more for the return in the first."""
    found: list[Scene] = []
    for i, name in enumerate(chain_names(r for r in run.region_table("workshops") if r.get("chain"))):
        chain = chain_of(run, name)
        if chain is None or len(chain.workshops) < 2:
            continue
        found.append(_forward(run, chain, 1 if i == 0 else 0, GAPS[min(i, len(GAPS) - 1)]))
        if i == 0 and chain.returned is not None:
            found.append(_return(run, chain, chain.returned))
    return found


def _forward(run: Recorded, chain: Chain, number: int, order: float) -> Scene:
    """What came in and what went out."""
    feed = _largest([f for f in chain.flows if f.origin == ENTERS and f.kind not in UNSEEN])
    out = _largest([f for f in chain.flows if f.goal == LEAVES and not f.waste])
    waste = sum(f.tonnes for f in chain.flows if f.waste)
    found = feed is not None and out is not None
    fill: dict[str, Any] = {"chain": inside(run, "chain", chain.chain), "year": chain.year}
    if feed is not None and out is not None:
        fill |= {"n": weight(feed.tonnes), "feed": inside(run, "good", feed.good), "m": weight(out.tonnes),
                 "good": inside(run, "good", out.good)}  # fmt: skip
    title = titled("forward", found, **fill)
    ends = {"first": _inner(run, chain.workshops[0]), "last": _inner(run, chain.workshops[-1])}
    texts = [both("forward.text", chain=fill["chain"], shops=len(chain.workshops), year=chain.year, **ends)]
    if waste > 0 and out is not None:
        texts.append(both("forward.waste", n=weight(waste), ratio=weight(waste / out.tonnes),
                          good=inside(run, "good", out.good)))  # fmt: skip
    if number:
        texts.append(both("chain.text"))
    return _scene(run, chain, f"chain-{chain.chain}", number, order, title, found, texts)


def _return(run: Recorded, chain: Chain, back: Flow) -> Scene:
    """What went back upstream."""
    title = both("title.chain", year=chain.year, n=weight(back.tonnes), good=inside(run, "good", back.good))
    taken = sum(f.tonnes for f in chain.flows if f.goal == back.origin and f.kind not in UNSEEN)
    texts = [both("return.text", origin=_inner(run, back.origin), goal=_inner(run, back.goal),
                  good=inside(run, "good", back.good))]  # fmt: skip
    if taken:
        texts.append(both("return.share", n=round(100 * back.tonnes / taken), origin=_inner(run, back.origin)))
    return _scene(run, chain, "return", 3, 3, title, True, texts)


def _scene(run: Recorded, chain: Chain, name: str, number: int, order: float, title: Words, found: bool,
           texts: list[Words]) -> Scene:  # fmt: skip
    widest = max(f.tonnes for f in chain.flows if f.kind not in UNSEEN)
    return Scene(
        "rust", name, number, title, found, texts, _chart(run, chain),
        notes=[both("chain.rest"), both("chain.key", n=amount(widest), year=chain.year)],
        covers=frozenset(f"workshop:{w}" for w in chain.workshops), change=_fall(run, chain.workshops),
        cycle=PRODUCTION, order=order,
    )  # fmt: skip


def _chart(run: Recorded, chain: Chain) -> dict[str, Any]:
    copper = run.once(freight_of).copper
    boxes = [{"id": w, "name": named(run, "workshop", w), "chain": chain.chain, "stock_months": _stock(run, chain, w)}
             for w in chain.workshops]  # fmt: skip
    flows = [
        {
            "from": _end(f, f.origin), "to": _end(f, f.goal), "good": named(run, "good", f.good),
            "tonnes": round(f.tonnes, 2), "role": _role(chain, f), "copper": f.good in copper,
            "main": f.kind not in UNSEEN,
        }
        for f in chain.flows
    ]  # fmt: skip
    return {"kind": "chain", "year": chain.year, "boxes": boxes, "flows": flows}


def _end(flow: Flow, place: str) -> str:
    """Where a flow begins or ends: a box, or outside, the yards, nature."""
    if place == ENTERS:
        return "nature" if flow.kind == "nature" else "outside"
    return ("nature" if flow.waste else "yard") if place == LEAVES else place


def _role(chain: Chain, flow: Flow) -> str:
    if flow.waste:
        return "waste"
    return "feed" if flow.origin == ENTERS else ("goes_back" if chain.back(flow) else "goes_on")


def _stock(run: Recorded, chain: Chain, workshop: str) -> float | None:
    """Months for which the stock of a workshop's main feed would have lasted in the year."""
    feed = _largest([f for f in chain.flows if f.goal == workshop and f.kind not in UNSEEN])
    stock = run.of("good", "stock").get(feed.good) if feed else None
    if feed is None or stock is None:
        return None
    taken = sum(f.tonnes for f in chain.flows if f.good == feed.good and f.goal != LEAVES)
    held = np.nan_to_num(stock.over(chain.year * 12, chain.year * 12 + 12)).mean() / GRAMS
    return round(float(held) / taken, 2) if taken else None


def _largest(flows: list[Flow]) -> Flow | None:
    return max(flows, key=lambda f: (f.tonnes, f.good), default=None)


def _inner(run: Recorded, workshop: str) -> Words:
    return inside(run, "workshop", workshop)


def _fall(run: Recorded, workshops: list[str]) -> float:
    """How far the work of some workshops fell from their best year to the last, as a share."""
    months = run.last - run.first + 1
    work = work_of(run, workshops, run.first, months).sum(axis=0)
    return _lost(work, run.first)


def _lost(work: Values, first: int) -> float:
    means = list(by_year(Track(first, work), mean=True).values())
    return 1 - means[-1] / max(means) if max(means) else 0.0


def rise(run: Recorded) -> Scene | None:
    """How the works filled with people and work, and what each cause did to it."""
    lights, places = run.once(stage.lit), run.once(places_of)
    hands = at_ends(run.here("employed"))
    shown = [w["plant"] for w in places.works if w["plant"] in lights]
    if not shown or len(hands) < 2:
        return None
    most, best = max((v, -y) for y, v in hands.items())
    first = min(hands)
    found = most > 2 * hands[first] and -best > first
    title = titled("rise", found, first=first, a=count(hands[first]), year=-best,
                 n=count(most))  # fmt: skip
    causes = [s for s in run.once(stations) if s.rank <= 2]
    many = sum(places.members[p] for p in shown)
    texts = [both("rise.text" if many > 1 else "rise.text.one", n=many, m=len(shown))]
    texts += [_turned(s, change) for s, change in _turns(run)]
    plants = [{"id": p, "name": named(run, "plant", p), "yearly": _lit_by_year(run, lights[p].lit)} for p in shown]
    return Scene(
        "rust", "rise", 2, title, found, texts,
        {"kind": "rise", "plants": plants, "causes": [{"month": s.month, "words": s.words} for s in causes]},
        notes=[both("rise.key")], change=1.0 if found else 0.0, cycle=LIFE,
        covers=frozenset(f"workshop:{w}" for p in shown if len(lights[p].workshops) == 1 for w in lights[p].workshops),
    )  # fmt: skip


def _lit_by_year(run: Recorded, lit: windows.Counts) -> dict[str, Any]:
    return yearly(by_year(Track(run.first, lit.sum(axis=0).astype(float)), mean=True))


def _turned(station: Station, ratio: float) -> Words:
    """What became of the work after a cause."""
    fill = {"cause": station.words, "month": month(station.month)}
    if ratio > 2:
        return both("rise.times", n=f"{ratio:.2g}", **fill)
    return both("rise.turn", n=round(100 * ratio), **fill)


def _turns(run: Recorded) -> list[tuple[Station, float]]:
    """The causes after which the work of a year differed most from that of the year before, in order of dates.

    A cause that takes away is told only where the work fell, one that gives only where it grew; a cause that bears on
    one works alone says nothing of all.
    """
    values = np.array(run.once(stage.work)["values"], float)
    found = []
    for station in run.once(stations):
        at = station.month - run.first
        wide = "region" in station.targets or len(station.targets) >= WIDE
        if wide and station.rank <= 3 and 12 <= at <= len(values) - 13 and values[at - 12 : at].mean() > 5:
            ratio = float(values[at + 1 : at + 13].mean() / values[at - 12 : at].mean())
            if abs(ratio - 1) >= TURNED and station.way * (ratio - 1) >= 0:
                found.append((ratio, station))
    found.sort(key=lambda f: (-abs(np.log(max(f[0], 1e-3))), -abs(f[1].way), f[1].month, f[1].rank))
    kept: list[tuple[Station, float]] = []
    for ratio, station in found:  # one for each year, so that a cause is not told twice
        if all(abs(station.month - s.month) >= 12 for s, _ in kept) and len(kept) < TURNS:
            kept.append((station, ratio))
    return sorted(kept, key=lambda k: k[0].month)


def idle(run: Recorded) -> Scene | None:
    """The works that fell furthest and still had its people on the books: its windows at three dates."""
    lights, places = run.once(stage.lit), run.once(places_of)
    single = [p for p in places.productive if places.members[p] == 1 and p in lights]
    if not single:
        return None
    rows = {p["id"]: p for p in run.once(stage.plants)}
    gaps = {p: np.array(rows[p]["framed"]["values"]) - np.array(rows[p]["lit"]["values"]) for p in single}
    dates = [y * 12 + 11 for y in DATES]
    if not all(run.first <= d <= run.last for d in dates):
        ends = [m for m in range(run.first, run.last + 1) if m % 12 == 11] or [run.last]
        dates = sorted({ends[0], ends[len(ends) // 2], ends[-1]})
    plant = max(single, key=lambda p: (int(gaps[p][dates[-1] - run.first]), -lights[p].best, p))
    row = rows[plant]
    counts = ("lit", "framed", "employed", "off_post")
    shown = [{"month": d, **{k: int(row[k]["values"][d - run.first]) for k in counts}} for d in dates]
    last = shown[-1]
    found = last["framed"] - last["lit"] >= IDLE
    fill = {"month": month(dates[-1]), "n": last["lit"], "plant": works(run, plant)}
    title = titled("idle", found, **fill)
    texts = [both("idle.text", year=lights[plant].best)]
    if found:
        texts.append(both("idle.books", month=month(dates[-1]), n=count(last["employed"] + last["off_post"]),
                          m=count(last["off_post"]), dark=last["framed"] - last["lit"]))  # fmt: skip
        closed = places.closed(plant)
        if closed is None or closed > dates[-1]:
            texts.append(both("idle.quiet"))
    return Scene(
        "rust", "idle", 7, title, found, texts, {"kind": "windows", "plant": plant, "dates": shown},
        notes=[both("idle.key")], covers=frozenset(f"workshop:{w}" for w in lights[plant].workshops),
        change=(max(row["lit"]["values"]) - last["lit"]) / 100, cycle=LIFE,
    )  # fmt: skip
