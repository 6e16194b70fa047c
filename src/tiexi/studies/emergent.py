"""Emergent checks 1, 2 and 3 of a member's own run, each with its cause switched off in a branch of that run.

1: copper electrolysis stops last when credit for concentrate ends. 2: debts to suppliers and arrears of pay grow
before closures. 3: the yearbook registers about half of the off-post workers of state plants. `model.md` section 4;
the bands are those of `economics.md` section 3. What a region lacks is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tiexi.record.audit import enterprises
from tiexi.region import Region
from tiexi.studies import validate
from tiexi.studies.centres import enrolled_persons
from tiexi.studies.naive import spread
from tiexi.studies.ranges import with_parameter
from tiexi.studies.witness import Witness
from tiexi.world.found import branch
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.works import Owner, Standing
from tiexi.world.world import World

Found = dict[str, float]
SOFT_ENDS, CENTRES_OPEN, COUNTED = "1994-01", "1998-06", "2001-01"  # the month after the one that is counted
SOFTNESS, ENROLMENT = "finance.softness", "yearbook.enrolment_paid_share"
REGISTERED = (0.38, 0.56)  # band of check 3
YEARS_BACK = 36  # months
MOST, FEW = 0.9, 0.1
ENOUGH = 0.8  # of the seeds


@dataclass(frozen=True)
class Fork:
    """A month of a member's run at which a branch is looked at; `look` gives what was found there."""

    month: int
    look: Callable[[World], Found]


@dataclass(frozen=True)
class Check:
    """A statement, in how many seeds it held, how many are needed, and the number it hangs on (10, 50, 90 %)."""

    check: int
    says: str
    cause: str
    found: int
    tried: int
    needed: int
    passed: bool
    number: str
    q10: float | None
    q50: float | None
    q90: float | None


def forks(region: Region) -> list[Fork]:
    """Branches that this region allows, by month."""
    found = []
    policies = [region.folder / "policies" / f"{name}.toml" for name in ("credit_only", "keep_credit")]
    named = {f"{plant}/{shop}" for plant, shop in region.tables["workshops"].select("plant", "workshop").iter_rows()}
    for there, date, look in (
        (validate.LAST in named and all(p.exists() for p in policies), validate.ENDS, stopping),
        (len(region.parameters[SOFTNESS].dated) > 1, SOFT_ENDS, closures_if_soft),
        (any(p.series == "laid_off_registered" for p in region.settings.yearbook), CENTRES_OPEN, enrolment_for_nothing),
    ):
        if there and 0 < region.index(date) < region.months:
            found.append(Fork(region.index(date), look))
    return found


def stopping(world: World) -> Found:
    """Check 1 from the month in which credit for concentrate ends: with that cause alone, and with the credit kept."""
    chain, metals = validate.metal_workshops(world.region)
    ended = validate.stops_under(world, as_told, "credit_only")
    kept = validate.stops_under(world, as_told, "credit_only", "keep_credit")
    last, after = validate.LAST, validate.AFTER
    return {
        "stopping.chain": validate.is_last(last, [w for w in chain if w not in (last, after)], ended),
        "stopping.all": validate.is_last(last, [w for w in metals if w not in (last, after)], ended),
        "stopping.kept": not set(metals) & set(kept),
    }


def as_told(region: Region) -> Region:
    """The region as it is."""
    return region


def closures_if_soft(world: World) -> Found:
    """Check 2 without its cause: enterprises wound up by the end if softness stays as it was the month before."""
    region, month = world.region, world.month
    before = region.parameters[SOFTNESS].at(month - 1)
    closed = wound_up(world)
    twin = branch(world, with_parameter(region, SOFTNESS, before, month))
    validate.run_to(twin, region.text(region.months - 1))
    return {"dues.closed_if_soft": float((wound_up(twin) & ~closed).sum())}


def enrolment_for_nothing(world: World) -> Found:
    """Check 3 without its cause: registered share at the end of 2000 if a plant enrols whatever it pays."""
    if world.region.index(COUNTED) > world.region.months:
        return {}
    twin = branch(world, with_parameter(world.region, ENROLMENT, 0.0, world.month))
    validate.run_to(twin, COUNTED)
    twin.month -= 1
    return {"enrolment.for_nothing": registered_share(twin)}


def registered_share(world: World) -> float:
    """Persons enrolled in centres over all off post of state enterprises, this month; NaN if there are none."""
    p, n = world.people, world.people.count
    state = enterprises(world, Owner.STATE)[world.workshops.plant[p.employer[:n]]]
    off = (p.gone[:n] == NEVER) & (p.tie[:n] > 0) & (p.activity[:n] != Activity.ON_POST) & state
    return float((enrolled_persons(world) & off).sum() / off.sum()) if off.any() else float("nan")


def wound_up(world: World) -> Array:
    """Enterprises that have been wound up (bool [plant])."""
    mine = enterprises(world, Owner.STATE) | enterprises(world, Owner.COLLECTIVE)
    found: Array = mine & (world.plants.standing[: world.plants.count] >= Standing.CLOSED)
    return found


def in_the_run(world: World, witness: Witness) -> Found:
    """Checks 2 and 3 in the run itself, `world` standing at its last month."""
    found: Found = {}
    first = world.calendar.index(SOFT_ENDS)
    if 0 < first < world.month:
        rows = np.flatnonzero(wound_up(world) & (witness.closed >= first))
        found |= dues(witness, rows)
    counted = witness.measures
    registered = counted.get("laid_off_registered", {}).get(2000)
    off_post = counted.get("off_post_state", {}).get(2000)
    if registered is not None and off_post:
        found["enrolment.share"] = registered / off_post
    return found


def dues(witness: Witness, rows: Array) -> Found:
    """How debts to suppliers and arrears of pay ran before the closure of the plants `rows`: shares and months.

    Suppliers count as unpaid while more is owed to them than a month's sales of the last three years, workers while
    more is owed than the month's wage bill.
    """
    if not len(rows):
        return {"dues.closed": 0.0}
    trade, arrears, bill, sales = (witness.tills[name] for name in ("trade_debt", "wage_arrears", "wage", "sales"))
    grew, owed, late = [], [], []
    for f in rows:
        closed = int(witness.closed[f])
        before = int(witness.queued[f]) if witness.queued[f] >= 0 else closed
        grew.append(all(grown(values[:, f], closed, before) for values in (trade, arrears)))
        owed.append(months_above(trade[:, f], recent(sales[:, f]), closed))
        late.append(months_above(arrears[:, f], bill[:, f], closed))
    return {
        "dues.closed": float(len(rows)), "dues.grew": float(np.mean(grew)),
        "dues.owed_months": float(np.median(owed)), "dues.late_months": float(np.median(late)),
    }  # fmt: skip


def grown(values: Array, closed: int, before: int) -> bool:
    """True if a monthly series was higher in the year before month `closed` than in the year that ended three years
    before month `before`, that of entry into the queue: what a plant owes its suppliers stands still once it stands in
    the queue and buys nothing. False if the record does not reach back so far.
    """
    later, earlier = values[max(0, closed - 12) : closed], values[max(0, before - 48) : max(0, before - 36)]
    return bool(later.mean() > earlier.mean()) if len(later) and len(earlier) else False


def recent(values: Array) -> Array:
    """Mean of each month and the 35 before it, of those that were recorded (f8 [month])."""
    known = ~np.isnan(values)
    sums, counts = np.cumsum(np.where(known, values, 0.0)), np.cumsum(known)
    sums[YEARS_BACK:], counts[YEARS_BACK:] = (
        sums[YEARS_BACK:] - sums[:-YEARS_BACK],
        counts[YEARS_BACK:] - counts[:-YEARS_BACK],
    )
    found: Array = np.divide(sums, counts, out=np.zeros_like(sums), where=counts > 0)
    return found


def months_above(values: Array, mark: Array, closed: int) -> int:
    """Recorded months without a break before `closed` in which a debt was at least the mark of its month."""
    above = (values[:closed] >= mark[:closed]) & (mark[:closed] > 0)
    below = np.flatnonzero(~above)
    return closed - (int(below[-1]) + 1 if len(below) else 0)


STATEMENTS: tuple[tuple[int, str, str, str, float, Callable[[Found], bool], tuple[str, ...]], ...] = (
    (1, "copper electrolysis is the last of the copper chain to stop", "credit for concentrate ends", "", 1.0,
     lambda f: f["stopping.chain"] > 0, ("stopping.chain",)),
    (1, "copper electrolysis is the last of the smelter's metal workshops to stop", "credit for concentrate ends", "",
     0.75, lambda f: f["stopping.all"] > 0, ("stopping.all",)),
    (1, "no metal workshop of the smelter stops", "switched off: credit kept", "", 1.0,
     lambda f: f["stopping.kept"] > 0, ("stopping.kept",)),
    (2, "suppliers' debts and arrears of pay both grew before nine in ten closures", "softness ends",
     "share of closures", ENOUGH, lambda f: f["dues.grew"] >= MOST, ("dues.grew",)),
    (2, "suppliers are left unpaid for longer than workers before a closure, and workers for a year or more",
     "softness ends", "months pay was late", ENOUGH,
     lambda f: f["dues.owed_months"] >= f["dues.late_months"] >= 12, ("dues.late_months", "dues.owed_months")),
    (2, "a tenth as many enterprises are wound up, or fewer", "switched off: softness kept as in 1993",
     "share of those wound up in the run", ENOUGH, lambda f: f["dues.soft_over_run"] <= FEW, ("dues.soft_over_run",)),
    (3, "the yearbook registers 0.38 to 0.56 of the off-post workers of state enterprises, end of 2000",
     "enrolment needs money", "registered share", ENOUGH,
     lambda f: REGISTERED[0] <= f["enrolment.share"] <= REGISTERED[1], ("enrolment.share",)),
    (3, "the yearbook registers more than 0.56 of them", "switched off: enrolment needs no money",
     "registered share", ENOUGH, lambda f: f["enrolment.for_nothing"] > REGISTERED[1], ("enrolment.for_nothing",)),
)  # fmt: skip


def with_ratio(found: Found) -> Found:
    """What was found, with enterprises wound up if softness is kept over those wound up in the run, if any were."""
    if "dues.closed_if_soft" not in found or not found.get("dues.closed"):
        return found
    return found | {"dues.soft_over_run": found["dues.closed_if_soft"] / found["dues.closed"]}


def scores(members: Sequence[Found]) -> list[Check]:
    """Every statement over all members. A member in which it cannot be asked (no closure, nobody off post) counts as
    one in which it does not hold; a statement that no member was asked is left out."""
    found = []
    members = [with_ratio(m) for m in members]
    for number, says, cause, unit, needed, holds, names in STATEMENTS:
        asked = any(name.split(".")[0] == names[0].split(".")[0] for m in members for name in m)
        if not asked:
            continue
        held = [all(name in m for name in names) and holds(m) for m in members]
        told = validate.score(says, held, needed)
        values = [m[names[0]] for m in members if names[0] in m] if unit else []
        q10, q50, q90 = spread(values)
        found.append(Check(number, says, cause, told.found, told.tried, told.needed, told.passed, unit, q10, q50, q90))
    return found
