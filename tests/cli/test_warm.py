"""The second process of a very first run: it compiles, ends with the run, and is not begun where it is of no use."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tiexi import warm

JIT = os.environ.get("TIEXI_JIT", "1") != "0"


def test_the_month_can_be_compiled_backwards() -> None:
    """To the end of the hamlet's years, every law of every month but the first checked on the way."""
    warm.compile_backwards(os.getppid())


def test_it_stops_when_its_parent_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    def advance(self: object) -> None:
        raise AssertionError("no month is run for nobody")

    monkeypatch.setattr("tiexi.engine.Engine.advance", advance)
    warm.compile_backwards(parent=-1)


@pytest.mark.skipif(not JIT, reason="plain Python compiles nothing")
def test_it_is_begun_only_where_nothing_is_compiled_yet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert warm.needed()
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert not warm.needed()
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    (tmp_path / "street").mkdir()
    (tmp_path / "street" / "live.find-50.py311.1.nbc").touch()
    assert not warm.needed()


def test_it_ends_with_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def popen(*_: object, **__: object) -> subprocess.Popen[bytes]:
        begun.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]))
        return begun[0]

    class Processes:
        Popen = staticmethod(popen)
        DEVNULL = subprocess.DEVNULL

    monkeypatch.setattr(warm, "needed", lambda: True)
    monkeypatch.setattr(warm, "subprocess", Processes)
    with warm.second_core():
        assert begun[0].poll() is None
    assert begun[0].poll() is not None
