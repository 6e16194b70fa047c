"""Laws over small random worlds: whatever the region, money, matter and people add up after every step."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from tests.drawn import MONTHS, Draft, regions

from tiexi.engine import Engine
from tiexi.world.found import found
from tiexi.world.world import World

FEW = settings(deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def live(draft: Draft, months: int = MONTHS) -> list[str]:
    """Digests of the months of a drawn region; the engine checks every law after every step."""
    world = found(draft.region(), seed=draft.seed, scale=draft.scale)
    engine = Engine(world)
    digests = []
    for _ in range(months):
        engine.advance()
        sound(world)
        digests.append(world.digest())
        world.month += 1
    return digests


def sound(world: World) -> None:
    """What the laws take for granted: nobody is in the red, everything counted is whole, every row meant exists."""
    accounts, homes = world.accounts, world.households
    money = accounts.balance[homes.account[1 : homes.count]]
    assert (money >= 0).all(), "a household is in the red"
    assert (money % world.scale == 0).all(), "a household holds a part of what its real households hold"


@settings(FEW, max_examples=1000)
@given(regions())
def test_every_law_holds(draft: Draft) -> None:
    live(draft)
