"""A small world made by hand: two plants, three workshops, two streets, twelve people."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl

from tiexi.world.events import EVENTS, Event, Who
from tiexi.world.keys import derived_key, name_key
from tiexi.world.ledger import DEBTS, REASONS, SECTORS, Debt, Reason, Sector, flow_row, post
from tiexi.world.people import NEVER, Activity, Registration, Tie
from tiexi.world.stores import PLACES, Place, move
from tiexi.world.works import Owner
from tiexi.world.world import World

PARAMETERS = {
    "school.leave_age": [(0, 16.0)], "retirement.age_men": [(0, 60.0)], "retirement.age_women": [(0, 50.0)],
    "off_post.cap_months": [(0, 999.0), (6, 36.0)], "reporting.pressure": [(0, 0.8)],
    "tax.turnover": [(0, 0.05)], "tax.local": [(0, 0.02)],
}  # fmt: skip
YEARBOOK = (
    {"from": "1990-01", "series": "staff_and_workers", "counts": "with_off_post", "text_en": "all with a tie"},
    {"from": "1991-01", "series": "staff_and_workers", "counts": "on_post", "text_en": "only those at work"},
    {"from": "1991-06", "series": "survey_unemployed", "counts": "on_post", "text_en": "seekers in a survey"},
)


@dataclass
class Parameter:
    dated: list[tuple[int, float]]
    grade: str = "assumed"
    source: str = "general_knowledge"

    def at(self, month: int) -> float:
        return [v for m, v in self.dated if m <= month][-1]

    def path(self, months: int) -> list[float]:
        return [self.at(month) for month in range(months)]


@dataclass
class Region:
    folder: Path
    name: str = "small"
    months: int = 30
    digest: str = "abc"
    policies: list[Any] = field(default_factory=list)
    settings: Any = None
    parameters: Any = None
    tables: Any = None

    def title(self, lang: str) -> str:
        return "Small"


def region(folder: Path) -> Region:
    """A region with the tables the record looks at, and a folder to copy."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "region.toml").write_text('name = "small"\nfirst = "1990-01"\n')
    (folder / "sources.bib").write_text("@book{who1999,\n title = {A {nested} title},\n}\n@misc{unused, note = {no}}\n")
    rows = ("good,unit,source,grade", "ore,g,who1999,measured", "cloth,fen1978,lost2000,assumed", "")
    (folder / "goods.csv").write_text("\n".join(rows))
    settings = SimpleNamespace(first="1990-01", yearbook=YEARBOOK, money=SimpleNamespace(coin="fen"), rounds=10)
    goods = pl.DataFrame({"good": ["cloth", "copper", "ore"], "unit": ["fen1978", "g", "g"]})
    parameters = {name: Parameter(dated) for name, dated in PARAMETERS.items()}
    parameters["off_post.cap_months"].grade = "measured"
    return Region(folder, settings=settings, parameters=parameters, tables={"goods": goods})


def world(folder: Path, scale: int = 10) -> World:
    """The world in its first month, before anything happened."""
    w = World(region(folder), 1, scale, 10)  # type: ignore[arg-type]
    w.labels = {
        "streets": ["", "long", "short"], "plants": ["", "smelter", "mill"],
        "workshops": ["", "mill/weaving", "smelter/melting", "smelter/tanks"],
        "groups": ["", "smelter", "mill"], "works": ["", "mill/weaving", "smelter/melting", "smelter/tanks"],
        "goods": ["", "cloth", "copper", "ore"], "occupations": ["", "hand"],
        "sectors": ["", "metals"],
        "elements": ["", "Cu", "rest"],
    }  # fmt: skip
    w.streets.add(2)
    add(w.plants, 2, sector=1, owner=(Owner.STATE, Owner.PRIVATE), account=(5, 6), scale=(1_000_000, 500_000),
        quota=(1_000_000, 500_000), pull=1_000_000, dear=1_000_000, number=1, group=(1, 2),
        paid_share=(400_000, 1_000_000), allowed=(400_000, 1_000_000), wages_owed=(7_000, 0))  # fmt: skip
    _works(w)
    institutions = (Sector.TREASURY, Sector.CENTRE, Sector.BANK, Sector.OUTSIDE)
    tills = (Sector.STATE_PLANTS, Sector.COLLECTIVE_PLANTS)
    add(w.accounts, 10, sector=(*institutions, *tills, *[Sector.HOUSEHOLDS] * 4))
    add(w.debts, 2, debtor=5, creditor=(3, 6), kind=(Debt.LOAN, Debt.TRADE), owed=(900, 50))
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(DEBTS)
    w.moves.add(4 * PLACES * PLACES)
    w.tally.add(1)
    w.counts.add(EVENTS)
    _people(w)
    return w


def add(table: Any, rows: int, **columns: Any) -> None:
    """Add rows with the given columns."""
    at = table.add(rows)
    for name, values in columns.items():
        getattr(table, name)[at] = values


def _works(w: World) -> None:
    add(w.goods, 3, matter=(0, 1, 1), price_plan=(1_000_000, 2_000_000, 10_000))
    add(w.contents, 3, good=(2, 3, 3), element=(1, 1, 2), share=(1000, 250, 750))
    add(w.stocks, 3, plant=(1, 1, 2), good=(3, 2, 1), amount=(9_000, 500, 40))
    add(
        w.workshops,
        3,
        plant=(2, 1, 1),
        group=(1, 2, 3),
        capacity=(10, 8, 0),
        main_stock=(3, 2, 0),
        main_amount=(5, 1_000, 0),
    )
    w.occupations.add(1)


def _people(w: World) -> None:
    p, n = w.people, 12
    add(w.households, 4, street=(1, 1, 2, 2), account=(7, 8, 9, 10))
    source = name_key("test")
    add(p, n, key=[derived_key(source, 0, i) for i in range(n)], gone=NEVER, dies=NEVER, born=-12 * 30,
        sex=[1, 2] * 6, registration=Registration.URBAN, household=[1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4],
        diary=np.arange(1, n + 1))  # fmt: skip
    add(w.diary, n, person=np.arange(1, n + 1))
    for row in range(1, 7):
        tie(w, row, Tie.REGULAR, Activity.ON_POST, 1 + row % 3)
    tie(w, 6, Tie.REGULAR, Activity.SEEKING, 2)
    for row, doing in zip(
        range(7, 13),
        (Activity.SEEKING, Activity.SEEKING, Activity.NOT_SEEKING, Activity.NOT_SEEKING, Activity.OWN_ACCOUNT,
         Activity.RETIRED), strict=True,
    ):  # fmt: skip
        tie(w, row, Tie.NONE, doing, 0)
    p.registration[8] = Registration.TEMPORARY
    p.born[10] = -12 * 55  # a man of working age, row 9 a woman past it
    p.born[9] = -12 * 55


def tie(w: World, row: int, terms: Tie, doing: Activity, shop: int, wage: int = 100) -> None:
    w.people.tie[row], w.people.activity[row], w.people.employer[row] = terms, doing, shop
    w.people.since[row] = w.people.hired[row] = w.month
    w.people.wage[row] = wage if terms else 0
    for shop in range(1, w.workshops.count):
        mine = w.people.employer[: w.people.count] == shop
        w.workshops.tied[shop] = mine.sum()
        w.workshops.on_post[shop] = (mine & (w.people.activity[: w.people.count] == Activity.ON_POST)).sum()


def clear(w: World) -> None:
    """What a month begins with."""
    for table in (w.flows, w.moves, w.counts):
        for _, array in table.arrays():
            array[:] = 0
    w.happenings.count = 1


def happen(w: World, event: Event, kind: Who, who: int, where: int = 0, value: int = 0) -> None:
    at = w.happenings.add(1)
    for name, it in (("event", event), ("kind", kind), ("who", who), ("where", where), ("value", value)):
        getattr(w.happenings, name)[at] = it
    if kind == Who.PERSON:
        w.counts.persons[event + 1] += 1


def month(w: World) -> None:
    """A month in which wages are paid, ore becomes copper, and now and then something happens to somebody."""
    clear(w)
    m = w.month
    a = w.accounts
    post(a.balance, a.sector, w.flows.paid, 5, 7, 1_000, int(Reason.WAGE))
    post(a.balance, a.sector, w.flows.paid, 4, 5, 1_500, int(Reason.PURCHASE))
    assert w.flows.paid[flow_row(int(Reason.WAGE), 2, 1)] == 1_000
    move(w.moves.moved, 3, int(Place.YARD), int(Place.PROCESS), 4_001)
    move(w.moves.moved, 2, int(Place.PROCESS), int(Place.YARD), 1_000)
    move(w.moves.moved, 1, int(Place.PROCESS), int(Place.YARD), 15)
    w.workshops.made[1:4], w.workshops.charged[1:4], w.workshops.target[1:4] = (3, 1, 0), (0, 4, 0), (6, 2, 0)
    shops = w.workshops
    shops.year_made[1] = 0 if w.calendar.of_year(m) == 0 else shops.year_made[1] + 3
    shops.plan[1], shops.bias[1] = 72, 280_000 if m >= 12 else 0
    if w.calendar.of_year(m) == 0:
        for name in ("earnings", "employed", "off_post", "unemployed", "informal", "retired"):
            getattr(w.diary, name)[1 : w.diary.count] = 0
    w.diary.earnings[1:7] += 100
    w.diary.employed[1:6] += 1
    if m == 3:
        tie(w, 1, Tie.REGULAR, Activity.SEEKING, 2)
        happen(w, Event.OFF_POST, Who.PERSON, 1, 2)
        happen(w, Event.STOPPED, Who.WORKSHOP, 3, 1)
        happen(w, Event.QUEUED, Who.PLANT, 1)
    if m == 5:
        w.people.gone[12], w.people.activity[12] = m, Activity.DEAD
        happen(w, Event.DIED, Who.PERSON, 12)
        born(w, mother=1)
        happen(w, Event.BORN, Who.PERSON, 13)


def born(w: World, mother: int) -> None:
    p = w.people
    row = p.add(1).start
    p.key[row] = derived_key(p.key[mother], w.month, 0)
    p.born[row], p.gone[row], p.sex[row] = w.month, NEVER, 1
    p.mother[row], p.household[row], p.registration[row] = mother, p.household[mother], Registration.URBAN
    page = w.diary.add(1).start
    w.diary.person[page], p.diary[row] = row, page


FACTS = {
    "digest": "d", "digests": ["d"], "wall_seconds": 1.0,
    "residual": {"money": 0, "matter_g": 0, "people": 0}, "policies": [],
}  # fmt: skip


def contents(folder: Path) -> dict[str, Any]:
    """Everything a run folder tells, to be compared."""
    tables: dict[str, Any] = {p.stem: pl.read_parquet(p).to_dicts() for p in sorted(folder.glob("*.parquet"))}
    return tables | {"facts": json.loads((folder / "run.json").read_text())}
