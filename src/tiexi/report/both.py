"""Words in both languages at once, as the film carries them: {"en": ..., "zh": ...}."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tiexi.report.recorded import Recorded
from tiexi.report.speech import Speech

LANGUAGES = ("en", "zh")
SPEECHES = {lang: Speech(lang) for lang in LANGUAGES}
Words = dict[str, str]


def both(key: str, **fill: object) -> Words:
    """A string of the table; a value of `fill` that is words itself is taken in the language at hand."""
    return {
        lang: say(key, **{k: v[lang] if isinstance(v, dict) else v for k, v in fill.items()})
        for lang, say in SPEECHES.items()
    }


def text(en: str, zh: str) -> Words:
    """Two texts as words."""
    return {"en": en, "zh": zh}


def same(value: object) -> Words:
    """What is written alike in both languages: a digest, a command."""
    return {lang: str(value) for lang in LANGUAGES}


def _said(method: str, *values: Any) -> Words:
    return {lang: getattr(say, method)(*values) for lang, say in SPEECHES.items()}


def month(value: int) -> Words:
    """An absolute month, written out."""
    return _said("month", value)


def year(value: int) -> Words:
    """A year, as it stands in both languages."""
    return same(value)


def count(value: float) -> Words:
    """A number in a sentence."""
    return _said("count", value)


def amount(value: float) -> Words:
    """A measured amount."""
    return _said("amount", value)


def among(items: Sequence[Words]) -> Words:
    """Several things as one list."""
    return {lang: say.among([i[lang] for i in items]) for lang, say in SPEECHES.items()}


def named(run: Recorded, kind: str, label: str) -> Words:
    """Name of a plant, good ... standing alone."""
    return {lang: run.name(kind, label, lang) for lang in LANGUAGES}


def inside(run: Recorded, kind: str, label: str) -> Words:
    """The name as it stands inside a sentence."""
    return {lang: run.inner(kind, label, lang) for lang in LANGUAGES}


def works(run: Recorded, plant: str) -> Words:
    """A plant inside a sentence: an English name that is no proper name takes its article."""
    name = inside(run, "plant", plant)
    bare = name["en"][:1].islower() and not name["en"].startswith("the ")
    return {**name, "en": f"the {name['en']}"} if bare else name


def weight(value: float) -> Words:
    """An amount in a sentence: two digits, from a thousand on as a count."""
    return count(value) if abs(value) >= 1000 else amount(value)


def fraction(share: float) -> tuple[Words, Words] | None:
    """A share as `three` of every `five`, in words; None if no such pair is within 0.025 and no tenth fits."""
    for whole in (2, 3, 4, 5, 10):
        part = round(share * whole)
        if 0 < part < whole and abs(part / whole - share) <= 0.025:
            return both(f"number.{part}"), both(f"number.{whole}")
    part = round(share * 10)
    return (both(f"number.{part}"), both("number.10")) if 0 < part < 10 else None


def titled(key: str, found: bool, **fill: object) -> Words:
    """The sentence that states the finding, or the neutral form when the run does not bear it out."""
    return both(f"title.{key}", **fill) if found else both(f"title.{key}.neutral", **fill)
