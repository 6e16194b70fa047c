"""Migrate: the jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open.

Source: `economics.md` 2.8; leaving against unemployment elsewhere as in Harris and Todaro 1970, AER 60:126."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.country.recruits import recruit
from tiexi.world.chance import Stream, drawn
from tiexi.world.elsewhere import unemployment
from tiexi.world.giving import GIVES, pay_programme
from tiexi.world.hiring import HIRES
from tiexi.world.ledger import Programme, Reason
from tiexi.world.pay_scale import level
from tiexi.world.people import NEVER, Aid, jobless, unemployed
from tiexi.world.settle_people import due, settle
from tiexi.world.standing import LEAVES, send_away
from tiexi.world.steps import step
from tiexi.world.table import Array

LEAVING = int(Stream.LEAVING)
YOUNG, OLDER = 420, 540  # months of age: under 35 twice as many leave, above 45 half as many


def leaving(w: Any, rows: Array, draw: int, chance: float) -> Array:
    """Those of `rows` who leave this month, with `chance` at 35 to 45; `draw` is the number of the draw."""
    ppb = round(chance * 1_000_000_000)
    months = w.month - w.people.born[rows].astype(np.int64)
    likely = np.where(months < YOUNG, 2 * ppb, np.where(months > OLDER, ppb // 2, ppb))
    found: Array = rows[drawn(w, rows, LEAVING, draw) < likely]
    return found


def pressure(jobless: int, force: int, normal: float) -> float:
    """How far unemployment exceeds the normal rate: u / u_norm - 1, at least 0 (Blanchard and Katz 1992)."""
    return max(0.0, jobless / force / normal - 1.0) if force > 0 else 0.0


def leave(w: Any) -> None:
    """People without a tie who look for work leave the more, the higher unemployment is.

    The rate counts claimants only: ties, own account and seekers.
    """
    seekers = jobless(w)
    chance = w.now("leave.rate") * pressure(*unemployed(w), unemployment(w))
    if chance > 0.0:
        send_away(w, leaving(w, seekers, 1, chance))
    assist(w, seekers[w.people.gone[seekers] == NEVER])


def assist(w: Any, seekers: Array) -> None:
    """A grant moves the more of those who look for work, the more months of pay it comes to."""
    grant = round(100 * w.now("relocation.grant"))
    if grant <= 0:
        return
    going = leaving(w, seekers, 2, w.now("relocation.rate") * grant / (12 * level(w)))
    w.people.aid[going] |= int(Aid.RELOCATION)
    pay_programme(w, going, np.full(len(going), grant), Programme.RELOCATION, "relocation", Reason.BENEFIT)
    send_away(w, going)


@step(
    "people.*", "households.*", "accounts.*", "diary.*", "tally.arrived", "workshops.vacancies", *HIRES, *LEAVES,
    *GIVES, rows=("S4", "H2"),
)  # fmt: skip
def migrate(w: Any) -> None:
    """The jobless leave for elsewhere, dated cohorts come, and workshops recruit for posts left open."""
    leave(w)
    settle(w, due(w, w.month), w.month)
    recruit(w)
