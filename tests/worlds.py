"""Worlds for the tests of whole runs: run on, copied, continued under a policy, and taken apart for comparison."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Set
from pathlib import Path
from typing import Any

import numpy as np

from tiexi import region
from tiexi.engine import Engine
from tiexi.region import Region
from tiexi.world.events import Who
from tiexi.world.found import found
from tiexi.world.world import World

Array = np.ndarray[Any, Any]
Parts = dict[str, Array]
ON_POST = 2


@functools.cache
def shipped(name: str) -> Path:
    """The folder of a shipped region."""
    return region.load(name).folder


def under(name: str, *policies: str) -> Region:
    """A shipped region under policies of its own folder."""
    folder = shipped(name)
    return region.load(folder, [folder / "policies" / f"{p}.toml" for p in policies])


def world_of(place: str | Path | Region, scale: int = 1, seed: int = 1, rounds: int | None = None) -> World:
    """A founded world of a region."""
    return found(place if isinstance(place, Region) else region.load(place), seed=seed, scale=scale, rounds=rounds)


def run_on(world: World, last: str, each: Callable[[World], Any] | None = None) -> list[str]:
    """Run up to and with the month `last`, every law checked; the digest of each month. `each` sees every month."""
    engine, digests = Engine(world), []
    while world.month <= world.calendar.index(last):
        engine.advance()
        digests.append(world.digest())
        if each:
            each(world)
        world.month += 1
    return digests


def folder_with(name: str, goal: Path, **rows: str) -> Path:
    """A copy of a shipped region's folder with one more row in each of the tables given."""
    shutil.copytree(shipped(name), goal)
    for table, row in rows.items():
        path = goal / f"{table}.csv"
        path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{row}\n", "utf-8")
    return goal


def policy(goal: Path, *rows: dict[str, Any]) -> Path:
    """A policy file with these rows."""
    blocks = ["\n".join(f"{k} = {v!r}" for k, v in row.items()) for row in rows]
    goal.write_text("title = 'a policy of the tests'\n" + "".join(f"\n[[row]]\n{b}\n" for b in blocks), "utf-8")
    return goal


def off_post_share(world: World) -> float:
    """People with a tie and not on post, over all with a tie."""
    people, n = world.people, world.people.count
    tied = people.tie[:n] > 0
    return float((tied & (people.activity[:n] != ON_POST)).sum() / tied.sum())


def keys(world: World) -> set[int]:
    """Keys of everyone who ever lived here."""
    return {int(key) for key in world.people.key[1 : world.people.count]}


def parts(world: World, without: Set[int] = frozenset()) -> Parts:
    """The whole world as arrays that do not hang on rows: persons and households by key, everything else as it is.

    People whose key is in `without` are left out with their households, diaries and events (everyone must be
    followed); the heads they are among, residents of streets and the tally, are left out altogether.
    """
    people, homes = world.people, world.households
    out = np.isin(people.key[: people.count], np.array(sorted(without), np.uint64))
    empty = np.zeros(homes.count, bool)
    empty[people.household[: people.count][out]] = True
    found = _people(world, ~out) | _homes(world, ~empty) | _events(world, out)
    first = int(homes.account[1]) if homes.count > 1 else world.accounts.count
    found["accounts.balance"] = world.accounts.balance[:first]
    for name, table in world.tables.items():
        if name in ("people", "households", "diary", "dues", "accounts", "happenings", "tally"):
            continue
        found |= {f"{name}.{key}": array for key, array in table.arrays() if key != "residents"}
    found = {name: array.copy() for name, array in found.items()}
    theirs = np.flatnonzero(_of(world, out))
    np.subtract.at(found["counts.persons"], world.happenings.event[theirs].astype(np.int64) + 1, 1)
    return found


def differ(one: Parts, other: Parts) -> list[str]:
    """Names of the parts that are not equal."""
    return sorted(
        name for name in one.keys() | other.keys()
        if name not in one or name not in other or not np.array_equal(one[name], other[name])
    )  # fmt: skip


def _people(world: World, stay: Array) -> Parts:
    """Columns of people, diary and dues, people by key and named by key."""
    people, diary, dues = world.people, world.diary, world.dues
    stay = stay.copy()
    stay[0] = False
    rows = np.flatnonzero(stay)
    rows = rows[np.argsort(people.key[rows])]
    found = {f"people.{name}": array[rows] for name, array in people.arrays()}
    for name in ("mother", "spouse"):
        found[f"people.{name}"] = people.key[found[f"people.{name}"]]
    found["people.household"] = world.households.key[found["people.household"]]
    pages = found.pop("people.diary")
    for name, array in diary.arrays():
        found[f"diary.{name}"] = people.key[array[pages]] if name == "person" else array[pages]
    claims = [(int(people.key[p]), int(f), int(fen)) for p, f, fen in zip(
        *(array[1:] for _, array in dues.arrays()), strict=True) if stay[p]]  # fmt: skip
    return found | {"dues": np.array(sorted(claims), np.uint64)}


def _homes(world: World, stay: Array) -> Parts:
    """Columns of households by key, with the balance in place of the account."""
    homes = world.households
    stay[0] = False
    rows = np.flatnonzero(stay)
    rows = rows[np.argsort(homes.key[rows])]
    found = {f"households.{name}": array[rows] for name, array in homes.arrays()}
    found["households.account"] = world.accounts.balance[found["households.account"]]
    return found


def _of(world: World, persons: Array) -> Array:
    """Which of the month's events happened to `persons`."""
    log, n = world.happenings, world.happenings.count
    personal = log.kind[:n] == Who.PERSON
    chosen: Array = personal & persons[np.where(personal, log.who[:n], 0)]
    return chosen


def _events(world: World, out: Array) -> Parts:
    """The month's events, sorted, persons named by key."""
    log, left_out = world.happenings, _of(world, out)
    rows = []
    for i in np.flatnonzero(~left_out[1:]) + 1:
        who = int(world.people.key[log.who[i]] if log.kind[i] == Who.PERSON else log.who[i])
        rows.append((who, *(int(array[i]) for name, array in log.arrays() if name != "who")))
    return {"happenings": np.array(sorted(rows), object)}
