"""A film made from a small run, opened from its file in a real browser with the network off.

They take minutes, so they run where `TIEXI_BROWSER` is set, and are skipped with that reason elsewhere; `required` makes
a missing browser a failure, anything else a skip. `TIEXI_FILM` names a further film, for example of the Tiexi region, on
which everything is looked at that does not need a small one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tiexi.bench import browser as chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK, SMALL_DESK, PHONE = (1440, 900), (1024, 768), (390, 844)
# Looks over the page's shoulder while it draws: the smallest text on a canvas, and how many rectangles in the colour of
# work stand on each kept picture that was put onto the visible canvas when that was last drawn.
WATCH = """
  window.smallestCanvasText = Infinity;
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (...of) {
    const size = parseFloat(/([\\d.]+)px/.exec(this.font)?.[1] ?? "0");
    const ratio = this.canvas.width / (this.canvas.getBoundingClientRect().width || this.canvas.width);
    window.smallestCanvasText = Math.min(window.smallestCanvasText, size * this.getTransform().a / ratio);
    return write.apply(this, of);
  };
  const lit = new Map(), shown = new Set(), pen = CanvasRenderingContext2D.prototype;
  const before = (name, look) => {
    const does = pen[name];
    pen[name] = function (...of) { look(this, of); return does.apply(this, of); };
  };
  before("fillRect", ({ canvas, fillStyle }) => fillStyle === "#ffc25c" && lit.set(canvas, (lit.get(canvas) ?? 0) + 1));
  before("clearRect", ({ canvas }) => lit.set(canvas, 0));
  before("setTransform", ({ canvas }) => canvas.isConnected && shown.clear());
  before("drawImage", ({ canvas }, [source]) => canvas.isConnected && shown.add(source));
  window.lightsDrawn = () => [...shown].map((canvas) => lit.get(canvas) ?? 0).filter((n) => n > 0).sort((a, b) => a - b);
"""


@dataclass
class Shown:
    """A page of the browser, and what it asked of the network or complained about."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def state(self) -> dict[str, Any]:
        """What the page says it shows."""
        found: dict[str, Any] = self.page.evaluate("window.tiexi.state()")
        return found

    def until(self, condition: str, seconds: float = 20.0) -> None:
        """Wait until an expression holds. The browser's own waiting is barred by the page: it runs text as code."""
        end = time.monotonic() + seconds
        while not self.page.evaluate(f"Boolean({condition})"):
            assert time.monotonic() < end, f"the page did not come to: {condition}"
            time.sleep(0.03)


Opener = Callable[..., Shown]


def missing(reason: str) -> None:
    """Skip, or fail where a browser is required."""
    if os.environ.get("TIEXI_BROWSER") == "required":
        pytest.fail(f"{reason}, and TIEXI_BROWSER=required")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    if not os.environ.get("TIEXI_BROWSER"):
        pytest.skip("TIEXI_BROWSER=required tries the pages in Chromium")
    path = chromium.find()
    if path is None:
        missing("there is no Chromium here")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("the package playwright is not installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def small_film(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:  # no browser, no film
    """Film of the hamlet, everyone simulated."""
    folder = tmp_path_factory.mktemp("film")
    done = subprocess.run(
        [sys.executable, "-m", "tiexi", "run", "hamlet", "--scale", "1", "--quiet", "--out", str(folder / "run")],
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder / "run" / "film.html"


@pytest.fixture(scope="session", params=["hamlet", "further"])
def film(request: pytest.FixtureRequest) -> Path:
    """The small film, and the one that `TIEXI_FILM` names."""
    if request.param == "hamlet":
        return Path(request.getfixturevalue("small_film"))
    if not os.environ.get("TIEXI_FILM"):
        pytest.skip("TIEXI_FILM names no further film")
    return Path(os.environ["TIEXI_FILM"])


@pytest.fixture
def opened(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Opens a film; at the end of the test no request may have left and nothing may have failed.

    Unless asked to play, the page is opened for somebody who wants no motion: a film that plays without a graphics
    card keeps a whole core busy, and what is looked at stands still.
    """
    stack, pages = ExitStack(), list[Shown]()

    def open_film(film: Path, size: tuple[int, int] = DESK, *, plays: bool = False) -> Shown:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, accept_downloads=True, locale="en-GB",
            has_touch=size == PHONE, reduced_motion="no-preference" if plays else "reduce",
        )  # fmt: skip
        stack.callback(context.close)
        shown = Shown(context.new_page())
        pages.append(shown)
        shown.page.on("request", lambda asked: shown.requests.append(asked.url))
        shown.page.on("pageerror", lambda error: shown.faults.append(str(error)))
        shown.page.on("console", lambda said: shown.faults.append(said.text) if said.type == "error" else None)
        shown.page.add_init_script(WATCH)
        shown.page.goto(film.resolve().as_uri())
        shown.until("window.tiexi")
        return shown

    with stack:
        yield open_film
        for shown in pages:
            left = [url for url in shown.requests if not url.startswith(("file:", "data:", "blob:"))]
            assert not left, f"the page asked the network for {left}"
            assert [url for url in shown.requests if url.startswith("file:")] == shown.requests[:1]
            assert not shown.faults, shown.faults
