"""A run folder whose tables are still being written."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Writing:
    """What run.json of the `folder` will say (`facts`), and the `tables` on their way, by name."""

    folder: Path
    facts: dict[str, Any]
    tables: Mapping[str, Future[Path]]

    def wait(self, name: str) -> None:
        """Return when the table is written; raises FolderError if the disk refused it. Other names are no matter."""
        if name in self.tables:
            self.tables[name].result()
