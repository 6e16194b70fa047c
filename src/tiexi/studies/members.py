"""The members of a study: one region under many seeds, in one or several processes, with the same results.

A member founds the world, runs it with every law checked and nothing written, and gives back plain numbers.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tiexi import engine
from tiexi.region import Region, load
from tiexi.studies import emergent
from tiexi.studies.witness import Measures, Witness
from tiexi.world.found import found

MOST_PROCESSES = 2


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


def _begin() -> None:
    """What a process of the pool begins with: it collects nothing, and an interrupt is for the parent to act on."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _try(job: Job) -> Member | None:
    """`watch` in a process of its own; None if it failed, for the parent to meet the error itself."""
    try:
        return watch(job)
    except Exception:
        return None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Tables hold no cycles; collecting would only walk the compiler's objects again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def watch_all(
    folder: Path, seeds: range, scale: int, tell: Callable[[str], None], processes: int | None = None
) -> list[Member]:
    """Members in the order of their seeds. `tell` hears of each as it is done.

    `processes` is two where the machine has two cores; results do not depend on it. An error of a member is raised
    here as it is. Raises RegionError, LawError, KeyboardInterrupt.
    """
    jobs = [Job(str(folder), seed, scale) for seed in seeds]
    many = min(processes or min(MOST_PROCESSES, os.cpu_count() or 1), len(jobs))
    done: list[Member] = []
    with _without_collecting():
        if many == 1:
            for job in jobs:
                done.append(watch(job))
                tell(f"seed {job.seed}: {len(done)} of {len(jobs)}")
            return done
        with multiprocessing.get_context("spawn").Pool(many, _begin) as pool:
            for job, member in zip(jobs, pool.imap(_try, jobs), strict=True):
                done.append(member or watch(job))
                tell(f"seed {job.seed}: {len(done)} of {len(jobs)}")
    return done
