"""Packing the film: numbers delta-coded, rows as columns, then JSON, raw deflate and base64.

In the packed JSON three objects stand for what they hold, each known by its only key: `{"~": [...]}` is a list of
whole numbers, the first as it is and every other as its difference from the one before; `{"~rows": {...}}` a list
of objects with the same keys, each key with its column; `{"~lists": [lengths, all]}` a list of lists, with their
lengths and all their items one after another. Columns and items are packed in turn.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LEAST = 4  # items from which a list is worth coding
LEVEL = 6  # a higher one takes five times as long for three hundredths less


@dataclass(frozen=True)
class Lists:
    """A list of lists of objects with the same keys, held as the lengths of the lists and the columns of all."""

    lengths: NDArray[np.int64]
    columns: Mapping[str, Any]


def pack(film: Any) -> str:
    """The film as the text that stands in the page."""
    text = json.dumps(coded(film), ensure_ascii=False, separators=(",", ":"))
    squeezed = zlib.compressobj(LEVEL, zlib.DEFLATED, -15, 9)
    return base64.b64encode(squeezed.compress(text.encode()) + squeezed.flush()).decode()


def unpack(packed: str) -> Any:
    """The film a packed text holds."""
    return decoded(json.loads(zlib.decompress(base64.b64decode(packed), -15)))


def plain(value: Any) -> Any:
    """A film as plain JSON holds it: without arrays and columns."""
    if isinstance(value, Lists):
        columns = {k: plain(v) for k, v in value.columns.items()}
        rows = iter([dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)])
        return [[next(rows) for _ in range(n)] for n in value.lengths]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, list | tuple) else value


def coded(value: Any) -> Any:
    """A value with its lists coded."""
    if isinstance(value, np.ndarray):
        return _deltas(value) if len(value) >= LEAST and value.dtype.kind in "iu" else coded(value.tolist())
    if isinstance(value, Lists):
        return {"~lists": [coded(value.lengths), {"~rows": {k: coded(v) for k, v in value.columns.items()}}]}
    if isinstance(value, dict):
        return {k: coded(v) for k, v in value.items()}
    if not isinstance(value, list | tuple) or not value:
        return value
    kinds = set(map(type, value))
    if kinds == {int}:
        return _deltas(np.array(value, np.int64)) if len(value) >= LEAST else value
    if len(value) >= LEAST and kinds == {dict} and len({tuple(v) for v in value}) == 1:
        return {"~rows": {k: coded([v[k] for v in value]) for k in value[0]}}
    if len(value) >= LEAST and kinds <= {list, tuple}:
        flat = [item for inner in value for item in inner]
        return {"~lists": [coded([len(inner) for inner in value]), coded(flat)]}
    return value if kinds <= {int, float, str, bool, type(None)} else [coded(v) for v in value]


def _deltas(values: NDArray[np.int64]) -> Any:
    """Differences, unless the numbers themselves are smaller."""
    steps = np.diff(values.astype(np.int64), prepend=0)
    return {"~": steps.tolist()} if np.abs(steps).sum() < np.abs(values).sum() else values.tolist()


def decoded(value: Any) -> Any:
    """A value with its lists as they were."""
    if isinstance(value, list):
        return [decoded(v) for v in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["~"]:
        return np.cumsum(value["~"]).tolist()
    if list(value) == ["~rows"]:
        columns = {k: decoded(v) for k, v in value["~rows"].items()}
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    if list(value) == ["~lists"]:
        lengths, flat = (decoded(v) for v in value["~lists"])
        items = iter(flat)
        return [[next(items) for _ in range(n)] for n in lengths]
    return {k: decoded(v) for k, v in value.items()}
