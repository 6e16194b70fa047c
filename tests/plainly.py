"""A program run without compilation, to hold its bits against those of the compiled kernels."""

from __future__ import annotations

import os
import subprocess
import sys


def in_plain_python(program: str, given: str = "") -> str:
    """What `program` prints with `TIEXI_JIT=0`, having read `given`; raises CalledProcessError if it fails."""
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | {"TIEXI_JIT": "0"}, input=given, capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return done.stdout
