"""Camera against yearbook: the same people counted every month, and once a year by the definition in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np

from tiexi.report.both import LANGUAGES, SPEECHES, Words, both, month
from tiexi.report.recorded import Recorded
from tiexi.report.series import Track, at_ends, total

YEARS_OF_REGISTERS = 14
WORTH = 0.01  # of the camera's most, from which a distance is worth a number


@dataclass(frozen=True)
class Compared:
    """A monthly count by the camera against a yearly one by the yearbook.

    `book` holds persons by year; `breaks` the months from which the yearbook counts differently; `gap` the December
    at which the distance between the two is measured, None if there is none worth a number.
    """

    camera: Track
    book: dict[int, float]
    breaks: list[int]
    gap: int | None

    @property
    def seen(self) -> float:
        """Camera at the gap, persons."""
        return self.camera.at(self.gap) if self.gap is not None else 0.0

    @property
    def printed(self) -> float:
        """Yearbook at the gap, persons."""
        return self.book[self.gap // 12] if self.gap is not None else 0.0


def compared(run: Recorded, camera: Track, series: Sequence[str], start: int, above: bool) -> Compared:
    """Camera and yearbook from month `start` on; `above` = measure where the yearbook stands above the camera."""
    camera = camera.from_month(start)
    printed = total([run.here(name, "yearbook") for name in series])
    recorded = {y for name in series for y in at_ends(run.here(name, "yearbook"))}
    book = {y: v for y, v in at_ends(printed).items() if y in recorded and y * 12 + 11 >= start}
    begins = min(book) * 12 if book else start
    breaks = sorted({d.start for name in series for d in run.definitions(name) if d.start > max(start, begins)})
    sign = 1 if above else -1
    gaps = [(sign * (v - camera.at(y * 12 + 11)), -y) for y, v in book.items() if not np.isnan(camera.at(y * 12 + 11))]
    widest = max(gaps, default=(0.0, 0))
    most = float(np.nanmax(camera.values)) if camera else 0.0
    return Compared(camera, book, breaks, -widest[1] * 12 + 11 if widest[0] > WORTH * most else None)


def definitions(run: Recorded, series: Sequence[str], start: int) -> list[dict[str, Words]]:
    """Each definition of the yearbook with its dates, for the list beside the chart."""
    out = []
    for name in series:
        every = run.definitions(name)
        for this, following in zip_longest(every, every[1:]):
            if following is not None and following.start <= start:
                continue
            ends = following.start if following else run.last + 1
            dates = both("dates", first=month(max(this.start, run.first)), last=month(ends - 1))
            named = both(f"series.{name}")
            head = {lang: f"{named[lang]}{': ' if lang == 'en' else '：'}{dates[lang]}" for lang in SPEECHES}
            out.append({"head": head, "text": {lang: this.words.get(lang, "") for lang in LANGUAGES}})
    return out
