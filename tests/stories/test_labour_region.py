"""The rules of a market's labour in a whole region: the hamlet without a plan for its people."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.stories.test_idle_person import idle, side_by_side
from tests.worlds import folder_with, policy, run_on, world_of

from tiexi import region
from tiexi.region import Region
from tiexi.world.found import branch
from tiexi.world.people import Activity
from tiexi.world.world import World

MARKET = {
    "labour.careers": 1, "wage.employer_spread": 0.13, "wage.skill": 0.06, "wage.scar": 0.4, "search.employed": 0.05,
    "search.reservation_fall": 0.06, "hire.weight_record": 2, "separation.rate": 0.05,
    "staff.quit": 0, "staff.layoff_below": 0.85, "staff.dismissal": 0.3, "off_post.rate": 0, "off_post.abolish": 0,
    "pay.short_time": 0.5, "mortality.income": 0.5, "mortality.acute": 0.25, "early_retirement.offer": 1,
    "disability.rate": 0.015, "wage_insurance.share": 0.5, "relocation.grant": 2000, "leave.rate": 0.006,
    "retraining.places": 3, "retraining.stipend": 30, "informal.entry": 0.01,
}  # fmt: skip


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A policy that puts the market in force from the first month."""
    rows = [{"date": "1990-01", "kind": "rule", "target": f"parameter:{k}", "value": v} for k, v in MARKET.items()]
    return policy(tmp_path_factory.mktemp("market") / "market.toml", *rows)


@pytest.fixture(scope="module")
def market(rules: Path) -> Region:
    return region.load("hamlet", [rules])


def test_a_market_does_not_notice_an_idle_person(rules: Path, market: Region, tmp_path: Path) -> None:
    folder = folder_with("hamlet", tmp_path / "hamlet", people=idle("a_guest", "1990-01", 33, 0, "lane"))
    world = world_of(market)
    side_by_side(world, world_of(region.load(folder, [rules])), "1996-12")
    p, n = world.people, world.people.count
    assert (p.lost_pay[:n] > 0).sum() > 5, "people have been displaced"
    assert p.premium[:n].any()


@pytest.fixture(scope="module")
def ending(market: Region, rules: Path, tmp_path_factory: pytest.TempPathFactory) -> list[World]:
    """Each month from 1993-01 of the market whose works end by 1994-06, told a year before, in process order."""
    row = {"date": "1992-07", "kind": "close", "target": "plant:works", "value": "1994-06", "notice_months": 12,
           "order": "process"}  # fmt: skip
    path = policy(tmp_path_factory.mktemp("ending") / "ending.toml", row)
    world = world_of(market)
    run_on(world, "1992-12")
    world = branch(world, region.load("hamlet", [rules, path]))
    months: list[World] = []
    run_on(world, "1994-09", lambda w: months.append(branch(w)))
    return months


def test_a_plant_runs_down_in_the_order_of_its_process_once_its_people_are_told(ending: list[World]) -> None:
    works = [s for s, label in enumerate(ending[0].labels["workshops"]) if label.startswith("works/")]
    names = [ending[0].labels["workshops"][s] for s in works]
    assert names == ["works/smelting", "works/casting", "works/electrolysis"]
    text = [w.calendar.text(w.month) for w in ending]
    told = {t: int(w.plants.told[w.workshops.plant[works[0]]]) for t, w in zip(text, ending, strict=True)}
    assert [told[t] for t in ("1993-05", "1993-06", "1993-07", "1994-06")] == [0, 1, 2, 13]
    posts = np.array([w.workshops.on_post[works] for w in ending])
    last = [text[np.flatnonzero(posts[:, i] > 0)[-1]] for i in range(3)]
    assert last[:2] == ["1993-09", "1994-01"], "a third of the year each"
    hired = [w.people.hired[: w.people.count][np.isin(w.people.employer[: w.people.count], works)] for w in ending]
    since = ending[text.index("1993-06")].month
    assert all((h < since).all() for h in hired), "who knows its end hires nobody"


def test_some_of_those_who_are_told_find_another_post_before_the_end(ending: list[World]) -> None:
    before, after = (next(w for w in ending if w.calendar.text(w.month) == t) for t in ("1993-05", "1994-05"))
    p, n = before.people, before.people.count
    works = before.labels["plants"].index("works")
    mine = np.flatnonzero((p.tie[:n] > 0) & (before.workshops.plant[p.employer[:n]] == works))
    now = after.people
    elsewhere = mine[(now.activity[mine] == Activity.ON_POST) & (now.hired[mine] > before.month)]
    assert len(elsewhere) > 0
    lost = mine[now.lost_pay[mine] > 0]
    assert len(lost) > len(mine) // 3
