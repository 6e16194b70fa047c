"""Examples drawn by Hypothesis are the same in every run, so that a result can be repeated; `TIEXI_EXPLORE=1` draws new.

Files that take longest are begun first, so that all workers end together, and files that look at the same history of
the district are tried by one worker, which runs it once. Modules and tests stay to the end, so nobody looks among them for what is left
over: there are more of them than of anything a test makes.
"""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from tests.district import District

EXPLORE = os.environ.get("TIEXI_EXPLORE") == "1"
settings.register_profile("repeat", derandomize=not EXPLORE, database=None, deadline=None)
settings.load_profile("repeat")
gc.disable()  # until the tests are collected

# By the time they take, longest first; a file that is not here is begun after them.
LONGEST = (
    "stories/test_order_of_stopping", "laws/test_random_worlds", "laws/test_more_random_worlds", "cases/test_mutants",
    "restart/test_killed", "people/test_ablate", "laws/test_identity", "cases/test_shipped", "laws/test_deletions",
    "stories/test_four_lives", "restart/test_resume", "cli/test_runs", "input/test_anything", "stories/test_scoreboard",
    "stories/test_plan", "stories/test_reform", "cli/test_command_line", "kernels/test_network", "laws/test_tampering",
    "input/test_region", "kernels/test_produce", "kernels/test_close", "input/test_faults", "kernels/test_pay",
)  # fmt: skip
OF_THE_DISTRICT = (
    "stories/test_order_of_stopping", "stories/test_idle_person", "stories/test_off_post", "stories/test_policies",
    "stories/test_size", "stories/test_buyers", "golden/test_golden",
)  # fmt: skip


class LongestFirst(LoadFileScheduling):
    """A file goes to one worker, and so do all files of the district together."""

    def _split_scope(self, nodeid: str) -> str:
        return "the district" if _file(nodeid) in OF_THE_DISTRICT else super()._split_scope(nodeid)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0].removeprefix("tests/").removesuffix(".py")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LongestFirst | None:
    return LongestFirst(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    strays = {_file(item.nodeid) for item in items if "district" in getattr(item, "fixturenames", ())}
    assert strays <= set(OF_THE_DISTRICT), "their history would be run by more than one worker"
    place = {name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(_file(item.nodeid), len(place)))


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()


@pytest.fixture(scope="session")
def district() -> District:
    from tests.district import District  # not where nothing is run, as by who hands out the files

    return District()
