"""Groups of enterprises: what the check says of enterprises.csv, and what their rows of the timeline may do."""

from __future__ import annotations

import pytest
from tests.input.small import Small

from tiexi.region import load

HEADER = "plant,count,size_spread,cost_spread,cost_persistence,source,grade\n"
SMITHY = "smithy,iron_and_steel,state,1980-01,,1.1,60,general_knowledge,assumed"


@pytest.fixture
def group(small: Small) -> Small:
    """The mill stands for twelve enterprises."""
    small.write("enterprises.csv", HEADER + "mill,12,0.9,0.14,0.97,general_knowledge,assumed\n")
    return small


def test_a_group_is_no_problem(group: Small) -> None:
    assert group.check() == []
    region = load(group.path)
    assert region.tables["enterprises"].select("plant", "count").rows() == [("mill", 12)]


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        ("mill,12", "mil,12", "2:1", "plant 'mil' is not in plants.csv", "did you mean 'mill'?"),
        ("mill,12", "mill,0", "2:6", "count must be at least 1, read '0'", "from 1 to 900"),
        ("mill,12", "mill,901", "2:6", "count must be at most 900, read '901'", "from 1 to 900"),
        ("mill,12", "mill,1.5", "2:6", "count '1.5' is not a whole number", "from 1 to 900"),
        (",0.9,", ",-1,", "2:9", "size_spread must be at least 0", "from 0 to 4"),
        (",0.14,", ",14,", "2:13", "cost_spread must be at most 1", "from 0 to 1"),
        (",0.97,", ",97 %,", "2:18", "cost_persistence '97 %' is not a finite number", "write 0.97, as a share"),
        ("assumed\n", "assumed\nmill,3,0,0,0,general_knowledge,assumed\n", "3:1", "'mill' stands twice",
         "remove or rename"),
    ],
)  # fmt: skip
def test_cells(group: Small, old: str, new: str, place: str, message: str, hint: str) -> None:
    problem = group.edit("enterprises.csv", old, new).find(message)
    assert problem.text().startswith(f"{group.path}/enterprises.csv:{place}: error: ")
    assert hint in problem.hint


def test_the_shop_of_a_street_is_no_group(group: Small) -> None:
    problem = group.edit("plants.csv", "1980-01,,", "1980-01,lane,").find("is the shop of")
    assert problem.text().startswith(f"{group.path}/enterprises.csv:2:1: error: ")
    assert problem.message == "'mill' is the shop of lane and cannot stand for a group"
    assert "a street has one shop" in problem.hint


@pytest.mark.parametrize(
    ("name", "taken"), [("mill_007", True), ("mill_7", False), ("mill_0070", False), ("mills", False)]
)
def test_names_of_members_are_free(group: Small, name: str, taken: bool) -> None:
    group.add("plants.csv", SMITHY.replace("smithy", name))
    furnace = next(line for line in group.text("workshops.csv").split("\n") if line.startswith("furnace,mill,"))
    group.add("workshops.csv", furnace.replace(",mill,", f",{name},"))
    problems = [p for p in group.check() if "members of" in p.message]
    assert len(problems) == taken
    if taken:
        assert problems[0].message == f"members of 'mill' are called mill_001 and so on, and '{name}' is a plant"
        assert problems[0].hint == f"rename {name}"
    else:
        assert group.check() == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("1986-01,quota,plant:mill,1.2,,", ""),
        ("1986-01,quota,sector:iron_and_steel,1.2,,", ""),
        ("1986-01,quota,parameter:staff.quota,0.03,,", ""),
        ("1986-01,demand,plant:mill,2.5,share,", ""),
        ("1986-01,capacity,plant:mill_001,1,share,", "there is no plant 'mill_001'"),
        ("1986-01,quota,good:iron,1.2,,", "quota cannot act on 'good:iron'"),
        ("1986-01,quota,plant:mill,-1,,", "value -1 of quota is out of range"),
    ],
)
def test_what_is_dated_is_dated_for_the_whole_group(group: Small, row: str, message: str) -> None:
    group.add("timeline.csv", f"{row}survey,measured,")
    said = [p.message for p in group.check()]
    assert any(message in line for line in said) if message else said == []


@pytest.mark.parametrize(
    ("plant", "english", "chinese"),
    [("mill", "The mill", "工厂"), ("mill_003", "The mill 3", "工厂 3"), ("smithy_003", "Smithy 3", "Smithy 3"),
     ("old_mill", "Old mill", "Old mill")],
)  # fmt: skip
def test_members_are_named_after_their_group(group: Small, plant: str, english: str, chinese: str) -> None:
    region = load(group.path)
    assert region.name_of("plant", plant) == english
    assert region.name_of("plant", plant, "zh") == chinese
