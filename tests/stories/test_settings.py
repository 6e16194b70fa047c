"""The settings of the studies: a town and a village without plan, run with every law checked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from tests.worlds import run_on, under, world_of

from tiexi import engine
from tiexi.studies.people.followed import read, shrunk
from tiexi.world.world import World


def posts(world: World, name: str) -> int:
    """People on post in the plants whose names begin with `name`."""
    shops = world.workshops
    mine = [i for i, label in enumerate(world.labels["workshops"]) if label.startswith(name)]
    return int(shops.on_post[mine].sum())


def test_a_closed_pit_takes_the_shops_with_it_and_nobody_is_off_post() -> None:
    world = world_of(under("pit_village", "close"), scale=10)
    run_on(world, "1986-12")
    pit, shops = posts(world, "colliery"), posts(world, "shops")
    assert pit > 100
    assert shops > 100
    run_on(world, "1990-12")
    assert posts(world, "colliery") == 0
    assert posts(world, "shops") < 0.75 * shops
    people = world.people
    off_post = (people.tie[: people.count] > 0) & (people.activity[: people.count] != 2)
    assert not off_post.any()


def test_the_mills_shrink_by_orders_alone(tmp_path: Path) -> None:
    run = engine.run("steel_town", scale=20, until="1984-12", out=tmp_path / "town")
    assert set(run.facts["residual"].values()) == {0}
    people = read(run)
    assert people.years.tolist() == list(range(1973, 1985))
    seen = np.isfinite(people.earned)
    assert (people.earned[seen] >= 0).all()
    earnings = run.panel.select("earned", "earnings").collect()
    assert (earnings["earned"] <= earnings["earnings"]).all()
    assert shrunk(people)[:, people.at(1983)].any()
