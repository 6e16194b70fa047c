"""The command line: which commands there are, how a failure is said, and the exit status.

Status 0 done, 1 the input is wrong, 2 usage, 3 a law was broken, 130 interrupted (resumable).
Commands are loaded when they are called, so `tiexi --help` loads neither the parser nor the tables.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence

DONE, WRONG, USAGE, BROKEN_LAW, INTERRUPTED = 0, 1, 2, 3, 130

COMMANDS: tuple[tuple[str, str, str], ...] = (
    ("run", "tiexi.commands.run:run", "Run a region from its first month to its last, with report and data"),
    ("check", "tiexi.commands.check:check", "Say everything that is wrong with a region folder or a policy"),
    ("regions", "tiexi.commands.regions:regions", "List the regions that come with tiexi"),
    ("new", "tiexi.commands.regions:new", "Start a region of your own from a shipped one"),
    ("report", "tiexi.commands.tell:report", "Make the film and its tables from a run"),
    ("life", "tiexi.commands.tell:life", "Tell one life of a run month by month"),
    (
        "explain",
        "tiexi.commands.explain:explain",
        "Say what a column, parameter, step, row, good, status or event means",
    ),
    ("cite", "tiexi.commands.tell:cite", "Print the bibliography and method note of a run"),
    ("compare", "tiexi.commands.compare:compare", "Run policies against each other, person by person"),
    ("validate", "tiexi.commands.validate:validate", "Score a region against what must come out of it"),
    ("replicate", "tiexi.commands.replicate:replicate", "Run published models through the engine's own rules"),
    ("bench", "tiexi.commands.bench:bench", "Measure here what the README claims"),
)

# Errors that are addressed to the planner: their text is the whole message. Known by name, because importing the
# modules that define them would load Numba to report a misspelt region.
EXPECTED = {"RegionError": WRONG, "RunError": WRONG, "FolderError": WRONG, "Unreadable": WRONG, "CaseError": WRONG,
            "LawError": BROKEN_LAW}  # fmt: skip


def main(argv: Sequence[str] | None = None) -> None:
    """Entry point of `tiexi`; ends the process with the exit status.

    A command is short-lived and its tables hold no cycles: looking for them while modules load and once more at the
    end would take a second and a half of every run.
    """
    gc.disable()
    status = run_command(list(sys.argv[1:] if argv is None else argv))
    gc.freeze()
    raise SystemExit(status)


def run_command(tokens: list[str]) -> int:
    """Run one command line and return its exit status; failures become messages on stderr."""
    if not tokens or tokens in (["--help"], ["-h"]):
        print(overview())
        return DONE
    if tokens == ["--version"]:
        from tiexi import __version__

        print(f"tiexi {__version__}")
        return DONE
    try:
        return dispatch(tokens)
    except KeyboardInterrupt:
        say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe has gone: nothing is wrong, and nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if os.environ.get("TIEXI_TRACEBACK") == "1":
            raise
        return report(error)


def overview() -> str:
    """Text of `tiexi --help`."""
    width = max(len(name) for name, _, _ in COMMANDS)
    lines = [f"  {name:<{width}}   {says}" for name, _, says in COMMANDS]
    return "\n".join(
        [
            "Usage: tiexi COMMAND [ARGUMENTS] [OPTIONS]",
            "",
            "An industrial region as one coupled world: factories, streets and rails, month by month.",
            "",
            "Commands",
            *lines,
            "",
            "`tiexi COMMAND --help` says what a command takes. `tiexi --version` prints the version.",
            "Exit status: 0 done, 1 the input is wrong, 2 usage, 3 a law was broken, 130 interrupted (resumable).",
        ]
    )


def dispatch(tokens: list[str]) -> int:
    """Parse with cyclopts and call the command."""
    from cyclopts import App, CycloptsError, Parameter

    def usage(error: CycloptsError) -> str:
        return f"tiexi: {error}"

    app = App(
        name="tiexi",
        default_parameter=Parameter(negative=()),
        help_format="plaintext",
        version_flags=[],
        result_action="return_value",
        error_formatter=usage,
        suppress_keyboard_interrupt=False,
    )
    for name, path, _ in COMMANDS:
        app.command(path, name=name)
    result = app(tokens)
    return result if isinstance(result, int) else DONE


def report(error: Exception) -> int:
    """Say an error plainly on stderr and return the exit status that goes with it."""
    for cls in type(error).__mro__:
        if cls.__module__.startswith("tiexi.") and cls.__name__ in EXPECTED:
            say(str(error))
            return EXPECTED[cls.__name__]
    if isinstance(error, OSError) and error.errno is not None:
        say(disk_trouble(error))
        return WRONG
    if isinstance(error, MemoryError):
        say("not enough memory; a larger --scale needs less (each simulated person then stands for more real ones)")
        return WRONG
    say(f"a fault of tiexi, not of your input: {type(error).__name__}: {error}")
    say("TIEXI_TRACEBACK=1 shows where it happened; please report it")
    return WRONG


def disk_trouble(error: OSError) -> str:
    """One sentence for what the file system refused."""
    place = error.filename2 or error.filename
    where = f"{place}: " if place else ""
    sentences = {
        errno.ENOSPC: "the disk is full; what was written before is whole, and `--resume` continues once there is room",
        errno.EDQUOT: "the disk quota is used up; `--resume` continues once there is room",
        errno.EACCES: "no permission to read or write here",
        errno.EPERM: "no permission to read or write here",
        errno.EROFS: "this place is read-only; choose another with --out",
        errno.ENOENT: "there is no such file or folder",
        errno.ENOTDIR: "a file stands where a folder is needed",
        errno.EISDIR: "a folder stands where a file is needed",
    }
    return where + sentences.get(error.errno or 0, error.strerror or str(error))


def say(text: str) -> None:
    """Print a message on stderr."""
    print(f"tiexi: {text}", file=sys.stderr)
