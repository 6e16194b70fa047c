"""`tiexi bench`: the claims of the README, measured here."""

from __future__ import annotations

from typing import Literal


def bench(name: Literal["run"] = "run", /, *, json: bool = False) -> int:
    """Measure here what the README claims.

    Parameters
    ----------
    name
        Which benchmark; `run` takes the times of the command line.
    json
        Print the measurements as JSON alone on stdout.
    """
    from tiexi.bench import run as bench_run

    return bench_run.main(as_json=json)
