"""Slow twins of the record's kernels, written from what the vocabulary says and from nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.record import small

from tiexi.record import camera, census, panel
from tiexi.record.lives import Lives
from tiexi.world import ledger
from tiexi.world.people import NEVER
from tiexi.world.world import World

# Codes of tie and activity as declared in the tables.
ON_POST, SIDE_WORK, OWN_ACCOUNT, SEEKING, NOT_SEEKING, RETIRED = 2, 3, 4, 5, 6, 7
WOMAN, URBAN = 1, 1


@pytest.fixture
def crowd(tmp_path: Path) -> World:
    """Three hundred people of every tie, activity, age and place, half of them gone."""
    w = small.world(tmp_path)
    w.month = 8
    rng = np.random.default_rng(5)
    n = 300
    small.add(
        w.people, n, key=rng.integers(1, 2**62, n), gone=np.where(rng.random(n) < 0.5, NEVER, 3),
        born=rng.integers(-800, 1, n), sex=rng.integers(1, 3, n), registration=rng.integers(0, 4, n),
        household=rng.integers(1, 5, n), tie=np.where(rng.random(n) < 0.5, 0, rng.integers(1, 6, n)),
        activity=rng.integers(0, 12, n), employer=rng.integers(1, 4, n), since=rng.integers(-60, 8, n),
        wage=rng.integers(0, 500, n),
    )  # fmt: skip
    return w


def here(w: World) -> list[dict[str, int]]:
    """Everyone living here, as dictionaries."""
    rows = [{k: int(a[i]) for k, a in w.people.arrays()} for i in range(1, w.people.count)]
    return [p for p in rows if p["gone"] == NEVER]


def of_age(w: World, p: dict[str, int]) -> bool:
    months = w.month - p["born"]
    return 16 * 12 <= months < (50 if p["sex"] == WOMAN else 60) * 12


def state(w: World, p: dict[str, int]) -> str:
    if p["tie"]:
        return "employed" if p["activity"] == ON_POST else "off_post"
    if p["activity"] in (OWN_ACCOUNT, SIDE_WORK):
        return "informal"
    if p["activity"] == NOT_SEEKING and of_age(w, p):
        return "discouraged"
    return {SEEKING: "unemployed", RETIRED: "retired"}.get(p["activity"], "other")


def test_states_by_street(crowd: World) -> None:
    wanted: Counter[tuple[int, str]] = Counter()
    for p in here(crowd):
        wanted[int(crowd.households.street[p["household"]]), state(crowd, p)] += 1
    found = census.by_street(crowd)
    assert {(s, census.STATES[i]): int(found[s, i]) for s, i in np.argwhere(found).tolist()} == dict(wanted)
    assert len(set(census.STATES) - {name for _, name in wanted}) == 0


@pytest.mark.parametrize(("years", "longest"), [(0, 999), (5, 999), (0, 12)])
@pytest.mark.parametrize("earlier", [None, 10, 25])
def test_registers(crowd: World, earlier: int | None, years: int, longest: int) -> None:
    """`earlier`: months since which nobody is enrolled any more; `years` before retirement nobody is, nor after the
    `longest` months off post."""
    crowd.region.parameters["yearbook.enrolment_years"] = small.Parameter([(0, float(years))])  # type: ignore[assignment]
    crowd.region.parameters["yearbook.enrolment_months"] = small.Parameter([(0, float(longest))])  # type: ignore[assignment]
    people = here(crowd)
    closed = NEVER if earlier is None else crowd.month - earlier
    found = census.registers(crowd, closed)
    off = Counter(
        p["employer"] for p in people
        if p["tie"] and p["activity"] != ON_POST and crowd.month - p["since"] <= min(36, longest) and p["since"] < closed
        and crowd.month - p["born"] < ((50 if p["sex"] == WOMAN else 60) - years) * 12
    )  # fmt: skip
    assert found.off_post.tolist() == [off[shop] for shop in range(4)]
    seeking = [p for p in people if p["activity"] == SEEKING]
    assert found.seeking == len(seeking)
    assert found.unemployed == sum(p["registration"] == URBAN and not p["tie"] and of_age(crowd, p) for p in seeking)


def test_sums_of_debts_balances_goods_and_wages(crowd: World) -> None:
    rng = np.random.default_rng(6)
    small.add(
        crowd.debts, 40, debtor=rng.integers(1, 11, 40), kind=rng.integers(1, 4, 40), owed=rng.integers(0, 99, 40)
    )
    crowd.accounts.balance[1:11] = rng.integers(-50, 50, 10)
    small.add(
        crowd.stocks, 20, good=rng.integers(1, 4, 20), amount=rng.integers(0, 99, 20), sold=rng.integers(0, 9, 20)
    )
    debts, sums, goods, wages = (np.zeros(s, np.int64) for s in ((4, 3), 9, (2, 4), (4, 2)))
    plant_of = np.array([0, 0, 0, 0, 0, 1, 2])
    d, a, s, p = crowd.debts, crowd.accounts, crowd.stocks, crowd.people
    ledger.sum_debts(d.debtor, d.kind, d.owed, plant_of, d.count, debts)
    camera.sum_balances(a.sector, a.balance, a.count, sums)
    camera.sum_goods(s.good, s.amount, s.sold, s.count, goods)
    panel.sum_wages(p.tie, p.gone, p.employer, p.wage, p.count, wages)

    def rows(table: Any) -> list[dict[str, int]]:
        return [{k: int(col[i]) for k, col in table.arrays()} for i in range(1, table.count)]

    for kind in range(1, 4):
        for plant in (1, 2):
            owed = sum(r["owed"] for r in rows(d) if r["kind"] == kind and r["debtor"] == plant + 4)
            assert debts[kind, plant] == owed
    assert sums.tolist() == [sum(r["balance"] for r in rows(a) if r["sector"] == at) for at in range(9)]
    assert goods[0].tolist() == [sum(r["amount"] for r in rows(s) if r["good"] == at) for at in range(4)]
    assert goods[1].tolist() == [sum(r["sold"] for r in rows(s) if r["good"] == at) for at in range(4)]
    bound = [q for q in here(crowd) if q["tie"]]
    assert wages[:, 0].tolist() == [sum(q["wage"] for q in bound if q["employer"] == at) for at in range(4)]
    assert wages[:, 1].tolist() == [sum(q["employer"] == at for q in bound) for at in range(4)]


def test_rows_are_placed_by_person_and_then_as_they_came() -> None:
    person = np.array([3, 1, 3, 2, 1, 3], np.uint32)
    kept = np.array([False, True, False, True])
    order = np.empty(5, np.int64)
    panel.place_rows(person, kept, np.array([0, 0, 2, 2]), order)
    assert order.tolist() == [1, 4, 0, 2, 5]


def test_spells_unfold_to_the_months_that_were(crowd: World) -> None:
    rng = np.random.default_rng(7)
    people, lives = crowd.people, Lives()
    seen: dict[tuple[int, int], tuple[int, ...]] = {}
    for month in range(8, 40):
        crowd.month = month
        for row in rng.integers(1, people.count, 25):
            name = ("activity", "tie", "employer", "household", "owed", "gone")[rng.integers(0, 6)]
            new = (
                month if name == "gone" else int(rng.integers(0, 4)) if name != "household" else int(rng.integers(1, 5))
            )
            if people.gone[row] == NEVER:
                getattr(people, name)[row] = new
        lives.month(crowd)
        for row in range(1, people.count):
            if people.gone[row] == NEVER:
                shown = (people.tie[row], people.activity[row], people.employer[row],
                         crowd.households.street[people.household[row]])  # fmt: skip
                seen[int(people.key[row]), month] = tuple(int(x) for x in shown)
    _, spells = lives.finish(crowd)
    ties = ("none", "regular", "contract", "collective", "cadre", "apprentice")
    acts = ("child", "pupil", "on_post", "side_work", "own_account", "seeking", "not_seeking", "retired", "disabled",
            "sent_down", "detained", "away", "dead")  # fmt: skip
    unfolded: dict[tuple[int, int], tuple[int, ...]] = {}
    for s in spells.iter_rows(named=True):
        for month in range(crowd.calendar.index(s["from"]), crowd.calendar.index(s["to"]) + 1):
            assert (s["key"], month) not in unfolded
            shop = crowd.labels["workshops"].index(s["workshop"])
            street = crowd.labels["streets"].index(s["street"])
            unfolded[s["key"], month] = (ties.index(s["tie"]), acts.index(s["activity"]), shop, street)
    assert unfolded == seen
