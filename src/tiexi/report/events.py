"""Events of persons, read once: those of the people who were filmed, and everyone's coming."""

from __future__ import annotations

import polars as pl

from tiexi.report.recorded import Recorded
from tiexi.report.series import months_of


def filmed_keys(run: Recorded) -> pl.Series:
    """Keys of those whose life was filmed month by month, in order."""
    return run.scan("lives").select(pl.col("key").unique().sort()).collect()["key"]


def key_texts(keys: pl.Series) -> list[str]:
    """Keys as sixteen hexadecimal digits."""
    digits = keys.to_numpy().astype(">u8").tobytes().hex()
    return [digits[i : i + 16] for i in range(0, len(digits), 16)]


def person_events(run: Recorded) -> pl.DataFrame:
    """Key, absolute month `at`, event, where and value, in the order of the record."""
    mine = pl.col("who").is_in(key_texts(run.once(filmed_keys)))
    wanted = (pl.col("kind") == "person") & (mine | (pl.col("event") == "arrived"))
    rows = run.scan("events").filter(wanted).select("month", "who", "event", "where", "value").collect()
    if rows.is_empty():
        return rows.select(pl.lit(0, pl.UInt64).alias("key"), pl.lit(0).alias("at"), "event", "where", "value")
    return rows.select(
        pl.col("who").str.to_integer(base=16, dtype=pl.UInt64).alias("key"),
        pl.Series("at", months_of(rows["month"], run.first, run.last)), "event", "where", "value",
    )  # fmt: skip
