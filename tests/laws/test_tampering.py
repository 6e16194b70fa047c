"""One coin, gram or person too many, anywhere, after any step: the laws name that step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zlib import crc32

import numpy as np
import pytest
from tests.worlds import Array, run_on, world_of

from tiexi.engine import Engine
from tiexi.laws import LawError
from tiexi.month import MONTH
from tiexi.world.claims import claim, set_aside
from tiexi.world.found import branch
from tiexi.world.ledger import DEBTS, SECTORS
from tiexi.world.people import NEVER, Activity
from tiexi.world.stores import PLACES, Place
from tiexi.world.world import Views, World

STEPS = [step.name for step in MONTH]
COINS = (
    "accounts.balance", "debts.owed", "dues.owed", "people.owed", "plants.wages_owed", "flows.paid", "claims.made",
    "claims.settled",
)  # fmt: skip
GRAMS = (
    "stocks.amount", "stocks.due1", "stocks.due2", "stocks.due3", "goods.outside", "goods.nature", "goods.consumed",
    "slots.batches", "lines.inside", "lines.charged", "lines.tapped", "moves.moved",
)  # fmt: skip
PERSONS = (
    "workshops.tied", "workshops.on_post", "plants.tied", "plants.pensioners", "households.members",
    "streets.residents", "tally.born", "tally.died", "tally.left", "tally.arrived", "tally.founded",
)  # fmt: skip
TRIES = 4  # random cells of each column after each step


@pytest.fixture(scope="module", params=["1991-06", "1998-12"])
def running(request: pytest.FixtureRequest) -> World:
    """The hamlet in good times, and in bad times when wages are owed and some of them by a former plant."""
    world = world_of("hamlet", seed=1)
    run_on(world, request.param)
    if request.param > "1998":
        people, staff = world.people, tied(world)[:4]
        books = Views(world, ("people.owed", "people.owed_by", "dues.*", "plants.wages_owed", "claims.made"))
        claim(books, staff, world.workshops.plant[people.employer[staff]], np.full(len(staff), 300))
        set_aside(books, staff[:2], people.owed_by[staff[:2]] % 3 + 1)
        assert world.dues.count == 3
        assert (people.owed[staff] > 0).tolist() == [False, False, True, True]
    return world


def cells(world: World, name: str, rng: np.random.Generator) -> list[tuple[Array, int]]:
    """A few random cells of a column, of those that hold something to be added to."""
    table, _, column = name.partition(".")
    rows = np.arange(1, world.tables[table].count)
    if name == "flows.paid":  # a payment within a sector leaves every sector as it was
        rows = rows[(rows - 1) // SECTORS % SECTORS != (rows - 1) % SECTORS]
    elif name == "moves.moved":  # row 0 of goods is nobody, and what stays in its place has not moved
        rows = np.arange(PLACES * PLACES + 1, world.moves.count)
        origin, goal = (rows - 1) // PLACES % PLACES, (rows - 1) % PLACES
        rows = rows[(origin != goal) & (origin > 0) & (goal > 0)]
    elif table == "claims":
        rows = np.arange(1, DEBTS + 1)
    if len(rows) == 0:
        return []
    return [(getattr(world.tables[table], column), int(row)) for row in rng.choice(rows, TRIES)]


@pytest.mark.parametrize("columns", [COINS, GRAMS, PERSONS], ids=["coin", "gram", "person"])
def test_one_too_many_is_caught_wherever_and_whenever(running: World, columns: tuple[str, ...]) -> None:
    """After every step of the month, one is added to a cell, found, and taken back."""
    world = branch(running)
    engine = Engine(world)
    found: set[tuple[str, str]] = set()

    def tamper(step: str) -> None:
        for name in columns:
            for array, row in cells(world, name, np.random.default_rng(crc32(f"{step} {name}".encode()))):
                kept = array[row]
                array[row] += 1
                with pytest.raises(LawError) as caught:
                    engine.laws.check(step)
                array[row] = kept
                assert caught.value.step == step
                found.add((step, name))

    engine.advance(tamper)
    some = [name for name in columns if world.tables[name.partition(".")[0]].count > 1]
    assert found == {(step, name) for step in STEPS for name in some}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", ["accounts.balance", "stocks.amount", "streets.residents"])
def test_the_month_stops_there_and_says_where(running: World, step: str, name: str) -> None:
    world = branch(running)
    done: list[str] = []

    def tamper(at: str) -> None:
        done.append(at)
        if at == step:
            for array, row in cells(world, name, np.random.default_rng(7))[:1]:
                array[row] += 1

    with pytest.raises(LawError) as caught:
        Engine(world).advance(tamper)
    assert (caught.value.step, caught.value.month) == (step, world.calendar.text(world.month))
    assert done == STEPS[: STEPS.index(step) + 1]
    assert caught.value.account in str(caught.value)


def take(world: World) -> None:
    """Somebody vanishes."""
    world.people.gone[living(world)[-1]] = world.month


def bring_back(world: World) -> None:
    """Somebody who died or left lives again."""
    away = np.flatnonzero(world.people.gone[: world.people.count] < NEVER)
    world.people.gone[away[away > 0][0]] = NEVER


def add(world: World) -> None:
    """Somebody nobody bore."""
    row = world.people.add(1).start
    world.people.gone[row] = NEVER
    world.people.household[row] = 1


def untie(world: World) -> None:
    """Somebody is no longer on any books, while the books say so."""
    world.people.tie[tied(world)[0]] = 0


def idle(world: World) -> None:
    """Somebody goes off post and the workshop does not know."""
    on_post = tied(world)
    on_post = on_post[world.people.activity[on_post] == Activity.ON_POST]
    world.people.activity[on_post[0]] = Activity.SEEKING


def living(world: World) -> Array:
    return np.flatnonzero(world.people.gone[: world.people.count] == NEVER)


def tied(world: World) -> Array:
    return np.flatnonzero(world.people.tie[: world.people.count] > 0)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("deed", [take, bring_back, add, untie, idle])
def test_nobody_comes_goes_or_changes_unseen(running: World, step: str, deed: Callable[[World], None]) -> None:
    world = branch(running)
    with pytest.raises(LawError) as caught:
        Engine(world).advance(lambda at: deed(world) if at == step else None)
    assert caught.value.step == step


def exchanged(world: World, name: str) -> None:
    """One more in the first row of a column, one fewer in the last."""
    table, _, column = name.partition(".")
    array, rows = getattr(world.tables[table], column), world.tables[table].count
    assert rows > 2
    array[1] += 1
    array[rows - 1] -= 1


def transfer(world: World) -> None:
    """Somebody is on the books of another workshop than the one that counts him."""
    person = tied(world)[0]
    world.people.employer[person] = 1 + world.people.employer[person] % (world.workshops.count - 1)


def rehouse(world: World) -> None:
    """Somebody lives in another household than the one that counts him."""
    person = living(world)[0]
    world.people.household[person] = 1 + world.people.household[person] % (world.households.count - 1)


@pytest.mark.parametrize(
    "deed",
    [
        *(partial(exchanged, name=name) for name in (
            "workshops.tied", "workshops.on_post", "plants.tied", "households.members", "plants.wages_owed",
        )),
        transfer, rehouse,
    ],
)  # fmt: skip
def test_errors_that_cancel_are_found_at_the_end_of_the_month(running: World, deed: Callable[[World], None]) -> None:
    world = branch(running)
    with pytest.raises(LawError) as caught:
        Engine(world).advance(lambda at: deed(world) if at == STEPS[-1] else None)
    assert (caught.value.step, caught.value.month) == (STEPS[-1], world.calendar.text(world.month))


def test_an_untouched_year_breaks_no_law(running: World) -> None:
    world = branch(running)
    engine = Engine(world)
    for _ in range(11):
        engine.advance()
        world.month += 1
    residuals = engine.laws.residuals
    assert (residuals.money, residuals.matter_g, residuals.people) == (0, 0, 0)


def test_the_record_of_movements_says_what_changed(running: World) -> None:
    """Grams by good and place: what the stores gained is what was moved there less what was moved away."""

    def held() -> Array:
        stocks, goods = world.stocks, world.goods
        at = slice(1, stocks.count)
        sums = np.zeros((goods.count, PLACES), np.int64)
        np.add.at(sums[:, Place.YARD], stocks.good[at], (stocks.amount + stocks.due1 + stocks.due2 + stocks.due3)[at])
        sums[:, Place.OUTSIDE] = goods.outside[: goods.count]
        sums[:, Place.NATURE] = goods.nature[: goods.count]
        sums[:, Place.CONSUMED] = goods.consumed[: goods.count]
        return sums

    world = branch(running)
    engine = Engine(world)
    for _ in range(11):
        before = held()
        engine.advance()
        moved = world.moves.moved[1 : world.moves.count].reshape(world.goods.count, PLACES, PLACES)
        assert (moved >= 0).all()
        gained = moved.sum(axis=1) - moved.sum(axis=2)
        stores = [Place.YARD, Place.OUTSIDE, Place.NATURE, Place.CONSUMED]
        assert (gained[:, stores] == (held() - before)[:, stores]).all()
        world.month += 1
