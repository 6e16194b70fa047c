"""Lasting identities: a key is a hash of where a person comes from, never a running or row number.

Founding = (cohort, ordinal); birth = (mother's key, month, twin); arrival = (source, month, ordinal).
"""

from __future__ import annotations

import hashlib

import numpy as np

from tiexi.world.chance import MASK32, SHIFT32, Word, philox
from tiexi.world.jit import typed_kernel


def name_key(*parts: str | int) -> int:
    """64-bit key of a name (BLAKE2b); for plants, workshops, cohorts, sources."""
    text = "\x1f".join(str(p) for p in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


@typed_kernel("uint64(uint64, int64, int64)")
def derived_key(parent: Word, month: int, ordinal: int) -> Word:
    """Key (uint64) of something that came from `parent` in `month`: a birth, an arrival, a household."""
    p = np.uint64(parent)
    a, b, _, _ = philox(
        p & MASK32, p >> SHIFT32, np.uint64(month + 65536), np.uint64(ordinal), np.uint64(0x74696578), np.uint64(0x69)
    )
    return (a << SHIFT32) | b
