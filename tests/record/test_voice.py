"""Protest comes out of arrears and lost posts by Granovetter's rule; it is reckoned by the record and answers nobody."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.worlds import policy, run_on, world_of

from tiexi import engine
from tiexi.record.voice import rise, thresholds

ROWS = ("E11",)
PEOPLE = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 700), st.integers(0, 1000)), min_size=1, max_size=40
)  # plant, grievance, threshold


def acting(people: list[tuple[int, int, int]], mates: list[int]) -> list[bool]:
    """The rule in plain Python: whoever is ready joins, until nobody more is."""
    acts = [False] * len(people)
    while True:
        there = [sum(a for a, (f, _, _) in zip(acts, people, strict=True) if f == g) for g in range(3)]
        more = [a or g + 1000 * there[f] // max(1, mates[f]) >= t for a, (f, g, t) in zip(acts, people, strict=True)]
        if more == acts:
            return acts
        acts = more


def risen(people: list[tuple[int, int, int]], mates: list[int]) -> tuple[list[bool], list[int]]:
    plant, grievance, threshold = (np.array(c, np.int64) for c in zip(*people, strict=True))
    count, acts = np.zeros(3, np.int64), np.zeros(len(people), bool)
    rise(plant, grievance, threshold, np.array(mates, np.int64), count, acts)
    return acts.tolist(), count.tolist()


@given(PEOPLE, st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_the_kernel_and_its_plain_twin_agree(people: list[tuple[int, int, int]], mates: list[int]) -> None:
    acts, count = risen(people, mates)
    assert acts == acting(people, mates)
    assert count == [sum(a for a, p in zip(acts, people, strict=True) if p[0] == f) for f in range(3)]


@given(PEOPLE, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter_and_more_grievance_brings_no_fewer(
    people: list[tuple[int, int, int]], lot: Any
) -> None:
    mates = [len(people)] * 3
    acts, count = risen(people, mates)
    order = lot.sample(range(len(people)), len(people))
    mixed, _ = risen([people[i] for i in order], mates)
    assert mixed == [acts[i] for i in order]
    worse, more = risen([(f, g + 50, t) for f, g, t in people], mates)
    assert all(now or not before for before, now in zip(acts, worse, strict=True))
    assert sum(more) >= sum(count)


def test_a_few_who_are_ready_draw_the_others_along_and_without_them_nobody_acts() -> None:
    ladder = [(0, 300, 300 + 100 * i) for i in range(5)]
    assert risen(ladder, [10, 1, 1])[1][0] == 5
    assert risen([(0, 300, 301), *ladder[1:]], [10, 1, 1])[1][0] == 0


def test_thresholds_are_bell_shaped_and_last_for_life() -> None:
    key = np.arange(20_000, dtype=np.uint64) * np.uint64(7_919) + np.uint64(1)
    rows, out, again = np.arange(20_000), np.empty(20_000, np.int64), np.empty(20_000, np.int64)
    thresholds(rows, key, 1, 500, 150, out)
    thresholds(rows[::-1].copy(), key, 1, 500, 150, again)
    assert (again[::-1] == out).all()
    assert out.mean() == pytest.approx(500, abs=5)
    assert out.std() == pytest.approx(150, abs=5)


def test_arrears_and_lost_posts_bring_people_out_and_nothing_else_changes(tmp_path: Any) -> None:
    rows = [{"date": "1990-01", "kind": "rule", "target": f"parameter:protest.{k}", "value": v}
            for k, v in (("arrears", 0.4), ("lost", 0.3))]  # fmt: skip
    file = policy(tmp_path / "voice.toml", *rows)
    run = engine.run("hamlet", scale=1, until="1998-12", policy=file, out=tmp_path / "run")
    assert run.facts["digests"] == run_on(world_of("hamlet"), "1998-12")
    events = run.events.collect()
    forms = events.filter(pl.col("event").is_in(["petition", "sit_in", "road_block"]))
    assert len(forms) > 0
    assert (forms["kind"] == "region").all()
    assert (forms["where"] != "").all()
    assert forms.filter(pl.col("value") < 20).is_empty()
    first = run.events.filter(pl.col("event").is_in(["off_post", "arrears_began"])).collect()["month"].min()
    assert forms["month"].min() >= first, "nobody acts before anyone has lost anything"
    there = events.filter(pl.col("event") == "protested")
    assert set(there["month"]) <= set(forms["month"])
    plants = pl.concat([forms.select("month", plant="where")])
    whose = there.select("month", "where").filter(pl.col("where") != "")
    whose = whose.with_columns(plant=pl.col("where").str.split("/").list.first())
    assert whose.join(plants, on=["month", "plant"], how="anti").is_empty()
    series = run.series.filter(pl.col("variable") == "protesters")
    assert series["value"].max() >= forms["value"].max()
