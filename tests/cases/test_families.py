"""Cases are families: other tables and parameters of the same model come out as well, against twins in floating point."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.cases.folders import expect, like, write
from tests.cases.plain_models import dynamic_model, inventory_model
from tests.kernels.plain_flows import plain_run

from tiexi.cases.folder import read_case
from tiexi.studies.replicate import replicate

NAMES = [f"reg{r}|{s}" for r in (1, 2) for s in ("mining", "metal", "other")]


def table(folder: Path, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A small table of two regions and three sectors, in the folder."""
    dice = np.random.default_rng(seed)
    z = dice.uniform(0, 1000, (6, 6)) * dice.choice([0.0, 0.1, 1.0], (6, 6))
    y = z.sum(axis=0) * 1.2 + dice.uniform(100, 3000, 6)
    labels = [name.split("|") for name in NAMES]
    write(
        folder / "Z.csv",
        [("region", "sector", *NAMES), *((*a, *row) for a, row in zip(labels, z.tolist(), strict=True))],
    )
    write(
        folder / "Y.csv", [("region", "sector", "final"), *((*a, v) for a, v in zip(labels, y.tolist(), strict=True))]
    )
    return z, y


@pytest.mark.parametrize(("seed", "rule"), [(1, "alt"), (2, "noalt")])
def test_inventory_model_with_another_table(tmp_path: Path, seed: int, rule: str) -> None:
    changes = {
        "steps": 60, "order_rule": rule, "inventory_days": 7, "inventory_restoration_time": 2.5, "psi": 0.6,
        "alpha_max": 1.5, "alpha_tau": 30, "event_duration": 5, "recovery_time": 12, "capacity_lost": 0.7,
    }  # fmt: skip
    folder = like("ario-shortage", tmp_path / "case", changes)
    (folder / "expected_production.csv").unlink()
    z, y = table(folder, seed)
    (folder / "parameters.csv").write_text(
        (folder / "parameters.csv")
        .read_text("utf-8")
        .replace("of reg1 manufactoring", "of reg1 metal and reg2 mining"),
        "utf-8",
    )
    p = {row[0]: float(row[1]) for row in changes.items() if row[0] != "order_rule"} | {"days_per_year": 365.0}

    def lost(t: int) -> np.ndarray:
        size = np.array([0, 0.7, 0, 0.7, 0, 0])
        return size * (0 if t < 2 else min(1.0, max(0.0, 1 - (t - 8) / 12)))

    made, unmet = inventory_model(z, y, [n.split("|")[1] for n in NAMES], p, lost, rule == "alt")
    total = made.sum(axis=1) / made[0].sum()
    assert total.min() < 0.9
    assert (made < 0.999 * np.minimum(made[0], made[0])).any()
    rows = [("total_output_ratio", t, v) for t, v in enumerate(total)]
    expect(folder, [*rows, ("unmet_final_demand_total", "0-59", unmet)], 1e-9)
    outcome = replicate(read_case(folder))
    assert outcome.passed, outcome.worst()


@pytest.mark.parametrize("rule", ["leontief", "critical", "half_critical", "linear"])
@pytest.mark.parametrize("seed", [1, 2])
def test_dynamic_model_under_every_input_rule(tmp_path: Path, rule: str, seed: int) -> None:
    dice, n, steps = np.random.default_rng(seed), 4, 90
    names = ["mill", "mine", "shop", "yard"]
    a = dice.uniform(0.02, 0.2, (n, n)) * (dice.uniform(size=(n, n)) < 0.8)
    c0, f0, days = dice.uniform(50, 200, n), dice.uniform(5, 100, n), dice.integers(3, 20, n).astype(float)
    x0 = np.linalg.solve(np.eye(n) - a, c0 + f0)
    l0 = 0.5 * x0 * (1 - a.sum(axis=0))
    rating = dice.choice([0.0, 0.5, 1.0], (n, n))
    p = {"tau": 4.0, "gamma_H": 0.05, "gamma_F": 0.12, "rho": 0.98, "b": 0.7}
    folder = like("pichler-half-critical", tmp_path / "case", p | {"production_function": rule, "last_step": steps})
    for file in ("expected_series.csv", "expected_series_important.csv", "critical_important.csv"):
        (folder / file).unlink()
    for file, values in (("A.csv", a), ("critical.csv", rating)):
        write(folder / file, [("input", *names), *((s, *row) for s, row in zip(names, values.tolist(), strict=True))])
    head = ("sector", "output", "labour_compensation", "household_consumption", "other_final_demand", "inventory_days")
    write(folder / "sectors.csv", [head, *zip(names, x0, l0, c0, f0, days, strict=True)])
    events = [
        (11, 50, "mine", "supply_shock_share_of_labour_lost", 0.6),
        (21, 60, "shop", "other_final_demand_factor", 0.5),
    ]
    write(folder / "shocks.csv", [("first_step", "last_step", "sector", "kind", "value"), *events])
    out = dynamic_model(
        a, rating, x0, l0, c0, f0, days, p, rule, lambda t: np.array([0, 0.6 * (11 <= t <= 50), 0, 0]),
        lambda t: np.array([1, 1, 0.5 if 21 <= t <= 60 else 1, 1]), steps,
    )  # fmt: skip
    assert out.sum(axis=1).min() < 0.95 * x0.sum()
    expect(folder, [(f"output|{s}", t, out[t, i]) for t in range(steps + 1) for i, s in enumerate(names)], 1e-9)
    outcome = replicate(read_case(folder))
    assert outcome.passed, outcome.worst()


def test_leontief_with_another_table(tmp_path: Path) -> None:
    z, y = table(tmp_path, 5)
    x = z.sum(axis=1) + y
    inverse = np.linalg.inv(np.eye(6) - z / x)
    ghosh = np.linalg.inv(np.eye(6) - z / x[:, None])
    rows = [(f"multiplier|{name}", "", inverse[:, j].sum()) for j, name in enumerate(NAMES)]
    rows += [("sum_of_A", "", (z / x).sum()), ("sum_of_L", "", inverse.sum()), ("sum_of_G_ghosh", "", ghosh.sum())]
    outcome = replicate(read_case(expect(tmp_path, rows, 1e-12)))
    assert outcome.passed, outcome.worst()


def test_money_with_other_parameters(tmp_path: Path) -> None:
    p = {"alpha1": 0.7, "alpha2": 0.3, "theta": 0.25, "G": 30, "G_after": 45, "H0_exp2": 12.5, "steps_exp1": 20}
    folder = like("gl-sim", tmp_path / "case", p | {"steps_exp2": 20})
    rows = []
    for run, money in (("exp1", 0.0), ("exp2", 12.5)):
        for t in range(1, 21):
            spending = 45 if run == "exp2" and t >= 5 else 30
            made = (spending + 0.3 * money) / (1 - 0.7 * 0.75)
            money += spending - 0.25 * made
            rows += [(f"{run}|Y", t, made), (f"{run}|H", t, money)]
        rows.append((f"{run}|Y_stationary", "inf", spending / 0.25))
    outcome = replicate(read_case(expect(folder, rows, 1e-9)))
    assert outcome.passed, outcome.worst()


def test_two_tracks_with_other_lines(tmp_path: Path) -> None:
    p = {"a_D": 90, "b_D": 1.5, "c_S": 6, "d_S": 2.25, "plan_price": 31, "quota": 11}
    folder = like("dual-track", tmp_path / "case", p)
    price = (90 - 6) / (1.5 + 2.25)
    whole = 90 - 1.5 * price
    rows = [
        ("market_price", "", price), ("total_quantity", "", whole), ("transfer_to_plan_buyers", "", (price - 31) * 11),
        ("gain_of_buyers_on_market_track", "", (whole - 11) * ((90 - 11) / 1.5 - price) / 2),
        ("gain_of_sellers_on_market_track", "", (whole - 11) * (price - (11 - 6) / 2.25) / 2),
    ]  # fmt: skip
    outcome = replicate(read_case(expect(folder, rows, 1e-9)))
    assert outcome.passed, outcome.worst()


def test_labour_market_with_another_network(tmp_path: Path) -> None:
    p = {"delta_u": 0.03, "delta_v": 0.02, "gamma_u": 0.2, "gamma_v": 0.1, "states": 41, "long_term_after": 2}
    folder = like("labour-network-steady", tmp_path / "case", p | {"settling": 20, "counted": 20})
    posts = {"smith": 500.0, "clerk": 300.0, "nurse": 200.0}
    write(folder / "network" / "employment.csv", [("occupation", "employment"), *posts.items()])
    links = [("smith", "smith", 0.8), ("smith", "clerk", 0.2), ("clerk", "clerk", 0.5), ("clerk", "nurse", 0.5),
             ("nurse", "smith", 1.0)]  # fmt: skip
    write(folder / "network" / "edges.csv", [("from", "to", "probability"), *links])
    e, at = list(posts.values()), list(posts)
    rates = (0.03, 0.02, 0.2, 0.1)
    stocks = e, [0.016 * x for x in e], [0.012 * x for x in e]
    share = {(at.index(i), at.index(j)): q for i, j, q in links}
    (e, u, v), long = plain_run(stocks, [1.016 * x for x in e], share, rates, 40, 2)
    force = sum(e) + sum(u)
    rows = [
        ("guild|unemployment_rate", 40, sum(u) / force), ("guild|vacancy_rate", 40, sum(v) / (sum(v) + sum(e))),
        ("guild|long_term_unemployment_rate", 40, long / force),
    ]  # fmt: skip
    outcome = replicate(read_case(expect(folder, rows, 1e-11)))
    assert outcome.passed, outcome.worst()
