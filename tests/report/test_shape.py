"""The film has the shape that `page/src/data.ts` declares, field by field, and so has its packed form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tiexi.bench import stress
from tiexi.report import film_data, pack
from tiexi.report.recorded import Recorded

DATA = Path(__file__).resolve().parents[2] / "page" / "src" / "data.ts"


class Types:
    """The declarations of data.ts: interfaces and types by name, and whether a value is of one."""

    def __init__(self, text: str) -> None:
        text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
        self.named: dict[str, str] = dict(re.findall(r"export interface (\w+) (\{.*?\n\})", text, re.S))
        self.named |= {name: what.strip() for name, what in re.findall(r"export type (\w+) =(.*?);", text, re.S)}

    def kinds(self) -> set[str]:
        """Every form of chart there is."""
        return {kind for name, told in self.named.items() if name.endswith("Chart")
                for kind in re.findall(r'kind: "(\w+)"', told)}  # fmt: skip

    def wrong(self, value: Any, what: str, at: str = "film") -> list[str]:
        """Where a value is not what is declared; the first few places."""
        what = what.strip().removeprefix("|").strip()
        options = _split(what, "|")
        if len(options) > 1:
            found = [self.wrong(value, option, at) for option in options]
            return [] if any(not f for f in found) else [min(found, key=lambda f: _depth(f, at))[0]]
        if what.endswith("[]"):
            inner = what[:-2].strip()
            inner = inner[1:-1] if inner.startswith("(") and inner.endswith(")") else inner
            return self._items(value, inner, at)
        if what.startswith("["):
            return [] if isinstance(value, list) and all(isinstance(v, int | float) for v in value) else [at]
        if what.startswith("{"):
            return self._fields(value, what, at)
        if what in self.named:
            return self.wrong(value, self.named[what], at)
        return [] if _plain(value, what) else [f"{at}: {value!r} is no {what}"]

    def _items(self, value: Any, inner: str, at: str) -> list[str]:
        if not isinstance(value, list):
            return [f"{at}: {type(value).__name__} is no list"]
        if inner == "number":
            return [f"{at}: not all numbers"] if not all(_plain(v, inner) for v in value) else []
        return [w for i, v in enumerate(value) for w in self.wrong(v, inner, f"{at}[{i}]")][:3]

    def _fields(self, value: Any, what: str, at: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{at}: {type(value).__name__} is no object"]
        fields = dict(f.split(":", 1) for f in _split(what[1:-1].strip(), ";") if f.strip())
        fields = {name.strip(): told for name, told in fields.items()}
        needed = {name for name in fields if not name.endswith("?")}
        fields = {name.rstrip("?"): told for name, told in fields.items()}
        if needed - set(value) or set(value) - set(fields):
            return [f"{at}: {sorted(set(value) ^ set(fields))}"]
        return [w for name, v in value.items() for w in self.wrong(v, fields[name], f"{at}.{name}")]


def _depth(found: list[str], at: str) -> int:
    """How little of a value is wrong: the longer the way to it, the more was right before."""
    return -len(found[0]) if found[0].startswith(f"{at}.") and ".kind" not in found[0] else 0


def _split(text: str, by: str) -> list[str]:
    """Parts between separators that stand in no brackets."""
    parts, depth = [""], 0
    for char in text:
        depth += (char in "{[(") - (char in "}])")
        if char == by and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return [p for p in parts if p.strip()]


def _plain(value: Any, what: str) -> bool:
    if what.startswith('"'):
        return bool(value == what.strip('"'))
    if what.isdigit():
        return bool(value == int(what))
    kinds: dict[str, Any] = {"number": int | float, "string": str, "boolean": bool, "null": type(None)}
    return isinstance(value, kinds[what]) and (what == "boolean" or not isinstance(value, bool))


@pytest.fixture(scope="module")
def types() -> Types:
    return Types(DATA.read_text("utf-8"))


def test_the_film_is_what_the_page_expects(run: Recorded, types: Types) -> None:
    film = pack.plain(film_data.film(run))
    assert types.wrong(film, "Film") == []
    kinds = {s["chart"]["kind"] for p in film["parts"] for s in p["sequences"]}
    assert kinds == types.kinds() - {"lexis"}, "every form of chart but the one that needs twenty people to a cell"


def test_the_film_of_the_bench_is_one_too(types: Types) -> None:
    assert types.wrong(stress.film(3, 4, 2, "0"), "Film") == []


def test_a_wrong_shape_is_found(run: Recorded, types: Types) -> None:
    film = pack.plain(film_data.film(run))
    film["plants"][0]["lit"]["values"][3] = "seven"
    del film["streets"][0]["built"]
    film["parts"][0]["sequences"][0]["chart"]["kind"] = "pie"
    assert len(types.wrong(film, "Film")) >= 3


def test_packing_loses_nothing(run: Recorded) -> None:
    film = film_data.film(run)
    assert pack.unpack(pack.pack(film)) == pack.plain(film)


def test_what_packing_codes() -> None:
    rows = [{"a": i, "b": "x"} for i in range(4)]
    assert pack.coded([10, 11, 13, 13]) == {"~": [10, 1, 2, 0]}
    assert pack.coded([0, 900, 0, 900]) == [0, 900, 0, 900]
    assert pack.coded(rows) == {"~rows": {"a": {"~": [0, 1, 1, 1]}, "b": ["x"] * 4}}
    assert pack.coded([[1], [], [2, 3], [4]]) == {"~lists": [[1, 0, 2, 1], {"~": [1, 1, 1, 1]}]}
    for value in (rows, [[1.5, 2], [], [3], ["x"]], [True, False, True, True], [None, 1, 2, 3], {"a": []}):
        assert pack.unpack(pack.pack(value)) == value
