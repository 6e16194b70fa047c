"""The hook takes a page that stands, knows which Node will do, and fails in one sentence."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", REPOSITORY / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path, hook: ModuleType) -> Path:
    """A source tree whose page is built; times are whole seconds apart."""
    for i, name in enumerate(("page/src/main.ts", "page/index.html", "page/package.json", hook.BUILT)):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}", "utf-8")
        os.utime(path, (1000 + i, 1000 + i))
    return tmp_path


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_a_page_that_stands_is_taken(checkout: Path, hook: ModuleType) -> None:
    assert hook.stands(checkout)
    hook.PageHook(str(checkout), {}, None, None, str(checkout), "wheel").initialize("standard", {})


def test_a_younger_source_has_the_page_built_anew(checkout: Path, hook: ModuleType) -> None:
    os.utime(checkout / "page/src/main.ts", (2000, 2000))
    assert not hook.stands(checkout)
    made = checkout / "page/fonts/built/tiexi-serif-latin.woff2"
    os.utime(checkout / "page/src/main.ts", (1000, 1000))
    made.parent.mkdir(parents=True)
    made.write_bytes(b"")
    assert hook.stands(checkout), "what the build makes is no source"


@pytest.mark.parametrize(
    ("said", "will_do"),
    [("v20.19.0", True), ("v20.18.3", False), ("v18.20.4", False), ("v21.7.0", False), ("v22.12.0", True),
     ("v24.1.0", True), ("nothing", False)],
)  # fmt: skip
def test_which_node_will_do(tmp_path: Path, hook: ModuleType, said: str, will_do: bool) -> None:
    assert hook.new_enough(program(tmp_path, "node", f"echo {said}")) is will_do


def test_without_node_it_comes_as_a_wheel(checkout: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    built = hook.PageHook(str(checkout), {}, None, None, str(checkout), "wheel")
    assert built.dependencies() == []
    (checkout / hook.BUILT).unlink()
    assert built.dependencies() == [hook.NODE_WHEEL]


@pytest.mark.parametrize("script", ["echo 'npm error the network is down' >&2; exit 1", "exit 0", "exit 1"])
def test_a_failure_is_one_sentence(
    checkout: Path, hook: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], script: str
) -> None:
    (checkout / hook.BUILT).unlink()
    tools = checkout / "tools"
    tools.mkdir()
    program(tools, "node", "echo v22.12.0")
    program(tools, "npm", script)
    monkeypatch.setenv("PATH", str(tools))
    with pytest.raises(SystemExit):
        hook.PageHook(str(checkout), {}, None, None, str(checkout), "wheel").initialize("standard", {})
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert said.startswith("the film's page cannot be built")
