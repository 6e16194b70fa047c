"""One life told from the record: dated sentences from events and spells, and how to find a life.

Simulated people have a number and never a name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import polars as pl

from tiexi.report.again import filming
from tiexi.report.life_words import LIFE
from tiexi.report.money import unit
from tiexi.report.recorded import Recorded, month_of
from tiexi.report.speech import Speech, tidy

ENDS_OF_TIES = ("dismissed", "bought_out", "status_abolished")
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


def tell(run: Recorded, key: int | str, lang: str = "en") -> Life:
    """Tell a life month by month. Someone who was not filmed gets a sentence that says so and what to do."""
    text = key_text(key)
    person = run.scan("people").filter(pl.col("key") == int(text, 16)).collect().to_dicts()
    say = Speech(lang)
    if not person:
        said = LIFE["not_filmed"][say.column].format(key=text, command=filming(run, text))
        return Life(text, said, [], LIFE["simulated"][say.column], filmed=False)
    return _Teller(run, say, text, person[0]).life()


def as_text(life: Life) -> str:
    """A life as plain text."""
    lines = [life.heading, life.note if life.filmed else "", ""] if life.filmed else [life.heading]
    return "\n".join([*lines, *(s.text for s in life.sentences)]) + "\n"


def as_json(life: Life) -> str:
    """A life as JSON."""
    return json.dumps(asdict(life), ensure_ascii=False, indent=1) + "\n"


class _Teller:
    """Turns one person's rows into sentences."""

    def __init__(self, run: Recorded, say: Speech, key: str, person: dict[str, Any]) -> None:
        self.run, self.say, self.key, self.person = run, say, key, person
        number = int(key, 16)
        mine = pl.col("key") == number
        self.events = run.events.filter((pl.col("kind") == "person") & (pl.col("who") == key)).to_dicts()
        self.spells = run.scan("lives").filter(mine).sort("from").collect().to_dicts()
        self.years = run.scan("panel").filter(mine).sort("year").collect().to_dicts()
        self.born = month_of(person["born"])
        she = "she" if person["sex"] == "woman" else "he"
        her = "her" if she == "she" else "his"
        self.fill = {"unit": unit(run, say)}
        for word in (she, her):
            told = self.word(word)
            role = "she" if word == she else "her"
            self.fill |= {role: told, role.title(): told[:1].upper() + told[1:]}
        self.fill["her_object"] = self.word(f"{her}_object")

    def word(self, key: str, fill: Mapping[str, object] | None = None) -> str:
        """A string of the table with pronouns, money unit and `fill` filled in."""
        return LIFE[key][self.say.column].format(**self.fill | dict(fill or {}))

    def sentence(self, month: int, key: str, fill: Mapping[str, object] | None = None) -> Sentence:
        """A sentence of the table with its month and the person's age filled in."""
        dated = {"month": self.say.month(month), "age": (month - self.born) // 12}
        said = tidy(self.word(key, dated | dict(fill or {})))
        return Sentence(f"{month // 12:04d}-{month % 12 + 1:02d}", said[:1].upper() + said[1:])

    def place(self, workshop: str) -> str:
        """Plant and workshop in words."""
        plant = self.plant(workshop.split("/")[0])
        shop = self.run.inner("workshop", workshop, self.say.lang)
        if self.run.solitary(workshop):
            return plant
        return f"{plant} ({shop})" if self.say.lang == "en" else f"{plant}{shop}"

    def plant(self, plant: str) -> str:
        """A plant in words: an English name that is no proper name takes its article."""
        name = self.run.inner("plant", plant, self.say.lang)
        bare = self.say.lang == "en" and name[:1].islower() and not name.startswith("the ")
        return f"the {name}" if bare else name

    def money(self, coins: float) -> str:
        """Money in units, as told."""
        return self.say.amount(coins / float(self.run.settings.get("money", {}).get("coins_per_unit", 100)))

    def life(self) -> Life:
        named = {"key": self.key, "sex": self.word(self.person["sex"]), "born": self.say.month(self.born)}
        head = tidy(self.word("head", named))
        told = [*self._opening(), *self._middle(), *self._end()]
        told.sort(key=lambda pair: pair[0])
        sentences = self._without_repeats([s for _, s in told])
        if not self.spells:
            sentences.append(self.sentence(self.run.last, "events_only", {"command": filming(self.run, self.key)}))
        return Life(self.key, head, sentences, self.word("simulated"), filmed=True)

    def _without_repeats(self, sentences: list[Sentence]) -> list[Sentence]:
        """A sentence that begins with the month of the one before says `the same month`."""
        out: list[Sentence] = []
        for said in sentences:
            text = said.text
            if out and out[-1].month == said.month:
                month = self.say.month(month_of(said.month))
                begins = f"In {month} " if self.say.lang == "en" else f"{month}，"
                if text.startswith(begins):
                    text = self.word("same_month") + text.removeprefix(begins)
                    text = text[:1].upper() + text[1:]
            out.append(Sentence(said.month, text))
        return out

    def _opening(self) -> list[tuple[tuple[int, int], Sentence]]:
        """Birth, and what the person was when the record of the life begins."""
        if any(e["event"] == "born" for e in self.events):
            street = self.spells[0]["street"] if self.spells else ""
            named = {"street": self.run.inner("street", street, self.say.lang)} if street else {}
            return [((self.born, 0), self.sentence(self.born, "born.street" if street else "born", named))]
        if not self.spells or any(e["event"] == "arrived" for e in self.events):
            return []
        at = month_of(self.spells[0]["from"])
        return [((at, 0), self.sentence(at, "begins", {"doing": self.doing(self.spells[0])}))]

    def _middle(self) -> list[tuple[tuple[int, int], Sentence]]:
        """Events in the order of the record, and changes of activity that no event explains."""
        often = Counter(e["at"] // 12 for e in self.events if e["event"] == "arrears_began")
        crowded = {year: n for year, n in often.items() if n > 1}
        told, spoken, married = [], set(), False
        for i, event in enumerate(self.events):
            at, what = event["at"], event["event"]
            if what == "born":
                continue
            if what in ("arrears_began", "arrears_ended") and at // 12 in crowded:
                if at // 12 not in spoken:
                    spoken.add(at // 12)
                    fill = {"year": at // 12, "n": crowded[at // 12]}
                    told.append(((at, i + 1), self.sentence(at, "arrears_often", fill)))
                continue
            again = what == "married" and married
            married = married or what == "married"
            told.append(((at, i + 1), self.sentence(at, "married.again") if again else self._event(event)))
        dated = {e["at"] for e in self.events if not e["event"].startswith("arrears")}
        before_now: set[str] = set()
        for before, after in zip(self.spells, self.spells[1:], strict=False):
            at, doing = month_of(after["from"]), self.doing(after)
            if self._changes(before, after) and not dated & {at, at - 1}:
                key = "turned.again" if doing in before_now else "turned"
                told.append(((at, 0), self.sentence(at, key, {"doing": doing})))
                before_now.add(doing)
        return told

    def _event(self, event: dict[str, Any]) -> Sentence:
        """The sentence of one event, with the number that belongs to it if the record has one."""
        what, at = event["event"], event["at"]
        fill: dict[str, object] = {"place": self.place(event["where"]) if event["where"] else ""}
        spell = self.spell(at)
        key = what
        if what in ("hired", "retired", "early_retired") and spell is not None and spell["wage"] > 0:
            key, fill["wage"] = f"{what}.wage", self.money(spell["wage"])
        elif what == "off_post":
            share = self.run.parameter("off_post.allowance", at)
            if share:
                key, fill["share"] = "off_post.share", round(100 * share)
        elif what == "bought_out" and event["value"] > 0:
            key, fill["value"] = "bought_out.value", self.money(event["value"])
        elif what == "dismissed" and (plant := event["where"].split("/")[0]) in self.run.closings.get(at, ()):
            key, fill["plant"] = "dismissed.closed", self.plant(plant)
        elif what == "arrived" and at - self.born < 12:
            key = "arrived.small"
        elif what == "moved" and spell is not None and spell["street"] and spell["street"] != self.street_before(at):
            key, fill["street"] = "moved.street", self.run.inner("street", spell["street"], self.say.lang)
        return self.sentence(at, key, fill)

    def _changes(self, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Whether a spell tells something new. Sent home is sent home, whether she looks about or not."""
        if all(_tied(s) and s["activity"] != "on_post" for s in (before, after)):
            return bool(before["activity"] != after["activity"] and after["activity"] == "side_work")
        same = all(before[c] == after[c] for c in ("activity", "workshop"))
        return not (same and _tied(before) == _tied(after))

    def spell(self, month: int) -> dict[str, Any] | None:
        """The spell in which a month lies."""
        return next((s for s in self.spells if month_of(s["from"]) <= month <= month_of(s["to"])), None)

    def street_before(self, month: int) -> str:
        """Street of the spell that ended before a month; empty if there is none."""
        before = [s["street"] for s in self.spells if month_of(s["to"]) < month]
        return before[-1] if before else ""

    def doing(self, spell: dict[str, Any]) -> str:
        """What the person does in a spell, in words."""
        activity = spell["activity"]
        if _tied(spell) and activity != "on_post":
            activity = f"off_post.{activity}" if activity in ("side_work", "seeking") else "off_post"
        place = self.place(spell["workshop"]) if spell["workshop"] else ""
        return self.word(f"doing.{activity}", {"place": place})

    def _end(self) -> list[tuple[tuple[int, int], Sentence]]:
        """Where the life stands when the record ends, and its best year against its last."""
        told = []
        last = month_of(self.spells[-1]["to"]) if self.spells else -1
        # Years in which service was paid out, at once or late, say little about what a year brought.
        lump = {e["at"] // 12 + late for e in self.events if e["event"] in ENDS_OF_TIES for late in (0, 1)}
        paid = [y for y in self.years if y["earnings"] > 0 and y["year"] not in lump]
        best, final = (max(paid, key=lambda y: (y["earnings"], -y["year"])), paid[-1]) if paid else ({}, {})
        if paid and not self.person["gone"] and best["earnings"] > 1.1 * final["earnings"]:
            at = final["year"] * 12 + 11
            said = {"best": best["year"], "most": self.money(best["earnings"])}
            said |= {"last": final["year"], "least": self.money(final["earnings"])}
            told.append(((max(at, last), 10**6), self.sentence(at, "best", said)))
        if last == self.run.last and self.person["alive"]:
            told.append(((last, 10**6 - 1), self.sentence(last, "ends", {"doing": self.doing(self.spells[-1])})))
            if self.spells[-1]["owed"] > 0:
                owed = self.money(self.spells[-1]["owed"])
                told.append(((last, 10**6 + 1), self.sentence(last, "owed", {"value": owed})))
        return told


def _tied(spell: dict[str, Any]) -> bool:
    return spell["tie"] not in ("", "none")


@lru_cache(maxsize=2)  # the page asks for them in each language
def three(run: Recorded) -> list[str]:
    """Three varied lives for the film: one sent home, one retired, one young.

    Of each kind, first those of the works whose workshops the film shows, then the most eventful, then by key.
    """
    film = run.scan("lives").select("key").unique()
    shown = {row["plant"] for row in run.region_table("workshops") if row.get("chain")}
    years = run.scan("panel").join(film, on="key", how="semi")
    sums = years.group_by("key").agg(
        pl.col("employed", "off_post", "retired").cast(pl.Int64).sum(),
        pl.col("workshop").str.split("/").list.first().is_in(shown).any().alias("works"),
    )
    rows = run.scan("people").join(film, on="key", how="semi").join(sums, on="key", how="left").collect()
    rows = rows.with_columns(pl.Series("who", [key_text(k) for k in rows["key"]], pl.String))
    told = run.events.filter(pl.col("kind") == "person").group_by("who").agg(pl.col("event").n_unique().alias("events"))
    rows = rows.join(told, on="who", how="left")
    counts = pl.col("events", "employed", "off_post", "retired").fill_null(0)
    rows = rows.with_columns(pl.col("works").fill_null(False), counts)
    rows = rows.sort(["works", "events", "who"], descending=[True, True, False])
    young = f"{run.last // 12 - 30:04d}"
    wanted = (
        (pl.col("off_post") > 0) & (pl.col("employed") >= 12),
        (pl.col("retired") > 0) & (pl.col("off_post") == 0),
        (pl.col("born") >= young) & (pl.col("events") > 1),
    )
    chosen: list[str] = []
    sexes: list[str] = []
    for condition in (*wanted, pl.lit(True), pl.lit(True), pl.lit(True)):
        fits = rows.filter(condition & ~pl.col("who").is_in(chosen))
        other = fits.filter(~pl.col("sex").is_in(sexes[-1:]))
        best = (other if len(other) else fits).head(1)
        if len(best) and len(chosen) < 3:
            chosen.append(best["who"][0])
            sexes.append(best["sex"][0])
    return chosen
