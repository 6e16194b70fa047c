"""One member of a study, watched: what a scoreboard asks of a world, month by month, with nothing written to disk.

`Witness.measures` are plain numbers by name and year; estimators read nothing else. Counts of the yearbook are the
yearbook's own.
"""

from __future__ import annotations

import numpy as np

from tiexi.record import yearbook
from tiexi.record.audit import OFF_POST, ON_POST, RETIRED, audited, enterprises
from tiexi.record.camera import entities, goods_of
from tiexi.record.census import STATES, by_plant, by_street
from tiexi.record.series import Series
from tiexi.studies.centres import Centres
from tiexi.world.events import Event
from tiexi.world.ledger import REGION, Debt, Reason, Sector, debts_of, flows_of
from tiexi.world.stores import Place, moves_of
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import World

Measures = dict[str, dict[int, float]]  # by name and year
SECTORS = {"state": Sector.STATE_PLANTS, "collective": Sector.COLLECTIVE_PLANTS}
YEARBOOK = ("laid_off_registered", "registered_unemployed", "survey_unemployed")
PEOPLE = ("employed", "off_post", "unemployed", "informal")
MERGER = ("2001-07", "2002-12")  # months in which laid-off status was merged into unemployment
TILLS = ("trade_debt", "wage_arrears", "wage", "sales")  # kept by plant and month from `TILLS_FROM` on
TILLS_FROM = "1990-01"
DECEMBER = 11
GRAMS = 1_000_000  # in a tonne


class Witness:
    """Watches one world: `month` after every month run. It changes nothing in the world.

    `closed` (i8 [plant]) is the month in which a plant was wound up, -1 if it was not; `queued` (i8 [plant]) that in
    which it last entered the queue, -1 if it never did; `tills` (f8 [month, plant], by the names of `TILLS`, fen) hold
    what plants owed, paid and sold.
    """

    def __init__(self, world: World) -> None:
        self.measures: Measures = {}
        self.closed: Array = np.full(world.plants.count, -1, np.int64)
        self.queued: Array = np.full(world.plants.count, -1, np.int64)
        months = int(world.region.months)
        self.tills: dict[str, Array] = {name: np.full((months, world.plants.count), np.nan) for name in TILLS}
        self._series = Series(yearbook.VARIABLES, entities(world), goods_of(world), 1)
        self._yearbook = yearbook.Yearbook(world, self._series)
        self._nothing = np.zeros(world.workshops.count, np.int64)
        self._centres = Centres()
        self._coins = int(getattr(world.region.settings.money, "coins_per_unit", 1))
        self._tills_from = world.calendar.index(TILLS_FROM)
        self._merger = tuple(world.calendar.index(m) for m in MERGER)
        self._year: dict[str, float] = {}

    def month(self, world: World) -> None:
        """Take in the month just run (`world.month`)."""
        year = world.calendar.year(world.month)
        newly = (world.plants.standing[: len(self.closed)] >= Standing.CLOSED) & (self.closed < 0)
        self.closed[newly] = world.month
        waits = world.plants.standing[: len(self.queued)] == Standing.QUEUED
        self.queued[waits] = world.plants.queued[: len(self.queued)][waits]
        self._pay(world)
        self._nation(world)
        self._matter(world)
        if world.month >= self._tills_from:
            self._tills(world)
        if self._merger[0] <= world.month <= self._merger[1]:
            ended = world.counts.persons[[1 + Event.STATUS_ABOLISHED, 1 + Event.BOUGHT_OUT]].sum()
            before = self.measures.get("severed_under_merger", {}).get(2002, 0.0)
            self._keep("severed_under_merger", 2002, before + int(ended) * world.scale)
        if (rate := self._centres.month(world, self._yearbook)) is not None:
            self._keep("reemployment", year, rate)
        if world.calendar.of_year(world.month) == DECEMBER:
            self._december(world, year)
            for name, value in self._year.items():
                self._keep(name, year, value)
            self._year.clear()

    def _keep(self, name: str, year: int, value: float) -> None:
        self.measures.setdefault(name, {})[year] = float(value)

    def _add(self, name: str, value: float) -> None:
        self._year[name] = self._year.get(name, 0.0) + float(value)

    def _pay(self, world: World) -> None:
        """Pay of the month, and the staff it is divided by, under the definition of staff that is in force."""
        on_post = self._yearbook.in_force("staff_and_workers", world.month) == "on_post"
        flows, staff = flows_of(world), by_plant(world)[:, 1 if on_post else 0]
        sector = world.accounts.sector[world.plants.account[: world.plants.count]]
        for name, code in SECTORS.items():
            paid = int(flows[Reason.WAGE, code, Sector.HOUSEHOLDS])
            if not on_post:
                paid += int(flows[Reason.ALLOWANCE, code, Sector.HOUSEHOLDS])
            self._add(f"pay_{name}", paid / self._coins)
            self._add(f"staff_years_{name}", int(staff[sector == code].sum()) * world.scale / 12)

    def _nation(self, world: World) -> None:
        """What was sent to the centre, and what the centre put into plants."""
        flows = flows_of(world)
        sent = flows[:, list(REGION), Sector.CENTRE].sum()
        put = flows[[Reason.GRANT, Reason.ENDOWMENT]][:, Sector.CENTRE][:, list(SECTORS.values())]
        self._add("sent_to_centre", int(sent) / self._coins)
        self._add("invested_by_centre", int(put.sum()) / self._coins)
        self._add("granted_by_centre", int(put[0].sum()) / self._coins)

    def _matter(self, world: World) -> None:
        """Tonnes of sulphur dioxide given off, and of steel rolled and sold outside."""
        moves = moves_of(world)
        so2, steel = (world.row("goods", name) for name in ("so2", "rolled_steel"))
        if so2:
            self._add("so2", int(moves[so2, :, Place.NATURE].sum()) / GRAMS)
        if steel:
            self._add("steel_rolled", int(moves[steel, Place.PROCESS, Place.YARD]) / GRAMS)
            self._add("steel_outside", int(moves[steel, Place.YARD, Place.OUTSIDE]) / GRAMS)

    def _tills(self, world: World) -> None:
        plants, end = world.plants, world.plants.count
        now = (debts_of(world)[Debt.TRADE], plants.wages_owed[:end], plants.wage_bill[:end], plants.sales[:end])
        for name, values in zip(TILLS, now, strict=True):
            self.tills[name][world.month] = values

    def _december(self, world: World, year: int) -> None:
        """Stocks at the end of the year."""
        persons = audited(world) * world.scale
        for row, owner in enumerate(SECTORS):
            for name, at in (("on_post", ON_POST), ("off_post", OFF_POST), ("retired", RETIRED)):
                self._keep(f"{name}_{owner}", year, persons[row, at])
        self._works(world, year)
        self._series.values[:] = np.nan
        self._series.turn(0)
        self._yearbook.count(world, self._nothing)
        for name in YEARBOOK:
            value = float(self._series.of("region", name)[0, 0])
            if not np.isnan(value):
                self._keep(name, year, value)
        everyone = by_street(world).sum(axis=0) * world.scale
        for name in PEOPLE:
            self._keep(name, year, everyone[STATES.index(name)])
        if smelter := world.row("plants", "smelter"):
            self._keep("staff_smelter", year, int(by_plant(world)[smelter, 0]) * world.scale)

    def _works(self, world: World, year: int) -> None:
        """Debts of state enterprises, and how many enterprises made a loss; a plant may stand for several."""
        plants, end = world.plants, world.plants.count
        state = enterprises(world, Owner.STATE)
        self._keep("bank_debt_state", year, int(debts_of(world)[Debt.LOAN][state].sum()) / self._coins)
        self._keep("owed_to_workers_state", year, int(plants.wages_owed[:end][state].sum()) / self._coins)
        at_work = (plants.standing[:end] == Standing.WORKING) | (plants.standing[:end] == Standing.QUEUED)
        for name, mine in (("_state", state), ("", state | enterprises(world, Owner.COLLECTIVE))):
            number = np.where(mine & at_work, plants.number[:end].astype(np.int64), 0)
            self._keep(f"enterprises{name}", year, number.sum())
            self._keep(f"loss_makers{name}", year, number[plants.result[:end] < 0].sum())
