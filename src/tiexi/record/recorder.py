"""The recorder: driven by the engine after every month, it keeps the record and writes the run folder at the end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tiexi.record import camera, hopes, nation, provenance, reform, voice, yearbook
from tiexi.record.atomic import as_json, write_json, write_parquet
from tiexi.record.books import Cells, ledger_frame, matter_frame
from tiexi.record.dealings import Dealings
from tiexi.record.folder import FINISHED
from tiexi.record.happened import EventLog
from tiexi.record.lives import Lives
from tiexi.record.panel import Panel, keep, people_frame
from tiexi.record.planbook import PlanBook
from tiexi.record.run import DESCRIPTOR, FORMAT, file_digest
from tiexi.record.scenes import Scenes
from tiexi.record.schema import descriptor
from tiexi.record.series import Series
from tiexi.record.writing import Writing
from tiexi.world.table import Array
from tiexi.world.world import World


class Recorder:
    """Keeps series, events, plans, panel, lives, scenes, ledger, matter, dealings and work of a run.

    `filmed` are keys of people whose spells are kept whatever their hash.
    """

    def __init__(self, world: World, folder: Path | None, filmed: Collection[int] | None = None) -> None:
        self.folder = folder
        self.series = Series(
            (
                *camera.VARIABLES,
                *nation.VARIABLES,
                *reform.VARIABLES,
                *voice.VARIABLES,
                *hopes.VARIABLES,
                *yearbook.VARIABLES,
            ),
            camera.entities(world),
            camera.goods_of(world),
            int(world.region.months),
        )
        self.camera = camera.Camera(world, self.series)
        self.nation = nation.Nation(self.series)
        self.reform = reform.Reform(self.series)
        self.yearbook = yearbook.Yearbook(world, self.series)
        self.voice, self.hopes = voice.Voice(world, self.series), hopes.Hopes(self.series)
        self.plan = PlanBook(world)
        self.events = EventLog()
        self.panel = Panel()
        self.lives, self.scenes = Lives(filmed or ()), Scenes()
        self.flows, self.moves = Cells(), Cells()
        self.dealings = Dealings(world)
        self._months = 0
        self._parts: dict[str, Any] = {
            "plan": self.plan, "events": self.events, "panel": self.panel, "lives": self.lives, "scenes": self.scenes,
            "voice": self.voice, "hopes": self.hopes,
            "flows": self.flows, "moves": self.moves,
            "dealings": self.dealings,
        }  # fmt: skip

    def month(self, world: World) -> None:
        """Record the month just run (`world.month`)."""
        self.series.turn(world.month)
        self.camera.film(world)
        self.nation.month(world)
        self.reform.month(world, self.camera.owed, self.camera.balances)
        self.yearbook.count(world, self.camera.batch)
        self.plan.month(world)
        self.events.month(world)
        if protest := self.voice.month(world):
            self.events.enter(world, voice.entered(protest))
        self.panel.month(world)
        self.hopes.month(world)
        self.scenes.month(world, self.lives.open, self.hopes)
        self.lives.month(world)
        self.flows.month(world.month, world.flows.paid)
        self.moves.month(world.month, world.moves.moved)
        self.dealings.month(world)
        self._months = world.month + 1

    def state(self) -> dict[str, Array]:
        """Everything recorded so far, for a checkpoint."""
        found = {"series": self.series.values[: self._months], "months": np.array([self._months])}
        for part, holder in self._parts.items():
            found |= {f"{part}.{name}": array for name, array in holder.state().items()}
        return found

    def restore(self, state: Mapping[str, Array]) -> None:
        """Take over what `state` gave, in a recorder of the same region."""
        self._months = int(state["months"][0])
        if self._months:
            self.series.turn(self._months - 1)
            self.series.values[: self._months] = state["series"]
        for part, holder in self._parts.items():
            holder.restore({k.removeprefix(f"{part}."): v for k, v in state.items() if k.startswith(f"{part}.")})

    def makers(self, world: World) -> dict[str, Callable[[], pl.DataFrame | pl.LazyFrame]]:
        """How each table of the run folder is made, up to the month last recorded; `world` is as it was then."""
        self.panel.write(world)
        kept = keep(world)
        sample, lives = self.lives.finish(world)
        rows = np.union1d(np.flatnonzero(kept), sample).astype(np.int64)
        return {
            "panel": lambda: self.panel.frame(world, kept),
            "series": lambda: self.series.frame(self._months, world.calendar.text),
            "events": lambda: self.events.frame(world, kept),
            "people": lambda: people_frame(world, rows),
            "plan": lambda: self.plan.frame(world),
            "lives": lambda: lives,
            "scenes": lambda: self.scenes.frame(world, sample),
            "dealings": lambda: self.dealings.frame(world),
            "work": lambda: self.dealings.work(world),
            "ledger": lambda: ledger_frame(world, self.flows),
            "matter": lambda: matter_frame(world, self.moves),
        }

    def facts(self, world: World) -> dict[str, Any]:
        """What the recorder itself can say in run.json."""
        people = self.series.of("region", "people")[: self._months, 0] / world.scale
        balance = {
            r.name.lower(): int(self.series.of("region", f"balance_{r.name.lower()}")[: self._months].sum())
            for r in camera.REASON_NAMES
        }
        equity = self.series.of("region", "bank_equity")[: self._months, 0]
        return {
            "format": FORMAT,
            "version": provenance.version(),
            "commit": provenance.commit(),
            "region": world.region.name,
            "region_digest": world.region.digest,
            "first": world.calendar.text(0),
            "last": world.calendar.text(self._months - 1),
            "seed": world.seed,
            "scale": world.scale,
            "rounds": world.rounds,
            "months": self._months,
            "person_months": int(people.sum()),
            "money_unit": str(world.region.settings.money.coin),
            "platform": provenance.machine(),
            "dependencies": provenance.dependencies(),
            "share_assumed": provenance.share_assumed(world.region.parameters),
            "share_balanced": self._share_balanced(world),
            "regional_balance": {reason: fen for reason, fen in balance.items() if fen},
            "bank_equity": int(equity[-1]) if len(equity) else 0,
            "yearbook": yearbook.periods(world),
            "parameters": provenance.parameters(world),
        }

    def finish(
        self, world: World, facts: Mapping[str, Any], meanwhile: Callable[[Writing], object] | None = None
    ) -> dict[str, Any]:
        """Write all tables and the descriptor, run.json last, and return what run.json holds; `world` stands at the
        month last recorded.

        `facts` of the engine (digest, digests, residual, wall_seconds, ...) come on top of the recorder's own.
        `meanwhile` is called while the tables are written; what it raises is raised when the folder is whole.
        Raises FolderError if the disk refuses, and ValueError if there is no folder; called again it writes the same.
        """
        if self.folder is None:
            raise ValueError("a recorder without a folder cannot write")
        folder = self.folder
        failed: BaseException | None = None
        all_facts: dict[str, Any] = as_json(self.facts(world) | dict(facts))

        def write(name: str, make: Callable[[], pl.DataFrame | pl.LazyFrame]) -> Path:
            write_parquet(folder / f"{name}.parquet", make())
            return folder / f"{name}.parquet"

        with ThreadPoolExecutor(2) as writers:  # the longest first; the others meanwhile
            tables = {name: writers.submit(write, name, make) for name, make in self.makers(world).items()}
            try:
                if meanwhile:
                    meanwhile(Writing(folder, all_facts, tables))
            except BaseException as error:  # an interrupt too: what has been run is not lost
                failed = error
            paths = [done.result() for done in tables.values()]
        name = f"{world.region.name}-k{world.scale}-s{world.seed}".lower()
        told = descriptor(
            name, str(world.region.title("en")), {path.name: path.stat().st_size for path in paths},
            {path.name: file_digest(path) for path in paths},
        )  # fmt: skip
        write_json(folder / DESCRIPTOR, told)
        write_json(folder / FINISHED, all_facts)
        if failed:
            raise failed
        return all_facts

    def _share_balanced(self, world: World) -> float:
        """Share of output, valued at list prices of the month, that is balanced in grams."""
        value = np.nansum(self.series.of("good", "output") * self.series.of("good", "price_plan"), axis=0)
        matter = world.goods.matter[1 : world.goods.count] > 0
        return float(value[matter].sum() / value.sum()) if value.sum() > 0 else 1.0
