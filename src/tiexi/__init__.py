"""tiexi: an industrial region as one coupled world, person by person, workshop by workshop, month by month.

    import tiexi
    run = tiexi.run(tiexi.load("hamlet"), scale=1, seed=1)
    run.series, run.events, run.panel, run.ledger, run.matter

The public names are loaded when they are first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["MONTH", "Region", "Run", "__version__", "compare", "load", "run"]

if TYPE_CHECKING:
    from tiexi.engine import run
    from tiexi.month import MONTH
    from tiexi.record.run import Run
    from tiexi.region import Region, load
    from tiexi.studies.compare import compare

_HOMES = {
    "MONTH": "tiexi.month",
    "Region": "tiexi.region",
    "Run": "tiexi.record.run",
    "compare": "tiexi.studies.compare",
    "load": "tiexi.region",
    "run": "tiexi.engine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'tiexi' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOMES[name]), name)
