"""People recounted from what they themselves say, and held against counts that are kept elsewhere."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.laws.money import total
from tiexi.world.jit import kernel
from tiexi.world.table import Array

NEVER = 32767
ON_POST, RETIRED = 2, 7
HEADS = (
    "life events", "members of households", "residents of streets", "people on the books of workshops",
    "people on the books of plants", "people on post", "pensioners of plants", "arrears",
)  # fmt: skip


@kernel
def count_heads(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, owed: Array
) -> tuple[int, int, int, int, int]:
    """Living, on the books, on post, pensioners of plants, and arrears for one real person each.

    A loop for each, with a 32-bit count, so that they run on vectors: a single cell that is wrong changes one of them,
    and `recount` finds wrongs that cancel.
    """
    living: Any = np.int32(0)
    tied: Any = np.int32(0)
    posts: Any = np.int32(0)
    pensions: Any = np.int32(0)
    claims = 0
    for p in range(1, n):
        living = np.int32(living + np.int32(gone[p] == NEVER))
    for p in range(1, n):
        tied = np.int32(tied + np.int32(tie[p] != 0))
    for p in range(1, n):
        posts = np.int32(posts + np.int32(activity[p] == ON_POST))
    for p in range(1, n):
        pensions = np.int32(pensions + np.int32((activity[p] == RETIRED) & (employer[p] != 0)))
    for p in range(1, n):
        claims += owed[p]
    return living, tied, posts, pensions, claims


@kernel
def head_residuals(
    n: int, homes: int, streets: int, shops: int, plants: int, dues: int, scale: int,
    gone: Array, tie: Array, activity: Array, employer: Array, owed: Array,
    founded: Array, born: Array, arrived: Array, died: Array, left: Array, members: Array, residents: Array,
    shop_tied: Array, on_post: Array, plant_tied: Array, pensioners: Array, wages_owed: Array, due: Array, out: Array,
) -> bool:  # fmt: skip
    """What people themselves say less what is kept elsewhere, in the order of `HEADS`; returns whether any differ."""
    living, tied, posts, pensions, claims = count_heads(n, gone, tie, activity, employer, owed)
    out[0] = living - (founded[1] + born[1] + arrived[1] - died[1] - left[1])
    at_home = np.int32(0)
    for h in range(1, homes):
        at_home = np.int32(at_home + np.int32(members[h]))
    out[1] = living - at_home
    out[2] = living - total(residents[1:streets])
    out[3] = tied - total(shop_tied[1:shops])
    out[4] = tied - total(plant_tied[1:plants])
    out[5] = posts - total(on_post[1:shops])
    out[6] = pensions - total(pensioners[1:plants])
    out[7] = (claims + total(due[1:dues])) * scale - total(wages_owed[1:plants])
    wrong = False
    for i in range(len(out)):
        wrong = wrong or out[i] != 0
    return wrong


@kernel
def recount(
    n: int, gone: Array, tie: Array, activity: Array, employer: Array, household: Array, owed: Array, owed_by: Array,
    homes: int, street: Array, shops: int, plant_of: Array, scale: int,
    pensioners: Array, shop_tied: Array, shop_posts: Array, plant_tied: Array, plant_pensions: Array,
    members: Array, residents: Array, wages: Array,
) -> None:  # fmt: skip
    """Heads and claims counted again, cell by cell, in loops without branches: the gone are among the living.

    `pensioners` (by workshop) is room.
    """
    for p in range(1, n):
        members[household[p]] += gone[p] == NEVER
    for h in range(1, homes):
        residents[street[h]] += members[h]
    for p in range(1, n):
        shop = employer[p]
        tied = tie[p] > 0
        shop_tied[shop] += tied
        shop_posts[shop] += tied & (activity[p] == ON_POST)
        pensioners[shop] += activity[p] == RETIRED
    for w in range(1, shops):
        plant_tied[plant_of[w]] += shop_tied[w]
        plant_pensions[plant_of[w]] += pensioners[w]
    for p in range(1, n):
        if owed[p] != 0:
            wages[owed_by[p]] += owed[p] * scale
