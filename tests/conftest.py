"""Examples drawn by Hypothesis are the same in every run, so that a result can be repeated; `TIEXI_EXPLORE=1` draws new."""

from __future__ import annotations

import os

from hypothesis import settings

EXPLORE = os.environ.get("TIEXI_EXPLORE") == "1"
settings.register_profile("repeat", derandomize=not EXPLORE, database=None, deadline=None)
settings.load_profile("repeat")
