"""Every chart has a table with the film's own numbers, and is saved with its sentence, its source and the run's digest."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.page.conftest import Opener, Shown
from tests.page.looks import data_of

Chart = dict[str, Any]
Column = list[float | None]
PNG = b"\x89PNG\r\n\x1a\n"


def of_years(yearlies: list[dict[str, Any]]) -> list[Column]:
    """Columns of values by year, from the first year of any to the last."""
    first = min(y["start"] for y in yearlies)
    after = max(y["start"] + len(y["values"]) for y in yearlies)
    return [
        [y["values"][year - y["start"]] if 0 <= year - y["start"] < len(y["values"]) else None for year in range(first, after)]
        for y in yearlies
    ]  # fmt: skip


def of_months(tracks: list[dict[str, Any]]) -> list[Column]:
    """Columns of values by month, likewise."""
    return of_years(tracks)


def one_after_another(columns: list[Column]) -> list[Column]:
    """All the columns' values as one column, without the empty ones."""
    return [[v for column in columns for v in column if v is not None]]


def named(parts: list[dict[str, Any]]) -> list[Column]:
    return of_years([p["yearly"] for p in parts])


def lexis(chart: Chart) -> list[Column]:
    width = max(len(row) for row in chart["shares"])
    rows = [[None if v is None else v / 10 for v in row] + [None] * (width - len(row)) for row in chart["shares"]]
    return [[row[i] for row in rows] for i in range(width)]


def stopping(chart: Chart) -> list[Column]:
    months = range(chart["first"], chart["first"] + chart["months"])

    def share(track: dict[str, Any], month: int) -> float | None:
        i = month - track["start"]
        return min(100, int(track["values"][i] / 10 + 0.5)) if 0 <= i < len(track["values"]) else None

    return [[share(row["work"], month) for row in chart["rows"]] for month in months]


# For each kind the first column with numbers of the picture, and those numbers, column by column.
EXPECTED: dict[str, tuple[int, Callable[[Chart], list[Column]]]] = {
    "stopping": (3, stopping),
    "states": (1, lambda chart: of_months([layer["track"] for layer in chart["layers"]])),
    "cohorts": (1, lambda chart: named(chart["layers"])),
    "sectors": (1, lambda chart: named(chart["panels"])),
    "transfer": (1, lambda chart: named(chart["left"] + chart["back"])),
    "freight": (1, lambda chart: named(chart["inbound"] + chart["outbound"])),
    "rise": (1, lambda chart: named(chart["plants"])),
    "lexis": (1, lexis),
    "windows": (1, lambda chart: [[d[name] for d in chart["dates"]] for name in ("lit", "framed", "employed", "off_post")]),
    "after": (1, lambda chart: of_months([chart["employed"], chart["off_post"]])),
    "arrears": (-4, lambda chart: of_months([chart[name] for name in ("due", "paid", "till", "owed")])),
    "book": (1, lambda chart: [chart["camera"]["values"]]),
    "ledger": (3, lambda chart: one_after_another(
        [[c["money"] for c in y["cells"]] for y in chart["years"]]
        + [[e[part] for part in ("in", "sold", "nature", "kept")] for e in chart["elements"]])),
    "chain": (4, lambda chart: one_after_another(
        [[f["tonnes"] for f in chart["flows"]], [b["stock_months"] for b in chart["boxes"]]])),
}  # fmt: skip


def number(cell: str) -> float | None:
    """The number in a cell; None if it is empty."""
    cleaned = (
        cell.replace(",", "").replace("−", "-").replace("\xa0", "").replace("\u202f", "").removesuffix("%").strip()
    )
    return float(cleaned) if re.fullmatch(r"-?\d+(\.\d+)?", cleaned) else None


def sequences(data: dict[str, Any]) -> list[tuple[str, int, Chart]]:
    return [(p["id"], i + 1, s["chart"]) for p in data["parts"] for i, s in enumerate(p["sequences"])]


def figure_of(shown: Shown, data: dict[str, Any], part: str, place: int) -> Any:
    """The figure of a sequence, drawn."""
    shown.page.evaluate("(hash) => { location.hash = hash; }", f"#part={part}&s={place}")
    sequence = next(p for p in data["parts"] if p["id"] == part)["sequences"][place - 1]
    figure = shown.page.locator(f'[id="sequence-{sequence["id"]}"] figure')
    figure.locator("summary").wait_for()
    return figure


def table_of(figure: Any) -> list[list[str]]:
    """Rows of the table under a figure."""
    figure.locator("summary").click()
    figure.locator("tbody tr").first.wait_for(state="attached")
    rows: list[list[str]] = figure.locator("tbody").evaluate(
        "(b) => [...b.rows].map((r) => [...r.cells].map((c) => c.textContent))"
    )
    return rows


def test_every_table_has_the_numbers_of_its_chart(opened: Opener, film: Path) -> None:
    data = data_of(film)
    shown = opened(film)
    wrong = []
    for part, place, chart in sequences(data):
        if chart["kind"] not in EXPECTED:
            continue
        start, expected = EXPECTED[chart["kind"]]
        rows = table_of(figure_of(shown, data, part, place))
        start = start if start >= 0 else len(rows[0]) + start
        printed = [[number(row[start + k]) for row in rows] for k in range(len(rows[0]) - start)]
        for column in expected(chart):
            if not any(same(found, column) for found in printed):
                wrong.append(f"{part} {place} ({chart['kind']}): no column of the table says {column[:6]}…")
    assert not wrong, "\n" + "\n".join(wrong)


def same(printed: list[float | None], column: Column) -> bool:
    """Whether a column of a table is the values; a table may have rows that they do not reach."""
    if len(printed) != len(column):
        printed, column = [v for v in printed if v is not None], [v for v in column if v is not None]
    return len(printed) == len(column) and all(close(a, b) for a, b in zip(printed, column, strict=True))


def close(printed: float | None, value: float | None) -> bool:
    """Whether a printed number is the value, to the decimals that are printed."""
    if printed is None or value is None:
        return printed is None and value in (None, 0)
    decimals = len(f"{printed:.6f}".rstrip("0").partition(".")[2])
    return abs(printed - value) <= 0.5 * 10.0**-decimals + 1e-9


def test_every_chart_is_an_image_with_a_title_and_a_table(opened: Opener, film: Path) -> None:
    data = data_of(film)
    shown = opened(film)
    for part, place, chart in sequences(data):
        figure = figure_of(shown, data, part, place)
        assert table_of(figure), (part, place)
        if chart["kind"] == "ride":
            continue
        picture = figure.locator("svg[role=img]").first
        assert (picture.locator("> title").text_content() or "").strip(), (part, place)


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_a_chart_is_saved_with_its_source(opened: Opener, film: Path, tmp_path: Path, kind: str) -> None:
    data = data_of(film)
    part, place, chart = next(s for s in sequences(data) if s[2]["kind"] not in ("ride", "life"))
    shown = opened(film)
    figure = figure_of(shown, data, part, place)
    with shown.page.expect_download() as waiting:
        figure.get_by_role("button", name=re.compile(kind)).click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.suffix == f".{kind.lower()}"
    if kind == "PNG":
        assert saved.read_bytes().startswith(PNG)
        return
    text = saved.read_text("utf-8")
    words = " ".join(" ".join(ET.fromstring(text).itertext()).split())
    sequence = next(p for p in data["parts"] if p["id"] == part)["sequences"][place - 1]
    assert sequence["title"]["en"] in words
    assert data["digest"][:8] in words
    assert not re.search(r"""(href|src)=["'](?!#|data:)""", text), "a saved chart stands by itself"
    assert "var(--" not in text, "colours are written out"
    assert chart["kind"]
