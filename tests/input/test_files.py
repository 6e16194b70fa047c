"""What can be wrong with files before their rows are read: names, bytes, quotes, ends."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.input.small import Small

from tiexi.region import RegionError, check, load


def test_a_valid_folder_has_no_problems(small: Small) -> None:
    assert small.said() == []


def test_unknown_file(small: Small) -> None:
    (small.path / "covers.csv").rename(small.path / "cover.csv")
    problem = small.one()
    assert problem.text().startswith(f"{small.path}/cover.csv:1:1: error: unknown file 'cover.csv'")
    assert problem.hint == "did you mean 'covers.csv'?"


def test_unknown_folder_and_stray_files(small: Small) -> None:
    small.write("rules/cn.csv", "a\n").write("observed/notes.txt", "a\n").write(".hidden", "a")
    assert small.said() == [
        "observed/notes.txt:1:1: error: unknown file 'notes.txt'",
        "rules:1:1: error: unknown folder 'rules'",
    ]


@pytest.mark.parametrize("name", ["region.toml", "parameters.toml", "goods.csv", "people.csv", "vital.csv"])
def test_missing_required_file(small: Small, name: str) -> None:
    assert small.remove(name).said()[-1 if name == "vital.csv" else 0] == f"{name}:1:1: error: is missing"


@pytest.mark.parametrize(
    "name", ["covers.csv", "outside.csv", "timeline.csv", "currency.csv", "names.csv", "README.md"]
)
def test_missing_optional_file(small: Small, name: str) -> None:
    said = [p.message for p in small.remove(name).check()]
    assert said == (["good 'iron' is made here, but nobody takes it; work stops when the yard is full"]
                    if name == "outside.csv" else [])  # fmt: skip


def test_a_missing_goods_table_does_not_call_every_good_unknown(small: Small) -> None:
    assert small.remove("goods.csv").said() == ["goods.csv:1:1: error: is missing"]


def test_unknown_column(small: Small) -> None:
    problem = small.edit("covers.csv", "limit_days", "limit_day").find("unknown column")
    assert (problem.line, problem.column) == (1, 32)
    assert problem.hint == "did you mean 'limit_days'?"


def test_missing_column(small: Small) -> None:
    problem = small.edit("occupations.csv", "occupation,pay,", "occupation,wage,").find("is missing")
    assert small.place(problem) == "occupations.csv:1:45"
    assert problem.message == "column 'pay' is missing"
    assert "pay relative to the level of the district" in problem.hint


def test_optional_columns_may_be_left_out(small: Small) -> None:
    small.write("covers.csv", "plant,good,source,grade\nmill,ore,general_knowledge,assumed\n")
    assert small.check() == []
    row = load(small.path).tables["covers"].row(0, named=True)
    assert (row["cover_days"], row["low"], row["limit_days"]) == (10.0, None, 45.0)


def test_column_twice(small: Small) -> None:
    problem = small.edit("covers.csv", "low,high", "low,low").find("stands twice")
    assert (problem.line, problem.column) == (1, 27)


def test_semicolons(small: Small) -> None:
    problem = small.write("covers.csv", "plant;good;source;grade\nmill;ore;x;assumed\n").one()
    assert small.place(problem) == "covers.csv:1:6"
    assert problem.message == "columns are separated by ';', not by a comma"


def test_bom(small: Small) -> None:
    problem = small.write("covers.csv", b"\xef\xbb\xbf" + small.text("covers.csv").encode()).one()
    assert small.place(problem) == "covers.csv:1:1"
    assert problem.message == "starts with a byte order mark (BOM)"
    assert "UTF-8" in problem.hint


def test_a_bom_does_not_hide_what_follows(small: Small) -> None:
    text = small.text("covers.csv").replace("mill", "mil")
    small.write("covers.csv", b"\xef\xbb\xbf" + text.encode())
    assert [line.split(": ", 1)[0] for line in small.said()] == ["covers.csv:1:1", "covers.csv:2:1"]


def test_windows_line_ends_are_read_with_a_warning(small: Small) -> None:
    small.write("people.csv", small.text("people.csv").replace("\n", "\r\n").replace(",30,", ",13,").encode())
    said = small.said()
    assert said[0].startswith("people.csv:1:108: warning: has Windows line ends (CRLF)")
    assert said[1] == "people.csv:3:32: error: oldest age is below the youngest"


def test_utf16(small: Small) -> None:
    assert small.write("covers.csv", small.text("covers.csv").encode("utf-16")).one().message == "is written in UTF-16"


def test_other_encodings(small: Small) -> None:
    problem = small.write("names.csv", "id,en\nplant:mill,Mühle\n".encode("latin-1")).one()
    assert small.place(problem) == "names.csv:2:13"
    assert problem.message == "is not UTF-8 text (byte 0xfc at position 18)"
    assert "iconv" in problem.hint


def test_binary(small: Small) -> None:
    problem = small.write("covers.csv", b"plant,good\nab\0\0cd").one()
    assert small.place(problem) == "covers.csv:2:3"
    assert problem.message == "is not a text file (a zero byte at position 13)"


def test_control_characters_are_neither_read_nor_printed(small: Small) -> None:
    problem = small.edit("names.csv", "The mill", "The \x1b[31mmill").one()
    assert small.place(problem) == "names.csv:2:16"
    assert problem.message == "holds a control character (code 27)"
    assert "\x1b" not in problem.text()


@pytest.mark.parametrize(
    "name", ["covers.csv", "goods.csv", "parameters.toml", "region.toml", "sources.bib", "README.md"]
)
@pytest.mark.parametrize("text", ["", "\n\n  \n"])
def test_empty(small: Small, name: str, text: str) -> None:
    assert f"{name}:1:1: error: is empty" in small.write(name, text).said()


def test_header_without_rows(small: Small) -> None:
    header = small.text("plants.csv").split("\n")[0]
    assert "plants.csv:1:1: error: has a header but no rows" in small.write("plants.csv", header + "\n").said()


def test_an_optional_table_without_rows_is_fine(small: Small) -> None:
    header = small.text("covers.csv").split("\n")[0]
    assert small.write("covers.csv", header).check() == []
    assert load(small.path).tables["covers"].height == 0


def test_cut_off(small: Small) -> None:
    problem = small.write("covers.csv", small.text("covers.csv")[:-20]).one()
    assert small.place(problem) == "covers.csv:2:28"
    assert problem.message == "row has 7 cells, the header has 8; the file ends here as if it were cut off"
    assert problem.hint == "missing from here: grade"


def test_too_few_and_too_many_cells(small: Small) -> None:
    small.add("outside.csv", "iron,1990-01,5").add("outside.csv", "iron,1991-01,5,t/month,a,assumed,b")
    few, many = small.check()
    assert few.message == "row has 3 cells, the header has 6"
    assert few.hint == "missing from here: unit, source, grade"
    assert (few.line, few.column) == (4, 15)
    assert (many.line, many.column) == (5, 34)
    assert many.hint == 'a cell that holds a comma is written in quotes: "a, b"'


def test_open_quote(small: Small) -> None:
    problem = small.edit("names.csv", "Furnace,", '"Furnace,').one()
    assert small.place(problem) == "names.csv:3:23"
    assert problem.message == "a quote opens here and is not closed where the cell ends; the rows after it are not read"


def test_lines_are_those_of_the_file(small: Small) -> None:
    """A quoted cell of three lines and an empty line: the row after them still has its true number."""
    old = "1980-01,capacity,plant:mill,1,share,general_knowledge,assumed,\n"
    new = '1980-01,capacity,plant:mill,1,share,general_knowledge,assumed,"one\ntwo\nthree"\n\n'
    problem = small.edit("timeline.csv", old, new).edit("timeline.csv", "good:iron,500", "good:iorn,500").one()
    assert (problem.line, problem.column) == (8, 15)


def test_the_place_inside_a_row_of_several_lines(small: Small) -> None:
    small.edit("timeline.csv", "1986-05-20,credit", '"1986-05-20\n",credit').edit("timeline.csv", "mill,0.5", "mill,9")
    problem = small.one()
    assert (problem.line, problem.column) == (8, 21)


def test_folder_in_place_of_a_file(small: Small) -> None:
    small.remove("covers.csv").write("covers.csv/inside.txt", "a")
    assert small.said() == ["covers.csv:1:1: error: is a folder where a file should be"]


def test_file_in_place_of_a_folder(small: Small) -> None:
    small.remove("observed/staff.csv")
    (small.path / "observed").rmdir()
    assert small.write("observed", "a").said() == ["observed:1:1: error: is a file where a folder should be"]


def test_dangling_link_and_pipe(small: Small) -> None:
    small.remove("covers.csv").remove("names.csv")
    (small.path / "covers.csv").symlink_to("nowhere.csv")
    os.mkfifo(small.path / "names.csv")
    assert small.said() == [
        "covers.csv:1:1: error: cannot be read: no such file or directory",
        "names.csv:1:1: error: is not a plain file",
    ]


def test_a_file_that_may_not_be_read(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "covers.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert small.said() == ["covers.csv:1:1: error: cannot be read: permission denied"]


@pytest.mark.parametrize("name", ["hamlett", "no/such/folder", "", "a\0b", "x" * 5000])
def test_no_such_region(name: str) -> None:
    (problem,) = check(name)
    assert problem.message == "there is no such region or folder"
    assert "shipped names" in problem.hint
    if name == "hamlett":
        assert "did you mean 'hamlet'?" in problem.hint


def test_no_such_policy() -> None:
    (problem,) = check("slow.toml")
    assert problem.message == "there is no such policy"


def test_a_folder_of_other_things_is_said_once(tmp_path: Path) -> None:
    for name in ("README.md", "photo.jpg", "letter.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (problem,) = check(tmp_path)
    assert problem.message == "is no region: none of its files belongs to one"
    assert "region.toml" in problem.hint


def test_a_file_that_is_no_policy(small: Small) -> None:
    (problem,) = check(small.path / "goods.csv")
    assert problem.message == "is neither a region folder nor a policy"


def test_everything_in_one_pass(small: Small) -> None:
    small.edit("workshops.csv", ",100,", ",-1,").edit("plants.csv", "state", "sate").edit(
        "recipes.csv", "ore,100", "ore,99"
    )
    small.edit("timeline.csv", "region,plan", "region,pln").edit("region.toml", "rounds = 10", "round = 10")
    assert [line.split(":")[0] for line in small.said()] == [
        "plants.csv", "recipes.csv", "region.toml", "timeline.csv", "workshops.csv",
    ]  # fmt: skip
    with pytest.raises(RegionError) as caught:
        load(small.path)
    assert len(caught.value.problems) == 5


def test_the_order_of_problems_is_fixed(small: Small) -> None:
    small.edit("workshops.csv", ",100,", ",-1,").edit("plants.csv", "state", "sate").edit(
        "recipes.csv", "ore,100", "ore,99"
    )
    assert small.said() == small.said() == sorted(small.said())


def test_many_faults_of_one_column_are_counted(small: Small) -> None:
    for year in range(1991, 2091):
        small.add("vital.csv", f"{year},many,70,25,23,general_knowledge,assumed")
    said = small.said()
    assert len(said) == 51
    assert said[0] == "vital.csv:1:1: error: 50 more cells of column total_fertility are wrong"
