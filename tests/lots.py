"""Strategies of Hypothesis, each made once: making one and looking into it costs more than drawing from it."""

from __future__ import annotations

import functools
import operator
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

YES_OR_NO = st.booleans()
whole = functools.cache(st.integers)
either = functools.cache(operator.or_)
nothing_or = functools.partial(either, st.just(0))


@functools.lru_cache(maxsize=None, typed=True)  # 0 and 0.0 are equal, and not the same
def one_of(*values: Any) -> SearchStrategy[Any]:
    """One of these values; the simplest stands first, so that examples shrink towards it."""
    return st.sampled_from(values)


@functools.cache
def some_of(least: int, most: int, *names: str) -> SearchStrategy[list[str]]:
    """So many of these names, none of them twice."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True)
