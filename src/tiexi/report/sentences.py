"""From the table of `life_words` to sentences: pronouns and phrases put in, the braces left for what fills them."""

from __future__ import annotations

from functools import lru_cache

from tiexi.report.both import LANGUAGES, SPEECHES, Words, inside, text, works
from tiexi.report.coin import coins_per_unit, unit_words
from tiexi.report.life_record import Fill, Told
from tiexi.report.life_words import LIFE
from tiexi.report.places import MEMBER, group_of
from tiexi.report.places_said import SENTENCES
from tiexi.report.recorded import Recorded
from tiexi.report.speech import tidy

PRONOUNS = {"woman": ("she", "her"), "man": ("he", "his")}
BEGINS = {"en": "In {month} ", "zh": "{month}，"}  # a sentence that begins so can go on the month before it


def word(key: str) -> Words:
    """A string of the table."""
    return text(*LIFE[key])


@lru_cache(maxsize=2048)
def _template(key: str, doing: str, sex: str, same_month: int) -> tuple[str, str]:
    found = []
    she, her = PRONOUNS[sex]
    for column, lang in enumerate(LANGUAGES):
        said = SENTENCES[key][column]
        if same_month and said.startswith(BEGINS[lang]):
            said = LIFE["same_month" if same_month == 1 else "same_month.again"][column] + said.removeprefix(
                BEGINS[lang]
            )
        if doing:
            said = said.replace("{doing}", LIFE[doing][column])
        for role, mine in (("she", she), ("her", her)):
            told = LIFE[mine][column]
            said = said.replace(f"{{{role}}}", told).replace(f"{{{role.title()}}}", told[:1].upper() + told[1:])
        if key in ("begins", "ends"):
            said = said.replace(" and was ", " and ")
        said = said.replace("{her_object}", LIFE[f"{her}_object"][column])
        found.append(said[:1].upper() + said[1:])
    return found[0], found[1]


def template(key: str, doing: str, sex: str, same_month: int, unit: Words | None = None) -> Words:
    """A sentence with the braces of its fills, and {month} if it names its month.

    Without `unit` nothing is said of it: whoever fills in the money says it with its unit.
    """
    pair = _template(key, doing, sex, same_month)
    if unit is None:
        return {lang: said.replace(" {unit}", "") for lang, said in zip(LANGUAGES, pair, strict=True)}
    return {lang: said.replace("{unit}", unit[lang]) for lang, said in zip(LANGUAGES, pair, strict=True)}


class Phrases:
    """Places, plants, streets and goods as they stand inside a sentence, each made once."""

    def __init__(self, run: Recorded) -> None:
        self.run, self._made = run, dict[tuple[str, str], Words]()
        self.groups = {r["plant"]: int(r["count"]) for r in run.region_table("enterprises")}
        self.unit = unit_words(run)

    def __call__(self, kind: str, label: str) -> Words:
        """The phrase of a place (workshop), plant, street or good."""
        if (kind, label) not in self._made:
            make = {"place": self._place, "plant": self._plant, "street": self._street, "good": self._good}[kind]
            self._made[kind, label] = make(label)
        return self._made[kind, label]

    def _place(self, workshop: str) -> Words:
        """Plant and workshop; the plant alone where it has one workshop."""
        plant, _, shop = workshop.partition("/")
        told, group = self._plant(plant), group_of(plant, self.groups)
        if self.run.solitary(f"{group}/{shop}"):
            return told
        name = inside(self.run, "workshop", f"{group}/{shop}")
        return text(f"{told['en']} ({name['en']})", told["zh"] + name["zh"])

    def _plant(self, plant: str) -> Words:
        """A plant; an enterprise of a group by its number."""
        group = group_of(plant, self.groups)
        if group == plant:
            return works(self.run, plant)
        found = MEMBER.match(plant)
        number = int(plant.rsplit("_", 1)[1]) if found else 0
        name = inside(self.run, "plant", group)
        told = word("place.member")
        return {lang: told[lang].format(n=number, group=name[lang]) for lang in LANGUAGES}

    def _good(self, good: str) -> Words:
        return inside(self.run, "good", good)

    def _street(self, street: str) -> Words:
        return inside(self.run, "street", street)


def heading(key: str, sex: str, born: Words) -> Words:
    """The line over a life."""
    told, named = word("head"), word(sex)
    return {lang: told[lang].format(key=key, sex=named[lang], born=born[lang]) for lang in LANGUAGES}


class Speaker:
    """Writes sentences out in both languages."""

    def __init__(self, run: Recorded) -> None:
        self.phrases, self.coins = Phrases(run), coins_per_unit(run)

    def said(self, told: Told, sex: str) -> Words:
        """One sentence."""
        words = template(told.key, told.doing, sex, told.same_month, self.phrases.unit)
        out = {}
        for lang, say in SPEECHES.items():
            fill = {f.name: self.value(f, lang) for f in told.fills}
            said = tidy(words[lang].format(month=say.month(told.month), **fill))
            out[lang] = said[:1].upper() + said[1:]
        return out

    def value(self, fill: Fill, lang: str) -> str:
        """What stands in a brace."""
        if fill.kind == "money":
            return SPEECHES[lang].amount(int(fill.value) / self.coins)
        if fill.kind in ("plain", "text"):
            return str(fill.value)
        return self.phrases(fill.kind, str(fill.value))[lang]
