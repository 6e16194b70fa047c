"""What softness, plan, competition and transfer do, each with its opposite; `tiexi validate reform` asks more seeds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tiexi.studies.reform import STORIES


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_stories_of_the_reform(story: Callable[[int], dict[str, bool]], seed: int) -> None:
    failed = [says for says, held in story(seed).items() if not held]
    assert not failed
