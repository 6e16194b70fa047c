"""The same life under two histories: two runs of one region and seed, people paired by key."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.record.atomic import FolderError
from tiexi.report import people, spells
from tiexi.report.both import Words, both, count, inside, same, text, works
from tiexi.report.followed import Filmed, filmed
from tiexi.report.life_told import Teller
from tiexi.report.places import group_of
from tiexi.report.recorded import Recorded
from tiexi.report.sentences import Speaker
from tiexi.report.years import years_of

YEARS_APART = 3  # of birth, within which two people are alike
TENURES = (0, 5, 10, 20)  # years from which a band of tenure begins
HUNDRED = 100
FEW = 10  # people a group must have to be counted
NEARLY = 0.9  # of the most who are touched, from which another circle is as good
MOST = 240  # pairs the film carries; keys are chance, so the first of them are a sample
DRAWN = ("status", "from", "to", "pay", "owed")
NOBODY = {"like": same(""), "better": 0, "same": 0, "worse": 0, "words": []}
Row = dict[str, Any]


class Unlike(FolderError):
    """Two runs cannot be held against each other; the message says why."""


def twice(run: Recorded, other: Recorded, columns: Row) -> Row | None:
    """Pairs of lives that part, from the month in which the histories do; None if the histories are the same."""
    _check(run, other)
    fork = first_difference(run, other)
    if fork is None:
        return None
    mine, theirs = run.once(filmed), other.once(filmed)
    again = {p.key: i for i, p in enumerate(theirs.persons)}
    ours, others = _spells(columns), _spells(people.people(other))
    parted = [(i, again[p.key]) for i, p in enumerate(mine.persons)
              if p.key in again and ours[i] != others[again[p.key]]]  # fmt: skip
    hundred = alike(run, other, fork, [mine.persons[i].key for i, _ in parted])
    shown = sorted(parted, key=lambda pair: hundred is None or mine.persons[pair[0]].key != hundred.key)[:MOST]
    pairs = [
        {"key": columns["keys"][i], "a": ours[i], "b": others[j], "told_a": _told(run, mine, i),
         "told_b": _told(other, theirs, j)}
        for i, j in shown
    ]  # fmt: skip
    return {
        "a": named(run), "b": named(other), "fork": fork, "pairs": pairs, "parted": len(parted),
        "paired": sum(p.key in again for p in mine.persons), "years": _years_of_pay(mine, theirs, shown, fork),
        "hundred": NOBODY if hundred is None else hundred.data(run),
    }  # fmt: skip


def _check(run: Recorded, other: Recorded) -> None:
    for fact in ("region", "seed", "scale", "first"):
        if run.facts.get(fact) != other.facts.get(fact):
            raise Unlike(
                f"{other.folder} cannot be held against {run.folder}: {fact} is {other.facts.get(fact)} there and "
                f"{run.facts.get(fact)} here; run both with the same region, scale and seed"
            )


def named(run: Recorded) -> Words:
    """What a history is called: the titles of its policies, or as it was."""
    if not run.policies:
        return both("twice.as_it_was")
    other = both("twice.other")
    english = [str(p["title"]) for p in run.policies if p.get("title")]
    chinese = [str(p["title_zh"]) for p in run.policies if p.get("title_zh")]
    return text("; ".join(english) or other["en"], "；".join(chinese) or other["zh"])


def first_difference(run: Recorded, other: Recorded) -> int | None:
    """First month in which any monthly series of the two runs differs; None if none does."""
    found = []
    for key, track in run.monthly.items():
        again = other.monthly.get(key)
        if again is None or key[0] != "camera":
            continue
        first, end = min(track.start, again.start), min(run.last, other.last) + 1
        ours, theirs = track.over(first, end), again.over(first, end)
        apart = np.flatnonzero(~((ours == theirs) | (np.isnan(ours) & np.isnan(theirs))))
        if len(apart):
            found.append(first + int(apart[0]))
    return min(found, default=None)


def _years_of_pay(mine: Filmed, theirs: Filmed, shown: list[tuple[int, int]], fork: int) -> float | None:
    """What the first pair's person receives more in the other history, in years of what they had before."""
    if not shown:
        return None
    years = [film.persons[i].years for film, i in zip((mine, theirs), shown[0], strict=True)]
    sums = [sum(earned for year, earned in one if year >= fork // 12) for one in years]
    before = sum(earned for year, earned in years[0] if year == fork // 12 - 1)
    return round((sums[1] - sums[0]) / before, 1) if before else None


def _spells(columns: Row) -> list[list[Row]]:
    """Spells of everyone filmed, each with its status in words."""
    at = {k: np.asarray(v).tolist() for k, v in columns["spells"].columns.items()}
    at["status"] = [spells.STATUSES[s] for s in at["status"]]
    rows = iter([dict(zip(DRAWN, row, strict=True)) for row in zip(*(at[k] for k in DRAWN), strict=True)])
    return [list(islice(rows, n)) for n in columns["spells"].lengths.tolist()]


def _told(run: Recorded, film: Filmed, i: int) -> list[Row]:
    """What is told of one person."""
    person, speaker = film.persons[i], run.once(Speaker)
    return [{"month": t.month, "words": speaker.said(t, person.sex)} for t in run.once(Teller).tell(person)]


@dataclass(frozen=True)
class Hundred:
    """People like one: who they are, how many, and how many of them gained, stayed and lost."""

    key: int
    sex: str
    born: int
    workshop: str
    tenure: int
    persons: int
    better: int
    equal: int
    worse: int

    def data(self, run: Recorded) -> Row:
        """The hundred as the film carries it."""
        parts = np.array([self.better, self.equal, self.worse])
        shares = _hundredths(parts)
        fill = {
            "sex": both(f"twice.{self.sex}"), "a": self.born // 12 - YEARS_APART, "b": self.born // 12 + YEARS_APART,
            "place": _place(run, self.workshop), "tenure": both(f"twice.tenure.{self.tenure}"),
        }  # fmt: skip
        words = [both(f"twice.{name}", n=int(n)) for name, n in zip(("better", "equal", "worse"), shares, strict=True)]
        words.append(both("twice.alike", n=count(self.persons * run.scale)))
        return {
            "like": both("twice.like", **fill), "better": int(shares[0]), "same": int(shares[1]),
            "worse": int(shares[2]), "words": words,
        }  # fmt: skip


def _hundredths(parts: NDArray[np.int64]) -> list[int]:
    """Counts as hundredths that add up to a hundred."""
    exact = HUNDRED * parts / parts.sum()
    found = np.floor(exact).astype(np.int64)
    for i in np.argsort(found - exact, kind="stable")[: HUNDRED - found.sum()]:
        found[i] += 1
    return [int(n) for n in found]


def _place(run: Recorded, workshop: str) -> Words:
    groups = {r["plant"]: int(r["count"]) for r in run.region_table("enterprises")}
    plant, _, shop = workshop.partition("/")
    row = f"{group_of(plant, groups)}/{shop}"
    return works(run, row.split("/")[0]) if run.solitary(row) else inside(run, "workshop", row)


def alike(run: Recorded, other: Recorded, fork: int, keys: list[int]) -> Hundred | None:
    """The people like one of `keys` on the books of one place when the histories part: those most of whom it touches.

    Touched is who receives more or less by over a month's pay.
    """
    before = fork // 12 - 1
    there = run.scan("panel").filter(pl.col("year") == before, pl.col("workshop") != "")
    rows = there.select("key", "workshop", "tenure", "employer_pay").collect()
    if rows.is_empty() or not keys:
        return None
    born = run.people.select("key", "sex", pl.Series("born", run.born))
    groups = {r["plant"]: int(r["count"]) for r in run.region_table("enterprises")}
    labels = {w: f"{group_of(w.split('/')[0], groups)}/{w.split('/')[1]}" for w in rows["workshop"].unique()}
    gains = _gains(run, other, fork)
    rows = rows.with_columns(
        pl.col("workshop").replace_strict(labels),
        pl.sum_horizontal(pl.col("tenure") >= 12 * t for t in TENURES).alias("band"),
    ).join(born, on="key").join(gains, on="key")  # fmt: skip
    rows = rows.with_columns((pl.col("gain").abs() > pl.col("employer_pay")).alias("touched"))
    circles = []
    for row in rows.filter(pl.col("key").is_in(keys)).sort("key").iter_rows(named=True):
        mine = _like(rows, row)
        if mine.height * run.scale >= FEW:
            middle = float(np.median(mine["gain"].to_numpy()))
            circles.append((int(mine["touched"].sum()), abs(float(row["gain"]) - middle), row))
    if not circles:
        return None
    most = max(touched for touched, _, _ in circles)
    # Of those with nearly as many touched around them, the one to whom the middle of them happened.
    _, _, row = min((c for c in circles if c[0] >= NEARLY * most), key=lambda c: (c[1], c[2]["key"]))
    mine = _like(rows, row)
    gain, pay = mine["gain"].to_numpy(), mine["employer_pay"].to_numpy()
    better, worse = int((gain > pay).sum()), int((gain < -pay).sum())
    equal = mine.height - better - worse
    return Hundred(row["key"], row["sex"], row["born"], row["workshop"], row["band"], mine.height, better, equal, worse)


def _like(rows: pl.DataFrame, row: Row) -> pl.DataFrame:
    """People of the same sex, place and band of tenure, born within three years."""
    return rows.filter(
        *(pl.col(c) == row[c] for c in ("workshop", "band", "sex")),
        (pl.col("born") - row["born"]).abs() <= 12 * YEARS_APART,
    )  # fmt: skip


def _gains(run: Recorded, other: Recorded, fork: int) -> pl.DataFrame:
    """What everyone received from the year of the fork on in the other history less what they did in this one."""
    sums = []
    for one in (run, other):
        years = one.once(years_of)
        after = years.columns["year"] >= fork // 12
        received = np.where(after, years.columns["earnings"], 0)
        sums.append(pl.DataFrame({"key": years.who, "sum": np.add.reduceat(received, years.begins)}))
    joined = sums[0].join(sums[1], on="key", suffix="_b")
    return joined.select("key", (pl.col("sum_b") - pl.col("sum")).alias("gain"))
