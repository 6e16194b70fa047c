"""Protest, as it comes out of arrears and lost posts: who acts at which plant, and in what form.

Grievance is 0.4 x arrears over six months' pay plus 0.3 for a lost post. Someone acts when grievance and the share of
workmates who act reach a personal threshold, drawn once for life; the eight ties of the rule are read as the share of
all who are on the plant's books or whom it owes, since ties are not modelled yet. The least number that is stable
acts. Nobody answers: protest is seen and changes nothing, so it is the record that reckons it. Without police and
without ties that clearance cuts, it is an upper bound; machines are broken at a grievance of 0.8, which these two
causes cannot reach.
Source: Granovetter 1978, American Journal of Sociology 83:1420-1443; weights, thresholds and sizes `economics.md` 2.9.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from tiexi.record.census import parameter
from tiexi.record.series import Series, Variable
from tiexi.world.chance import Stream
from tiexi.world.events import Event, Who
from tiexi.world.jit import kernel
from tiexi.world.pay_scale import level
from tiexi.world.people import NEVER, Activity
from tiexi.world.settle_people import bell
from tiexi.world.table import Array
from tiexi.world.world import World

ROWS = ("E11",)
PROTEST, ON_POST, RETIRED = int(Stream.PROTEST), int(Activity.ON_POST), int(Activity.RETIRED)
ONE_SD = 37837  # of `bell`
UNIT = 1000  # grievance and threshold are whole thousandths
WORST = 6  # months' pay of arrears beyond which they weigh no more
FORMS = ((Event.ROAD_BLOCK, 100), (Event.SIT_IN, 50), (Event.PETITION, 20))  # real persons, the largest form first
AGAIN = 12  # months after which the same form at the same plant is told anew
VARIABLES = (Variable("region", "protesters", "person", "people who act because of arrears or lost posts"),)


@kernel
def rise(plant: Array, grievance: Array, threshold: Array, mates: Array, acting: Array, acts: Array) -> None:
    """Who `acts` (bool): grievance plus `acting` over `mates` of one's plant, in thousandths, reach the threshold.

    It is the least stable set, so the order of people does not matter. `acting` (i8 [plant]) receives their numbers.
    """
    changed = True
    while changed:
        changed = False
        for i in range(len(plant)):
            f = plant[i]
            if not acts[i] and grievance[i] + 1000 * acting[f] // max(1, mates[f]) >= threshold[i]:
                acts[i] = True
                acting[f] += 1
                changed = True


@kernel
def thresholds(rows: Array, key: Array, seed: int, mean: int, spread: int, out: Array) -> None:
    """Threshold of each of `rows` in thousandths, about normal, the same for life."""
    for i in range(len(rows)):
        out[i] = mean + spread * bell(seed, PROTEST, 0, key[rows[i]], 1) // ONE_SD


@dataclass
class Protest:
    """The month's protests (i8): `plant`, `form`, real `persons`; and who acted in them (rows) at which `shop`."""

    plant: list[int]
    form: list[int]
    persons: list[int]
    who: Array
    shop: Array


class Voice:
    """Counts protest month by month; `last` (i2 [form, plant]) is when each form was last told, -999 if never."""

    def __init__(self, world: World, series: Series) -> None:
        self.series = series
        self.last = np.full((len(FORMS), world.plants.count), -999, np.int16)

    def month(self, world: World) -> Protest | None:
        """Reckon the month; what is to be entered among the events, None if nothing is."""
        weights = tuple(round(UNIT * parameter(world, f"protest.{name}", 0.0)) for name in ("arrears", "lost"))
        if not any(weights):
            return None
        shops, n = world.workshops, world.workshops.count
        if not world.plants.wages_owed.any() and (shops.tied[:n] == shops.on_post[:n]).all():
            self.series.put("region", "protesters", 0)  # nobody has lost anything
            return None
        rows, plant, grievance = aggrieved(world, *weights)
        acts = np.zeros(len(rows), bool)
        acting = np.zeros(world.plants.count, np.int64)
        if len(rows):
            outside = np.bincount(plant[world.people.tie[rows] == 0], minlength=world.plants.count)
            threshold = np.empty(len(rows), np.int64)
            mean, spread = (
                round(UNIT * parameter(world, name, default))
                for name, default in (("protest.threshold", 0.5), ("protest.spread", 0.15))
            )
            thresholds(rows, world.people.key, world.seed, mean, spread, threshold)
            mates = world.plants.tied[: world.plants.count] + outside
            rise(plant, grievance, threshold, mates, acting, acts)
        self.series.put("region", "protesters", acting.sum() * world.scale)
        return self._told(world, rows[acts], plant[acts], acting * world.scale)

    def _told(self, world: World, rows: Array, plant: Array, persons: Array) -> Protest | None:
        """Of each plant the largest form that so many persons make, unless it was told in the year before."""
        found = Protest([], [], [], np.zeros(0, np.int64), np.zeros(0, np.int64))
        for f in np.flatnonzero(persons >= FORMS[-1][1]).tolist():
            form = next(i for i, (_, size) in enumerate(FORMS) if persons[f] >= size)
            if world.month - int(self.last[form, f]) >= AGAIN:
                self.last[form:, f] = world.month
                found.plant.append(f)
                found.form.append(int(FORMS[form][0]))
                found.persons.append(int(persons[f]))
        if not found.plant:
            return None
        found.who = rows[np.isin(plant, found.plant) & (world.people.diary[rows] > 0)]
        found.shop = world.people.employer[found.who].astype(np.int64)
        return found

    def state(self) -> dict[str, Array]:
        return {"last": self.last}

    def restore(self, state: Mapping[str, Array]) -> None:
        self.last = np.array(state["last"])


def aggrieved(world: World, arrears: int, lost: int) -> tuple[Array, Array, Array]:
    """People whom a plant owes or has sent home: rows, plant and grievance (i8, thousandths)."""
    people = world.people
    found = np.empty((3, people.count), np.int64)
    n = find_aggrieved(
        people.count, arrears, lost, level(world), people.gone, people.tie, people.activity, people.owed,
        people.owed_by, people.employer, people.wage, world.workshops.plant, found,
    )  # fmt: skip
    rows, plant, grievance = found[:, :n]
    return rows, plant, grievance


@kernel
def find_aggrieved(
    count: int, arrears: int, lost: int, usual: int, gone: Array, tie: Array, activity: Array, owed: Array,
    owed_by: Array, employer: Array, wage: Array, plant: Array, found: Array,
) -> int:  # fmt: skip
    """People here whom a plant owes or who are off post, with the plant and the grievance (`found`, i8 [3, person]);
    returns how many. Pay is what it `usual`ly is where a tie has ended and there is no wage any more."""
    n = 0
    for p in range(1, count):
        off = activity[p] != ON_POST
        if (owed[p] <= 0 and not (off and tie[p] > 0)) or gone[p] != NEVER:
            continue
        f = np.int64(owed_by[p]) if owed[p] > 0 else np.int64(plant[employer[p]])
        if f == 0:
            continue
        pay = np.int64(wage[p]) if wage[p] > 0 else usual
        found[0, n], found[1, n] = p, f
        found[2, n] = min(arrears * WORST * pay, arrears * np.int64(owed[p])) // (WORST * pay)
        if off and activity[p] != RETIRED:
            found[2, n] += lost
        n += 1
    return n


def entered(protest: Protest) -> dict[str, Array]:
    """The protest as rows of the events: the forms first, then who took part."""
    forms, people = len(protest.plant), len(protest.who)
    return {
        "event": np.array([*protest.form, *[int(Event.PROTESTED)] * people]),
        "kind": np.array([int(Who.REGION)] * forms + [int(Who.PERSON)] * people),
        "who": np.concatenate([np.ones(forms, np.int64), protest.who]),
        "where": np.concatenate([np.array(protest.plant, np.int64), protest.shop]),
        "value": np.array([*protest.persons, *[0] * people], np.int64),
    }
