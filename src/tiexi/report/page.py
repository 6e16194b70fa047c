"""The built page, and a film's data put into it."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from typing import Any

from tiexi.record.atomic import FolderError
from tiexi.report.pack import pack, unpack

HTML, TITLE = '<html lang="en"', "<title>tiexi</title>"  # as the page is built
TAGS = {"zh": "zh-Hans"}
SLOT = '<script id="film" type="application/octet-stream">'


class NotBuilt(FolderError):
    """The package carries no page: it is run from its sources, and nobody built them."""


def empty_page() -> str:
    """The page without a film, as the package carries it. Raises NotBuilt if it carries none."""
    page = files("tiexi.web").joinpath("page", "film.html")
    if not page.is_file():
        raise NotBuilt("the film's page is not built: `pip install .` builds it, and so does `make page`")
    return page.read_text("utf-8")


def page_of(film: dict[str, Any]) -> str:
    """The page with a film in it, its title and language set; the same film gives the same text."""
    before, slot, after = empty_page().partition(SLOT)
    if not slot:
        raise NotBuilt("the film's page that was built has no place for a film: build it again")
    return f"{_headed(before, film)}{slot}{pack(film)}{after}"


def _headed(before: str, film: dict[str, Any]) -> str:
    """What stands before the film: language and title of the film, and which version made it."""
    lang = str(film.get("opens", "en"))
    made = f"tiexi {film.get('version', '')}, film {film.get('format', '')}"
    title = escape(str(film.get("title", {}).get(lang, "tiexi")))
    before = before.replace(HTML, f'<html lang="{TAGS.get(lang, lang)}"', 1)
    return before.replace(TITLE, f'<meta name="generator" content="{escape(made)}"><title>{title}</title>', 1)


def film_in(html: str) -> dict[str, Any]:
    """The film that stands in a page. Raises ValueError if none does."""
    _, slot, after = html.partition(SLOT)
    packed = after[: after.find("</script>")].strip()
    if not slot or not packed:
        raise ValueError("there is no film in this page")
    return dict(unpack(packed))
