"""Sequences of the end of the works: what left and came back, tills and arrears, the order of stopping, after."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from tiexi.report import stage
from tiexi.report.both import Words, among, both, count, inside, month, named, titled, works
from tiexi.report.coin import coins_per_unit, late_from, unit_words
from tiexi.report.emitted import sulphur_dioxide
from tiexi.report.places import places_of
from tiexi.report.recorded import Recorded
from tiexi.report.scene import LIFE, PRODUCTION, Scene, yearly
from tiexi.report.series import NOTHING, Track, by_year
from tiexi.report.stations import stations
from tiexi.report.stops import MONTHS_SHOWN, Order, Row, last_of_chain, order_of_stopping, ties
from tiexi.report.years import MONTHS, years_of

LEFT = ("nation_profit", "nation_taxes", "nation_price_gap")
BACK = ("nation_grants", "nation_written_off")
TEN_YEARS = 120
BEFORE, FADED = 24, 0.05  # months shown before a closing; share of the wage bill under which nothing was paid
PART = 0.9  # share of the wage bill under which it was paid in part


def transfer(run: Recorded) -> Scene | None:
    """What left for the centre and what came back, by year."""
    coins = coins_per_unit(run)
    years = {name: {y: v / coins for y, v in by_year(run.here(name)).items()} for name in (*LEFT, *BACK)}
    sums = {name: sum(values.values()) for name, values in years.items()}
    sent, returned = (sum(sums[n] for n in names) for names in (LEFT, BACK))
    if sent <= 0:
        return None
    # Losses written off come at the end; what a yuan brought back is told of the whole run.
    found = sent > 1.5 * returned
    fill = {"n": f"{sent / returned:.2g}" if returned > 0 else "", "unit": unit_words(run), "first": run.first // 12,
            "last": run.last // 12, "m": count(sent)}  # fmt: skip
    key = "transfer" if returned > 0 else "transfer.all"
    title = both(f"title.{key}", **fill) if found else both("title.transfer.neutral")
    texts = [both("transfer.text", profit=round(100 * sums["nation_profit"] / sent),
                  taxes=round(100 * sums["nation_taxes"] / sent),
                  gap=round(100 * sums["nation_price_gap"] / sent))]  # fmt: skip
    account = run.here("nation_account_sum")
    if account:
        who = both("transfer.up" if account.at(run.last) > 0 else "transfer.down")
        whole = count(abs(account.at(run.last)) / coins)
        texts.append(both("transfer.sum", month=month(run.last), n=whole, unit=unit_words(run), who=who))
    sides = [[{"name": both(n.replace("nation_", "transfer.of.")), "yearly": yearly(years[n])} for n in names
              if any(years[n].values())] for names in (LEFT, BACK)]  # fmt: skip
    return Scene(
        "rust", "transfer", 6, title, found, texts, {"kind": "transfer", "left": sides[0], "back": sides[1]},
        notes=[both("transfer.note"), both("one_run")], change=min(1.0, 1 - returned / sent), cycle=LIFE,
    )  # fmt: skip


def arrears(run: Recorded) -> Scene | None:
    """Till, wages due and paid of the works that came to owe most before its closing."""
    found = run.once(worst_owing)
    if found is None:
        return None
    plant, first, worst, owed_months = found
    coins, places = coins_per_unit(run), run.once(places_of)
    closed = places.closed(plant)
    end = run.last if closed is None else closed
    start = max(run.first, min(first - BEFORE, end - TEN_YEARS + 1), first - TEN_YEARS)
    due, till, owed, share = (_track(run, v, plant) for v in ("wage", "cash", "wage_arrears", "paid_share"))
    paid = Track(due.start, due.values * share.over(due.start, due.end))
    title = both("title.arrears", month=month(first), plant=works(run, plant), worst=month(worst),
                 n=count(owed_months))  # fmt: skip
    texts = [both("arrears.text"), *_short(share, first)]
    tracks = {n: _cut(t.times(1 / coins), start, end) for n, t in
              (("due", due), ("paid", paid), ("till", till), ("owed", owed))}  # fmt: skip
    return Scene(
        "rust", "arrears", 9, title, True, texts, {"kind": "arrears", "plant": plant, "closed": closed, **tracks},
        notes=[both("arrears.note", unit=unit_words(run)), both("one_run")],
        covers=frozenset(f"workshop:{plant}/{r['workshop']}" for r in stage.workshop_rows(run, plant)),
        change=min(1.0, owed_months / 12), cycle=LIFE,
    )  # fmt: skip


def worst_owing(run: Recorded) -> tuple[str, int, int, float] | None:
    """The works that before its closing owed its people most months of pay: since when, the worst month, how many."""
    places, found = run.once(places_of), []
    for plant in places.productive:
        due, owed = _track(run, "wage", plant), _track(run, "wage_arrears", plant)
        if places.members[plant] > 1 or not due or not owed:
            continue
        end = places.closed(plant) or run.last + 1
        bill = np.nan_to_num(due.over(run.first, end))
        late = late_from(Track(run.first, owed.over(run.first, end)), Track(run.first, bill))
        if late is None:
            continue
        first, worst, debt = late
        at = first - run.first
        usual = float(bill[max(0, at - 12) : at + 1].mean())  # before it fell behind, when all were still there
        if usual > 0 and debt > usual:
            found.append((debt / usual, plant, first, worst))
    if not found:
        return None
    most, plant, first, worst = max(found)
    return plant, first, worst, most


def _short(share: Track, first: int) -> list[Words]:
    """When wages were paid in part, and when not at all."""
    months = np.arange(share.start, share.end)
    told = []
    for key, least in (("arrears.part", PART), ("arrears.none", FADED)):
        under = months[(share.values < least) & (months >= first)]
        if len(under):
            told.append(both(key, month=month(int(under[0])), n=len(under)))
    return told


def _track(run: Recorded, variable: str, plant: str) -> Track:
    return run.of("plant", variable).get(plant, NOTHING)


def _cut(track: Track, first: int, last: int) -> dict[str, Any]:
    values = np.nan_to_num(track.over(first, last + 1))
    return {"start": first, "values": np.rint(values).astype(np.int64)}


def stopping(run: Recorded, plant: str | None = None) -> Scene | None:
    """The order in which the workshops of a plant stopped: the main picture of the part."""
    order = order_of_stopping(run, plant)
    if order is None:
        return None
    last, names = last_of_chain(order.rows), {r.workshop: inside(run, "workshop", r.workshop) for r in order.rows}
    stopped = [r.stopped for r in order.rows if r.stopped is not None]
    if last:
        at = last[0].stopped or 0
        overall = all(r in last or (r.stopped is not None and r.stopped < at) for r in order.rows)
        listed, chain = among([names[r.workshop] for r in last]), inside(run, "chain", last[0].chain)
        key = "title.stopping.all" if overall else "title.stopping"
        title = both(key, month=month(at), workshop=listed, chain=chain)
    else:
        title = both("title.stopping.neutral")
    texts = [both("stopping.text" if stopped else "stopping.none")]
    if len(set(stopped)) > 1:
        texts.append(both("stopping.span", first=month(min(stopped)), last=month(max(stopped)), n=len(stopped)))
    texts += [both("say.tie", month=month(m), workshops=among([names[r.workshop] for r in tied]))
              for m, tied in ties(order.rows).items()]  # fmt: skip
    causes = [{"month": m, "words": w} for m, w in _causes(run, order)]
    told = [both("stopping.cause", cause=w, month=month(m)) for m, w in _causes(run, order)]
    notes = [both("stopping.key")]
    if told:
        joined = {"en": "; ".join(t["en"] for t in told), "zh": "；".join(t["zh"] for t in told)}
        notes.append(both("stopping.causes", causes=joined))
    return Scene(
        "rust", "stopping", 10, title, bool(last), texts,
        {
            "kind": "stopping", "plant": order.plant, "first": order.first, "months": _shown(run, order),
            "rows": [_row(run, order, r) for r in order.rows], "causes": causes,
        },
        notes=[*notes, both("one_run")], covers=frozenset(f"workshop:{r.workshop}" for r in order.rows),
        change=len(stopped) / len(order.rows), cycle=PRODUCTION,
    )  # fmt: skip


def _shown(run: Recorded, order: Order) -> int:
    return min(MONTHS_SHOWN, run.last - order.first + 1)


def _row(run: Recorded, order: Order, row: Row) -> dict[str, Any]:
    """Work by month against the best month, per mille, and the posts that were filled when the picture begins."""
    months = range(order.first, order.first + _shown(run, order))
    hands = run.of("workshop", "employed").get(row.workshop, NOTHING).at(order.first)
    return {
        "id": row.workshop, "name": named(run, "workshop", row.workshop), "chain": named(run, "chain", row.chain),
        "copper": row.chain == "copper", "work": {"start": order.first, "values": [row.per_mille(m) for m in months]},
        "stopped": row.stopped, "posts": 0 if np.isnan(hands) else round(hands),
    }  # fmt: skip


def _causes(run: Recorded, order: Order) -> list[tuple[int, Words]]:
    """Months of the causes that bear on the plant, those of one month together."""
    found: dict[int, list[Words]] = {}
    end = order.first + _shown(run, order)
    for s in run.once(stations):
        if order.first < s.month < end and any(t.partition(":")[2] == order.plant for t in s.targets):
            found.setdefault(s.month, []).append(s.words)
    return [(m, among(words)) for m, words in sorted(found.items())]


def after(run: Recorded) -> Scene | None:
    """What was left of the first works that was closed, and where its people were in the last year."""
    places = run.once(places_of)
    closed = {p: c for p in places.productive if (c := places.closed(p)) is not None and places.members[p] == 1}
    if not closed:
        return None
    plant = min(closed, key=lambda p: (closed[p], p))
    at, end = closed[plant], run.last
    employed, off = (np.nan_to_num(_track(run, v, plant).over(at - BEFORE, end + 1)) for v in ("employed", "off_post"))
    had, kept = float(employed[BEFORE - 1] + off[BEFORE - 1]), float(employed[BEFORE] + off[BEFORE])
    found = had > 0 and kept < 0.5 * had
    name = works(run, plant)
    title = titled("after", found, month=month(at), plant=name, n=count(had - kept),
                 m=count(had))  # fmt: skip
    row = next(p for p in run.once(stage.plants) if p["id"] == plant)
    texts = [both("after.text", plant=name, n=count(kept)), *_smoke(run, plant, at), *_where_to(run, plant, at)]
    first = run.first + max(0, at - BEFORE - run.first)
    return Scene(
        "rust", "after", 11, title, found, texts,
        {
            "kind": "after", "plant": plant, "events": row["end"],
            "employed": _cut(_track(run, "employed", plant), first, end),
            "off_post": _cut(_track(run, "off_post", plant), first, end),
        },
        notes=[both("one_run")], change=(had - kept) / had if had else 0.0, cycle=LIFE,
        covers=frozenset(f"workshop:{plant}/{r['workshop']}" for r in stage.workshop_rows(run, plant)),
    )  # fmt: skip


def _smoke(run: Recorded, plant: str, at: int) -> list[Words]:
    """What the stacks gave off in the year before, if they gave off any and give off none after."""
    gas = run.once(sulphur_dioxide).get(plant)
    if gas is None or at - 12 < run.first:
        return []
    year = gas[at - 12 - run.first : at - run.first].sum()
    left = gas[at + 1 - run.first :].sum()
    return [both("after.smoke", n=count(float(year)))] if year >= 1 and left == 0 else []


def _where_to(run: Recorded, plant: str, at: int) -> list[Words]:
    """Where those on its books in the December before were in the last whole year: shares of ten."""
    last = (run.last + 1) // 12 - 1
    if last <= at // 12:
        return []
    before = run.scan("panel").filter(pl.col("year") == at // 12 - 1, pl.col("workshop").str.starts_with(f"{plant}/"))
    keys = before.select("key").collect()["key"].to_numpy()
    if len(keys) < 20:
        return []
    years = run.once(years_of)
    rows = years.rows_of(keys)
    rows = rows[years.columns["year"][rows] == last]
    months = {name: int(years.columns[name][rows].sum(dtype=np.int64)) for name in MONTHS}
    months["without"] = months.pop("off_post") + months.pop("unemployed")
    whole = 12 * len(keys)
    fill = {name: round(100 * n / whole) for name, n in months.items()}
    return [both("after.where", year=last, **fill)]
