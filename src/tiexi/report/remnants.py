"""The people: work and its lack, as the yearbook printed it and as the camera saw it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tiexi.report import charts
from tiexi.report.charts import PHONE, Scale
from tiexi.report.figures import Drawn, Figure, Table, drawn, fraction, titled
from tiexi.report.recorded import Recorded, Track
from tiexi.report.speech import Speech

STATES = ("employed", "off_post", "informal", "unemployed", "discouraged")


@dataclass(frozen=True)
class Compared:
    """A monthly count by the camera against a yearly one by the yearbook.

    `book` holds year and persons; `breaks` the months from which the yearbook counts differently; `gap` the
    December at which the distance between the two is measured, None if there is none worth a number.
    """

    camera: Track
    book: list[tuple[int, float]]
    breaks: list[int]
    gap: int | None

    @property
    def seen(self) -> float:
        """Camera at the gap, persons."""
        return dict(self.camera)[self.gap] if self.gap is not None else 0.0

    @property
    def printed(self) -> float:
        """Yearbook at the gap, persons."""
        return dict(self.book)[self.gap // 12] if self.gap is not None else 0.0


def added(tracks: Sequence[Track]) -> Track:
    """Sum of tracks, month by month."""
    sums: dict[int, float] = {}
    for track in tracks:
        for month, value in track:
            sums[month] = sums.get(month, 0.0) + value
    return sorted(sums.items())


def compared(run: Recorded, camera: Track, series: Sequence[str], start: int, above: bool) -> Compared:
    """Camera and yearbook from month `start` on; `above` = measure where the yearbook stands above the camera."""
    camera = [(m, v) for m, v in camera if m >= start]
    yearly = added([run.track(name, "yearbook") for name in series])
    book = sorted({m // 12: v for m, v in yearly if m >= start}.items())
    begins = book[0][0] * 12 if book else start
    breaks = sorted({d.start for name in series for d in run.definitions(name) if d.start > max(start, begins)})
    seen = dict(camera)
    sign = 1 if above else -1
    gaps = [(sign * (v - seen[y * 12 + 11]), -y) for y, v in book if y * 12 + 11 in seen]
    widest = max(gaps, default=(0.0, 0))
    worth = widest[0] > 0.01 * max((v for _, v in camera), default=1.0)
    return Compared(camera, book, breaks, -widest[1] * 12 + 11 if worth else None)


def _steps(d: Compared) -> list[tuple[float, float, float]]:
    """Yearly steps as (first month, end, persons); the year of a change starts at the change."""
    steps: list[tuple[float, float, float]] = []
    for year, value in d.book:
        start = year * 12
        for change in d.breaks:
            if start < change < start + 12:
                start = change
        steps.append((start, year * 12 + 12, value))
    return steps


def _hatched(d: Compared, x: Scale, y: Scale) -> list[str]:
    """Hatch between camera and yearbook, one patch for each run of months on the same side."""
    seen_in = dict(d.camera)
    least = 0.01 * max(seen_in.values())  # a year in which the two agree in December is not hatched
    far = {year for year, v in d.book if abs(v - seen_in.get(year * 12 + 11, v)) > least}
    steps = [(start, end, v) for start, end, v in _steps(d) if (end - 1) // 12 in far]
    book = {m: v for start, end, v in steps for m in range(int(start), int(end))}
    parts: list[str] = []
    patch: list[tuple[int, float, float]] = []

    def close() -> None:
        if len(patch) > 1:
            upper = [(x(m + s), y(c)) for m, c, _ in patch for s in (0, 1)]
            lower = [(x(m + s), y(b)) for m, _, b in patch for s in (0, 1)]
            parts.append(charts.area(upper, lower, "gap" if patch[0][1] > patch[0][2] else "over"))
        patch.clear()

    for month, seen in d.camera:
        printed = book.get(month)
        if printed is None or (patch and (seen > printed) != (patch[-1][1] > patch[-1][2])) or month in d.breaks:
            close()
        if printed is not None:
            patch.append((month, seen, printed))
    close()
    return parts


def _draw(d: Compared, say: Speech, words: dict[str, str], width: float) -> Drawn:
    """Camera line, yearbook steps, hatched gap with its number, dotted verticals where the count changes."""
    phone = width == PHONE
    left, right, top, floor = (50.0, width - 8, 46.0, 286.0) if phone else (62.0, width - 10, 46.0, 346.0)
    first, last = d.camera[0][0], d.camera[-1][0] + 1
    marks = charts.ticks(0, max([v for _, v in d.camera] + [v for _, v in d.book]), 5)
    x, y = Scale(first, last, left, right), Scale(0, marks[-1], floor, top)
    parts = [charts.values_axis(y, marks, [say.axis(v) for v in marks], left, right)]
    parts += _hatched(d, x, y)
    parts.append(charts.stairs([(x(a), x(b), y(v)) for a, b, v in _steps(d)], floor, "book"))
    parts.append(charts.line([(x(m + 0.5), y(v)) for m, v in d.camera], "camera"))
    for i, change in enumerate(d.breaks):
        at = x(change)
        parts.append(charts.rule(at, top - 12 - 18 * (i % 2), at, floor, "change"))
        parts.append(charts.text(at - 5, top - 16 - 18 * (i % 2), words["change"], "book-text", "end"))
    if d.gap is not None:
        parts += _bracket(d, say, words, x, y, right)
    span = (last - first) // 12
    every = next(n for n in (1, 2, 5, 10, 20) if span / n <= (4 if phone else 9))
    years = Scale(first / 12, last / 12, left, right)
    parts.append(charts.years_axis(years, -(-first // 12), last // 12, floor, every))
    return floor + 28, parts


def _bracket(d: Compared, say: Speech, words: dict[str, str], x: Scale, y: Scale, right: float) -> list[str]:
    """The bracket at the gap, with the number on a plate beside it, on the side where there is room."""
    assert d.gap is not None
    at, a, b = x(d.gap + 0.5), y(d.seen), y(d.printed)
    under = d.printed > d.seen
    kind = "over" if under else "gap"
    said = [say("people", n=say.count(abs(d.seen - d.printed))), words["over" if under else "gap"]]
    room, height = max(charts.wide(t) for t in said) + 14, 46.0
    start, top = _plate(d, x, y, room, height, right)
    return [
        charts.rule(at, a, at, b, f"{kind}-line"),
        charts.rule(at - 5, a, at + 5, a, f"{kind}-line"),
        charts.rule(at - 5, b, at + 5, b, f"{kind}-line"),
        charts.box(start, top, room, height, "plate"),
        charts.text(start + 6, top + 19, said[0], f"{kind}-text strong"),
        charts.text(start + 6, top + 37, said[1], f"{kind}-text"),
    ]


def _plate(d: Compared, x: Scale, y: Scale, room: float, height: float, right: float) -> tuple[float, float]:
    """Where the plate with the number stands: the place nearest to the bracket at which it hides no line.

    Where there is none, it may hide a vertical of a change; where there is none either, it stands at the top.
    """
    assert d.gap is not None
    at, middle = x(d.gap + 0.5), (y(d.seen) + y(d.printed)) / 2
    book = {m: v for start, end, v in _steps(d) for m in range(int(start), int(end))}
    bracket = (at - 6, at + 6, min(y(d.seen), y(d.printed)) - 6, max(y(d.seen), y(d.printed)) + 6)
    lines = [bracket, *_spans([(x(m + 0.5), y(v)) for m, v in d.camera])]
    lines += _spans([(x(m + 0.5), y(v)) for m, v in sorted(book.items())])
    changes = [(x(change) - 1, x(change) + 1, y.end, y.start) for change in d.breaks]
    lefts = [at + 8, at - 8 - room, *(x.start + 6 + 8 * i for i in range(int((right - x.start) / 8)))]
    places = sorted(
        (abs(start + room / 2 - at) + abs(top + height / 2 - middle), start, float(top))
        for start in lefts
        for top in range(int(y.end), int(y.start - height) - 3, 6)
        if x.start < start and start + room < right
    )
    for hidden in (lines + changes, lines):
        for _, start, top in places:
            if not any(
                a < start + room + 2 and start - 2 < b and low < top + height + 4 and top - 4 < high
                for a, b, low, high in hidden
            ):
                return start, top
    return max(x.start, min(at + 8, right - room)), y.end


def _spans(points: Sequence[charts.Point]) -> list[tuple[float, float, float, float]]:
    """The extent of a line in columns of 8 px: from x, to x, lowest and highest y."""
    columns: dict[int, list[float]] = {}
    for px, py in points:
        columns.setdefault(int(px // 8), []).append(py)
    return [(8.0 * c, 8.0 * c + 8, min(ys), max(ys)) for c, ys in sorted(columns.items())]


def _table(d: Compared, say: Speech) -> Table:
    """Every month of the camera, with the yearbook's number in the December it belongs to."""
    book = {year * 12 + 11: value for year, value in d.book}
    rows = []
    for month, value in d.camera:
        printed = book.get(month)
        between = "" if printed is None else say.exact(printed - value)
        rows.append([say.month(month), say.exact(value), "" if printed is None else say.exact(printed), between])
    return Table([say("month"), say("camera"), say("yearbook"), say("difference")], rows)


def _definitions(run: Recorded, series: Sequence[str], say: Speech, start: int) -> list[tuple[str, str]]:
    """Each definition of the yearbook with its dates, for the list beside the chart."""
    out = []
    for name in series:
        every = run.definitions(name)
        for this, following in zip_longest(every, every[1:]):
            if following is not None and following.start <= start:
                continue
            ends = following.start if following else run.last + 1
            dates = say("dates", first=say.month(max(this.start, run.first)), last=say.month(ends - 1))
            colon = ": " if say.lang == "en" else "："
            out.append((f"{say('series.' + name)}{colon}{dates}", this.words[say.lang]))
    return out


def employment(run: Recorded, say: Speech) -> Figure | None:
    """People at work: camera against staff and workers of the yearbook, over the whole run."""
    series = ["staff_and_workers"]
    d = compared(run, run.track("employed"), series, run.first, above=True)
    if not d.camera:
        return None
    found = d.gap is not None
    fill = {"month": say.month(d.gap), "n": say.count(d.printed - d.seen)} if d.gap is not None else {}
    title = titled(say, "employment", found, **fill)
    words = {k: say(k) for k in ("change", "gap", "over")}
    desk, phone = drawn(lambda width: _draw(d, say, words, width), title)
    return Figure(
        "employment", title, found, desk, phone, _table(d, say), [say("employment.text")], [say("one_run")],
        [("camera", say("key.employed")), ("book", say("series.staff_and_workers")), ("over", say("over"))],
        _definitions(run, series, say, run.first),
    )  # fmt: skip


def without_work(run: Recorded, say: Speech) -> Figure | None:
    """People without work: camera against the two registers of the yearbook, over the last fourteen years."""
    series = ["laid_off_registered", "registered_unemployed"]
    parts = [run.track(name) for name in ("off_post", "unemployed", "discouraged")]
    start = max(run.first, run.last - 14 * 12 + 1)
    d = compared(run, added(parts), series, start, above=False)
    if not d.camera:
        return None
    share = (d.seen - d.printed) / d.seen if d.gap is not None else 0.0
    pair = fraction(share, say)
    found = d.gap is not None and share >= 0.1 and pair is not None
    fill: dict[str, object] = {}
    if found and pair and d.gap is not None:
        fill = {"month": say.month(d.gap), "part": pair[0], "whole": pair[1]}
    title = titled(say, "without", found, **fill)
    words = {k: say(k) for k in ("change", "gap", "over")}
    desk, phone = drawn(lambda width: _draw(d, say, words, width), title)
    return Figure(
        "without", title, found, desk, phone, _table(d, say), [say("without.text")], [say("one_run")],
        [("camera", say("key.without")), ("book", say("key.registered")), ("gap", say("gap"))],
        _definitions(run, series, say, start),
    )  # fmt: skip


def states(run: Recorded, say: Speech) -> Figure | None:
    """What everyone did who had work or was without it: stacked, in the textures of the statuses."""
    tracks = {name: dict(run.track(name)) for name in STATES}
    tracks = {name: track for name, track in tracks.items() if any(track.values())}
    if "employed" not in tracks:
        return None
    months = sorted(tracks["employed"])
    idle = [n for n in ("off_post", "unemployed", "discouraged") if n in tracks]
    everyone = {m: sum(track.get(m, 0.0) for track in tracks.values()) for m in months}
    full = max(everyone.values())  # while the place is still being built, shares say little
    grown = [m for m in months if everyone[m] >= full / 2] if full else months
    worst, month = max((sum(tracks[n].get(m, 0.0) for n in idle) / (everyone[m] or 1.0), -m) for m in grown)
    tenths = round(worst * 10)
    found = 1 <= tenths <= 9
    title = titled(say, "states", found, month=say.month(-month), n=say(f"number.{tenths}") if found else "")
    desk, phone = drawn(lambda width: _stack(tracks, months, say, width), title)
    rows = [[say.month(m), *(say.exact(tracks[n].get(m, 0.0)) for n in tracks)] for m in months]
    return Figure(
        "states", title, found, desk, phone, Table([say("month"), *(say(f"state.{n}") for n in tracks)], rows),
        [say("states.text")], [say("one_run")], [(f"state-{n}", say(f"state.{n}")) for n in tracks],
    )  # fmt: skip


def _stack(tracks: dict[str, dict[int, float]], months: list[int], say: Speech, width: float) -> Drawn:
    """Areas on top of each other, on post at the bottom."""
    phone = width == PHONE
    left, right, top, floor = (50.0, width - 8, 12.0, 172.0) if phone else (62.0, width - 10, 12.0, 212.0)
    sums = [sum(track.get(m, 0.0) for track in tracks.values()) for m in months]
    marks = charts.ticks(0, max(sums), 5)
    x, y = Scale(months[0], months[-1] + 1, left, right), Scale(0, marks[-1], floor, top)
    parts = [charts.values_axis(y, marks, [say.axis(v) for v in marks], left, right)]
    below = dict.fromkeys(months, 0.0)
    for name, track in tracks.items():
        above = {m: below[m] + track.get(m, 0.0) for m in months}
        upper, lower = [(x(m + 0.5), y(above[m])) for m in months], [(x(m + 0.5), y(below[m])) for m in months]
        parts.append(charts.area(upper, lower, f"state-{name}"))
        below = above
    span = len(months) // 12
    every = next(n for n in (1, 2, 5, 10, 20) if span / n <= (4 if phone else 9))
    years = Scale(months[0] / 12, (months[-1] + 1) / 12, left, right)
    parts.append(charts.years_axis(years, -(-months[0] // 12), (months[-1] + 1) // 12, floor, every))
    return floor + 28, parts
