"""Migrate: the jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.country.recruits import recruit
from tiexi.world.chance import Stream, drawn
from tiexi.world.elsewhere import unemployment
from tiexi.world.hiring import HIRES
from tiexi.world.people import Activity
from tiexi.world.settle_people import due, settle
from tiexi.world.standing import LEAVES, send_away
from tiexi.world.steps import step
from tiexi.world.table import Array

LEAVING = int(Stream.LEAVING)
YOUNG, OLDER = 420, 540  # months of age: under 35 twice as many leave, above 45 half as many
SEEKING, OWN_ACCOUNT = int(Activity.SEEKING), int(Activity.OWN_ACCOUNT)


def leaving(w: Any, rows: Array, ppb: int) -> Array:
    """Those of `rows` who leave this month, with chance `ppb` at 35 to 45."""
    months = w.month - w.people.born[rows].astype(np.int64)
    chance = np.where(months < YOUNG, 2 * ppb, np.where(months > OLDER, ppb // 2, ppb))
    found: Array = rows[drawn(w, rows, LEAVING, 1) < chance]
    return found


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
    chance = w.now("leave.rate") * pressure(len(jobless), force, unemployment(w))
    if chance <= 0.0:
        return
    send_away(w, leaving(w, jobless, round(chance * 1_000_000_000)))


@step(
    "people.*", "households.*", "accounts.*", "diary.*", "tally.arrived", "workshops.vacancies", *HIRES, *LEAVES,
    rows=("S4", "H2"),
)  # fmt: skip
def migrate(w: Any) -> None:
    """The jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open."""
    leave(w)
    settle(w, due(w, w.month), w.month)
    recruit(w)
