"""region.toml, parameters.toml as TOML, policies, sources.bib, made.csv."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.input.small import Small

from tiexi.region import check

SETTINGS = [
    ('first = "1980-01"', 'first = "1980-1"', "2:9", "first '1980-1' is not a date written YYYY-MM", "first month"),
    ('last = "1989-12"', 'last = "1979-12"', "3:8", "last month 1979-12 is before the first, 1980-01", "1980-01 on"),
    ("rounds = 10", "rounds = 0", "5:10", "rounds: input should be greater than or equal to 1", "rounds of production"),
    ("rounds = 10", 'rounds = "ten"', "5:10", "rounds: input should be a valid integer", "rounds of production"),
    ("rounds = 10", "round = 10", "5:1", "unknown key 'round'", "did you mean 'rounds'?"),
    ('name = "mill"', 'name = "The Mill"', "1:8", "name 'The Mill' is not an id", "lower case"),
    ('"C", "O"', '"C", "C"', "6:12", "element 'C' stands twice", "once"),
    ('coin = "fen"\n', "", "14:2", "money.coin is missing", "smallest coin"),
    ("coins_per_unit = 100", "coin_per_unit = 100", "17:1", "unknown key 'coin_per_unit'",
     "did you mean 'coins_per_unit'?"),
    ('counts = "with_off_post"', 'counts = "off_post"', "23:10", "counts cannot be 'off_post'",
     "did you mean 'on_post'?"),
    ('en = "A mill"\n', "", "10:2", "title has no English text", "add en ="),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message", "hint"), SETTINGS, ids=lambda value: str(value)[:24])
def test_settings(small: Small, old: str, new: str, place: str, message: str, hint: str) -> None:
    problem = small.edit("region.toml", old, new).find(message)
    assert problem.text().startswith(f"{small.path}/region.toml:{place}: error: ")
    assert hint in problem.hint


def test_a_definition_counts_only_what_its_series_can(small: Small) -> None:
    period = '\n[[yearbook]]\nfrom = "1980-01"\nseries = "laid_off_registered"\ncounts = "on_post"\ntext_en = "x"\n'
    problem = small.add("region.toml", period).one()
    assert problem.message == "counts cannot be 'on_post' for laid_off_registered"
    assert "enrolled, still_enrolled" in problem.hint


def test_a_stage_set_that_ends_before_it_begins(small: Small) -> None:
    part = '\n[[stage_set]]\nfrom = "1981-01"\nto = "1980-12"\ntext_en = "x"\n'
    problem = small.add("region.toml", part).one()
    assert problem.message == "the stage set ends in 1980-12, before it begins in 1981-01"
    assert (problem.line, problem.column) == (29, 6)


def test_yearbook_definitions_that_overlap(small: Small) -> None:
    period = '\n[[yearbook]]\nfrom = "1980-01"\nseries = "staff_and_workers"\ncounts = "on_post"\ntext_en = "x"\n'
    problem = small.add("region.toml", period).one()
    assert problem.message == "two definitions of staff_and_workers begin in 1980-01: their dates overlap"
    assert (problem.line, problem.column) == (28, 8)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('name = "mill\n', "1:13", "illegal character"),
        ("name = \n", "1:8", "invalid value"),
        ("name = 1\nname = 2\n", "2:9", "cannot overwrite a value"),
        ("a = [1, 2\n", "1:10", "unclosed array"),
        ("a = " + "[" * 5000, "1:1", "nested too deeply"),
        ("a = 1" + "0" * 5000, "", ""),
    ],
    ids=["quote", "no value", "twice", "open", "deep", "long"],
)
def test_syntax(small: Small, text: str, place: str, message: str) -> None:
    problem = next(p for p in small.write("region.toml", text).check() if p.file.endswith("region.toml"))
    assert problem.text().startswith(f"{small.path}/region.toml:{place}")
    assert message in problem.message.lower()


POLICIES = [
    ('title = "The mill', 'titel = "The mill', "1:1", "unknown key 'titel'", "did you mean 'title'?"),
    ('title = "The mill', 'title_zh = 3\ntitle = "The mill', "1:12", "title_zh is not a text", "in Chinese"),
    ('kind = "credit"', 'kind = "credti"', "5:8", "unknown kind 'credti'", "did you mean 'credit'?"),
    ('target = "plant:mill"', 'target = "plant:mil"', "6:10", "there is no plant 'mil'", "did you mean 'mill'?"),
    ("value = 1", "value = 2", "7:9", "value 2 of credit is out of range", "from 0 to 1"),
    ("value = 1", "value = [1]", "7:9", "value is a list, not a number or text", "number"),
    ("value = 1\n", "", "3:3", "value is missing", "add value"),
    ('unit = "share"', 'unit = "percent"', "8:8", "unit 'percent' does not fit credit", "share"),
    ('unit = "share"', 'unti = "share"', "8:1", "unknown key 'unti'", "did you mean 'unit'?"),
    ('date = "1986-01"', 'date = "1986"', "4:8", "date '1986' is not a date", 'date = "1996-01"'),
    ('date = "1986-01"', 'date = ""', "4:8", "date is empty", 'write date = "..."'),
    ('target = "plant:mill"', 'target = ""', "6:10", "target is empty", 'write target = "..."'),
    ('unit = "share"', "notice_months = -1", "8:17", "notice_months is not a number of months", "24"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message", "hint"), POLICIES, ids=lambda value: str(value)[:24])
def test_policy(small: Small, old: str, new: str, place: str, message: str, hint: str) -> None:
    problem = small.edit("policies/keep_credit.toml", old, new).find(message)
    assert problem.text().startswith(f"{small.path}/policies/keep_credit.toml:{place}: error: ")
    assert hint in problem.hint


def test_a_policy_by_itself(small: Small) -> None:
    """Kinds, dates and units are checked; whether a plant exists, only a region can say."""
    name = "policies/keep_credit.toml"
    small.edit(name, "plant:mill", "plant:anything")
    assert check(small.path / name) == []
    small.edit(name, "plant:anything", "street:lane").edit(name, '"share"', '"yuan"').edit(name, "1986-01", "1986-21")
    assert [p.message for p in check(small.path / name)] == [
        "date '1986-21' has month 21; months run from 01 to 12",
        "credit cannot act on 'street:lane'",
        "unit 'yuan' does not fit credit",
    ]


def test_parameters_of_a_policy_by_itself_are_known(tmp_path: Path) -> None:
    """What a household gets in a month is kept in 32 bits of coins, so nobody is granted a billion."""
    file = tmp_path / "grant.toml"
    row = '[[row]]\ndate = "1992-01"\nkind = "welfare"\ntarget = "parameter:{}"\nvalue = {}\nunit = "yuan"\n'
    for name, value, said in (
        ("relocation.grant", "1000000000", "value 1000000000 of welfare is out of range"),
        ("relocation.grnt", "5000", "there is no parameter 'relocation.grnt'"),
    ):
        file.write_text('title = "A grant"\n' + row.format(name, value), "utf-8")
        assert [problem.message for problem in check(file)] == [said]
    file.write_text('title = "A grant"\n' + row.format("relocation.grant", "5000"), "utf-8")
    assert check(file) == []


def test_a_row_twice_in_a_policy(small: Small) -> None:
    row = '\n[[row]]\ndate = "1986-01"\nkind = "credit"\ntarget = "plant:mill"\nvalue = 0.5\n'
    problem = small.add("policies/keep_credit.toml", row).one()
    assert problem.message == "credit of plant:mill is given twice for 1986-01, first on line 4"
    assert (problem.line, problem.column) == (11, 8)


def test_policies_without_rows(small: Small) -> None:
    assert small.write("policies/keep_credit.toml", 'title = "x"\n').one().message == "policy has no rows"
    assert "row is not a list" in small.write("policies/keep_credit.toml", 'title = "x"\nrow = 3\n').one().message


def test_bibliography(small: Small) -> None:
    small.add(
        "sources.bib", "@misc{survey,\n  title = {again}\n}\n@misc{,\n title = {x}\n}\n@misc{open,\n title = {x\n}"
    )
    assert small.said() == [
        "sources.bib:5:7: error: key 'survey' stands twice",
        "sources.bib:8:7: error: entry has no key followed by a comma",
        "sources.bib:11:7: error: braces of entry 'open' do not match",
    ]


def test_without_bibliography_only_general_knowledge_is_a_source(small: Small) -> None:
    said = small.remove("sources.bib").said()
    assert said
    assert all("source 'survey' is not in sources.bib" in line for line in said)


def test_made_must_be_complete(small: Small) -> None:
    small.write("made.csv", "table,column,made,rule,grade\nworkshops,capacity,given,from the office,measured\n")
    said = small.said()
    assert "made.csv:1:1: error: does not say how workshops.posts was made" in said
    assert not any("workshops.capacity" in line for line in said)
    rows = {p.hint.removeprefix("add the row: ") for p in small.check()}
    assert small.add("made.csv", "\n".join(sorted(rows))).check() == []


def test_made_names_what_exists(small: Small) -> None:
    header = "table,column,made,rule,grade\n"
    rows = "workshop,capacity,given,,measured\nworkshops,capacty,given,,measured\nworkshops,posts,derived,,measured\n"
    small.write("made.csv", header + rows)
    said = small.said()
    assert "made.csv:2:1: error: there is no table 'workshop'" in said
    assert "made.csv:3:11: error: workshops has no column 'capacty'" in said
    assert "made.csv:4:26: error: what is derived is estimated at best, not measured" in said
