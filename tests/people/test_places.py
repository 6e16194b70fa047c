"""Deaths, exits, multiplier, and the two Chinese surveys: what was put into a panel or a series comes out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import numpy as np
import polars as pl
import pytest
from tests.people.synthetic import displaced_of, town

from tiexi.record.run import Run
from tiexi.studies.people import appleton2002, foote2019, giles2006, moretti2010, sullivan2009
from tiexi.studies.people.displaced import samples
from tiexi.studies.people.followed import Followed, arranged


def test_the_logit_finds_odds() -> None:
    x = np.array([[1.0, 0.0], [1.0, 1.0]])
    beta = sullivan2009.logit(x, np.array([10.0, 30.0]), np.array([110.0, 130.0]))
    assert np.exp(beta) == pytest.approx([0.1, 3.0], rel=1e-3)


def test_hazards_of_the_displaced_by_years_since() -> None:
    """Of 2,000 displaced and 4,000 who stay one in 100 dies each year; of the displaced twice as many in year 1."""
    people = town(displaced=2000, staying=4000)
    lost = np.zeros(6000, bool)
    lost[displaced_of(people)] = True
    gone, died = people.gone.copy(), people.died.copy()
    for year in range(1982, 2004):
        for group, rate in ((lost, 0.02 if year == 1983 else 0.01), (~lost, 0.01)):
            alive = np.flatnonzero(group & ~died)
            dies = alive[np.linspace(0, len(alive) - 1, round(rate * len(alive))).astype(int)]
            gone[dies], died[dies] = year, True
            people.here[dies, people.at(year) :] = False
            people.plant[dies, people.at(year) :] = 0
    people = replace(people, gone=gone, died=died)
    assert sullivan2009.ratios(sullivan2009.cells(people, samples(people, range(1983, 1984), 6))) == {}
    of_all, of_survivors = (
        sullivan2009.ratios(sullivan2009.cells(people, samples(people, range(1982, 1983), 6, mortal=mortal)))
        for mortal in (True, False)
    )
    assert of_all[sullivan2009.FIRST] == pytest.approx(2.0, abs=0.1)
    assert of_all[sullivan2009.LONG] == pytest.approx(1.0, abs=0.1)
    assert of_survivors[sullivan2009.FIRST] > 2.3  # who must live three years makes the displaced look ill


def test_who_dies_at_a_post_has_not_left_it() -> None:
    people = town(displaced=60, staying=120)
    people.plant[60:70, people.at(1983) :] = 0
    dead = (np.arange(180) >= 60) & (np.arange(180) < 70)
    people = replace(people, died=dead, gone=np.where(dead, 1983, 9999))
    assert len(samples(people, range(1982, 1983), 6)[0].control) == 110
    assert len(samples(people, range(1982, 1983), 6, mortal=True)[0].control) == 120
    people.plant[60:65, people.at(1982) :] = 0  # half had left it in the year before
    assert len(samples(people, range(1982, 1983), 6, mortal=True)[0].control) == 115


def test_seeds_are_pooled_by_their_cells() -> None:
    people = town()
    people = replace(people, gone=np.where(np.arange(180) < 6, 1983, 9999), died=np.arange(180) < 6)
    table = sullivan2009.cells(people, samples(people, range(1982, 1983), 6))
    twice = sullivan2009.counted(np.concatenate([table, table]))
    assert twice.shape == table.shape
    assert twice[:, 4:].sum() == 2 * table[:, 4:].sum()
    assert table[:, 5].sum() == 6


def test_where_the_labour_force_goes() -> None:
    open_, closed = town(), town()
    closed.activity[:10, closed.at(1990)] = "retired"
    closed.activity[10:14, closed.at(1990)] = "disabled"
    closed.activity[14:20, closed.at(1990)] = "not_seeking"
    gone = closed.gone.copy()
    gone[20:40] = 1986
    closed.here[20:40, closed.at(1986) :] = False
    closed = replace(closed, gone=gone)
    found = foote2019.exits(closed, open_, 1990)
    assert found is not None
    assert (found["moved"], found["retired"], found["disabled"]) == (0.5, 0.25, 0.1)
    assert found["not seeking"] == pytest.approx(0.15)
    assert foote2019.share_of_exits(closed, open_, 1990) == pytest.approx(85.0)
    assert foote2019.share_of_exits(open_, open_, 1990) is None
    later = town(staying=140)  # twenty more, who come in 1995 in one history only
    later.earned[180:, : later.at(1995)] = np.nan
    later.here[180:, : later.at(1995)] = False
    assert foote2019.share_of_exits(closed, later, 1990) == pytest.approx(85.0)


class _Series:
    """A run that has nothing but series."""

    def __init__(self, mill: float, all_: float, informal: float) -> None:
        rows = [
            (f"{year}-{month:02d}", kind, entity, variable, value, "camera")
            for year in range(1980, 1995) for month in (6, 12)
            for kind, entity, variable, value in (
                ("plant", "mill", "employed", mill), ("region", "town", "employed", all_),
                ("region", "town", "informal", informal))
        ]  # fmt: skip
        names = ["month", "kind", "entity", "variable", "value", "observer"]
        self.series, self.facts = pl.DataFrame(rows, schema=names, orient="row"), {"region": "town"}


def test_posts_lost_for_each_post_closed() -> None:
    open_, closed = (cast(Run, _Series(*numbers)) for numbers in ((100.0, 1000.0, 20.0), (40.0, 880.0, 32.0)))
    total, informal = moretti2010.multiplier(closed, open_, ("mill",), 1982)
    assert total == pytest.approx(2.0)
    assert informal == pytest.approx(0.2)
    assert moretti2010.multiplier(open_, open_, ("mill",), 1982)[0] is None


def district() -> Followed:
    """Ten men and ten women of thirty on the books of plant 1; five women are fifty."""
    people = town(displaced=0, staying=20)
    born = np.full(20, 1970.0)
    born[15:] = 1950.0
    return replace(people, man=np.arange(20) < 10, born=born)


def test_unemployed_is_who_does_no_work_and_looks_for_it() -> None:
    people = district()
    t = people.at(2001)
    people.activity[15:18, t] = "seeking"
    people.activity[18, t] = "side_work"
    people.activity[19, t] = "retired"
    assert giles2006.unemployment(people) == pytest.approx(100 * 3 / 19)
    assert giles2006.participation_change(people) == pytest.approx(-5.0)


def test_hardest_hit_are_those_who_lost_the_work_they_had() -> None:
    people = district()
    t = people.at(2001)
    people.activity[15:17, t], people.activity[17, t], people.activity[19, t] = "seeking", "not_seeking", "retired"
    older, woman = giles2006.hardest_hit(people) or (0.0, 0.0)
    assert older == pytest.approx(3 / 4)  # of the women of fifty who have not retired
    assert woman == pytest.approx(0.0, abs=1e-9)
    people.activity[:5, people.at(1996)], people.activity[:5, t] = "pupil", "seeking"  # a first post is not lost
    assert giles2006.hardest_hit(people) == pytest.approx((older, woman))


def test_retrenched_and_without_work() -> None:
    people = district()
    t = people.at(2000)
    people.activity[:4, people.at(1996) : t + 1] = "seeking"  # off post, on the books of plant 1
    people.ending[4:6, people.at(1998)] = "dismissed"
    people.activity[4, t] = "own_account"
    people.plant[4:6, people.at(1998) :] = 0
    people.activity[19, t] = "retired"
    assert appleton2002.ever_retrenched(people) == pytest.approx(100 * 6 / 19)
    assert appleton2002.without_work(people) == pytest.approx(100 * 4 / 6)


def test_a_run_becomes_arrays_of_people_and_years() -> None:
    row: dict[str, Any] = {"here": True, "earned": 500, "pay": 40, "tenure": 3, "activity": "on_post", "ending": ""}
    panel = pl.DataFrame([
        {"key": 9, "year": 1981, "workshop": "mill/rolling"} | row,
        {"key": 4, "year": 1980, "workshop": ""} | row | {"earned": 70, "ending": "quit"},
    ])  # fmt: skip
    people = pl.DataFrame({
        "key": [9, 4], "born": ["1950-07", "1960-01"], "sex": ["man", "woman"], "gone": ["", "1980-11"],
        "alive": [True, False],
    })  # fmt: skip
    found = arranged(panel, people)
    assert found.key.tolist() == [4, 9]
    assert found.years.tolist() == [1980, 1981]
    assert found.earned[0, 0] == 70
    assert np.isnan(found.earned[0, 1])
    assert found.earned[1, 1] == 500
    assert found.plant.tolist() == [[0, 0], [0, 1]]
    assert found.born[1] == 1950.5
    assert found.gone.tolist() == [1980, 9999]
    assert found.died.tolist() == [True, False]
