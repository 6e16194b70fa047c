"""Losses of the displaced: the event study and the four papers that use it find what was put into a panel."""

from __future__ import annotations

import numpy as np
import pytest
from tests.people.synthetic import YEARS, displaced_of, town

from tiexi.studies.people import davis2011, jacobson1993, rud2022, wachter2009
from tiexi.studies.people.displaced import samples
from tiexi.studies.people.event_study import losses
from tiexi.studies.people.followed import Followed

SEPARATION = 1982
PATH = {k: -400.0 + 10.0 * k for k in range(1, 21)} | {0: -300.0, -1: -60.0, -2: -60.0}


def hurt(people: Followed, path: dict[int, float] = PATH) -> Followed:
    """The displaced lose `path` by years since separation; every year has a shock that all share."""
    rows = displaced_of(people)
    for t, year in enumerate(YEARS.tolist()):
        people.earned[:, t] += 7.0 * (year % 5)
        people.earned[rows, t] += path.get(year - SEPARATION, 0.0)
    return people


def test_the_event_study_finds_the_loss_of_every_year() -> None:
    people = hurt(town())
    found = losses(people, samples(people, range(1980, 1985), tenure=6))
    assert found is not None
    for k, loss in PATH.items():
        assert found.coefficient[k] == pytest.approx(loss, abs=1e-6)
    assert found.coefficient[-4] == pytest.approx(0.0, abs=1e-6)
    assert found.before == pytest.approx(1003 + 14, abs=3)


def test_each_paper_reads_its_own_number_from_it() -> None:
    people = hurt(town())
    found = losses(people, samples(people, range(1980, 1985), tenure=6))
    assert found is not None
    base = found.before
    assert jacobson1993.year_six(found) == pytest.approx(-34000 / base)
    assert jacobson1993.dip(found) == pytest.approx(-60 / base)
    assert wachter2009.year_one(found) == pytest.approx(-39000 / base)
    assert wachter2009.long_run(found) == pytest.approx(-22500 / base)
    worth = sum(-PATH[k] / 1.05 ** (k - 1) for k in range(1, 21))
    assert davis2011.years_lost(found) == pytest.approx(worth / found.last_four)


def test_the_first_year_counts_whole_and_year_zero_not_at_all() -> None:
    assert davis2011.present_value({0: -99.0, 1: -10.0, 2: -21.0}, 10.0, years=2) == pytest.approx(1.0 + 2.0)
    assert davis2011.present_value({1: -10.0}, 10.0, years=2) is None


def test_a_year_without_earnings_is_dropped_or_kept() -> None:
    people = hurt(town())
    rows = displaced_of(people)
    people.earned[rows[:25], people.at(1983)] = 0.0
    found = samples(people, range(1980, 1985), tenure=6)
    dropped, kept = losses(people, found), losses(people, found, zeros=True)
    assert dropped is not None
    assert kept is not None
    assert dropped.coefficient[1] == pytest.approx(PATH[1], abs=1e-6)
    assert kept.coefficient[1] < 1.5 * PATH[1]


def test_who_leaves_the_region_is_not_observed_any_more() -> None:
    people = hurt(town())
    gone = displaced_of(people)[::2]
    people.here[gone, people.at(1984) :] = False
    people.earned[gone, people.at(1984) :] = np.nan
    found = losses(people, samples(people, range(1980, 1985), tenure=6))
    assert found is not None
    assert found.coefficient[10] == pytest.approx(PATH[10], abs=1e-6)


def test_the_sample_is_of_mass_layoffs_long_tenure_and_no_retirement() -> None:
    people = town()
    assert [s.year for s in samples(people, range(1978, 1990), tenure=6)] == [1982]
    (sample,) = samples(people, range(1982, 1983), tenure=6)
    assert len(sample.displaced) == 60
    assert len(sample.control) == 120
    people.ending[:20, people.at(1982)] = "retired"
    people.tenure[20:30, people.at(1981)] = 12
    (sample,) = samples(people, range(1982, 1983), tenure=6)
    assert sample.displaced.tolist() == list(range(30, 60))
    assert not samples(people, range(1982, 1983), tenure=6, oldest=20.0)


def test_a_plant_that_loses_a_tenth_has_no_mass_layoff() -> None:
    assert not samples(town(displaced=15, staying=165), range(1980, 1985), tenure=6)


def test_a_control_stays_three_years_and_is_free_afterwards() -> None:
    people = town()
    people.plant[100, people.at(1984) :] = 3  # leaves within 36 months
    people.plant[101, people.at(1985) :] = 3  # leaves later
    (sample,) = samples(people, range(1982, 1983), tenure=6)
    assert 100 not in sample.control
    assert 101 in sample.control


def test_miners_are_held_against_themselves_in_the_open_pit() -> None:
    closed, open_ = town(displaced=60, staying=0), town(displaced=60, staying=0)
    rows = np.arange(60)
    for k in range(1, 16):
        closed.earned[:, closed.at(SEPARATION + k)] *= 0.4
    closed.pay[:, closed.at(1983)] = 40.0
    closed.activity[:30, closed.at(1983)] = "seeking"
    found, before = rud2022.losses(closed, open_, rows, SEPARATION)
    assert rud2022.year_one(found, before) == pytest.approx(-60.0)
    assert rud2022.pay_of_rehired(closed, open_, rows, SEPARATION) == pytest.approx(-50.0)
    assert rud2022.years_lost(found, before) == pytest.approx(sum(0.6 / 1.05**k for k in range(15)))
    closed.earned[:30, closed.at(1983)] = 0.0  # a year without earnings counts
    found, before = rud2022.losses(closed, open_, rows, SEPARATION)
    assert rud2022.year_one(found, before) == pytest.approx(-80.0, abs=0.2)
