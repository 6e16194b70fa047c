"""Writes docs/lives.md: three lives of one run of Tiexi, as `tiexi life` prints them, in both languages.

`python docs/lives.py` makes the run and the page anew; a test of the stories holds the page against the same run.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl

from tiexi import engine
from tiexi.report import Recorded, as_text, tell
from tiexi.report.life import key_text, person
from tiexi.report.life_told import Teller

PAGE = Path(__file__).parent / "lives.md"
MOST_BIRTHS = 2
HEAD = """# Three lives

Three people of one run of Tiexi (`tiexi run --scale 100`, seed 1), each as `tiexi life` prints them. They were chosen
by rule: of those who were told in the break room that the smelter would close, of those who came back from the
countryside in 1980, and of those who left school in 1998, the one whose life has most kinds of sentences, of those with
two births at most. The page is made by `python docs/lives.py`, and a test fails when it no longer says what the run
says.

## What is a fact and what is drawn
Dates, places, pay, pensions, arrears, children and what a policy's package gave stand in the record. **Scenes** do
not: what is told of shift, break room, shower, meal and train, and what a school leaver hopes for, is *drawn by chance*
from what the month did to the person (`scenes.parquet`: kind, what, place, cause, the other person in it, a number). No
scene is a fact of the ledger and no number may be added up from scenes. They are drawn after the month is over, only
for those who are filmed, with chance that hangs on the person's key: who is filmed changes nobody.

What a street's school leavers hope for follows the share of its young who have a post (`aspiration`). Protest
(`protesters`, `petition`, `sit_in`, `road_block`) is reckoned by the record from arrears and lost posts: nobody
answers it yet, and without police it is an upper bound. At a scale of a hundred one simulated person is already a
road block; forms mean something from a scale of ten down.

**Misses.** The film of 2003 shows the cable works with nine in ten at home at the end of 1999. At a scale of ten three
in four of those on its books are; half of those who are left are cadres, who are a seventh of those on the books. And
births follow a woman's age and the year but not how many children she has, so that there are mothers of three and four
in the years of one child, who never were; the number of births is right, who has them is not. None stands here.
"""


def kinds(run: Recorded, key: str) -> int:
    """How many kinds of sentences a life has; none if it has more than two births, see the misses."""
    found = person(run, key)
    told = [t.key for t in Teller(run).tell(found)] if found else []
    births = sum(key in ("child.man", "child.woman") for key in told)
    return len({key.split(".there")[0] for key in told}) if births <= MOST_BIRTHS else 0


def chosen(run: Recorded) -> list[tuple[str, str]]:
    """A title and a key for each of the three."""
    scenes, filmed = run.table("scenes"), run.table("lives")["key"].unique()
    events = run.table("events").filter(pl.col("kind") == "person")
    film = {key_text(k) for k in filmed.to_list()}

    def of(event: str, year: str) -> list[str]:
        rows = events.filter((pl.col("event") == event) & pl.col("month").str.starts_with(year))
        return sorted(set(rows["who"]) & film)

    told = scenes.filter((pl.col("what") == "closure_told") & pl.col("place").str.starts_with("smelter/"))
    groups = [
        ("Told during the break", sorted(key_text(k) for k in told["key"].unique().to_list())),
        ("Back from the countryside", of("returned", "1980")),
        ("A school leaver of 1998", of("school_left", "1998")),
    ]
    return [(title, max(keys, key=lambda k: (kinds(run, k), k))) for title, keys in groups]


def page(folder: Path) -> str:
    """The page from a run folder."""
    run = Recorded(folder)
    parts = [HEAD]
    for title, key in chosen(run):
        parts.append(f"## {title}\n")
        parts += [f"```text\n{as_text(tell(run, key, lang))}```\n" for lang in ("en", "zh")]
    return "\n".join(parts)


def main() -> None:
    """Run Tiexi and write the page."""
    with tempfile.TemporaryDirectory() as place:
        run = engine.run("tiexi", scale=100, seed=1, out=Path(place) / "run")
        PAGE.write_text(page(run.folder), "utf-8")


if __name__ == "__main__":
    main()
