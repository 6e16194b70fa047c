"""Case folders with other numbers than the shipped ones."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from tiexi.cases.folder import SHIPPED


def write(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """A table of a case."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def like(name: str, goal: Path, changes: dict[str, object]) -> Path:
    """A copy of a shipped case with other parameters (None = without the row)."""
    shutil.copytree(SHIPPED / name, goal)
    path = goal / "parameters.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    kept = [
        [row[0], changes.get(row[0], row[1]), *row[2:]] for row in rows if changes.get(row[0], row[1]) is not None
    ]  # fmt: skip
    write(path, kept)
    return goal


def expect(folder: Path, rows: Iterable[Sequence[object]], tolerance: float, kind: str = "relative") -> Path:
    """Write expected.csv: quantity, step, value."""
    head = ("quantity", "step", "value", "tolerance", "tolerance_kind")
    write(folder / "expected.csv", [head, *((*row, tolerance, kind) for row in rows)])
    return folder
