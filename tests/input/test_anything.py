"""Whatever stands in a folder: `check` says what is wrong, and never raises."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.input.small import FILES, Small

from tiexi.region import Problem, RegionError, check, load

NAMES = sorted([*FILES, "parameters.toml"])
PIECES = st.sampled_from(
    [b"", b",", b'"', b"\n", b"\r", b"\0", b"\xff", b"-", b"nan", b"1e400", b"9" * 400, b"=", b"[", b"{", b"}", b";",
     b"#", b"[[row]]\n", b"x.y = 1\n", "中".encode(), b"\xef\xbb\xbf", b"_", b":", b" ", b"\t", b"'",
     b"true", b"1979-05-27"]
)  # fmt: skip
DAMAGE = st.lists(
    st.tuples(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 30), PIECES | st.binary(max_size=8)),
    min_size=1,
    max_size=4,
)
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def whole() -> Iterator[Small]:
    with tempfile.TemporaryDirectory() as folder:
        yield Small(Path(folder) / "mill")


@FEW
@given(damage=DAMAGE, cut=st.booleans())
def test_damaged_bytes(whole: Small, damage: list[tuple[str, float, int, bytes]], cut: bool) -> None:
    """Bytes of random files replaced, put in, taken out, or the rest of the file cut off."""
    originals = {name: (whole.path / name).read_bytes() for name, *_ in damage}
    try:
        for name, where, length, piece in damage:
            data = (whole.path / name).read_bytes()
            start = int(where * len(data))
            whole.write(name, data[:start] + piece + (b"" if cut else data[start + length :]))
        problems = whole.check()
        assert all(isinstance(p, Problem) for p in problems)
        assert all(p.line >= 1 and p.column >= 1 and p.message for p in problems)
        assert problems == whole.check()
        if any(p.severity == "error" for p in problems):
            with pytest.raises(RegionError):
                load(whole.path)
        else:
            assert len(load(whole.path).digest) == 32
    finally:
        for name, data in originals.items():
            whole.write(name, data)


@FEW
@given(cells=st.lists(st.text(max_size=12), min_size=1, max_size=20), name=st.sampled_from(NAMES))
def test_any_text(whole: Small, cells: list[str], name: str) -> None:
    """Random text under a right header, or instead of a whole TOML file."""
    original = (whole.path / name).read_bytes()
    try:
        header = original.split(b"\n")[0] + b"\n" if name.endswith(".csv") else b""
        whole.write(name, header + ",".join(cells).encode("utf-8", "surrogatepass"))
        assert isinstance(whole.check(), list)
    finally:
        whole.write(name, original)


VALUES = st.recursive(
    st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=5,
)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, str):
        return '"' + "".join(c if c.isalnum() else "?" for c in value) + '"'
    return str(value)


@FEW
@given(
    name=st.sampled_from(["region.toml", "parameters.toml", "policies/keep_credit.toml"]),
    where=st.floats(0, 0.999),
    value=VALUES,
)
def test_any_value(whole: Small, name: str, where: float, value: object) -> None:
    """A value of a TOML file replaced by one of any other type."""
    original = whole.text(name)
    lines = original.split("\n")
    at = [i for i, line in enumerate(lines) if " = " in line]
    line = at[int(where * len(at))]
    lines[line] = lines[line].split(" = ")[0] + " = " + _toml(value)
    try:
        whole.write(name, "\n".join(lines))
        assert isinstance(whole.check(), list)
        assert isinstance(check(whole.path / name), list)
    finally:
        whole.write(name, original)
