"""Laws over a thousand small random worlds: whatever the region, money, matter and people add up after every step.

Half of the worlds are in `test_more_random_worlds`, so that two workers share them.
"""

from __future__ import annotations

import dataclasses
import json
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from tests.drawn import Draft, regions
from tests.laws.living import digests, live
from tests.plainly import in_plain_python

from tiexi.region import check, load

WORLDS = settings(max_examples=500, suppress_health_check=list(HealthCheck))


@WORLDS
@given(regions())
def test_every_law_holds(draft: Draft) -> None:
    live(draft)


@settings(WORLDS, max_examples=5)
@given(regions())
def test_a_world_lives_the_same_life_twice(draft: Draft) -> None:
    assert digests(draft) == digests(draft)


@settings(WORLDS, max_examples=20)
@given(regions())
def test_drawn_regions_are_valid_folders(draft: Draft) -> None:
    draft.closes = {}
    with tempfile.TemporaryDirectory() as place:
        path = draft.folder(Path(place))
        assert not [p for p in check(path) if p.severity == "error"]
        assert load(path).digest == draft.region().digest


def test_plain_python_gives_the_same_bits() -> None:
    drafts: list[Draft] = []

    @settings(WORLDS, max_examples=6)
    @given(regions())
    def draw(draft: Draft) -> None:
        drafts.append(draft)

    draw()
    program = """
import json, sys
from tests.drawn import Draft
from tests.laws.living import digests
print(json.dumps([digests(Draft(**draft), 8) for draft in json.load(sys.stdin)]))
"""
    plain = in_plain_python(program, json.dumps([dataclasses.asdict(draft) for draft in drafts]))
    assert json.loads(plain) == [digests(draft, 8) for draft in drafts]
