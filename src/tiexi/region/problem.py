"""What is wrong with a folder, said to the planner: where, what was read, what would be right."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning"]
_WINDOW = 110  # characters of a long line that are shown


@dataclass(frozen=True)
class Problem:
    """One fault. `line` and `column` count from 1; `excerpt` is the line of the file and `caret` points into it."""

    file: str
    line: int
    column: int
    severity: Severity
    message: str
    hint: str = ""
    excerpt: str = ""
    caret: str = ""

    def text(self) -> str:
        """`file:line:column: error: message`, the line, the caret, and what would be right."""
        parts = [f"{self.file}:{self.line}:{self.column}: {self.severity}: {self.message}"]
        if self.excerpt:
            parts += [f"    {self.excerpt}", f"    {self.caret}"]
        if self.hint:
            parts += [f"    = {line}" for line in self.hint.split("\n")]
        return "\n".join(parts)

    def as_dict(self) -> dict[str, str | int]:
        """For `--json`."""
        return asdict(self)


class RegionError(Exception):
    """A folder or policy that cannot be used; `problems` holds every fault found in one pass."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(p.text() for p in self.problems))


def excerpt(line: str, column: int, width: int) -> tuple[str, str]:
    """The line as it can be printed safely, and a caret line under `width` characters from `column`."""
    start = 0
    if len(line) > _WINDOW:
        start = max(0, min(column - 1 - _WINDOW // 2, len(line) - _WINDOW))
    shown = line[start : start + _WINDOW]
    before, after = ("…" if start else ""), ("…" if start + _WINDOW < len(line) else "")
    clean = "".join(" " if c == "\t" else c if c.isprintable() else "\ufffd" for c in shown)
    at = min(column - 1 - start, len(clean))
    width = max(1, min(width, len(clean) - at))
    pad = " " * (len(before) + _cells(clean[:at]))
    return before + clean + after, pad + "^" + "~" * (max(1, _cells(clean[at : at + width])) - 1)


def _cells(text: str) -> int:
    """Width of a text in terminal cells: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def printable(text: str) -> str:
    """A name or value from a file, safe to print: control and undecodable characters replaced, long text cut."""
    clean = "".join(c if c.isprintable() else "\ufffd" for c in text)
    return clean if len(clean) <= 60 else clean[:57] + "…"


def quoted(text: str) -> str:
    """A value as read, in quotes."""
    return f"'{printable(text)}'"


def nearest(word: str, options: Iterable[str]) -> str:
    """The option a mistyped word most likely meant, or an empty string."""
    known = {o.lower(): o for o in sorted(options, reverse=True)}
    found = difflib.get_close_matches(word.lower()[:100], known, n=1, cutoff=0.6)
    return known[found[0]] if found else ""


def did_you_mean(word: str, options: Iterable[str], among: str = "") -> str:
    """A hint: the nearest option, else the list of options if it is short. `among` says what the options are."""
    options = sorted(set(options))
    if near := nearest(word, options):
        return f"did you mean {quoted(near)}?"
    if not options:
        return f"there is no {among} yet" if among else ""
    listed = ", ".join(options[:12]) + (", …" if len(options) > 12 else "")
    return f"{among + ': ' if among else 'one of: '}{listed}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by file, line and column, without repetitions, so that the same folder always reads the same."""
    return sorted(set(problems), key=lambda p: (p.file, p.line, p.column, p.severity, p.message, p.hint))
