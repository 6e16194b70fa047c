"""Series speak of groups: what is recorded of the works is the sum over the enterprises it was split into."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.grouped import hamlet_with
from tests.kernels.plain import MILLION

from tiexi import region
from tiexi.engine import Engine
from tiexi.record import camera
from tiexi.record.groups import Groups
from tiexi.record.series import Series
from tiexi.world.found import found
from tiexi.world.world import World

MONTHS = 14
SUMS = (
    "cash", "bank_debt", "trade_debt", "tax_arrears", "wage_arrears", "sales", "wage", "tied", "employed", "off_post",
)  # fmt: skip


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.data())
def test_members_are_added_up(sizes: list[int], data: st.DataObject) -> None:
    """Groups of so many members each; rows of a table and of a table of tables."""
    group = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    table = SimpleNamespace(group=np.array([0, *group], np.uint16), count=len(group) + 1)
    world: Any = SimpleNamespace(plants=table, workshops=table)
    n = len(group)
    values = data.draw(
        st.lists(st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=2), min_size=n, max_size=n)
    )
    ends = np.cumsum(sizes).tolist()
    expected = [
        [sum(row[k] for row in values[end - size : end]) for k in (0, 1)] for end, size in zip(ends, sizes, strict=True)
    ]
    groups = Groups(world)
    assert groups.by_plant(np.array(values, np.int64)).tolist() == expected
    assert groups.by_workshop(np.array(values, np.int64)[:, 1]).tolist() == [both[1] for both in expected]


def money(w: World, f: int) -> dict[str, int]:
    """What is recorded of one plant, from its own rows."""
    plants, debts, people = w.plants, w.debts, w.people
    till = int(plants.account[f])
    owed = [0, 0, 0, 0]
    for row in range(1, debts.count):
        if debts.debtor[row] == till:
            owed[int(debts.kind[row])] += int(debts.owed[row])
    mine = [p for p in range(1, people.count) if people.tie[p] and w.workshops.plant[people.employer[p]] == f]
    on_post = sum(int(people.activity[p]) == 2 for p in mine)
    return {
        "cash": int(w.accounts.balance[till]), "bank_debt": owed[1], "trade_debt": owed[2], "tax_arrears": owed[3],
        "wage_arrears": int(plants.wages_owed[f]), "sales": int(plants.sales[f]), "wage": int(plants.wage_bill[f]),
        "tied": len(mine) * w.scale, "employed": on_post * w.scale, "off_post": (len(mine) - on_post) * w.scale,
    }  # fmt: skip


def of_plants(w: World) -> dict[str, list[float]]:
    """Series of the month by row of plants.csv."""
    rows: list[list[int]] = [[] for _ in w.labels["groups"][1:]]
    for f in range(1, w.plants.count):
        rows[w.plants.group[f] - 1].append(f)
    alone = [[money(w, f) for f in mine] for mine in rows]
    told: dict[str, list[float]] = {name: [sum(m[name] for m in mine) for mine in alone] for name in SUMS}
    told["paid_share"] = [mean_paid(w, mine) for mine in rows]
    return told


def mean_paid(w: World, mine: list[int]) -> float:
    """Share of the group's wages that was paid; where nobody is due any, the plain mean."""
    bills = [int(w.plants.wage_bill[f]) for f in mine]
    shares = [int(w.plants.paid_share[f]) / MILLION for f in mine]
    if sum(bills) == 0:
        return sum(shares) / len(shares)
    return sum(bill * share for bill, share in zip(bills, shares, strict=True)) / sum(bills)


def of_workshops(w: World) -> dict[str, list[float]]:
    """Series of the month by row of workshops.csv."""
    shops, names = w.workshops, ("employed", "output", "load_factor", "activity")
    told: dict[str, list[float]] = {name: [] for name in names}
    for row in range(1, len(w.labels["works"])):
        mine = [s for s in range(1, shops.count) if shops.group[s] == row]
        installed = sum(int(shops.capacity[s]) * int(w.plants.scale[shops.plant[s]]) / MILLION for s in mine)
        charged = sum(int(shops.charged[s]) for s in mine)
        told["employed"].append(sum(int(shops.on_post[s]) for s in mine) * w.scale)
        told["output"].append(sum(int(shops.made[s]) * int(shops.main_amount[s]) for s in mine))
        told["load_factor"].append(charged / installed if installed else 0)
        told["activity"].append(float(any(shops.charged[s] > 0 or shops.made[s] > 0 for s in mine)))
    return told


@pytest.fixture(scope="module")
def filmed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Series, list[dict[str, Any]], World]:
    """Fourteen months of a group of nine enterprises: what was recorded, and the same from every member."""
    folder = hamlet_with(tmp_path_factory.mktemp("grouped") / "hamlet", 9, 0.8)
    world = found(region.load(folder), seed=1, scale=1)
    series = Series(camera.VARIABLES, camera.entities(world), camera.goods_of(world), MONTHS)
    film, engine, told = camera.Camera(world, series), Engine(world), []
    for _ in range(MONTHS):
        engine.advance()
        series.turn(world.month)
        film.film(world)
        told.append({"plant": of_plants(world), "workshop": of_workshops(world)})
        world.month += 1
    return series, told, world


@pytest.mark.parametrize("kind", ["plant", "workshop"])
def test_a_series_of_a_group_is_that_of_its_members(filmed: Any, kind: str) -> None:
    series, told, world = filmed
    assert world.plants.count == 1 + 2 + 6
    for name in told[0][kind]:
        recorded = series.of(kind, name)
        assert recorded.shape == (MONTHS, {"plant": 3, "workshop": 5}[kind])
        expected = np.array([month[kind][name] for month in told])
        assert recorded == pytest.approx(expected, rel=1e-9, abs=1e-9), name
    assert series.of(kind, "employed").any()


def test_things_that_are_recorded_are_rows_of_the_region(filmed: Any) -> None:
    _, _, world = filmed
    named = camera.entities(world)
    assert named["plant"] == ["lane_office", "lane_shop", "works"]
    assert set(named["workshop"]) == {
        "works/smelting", "works/casting", "works/electrolysis", "lane_shop/counter", "lane_office/office"
    }  # fmt: skip
    assert len(camera.goods_of(world)["workshop"]) == 5
