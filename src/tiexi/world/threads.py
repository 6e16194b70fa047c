"""Threads for kernels whose rows do not touch each other: the result is the same for any number of them.

Kernels release the interpreter's lock, so a plain pool is enough; OpenMP collapses on a busy machine.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise

SMALLEST = 256  # rows below which a second thread is not worth waking


@cache
def _pool(threads: int) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(threads, thread_name_prefix="rows")


def by_rows(threads: int, rows: int, run: Callable[[int, int], None]) -> None:
    """Call `run(start, stop)` for consecutive parts of `rows`, one part for each thread.

    `run` may write only what belongs to its own rows; no sum may be shared. An error in a part is raised here.
    """
    parts = min(threads, max(1, rows // SMALLEST))
    if parts == 1:
        run(0, rows)
        return
    cuts = [rows * i // parts for i in range(parts + 1)]
    for done in [_pool(threads).submit(run, a, b) for a, b in pairwise(cuts)]:
        done.result()
