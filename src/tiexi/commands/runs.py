"""Which run a command looks into."""

from __future__ import annotations

from pathlib import Path

from tiexi.cli import say

RUNS = Path("runs")


def newest(runs: Path) -> Path | None:
    """The run folder finished last under `runs`, if there is any."""
    done = [p for p in runs.glob("*/run.json") if p.is_file()]
    return max(done, key=lambda p: p.stat().st_mtime).parent if done else None


def asked_or_newest(run: Path | None) -> Path | None:
    """The run folder asked for, else the newest under `runs`; says so where there is none."""
    folder = run or newest(RUNS)
    if folder is None:
        say("there is no run to look into: make one with `tiexi run`, or name its folder with --run")
    return folder
