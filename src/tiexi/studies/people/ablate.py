"""The people targets with one cause switched off at a time: each must fail without what is said to bring it about.

A cause is switched off in the tables of the setting (`without`), everything else stays as it is; the same seeds, the
same people. Only the runs are made that the targets of a cause need.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from tiexi.region import Region, load
from tiexi.studies.people.members import MILLS_KEPT, TIGHT_MARKET, Values, district, town, village
from tiexi.studies.people.score import over_seeds, pool
from tiexi.studies.people.targets import TARGETS
from tiexi.studies.pool import each
from tiexi.world.table import Array

TOWN, VILLAGE, DISTRICT = "steel_town", "pit_village", "tiexi"
ANYTHING = 9.0  # a fall of the reservation at which the jobless take anything
IN_TOWN = ("A1a", "A1b", "A2a", "A2b", "A3b", "A5a", "A5b")
MARKETS = (*IN_TOWN, "A3a", "A3c")
TWINS = (*IN_TOWN, "A7", "A9")


@dataclass(frozen=True)
class Cause:
    """A cause: its name, the setting, what its tables say without it, the runs it needs and the targets that should
    fail without it. `tables` maps a table and a column to the value of every row."""

    name: str
    setting: str
    parameters: Mapping[str, float] = field(default_factory=dict)
    tables: Mapping[tuple[str, str], str] = field(default_factory=dict)
    policies: tuple[str, ...] = ()
    fails: tuple[str, ...] = ()


NO_PREMIUM: Mapping[tuple[str, str], str] = {("plants", "premium"): "1"}
CAUSES = (
    Cause("nothing", TOWN, policies=(TIGHT_MARKET, MILLS_KEPT)),
    Cause("scar of the hire", TOWN, {"wage.scar": 0}, policies=(TIGHT_MARKET,), fails=("A1a", "A2b", "A3b", "A3c")),
    Cause("premium of employers", TOWN, {"wage.employer_spread": 0}, NO_PREMIUM, (TIGHT_MARKET,), ("A3a", "A3c")),
    Cause("search on the job", TOWN, {"search.employed": 0}, policies=(TIGHT_MARKET,), fails=("A3a", "A3c")),
    Cause("reservation", TOWN, {"search.reservation_fall": ANYTHING}, fails=("A2a",)),
    Cause("preference for a record", TOWN, {"hire.weight_record": 0}, fails=("A2a",)),
    Cause("short time", TOWN, {"pay.short_time": 0}, fails=("A1b",)),
    Cause("specific skill", TOWN, {"wage.skill": 0}),
    Cause("hazard of the displaced", TOWN, {"mortality.income": 0, "mortality.acute": 0}, fails=("A5a", "A5b")),
    Cause("moving away", TOWN, {"leave.rate": 0}, policies=(MILLS_KEPT,), fails=("A7",)),
    Cause("giving up the search", TOWN, {"withdraw.rate": 0}, policies=(MILLS_KEPT,), fails=("A7",)),
    Cause("public posts out of taxes", TOWN, {"public.from_taxes": 0}, policies=(MILLS_KEPT,)),
    Cause("purchases here", TOWN, {"public.from_taxes": 0, "household.shop_share": 0},
          {("purchase_shares", "share"): "0"}, (MILLS_KEPT,), ("A9",)),
    Cause("nothing", VILLAGE),
    Cause("scar of the hire", VILLAGE, {"wage.scar": 0}, fails=("A4b",)),
    Cause("premium of the pit", VILLAGE, {"wage.employer_spread": 0}, NO_PREMIUM, fails=("A4b",)),
    Cause("nothing", DISTRICT),
    Cause("off post", DISTRICT, {"off_post.rate": 0}, fails=("A10a", "A11a")),
)  # fmt: skip


def without(region: Region, goal: Path, cause: Cause) -> Region:
    """The region in the new folder `goal`, with the cause switched off at all dates.

    KeyError if the region does not give a parameter that is to be changed.
    """
    shutil.copytree(region.folder, goal)
    file = goal / "parameters.toml"
    text, dated = file.read_text("utf-8"), (goal / "timeline.csv").read_text("utf-8")
    for name, value in cause.parameters.items():
        text = _set(text, name, value)
        dated = "".join(line for line in dated.splitlines(keepends=True) if f",parameter:{name}," not in line)
    file.write_text(text, "utf-8")
    (goal / "timeline.csv").write_text(dated, "utf-8")
    for (table, column), cell in cause.tables.items():
        path = goal / f"{table}.csv"
        head, *rows = path.read_text("utf-8").splitlines()
        at = head.split(",").index(column)
        cells = [row.split(",") for row in rows]
        path.write_text("\n".join([head, *(",".join([*c[:at], cell, *c[at + 1 :]]) for c in cells)]) + "\n", "utf-8")
    return load(goal)


def _set(text: str, name: str, value: float) -> str:
    """The text of parameters.toml with another value of one parameter, at all dates; it is the whole range."""
    block = re.search(rf"^\[{re.escape(name)}\]\n(?:(?!\[[a-z]).*\n?)*", text, re.MULTILINE)
    if block is None:
        raise KeyError(name)
    told = re.sub(r"^value = .*$", f"value = {value:g}", block.group(), flags=re.MULTILINE)
    told = re.sub(r"^range = .*$", f"range = [{value:g}, {value:g}]", told, flags=re.MULTILINE)
    return text[: block.start()] + told + text[block.end() :]


@dataclass(frozen=True)
class Job:
    """A seed of a cause (its place in `CAUSES`); the district has a scale."""

    cause: int
    seed: int
    scale: int


def watch(job: Job) -> tuple[Values, Array]:
    """The targets of one seed without a cause, and the cells of its deaths. Raises RegionError, LawError."""
    cause = CAUSES[job.cause]
    with tempfile.TemporaryDirectory(prefix="tiexi-without-") as folder:
        place = Path(folder)
        region = without(load(cause.setting), place / cause.setting, cause)
        if cause.setting == TOWN:
            return town(job.seed, place / "runs", region, cause.policies)
        if cause.setting == VILLAGE:
            return village(job.seed, place / "runs", region), np.empty((0, 6))
        return district(job.seed, job.scale, place / "runs", region), np.empty((0, 6))


@dataclass(frozen=True)
class Row:
    """A cause switched off: the median of each target it was run for (deaths of all seeds in one logit), and those
    that should fail without it and do not."""

    cause: Cause
    values: Values
    stands: tuple[str, ...]


@dataclass(frozen=True)
class Ablation:
    """The table of all causes, the seeds, the scale of the district, and seconds."""

    rows: tuple[Row, ...]
    seeds: tuple[int, ...]
    scale: int
    seconds: float

    def told(self) -> dict[str, Any]:
        """Everything, to be written as JSON."""
        return {
            "seeds": list(self.seeds), "scale": self.scale, "seconds": round(self.seconds, 1),
            "without": [{"cause": r.cause.name, "setting": r.cause.setting, "values": r.values,
                         "should_fail": list(r.cause.fails), "stands": list(r.stands)} for r in self.rows],
        }  # fmt: skip


def ablate(members: int, scale: int, tell: Callable[[str], None], processes: int | None = None) -> Ablation:
    """Switch off every cause under seeds 1 to `members`. Raises RegionError, LawError."""
    begun, seeds = time.perf_counter(), tuple(range(1, members + 1))
    jobs = [Job(c, seed, scale) for c in range(len(CAUSES)) for seed in seeds]
    said = f"of {len(jobs)} runs"
    found = each(watch, jobs, lambda j, done: tell(f"without {CAUSES[j.cause].name}: {done} {said}"), processes)
    by_cause = [found[c * members : (c + 1) * members] for c in range(len(CAUSES))]
    rows = tuple(row(cause, mine) for cause, mine in zip(CAUSES, by_cause, strict=True))
    return Ablation(rows, seeds, scale, time.perf_counter() - begun)


def row(cause: Cause, found: Sequence[tuple[Values, Array]]) -> Row:
    """Medians over the seeds of a cause."""
    pooled = pool([deaths for _, deaths in found])
    values: Values = {
        t.id: over_seeds(t, [mine.get(t.id) for mine, _ in found], pooled)
        for t in TARGETS
        if any(t.id in mine for mine, _ in found)
    }
    bands = {t.id: t for t in TARGETS}
    return Row(cause, values, tuple(t for t in cause.fails if bands[t].holds(values.get(t))))
