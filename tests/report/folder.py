"""A made-up run folder in the shape the record writes: two works, two chains, four people, 1985 to 2003."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
from tests.report.mill_town import REGION_TOML, TABLES

from tiexi.record.provenance import version
from tiexi.record.schema import FILES, TYPES

FIRST, LAST = 1985 * 12, 2003 * 12 + 11
STOPS = {
    "smelter/rough": 2000 * 12 + 4, "smelter/revolving": 2000 * 12 + 4, "smelter/refining": 2000 * 12 + 5,
    "smelter/electrolysis": 2000 * 12 + 7, "smelter/tower": 2000 * 12 + 4, "smelter/lead_cells": 2000 * 12 + 5,
}  # fmt: skip
CLOSED = 2000 * 12 + 7  # the smelter
REASONS = {("outside", "yard"): "bought", ("yard", "outside"): "sold", ("process", "nature"): "emitted"}
WOMAN, MAN, YOUNG, CADRE = 0x10, 0x2F, 0x3A, 0xFFFFFFFFFFFFFFFF

SPELLS = [
    (WOMAN, "1985-01", "1994-02", "regular", "on_post", "cable/stranding", "pretty_girl", 9_000, 0),
    (WOMAN, "1994-03", "1998-06", "regular", "not_seeking", "cable/stranding", "pretty_girl", 32_000, 0),
    (WOMAN, "1998-07", "2001-07", "regular", "side_work", "cable/stranding", "pretty_girl", 32_000, 51_200),
    (WOMAN, "2001-08", "2003-12", "none", "own_account", "", "pretty_girl", 0, 0),
    (MAN, "1985-01", "1996-01", "regular", "on_post", "smelter/rough", "village", 30_000, 0),
    (MAN, "1996-02", "2003-12", "none", "retired", "smelter/rough", "village", 24_000, 12_000),
    (YOUNG, "1985-01", "1994-06", "none", "pupil", "", "village", 0, 0),
    (YOUNG, "1994-07", "1997-08", "none", "seeking", "", "village", 0, 0),
    (YOUNG, "1997-09", "2000-08", "contract", "on_post", "smelter/electrolysis", "village", 41_000, 0),
    (YOUNG, "2000-09", "2003-12", "none", "seeking", "", "pretty_girl", 0, 0),
]
EVENTS = [
    ("1994-03", "off_post", WOMAN, "cable/stranding", 0, ""),
    ("1995-02", "arrears_began", WOMAN, "cable/stranding", 900, "fen"),
    ("1995-05", "arrears_ended", WOMAN, "cable/stranding", 0, "fen"),
    ("1995-08", "arrears_began", WOMAN, "cable/stranding", 900, "fen"),
    ("2000-02", "arrears_began", WOMAN, "cable/stranding", 900, "fen"),
    ("2001-08", "bought_out", WOMAN, "cable/stranding", 1_840_000, "fen"),
    ("1996-02", "retired", MAN, "smelter/rough", 0, ""),
    ("1994-07", "school_left", YOUNG, "", 0, ""),
    ("1997-09", "hired", YOUNG, "smelter/electrolysis", 0, ""),
    ("2000-09", "dismissed", YOUNG, "smelter/electrolysis", 0, ""),
    ("2000-09", "moved", YOUNG, "", 0, ""),
]


def date(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def employed(month: int) -> int:
    """People at work: growing to 1993, falling after; a wave of ten years so that the line is no ruler."""
    grown = 52_000 + 45 * (month - FIRST)
    lost = max(0, month - 1993 * 12) * 320
    return max(11_000, grown - lost + 900 * ((month * 7) % 5 - 2) // 2)


def off_post(month: int) -> int:
    rise = max(0, min(month, 2001 * 12) - 1993 * 12) * 190
    return max(0, rise - max(0, month - 2001 * 12 - 6) * 500)


def unemployed(month: int) -> int:
    return 400 + max(0, month - 1995 * 12) * 60


def people_series() -> Iterator[tuple[Any, ...]]:
    for m in range(FIRST, LAST + 1):
        counts = {
            "people": 90_000, "employed": employed(m), "off_post": off_post(m), "unemployed": unemployed(m),
            "discouraged": unemployed(m) // 2, "informal": 200 + max(0, m - 1992 * 12) * 90, "retired": 9_000,
        }  # fmt: skip
        for name, value in counts.items():
            yield date(m), "region", "mill_town", name, value, "person", "camera"
        if m % 12 == 11:
            tied = employed(m) + off_post(m)
            staff = tied if m < 1998 * 12 else employed(m)
            yield date(m), "region", "mill_town", "staff_and_workers", staff, "person", "yearbook"
            yield date(m), "region", "mill_town", "registered_unemployed", unemployed(m) * 6 // 10, "person", "yearbook"
            if m >= 1998 * 12:
                laid = off_post(m) * 42 // 100
                yield date(m), "region", "mill_town", "laid_off_registered", laid, "person", "yearbook"


def load(workshop: str, month: int) -> float:
    stop = STOPS.get(workshop)
    full = 0.82 + 0.05 * ((month * 5) % 4)
    if stop is None:
        return full * max(0.1, 1 - max(0, month - 1993 * 12) / 130)
    if month > stop:
        return 0.0
    return full * (0.3 if month == stop else 0.6 if stop > 2000 * 12 + 4 and month == stop - 1 else 1.0)


def works_series() -> Iterator[tuple[Any, ...]]:
    shops = [*STOPS, "cable/stranding"]
    for m in range(FIRST, LAST + 1):
        for shop in shops:
            yield date(m), "workshop", shop, "load_factor", load(shop, m), "1", "camera"
            yield date(m), "workshop", shop, "employed", 1000.0, "person", "camera"
            yield date(m), "workshop", shop, "output", load(shop, m) * 5e6, "g/month", "camera"
        owed = max(0, m - 1994 * 12) * 900_000 if m > 1995 * 12 else 0
        for plant, share in (("smelter", 2), ("cable", 1)):
            money = {
                "cash": 80_000_000 * share - (m - FIRST) * 200_000, "wage_arrears": owed * share,
                "trade_debt": (m - FIRST) * 500_000 * share, "bank_debt": (m - FIRST) * 1_500_000 * share,
                "tax_arrears": 0,
            }  # fmt: skip
            for name, value in money.items():
                yield date(m), "plant", plant, name, value, "fen", "camera"
        gone = m - FIRST
        held = {
            "households": 40 * gone,
            "state_plants": 300 - 90 * max(0, gone - 60) // 60,
            "treasury": 20,
            "bank": -900,
        }
        held["outside"] = -sum(held.values())
        for name, value in held.items():
            yield date(m), "region", "mill_town", f"money_{name}", value * 1_000_000, "fen", "camera"


def staff_series() -> Iterator[tuple[Any, ...]]:
    """People and pay of the two works, people of the two streets, and the account with the nation."""
    for m in range(FIRST, LAST + 1):
        for plant, share, full in (("smelter", 2, 6000), ("cable", 1, 1000)):
            closed = plant == "smelter" and m >= CLOSED
            there = 60 if closed else full if m < 1994 * 12 else full // 2
            home = 0 if closed or m < 1994 * 12 else full // 2
            paid = 1.0 if m <= 1995 * 12 else 0.6
            values = {
                "employed": there, "off_post": home, "tied": there + home, "wage": 30_000_000 * share, "paid_share": paid,
            }  # fmt: skip
            for name, value in values.items():
                yield date(m), "plant", plant, name, value, "", "camera"
        for street, weight in (("pretty_girl", 3), ("village", 7)):
            idle = (off_post(m) + unemployed(m) + unemployed(m) // 2) * (10 - weight) // 10
            counts = {"people": 9_000 * weight, "employed": employed(m) * weight // 10, "off_post": idle}
            for name, value in counts.items():
                yield date(m), "street", street, name, value, "person", "camera"
        sent = {"profit": 300, "taxes": 200, "price_gap": 100, "grants": 100, "written_off": 0, "account_sum": 500 * m}
        for name, value in sent.items():
            yield date(m), "region", "mill_town", f"nation_{name}", value * 1_000_000, "fen", "camera"


def matter() -> Iterator[tuple[Any, ...]]:
    tonnes = {
        ("concentrate", "yard", "process"): 1900, ("coal", "yard", "process"): 400,
        ("anode_scrap", "yard", "process"): 75,
        ("oxygen", "nature", "process"): 1000, ("matte", "process", "yard"): 1000, ("matte", "yard", "process"): 1000,
        ("blister", "process", "yard"): 505, ("blister", "yard", "process"): 505, ("anode", "process", "yard"): 500,
        ("anode", "yard", "process"): 500, ("cathode", "process", "yard"): 420, ("cathode", "yard", "outside"): 420,
        ("anode_scrap", "process", "yard"): 75, ("slimes", "process", "yard"): 5, ("so2", "process", "nature"): 950,
        ("slag", "process", "nature"): 2000,
        ("concentrate", "outside", "yard"): 1900, ("coal", "outside", "yard"): 400,
    }  # fmt: skip
    for m in range(FIRST, 2000 * 12 + 5):
        share = 100 if m // 12 == 1988 else 80
        for (good, origin, goal), amount in tonnes.items():
            reason = REASONS.get((origin, goal), "moved")
            yield date(m), reason, "good", good, origin, goal, amount * share * 10_000, "g"


def panel() -> Iterator[tuple[Any, ...]]:
    def year(key: int, y: int, earnings: int, count: str, shop: str) -> tuple[Any, ...]:
        months = [12 if name == count else 0 for name in ("employed", "off_post", "unemployed", "informal", "retired")]
        return (
            key,
            y,
            earnings,
            *months,
            shop,
            12,
            "furnace",
            earnings // 12,
            True,
            True,
            earnings,
            0,
            "",
            "",
            "",
            0.0,
            0.0,
            "",
        )

    for y in range(1985, 2004):
        what = "employed" if y < 1994 else "off_post" if y < 2002 else "informal"
        yield year(WOMAN, y, 10_000 * (y - 1970) if y < 1994 else 64_000, what, "cable/stranding" if y < 2001 else "")
        yield year(MAN, y, 14_000 * (y - 1970), "employed" if y < 1996 else "retired", "smelter/rough")
        if y >= 1997:
            yield year(YOUNG, y, 400_000 if y < 2000 else 0, "employed" if y < 2000 else "unemployed", "")
        yield year(CADRE, y, 500_000, "employed", "smelter/rough")


def dealings() -> Iterator[tuple[Any, ...]]:
    """Every year the smelter buys ore for 60, pays 20 and 30 in taxes, and sells for 120; money in fen."""
    for y in range(FIRST // 12, LAST // 12 + 1):
        month, works = f"{y}-01", "metal/state_plants"
        yield month, "good", "ore", "outside", works, 1_000, "g", 6_000, 0
        yield month, "good", "cathode", works, "outside", 100, "g", 12_000, 0
        yield month, "due", "pay", "households", works, 0, "", 2_000, 0
        yield month, "due", "turnover_tax", "centre", works, 0, "", 3_000, 0


def rows(file: str, values: Iterator[tuple[Any, ...]] | list[tuple[Any, ...]]) -> dict[str, list[Any]]:
    names = [f.name for f in FILES[file][1]]
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for value in values:
        for name, cell in zip(names, value, strict=True):
            columns[name].append(cell)
    return columns


def write(folder: Path) -> Path:
    """Write the run folder and return it."""
    region = folder / "region"
    region.mkdir(parents=True)
    (region / "region.toml").write_text(REGION_TOML, "utf-8")
    for name, text in TABLES.items():
        (region / f"{name}.csv").write_text(text, "utf-8")
    (region / "sources.bib").write_text("@book{old_book, title={An old book}}\n", "utf-8")
    people = [
        (WOMAN, "1951-03", "woman", 10, None, "pretty_girl", "", True),
        (MAN, "1936-01", "man", 10, None, "village", "", True),
        (YOUNG, "1977-11", "man", 10, WOMAN, "pretty_girl", "", True),
        (CADRE, "1948-05", "man", 10, None, "village", "", True),
    ]
    events = [(m, 0, e, "person", f"{k:016x}", w, v, u) for m, e, k, w, v, u in EVENTS]
    # A stop is noticed after ninety days; its value is the last round with work.
    events += [
        (date(m + 3), 4, "stopped", "workshop", w, w.split("/")[0], (m - FIRST) * 10 + 3, "") for w, m in STOPS.items()
    ]
    events += [
        ("1990-02", 1, "stopped", "workshop", "cable/stranding", "cable", 570, ""),
        ("1990-09", 1, "resumed", "workshop", "cable/stranding", "cable", 650, ""),
    ]
    for event, month in (("queued", 1998 * 12), ("approved", CLOSED), ("bankrupt", CLOSED), ("guarded", CLOSED)):
        events.append((date(month), 0, event, "plant", "smelter", "", 142_000_000 if event == "bankrupt" else 0, ""))
    events.append(("1990-05", 0, "arrived", "person", f"{CADRE:016x}", "", 0, ""))
    events.sort(key=lambda e: e[0])
    tables: dict[str, Any] = {
        "series": [*people_series(), *works_series(), *staff_series()], "events": events, "people": people, "panel": panel(),
        "lives": [(*spell, "") for spell in SPELLS], "scenes": [], "matter": matter(), "ledger": [("1985-01", "wage", "state_plants", "households", 100)],
        "dealings": dealings(), "work": [],
    }  # fmt: skip
    for name, values in tables.items():
        types = {f.name: TYPES[f.type][0] for f in FILES[name][1]}
        pl.DataFrame(rows(name, values), types, strict=False).write_parquet(folder / f"{name}.parquet")
    facts = {
        "format": 1, "version": version(), "region": "mill_town", "region_digest": "ab" * 16, "seed": 1, "scale": 10,
        "months": LAST - FIRST + 1, "digest": "cd" * 16, "residual": {"money": 0, "matter_g": 0, "people": 0},
        "share_assumed": 0.64, "money_unit": "fen",
        "parameters": {"off_post.allowance": {"1985-01": 0, "1993-07": 0.4}},
    }  # fmt: skip
    (folder / "run.json").write_text(json.dumps(facts), "utf-8")
    return folder
