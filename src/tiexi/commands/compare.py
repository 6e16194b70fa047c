"""`tiexi compare`: policies against each other under the same chance, person by person."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tiexi.cli import DONE
from tiexi.commands.options import at_least_one, not_negative, to_month

if TYPE_CHECKING:
    from tiexi.studies.compare import Comparison

AS_IT_WAS = "as it was"
COUNTED = ("employed", "off_post", "unemployed", "informal", "people")
Whole = Parameter(validator=at_least_one)


def compare(
    region: str,
    /,
    *,
    policy: list[Path],
    members: Annotated[int, Whole] = 1,
    scale: Annotated[int, Whole] = 10,
    seed: Annotated[int, Parameter(validator=not_negative)] = 1,
    until: Annotated[str | None, Parameter(converter=to_month)] = None,
    out: Path | None = None,
    json: bool = False,
) -> int:
    """Run policies against the region as it was, under the same chance, and compare person by person.

    Parameters
    ----------
    region
        A shipped region or a folder of tables.
    policy
        A policy file; may be given several times.
    members
        Paired futures; each has a seed of its own, from --seed on.
    scale
        Real persons one simulated person stands for.
    seed
        Seed of the first member.
    until
        Last month to run, YYYY-MM.
    out
        Folder of the comparison; one under runs/ if not given. An existing folder is never overwritten.
    json
        Print the differences as JSON alone on stdout.
    """
    from tiexi import screens
    from tiexi.region import load
    from tiexi.studies import compare as comparing

    load(region, policies=policy)  # every problem of every policy at once, before anything runs
    with screens.Watch(quiet=json) as watch:
        both = comparing.compare(
            load(region), {AS_IT_WAS: None, **_named(policy)},
            members=members, scale=scale, seed=seed, until=until, out=out, progress=watch,
        )  # fmt: skip
    rows = [row for variable in COUNTED for row in _differences(both, variable)]
    if json:
        print(json_text.dumps(rows, indent=2, ensure_ascii=False))
        return DONE
    _print(rows, both, members)
    return DONE


def _named(policies: list[Path]) -> dict[str, Path]:
    """Policies by the name of their file; a second one of the same name keeps its whole path."""
    named: dict[str, Path] = {}
    for path in policies:
        named[path.stem if path.stem not in named else str(path)] = path
    return named


def _differences(both: Comparison, variable: str) -> list[dict[str, str | float]]:
    """For each policy: the largest median difference from the base, when, and the one at the end with its range."""
    found: list[dict[str, str | float]] = []
    for (name,), rows in both.effect(variable).group_by("policy", maintain_order=True):
        ordered = rows.sort("month")
        top = max(ordered.iter_rows(named=True), key=lambda row: abs(row["q50"]))
        last = ordered.row(-1, named=True)
        found.append(
            {
                "policy": str(name), "variable": variable, "largest": top["q50"], "month": top["month"],
                "end_q05": last["q05"], "end_q50": last["q50"], "end_q95": last["q95"],
            }
        )  # fmt: skip
    return found


def _person_by_person(both: Comparison) -> list[str]:
    """How many people earned more and how many less than the very same person did in the base."""
    earned = both.people("earnings")
    scale = both.runs[both.base][0].facts["scale"]
    lines = []
    for name in [n for n in both.runs if n != both.base]:
        difference = earned[f"{name} - {both.base}"].drop_nulls()
        more, less = (int(n) * scale for n in ((difference > 0).sum(), (difference < 0).sum()))
        same = len(difference) * scale - more - less
        lines.append(f"{name}: {more:,} people earned more over their years, {less:,} less, {same:,} the same")
    return lines


def _print(rows: list[dict[str, str | float]], both: Comparison, members: int) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for heading in ("policy", "persons", "largest difference", "in", "at the end", "5 to 95 %"):
        table.add_column(heading, justify="left" if heading in ("policy", "persons") else "right")
    for row in rows:
        spread = f"{row['end_q05']:+,.0f} to {row['end_q95']:+,.0f}" if members > 1 else "one pair"
        table.add_row(
            str(row["policy"]), str(row["variable"]).replace("_", " "), f"{row['largest']:+,.0f}", str(row["month"]),
            f"{row['end_q50']:+,.0f}", spread,
        )  # fmt: skip
    console.print(
        f"against '{both.base}', median of {members}" if members > 1 else f"against '{both.base}'", style="bold"
    )
    console.print(table)
    for line in _person_by_person(both):
        console.print(line)
    console.print(f"folder  {both.folder}")
