"""Chance is a function, not an object: keyed draws by Philox4x32-10 (Salmon et al. 2011, SC '11).

A draw depends on seed, stream, month, key and number of the draw, and on nothing else, so a new person,
thread or policy leaves every other draw where it was.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np

from tiexi.world.jit import inlined, ro, rw, typed_kernel
from tiexi.world.table import Array

Word = Any  # unsigned 64-bit word: compiled as uint64, in plain Python a NumPy scalar
ZERO = np.uint64(0)
MASK32 = np.uint64(0xFFFFFFFF)
SHIFT32 = np.uint64(32)
BILLION = np.uint64(1000000000)
SHIFT11 = np.uint64(11)
SHIFT16 = np.uint64(16)
MULTIPLIER_0 = np.uint64(0xD2511F53)
MULTIPLIER_1 = np.uint64(0xCD9E8D57)
WEYL_0 = np.uint64(0x9E3779B9)
WEYL_1 = np.uint64(0xBB67AE85)
TO_UNIT = 1.0 / 9007199254740992.0  # 2**-53


class Stream(IntEnum):
    """One stream for each kind of question asked of chance."""

    FOUNDING = 1
    BIRTH = 2
    DEATH = 3
    SEX = 4
    MARRIAGE = 5
    SCHOOL = 6
    PLACEMENT = 7
    HIRING = 8
    OFF_POST = 9
    DISMISSAL = 10
    QUIT = 11
    INFORMAL = 12
    LEAVING = 13
    ARRIVAL = 14
    QUEUE = 15
    POSTS = 16
    SENT_DOWN = 17
    RETURN = 18
    RETIREMENT = 19
    COVER = 20
    DWELLING = 21
    DEMAND = 22
    COST = 23
    SUPPLY = 24
    PREMIUM = 40
    SEARCH = 41
    SEPARATION = 42
    HARDSHIP = 43
    PROGRAMME = 44
    SCENE = 60
    PROTEST = 61
    COMMUTE = 62


def _philox(c0: Word, c1: Word, c2: Word, c3: Word, k0: Word, k1: Word) -> tuple[Word, Word, Word, Word]:
    """Ten rounds of Philox4x32 on unsigned 64-bit words that hold 32-bit values."""
    for _ in range(10):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0 = (p1 >> SHIFT32) ^ c1 ^ k0
        c2 = (p0 >> SHIFT32) ^ c3 ^ k1
        c1 = p1 & MASK32
        c3 = p0 & MASK32
        k0 = (k0 + WEYL_0) & MASK32
        k1 = (k1 + WEYL_1) & MASK32
    return c0, c1, c2, c3


# One function, compiled twice: pasted into a loop over persons without anything else in it, ten rounds run on vectors
# of persons.
philox = typed_kernel("UniTuple(uint64, 4)(uint64, uint64, uint64, uint64, uint64, uint64)")(_philox)
_philox_each = inlined(_philox)


@typed_kernel("uint64(int64, int64, int64, uint64, int64)")
def word(seed: int, stream: int, month: int, key: Word, draw: int) -> Word:
    """64 random bits (uint64) for (seed, stream, month, key, draw); month may be negative."""
    u = np.uint64(key)
    s = np.uint64(seed)
    a, b, _, _ = philox(
        u & MASK32,
        u >> SHIFT32,
        np.uint64(month + 65536),
        (np.uint64(stream) << SHIFT16) | np.uint64(draw),
        s & MASK32,
        s >> SHIFT32,
    )
    return (a << SHIFT32) | b


@typed_kernel("float64(int64, int64, int64, uint64, int64)")
def uniform(seed: int, stream: int, month: int, key: Word, draw: int) -> float:
    """Uniform number in [0, 1) with 53 bits."""
    return float(word(seed, stream, month, key, draw) >> SHIFT11) * TO_UNIT


@typed_kernel("int64(int64, int64, int64, uint64, int64, int64)")
def below(seed: int, stream: int, month: int, key: Word, draw: int, n: int) -> int:
    """Whole number in [0, n), n < 2**31 (bias below 2**-32)."""
    high = word(seed, stream, month, key, draw) >> SHIFT32
    return int((high * np.uint64(n)) >> SHIFT32)


@typed_kernel("boolean(int64, int64, int64, uint64, int64, int64)")
def happens(seed: int, stream: int, month: int, key: Word, draw: int, ppb: int) -> bool:
    """True with probability `ppb` parts per 10**9, decided in integers."""
    high = word(seed, stream, month, key, draw) >> SHIFT32
    return int((high * BILLION) >> SHIFT32) < ppb


@typed_kernel(f"void({ro('int64')}, {ro('uint64')}, int64, int64, int64, int64, {rw('uint64')})")
def word_each(rows: Array, key: Array, seed: int, stream: int, month: int, draw: int, words: Array) -> None:
    """`word` of each of `rows` (`words`, u8), at a fourth of the cost of a call for each."""
    s, m = np.uint64(seed), np.uint64(month + 65536)
    d = (np.uint64(stream) << SHIFT16) | np.uint64(draw)
    for i in range(len(rows)):  # two loops: only the second runs on vectors, and only if nothing else is in it
        words[i] = key[rows[i]]
    for i in range(len(rows)):
        u = words[i]
        a, b, _, _ = _philox_each(u & MASK32, u >> SHIFT32, m, d, s & MASK32, s >> SHIFT32)
        words[i] = (a << SHIFT32) | b


@typed_kernel(f"void({ro('int64')}, {ro('uint64')}, int64, int64, int64, int64, {rw('uint64')})")
def draw_each(rows: Array, key: Array, seed: int, stream: int, month: int, draw: int, numbers: Array) -> None:
    """Whole numbers below 10**9 of each of `rows`: `happens` with `ppb` is number < ppb."""
    word_each(rows, key, seed, stream, month, draw, numbers)
    for i in range(len(rows)):
        numbers[i] = ((numbers[i] >> SHIFT32) * BILLION) >> SHIFT32


def words(w: Any, rows: Array, stream: int, draw: int) -> Array:
    """The month's words (u8) of persons `rows`, for a stream and the number of the draw."""
    found = np.empty(len(rows), np.uint64)
    word_each(np.ascontiguousarray(rows, np.int64), w.people.key, w.seed, stream, w.month, draw, found)
    return found


def drawn(w: Any, rows: Array, stream: int, draw: int) -> Array:
    """Whole numbers below 10**9 (i8) of persons `rows`: `happens` with `ppb` is drawn < ppb."""
    found = np.empty(len(rows), np.uint64)
    draw_each(np.ascontiguousarray(rows, np.int64), w.people.key, w.seed, stream, w.month, draw, found)
    return found.view(np.int64)


def luck(w: Any, rows: Array, stream: int, draw: int) -> Array:
    """`uniform` (f8) of persons `rows`."""
    numbers: Array = (words(w, rows, stream, draw) >> SHIFT11) * TO_UNIT
    return numbers


@typed_kernel("int64(int64, int64, int64, uint64, uint64)")
def contest(seed: int, stream: int, month: int, who: Word, other: Word) -> int:
    """Score of a meeting of two keys (63 bits): the lowest wins (rendezvous hashing, Thaler and Ravishankar 1998)."""
    mixed = word(seed, stream, month, who, 1) ^ (word(seed, stream, 0, other, 2))
    return int(word(seed, stream, month, mixed, 3) >> np.uint64(1))


@typed_kernel(f"int64(int64, int64, int64, uint64, {ro('uint64')})")
def winner(seed: int, stream: int, month: int, who: Word, others: Array) -> int:
    """Place of the one of `others` (keys) who wins the contest for `who`, the first of equals; -1 if nobody."""
    found, best = -1, 0
    for i in range(len(others)):
        score = contest(seed, stream, month, who, others[i])
        if found < 0 or score < best:
            found, best = i, score
    return found
