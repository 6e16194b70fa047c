"""Drawing for the pictures of README and documentation: from numbers to SVG text. Colours and type are classes of
`drawing.css`. Sizes are CSS pixels; a picture is `DESK` wide.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape

DESK = 800
SIZE = 14  # labels and axes; on A4 this prints at 9 pt

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """A straight scale from data (`low` to `high`) to pixels (`start` to `end`)."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        if self.high == self.low:
            return self.start
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def num(value: float) -> str:
    """A coordinate with at most one decimal, the shortest way of writing it."""
    short = f"{value:.1f}".removesuffix(".0")
    return "0" if short == "-0" else short


def ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round values from `low` to at or above `high`, at most `most` steps of 1, 2 or 5 times a power of ten."""
    span = max(high - low, 1e-12)
    power = 10.0 ** math.floor(math.log10(span / most))
    step = next(s * power for s in (1, 2, 5, 10, 20) if span / (s * power) <= most)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(i * step, 10) for i in range(first, last + 1)]


def wide(text: str, size: float = SIZE) -> float:
    """Estimated width of a label: Chinese characters are square, Latin letters about half as wide."""
    return sum(size if ord(c) > 0x2E80 else size * 0.54 for c in text)


def wrap(text: str, width: float, size: float = SIZE) -> list[str]:
    """Break a label into lines of at most `width`: at spaces, and in Chinese between any two characters."""
    pieces: list[str] = []
    for word in text.split(" "):
        for i, part in enumerate(_breakable(word)):
            pieces.append((" " if i == 0 and pieces else "") + part)
    lines = [""]
    for piece in pieces:
        if lines[-1] and wide(lines[-1] + piece, size) > width:
            lines.append(piece.lstrip())
        else:
            lines[-1] += piece
    return lines


def _breakable(word: str) -> list[str]:
    """A Latin word stays whole; Chinese breaks before every character that is no punctuation."""
    parts: list[str] = []
    for char in word:
        if not parts or (ord(char) > 0x2E80 and char not in "，。；：、）》”"):
            parts.append(char)
        else:
            parts[-1] += char
    return parts


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> str:
    """A label; `kind` names classes of the style sheet, `anchor` is start, middle or end."""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    classes = f' class="{kind}"' if kind else ""
    return f'<text x="{num(x)}" y="{num(y)}"{where}{classes}>{escape(words)}</text>'


def lines_of_text(x: float, y: float, lines: Sequence[str], kind: str = "", anchor: str = "start") -> str:
    """Labels under each other, 17 px apart."""
    return "".join(text(x, y + 17 * i, line, kind, anchor) for i, line in enumerate(lines))


def rule(x1: float, y1: float, x2: float, y2: float, kind: str = "hair") -> str:
    """A straight line."""
    return f'<line x1="{num(x1)}" y1="{num(y1)}" x2="{num(x2)}" y2="{num(y2)}" class="{kind}"/>'


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle; nothing if it has no extent."""
    if width <= 0 or height <= 0:
        return ""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(width)}" height="{num(height)}" class="{kind}"/>'


def ring(x: float, y: float, radius: float, kind: str = "ring") -> str:
    """A circle."""
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}" class="{kind}"/>'


def path(points: Iterable[Point]) -> str:
    """Path data through points, without those a level line passes anyway."""
    return _path(tuple(points))


@lru_cache(maxsize=512)  # both languages draw the same lines
def _path(points: tuple[Point, ...]) -> str:
    kept: list[str] = []
    heights: list[str] = []
    for x, y in points:
        high = num(y)
        if len(heights) > 1 and heights[-1] == heights[-2] == high:
            kept.pop()
            heights.pop()
        kept.append(f"{num(x)},{high}")
        heights.append(high)
    return "M" + "L".join(kept) if kept else ""


def line(points: Iterable[Point], kind: str) -> str:
    """A line through points; nothing through fewer than two."""
    points = list(points)
    if len(points) < 2:
        return ""
    return f'<path d="{path(points)}" class="{kind}"/>'


def years_axis(scale: Scale, first: int, last: int, y: float, every: int) -> str:
    """Year labels under a chart; `scale` maps years, labels stand at multiples of `every`."""
    out = [rule(scale.start, y, scale.end, y, "axis")]
    for year in range(-(-first // every) * every, last + 1, every):
        x = scale(year)
        out.append(rule(x, y, x, y + 5, "axis"))
        out.append(text(min(x, scale.end - 8), y + 20, str(year), "soft", "middle"))
    return "".join(out)


def values_axis(scale: Scale, values: Sequence[float], labels: Sequence[str], left: float, right: float) -> str:
    """Hairlines with labels to the left of `left`."""
    out = []
    for value, label in zip(values, labels, strict=True):
        y = scale(value)
        out.append(rule(left, y, right, y, "hair"))
        out.append(text(left - 8, y + 5, label, "soft", "end"))
    return "".join(out)


def svg(width: float, height: float, parts: Iterable[str], title: str, size: str) -> str:
    """The drawing: role img, a title that states the finding, and the class of the screen it is made for."""
    return (
        f'<svg class="{size}" role="img" viewBox="0 0 {num(width)} {num(height)}" '
        f'aria-label="{escape(title)}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def shape(data: str, kind: str) -> str:
    """A free path."""
    return f'<path d="{data}" class="{kind}"/>'
