"""The film of a run: one offline page with everything inside, in both languages, from the record alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from tiexi.record.atomic import write_text
from tiexi.record.provenance import sources
from tiexi.report import again, chain_picture, life, money, opening, remnants, rust
from tiexi.report.figures import LANGUAGES, Figure
from tiexi.report.recorded import Recorded
from tiexi.report.speech import Speech


@dataclass(frozen=True)
class Section:
    """A part of the page: an anchor, a heading, and its figures."""

    name: str
    heading: str
    figures: list[Figure]


@dataclass(frozen=True)
class Body:
    """The page in one language."""

    lang: str
    tag: str
    title: str
    headline: str
    facts: list[str]
    strip: Figure | None
    sections: list[Section]
    lives: list[life.Life]
    ledger: str
    colophon: list[tuple[str, str]]
    say: Speech
    others: dict[str, str] = field(default_factory=dict)  # titles of the figures in the other language

    @property
    def other(self) -> str:
        return next(one for one in LANGUAGES if one != self.lang)

    @property
    def other_tag(self) -> str:
        return Speech(self.other).tag


def write(run_folder: Path, *, lang: str = "en", plant: str | None = None) -> Path:
    """Write `film.html` into a run folder and return its path; `lang` is the language it opens in.

    The order of stopping is that of `plant`, or of the plant with most workshops in a chain. Raises Unreadable if
    the folder is no run folder, ValueError for a language there is not.
    """
    path = Path(run_folder) / "film.html"
    write_text(path, render(Recorded(run_folder), lang=lang, plant=plant))
    return path


def render(run: Recorded, *, lang: str = "en", plant: str | None = None) -> str:
    """The page as text; the same run gives the same bytes."""
    first = Speech(lang)
    bodies = [body(run, Speech(one), plant) for one in LANGUAGES]
    for mine, its in zip(bodies, reversed(bodies), strict=True):
        mine.others.update({f.name: f.title for s in its.sections for f in s.figures})
    pages = Environment(
        loader=PackageLoader("tiexi.report", "templates"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    other = next(one for one in LANGUAGES if one != first.lang)
    return pages.get_template("film.html.j2").render(
        bodies=bodies, opens=first.lang, other=other, tag=first.tag, page_title=run.title(first.lang)
    )  # fmt: skip


def body(run: Recorded, say: Speech, plant: str | None = None) -> Body:
    """Everything the page says in one language."""
    sections = [
        Section("works", say("page.works"), kept([rust.stopping(run, say, plant), chain_picture.tonnes(run, say)])),
        Section("streets", say("page.streets"),
                kept([remnants.without_work(run, say), remnants.employment(run, say), remnants.states(run, say)])),
        Section("money", say("page.money"), kept([money.tills(run, say), money.sectors(run, say)])),
    ]  # fmt: skip
    told = [life.tell(run, key, say.lang) for key in life.three(run)]
    title = run.title(say.lang)
    return Body(
        lang=say.lang, tag=say.tag, title=title,
        headline=opening.headline(run, say)[0], facts=opening.facts(run, say), strip=opening.strip(run, say),
        sections=[s for s in sections if s.figures], lives=told, ledger=opening.residual(run, say),
        colophon=colophon(run, say), say=say,
    )  # fmt: skip


def kept(figures: Sequence[Figure | None]) -> list[Figure]:
    """Figures the run has something for."""
    return [f for f in figures if f is not None]


def colophon(run: Recorded, say: Speech) -> list[tuple[str, str]]:
    """How the page was made: command, digests, shares assumed and balanced, bibliography."""
    facts, unknown = run.facts, say("colophon.unknown")

    def share(name: str, key: str) -> str:
        return unknown if facts.get(name) is None else say(key, n=round(100 * float(facts[name])))

    return [
        (say("colophon.command"), again.command(run)),
        (say("colophon.version"), str(facts.get("version", unknown))),
        (say("colophon.region"), str(facts.get("region_digest", unknown))),
        (say("colophon.digest"), str(facts.get("digest", unknown))),
        (say("colophon.assumed"), share("share_assumed", "colophon.assumed.value")),
        (say("colophon.balanced"), share("share_balanced", "colophon.balanced.value")),
        (say("colophon.sources"), say("colophon.sources.value", n=len(sources(run.folder / "region")))),
    ]  # fmt: skip
