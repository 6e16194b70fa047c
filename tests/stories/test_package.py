"""A planner's package in the books: who bears it is said by a policy, and every coin of it is in the ledger."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from tests.kernels.labour_world import PLAN, STATE_HALL, check, people, run, town
from tests.kernels.test_labour_careers import MARKET
from tests.stories.test_labour_market import bearer, paid
from tests.stories.test_labour_region import MARKET as RULES
from tests.worlds import policy

from tiexi import engine, region
from tiexi.factory.severance import bear_pensions
from tiexi.market.labour import informal
from tiexi.region import RegionError
from tiexi.street.hardship import disable
from tiexi.world.events import Event
from tiexi.world.giving import GIVES
from tiexi.world.ledger import Programme, Reason, Sector, flow_row
from tiexi.world.people import Activity
from tiexi.world.standing import CHANGES
from tiexi.world.steps import Step
from tiexi.world.world import CENTRE, TREASURY, Views


def test_the_centre_gives_tills_their_part_of_early_pensions() -> None:
    w = town(PLAN | {"pension.pooled": 0.4})
    bearer(w, "centre", "early_retirement")
    young = people(w, 4, "bridged", activity=Activity.RETIRED, employer=STATE_HALL, wage=3000, occupation=1, sex=2,
                   born=w.month - 12 * 55)  # fmt: skip
    people(w, 3, "old", activity=Activity.RETIRED, employer=STATE_HALL, wage=2000, occupation=1, sex=2,
           born=w.month - 12 * 66)  # fmt: skip
    step = Step("bear", lambda v: bear_pensions(v, 400_000), GIVES, ())
    step.run(Views(w, step.writes))
    check(w)
    till = flow_row(int(Reason.GRANT), int(Sector.CENTRE), int(Sector.STATE_PLANTS))
    pool = flow_row(int(Reason.TRANSFER), int(Sector.CENTRE), int(Sector.TREASURY))
    assert (w.flows.paid[till], w.flows.paid[pool]) == (len(young) * 1800, len(young) * 1200)
    assert w.programmes.spent[Programme.EARLY_RETIREMENT] == len(young) * 3000
    assert w.programmes.persons[Programme.EARLY_RETIREMENT] == len(young)
    assert w.accounts.balance[CENTRE] == -len(young) * 3000
    assert w.accounts.balance[TREASURY] == len(young) * 1200


def test_the_long_jobless_become_disabled_and_are_paid_a_benefit() -> None:
    w = town(MARKET | {"disability.rate": 0.2, "disability.benefit": 30.0})
    n = 300
    rows = people(
        w, n, occupation=1, since=w.month - np.arange(n) % 12, born=w.month - np.where(np.arange(n) < 150, 600, 300)
    )
    new = people(w, 40, "never worked")
    run(w, Step("disable", disable, CHANGES, ()))
    gone = np.flatnonzero(w.people.activity[: w.people.count] == Activity.DISABLED)
    assert set(gone) <= set(rows.tolist())
    assert not set(gone) & set(new.tolist())
    assert (np.arange(n)[np.isin(rows, gone)] % 12 > 6).all(), "nobody within half a year"
    older = np.isin(rows[:150], gone).sum() / 62
    younger = np.isin(rows[150:], gone).sum() / 63
    assert older == pytest.approx(0.4, abs=0.16)
    assert younger == pytest.approx(0.06, abs=0.08)
    assert w.counts.persons[Event.DISABLED + 1] == len(gone)
    run(w, informal)
    assert paid(w, Reason.BENEFIT, Sector.TREASURY) == 3000 * len(gone)


def test_public_works_have_places_and_pay() -> None:
    w = town(PLAN | {"public_works.places": 5.0, "public_works.pay": 40.0})
    bearer(w, "city", "public_works")
    rows = people(w, 30, occupation=1, since=w.month - np.arange(30))
    run(w, informal)
    got = rows[w.diary.earnings[w.people.diary[rows]] > 0]
    assert got.tolist() == rows[-5:].tolist()
    assert paid(w, Reason.BENEFIT, Sector.TREASURY) == w.programmes.spent[Programme.PUBLIC_WORKS] == 5 * 4000


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"kind": "welfare", "target": "parameter:severance.cap_months", "value": 6, "payer": "center"},
            "payer cannot",
        ),
        ({"kind": "close", "target": "plant:works", "value": "1995-05", "order": "proces"}, "order cannot be"),
    ],
)
def test_a_wrong_word_is_said(row: dict[str, object], said: str, tmp_path: Path) -> None:
    with pytest.raises(RegionError) as error:
        region.load("hamlet", [policy(tmp_path / "p.toml", {"date": "1994-01", **row})])
    text = str(error.value)
    assert said in text
    assert "did you mean" in text


def test_the_record_of_a_market_holds_what_an_econometrician_asks_for(tmp_path: Path) -> None:
    rows = [{"date": "1990-01", "kind": "rule", "target": f"parameter:{k}", "value": v} for k, v in RULES.items()]
    rows.append({"date": "1990-01", "kind": "welfare", "target": "parameter:wage_insurance.months", "value": 36,
                 "payer": "centre"})  # fmt: skip
    file = policy(tmp_path / "market.toml", *rows)
    done = engine.run("hamlet", scale=1, policies=[file], until="1995-12", out=tmp_path / "run")
    panel = done.panel.collect()
    assert {"pay", "premium", "scar", "lost"} <= set(panel.columns)
    tied = panel.filter(pl.col("workshop") != "")
    assert (tied["pay"] > 0).all()
    by_plant = tied.filter(pl.col("here")).with_columns(plant=pl.col("workshop").str.split("/").list.first())
    assert by_plant.group_by("plant").agg(pl.col("premium").n_unique())["premium"].max() <= 2
    lost = panel.filter(pl.col("lost") != "")
    assert len(lost) > 0
    assert lost["lost"].str.contains(r"^199\d-\d\d$").all()
    costs = done.series.filter(pl.col("variable").str.starts_with("cost_") & (pl.col("value") > 0))
    assert set(costs["variable"]) >= {"cost_wage_insurance", "cost_retraining"}
