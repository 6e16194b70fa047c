"""How a plant runs down whose end has been told, and when its people are told."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from tests.kernels.labour_world import STATE_HALL, STATE_SHOP, town
from tests.worlds import policy, world_of

from tiexi import region
from tiexi.factory import notice
from tiexi.region.timeline import ORDERS

MILLION = 1_000_000


def parts(order: str, told: int, months: int = 10) -> list[int]:
    """Posts left (ppm) in the two workshops of the smelter, told so many months ago of an end in `months`."""
    w = town()
    w.plants.told[1], w.plants.ends[1] = told, w.month + months
    w.paths = SimpleNamespace(order=np.array([0, ORDERS.index(order), 0, 0, 0]))  # type: ignore[assignment]
    left = notice.left(w)
    assert left[3:6].tolist() == [MILLION] * 3, "other plants keep theirs"
    return left[[STATE_SHOP, STATE_HALL]].tolist()


@pytest.mark.parametrize(
    ("order", "told", "months", "expected"),
    [
        ("", 5, 4, [MILLION, MILLION]),  # everyone stays to the last month
        ("process", 1, 10, [MILLION, MILLION]),
        ("process", 5, 6, [MILLION, MILLION]),  # half of ten months is in the next month
        ("process", 6, 5, [0, MILLION]),
        ("process", 11, 0, [0, 0]),
        ("reverse", 6, 5, [MILLION, 0]),
        ("even", 1, 10, [MILLION, MILLION]),
        ("even", 4, 7, [700_000, 700_000]),
        ("even", 11, 0, [0, 0]),
    ],
)
def test_posts_left(order: str, told: int, months: int, expected: list[int]) -> None:
    assert parts(order, told, months) == expected


@pytest.mark.parametrize(
    ("notice_months", "first"), [(None, "1993-01"), (6, "1994-11"), (40, "1993-01"), (0, "1995-05")]
)
def test_when_people_are_told(notice_months: int | None, first: str, tmp_path: object) -> None:
    row = {"date": "1993-01", "kind": "close", "target": "plant:works", "value": "1995-05"}
    more = {} if notice_months is None else {"notice_months": notice_months}
    w = world_of(region.load("hamlet", [policy(tmp_path / "p.toml", row | more)]))  # type: ignore[operator]
    told = w.paths.told[w.labels["groups"].index("works")]
    begin, end = w.calendar.index(first), w.calendar.index("1995-05")
    assert told[:begin].tolist() == [0] * begin
    assert told[begin : end + 1].tolist() == list(range(1, end - begin + 2))
    assert not told[end + 1 :].any()
