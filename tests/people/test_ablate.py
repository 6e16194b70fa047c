"""Targets without a cause: a small town, the same people, one cause switched off at a time.

The table of the whole town over seeds is `tiexi validate people --ablate`; here a town a sixth as large says, under
one seed, which way each target goes and that it leaves its band.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest

from tiexi import engine
from tiexi.cli import run_command
from tiexi.commands.ablation_scores import show_ablation
from tiexi.record.run import Run
from tiexi.region import Region, load
from tiexi.studies.people import foote2019, jacobson1993, moretti2010
from tiexi.studies.people.ablate import CAUSES, DISTRICT, TOWN, VILLAGE, Ablation, Cause, row, without
from tiexi.studies.people.displaced import samples
from tiexi.studies.people.event_study import Losses, losses
from tiexi.studies.people.followed import read
from tiexi.studies.people.members import LAYOFF, MILLS, MILLS_KEPT, SLUMP
from tiexi.studies.people.targets import TARGETS

PEOPLE, UNTIL = 8000, "1988-12"
BANDS = {t.id: t for t in TARGETS}
NOBODY = np.empty((0, 6))


def cause(name: str, setting: str = TOWN) -> Cause:
    """The cause of this name."""
    return next(c for c in CAUSES if (c.name, c.setting) == (name, setting))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("without")


@lru_cache(maxsize=16)
def town_without(place: Path, name: str, policy: str | None) -> Run:
    """A run of the small town without a cause, as it was or under a policy."""
    folder = place / name.replace(" ", "_")
    region: Region = load(folder) if folder.exists() else without(load(TOWN), folder, cause(name))
    file = region.folder / "policies" / f"{policy}.toml" if policy else None
    return engine.run(
        region, seed=1, scale=1, people=PEOPLE, until=UNTIL, policy=file, out=place / f"run_{folder.name}_{policy}"
    )


def losses_without(place: Path, name: str) -> Losses:
    people = read(town_without(place, name, None))
    found = losses(people, samples(people, SLUMP, jacobson1993.TENURE, jacobson1993.OLDEST))
    assert found is not None
    return found


def exits_without(place: Path, name: str) -> float:
    slump, kept = (read(town_without(place, name, p)) for p in (None, MILLS_KEPT))
    share = foote2019.share_of_exits(slump, kept, LAYOFF + 5)
    assert share is not None
    return share


def early(found: Losses) -> float:
    """Mean loss of the years 1 to 4, percent of earnings before."""
    mean = found.mean(range(1, 5))
    assert mean is not None
    return 100.0 * mean / found.before


def test_without_the_scar_the_displaced_lose_a_quarter_less(place: Path) -> None:
    assert early(losses_without(place, "scar of the hire")) > 0.75 * early(losses_without(place, "nothing"))


def test_without_short_time_nothing_is_lost_before(place: Path) -> None:
    dip, none = (jacobson1993.dip(losses_without(place, name)) for name in ("nothing", "short time"))
    assert dip is not None
    assert none is not None
    assert dip < none
    assert not BANDS["A1b"].holds(none)


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
