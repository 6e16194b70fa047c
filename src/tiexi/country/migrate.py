"""Migrate: the jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.country.recruits import recruit
from tiexi.world.chance import Stream, happens
from tiexi.world.hiring import HIRES
from tiexi.world.jit import kernel
from tiexi.world.people import Activity
from tiexi.world.settle_people import due, settle
from tiexi.world.standing import LEAVES, send_away
from tiexi.world.steps import step
from tiexi.world.table import Array

LEAVING = int(Stream.LEAVING)
YOUNG, OLDER = 420, 540  # months of age: under 35 twice as many leave, above 45 half as many
SEEKING, OWN_ACCOUNT = int(Activity.SEEKING), int(Activity.OWN_ACCOUNT)


@kernel
def leaving(rows: Array, key: Array, born: Array, seed: int, month: int, ppb: int, keep: Array) -> None:
    """Mark in `keep` (u1) those of `rows` who leave this month, with chance `ppb` at 35 to 45."""
    for i in range(len(rows)):
        p = rows[i]
        months = month - born[p]
        chance = ppb
        if months < YOUNG:
            chance = 2 * ppb
        elif months > OLDER:
            chance = ppb // 2
        keep[i] = 1 if happens(seed, LEAVING, month, key[p], 1, chance) else 0


def pressure(jobless: int, force: int, normal: float) -> float:
    """How far unemployment exceeds the normal rate: u / u_norm - 1, at least 0 (Blanchard and Katz 1992)."""
    return max(0.0, jobless / force / normal - 1.0) if force > 0 else 0.0


def leave(w: Any) -> None:
    """People without a tie who look for work leave the more, the higher unemployment is.

    The rate counts claimants only: ties, own account and seekers.
    """
    people, n = w.people, w.people.count
    free = people.tie[:n] == 0
    jobless = np.flatnonzero(free & (people.activity[:n] == SEEKING))
    own = int(np.count_nonzero(people.activity[:n] == OWN_ACCOUNT))
    force = int(w.workshops.tied[: w.workshops.count].sum()) + own + len(jobless)
    chance = w.now("leave.rate") * pressure(len(jobless), force, w.now("leave.normal_unemployment"))
    if chance <= 0.0:
        return
    keep = np.zeros(len(jobless), np.uint8)
    leaving(jobless, people.key, people.born, w.seed, w.month, round(chance * 1_000_000_000), keep)
    send_away(w, jobless[keep == 1])


@step(
    "people.*", "households.*", "accounts.*", "diary.*", "tally.arrived", "workshops.vacancies", *HIRES, *LEAVES,
    rows=("S4", "H2"),
)  # fmt: skip
def migrate(w: Any) -> None:
    """The jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open."""
    leave(w)
    settle(w, due(w, w.month), w.month)
    recruit(w)
