"""Money: what the tills of the works held and owed, and what each sector held."""

from __future__ import annotations

from collections.abc import Sequence

from tiexi.report import charts
from tiexi.report.charts import PHONE, Scale
from tiexi.report.figures import Drawn, Figure, Table, drawn, titled
from tiexi.report.recorded import Recorded, Track
from tiexi.report.speech import Speech

OWED = ("wage_arrears", "pension_arrears", "trade_debt", "tax_arrears", "bank_debt")
LATE = 0.1  # of a month's wage bill, owed at its end
SECTORS = (
    "households", "state_plants", "collective_plants", "shops", "treasury", "centre", "bank", "outside",
)  # fmt: skip


def in_units(run: Recorded, track: Track) -> Track:
    """From the smallest coin to the unit in which people count."""
    coins = float(run.settings.get("money", {}).get("coins_per_unit", 100))
    return [(m, v / coins) for m, v in track]


def unit(run: Recorded, say: Speech) -> str:
    """Name of the money's unit."""
    name = str(run.settings.get("money", {}).get("unit", "yuan"))
    return say("unit.yuan") if name == "yuan" else run.name("money", name, say.lang)


def late_from(track: Track, bill: Track) -> tuple[int, int, float] | None:
    """First month of the spell of arrears in which they were highest, that month, and how high.

    A spell is of months in which more than a tenth of the month's wage bill is owed; None if there is none.
    """
    due = dict(bill)
    late = [v > LATE * due.get(m, 0.0) and v > 0 for m, v in track]
    at = max(range(len(track)), key=lambda i: (track[i][1], -i), default=-1)
    if at < 0 or not late[at]:
        return None
    begin = at
    while begin > 0 and late[begin - 1]:
        begin -= 1
    return track[begin][0], track[at][0], track[at][1]


def tills(run: Recorded, say: Speech) -> Figure | None:
    """Tills and arrears of all plants together, month by month."""
    tracks = {name: in_units(run, run.total("plant", name)) for name in ("cash", *OWED)}
    tracks = {name: track for name, track in tracks.items() if any(v for _, v in track)}
    if not tracks:
        return None
    late = late_from(tracks.get("wage_arrears", []), in_units(run, run.total("plant", "wage")))
    fill: dict[str, object] = {"unit": unit(run, say)}
    if late is not None:
        fill |= {"month": say.month(late[0]), "worst": say.month(late[1]), "n": say.count(late[2])}
    title = titled(say, "money", late is not None, **fill)
    panels = [(say(f"money.{name}"), track) for name, track in tracks.items()]
    desk, phone = drawn(lambda width: _panels(panels, 2, say, width), title)
    months = sorted({m for track in tracks.values() for m, _ in track})
    by = [dict(track) for track in tracks.values()]
    rows = [[say.month(m), *(say.exact(t.get(m, 0.0)) for t in by)] for m in months]
    columns = [f"{say('month')} ({unit(run, say)})", *(words for words, _ in panels)]
    return Figure(
        "tills", title, late is not None, desk, phone, Table(columns, rows), [say("money.text")],
        [say("money.note"), say("one_run")],
    )  # fmt: skip


def sectors(run: Recorded, say: Speech) -> Figure | None:
    """Balance of every sector at the end of each year."""
    exact = {name: run.track(f"money_{name}") for name in SECTORS}
    yearly = {name: [(m, v) for m, v in track if m % 12 == 11 or m == run.last] for name, track in exact.items()}
    yearly = {name: track for name, track in yearly.items() if any(v for _, v in track)}
    if not yearly:
        return None
    sums: dict[int, float] = {}
    for track in yearly.values():
        for m, v in track:
            sums[m] = sums.get(m, 0.0) + v
    tracks = {name: in_units(run, track) for name, track in yearly.items()}
    worst = most_lost(tracks)
    fill: dict[str, object] = {"unit": unit(run, say)}
    if worst is not None:
        name, first, last, lost = worst
        fill |= {"sector": say(f"sector.{name}"), "first": first, "last": last, "n": say.count(lost)}
    title = titled(say, "sectors", worst is not None, **fill)
    panels = [(say(f"sector.{name}"), track) for name, track in tracks.items()]
    desk, phone = drawn(lambda width: _panels(panels, 3, say, width), title)
    by = [dict(track) for track in tracks.values()]
    rows = [[str(m // 12), *(say.exact(t.get(m, 0.0)) for t in by)] for m in sorted(sums)]
    columns = [f"{say('year')} ({unit(run, say)})", *(words for words, _ in panels)]
    texts = [say("sectors.text", n=say.exact(next(iter(sums.values()))))] if len(set(sums.values())) == 1 else []
    return Figure(
        "sectors", title, worst is not None, desk, phone, Table(columns, rows), texts,
        [say("sectors.note"), say("one_run")],
    )  # fmt: skip


def most_lost(tracks: dict[str, Track]) -> tuple[str, int, int, float] | None:
    """Sector of the region whose balance fell most over the last ten years recorded; None if none fell."""
    losses = []
    for name in ("households", "state_plants", "collective_plants", "shops", "treasury"):
        track = tracks.get(name, [])[-11:]
        if len(track) > 1:
            losses.append((track[0][1] - track[-1][1], name, track[0][0] // 12, track[-1][0] // 12))
    lost, name, first, last = max(losses, default=(0.0, "", 0, 0))
    return (name, first, last, lost) if lost > 0 else None


def _panels(panels: Sequence[tuple[str, Track]], across: int, say: Speech, width: float) -> Drawn:
    """Small multiples, each with its own scale; the years stand under the lowest panel of every column."""
    phone = width == PHONE
    across = 1 if phone else across
    apart, high, rest = 24.0, 96.0, 66.0
    wide = (width - apart * (across - 1)) / across
    parts: list[str] = []
    for i, (words, track) in enumerate(panels):
        left, top = (wide + apart) * (i % across), (high + rest) * (i // across)
        lowest = i + across >= len(panels)
        parts += _panel(words, track, left, top, wide, high, say, lowest)
    rows = -(-len(panels) // across)
    return rows * (high + rest), parts


def _panel(
    words: str, track: Track, left: float, top: float, wide: float, high: float, say: Speech, years: bool
) -> list[str]:
    """One panel: its name, an axis with at most three values, the line, and years if it is the lowest."""
    low, most = min(0.0, *(v for _, v in track)), max(0.0, *(v for _, v in track))
    marks = charts.ticks(low, most, 2)
    start, end, floor = left + 58, left + wide - 4, top + 34 + high
    x = Scale(track[0][0], track[-1][0] + 1, start, end)
    y = Scale(marks[0], marks[-1], floor, top + 34)
    parts = [charts.text(left, top + 14, words, "strong")]
    parts.append(charts.values_axis(y, marks, [say.axis(v) for v in marks], start, end))
    points = [(x(m + 0.5), y(v)) for m, v in track]
    parts.append(charts.area(points, [(px, y(0)) for px, _ in points], "under"))
    parts.append(charts.line(points, "thin"))
    parts.append(charts.rule(start, y(0), end, y(0), "axis"))
    if years:
        span = (track[-1][0] - track[0][0]) / 12
        every = next(n for n in (1, 2, 5, 10, 20, 50) if span / n <= wide / 90)
        scale = Scale(track[0][0] / 12, (track[-1][0] + 1) / 12, start, end)
        parts.append(charts.years_axis(scale, -(-track[0][0] // 12), track[-1][0] // 12, floor, every))
    return parts
