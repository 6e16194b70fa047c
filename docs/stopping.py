"""The order in which a works' workshops stopped: one bar a month, a ring at the last month with work."""

from __future__ import annotations

from typing import Any

import drawing as charts
from drawing import DESK, Scale

from tiexi.report import Recorded
from tiexi.report.scenes_end import stopping
from tiexi.report.speech import Speech

TALL, PITCH, LEAD, LEFT = 34.0, 58.0, 66.0, 196.0
Row = dict[str, Any]


def draw(run: Recorded, say: Speech) -> tuple[str, str, list[str]] | None:
    """The drawing, its title and what is said beside it; None if the run has no works with chains of workshops."""
    scene = stopping(run)
    if scene is None:
        return None
    chart, title = scene.chart, scene.title[say.lang]
    first, months, rows = chart["first"], chart["months"], chart["rows"]
    x = Scale(first, first + months, LEFT, DESK - 10)
    bases = [LEAD + TALL + PITCH * i for i in range(len(rows))]
    floor = bases[-1] + 16
    parts = _months(x, range(first, first + months), floor, say) + _causes(chart["causes"], x, floor, say)
    for i, (row, base) in enumerate(zip(rows, bases, strict=True)):
        begins = i == 0 or rows[i - 1]["chain"] != row["chain"]
        name = _headed(row["chain"][say.lang], row["name"][say.lang]) if begins else row["name"][say.lang]
        label = charts.wrap(name, LEFT - 24)
        parts.append(charts.lines_of_text(LEFT - 14, base - 4 - 17 * (len(label) - 1), label, "", "end"))
        parts += _bars(row, x, base)
    rings = [(row, (x(row["stopped"] + 1), base - 4)) for row, base in zip(rows, bases, strict=True)
             if row["stopped"] is not None and row["stopped"] >= first]  # fmt: skip
    parts.append(charts.line([at for row, at in rings if row["copper"]], "copper-line"))
    for row, (px, py) in rings:
        parts.append(charts.ring(px, py, 5.5))
        parts.append(charts.text(px + 10, py - 12, say.month_short(row["stopped"]), "strong plated"))
    svg = charts.svg(DESK, floor + 8, parts, title, "desk")
    return svg, title, [t[say.lang] for t in scene.texts]


def _headed(chain: str, workshop: str) -> str:
    """The first workshop of a chain, headed by the chain unless it is named after it."""
    return f"{chain}: {workshop}" if chain.lower() not in workshop.lower() else workshop


def _bars(row: Row, x: Scale, base: float) -> list[str]:
    """One bar for each month, an empty frame for a month without work."""
    step, first, parts = x(1) - x(0), row["work"]["start"], []
    for i, share in enumerate(row["work"]["values"]):
        at, high = x(first + i), share / 1000 * TALL
        if high >= 0.5:
            parts.append(charts.box(at + 0.5, base - high, step - 1, high, "work"))
        elif row["stopped"] is None or first + i > row["stopped"]:
            parts.append(charts.box(at + step / 2 - 4, base - 9, 8, 7, "frame"))
    return [*parts, charts.rule(x.start, base, x.end, base, "axis")]


def _months(x: Scale, months: range, floor: float, say: Speech) -> list[str]:
    """Quarter lines with the month at the top, the year where it begins or the picture does."""
    parts = []
    for m in months:
        if m % 3:
            continue
        at = x(m)
        parts.append(charts.rule(at, 40, at, floor))
        whole = m % 12 == 0 or m - months[0] < 3
        named = say.month_short(m, with_year=True) if whole else say.month_short(m)[:3]
        anchor = "start" if at < x.start + 30 else ("end" if at > x.end - 40 else "middle")
        parts.append(charts.text(at, 16, named, "soft", anchor))
    return parts


def _causes(causes: list[Row], x: Scale, floor: float, say: Speech) -> list[str]:
    """Dotted verticals at the causes; words left of the first and right of the last, where there is room."""
    told = [(c["month"], c["words"][say.lang]) for c in causes]
    parts = [charts.rule(x(month), 40, x(month), floor, "cause") for month, _ in told]
    if told and x(told[0][0]) - charts.wide(told[0][1]) > x.start - 100:
        parts.append(charts.text(x(told[0][0]) - 5, 38, told[0][1], "plated", "end"))
    if len(told) > 1 and x(told[-1][0]) + charts.wide(told[-1][1]) < x.end:
        parts.append(charts.text(x(told[-1][0]) + 5, 38, told[-1][1], "plated"))
    return parts
