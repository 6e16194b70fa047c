"""What a career keeps: the employer's premium, skill that belongs to one employer, the scar of a hire out of
joblessness, and the pay lost with a post.

    log pay = occupation + person + employer premium + skill - scar

Skill is a function of tenure, 1 - exp(-tenure / months), and needs no column. Premium and scar are whole 1e-4 of log
pay. The scar is a reduced form of downgrading in slack and of the wage curve at hire, and it is fitted; skill cannot
be told from the premium and is kept small (`economics.md` 2.8). All of it is off unless `labour.careers` is on.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from tiexi.world.arith import exp, log
from tiexi.world.jit import inlined, int64, kernel
from tiexi.world.pay_scale import COLLECTIVE, level
from tiexi.world.people import Activity, unemployed, waiting
from tiexi.world.table import Array

PPM = 1_000_000
UNIT = 10_000  # parts of log pay
MOST = 32_000  # a premium or scar is no larger, in these parts
TENURE, FADED = 600, 1200  # months beyond which skill and scars change no more
ON_POST, OWN_ACCOUNT, SEEKING = int(Activity.ON_POST), int(Activity.OWN_ACCOUNT), int(Activity.SEEKING)

# What a step that hires or displaces people writes of their careers.
CAREERS = (
    "people.premium", "people.scar", "people.scarred", "people.lost", "people.lost_pay", "people.means",
    "people.trained",
)  # fmt: skip


def keeps(w: Any) -> bool:
    """True if people keep a career in this region."""
    return "labour.careers" in w.region.parameters and bool(w.now("labour.careers") >= 0.5)


@lru_cache(maxsize=16)
def skills(most: float, months: float) -> tuple[Array, Array]:
    """By months of tenure: log pay of skill in parts (i8), and pay over that without it in ppm (i8)."""
    logs = [most * (1.0 - exp(-t / months)) for t in range(TENURE)]
    return np.array([round(x * UNIT) for x in logs]), np.array([round(exp(x) * PPM) for x in logs])


@lru_cache(maxsize=16)
def fading(months: float) -> Array:
    """What is left of a scar, in ppm (i8), by months since it was left."""
    return np.array([round(exp(-t / months) * PPM) for t in range(FADED)])


@lru_cache(maxsize=1)
def ease() -> Array:
    """Pay over that without a scar, in ppm (i8), by the scar in parts."""
    return np.array([round(exp(-x / UNIT) * PPM) for x in range(MOST + 1)])


NOTHING = np.full(1, PPM, np.int64)  # tables of a region without careers: every factor is one


def factors(w: Any) -> tuple[Array, Array, Array]:
    """Tables for `career_pay`: skill, what is left of a scar, pay with a scar."""
    if not keeps(w):
        return NOTHING, NOTHING, NOTHING
    return skills(w.now("wage.skill"), w.now("wage.skill_months"))[1], fading(w.now("wage.scar_months")), ease()


@inlined
def faded(scar: int, months: int, left: Array) -> int:
    """What is left of a `scar` (parts) after so many months; `left` is what `fading` gives."""
    rest: int = scar * left[min(max(0, months), len(left) - 1)] // 1000000
    return rest


@inlined
def career_pay(fen: int, tenure: int, scar: int, months: int, skill: Array, left: Array, eased: Array) -> int:
    """Pay of a post that is worth `fen` after `tenure` months, with a `scar` (parts) left `months` ago."""
    fen = fen * skill[min(max(0, tenure), len(skill) - 1)] // 1000000
    if scar > 0:
        fen = fen * eased[faded(scar, months, left)] // 1000000
    return fen


@kernel
def log_premiums(ppm: Array, plant: Array, out: Array) -> None:
    """Log premium of each workshop in whole parts; `ppm` is pay of the plants as `worth` has it."""
    logs = np.zeros(len(ppm), np.int64)
    for f in range(1, len(ppm)):
        logs[f] = min(MOST, max(-MOST, int(np.floor(log(max(1, ppm[f]) / 1000000.0) * UNIT + 0.5))))
    for s in range(len(out)):
        out[s] = logs[plant[s]]


def worth(w: Any) -> Array:
    """Pay of each plant over the district's level in ppm (i8): its own, and that of its ownership."""
    plants, n = w.plants, w.plants.count
    found: Array = plants.premium[:n] * np.where(plants.owner[:n] == COLLECTIVE, w.ppm("wage.collective"), PPM) // PPM
    return found


def premiums(w: Any) -> Array:
    """Log premium of each workshop in parts (i8)."""
    out = np.empty(w.workshops.count, np.int64)
    log_premiums(worth(w), w.workshops.plant, out)
    return out


def new_scar(w: Any) -> int:
    """Scar of who is hired out of joblessness now, in parts: it grows with unemployment over its reference, as it was
    when the month began: in the midst of it those who have just lost a post and will soon have another count too."""
    slope, reference = w.now("wage.scar"), w.now("wage.scar_unemployment")
    if slope <= 0.0:
        return 0
    out, (_, force) = waiting(w), unemployed(w)
    if out <= reference * force:
        return 0
    scar = min(w.now("wage.scar_cap"), slope * log(out / force / reference))
    parts: int = min(MOST, round(scar * UNIT))
    return parts


def scar_now(w: Any, rows: Array) -> Array:
    """What is left this month of the scars of `rows`, in parts (i8)."""
    people, left = w.people, fading(w.now("wage.scar_months"))
    months = np.clip(w.month - people.scarred[rows].astype(np.int64), 0, FADED - 1)
    found: Array = people.scar[rows].astype(np.int64) * left[months] // PPM
    return found


def begin(w: Any, rows: Array, shops: Array, wage: Array) -> Array:
    """Careers of `rows` as they are hired by `shops`, before they are; returns pay in place of `wage`, fen a month.

    Who had a job before and is not on post now carries the larger of the old scar, as far as it has not faded, and
    that of the month, of which courses may have taken a part.
    """
    if not keeps(w):
        return wage
    people, paid = w.people, np.empty(len(rows), np.int64)
    start_afresh(
        rows, shops, wage, w.month, new_scar(w), w.now("retraining.months"), w.now("retraining.effect"), premiums(w),
        fading(w.now("wage.scar_months")), ease(), people.activity, people.occupation, people.trained, people.scar,
        people.scarred, people.premium, paid,
    )  # fmt: skip
    return paid


@kernel
def start_afresh(
    rows: Array, shops: Array, wage: Array, month: int, fresh: int, courses: float, effect: float, premium: Array,
    left: Array, eased: Array, activity: Array, occupation: Array, trained: Array, scar: Array, scarred: Array,
    kept: Array, paid: Array,
) -> None:  # fmt: skip
    """`begin` for each of `rows`: scar, months on courses and premium (`kept`), and pay (`paid`); the months of
    `courses` that are enough take `effect` off a `fresh` scar."""
    for i in range(len(rows)):
        p = rows[i]
        old = faded(int64(scar[p]), month - scarred[p], left)
        new = int(np.rint(fresh * (1.0 - min(trained[p] / courses, 1.0) * effect)))
        if activity[p] != ON_POST and occupation[p] > 0 and old < new:
            scar[p] = old = new
            scarred[p] = month
        trained[p] = 0
        kept[p] = premium[shops[i]]
        paid[i] = wage[i] * eased[old] // PPM


def relative(w: Any, fen: Array) -> Array:
    """Pay in per mille of the district's level (i8)."""
    found: Array = np.minimum(65_535, fen.astype(np.int64) * 1000 // max(1, level(w)))
    return found


def displace(w: Any, rows: Array) -> None:
    """Persons `rows` lose their posts: what these paid is kept, before the wage is taken away."""
    if not keeps(w) or len(rows) == 0:
        return
    people = w.people
    people.lost[rows] = w.month
    people.lost_pay[rows] = people.means[rows] = np.maximum(1, relative(w, people.wage[rows]))


def insurance(w: Any, rows: Array) -> Array:
    """Wage insurance of `rows` this month in fen (i8): part of what a post pays less than the one that was lost."""
    people, share = w.people, w.ppm("wage_insurance.share")
    if share <= 0:
        return np.zeros(len(rows), np.int64)
    gap = people.lost_pay[rows].astype(np.int64) * level(w) // 1000 - people.wage[rows]
    fen = np.minimum(np.maximum(gap, 0) * share // PPM, round(100 * w.now("wage_insurance.cap")))
    fresh = w.month - people.lost[rows].astype(np.int64) <= w.now("wage_insurance.months")
    due: Array = np.where((people.lost_pay[rows] > 0) & (people.activity[rows] == ON_POST) & fresh, fen, 0)
    return due
