"""The planning problem: Kantorovich's milling machines, chains over time, targets out of reach, and duality by law."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from tiexi.bench.plan import chains
from tiexi.state import optimum
from tiexi.state.optimum import HARMONY, NoPlan, Plan, Problem, filled, solve

MACHINES, PART_A, PART_B = (3, 3, 1), (10, 20, 30), (20, 30, 80)  # milling, turret lathes, automatic: parts a day


def milling(engine: ModuleType = optimum) -> Problem:
    """Kantorovich 1939, first problem: machine-days of three types on two parts; a set needs one of each."""
    found: Problem = engine.Problem(
        process=np.arange(6), good=np.repeat([0, 1], 3), amount=np.array(PART_A + PART_B, float), user=np.arange(6),
        resource=np.tile([0, 1, 2], 2), need=np.ones(6), capacity=np.array(MACHINES, float)[:, None],
        targets=np.ones((2, 1)),
    )  # fmt: skip
    return found


def of_the_paper(plan: Plan) -> bool:
    """The optimum and both solutions are unique, so they are the paper's to the last digit."""
    days = [[8 / 3], [3], [0], [1 / 3], [0], [1]]
    return bool(
        abs(plan.z * 3 / 260 - 1) < 1e-9 and np.allclose(plan.batches, days, rtol=0, atol=1e-9)
        and np.allclose(plan.rent, [[20 / 3], [40 / 3], [80 / 3]], rtol=1e-9, atol=0)
        and np.allclose(plan.worth, [[2 / 3], [1 / 3]], rtol=1e-9, atol=0)
    )  # fmt: skip


def test_kantorovich_s_milling_machines() -> None:
    assert of_the_paper(solve(milling()))


@pytest.mark.parametrize(("was", "becomes"), [
    ("np.full(len(targets), z),", "np.full(len(targets), z - 1),"),
    ("-p.targets.ravel()[targets],", "p.targets.ravel()[targets],"),
    ("recipe, np.repeat(p.need[common], periods)", "recipe, np.repeat(-p.need[common], periods)"),
    ("_clean(-dual[: goods * periods]", "_clean(dual[: goods * periods]"),
    ("-p.penalty[short // periods] * slopes[piece], [p.gain],", "-p.penalty[short // periods] * slopes[piece], [-p.gain],"),
    ("upper[goods * periods :] = p.capacity[c.alone < 0].ravel()", "upper[goods * periods :] = 1.0"),
])  # fmt: skip
def test_one_operator_changed_and_it_is_another_problem(was: str, becomes: str, tmp_path: Path) -> None:
    text = Path(optimum.__file__).read_text("utf-8")
    assert text.count(was) == 1, was
    place = tmp_path / "changed.py"
    place.write_text(text.replace(was, becomes), "utf-8")
    spec = importlib.util.spec_from_file_location("changed", place)
    assert spec is not None
    assert spec.loader is not None
    changed = importlib.util.module_from_spec(spec)
    sys.modules["changed"] = changed
    spec.loader.exec_module(changed)
    with suppress(changed.NoPlan, ValueError, IndexError):  # no plan at all is another answer too
        assert not of_the_paper(changed.solve(milling(changed)))


def chain(**changes: Any) -> Problem:
    """Ore is smelted (a period later) to metal, of which wire is drawn: one workshop each; deliveries of wire."""
    found = Problem(
        process=np.array([0, 0, 1, 1]), good=np.array([0, 1, 1, 2]), amount=np.array([-4.0, 1.0, -1.0, 1.0]),
        user=np.array([0, 1]), resource=np.array([0, 1]), need=np.ones(2), capacity=np.full((2, 3), 10.0),
        targets=np.array([[0, 0, 0], [0, 0, 0], [0, 8, 8.0]]), delay=np.array([1, 0]),
        supply=np.array([[np.inf] * 3, [0] * 3, [0] * 3]), price=np.array([2.0, 0, 0]), penalty=np.full(3, 100.0),
        least=1.0, most=1.0,
    )  # fmt: skip
    return replace(found, **changes)


def test_a_chain_looks_ahead() -> None:
    plan = solve(chain())
    assert plan.feasible
    assert plan.short.sum() == 0
    assert plan.batches[0, 2] == 0  # smelted a period before the wire is drawn, so no more at the end
    assert plan.batches[0].sum() == pytest.approx(16)
    assert plan.bought[0].sum() == pytest.approx(64)
    np.testing.assert_allclose(plan.worth[2, 1:], [8, 8])  # the ore in it
    assert not plan.rent.any()


def test_what_binds_has_a_price_and_what_is_missing_is_said() -> None:
    plan = solve(chain(capacity=np.array([[6.0] * 3, [10.0] * 3])))
    assert plan.short[2].sum() == pytest.approx(4)  # 6 + 6 of 16 can be smelted
    assert plan.rent[0, 0] == pytest.approx(100 - 8)  # a batch more saves the penalty and costs the ore
    assert plan.rent[1].sum() == 0
    assert plan.worth[2].max() == pytest.approx(100)


def test_stocks_carry_over_and_have_room() -> None:
    late = chain(targets=np.array([[0, 0, 0], [0, 0, 0], [0, 0, 16.0]]))
    assert solve(late).short.sum() == 0  # drawn in two periods, kept for one
    kept = solve(replace(late, room=np.array([np.inf, np.inf, 3.0])))
    assert kept.short[2, 2] == pytest.approx(3)  # ten of the last period and three kept
    left = solve(chain(opening=np.array([0, 0, 5.0]), closing=np.array([0, 0, 5.0])))
    assert left.stock[2, 2] == pytest.approx(5)
    assert left.batches[1].sum() == pytest.approx(16)


def test_targets_that_must_be_met_and_cannot_are_explained_by_the_goods_that_bind() -> None:
    hard = chain(penalty=np.full(3, np.inf), capacity=np.array([[6.0] * 3, [10.0] * 3]))
    plan = solve(hard)
    assert not plan.feasible
    np.testing.assert_allclose(plan.short.sum(axis=1), [0, 0, 4])
    assert plan.rent[0].max() > 0
    assert solve(replace(hard, capacity=np.full((2, 3), 10.0))).feasible


def test_no_bound_no_plan() -> None:
    free = Problem(np.array([0]), np.array([0]), np.ones(1), np.array([0]), np.array([0]), np.ones(1),
                   np.full((1, 1), np.inf), np.ones((1, 1)))  # fmt: skip
    with pytest.raises(NoPlan):
        solve(free)


def test_harmony_spreads_what_is_missing() -> None:
    """Two goods of one scarce hand: without harmony one is given up, with it both are missed alike."""
    two = Problem(
        np.array([0, 1]), np.array([0, 1]), np.ones(2), np.array([0, 1]), np.array([0, 0]), np.ones(2),
        np.array([[12.0]]), np.full((2, 1), 8.0), penalty=np.array([1.0, 1.01]), least=1.0, most=1.0,
    )  # fmt: skip
    assert sorted(solve(two).short[:, 0].tolist()) == [0, 4]
    np.testing.assert_allclose(solve(replace(two, steps=HARMONY)).short[:, 0], [2, 2])


@st.composite
def problems(draw: Any) -> Problem:
    """Small drawn chains with everything in them."""
    goods, periods = draw(st.integers(7, 12)), draw(st.integers(1, 3))
    found = chains(goods, periods, draw(st.integers(1, 10_000)))
    if draw(st.booleans()):
        found = replace(found, capacity=found.capacity * draw(st.sampled_from([0.3, 0.8, 2.0])))
    delay = np.array(draw(st.lists(st.integers(0, 1), min_size=found.processes, max_size=found.processes)))
    return replace(found, delay=delay, running=np.full(found.processes, draw(st.sampled_from([0.0, 0.5]))))


def dense(p: Problem) -> float:
    """The optimum by another solver's call, from the problem's text: rows and columns one by one."""
    goods, periods = p.targets.shape
    names: dict[tuple[Any, ...], int] = {}
    cost: list[float] = []
    bounds: list[tuple[float, float | None]] = []

    def variable(name: tuple[Any, ...], price: float, low: float = 0.0, high: float = np.inf) -> None:
        names[name] = len(cost)
        cost.append(price)
        bounds.append((low, None if high == np.inf else high))

    for t in range(periods):
        for x in range(p.processes):
            variable(("x", x, t), p.running[x])
        for g in range(goods):
            last = t == periods - 1
            variable(("s", g, t), 0.0, min(p.closing[g], p.opening[g]) if last else 0.0, max(p.room[g], p.closing[g]))
            variable(("b", g, t), p.price[g], 0.0, p.supply[g, t])
            for k, (width, slope) in enumerate(p.steps):
                variable(("u", g, t, k), p.penalty[g] * slope, 0.0, width * p.targets[g, t])
    rows, limits = [], []
    for t in range(periods):
        for g in range(goods):
            row = np.zeros(len(cost))
            for x, what, amount in zip(p.process, p.good, p.amount, strict=True):
                when = t - p.delay[x] if amount > 0 else t
                if what == g and when >= 0:
                    row[names["x", x, when]] += amount
            row[names["s", g, t]] -= 1
            if t:
                row[names["s", g, t - 1]] += 1
            row[names["b", g, t]] += 1
            for k in range(len(p.steps)):
                row[names["u", g, t, k]] += 1
            rows.append(-row)
            limits.append(p.coming[g, t] + (p.opening[g] if t == 0 else 0.0) - p.targets[g, t])
        for r in range(len(p.capacity)):
            row = np.zeros(len(cost))
            for x, of, need in zip(p.user, p.resource, p.need, strict=True):
                row[names["x", x, t]] += need * (of == r)
            rows.append(row)
            limits.append(p.capacity[r, t])
    found = linprog(cost, np.array(rows), np.array(limits), bounds=bounds)
    assert found.status == 0
    return -float(found.fun)


@given(problems())
def test_the_optimum_and_its_prices(p: Problem) -> None:
    plan, whole = solve(p), filled(p)
    assert plan.objective - whole.gain == pytest.approx(dense(whole), rel=1e-7, abs=1e-6)
    goods, periods = whole.targets.shape
    used = np.zeros(whole.capacity.shape)
    for x, r, need in zip(whole.user, whole.resource, whole.need, strict=True):
        used[r] += need * plan.batches[x]
    assert (used <= whole.capacity * (1 + 1e-7) + 1e-6).all()
    free = used < whole.capacity * (1 - 1e-6) - 1e-6
    assert (plan.rent[free] < 1e-6).all()  # what is not used up has no price
    assert (plan.worth > -1e-6).all()
    for t in range(periods):  # every balance holds, recomputed by hand
        for g in range(goods):
            have = (
                whole.coming[g, t]
                + (plan.stock[g, t - 1] if t else whole.opening[g])
                + plan.bought[g, t]
                + plan.short[g, t]
            )
            for x, what, amount in zip(whole.process, whole.good, whole.amount, strict=True):
                when = t - int(whole.delay[x]) if amount > 0 else t
                if what == g and when >= 0:
                    have += amount * plan.batches[x, when]
            assert have - plan.stock[g, t] - whole.targets[g, t] > -1e-5


def test_the_same_problem_gives_the_same_plan() -> None:
    first, second = (solve(chains(60, 4)) for _ in range(2))
    for name in ("batches", "stock", "bought", "short", "worth", "rent"):
        np.testing.assert_array_equal(getattr(first, name), getattr(second, name))


def test_the_solver_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    """What a command prints on stdout as JSON would be none otherwise; the first call of a process is the one that greets."""
    text = "from tests.kernels.test_optimum import milling; from tiexi.state.optimum import solve; solve(milling())"
    subprocess.run([sys.executable, "-c", text], check=True, cwd=Path(__file__).parents[2])
    assert capfd.readouterr().out == ""
