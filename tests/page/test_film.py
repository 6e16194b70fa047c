"""The film plays, scrubs, opens what is clicked, changes language and theme, prints, and lights the windows it should."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.page.conftest import DESK, PHONE, Opener, Shown
from tests.page.looks import data_of


def value(track: dict[str, Any], month: int) -> int:
    """Value of a track in a month, 0 outside it."""
    i = month - track["start"]
    return int(track["values"][i]) if 0 <= i < len(track["values"]) else 0


def waited(shown: Shown, condition: str) -> dict[str, Any]:
    """The state once a condition on it (`s`) holds."""
    shown.until(f"((s) => {condition})(window.tiexi.state())")
    return shown.state()


def test_it_opens_on_the_minute_and_plays(opened: Opener, film: Path) -> None:
    shown = opened(film, plays=True)
    began = waited(shown, 's.playing && s.mode === "minute"')
    assert began["lang"] == data_of(film)["opens"]
    later = waited(shown, f"s.month !== {began['month']}")
    shown.page.keyboard.press("Space")
    waited(shown, "!s.playing")
    assert later["shot"] >= began["shot"]


def test_reduced_motion_opens_on_stills(opened: Opener, film: Path) -> None:
    shown = opened(film)
    state = shown.state()
    assert not state["playing"]
    assert state["mode"] == "minute"
    shots = len(data_of(film)["minute"])
    for shot in range(1, shots):
        shown.page.get_by_role("button", name="Next", exact=True).click()
        waited(shown, f"s.shot === {shot}")


def test_the_rail_scrubs_by_keys(opened: Opener, film: Path) -> None:
    data, shown = data_of(film), opened(film)
    last = data["first"] + data["months"] - 1
    shown.page.get_by_role("slider").focus()
    for key, month in (
        ("Home", data["first"]), ("ArrowRight", data["first"] + 1), ("Shift+ArrowRight", data["first"] + 13),
        ("ArrowLeft", data["first"] + 12), ("End", last), ("PageUp", max(data["first"], last - 120)),
    ):  # fmt: skip
        shown.page.keyboard.press(key)
        assert shown.state()["month"] == month, key
    causes = sorted({s["month"] for s in data["stations"]})
    shown.page.keyboard.press("Home")
    shown.page.keyboard.press("]")
    following = [m for m in causes if m > data["first"]]
    assert shown.state()["month"] == (following[0] if following else data["first"])
    assert not shown.state()["playing"]


def test_the_rail_scrubs_by_pointer(opened: Opener, film: Path) -> None:
    data, shown = data_of(film), opened(film)
    box = shown.page.locator(".rail").bounding_box()
    assert box is not None
    shown.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert abs(shown.state()["month"] - data["first"] - data["months"] / 2) < data["months"] / 40 + 1


@pytest.mark.parametrize("kind", ["plant", "street"])
def test_a_click_in_the_picture_opens_a_card(opened: Opener, film: Path, kind: str) -> None:
    data, shown = data_of(film), opened(film)
    shown.page.keyboard.press("End")
    waited(shown, '!s.playing && s.mode === "look"')
    shown.until(f'Object.keys(window.tiexi.marks()).some((mark) => mark.startsWith("{kind}:"))')
    for mark, box in shown.page.evaluate("window.tiexi.marks()").items():
        x, y = box["x"] + box["w"] / 2, box["y"] + 0.7 * box["h"]
        if not mark.startswith(f"{kind}:") or not 0 < x < DESK[0] - 380:
            continue
        shown.page.mouse.click(x, y)
        waited(shown, "s.card !== null")
        thing = next(t for t in data[f"{kind}s"] if f"{kind}:{t['id']}" == mark)
        assert thing["name"][data["opens"]] in shown.page.locator(".card").inner_text()
        shown.page.keyboard.press("Escape")
        waited(shown, "s.card === null")
        return
    pytest.fail(f"no {kind} stands in the picture")


def test_a_life_is_found_in_two_clicks(opened: Opener, film: Path) -> None:
    data, shown = data_of(film), opened(film)
    shown.page.get_by_role("button", name="Find a life").first.click()
    shown.page.get_by_role("dialog").get_by_role("button", name="Find a life").click()
    state = waited(shown, "s.life !== null")
    assert state["life"] in data["people"]["keys"]
    assert "simulated person" in shown.page.locator("body").inner_text()


def test_language_and_theme_change(opened: Opener, film: Path) -> None:
    data, shown = data_of(film), opened(film)
    page = shown.page
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_role("button", name="中文", exact=True).click()
    waited(shown, 's.lang === "zh"')
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert data["minute"][shown.state()["shot"]]["words"]["zh"] in page.locator("body").inner_text()
    page.get_by_role("button", name="English", exact=True).click()
    waited(shown, 's.lang === "en"')
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_role("button", name="Light", exact=True).click()
    waited(shown, 's.theme === "light"')
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != dark


def test_lit_windows_equal_the_series(opened: Opener, film: Path) -> None:
    data, shown = data_of(film), opened(film)
    for month in range(data["first"], data["first"] + data["months"], max(1, data["months"] // 24)):
        shown.page.evaluate("(month) => window.tiexi.seek(month)", month)
        state = waited(shown, f"s.month === {month}")
        for plant in data["plants"]:
            assert state["lit"][plant["id"]] == value(plant["lit"], month), (plant["id"], month)


def test_as_many_lights_are_drawn_as_the_series_say(opened: Opener, small_film: Path) -> None:
    """Counted as the page draws them: the hamlet stands in the picture whole, so nothing of it is left undrawn."""
    data, shown = data_of(small_film), opened(small_film)
    for month in range(data["first"], data["first"] + data["months"], 7):
        shown.page.evaluate("(month) => window.tiexi.seek(month)", month)
        waited(shown, f"s.month === {month}")
        stands = [p for p in data["plants"] if p["founded"] <= month and (p["closed"] is None or month < p["closed"])]
        windows = [value(p["lit"], month) + value(p["guards"], month) for p in stands]
        houses = [value(s["in_work"], month) for s in data["streets"] if s["built"] <= month]
        expected = sorted(n for n in windows + houses if n)
        shown.until(f"String(window.lightsDrawn()) === {','.join(map(str, expected))!r}")


def test_it_prints(opened: Opener, film: Path) -> None:
    shown = opened(film)
    # A page that has not been drawn yet is printed empty.
    shown.page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))")
    pdf = shown.page.pdf(prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    assert len(pdf) > 20_000


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_nothing_of_the_page_is_stored(opened: Opener, film: Path, size: tuple[int, int]) -> None:
    shown = opened(film, size)
    assert shown.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert shown.page.evaluate("document.cookie") == ""
