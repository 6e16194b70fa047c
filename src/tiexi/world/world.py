"""The world: all tables, the region they were founded from, and where the run stands in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import xxhash

from tiexi.world import elsewhere, events, ledger, people, plans, stores, works
from tiexi.world.calendar import Calendar
from tiexi.world.network import OPTIONAL, Network
from tiexi.world.table import Table, View, growth, writes_of

if TYPE_CHECKING:
    from tiexi.region import Region
    from tiexi.world.paths import Paths

TABLES: tuple[type[Table], ...] = (
    people.People, people.Households, people.Diary, people.Streets, people.Tally,
    works.Plants, works.Workshops, works.Lines, works.Uses, works.Slots, works.Recipes, works.Items, works.Occupations,
    ledger.Accounts, ledger.Debts, ledger.Dues, ledger.Flows, ledger.Claims, ledger.Programmes,
    stores.Goods, stores.Contents, stores.Stocks, stores.Links, stores.Moves, plans.Balances,
    events.Happenings, events.Counts, *OPTIONAL, works.Sites, works.Fixed, works.Halls,
    stores.Rivals, stores.Fills, elsewhere.Elsewhere, ledger.Budget,
)  # fmt: skip
LASTING = ("region", "seed", "scale", "rounds", "threads", "size", "calendar", "labels", "paths", "follow_cut",
           "network")  # fmt: skip
TREASURY, CENTRE, BANK, OUTSIDE = 1, 2, 3, 4  # the first accounts of every world


class World:
    """Tables by name (`world.people`, `world.tables["people"]`), the region, and the month.

    `labels[table][row]` is the name a row had in the region folder; `scale` is the number of real persons one
    simulated person stands for; `month` counts from the region's first month and is the month to be run next.
    """

    def __init__(self, region: Region, seed: int, scale: int, rounds: int, threads: int = 1) -> None:
        self.region = region
        self.seed = seed
        self.scale = scale
        self.rounds = rounds
        self.threads = threads
        self.size = 1_000_000  # ppm of the region's own size, see found
        self.month = 0
        self.calendar = Calendar.starting(region.settings.first)
        self.labels: dict[str, list[str]] = {}
        self.follow_cut = np.uint64(2**64 - 1)  # see world.follow
        self.network = Network()  # rules of ordering, rationing and production
        self.paths: Paths  # set by found, which knows plants and goods
        self.derived: dict[str, Any] = {}  # what never changes and is worked out once, see once
        self._values: dict[str, list[float]] = {}  # parameters by month, once asked
        self._parts: dict[str, list[int]] = {}  # the same in ppm
        self.tables: dict[str, Table] = {cls.name: cls() for cls in TABLES}
        self.__dict__.update(self.tables)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the world has no table {name!r}")

    def row(self, table: str, label: str) -> int:
        """Row of a label, 0 if there is none."""
        labels = self.labels.get(table, [])
        return labels.index(label) if label in labels else 0

    def once(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` gives, worked out the first time it is asked for by this name."""
        if name not in self.derived:
            self.derived[name] = make()
        return self.derived[name]

    def now(self, parameter: str) -> float:
        """Value of a dated parameter in the running month; KeyError if the region does not have it."""
        values = self._values.get(parameter)
        if values is None or self.month >= len(values):
            asked = self.region.parameters[parameter]
            values = self._values[parameter] = asked.path(max(self.region.months, self.month + 1))
        return values[self.month]

    def ppm(self, parameter: str) -> int:
        """The same as whole parts per million, for exact arithmetic."""
        parts = self._parts.get(parameter)
        if parts is None or self.month >= len(parts):
            self.now(parameter)
            parts = self._parts[parameter] = [round(value * 1_000_000) for value in self._values[parameter]]
        return parts[self.month]

    def digest(self) -> str:
        """xxh3-128 over month, and every column to its count in schema order; then the optional ones in use."""
        kept = [t for t in self.tables.values() if t.counts]
        state = xxhash.xxh3_128(f"{self.month}:{[t.count for t in kept]}".encode())
        for table in kept:
            for memory in table.memory():
                state.update(memory)
        for table in kept:
            for name, live in table.in_use():
                state.update(f"{table.name}.{name}".encode())
                state.update(live.data.cast("B"))
        return state.hexdigest()


class Views:
    """The world as one step sees it: its own columns writable, everything else read-only."""

    def __init__(self, world: World, writes: Iterable[str]) -> None:
        self.world = world
        self._writes = writes_of(world.tables.values(), writes)
        self._views: list[View] = []
        self._seen = -1
        self.month = world.month
        self.__dict__.update({name: getattr(world, name) for name in ("now", "ppm", "row", "once")})
        self.__dict__.update({name: world.__dict__[name] for name in LASTING if name in world.__dict__})

    def renew(self) -> Views:
        """Take new arrays where tables have grown, and the month."""
        self.month = self.world.month
        if self._seen == growth[0]:
            return self
        self._seen = growth[0]
        for view in self._views:
            view.renew()
        return self

    def __getattr__(self, name: str) -> Any:
        world: World = self.__dict__["world"]
        if name not in world.tables:
            return getattr(world, name)
        view = View(world.tables[name], self._writes[name])
        self.__dict__[name] = view
        self._views.append(view)
        return view
