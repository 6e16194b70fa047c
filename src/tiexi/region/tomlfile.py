"""A TOML file whose values know their place, since the standard reader forgets it."""

from __future__ import annotations

import math
import re
import tomllib
from typing import Any

from tiexi.region.problem import Problem, Severity
from tiexi.region.source import Source

_HEAD = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=\s*""")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*""")
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

Path = tuple[str | int, ...]


class Toml:
    """`data` as read, and `where(path)` for the place of a value: `("off_post", "allowance", "unit")`."""

    def __init__(self, source: Source, data: dict[str, Any]) -> None:
        self.source = source
        self.data = data
        self._keys: dict[Path, tuple[int, int, int]] = {}
        self._values: dict[Path, tuple[int, int, int]] = {}
        self._scan()

    def where(self, path: Path, key: bool = False) -> tuple[int, int, int]:
        """Line, column and width of a value (or of its key); of what holds it if it cannot be found."""
        places = self._keys if key else self._values
        for size in range(len(path), 0, -1):
            if path[:size] in places or path[:size] in self._keys:
                found = places.get(path[:size]) or self._keys[path[:size]]
                return self._inside(found, path[size:], key)
        return (1, 1, 1)

    def problem(
        self, path: Path, message: str, hint: str = "", key: bool = False, severity: Severity = "error"
    ) -> Problem:
        """A problem of one value, or of its key."""
        return self.source.problem(self.where(path, key), message, hint, severity)

    def _inside(self, found: tuple[int, int, int], rest: Path, key: bool) -> tuple[int, int, int]:
        """Place of a key inside an inline table that begins at `found`, or the table itself."""
        words = [re.escape(str(part)) for part in rest if isinstance(part, str)]
        if not words:
            return found
        form = re.compile(rf"""(?<![\w-])(["']?){words[-1]}\1\s*=\s*([^,}}#]*)""")
        line, column, _ = found
        for number in range(line, min(line + 400, len(self.source.lines) + 1)):
            text = self.source.line(number)
            start = column - 1 if number == line else 0
            if hit := form.search(text, start):
                at = hit.start() if key else hit.start(2)
                return number, at + 1, max(1, len((hit[0] if key else hit[2]).rstrip()))
            if number > line and _HEAD.match(text):
                break
        return found

    def _scan(self) -> None:
        at: Path = ()
        counts: dict[Path, int] = {}
        for number, text in enumerate(self.source.lines, 1):
            if head := _HEAD.match(text):
                at = _parts(head[2])
                if head[1] == "[[":
                    counts[at] = counts.get(at, -1) + 1
                    at = (*at, counts[at])
                self._keys.setdefault(at, (number, head.start(2) + 1, len(head[2])))
            elif pair := _KEY.match(text):
                path = (*at, *_parts(pair[1]))
                value = text[pair.end() :].split(" #")[0].rstrip()
                self._keys.setdefault(path, (number, pair.start(1) + 1, len(pair[1])))
                self._values.setdefault(path, (number, pair.end() + 1, max(1, len(value))))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(a or b or c for a, b, c in _PART.findall(text))


def read_toml(source: Source, problems: list[Problem]) -> Toml | None:
    """Parse, or report the syntax error with its line and caret."""
    try:
        return Toml(source, tomllib.loads(source.text.replace("\r\n", "\n").replace("\r", "\n")))
    except RecursionError:
        problems.append(source.problem((1, 1, 1), "is nested too deeply", "brackets open here that never close?"))
    except ValueError as fault:  # TOMLDecodeError, and numbers of thousands of digits
        text = str(fault)
        place = _AT.search(text)
        line = int(place[1]) if place and place[1] else len(source.lines)
        column = int(place[2]) if place and place[2] else len(source.line(line)) + 1
        message = (_AT.sub("", text) or "cannot be read").strip()
        hint = "TOML wants: key = value, one a line; text in double quotes; dates as keys in quotes"
        problems.append(source.problem((line, column, 1), f"TOML: {message[:1].lower()}{message[1:]}", hint))
    return None


def number(value: Any) -> float | None:
    """A finite number of a TOML value, None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def kind_of(value: Any) -> str:
    """What a TOML value is, in words."""
    words = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return words.get(type(value), "a date")
