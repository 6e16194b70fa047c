"""Pictures of the film, to be looked at before it ships.

tiexi run && python docs/film_shots.py runs/tiexi-k10-s1          # the few that stand in the documentation
tiexi run && python docs/film_shots.py runs/tiexi-k10-s1 --all    # every sequence, theme, language and width

The few are written into `img/film`, all of them into `img/film/all`, which is not kept. Needs Chromium.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlencode

from tiexi.bench.browser import Browser, NoBrowser, Tab, browser
from tiexi.report.page import film_in

FOLDER = Path(__file__).parent / "img" / "film"
DESK, SMALL, PHONE = (1440, 900), (1024, 768), (390, 844)
LOOKED_AT = "1999-12"
NEXT = "/^(Next|下一幅)$/"  # the button of those who want no motion
STILL = [{"name": "prefers-reduced-motion", "value": "reduce"}]


@dataclass(frozen=True)
class Shot:
    """One picture: its file, where in the film, how large, and as whom it is seen."""

    name: str
    at: dict[str, str | int]
    size: tuple[int, int] = DESK
    shot: int = 0  # of the opening minute, where `at` names no place
    zoom: int = 1
    grey: bool = False
    ask: str = ""  # done in the page before the picture is taken

    def seen(self, lang: str, theme: str, size: tuple[int, int]) -> Shot:
        """The same place in another language, theme and size."""
        at = self.at | {"lang": lang, "theme": theme}
        return replace(self, name=f"{self.name}-{size[0]}-{theme}-{lang}", at=at, size=size)


def key(letter: str) -> str:
    """Press a key in the page."""
    return f"document.body.dispatchEvent(new KeyboardEvent('keydown', {{key: {letter!r}, bubbles: true}}))"


def take(chromium: Browser, film: Path, shot: Shot, folder: Path) -> None:
    """Open the film at the shot's place and write its picture."""
    with chromium.tab() as tab:
        width, height = (side // shot.zoom for side in shot.size)
        tab.size(width, height, shot.zoom, phone=shot.size == PHONE)
        # Stills: whatever moves stands, so that a picture can be taken again and be the same.
        tab.call("Emulation.setEmulatedMedia", {"features": STILL})
        if shot.grey:
            tab.call("Emulation.setEmulatedVisionDeficiency", {"type": "achromatopsia"})
        tab.open(film, urlencode(shot.at))
        tab.wait("window.tiexi && document.fonts.status === 'loaded'")
        for _ in range(shot.shot):
            tab.ask(
                "[...document.querySelectorAll('button')]"
                f".find((button) => {NEXT}.test(button.textContent) && button.offsetParent).click()"
            )
        if shot.ask:
            tab.ask(shot.ask)
        tab.ask("new Promise((done) => setTimeout(done, 500))")
        tab.picture(folder / f"{shot.name}.png")
        print(folder.name, shot.name)


def sequences(film: Path) -> list[tuple[str, int, str]]:
    """Part, number in it, and kind of chart of every sequence of the film."""
    parts = film_in(film.read_text("utf-8"))["parts"]
    return [(p["id"], i + 1, s["chart"]["kind"]) for p in parts for i, s in enumerate(p["sequences"])]


def few(found: list[tuple[str, int, str]]) -> Iterator[Shot]:
    """What stands in the documentation."""
    yield Shot("look", {"y": LOOKED_AT})
    yield Shot("look-light-zh", {"y": "1985-06", "theme": "light", "lang": "zh"})
    yield Shot("look-phone", {"y": LOOKED_AT, "lang": "zh"}, PHONE)
    yield Shot("plan", {"y": LOOKED_AT, "plan": 1})
    for kind, theme in (("stopping", "dark"), ("book", "light"), ("life", "dark")):
        for part, number, one in found:
            if one == kind:
                yield Shot(kind, {"part": part, "s": number, "theme": theme})
                break


def every(found: list[tuple[str, int, str]], shots: int) -> Iterator[Shot]:
    """Everything that is looked at before the film ships."""
    views = [("en", "dark", DESK), ("zh", "light", DESK), ("en", "light", SMALL), ("zh", "dark", SMALL),
             ("zh", "dark", PHONE), ("en", "light", PHONE)]  # fmt: skip
    places = [Shot("look", {"y": LOOKED_AT}), Shot("plan", {"y": LOOKED_AT, "plan": 1}), Shot("end", {"y": "2003-12"})]
    places += [Shot(f"{part}-{number}-{kind}", {"part": part, "s": number}) for part, number, kind in found]
    places += [Shot(f"panel-{name}", {"y": LOOKED_AT}, ask=key(letter)) for name, letter in
               (("find", "l"), ("list", "p"), ("help", "?"), ("search", "/"))]  # fmt: skip
    for place in places:
        for lang, theme, size in views:
            yield place.seen(lang, theme, size)
    for i in range(shots):
        yield Shot(f"minute-{i}", {}, shot=i)
        yield Shot(f"minute-{i}-phone", {"lang": "zh"}, PHONE, shot=i)
    for place in places:
        yield replace(place, name=f"{place.name}-grey", grey=True)
        yield replace(place, name=f"{place.name}-zoomed", zoom=2)


def pdf(tab: Tab, film: Path, path: Path, lang: str) -> None:
    """Print the film."""
    tab.size(*DESK)
    tab.open(film, urlencode({"lang": lang, "y": LOOKED_AT}))
    tab.wait("window.tiexi && document.fonts.status === 'loaded'")
    tab.ask("new Promise((done) => setTimeout(done, 500))")
    tab.printed(path)


def main() -> None:
    """Take the pictures of a run's film."""
    asked = argparse.ArgumentParser(description="Pictures of the film of a run")
    asked.add_argument("run", type=Path, help="a run folder")
    asked.add_argument("--all", action="store_true", help="everything, not only what stands in the documentation")
    asked.add_argument("--only", default="", help="only pictures whose name contains this")
    given = asked.parse_args()
    film = given.run / "film.html"
    folder = FOLDER / "all" if given.all else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with browser() as chromium:
            found = sequences(film)
            shots = 11 if given.all else 0
            for shot in every(found, shots) if given.all else few(found):
                if given.only in shot.name:
                    take(chromium, film, shot, folder)
            if given.all and not given.only:
                for lang in ("en", "zh"):
                    with chromium.tab() as tab:
                        pdf(tab, film, folder / f"print-{lang}.pdf", lang)
    except NoBrowser as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    main()
