"""Sizes of the page's sources, and what they may not contain."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

from tests.architecture.sources import REPOSITORY
from tests.architecture.test_style import HOSTS, LONGEST_FILE, MACHINE_PATHS, MEDIAN_FILE

PAGE = REPOSITORY / "page"
MADE = {"node_modules", "built"}
# Things that load from elsewhere, or run text as code.
FORBIDDEN = re.compile(r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|eval)\s*\(|new Function\b|"
                       r"\b(localStorage|sessionStorage|indexedDB)\b|document\.cookie|innerHTML")  # fmt: skip


def files(*endings: str) -> list[Path]:
    """Files of the page that a person wrote, by ending; all without endings."""
    found = (p for p in PAGE.rglob("*") if p.is_file() and not MADE & set(p.relative_to(PAGE).parts))
    return sorted(p for p in found if not endings or p.suffix in endings)


def test_no_file_is_too_long() -> None:
    lines = {str(p.relative_to(REPOSITORY)): p.read_text("utf-8").count("\n") for p in files(".ts", ".mjs", ".css")}
    wrong = [f"{path}: {n} lines, at most {LONGEST_FILE}" for path, n in lines.items() if n > LONGEST_FILE]
    assert not wrong, "\n" + "\n".join(wrong)
    assert statistics.median(lines.values()) < MEDIAN_FILE


def test_every_file_says_what_it_is() -> None:
    wrong = [
        str(path.relative_to(REPOSITORY))
        for path in files(".ts", ".mjs", ".css")
        if path.parent.name != "test" and not path.name.endswith(".d.ts")
        and not re.match(r'/\*|import "', path.read_text("utf-8"))
    ]  # fmt: skip
    assert not wrong, f"these begin without a word on themselves: {wrong}"


def test_the_page_loads_and_stores_nothing() -> None:
    wrong = [
        f"{path.relative_to(REPOSITORY)}:{number}: {found[0]}"
        for path in files(".ts")
        if "src" in path.parts
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if (found := FORBIDDEN.search(line))
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_registry_host_machine_path_or_lock_file() -> None:
    pattern = re.compile("|".join(re.escape(text) for text in HOSTS + MACHINE_PATHS))
    wrong = [
        f"{path.relative_to(REPOSITORY)}: names {found[0]}"
        for path in files()
        if (found := pattern.search(path.read_text("utf-8", errors="replace")))
    ]
    assert not wrong, "\n" + "\n".join(wrong)
    assert not [p.name for p in files() if "lock" in p.name]
