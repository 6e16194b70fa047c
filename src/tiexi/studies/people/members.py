"""One seed of the people targets: the settings are run, and every estimator on their panels.

Settings are region folders under one engine. A world without closure is the same seed under another policy, by
`tiexi.compare`: in the town the mill that keeps its orders, in the village the pit that stays open.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from tiexi import engine
from tiexi.record.run import Run
from tiexi.region import Region, load
from tiexi.studies.compare import compare
from tiexi.studies.people import (
    appleton2002,
    davis2011,
    foote2019,
    giles2006,
    jacobson1993,
    moretti2010,
    rud2022,
    sullivan2009,
    wachter2009,
)
from tiexi.studies.people.displaced import samples
from tiexi.studies.people.event_study import losses
from tiexi.studies.people.followed import Followed, read
from tiexi.world.table import Array

SLUMP = range(1980, 1987)  # years of separation in the town
MILLS, PIT = ("north_works", "river_works", "south_works", "mills"), "colliery"
LAYOFF, PIT_CLOSES = 1982, 1987  # the year that others are counted from
TIGHT, SLACK = 0.06, 0.08  # unemployment below and above which a market is called so (Davis and von Wachter 2011)
AS_IT_WAS, TIGHT_MARKET, MILLS_KEPT, PIT_CLOSED = "as it was", "tight", "keep_mill", "close"
Runs = dict[str, Run]
Values = dict[str, float | None]


@dataclass(frozen=True)
class Seed:
    """What one seed gave: a value by target, and the cells of the hazard of death, which are pooled."""

    seed: int
    values: Values
    deaths: Array


@dataclass(frozen=True)
class Job:
    """A seed, and the scale of the district; the town and the village are run person by person."""

    seed: int
    scale: int


def unemployment(run: Run) -> dict[int, float]:
    """Unemployment rate by year: seekers without a tie over these and all who have a tie or work."""
    names = ("employed", "off_post", "unemployed", "informal")
    series = run.series.filter(
        (pl.col("observer") == "camera") & (pl.col("kind") == "region") & pl.col("variable").is_in(names)
    )
    years = series.group_by(pl.col("month").str.slice(0, 4).cast(pl.Int64).alias("year"), "variable").agg(
        pl.col("value").mean()
    )
    found: dict[int, float] = {}
    for year in years["year"].unique().sort().to_list():
        mine = dict(years.filter(pl.col("year") == year).select("variable", "value").rows())
        force = sum(mine.get(n, 0.0) for n in names)
        found[year] = mine.get("unemployed", 0.0) / force if force else 0.0
    return found


def runs_of(
    region: Region, policies: Sequence[str], seed: int, place: Path, people: int | None = None, until: str | None = None
) -> Runs:
    """A region as it was and under policies of its own folder, by name, everyone a person."""
    if not policies:
        return {AS_IT_WAS: engine.run(region, seed=seed, scale=1, out=place, people=people, until=until)}
    files = {AS_IT_WAS: None} | {p: region.folder / "policies" / f"{p}.toml" for p in policies}
    runs = compare(region, files, seed=seed, scale=1, out=place, people=people, until=until).runs
    return {name: members[0] for name, members in runs.items()}


def town(
    seed: int, place: Path, region: Region | None = None, policies: Sequence[str] = (TIGHT_MARKET, MILLS_KEPT)
) -> tuple[Values, Array]:
    """A1 to A3, A5, A7 and A9 in the steel town: as it was, with a tight market, and with the mills at work.

    Only the targets that the `policies` run allow.
    """
    runs = runs_of(region or load("steel_town"), policies, seed, place)
    slump, rates = read(runs[AS_IT_WAS]), unemployment(runs[AS_IT_WAS])
    senior = losses(slump, samples(slump, SLUMP, jacobson1993.TENURE, jacobson1993.OLDEST))
    senior_men = samples(slump, SLUMP, jacobson1993.TENURE, sullivan2009.OLDEST, men=True, mortal=True)
    deaths = sullivan2009.cells(slump, senior_men)
    hazards = sullivan2009.ratios(deaths)
    slack = _present_value(slump, rates, SLACK, above=True)
    found: Values = {
        "A1a": jacobson1993.year_six(senior), "A1b": jacobson1993.dip(senior),
        "A2a": wachter2009.year_one(senior), "A2b": wachter2009.long_run(senior), "A3b": slack,
        "A5a": hazards.get(sullivan2009.FIRST), "A5b": hazards.get(sullivan2009.LONG),
    }  # fmt: skip
    if TIGHT_MARKET in runs:
        tight = _present_value(read(runs[TIGHT_MARKET]), unemployment(runs[TIGHT_MARKET]), TIGHT, above=False)
        found |= {"A3a": tight, "A3c": slack / tight if slack and tight else None}
    if MILLS_KEPT in runs:
        total, informal = moretti2010.multiplier(runs[AS_IT_WAS], runs[MILLS_KEPT], MILLS, LAYOFF)
        exits = foote2019.share_of_exits(slump, read(runs[MILLS_KEPT]), LAYOFF + 5)
        found |= {"A7": exits, "A9": total, "informal": informal}
    return found, deaths


def _present_value(people: Followed, rates: dict[int, float], bound: float, above: bool) -> float | None:
    """A3 over the years of separation in which the market was slack (`above` the bound) or tight."""
    years = [y for y in SLUMP if (rates[y] > bound) == above]
    found = [s for y in years for s in samples(people, range(y, y + 1), davis2011.TENURE, davis2011.OLDEST, men=True)]
    return davis2011.years_lost(losses(people, found))


def village(
    seed: int, place: Path, region: Region | None = None, people: int | None = None, until: str | None = None
) -> Values:
    """A4, in the pit village: closed, and open. Values that need years after `until` are None."""
    runs = runs_of(region or load("pit_village"), (PIT_CLOSED,), seed, place, people, until)
    closed, open_ = read(runs[PIT_CLOSED]), read(runs[AS_IT_WAS])
    rows = _lost_the_pit(runs[PIT_CLOSED], closed)
    found, before = rud2022.losses(closed, open_, rows, PIT_CLOSES)
    return {
        "A4a": rud2022.year_one(found, before), "A4b": rud2022.pay_of_rehired(closed, open_, rows, PIT_CLOSES),
        "A4c": rud2022.years_lost(found, before),
    }  # fmt: skip


def _lost_the_pit(run: Run, closed: Followed) -> Array:
    """Miners of a year or more who lost their post in the year in which the pit closed (rows of `closed`)."""
    t = closed.at(PIT_CLOSES)
    plants = run.panel.filter(pl.col("workshop").str.starts_with(f"{PIT}/"))
    miners = np.isin(closed.key, plants.filter(pl.col("year") == PIT_CLOSES - 1).collect()["key"].to_numpy())
    lost = miners & (closed.plant[:, t] == 0) & closed.here[:, t] & (closed.tenure[:, t - 1] >= 12)
    return np.flatnonzero(lost & ~np.isin(closed.ending[:, t], ("retired", "left", "died")))


def district(seed: int, scale: int, place: Path, region: Region | None = None) -> Values:
    """A10 and A11, in Tiexi."""
    people = read(engine.run(region or "tiexi", seed=seed, scale=scale, out=place))
    hit = giles2006.hardest_hit(people)
    return {
        "A10a": giles2006.unemployment(people), "A10b": giles2006.participation_change(people),
        "A10c": min(hit) if hit else None,
        "A11a": appleton2002.ever_retrenched(people), "A11b": appleton2002.without_work(people),
    }  # fmt: skip


def watch(job: Job) -> Seed:
    """Every target under one seed. Raises RegionError, LawError."""
    with tempfile.TemporaryDirectory(prefix="tiexi-people-") as folder:
        place = Path(folder)
        values, deaths = town(job.seed, place / "town")
        values |= village(job.seed, place / "village") | district(job.seed, job.scale, place / "district")
        return Seed(job.seed, values, deaths)
