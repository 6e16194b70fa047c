"""`tiexi bench`: the claims of the README, measured here."""

from __future__ import annotations

from typing import Literal


def bench(name: Literal["run", "plan", "film"] = "run", /, *, json: bool = False) -> int:
    """Measure here what the README claims.

    Parameters
    ----------
    name
        Which benchmark; `run` takes the times of the command line, `plan` those of the planning problem, `film` those
        of the page in a headless Chromium.
    json
        Print the measurements as JSON alone on stdout.
    """
    if name == "plan":
        from tiexi.bench import plan as bench_plan

        return bench_plan.main(as_json=json)
    if name == "film":
        from tiexi.bench import film as bench_film

        return bench_film.main(as_json=json)
    from tiexi.bench import run as bench_run

    return bench_run.main(as_json=json)
