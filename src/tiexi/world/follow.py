"""Whose lives are followed event by event: the people with the lowest key hashes, so a sample that is the same
under every policy and does not depend on the order in which people come.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.chance import MASK32, SHIFT32, philox
from tiexi.world.jit import kernel, typed_kernel
from tiexi.world.table import Array

FOLLOWED = 50_000  # at most so many people are followed when the run is not of everyone
EVERYONE = np.uint64(2**64 - 1)
EVERYONE_FROM = 10  # from this scale on everyone is followed
NOTHING: Any = np.uint64(0)
WORD_0: Any = np.uint64(0x666F6C6C)
WORD_1: Any = np.uint64(0x6F77)
MARGIN = 0.97  # 50,000 lie seven standard deviations above this share of them


@typed_kernel("uint64(uint64)")
def key_hash(key: Any) -> Any:
    """Hash (uint64) of a key, independent of every draw of chance."""
    u: Any = np.uint64(key)
    a, b, _, _ = philox(u & MASK32, u >> SHIFT32, NOTHING, NOTHING, WORD_0, WORD_1)
    return (a << SHIFT32) | b


@kernel
def key_hashes(keys: Array, out: Array) -> None:
    """`key_hash` of every key (u8); `out` (u8, same length) receives them."""
    for i in range(len(keys)):
        out[i] = key_hash(keys[i])


@typed_kernel("boolean(uint64, uint64)")
def followed(key: Any, cut: Any) -> Any:
    """True if the person is followed; `cut` is the run's `threshold`."""
    return key_hash(key) <= np.uint64(cut)


def threshold(scale: int, expected: int) -> np.uint64:
    """Highest hash that is followed.

    `expected` is the number of simulated people who will ever have lived in the region; if it was guessed too
    low, the record keeps the 50,000 lowest hashes of those followed.
    """
    if scale >= EVERYONE_FROM or expected <= FOLLOWED:
        return EVERYONE
    return np.uint64(int(2**64 * MARGIN * FOLLOWED) // expected)
