"""`tiexi run`: a region from its first month to its last."""

from __future__ import annotations

import json as json_text
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from tiexi.cli import DONE, INTERRUPTED, WRONG, say
from tiexi.commands.options import at_least_one, not_negative, rounds_of_month, to_head_count, to_month, to_person_keys

if TYPE_CHECKING:
    from tiexi.record.atomic import FolderError
    from tiexi.record.writing import Writing
    from tiexi.screens import Watch

Whole = Parameter(validator=at_least_one)


def run(
    region: str = "tiexi",
    /,
    *,
    scale: Annotated[int, Whole] = 10,
    seed: Annotated[int, Parameter(validator=not_negative)] = 1,
    policy: list[Path] | None = None,
    until: Annotated[str | None, Parameter(converter=to_month)] = None,
    out: Path | None = None,
    people: Annotated[int | None, Parameter(converter=to_head_count)] = None,
    threads: Annotated[int, Whole] = 1,
    rounds: Annotated[int | None, Parameter(validator=rounds_of_month)] = None,
    film: Annotated[list[int] | None, Parameter(converter=to_person_keys)] = None,
    resume: bool = False,
    quiet: bool = False,
    json: bool = False,
) -> int:
    """Run a region from its first month to its last, with report and data in a new folder.

    Parameters
    ----------
    region
        A shipped region (`tiexi regions` lists them) or a folder of tables.
    scale
        Real persons one simulated person stands for; 1 is everyone.
    seed
        Seed of chance; the same seed gives the same run to the last bit.
    policy
        A policy file; may be given several times.
    until
        Last month to run, YYYY-MM; the region's own if not given.
    out
        Folder of the run; runs/REGION-kK-sSEED if not given. An existing folder is never overwritten.
    people
        Real people at the peak: 1M, 300k or a number; the region's own if not given.
    threads
        Threads to use; the results do not depend on it.
    rounds
        Production rounds a month; the region's own if not given.
    film
        Key of a person to be filmed whatever the sample, sixteen hexadecimal digits; may be given several times.
    resume
        Continue an interrupted run from its last checkpoint.
    quiet
        No progress and no closing screen.
    json
        Print run.json alone on stdout.
    """
    from tiexi import screens

    watch = screens.Watch(quiet=quiet)
    failed: list[FolderError | KeyboardInterrupt] = []
    try:
        with watch, stopping_at_month_ends(watch):
            from tiexi.region import load

            loaded = load(region)
            from tiexi import warm

            with warm.second_core():
                watch.note_first_compilation()
                from tiexi import engine  # loads Numba, so only once the region is known to be good

                try:
                    engine.last_month(loaded, until)
                except ValueError as error:
                    say(str(error))
                    return WRONG
                done = engine.run(
                    loaded,
                    scale=scale, seed=seed, policies=policy or [], until=until, out=out, people=people,
                    threads=threads, rounds=rounds, resume=resume, filmed=film or [], progress=watch,
                    meanwhile=lambda writing: failed.extend(write_film(writing)),
                )  # fmt: skip
    except KeyboardInterrupt:
        screens.interrupted(watch, _again(sys.argv[1:]))
        return INTERRUPTED
    if json:
        print(json_text.dumps(done.facts, indent=2, ensure_ascii=False))
    elif not quiet:
        screens.closing(done)
    for reason in failed:
        again = shlex.join(["tiexi", "report", str(done.folder)])
        say(f"{str(reason) or 'interrupted'}\nthe run itself is whole; make its film with\n  {again}")
        return INTERRUPTED if isinstance(reason, KeyboardInterrupt) else WRONG
    return DONE


def write_film(run: Writing) -> list[FolderError | KeyboardInterrupt]:
    """Write the film of a run while its tables are written; what came between, if the disk refuses or one stops it."""
    from tiexi.record.atomic import FolderError
    from tiexi.report import film

    try:
        film.write(run)
    except (FolderError, KeyboardInterrupt) as error:
        return [error]
    return []


def _again(tokens: list[str]) -> str:
    """The command line that continues this run."""
    return shlex.join(["tiexi", *tokens, *([] if "--resume" in tokens else ["--resume"])])


@contextmanager
def stopping_at_month_ends(watch: Watch) -> Iterator[None]:
    """First Ctrl-C or SIGTERM: stop when the running month is whole. Second: stop at once."""

    def stop(number: int, frame: FrameType | None) -> None:
        if watch.stop_wanted:
            raise KeyboardInterrupt
        watch.stop_wanted = True
        watch.say("stopping when this month is whole; once more stops at once")

    kept = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
