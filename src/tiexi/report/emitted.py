"""What the works give off, by works: the record's totals shared by batches times recipe."""

from __future__ import annotations

import numpy as np
import polars as pl

from tiexi.report.chain import recipes_of
from tiexi.report.recorded import GRAMS, Recorded
from tiexi.report.series import Values


def sulphur_dioxide(run: Recorded) -> dict[str, Values]:
    """Tonnes a month by plant (row of plants.csv) that emits any, from the first month of the run on.

    The good is the waste that is sulphur and oxygen alone, whatever the region calls it.
    """
    gases = [g["good"] for g in run.region_table("goods") if g["kind"] == "waste" and _elements(g) == {"S", "O"}]
    months = run.last - run.first + 1
    totals = np.zeros((len(gases), months))
    moved = run.moves.filter((pl.col("reason") == "emitted") & pl.col("item").is_in(gases))
    for i, gas in enumerate(gases):
        mine = moved.filter(pl.col("item") == gas)
        at = mine["at"].to_numpy() - run.first
        totals[i] = np.bincount(at, mine["amount"].to_numpy() / GRAMS, months)
    found: dict[str, Values] = {}
    for i, gas in enumerate(gases):
        weights = _batches(run, gas, months)
        sums = sum(weights.values(), np.zeros(months))
        for workshop, weight in weights.items():
            share = np.divide(weight, sums, out=np.zeros(months), where=sums > 0)
            plant = workshop.split("/")[0]
            found[plant] = found.get(plant, np.zeros(months)) + totals[i] * share
    return {plant: values for plant, values in found.items() if values.any()}


def _elements(good: dict[str, str]) -> set[str]:
    return {part.split()[0] for part in good.get("content", "").split(";") if part.strip()}


def _batches(run: Recorded, gas: str, months: int) -> dict[str, Values]:
    """Batches of each workshop that gives off the gas, times what one batch gives."""
    capacity = {f"{r['plant']}/{r['workshop']}": float(r["capacity"]) for r in run.region_table("workshops")}
    load, found = run.of("workshop", "load_factor"), {}
    for workshop, recipe in sorted(run.once(recipes_of).items()):
        if (gas, "out") in recipe and workshop in load:
            batches = np.nan_to_num(load[workshop].over(run.first, run.first + months)) * capacity[workshop]
            found[workshop] = batches * recipe[gas, "out"]
    return found
