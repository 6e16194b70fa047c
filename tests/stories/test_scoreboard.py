"""The scoreboard: estimators on numbers made by hand, bands, naive forecasts, and members in any number of processes."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.record import small

from tiexi.record import camera, yearbook
from tiexi.record.census import registers
from tiexi.record.series import Series
from tiexi.region import Region, load
from tiexi.studies import emergent, estimators, naive, ranges, scoreboard
from tiexi.studies.centres import Centres, enrolled_persons
from tiexi.studies.estimators import estimate
from tiexi.studies.members import watch_all
from tiexi.studies.witness import Measures, Witness
from tiexi.world.ledger import Reason, Sector, flow_row
from tiexi.world.people import NEVER, Activity, Tie
from tiexi.world.works import Owner, Standing
from tiexi.world.world import World

MEASURES: Measures = {
    "on_post_state": {1978: 50, 1995: 45, 2000: 30}, "off_post_state": {1978: 0, 1995: 15, 2000: 20},
    "on_post_collective": {2000: 10}, "off_post_collective": {2000: 30}, "retired_state": {2000: 15},
    "retired_collective": {2000: 3}, "laid_off_registered": {1999: 8, 2000: 10}, "severed_under_merger": {2002: 25},
    "reemployment": {2000: 0.16, 2001: 0.12}, "registered_unemployed": {2000: 6}, "employed": {2000: 40},
    "off_post": {2000: 50}, "informal": {2000: 4}, "staff_smelter": {1999: 11},
    "pay_state": {1978: 30_000, 1990: 90_000}, "staff_years_state": {1978: 50, 1990: 30},
    "pay_collective": {1990: 40_000}, "staff_years_collective": {1990: 20},
    "loss_makers": {1999: 3}, "enterprises": {1999: 12}, "loss_makers_state": {1999: 2}, "enterprises_state": {1999: 5},
    "bank_debt_state": {2002: 7.5e9}, "owed_to_workers_state": {2002: 2e6}, "so2": {1999: 70_000},
    "steel_rolled": {1953: 10, 1954: 30}, "steel_outside": {1953: 9, 1954: 21},
    "sent_to_centre": {1953: 60, 1954: 100}, "invested_by_centre": {1953: 30, 1954: 10},
    "granted_by_centre": {1953: 0, 1954: 10},
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "year", "base", "unit", "wanted"),
    [
        ("staff_state", 1995, 1978, "percent of 1978", 120),
        ("staff_state", 2000, None, "persons", 50),
        ("staff_collective", 2000, None, "persons", 40),
        ("staff_industry", 2000, None, "persons", 90),
        ("staff_smelter", 2000, None, "persons", 11),
        ("off_post_share_state", 2000, None, "ratio", 0.4),
        ("off_post_share_state", 2000, None, "percent", 40),
        ("off_post_share_collective", 2000, None, "ratio", 0.75),
        ("retired_per_tied", 2000, None, "ratio", 0.2),
        ("registered_laid_off", 2000, 1999, "ratio", 1.25),
        ("registered_share_of_state", 2000, None, "ratio", 0.5),
        ("registered_share_of_all", 2000, None, "ratio", 0.2),
        ("severed_share", 2002, None, "ratio", 0.5),
        ("reemployment", 2001, 2000, "ratio", 0.75),
        ("registered_unemployment_rate", 2000, None, "percent", 6),
        ("wage_state", 1978, None, "yuan per person-year", 600),
        ("wage_state", 1990, 1978, "ratio", 5),
        ("wage_collective", 1990, None, "yuan per person-year", 2000),
        ("wage_state_over_collective", 1990, None, "ratio", 1.5),
        ("loss_making_share", 1999, None, "ratio", 0.25),
        ("loss_making_share_state", 1999, None, "ratio", 0.4),
        ("bank_debt_state", 2002, None, "million yuan", 7500),
        ("owed_to_workers_state", 2002, None, "million yuan", 2),
        ("steel_sold_outside", 1954, None, "ratio", 0.75),
        ("profits_over_investment", 1954, None, "ratio", 4),
        ("profits_over_investment", 1953, None, "ratio", None),  # nothing was granted: no investment to divide by
        ("so2", 1999, None, "tonnes", 70_000),
        ("off_post_share_state", 1999, None, "ratio", None),
        ("staff_state", 2000, 1999, "ratio", None),
    ],
)
def test_estimators(name: str, year: int, base: int | None, unit: str, wanted: float | None) -> None:
    assert estimate(MEASURES, name, year, base, unit) == (None if wanted is None else pytest.approx(wanted))


def test_every_estimator_is_tried_here_and_silent_without_measures() -> None:
    tried = {mark.args[1][i][0] for mark in test_estimators.pytestmark for i in range(len(mark.args[1]))}  # type: ignore[attr-defined]
    assert tried == set(estimators.ESTIMATORS)
    assert all(estimator({}, 2000) is None for estimator in estimators.ESTIMATORS.values())


def test_naive_forecasts() -> None:
    earlier = [(1990.0, 2.0), (1991.0, 4.0), (1992.0, 3.0)]
    assert naive.last_value(earlier) == 3
    assert naive.last_value([]) is None
    assert naive.trend(earlier, 1994) == pytest.approx(3 + 0.5 * 3)
    assert naive.trend(earlier[:1], 1994) is None
    assert naive.trend([(1990.0, 1.0), (1990.0, 2.0)], 1994) is None
    assert naive.mean_error([(9, 10), (12, 10), (None, 10)]) == pytest.approx(15)
    assert naive.mean_error([(None, 10)]) is None
    assert naive.spread([3, 1, 2, float("nan")]) == pytest.approx((1.2, 2, 2.8))
    assert naive.spread([]) == (None, None, None)


def with_observed(*rows: dict[str, Any]) -> Region:
    """The hamlet with this evidence."""
    region = load("hamlet")
    schema = region.tables["observed"].schema
    plain: dict[str, Any] = {n: "" if t == pl.String else None for n, t in schema.items()}
    plain |= {"place": "here", "unit": "ratio", "grade": "measured", "source": "survey", "role": "observed"}
    frame = pl.DataFrame([plain | row for row in rows], schema=schema)
    return dataclasses.replace(region, tables=region.tables | {"observed": frame})


def target(**cells: Any) -> dict[str, Any]:
    return {"file": "targets", "series": "share", "year": 2000, "role": "calibration", "value": 0.4} | cells


def members(*shares: float | None) -> list[Measures]:
    """Members whose off-post share of state enterprises in 2000 is as given; None yields nothing."""
    return [
        {} if s is None else {"on_post_state": {2000: 1 - s}, "off_post_state": {2000: s}} for s in shares
    ]  # fmt: skip


def test_targets_are_held_against_the_members() -> None:
    region = with_observed(
        target(id="b", estimator="off_post_share_state", low=0.3, high=0.5),
        target(id="a", estimator="off_post_share_state", high=0.2, role="validation"),
        target(id="c", estimator="off_post_share_state", low=0.3, high=0.5, role="input"),
        target(id="d", role="not_scored", reason="nothing yields it"),
        target(id="e", estimator="off_post_share_stat"),
        target(id="f", estimator="so2", low=0),
    )
    found = {t.id: t for t in scoreboard.targets_of(region, members(0.2, 0.35, 0.4, 0.45, 0.6))}
    assert list(found) == list("abcdef")
    b = found["b"]
    assert (b.q10, b.q50, b.q90) == pytest.approx((0.26, 0.4, 0.54))
    assert (b.inside, b.share_inside) == (True, 0.6)
    assert (found["a"].inside, found["a"].share_inside) == (False, 0.2)
    assert found["c"].q50 == pytest.approx(0.4)
    assert (found["c"].inside, found["c"].share_inside) == (None, None), "an input is shown and not scored"
    assert (found["d"].role, found["d"].q50, found["d"].reason) == ("not_scored", None, "nothing yields it")
    assert "off_post_share_state" in found["e"].reason
    assert (found["f"].role, found["f"].reason) == ("not_scored", scoreboard.NO_NUMBER)


def test_a_member_that_yields_nothing_is_outside() -> None:
    region = with_observed(target(id="a", estimator="off_post_share_state", low=0.3, high=0.5))
    (found,) = scoreboard.targets_of(region, members(0.4, None))
    assert (found.q50, found.share_inside) == (0.4, 0.5)
    assert found.members == (0.4, None)


def observation(year: int, value: float, **cells: Any) -> dict[str, Any]:
    return {"file": "laid_off", "series": "laid off", "year": year, "value": value} | cells


def test_series_of_a_larger_place_are_held_against_the_change_since_the_base() -> None:
    told = {"estimator": "registered_laid_off", "base": 1990, "unit": "persons"}
    region = with_observed(*(observation(y, v, **told) for y, v in ((1991, 200), (1990, 100), (1992, 400), (2004, 1))))
    found: list[Measures] = [{"laid_off_registered": {1990: 10, 1991: 30, 1992: 40}}]
    (series,) = scoreboard.series_of(region, found)
    assert [p.year for p in series.points] == [1990, 1991, 1992], "2004 lies outside the region's months"
    assert [p.q50 for p in series.points] == [100, 300, 400]
    assert [p.last for p in series.points] == [None, 100, 200]
    assert [p.trend for p in series.points] == [None, None, pytest.approx(300)]
    assert series.model_error == pytest.approx(25), "50 % and nothing; the base year is no forecast"
    assert series.last_error == pytest.approx(50)
    assert series.trend_error == pytest.approx(25)


def test_a_single_observation_has_no_naive_forecast() -> None:
    region = with_observed(observation(1995, 50, estimator="off_post_share_state", unit="percent"))
    found: list[Measures] = [{"on_post_state": {1995: 3}, "off_post_state": {1995: 1}}]
    (series,) = scoreboard.series_of(region, found)
    assert series.model_error == pytest.approx(50)
    assert (series.last_error, series.trend_error) == (None, None)
    assert scoreboard.series_of(region, [{}]) == (), "no member yields it"


def test_definitions_are_part_of_the_identity_of_a_series() -> None:
    rows = [observation(1990 + i, 1, estimator="so2", definition=d) for i, d in enumerate(("all", "all", "some"))]
    found: list[Measures] = [{"so2": {1990: 1, 1991: 1, 1992: 1}}]
    assert [len(s.points) for s in scoreboard.series_of(with_observed(*rows), found)] == [2, 1]


def test_what_the_flagship_is_scored_against() -> None:
    rows = scoreboard._rows(load("tiexi"), targets=True)
    assert rows["id"].n_unique() == len(rows) >= 43
    assert set(rows["estimator"]) - {""} <= set(estimators.ESTIMATORS)
    silent = rows.filter((pl.col("role") == "not_scored") & (pl.col("reason") == ""))
    assert silent.is_empty(), "what is not scored says why"
    scored = rows.filter(pl.col("role").is_in(scoreboard.SCORED))
    assert scored.filter(pl.col("low").is_null() & pl.col("high").is_null()).is_empty()
    assert scored.filter(pl.col("estimator") == "").is_empty()
    series = scoreboard._rows(load("tiexi"), targets=False)
    assert set(series["estimator"]) <= set(estimators.ESTIMATORS)


@pytest.fixture
def world(tmp_path: Path) -> World:
    w = small.world(tmp_path)
    small.clear(w)
    return w


def test_the_witness_counts_a_year(world: World) -> None:
    """Eleven quiet months and one with everything: pay, matter, debts and heads of the small world."""
    witness, flows = Witness(world), world.flows.paid
    world.plants.number[1:3], world.plants.result[1:3] = (2, 1), (-5, 7)
    world.plants.standing[1:3] = Standing.WORKING
    world.plants.pensioners[1] = 1
    for month in range(12):
        world.month = month
        flows[:] = 0
        flows[flow_row(int(Reason.WAGE), int(Sector.STATE_PLANTS), int(Sector.HOUSEHOLDS))] = 1_000
        flows[flow_row(int(Reason.ALLOWANCE), int(Sector.STATE_PLANTS), int(Sector.HOUSEHOLDS))] = 200
        flows[flow_row(int(Reason.GRANT), int(Sector.CENTRE), int(Sector.STATE_PLANTS))] = 30
        flows[flow_row(int(Reason.PROFIT), int(Sector.STATE_PLANTS), int(Sector.CENTRE))] = 50
        if month == 11:
            world.plants.standing[2] = Standing.GUARDED
        witness.month(world)
    m = {name: by_year[1990] for name, by_year in witness.measures.items()}
    assert m["pay_state"] == 12 * 1_200, "allowances belong to pay while staff are counted with those off post"
    assert m["staff_years_state"] == pytest.approx(50)
    assert (m["on_post_state"], m["off_post_state"], m["retired_state"]) == (40, 10, 10)
    assert (m["sent_to_centre"], m["invested_by_centre"], m["granted_by_centre"]) == (600, 360, 360)
    assert (m["bank_debt_state"], m["owed_to_workers_state"]) == (900, 7_000)
    assert (m["enterprises_state"], m["loss_makers_state"]) == (2, 2)
    assert witness.closed.tolist() == [-1, -1, 11]
    assert witness.tills["trade_debt"][11].tolist() == [0, 50, 0]
    assert witness.tills["wage_arrears"][11].tolist() == [0, 7_000, 0]


def test_leavers_of_the_centres(world: World) -> None:
    """Of three ever enrolled between December and June two find work; one who never was enrolled does not count."""
    world.month = 11
    world.plants.allowed[1:3] = 1_000_000
    for row in (2, 3):
        small.tie(world, row, Tie.REGULAR, Activity.SEEKING, 2)
    small.tie(world, 4, Tie.REGULAR, Activity.SEEKING, 1)  # on the books of the private mill: no centre
    assert np.flatnonzero(enrolled_persons(world)).tolist() == [2, 3, 6]
    book = yearbook.Yearbook(world, Series(yearbook.VARIABLES, camera.entities(world), camera.goods_of(world), 30))
    centres = Centres()
    assert centres.month(world, book) is None
    rates = []
    for month in range(12, 20):
        world.month = month
        if month == 14:
            small.tie(world, 2, Tie.REGULAR, Activity.ON_POST, 3)
            small.tie(world, 3, Tie.REGULAR, Activity.SIDE_WORK, 2)  # works beside the tie: still in the centre
            small.tie(world, 4, Tie.REGULAR, Activity.ON_POST, 1)
        if month == 16:
            small.tie(world, 2, Tie.REGULAR, Activity.SEEKING, 3)  # back again: he left once
            small.tie(world, 6, Tie.NONE, Activity.OWN_ACCOUNT, 0)
        rates.append(centres.month(world, book))
    assert rates == [None] * 5 + [pytest.approx(2 / 3), None, None]


@pytest.mark.parametrize(("months", "years"), [(999, 0), (12, 0), (24, 5)])
def test_persons_enrolled_are_those_the_yearbook_counts(tmp_path: Path, months: int, years: int) -> None:
    """Plant by plant, in a crowd of every tie, activity, age and time of being sent home."""
    w = small.world(tmp_path)
    rules = {"yearbook.enrolment_months": months, "yearbook.enrolment_years": years}
    w.region.parameters |= {name: small.Parameter([(0, float(value))]) for name, value in rules.items()}
    w.month, n, rng = 20, 800, np.random.default_rng(8)
    small.add(
        w.people, n, gone=np.where(rng.random(n) < 0.8, NEVER, 3), born=rng.integers(-720, 1, n),
        sex=rng.integers(1, 3, n), tie=rng.integers(0, 6, n), activity=rng.integers(2, 8, n),
        employer=rng.integers(1, 4, n), since=rng.integers(-40, 20, n), household=1,
    )  # fmt: skip
    w.plants.owner[1:3], w.plants.allowed[1:3] = Owner.STATE, (1_000_000, 400_000)
    for closed in (NEVER, 10):
        persons = enrolled_persons(w, closed)
        plants = w.workshops.plant[w.people.employer[: w.people.count]]
        counted = np.bincount(plants[persons], minlength=w.plants.count)
        assert counted.tolist() == yearbook.enrolled(w, registers(w, closed).off_post).tolist()
        assert counted.sum() > 10


def test_registered_share_and_its_cause(world: World) -> None:
    world.month = 11
    world.plants.allowed[1] = 400_000
    assert emergent.registered_share(world) == 1.0, "the smelter pays two fifths of its allowances, more than a third"
    world.plants.allowed[1] = 300_000
    assert emergent.registered_share(world) == 0.0


def test_a_parameter_is_switched_off_for_good() -> None:
    region = load("tiexi")
    month = region.index(emergent.SOFT_ENDS)
    before = region.parameters["finance.softness"].at(month - 1)
    kept = ranges.with_parameter(region, "finance.softness", before, month).parameters["finance.softness"]
    assert kept.at(month - 13) == region.parameters["finance.softness"].at(month - 13)
    assert {kept.at(m) for m in range(month, region.months)} == {before}


def test_debts_before_a_closure() -> None:
    debt = np.concatenate([np.zeros(20), np.arange(40.0), np.zeros(10)])
    assert emergent.grown(debt, closed=60, before=60)
    assert not emergent.grown(debt[::-1].copy(), closed=60, before=60)
    assert not emergent.grown(debt, closed=30, before=30), "the record does not reach back three years"
    frozen = np.concatenate([np.zeros(20), np.arange(25.0), np.full(80, 25.0)])  # in the queue it buys nothing
    assert not emergent.grown(frozen, closed=120, before=120)
    assert emergent.grown(frozen, closed=120, before=50)
    mark = np.full(70, 10.0)
    assert emergent.months_above(debt, mark, closed=60) == 30
    assert emergent.months_above(debt, mark, closed=65) == 0
    assert emergent.months_above(debt, np.zeros(70), closed=60) == 0, "without a wage bill nothing is late"
    sales = np.concatenate([np.full(4, np.nan), np.full(40, 6.0), np.full(36, 2.0)])
    mean = emergent.recent(sales)
    assert (mean[3], mean[4], mean[43], mean[61], mean[79]) == (0, 6, 6, 4, 2)


def test_checks_over_members() -> None:
    good = {"dues.closed": 20.0, "dues.grew": 0.95, "dues.owed_months": 40.0, "dues.late_months": 20.0,
            "dues.closed_if_soft": 1.0}  # fmt: skip
    found = emergent.scores([good, good | {"dues.grew": 0.5}, {"dues.closed": 0.0}])
    assert [c.check for c in found] == [2, 2, 2], "what no member was asked is left out"
    assert [c.found for c in found] == [1, 2, 2]
    assert all((c.tried, c.needed, c.passed) == (3, 3, False) for c in found)
    assert found[1].q50 == 20
    assert found[2].q50 == 1 / 20
    assert all(c.passed for c in emergent.scores([good] * 5))
    assert emergent.scores([{}]) == []


def copy_of_hamlet(goal: Path) -> Path:
    """The hamlet with two targets of its own."""
    shutil.copytree(load("hamlet").folder, goal)
    (goal / "observed").mkdir(exist_ok=True)
    rows = (
        "series,place,year,value,unit,grade,source,id,role,estimator,low,high,reason",
        "off_post_share,hamlet,1998,0.3,ratio,assumed,survey,H1,validation,off_post_share_state,0,1,",
        "grain,hamlet,1998,,ratio,assumed,survey,H2,not_scored,,,,nobody grows any",
    )
    (goal / "observed" / "targets.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return goal


def test_members_are_the_same_in_any_number_of_processes(tmp_path: Path) -> None:
    folder = copy_of_hamlet(tmp_path / "hamlet")
    told: list[str] = []
    one = watch_all(folder, range(1, 3), 5, told.append, processes=1)
    two = watch_all(folder, range(1, 3), 5, told.append, processes=2)
    assert one == two
    assert [m.seed for m in one] == [1, 2]
    assert one[0].measures != one[1].measures
    assert len(told) == 4
    assert "on_post_state" in one[0].measures
