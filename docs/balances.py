"""The balances of the sectors over the whole run, in years of the region's income: does anyone drain another?

A balance is what a sector received less what it paid since the first month, all from `ledger.parquet`. The region's
income of a month is what its households were paid in the twelve months to it for work, for entitlement and from
tills, without what they brought along, were endowed with or inherited. Balances of years that only set the stage are
drawn, but the scale is that of the years after them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import drawing as charts
import numpy as np
import polars as pl
from drawing import DESK, Scale
from numpy.typing import NDArray

from tiexi.report import Recorded
from tiexi.report.recorded import month_of
from tiexi.report.speech import Speech

Row = NDArray[np.float64]  # one value a month
INSIDE = ("households", "state_plants", "collective_plants", "shops", "treasury")
BEYOND = ("centre", "bank", "outside")
NO_INCOME = ("carried", "endowment", "estate")
DECADES = 240  # months over which a drain is measured
DRAIN = 0.25  # of the region's income a year, from which a sector is said to be drained or to drain
LEFT, RIGHT = 54.0, DESK - 190.0
HIGH, APART, TOP = 210.0, 78.0, 34.0
STYLE = (
    ".sector { fill: none; stroke: var(--ink); stroke-width: 2.2; stroke-linejoin: round; } "
    ".sector.two { stroke: var(--copper); } .sector.three { stroke: var(--copper); stroke-dasharray: 7 4; } "
    ".sector.four { stroke: var(--dim); stroke-width: 2.6; } "
    ".sector.five { stroke: var(--ink); stroke-dasharray: 2 4; } "
    ".heading { font: 400 20px var(--serif); } "
    ".lead { stroke: var(--soft); stroke-width: 1; } .stage { fill: var(--hull); opacity: 0.45; }"
)
LINES = ("one", "two", "three", "four", "five")


@dataclass(frozen=True)
class Balances:
    """Balance of every sector and the region's income of twelve months, in units of money, by month."""

    first: int  # absolute month
    stage: int  # months that only set the stage
    held: Mapping[str, Row]
    income: Row

    def ratio(self, sector: str) -> Row:
        """Balance in years of the region's income."""
        found: Row = self.held[sector] / np.where(self.income > 0, self.income, np.nan)
        return found

    def pace(self, sector: str) -> tuple[float, int]:
        """Largest gain or loss over `DECADES` months after the stage set, as a share of the income of those months,
        and the month in which they end; the whole run if it is shorter. (0, last month) without any income."""
        held, last = self.held[sector], len(self.income) - 1
        span = min(DECADES, max(1, last - self.stage))
        best = (0.0, last)
        for end in range(min(self.stage + span, last), last + 1):
            earned = float(self.income[end : max(0, end - span) : -12].sum())
            share = float(held[end] - held[end - span]) / earned if earned > 0 else 0.0
            if abs(share) > abs(best[0]):
                best = (share, end)
        return best


def read(run: Recorded) -> Balances:
    """Cumulate the ledger of a run."""
    months = run.last - run.first + 1
    coins = float(run.settings.get("money", {}).get("coins_per_unit", 100))
    paid = run.table("ledger").with_columns(
        (pl.col("month").str.slice(0, 4).cast(pl.Int32) * 12 + pl.col("month").str.slice(5, 2).cast(pl.Int32) - 1
         - run.first).alias("at")
    )  # fmt: skip

    def monthly(rows: pl.DataFrame) -> Row:
        found = np.zeros(months)
        sums = rows.group_by("at").agg(pl.col("amount").sum())
        found[sums["at"].to_numpy()] = sums["amount"].to_numpy() / coins
        return found

    held = {}
    for sector in (*INSIDE, *BEYOND):
        net = monthly(paid.filter(pl.col("payee") == sector)) - monthly(paid.filter(pl.col("payer") == sector))
        held[sector] = np.cumsum(net)
    theirs = (pl.col("payee") == "households") & (pl.col("payer") != "households")
    earned = np.cumsum(monthly(paid.filter(theirs, ~pl.col("reason").is_in(NO_INCOME))))
    year = earned - np.concatenate([np.zeros(min(12, months)), earned[:-12]])
    year[:11] *= 12 / np.arange(1, len(year[:11]) + 1)
    ends = [month_of(part["to"]) + 1 - run.first for part in run.settings.get("stage_set", [])]
    stage = min(max(0, *ends, 0), months - 1)
    return Balances(run.first, stage, {s: row for s, row in held.items() if np.any(row)}, year)


def title(found: Balances, say: Speech) -> str:
    """What is seen: that nobody drains anybody, or who gained or lost most, how fast and when."""
    paces = {sector: found.pace(sector) for sector in found.held}
    if not paces:
        return "No money moved"
    worst = max(paces, key=lambda s: (abs(paces[s][0]), s))
    share, end = paces[worst]
    years = min(DECADES, len(found.income)) // 12
    if abs(share) < DRAIN:
        return (
            f"No sector drains another: over any {years} years none gained or lost more than "
            f"{100 * abs(share):.0f} % of the district's income a year"
        )
    what = "gained" if share > 0 else "paid out"
    amount = f"{abs(share):.1f} times the district's income" if abs(share) >= 1.5 else f"{100 * abs(share):.0f} % of it"
    name = say(f"sector.{worst}")
    until = (found.first + end) // 12
    return f"{name[:1].upper()}{name[1:]} {what} {amount} every year in the {years} years to {until}"


def draw(run: Recorded, say: Speech) -> tuple[str, str]:
    """The drawing, and its title in words."""
    found = read(run)
    says = title(found, say)
    heading = charts.wrap(says, DESK, 20)
    parts = [charts.text(0, 20 + 26 * i, line, "heading") for i, line in enumerate(heading)]
    top = 26.0 * len(heading) + TOP
    for words, sectors in (("In the district", INSIDE), ("Beyond it", BEYOND)):
        present = [s for s in sectors if s in found.held]
        parts += _panel(found, words, present, top, say, run)
        top += HIGH + APART
    parts.append(charts.lines_of_text(0, top - 26, _caption(run), "soft"))
    height = top - 26 + 17 * len(_caption(run))
    return charts.svg(DESK, height, parts, says, "desk"), says


def _caption(run: Recorded) -> list[str]:
    facts = run.facts
    made = (
        f"Balance = received less paid since {run.first // 12}, over what the district's households were paid in the "
        "twelve months before. Debts are not in it: a till that lives on loans stands near nothing, the bank below. "
        "Shaded: years that only set the stage; what leaves the frame there is written above it. "
        f"Source: ledger.parquet of {facts.get('region', 'the region')}, one person for {run.scale}, seed "
        f"{facts.get('seed', '?')}, tiexi {facts.get('version', '?')}, digest {facts.get('digest', '?')}. One run."
    )
    return charts.wrap(made, DESK)


def _panel(
    found: Balances, words: str, sectors: Sequence[str], top: float, say: Speech, run: Recorded
) -> list[str]:  # fmt: skip
    """One panel: years of income to the left, a line for each sector, its name at the end."""
    ratios = {s: found.ratio(s) for s in sectors}
    shown = [row[found.stage :] for row in ratios.values()]
    low = min(0.0, *(float(np.nanmin(row)) for row in shown))
    high = max(0.0, *(float(np.nanmax(row)) for row in shown))
    marks = charts.ticks(low, high, 5)
    x = Scale(0, len(found.income), LEFT, RIGHT)
    y = Scale(marks[0], marks[-1], top + HIGH, top)
    parts = [charts.text(0, top - 14, f"{words}, in years of the district's income", "strong")]
    parts += _beyond_frame(found, ratios, marks, top, say)
    if found.stage:
        parts.append(charts.box(LEFT, top, x(found.stage) - LEFT, HIGH, "stage"))
    parts.append(charts.values_axis(y, marks, [f"{m:g}".replace("-", "−") for m in marks], LEFT, RIGHT))
    parts.append(charts.rule(LEFT, y(0), RIGHT, y(0), "axis"))
    name = "inside" if sectors and sectors[0] in INSIDE else "beyond"
    parts.append(f'<clipPath id="{name}">{charts.box(LEFT, top - 1, RIGHT - LEFT, HIGH + 2, "")}</clipPath>')
    ends: list[tuple[float, str, str]] = []
    lines = []
    for kind, sector in zip(LINES, sectors, strict=False):
        row = ratios[sector]
        points = [(x(i + 0.5), y(float(v))) for i, v in enumerate(row) if np.isfinite(v)]
        lines.append(charts.line(points, f"sector {kind}"))
        if points:
            ends.append((points[-1][1], say(f"sector.{sector}"), kind))
    parts += [f'<g clip-path="url(#{name})">', *lines, "</g>"]
    if found.stage:
        parts.append(charts.text(LEFT + 8, top + 18, "stage set", "soft"))
    parts += _ends(ends, top, top + HIGH)
    years = Scale(found.first / 12, (found.first + len(found.income)) / 12, LEFT, RIGHT)
    parts.append(charts.years_axis(years, -(-found.first // 12), run.last // 12, top + HIGH, 10))
    return parts


def _beyond_frame(
    found: Balances, ratios: Mapping[str, Row], marks: Sequence[float], top: float, say: Speech
) -> list[str]:  # fmt: skip
    """What leaves the frame in the years of the stage set, in words: how far and when."""
    told = []
    for sector, row in ratios.items():
        early = row[: found.stage]
        if not np.any(np.isfinite(early)):
            continue
        at = int(np.nanargmax(np.abs(early)))
        if not marks[0] <= early[at] <= marks[-1]:
            value = f"{early[at]:,.0f}".replace("-", "−")
            told.append(f"{say(f'sector.{sector}')} {value} in {(found.first + at) // 12}")
    words = "Beyond the frame: " + ", ".join(told)
    return [charts.text(DESK, top - 14, words, "soft", "end")] if told else []


def _ends(ends: Sequence[tuple[float, str, str]], top: float, floor: float) -> list[str]:
    """Names at the ends of the lines, pushed apart so that none covers another, each with a sample of its line."""
    placed = sorted(ends)
    at = [y for y, _, _ in placed]
    for _ in range(200):
        for i in range(1, len(at)):
            if (lack := 18 - (at[i] - at[i - 1])) > 0:
                at[i - 1] -= lack / 2
                at[i] += lack / 2
        at = [min(max(y, top + 6), floor - 2) for y in at]
    parts = []
    for y, (end, words, kind) in zip(at, placed, strict=True):
        parts.append(charts.rule(RIGHT + 2, end, RIGHT + 10, y, "lead"))
        parts.append(charts.line([(RIGHT + 10, y), (RIGHT + 34, y)], f"sector {kind}"))
        parts.append(charts.text(RIGHT + 39, y + 5, words))
    return parts
