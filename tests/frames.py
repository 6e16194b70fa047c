"""Tables of a region out of rows in memory."""

from __future__ import annotations

import functools
from typing import Any

import polars as pl

from tiexi.region.cells import dtype
from tiexi.region.schema import columns_of
from tiexi.region.tables import TABLES


@functools.cache
def empty(name: str) -> pl.DataFrame:
    """A table without rows."""
    return pl.DataFrame(schema={n: dtype(c) for n, c in columns_of(TABLES[name]).items()})


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """A table as `load` makes it of these rows: by its key, and what is missing comes first."""
    if not rows:
        return empty(name)
    model = TABLES[name]
    columns = columns_of(model)
    order = [*model.key, *(n for n in columns if n not in model.key)]
    full = [{n: row.get(n, c.default) for n, c in columns.items()} for row in rows]
    full.sort(key=lambda row: [(row[n] is not None, row[n]) for n in order])
    return pl.DataFrame({n: [row[n] for row in full] for n in columns}, schema=empty(name).schema)
