"""Dated causes as whole numbers by month, against a twin that asks month by month in exact fractions."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drawn import MONTHS, Draft, regions

from tiexi import region as region_
from tiexi.region import Region
from tiexi.world.found import found
from tiexi.world.paths import NEVER, linear, machines, outside_demand, stepped, whole

PPM = MILLION = 10**6
VALUES = st.integers(-8, 24).map(lambda n: n / 8)
PATHS = st.dictionaries(st.integers(-5, 30), VALUES, max_size=5).map(lambda rows: sorted(rows.items()))
Dated = list[tuple[int, Any]]


def in_force(path: Dated, month: int, default: float) -> float:
    """The last row at or before the month."""
    return float(([default] + [value for at, value in path if at <= month])[-1])


def between(path: Dated, month: int, default: float) -> Fraction:
    """On the straight line between two rows; constant before the first and after the last."""
    if not path:
        return Fraction(default)
    before = [(at, value) for at, value in path if at <= month]
    after = [(at, value) for at, value in path if at > month]
    if not before or not after:
        return Fraction((before or after[:1])[-1][1])
    (a, low), (b, high) = before[-1], after[0]
    return Fraction(low) + (Fraction(high) - Fraction(low)) * (month - a) / (b - a)


def rounded(value: Fraction | float) -> int:
    return round(Fraction(value) * PPM)


def installed(region: Any, targets: tuple[str, ...], month: int) -> Fraction:
    """Capacity on the line between its anchors; what was given or taken counts until the next anchor has it in."""
    anchors = region.path("capacity", targets[0]) or region.path("capacity", targets[1])
    value = between(anchors, month, 1.0)
    for kind in ("gift", "transfer", "war"):
        for target in targets:
            for when, change in region.path(kind, target):
                if when <= month and not any(when < at <= month for at, _ in anchors):
                    value *= 1 + Fraction(change)
    return value


@given(PATHS, VALUES)
def test_steps(path: Dated, default: float) -> None:
    assert stepped(path, MONTHS, default).tolist() == [in_force(path, m, default) for m in range(MONTHS)]


@given(PATHS, VALUES)
def test_lines(path: Dated, default: float) -> None:
    exact = [float(between(path, m, default)) for m in range(MONTHS)]
    assert linear(path, MONTHS, default) == pytest.approx(exact, abs=1e-12)


@given(st.lists(VALUES, min_size=1, max_size=9))
def test_whole_numbers(values: list[float]) -> None:
    assert whole(np.array(values), PPM).tolist() == [rounded(value) for value in values]


def test_halves_go_to_the_even_number() -> None:
    assert whole(np.array([0.5, 1.5, 2.5, -0.5]), 1).tolist() == [0, 2, 2, 0]


TARGETS = ("plant:a", "sector:metal", "region")


@given(
    PATHS.map(lambda path: [(m, abs(v)) for m, v in path]),
    st.dictionaries(st.tuples(st.sampled_from(["gift", "transfer", "war"]), st.sampled_from(TARGETS)), PATHS, max_size=3),
    st.booleans(),
)  # fmt: skip
def test_machines(anchors: Dated, shocks: dict[tuple[str, str], Dated], of_sector: bool) -> None:
    paths = {("capacity", TARGETS[of_sector]): anchors, **shocks}
    region: Any = SimpleNamespace(path=lambda kind, target: paths.get((kind, target), []))
    exact = [float(installed(region, TARGETS, m)) for m in range(MONTHS)]
    assert machines(region, TARGETS, MONTHS) == pytest.approx(exact, abs=1e-9)


def test_a_gift_counts_until_the_next_anchor_has_it_in() -> None:
    paths = {("capacity", "plant:a"): [(0, 1.0), (6, 3.0), (12, 3.0)], ("war", "region"): [(3, -0.5)]}
    region: Any = SimpleNamespace(path=lambda kind, target: paths.get((kind, target), []))
    assert machines(region, TARGETS, 14).tolist() == pytest.approx(
        [1, 4 / 3, 5 / 3, 1, 7 / 6, 4 / 3, 3, 3, 3, 3, 3, 3, 3, 3]
    )


def product(region: Region, kind: str, targets: tuple[str, ...], month: int) -> Fraction:
    value = Fraction(1)
    for target in targets:
        path = region.path(kind, target)
        value *= between(path, month, 1.0) if kind == "demand" else Fraction(in_force(path, month, 1.0))
    return value


def posts(region: Any, targets: tuple[str, ...], month: int) -> Fraction:
    """Posts over their reference: as dated for the plant, else for its sector, else as many as the machines ask for."""
    for target in targets[:2]:
        if dated := region.path("quota", target):
            return between(dated, month, 1.0)
    return installed(region, targets, month)


def plant_columns(region: Region, row: dict[str, Any], month: int) -> dict[str, int]:
    """What is dated of a plant in a month."""
    name, targets = row["plant"], (f"plant:{row['plant']}", f"sector:{row['sector']}", "region")
    begun = month >= region.index(row["founded"])
    ends = [region.index(until) for at, until in region.path("close", targets[0]) if at <= month]
    return {
        "scale": rounded(installed(region, targets, month)) if begun else 0,
        "quota": rounded(posts(region, targets, month)) if begun else 0,
        "pull": rounded(between(region.path("demand", targets[0]), month, 1.0)),
        "permit": rounded(product(region, "permit", targets, month)),
        "credit": rounded(in_force(region.path("credit", targets[0]), month, 1.0)),
        "stacks": int(in_force(region.path("permit", f"stacks:{name}"), month, 1.0) > 0),
        "approval": int(in_force(region.path("permit", f"approval:{name}"), month, 0.0) > 0),
        "ends": ends[-1] if ends else NEVER,
    }


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(regions())
def test_everything_dated_of_a_region(draft: Draft) -> None:
    region = draft.region()
    world = found(region, seed=draft.seed, scale=draft.scale)
    for row in region.tables["plants"].iter_rows(named=True):
        f = world.row("groups", row["plant"])
        for month in range(MONTHS):
            for name, value in plant_columns(region, row, month).items():
                near = 1 if name in ("scale", "quota") and value else 0  # shares of a line are rounded twice
                assert abs(int(getattr(world.paths, name)[f, month]) - value) <= near, (name, month)
        assert world.paths.cash_days[f] == round(row["cash_days"])
    for row in region.tables["goods"].iter_rows(named=True):
        g, price = world.row("goods", row["good"]), region.path("price", f"good:{row['good']}", "market")
        price = price or region.path("price", f"good:{row['good']}")
        fen = round(price[0][1] * (100 if row["matter"] else PPM)) if price else 0
        assert set(world.paths.market[g]) == set(world.paths.plan[g]) == {fen}


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(regions())
def test_outside_demand(draft: Draft) -> None:
    region = draft.region()
    world = found(region, seed=draft.seed, scale=draft.scale)
    goods = region.tables["goods"].select("good", "matter").iter_rows()
    asked = outside_demand(region, world.calendar.index)
    for good, matter in goods:
        of_good = [r for r in region.tables["outside"].iter_rows(named=True) if r["good"] == good]
        assert asked.get(good, []) == [(0, r["demand"]) for r in of_good]
        row = world.row("goods", good)
        makers = [s for s in range(1, world.stocks.count) if world.stocks.good[s] == row and world.stocks.makers[s] > 0]
        sector = world.labels["sectors"][world.plants.sector[world.stocks.plant[makers[0]]]] if makers else "none"
        targets = (f"good:{good}", f"sector:{sector}", "region")
        for month in range(MONTHS):
            exact = between(asked.get(good, []), month, 0.0) * product(region, "demand", targets, month)
            assert abs(int(world.paths.demand[row, month]) - exact * (PPM if matter else 1)) <= 1


@pytest.mark.parametrize(
    ("rows", "quota"),
    [
        ([], [MILLION] * 3),  # as many as the machines ask for
        (["1990-01,capacity,plant:works,2,share"], [2 * MILLION] * 3),
        (["1990-01,quota,plant:works,1.5,"], [1_500_000] * 3),
        (["1990-02,quota,plant:works,1,", "1990-04,quota,plant:works,2,"], [MILLION, MILLION, 1_500_000]),  # on a line
        (["1990-01,quota,sector:nonferrous_metals,0.5,"], [500_000] * 3),
        (["1990-01,quota,sector:nonferrous_metals,0.5,", "1990-01,quota,plant:works,3,"], [3 * MILLION] * 3),
        (["1990-01,quota,sector:trade,0.5,", "1990-01,war,plant:works,-0.5,share"], [500_000] * 3),  # machines are lost
    ],
)
def test_posts_are_of_the_labour_plan_and_of_the_machines_without_one(
    rows: list[str], quota: list[int], tmp_path: Path
) -> None:
    folder = shutil.copytree(region_.load("hamlet").folder, tmp_path / "hamlet")
    table = folder / "timeline.csv"
    kept = [line for line in table.read_text("utf-8").splitlines() if "capacity,plant:works" not in line]
    told = [f"{row},general_knowledge,assumed,a row of the tests" for row in rows]
    table.write_text("\n".join([*kept, *told]) + "\n", "utf-8")
    world = found(region_.load(folder), seed=1, scale=1)
    works = world.row("groups", "works")
    assert world.paths.quota[works, :3].tolist() == quota
    shop = world.row("groups", "lane_shop")
    assert world.paths.scale[shop, 0] == MILLION
    assert world.paths.quota[shop, 0] == (500_000 if any("sector:trade" in row for row in rows) else MILLION)
