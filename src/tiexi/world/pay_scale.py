"""What a post pays: district level x plant x ownership x occupation x person, in whole fen a month."""

from __future__ import annotations

from typing import Any

from tiexi.world.arith import share
from tiexi.world.chance import Stream, uniform
from tiexi.world.jit import kernel

PPM = 1_000_000
COLLECTIVE = 2
PLACEMENT = int(Stream.PLACEMENT)
ROOT3 = 1.7320508075688772
RANK = 40  # first of the four draws of a person's rank


def level(w: Any) -> int:
    """The district's pay level of the month in fen a month (`wage.level` is in yuan a year)."""
    return round(w.now("wage.level") * 100.0 / 12.0)


@kernel
def pay_of(level_fen: int, premium: int, owner: int, collective: int, occupation: int, rank: int) -> int:
    """Monthly pay in whole fen.

    `premium` of the plant, `collective` (pay of collectives over state pay) and `occupation` in ppm; `rank` of the
    person per mille; `owner` as in `world.works.Owner`.
    """
    fen = share(level_fen, premium)
    if owner == COLLECTIVE:
        fen = share(fen, collective)
    return share(fen, occupation) * rank // 1000


@kernel
def rank_of(seed: int, key: int, spread: float) -> int:
    """A person's lasting rank per mille of the usual pay, about 1000 with relative spread `spread`.

    Four uniform draws make a bell curve of variance one (4/12 x 3) that ends at 3.5 spreads; at least 200.
    """
    z = -2.0
    for i in range(4):
        z += uniform(seed, PLACEMENT, 0, key, RANK + i)
    return max(200, int(1000.0 * (1.0 + spread * ROOT3 * z)))
