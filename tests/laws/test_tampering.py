"""One coin, gram or person too many, anywhere, after any step: the laws name that step."""

from __future__ import annotations

import copy

import numpy as np
import pytest

from tiexi import engine, region
from tiexi.laws import LawError
from tiexi.month import MONTH
from tiexi.world.found import found

COINS = ("accounts.balance", "debts.owed", "people.owed", "plants.wages_owed")
GRAMS = (
    "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "goods.outside", "goods.nature", "goods.consumed",
    "slots.batches", "lines.inside", "lines.charged", "lines.tapped",
)  # fmt: skip
PERSONS = (
    "workshops.tied", "workshops.on_post", "plants.tied", "plants.pensioners", "households.members",
    "streets.residents", "tally.born", "tally.died", "tally.left", "tally.arrived", "tally.founded",
)  # fmt: skip


@pytest.fixture(scope="module")
def running() -> engine.Engine:
    """Hamlet after a year and a half."""
    made = engine.Engine(found(region.load("hamlet"), seed=3, scale=1))
    for _ in range(18):
        made.advance()
        made.world.month += 1
    return made


def cell(world: engine.World, name: str, rng: np.random.Generator) -> tuple[np.ndarray, int]:
    table, _, column = name.partition(".")
    array = getattr(world.tables[table], column)
    return array, int(rng.integers(1, world.tables[table].count))


@pytest.mark.parametrize("step", [s.name for s in MONTH])
@pytest.mark.parametrize("columns", [COINS, GRAMS, PERSONS], ids=["coin", "gram", "person"])
def test_one_too_many_is_caught_in_its_step(running: engine.Engine, step: str, columns: tuple[str, ...]) -> None:
    for number, name in enumerate(columns):
        world = copy.deepcopy(running.world)
        trial = engine.Engine(world)
        rng = np.random.default_rng([number, len(step)])

        def tamper(at: str, world: engine.World = world, name: str = name, rng: np.random.Generator = rng) -> None:
            if at == step:
                array, row = cell(world, name, rng)
                array[row] += 1

        with pytest.raises(LawError) as caught:
            trial.advance(tamper)
        assert caught.value.step == step, name
        assert caught.value.month == world.calendar.text(world.month)


@pytest.mark.parametrize("step", [s.name for s in MONTH])
def test_a_person_brought_back_is_caught(running: engine.Engine, step: str) -> None:
    world = copy.deepcopy(running.world)
    trial = engine.Engine(world)

    def tamper(at: str) -> None:
        if at == step:
            living = np.flatnonzero(world.people.gone[: world.people.count] == 32767)
            world.people.gone[living[-1]] = world.month

    with pytest.raises(LawError) as caught:
        trial.advance(tamper)
    assert caught.value.step == step


def test_an_untouched_month_breaks_no_law(running: engine.Engine) -> None:
    trial = engine.Engine(copy.deepcopy(running.world))
    trial.advance()
    assert (trial.laws.residuals.money, trial.laws.residuals.matter_g, trial.laws.residuals.people) == (0, 0, 0)
