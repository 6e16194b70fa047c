"""The same input is the same world to the last bit, however it is computed, and the digest sees every bit."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.worlds import run_on, world_of

from tiexi import engine, region
from tiexi.record import checkpoint
from tiexi.world import threads
from tiexi.world.found import branch, found
from tiexi.world.world import TABLES, World

FIRST, LATE, END = "1991-06", "1998-05", "1998-11"

# Prints the digests of the first months from the founding, and of the months that follow a checkpoint.
PROGRAM = f"""
import sys
from pathlib import Path
from tiexi.record import checkpoint
from tiexi.world import threads
from tiexi.world.found import branch, found
from tests.worlds import run_on, world_of
print(*run_on(world_of("hamlet"), "{FIRST}"))
world = world_of("hamlet")
meta, tables, _ = checkpoint.restore(Path(sys.argv[1]))
for name, columns in tables.items():
    world.tables[name].take_over(columns)
world.month = meta["month"]
print(*run_on(world, "{END}"))
"""


@pytest.fixture(scope="module")
def plain() -> tuple[list[str], World]:
    """Digests of the hamlet's first eight years, and the hamlet then."""
    world = world_of("hamlet")
    return run_on(world, LATE), world


def test_the_same_run_twice_has_the_same_digests(plain: tuple[list[str], World]) -> None:
    digests, _ = plain
    assert len(set(digests)) == len(digests) == 101
    assert run_on(world_of("hamlet"), LATE) == digests


def test_another_seed_or_scale_has_others(plain: tuple[list[str], World]) -> None:
    first = set(plain[0])
    for world in (world_of("hamlet", seed=2), world_of("hamlet", scale=2), world_of("hamlet", rounds=4)):
        assert first.isdisjoint(run_on(world, "1990-06"))


@pytest.mark.parametrize("number", [1, 2, 5])
def test_threads_do_not_matter(plain: tuple[list[str], World], number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "SMALLEST", 8)  # rows from which another thread is woken: so few live in the hamlet
    world = found(region.load("hamlet"), threads=number)
    assert run_on(world, "1994-12") == plain[0][:60]


@pytest.mark.parametrize(
    "given", [{"TIEXI_JIT": "0", "PYTHONHASHSEED": "1"}, {"TIEXI_JIT": "1", "PYTHONHASHSEED": "2"}],
    ids=["plain Python", "compiled"],
)  # fmt: skip
def test_neither_does_compilation_nor_the_order_of_hashes(
    given: dict[str, str], plain: tuple[list[str], World], tmp_path: Path
) -> None:
    digests, world = plain
    place = checkpoint.save(world, {}, tmp_path, {"month": world.month})
    here = os.pathsep.join([str(Path(engine.__file__).parents[1]), str(Path(__file__).parents[2])])
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(place)], capture_output=True, text=True, timeout=300, check=False,
        env=os.environ | given | {"PYTHONPATH": here},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    first, late = (line.split() for line in done.stdout.splitlines())
    assert first == digests[:18]
    assert late == run_on(branch(world), END)


def shuffle(folder: Path, seed: int) -> None:
    """Put the rows of every table, and the parameters, in another order."""
    order = random.Random(seed)
    for path in sorted(folder.rglob("*.csv")):
        header, *rows = path.read_text("utf-8").splitlines()
        order.shuffle(rows)
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    path = folder / "parameters.toml"
    blocks = [b.strip() for b in re.split(r"(?m)^(?=\[)", path.read_text("utf-8")) if b.strip()]
    order.shuffle(blocks)
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")


@pytest.mark.parametrize(
    ("name", "scale", "last", "seed"), [("hamlet", 1, LATE, 1), ("hamlet", 1, LATE, 2), ("tiexi", 500, "1938-12", 3)]
)
def test_the_order_of_rows_and_files_does_not_matter(
    name: str, scale: int, last: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = region.load(name)
    shutil.copytree(plain.folder, tmp_path / name)
    shuffle(tmp_path / name, seed)
    listed = os.listdir
    monkeypatch.setattr(os, "listdir", lambda *place: random.Random(seed).sample(found := listed(*place), len(found)))
    shuffled = region.load(tmp_path / name)
    for table, frame in plain.tables.items():
        assert shuffled.tables[table].equals(frame), table
    assert run_on(world_of(shuffled, scale), last) == run_on(world_of(plain, scale), last)


@pytest.mark.parametrize(("table", "column"), [(table.name, column) for table in TABLES for column in table.columns])
def test_flipping_any_bit_of_a_column_changes_the_digest(
    table: str, column: str, plain: tuple[list[str], World]
) -> None:
    world = plain[1]
    if world.tables[table].optional:
        world = branch(world)
        without = world.digest()
        world.tables[table].add(1)
        assert world.digest() != without
    was = world.digest()
    rows = getattr(world.tables[table], column)[: world.tables[table].count].view(np.uint8)
    rng = np.random.default_rng([len(table), len(column)])
    for byte in rng.integers(0, len(rows), 8):
        bit = np.uint8(1 << rng.integers(0, 8))
        rows[byte] ^= bit
        assert world.digest() != was
        rows[byte] ^= bit
    assert world.digest() == was


def test_cells_beyond_the_count_are_not_there(plain: tuple[list[str], World]) -> None:
    world = branch(plain[1])
    was = world.digest()
    for table in world.tables.values():
        table.reserve(7)
        assert table.room >= table.count + 7
        for column in table.columns:
            getattr(table, column)[table.count :] = 77
    assert world.digest() == was


def test_one_row_more_or_another_month_is_another_digest(plain: tuple[list[str], World]) -> None:
    was = plain[1].digest()
    for name in plain[1].tables:
        world = branch(plain[1])
        world.tables[name].add(1)
        assert world.digest() != was, name
    world = branch(plain[1])
    world.month += 1
    assert world.digest() != was
