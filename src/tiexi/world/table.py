"""State is tables: one unsigned, C-contiguous array per column, declared once with unit and meaning.

A table has a capacity and a count; rows are added at the end and never moved or reused, so a row number is
an id for the whole run. Row 0 of every table is nobody, so 0 always means "none".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
growth = [0]  # how often any table has taken new arrays: views look here before they look at every table


def by_code(codes: Array, rows: Array, count: int) -> tuple[Array, Array]:
    """Where each code below `count` begins (i8 [count + 1]), and `rows` (i8) in the order of their `codes` [row].

    Rows of one code stay as they came.
    """
    of = codes[rows]
    order = np.argsort(of, kind="stable")
    return np.searchsorted(of[order], np.arange(count + 1)).astype(np.int64), rows[order].astype(np.int64)


def used(values: Array) -> bool:
    """True if any of `values` is not 0; the largest byte is found on vectors, where `any` would ask one by one."""
    return bool(values.view(np.uint8).max(initial=0))


@dataclass(frozen=True)
class Column:
    """Declaration of one column: NumPy dtype, unit, meaning."""

    dtype: str
    unit: str
    meaning: str
    optional: bool = False


def column(dtype: str, unit: str, meaning: str, optional: bool = False) -> Any:
    """Declare a column in the body of a `Table`; the instance holds the array under the same name.

    An `optional` column belongs to a rule that a region may leave out: while it is 0 everywhere it is as if it were
    not there, also for the digest.
    """
    return Column(np.dtype(dtype).str.lstrip("|<="), unit, meaning, optional)


class Table:
    """Columns of equal capacity with a common count. Row 0 is reserved."""

    columns: ClassVar[dict[str, Column]] = {}
    extra: ClassVar[tuple[str, ...]] = ()  # names of the optional columns
    name: ClassVar[str] = ""
    optional: ClassVar[bool] = False  # as of a column: a table of which no row but nobody's is used does not count

    def __init_subclass__(cls) -> None:
        cls.name = cls.__name__.lower()
        cls.columns = {k: v for k, v in vars(cls).items() if isinstance(v, Column)}
        cls.extra = tuple(key for key, declared in cls.columns.items() if declared.optional)
        for key in cls.columns:
            delattr(cls, key)

    def __init__(self, capacity: int = 1) -> None:
        self.count = 1
        self.version = 0
        self._memory: tuple[tuple[int, int], list[memoryview]] = ((-1, 0), [])
        for key, declared in self.columns.items():
            setattr(self, key, np.zeros(max(1, capacity), declared.dtype))

    @property
    def room(self) -> int:
        """Rows that fit without new arrays."""
        return len(getattr(self, next(iter(self.columns))))

    def reserve(self, rows: int) -> None:
        """Make room for `rows` more rows; arrays may be replaced, so views are renewed afterwards."""
        need = self.count + rows
        if need <= self.room:
            return
        capacity = max(need, self.room + self.room // 3 + 16)
        for key in self.columns:
            old = getattr(self, key)
            new = np.zeros(capacity, old.dtype)
            new[: self.count] = old[: self.count]
            setattr(self, key, new)
        self.version += 1
        growth[0] += 1

    def add(self, rows: int) -> slice:
        """Append `rows` zeroed rows and return their slice."""
        self.reserve(rows)
        start = self.count
        self.count += rows
        return slice(start, self.count)

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Name and live part (to the count) of every column, in schema order."""
        for key in self.columns:
            yield key, getattr(self, key)[: self.count]

    def memory(self) -> list[memoryview]:
        """The bytes of every column but optional ones to the count, in schema order."""
        if self._memory[0] != (now := (self.version, self.count)):
            arrays = [getattr(self, key) for key, declared in self.columns.items() if not declared.optional]
            self._memory = now, [a[: self.count].data.cast("B") for a in arrays]
        return self._memory[1]

    @property
    def counts(self) -> bool:
        """False for an optional table in which nothing stands."""
        return not self.optional or self.count > 1 or any(getattr(self, key)[0] for key in self.columns)

    def in_use(self) -> Iterator[tuple[str, Array]]:
        """Name and live part of every optional column that is not 0 everywhere."""
        for key in self.extra:
            if used(live := getattr(self, key)[: self.count]):
                yield key, live

    def take_over(self, arrays: dict[str, Array]) -> None:
        """Replace the contents by saved columns (the inverse of `arrays`)."""
        self.count = len(next(iter(arrays.values())))
        for key, declared in self.columns.items():
            value = np.ascontiguousarray(arrays[key], declared.dtype)
            if value is arrays[key] or not value.flags.writeable:
                value = value.copy()
            setattr(self, key, value)
        self.version += 1
        growth[0] += 1


class View:
    """A table as one step sees it: declared columns writable, all others read-only, each taken when first asked for."""

    def __init__(self, table: Table, writes: frozenset[str]) -> None:
        self._table = table
        self._writes = writes
        self._missing = sorted(set(table.columns) - writes)
        self._version = table.version
        self._taken: list[str] = []

    def renew(self) -> None:
        """Let go of the arrays if the table has grown; otherwise do nothing."""
        if self._version == self._table.version:
            return
        self._version = self._table.version
        for key in self._taken:
            del self.__dict__[key]
        self._taken.clear()

    @property
    def count(self) -> int:
        return self._table.count

    def add(self, rows: int) -> slice:
        """Append rows; only a step that writes every column of the table may do so."""
        if self._missing:
            raise PermissionError(f"this step may not add rows to {self._table.name}: {self._missing}")
        added = self._table.add(rows)
        self.renew()
        return added

    def trim(self, count: int) -> None:
        """Give back rows that were added and not used: zero them and lower the count."""
        if count == self._table.count:
            return
        for key in self._table.columns:
            getattr(self._table, key)[count : self._table.count] = 0
        self._table.count = count

    def __getattr__(self, key: str) -> Any:
        table: Table = self.__dict__["_table"]
        if key not in table.columns:
            raise AttributeError(f"table {table.name!r} has no column {key!r}")
        view = getattr(table, key).view()
        view.flags.writeable = key in self._writes
        self.__dict__[key] = view
        self._taken.append(key)
        return view


def writes_of(tables: Iterable[Table], writes: Iterable[str]) -> dict[str, frozenset[str]]:
    """Resolve `("people.wage", "stocks.*")` into the writable columns of each table, refusing unknown names."""
    known = {t.name: t for t in tables}
    found: dict[str, set[str]] = {name: set() for name in known}
    for item in writes:
        name, _, key = item.partition(".")
        if name not in known or (key != "*" and key not in known[name].columns):
            raise KeyError(f"a step declares that it writes {item!r}, which is no column")
        found[name] |= set(known[name].columns) if key == "*" else {key}
    return {name: frozenset(keys) for name, keys in found.items()}
