"""Recipes that do not close: which element, by how much, and what would close it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.input.small import Small

from tiexi.region.balance import Item, closing, read_content, surplus

CONTENTS = {
    "ore": {"Cu": 250, "Fe": 250, "S": 250, "rest": 250},
    "blister": {"Cu": 990, "rest": 10},
    "slag": {"Fe": 1000},
    "so2": {"S": 500, "O": 500},
    "oxygen": {"O": 1000},
    "ash": {"rest": 1000},
}
SINKS = {"slag": "waste", "so2": "waste", "ash": "waste", "oxygen": "nature"}


def test_a_mistyped_amount_is_named(small: Small) -> None:
    problem = small.edit("recipes.csv", "slag,25", "slag,52").one()
    assert small.place(problem) == "recipes.csv:9:1"
    assert problem.message == "recipe melting does not close: 27,000 g of rest too many come out"
    assert problem.hint == "write 25 instead of 52 kg of slag"


def test_a_missing_waste_row_is_given(small: Small) -> None:
    problem = small.edit("recipes.csv", "melting,slag,25,out,kg,general_knowledge,assumed\n", "").one()
    assert (problem.line, problem.column) == (8, 1)
    assert problem.message == "recipe melting does not close: 25,000 g of rest do not come out"
    assert problem.hint == "add the row: melting,slag,25,out,kg,general_knowledge,assumed"
    assert small.add("recipes.csv", problem.hint.removeprefix("add the row: ")).check() == []


def test_missing_air_is_given_too(small: Small) -> None:
    problem = small.edit("recipes.csv", "melting,air,78,in,kg,general_knowledge,assumed\n", "").one()
    assert problem.message == "recipe melting does not close: 78,000 g of O too many come out"
    assert small.add("recipes.csv", problem.hint.removeprefix("add the row: ")).check() == []


def test_a_waste_that_does_not_exist_is_described(small: Small) -> None:
    small.edit("recipes.csv", "melting,slag,25,out,kg,general_knowledge,assumed\n", "")
    small.edit("goods.csv", "slag,waste,yes,g,rest 1000,0,credit,no,general_knowledge,assumed\n", "")
    problem = small.one()
    assert "add a good melting_waste of kind waste with content 'rest 1000', and the row: " in problem.hint
    assert "melting,melting_waste,25,out,kg" in problem.hint


def test_waste_and_nature_have_one_direction(small: Small) -> None:
    small.edit("recipes.csv", "air,78,in", "air,78,out").edit("recipes.csv", "iron_lost,3,out", "iron_lost,3,in")
    said = small.said()
    assert "recipes.csv:5:16: error: air comes from nature and cannot be given" in said
    assert "recipes.csv:9:21: error: iron_lost is waste and cannot be taken" in said


def test_nothing_is_said_of_closure_where_a_row_is_in_doubt(small: Small) -> None:
    assert small.edit("recipes.csv", "ore,100", "ore,none").said() == [
        "recipes.csv:2:13: error: amount 'none' is not a whole number"
    ]


def test_unused_recipes_and_plants_are_warnings(small: Small) -> None:
    small.add("recipes.csv", "spare,iron,1,in,kg,general_knowledge,assumed")
    small.add("recipes.csv", "spare,iron,1,out,kg,general_knowledge,assumed")
    small.add("plants.csv", "empty,trade,private,1980-01,,1,30,general_knowledge,assumed")
    assert small.said() == [
        "plants.csv:3:1: warning: plant 'empty' has no workshop",
        "recipes.csv:10:1: warning: recipe 'spare' is used by no workshop",
    ]


def test_wastes_are_combined() -> None:
    """400 kg of ore to 101 kg of blister: sulphur leaves with oxygen taken from the air, iron and rest as slags."""
    rows = closing("smelting", [Item("ore", -400), Item("blister", 100)], CONTENTS, SINKS)
    assert "add the row: smelting,slag,100,out,kg,general_knowledge,assumed" in rows
    assert "add the row: smelting,ash,99,out,kg,general_knowledge,assumed" in rows
    assert any("S 100000 g" in row or "S 100" in row for row in rows)


def test_content() -> None:
    assert read_content("Cu 250; rest 750") == ({"Cu": 250, "rest": 750}, [])
    assert read_content("Cu 250; Cu 10; iron; -3") == ({"Cu": 250}, ["Cu 10", "iron", "-3"])


items = st.lists(
    st.builds(Item, st.sampled_from(sorted(CONTENTS)), st.integers(-(10**9), 10**9).filter(bool)),
    min_size=1,
    max_size=6,
)


@given(items)
def test_surplus_is_exact_and_the_advice_closes(found: list[Item]) -> None:
    """The surplus is the sum in whole grams, and rows that are advised in full close the recipe."""
    gap = surplus(found, CONTENTS)
    for element in {e for content in CONTENTS.values() for e in content}:
        assert gap.get(element, 0) == sum(i.kg * CONTENTS[i.good].get(element, 0) for i in found)
    advice = closing("r", found, CONTENTS, SINKS) if gap else []
    if gap and all(line.startswith("add the row: ") for line in advice):
        added = []
        for line in advice:
            _, good, amount, direction, *_ = line.removeprefix("add the row: ").split(",")
            added.append(Item(good, int(amount) if direction == "out" else -int(amount)))
        assert surplus([*found, *added], CONTENTS) == {}
