"""The command that makes a recorded run again, or films one more person of it."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from tiexi.region import shipped
from tiexi.report.recorded import Recorded, month_of


def command(run: Recorded) -> str:
    """The command that makes the same run again, by the names of region and policies: the same wherever it lies."""
    policies = [path.name for path in _policies(run)]
    return shlex.join(["tiexi", "run", str(run.facts.get("region", "")), *_options(run), *_given(policies)])


def filming(run: Recorded, key: str) -> str:
    """The command that makes the run again and films one more person, to be typed as it stands.

    Policies, and a region that is not shipped, are taken from the copies in the run folder.
    """
    region = str(run.facts.get("region", ""))
    where = region if region in shipped() else _near(run.folder / "region")
    policies = [_near(path) for path in _policies(run)]
    return shlex.join(["tiexi", "run", where, *_options(run), *_given(policies), "--film", key])


def _options(run: Recorded) -> list[str]:
    facts, told = run.facts, []
    for option, name in (("--scale", "scale"), ("--seed", "seed"), ("--people", "people_at_peak")):
        if facts.get(name) is not None:
            told += [option, str(facts[name])]
    if run.rounds != run.settings.get("rounds", 10):
        told += ["--rounds", str(run.rounds)]
    if run.last < month_of(str(run.settings["last"])):
        told += ["--until", f"{run.last // 12:04d}-{run.last % 12 + 1:02d}"]
    return told


def _policies(run: Recorded) -> list[Path]:
    return sorted((run.folder / "region" / "policies").glob("*.toml"))


def _given(policies: list[str]) -> list[str]:
    return [word for policy in policies for word in ("--policy", policy)]


def _near(path: Path) -> str:
    """The path as one would type it from here."""
    whole = path.resolve()
    return os.path.relpath(whole) if whole.is_relative_to(Path.cwd()) else str(whole)
