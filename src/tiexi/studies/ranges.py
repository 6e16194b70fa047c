"""Members of a study that differ in what nobody knows exactly: stocks and residence drawn from their ranges.

Ranges stand in the region's own tables (`covers.csv`: low, high; `workshops.csv`: residence_low, residence_high).
"""

from __future__ import annotations

import dataclasses

import polars as pl

from tiexi.region import Region
from tiexi.region.parameters import overruled
from tiexi.world.chance import Stream, uniform
from tiexi.world.keys import name_key

COVER = int(Stream.COVER)
TOGETHER_DAYS = 5.0  # covers of goods bought on the same terms lie within five days of each other


def _draw(seed: int, *names: str) -> float:
    return float(uniform(seed, COVER, 0, name_key(*names), 0))


def drawn(region: Region, seed: int) -> Region:
    """The region with covers and residence times drawn evenly from their ranges, keyed to `seed` and their names.

    Goods that a plant buys with one and the same range move together: its stock policy is one, and how far its
    trains come differs by days only.
    """
    recipes = region.tables["recipes"]
    uses = region.tables["workshops"].select("plant", pl.col("recipes").str.split(";")).explode("recipes")
    made = uses.join(recipes.filter(pl.col("direction") == "out"), left_on="recipes", right_on="recipe").select(
        "plant", "good"
    )
    own = set(made.iter_rows())
    covers = []
    for row in region.tables["covers"].iter_rows(named=True):
        low, high = row["low"], row["high"]
        cover = row["cover_days"]
        if low is not None and high is not None:
            if (row["plant"], row["good"]) in own:
                cover = low + (high - low) * _draw(seed, "cover", row["plant"], row["good"])
            else:
                shared = _draw(seed, "covers bought", row["plant"], f"{low:g} to {high:g}")
                apart = (_draw(seed, "cover", row["plant"], row["good"]) - 0.5) * TOGETHER_DAYS
                cover = min(high, max(low, low + (high - low) * shared + apart))
        covers.append(cover)
    shops = region.tables["workshops"]
    residence = [
        days if low is None or high is None else low + (high - low) * _draw(seed, "residence", plant, shop)
        for plant, shop, days, low, high in shops.select(
            "plant", "workshop", "residence_days", "residence_low", "residence_high"
        ).iter_rows()
    ]  # fmt: skip
    return _with(region, covers, residence)


def without_stock(region: Region, plant: str, good: str, workshop: str) -> Region:
    """The region in which a plant keeps no stock of a good and nothing stays in process in one of its workshops."""
    covers, shops = region.tables["covers"], region.tables["workshops"]
    mine = (pl.col("plant") == plant) & (pl.col("good") == good)
    tank = (pl.col("plant") == plant) & (pl.col("workshop") == workshop)
    cover = covers.select(pl.when(mine).then(0.0).otherwise("cover_days"))
    residence = shops.select(pl.when(tank).then(0.0).otherwise("residence_days"))
    return _with(region, cover.to_series().to_list(), residence.to_series().to_list())


def with_parameter(region: Region, name: str, value: float, month: int) -> Region:
    """The region in which parameter `name` has `value` from `month` on, whatever its rows say later.

    Raises KeyError if the region does not have the parameter.
    """
    changed = overruled(region.parameters[name], [(month, value)], final=True)
    return dataclasses.replace(region, parameters=region.parameters | {name: changed})


def _with(region: Region, covers: list[float], residence: list[float]) -> Region:
    tables = dict(region.tables)
    tables["covers"] = tables["covers"].with_columns(pl.Series("cover_days", covers, pl.Float64))
    tables["workshops"] = tables["workshops"].with_columns(pl.Series("residence_days", residence, pl.Float64))
    return dataclasses.replace(region, tables=tables)
