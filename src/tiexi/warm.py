"""The very first run: a second process compiles the month from its end while the run itself compiles from the start.

Compiling takes Numba most of a minute and one core. Both processes share the cache folder, so each finds what the
other has already compiled; whatever the second does beyond that is thrown away.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def needed() -> bool:
    """True if there is a second core, and something for it to compile."""
    from tiexi.world.jit import first_use

    return (os.cpu_count() or 1) > 1 and first_use()


@contextmanager
def second_core() -> Iterator[None]:
    """Let the second process compile while the block runs, if that is of use; it ends with the block."""
    process = None
    if needed():
        process = subprocess.Popen(
            [sys.executable, "-m", "tiexi.warm", str(os.getpid())],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        yield
    finally:
        if process is not None:
            process.terminate()
            process.wait()


def compile_backwards(parent: int) -> None:
    """One month of the hamlet with its steps in reverse, then its years, closures and all. Ends with `parent`."""
    from tiexi.engine import Engine
    from tiexi.record.recorder import Recorder
    from tiexi.region import load
    from tiexi.world.found import found

    world = found(load("hamlet"))
    engine, recorder = Engine(world), Recorder(world, None)
    engine.laws.open_month()
    recorder.month(world)
    for step in reversed(engine.steps):
        step.run(engine.views[step.name].renew())
        if os.getppid() != parent:
            return
    engine.laws.month_end("close")
    for _ in range(1, int(world.region.months)):
        if os.getppid() != parent:
            return
        world.month += 1
        engine.advance()
        recorder.month(world)


if __name__ == "__main__":
    compile_backwards(int(sys.argv[1]))
