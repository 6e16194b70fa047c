"""How fast `tiexi` is here: each measurement is a process of its own, with its own clock and peak memory."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tiexi import __version__


@dataclass(frozen=True)
class Case:
    """A command line to measure, and what is claimed of it on two cores with 24 GiB."""

    name: str
    arguments: tuple[str, ...]
    seconds: float
    gigabytes: float | None = None
    cold: bool = False


@dataclass(frozen=True)
class Measured:
    """What one process took: seconds of wall clock, peak resident memory in GB, months alone where it ran any."""

    name: str
    seconds: float
    claimed_seconds: float
    gigabytes: float
    claimed_gigabytes: float | None
    months_seconds: float | None
    person_months: int | None

    @property
    def rate(self) -> float | None:
        """Simulated person-months a second, over the months alone."""
        if not self.person_months or not self.months_seconds:
            return None
        return self.person_months / self.months_seconds


CASES = (
    Case("help", ("--help",), 0.4),
    Case("check hamlet", ("check", "hamlet"), 0.6),
    Case("tiexi, scale 10, very first run", ("run", "tiexi", "--json", "--quiet"), 45.0, cold=True),
    Case("tiexi, scale 10", ("run", "tiexi", "--json", "--quiet"), 10.0),
    Case("hamlet, scale 1", ("run", "hamlet", "--scale", "1", "--json", "--quiet"), 3.0),
    Case("tiexi, scale 1 (everyone)", ("run", "tiexi", "--scale", "1", "--json", "--quiet"), 60.0, 3.0),
)


def measure(case: Case, work: Path, kernels: Path) -> Measured:
    """Run one case in `work` with the kernel cache `kernels`; raises RuntimeError with its message if it fails."""
    arguments = list(case.arguments)
    if case.arguments[0] == "run":
        arguments += ["--out", str(work / f"run-{case.name.replace(' ', '-').replace(',', '')}")]
    environment = os.environ | {"NUMBA_CACHE_DIR": str(kernels)}
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as failed:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "tiexi", *arguments],
            cwd=work, env=environment, stdout=said, stderr=failed,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)  # the usage of this child alone, which `wait` does not give
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        failed.seek(0)
        if process.returncode != 0:
            raise RuntimeError(f"{case.name}: exit status {process.returncode}\n{failed.read()}")
        facts: dict[str, Any] = json.load(said) if "--json" in case.arguments else {}
    return Measured(
        case.name, seconds, case.seconds, usage.ru_maxrss * 1024 / 1e9, case.gigabytes,
        facts.get("wall_seconds"), facts.get("person_months"),
    )  # fmt: skip


def measure_all(cases: Sequence[Case] = CASES) -> list[Measured]:
    """Measure the cases in order in a temporary folder; the first cold one fills the cache for those after it."""
    found = []
    with tempfile.TemporaryDirectory(prefix="tiexi-bench-") as folder:
        kernels = Path(folder) / "kernels"
        kernels.mkdir()
        for case in cases:
            print(f"measuring: {case.name}", file=sys.stderr, flush=True)
            found.append(measure(case, Path(folder), kernels))
    return found


def main(as_json: bool = False) -> int:
    """Measure and print; exit status 0 whatever the times are, because a busy machine is no fault."""
    found = measure_all()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, tiexi {__version__}"
    if as_json:
        print(json.dumps({"machine": machine, "measured": [asdict(m) | {"rate": m.rate} for m in found]}, indent=2))
        return 0
    _print(found, machine)
    return 0


def _print(found: Sequence[Measured], machine: str) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, caption=machine, caption_justify="left")
    for heading in ("", "seconds", "claimed", "GB", "claimed ", "M person-months/s"):
        table.add_column(heading, justify="right" if heading else "left")
    for m in found:
        table.add_row(
            m.name, f"{m.seconds:.2f}", f"{m.claimed_seconds:g}", f"{m.gigabytes:.2f}",
            f"{m.claimed_gigabytes:g}" if m.claimed_gigabytes else "", f"{m.rate / 1e6:.1f}" if m.rate else "",
        )  # fmt: skip
    Console(highlight=False).print(table)
