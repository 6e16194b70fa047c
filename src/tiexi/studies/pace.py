"""The same job losses at every pace, with and without bridging pensions: emergent check of the pace of closure.

The colliery of the pit village loses three quarters of its orders at yearly rates from that of the Ruhr to beyond the
British. What a pace does to people follows from ages, quits and the slack of the market: nothing is written in.
Paces: hard coal of Germany 607,000 (1957) to 253,000 (1970) is 6.5 % a year; of the United Kingdom 236,900 (1980) to
10,000 (1993) is 22 %, and 15 % to 1990.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tiexi import engine
from tiexi.region import Region, load
from tiexi.studies.people.davis2011 import present_value
from tiexi.studies.pool import each
from tiexi.world.events import Event, Who
from tiexi.world.found import branch, found
from tiexi.world.people import NEVER
from tiexi.world.table import Array
from tiexi.world.world import World

REGION, PIT, GOOD = "pit_village", "colliery", "coal"
BEGINS, LEFT_OVER = 1983, 0.25  # year in which the decline begins, and what is left of the orders
RUHR, BRITISH = 0.065, 0.20
PACES = (RUHR, 0.08, 0.10, 0.14, BRITISH, 0.30)  # of the orders that are left, a year
BRIDGE = {"early_retirement.offer": 1.0, "early_retirement.age": 50.0, "early_retirement.pension": 0.75}
EXITS = (Event.DISMISSED, Event.QUIT, Event.RETIRED, Event.EARLY_RETIRED, Event.DIED, Event.LEFT)
CATASTROPHE = 2.0  # years of earnings lost by the average miner of the first day


@dataclass(frozen=True)
class Point:
    """What a pace did: compulsory dismissals over exits from the pit, income lost by the miners of the first day (in
    years of what they had), and the highest yearly unemployment."""

    pace: float
    bridged: bool
    dismissed: float
    lost: float
    unemployment: float


@dataclass
class _Path:
    """What a run is watched for: exits by event, income by year of the miners of the first day, unemployment."""

    exits: Array
    income: list[Array]
    here: list[Array]
    jobless: list[float]


def decline(pace: float, first: int = BEGINS) -> list[tuple[int, float]]:
    """Orders over those of the first day by year, falling by `pace` a year until `LEFT_OVER` is left."""
    rows, left = [(first, 1.0)], 1.0
    while left > LEFT_OVER + 1e-9:
        left = max(LEFT_OVER, left * (1.0 - pace))
        rows.append((rows[-1][0] + 1, left))
    return rows


def policy(pace: float, bridged: bool) -> str:
    """The text of a policy: orders for coal fall at `pace`, with a bridging pension from fifty or without."""
    rows = [("demand", f"good:{GOOD}", f"{year}-01", value) for year, value in decline(pace)]
    if bridged:  # a version without the offer has no bridging pension, and then the check fails
        rows += [("welfare", f"parameter:{n}", f"{BEGINS}-01", v) for n, v in BRIDGE.items()]
    text = [f'title = "Orders fall by {100 * pace:g} % a year"']
    for kind, target, date, value in rows:
        text.append(f'[[row]]\ndate = "{date}"\nkind = "{kind}"\ntarget = "{target}"\nvalue = {value:.6f}')
    return "\n".join(text) + "\n"


def curve(seed: int) -> list[Point]:
    """Every pace, with and without bridging pensions, under one seed. Raises RegionError, LawError."""
    told = load(REGION)
    world = found(told, seed=seed, scale=1)
    months = engine.Engine(world)
    while world.month < world.calendar.index(f"{BEGINS}-01"):
        months.advance()
        world.month += 1
    miners = np.flatnonzero(np.isin(world.people.employer[: world.people.count], _shops(world)))
    miners = miners[world.people.tie[miners] > 0]
    still = _watch(branch(world, told), miners)
    points = []
    with tempfile.TemporaryDirectory(prefix="tiexi-pace-") as folder:
        for pace in PACES:
            for bridged in (False, True):
                file = Path(folder) / f"pace_{round(1000 * pace)}_{int(bridged)}.toml"
                file.write_text(policy(pace, bridged), "utf-8")
                region: Region = load(told.folder, [file])
                points.append(_point(pace, bridged, _watch(branch(world, region), miners), still))
    return points


def _shops(world: World) -> Array:
    labels = world.labels["workshops"]
    return np.flatnonzero([name.startswith(f"{PIT}/") for name in labels])


def _watch(world: World, miners: Array) -> _Path:
    """Run to the region's last month."""
    shops, people = _shops(world), world.people
    path = _Path(np.zeros(max(Event) + 1, np.int64), [], [], [])
    months, jobless = engine.Engine(world), []
    while world.month < world.region.months:
        months.advance()
        log, n = world.happenings, world.happenings.count
        mine = (log.kind[1:n] == Who.PERSON) & np.isin(log.where[1:n], shops)
        path.exits += np.bincount(log.event[1:n][mine], minlength=len(path.exits))
        jobless.append(_unemployment(world))
        if world.calendar.of_year(world.month) == 11:
            path.income.append(world.diary.earnings[people.diary[miners]].astype(np.float64))
            path.here.append(people.gone[miners] == NEVER)
            path.jobless.append(float(np.mean(jobless)))
            jobless = []
        world.month += 1
    return path


def _unemployment(world: World) -> float:
    """Seekers without a tie over these and all who have a tie."""
    people, n = world.people, world.people.count
    seeking = int(np.count_nonzero((people.activity[:n] == 5) & (people.tie[:n] == 0)))
    force = seeking + int(world.workshops.tied[: world.workshops.count].sum())
    return seeking / force if force else 0.0


def _point(pace: float, bridged: bool, path: _Path, still: _Path) -> Point:
    loss = {}
    for k, (now, was) in enumerate(zip(path.income, still.income, strict=True), 1):
        both = path.here[k - 1] & still.here[k - 1]
        loss[k] = float(np.mean(now[both] - was[both])) if both.any() else 0.0
    before = float(np.mean(still.income[0]))
    exits = int(path.exits[list(EXITS)].sum())
    share = path.exits[Event.DISMISSED] / exits if exits else 0.0
    return Point(pace, bridged, float(share), present_value(loss, before, len(loss)) or 0.0, max(path.jobless))


@dataclass(frozen=True)
class Pace:
    """The curve over seeds (medians), every seed's points, and the statements with whether they held."""

    curve: tuple[Point, ...]
    seeds: tuple[tuple[Point, ...], ...]
    says: tuple[tuple[str, bool], ...]

    def told(self) -> dict[str, Any]:
        """Everything, to be written as JSON."""
        return {
            "curve": [p.__dict__ for p in self.curve],
            "seeds": [[p.__dict__ for p in seed] for seed in self.seeds],
            "says": [{"says": text, "held": held} for text, held in self.says],
        }


def score(members: int, tell: Callable[[str], None], processes: int | None = None) -> Pace:
    """The curve under seeds 1 to `members`, and what must be true of it. Raises RegionError, LawError."""
    found_ = each(curve, list(range(1, members + 1)), lambda s, done: tell(f"seed {s}: {done} of {members}"), processes)
    return judged([tuple(points) for points in found_])


def judged(seeds: list[tuple[Point, ...]]) -> Pace:
    """Medians over seeds, and the statements."""
    middle = []
    for points in zip(*seeds, strict=True):
        numbers = (float(np.median([getattr(p, n) for p in points])) for n in ("dismissed", "lost", "unemployment"))
        middle.append(Point(points[0].pace, points[0].bridged, *numbers))
    plain = {p.pace: p for p in middle if not p.bridged}
    bridged = {p.pace: p for p in middle if p.bridged}
    knee = next((pace for pace in PACES if bridged[pace].dismissed > 0.05), None)
    lost = [plain[pace].lost for pace in PACES]
    says = (
        ("at the pace of the Ruhr, with bridging pensions, dismissals are at most 1 % of exits",
         bridged[RUHR].dismissed <= 0.01),
        ("at the British pace, without them, the average miner loses two years of earnings or more",
         plain[BRITISH].lost >= CATASTROPHE),
        ("what is lost rises with the pace, without bridging pensions", lost == sorted(lost)),
        ("with bridging pensions, dismissals pass 5 % of exits between 8 and 20 % a year"
         + ("" if knee is None else f" (here at {100 * knee:g} %)"), knee is not None and 0.08 <= knee <= 0.20),
    )  # fmt: skip
    return Pace(tuple(middle), tuple(seeds), says)
