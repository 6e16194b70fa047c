"""`tiexi explain plan YEAR`: the plan of a year of a recorded run, what became of it, and what it failed for."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiexi.cli import DONE, WRONG, say
from tiexi.commands.runs import asked_or_newest

if TYPE_CHECKING:
    import polars as pl
    from rich.console import Console

MOST = 12  # allotments printed: those most of which did not come
FAILED, DEAR, SOME = 0.99, 1.05, 0.005
WIDTH = 132  # columns: on a smaller screen lines are broken by the terminal
MILLION = 1e6  # amounts are shown in tonnes, or in millions of what is no matter


def explain(year: int, run: Path | None, json: bool) -> int:
    """Print the plan of a year; returns the exit status."""
    from tiexi.record.run import Run

    folder = asked_or_newest(run)
    if folder is None:
        return WRONG
    book = Run.open(folder).table("plan").collect()
    years = sorted(set(book["year"].to_list()))
    if year not in years:
        known = f"it was planned from {years[0]} to {years[-1]}" if years else "nothing was planned in it"
        say(f"the run in {folder} has no plan of {year}: {known}")
        return WRONG
    book = book.filter(book["year"] == year)
    tables = {"works": works(book), "goods": goods(book), "allotments": allotments(book)}
    reasons = why(tables)
    if json:
        told = {"run": str(folder), "year": year, **tables, "why": reasons}
        print(json_text.dumps(told, indent=2, ensure_ascii=False))
        return DONE
    _show(folder, year, tables, reasons)
    return DONE


def _wide(book: pl.DataFrame, kind: str) -> list[dict[str, Any]]:
    """Rows of one kind with a column for each variable, in the order of the book; what is lacked is left out."""
    import polars as pl

    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for r in book.filter((pl.col("kind") == kind) & (pl.col("variable") != "lacked")).iter_rows(named=True):
        row = rows.setdefault((r["entity"], r["good"]), {"entity": r["entity"], "good": r["good"], "unit": ""})
        row[r["variable"]] = r["value"]
        if r["variable"] in ("target", "allotted", "need"):
            row["unit"] = r["unit"].partition("/")[0]
    return list(rows.values())


def works(book: pl.DataFrame) -> list[dict[str, Any]]:
    """Works with target, output, report, and the inputs they lacked as shares of the months worked."""
    import polars as pl

    lacked: dict[str, dict[str, float]] = {}
    for r in book.filter(pl.col("variable") == "lacked").iter_rows(named=True):
        lacked.setdefault(r["entity"], {})[r["good"]] = r["value"]
    found = _wide(book, "workshop")
    for row in found:
        months = max(1.0, row["worked"])
        mine = sorted(lacked.get(row["entity"], {}).items(), key=lambda pair: (-pair[1], pair[0]))
        row["lacked"] = {good: value / months for good, value in mine if value / months > SOME}
        row["machines_bound"] = row.pop("lacked_machines") / months
        row["fulfilment"] = row["output"] / row["target"] if row["target"] else None
    return found


def goods(book: pl.DataFrame) -> list[dict[str, Any]]:
    """Goods with the plan's balance, and what the yards of the region ordered, received and missed of them."""
    found = _wide(book, "good")
    yards: dict[str, dict[str, float]] = {}
    for row in _wide(book, "plant"):
        mine = yards.setdefault(row["good"], {"ordered": 0.0, "received": 0.0, "short": 0.0})
        for name in mine:
            mine[name] += row[name]
    for row in found:
        row.pop("entity")
        row |= yards.get(row["good"], {})
        row["shadow_over_list"] = row["price_shadow"] / row["price_plan"] if row["price_plan"] else None
    return found


def allotments(book: pl.DataFrame) -> list[dict[str, Any]]:
    """Allotments of goods to plants, those first of whose orders most failed."""
    found = [r for r in _wide(book, "plant") if r["ordered"] > 0]
    for row in found:
        row["failed"] = row["short"] / row["ordered"]
    return sorted(found, key=lambda r: (-r["failed"], r["entity"], r["good"]))


def why(tables: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What failed and for what, in sentences: works below their target, goods that bind, targets out of reach."""
    found = []
    for r in tables["works"]:
        if r["fulfilment"] is None or r["fulfilment"] >= FAILED:
            continue
        causes = [f"{good} ({share:.0%} of its months)" for good, share in list(r["lacked"].items())[:3]]
        if not causes and r["machines_bound"] > SOME:
            causes = ["machines: the target was beyond them"]
        text = f"{r['entity']} made {r['fulfilment']:.0%} of its target"
        found.append(f"{text}; it lacked " + ", ".join(causes) if causes else f"{text}; hands or orders were too few")
    missing = [r for r in tables["goods"] if r["deliveries"] and r["missing"] > SOME * r["deliveries"]]
    for r in sorted(missing, key=lambda r: -r["missing"] / r["deliveries"]):
        share = r["missing"] / r["deliveries"]
        found.append(f"no plan at all could deliver {share:.1%} of the {r['good']} wanted: machines and hands bind")
    binding = [r for r in tables["goods"] if (r["shadow_over_list"] or 0) > DEAR]
    names = [f"{r['good']} ({r['shadow_over_list']:.1f} times)" for r in sorted(
        binding, key=lambda r: (-r["shadow_over_list"], r["good"]))[:MOST]]  # fmt: skip
    if names:
        found.append("one more would have been worth more than its list price of: " + ", ".join(names))
    return found


def _amount(value: float) -> str:
    return f"{value / MILLION:,.0f}"


def _show(folder: Path, year: int, tables: dict[str, list[dict[str, Any]]], reasons: list[str]) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    console = console if console.width >= WIDTH else Console(highlight=False, width=WIDTH)
    console.print(f"\nThe plan of {year}, {folder}", style="bold")
    _print(console, "Targets", ("workshop", "product", "unit", "target", "made", "of it", "reported", "lacked most"), [
        (r["entity"], r["good"], _unit(r), _amount(r["target"]), _amount(r["output"]),
         "" if r["fulfilment"] is None else f"{r['fulfilment']:.0%}", _amount(r["output_reported"]),
         next(iter(r["lacked"]), "machines" if r["machines_bound"] > SOME else ""))
        for r in tables["works"]
    ])  # fmt: skip
    _print(console, "Balances", (
        "good", "unit", "wanted", "need", "supply", "fund", "ordered", "failed", "list price", "shadow price",
    ), [
        (r["good"], _unit(r), *(_amount(r[name]) for name in ("deliveries", "need", "supply", "bought")),
         _amount(r["ordered"]) if "ordered" in r else "",
         f"{r['short'] / r['ordered']:.0%}" if r.get("ordered") else "",
         *(f"{r[name] * MILLION / 100:,.0f}" for name in ("price_plan", "price_shadow")))
        for r in tables["goods"]
    ])  # fmt: skip
    most = [r for r in tables["allotments"] if r["failed"] > SOME][:MOST]
    _print(console, "Allotments that failed most", (
        "plant", "good", "unit", "allotted", "received", "ordered", "failed", "hoard, months",
    ), [
        (r["entity"], r["good"], _unit(r), *(_amount(r[name]) for name in ("allotted", "received", "ordered")),
         f"{r['failed']:.0%}", f"{r['hoard']:.1f}")
        for r in most
    ])  # fmt: skip
    console.print("\nWhat failed, and why", style="bold")
    for line in reasons or ["nothing: every target was met"]:
        console.print(f"- {line}")
    console.print(
        "\nneed, supply and fund are the planner's reckoning; prices in hundreds of coins for the unit shown. "
        "The shadow price is what one more unit would have been worth to the optimal plan.", style="dim",
    )  # fmt: skip


def _unit(row: dict[str, Any]) -> str:
    return "t" if row["unit"] == "g" else f"m {row['unit']}"


def _print(console: Console, title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    from rich.table import Table

    if not rows:
        return
    words = ("workshop", "product", "good", "plant", "unit", "lacked most")
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in headings:
        table.add_column(heading, justify="left" if heading in words else "right", no_wrap=heading not in words)
    for row in rows:
        table.add_row(*row)
    console.print(f"\n{title}", style="bold")
    console.print(table)
