"""A7: Foote, Grosz and Stevens 2019, Locate Your Nearest Exit, ILR Review 72(1).

Where the labour force goes after a mass layoff: the change of the number of people in the labour force against the
run without layoff, split into moves, retirements, disability and other non-participation. Here person by person:
the same people under the same seed, and whoever arrived in one history only counts as a move.
"""

from __future__ import annotations

import numpy as np

from tiexi.studies.people.followed import Followed
from tiexi.world.table import Array

FORCE = ("on_post", "side_work", "own_account", "seeking")
EXITS = ("moved", "retired", "disabled")
STATES = ("in the labour force", *EXITS, "not seeking", "other")


def state(people: Followed, keys: Array, year: int) -> Array:
    """Index in `STATES` of each of `keys` (u8) at the end of a year; who is not followed here has not come."""
    at = np.minimum(np.searchsorted(people.key, keys), len(people.key) - 1)
    known = people.key[at] == keys
    does = people.activity[at, people.at(year)]
    found = np.full(len(keys), STATES.index("other"))
    here = known & people.here[at, people.at(year)]
    for name, where in (("retired", "retired"), ("disabled", "disabled"), ("not_seeking", "not seeking")):
        found[here & (does == name)] = STATES.index(where)
    found[here & np.isin(does, FORCE)] = 0
    left = known & ~people.died[at] & (people.gone[at] <= year)
    found[left | ~known] = STATES.index("moved")
    return found


def exits(closed: Followed, open_: Followed, year: int) -> dict[str, float] | None:
    """Share of the fall of the labour force that each other state takes up, at the end of `year`.

    None if the labour force has not fallen. `closed` is the run with the layoff.
    """
    keys = np.union1d(_until(closed, year), _until(open_, year))
    after, without = state(closed, keys, year), state(open_, keys, year)
    change = np.bincount(after, minlength=len(STATES)) - np.bincount(without, minlength=len(STATES))
    if change[0] >= 0:
        return None
    return {name: float(change[i] / -change[0]) for i, name in enumerate(STATES) if i}


def _until(people: Followed, year: int) -> Array:
    """Keys of those who have been in the panel by the end of `year`."""
    keys: Array = people.key[np.isfinite(people.earned[:, : people.at(year) + 1]).any(axis=1)]
    return keys


def share_of_exits(closed: Followed, open_: Followed, year: int) -> float | None:
    """A7: percent of the fall of the labour force through migration, retirement and disability."""
    found = exits(closed, open_, year)
    return None if found is None else 100.0 * sum(found[name] for name in EXITS)
