"""The page on the panel names every column as the record declares it, and no other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tiexi.record.schema import FILES

PAGE = Path(__file__).resolve().parents[2] / "docs" / "panel.md"


@pytest.mark.parametrize("file", ["panel", "people"])
def test_the_page_describes_the_columns_as_they_are(file: str) -> None:
    part = PAGE.read_text("utf-8").partition(f"## {file}.parquet\n")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| (\w+) \| (\S+) \| ([^|]*) \|", part, re.M)
    meant = [(f.name, f.type, f.unit or "-", f.meaning) for f in FILES[file][1]]
    assert [(name, kind, unit, says.strip()) for name, kind, unit, says in told] == meant
