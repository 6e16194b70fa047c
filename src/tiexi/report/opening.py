"""The opening: one sentence for the run, its facts, and the strip of work done in the works."""

from __future__ import annotations

from tiexi.report import charts
from tiexi.report.charts import Scale
from tiexi.report.figures import Drawn, Figure, Table, drawn
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.speech import Speech

FELL = 0.7  # the opening's finding holds if fewer than this share of the best year's workers are left


def headline(run: Recorded, say: Speech) -> tuple[str, bool]:
    """The sentence at the top of the page, and whether it states a finding."""
    employed = [(m, v) for m, v in run.track("employed") if m % 12 == 11]
    neutral = say(
        "title.opening.neutral", region=run.title(say.lang), first=say.year(run.first), last=say.year(run.last)
    )
    if len(employed) < 2:
        return neutral, False
    most, best = max((v, -m) for m, v in employed)
    month, left = employed[-1]
    if left >= FELL * most:
        return neutral, False
    fill = {"year": -best // 12, "n": say.count(most), "last": month // 12, "m": say.count(left)}
    return say("title.opening", **fill), True


def facts(run: Recorded, say: Speech) -> list[str]:
    """One line of facts, the scale, and what of the record is a stage set."""
    members = {row["plant"]: int(row["count"]) for row in run.region_table("enterprises")}  # of groups
    plants = sum(members.get(row["plant"], 1) for row in run.region_table("plants"))
    workshops = sum(members.get(row["plant"], 1) for row in run.region_table("workshops"))
    streets = len(run.region_table("streets"))
    months = {"months": int(run.facts["months"]), "first": say.month(run.first), "last": say.month(run.last)}
    lines = [say("say.facts", plants=plants, workshops=workshops, streets=streets, **months)]
    lines.append(say("say.scale", k=say.exact(run.scale)) if run.scale > 1 else say("say.scale.one"))
    for part in run.settings.get("stage_set", []):
        first, last = say.year(month_of(part["from"])), say.year(month_of(part["to"]))
        lines.append(say("say.stage", first=first, last=last, why=part.get(f"text_{say.lang}", "")))
    return lines


def residual(run: Recorded, say: Speech) -> str:
    """The ledger line: what the books of the run fail to balance by."""
    left = run.facts.get("residual", {})
    coin = str(run.settings.get("money", {}).get("coin", "fen"))
    key = "say.ledger" if coin == "fen" else "say.ledger.coin"
    unknown = say("colophon.unknown")
    return say(
        key, money=left.get("money", unknown), grams=left.get("matter_g", unknown), people=left.get("people", unknown)
    )  # fmt: skip


def yearly_work(run: Recorded) -> list[tuple[int, float]]:
    """Work done in all works and shops by year as a share of the best year: load times the people at their posts.

    Machines and posts grew tenfold from the founding on, so a load alone, or posts of one year, would make every year
    alike.
    """
    hands = {workshop: dict(track) for workshop, track in run.tracks("workshop", "employed").items()}
    sums: dict[int, float] = {}
    for workshop, track in run.tracks("workshop", "load_factor").items():
        for month, load in track:
            sums[month // 12] = sums.get(month // 12, 0.0) + load * hands.get(workshop, {}).get(month, 0.0)
    best = max(sums.values(), default=0.0)
    return [(year, v / best) for year, v in sorted(sums.items())] if best else []


def strip(run: Recorded, say: Speech) -> Figure | None:
    """The track of the years, with the work done in each above it."""
    work = yearly_work(run)
    if not work:
        return None
    best = max(work, key=lambda w: (w[1], -w[0]))[0]
    title = say("strip.title", year=best)
    desk, phone = drawn(lambda width: _draw(work, width), title)
    rows = [[str(year), f"{round(100 * share)} %"] for year, share in work]
    return Figure("strip", title, True, desk, phone, Table([say("year"), say("strip.share")], rows))


def _draw(work: list[tuple[int, float]], width: float) -> Drawn:
    """An area in the colour of work over a track with one sleeper a year and a long one each decade."""
    high = 76.0
    first, last = work[0][0], work[-1][0] + 1
    x, y = Scale(first, last, 6, width - 6), Scale(0, 1, high, 6)
    points = [(x(year + half), y(share)) for year, share in work for half in (0.0, 1.0)]
    parts = [charts.area(points, [(x(first), high), (x(last), high)], "work")]
    parts.append(charts.rule(0, high + 10, width, high + 10, "track"))
    for year in range(first, last + 1):
        long = 12 if year % 10 == 0 else 7
        parts.append(charts.rule(x(year), high + 10 - long / 2, x(year), high + 10 + long / 2, "track"))
    every = next(n for n in (1, 2, 5, 10, 20, 50) if x(first + n) - x(first) >= 56)
    for year in range(-(-first // every) * every, last + 1, every):
        if 18 < x(year) < width - 18:
            parts.append(charts.text(x(year), high + 34, str(year), "soft", "middle"))
    return high + 40, parts
