"""The other half of the random worlds of `test_random_worlds`."""

from __future__ import annotations

from hypothesis import given
from tests.drawn import Draft, regions
from tests.laws.living import live
from tests.laws.test_random_worlds import WORLDS


@WORLDS
@given(regions())
def test_every_law_holds_in_more_worlds(draft: Draft) -> None:
    live(draft)
