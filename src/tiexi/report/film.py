"""The film of a run: one offline page with everything inside, in both languages, from the record alone."""

from __future__ import annotations

from pathlib import Path

from tiexi.record.atomic import write_text
from tiexi.record.provenance import version
from tiexi.record.writing import Writing
from tiexi.region.problem import did_you_mean, quoted
from tiexi.report import film_data, starts
from tiexi.report.page import page_of
from tiexi.report.recorded import Recorded, Unreadable


def write(
    run: Path | Writing, *, lang: str = "en", plant: str | None = None, other: Path | None = None,
    reader: str | None = None,
) -> Path:  # fmt: skip
    """Write `film.html` into a run folder, whole or still being written, and return its path; `lang` is the language it
    opens in.

    It opens with the minute, or where a `reader` begins (see `report.starts`).

    The order of stopping is that of `plant`, or of the plant with most workshops in a chain. With `other`, the folder
    of another run of the same region, scale and seed, lives are told twice. Raises Unreadable if a folder is no run
    folder of this version, NotBuilt if there is no page to put the film into, ValueError for what there
    is not: a language, a reader, a plant.
    """
    recorded, held = opened(run), None if other is None else opened(other)
    path = recorded.folder / "film.html"
    write_text(path, render(recorded, lang=lang, plant=plant, other=held, reader=reader))
    return path


def render(
    run: Recorded, *, lang: str = "en", plant: str | None = None, other: Recorded | None = None,
    reader: str | None = None,
) -> str:  # fmt: skip
    """The page as text; the same run gives the same bytes."""
    known = [str(row["plant"]) for row in run.region_table("plants")]
    if plant is not None and plant not in known:
        raise ValueError(f"there is no plant {quoted(plant)} in this run; {did_you_mean(plant, known)}")
    film = film_data.film(run, lang=lang, plant=plant, other=other)
    return page_of(film | {"starts": starts.fragment(film, reader, plant)})


def opened(folder: Path | Writing) -> Recorded:
    """A run folder of this version."""
    run = Recorded(folder)
    made = str(run.facts.get("version", "another"))
    if made != version():
        raise Unreadable(
            f"{run.folder} was made by version {made}, this is {version()}. Make it again with `tiexi run`."
        )
    return run
