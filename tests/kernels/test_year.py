"""What the panel gathers through a year, against the rule in plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tiexi.record.year import ENDINGS, ENDS, note_endings, sum_earned
from tiexi.world.events import Event, Who
from tiexi.world.people import Activity


@given(st.lists(st.tuples(st.sampled_from(list(Activity)), st.integers(0, 500)), min_size=1, max_size=24))
def test_pay_is_for_work(months: list[tuple[Activity, int]]) -> None:
    """One person through some months: pay counts if the month began on post or ended in informal work."""
    person, activity = np.array([0, 1], np.uint32), np.zeros(2, np.uint8)
    earnings, before, worked, earned = (
        np.zeros(2, np.int64),
        np.zeros(2, np.int64),
        np.zeros(2, np.uint8),
        np.zeros(2, np.int64),
    )
    on_post, whole = False, 0
    for does, fen in months:
        activity[1] = does
        earnings[1] += fen
        sum_earned(person, activity, earnings, before, worked, earned)
        if on_post or does in (Activity.SIDE_WORK, Activity.OWN_ACCOUNT):
            whole += fen
        on_post = does is Activity.ON_POST
    assert earned[1] == whole
    assert before[1] == earnings[1]


def test_the_last_ending_is_kept_of_those_who_are_followed() -> None:
    events = [Event.NONE, Event.HIRED, Event.DISMISSED, Event.QUIT, Event.DISMISSED, Event.STOPPED]
    whose = [0, 1, 1, 1, 2, 1]
    kinds = [Who.NONE, *[Who.PERSON] * 4, Who.WORKSHOP]
    diary, ending = np.array([0, 1, 0], np.uint32), np.zeros(2, np.uint8)
    note_endings(np.array(events, np.uint8), np.array(kinds, np.uint8), np.array(whose, np.uint32), ENDS, diary, ending)
    assert ending.tolist() == [0, Event.QUIT]
    assert [Event(int(e)) for e in np.flatnonzero(ENDS)] == sorted(ENDINGS)
