"""Sequences of the streets: how they filled, the book and the camera, who was without work, one life."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.report.book import YEARS_OF_REGISTERS, Compared, compared, definitions
from tiexi.report.both import Words, both, count, fraction, inside, month, named, titled
from tiexi.report.lexis import COHORT, OLDEST, YOUNGEST, arrivals, field_of, worst
from tiexi.report.places import places_of
from tiexi.report.recorded import Recorded
from tiexi.report.scene import LIFE, PRODUCTION, Scene, yearly
from tiexi.report.series import Track, at_ends, total
from tiexi.report.stage import IN_WORK, WITHOUT
from tiexi.report.stations import stations

STATES = {
    "employed": "on_post", "off_post": "off_post", "informal": "informal", "unemployed": "unemployed",
    "discouraged": "discouraged", "retired": "retired",
}  # fmt: skip
SMALL = 0.02  # share of all arrivals under which a period has no layer of its own
LOST = 12  # months without work each, from which a generation is said to have lost most
UNEVEN = 1.15  # worst street over best, from which the streets are told apart


def filled(run: Recorded) -> Scene | None:
    """How the streets filled: people by the way they came."""
    if run.people.is_empty() or not run.here("people"):
        return None
    regimes = sorted({s.month for s in run.once(stations) if s.rank == 1 and "region" in s.targets})
    periods = [m for m in regimes if m > run.first] or [run.first + 120]
    periods = [run.first, *periods]
    names, counts, first = arrivals(run, periods)
    if not counts.shape[1]:
        return None  # no year has ended
    ends = [*periods[1:], run.last + 1]
    layers, whole = [], max(float(counts.max()), 1.0)
    for i, name in enumerate(names):
        if counts[i].max() < SMALL * whole:
            continue
        words = both(f"came.{name}") if name in ("here", "born") else _period(periods[i - 1], ends[i - 1])
        layers.append({"name": words, "yearly": yearly({first + j: float(v) for j, v in enumerate(counts[i])})})
    last = first + counts.shape[1] - 1
    sums = counts.sum(axis=0)
    tenths = round(10 * counts[-1, -1] / sums[-1]) if sums[-1] else 0
    best = int(counts[1:-1].sum(axis=0).argmax())
    found = 1 <= tenths <= 9
    title = titled("filled", found, year=last, n=both(f"number.{tenths}") if found else "")
    texts = [both("filled.layers")]
    if sums.argmax() > 0:
        texts.insert(0, both("filled.text", first=first, a=count(sums[0]), best=first + int(sums.argmax()),
                             n=count(sums.max())))  # fmt: skip
        texts.append(both("filled.came", year=first + best, n=count(float(counts[:-1, best].sum()))))
    return Scene(
        "remnants", "filled", 1, title, found, texts, {"kind": "cohorts", "street": None, "layers": layers},
        notes=[both("filled.note"), both("one_run")], change=0.5, cycle=LIFE,
    )  # fmt: skip


def _period(start: int, end: int) -> Words:
    return both("came.between", first=start // 12, last=(end - 1) // 12)


def without_work(run: Recorded) -> Scene | None:
    """People without work: camera against the two registers of the yearbook."""
    series = ["laid_off_registered", "registered_unemployed"]
    start = max(run.first, run.last - YEARS_OF_REGISTERS * 12 + 1)
    d = compared(run, total([run.here(name) for name in WITHOUT]), series, start, above=False)
    if not d.camera:
        return None
    share = (d.seen - d.printed) / d.seen if d.seen else 0.0
    pair = fraction(share)
    found = d.gap is not None and share >= 0.1 and pair is not None
    fill = {"month": month(d.gap or 0), "part": pair[0], "whole": pair[1]} if found and pair else {}
    title = titled("without", found, **fill)
    texts = [both("without.text")]
    if d.gap is not None:
        texts.append(both("without.gap", month=month(d.gap), seen=count(d.seen), printed=count(d.printed)))
    chart = _chart(run, d, "key.without", "key.registered", "gap")
    return Scene(
        "remnants", "without", 2, title, found, texts, chart, notes=[both("one_run")],
        aside=definitions(run, series, start), change=share, cycle=LIFE,
        covers=frozenset(f"status:{s}" for s in ("off_post", "unemployed", "discouraged")),
    )  # fmt: skip


def employment(run: Recorded) -> Scene | None:
    """People at work: camera against staff and workers of the yearbook, over the whole run."""
    series = ["staff_and_workers"]
    d = compared(run, run.here("employed"), series, run.first, above=True)
    if not d.camera:
        return None
    found = d.gap is not None
    fill = {"month": month(d.gap), "n": count(d.printed - d.seen)} if d.gap is not None else {}
    title = titled("employment", found, **fill)
    texts = [both("employment.text"), *_lost_to_a_word(d)]
    return Scene(
        "remnants", "employment", 0, title, found, texts,
        _chart(run, d, "key.employed", "series.staff_and_workers", "over"), notes=[both("one_run")],
        aside=definitions(run, series, run.first), cycle=PRODUCTION, order=2.5, covers=frozenset({"status:on_post"}),
        change=(d.printed - d.seen) / d.printed if d.printed else 0.0,
    )  # fmt: skip


def _lost_to_a_word(d: Compared) -> list[Words]:
    """What the yearbook lost in the year its definition changed, beside what the camera saw."""
    for change in d.breaks:
        year = change // 12
        before, after = d.book.get(year - 1), d.book.get(year)
        if before is not None and after is not None and before > after:
            seen = d.camera.at(year * 12 - 1) - d.camera.at(year * 12 + 11)
            fill = {"a": year - 1, "b": year, "n": count(before - after), "m": count(abs(seen))}
            return [both("employment.break" if seen >= 0 else "employment.break.more", **fill)]
    return []


def _chart(run: Recorded, d: Compared, camera: str, printed: str, words: str) -> dict[str, Any]:
    gap = None
    if d.gap is not None:
        gap = {"month": d.gap, "seen": round(d.seen), "printed": round(d.printed), "words": both(words)}
    return {
        "kind": "book", "camera": _whole(d.camera), "camera_words": both(camera), "book": yearly(d.book),
        "book_words": both(printed), "breaks": d.breaks, "gap": gap, "observed": [],
    }  # fmt: skip


def _whole(track: Track) -> dict[str, Any]:
    return {"start": track.start, "values": np.rint(np.nan_to_num(track.values)).astype(np.int64)}


def scar(run: Recorded) -> Scene | None:
    """The Lexis field: who was without work, by age and year."""
    field = run.once(field_of)
    if field is None or all(share is None for row in field.shares for share in row):
        return None
    hit = worst(field)
    found = hit is not None and hit.months >= LOST
    fill: dict[str, Any] = {}
    if hit is not None:
        fill = {"a": hit.born, "b": hit.born + COHORT - 1, "n": round(hit.months)}
    title = titled("scar", found, **fill)
    texts = [both("scar.text")]
    if hit is not None and found:
        texts.append(both("scar.year", year=hit.year, a=hit.year - hit.born - COHORT + 1, b=hit.year - hit.born,
                          n=round(100 * hit.share)))  # fmt: skip
    return Scene(
        "remnants", "scar", 3, title, found, texts,
        {"kind": "lexis", "start": field.start, "age": YOUNGEST, "shares": field.shares},
        notes=[both("scar.note", a=YOUNGEST, b=OLDEST), both("one_run")], change=hit.share if hit else 0.0, cycle=LIFE,
        covers=frozenset({"status:off_post", "status:unemployed"}),
    )  # fmt: skip


def states(run: Recorded) -> Scene | None:
    """What everyone did who had work, was without it or drew a pension: stacked, month by month."""
    tracks = {name: run.here(name) for name in STATES if run.here(name).values.any()}
    if "employed" not in tracks:
        return None
    labour = [n for n in tracks if n != "retired"]
    everyone, idle = (np.nan_to_num(total([tracks[n] for n in names if n in tracks]).over(run.first, run.last + 1))
                      for names in (labour, WITHOUT))  # fmt: skip
    grown = everyone >= everyone.max() / 2  # while the place is still being built, shares say little
    share = np.where(grown, np.divide(idle, everyone, out=np.zeros_like(idle), where=everyone > 0), 0.0)
    at = int(share.argmax())
    tenths = round(10 * float(share[at]))
    found = 1 <= tenths <= 9
    fill = {"month": month(run.first + at), "n": both(f"number.{tenths}")} if found else {}
    layers = [{"status": STATES[n], "name": both(f"state.{n}"), "track": _whole(t)} for n, t in tracks.items()]
    return Scene(
        "remnants", "states", 0, titled("states", found, **fill), found,
        [both("states.text"), both("states.more")], {"kind": "states", "layers": layers}, notes=[both("one_run")],
        covers=frozenset(f"status:{STATES[n]}" for n in tracks), change=float(share[at]), cycle=LIFE, order=3.5,
    )  # fmt: skip


def by_street(run: Recorded) -> Scene | None:
    """The share without work in every street, year by year."""
    places, panels, ends = run.once(places_of), [], {}
    for row in places.streets:
        name = row["street"]
        parts = [total([t for v in part if (t := run.of("street", v).get(name))]) for part in (IN_WORK, WITHOUT)]
        if not parts[1]:
            continue
        idle, work = at_ends(parts[1]), at_ends(parts[0])
        shares = {y: 100 * idle[y] / (idle[y] + work.get(y, 0.0)) for y in idle if idle[y] + work.get(y, 0.0) > 0}
        if shares:
            panels.append({"name": named(run, "street", name), "yearly": yearly(shares, 1)})
            ends[name] = shares[max(shares)]
    if len(panels) < 2:
        return None
    most, least = (pick(ends, key=lambda s: (ends[s], s)) for pick in (max, min))
    found = ends[least] > 0 and ends[most] / ends[least] >= UNEVEN
    fill = {"year": run.last // 12, "most": inside(run, "street", most), "a": round(ends[most]),
            "least": inside(run, "street", least), "b": round(ends[least])}  # fmt: skip
    return Scene(
        "remnants", "by_street", 0, titled("by_street", found, **fill), found,
        [both("by_street.text"), both("by_street.range", **fill)], {"kind": "sectors", "panels": panels},
        notes=[both("by_street.note"), both("one_run")], cycle=LIFE, order=3.7,
        covers=frozenset(f"street:{s}" for s in ends), change=(ends[most] - ends[least]) / 100,
    )  # fmt: skip
