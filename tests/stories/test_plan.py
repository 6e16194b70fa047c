"""The plan to the end: shortage, hoards and full posts; the reform: plenty of inputs, and layoffs. Each with its opposite."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from tests.worlds import off_post_share, run_on, under, world_of

from tiexi.region import Region
from tiexi.studies.ranges import with_parameter
from tiexi.world.found import branch
from tiexi.world.plans import PERIODS
from tiexi.world.world import World

SEEDS = (1, 2, 3)
BEGINS, LAST = "1991-01", "1997-12"
WORKS = 3  # row of plants


@dataclass
class Found:
    """What a run shows: means over its last year of the works' inputs, and where people are at its end."""

    failed: float = 0.0  # share of orders
    hoard: float = 0.0  # months
    off_post: float = 0.0
    employed: int = 0
    target: list[int] = field(default_factory=list)
    made: list[int] = field(default_factory=list)
    digests: list[str] = field(default_factory=list)


def tell(region: Region, seed: int, last: str = LAST) -> Found:
    """Run a hamlet and see what became of the works."""
    w, found, months = world_of(region, seed=seed), Found(), []
    after = w.calendar.index(last) - 11

    def look(world: World) -> None:
        stocks = world.stocks
        mine = np.flatnonzero((stocks.bought[: stocks.count] > 0) & (stocks.plant[: stocks.count] == WORKS))
        if world.month >= after:
            ordered, short = stocks.ordered[mine].sum(), np.minimum(stocks.short[mine], stocks.ordered[mine]).sum()
            months.append((short / max(1, ordered), stocks.hoard[mine].mean() / 1e6))

    found.digests = run_on(w, last, look)
    found.failed, found.hoard = np.mean(months, axis=0)
    found.off_post, found.employed = off_post_share(w), int(w.workshops.on_post[1:4].sum())
    found.target = w.workshops.plan[1:4].tolist()
    found.made = (w.workshops.year_made[1:4] + w.workshops.made[1:4]).tolist()
    return found


@pytest.fixture(scope="module")
def planned() -> Region:
    return under("hamlet", "plan_to_the_end")


@pytest.fixture(scope="module")
def to_the_end(planned: Region) -> list[Found]:
    return [tell(planned, seed) for seed in SEEDS]


def test_plan_to_the_end_means_shortage_hoards_and_full_posts(to_the_end: list[Found]) -> None:
    for found in to_the_end:
        assert found.failed > 0.2
        assert found.hoard > 3
        assert found.off_post == 0


def test_reform_means_no_shortage_and_people_off_post(to_the_end: list[Found]) -> None:
    for seed, plan in zip(SEEDS, to_the_end, strict=True):
        market = tell(under("hamlet"), seed)
        assert market.failed == market.hoard == 0
        assert market.off_post > 0.2
        assert market.employed < plan.employed


def test_without_hoarding_much_less_is_short(planned: Region, to_the_end: list[Found]) -> None:
    for seed, plan in zip(SEEDS, to_the_end, strict=True):
        found = tell(with_parameter(planned, "plan.hoarding", 0.0, 0), seed)
        assert found.hoard == 0
        assert found.failed < plan.failed / 3


def test_looser_norms_mean_less_shortage_and_smaller_hoards(planned: Region, to_the_end: list[Found]) -> None:
    """Over the seeds and in each: with some slack a yard that happens to hoard can still run into its allotment."""
    loose = [tell(with_parameter(planned, "plan.tautness", 0.0, 0), seed) for seed in SEEDS]
    for found, plan in zip(loose, to_the_end, strict=True):
        assert found.failed < plan.failed
        assert found.hoard < plan.hoard / 2
    assert sum(f.failed for f in loose) < sum(f.failed for f in to_the_end) / 2


def test_without_the_ratchet_targets_do_not_follow_output(planned: Region) -> None:
    """The works grows in 1990; two years on a target that follows reports asks for more than one that grows by itself."""
    for seed in SEEDS:
        follows, apart = (
            tell(planned, seed, "1992-12"),
            tell(with_parameter(planned, "plan.ratchet", 0.0, 0), seed, "1992-12"),
        )
        assert sum(follows.target) > 1.1 * sum(apart.target)


def test_careers_that_hang_on_targets_inflate_reports(planned: Region) -> None:
    honest = world_of(planned)
    run_on(honest, "1994-12")
    talked_up = world_of(with_parameter(planned, "reporting.pressure", 1.0, 24))
    run_on(talked_up, "1994-12")
    for w in (honest, talked_up):
        run_on(w, "1995-01")
    assert not honest.workshops.bias[1:4].any()
    assert (talked_up.workshops.bias[1:4] > 0).all()
    assert talked_up.workshops.plan[1:4].sum() > honest.workshops.plan[1:4].sum()
    audited = branch(talked_up, with_parameter(talked_up.region, "reporting.audit", 1.0, talked_up.month))
    for w in (talked_up, audited):
        run_on(w, "1996-01")
    assert audited.workshops.plan[1:4].sum() < talked_up.workshops.plan[1:4].sum()


def test_the_optimal_plan_asks_for_what_can_be_made(planned: Region) -> None:
    found = tell(with_parameter(planned, "plan.rounds", 0.0, 0), 1)
    for target, made in zip(found.target, found.made, strict=True):
        assert made >= 0.95 * target


def test_shadow_prices_name_what_binds(planned: Region) -> None:
    """With half the power to smelt, cathodes are worth many times their list price and concentrate no more than it."""
    w = world_of(planned)
    run_on(w, "1992-12")
    w.paths.permit[w.plants.group[WORKS], w.month :] = 500_000
    run_on(w, "1993-01")
    goods = w.labels["goods"]
    worth = {g: int(w.balances.shadow[goods.index(g) * PERIODS + 1]) for g in ("cathode", "concentrate")}
    price = {g: int(w.goods.price_plan[goods.index(g)]) for g in worth}
    assert worth["cathode"] > 5 * price["cathode"]
    assert worth["concentrate"] == pytest.approx(price["concentrate"], rel=1e-4)
    assert w.balances.missing[goods.index("cathode") * PERIODS + 1] > 0
    assert w.workshops.rent[1:4].max() > 0


def test_a_plan_is_the_same_again_and_on_two_threads(planned: Region, to_the_end: list[Found]) -> None:
    from tiexi.world.found import found

    w: Any = found(planned, seed=SEEDS[0], scale=1, threads=2)
    assert run_on(w, "1993-12") == to_the_end[0].digests[:48]


def test_a_plan_that_ends_leaves_nothing_behind_but_its_hoards(planned: Region) -> None:
    w = world_of(with_parameter(planned, "plan.share", 0.0, 60))
    run_on(w, "1994-12")
    assert w.stocks.planned.any()
    hoards = int(w.stocks.hoard.sum())
    run_on(w, "1996-12")
    assert not w.stocks.planned.any()
    assert not w.balances.shadow.any()
    assert not w.workshops.due.any()
    assert w.stocks.hoard.sum() < hoards
