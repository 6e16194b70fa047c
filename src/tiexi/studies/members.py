"""The members of a study: one region under many seeds, in one or several processes, with the same results.

A member founds the world, runs it with every law checked and nothing written, and gives back plain numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tiexi import engine
from tiexi.region import Region, load
from tiexi.studies import emergent
from tiexi.studies.pool import each
from tiexi.studies.witness import Measures, Witness
from tiexi.world.found import found


@dataclass(frozen=True)
class Job:
    """What a member is: the region's folder, its seed, and how many real persons one simulated person stands for."""

    folder: str
    seed: int
    scale: int


@dataclass(frozen=True)
class Member:
    """What a member found: measures by name and year, and numbers of the emergent checks."""

    seed: int
    measures: Measures
    checks: emergent.Found


@lru_cache(maxsize=2)
def _region(folder: str) -> Region:
    return load(Path(folder))


def watch(job: Job) -> Member:
    """Run one member from the region's first month to its last. Raises RegionError, LawError."""
    region = _region(job.folder)
    world = found(region, seed=job.seed, scale=job.scale)
    witness, months, forks = Witness(world), engine.Engine(world), emergent.forks(region)
    checks: emergent.Found = {}
    while world.month < region.months:
        for fork in forks:
            if fork.month == world.month:
                checks |= {name: float(value) for name, value in fork.look(world).items()}
        months.advance()
        witness.month(world)
        world.month += 1
    world.month -= 1
    checks |= emergent.in_the_run(world, witness)
    return Member(job.seed, witness.measures, checks)


def watch_all(
    folder: Path, seeds: range, scale: int, tell: Callable[[str], None], processes: int | None = None
) -> list[Member]:
    """Members in the order of their seeds, see `pool.each`. Raises RegionError, LawError, KeyboardInterrupt."""
    jobs = [Job(str(folder), seed, scale) for seed in seeds]
    return each(watch, jobs, lambda job, done: tell(f"seed {job.seed}: {done} of {len(jobs)}"), processes)
