"""A drawn region lives through its two years, watched more closely than the engine does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from tests.drawn import MONTHS, Draft

from tiexi.engine import Engine
from tiexi.world.found import found
from tiexi.world.world import World

# Columns that name a row of another table.
REFERENCES = {
    "people": {
        "household": "households", "mother": "people", "spouse": "people", "occupation": "occupations",
        "employer": "workshops", "owed_by": "plants", "diary": "diary",
    },
    "households": {"street": "streets", "account": "accounts"},
    "diary": {"person": "people"},
    "streets": {"shop": "plants"},
    "plants": {"account": "accounts", "loan_debt": "debts", "tax_debt": "debts", "local_debt": "debts"},
    "workshops": {"plant": "plants", "occupation": "occupations", "first_line": "lines", "main_stock": "stocks"},
    "lines": {"workshop": "workshops", "recipe": "recipes", "first_use": "uses", "first_slot": "slots"},
    "uses": {"stock": "stocks", "good": "goods"},
    "stocks": {"plant": "plants", "good": "goods", "first_link": "links"},
    "links": {"buyer": "stocks", "seller": "stocks", "debt": "debts"},
    "debts": {"debtor": "accounts", "creditor": "accounts"},
    "dues": {"person": "people", "plant": "plants"},
}  # fmt: skip
HUGE = 10**9  # no count of people, months or batches comes near: beyond it an unsigned number has wrapped


def live(draft: Draft, months: int | None = None, each: Callable[[World], Any] | None = None) -> None:
    """A drawn region lives. The engine checks every law after every step, `sound` at the end; `each` sees every month.

    Every third world lives two years, the others one: most of what can go wrong with a region shows in the first.
    """
    months = months or (MONTHS if draft.seed % 3 == 0 else MONTHS // 2)
    world = found(draft.region(), seed=draft.seed, scale=draft.scale)
    engine = Engine(world)
    for _ in range(months):
        engine.advance()
        solvent(world)
        if each:
            each(world)
        world.month += 1
    sound(world)


def digests(draft: Draft, months: int | None = None) -> list[str]:
    """Digests of the months in which a drawn region lives."""
    told: list[str] = []
    live(draft, months, lambda world: told.append(world.digest()))
    return told


def solvent(world: World) -> None:
    """No household is in the red or holds a part of what each of its real households holds; no claim is negative."""
    accounts, homes, people = world.accounts, world.households, world.people
    money = accounts.balance[homes.account[1 : homes.count]]
    assert (money >= 0).all(), "a household is in the red"
    assert (money % world.scale == 0).all(), "a household holds a part of a coin"
    assert (accounts.balance[world.plants.account[1 : world.plants.count]] >= 0).all(), "a till is negative"
    for table in (people, world.dues):
        assert (table.owed[: table.count] >= 0).all(), "a person owes a plant wages"
    owed, by = people.owed[: people.count], people.owed_by[: people.count]
    assert ((owed > 0) == (by > 0)).all(), "arrears without a debtor, or a debtor without arrears"


def sound(world: World) -> None:
    """Everything counted is whole and has not wrapped around, row 0 is nobody, and every row that is named exists."""
    for name, table in world.tables.items():
        if name == "elsewhere":  # rates of the rest of the country, where nobody is counted
            continue
        for key, values in table.arrays():
            assert values.dtype.kind in "iu", f"{name}.{key} is not whole"
            wraps = values.dtype.kind == "u" and values.dtype.itemsize == 4
            assert not wraps or int(values.max()) < HUGE, f"{name}.{key} has wrapped around"
            goal = REFERENCES.get(name, {}).get(key)
            if goal:
                assert int(values.max()) < world.tables[goal].count, f"{name}.{key} names a row that is not there"
    people = world.people
    married = np.flatnonzero(people.spouse[: people.count])
    assert (people.spouse[people.spouse[married]] == married).all(), "a marriage of one"
