"""The film of a run as data: the object that `page/src/data.ts` describes, from the record and from nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.record.provenance import sources
from tiexi.report import (
    again,
    cut,
    freight,
    minute,
    people,
    scenes_end,
    scenes_ledger,
    scenes_line,
    scenes_lives,
    scenes_streets,
    scenes_works,
    stage,
    stations,
    twice,
)
from tiexi.report.both import LANGUAGES, Words, both, count, month, same, text
from tiexi.report.coin import unit_words
from tiexi.report.places import places_of
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.scene import Scene
from tiexi.report.speech import Speech

FORMAT = 1  # of the film; the page says so if it is asked to show another
FELL = 0.7  # the headline's finding holds if fewer than this share of the best year's workers are left

Film = dict[str, Any]


def film(
    run: Recorded, *, lang: str = "en", plant: str | None = None, other: Recorded | None = None
) -> Film:  # fmt: skip
    """The whole film; the same run gives the same object. Raises ValueError for a language there is not.

    The order of stopping is that of `plant`, or of the plant with most workshops in a chain. With an `other` run of
    the same region, scale and seed, lives are told twice; raises Unlike if it is not one.
    """
    facts = header(run, Speech(lang).lang) | {
        "work": run.once(stage.work), "stations": stations.for_film(run), "plants": run.once(stage.plants),
        "streets": stage.streets(run), "train": freight.train(run),
        "frost": sorted(int(month) - 1 for month in run.settings.get("frost", [])),
    }  # fmt: skip
    columns = people.people(run)
    both_ways = twice.twice(run, other, columns) if other is not None else None
    scenes = every_scene(run, columns, plant)
    if both_ways is not None and (scene := scenes_lives.two_lives(both_ways)):
        scenes.append(scene)
    return facts | {
        "plants": _with_people(columns, "plant", facts["plants"], "people"),
        "streets": _with_people(columns, "street", facts["streets"], "lives"),
        "minute": minute.minute(run, {s.id: s for s in scenes}, both_ways["years"] if both_ways else None),
        "parts": [part(p) for p in cut.cut(scenes)],
        "people": {name: column for name, column in columns.items() if name != "ids"}, "twice": both_ways,
    }  # fmt: skip


def every_scene(run: Recorded, columns: Film, plant: str | None = None) -> list[Scene]:
    """All sequences the record carries."""
    found: list[Scene | None] = [
        *scenes_works.chains(run), scenes_works.rise(run), scenes_end.transfer(run), scenes_works.idle(run),
        scenes_end.arrears(run), scenes_line.debts(run), scenes_end.stopping(run, plant), scenes_end.after(run),
        scenes_streets.filled(run), scenes_streets.without_work(run), scenes_streets.employment(run),
        scenes_streets.scar(run), scenes_streets.states(run), scenes_streets.by_street(run),
        scenes_lives.one_life(run, columns), scenes_line.freight(run), scenes_line.sectors(run),
        scenes_ledger.accounts(run), scenes_line.ride(run),
    ]  # fmt: skip
    return [s for s in found if s is not None]


def part(found: cut.Part) -> Film:
    """A part as the film carries it, with what it fills of its time."""
    full = found.seconds >= cut.LEAST * found.budget
    fill = {"n": round(found.seconds), "m": round(found.budget)}
    return {
        "id": found.id, "title": both(f"part.{found.id}"), "seconds": round(found.seconds, 1),
        "budget": found.budget, "filled": both("part.full" if full else "part.filled", **fill),
        "sequences": [s.scene.data(s.seconds) for s in found.shown],
    }  # fmt: skip


def _with_people(columns: Film, which: str, rows: list[Film], name: str) -> list[Film]:
    """Plants or streets, each with some of the filmed who worked or lived there, the most eventful first."""
    mine: list[list[str]] = [[] for _ in rows]
    for i in sorted(range(len(columns["keys"])), key=lambda i: (-len(columns["told"][i]), columns["keys"][i])):
        at = columns[which][i]
        if 0 <= at < len(rows) and len(mine[at]) < stage.PER_PLANT:
            mine[at].append(columns["keys"][i])
    return [row | {name: keys} for row, keys in zip(rows, mine, strict=True)]


def header(run: Recorded, lang: str) -> Film:
    """Facts of the run."""
    facts, left = run.facts, run.facts.get("residual", {})
    return {
        "format": FORMAT, "version": str(facts.get("version", "")), "opens": lang, "starts": "",
        "region": str(facts["region"]),
        "title": {one: run.title(one) for one in LANGUAGES}, "first": run.first, "months": run.last - run.first + 1,
        "scale": run.scale, "light": stage.light_of(run), "money_unit": unit_words(run), "colophon": colophon(run),
        "command": again.command(run), "digest": str(facts.get("digest", "")),
        "residual": {name: left.get(name, 0) for name in ("money", "matter_g", "people")},
        "stage": [
            {"first": month_of(p["from"]), "last": month_of(p["to"]), "why": text(p["text_en"], p.get("text_zh", ""))}
            for p in run.settings.get("stage_set", [])
        ],
        "headline": headline(run), "facts": said_facts(run),
    }  # fmt: skip


def said_facts(run: Recorded) -> list[Words]:
    """One line of facts, the scale, and what of the record is a stage set."""
    places = run.once(places_of)
    shops = len(places.shops) + sum(places.members[w["plant"]] for w in places.works)
    workshops = sum(places.members[r["plant"]] for r in run.region_table("workshops"))
    lines = [
        both("say.facts", months=run.last - run.first + 1, first=month(run.first), last=month(run.last), plants=shops,
             workshops=workshops, streets=len(places.streets)),
        both("say.scale", k=run.scale) if run.scale > 1 else both("say.scale.one"),
    ]  # fmt: skip
    for p in run.settings.get("stage_set", []):
        first, last = ({one: Speech(one).year(month_of(p[end])) for one in LANGUAGES} for end in ("from", "to"))
        lines.append(both("say.stage", first=first, last=last, why=text(p["text_en"], p.get("text_zh", ""))))
    return lines


def headline(run: Recorded) -> Words:
    """One sentence for the run."""
    employed = {m: v for m, v in zip(range(run.first, run.last + 1), _months(run, "employed"), strict=True)
                if m % 12 == 11}  # fmt: skip
    if len(employed) > 1:
        most, best = max((v, -m) for m, v in employed.items())
        end, left = max(employed.items())
        if left < FELL * most:
            return both("title.opening", year=-best // 12, n=count(most), last=end // 12, m=count(left))
    title = {one: run.title(one) for one in LANGUAGES}
    first, last = ({one: Speech(one).year(m) for one in LANGUAGES} for m in (run.first, run.last))
    return both("title.opening.neutral", region=title, first=first, last=last)


def _months(run: Recorded, variable: str) -> list[float]:
    return list(np.nan_to_num(run.here(variable).over(run.first, run.last + 1)))


def colophon(run: Recorded) -> list[dict[str, Words]]:
    """How the film was made: command, digests, shares assumed and balanced, bibliography."""
    facts, unknown = run.facts, both("colophon.unknown")

    def share(name: str, key: str) -> Words:
        return unknown if facts.get(name) is None else both(key, n=round(100 * float(facts[name])))

    def fact(name: str) -> Words:
        return same(facts[name]) if name in facts else unknown

    rows = [
        ("command", same(again.command(run))), ("version", fact("version")), ("region", fact("region_digest")),
        ("digest", fact("digest")), ("assumed", share("share_assumed", "colophon.assumed.value")),
        ("balanced", share("share_balanced", "colophon.balanced.value")),
        ("sources", both("colophon.sources.value", n=len(sources(run.folder / "region")))),
    ]  # fmt: skip
    return [{"name": both(f"colophon.{name}"), "value": value} for name, value in rows]
