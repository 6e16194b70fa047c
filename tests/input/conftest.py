"""Fixtures of the input tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.input.small import Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A valid folder, to be broken."""
    return Small(tmp_path / "mill")
