"""Run folders: which one a run gets, what makes it begun, resumable and finished.

A folder is claimed by making it, so two runs never share one and no lock is needed. `checkpoint/begun.json` is
written first and says what the run is; `run.json` is written last and makes it finished. Nothing that exists is
overwritten.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tiexi.record.atomic import TEMPORARY, FolderError, sync_folder, temporary, told, write_json

RUNS = Path("runs")
FINISHED = "run.json"
CHECKPOINTS = "checkpoint"
BEGUN = Path(CHECKPOINTS) / "begun.json"
COPIED = (".csv", ".toml", ".bib", ".md", ".geojson")
IDENTITY = {"version": "version", "region_digest": "region or policies", "seed": "seed", "scale": "scale",
            "rounds": "rounds", "people": "people"}  # fmt: skip


def name_of(region: str, scale: int, seed: int) -> str:
    """The default name of a run's folder."""
    return f"{region}-k{scale}-s{seed}"


def claim(out: Path | None, region: str, scale: int, seed: int, runs: Path = RUNS) -> Path:
    """Make the folder of a new run and return it: `out`, or the first free of `runs/REGION-kK-sSEED`, `-2`, `-3`.

    Raises FolderError if `out` exists and is not empty, or if the folder cannot be made.
    """
    if out is not None:
        return _claim_given(Path(out))
    name, number = name_of(region, scale, seed), 1
    while True:
        folder = runs / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
            return folder
        except FileExistsError:
            if runs.exists() and not runs.is_dir():
                raise FolderError(f"{runs} is a file, not a folder; choose another folder with --out") from None
            number += 1
        except OSError as error:
            raise told(error, folder) from None


def _claim_given(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
        empty = blank(out)
    except FileExistsError:
        raise FolderError(f"{out} is a file, not a folder; choose another folder with --out") from None
    except OSError as error:
        raise told(error, out) from None
    if empty:
        sweep(out)
        return out
    if (out / BEGUN).exists() and not finished(out):
        raise FolderError(f"{out} holds an unfinished run; continue it with --resume, or choose another folder")
    raise FolderError(f"{out} exists and is not empty; a run never overwrites anything: choose another folder")


def blank(folder: Path) -> bool:
    """True if nothing stands in the folder but what a run leaves that was killed before it had begun."""
    inside = [p for p in folder.iterdir() if not _draft(p)]
    return all(p.name == CHECKPOINTS and p.is_dir() and all(map(_draft, p.iterdir())) for p in inside)


def _draft(path: Path) -> bool:
    return path.name.startswith(".") and path.name.endswith(TEMPORARY)


def begin(folder: Path, meta: Mapping[str, Any], region: Path, policies: Sequence[Path] = ()) -> None:
    """Note in a claimed folder what the run is, then copy the region and the policies into it.

    Taken up again, a folder must hold the run described (FolderError otherwise), and gets the copy if it lacks it.
    """
    if (folder / BEGUN).exists():
        same_run(folder, meta)
    else:
        try:
            (folder / CHECKPOINTS).mkdir(exist_ok=True)
        except OSError as error:
            raise told(error, folder / CHECKPOINTS) from None
        write_json(folder / BEGUN, dict(meta))
    copy_region(region, policies, folder)


def begun(folder: Path) -> dict[str, Any]:
    """What `begin` noted; raises FolderError if no run began there or the note is damaged."""
    try:
        found = json.loads((folder / BEGUN).read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise FolderError(f"{folder} holds no run that could be continued") from None
    except OSError as error:
        raise FolderError(f"{folder / BEGUN} cannot be read: {error.strerror}") from None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise FolderError(f"{folder / BEGUN} is damaged, so the run cannot be continued")
    return found


def finished(folder: Path) -> bool:
    """True if the run in the folder has been written to its end."""
    return (folder / FINISHED).exists()


def to_resume(out: Path | None, region: str, scale: int, seed: int, runs: Path = RUNS) -> Path:
    """The folder of the unfinished run to continue: `out`, or the latest of the default names.

    Leftovers of interrupted writing are removed. Raises FolderError if there is none.
    """
    if out is not None:
        folder = Path(out)
        if finished(folder):
            raise FolderError(f"the run in {folder} is finished; there is nothing to continue")
        if not (folder.is_dir() and blank(folder)):
            begun(folder)
    else:
        pattern = re.compile(re.escape(name_of(region, scale, seed)) + r"(?:-(\d+))?")
        found = [(int(m[1] or 1), p) for p in runs.glob("*") if (m := pattern.fullmatch(p.name))]
        found = [(n, p) for n, p in found if p.is_dir() and not finished(p) and ((p / BEGUN).exists() or blank(p))]
        if not found:
            name = runs / name_of(region, scale, seed)
            raise FolderError(f"there is no unfinished run {name} to continue; name its folder with --out")
        folder = max(found)[1]
    sweep(folder)
    return folder


def same_run(folder: Path, meta: Mapping[str, Any]) -> None:
    """Raise FolderError unless the run begun in the folder is the one described: it would not come out the same."""
    was = begun(folder)
    differ = [f"{says} {was.get(k)}, now {meta.get(k)}" for k, says in IDENTITY.items() if was.get(k) != meta.get(k)]
    if differ:
        raise FolderError(f"the run in {folder} cannot be continued as another one: it was begun with " +
                          "; ".join(differ))  # fmt: skip


def sweep(folder: Path) -> None:
    """Remove what an interrupted writing left behind in a run folder."""
    for place in (folder, folder / CHECKPOINTS):
        for left in place.glob(f".*{TEMPORARY}"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def copy_region(region: Path, policies: Sequence[Path], folder: Path) -> None:
    """Copy a region's tables and the policies used into `folder/region`, whole or not at all; an earlier copy stays."""
    goal = folder / "region"
    if goal.exists():
        return
    draft = temporary(goal)
    try:
        draft.mkdir()
        for path in sorted(region.rglob("*")):
            inside = path.relative_to(region)
            unused = inside.parts[0] == "policies" or any(part.startswith(".") for part in inside.parts)
            if path.is_file() and path.suffix in COPIED and not unused:
                _copy(path, draft / inside)
        for number, policy in enumerate(policies, 1):
            same = sum(p.name == policy.name for p in policies[: number - 1])
            _copy(policy, draft / "policies" / (f"{number}-{policy.name}" if same else policy.name))
        os.replace(draft, goal)
        sync_folder(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise told(error, goal) from error


def _copy(path: Path, goal: Path) -> None:
    goal.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, goal)
