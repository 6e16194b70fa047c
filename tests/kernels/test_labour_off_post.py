"""Plain-Python twins of who is sent off post, who is dismissed first, and what becomes of those off post."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.kernels.labour_world import CADRE, REFORM, STATE_HALL, STATE_SHOP, WORKER, staffed, town

from tiexi.factory import off_post, staff
from tiexi.factory.selection import select
from tiexi.world.chance import Stream, happens, luck, uniform
from tiexi.world.people import Activity, Registration, Tie
from tiexi.world.podium import Podium
from tiexi.world.world import World


def sent(w: World, shop: int, number: int) -> set[int]:
    """Rule: among those on post draw without replacement with weight exp(sum of log weights); lowest race time wins."""
    p, times = w.people, []
    for row in range(1, w.people.count):
        if p.activity[row] != Activity.ON_POST or p.employer[row] != shop:
            continue
        woman = p.sex[row] == 1
        age = (w.month - int(p.born[row])) / 12
        log_weight = -2.5 * (p.tie[row] == Tie.CADRE or p.occupation[row] == CADRE) + 0.45 * woman
        log_weight += 0.45 * (age >= (40 if woman else 45)) - 0.01 * ((w.month - int(p.hired[row])) // 12)
        u = uniform(w.seed, int(Stream.OFF_POST), w.month, p.key[row], 5)
        times.append((-math.log(1 - u) / math.exp(log_weight), int(p.key[row]), row))
    return {row for _, _, row in sorted(times)[:number]}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_who_is_sent_off_post(seed: int) -> None:
    w = town(REFORM, seed=seed)
    rows = staffed(w, 80, STATE_HALL)
    rng = np.random.default_rng(seed)
    w.people.born[rows] = w.month - rng.integers(240, 700, 80)
    w.people.hired[rows] = w.month - rng.integers(0, 400, 80)
    w.people.tie[rows[:10]] = Tie.CADRE
    w.people.occupation[rows[10:15]] = CADRE
    staffed(w, 30, STATE_SHOP, "others")
    sizes = np.array([0, 3, 12, 0, 0, 0])
    podium = Podium.of(sizes)
    p = w.people
    on_post = np.empty(p.count, np.int64)
    on_post = on_post[: off_post.on_post_at(p.count, sizes > 0, sizes, p.activity, p.employer, on_post)]
    off_post.enter_race(
        on_post, luck(w, on_post, int(Stream.OFF_POST), 5), w.month, p.key, p.born, p.sex, p.tie, p.employer, p.occupation, p.hired,
        w.occupations.cadre, off_post.weights(-2.5, 0.45, 0.45, -0.01), *podium.arrays,
    )  # fmt: skip
    who, shop = podium.winners(p.key)
    for s in (STATE_SHOP, STATE_HALL):
        assert set(who[shop == s].tolist()) == sent(w, s, int(sizes[s]))


def test_least_service_goes_first_and_the_countryside_before_the_town() -> None:
    w = town()
    rows = staffed(w, 40, STATE_HALL, registration=np.where(np.arange(40) % 3 == 0, Registration.RURAL, 1))
    w.people.hired[rows] = w.month - np.arange(40) // 4 * 12
    p = w.people
    for how, number in ((staff.SENDS_BACK, 20), (staff.DISMISSES, 20)):
        who, _, early = select(w, np.full(6, how, np.uint8), np.array([0, 0, number, 0, 0, 0]))
        assert not early.any()
        back = how == staff.SENDS_BACK
        ranked = sorted(
            (back and p.registration[r] != Registration.RURAL, -int(p.hired[r]), int(p.key[r]), int(r)) for r in rows
        )
        assert set(who.tolist()) == {r for *_, r in ranked[:number]}


def plain_fate(seed: int, month: int, key: np.uint64, woman: bool, months: int, does: str, off: int, limit: int) -> str:
    """Rule text: bridging near the age, then the cap, then abolition; then side work begins, is found or ends; then giving up."""

    def drawn(draw: int, rate: float) -> bool:
        return bool(happens(seed, int(Stream.OFF_POST), month, key, draw, round(rate * 10**9)))

    if months >= limit - 60 and drawn(1, 0.05):
        return "early"
    if off >= 36:
        return "capped"
    if drawn(2, 0.053):
        return "abolished"
    if does == "side work":
        if drawn(7, 0.2):
            return "struck off"
        return "leaves side work" if drawn(3, 0.3) else "stays"
    if does == "seeking":
        if drawn(3, 0.35):
            return "side work"
        if drawn(4, 0.1 * (2.5 if months >= (456 if woman else 576) else 0.5)):
            return "withdraws"
    return "stays"


def test_what_becomes_of_those_off_post() -> None:
    names = {
        off_post.STAYS: "stays", off_post.RETIRES_EARLY: "early", off_post.CAPPED: "capped",
        off_post.ABOLISHED: "abolished", off_post.TAKES_SIDE_WORK: "side work",
        off_post.STRUCK_OFF: "struck off", off_post.LEAVES_SIDE_WORK: "leaves side work", off_post.WITHDRAWS: "withdraws",
    }  # fmt: skip
    activity = {"seeking": Activity.SEEKING, "side work": Activity.SIDE_WORK, "at home": Activity.NOT_SEEKING}
    seen = set()
    for i in range(2000):
        key, months, does = np.uint64(i * 977), 300 + i % 7 * 60, ["seeking", "side work", "at home"][i % 3]
        since = 100 - i % 40
        got = off_post.fate(
            5, 100, key, 1 + i % 2, months, int(activity[does]), since, 600, 50_000_000, 60, 36, 53_000_000,
            350_000_000, 300_000_000, 250_000_000, 50_000_000, 200_000_000,
        )  # fmt: skip
        expected = plain_fate(5, 100, key, i % 2 == 0, months, does, 100 - since, 600)
        assert names[got] == expected
        seen.add(expected)
    assert seen == set(names.values())


def test_weights_are_exponentials_of_sums() -> None:
    table = off_post.weights(-2.5, 0.45, 0.45, -0.01).reshape(2, 2, 2, off_post.YEARS)
    assert table[0, 0, 0, 0] == 1.0
    assert table[1, 1, 0, 10] == pytest.approx(math.exp(-2.5 + 0.45 - 0.1))
    assert table[0, 1, 1, 0] == pytest.approx(math.exp(0.9))
    assert WORKER != CADRE
