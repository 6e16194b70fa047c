"""`tiexi replicate`: published models through the engine's own rules."""

from __future__ import annotations

import json as json_text
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tiexi.cli import DONE, WRONG, say

if TYPE_CHECKING:
    from tiexi.studies.replicate import Outcome, Row


def replicate(case: str | None = None, /, *, every: bool = False, json: bool = False) -> int:
    """Run published models through the engine's own rules, and compare number by number.

    Parameters
    ----------
    case
        A shipped case, or a folder of the same kind with other parameters; all shipped cases if not given.
    every
        Print every number, not only the one furthest off of each quantity.
    json
        Print every number as JSON alone on stdout.
    """
    from tiexi.studies.replicate import replicate_all

    outcomes, lacking = [], []
    for outcome in replicate_all(case):
        if isinstance(outcome, str):
            lacking.append(outcome)
            if not json:
                print(f"not run  {outcome}")
            continue
        outcomes.append(outcome)
        if not json:
            show(outcome, every)
    if json:
        print(json_text.dumps([told(o) for o in outcomes], indent=2, ensure_ascii=False))
        for says in lacking:
            say(says)
    return DONE if outcomes and all(o.passed for o in outcomes) and not lacking else WRONG


def told(outcome: Outcome) -> dict[str, Any]:
    """A case as JSON."""
    rows = [asdict(row) | {"scored": row.scored, "holds": row.holds} for row in outcome.rows]
    return {
        "case": outcome.case, "family": outcome.family, "unit": outcome.unit, "passed": outcome.passed,
        "seconds": round(outcome.seconds, 3), "rows": rows,
    }  # fmt: skip


def show(outcome: Outcome, every: bool) -> None:
    """A case as a table."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, width=None if Console().is_terminal else 150)
    head = f"{outcome.case}: {outcome.says}; counted in {outcome.unit}; {outcome.seconds:.1f} s"
    console.print(f"\n{head}", style="bold", soft_wrap=True, markup=False)
    table = Table(box=None, pad_edge=False)
    for name in ("case", "quantity", "step", "published", "ours", "difference", "tolerance", "verdict"):
        table.add_column(name, justify="left" if name in ("case", "quantity", "verdict") else "right")
    rows = [(row, 1) for row in outcome.rows] if every else outcome.worst()
    for row, count in rows:
        quantity = row.quantity + (f" (furthest off of {count})" if count > 1 else "")
        table.add_row(outcome.case, *_cells(row, quantity))
    console.print(table, markup=False)
    scored = [row for row in outcome.rows if row.scored]
    held = sum(row.holds for row in scored)
    console.print(f"{'passed' if outcome.passed else 'MISSED'}: {held} of {len(scored)} numbers within tolerance")


def _cells(row: Row, quantity: str) -> tuple[str, ...]:
    kind = "relative" if row.relative else "absolute"
    verdict = "not scored" if not row.scored else "yes" if row.holds else "NO"
    if row.ours is None or row.off is None:
        return quantity, row.step, f"{row.published:.12g}", "not measured", "", f"{row.tolerance:g}", verdict
    tolerance = f"{row.tolerance:g} {kind}" if row.scored else "none given"
    return quantity, row.step, f"{row.published:.12g}", f"{row.ours:.12g}", f"{row.off:.1e}", tolerance, verdict
