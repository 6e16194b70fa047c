"""Exact integer splits and our own exp and log, so that no decision hangs on the last bit of a libm.

`exp` and `log` use + - * / and the exact `frexp`/`ldexp` only; their error is at most one unit in the last place.
"""

from __future__ import annotations

import math

import numpy as np

from tiexi.world.jit import ro, rw, typed_kernel
from tiexi.world.table import Array

PPM = 1_000_000
LN2_HI = 6.93147180369123816490e-01  # the first 33 bits of ln 2
LN2_LO = 1.90821492927058770002e-10
INV_LN2 = 1.44269504088896338700
ROOT_HALF = 0.70710678118654752440
ONE = np.uint64(1)
ZERO = np.uint64(0)
MASK32 = np.uint64(0xFFFFFFFF)
SHIFT32 = np.uint64(32)
SHIFT63 = np.uint64(63)


@typed_kernel("float64(float64)")
def exp(x: float) -> float:
    """e**x for finite x; 0 below -745, infinity above 709.78."""
    if x > 709.782712893384:
        return np.inf
    if x < -745.1332191019412:
        return 0.0
    k = math.floor(x * INV_LN2 + 0.5)
    hi = x - k * LN2_HI
    lo = k * LN2_LO
    r = hi - lo
    # exp(r) = 1 + r + r c / (2 - c) with c = r + 2 - r coth(r/2), from the series of coth in Bernoulli numbers
    # (Abramowitz and Stegun 1972, 4.5.67); the first term left out is below 2**-58 of the result.
    t = r * r
    c = r - t * (
        1.0 / 6.0
        - t
        * (
            1.0 / 360.0
            - t * (1.0 / 15120.0 - t * (1.0 / 604800.0 - t * (1.0 / 23950080.0 - t * (691.0 / 653837184000.0))))
        )
    )
    y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi)
    if k < -1021:
        return math.ldexp(math.ldexp(y, int(k) + 100), -100)
    return math.ldexp(y, int(k))


@typed_kernel("float64(float64)")
def log(x: float) -> float:
    """Natural logarithm of x > 0; -infinity at 0, nan below."""
    if x < 0.0:
        return np.nan
    if x == 0.0:
        return -np.inf
    if x == np.inf:
        return x
    m, k = math.frexp(x)
    if m < ROOT_HALF:
        m *= 2.0
        k -= 1
    f = m - 1.0
    s = f / (2.0 + f)
    z = s * s
    # atanh series: log(1+f) = f - s (f - R), R = 2 (z/3 + z^2/5 + ...)
    r = 0.0
    for n in range(12, 0, -1):
        r = z * (1.0 / (2.0 * n + 1.0) + r)
    half = 0.5 * f * f
    # log(1+f) = f - (f^2/2 - s (f^2/2 + 2 R))
    return k * LN2_HI - ((half - (s * (half + 2.0 * r) + k * LN2_LO)) - f)


@typed_kernel("UniTuple(int64, 2)(int64, int64, int64)")
def muldiv(a: int, b: int, d: int) -> tuple[int, int]:
    """Quotient and remainder of a * b / d for 0 <= a, b < 2**62, 0 < d < 2**62, through 128 bits."""
    if (a < 2147483648 and b < 4294967296) or a == 0 or b <= 9223372036854775807 // a:
        product = a * b
        quotient = product // d
        return quotient, product - quotient * d
    x = np.uint64(a)
    y = np.uint64(b)
    u = np.uint64(d)
    x0 = x & MASK32
    x1 = x >> SHIFT32
    y0 = y & MASK32
    y1 = y >> SHIFT32
    low = x0 * y0
    mid = x1 * y0 + (low >> SHIFT32)
    mid2 = x0 * y1 + (mid & MASK32)
    hi = x1 * y1 + (mid >> SHIFT32) + (mid2 >> SHIFT32)
    lo = (mid2 << SHIFT32) | (low & MASK32)
    result = ZERO
    rest = hi % u
    for _ in range(64):
        rest = (rest << ONE) | (lo >> SHIFT63)
        lo = lo << ONE
        result = result << ONE
        if rest >= u:
            rest = rest - u
            result = result | ONE
    return int(result), int(rest)


@typed_kernel("int64(int64, int64)")
def share(amount: int, ppm: int) -> int:
    """Whole part of amount * ppm / 10**6, for amount >= 0, exact in 128 bits."""
    if amount < 1000000000000 and 0 <= ppm < 9000000:
        return amount * ppm // 1000000
    return muldiv(amount, ppm, 1000000)[0]


@typed_kernel(f"void({ro('int64')}, {ro('int64')}, {rw('int64')})")
def shares(amounts: Array, ppm: Array, found: Array) -> None:
    """`share` of each of `amounts` [n] by its own `ppm` [n] into `found` [n]."""
    for i in range(len(amounts)):
        found[i] = share(amounts[i], ppm[i])


@typed_kernel("int64(int64, int64)")
def value(amount: int, price: int) -> int:
    """Fen for `amount` grams (or units) at `price` fen per million, rounded half up once."""
    quotient, rest = muldiv(amount, price, 1000000)
    if rest >= 500000:
        quotient += 1
    return quotient


@typed_kernel("int64(int64, int64)")
def affordable(fen: int, price: int) -> int:
    """Largest amount that costs no more than `fen` before rounding; 2**62 - 1 if it costs nothing or next to it."""
    if price <= 0 or fen // price >= 4611686018427:
        return 4611686018427387903
    return muldiv(fen, 1000000, price)[0]


@typed_kernel(f"void(int64, {rw('int64')}, {rw('int64')})")
def apportion(total: int, weights: Array, shares: Array) -> None:
    """Split `total` >= 0 over non-negative `weights` by largest remainder, exactly; ties go to the first.

    `shares` (i8, same length) receives the result and sums to `total`, or to 0 if all weights are 0.
    The cut among remainders is found by bisection, so the order of equal weights alone decides ties.
    Source: Hamilton's method (Balinski and Young 1982, Fair Representation).
    """
    n = len(weights)
    whole = 0
    for i in range(n):
        whole += weights[i]
        shares[i] = 0
    if whole <= 0 or total <= 0:
        return
    if total == whole:
        shares[:] = weights
        return
    given = 0
    rest = np.empty(n, np.int64)
    high = 0
    for i in range(n):
        shares[i], rest[i] = muldiv(total, weights[i], whole)
        given += shares[i]
        high = max(high, rest[i] + 1)
    left = total - given
    if left == 0:
        return
    low = 0  # largest cut with at least `left` remainders at or above it
    while high - low > 1:
        middle = low + (high - low) // 2
        count = 0
        for i in range(n):
            count += rest[i] >= middle
        if count >= left:
            low = middle
        else:
            high = middle
    for i in range(n):
        if left > 0 and rest[i] > low:
            shares[i] += 1
            left -= 1
    for i in range(n):
        if left > 0 and rest[i] == low:
            shares[i] += 1
            left -= 1
