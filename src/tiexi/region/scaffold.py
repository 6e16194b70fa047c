"""`tiexi new`: one's own region, begun as a copy of another."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from tiexi.region.load import check, find
from tiexi.region.problem import Problem, RegionError
from tiexi.region.source import label_of, whole_file
from tiexi.region.tables import SETTINGS


def new(folder: str | Path, from_region: str | Path = "hamlet") -> Path:
    """Copy a region to a new folder, which takes its name. Either the whole folder is there, or nothing is.

    Raises RegionError if the folder exists and is not empty, if the other region has errors, or if it cannot be
    written; nothing that was there is touched.
    """
    target, label = Path(folder), label_of(folder)
    found = find(from_region)
    if isinstance(found, Problem):
        raise RegionError([found])
    if errors := [p for p in check(from_region) if p.severity == "error"]:
        raise RegionError(errors)
    try:
        if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
            hint = "choose another name; nothing was changed"
            raise RegionError([whole_file(label, "exists already and is not empty", hint)])
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(found[0], target)
    except OSError as fault:
        reason = (fault.strerror or "unknown reason").lower()
        raise RegionError([whole_file(label, f"cannot be made: {reason}", "nothing was written")]) from None
    return target


def _copy(origin: Path, target: Path) -> None:
    """Copy beside the target, then rename into place."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=target.parent) as parent:
        made = Path(parent) / "region"
        made.mkdir()
        for path in sorted(origin.rglob("*")):  # parents before what they hold
            inside = path.relative_to(origin)
            if any(part.startswith(".") or part == "__pycache__" for part in inside.parts):
                continue
            if path.is_dir():
                (made / inside).mkdir()
            else:
                shutil.copyfile(path, made / inside)
        _rename(made, target.resolve().name)
        made.rename(target)


def _rename(region: Path, folder: str) -> None:
    """Give a region the name of its folder, if that makes an id; its label in names.csv follows."""
    name = re.sub(r"[^a-z0-9]+", "_", folder.lower()).strip("_")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return
    for file, pattern, instead in (
        (SETTINGS, r'^name\s*=\s*"[^"]*"', f'name = "{name}"'),
        ("names.csv", r"^region:[^,\s]+", f"region:{name}"),
    ):
        path = region / file
        if path.exists():
            text = re.sub(pattern, instead, path.read_bytes().decode(), count=1, flags=re.MULTILINE)
            path.write_text(text, encoding="utf-8", newline="")
