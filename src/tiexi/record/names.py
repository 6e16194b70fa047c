"""Names of rows, codes and keys as the record writes them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import polars as pl

from tiexi.world.table import Array
from tiexi.world.world import World


def key_text(key: int) -> str:
    """A key as sixteen hexadecimal digits."""
    return f"{int(key):016x}"


def key_texts(keys: Array) -> list[str]:
    """Many keys as texts."""
    digits = keys.astype(">u8").tobytes().hex()
    return [digits[i : i + 16] for i in range(0, len(digits), 16)]


def take(texts: Iterable[str], rows: Array) -> pl.Series:
    """`texts[rows]` as a column of text."""
    return pl.Series(list(texts), dtype=pl.String)[rows]


def taken(texts: Iterable[str], rows: pl.Expr) -> pl.Expr:
    """The same for rows that are yet to be reckoned."""
    return pl.lit(pl.Series(list(texts), dtype=pl.String)).gather(rows)


def names_of(codes: type[IntEnum]) -> list[str]:
    """Lower-case names of an enumeration, by code."""
    names = [""] * (max(codes) + 1)
    for code in codes:
        names[code] = code.name.lower()
    return names


def of_codes(codes: type[IntEnum], values: Array) -> pl.Series:
    """Lower-case names of an enumeration's codes."""
    return take(names_of(codes), values)


def labels_of(world: World, table: str) -> list[str]:
    """Labels of a table by row; row 0 is empty."""
    return ["", *world.labels[table][1:]]


def of_rows(world: World, table: str, rows: Array) -> pl.Series:
    """Labels of rows; row 0 is empty."""
    return take(labels_of(world, table), rows)


def of_months(world: World, months: Array) -> pl.Series:
    """YYYY-MM of months, which may lie before the first."""
    if not len(months):
        return pl.Series([], dtype=pl.String)
    first = int(months.min())
    return take((world.calendar.text(m) for m in range(first, int(months.max()) + 1)), months.astype("i8") - first)
