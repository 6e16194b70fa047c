"""The works: the order in which workshops stopped, and the work done in them over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from tiexi.report import charts
from tiexi.report.charts import PHONE, Scale
from tiexi.report.figures import Drawn, Figure, Table, drawn, titled
from tiexi.report.recorded import Recorded
from tiexi.report.speech import Speech

MONTHS_SHOWN = 18
AFTER = 6  # months shown after the last stop
MARKED = ("credit", "permit", "feed")  # causes drawn as dotted lines


@dataclass(frozen=True)
class Row:
    """One workshop: `work` is the month's work as a share of its best month, `stopped` its last month with work."""

    workshop: str
    chain: str
    work: dict[int, float]
    stopped: int | None


@dataclass(frozen=True)
class Order:
    """The workshops of one plant in the order of the process, months shown, and the causes that fall into them."""

    plant: str
    rows: list[Row]
    first: int
    causes: list[tuple[int, str]]


def stops(run: Recorded) -> dict[str, int]:
    """Last month with work of every workshop that stopped and never resumed.

    The record notices a stop after ninety days; the event's value is the last round with work.
    """
    rows = run.events.filter((pl.col("kind") == "workshop") & pl.col("event").is_in(["stopped", "resumed"]))
    found: dict[str, int] = {}
    for event, who, value in rows.sort("at", maintain_order=True).select("event", "who", "value").iter_rows():
        if event == "stopped":
            found[who] = run.first + value // run.rounds
        else:
            found.pop(who, None)
    return found


def work(run: Recorded, workshop: str) -> dict[int, float]:
    """Work of a workshop, by month: charged or tapped, whichever is more, each against its best month.

    Matter that stays long in process is tapped when nothing is charged any more, and that is work too.
    """
    found: dict[int, float] = {}
    for variable in ("load_factor", "output"):
        track = run.tracks("workshop", variable).get(workshop, [])
        best = max((v for _, v in track), default=0.0)
        for month, value in track:
            found[month] = max(found.get(month, 0.0), value / best if best else 0.0)
    return found


@lru_cache(maxsize=2)  # the page asks for it in each language
def order_of_stopping(run: Recorded, plant: str | None = None) -> Order | None:
    """The order in one plant: the one asked for, or the one with most workshops in a chain; None without any."""
    places = [r for r in run.region_table("workshops") if r.get("chain")]
    plants = sorted({r["plant"] for r in places}, key=lambda p: (-sum(r["plant"] == p for r in places), p))
    chosen = plant if plant is not None else next(iter(plants), None)
    mine = sorted((r for r in places if r["plant"] == chosen), key=lambda r: (int(r["order"]), r["workshop"]))
    if chosen is None or not mine:
        return None
    chains = list(dict.fromkeys(r["chain"] for r in mine))
    mine.sort(key=lambda r: (chains.index(r["chain"]), int(r["order"]), r["workshop"]))
    found, rows = stops(run), []
    for r in mine:
        name = f"{chosen}/{r['workshop']}"
        rows.append(Row(name, r["chain"], work(run, name), found.get(name)))
    ended = [r.stopped for r in rows if r.stopped is not None]
    last = min(max(ended) + AFTER, run.last) if ended else run.last
    first = max(last - MONTHS_SHOWN + 1, run.first)
    causes = [(c.month, c.kind) for c in run.causes if _bears(c.kind, c.target, chosen) and first < c.month <= last]
    return Order(chosen, rows, first, list(dict.fromkeys(causes)))


def _bears(kind: str, target: str, plant: str) -> bool:
    return kind in MARKED and target in (f"plant:{plant}", f"stacks:{plant}")


def last_of_chain(rows: Sequence[Row]) -> list[Row]:
    """The workshop, or the two in one month, that stopped after all others of the copper chain, or else of the first.

    Empty if one of the chain still works, if more than two share the month, or if all do.
    """
    chain = min((r.chain for r in rows), key=lambda c: c != "copper")
    mine = [r for r in rows if r.chain == chain]
    if any(r.stopped is None for r in mine):
        return []
    latest = max(r.stopped or 0 for r in mine)
    last = [r for r in mine if r.stopped == latest]
    return last if len(last) <= 2 and len(last) < len(mine) else []


def ties(rows: Sequence[Row]) -> dict[int, list[Row]]:
    """Workshops that stopped in one and the same month."""
    months: dict[int, list[Row]] = {}
    for row in rows:
        if row.stopped is not None:
            months.setdefault(row.stopped, []).append(row)
    return {m: found for m, found in sorted(months.items()) if len(found) > 1}


def stopping(run: Recorded, say: Speech, plant: str | None = None) -> Figure | None:
    """The order in which the workshops of a plant stopped."""
    order = order_of_stopping(run, plant)
    if order is None:
        return None
    names = {r.workshop: run.inner("workshop", r.workshop, say.lang) for r in order.rows}
    chains = {r.chain: run.name("chain", r.chain, say.lang) for r in order.rows}
    last = last_of_chain(order.rows)
    if last:
        month = last[0].stopped or 0
        overall = all(r in last or (r.stopped is not None and r.stopped < month) for r in order.rows)
        listed = say.among([names[r.workshop] for r in last])
        fill = {"workshop": listed, "month": say.month(month), "chain": run.inner("chain", last[0].chain, say.lang)}
        title = titled(say, "stopping.all" if overall else "stopping", True, **fill)
    else:
        title = titled(say, "stopping", False)
    desk, phone = drawn(lambda width: _draw(order, run.last, names, chains, say, width), title)
    texts = [say("stopping.text")] if any(r.stopped is not None for r in order.rows) else [say("stopping.none")]
    for month, tied in ties(order.rows).items():
        listed = say.among([names[r.workshop] for r in tied])
        texts.append(say("say.tie", month=say.month(month), workshops=listed))
    months = range(order.first, min(order.first + MONTHS_SHOWN, run.last + 1))
    columns = [say("workshop"), say("last_work"), *(say.month_short(m, with_year=True) for m in months)]
    rows = [
        [_headed(chains[r.chain], names[r.workshop]), say.month(r.stopped) if r.stopped is not None else say("running"),
         *(f"{round(100 * r.work.get(m, 0.0))} %" for m in months)]
        for r in order.rows
    ]  # fmt: skip
    return Figure(
        "stopping", title, bool(last), desk, phone, Table(columns, rows), texts,
        [say("stopping.key"), *_causes_said(order, say), say("one_run")],
    )  # fmt: skip


def _draw(
    order: Order, end: int, names: dict[str, str], chains: dict[str, str], say: Speech, width: float
) -> Drawn:  # fmt: skip
    """Rows of monthly bars with a ring at the last month with work, and one line through the rings of copper."""
    phone = width == PHONE
    left, right = (0.0, width - 6) if phone else (196.0, width - 10)
    tall, pitch, lead = (26.0, 66.0, 76.0) if phone else (34.0, 58.0, 66.0)
    x = Scale(order.first, order.first + MONTHS_SHOWN, left, right)
    months = [m for m in range(order.first, order.first + MONTHS_SHOWN) if m <= end]
    bases = [lead + tall + pitch * i for i in range(len(order.rows))]
    floor = bases[-1] + 16
    parts = _months(x, months, floor, say, 6 if phone else 3) + _causes(order, x, floor, say)
    for i, (row, base) in enumerate(zip(order.rows, bases, strict=True)):
        begins = i == 0 or order.rows[i - 1].chain != row.chain
        name = _headed(chains[row.chain], names[row.workshop]) if begins else names[row.workshop]
        if phone:
            parts.append(charts.text(left, base - tall - 6, name, "plated"))
        else:
            label = charts.wrap(name, left - 24)
            parts.append(charts.lines_of_text(left - 14, base - 4 - 17 * (len(label) - 1), label, "", "end"))
        parts += _bars(row, x, months, base, tall)
    rings = [
        (row, (x(row.stopped + 1), base - 4))
        for row, base in zip(order.rows, bases, strict=True)
        if row.stopped is not None and row.stopped >= order.first
    ]
    parts.append(charts.line([at for row, at in rings if row.chain == "copper"], "copper-line"))
    for row, (px, py) in rings:
        parts.append(charts.ring(px, py, 5.5))
        parts.append(charts.text(px + 10, py - 12, say.month_short(row.stopped or 0), "strong plated"))
    for row, base in zip(order.rows, bases, strict=True):
        if row.stopped is not None and row.stopped < order.first:
            parts.append(
                charts.text(left + 6, base - 14, say("stopped_in", month=say.month(row.stopped)), "soft plated")
            )
    return floor + 8, parts


def _headed(chain: str, workshop: str) -> str:
    """The first workshop of a chain, headed by the chain unless it is named after it."""
    return f"{chain}: {workshop}" if chain.lower() not in workshop.lower() else workshop[:1].upper() + workshop[1:]


def _bars(row: Row, x: Scale, months: list[int], base: float, tall: float) -> list[str]:
    """One bar for each month, an empty frame for a month without work."""
    step = x(1) - x(0)
    parts = []
    for m in months:
        high = row.work.get(m, 0.0) * tall
        if high >= 0.5:
            parts.append(charts.box(x(m) + 0.5, base - high, step - 1, high, "work"))
        elif row.stopped is None or m > row.stopped:
            parts.append(charts.box(x(m) + step / 2 - 4, base - 9, 8, 7, "frame"))
    return [*parts, charts.rule(x(months[0]), base, x(months[-1] + 1), base, "axis")]


def _months(x: Scale, months: list[int], floor: float, say: Speech, every: int) -> list[str]:
    """Quarter lines with the month at the top, the year where it begins or the picture does."""
    parts = []
    for m in months:
        if m % 3:
            continue
        at = x(m)
        parts.append(charts.rule(at, 40, at, floor))
        if m % every == 0 or (every == 6 and m % 12 == 0):
            named = say.month_short(m, with_year=True) if m % 12 == 0 or m - months[0] < 3 else _brief(m, say)
            anchor = "start" if at < x.start + 30 else ("end" if at > x.end - 40 else "middle")
            parts.append(charts.text(at, 16, named, "soft", anchor))
    return parts


def _brief(month: int, say: Speech) -> str:
    return say.month_short(month)[:3] if say.lang == "en" else say.month_short(month)


def _by_month(order: Order, say: Speech) -> list[tuple[int, str]]:
    """Months of the causes with their words; those of one month together."""
    months: dict[int, list[str]] = {}
    for month, kind in order.causes:
        months.setdefault(month, []).append(say(f"cause.{kind}"))
    return [(month, say.among(list(dict.fromkeys(words)))) for month, words in sorted(months.items())]


def _causes_said(order: Order, say: Speech) -> list[str]:
    """The causes in one sentence, if there are any."""
    told = [say("stopping.cause", cause=words, month=say.month(month)) for month, words in _by_month(order, say)]
    return [say("stopping.causes", causes=("; " if say.lang == "en" else "；").join(told))] if told else []


def _causes(order: Order, x: Scale, floor: float, say: Speech) -> list[str]:
    """Dotted verticals at the causes; words left of the first and right of the last, where there is room."""
    causes = _by_month(order, say)
    parts = [charts.rule(x(month), 40, x(month), floor, "cause") for month, _ in causes]
    if causes and x(causes[0][0]) - charts.wide(causes[0][1]) > x.start - 100:
        parts.append(charts.text(x(causes[0][0]) - 5, 38, causes[0][1], "plated", "end"))
    if len(causes) > 1 and x(causes[-1][0]) + charts.wide(causes[-1][1]) < x.end:
        parts.append(charts.text(x(causes[-1][0]) + 5, 38, causes[-1][1], "plated"))
    return parts
