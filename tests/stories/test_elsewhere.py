"""The rest of the country as a labour market: who leaves when there is work elsewhere, and that it can be left out."""

from __future__ import annotations

import math

import pytest
from tests.kernels.labour_world import PLAN, STATE_HALL, people, run, staffed, town

from tiexi.country.migrate import migrate
from tiexi.market.labour import match
from tiexi.world.elsewhere import unemployment
from tiexi.world.found_network import Constant
from tiexi.world.people import NEVER
from tiexi.world.world import World

COUNTRY = {
    "country.labour": 1.0, "country.posts": 1.0, "country.separation": 0.0103, "country.opening": 0.0077,
    "country.adjustment": 0.103, "leave.rate": 0.01,
}  # fmt: skip


def after(posts: float, **others: float) -> tuple[World, int]:
    """A town after two years in a country that aims at `posts` for each of its people, and how many left."""
    w = town(PLAN | COUNTRY | {"country.posts": 1.0} | others)
    staffed(w, 200, STATE_HALL)
    rows = people(w, 60, "seekers")
    w.workshops.vacancies[:] = 0
    run(w, match, months=1)
    w.region.parameters["country.posts"] = Constant(posts)
    w._values.clear()
    run(w, match, migrate, months=24)
    return w, int((w.people.gone[rows] != NEVER).sum())


def test_fewer_leave_for_a_country_that_sheds_posts() -> None:
    (calm, usual), (slump, few) = after(1.0), after(0.93)
    assert unemployment(slump) > 1.5 * unemployment(calm)
    assert 0 < few < usual


def test_at_balance_the_country_stays_at_its_rest() -> None:
    w, _ = after(1.0, **{"country.opening": 0.0103})
    # as many open posts as people out, see tests/kernels/test_flows.py
    assert math.isclose(unemployment(w), 0.0103 / (0.0103 + 1 - math.exp(-1)), rel_tol=1e-9)


@pytest.mark.parametrize("parameters", [PLAN, PLAN | COUNTRY | {"country.labour": 0.0}])
def test_a_region_that_does_not_ask_for_it_has_no_such_market(parameters: dict[str, float]) -> None:
    w = town(parameters)
    people(w, 60, "seekers")
    run(w, match, migrate, months=2)
    assert w.elsewhere.count == 1
    assert unemployment(w) == parameters["leave.normal_unemployment"]
