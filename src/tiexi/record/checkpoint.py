"""Checkpoints: the whole world and the record so far, so that a stopped run goes on to the identical digest.

A checkpoint is a folder `checkpoint/NNNNN` (the month to be run next), written under a temporary name and renamed
when whole; its manifest holds the digest of each file. Two are kept, so one is always whole.
"""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiexi.record.atomic import FolderError, read_npz, sync_folder, temporary, told, write_json, write_npz
from tiexi.record.folder import CHECKPOINTS
from tiexi.record.run import FORMAT, file_digest
from tiexi.world.table import Array

if TYPE_CHECKING:
    from tiexi.world.world import World

KEPT = 2
MANIFEST = "manifest.json"
TABLES, RECORD = "tables.npz", "record.npz"


def save(world: World, recorder_state: Mapping[str, Array], folder: Path, meta: Mapping[str, Any]) -> Path:
    """Write a checkpoint of the month to be run next, drop all but the last two, and return its folder.

    `meta` is whatever the engine needs besides (JSON). Raises FolderError if the disk refuses; what was there stays.
    """
    home = folder / CHECKPOINTS
    goal = home / f"{world.month:05d}"
    if valid(goal):
        return goal
    draft = temporary(goal)
    try:
        home.mkdir(exist_ok=True)
        draft.mkdir()
        columns = {f"{t.name}.{key}": array for t in world.tables.values() for key, array in t.arrays()}
        write_npz(draft / TABLES, columns)
        write_npz(draft / RECORD, recorder_state)
        files = {name: _print(draft / name) for name in (TABLES, RECORD)}
        write_json(draft / MANIFEST, {"format": FORMAT, "month": world.month, "files": files, "meta": dict(meta)})
        shutil.rmtree(goal, ignore_errors=True)  # only ever a damaged one
        os.replace(draft, goal)
        sync_folder(home)
    except OSError as error:
        raise told(error, goal) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    for old in _all(folder)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
    return goal


def latest(folder: Path) -> Path | None:
    """The newest whole checkpoint of a run folder, or None if there is none."""
    return next((path for path in _all(folder) if valid(path)), None)


def valid(path: Path) -> bool:
    """True if the checkpoint is whole: a manifest of our format, and every file as its digest says."""
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        return manifest["format"] == FORMAT and set(manifest["files"]) == {TABLES, RECORD} and all(
            _print(path / name) == digest for name, digest in manifest["files"].items()
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        return False


def restore(path: Path) -> tuple[dict[str, Any], dict[str, dict[str, Array]], dict[str, Array]]:
    """Meta, columns by table, and the recorder's state of a checkpoint; raises FolderError if it is damaged."""
    try:
        manifest = json.loads((path / MANIFEST).read_text("utf-8"))
        columns, record = read_npz(path / TABLES), read_npz(path / RECORD)
        meta = dict(manifest["meta"])
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise FolderError(f"the checkpoint {path} is damaged and cannot be read") from error
    tables: dict[str, dict[str, Array]] = {}
    for name, array in columns.items():
        table, _, column = name.partition(".")
        tables.setdefault(table, {})[column] = array
    return meta, tables, record


def clear(folder: Path) -> None:
    """Remove the checkpoints of a finished run, which would be most of its size; `begun.json` stays."""
    for path in _all(folder):
        shutil.rmtree(path, ignore_errors=True)


def _all(folder: Path) -> list[Path]:
    found = [p for p in (folder / CHECKPOINTS).glob("[0-9]*") if p.is_dir() and p.name.isdigit()]
    return sorted(found, key=lambda p: int(p.name), reverse=True)


def _print(path: Path) -> dict[str, Any]:
    return {"bytes": path.stat().st_size, "xxh3": file_digest(path)}
