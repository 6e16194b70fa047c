"""A9: total over direct jobs lost, after Moretti 2010, Local Multipliers, American Economic Review 100(2).

Jobs lost in the labour market five to ten years after, against the run without closure, over the direct jobs lost.
Posts on payrolls only: with free entry into informal work all work together hardly falls. Never fitted: it comes out
of recipes, spending, purchase shares and the shops' need of hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from tiexi.record.run import Run

FROM, TO = 5, 10  # years after


def mean_of(run: Run, kind: str, entity: str, variable: str, first: int, last: int) -> float:
    """Mean of a camera series over the years `first` to `last`."""
    months = run.series.filter(
        (pl.col("observer") == "camera") & (pl.col("kind") == kind) & (pl.col("entity") == entity)
        & (pl.col("variable") == variable)
        & pl.col("month").str.slice(0, 4).cast(pl.Int64).is_between(first, last)
    )  # fmt: skip
    return float(months["value"].mean() or 0.0)  # type: ignore[arg-type]


def multiplier(closed: Run, open_: Run, plants: Sequence[str], year: int) -> tuple[float | None, float]:
    """Total over direct posts lost, `FROM` to `TO` years after `year`, and informal jobs won a direct post lost.

    `plants` (as plants.csv names them) lost the direct posts; None where they have lost none.
    """
    span = (year + FROM, year + TO)
    region = str(closed.facts["region"])

    def lost(kind: str, entity: str, variable: str) -> float:
        return mean_of(open_, kind, entity, variable, *span) - mean_of(closed, kind, entity, variable, *span)

    direct = sum(lost("plant", plant, "employed") for plant in plants)
    if direct <= 0:
        return None, 0.0
    return lost("region", region, "employed") / direct, -lost("region", region, "informal") / direct
