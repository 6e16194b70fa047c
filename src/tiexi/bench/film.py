"""How soon the film's page stands and how smoothly it plays, measured in a headless Chromium."""

from __future__ import annotations

import json
import os
import platform
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tiexi import __version__
from tiexi.bench import stress
from tiexi.bench.browser import Browser, NoBrowser, Tab, browser
from tiexi.report.page import NotBuilt, page_of

CLAIMED_PICTURE_MS, CLAIMED_FRAME_MS = 600.0, 1000 / 60
OPENINGS, SECONDS = 5, 8
VIEW = (1440, 900)

PICTURE = "performance.getEntriesByName('picture')[0]?.startTime"
# Times between frames while the page plays, in milliseconds.
FRAMES = """new Promise((done) => {
  const times = [];
  const frame = (now) => {
    times.push(now);
    if (now - times[0] < %d) requestAnimationFrame(frame);
    else done(times.slice(1).map((time, i) => time - times[i]));
  };
  requestAnimationFrame(frame);
})"""


@dataclass(frozen=True)
class Measured:
    """One film: how long until its first picture, the times between frames while it plays, and the page's own work.

    `work_ms` is processor time of the page's thread for a frame, which a busy machine does not stretch.
    """

    plants: int
    streets: int
    trains: int
    kilobytes: float
    picture_ms: float
    frame_ms: float
    frame_p95_ms: float
    frames_a_second: float
    work_ms: float


def measure(plants: int = 50, streets: int = 200, trains: int = 30, seconds: float = SECONDS) -> tuple[Measured, str]:
    """Open and play a film of this size; also the browser's version. Raises NoBrowser if there is none."""
    with tempfile.TemporaryDirectory(prefix="tiexi-bench-") as folder, browser() as chromium:
        page = Path(folder) / "film.html"
        page.write_text(page_of(stress.film(plants, streets, trains, __version__)), "utf-8")
        pictures = [opened(chromium, page) for _ in range(OPENINGS)]
        times, work = played(chromium, page, seconds)
        frames = sorted(times)
        measured = Measured(
            plants, streets, trains, page.stat().st_size / 1000, statistics.median(pictures),
            statistics.median(frames), frames[int(0.95 * len(frames))], 1000 * len(frames) / sum(frames),
            1000 * work / len(frames),
        )  # fmt: skip
        return measured, chromium.version()


def opened(chromium: Browser, page: Path) -> float:
    """Milliseconds from opening the file to its first picture."""
    with chromium.tab() as tab:
        tab.size(*VIEW)
        tab.open(page)
        tab.wait(PICTURE)
        return float(tab.ask(PICTURE))


def played(chromium: Browser, page: Path, seconds: float) -> tuple[list[float], float]:
    """Milliseconds between frames while the film plays, and seconds of processor time the page's thread took."""
    with chromium.tab() as tab:
        tab.call("Performance.enable", {"timeDomain": "threadTicks"})
        tab.size(*VIEW)
        tab.open(page)
        tab.wait("window.tiexi?.state().playing")
        tab.ask("new Promise((done) => setTimeout(done, 1000))")
        before = tab.ask("window.tiexi.state().month")
        began = busy(tab)
        found: list[float] = tab.ask(FRAMES % (1000 * seconds))
        took = busy(tab) - began
        if tab.ask("window.tiexi.state().month") == before:
            raise RuntimeError("the film did not play, so there is nothing to measure")
        return found, took


def busy(tab: Tab) -> float:
    """Seconds of processor time that the page's thread has taken."""
    metrics = tab.call("Performance.getMetrics")["metrics"]
    return float(next(m["value"] for m in metrics if m["name"] == "TaskDuration"))


def main(as_json: bool = False) -> int:
    """Measure and print; exit status 0 whatever the times are, 1 if there is no browser."""
    try:
        measured, version = measure()
    except (NoBrowser, NotBuilt) as error:
        print(error, file=sys.stderr)
        return 1
    machine = f"{VIEW[0]} × {VIEW[1]}, {platform.machine()}, {os.cpu_count()} cores, {version}, tiexi {__version__}"
    if as_json:
        print(json.dumps({"machine": machine, "measured": asdict(measured)}, indent=2))
        return 0
    _print(measured, machine)
    return 0


def _print(found: Measured, machine: str) -> None:
    from rich.console import Console
    from rich.table import Table

    title = f"{found.plants} plants, {found.streets} streets, {found.trains} trains of six wagons"
    table = Table(box=None, pad_edge=False, title=title, title_justify="left", caption=machine, caption_justify="left")
    for heading in ("", "measured", "claimed"):
        table.add_column(heading, justify="right" if heading else "left")
    rows: list[tuple[str, Any, str]] = [
        ("first picture, ms", f"{found.picture_ms:.0f}", f"{CLAIMED_PICTURE_MS:.0f}"),
        ("a frame, ms", f"{found.frame_ms:.1f}", f"{CLAIMED_FRAME_MS:.1f}"),
        ("a frame, 95 of 100 under, ms", f"{found.frame_p95_ms:.1f}", ""),
        ("of it the page's own work, ms", f"{found.work_ms:.1f}", ""),
        ("frames a second", f"{found.frames_a_second:.0f}", "60"),
    ]
    for row in rows:
        table.add_row(*row)
    Console(highlight=False).print(table)
