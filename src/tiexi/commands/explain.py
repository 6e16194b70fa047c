"""`tiexi explain`: what a name means, in which unit, from which source, and where it lives."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from tiexi.cli import DONE, USAGE, WRONG, say

if TYPE_CHECKING:
    from tiexi.commands.glossary import Entry

MOST = 8  # entries printed for one name


def explain(
    name: str, first: str | None = None, last: str | None = None, /, *, region: str | None = None,
    run: Path | None = None, out: Path | None = None, json: bool = False,
) -> int:  # fmt: skip
    """Say what a column, parameter, step, row (C5), good, plant, workshop, street, status or event means; or, with
    `sam` or `supply_use` and a period, show these accounts of a recorded run; or, with `plan` and a year, what the plan
    wanted, what became of it, and why.

    Parameters
    ----------
    name
        `people.wage`, `wage.level`, `market.match`, `C5`, `anode`, `smelter`, `off_post`, ...; `sam` is the social
        accounting matrix, `supply_use` the physical supply-use table, `plan` the plan of a year
    first
        With `sam` or `supply_use`: first year or month, as 1985 or 1985-03; with `plan`: the year.
    last
        The last one; the same if not given.
    region
        Region whose parameters and names are looked through; all shipped regions if not given.
    run
        With a period: the run folder; the newest in `runs` if not given.
    out
        With `sam` or `supply_use`: write the whole table there, as .csv or .parquet.
    json
        With a period: print the whole table as JSON alone on stdout.
    """
    if name in ("sam", "supply_use") and first is not None:
        from tiexi.commands import accounts

        return accounts.explain(name, first, last, run, out, json)
    if name == "plan" and first is not None:
        from tiexi.commands import plan_year

        if not first.isdecimal() or last is not None or out is not None:
            say("the plan of a year: tiexi explain plan 1957 [--run RUN] [--json]")
            return USAGE
        return plan_year.explain(int(first), run, json)
    if first is not None:
        say(f"a period goes with `sam`, `supply_use` or `plan`: tiexi explain sam {first}")
        return USAGE
    from tiexi.commands import glossary
    from tiexi.region import load, shipped
    from tiexi.region.problem import did_you_mean

    regions = [load(r) for r in ([region] if region else shipped())]
    known = list(glossary.entries(regions))
    found = match(name, known)
    if not found:
        says = f"nothing is called {name!r}"
        hint = did_you_mean(name, {n for e in known for n in (e.name, e.name.split("/")[-1])})
        say(f"{says}; {hint}" if hint.startswith("did you mean") else says)
        return WRONG
    print("\n\n".join(_text(e) for e in found[:MOST]))
    if len(found) > MOST:
        print(f"\nand {len(found) - MOST} more: {', '.join(sorted({e.name for e in found[MOST:]}))}")
    return DONE


def match(name: str, known: Iterable[Entry]) -> list[Entry]:
    """Entries of that very name; else those whose last part or label it is. A kind may stand before (`plant:`)."""
    known = list(known)
    wanted = name.strip().lower().rpartition(":")[2]
    exact = [e for e in known if e.name.lower() == wanted]
    if exact:
        return exact
    last = [e for e in known if e.name.lower().replace("/", ".").rsplit(".", 1)[-1] == wanted]
    return last or [e for e in known if wanted in (label.lower() for label in e.labels)]


def _text(entry: Entry) -> str:
    lines = [f"{entry.name}  ({entry.kind})", *_wrapped(entry.says, "  ")]
    width = max((len(label) for label, _ in entry.facts), default=0)
    for label, text in entry.facts:
        lines += _wrapped(text, f"  {label:<{width}}  ")
    return "\n".join(lines)


def _wrapped(text: str, start: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent=start, subsequent_indent=" " * len(start), break_long_words=False)
