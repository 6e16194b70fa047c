"""What the recorder writes of a small world, against counts made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import xxhash
from tests.plainly import in_plain_python
from tests.record import small
from tests.worlds import run_on, world_of

from tiexi.record import checkpoint
from tiexi.record.names import key_text
from tiexi.record.recorder import Recorder
from tiexi.record.run import Run, RunError
from tiexi.record.yearbook import enrolled
from tiexi.world.follow import EVERYONE, followed, key_hashes, threshold
from tiexi.world.works import Owner
from tiexi.world.world import World


def played(w: World, folder: Path, months: int, filmed: set[int] | None = None) -> Recorder:
    recorder = Recorder(w, folder, filmed)
    go_on(w, recorder, months)
    return recorder


def go_on(w: World, recorder: Recorder, until: int) -> None:
    while w.month < until:
        small.month(w)
        recorder.month(w)
        w.month += 1


def finish(w: World, recorder: Recorder) -> None:
    w.month -= 1
    recorder.finish(w, small.FACTS)
    w.month += 1


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("run")
    w = small.world(folder / "source")
    out = folder / "out"
    out.mkdir()
    finish(w, played(w, out, 26))
    return Run.open(out)


def value(run: Run, kind: str, entity: str, variable: str, month: str) -> Any:
    rows = run.series.filter(
        (pl.col("kind") == kind) & (pl.col("entity") == entity) & (pl.col("variable") == variable)
        & (pl.col("month") == month)
    )  # fmt: skip
    return rows["value"].item() if rows.height else None


def test_people_are_counted_by_tie_and_activity_in_real_numbers(run: Run) -> None:
    first = {name: value(run, "region", "small", name, "1990-01") for name in
             ("people", "employed", "off_post", "unemployed", "discouraged", "informal", "retired")}  # fmt: skip
    # Row 9, a woman of 55, is past working age: not seeking, yet not discouraged.
    assert first == {"people": 120, "employed": 50, "off_post": 10, "unemployed": 20, "discouraged": 10,
                     "informal": 10, "retired": 10}  # fmt: skip
    assert value(run, "street", "long", "employed", "1990-01") == 50
    assert value(run, "street", "short", "unemployed", "1990-01") == 20
    assert value(run, "region", "small", "off_post", "1990-04") == 20
    assert value(run, "region", "small", "retired", "1990-06") == 0
    assert value(run, "region", "small", "people", "1990-06") == 120  # one died, one was born
    assert value(run, "region", "small", "events_died", "1990-06") == 10


def test_works_money_and_goods_are_recorded_with_their_units(run: Run) -> None:
    assert value(run, "plant", "smelter", "tied", "1990-01") == 50
    assert value(run, "plant", "smelter", "bank_debt", "1990-01") == 900
    assert value(run, "plant", "smelter", "trade_debt", "1990-01") == 50
    assert value(run, "plant", "smelter", "cash", "1990-01") == 500
    assert value(run, "region", "small", "money_households", "1990-02") == 2_000
    assert value(run, "region", "small", "balance_purchase", "1990-02") == 1_500
    assert value(run, "region", "small", "balance_wage", "1990-02") == 0
    assert value(run, "region", "small", "bank_equity", "1990-01") == 900
    assert value(run, "workshop", "smelter/melting", "output", "1990-01") == 1_000
    assert value(run, "workshop", "smelter/melting", "load_factor", "1990-01") == 0.5
    assert value(run, "workshop", "smelter/tanks", "activity", "1990-01") == 0
    assert value(run, "good", "copper", "stock", "1990-01") == 500
    assert value(run, "good", "copper", "price_plan", "1990-01") == 2.0
    units = dict(run.series.filter(pl.col("kind") == "workshop").filter(pl.col("variable") == "output")
                 .select("entity", "unit").unique().iter_rows())  # fmt: skip
    assert units == {"mill/weaving": "fen1978/month", "smelter/melting": "g/month", "smelter/tanks": "batch/month"}


def test_the_yearbook_counts_by_the_definition_in_force(run: Run) -> None:
    # Private plants are left out; in 1990 those off post count as staff, in 1991 they do not.
    assert value(run, "region", "small", "staff_and_workers", "1990-12") == 50
    assert value(run, "region", "small", "staff_and_workers", "1991-12") == 30
    assert value(run, "region", "small", "laid_off_registered", "1990-12") == 20
    assert value(run, "region", "small", "registered_unemployed", "1990-12") == 10
    assert value(run, "region", "small", "survey_unemployed", "1990-12") is None
    assert value(run, "region", "small", "survey_unemployed", "1991-12") == 40
    assert value(run, "region", "small", "staff_and_workers", "1990-11") is None
    yearbook = run.series.filter(pl.col("observer") == "yearbook")
    assert set(yearbook["month"]) == {"1990-12", "1991-12"}
    assert [p["text_en"] for p in run.facts["yearbook"]][:2] == ["all with a tie", "only those at work"]


@pytest.mark.parametrize(("allowed", "owner", "counted"), [
    (333_333, Owner.STATE, [0, 7, 0]), (333_332, Owner.STATE, [0, 0, 0]), (1_000_000, Owner.COLLECTIVE, [0, 0, 0]),
])  # fmt: skip
def test_state_plants_that_pay_a_third_of_their_allowances_enrol(
    allowed: int, owner: Owner, counted: list[int], tmp_path: Path
) -> None:
    w = small.world(tmp_path)
    w.plants.allowed[1], w.plants.owner[1], w.plants.paid_share[1] = allowed, owner, 0
    assert enrolled(w, np.array([0, 4, 2, 5])).tolist() == counted  # two workshops of the smelter; the mill is private


def test_reported_output_rises_with_pressure(run: Run) -> None:
    # 12 months at 3 batches of 5, a target of twice that: b = 0.35 x 0.8 = 0.28; then half of it and as much again.
    assert value(run, "workshop", "mill/weaving", "output_reported", "1990-12") == 5 * round(36 * 1.28)
    assert value(run, "workshop", "mill/weaving", "output_reported", "1991-12") == 5 * round(36 * (1 + 0.14 + 0.28))
    assert value(run, "workshop", "mill/weaving", "target", "1991-12") == 5 * 72


def test_events_name_persons_by_key_and_works_by_label(run: Run) -> None:
    rows = run.events.collect().select("month", "event", "kind", "who", "where").rows()
    key = key_text(run.people.collect()["key"][0])
    assert ("1990-04", "off_post", "person", key, "smelter/melting") in rows
    # Noticed in April; dated at the last round with work, which was the first of the run.
    assert ("1990-01", "stopped", "workshop", "smelter/tanks", "smelter") in rows
    assert ("1990-04", "queued", "plant", "smelter", "") in rows
    assert len(rows) == 5


def test_the_panel_has_a_row_for_every_grown_year_here(run: Run) -> None:
    panel = run.panel.collect()
    assert panel.group_by("year").len().sort("year").rows() == [(1990, 12), (1991, 11), (1992, 11)]
    people = run.people.collect()
    dead = panel.filter(pl.col("key") == people["key"][11]).to_dicts()
    assert [(row["year"], row["here"], row["alive"]) for row in dead] == [(1990, False, False)]
    worker = panel.filter(pl.col("key") == people["key"][1]).to_dicts()
    assert [(r["earnings"], r["employed"], r["workshop"], r["employer_pay"], r["tenure"]) for r in worker] == [
        (1200, 12, "smelter/tanks", 100, 11), (1200, 12, "smelter/tanks", 100, 23), (200, 2, "smelter/tanks", 100, 25),
    ]  # fmt: skip
    child = people.row(12, named=True)
    assert (child["born"], child["mother"], child["weight"]) == ("1990-06", people["key"][0], 10)
    assert people["mother"][0] is None


def test_lives_are_spells_without_gaps(run: Run) -> None:
    key = int(run.people.collect()["key"][0])
    life = run.life(key_text(key))
    told = life.spells.select("from", "to", "activity", "workshop").rows()
    assert told == [
        ("1990-01", "1990-03", "on_post", "smelter/melting"),
        ("1990-04", "1990-12", "seeking", "smelter/melting"),
        ("1991-01", "1991-12", "seeking", "smelter/melting"),
        ("1992-01", "1992-02", "seeking", "smelter/melting"),
    ]
    assert life.years.height == 3
    assert life.events["event"].to_list() == ["off_post"]
    dead = run.life(int(run.people.collect()["key"][11]))
    assert dead.spells.select("from", "to").rows() == [("1990-01", "1990-05")]
    with pytest.raises(RunError, match="does not follow"):
        run.life(key ^ 1)


def test_ledger_and_matter_are_the_months_cells(run: Run) -> None:
    assert run.ledger.filter(pl.col("month") == "1990-03").rows() == [
        ("1990-03", "wage", "state_plants", "households", 1_000),
        ("1990-03", "purchase", "outside", "state_plants", 1_500),
    ]
    rows = run.matter.filter(pl.col("month") == "1990-03").select("reason", "kind", "item", "from", "amount", "unit")
    assert set(rows.rows()) == {
        ("tapped", "good", "cloth", "process", 15, "fen1978"), ("tapped", "good", "copper", "process", 1_000, "g"),
        ("charged", "good", "ore", "yard", 4_001, "g"), ("tapped", "element", "Cu", "process", 1_000, "g"),
        ("charged", "element", "Cu", "yard", 1_000, "g"), ("charged", "element", "rest", "yard", 3_000, "g"),
    }  # fmt: skip


def test_run_json_holds_what_the_contract_promises(run: Run) -> None:
    facts = run.facts
    assert {"version", "commit", "region_digest", "seed", "scale", "months", "wall_seconds", "person_months",
            "platform", "dependencies", "parameters", "share_assumed", "share_balanced", "regional_balance",
            "bank_equity", "residual", "money_unit", "digest", "digests"} <= set(facts)  # fmt: skip
    assert facts["months"] == 26
    assert facts["person_months"] == 26 * 12
    assert facts["share_assumed"] == 6 / 7
    assert facts["parameters"]["off_post.cap_months"] == {"1990-01": 999.0, "1990-07": 36.0}
    assert facts["parameters"]["school.leave_age"] == 16.0
    # A month gives 1,000 g of copper at 2 fen and 15 units of cloth at 1 fen.
    assert facts["share_balanced"] == pytest.approx(2000 / 2015)
    assert facts["regional_balance"] == {"purchase": 26 * 1_500}
    run.verify()


def test_stop_and_resume_writes_the_same(run: Run, tmp_path: Path) -> None:
    w = small.world(tmp_path / "source")
    out = tmp_path / "out"
    out.mkdir()
    recorder = played(w, out, 7)
    path = checkpoint.save(w, recorder.state(), out, {"month": w.month})
    again = small.world(tmp_path / "source")
    meta, tables, state = checkpoint.restore(path)
    for name, columns in tables.items():
        again.tables[name].take_over(columns)
    again.month = meta["month"]
    assert again.digest() == w.digest()
    resumed = Recorder(again, out, None)
    resumed.restore(state)
    go_on(again, resumed, 26)
    finish(again, resumed)
    first, second = small.contents(run.folder), small.contents(out)
    assert first == second


def kept_of_a_year() -> str:
    """Digests of what is recorded of the hamlet's first thirteen months."""
    world = world_of("hamlet")
    recorder = Recorder(world, None)
    run_on(world, "1991-01", recorder.month)
    kept = sorted(recorder.state().items())
    return " ".join(f"{name}={xxhash.xxh3_64(np.ascontiguousarray(a).tobytes()).hexdigest()}" for name, a in kept)


def test_plain_python_records_the_same() -> None:
    program = "from tests.record.test_recorder import kept_of_a_year; print(kept_of_a_year())"
    assert in_plain_python(program).split() == kept_of_a_year().split()


def test_finishing_twice_writes_the_same(tmp_path: Path) -> None:
    w = small.world(tmp_path / "source")
    out = tmp_path / "out"
    out.mkdir()
    recorder = played(w, out, 8)
    finish(w, recorder)
    before = {p.name: p.read_bytes() for p in out.glob("*.*")}
    finish(w, recorder)
    assert before == {p.name: p.read_bytes() for p in out.glob("*.*")}


def test_the_sample_is_the_lowest_hashes_of_all_who_lived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiexi.record.lives.SAMPLE", 3)
    w = small.world(tmp_path / "source")
    film = int(w.people.key[7])
    recorder = played(w, tmp_path, 8, {film})
    keys = w.people.key[1 : w.people.count]
    hashes = np.empty(len(keys), np.uint64)
    key_hashes(keys, hashes)
    wanted = {int(k) for k in keys[np.argsort(hashes)[:3]]} | {film}
    w.month -= 1
    assert set(recorder.makers(w)["lives"]().lazy().collect()["key"]) == wanted


def test_at_most_fifty_thousand_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tiexi.record.panel.FOLLOWED", 4)
    w = small.world(tmp_path / "source", scale=1)
    recorder = played(w, tmp_path, 13)
    w.month -= 1
    monkeypatch.setattr("tiexi.record.lives.SAMPLE", 1)
    frames = {name: make().lazy().collect() for name, make in recorder.makers(w).items()}
    assert frames["panel"]["key"].n_unique() == 4
    assert frames["people"].height == 4
    assert {row["kind"] for row in frames["events"].to_dicts()} >= {"workshop", "plant"}


def test_threshold_follows_everyone_or_a_bounded_share() -> None:
    assert threshold(10, 10**7) == EVERYONE
    assert threshold(1, 40_000) == EVERYONE
    cut = threshold(1, 1_000_000)
    n = 2_000
    followed_share = sum(bool(followed(np.uint64(k * 2654435761), cut)) for k in range(n)) / n
    assert 0.03 < followed_share < 0.07
