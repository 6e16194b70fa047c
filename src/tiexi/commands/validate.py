"""`tiexi validate`: a region held against data, and what must come out of it though nobody wrote it in."""

from __future__ import annotations

import json as json_text
from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import Parameter

from tiexi.cli import DONE, WRONG, say
from tiexi.commands.options import at_least_one


def validate(
    target: str = "tiexi",
    /,
    *,
    members: Annotated[int, Parameter(validator=at_least_one)] = 20,
    scale: Annotated[int, Parameter(validator=at_least_one)] = 100,
    ablate: bool = False,
    json: bool = False,
) -> int:
    """Score a region against data, and against what must come out of it and is never written in.

    Parameters
    ----------
    target
        A shipped region or a folder: its scoreboard, every target under its own definition, observed series beside
        naive forecasts, emergent checks. Or `order`: the order in which the smelter's workshops stopped, over stocks
        drawn from their ranges. Or `reform`: what softness, plan, competition and transfer do, with the opposite. Or
        `people`: published studies of the displaced, each by its own estimator, in a steel town, a pit village and
        Tiexi. Or `pace`: the same job losses at every pace, with and without bridging pensions.
    members
        Seeds tried.
    scale
        Real persons one simulated person stands for; a steel town and a pit village are always run person by person.
    ablate
        Of `people`: every target again with one of its causes switched off at a time.
    json
        Print the scores as JSON alone on stdout.
    """
    import tiexi.studies.validate as validating

    if ablate:
        if target != "people":
            say(f"--ablate belongs to `tiexi validate people`, not to {target!r}")
            return WRONG
        return ablation(members, scale, json)
    if target in BOARDS:
        return BOARDS[target](members, scale, json)
    if target not in validating.TARGETS:
        return scoreboard(target, members, scale, json)
    scores = validating.TARGETS[target](members, scale, say)
    if json:
        print(json_text.dumps([asdict(score) for score in scores], indent=2, ensure_ascii=False))
        return DONE
    for score in scores:
        print(f"{'yes' if score.passed else 'NO ':<3}  {score.found} of {score.tried}  {score.says}")
    return DONE


def scoreboard(name: str, members: int, scale: int, json: bool) -> int:
    """Score the region `name`, and print the tables or their JSON; returns the exit status."""
    import tiexi.studies.validate as validating
    from tiexi.region import load, shipped
    from tiexi.region.problem import did_you_mean
    from tiexi.studies import scoreboard as scoring

    known = [*shipped(), *validating.TARGETS, *BOARDS]
    if name not in known and not any(c in name for c in "/\\.") and not _folder(name):
        say(f"there is no region or target {name!r}; {did_you_mean(name, known)}")
        return WRONG
    region = load(name)
    if not scoring.has_targets(region):
        says = f"{region.name} has no targets: its folder has no observed/targets.csv, so there is nothing to score"
        print(json_text.dumps({"region": region.name, "targets": [], "says": says}) if json else says)
        return DONE
    from tiexi.commands.scores import show

    return shown(scoring.score(region, members, scale, say), show, json)


def shown(board: Any, show: Callable[[Any], None], json: bool) -> int:
    """Print a board by `show`, or its JSON; returns the exit status."""
    if json:
        print(json_text.dumps(board.told(), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        show(board)
    return DONE


def people(members: int, scale: int, json: bool) -> int:
    """Score the people targets, and print the table or its JSON; returns the exit status."""
    from tiexi.commands.people_scores import show_people
    from tiexi.studies.people.score import score

    return shown(score(members, scale, say), show_people, json)


def ablation(members: int, scale: int, json: bool) -> int:
    """The people targets without one cause at a time, printed as tables or as JSON; returns the exit status."""
    from tiexi.commands.ablation_scores import show_ablation
    from tiexi.studies.people.ablate import ablate

    return shown(ablate(members, scale, say), show_ablation, json)


def pace(members: int, scale: int, json: bool) -> int:
    """The curve of the pace of closure, printed as a table or as JSON; returns the exit status. `scale` is 1 here."""
    from tiexi.commands.pace_scores import show_pace
    from tiexi.studies.pace import score

    return shown(score(members, say), show_pace, json)


BOARDS = {"people": people, "pace": pace}


def _folder(name: str) -> bool:
    from pathlib import Path

    return Path(name).is_dir()
