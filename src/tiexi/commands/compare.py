"""`tiexi compare`: policies against each other under the same chance, person by person."""

from __future__ import annotations

import json as json_text
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tiexi.cli import DONE
from tiexi.commands.options import at_least_one, not_negative, to_month

if TYPE_CHECKING:
    import polars as pl

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
            members=members, scale=scale, seed=seed, until=until, progress=watch,
        )  # fmt: skip
    rows = [row for variable in COUNTED for row in _differences(both, variable)]
    if json:
        print(json_text.dumps(rows, indent=2, ensure_ascii=False))
        return DONE
    _print(rows, region, members, scale)
    return DONE


def _named(policies: list[Path]) -> dict[str, Path]:
    """Policies by the name of their file; a second one of the same name keeps its whole path."""
    named: dict[str, Path] = {}
    for path in policies:
        named[path.stem if path.stem not in named else str(path)] = path
    return named


def _differences(both: Comparison, variable: str) -> list[dict[str, str | float]]:
    """For each policy: the largest difference from the region as it was, when, and the one at the end."""
    import polars as pl

    effect: pl.DataFrame = both.effect(variable)
    found: list[dict[str, str | float]] = []
    for (name,), rows in effect.group_by("policy", maintain_order=True):
        ordered = rows.sort("month")
        top = ordered.sort(pl.col("difference").abs(), descending=True, maintain_order=True).row(0, named=True)
        found.append(
            {
                "policy": str(name), "variable": variable, "largest": float(top["difference"]), "in": str(top["month"]),
                "at the end": float(ordered["difference"][-1]),
            }
        )  # fmt: skip
    return found


def _print(rows: list[dict[str, str | float]], region: str, members: int, scale: int) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for heading in ("policy", "persons", "largest difference", "in", "at the end"):
        table.add_column(heading, justify="left" if heading in ("policy", "persons") else "right")
    for row in rows:
        table.add_row(
            str(row["policy"]), str(row["variable"]).replace("_", " "), f"{row['largest']:+,.0f}", str(row["in"]),
            f"{row['at the end']:+,.0f}",
        )  # fmt: skip
    alone = "one pair, so no interval" if members == 1 else f"mean of {members} pairs"
    console.print(f"{region}, against '{AS_IT_WAS}': {alone}; 1 simulated person = {scale}", style="bold")
    console.print(table)
