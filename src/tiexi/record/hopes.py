"""What school leavers hope for: the aspiration of a street, and what those who are filmed say on their last day.

The aspiration of a street moves towards the share of its young who have a post, a tenth of the way in a month; it is
reckoned each January for the twelve months before. Below a fifth it reads "none". Who has a hope names the works of
the mother or that of someone a few years older from the same street. The world is only read.
Source: `economics.md` 1 (a' = a + 0.1 (share - a), below 0.2 none); which works is named is ours.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tiexi.record.census import parameter
from tiexi.record.happened import whom
from tiexi.record.series import Series, Variable
from tiexi.world.chance import Stream, happens, winner
from tiexi.world.events import Event, Who
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.world import World

ROWS = ("H4",)
ON_POST = int(Activity.ON_POST)
SCENE, MOTHER = int(Stream.SCENE), 62  # number of the draw
PPB = 1_000_000_000
YEARS = (18, 25)  # of age: the young whose work counts, the upper end excluded
SLOW = 0.9**12  # what is left after a year of a difference of which a tenth goes every month
NONE = 0.2
VARIABLES = (Variable("region", "aspiration", "1", "mean of the streets' aspiration of school leavers, by residents"),)


class Hopes:
    """Aspiration by street (f8) and the young with a post of each street, as of the last January."""

    def __init__(self, series: Series) -> None:
        self.series = series
        self.aspiration = np.full(0, np.nan)
        self.peers, self.street = np.zeros(0, np.int64), np.zeros(0, np.int64)  # rows of people, by street

    def month(self, world: World) -> None:
        """Take the month in."""
        if world.calendar.of_year(world.month) == 0 or not len(self.aspiration):
            self._year(world)
        heads = world.streets.residents[: world.streets.count].astype(np.float64)
        known = ~np.isnan(self.aspiration) & (heads > 0)
        mean = (self.aspiration[known] * heads[known]).sum() / heads[known].sum() if known.any() else np.nan
        self.series.put("region", "aspiration", mean)

    def _year(self, world: World) -> None:
        """The young of every street, and its aspiration."""
        people, n, month = world.people, world.people.count, world.month
        born, first, last = people.born[:n], month - 12 * YEARS[1], month - 12 * YEARS[0]
        young = np.flatnonzero((born > first) & (born <= last) & (people.gone[:n] == NEVER))
        street = world.households.street[people.household[young]].astype(np.int64)
        works = people.activity[young] == ON_POST
        count, size = (np.bincount(street, w, world.streets.count) for w in (works, None))
        share = np.divide(count, size, out=np.full(len(size), np.nan), where=size > 0)
        old = np.full(len(share), np.nan)
        old[: len(self.aspiration)] = self.aspiration
        self.aspiration = np.where(np.isnan(old), share, np.where(np.isnan(share), old, share + SLOW * (old - share)))
        known = works & (people.diary[young] > 0)
        order = np.argsort(street[known], kind="stable")
        self.peers, self.street = young[known][order].astype(np.int64), street[known][order]

    def leavers(self, world: World, filmed: Array) -> Array:
        """Those of `filmed` (rows) who left school this month and now look for work: who is sent down is not asked."""
        left = whom(world, Who.PERSON, Event.SCHOOL_LEFT)
        if not len(left):
            return left
        here = np.zeros(world.people.count, bool)
        here[left] = True
        found: Array = filmed[here[filmed] & (world.people.activity[filmed] == Activity.SEEKING)]
        return found

    def of(self, world: World, p: int) -> tuple[int, int, int]:
        """Aspiration in per cent, the workshop hoped for (0: none) and who works there: mother or someone older."""
        people, street = world.people, int(world.households.street[world.people.household[p]])
        hope = float(self.aspiration[street]) if street < len(self.aspiration) else 0.0
        if not hope >= NONE:  # nor where no young person has ever lived
            return (0 if np.isnan(hope) else round(100 * hope)), 0, 0
        first, last = np.searchsorted(self.street, (street, street + 1))
        near = self.peers[first:last][:64]
        near = near[(near != p) & (people.activity[near] == ON_POST)]
        won = winner(world.seed, SCENE, world.month, people.key[p], people.key[near])
        peer = int(near[won]) if won >= 0 else 0
        mother = int(people.mother[p])
        if people.activity[mother] != ON_POST or people.diary[mother] == 0 or people.gone[mother] != NEVER:
            mother = 0
        chance = round(parameter(world, "hope.mother", 0.5) * PPB)
        hers = mother and (not peer or happens(world.seed, SCENE, world.month, people.key[p], MOTHER, chance))
        other = mother if hers else peer
        return round(100 * hope), int(people.employer[other]) if other else 0, other

    def state(self) -> dict[str, Array]:
        return {"aspiration": self.aspiration, "peers": self.peers, "street": self.street}

    def restore(self, state: Mapping[str, Array]) -> None:
        self.aspiration, self.peers, self.street = (np.array(state[k]) for k in ("aspiration", "peers", "street"))
