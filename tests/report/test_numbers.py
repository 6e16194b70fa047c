"""Numbers of the film against the record they come from."""

from __future__ import annotations

import numpy as np
import pytest
from tests.report import folder
from tests.report.folder import CLOSED, FIRST, LAST

from tiexi.report import pack, places, scenes_streets, scenes_works, series, stage, stations, windows
from tiexi.report.film_data import film
from tiexi.report.freight import train
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.scenes_end import stopping
from tiexi.report.series import Track, at_ends, by_year, total


def test_shares_of_a_whole_add_up() -> None:
    parts = np.array([[1.0, 0.0, 5.0], [1.0, 0.0, 3.0], [1.0, 0.0, 2.0]])
    shared = windows.apportion(np.array([10, 4, 7]), parts)
    assert shared.sum(axis=0).tolist() == [10, 0, 7]
    assert shared[:, 0].tolist() == [4, 3, 3]
    assert shared[:, 2].tolist() == [4, 2, 1]


def test_windows_are_hundredths_of_the_best_year(run: Recorded) -> None:
    smelter = next(p for p in stage.plants(run) if p["id"] == "smelter")
    made = sum(np.array([folder.load(w, m) for m in range(FIRST, LAST + 1)]) for w in folder.STOPS)
    year = made.reshape(-1, 12).sum(axis=1)
    assert smelter["best_year"] == 1985 + int(year.argmax())
    expected = np.minimum(100, np.rint(100 * made / (year.max() / 12)))
    lit = smelter["lit"]["values"]
    shops = np.array([w["lit"]["values"] for w in smelter["workshops"]])
    assert (lit == shops.sum(axis=0)).all()
    assert sum(w["windows"] for w in smelter["workshops"]) == 100
    # No workshop has more windows lit than it has, which takes at most a few from a month better than the best year.
    assert (lit <= expected).all()
    assert (expected - lit).max() <= 5
    assert lit[CLOSED + 1 - FIRST :].max() == 0
    assert (smelter["framed"]["values"] >= lit).all()


def test_what_is_left_of_a_closed_works(run: Recorded) -> None:
    smelter = next(p for p in stage.plants(run) if p["id"] == "smelter")
    assert smelter["closed"] == CLOSED
    assert set(smelter["guards"]["values"][CLOSED - FIRST :].tolist()) == {60}
    assert smelter["guards"]["values"][: CLOSED - FIRST].max() == 0
    assert [e["month"] for e in smelter["end"]] == [1998 * 12, CLOSED, CLOSED, CLOSED]
    assert "1.4 million yuan of wages and pensions stayed unpaid" in smelter["end"][2]["words"]["en"]


def test_sulphur_dioxide_is_given_off_by_who_makes_it(run: Recorded) -> None:
    smelter, cable = (next(p for p in stage.plants(run) if p["id"] == name) for name in ("smelter", "cable"))
    assert cable["so2"] is None
    assert smelter["so2"]["values"][month_of("1988-05") - FIRST] == 950


def test_lights_are_people_in_whole_lights(run: Recorded) -> None:
    for street, weight in (("pretty_girl", 3), ("village", 7)):
        lights = next(s for s in stage.streets(run) if s["id"] == street)
        at = month_of("2000-12") - FIRST
        month = FIRST + at
        work = folder.employed(month) * weight // 10
        idle = (folder.off_post(month) + folder.unemployed(month) * 3 // 2) * (10 - weight) // 10
        both = lights["in_work"]["values"][at], lights["without"]["values"][at]
        assert sum(both) == round((work + idle) / 100)
        assert both[1] == pytest.approx(idle / 100, abs=1)


def test_people_of_the_states_are_the_series(run: Recorded) -> None:
    scene = scenes_streets.states(run)
    assert scene is not None
    layers = {s["status"]: s["track"] for s in scene.chart["layers"]}
    at = month_of("2000-12") - FIRST
    assert layers["on_post"]["values"][at] == folder.employed(FIRST + at)
    assert layers["off_post"]["values"][at] == folder.off_post(FIRST + at)
    assert layers["unemployed"]["values"][at] == folder.unemployed(FIRST + at)


def test_camera_and_book_are_the_series(run: Recorded) -> None:
    scene = scenes_streets.without_work(run)
    assert scene is not None
    chart, month = scene.chart, month_of("2000-12")
    seen = folder.off_post(month) + folder.unemployed(month) + folder.unemployed(month) // 2
    printed = folder.off_post(month) * 42 // 100 + folder.unemployed(month) * 6 // 10
    assert chart["gap"]["month"] == month
    assert (chart["gap"]["seen"], chart["gap"]["printed"]) == (seen, printed)
    assert chart["camera"]["values"][month - chart["camera"]["start"]] == seen
    assert chart["book"]["values"][2000 - chart["book"]["start"]] == printed
    assert chart["breaks"] == [1998 * 12]
    assert scene.aside[0]["head"]["en"] == "laid-off, registered: January 1998 to December 2003"


def test_the_chain_holds_the_record_of_moves(run: Recorded) -> None:
    forward, _ = scenes_works.chains(run)
    flows = {(f["good"]["en"], f["from"], f["to"]): f for f in forward.chart["flows"]}
    assert flows["Matte", "smelter/rough", "smelter/revolving"]["tonnes"] == 1000
    back = flows["Anode scrap", "smelter/electrolysis", "smelter/rough"]
    assert (back["tonnes"], back["role"], back["copper"]) == (75, "goes_back", True)
    assert flows["Cathodes", "smelter/electrolysis", "yard"]["role"] == "goes_on"
    air = flows["Oxygen of the air", "nature", "smelter/rough"]
    assert (air["tonnes"], air["main"]) == (1000, False)
    slag = [f["tonnes"] for (good, _, _), f in flows.items() if good == "Slag"]
    assert sum(slag) <= 2000  # the tower's part is not copper's


def test_the_order_of_stopping_holds_month_by_month(run: Recorded) -> None:
    scene = stopping(run)
    assert scene is not None
    rows = {r["id"]: r for r in scene.chart["rows"]}
    assert rows["smelter/electrolysis"]["stopped"] == month_of("2000-08")
    assert list(rows)[:4] == [f"smelter/{w}" for w in ("rough", "revolving", "refining", "electrolysis")]
    work = rows["smelter/rough"]["work"]
    assert work["start"] == scene.chart["first"]
    assert len(work["values"]) == scene.chart["months"] == 18
    assert work["values"][month_of("2000-06") - work["start"]] == 0
    assert [c["words"]["en"] for c in scene.chart["causes"]] == [
        "credit ends and leave to work cut",
        "the stacks must stop",
    ]


def test_the_train_carries_what_crossed_the_edge(run: Recorded) -> None:
    told = train(run)
    at = month_of("1988-03") - FIRST
    assert told["inbound"]["values"][at] == 2300
    assert told["outbound"]["values"][at] == 420
    assert sum(load["tonnes"]["values"][at] for load in told["loads"]) == 2720
    assert told["wagons"] * told["wagon"] >= 2720
    assert [load["name"]["en"] for load in told["loads"] if load["copper"]] == ["Copper concentrate", "Cathodes"]


def test_stations_are_causes_with_words(run: Recorded) -> None:
    told = [(s.month, s.words["en"]) for s in stations.stations(run)]
    assert told == [
        (1985 * 12, "plan and market side by side"), (2000 * 12 + 4, "credit ends"),
        (2000 * 12 + 4, "leave to work cut"), (2000 * 12 + 6, "the stacks must stop"),
    ]  # fmt: skip


def test_enterprises_belong_to_their_group() -> None:
    groups = {"electrical": 43}
    assert places.group_of("electrical_005", groups) == "electrical"
    assert places.group_of("no1_machine_tools", groups) == "no1_machine_tools"
    assert places.group_of("smelter_005", groups) == "smelter_005"


def test_tracks() -> None:
    track = Track(23, np.array([1.0, 2.0, np.nan, 4.0]))
    assert track.at(24) == 2.0
    assert np.isnan(track.at(30))
    assert by_year(track) == {1: 1.0, 2: 6.0}
    assert at_ends(track) == {1: 1.0, 2: 4.0}
    assert np.isnan(track.over(20, 22)).all()
    assert total([track, Track(26, np.array([1.0, 1.0]))]).values.tolist() == [1.0, 2.0, 0.0, 5.0, 1.0]
    assert not series.NOTHING


def test_work_is_full_in_the_best_year(run: Recorded) -> None:
    work = stage.work(run)["values"]
    assert work.max() == 1000
    assert len(work) == LAST - FIRST + 1


def test_every_text_has_both_languages(run: Recorded) -> None:
    def walk(value: object) -> None:
        if isinstance(value, dict):
            if set(value) == {"en", "zh"}:
                assert value["en"].strip(), value
                assert value["zh"].strip(), value
                assert "{" not in value["en"] + value["zh"], value
            else:
                for name, inner in value.items():
                    if name != "sentences":  # templates have braces
                        walk(inner)
        elif isinstance(value, list):
            for inner in value:
                walk(inner)

    walk(pack.plain(film(run)))
