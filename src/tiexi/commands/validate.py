"""`tiexi validate`: what must come out of a region, and how often it does."""

from __future__ import annotations

import json as json_text
from dataclasses import asdict
from typing import Annotated

from cyclopts import Parameter

from tiexi.cli import DONE, WRONG, say
from tiexi.commands.options import at_least_one


def validate(
    target: str = "order",
    /,
    *,
    members: Annotated[int, Parameter(validator=at_least_one)] = 20,
    scale: Annotated[int, Parameter(validator=at_least_one)] = 100,
    json: bool = False,
) -> int:
    """Score a region against what must come out of it and is never written in.

    Parameters
    ----------
    target
        What is looked at: `order` is the order in which the smelter's workshops stopped.
    members
        Seeds tried.
    scale
        Real persons one simulated person stands for.
    json
        Print the scores as JSON alone on stdout.
    """
    import tiexi.studies.validate as validating
    from tiexi.region.problem import did_you_mean

    if target not in validating.TARGETS:
        say(f"there is no target {target!r}; {did_you_mean(target, validating.TARGETS)}")
        return WRONG
    scores = validating.TARGETS[target](members, scale, say)
    if json:
        print(json_text.dumps([asdict(score) for score in scores], indent=2, ensure_ascii=False))
        return DONE
    for score in scores:
        print(f"{'yes' if score.passed else 'NO ':<3}  {score.found} of {score.tried}  {score.says}")
    return DONE
