"""Stories of the reform with their opposite, told by the hamlet: what softness, plan, competition and transfer do.

`tiexi validate reform` counts over seeds in how many each statement holds, and in how many its opposite does when the
cause is taken away. Nothing is written in: each pair of runs differs in one cause only, but for softness, where the
kept run also counts a month as one of loss only if a tenth of it is not covered, as Tiexi does.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl

from tiexi.engine import Engine
from tiexi.record.nation import price_gap, written_off
from tiexi.region import Region, load
from tiexi.region.schema import columns_of
from tiexi.region.tables import TABLES
from tiexi.studies.pool import each
from tiexi.studies.ranges import with_parameter
from tiexi.world.found import found
from tiexi.world.ledger import REGION, Debt, Reason, Sector, flows_of
from tiexi.world.people import Activity
from tiexi.world.works import Standing
from tiexi.world.world import World

INSIDE = slice(min(REGION), max(REGION) + 1)
YEAR = 12
REFORM = "1994-01"  # softness begins to fall in the hamlet
HELD = 0.9  # of the seeds in which a statement must hold


@dataclass
class Tale:
    """What a run shows, sampled each December (`debt`, fen; `left`, share of the market) or summed (fen)."""

    closed: int = 0
    centre: int = 0  # sent up less what came down
    machines: int = 0
    short: float = 0.0  # share of orders that failed in the last year
    hoard: float = 0.0  # months of stock beyond the cover, at the end
    off_post: float = 0.0
    posts: float = 0.0  # people on post over posts needed, at the end
    debt: list[int] = field(default_factory=list)
    left: list[float] = field(default_factory=list)


def tell(region: Region, seed: int, until: str) -> Tale:
    """Run a region and see what became of it by the month `until`."""
    world, tale, failed = found(region, seed=seed), Tale(), []
    engine, last = Engine(world), world.calendar.index(until)
    while world.month <= last:
        engine.advance()
        flows = flows_of(world)
        up, down = flows[:, INSIDE, Sector.CENTRE].sum(), flows[:, Sector.CENTRE, INSIDE].sum()
        tale.centre += int(up) - int(down) + price_gap(world) - written_off(world, flows)
        tale.machines += int(flows[Reason.MACHINES].sum())
        if world.month > last - YEAR:
            failed.append(shortage(world))
        if world.month % YEAR == YEAR - 1:
            n = world.debts.count
            tale.debt.append(int(world.debts.owed[:n][world.debts.kind[:n] == Debt.LOAN].sum()))
            tale.left.append(1.0 - float(world.rivals.share[1 : world.rivals.count].sum()) / 1e6)
        world.month += 1
    _stand(world, tale)
    tale.short = float(np.mean(failed))
    return tale


def _stand(world: World, tale: Tale) -> None:
    """What stands at the end."""
    people, shops, plants = world.people, world.workshops, world.plants
    tied = people.tie[: people.count] > 0
    on_post = people.activity[: people.count] == Activity.ON_POST
    tale.closed = int((plants.standing[1 : plants.count] > Standing.QUEUED).sum())
    tale.off_post = float((tied & ~on_post).sum() / max(1, tied.sum()))
    tale.posts = float(shops.on_post[1 : shops.count].sum()) * world.scale / max(1, int(shops.wanted[1:].sum()))
    tale.hoard = float(world.stocks.hoard[1 : world.stocks.count].max(initial=0)) / 1e6


def shortage(world: World) -> float:
    """Share of this month's orders of inputs that failed."""
    stocks, n = world.stocks, world.stocks.count
    bought = stocks.bought[:n] > 0
    ordered = int(stocks.ordered[:n][bought].sum())
    return float(np.minimum(stocks.short[:n], stocks.ordered[:n])[bought].sum()) / max(1, ordered)


def hamlet(*policies: str) -> Region:
    """The hamlet under policies of its own folder."""
    folder = load("hamlet").folder
    return load(folder, [Path(folder) / "policies" / f"{name}.toml" for name in policies])


def with_competitor(region: Region, good: str, enters: str, cost: float, speed: float = 0.1) -> Region:
    """The region with one competitor for a good, which enters with a tenth of the market, at this unit cost."""
    row = {"good": good, "competitor": "south", "date": enters, "cost": cost, "quality": 1.0, "share": 0.1,
           "source": "general_knowledge", "grade": "assumed"}  # fmt: skip
    table = pl.DataFrame([row]).select(list(columns_of(TABLES["competitors"])))
    changed = dataclasses.replace(region, tables=region.tables | {"competitors": table})
    return with_parameter(changed, "competition.speed", speed, 0)


def soft(region: Region) -> Region:
    """Softness stays at 0.95, and a month counts as one of loss only if a tenth of it is not covered."""
    kept = with_parameter(region, "finance.softness", 0.95, region.index(REFORM))
    return with_parameter(kept, "close.uncovered_share", 0.1, 0)


def retained(region: Region) -> Region:
    """Hoards buy machines, so that what a plant keeps is seen."""
    return with_parameter(region, "finance.hoard_spent", 1.0, 0)


def softness(seed: int) -> dict[str, bool]:
    """Softness kept against softness that ends, where orders end."""
    region = hamlet("orders_end")
    kept, ended = tell(soft(region), seed, "1999-12"), tell(region, seed, "1999-12")
    late = kept.debt[-5:]
    return {
        "softness kept at 0.95: nothing closes": kept.closed == 0,
        "softness kept at 0.95: debts grow to the end": all(a < b for a, b in pairwise(late)),
        "softness ended: plants close": ended.closed > 0,
        "softness ended: debts to the bank end with them": ended.debt[-1] < kept.debt[-1],
    }


def plan(seed: int) -> dict[str, bool]:
    """The plan to the end against the market."""
    kept, market = tell(hamlet("plan_to_the_end"), seed, "1997-12"), tell(hamlet(), seed, "1997-12")
    return {
        "plan to the end: a fifth of orders fails, and yards hoard": kept.short > 0.2 and kept.hoard > 3,
        "plan to the end: nobody is off post": kept.off_post == 0,
        "market: next to no order fails, no yard hoards": market.short < 0.05 and market.hoard == 0,
        "market: people are off post": market.off_post > 0.2,
    }


def competition(seed: int) -> dict[str, bool]:
    """Cheap competitors early, late, and dear ones."""
    region = hamlet()
    early, late, dear = (
        tell(with_competitor(region, "cathode", enters, cost), seed, "1996-12")
        for enters, cost in (("1991-01", 0.6), ("1994-01", 0.6), ("1991-01", 2.0))
    )  # fmt: skip
    return {
        "a cheaper competitor takes a part of the market that grows": early.left[-1] < early.left[2] < 0.9,
        "the later it comes, the more is left": late.left[-1] > early.left[-1],
        "and in its first years the share falls more slowly": lost(late.left, 4) < lost(early.left, 1),
        "a dearer competitor is driven back": dear.left[-1] > 0.9,
    }


def lost(left: list[float], first: int) -> float:
    """Share of the market lost in the two years after the first December."""
    return left[first] - left[first + 2]


def transfer(seed: int) -> dict[str, bool]:
    """Cathodes at the list price against the market price."""
    listed = retained(hamlet("transfer"))
    market = with_parameter(listed, "trade.market_share", 1.0, 0)
    low, high = tell(listed, seed, "1993-12"), tell(market, seed, "1993-12")
    return {
        "transfer at market price: the centre takes less": high.centre < low.centre,
        "transfer at market price: the works buys more machines": high.machines > low.machines,
    }


STORIES: tuple[Callable[[int], dict[str, bool]], ...] = (softness, plan, competition, transfer)


def all_of(seed: int) -> dict[str, bool]:
    """Every story under one seed."""
    return {says: held for story in STORIES for says, held in story(seed).items()}


def over_seeds(seeds: Sequence[int], say: Callable[[str], None]) -> dict[str, list[bool]]:
    """Every statement with the seeds in which it held, in both directions."""
    told = each(all_of, seeds, lambda seed, done: say(f"seed {seed}: {done} of {len(seeds)}"))
    return {says: [one[says] for one in told] for says in told[0]} if told else {}
