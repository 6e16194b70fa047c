"""Spells of the filmed, as the film draws them: status, what each month brought, what stayed owed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tiexi.report.coin import coins_per_unit
from tiexi.report.followed import Filmed
from tiexi.report.pack import Lists
from tiexi.report.recorded import Recorded
from tiexi.report.series import Values

STATUSES = ("on_post", "off_post", "informal", "unemployed", "discouraged", "retired", "disabled", "pupil", "away",
            "other")  # fmt: skip
UNTIED = {
    "on_post": "on_post", "side_work": "informal", "own_account": "informal", "seeking": "unemployed",
    "not_seeking": "discouraged", "retired": "retired", "disabled": "disabled", "child": "pupil", "pupil": "pupil",
    "sent_down": "away", "detained": "away", "away": "away",
}  # fmt: skip
OLD = 60 * 12  # months of age from which somebody who does not look for work is not counted as having given up
Codes = NDArray[np.int64]


def tied(spells: pl.DataFrame) -> NDArray[np.bool_]:
    """Whether a spell is on somebody's books."""
    found: NDArray[np.bool_] = (~spells["tie"].is_in(["", "none"])).to_numpy()
    return found


def statuses(spells: pl.DataFrame, born: Codes) -> Codes:
    """Status of every spell, as lives are textured; `born` is the month of birth of whose spell it is."""
    codes = {activity: STATUSES.index(name) for activity, name in UNTIED.items()}
    other = STATUSES.index("other")
    untied = spells["activity"].replace_strict(codes, default=other, return_dtype=pl.Int64).to_numpy()
    given_up = (untied == STATUSES.index("discouraged")) & (spells["from"].to_numpy() - born >= OLD)
    untied = np.where(given_up, other, untied)
    found: Codes = np.where(tied(spells), np.where(spells["activity"].to_numpy() == "on_post", 0, 1), untied)
    return found


def deflator(run: Recorded) -> Values | None:
    """Consumer price by month from the first of the run on, 1 in the price year; None if none is recorded."""
    unit = f"{run.settings.get('money', {}).get('coin', 'fen')}{run.settings.get('price_year', '')}"
    goods = [g["good"] for g in run.region_table("goods") if g["kind"] == "consumer" and g.get("unit") == unit]
    prices = run.of("good", "price_market")
    for good in goods:
        if good in prices:
            found = prices[good].over(run.first, run.last + 1)
            if not np.isnan(found).any() and (found > 0).all():
                return found
    return None


def worth(run: Recorded) -> Values:
    """Units of the price year a coin of each month is worth; units as paid if no consumer price is recorded."""
    prices = deflator(run)
    return (1.0 if prices is None else 1 / prices) * np.full(run.last - run.first + 1, 1 / coins_per_unit(run))


def pay(run: Recorded, film: Filmed, status: Codes) -> Values:
    """What the last month of each spell brought: wage, pension, or the allowance's share of the wage.

    Of work off the books what the years brought in which nothing else did; of all else nothing.
    """
    last = film.spells["to"].to_numpy() - run.first
    wages = film.spells["wage"].to_numpy().astype(float)
    shares = [run.parameter("off_post.allowance", m) for m in range(run.first, run.last + 1)]
    allowance = np.array([1.0 if s is None else s for s in shares])
    paid = np.isin(status, [STATUSES.index(s) for s in ("on_post", "off_post", "retired")])
    found = np.where(paid, wages, 0.0)
    found *= np.where(status == STATUSES.index("off_post"), allowance[last], 1.0)
    informal = status == STATUSES.index("informal")
    found[informal] = _earned_off_books(film, informal, paid)[informal]
    brought: Values = found * worth(run)[last]
    return brought


def _earned_off_books(film: Filmed, informal: NDArray[np.bool_], paid: NDArray[np.bool_]) -> Values:
    """Coins a month of spells off the books: a year's earnings by its months off the books, where it has no others."""
    first, last = film.spells["from"].to_numpy(), film.spells["to"].to_numpy()
    ends = np.cumsum(film.sizes)
    found = np.zeros(len(informal))
    whose = np.repeat(np.arange(len(film.sizes)), film.sizes)
    for person in np.unique(whose[informal]).tolist():
        rows = range(int(ends[person] - film.sizes[person]), int(ends[person]))
        spans = [(r, int(first[r]), int(last[r])) for r in rows]
        others = {y for r, start, end in spans if paid[r] for y in range(start // 12, end // 12 + 1)}
        mine = [s for s in spans if informal[s[0]]]
        months: Counter[int] = Counter()
        for _, start, end in mine:
            for year in range(start // 12, end // 12 + 1):
                months[year] += min(end, year * 12 + 11) - max(start, year * 12) + 1
        alone = months.keys() - others
        pure = {year: earned / months[year] for year, earned in film.persons[person].years if year in alone}
        for row, start, end in mine:
            got = [pure[y] for y in range(start // 12, end // 12 + 1) if y in pure]
            found[row] = sum(got) / len(got) if got else 0.0
    return found


def drawn(run: Recorded, film: Filmed, workshop: Codes) -> tuple[Lists, Codes]:
    """Spells by person, those that differ in nothing shown as one, and the status of every spell of the record.

    `workshop` numbers the workshop of every spell of the record, -1 for none.
    """
    born = np.repeat(np.array([p.born for p in film.persons], np.int64), film.sizes)
    status = statuses(film.spells, born)
    first, last = film.spells["from"].to_numpy(), film.spells["to"].to_numpy()
    brought = rounded(pay(run, film, status))
    owed = rounded(film.spells["owed"].to_numpy() / coins_per_unit(run))
    whose = np.repeat(np.arange(len(film.sizes)), film.sizes)
    begins = np.ones(len(status), bool)
    begins[1:] = (last[:-1] + 1 != first[1:]) | (whose[1:] != whose[:-1])
    for column in (status, brought, owed, workshop):
        begins[1:] |= column[1:] != column[:-1]
    at = np.flatnonzero(begins)
    ends = np.append(at[1:], len(status))[: len(at)] - 1
    columns: dict[str, Any] = {
        "status": status[at], "from": first[at], "to": last[ends], "pay": numbers(brought[at]),
        "owed": numbers(owed[at]), "workshop": workshop[at],
    }  # fmt: skip
    return Lists(np.bincount(whose[at], minlength=len(film.sizes)), columns), status


def rounded(values: Values) -> Values:
    """Whole from ten on, else two digits."""
    small = (values > 0) & (values < 10)
    power = 10 ** (np.floor(np.log10(np.where(small, values, 1.0))) - 1)
    found: Values = np.where(small, np.round(np.rint(values / power) * power, 6), np.rint(values))
    return found


def numbers(values: Values) -> list[int | float]:
    """Numbers as they are written: whole ones without a point."""
    return [int(v) if v == int(v) else v for v in values.tolist()]
