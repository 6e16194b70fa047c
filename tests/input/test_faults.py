"""One test for each kind of fault: where it is said to be, what is said, and what would be right."""

from __future__ import annotations

import pytest
from tests.input.small import Small

# file, text there, text instead, place, part of the message, part of the hint
CELLS = [
    ("workshops.csv", ",100,20,", ",-5,20,", "2:29", "capacity must be at least 0, read '-5'",
     "a whole number (batch/month)"),
    ("workshops.csv", ",100,20,", ",many,20,", "2:29", "capacity 'many' is not a whole number", "0 or more"),
    ("workshops.csv", ",100,20,", ",100.5,20,", "2:29", "capacity '100.5' is not a whole number", "whole number"),
    ("workshops.csv", ",100,20,", ',"1,000",20,', "2:29", "capacity '1,000' is not a whole number",
     "write 1000, without"),
    ("workshops.csv", ",0.1,0.4,", ",0.1,1.4,", "2:55", "min_load must be at most 1", "from 0 to 1"),
    ("workshops.csv", ",0.1,0.4,", ",10 %,0.4,", "2:51", "cadre_share '10 %' is not a finite number",
     "write 0.1, as a share"),
    ("workshops.csv", ",0.1,0.4,", ",nan,0.4,", "2:51", "cadre_share 'nan' is not a finite number", "from 0 to 1"),
    ("workshops.csv", ",0,yes,", ",0,maybe,", "2:63", "emits 'maybe' is neither yes nor no", "yes or no"),
    ("workshops.csv", "furnace,mill", "Furnace No 1,mill", "2:1", "workshop 'Furnace No 1' is not an id",
     "write furnace_no_1"),
    ("workshops.csv", "furnace,mill", ",mill", "2:1", "workshop is empty", "lower case letters"),
    ("occupations.csv", "worker,1.05", 'worker,"1,05"', "2:16", "pay '1,05' is not a finite number",
     "write 1.05, with a decimal point"),
    ("occupations.csv", "worker,1.05", "worker,0", "2:16", "pay must be above 0, read '0'", "a number above 0"),
    ("occupations.csv", "worker,1.05", "worker,1e999", "2:16", "pay '1e999' is not a finite number", "above 0"),
    ("plants.csv", "state,1980-01", "sate,1980-01", "2:21", "owner cannot be 'sate'", "did you mean 'state'?"),
    ("plants.csv", "state,1980-01", "state,1980-13", "2:27", "founded '1980-13' has month 13",
     "a month written YYYY-MM"),
    ("plants.csv", "state,1980-01", "state,01/1980", "2:27", "founded '01/1980' is not a date written YYYY-MM",
     "YYYY-MM"),
    ("plants.csv", "state,1980-01", "state,1080-01", "2:27", "has year 1080", "YYYY-MM"),
    ("timeline.csv", "1986-05-20", "1986-02-30", "7:1", "date '1986-02-30' has day 30", "YYYY-MM-DD"),
    ("goods.csv", "survey,measured", "survey,certain", "2:59", "grade cannot be 'certain'",
     "assumed, estimated, measured"),
    ("vital.csv", "1980,2.2,68", "1980,2.2,680", "2:10", "life_expectancy must be at most 100", "from 15 to 100"),
    ("streets.csv", "1980-01,,,1", "1980-01,190,,1", "2:22", "lon must be at most 180", "from -180 to 180"),
    ("people.csv", "founders,1980-01,1980-01,100", "founders,1980-01,1980-01,99999999999999999999", "2:26", "persons",
     "whole"),
    ("observed/staff.csv", "1986,12,", "1986,13,", "3:19", "month must be at most 12", "from 1 to 12"),
    # names that must exist, and keys that may stand once
    ("workshops.csv", "furnace,mill", "furnace,mil", "2:9", "plant 'mil' is not in plants.csv", "did you mean 'mill'?"),
    ("workshops.csv", ",melting,", ",melting;meltin,", "2:14", "recipes 'meltin' is not in recipes.csv",
     "did you mean 'melting'?"),
    ("people.csv", "0.5,lane", "0.5,lne", "2:39", "street 'lne' is not in streets.csv", "did you mean 'lane'?"),
    ("covers.csv", "mill,ore", "mill,or", "2:6", "good 'or' is not in goods.csv", "did you mean 'ore'?"),
    ("goods.csv", "yes,survey", "yes,surveys", "2:52", "source 'surveys' is not in sources.bib",
     "did you mean 'survey'?"),
    ("occupations.csv", "cadre,1.2", "furnace_worker,1.2", "3:1", "'furnace_worker' stands twice, first on line 2",
     "remove or rename"),
    ("vital.csv", "\n1990,", "\n1980,", "3:1", "year '1980' stands twice, first on line 2", "each year may stand once"),
    ("names.csv", "plant:mill", "plant:mil", "2:1", "there is no plant 'mil'", "did you mean 'mill'?"),
    ("names.csv", "plant:mill", "plan:mill", "2:1", "'plan:mill' does not begin with a known kind",
     "did you mean 'plant'?"),
    ("names.csv", "mill/furnace", "mill/furnce", "3:1", "there is no workshop 'mill/furnce'",
     "did you mean 'mill/furnace'?"),
    # units, contents, directions
    ("recipes.csv", "ore,100,in,kg", "ore,100,in,t", "2:20", "unit 't' does not fit ore", "write kg: ore is matter"),
    ("recipes.csv", "400,in,fen1978", "400,in,kg", "4:22", "unit 'kg' does not fit power", "write fen1978"),
    ("outside.csv", "5,t/month", "5,kg/month", "2:16", "unit 'kg/month' does not fit iron", "write t/month"),
    ("goods.csv", "ore,ore,yes,g", "ore,ore,yes,kg", "2:13", "unit of matter is g, read 'kg'", "write g"),
    ("goods.csv", "no,fen1978", "no,yuan1978", "9:18", "unit cannot be 'yuan1978'", "fen1978"),
    ("goods.csv", "rest 200", "rest 100", "2:15", "content adds up to 900 g/kg, not to 1000", "write rest 200"),
    ("goods.csv", "Fe 600;", "Fe 600 g;", "2:15", "content has 'Fe 600 g'", "whole g/kg"),
    ("goods.csv", "slag,waste,yes,g,rest 1000", "slag,waste,yes,g,rst 1000", "5:18", "unknown element 'rst'",
     "did you mean 'rest'?"),
    ("goods.csv", "fen1978,,", "fen1978,Fe 1000,", "9:26", "a good that is no matter has no content", "matter = yes"),
    # order of dates, ages, ranges
    ("people.csv", "1982-01,1983-12", "1982-01,1981-12", "3:18", "last month is before the first", "all at once"),
    ("people.csv", ",18,30,", ",18,13,", "3:32", "oldest age is below the youngest", "age_from or more"),
    ("covers.csv", ",20,10,30,", ",40,10,30,", "2:10", "cover is outside its range", "low, cover_days, high"),
    ("covers.csv", ",30,60,", ",30,15,", "2:19", "limit is below the cover", "cover_days or more"),
    ("currency.csv", "1984-12", "1985-03", "3:1", "dates overlap with line 2, which lasts to 1985-03", "one currency"),
    ("currency.csv", "1980-01,1984-12", "1980-01,1979-12", "2:9", "period ends in 1979-12, before it begins",
     "from or later"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "place", "message", "hint"), CELLS, ids=lambda value: str(value)[:24])
def test_cell(small: Small, file: str, old: str, new: str, place: str, message: str, hint: str) -> None:
    problem = small.edit(file, old, new).find(message)
    assert problem.text().startswith(f"{small.path}/{file}:{place}: error: ")
    assert hint in problem.hint
    line = small.text(file).split("\n")[problem.line - 1]
    assert problem.excerpt.strip("…") in line
    assert problem.caret.index("^") == problem.column - 1 - line.index(problem.excerpt.strip("…"))


TIMELINE = [
    ("1986-05-20,credit", "1986-05-20,credti", "7:12", "unknown kind 'credti'", "did you mean 'credit'?"),
    ("1986-05-20,credit", "1986-05-20,close", "7:12", "unknown kind 'close'", "only a policy may close a plant"),
    ("credit,plant:mill", "credit,plant:mil", "7:19", "there is no plant 'mil'", "did you mean 'mill'?"),
    ("credit,plant:mill", "credit,good:iron", "7:19", "credit cannot act on 'good:iron'", "credit acts on plant:NAME"),
    ("credit,plant:mill", "credit,plnt:mill", "7:19", "credit cannot act on 'plnt:mill'", "did you mean 'plant'?"),
    ("credit,plant:mill", "permit,sector:iron", "7:19", "there is no sector 'iron'",
     "names of sectors: iron_and_steel"),
    ("parameter:tax.local", "parameter:tax.locl", "8:13", "there is no parameter 'tax.locl'",
     "did you mean 'tax.local'?"),
    ("mill,0.5,share", "mill,1.5,share", "7:30", "value 1.5 of credit is out of range", "from 0 to 1"),
    ("mill,0.5,share", "mill,half,share", "7:30", "value 'half' is not a finite number", "from 0 to 1"),
    ("mill,0.5,share", "mill,0.5,per cent", "7:34", "unit 'per cent' does not fit credit", "one of: share"),
    ("tax.local,0.03", "tax.local,3", "8:33", "value 3 of tax is out of range", "from 0 to 1"),
    ("500,yuan/t plan", "500,yuan/kg", "5:29", "unit 'yuan/kg' does not fit price", "yuan/t plan, yuan/t market"),
    ("1,index 1978=1", "1,yuan/t plan", "6:28", "unit 'yuan/t plan' does not fit price", "index YYYY=1"),
    ("region,plan", "region,plna", "2:23", "regime cannot be 'plna'", "did you mean 'plan'?"),
    ("1985-01,regime", "1980-01,regime", "3:1", "regime of region is given twice for 1980-01, first on line 2",
     "keep one"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message", "hint"), TIMELINE, ids=lambda value: str(value)[:24])
def test_timeline(small: Small, old: str, new: str, place: str, message: str, hint: str) -> None:
    problem = small.edit("timeline.csv", old, new).one()
    assert problem.text().startswith(f"{small.path}/timeline.csv:{place}: error: ")
    assert message in problem.message
    assert hint in problem.hint


def test_days_of_one_month_overlap(small: Small) -> None:
    """The 20th of May counts for June, so a row of June says the same month twice."""
    small.add("timeline.csv", "1986-06,credit,plant:mill,0.2,share,survey,measured,")
    assert small.one().message == "credit of plant:mill is given twice for 1986-06, first on line 7"


def test_two_tracks_are_no_overlap(small: Small) -> None:
    small.add("timeline.csv", "1980-01,price,good:iron,900,yuan/t market,survey,measured,")
    assert small.check() == []


def test_a_kind_no_rule_reads_is_a_warning(small: Small) -> None:
    small.add("timeline.csv", "1982-01,openness,region,1,,survey,measured,")
    problem = small.one()
    assert problem.severity == "warning"
    assert "no rule reads kind 'openness' yet" in problem.message


PARAMETERS = [
    ("[tax.local]", "[tax.locl]", "did you mean 'tax.local'?", "unknown parameter 'tax.locl'"),
    ('says = "tax.local"', 'say = "tax.local"', "did you mean 'says'?", "unknown key 'say'"),
    ('says = "tax.local"', 'says = ""', "tax on sales", "says is empty"),
    ('says = "tax.local"\nunit = "1"', 'says = "x"\nunit = "percent"', 'write unit = "1"',
     "unit is 'percent', not '1'"),
    ('says = "tax.local"\nunit = "1"\nvalue = 0.25', 'says = "x"\nunit = "1"\nvalue = 1.5', "0 to 1",
     "value 1.5 is outside"),
    ('says = "tax.local"\nunit = "1"\nvalue = 0.25', 'says = "x"\nunit = "1"\nvalue = nan', "a number",
     "not a finite number"),
    ('says = "tax.local"\nunit = "1"\nvalue = 0.25', 'says = "x"\nunit = "1"\nvalue = "a"', "a number",
     "not a finite number"),
    ('"1985-07" = 0.5', '"1985-7" = 0.5', "keys in quotes", "date '1985-7' is not a date"),
    ('"1985-07" = 0.5', '"1985-07" = 5.0', "0 to 1", "value 5 is outside its range"),
    ('"1985-07" = 0.5', '"1979-12-20" = 0.5', "its own month", "two values count from 1980-01"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "hint", "message"), PARAMETERS, ids=lambda value: str(value)[:24])
def test_parameter(small: Small, old: str, new: str, hint: str, message: str) -> None:
    small.edit("parameters.toml", old, new)
    lines = small.text("parameters.toml").split("\n")
    problems = [p for p in small.check() if message in p.message]
    assert len(problems) == 1
    problem = problems[0]
    assert hint in problem.hint
    changed = lines.index(next(line for line in lines if new.split("\n")[-1] in line)) + 1
    assert problem.line == changed
    assert problem.caret.index("^") == problem.column - 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("range = [0, 1]", "range = [0, 2]", "range goes beyond 0 to 1"),
        ("range = [0, 1]", "range = [1, 0]", "range is not two numbers"),
        ('grade = "assumed"', 'grade = "guessed"', "grade cannot be 'guessed'"),
        ('source = "general_knowledge"', 'source = "survy"', "source 'survy' is not in sources.bib"),
        ('source = "general_knowledge"', 'source = "survey, p. 4"', ""),
        ('grade = "assumed"', "grade = 3", "grade is a number, not text"),
        ('grade = "assumed"', 'grade = "assumed"\ninterpolate = "linaer"', "interpolate cannot be 'linaer'"),
        ('grade = "assumed"\n', "", "grade is missing"),
    ],
)  # fmt: skip
def test_parameter_words(small: Small, old: str, new: str, message: str) -> None:
    head, tail = small.text("parameters.toml").split("[tax.local]")
    assert old in tail
    small.write("parameters.toml", head + "[tax.local]" + tail.replace(old, new, 1))
    said = small.said()
    assert any(message in line for line in said) if message else said == []


def test_a_parameter_without_default_is_missed(small: Small) -> None:
    small.edit("parameters.toml", "[staff.quit]", "[staff.quitt]")
    said = small.said()
    assert any("parameters.toml:1:1: error: parameter 'staff.quit' is missing" in line for line in said)
    assert any("unknown parameter 'staff.quitt'" in line for line in said)
