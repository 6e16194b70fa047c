"""One life told from the record: dated sentences from events and spells, and how to find a life.

Simulated people have a number and never a name.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

import polars as pl

from tiexi.report.again import filming
from tiexi.report.both import month as month_words
from tiexi.report.followed import SPELL, children_of
from tiexi.report.life_record import Fill, Happened, Person, Spell, Told
from tiexi.report.life_scenes import scenes_of
from tiexi.report.life_told import Teller
from tiexi.report.life_words import LIFE
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.sentences import Speaker, heading
from tiexi.report.speech import Speech, tidy

COUNTED = ("employed", "off_post", "unemployed", "informal", "retired")


@dataclass(frozen=True)
class Filters:
    """What a person must have been. `counted`: for a month at least, on the books of `plant` if one is given;
    `street`: at the end; `born`: year; `sex`: woman or man."""

    counted: str | None = None
    plant: str | None = None
    street: str | None = None
    born: int | None = None
    sex: str | None = None


@dataclass(frozen=True)
class Sentence:
    """One sentence with its month, YYYY-MM."""

    month: str
    text: str


@dataclass(frozen=True)
class Life:
    """A life in one language. `filmed` is False if the record has nothing of this person."""

    key: str
    heading: str
    sentences: list[Sentence]
    note: str
    filmed: bool


def key_text(key: int | str) -> str:
    """A key as sixteen hexadecimal digits; raises ValueError if it is none."""
    try:
        number = int(key, 16) if isinstance(key, str) else key
    except ValueError:
        number = -1
    if not 0 <= number < 2**64:
        raise ValueError(f"{key!r} is not the key of a person (sixteen hexadecimal digits)")
    return f"{number:016x}"


def lives(run: Recorded, filters: Filters | None = None) -> list[str]:
    """Keys of the people followed who fit, in order of keys; ValueError for a status or sex that does not exist."""
    f = filters or Filters()
    if f.counted is not None and f.counted not in COUNTED:
        raise ValueError(f"nobody is counted as {f.counted!r}; there are {', '.join(COUNTED)}")
    if f.sex not in (None, "woman", "man"):
        raise ValueError(f"sex is woman or man, not {f.sex!r}")
    people = run.scan("people")
    if f.street is not None:
        people = people.filter(pl.col("street") == f.street)
    if f.born is not None:
        people = people.filter(pl.col("born").str.slice(0, 4) == f"{f.born:04d}")
    if f.sex is not None:
        people = people.filter(pl.col("sex") == f.sex)
    if f.counted is not None or f.plant is not None:
        years = run.scan("panel")
        if f.counted is not None:
            years = years.filter(pl.col(f.counted) > 0)
        if f.plant is not None:
            years = years.filter(pl.col("workshop").str.starts_with(f"{f.plant}/"))
        people = people.join(years.select("key").unique(), on="key", how="semi")
    return [key_text(k) for k in people.select("key").sort("key").collect()["key"]]


def person(run: Recorded, key: str) -> Person | None:
    """What the record holds of a person; None if nothing."""
    mine = pl.col("key") == int(key, 16)
    found = run.scan("people").filter(mine).collect().to_dicts()
    if not found:
        return None
    told = found[0]
    events = run.scan("events").filter((pl.col("kind") == "person") & (pl.col("who") == key))
    spells = run.scan("lives").filter(mine).sort("from")
    years = run.scan("panel").filter(mine).sort("year").select("year", "earnings").collect()
    order = [c for c in SPELL if c in spells.collect_schema()]
    return Person(
        int(key, 16), month_of(told["born"]), told["sex"], bool(told["gone"]), told["alive"],
        [Happened(month_of(m), *rest) for m, *rest in
         events.select("month", "event", "where", "value").collect().iter_rows()],
        [Spell(month_of(a), month_of(b), *rest) for a, b, *rest in spells.select(order).collect().iter_rows()],
        list(years.iter_rows()), children_of(run, [int(key, 16)]).get(int(key, 16), ()),
        scenes_of(run, pl.Series([int(key, 16)], dtype=pl.UInt64)).get(int(key, 16), ()),
    )  # fmt: skip


def tell(run: Recorded, key: int | str, lang: str = "en") -> Life:
    """Tell a life month by month. Someone who was not filmed gets a sentence that says so and what to do."""
    name, say = key_text(key), Speech(lang)
    found, note = person(run, name), LIFE["simulated"][say.column]
    if found is None:
        said = LIFE["not_filmed"][say.column].format(key=name, command=filming(run, name))
        return Life(name, said, [], note, filmed=False)
    told = Teller(run).tell(found)
    if not found.spells:
        told.append(Told(run.last, "events_only", fills=(Fill("command", "text", filming(run, name)),)))
    speaker = Speaker(run)
    head = tidy(heading(name, found.sex, month_words(found.born))[lang])
    sentences = [
        Sentence(f"{t.month // 12:04d}-{t.month % 12 + 1:02d}", speaker.said(t, found.sex)[lang]) for t in told
    ]
    if found.scenes:
        note = "".join((note, " " if lang == "en" else "", LIFE["drawn"][say.column]))
    return Life(name, head, sentences, note, filmed=True)


def as_text(life: Life) -> str:
    """A life as plain text."""
    lines = [life.heading, life.note if life.filmed else "", ""] if life.filmed else [life.heading]
    return "\n".join([*lines, *(s.text for s in life.sentences)]) + "\n"


def as_json(life: Life) -> str:
    """A life as JSON."""
    return json.dumps(asdict(life), ensure_ascii=False, indent=1) + "\n"
