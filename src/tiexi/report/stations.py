"""Stations of the time rail: the dated causes of the timeline and of policies, those of one month and kind as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tiexi.report.both import Words, both, inside
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.words import WORDS

PATHS = {"capacity", "price", "quota", "demand", "housing", "kind"}  # lines over the years rather than events
RANKS = {"regime": 1, "close": 1, "credit": 1, "war": 1, "gift": 2, "transfer": 3, "clearance": 2, "permit": 3}
LAST = 4
WAYS = {"less": -1, "none": -1, "war": -1, "more": 1}
# Rules that many people felt stand before others of their kind.
FELT = {
    "youth.sent_down": 2, "off_post.rate": 2, "off_post.abolish": 2, "reporting.pressure": 2, "benefit.minimum": 3,
    "close.approvals": 3, "youth.return": 3, "severance.months_per_year": 3,
}  # fmt: skip


@dataclass(frozen=True)
class Station:
    """A month and what happened in it; `targets` are the plants, streets or sectors it bears on.

    `way` is -1 for what takes away, 1 for what gives, 0 for all else.
    """

    month: int
    rank: int
    words: Words
    targets: tuple[str, ...]
    way: int = 0


@dataclass(frozen=True)
class _Row:
    month: int
    kind: str
    target: str
    value: float | str


def stations(run: Recorded) -> list[Station]:
    """All stations within the run, in order of months and ranks."""
    before: dict[tuple[str, str], float] = {}
    groups: dict[tuple[int, str], tuple[int, Words, list[str]]] = {}
    for row in _rows(run):
        key, rank, words = _words(run, row, before)
        if isinstance(row.value, float):
            before[row.kind, row.target] = row.value
        if key and run.first <= row.month <= run.last:
            groups.setdefault((row.month, key), (rank, words, []))[2].append(row.target)
    found = [Station(m, rank, words, tuple(targets), WAYS.get(key.rpartition(".")[2], 0))
             for (m, key), (rank, words, targets) in groups.items()]  # fmt: skip
    return sorted(found, key=lambda s: (s.month, s.rank, s.words["en"]))


def for_film(run: Recorded) -> list[dict[str, Any]]:
    """The stations as the film carries them."""
    return [{"month": s.month, "rank": s.rank, "words": s.words} for s in run.once(stations)]


def _rows(run: Recorded) -> list[_Row]:
    """Rows of timeline and policies that are events; a policy's row stands for the timeline's of its date."""
    rows = {(c.month, c.kind, c.target): _Row(c.month, c.kind, c.target, _number(c.value)) for c in run.causes}
    for row in _policies(run):
        rows[row.month, row.kind, row.target] = row
    return sorted((r for r in rows.values() if r.kind not in PATHS), key=lambda r: (r.month, r.kind, r.target))


def _policies(run: Recorded) -> Iterator[_Row]:
    for policy in run.policies:
        for row in policy.get("row", []):
            yield _Row(month_of(str(row["date"])), row["kind"], row["target"], _number(row.get("value", "")))


def _number(value: object) -> float | str:
    try:
        return float(str(value))
    except ValueError:
        return str(value)


def _words(run: Recorded, row: _Row, before: dict[tuple[str, str], float]) -> tuple[str, int, Words]:
    """The key by which rows are one station, its rank, and its words; an empty key for a row that changes nothing."""
    value, was = row.value, before.get((row.kind, row.target))
    if value == was or (row.kind == "permit" and was is None and value == 1.0 and not _special(row.target)):
        return "", LAST, {}
    of = row.target.partition(":")[2]
    if row.target.startswith("parameter:"):
        return _rule(run, row, of)
    rank = RANKS.get(row.kind, LAST)
    if row.kind == "regime":
        key = f"cause.regime.{value}"
        return key, rank, both(key if key in WORDS else "cause.regime")
    if row.kind == "permit" and _special(row.target):
        key = f"cause.permit.{row.target.partition(':')[0]}"
        return (key, 1, both(key)) if (value == 0) == row.target.startswith("stacks") else ("", rank, {})
    if row.kind == "close":
        return f"close.{of}", rank, both("cause.close", plant=inside(run, "plant", of))
    key = f"cause.{row.kind}.{_way(row.kind, value, was)}"
    if key not in WORDS:
        key = f"cause.{row.kind}"
    return (key, rank, both(key)) if key in WORDS else ("", rank, {})


def _special(target: str) -> bool:
    return target.startswith(("stacks:", "approval:"))


def _way(kind: str, value: float | str, was: float | None) -> str:
    """Less or more than before; a gift or a transfer is itself the change."""
    if not isinstance(value, float):
        return ""
    if kind == "credit" and value == 0:
        return "none"
    old = 0.0 if kind in ("gift", "transfer") else (1.0 if was is None else was)
    return "less" if value < old else "more"


def _rule(run: Recorded, row: _Row, name: str) -> tuple[str, int, Words]:
    """A parameter that changes."""
    on = "off" if row.value == 0 else "on"
    key = f"rule.{name}.{on}"
    number = float(row.value) if isinstance(row.value, float) else 0.0
    if key in WORDS:
        return f"{key}.{row.value}", FELT.get(name, LAST), both(key, n=f"{100 * number:g}", count=f"{number:g}")
    told = f"cause.{row.kind}" if f"cause.{row.kind}" in WORDS else "cause.rule"
    return f"{told}.{name}", LAST, both(told, name=name)
