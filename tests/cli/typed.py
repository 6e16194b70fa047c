"""What is typed at `tiexi`: in a process of its own, as a user does, or in this one, where nothing has to be loaded."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from tiexi.cli import run_command

Done = subprocess.CompletedProcess[str]
QUICK = {"COLUMNS": "200", "NO_COLOR": "1"}


def tiexi(*arguments: str, cwd: Path | None = None) -> Done:
    """Run `tiexi` with these arguments as a process."""
    return subprocess.run(
        [sys.executable, "-m", "tiexi", *arguments],
        capture_output=True, text=True, cwd=cwd, env=os.environ | QUICK, timeout=300, check=False,
    )  # fmt: skip


def here(*arguments: str, cwd: Path | None = None) -> Done:
    """The same without a process; an error that nobody has caught is raised."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), mock.patch.dict(os.environ, QUICK), chdir(cwd or "."):
        try:
            status = run_command([*arguments])
        except SystemExit as end:  # what is typed wrong ends in the parser
            status = int(end.code or 0)
    return Done(["tiexi", *arguments], status, out.getvalue(), err.getvalue())


def said_plainly(done: Done, status: int) -> str:
    """The message on stderr, after a look that it is one and no traceback."""
    assert done.returncode == status, done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr + done.stdout
    return done.stderr
