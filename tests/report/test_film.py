"""The film is one page with a run's data in it: the same every time, whole, and of this version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tiexi import engine
from tiexi.record.atomic import FolderError
from tiexi.record.provenance import version
from tiexi.record.run import Run
from tiexi.record.writing import Writing
from tiexi.report import film, film_data, pack, page, starts
from tiexi.report.page import film_in
from tiexi.report.recorded import Recorded, Unreadable
from tiexi.report.twice import Unlike


@pytest.mark.usefixtures("built")
def test_the_page_holds_the_film(run_folder: Path, run: Recorded) -> None:
    html = film.write(run_folder).read_text("utf-8")
    assert film_in(html) == pack.plain(film_data.film(run))
    assert '<html lang="en" data-theme="dark">' in html
    assert "<title>Mill town</title>" in html
    assert f'content="tiexi {version()}, film 1"' in html


@pytest.mark.usefixtures("built")
def test_it_opens_in_the_language_asked_for(run: Recorded) -> None:
    html = film.render(run, lang="zh")
    assert '<html lang="zh-Hans" data-theme="dark">' in html
    assert "<title>厂城</title>" in html
    with pytest.raises(ValueError, match="no language"):
        film.render(run, lang="fr")


def test_a_plant_there_is_not_is_said(run: Recorded) -> None:
    with pytest.raises(ValueError, match="no plant 'smeltr' in this run; did you mean 'smelter'"):
        film.render(run, plant="smeltr")


@pytest.mark.parametrize(("reader", "begins"), [(None, ""), ("worker", "part=remnants"), ("industry", "part=rust")])
def test_it_opens_where_its_reader_begins(run: Recorded, reader: str | None, begins: str) -> None:
    assert starts.fragment(film_data.film(run), reader) == begins


def test_lives_open_on_a_life_of_the_plant_asked_for(run: Recorded) -> None:
    told = film_data.film(run)
    keys = told["people"]["keys"]
    assert starts.fragment(told, "lives") == f"life={keys[0]}"
    with_people = {one["id"]: one["people"] for one in told["plants"]}
    filled = next(name for name, people in with_people.items() if people)
    assert starts.fragment(told, "lives", filled) == f"life={with_people[filled][0]}"
    with pytest.raises(ValueError, match="nobody filmed"):
        starts.fragment(told, "lives", "nowhere")
    with pytest.raises(ValueError, match="worker, industry, lives"):
        starts.fragment(told, "planner")


@pytest.mark.usefixtures("built")
def test_the_same_run_gives_the_same_bytes(run_folder: Path) -> None:
    assert film.render(Recorded(run_folder)) == film.render(Recorded(run_folder))


def test_rows_in_another_order_give_the_same_film(run_folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(run_folder, tmp_path / "other")
    for name in ("series", "people", "panel", "lives", "matter"):
        file = other / f"{name}.parquet"
        pl.read_parquet(file).reverse().write_parquet(file)
    for name in ("workshops", "recipes", "goods", "names"):
        file = other / "region" / f"{name}.csv"
        head, *rows = file.read_text("utf-8").splitlines()
        file.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    assert pack.plain(film_data.film(Recorded(other))) == pack.plain(film_data.film(Recorded(run_folder)))


def test_a_run_without_chains_names_or_yearbook_has_a_film(run_folder: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(run_folder, tmp_path / "bare")
    for name in ("names", "timeline", "recipes"):
        (bare / "region" / f"{name}.csv").unlink()
    settings = (bare / "region" / "region.toml").read_text("utf-8")
    (bare / "region" / "region.toml").write_text(settings.split("[[stage_set]]")[0], "utf-8")
    series = pl.read_parquet(bare / "series.parquet")
    kept = series.filter((pl.col("observer") == "camera") & (pl.col("kind") != "plant"))
    kept.write_parquet(bare / "series.parquet")
    told = [s["id"] for p in film_data.film(Recorded(bare))["parts"] for s in p["sequences"]]
    assert "sectors" in told
    assert "stopping" in told
    assert not {"chain-copper", "return", "arrears"} & set(told)


def test_a_run_that_filmed_nobody_has_a_film(run_folder: Path, tmp_path: Path) -> None:
    empty = shutil.copytree(run_folder, tmp_path / "empty")
    for name in ("people", "panel", "lives", "events"):
        pl.read_parquet(empty / f"{name}.parquet").clear().write_parquet(empty / f"{name}.parquet")
    told = film_data.film(Recorded(empty))
    assert told["people"]["keys"] == []
    assert "life" not in [s["id"] for p in told["parts"] for s in p["sequences"]]


@pytest.mark.parametrize("until", ["1990-01", "1990-03"])
def test_a_run_in_which_no_year_ends_has_a_film(until: str, tmp_path: Path) -> None:
    run = engine.run("hamlet", scale=1, until=until, out=tmp_path / "run")
    assert film_data.film(Recorded(run.folder))["parts"]


def test_no_run_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"is no run folder: it has no run\.json"):
        film.write(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_another_version_says_what_to_do(run_folder: Path, tmp_path: Path) -> None:
    old = shutil.copytree(run_folder, tmp_path / "old")
    facts = json.loads((old / "run.json").read_text("utf-8")) | {"version": "0.0.1"}
    (old / "run.json").write_text(json.dumps(facts), "utf-8")
    with pytest.raises(Unreadable, match=r"was made by version 0\.0\.1.*Make it again with `tiexi run`"):
        film.write(old)


def test_without_a_built_page_it_says_how_to_build_one(
    run: Recorded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(page, "files", lambda name: tmp_path)
    with pytest.raises(page.NotBuilt, match="is not built"):
        film.render(run)


def test_only_runs_of_one_seed_and_scale_are_held_together(run: Recorded, run_folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(run_folder, tmp_path / "other")
    facts = json.loads((other / "run.json").read_text("utf-8")) | {"seed": 2}
    (other / "run.json").write_text(json.dumps(facts), "utf-8")
    with pytest.raises(Unlike, match="seed is 2 there and 1 here"):
        film_data.film(run, other=Recorded(other))


def test_a_film_made_while_the_tables_are_written_is_the_same(tmp_path: Path) -> None:
    made: list[Any] = []
    run = engine.run(
        "hamlet", until="1991-06", out=tmp_path / "run",
        meanwhile=lambda writing: made.append(pack.plain(film_data.film(Recorded(writing)))),
    )  # fmt: skip
    assert made == [pack.plain(film_data.film(Recorded(run.folder)))]


@pytest.mark.parametrize("failure", [FolderError("the disk is full"), KeyboardInterrupt("once more")])
def test_what_fails_meanwhile_is_said_when_the_run_is_whole(tmp_path: Path, failure: BaseException) -> None:
    def fail(_: Writing) -> None:
        raise failure

    with pytest.raises(type(failure), match=str(failure)):
        engine.run("hamlet", until="1990-02", out=tmp_path / "run", meanwhile=fail)
    Run.open(tmp_path / "run").verify()
