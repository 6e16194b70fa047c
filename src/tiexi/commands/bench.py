"""`tiexi bench`: the claims of the README, measured here."""

from __future__ import annotations

from typing import Literal


def bench(name: Literal["run", "plan"] = "run", /, *, json: bool = False) -> int:
    """Measure here what the README claims.

    Parameters
    ----------
    name
        Which benchmark; `run` takes the times of the command line, `plan` those of the planning problem.
    json
        Print the measurements as JSON alone on stdout.
    """
    if name == "plan":
        from tiexi.bench import plan as bench_plan

        return bench_plan.main(as_json=json)
    from tiexi.bench import run as bench_run

    return bench_run.main(as_json=json)
