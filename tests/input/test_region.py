"""A loaded region: typed and sorted tables, parameters, paths, policies, digest, names."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.input.small import FILES, Small

from tiexi.region import RegionError, check, descriptor, load, new, schema_markdown, shipped
from tiexi.region.known import KNOWN
from tiexi.region.parameters import at
from tiexi.region.schema import columns_of
from tiexi.region.tables import TABLES


def test_tables_are_typed_with_defaults(small: Small) -> None:
    region = load(small.path)
    assert region.tables["goods"].schema["matter"] == pl.Boolean
    assert region.tables["workshops"].schema["capacity"] == pl.Int64
    assert region.tables["plants"].row(0, named=True)["street"] == ""
    assert region.tables["observed"]["file"].unique().to_list() == ["staff"]
    assert set(region.tables) == set(TABLES)
    assert (region.name, region.months, region.title("zh"), region.title("fr")) == ("mill", 120, "一座工厂", "A mill")
    assert region.name_of("workshop", "mill/furnace", "zh") == "炉"
    assert region.name_of("workshop", "mill/rolling_line", "zh") == "Rolling line"
    assert list(region.bibliography) == ["survey"]


def test_missing_tables_are_empty_frames(small: Small) -> None:
    for name in ("covers.csv", "outside.csv", "timeline.csv", "currency.csv", "names.csv", "purchase_shares.csv"):
        small.remove(name)
    region = load(small.path)
    assert region.tables["outside"].height == 0
    assert region.tables["outside"].schema["demand"] == pl.Float64
    assert region.timeline == []


def test_the_digest_does_not_depend_on_the_order_of_rows(small: Small) -> None:
    region = load(small.path)
    chance = random.Random(1)
    for name in (n for n in FILES if n.endswith(".csv")):
        header, *rows = small.text(name).splitlines()
        chance.shuffle(rows)
        small.write(name, "\n".join([header, *rows]) + "\n")
    blocks = small.text("parameters.toml").split("\n\n")
    small.write("parameters.toml", "\n\n".join(reversed(blocks)) + "\n")
    again = load(small.path)
    assert again.digest == region.digest
    assert all(again.tables[name].equals(frame) for name, frame in region.tables.items())
    assert again.timeline == region.timeline


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("workshops.csv", ",100,20,", ",101,20,"),
        ("timeline.csv", "plant:mill,0.5", "plant:mill,0.6"),
        ("parameters.toml", '"1985-07" = 0.5', '"1985-07" = 0.51'),
        ("region.toml", "rounds = 10", "rounds = 9"),
    ],
)
def test_the_digest_depends_on_every_number(small: Small, file: str, old: str, new: str) -> None:
    before = load(small.path).digest
    assert load(small.edit(file, old, new).path).digest != before


def test_parameters_are_dated(small: Small) -> None:
    softness = load(small.path).parameters["finance.softness"]
    assert softness.dated == [(0, 0.0), (66, 0.5), (96, 0.25)]
    assert [softness.at(m) for m in (-5, 0, 65, 66, 95, 96, 500)] == [0.0, 0.0, 0.0, 0.5, 0.5, 0.25, 0.25]


def test_parameters_can_run_linearly(small: Small) -> None:
    small.edit("parameters.toml", '"1988-01" = 0.25 }', '"1988-01" = 0.25 }\ninterpolate = "linear"')
    softness = load(small.path).parameters["finance.softness"]
    assert [softness.at(m) for m in (0, 33, 66, 81, 96, 119)] == [0.0, 0.25, 0.5, 0.375, 0.25, 0.25]


def test_the_timeline_sets_parameters(small: Small) -> None:
    tax = load(small.path).parameters["tax.local"]
    assert tax.dated == [(0, 0.25), (84, 0.03)]


def test_a_silent_region_has_the_defaults(small: Small) -> None:
    region = load(small.path)
    assert list(region.parameters) == sorted(KNOWN)
    assert region.parameters["youth.sent_down"].at(50) == 0.0
    assert region.parameters["youth.sent_down"].grade == "assumed"


def test_paths(small: Small) -> None:
    small.add("timeline.csv", "1985-01,capacity,plant:mill,2,share,survey,measured,")
    region = load(small.path)
    assert region.path("regime", "region") == [(0, "plan"), (60, "dual")]
    assert [region.word("regime", "region", m) for m in (0, 59, 60)] == ["plan", "plan", "dual"]
    assert region.path("credit", "plant:mill") == [(0, 1.0), (77, 0.5)]  # 20 May counts for June
    assert [region.value("capacity", "plant:mill", m) for m in (0, 30, 60, 90)] == [1.0, 1.5, 2.0, 2.0]
    assert region.path("price", "good:iron", "plan") == [(0, 500.0)]
    assert region.path("price", "good:iron", "market") == []
    assert region.value("demand", "region", 5, default=1.0) == 1.0
    assert region.targets("price") == ["good:coke", "good:iron", "good:ore", "good:power"]


def test_gifts_act_once(small: Small) -> None:
    small.add("timeline.csv", "1982-01,gift,plant:mill,0.5,share,survey,measured,")
    region = load(small.path)
    assert [region.value("gift", "plant:mill", m) for m in (23, 24, 25)] == [0.0, 0.5, 0.0]


def test_a_policy_takes_over_from_its_date(small: Small) -> None:
    region = load(small.path, ["keep_credit"])
    assert region.path("credit", "plant:mill") == [(0, 1.0), (72, 1.0)]
    assert [p.title for p in region.policies] == ["The mill keeps its credit"]
    assert region.digest != load(small.path).digest


def test_a_policy_changes_nothing_before_its_date(small: Small) -> None:
    """Even where values run linearly: the month before the policy is as it was."""
    small.add("timeline.csv", "1989-01,capacity,plant:mill,2,share,survey,measured,")
    row = 'title = "more"\n[[row]]\ndate = "1984-07"\nkind = "capacity"\ntarget = "plant:mill"\nvalue = 4\n'
    demand = '[[row]]\ndate = "1984-07"\nkind = "demand"\ntarget = "region"\nvalue = 0.5\n'
    approval = '[[row]]\ndate = "1984-07"\nkind = "permit"\ntarget = "approval:mill"\nvalue = 1\n'
    small.write("policies/more.toml", row + demand + approval)
    before, after = load(small.path), load(small.path, [small.path / "policies" / "more.toml"])
    for month in range(54):
        value = before.value("capacity", "plant:mill", month)
        assert after.value("capacity", "plant:mill", month) == pytest.approx(value, abs=1e-12)
        assert after.value("demand", "region", month, default=1.0) == 1.0
        assert after.value("permit", "approval:mill", month) == 0.0
    assert after.value("capacity", "plant:mill", 54) == after.value("capacity", "plant:mill", 119) == 4.0
    assert after.value("demand", "region", 54) == 0.5
    assert after.value("permit", "approval:mill", 54) == 1.0


def test_a_policy_that_never_falls_due_changes_no_path(small: Small) -> None:
    text = 'title = "late"\n[[row]]\ndate = "2050-01"\nkind = "capacity"\ntarget = "plant:mill"\nvalue = 4\n'
    late = text + '[[row]]\ndate = "2050-01"\nkind = "tax"\ntarget = "parameter:tax.local"\nvalue = 0.5\n'
    small.write("policies/late.toml", late)
    before, after = load(small.path), load(small.path, ["late"])
    assert after.path("capacity", "plant:mill") == before.path("capacity", "plant:mill")
    assert after.parameters == before.parameters


def test_a_policy_sets_parameters_to_the_end(small: Small) -> None:
    row = 'date = "1983-01"\nkind = "softness"\ntarget = "parameter:finance.softness"\nvalue = 1\n'
    small.write("policies/soft.toml", 'title = "soft"\n[[row]]\n' + row)
    assert load(small.path, ["soft"]).parameters["finance.softness"].dated == [(0, 0.0), (36, 1.0)]


def test_closing_is_for_policies(small: Small) -> None:
    (cause,) = load(small.path, ["close_mill"]).policies[0].causes
    assert (cause.kind, cause.value, cause.policy) == ("close", "1986-01", "The mill is closed over two years")
    assert dict(cause.terms) == {"notice_months": 24.0, "order": "process"}


def test_policies_that_contradict_and_policies_that_are_not_there(small: Small) -> None:
    small.write("policies/cut.toml", small.text("policies/keep_credit.toml").replace("value = 1", "value = 0"))
    with pytest.raises(RegionError) as caught:
        load(small.path, ["keep_credit", "cut"])
    assert "is also set by policy 'keep_credit'" in str(caught.value)
    with pytest.raises(RegionError) as caught:
        load(small.path, ["keep_credits"])
    assert "did you mean 'keep_credit'?" in str(caught.value)


def test_new(small: Small, tmp_path: Path) -> None:
    made = new(tmp_path / "deep" / "My Town", small.path)
    assert check(made) == []
    assert load(made).name == "my_town"
    assert sorted(p.name for p in made.parent.iterdir()) == ["My Town"]
    with pytest.raises(RegionError) as caught:
        new(made, small.path)
    assert "exists already and is not empty" in str(caught.value)


def test_new_leaves_nothing_half_written(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "place"
    place.mkdir()
    (place / "town").mkdir()  # empty, so it may become a region

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(RegionError) as caught:
        new(place / "town", small.path)
    assert "cannot be made: no space left on device" in str(caught.value)
    assert [p.name for p in place.rglob("*")] == ["town"]
    monkeypatch.undo()
    assert load(new(place / "town", small.path)).name == "town"


def test_new_refuses_a_broken_origin_and_a_name_below_a_file(small: Small, tmp_path: Path) -> None:
    with pytest.raises(RegionError):
        new(small.path / "goods.csv" / "town", small.path)
    small.edit("plants.csv", "state", "sate")
    with pytest.raises(RegionError):
        new(tmp_path / "town", small.path)
    assert not (tmp_path / "town").exists()


def test_everything_declared_is_described() -> None:
    text = schema_markdown()
    for model in TABLES.values():
        for column in columns_of(model).values():
            assert f"`{column.name}`" in text
            assert column.meaning
    assert all(f"`{name}`" in text for name in KNOWN)


def test_descriptor(small: Small) -> None:
    found = descriptor(load(small.path))
    resources = {r["name"]: r for r in found["resources"]}
    schema = resources["workshops"]["schema"]
    assert schema["primaryKey"] == ["plant", "workshop"]
    assert {"fields": "plant", "reference": {"resource": "plants", "fields": "plant"}} in schema["foreignKeys"]
    field = next(f for f in schema["fields"] if f["name"] == "min_load")
    assert (field["type"], field["constraints"]) == ("number", {"minimum": 0, "maximum": 1})
    assert resources["observed_staff"]["path"] == "observed/staff.csv"


@given(st.dictionaries(st.integers(-50, 200), st.floats(-10, 10), min_size=1), st.integers(-60, 260))
def test_values_between_dates(dated: dict[int, float], month: int) -> None:
    """Steps take a value that stands there; lines stay between their neighbours."""
    pairs = sorted(dated.items())
    before = [v for m, v in pairs if m <= month] or [pairs[0][1]]
    after = [v for m, v in pairs if m > month] or [pairs[-1][1]]
    assert at(pairs, month, linear=False) == before[-1]
    low, high = sorted((before[-1], after[0]))
    assert low - 1e-9 <= at(pairs, month, linear=True) <= high + 1e-9


def test_shipped_regions_are_without_fault() -> None:
    for name in shipped():
        assert [p.text() for p in check(name)] == []


@pytest.mark.parametrize("name", shipped())
def test_a_copy_of_a_shipped_region_is_without_fault(name: str, tmp_path: Path) -> None:
    made = new(tmp_path / "our_own", name)
    assert [p.text() for p in check(made)] == []
    assert load(made).name_of("region", "our_own", "en") == load(name).name_of("region", name, "en")


def test_checking_is_light(small: Small) -> None:
    """No numba, no engine, and nothing that takes long to import."""
    code = (
        "import sys, tiexi.region as r; r.check(sys.argv[1]);"
        "print(sorted({m.split('.')[0] for m in sys.modules}"
        " & {'numba', 'scipy', 'highspy', 'pandas', 'pint', 'starlette', 'matplotlib', 'xarray'}))"
    )
    found = subprocess.run([sys.executable, "-c", code, str(small.path)], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
