"""The board of the people targets and the curve of pace: medians, pooled deaths, misses said as misses."""

from __future__ import annotations

import json
import tomllib

import numpy as np
import pytest

from tiexi.cli import run_command
from tiexi.commands.pace_scores import show_pace
from tiexi.commands.people_scores import show_people
from tiexi.studies import pace
from tiexi.studies.people.members import Seed
from tiexi.studies.people.score import Board, board, middle
from tiexi.studies.people.targets import GROUPS, TARGETS

INSIDE = {t.id: t.low if t.low is not None else t.high for t in TARGETS}
# Age, year, log earnings before, span, person-years, deaths: of the displaced 2 % die in year 1 and 1.1 % in year 20.
DEATHS = np.array([
    [40.0, 1983.0, 7.0, 0.0, 1000.0, 20.0], [40.0, 1983.0, 7.0, -1.0, 1000.0, 10.0],
    [60.0, 2002.0, 7.0, 4.0, 1000.0, 11.0], [60.0, 2002.0, 7.0, -1.0, 1000.0, 10.0],
])  # fmt: skip


def seeds(**values: float | None) -> list[Seed]:
    """Three seeds that lie on the lower end of every band but for `values`."""
    return [Seed(s, INSIDE | {"informal": 0.05} | values, DEATHS) for s in (1, 2, 3)]


def test_medians_are_held_against_their_bands_and_deaths_are_pooled() -> None:
    found = board(seeds(A9=1.2), scale=100, seconds=1.0)
    by_id = {r.target.id: r for r in found.results}
    assert by_id["A1a"].inside
    assert not by_id["A9"].inside
    assert by_id["A5a"].value == pytest.approx(2.0, rel=0.05)
    assert by_id["A5b"].value == pytest.approx(1.1, rel=0.05)
    assert [name for name, held in found.groups().items() if not held] == ["A9"]
    assert len(found.groups()) == len(GROUPS) == 9
    assert found.informal == 0.05


def test_a_target_without_anybody_displaced_is_a_miss() -> None:
    found = board(seeds(A3a=None), scale=100, seconds=1.0)
    (tight,) = (r for r in found.results if r.target.id == "A3a")
    assert tight.value is None
    assert not tight.inside
    assert middle([1.0, None]) == 1.0
    assert middle([1.0, None, None]) is None


def test_the_table_shows_every_seed_what_was_fitted_and_what_missed(capsys: pytest.CaptureFixture[str]) -> None:
    show_people(board(seeds(A9=1.2), scale=100, seconds=1.0))
    screen = capsys.readouterr().out
    assert "8 of 9 targets have every part in its band; missed: A9" in screen
    assert screen.count("1.200") == 4  # the median and three seeds
    for word in ("calibrated", "looked at", "held out", "shape imposed, size fitted"):
        assert word in screen


def test_calibrated_targets_are_listed_as_such() -> None:
    assert {t.id[:2] for t in TARGETS if t.role == "calibrated"} == {"A3", "A5"}


def test_what_is_told_is_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def score(members: int, scale: int, tell: object) -> Board:
        return board(seeds()[:members], scale, 0.0)

    monkeypatch.setattr("tiexi.studies.people.score.score", score)
    assert run_command(["validate", "people", "--members", "2", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["seeds"] == [1, 2]
    assert told["targets"][0]["values"] == [-32, -32]
    assert told["inside"]["A9"] is True


def curve(dismissed: float) -> tuple[pace.Point, ...]:
    """Points of one seed: what is lost and dismissed grows with the pace; bridging spares the slowest."""
    return tuple(
        pace.Point(rate, bridged, max(0.0, rate - 0.065) * dismissed * (0.5 if bridged else 1.0), 12 * rate, 0.2)
        for rate in pace.PACES for bridged in (False, True)
    )  # fmt: skip


def test_the_curve_is_judged_by_its_ends_its_rise_and_its_knee() -> None:
    found = pace.judged([curve(2.0), curve(1.8), curve(1.9)])
    assert [held for _, held in found.says] == [True, True, True, True]
    assert "here at 14 %" in found.says[3][0]
    assert [held for _, held in pace.judged([curve(0.0)]).says] == [True, True, True, False]


def test_the_curve_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    show_pace(pace.judged([curve(2.0)]))
    screen = capsys.readouterr().out
    assert "Ruhr" in screen
    assert "British" in screen
    assert "…" not in screen
    assert screen.count("yes ") == 4


def test_orders_fall_by_the_pace_until_a_quarter_is_left() -> None:
    rows = pace.decline(0.5, first=1990)
    assert rows == [(1990, 1.0), (1991, 0.5), (1992, 0.25)]
    assert pace.decline(pace.RUHR)[-1][1] == 0.25
    policy = tomllib.loads(pace.policy(0.3, bridged=False))
    assert policy["row"][1] == {"date": "1984-01", "kind": "demand", "target": "good:coal", "value": 0.7}
