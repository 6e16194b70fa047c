"""One pass over the people: how many are what, where, by predicates over tie and activity."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.people import NEVER, Activity, Registration, Tie
from tiexi.world.table import Array
from tiexi.world.world import World

STATES = ("other", "employed", "off_post", "unemployed", "discouraged", "informal", "retired")
ACTIVITIES = len(Activity)
DISCOURAGED = 4
SEEKING = int(Activity.SEEKING)
URBAN = int(Registration.URBAN)
YOUNGEST, WOMEN, MEN = 16, 50, 60  # working age if the region has no ages of school leaving and retirement


def states() -> Array:
    """State (u1, index of `STATES`) of each tie and activity: the counts of the contract, in one table."""
    table = np.zeros((len(Tie), ACTIVITIES), np.uint8)
    table[1:, :] = STATES.index("off_post")
    table[1:, Activity.ON_POST] = STATES.index("employed")
    table[1:, Activity.DEAD] = 0
    table[0, Activity.SEEKING] = STATES.index("unemployed")
    table[0, Activity.NOT_SEEKING] = DISCOURAGED  # if of working age
    table[0, [Activity.OWN_ACCOUNT, Activity.SIDE_WORK]] = STATES.index("informal")
    table[0, Activity.RETIRED] = STATES.index("retired")
    return table.ravel()


@kernel
def count_people(
    ages: Array, state: Array, gone: Array, born: Array, sex: Array, registration: Array, household: Array,
    tie: Array, activity: Array, employer: Array, since: Array, street: Array, count: int, capped: int,
    streets: Array, workshops: Array, jobless: Array,
) -> None:  # fmt: skip
    """Count everyone living here by street and state, by workshop, and the jobless of two definitions.

    `ages` (i8 [3, 2]): by sex, first and last month of birth of those of working age. `capped`: a tied person off
    post since before this month is past the centre's cap. Results (i8): `streets` [street, state]; `workshops`
    [workshop, 3]: on post, off post, off post within the cap; `jobless` [2]: urban, without tie, seeking and of
    working age; seeking, whatever tie and registration.
    """
    for i in range(1, count):
        if gone[i] != NEVER:
            continue
        bound = np.int64(tie[i])
        doing = np.int64(activity[i])
        what = np.int64(state[bound * ACTIVITIES + doing])
        if bound == 0 and (what == DISCOURAGED or doing == SEEKING):
            who = np.int64(sex[i])
            in_age = ages[who, 0] <= born[i] <= ages[who, 1]
            if what == DISCOURAGED and not in_age:
                what = np.int64(0)
            elif doing == SEEKING and in_age and registration[i] == URBAN:
                jobless[0] += 1
        if doing == SEEKING:
            jobless[1] += 1
        streets[street[household[i]], what] += 1
        if bound != 0:
            if what == 1:
                workshops[employer[i], 0] += 1
            else:
                workshops[employer[i], 1] += 1
                if since[i] >= capped:
                    workshops[employer[i], 2] += 1


@dataclass(frozen=True)
class Census:
    """Simulated persons (i8): `streets` [street, state], `workshops` [workshop, 3], and the jobless."""

    streets: Array
    workshops: Array
    registered_unemployed: int
    seeking: int


def parameter(world: World, name: str, default: float) -> float:
    """Value of a parameter this month, or `default` if the region does not have it."""
    known = world.region.parameters.get(name)
    return default if known is None else float(known.at(world.month))


STATE = states()


def take(world: World) -> Census:
    """Count the people at the end of the month."""
    youngest = world.month - round(12 * parameter(world, "school.leave_age", YOUNGEST))
    women = world.month - round(12 * parameter(world, "retirement.age_women", WOMEN)) + 1
    men = world.month - round(12 * parameter(world, "retirement.age_men", MEN)) + 1
    ages = np.array([[women, youngest], [women, youngest], [men, youngest]], np.int64)
    capped = world.month - round(parameter(world, "off_post.cap_months", 999))
    p = world.people
    streets = np.zeros((world.streets.count, len(STATES)), np.int64)
    workshops = np.zeros((world.workshops.count, 3), np.int64)
    jobless = np.zeros(2, np.int64)
    count_people(
        ages, STATE, p.gone, p.born, p.sex, p.registration, p.household, p.tie, p.activity, p.employer, p.since,
        world.households.street, p.count, capped, streets, workshops, jobless,
    )  # fmt: skip
    return Census(streets, workshops, int(jobless[0]), int(jobless[1]))
