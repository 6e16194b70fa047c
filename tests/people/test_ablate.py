"""Targets without a cause: a small town, the same people, one cause switched off at a time.

The table of the whole town over seeds is `tiexi validate people --ablate`; here a town a sixth as large says, under
one seed, which way each target goes and that it leaves its band.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tiexi import engine
from tiexi.cli import run_command
from tiexi.commands.ablation_scores import show_ablation
from tiexi.record.run import Run
from tiexi.region import Region, load
from tiexi.studies.people import appleton2002, davis2011, foote2019, jacobson1993, moretti2010, wachter2009
from tiexi.studies.people.ablate import CAUSES, DISTRICT, TOWN, VILLAGE, Ablation, Cause, row, without
from tiexi.studies.people.displaced import samples
from tiexi.studies.people.event_study import Losses, losses
from tiexi.studies.people.followed import read
from tiexi.studies.people.members import LAYOFF, MILLS, MILLS_KEPT, SLUMP, TIGHT_MARKET, village
from tiexi.studies.people.targets import TARGETS

PEOPLE, MORE, UNTIL = 8000, 12000, "1988-12"  # more where the smaller town has too few to tell
BANDS = {t.id: t for t in TARGETS}
NOBODY = np.empty((0, 6))


def cause(name: str, setting: str = TOWN) -> Cause:
    """The cause of this name."""
    return next(c for c in CAUSES if (c.name, c.setting) == (name, setting))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("without")


def town_without(place: Path, name: str, policy: str | None, people: int = PEOPLE) -> Run:
    """A run of the small town without a cause, as it was or under a policy; made once."""
    return _made(place, name, policy, people)


@lru_cache(maxsize=24)
def _made(place: Path, name: str, policy: str | None, people: int) -> Run:
    folder = place / name.replace(" ", "_")
    region: Region = load(folder) if folder.exists() else without(load(TOWN), folder, cause(name))
    file = region.folder / "policies" / f"{policy}.toml" if policy else None
    out = place / f"run_{folder.name}_{policy}_{people}"
    return engine.run(region, seed=1, scale=1, people=people, until=UNTIL, policy=file, out=out)


def losses_without(place: Path, name: str, size: int = PEOPLE) -> Losses:
    people = read(town_without(place, name, None, size))
    found = losses(people, samples(people, SLUMP, jacobson1993.TENURE, jacobson1993.OLDEST))
    assert found is not None
    return found


def exits_without(place: Path, name: str) -> float:
    slump, kept = (read(town_without(place, name, p, MORE)) for p in (None, MILLS_KEPT))
    share = foote2019.share_of_exits(slump, kept, LAYOFF + 5)
    assert share is not None
    return share


def lasting(place: Path, name: str) -> float:
    """Loss of the years 2 to 8 where the market is tight (the population of A3a), percent of earnings before."""
    people = read(town_without(place, name, TIGHT_MARKET))
    found = losses(people, samples(people, SLUMP, davis2011.TENURE, davis2011.OLDEST, men=True))
    assert found is not None
    mean = found.mean(range(2, 9))
    assert mean is not None
    return -100.0 * mean / found.before


def died(run: Run) -> dict[int, str]:
    """Month of death by key."""
    return dict(run.people.collect().filter(~pl.col("alive")).select("key", "gone").rows())


def ever_displaced(run: Run) -> set[int]:
    return set(run.panel.filter(pl.col("lost") != "").select("key").collect()["key"])


def early(found: Losses) -> float:
    """Mean loss of the years 1 to 4, percent of earnings before."""
    mean = found.mean(range(1, 5))
    assert mean is not None
    return 100.0 * mean / found.before


def test_without_the_scar_the_displaced_lose_a_quarter_less(place: Path) -> None:
    assert early(losses_without(place, "scar of the hire")) > 0.75 * early(losses_without(place, "nothing"))


def test_without_preference_for_a_record_the_first_year_costs_more(place: Path) -> None:
    with_it, without_it = (
        wachter2009.year_one(losses_without(place, n)) for n in ("nothing", "preference for a record")
    )
    assert BANDS["A2a"].holds(with_it)
    assert not BANDS["A2a"].holds(without_it)


def test_who_takes_anything_is_back_sooner_and_lower(place: Path) -> None:
    with_it, without_it = (losses_without(place, n, MORE).coefficient for n in ("nothing", "reservation"))
    assert without_it[0] > with_it[0]
    assert without_it[2] + without_it[3] < with_it[2] + with_it[3]


@pytest.mark.parametrize(("name", "most"), [("premium of employers", 0.5), ("search on the job", 0.75)])
def test_without_a_ladder_of_employers_less_is_lost_where_work_is_plenty(place: Path, name: str, most: float) -> None:
    assert lasting(place, name) < most * lasting(place, "nothing")


def test_without_the_hazard_the_displaced_die_as_others_do(place: Path) -> None:
    runs = {name: town_without(place, name, None) for name in ("nothing", "hazard of the displaced")}
    dead = {name: died(run) for name, run in runs.items()}
    early = {key for key, month in dead["nothing"].items() if month < dead["hazard of the displaced"].get(key, "9999")}
    assert early  # some die before their time, and
    assert not [k for k, m in dead["hazard of the displaced"].items() if m < dead["nothing"].get(k, "9999")]
    assert early <= ever_displaced(runs["nothing"])


def test_without_short_time_nothing_is_lost_before(place: Path) -> None:
    dip, none = (jacobson1993.dip(losses_without(place, name)) for name in ("nothing", "short time"))
    assert dip is not None
    assert none is not None
    assert dip < none
    assert not BANDS["A1b"].holds(none)


def test_without_the_premium_of_the_pit_miners_lose_less_and_without_the_scar_somewhat_less(place: Path) -> None:
    def lost(name: str) -> float:
        folder = place / f"village_{name.replace(' ', '_')}"
        region = without(load(VILLAGE), folder / VILLAGE, cause(name, VILLAGE))
        found = village(3, folder / "runs", region, people=4000, until="1989-12")["A4b"]
        assert found is not None
        return found

    whole = lost("nothing")
    assert BANDS["A4b"].holds(whole)
    assert not BANDS["A4b"].holds(lost("premium of the pit"))
    assert lost("scar of the hire") > whole + 5


def test_where_nobody_may_be_sent_home_hardly_anyone_was_ever_retrenched(place: Path) -> None:
    region = without(load(DISTRICT), place / DISTRICT, cause("off post", DISTRICT))
    people = read(engine.run(region, seed=1, scale=500, until="2000-12", out=place / "run_district"))
    share = appleton2002.ever_retrenched(people)
    assert share is not None
    assert share < 10
    assert not BANDS["A11a"].holds(share)


def test_without_moving_away_the_labour_force_stays(place: Path) -> None:
    assert BANDS["A7"].holds(exits_without(place, "nothing"))
    assert exits_without(place, "moving away") < 45


def test_without_purchases_here_no_more_posts_go_than_those_of_the_mills(place: Path) -> None:
    def lost(name: str) -> float:
        runs = (town_without(place, name, p) for p in (None, MILLS_KEPT))
        found = moretti2010.multiplier(*runs, MILLS, LAYOFF)[0]
        assert found is not None
        return found

    assert BANDS["A9"].holds(lost("nothing"))
    assert not BANDS["A9"].holds(lost("purchases here"))


@pytest.mark.parametrize("one", [c for c in CAUSES if c.parameters], ids=lambda c: f"{c.setting} {c.name}")
def test_a_cause_is_a_change_of_tables_and_of_nothing_else(one: Cause, tmp_path: Path) -> None:
    whole = load(one.setting)
    found = without(whole, tmp_path / one.setting, one)
    for name, asked in whole.parameters.items():
        if name in one.parameters:
            assert {found.parameters[name].at(m) for m in range(found.months)} == {one.parameters[name]}
        else:
            assert found.parameters[name].at(0) == asked.at(0)
    for (table, column), cell in one.tables.items():
        assert {float(r[column]) for r in found.rows(table)} == {float(cell)}


def test_every_target_has_a_cause_that_can_be_switched_off() -> None:
    caused = {t for c in CAUSES for t in c.fails}
    assert {t.id.rstrip("abc") for t in TARGETS} == {t.rstrip("abc") for t in caused}


def test_a_parameter_that_the_region_does_not_give_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=r"wage\.nothing"):
        without(load(TOWN), tmp_path / "town", Cause("", TOWN, {"wage.nothing": 0.0}))


def table() -> Ablation:
    """Two causes with values by hand: without short time the target stands that should fail."""
    scar = row(cause("scar of the hire"), [({"A1a": -9.0, "A3b": 1.0}, NOBODY), ({"A1a": -11.0, "A3b": 1.2}, NOBODY)])
    short = row(cause("short time"), [({"A1b": -0.02}, NOBODY)] * 2)
    return Ablation((scar, short), (1, 2), 100, 1.0)


def test_the_table_stars_what_fails_and_says_what_stands(capsys: pytest.CaptureFixture[str]) -> None:
    found = table()
    assert found.rows[0].values["A1a"] == -10.0
    assert found.rows[1].stands == ("A1b",)
    show_ablation(found)
    screen = capsys.readouterr().out
    assert "-10.0*" in screen
    assert "-0.020 " in screen
    assert "Should fail and stands: A1b without short time (steel_town)" in screen


def test_the_table_is_told_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("tiexi.studies.people.ablate.ablate", lambda members, scale, tell: table())
    assert run_command(["validate", "people", "--ablate", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["without"][1]["stands"] == ["A1b"]
    assert run_command(["validate", "order", "--ablate"]) == 1
    assert "tiexi validate people" in capsys.readouterr().err


def test_settings_of_the_causes() -> None:
    assert {c.setting for c in CAUSES} == {TOWN, VILLAGE, DISTRICT}
