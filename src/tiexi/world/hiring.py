"""Putting people on the books of a workshop: terms, occupation, pay."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.careers import CAREERS, begin
from tiexi.world.chance import Stream, below
from tiexi.world.claims import CLAIMS, set_aside
from tiexi.world.events import Event
from tiexi.world.jit import kernel
from tiexi.world.pay_scale import level, pay_of
from tiexi.world.people import Activity, Tie
from tiexi.world.standing import CHANGES, change, fixed
from tiexi.world.table import Array
from tiexi.world.works import Owner

PLACEMENT = int(Stream.PLACEMENT)
CADRE_DRAW = 50
PPM = 1_000_000
REGULAR, CONTRACT, ON_COLLECTIVE, CADRE = int(Tie.REGULAR), int(Tie.CONTRACT), int(Tie.COLLECTIVE), int(Tie.CADRE)
STATE, COLLECTIVE = int(Owner.STATE), int(Owner.COLLECTIVE)

# What a step that calls `hire` must declare.
HIRES = (*CHANGES, *CLAIMS, *CAREERS, "people.wage", "people.occupation", "people.hired")


@kernel
def terms(
    rows: Array, shops: Array, key: Array, rank: Array, plant_of: Array, owner: Array, premium: Array,
    cadres: Array, work: Array, pay: Array, level_fen: int, collective: int, contract: bool,
    leading: int, seed: int, month: int, tie: Array, occupation: Array, wage: Array,
) -> None:  # fmt: skip
    """Tie, occupation and wage of each of `rows` hired by `shops`; `leading` is the occupation of cadres."""
    for i in range(len(rows)):
        p = rows[i]
        s = shops[i]
        f = plant_of[s]
        tie[i] = REGULAR
        if owner[f] == COLLECTIVE:
            tie[i] = ON_COLLECTIVE
        elif owner[f] == STATE and contract:
            tie[i] = CONTRACT
        occupation[i] = work[s]
        if leading > 0 and below(seed, PLACEMENT, month, key[p], CADRE_DRAW, PPM) < cadres[s]:
            tie[i] = CADRE
            occupation[i] = leading
        wage[i] = pay_of(level_fen, premium[f], owner[f], collective, pay[occupation[i]], rank[p])


def hire(w: Any, rows: Array, shops: Array) -> None:
    """Persons `rows` (each once) go on the books of workshops `shops` and on post; the former tie, if any, ends.

    New entrants of state plants are regular staff, or on contract once `hire.contract` is at least one half; a keyed
    share of the posts is for cadres.
    """
    if len(rows) == 0:
        return
    people, plants = w.people, w.plants
    rows, shops = np.ascontiguousarray(rows, np.int64), np.ascontiguousarray(shops, np.int64)
    set_aside(w, rows, w.workshops.plant[shops])
    leading = np.flatnonzero(w.occupations.cadre[: w.occupations.count])
    contract = "hire.contract" in w.region.parameters and w.now("hire.contract") >= 0.5
    tie, occupation, wage = (np.empty(len(rows), np.int64) for _ in range(3))
    terms(
        rows, shops, fixed(people.key), fixed(people.rank), fixed(w.workshops.plant), fixed(plants.owner),
        fixed(plants.premium), fixed(w.workshops.cadres), fixed(w.workshops.occupation), fixed(w.occupations.pay),
        level(w), w.ppm("wage.collective"), contract, int(leading[0]) if len(leading) else 0,
        w.seed, w.month, tie, occupation, wage,
    )  # fmt: skip
    people.wage[rows] = begin(w, rows, shops, wage)
    people.occupation[rows] = occupation
    people.hired[rows] = w.month
    change(w, rows, tie, int(Activity.ON_POST), shops, int(Event.HIRED))
