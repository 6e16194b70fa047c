"""The people targets over seeds: every value, the median against the band, and what was fitted."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tiexi.studies.people import sullivan2009
from tiexi.studies.people.members import Job, Seed, watch
from tiexi.studies.people.targets import GROUPS, TARGETS, Target
from tiexi.studies.pool import each
from tiexi.world.table import Array

POOLED = {"A5a": sullivan2009.FIRST, "A5b": sullivan2009.LONG}


@dataclass(frozen=True)
class Result:
    """A target with what came out: `values` by seed (None where nobody was displaced), and the value that is held
    against the band: the median, or for deaths, which are too rare in one seed, the estimate of all seeds together."""

    target: Target
    values: tuple[float | None, ...]
    value: float | None
    inside: bool


@dataclass(frozen=True)
class Board:
    """All targets, the seeds, the scale of the district, seconds, and informal jobs won a post closed (median)."""

    results: tuple[Result, ...]
    seeds: tuple[int, ...]
    scale: int
    seconds: float
    informal: float | None

    def groups(self) -> dict[str, bool]:
        """By target of the literature, true if all its parts are in their bands."""
        return {g: all(r.inside for r in self.results if r.target.id.rstrip("abc") == g) for g in GROUPS}

    def told(self) -> dict[str, Any]:
        """Everything, to be written as JSON."""
        return {
            "seeds": list(self.seeds), "scale": self.scale, "seconds": round(self.seconds, 1),
            "targets": [asdict(r.target) | {"values": list(r.values), "value": r.value, "inside": r.inside}
                        for r in self.results],
            "inside": self.groups(), "informal_per_post": self.informal,
        }  # fmt: skip


def score(members: int, scale: int, tell: Callable[[str], None], processes: int | None = None) -> Board:
    """Run seeds 1 to `members` and hold every target against its band. Raises RegionError, LawError."""
    begun = time.perf_counter()
    jobs = [Job(seed, scale) for seed in range(1, members + 1)]
    found = each(watch, jobs, lambda job, done: tell(f"seed {job.seed}: {done} of {members}"), processes)
    return board(found, scale, time.perf_counter() - begun)


def board(found: Sequence[Seed], scale: int, seconds: float) -> Board:
    """The scores of seeds that have been run."""
    pooled, results = pool([s.deaths for s in found]), []
    for target in TARGETS:
        values = tuple(s.values.get(target.id) for s in found)
        value = over_seeds(target, values, pooled)
        results.append(Result(target, values, value, target.holds(value)))
    informal = middle([s.values.get("informal") for s in found])
    return Board(tuple(results), tuple(s.seed for s in found), scale, seconds, informal)


def pool(deaths: Sequence[Array]) -> dict[int, float]:
    """Ratios of the hazard of death, of the deaths of all seeds in one logit."""
    return sullivan2009.ratios(sullivan2009.counted(np.concatenate(deaths)))


def over_seeds(target: Target, values: Sequence[float | None], pooled: dict[int, float]) -> float | None:
    """What is held against the band: the median of the seeds, or for deaths the estimate of all of them together."""
    return pooled.get(POOLED[target.id]) if target.id in POOLED else middle(values)


def middle(values: Sequence[float | None]) -> float | None:
    """Median of the values that are there; None if fewer than half are."""
    known = [v for v in values if v is not None]
    return statistics.median(known) if known and 2 * len(known) >= len(values) else None
