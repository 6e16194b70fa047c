"""How many are what, where: counts of people by predicates over tie and activity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.people import NEVER, STATUSES, Activity, Registration, statuses
from tiexi.world.table import Array
from tiexi.world.world import World

STATES = STATUSES
CODES, OFF_AGE, ELSEWHERE = 16, 14, 15
WOMAN = 1
SEEKING, NOT_SEEKING, ON_POST = int(Activity.SEEKING), int(Activity.NOT_SEEKING), int(Activity.ON_POST)
URBAN = int(Registration.URBAN)
UNCAPPED = 999  # months: no cap
YOUNGEST, WOMEN, MEN = 16, 50, 60  # working age if the region has no ages of school leaving and retirement


def states() -> Array:
    """Index of `STATES` (i8, -1 = not counted) by tie or none and activity, or `OFF_AGE` or `ELSEWHERE`, 2 x 16."""
    table = np.zeros((2, CODES), np.int64)
    table[:, : len(Activity)] = statuses()
    table[:, ELSEWHERE] = -1
    return table.ravel()


@kernel
def count_states(
    women: int, men: int, last: int, gone: Array, born: Array, sex: Array, tie: Array, activity: Array,
    household: Array, street: Array, count: int, code: Array, counts: Array,
) -> None:  # fmt: skip
    """Count everyone by street and code: `counts` (i8 [street x 32 + tied x 16 + activity]); `code` (u1) is room.

    Who does not seek and is not of working age has the activity `OFF_AGE`, who is gone `ELSEWHERE`. `women`, `men`
    and `last` are the months of birth between which one is of working age. The first loop runs on vectors.
    """
    for i in range(1, count):
        does = activity[i]
        tied = tie[i] > 0
        idle = (does == NOT_SEEKING) & (tie[i] == 0)
        old = ((sex[i] == WOMAN) & (born[i] < women)) | ((sex[i] != WOMAN) & (born[i] < men))
        off_age = idle & (old | (born[i] > last))
        does += off_age * (OFF_AGE - does)
        does += (gone[i] != NEVER) * (ELSEWHERE - does)
        code[i] = tied * CODES + does
    for i in range(1, count):
        # An unsigned index spares the test for negative ones.
        counts[np.uint64(np.int64(street[household[i]]) * 2 * CODES + code[i])] += 1


@kernel
def count_registers(
    first: Array, near: Array, last: int, capped: int, before: int, gone: Array, born: Array, sex: Array,
    registration: Array, tie: Array, activity: Array, employer: Array, since: Array, count: int,
    off_post: Array, jobless: Array,
) -> None:  # fmt: skip
    """Count what offices register.

    `off_post` (i8 [workshop]): off post since `capped` or later, `before` a month, and born from `near` on (i8 [3], by
    sex), that is not about to retire. `jobless` (i8 [2]): urban, on nobody's books, seeking and of working age;
    seeking, on any books, of any registration.
    """
    for i in range(1, count):
        if gone[i] != NEVER:
            continue
        if tie[i] != 0 and activity[i] != ON_POST and capped <= since[i] < before and born[i] >= near[sex[i]]:
            off_post[employer[i]] += 1
        if activity[i] == SEEKING:
            jobless[1] += 1
            if tie[i] == 0 and registration[i] == URBAN and first[sex[i]] <= born[i] <= last:
                jobless[0] += 1


@dataclass(frozen=True)
class Registers:
    """Simulated persons: off post within the centres' cap by workshop (i8), and the jobless of two definitions."""

    off_post: Array
    unemployed: int
    seeking: int


def parameter(world: World, name: str, default: float) -> float:
    """Value of a parameter this month, or `default` if the region does not have it."""
    return world.now(name) if name in world.region.parameters else default


STATE = states()
OF_STATE: Array = (STATE[:, None] == np.arange(len(STATES))).astype(np.int64)  # [tie and code, state]


def working_age(world: World) -> tuple[Array, int]:
    """First month of birth by sex (i8 [3]), and last, of those of working age now."""
    women = world.month - round(12 * parameter(world, "retirement.age_women", WOMEN)) + 1
    men = world.month - round(12 * parameter(world, "retirement.age_men", MEN)) + 1
    youngest = world.month - round(12 * parameter(world, "school.leave_age", YOUNGEST))
    return np.array([women, women, men], np.int64), youngest


def by_street(world: World) -> Array:
    """Simulated persons at the end of the month, by street and state (i8 [street, state])."""
    (_, women, men), last = working_age(world)
    p, streets = world.people, world.streets.count
    counts = np.zeros(streets * len(STATE), np.int64)
    count_states(
        women, men, last, p.gone, p.born, p.sex, p.tie, p.activity, p.household, world.households.street, p.count,
        np.empty(p.count, np.uint8), counts,
    )  # fmt: skip
    found: Array = counts.reshape(streets, len(STATE)) @ OF_STATE
    return found


def by_plant(world: World) -> Array:
    """Simulated persons on the books and on post, by plant (i8 [plant, 2]), from the head counts of the workshops."""
    shops, end = world.workshops, world.workshops.count
    found = np.zeros((world.plants.count, 2), np.int64)
    np.add.at(found[:, 0], shops.plant[:end], shops.tied[:end])
    np.add.at(found[:, 1], shops.plant[:end], shops.on_post[:end])
    return found


def may_be_enrolled(world: World) -> tuple[int, Array]:
    """Whom a centre can have enrolled: sent home from this month on, and born from these on (i8 [3], by sex)."""
    names = ("off_post.cap_months", "yearbook.enrolment_months")
    stay = min(parameter(world, name, UNCAPPED) for name in names)
    years = parameter(world, "yearbook.enrolment_years", 0.0)
    return world.month - round(stay), working_age(world)[0] + round(12 * years)


def registers(world: World, before: int = NEVER) -> Registers:
    """What offices could register at the end of the month; of those off post who were sent home `before` a month."""
    first, last = working_age(world)
    capped, near = may_be_enrolled(world)
    p = world.people
    off_post, jobless = np.zeros(world.workshops.count, np.int64), np.zeros(2, np.int64)
    count_registers(
        first, near, last, capped, before, p.gone, p.born, p.sex, p.registration, p.tie, p.activity, p.employer,
        p.since, p.count, off_post, jobless,
    )  # fmt: skip
    return Registers(off_post, int(jobless[0]), int(jobless[1]))
