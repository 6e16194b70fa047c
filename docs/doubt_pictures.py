"""The two pictures of the page of doubt: grades by topic, and how far the parameters may be from their values."""

from __future__ import annotations

from collections.abc import Sequence

import drawing as charts
from doubt_counts import GRADES, Range
from drawing import DESK, Scale

MOST = 4.0  # times the value, where the axis of ranges ends
STYLE = (
    ".grade-measured { fill: var(--book); stroke: var(--book); } "
    ".grade-estimated { fill: #a9c3de; stroke: var(--book); } "
    ".grade-assumed { fill: var(--ground); stroke: var(--book); } "
    ".grade-measured, .grade-estimated, .grade-assumed { stroke-width: 1; } "
    ".reach { stroke: var(--soft); stroke-width: 5; } .at { stroke: var(--ink); stroke-width: 1.6; } "
    ".tail { fill: var(--soft); }"
)
ROW = 30.0
LEFT, END = 204.0, 606.0
NUMBERS, ASSUMED = 692.0, float(DESK)  # where the columns of numbers end


def grades(rows: Sequence[tuple[str, tuple[int, int, int]]]) -> str:
    """A bar of 100 % for each topic, and beside it how many numbers it has and what share of them is assumed.

    `rows` are names with counts of measured, estimated, assumed; the first row is set apart as the sum.
    """
    parts = _key()
    top = 66.0
    for at, words in ((NUMBERS, "numbers"), (ASSUMED, "assumed")):
        parts.append(charts.text(at, top - 10, words, "soft", "end"))
    for i, (name, counts) in enumerate(rows):
        y = top + ROW * i + (8 if i else 0)
        whole = sum(counts)
        kind = "" if i else "strong"
        parts.append(charts.text(LEFT - 14, y + 15, name, kind, "end"))
        x = LEFT
        for grade, count in zip(GRADES, counts, strict=True):
            width = (END - LEFT) * count / whole if whole else 0.0
            parts.append(charts.box(x, y + 1, width, 18, f"grade-{grade}"))
            x += width
        parts.append(charts.text(NUMBERS, y + 15, f"{whole:,}", kind, "end"))
        parts.append(charts.text(ASSUMED, y + 15, percent(counts[2], whole), kind, "end"))
    floor = top + ROW * len(rows) + 10
    x_of = Scale(0, 100, LEFT, END)
    parts.append(charts.rule(LEFT, floor, END, floor, "axis"))
    for share in (0, 25, 50, 75, 100):
        parts.append(charts.rule(x_of(share), floor, x_of(share), floor + 5, "axis"))
        parts.append(charts.text(x_of(share), floor + 20, f"{share} %", "soft", "middle"))
    return charts.svg(DESK, floor + 28, parts, "Numbers by topic: measured, estimated, assumed", "desk")


def percent(part: int, whole: int) -> str:
    """A share in per cent, whole, but never rounded to nothing or to all."""
    if not whole or not part:
        return "0 %"
    share = 100 * part / whole
    if part < whole and share > 99:
        return f"{min(99.9, share):.1f} %"
    return f"{share:.0f} %" if share >= 1 else f"{max(0.1, share):.1f} %"


def _key() -> list[str]:
    parts, x = [], LEFT
    for grade in GRADES:
        parts.append(charts.box(x, 9, 22, 14, f"grade-{grade}"))
        parts.append(charts.text(x + 30, 21, grade))
        x += 58 + charts.wide(grade)
    return parts


def _dots(left: float) -> list[str]:
    parts, x = [charts.text(left, 21, "value in use:", "soft")], left + 100
    for grade in GRADES:
        parts.append(f'<circle cx="{charts.num(x)}" cy="16" r="5.5" class="grade-{grade}"/>')
        parts.append(charts.text(x + 12, 21, grade))
        x += 36 + charts.wide(grade)
    return parts


def reaches(ranges: Sequence[Range]) -> str:
    """A row for each parameter: its range as multiples of its value (of its lowest and highest if it is dated)."""
    left, right = 236.0, DESK - 118.0
    x = Scale(0, MOST, left, right)
    top = 66.0
    parts = [*_dots(left), charts.text(ASSUMED, top - 16, "value in use", "soft", "end")]
    floor = top + 26 * len(ranges)
    for times in range(int(MOST) + 1):
        parts.append(charts.rule(x(times), top - 8, x(times), floor, "hair" if times != 1 else "axis"))
        parts.append(charts.text(x(times), top - 16, f"{times} ×", "soft", "middle"))
    for i, one in enumerate(ranges):
        y = top + 26 * i + 8
        low, high = one.multiples
        parts.append(charts.text(left - 14, y + 5, one.name, "", "end"))
        parts.append(charts.rule(x(max(low, 0)), y, x(min(high, MOST)), y, "reach"))
        if high > MOST:
            parts.append(charts.shape(f"M{right},{y - 6}l9,6l-9,6z", "tail"))
        parts.append(f'<circle cx="{charts.num(x(1))}" cy="{charts.num(y)}" r="5.5" class="grade-{one.grade}"/>')
        parts.append(charts.text(ASSUMED, y + 5, shown(one), "", "end"))
    return charts.svg(DESK, floor + 8, parts, "How far the parameters may be from their values", "desk")


def shown(one: Range) -> str:
    """The value in use, or the lowest and highest of several."""
    low, high = min(one.values), max(one.values)
    return plain(low) if low == high else f"{plain(low)} to {plain(high)}"


def plain(value: float) -> str:
    """A number as short as it can be written exactly enough: four digits."""
    return f"{float(f'{value:.4g}'):,.10g}".replace("-", "−")
