"""The ledger page: who paid whom in two years, as a matrix of accounts, and what became of every element."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from tiexi.record.accounts import CENTRE, CONDENSED, LABOUR, condensed, social_accounting
from tiexi.report.both import Words, both, count, same, titled
from tiexi.report.coin import coins_per_unit, unit_words
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.scene import PRODUCTION, Scene
from tiexi.report.series import by_year

GRAMS = 1e6  # in a tonne
ACTIVITIES = ("works", "services")
Matrix = dict[tuple[str, str], int]


def accounts(run: Recorded) -> Scene | None:
    """The matrix of the year with most work and of the last whole year; none if the run kept no dealings."""
    if not run.has("dealings"):
        return None
    years = chosen(run)
    found = {year: matrix(run, year) for year in years}
    if not any(found.values()):
        return None
    year, coins = years[0], coins_per_unit(run)
    pay, centre = (sum(found[year].get((to, by), 0) for by in payers) - given for to, payers, given in (
        (LABOUR, ACTIVITIES, 0),
        (CENTRE, (*ACTIVITIES, "enterprises"), found[year].get(("enterprises", CENTRE), 0)),
    ))  # fmt: skip
    told = centre > pay > 0
    sums = {"n": count(centre / coins), "m": count(pay / coins)}
    fill = {"year": year, "last": years[-1], "unit": unit_words(run)} | sums
    names = [name for name in CONDENSED if any(name in cell for cells in found.values() for cell in cells)]
    chart = {
        "kind": "ledger",
        "accounts": [both(f"account.{name}") for name in names],
        "years": [{"year": y, "cells": cells(found[y], names, coins)} for y in years],
        "elements": elements(run, year), "elements_year": year,
    }  # fmt: skip
    texts = [both("ledger.text", n=len(names)), both("ledger.things" if chart["elements"] else "ledger.only")]
    return Scene(
        "rails", "ledger", 0, titled("ledger", told, **fill), told, texts, chart,
        notes=[both("ledger.note", unit=unit_words(run)), both("one_run")], covers=frozenset({"ledger"}),
        change=0.3 if told else 0.1, cycle=PRODUCTION, order=4.5,
    )  # fmt: skip


def chosen(run: Recorded) -> list[int]:
    """The whole year with most people at work outside the stage set, and the last whole one."""
    span = range(-(-run.first // 12), (run.last + 1) // 12)
    sets = [(month_of(p["from"]), month_of(p["to"])) for p in run.settings.get("stage_set", [])]
    whole = [y for y in span if not any(first <= 12 * y <= last for first, last in sets)]
    employed = by_year(run.here("employed"))
    if not whole:
        return [run.last // 12]
    return sorted({max(whole, key=lambda y: (employed.get(y, 0.0), -y)), whole[-1]})


def matrix(run: Recorded, year: int) -> Matrix:
    """The condensed matrix of a year: coins by receiver and payer."""
    months = pl.col("month").str.starts_with(str(year))
    found = condensed(social_accounting(*(run.scan(n).filter(months).collect() for n in ("dealings", "ledger"))))
    names = found["account"].to_list()
    return {(to, by): fen for to, *row in found.iter_rows() for by, fen in zip(names, row, strict=True) if fen}


def cells(found: Matrix, names: Sequence[str], coins: float) -> list[dict[str, Any]]:
    """The matrix as the film carries it, in units of money: receiver and payer as places in `names`."""
    return [
        {"to": names.index(to), "by": names.index(by), "money": round(fen / coins)} for (to, by), fen in found.items()
    ]


def elements(run: Recorded, year: int) -> list[dict[str, Any]]:
    """What came in of every element in a year and where it went, in tonnes; what came in is the sum of the others."""
    moves = run.scan("matter").filter((pl.col("kind") == "element") & pl.col("month").str.starts_with(str(year)))
    sums: dict[str, dict[str, int]] = {}
    for item, origin, goal, grams in (
        moves.group_by("item", "from", "to").agg(pl.col("amount").sum()).collect().iter_rows()
    ):
        row = sums.setdefault(item, dict.fromkeys(("in", "sold", "nature"), 0))
        if origin in ("outside", "nature"):
            row["in"] += grams
        if goal in ("outside", "nature", "consumed"):
            row["nature" if goal == "nature" else "sold"] += grams
    whole = {item: row | {"kept": row["in"] - row["sold"] - row["nature"]} for item, row in sums.items() if row["in"]}
    ranked = sorted(whole.items(), key=lambda pair: (-pair[1]["in"], pair[0]))
    return [{"name": element(item), **{part: round(g / GRAMS, 1) for part, g in row.items()}} for item, row in ranked]


def element(item: str) -> Words:
    """Name of an element: its symbol, or what stands for all others."""
    return both("element.rest") if item == "rest" else same(item)
