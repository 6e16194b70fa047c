"""The film is one well-formed page without requests, the same every time, with the record's numbers in it."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
from tests.report import folder

from tiexi.report import charts, film
from tiexi.report.figures import Figure
from tiexi.report.recorded import Recorded, Unreadable, month_of
from tiexi.report.speech import Speech

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """Checks that every element is closed where it should be and collects attributes and drawings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes something else"


@pytest.fixture(scope="module")
def html(run_folder: Path) -> str:
    return film.write(run_folder).read_text("utf-8")


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    page = Page()
    page.feed(html)
    assert page.open == []
    return page


def figures(run: Recorded, lang: str) -> dict[str, Figure]:
    body = film.body(run, Speech(lang))
    found = {f.name: f for s in body.sections for f in s.figures}
    assert body.strip is not None
    return found | {"strip": body.strip}


def test_nothing_is_asked_of_the_network(html: str, page: Page) -> None:
    for tag, name, value in page.attributes:
        assert name not in ("src", "srcset", "action", "data", "poster"), (tag, name)
        if name in ("href", "xlink:href"):
            assert value.startswith("#"), value
    assert "http" not in html
    assert "@import" not in html
    assert "@font-face" not in html
    assert all(url.startswith("#") for url in re.findall(r"url\(([^)]*)\)", html))


def test_anchors_and_patterns_lead_somewhere_and_ids_are_unique(html: str, page: Page) -> None:
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    for _, name, value in page.attributes:
        if name == "href":
            assert value[1:] in ids
    assert {u[1:] for u in re.findall(r"url\(([^)]*)\)", html)} <= set(ids)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_drawings_are_images_with_the_finding_as_title(run: Recorded, lang: str) -> None:
    for name, figure in figures(run, lang).items():
        for drawing in (figure.desk, figure.phone):
            tree = ET.fromstring(drawing)
            assert tree.get("role") == "img"
            assert tree.get("aria-label") == tree.findtext("title") == figure.title, name
        assert figure.table.rows, name
        assert all(len(row) == len(figure.table.columns) for row in figure.table.rows)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_label_leaves_the_picture(run: Recorded, lang: str) -> None:
    for name, figure in figures(run, lang).items():
        for drawing in (figure.desk, figure.phone):
            tree = ET.fromstring(drawing)
            _, _, width, height = (float(n) for n in (tree.get("viewBox") or "").split())
            for label in tree.iter("text"):
                long = charts.wide(label.text or "")
                x, shift = float(label.get("x", 0)), {"middle": 0.5, "end": 1.0}.get(label.get("text-anchor", ""), 0.0)
                assert x - long * shift >= -12, (name, label.text)
                assert x + long * (1 - shift) <= width + 12, (name, label.text)
                assert 10 <= float(label.get("y", 0)) <= height, (name, label.text)


def test_the_page_has_both_languages_and_no_empty_braces(html: str) -> None:
    assert "Copper electrolysis stopped last, in August 2000" in html
    assert "铜电解最后停下，在 2000 年 8 月" in html
    assert "Residual: 0 fen, 0 g, 0 people." in html
    assert "账目差额：0 分，0 克，0 人。" in html
    assert "tiexi run mill_town --scale 10 --seed 1" in html
    assert "is a stage set for what follows" in html
    assert "Each simulated person stands for 10" in html
    body = html[html.index("<body>") : html.index("<script>")]
    assert not re.search(r"\{[a-z_]*\}", body)


def test_the_same_run_gives_the_same_bytes(run_folder: Path) -> None:
    assert film.render(Recorded(run_folder)) == film.render(Recorded(run_folder))


def test_rows_in_another_order_give_the_same_bytes(run_folder: Path, tmp_path: Path) -> None:
    other = shutil.copytree(run_folder, tmp_path / "other")
    for name in ("series", "people", "panel", "lives", "matter"):
        file = other / f"{name}.parquet"
        pl.read_parquet(file).reverse().write_parquet(file)
    for name in ("workshops", "recipes", "goods", "names"):
        file = other / "region" / f"{name}.csv"
        head, *rows = file.read_text("utf-8").splitlines()
        file.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    # The order of recipe variants is in the workshop's row, so nothing may hang on the order of rows.
    assert film.render(Recorded(other)) == film.render(Recorded(run_folder))


def test_it_opens_in_the_language_asked_for(run: Recorded) -> None:
    assert '<html lang="zh-Hans">' in film.render(run, lang="zh")
    with pytest.raises(ValueError, match="no language"):
        film.render(run, lang="fr")


def test_the_people_tables_hold_the_series(run: Recorded) -> None:
    found = figures(run, "en")
    row = {r[0]: r[1:] for r in found["states"].table.rows}["December 2000"]
    month = month_of("2000-12")
    counts = (folder.employed(month), folder.off_post(month), 200 + (month - 1992 * 12) * 90, folder.unemployed(month))
    assert row == [f"{n:,}" for n in (*counts, folder.unemployed(month) // 2)]
    without = {r[0]: r[1:] for r in found["without"].table.rows}["December 2000"]
    seen = folder.off_post(month) + folder.unemployed(month) + folder.unemployed(month) // 2
    printed = folder.off_post(month) * 42 // 100 + folder.unemployed(month) * 6 // 10
    assert without == [f"{seen:,}", f"{printed:,}", f"−{seen - printed:,}"]
    assert len(found["employment"].table.rows) == folder.LAST - folder.FIRST + 1


def test_the_chain_holds_the_record_of_moves(run: Recorded) -> None:
    rows = {(r[0], r[1], r[2]): r[3] for r in figures(run, "en")["chain"].table.rows}
    assert rows["Matte", "Rough smelting", "Revolving furnace"] == "1,000"
    assert rows["Anode scrap", "Copper electrolysis", "Rough smelting"] == "75"
    assert rows["Cathodes", "Copper electrolysis", "sold or stored"] == "420"
    assert rows["Oxygen of the air", "air, water, soil", "Rough smelting"] == "1,000"
    slag = [float(v.replace(",", "")) for (good, _, _), v in rows.items() if good == "Slag"]
    assert sum(slag) <= 2000  # the tower's part is not copper's


def test_the_order_table_says_who_stopped_when(run: Recorded) -> None:
    rows = {r[0]: r[1] for r in figures(run, "en")["stopping"].table.rows}
    assert rows["Copper electrolysis"] == "August 2000"
    assert rows["Lead: sinter and tower"] == "May 2000"


def test_a_run_without_chains_names_or_yearbook_has_a_film(run_folder: Path, tmp_path: Path) -> None:
    bare = shutil.copytree(run_folder, tmp_path / "bare")
    for name in ("names", "timeline", "recipes"):
        (bare / "region" / f"{name}.csv").unlink()
    settings = (bare / "region" / "region.toml").read_text("utf-8")
    (bare / "region" / "region.toml").write_text(settings.split("[[stage_set]]")[0], "utf-8")
    series = pl.read_parquet(bare / "series.parquet")
    kept = series.filter((pl.col("observer") == "camera") & (pl.col("kind") != "plant"))
    kept.write_parquet(bare / "series.parquet")
    html = film.write(bare).read_text("utf-8")
    assert "electrolysis" in html
    assert 'id="en-chain"' not in html
    assert 'id="en-sectors"' in html


def test_no_run_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"is no run folder: it has no run\.json"):
        film.write(tmp_path)
    assert list(tmp_path.iterdir()) == []
