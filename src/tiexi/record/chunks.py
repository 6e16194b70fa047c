"""Columns that grow by small pieces month by month and are joined when they are needed whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from tiexi.world.table import Array


class Chunks:
    """Columns of equal length, each with its dtype."""

    def __init__(self, **dtypes: str) -> None:
        self._dtypes = {name: np.dtype(dtype) for name, dtype in dtypes.items()}
        self._parts: dict[str, list[Array]] = {name: [] for name in dtypes}

    def append(self, rows: int, **columns: Any) -> None:
        """Add `rows` rows; a scalar stands for all of them. Arrays are copied."""
        if rows == 0:
            return
        for name, dtype in self._dtypes.items():
            piece = np.empty(rows, dtype)
            piece[:] = columns[name]
            self._parts[name].append(piece)

    def __getitem__(self, name: str) -> Array:
        """A whole column."""
        parts = self._parts[name]
        if len(parts) != 1:
            self._parts[name] = parts = [np.concatenate([np.empty(0, self._dtypes[name]), *parts], casting="no")]
        return parts[0]

    def state(self) -> dict[str, Array]:
        """All columns, whole."""
        return {name: self[name] for name in self._dtypes}

    def frame(self) -> pl.DataFrame:
        """All columns as a table; the pieces are joined on all cores and stay as they are."""
        pieces = [dict(zip(self._parts, piece, strict=True)) for piece in zip(*self._parts.values(), strict=True)]
        empty = {name: np.empty(0, dtype) for name, dtype in self._dtypes.items()}
        return pl.concat([pl.DataFrame(piece) for piece in [empty, *pieces]], rechunk=True)

    def restore(self, columns: Mapping[str, Array]) -> None:
        """Take over what `state` gave."""
        self._parts = {name: [np.asarray(columns[name], dtype)] for name, dtype in self._dtypes.items()}
