"""The street's kernels give the same bits compiled and as plain Python."""

from __future__ import annotations

from tests.kernels.street_world import build, cohort, endow, run
from tests.plainly import in_plain_python

from tiexi.street.live import live
from tiexi.street.marry import marry
from tiexi.street.spend import spend
from tiexi.world.world import Views


def story() -> str:
    """Digests of twenty months of a small world."""
    w = build(
        [
            cohort("families", 150, activity="own_account"),
            cohort("men", 30, share_men=1.0, age_from=18, age_to=30, household_size=1.0, activity="own_account"),
            cohort("rural", 20, registration="rural"),
        ],
        numbers={"youth.sent_down": 0.5, "youth.return": 0.05, "consumer.fulfilment": 0.5},
    )
    endow(w, 20_000)
    digests = []
    for _ in range(20):
        run(w, spend, live, marry)
        digests.append(w.digest())
    assert Views(w, ()).people.count > 200
    return " ".join(digests)


def test_plain_python_gives_the_same_bits() -> None:
    program = "from tests.kernels.test_street_bits import story; print(story())"
    assert in_plain_python(program).split() == story().split()
