"""The filmed people, in columns: who they were, their spells, their sentences as templates and fills."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.report.both import Words, both, named
from tiexi.report.coin import coins_per_unit
from tiexi.report.events import filmed_keys, key_texts
from tiexi.report.followed import Filmed, filmed
from tiexi.report.life_record import Fill, Person, Told
from tiexi.report.life_told import Teller
from tiexi.report.places import group_of, places_of
from tiexi.report.recorded import Recorded
from tiexi.report.sentences import Phrases, template
from tiexi.report.spells import STATUSES, Codes, deflator, drawn, rounded, tied, worth

VARIED = 9
FEW = 20  # filmed people who must have earned in a year for its median to count
AS = {"money": "money", "plain": "plain"}  # how a fill is said; all others are phrases
WEIGHTS = {"end": 3, "age": 2, "sex": 2, "status": 1, "plant": 1}  # how much a new trait makes a life another one
Row = dict[str, Any]


def people(run: Recorded) -> Row:
    """Everything the film knows of its people; `ids` names the places, for those who go on with it in Python."""
    film, book = run.once(filmed), _Book(run)
    spells, status = drawn(run, film, book.workshops_of(film))
    last = np.cumsum(film.sizes) - 1
    endings = [_ending(p, STATUSES[s]) for p, s in zip(film.persons, status[last].tolist(), strict=True)]
    told = [[book.told(t, p.sex) for t in book.teller.tell(p)] for p in film.persons]
    kinds = list(dict.fromkeys(endings))
    return {
        "keys": key_texts(run.once(filmed_keys)), "born": [p.born for p in film.persons],
        "sex": [p.sex for p in film.persons], "plant": book.longest(film),
        "street": [book.street_at.get(p.spells[-1].street, -1) for p in film.persons],
        "ended": [kinds.index(e) for e in endings], "spells": spells, "told": told,
        "places": [w for _, w in book.places], "ids": [p for p, _ in book.places],
        "endings": [both(f"ended.{e}") for e in kinds], "median_pay": median_pay(run, film),
        "real": deflator(run) is not None, "statuses": list(STATUSES), "workshops": book.workshops,
        "phrases": book.phrases_used, "sentences": book.sentences,
    }  # fmt: skip


def _ending(p: Person, state: str) -> str:
    """How a life stands at the end of the record."""
    if not p.alive:
        return "died"
    return "left" if p.gone else state


class _Book:
    """Numbers what lives have in common, so that a life is a row of numbers."""

    def __init__(self, run: Recorded) -> None:
        self.run, self.phrases, self.teller, self.coins = run, Phrases(run), Teller(run), coins_per_unit(run)
        found = run.once(places_of)
        self.places = [(r["plant"], named(run, "plant", r["plant"])) for r in (*found.works, *found.shops)]
        self.plant_at = {plant: i for i, (plant, _) in enumerate(self.places)}
        self.street_at = {r["street"]: i for i, r in enumerate(found.streets)}
        self.workshops: list[Row] = []
        self.phrases_used: list[Words] = []
        self.phrase_at: dict[tuple[str, str], int] = {}
        self.sentences: list[Row] = []
        self.sentence_at: dict[tuple[Any, ...], tuple[int, list[int]]] = {}

    def workshops_of(self, film: Filmed) -> Codes:
        """Number of the workshop of every spell, an enterprise's as its group's; -1 for one on nobody's books."""
        labels = film.spells["workshop"].unique().sort().to_list()
        rows = {label: self._row(label) for label in labels}
        for row in sorted({r for r in rows.values() if r}):
            plant = row.partition("/")[0]
            alone = self.run.solitary(row)
            name = named(self.run, "plant" if alone else "workshop", plant if alone else row)
            self.workshops.append({"id": row, "name": name, "plant": self.plant_at.get(plant, -1)})
        numbers = {w["id"]: i for i, w in enumerate(self.workshops)} | {"": -1}
        codes = film.spells["workshop"].replace_strict({k: numbers[r] for k, r in rows.items()}).to_numpy()
        self.shops: Codes = np.where(tied(film.spells), codes, -1)
        return self.shops

    def _row(self, label: str) -> str:
        """The row of workshops.csv a workshop belongs to."""
        plant, slash, shop = label.partition("/")
        return f"{group_of(plant, self.phrases.groups)}{slash}{shop}"

    def longest(self, film: Filmed) -> list[int]:
        """The plant each was on the books of for most months; -1 if of none."""
        if not self.workshops:
            return [-1] * len(film.persons)
        plant = np.array([w["plant"] for w in self.workshops] + [-1])[self.shops]
        months = (film.spells["to"] - film.spells["from"]).to_numpy() + 1
        whose, plants = np.repeat(np.arange(len(film.sizes)), film.sizes), len(self.places)
        at = plant >= 0
        cell = whose[at] * plants + plant[at]
        sums = np.bincount(cell, months[at], len(film.sizes) * plants).reshape(-1, plants)
        return [int(i) for i in np.where(sums.any(axis=1), sums.argmax(axis=1), -1)]

    def told(self, told: Told, sex: str) -> list[int | float]:
        """A sentence as month, number of its template, and what fills it."""
        key = (told.key, told.doing, sex, min(2, told.same_month), len(told.fills))
        if key not in self.sentence_at:
            said = template(told.key, told.doing, sex, told.same_month)
            used = [i for i, f in enumerate(told.fills) if any(f"{{{f.name}}}" in w for w in said.values())]
            fills = [{"name": told.fills[i].name, "as": AS.get(told.fills[i].kind, "words")} for i in used]
            self.sentence_at[key] = (len(self.sentences), used)
            self.sentences.append({"words": said, "fills": fills})
        at, used = self.sentence_at[key]
        return [told.month, at, *(self.value(told.fills[i]) for i in used)]

    def value(self, fill: Fill) -> int | float:
        """A number that fills a brace: itself, units of money, or the number of a phrase."""
        if fill.kind == "plain":
            return int(fill.value)
        if fill.kind == "money":
            money = int(fill.value) / self.coins
            return round(money) if money >= 10 else float(f"{money:.2g}")
        key = (fill.kind, str(fill.value))
        if key not in self.phrase_at:
            self.phrase_at[key] = len(self.phrases_used)
            self.phrases_used.append(self.phrases(*key))
        return self.phrase_at[key]


def median_pay(run: Recorded, film: Filmed) -> float:
    """Median earnings a month of the filmed who earned, in the best year, in money of the price year."""
    pairs = np.array([y for p in film.persons for y in p.years if y[1] > 0], float).reshape(-1, 2)
    price, best = worth(run), 0.0
    for year in np.unique(pairs[:, 0]).tolist():
        earned = pairs[pairs[:, 0] == year, 1]
        at = min(max(int(year) * 12 + 11 - run.first, 0), len(price) - 1)
        if len(earned) >= min(FEW, len(film.persons)):
            best = max(best, float(np.median(earned)) / 12 * float(price[at]))
    return float(rounded(np.array([best]))[0])


def varied(run: Recorded, columns: Row, most: int = VARIED) -> list[str]:
    """Keys of lives of different age, sex, end and plant: each next one is the one that brings most that is new.

    The first was sent home from a works whose workshops the film shows, if there is one. Of two that bring as much
    the more eventful comes first, then the higher key.
    """
    if not columns["keys"]:
        return []
    number: dict[tuple[str, Any], int] = {}
    mine = [[number.setdefault(t, len(number)) for t in found] for found in traits(columns)]
    has = np.zeros((len(mine), len(number)), np.int64)
    for i, places in enumerate(mine):
        has[i, places] = 1
    weights = np.array([WEIGHTS[kind] for kind, _ in number])
    events = np.array([len({t[1] for t in told}) for told in columns["told"]])
    order = np.lexsort((np.arange(len(mine)), events))  # keys ascend, so the place of a person stands for the key
    rank = np.empty(len(mine))
    rank[order] = np.arange(len(mine))
    chosen: list[int] = []
    first = _sent_home(run, columns, has, number)
    while len(chosen) < min(most, len(mine)):
        score = (has @ weights) * len(mine) + rank
        score[chosen] = -1
        if not chosen and first.any():
            score[~first] = -1
            score[first] = rank[first]
        best = int(score.argmax())
        chosen.append(best)
        weights = weights * (1 - has[best])
    return [columns["keys"][i] for i in chosen]


def traits(columns: Row) -> list[list[tuple[str, Any]]]:
    """Sex, years of birth, end, plant and statuses of everyone."""
    sizes, status = columns["spells"].lengths, columns["spells"].columns["status"]
    ends = np.cumsum(sizes)
    return [
        [("sex", columns["sex"][i]), ("age", columns["born"][i] // 144), ("end", columns["ended"][i]),
         ("plant", columns["plant"][i]), *(("status", s) for s in set(status[end - size : end].tolist()))]
        for i, (size, end) in enumerate(zip(sizes.tolist(), ends.tolist(), strict=True))
    ]  # fmt: skip


def _sent_home(run: Recorded, columns: Row, has: Codes, number: dict[tuple[str, Any], int]) -> Any:
    """Who was sent home from a works whose workshops the film shows."""
    shown = {row["plant"] for row in run.region_table("workshops") if row.get("chain")}
    there = np.array([p >= 0 and columns["ids"][p] in shown for p in columns["plant"]])
    home = number.get(("status", STATUSES.index("off_post")))
    return there & (has[:, home] > 0) if home is not None else np.zeros(len(there), bool)
