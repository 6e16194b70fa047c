"""What a post pays: district level x plant x ownership x occupation x person, in whole fen a month."""

from __future__ import annotations

from typing import Any

from tiexi.world.arith import share
from tiexi.world.jit import kernel

COLLECTIVE = 2


def level(w: Any) -> int:
    """The district's pay level of the month in fen a month (`wage.level` is in yuan a year)."""
    fen: int = round(w.now("wage.level") * 100.0 / 12.0)
    return fen


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
