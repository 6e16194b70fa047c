"""The only place where month and record meet: step, check the laws, record."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiexi.laws import Laws
from tiexi.month import MONTH
from tiexi.record import checkpoint, folder, provenance
from tiexi.record.recorder import Recorder
from tiexi.record.run import Run
from tiexi.record.writing import Writing
from tiexi.region import Region, load
from tiexi.world.calendar import Calendar
from tiexi.world.found import found
from tiexi.world.steps import Step
from tiexi.world.world import Views, World

CHECKPOINT_SECONDS = 60.0


@dataclass(frozen=True)
class Progress:
    """Where a run stands: months done of all, simulated people, person-months so far, seconds since the start."""

    month: int
    months: int
    date: str
    people: int
    person_months: int
    seconds: float


class Engine:
    """A world with its month and its laws; `advance` runs one month."""

    def __init__(self, world: World, month: tuple[Step, ...] = MONTH) -> None:
        self.world = world
        self.steps = month
        self.laws = Laws(world)
        self.views = {step.name: Views(world, step.writes) for step in month}
        self.person_months = 0

    def advance(self, after_step: Callable[[str], Any] | None = None) -> None:
        """Run every step of the month, with every law checked after each. Raises LawError.

        `after_step` is called between a step and its check: a test that tampers is caught in that step.
        """
        world, laws = self.world, self.laws
        laws.open_month()
        for step in self.steps:
            step.run(self.views[step.name].renew())
            if after_step:
                after_step(step.name)
            laws.check(step.name)
        laws.month_end(self.steps[-1].name)
        self.person_months += living(world)


def living(world: World) -> int:
    """Simulated people living in the region."""
    return int(world.streets.residents[: world.streets.count].sum())


@dataclass
class _Run:
    """A run under way: engine, recorder, folder, and what accumulates beside the tables."""

    engine: Engine
    recorder: Recorder
    folder: Path
    meta: dict[str, Any]
    digests: list[str]
    seconds: float = 0.0

    def save(self) -> None:
        """Write a checkpoint of the month to be run next."""
        world = self.engine.world
        if not self.digests:
            return
        checkpoint.save(
            world,
            self.recorder.state(),
            self.folder,
            {"digests": self.digests, "seconds": self.seconds, "person_months": self.engine.person_months},
        )

    def resume(self) -> None:
        """Take up the newest whole checkpoint; without one the run begins again."""
        path = checkpoint.latest(self.folder)
        if path is None:
            return
        meta, tables, record = checkpoint.restore(path)
        world = self.engine.world
        for name, columns in tables.items():
            world.tables[name].take_over(columns)
        world.month = len(meta["digests"])
        self.digests, self.seconds = list(meta["digests"]), float(meta["seconds"])
        self.engine.person_months = int(meta["person_months"])
        self.recorder.restore(record)

    def months(self, until: int, progress: Callable[[Progress], None] | None) -> None:
        """Run to the month before `until`, with a checkpoint every minute and at an interrupt."""
        engine, world = self.engine, self.engine.world
        begun = time.perf_counter() - self.seconds
        saved = time.perf_counter()
        while world.month < until:
            engine.advance()
            self.recorder.month(world)
            self.digests.append(world.digest())
            world.month += 1
            self.seconds = time.perf_counter() - begun
            if time.perf_counter() - saved > CHECKPOINT_SECONDS:
                self.save()
                saved = time.perf_counter()
            if progress:
                try:
                    progress(Progress(
                        world.month, until, world.calendar.text(world.month - 1), living(world),
                        engine.person_months, self.seconds,
                    ))  # fmt: skip
                except KeyboardInterrupt:
                    self.save()
                    raise


def last_month(region: Region, until: str | None) -> int:
    """Number of months to run; ValueError if `until` lies outside the region's span."""
    months = int(region.months)
    if until is None:
        return months
    count = Calendar.starting(region.settings.first).index(until) + 1
    if not 1 <= count <= months:
        raise ValueError(f"{until} is outside {region.name}, which runs from {region.settings.first} to "
                         f"{region.settings.last}")  # fmt: skip
    return count


def run(
    region: Region | str | Path, *, scale: int = 10, seed: int = 1, policies: Sequence[str | Path] = (),
    policy: str | Path | None = None, until: str | None = None, out: str | Path | None = None,
    people: int | None = None, threads: int = 1, rounds: int | None = None, resume: bool = False,
    filmed: Sequence[int] = (), month: tuple[Step, ...] = MONTH, progress: Callable[[Progress], None] | None = None,
    meanwhile: Callable[[Writing], object] | None = None,
) -> Run:  # fmt: skip
    """Run a region from its first month (or a checkpoint) and write the run folder; `meanwhile` is called while its
    tables are being written.

    Raises RegionError or FolderError on bad input, LawError if a law is broken, KeyboardInterrupt after having
    saved a checkpoint. The same region, seed, scale and version give the same digests for any number of threads.
    """
    loaded = load(region) if isinstance(region, str | Path) else region
    files = [Path(p) for p in ([policy] if policy else []) + list(policies)]
    if files:
        loaded = load(loaded.folder, files)
    count = last_month(loaded, until)
    collecting = gc.isenabled()
    gc.disable()  # the tables hold no cycles; collecting would only walk the compiler's objects again and again
    try:
        return _run(
            loaded, count, files, scale=scale, seed=seed, out=Path(out) if out is not None else None, people=people,
            threads=threads, rounds=rounds, resume=resume, filmed=filmed, month=month, progress=progress,
            meanwhile=meanwhile,
        )  # fmt: skip
    finally:
        if collecting:
            gc.enable()


def _run(
    loaded: Region, count: int, files: list[Path], *, scale: int, seed: int, out: Path | None, people: int | None,
    threads: int, rounds: int | None, resume: bool, filmed: Sequence[int], month: tuple[Step, ...],
    progress: Callable[[Progress], None] | None, meanwhile: Callable[[Writing], object] | None,
) -> Run:  # fmt: skip
    """Claim or take up the folder, run the months, and write the record."""
    world = found(loaded, seed=seed, scale=scale, rounds=rounds, threads=threads, people=people)
    meta = {
        "version": provenance.version(), "region": loaded.name, "region_digest": loaded.digest, "seed": seed,
        "scale": scale, "rounds": world.rounds, "people": people,
    }  # fmt: skip
    place = (folder.to_resume if resume else folder.claim)(out, loaded.name, scale, seed)
    folder.begin(place, meta, loaded.folder, files)
    job = _Run(Engine(world, month), Recorder(world, place, set(filmed)), place, meta, [])
    if resume:
        job.resume()
    job.months(count, progress)
    world.month -= 1  # the record speaks of the month last run
    residuals = job.engine.laws.residuals
    job.recorder.finish(world, {
        "wall_seconds": round(job.seconds, 3), "person_months": job.engine.person_months,
        "residual": {"money": residuals.money, "matter_g": residuals.matter_g, "people": residuals.people},
        "digest": job.digests[-1], "digests": job.digests, "people_at_peak": people,
    }, meanwhile)  # fmt: skip
    checkpoint.clear(place)
    return Run.open(place)
