"""Many runs in one or several processes, with the same results in the same order."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

MOST_PROCESSES = 2
Job = TypeVar("Job")
Result = TypeVar("Result")


def _begin() -> None:
    """What a process of the pool begins with: it collects nothing, and an interrupt is for the parent to act on."""
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _try(work: Callable[[Job], Result], job: Job) -> Result | None:
    """`work` in a process of its own; None if it failed, for the parent to meet the error itself."""
    try:
        return work(job)
    except Exception:
        return None


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Tables hold no cycles; collecting would only walk the compiler's objects again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def each(
    work: Callable[[Job], Result], jobs: Sequence[Job], tell: Callable[[Job, int], None], processes: int | None = None
) -> list[Result]:
    """`work` of each of `jobs`, in their order; `tell` hears of each as it is done, with how many are.

    `work` must be a function of a module, and never give None. `processes` is two where the machine has two cores;
    results do not depend on it. An error of `work` is raised here as it is.
    """
    many = min(processes or min(MOST_PROCESSES, os.cpu_count() or 1), len(jobs))
    done: list[Result] = []
    with _without_collecting():
        if many <= 1:
            for job in jobs:
                done.append(work(job))
                tell(job, len(done))
            return done
        with multiprocessing.get_context("spawn").Pool(many, _begin) as pool:
            for job, result in zip(jobs, pool.imap(partial(_try, work), jobs), strict=True):
                done.append(work(job) if result is None else result)
                tell(job, len(done))
    return done
