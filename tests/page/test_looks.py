"""What a person would see wrong is looked for everywhere: over each other, too small, cut off, unreadable to a machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.page.conftest import DESK, PHONE, SMALL_DESK, Opener, Shown
from tests.page.looks import data_of, faults

SIZES = [DESK, SMALL_DESK, PHONE]
PANELS = {"find": "l", "list": "p", "help": "?", "search": "/"}


def settled(shown: Shown) -> None:
    """Once fonts stand, and two frames are drawn."""
    shown.page.evaluate("document.fonts.ready")
    shown.page.evaluate(
        "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 60))))"
    )


def go(shown: Shown, fragment: str) -> None:
    """To a place in the film, by its address."""
    shown.page.evaluate("(hash) => { location.hash = hash; }", fragment)
    settled(shown)


def iso(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02}"


def complaints(shown: Shown, where: str) -> list[str]:
    return [f"{where}: {fault}" for fault in faults(shown.page)]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "small desk", "phone"])
def test_texts_of_the_minute(opened: Opener, film: Path, size: tuple[int, int], lang: str) -> None:
    data, shown = data_of(film), opened(film, size)
    shown.page.evaluate("(lang) => { location.hash = `#lang=${lang}`; }", lang)
    wrong = []
    for shot in range(len(data["minute"])):
        settled(shown)
        wrong += complaints(shown, f"shot {shot}")
        shown.page.get_by_role("button", name="下一幅" if lang == "zh" else "Next", exact=True).click()
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "small desk", "phone"])
def test_texts_of_the_picture(opened: Opener, film: Path, size: tuple[int, int], lang: str) -> None:
    data, shown = data_of(film), opened(film, size)
    last = data["first"] + data["months"] - 1
    wrong = []
    for month in range(data["first"], last + 1, max(1, data["months"] // 8)):
        for plan in (0, 1):
            go(shown, f"#y={iso(month)}&lang={lang}{'&plan=1' if plan else ''}")
            wrong += complaints(shown, f"{iso(month)}{', plan' if plan else ''}")
    go(shown, f"#y={iso(last)}&lang={lang}")
    for name, key in PANELS.items():
        shown.page.keyboard.press(key)
        settled(shown)
        wrong += complaints(shown, name)
        shown.page.keyboard.press("Escape")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "small desk", "phone"])
def test_texts_of_the_parts(opened: Opener, film: Path, size: tuple[int, int], lang: str) -> None:
    data, shown = data_of(film), opened(film, size)
    wrong = []
    for part in data["parts"]:
        for i, sequence in enumerate(part["sequences"]):
            go(shown, f"#part={part['id']}&s={i + 1}&lang={lang}")
            wrong += complaints(shown, f"{part['id']} {i + 1} ({sequence['chart']['kind']})")
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", SIZES, ids=["desk", "small desk", "phone"])
def test_texts_of_a_life(opened: Opener, film: Path, size: tuple[int, int], lang: str) -> None:
    data, shown = data_of(film), opened(film, size)
    keys = data["people"]["keys"]
    wrong = []
    for key in keys[:: max(1, len(keys) // 6)]:
        go(shown, f"#life={key}&lang={lang}")
        wrong += complaints(shown, key)
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("size", [(320, 640), (720, 450)], ids=["narrow phone", "twice as large"])
def test_small_and_zoomed_pages_scroll_one_way_only(opened: Opener, film: Path, size: tuple[int, int]) -> None:
    shown = opened(film, size)
    for fragment in ("", "#part=rust&s=1", "#part=remnants&s=1"):
        go(shown, fragment)
        page = shown.page
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), fragment


def serious(shown: Shown) -> list[str]:
    """What axe-core finds serious or critical."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found: list[dict[str, Any]] = axe.run(shown.page).response["violations"]
    return [
        f"{v['id']}: {v['help']}: {[n['html'][:120] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_serious(opened: Opener, film: Path, size: tuple[int, int], theme: str) -> None:
    data, shown = data_of(film), opened(film, size)
    last = iso(data["first"] + data["months"] - 1)
    keys = data["people"]["keys"]
    places = [f"#theme={theme}", f"#y={last}&theme={theme}", *(f"#life={key}&theme={theme}" for key in keys[:1])]
    places += [
        f"#part={p['id']}&s={i + 1}&theme={theme}&lang=zh" for p in data["parts"] for i in range(len(p["sequences"]))
    ]
    wrong = []
    for place in places:
        go(shown, place)
        wrong += [f"{place}: {one}" for one in serious(shown)]
    go(shown, f"#y={last}&theme={theme}")
    for name, key in PANELS.items():
        shown.page.keyboard.press(key)
        settled(shown)
        wrong += [f"{name}: {one}" for one in serious(shown)]
        shown.page.keyboard.press("Escape")
    assert not wrong, "\n" + "\n".join(wrong)
