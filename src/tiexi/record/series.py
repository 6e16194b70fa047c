"""Monthly series in one array, months x columns, melted into the long form of the contract at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from tiexi.record.schema import frame
from tiexi.world.table import Array


@dataclass(frozen=True)
class Variable:
    """Declaration of one series: for every entity of a kind, as an observer sees it.

    The word `good` in a unit stands for the unit of the entity's good (g, or money of a stated year).
    """

    kind: str
    name: str
    unit: str
    meaning: str
    observer: str = "camera"


class Series:
    """Values f8 [month, column]; a column is one variable of one entity; NaN where nothing was recorded."""

    def __init__(
        self,
        variables: Sequence[Variable],
        entities: Mapping[str, Sequence[str]],
        goods: Mapping[str, Sequence[str]],
        months: int,
    ) -> None:
        """`entities[kind]` are the labels in the order of values; `goods[kind]` the unit of each entity's good."""
        self.variables = tuple(variables)
        self._entities = entities
        self._goods = goods
        self._slots: dict[tuple[str, str], slice] = {}
        at = 0
        for v in self.variables:
            self._slots[v.kind, v.name] = slice(at, at + len(entities[v.kind]))
            at += len(entities[v.kind])
        self.values = np.full((max(1, months), at), np.nan)

    def turn(self, month: int) -> None:
        """Make `month` the one that `put` writes."""
        if month >= len(self.values):
            more = np.full((month + 120 - len(self.values), self.values.shape[1]), np.nan)
            self.values = np.concatenate([self.values, more])
        self._row = self.values[month]

    def put(self, kind: str, name: str, values: Any) -> None:
        """Write a variable's values of all entities of its kind."""
        self._row[self._slots[kind, name]] = values

    def put_together(self, kind: str, first: str, values: Array) -> None:
        """Write variables of a kind declared one after another, from `first` on: `values` [variable] of a kind that has
        one entity, or [variable, entity]."""
        at = self._slots[kind, first].start
        self._row[at : at + values.size] = values.ravel()

    def of(self, kind: str, name: str) -> Array:
        """Values of a variable, f8 [month, entity]."""
        return self.values[:, self._slots[kind, name]]

    def frame(self, months: int, text: Callable[[int], str]) -> pl.DataFrame:
        """The first `months` months in long form, sorted by variable, entity and month as declared.

        `text` gives the YYYY-MM of a month.
        """
        cells = self.values[:months].T
        column, month = np.nonzero(~np.isnan(cells))
        labels: dict[str, list[str]] = {name: [] for name in ("kind", "entity", "variable", "unit", "observer")}
        for v in self.variables:
            for i, entity in enumerate(self._entities[v.kind]):
                unit = v.unit.replace("good", self._goods[v.kind][i]) if "good" in v.unit else v.unit
                for name, value in zip(labels, (v.kind, entity, v.name, unit, v.observer), strict=True):
                    labels[name].append(value)
        columns: dict[str, Any] = {name: pl.Series(texts, dtype=pl.String)[column] for name, texts in labels.items()}
        columns["month"] = pl.Series([text(m) for m in range(months)], dtype=pl.String)[month]
        columns["value"] = cells[column, month]
        return frame("series", columns)
