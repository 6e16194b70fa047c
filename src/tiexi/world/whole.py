"""Whole simulated persons from real posts and from fractions, by keyed draws."""

from __future__ import annotations

from tiexi.world.chance import Stream, below
from tiexi.world.jit import typed_kernel

PPM = 1_000_000
POSTS = int(Stream.POSTS)


@typed_kernel("int64(int64, int64, uint64, int64)")
def filled(real: int, scale: int, key: int, seed: int) -> int:
    """Simulated persons that fill `real` posts: the whole part of real / scale, and one more by a lasting draw.

    The draw belongs to the workshop `key` and not to the month, so the number does not flicker and grows with `real`.
    """
    return real // scale + (1 if below(seed, POSTS, 0, key, 1, scale) < real % scale else 0)


@typed_kernel("int64(int64, int64, int64, int64, uint64)")
def rounded(ppm: int, seed: int, stream: int, month: int, key: int) -> int:
    """A number given in ppm as a whole one, the fraction by a keyed draw: small workshops do not stall."""
    return ppm // PPM + (1 if below(seed, stream, month, key, 1, PPM) < ppm % PPM else 0)


@typed_kernel("int64(int64, int64, int64, uint64, int64)")
def manned(hands: int, wanted: int, scale: int, key: int, seed: int) -> int:
    """Real posts that `hands` simulated persons man: as many as they stand for, and all of those `wanted` if no more
    persons are looked for (`filled`). Else a workshop whose need is rounded down lacks hands and one whose need is
    rounded up lacks nothing, and a coarse world has more people at work than a fine one.
    """
    real = hands * scale
    return wanted if wanted > real and hands >= filled(wanted, scale, key, seed) else real
