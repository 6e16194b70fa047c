"""Plain twin of deaths, births, draws and school: dicts and integers, from the text of the rule."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.kernels.street_world import build, check, cohort, run

from tiexi.street import vital
from tiexi.street.live import draw_year, live
from tiexi.world.chance import below, happens
from tiexi.world.events import Event
from tiexi.world.keys import derived_key
from tiexi.world.people import NEVER, Activity
from tiexi.world.world import World

BIRTH, DEATH, SEX, SCHOOL, SENT, RETURN = 2, 3, 4, 6, 17, 18
FACTS = ("born", "gone", "dies", "bears", "sex", "registration", "spouse", "mother", "activity", "household")
Life = dict[str, Any]


def lives(w: World) -> dict[int, Life]:
    """Everyone by key; spouses, mothers as keys too."""
    p, n = w.people, w.people.count
    key = p.key[:n].tolist()
    found = {key[i]: {fact: int(getattr(p, fact)[i]) for fact in FACTS} for i in range(1, n)}
    for life in found.values():
        life["spouse"], life["mother"] = key[life["spouse"]], key[life["mother"]]
    return found


class Twin:
    """One month of the rule over dicts."""

    def __init__(self, w: World, people: dict[int, Life], sent: float, back: float) -> None:
        self.w, self.people, self.sent, self.back = w, people, sent, back
        self.month, self.seed = w.month, w.seed

    def run(self) -> dict[int, Life]:
        start = {k: dict(life) for k, life in self.people.items()}
        for me, life in start.items():
            if life["gone"] == NEVER and life["dies"] == self.month:
                self.people[me].update(gone=self.month, activity=Activity.DEAD, spouse=0)
                for other in self.people.values():
                    if other["spouse"] == me:
                        other["spouse"] = 0
        for me, life in start.items():
            if life["bears"] == self.month and self.people[me]["gone"] == NEVER:
                self.bear(me)
        self.draw()
        for me, life in start.items():
            if self.people[me]["gone"] == NEVER:
                self.people[me]["activity"] = self.school(me, life)
        return self.people

    def bear(self, mother: int) -> None:
        number = 2 if happens(self.seed, BIRTH, self.month, np.uint64(mother), 2, 11_000_000) else 1
        for twin in range(number):
            child = int(derived_key(np.uint64(mother), self.month, twin))
            boy = happens(self.seed, SEX, self.month, np.uint64(child), 0, 515_000_000)
            self.people[child] = {
                "born": self.month, "gone": NEVER, "dies": -1, "bears": NEVER, "sex": 2 if boy else 1,
                "registration": self.people[mother]["registration"], "spouse": 0, "mother": mother,
                "activity": Activity.CHILD, "household": self.people[mother]["household"],
            }  # fmt: skip

    def draw(self) -> None:
        now = vital.rates(self.w, self.w.calendar.year(self.month))
        death = vital.deaths(now.life_expectancy, now.infant_deaths).tolist()
        birth = vital.births(now.total_fertility, now.marriage_age).tolist()
        for me, life in self.people.items():
            if life["gone"] != NEVER:
                continue
            old = self.month - life["born"]
            birthday = old % 12 == 0
            last = self.month - old % 12
            age = old // 12
            key = np.uint64(me)
            if birthday or life["dies"] == -1:
                life["dies"] = NEVER
                if happens(self.seed, DEATH, last, key, 0, death[life["sex"] * 111 + min(age, 110)]):
                    when = last + 1 + int(below(self.seed, DEATH, last, key, 1, 12))
                    life["dies"] = when if when > self.month else NEVER
            if birthday or life["bears"] == -1:
                past = life["bears"] if 0 <= life["bears"] <= self.month else None
                life["bears"] = NEVER if past is None else past
                ready = life["sex"] == 1 and life["spouse"] != 0 and 15 <= age < 50
                if ready and happens(self.seed, BIRTH, last, key, 0, birth[age]):
                    when = last + 1 + int(below(self.seed, BIRTH, last, key, 1, 12))
                    if past is not None:
                        when = max(when, past + 12)
                    if when > self.month:
                        life["bears"] = when

    def school(self, me: int, before: Life) -> int:
        does, old = before["activity"], self.month - before["born"]
        key = np.uint64(me)
        if does == Activity.CHILD and old >= 7 * 12:
            return int(Activity.PUPIL)
        if does == Activity.PUPIL and old >= 15 * 12 + int(below(self.seed, SCHOOL, 0, key, 0, 24)):
            away = before["registration"] == 1 and happens(self.seed, SENT, self.month, key, 0, round(1e9 * self.sent))
            return int(Activity.SENT_DOWN if away else Activity.SEEKING)
        if does == Activity.SENT_DOWN and happens(self.seed, RETURN, self.month, key, 0, round(1e9 * self.back)):
            return int(Activity.SEEKING)
        return int(does)


@pytest.mark.parametrize(("seed", "sent", "back"), [(1, 0.0, 0.0), (7, 0.5, 0.1)])
def test_a_month_of_lives_equals_its_twin(seed: int, sent: float, back: float) -> None:
    w = build(
        [
            cohort("families", 500),
            cohort("villagers", 80, registration="rural"),
            cohort("old", 60, age_from=70, age_to=105),
        ],
        seed=seed,
        numbers={"youth.sent_down": sent, "youth.return": back},
    )  # fmt: skip
    for _ in range(36):
        expected = Twin(w, lives(w), sent, back).run()
        run(w, live)
        check(w)
        assert lives(w) == expected
    assert w.tally.born[1] > 20
    assert w.tally.died[1] > 50


@pytest.mark.parametrize(("years", "fertile"), [(14, False), (15, True), (49, True), (50, False)])
def test_married_women_bear_from_fifteen_to_forty_nine(years: int, fertile: bool) -> None:
    month, one = 1000, np.zeros(2, np.int64)
    born, sex, spouse = one + month - 12 * years, one.astype(np.uint8) + 1, one + 9
    dies, bears = one + NEVER, one + NEVER
    never, always = np.zeros(3 * 111, np.int64), np.full(111, 10**9)
    low = np.zeros(1, np.int32)
    draw_year(1, month, np.array([1]), low, low, one.astype(np.uint64), born, sex, spouse, dies, bears, never, always)
    assert dies[1] == NEVER
    assert (month < bears[1] <= month + 12) == fertile


def test_events_count_everyone_and_name_the_followed() -> None:
    w = build([cohort("families", 600)], numbers={"youth.sent_down": 0.4, "youth.return": 0.2})
    seen = dict.fromkeys((Event.BORN, Event.DIED, Event.SCHOOL_LEFT, Event.SENT_DOWN, Event.RETURNED), 0)
    for _ in range(24):
        run(w, live)
        h, n = w.happenings, w.happenings.count
        for event in seen:
            rows = np.flatnonzero(h.event[1:n] == event) + 1
            assert len(rows) == w.counts.persons[event + 1]
            assert len(set(h.who[rows].tolist())) == len(rows)
            seen[event] += len(rows)
    assert min(seen.values()) > 0
