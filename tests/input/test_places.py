"""Distances on the map."""

from __future__ import annotations

import pytest

from tiexi.region import load
from tiexi.region.places import distance_km, ways_to_work


def test_a_degree_of_latitude_and_a_known_pair_of_cities() -> None:
    assert distance_km({"lon": 0.0, "lat": 0.0}, {"lon": 0.0, "lat": 1.0}) == pytest.approx(111.195, abs=0.01)
    beijing, shenyang = {"lon": 116.397, "lat": 39.909}, {"lon": 123.431, "lat": 41.806}
    assert distance_km(beijing, shenyang) == pytest.approx(628, abs=5)


def test_without_a_place_there_is_no_distance() -> None:
    assert distance_km({"lon": 1.0, "lat": None}, {"lon": 1.0, "lat": 2.0}) is None


def test_every_street_of_the_district_is_within_eight_kilometres_of_the_smelter() -> None:
    region = load("tiexi")
    for street in region.rows("streets"):
        ways = ways_to_work(region, street)
        assert 0 < dict(ways)["smelter"] < 8
        assert [km for _, km in ways] == sorted(km for _, km in ways)
