"""Naive forecasts, against which a model has to be worth its trouble: the last value, and the trend."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

QUANTILES = (0.1, 0.5, 0.9)


def spread(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """The 10, 50 and 90 % quantiles, linear between members; None three times if there is no finite value."""
    finite = [v for v in values if np.isfinite(v)]
    if not finite:
        return None, None, None
    low, middle, high = (float(q) for q in np.quantile(np.array(finite), QUANTILES))
    return low, middle, high


def last_value(earlier: Sequence[tuple[float, float]]) -> float | None:
    """The last of the earlier observations (time, value), None if there is none."""
    return earlier[-1][1] if earlier else None


def trend(earlier: Sequence[tuple[float, float]], time: float) -> float | None:
    """The straight line through the earlier observations (time, value) by least squares, at `time`.

    None with fewer than two observations, or if all are of one time.
    """
    if len(earlier) < 2:
        return None
    n = len(earlier)
    mean_t, mean_v = sum(t for t, _ in earlier) / n, sum(v for _, v in earlier) / n
    width = sum((t - mean_t) ** 2 for t, _ in earlier)
    if width == 0:
        return None
    slope = sum((t - mean_t) * (v - mean_v) for t, v in earlier) / width
    return mean_v + slope * (time - mean_t)


def mean_error(pairs: Sequence[tuple[float | None, float]]) -> float | None:
    """Mean absolute error in percent of the observed value, over pairs (forecast, observed) that have a forecast.

    None if no pair has one, or an observed value is zero.
    """
    both = [(f, o) for f, o in pairs if f is not None]
    if not both or any(o == 0 for _, o in both):
        return None
    return 100 * sum(abs(f - o) / abs(o) for f, o in both) / len(both)
