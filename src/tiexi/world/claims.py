"""Claims of persons on plants: wages, pensions and severance that a till could not pay.

`people.owed` holds the claim on one plant; a claim on a former plant stands in a row of `dues`. Whatever happens
here keeps `plants.wages_owed` and the month's `claims` true.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.ledger import ARREARS_ROW
from tiexi.world.table import Array

# What a step that calls `claim` or `set_aside` must declare.
CLAIMS = ("people.owed", "people.owed_by", "dues.*", "plants.wages_owed", "claims.made")


def set_aside(w: Any, persons: Array, plants: Array) -> None:
    """Move the claims that `persons` (each once) hold on other plants than `plants` to rows of `dues`.

    Totals do not change: the former plant owes what it owed.
    """
    people = w.people
    persons, plants = np.asarray(persons, np.int64), np.asarray(plants, np.int64)
    old = persons[(people.owed[persons] > 0) & (people.owed_by[persons] != plants)]
    if len(old) == 0:
        return
    rows = w.dues.add(len(old))
    w.dues.person[rows] = old
    w.dues.plant[rows] = people.owed_by[old]
    w.dues.owed[rows] = people.owed[old]
    people.owed[old] = 0
    people.owed_by[old] = 0


def claim(w: Any, persons: Array, plants: Array, fen: Array) -> None:
    """`plants` now owe `persons` (each once) `fen` more, for one real person; an older claim elsewhere is set aside."""
    persons, plants, fen = np.asarray(persons, np.int64), np.asarray(plants, np.int64), np.asarray(fen, np.int64)
    some = fen > 0
    persons, plants, fen = persons[some], plants[some], fen[some]
    if len(persons) == 0:
        return
    set_aside(w, persons, plants)
    w.people.owed[persons] += fen
    w.people.owed_by[persons] = plants
    np.add.at(w.plants.wages_owed, plants, fen * w.scale)
    w.claims.made[ARREARS_ROW] += int(fen.sum()) * w.scale


def forgive(w: Any, persons: Array) -> None:
    """Cancel the rows of `dues` of people who are gone for good; entered as settled. Needs `dues.owed` writable."""
    dues = w.dues
    n = dues.count
    if n == 1:
        return
    rows = np.flatnonzero(dues.owed[:n] > 0)
    rows = rows[np.isin(dues.person[rows], persons)]
    if len(rows) == 0:
        return
    fen = dues.owed[rows] * w.scale
    np.subtract.at(w.plants.wages_owed, dues.plant[rows], fen)
    w.claims.settled[ARREARS_ROW] += int(fen.sum())
    dues.owed[rows] = 0
