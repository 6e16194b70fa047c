"""The tables of a run folder: every column declared once, with type, unit and meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

TYPES: dict[str, tuple[Any, str]] = {
    "text": (pl.String, "string"),
    "f8": (pl.Float64, "number"),
    "i8": (pl.Int64, "integer"),
    "i4": (pl.Int32, "integer"),
    "i2": (pl.Int16, "integer"),
    "u8": (pl.UInt64, "integer"),
    "u1": (pl.UInt8, "integer"),
    "bool": (pl.Boolean, "boolean"),
}


@dataclass(frozen=True)
class Field:
    """One column: name, type (a key of `TYPES`), unit, meaning."""

    name: str
    type: str
    unit: str
    meaning: str


MONTH = Field("month", "text", "YYYY-MM", "month")
KEY = Field("key", "u8", "1", "lasting identity of the person, the same under every policy")

FILES: dict[str, tuple[str, tuple[Field, ...]]] = {
    "series": (
        "Monthly and yearly series of the camera (what happened) and the yearbook (what the statistics say)",
        (
            MONTH,
            Field("kind", "text", "", "region, plant, workshop, street or good"),
            Field("entity", "text", "", "label of the entity in the region folder"),
            Field("variable", "text", "", "what is counted"),
            Field("value", "f8", "unit", "value; persons are real (simulated x scale)"),
            Field("unit", "text", "", "unit of the value"),
            Field("observer", "text", "", "camera or yearbook"),
        ),
    ),
    "events": (
        "Events: everything of works and streets; of persons those who are followed",
        (
            MONTH,
            Field("round", "u1", "1", "round of the month; 0 where it has none"),
            Field("event", "text", "", "what happened"),
            Field("kind", "text", "", "kind of who: person, workshop, plant, street, region"),
            Field("who", "text", "", "key of the person (16 hexadecimal digits) or label"),
            Field("where", "text", "", "workshop for persons, plant for workshops; empty if nowhere"),
            Field("value", "i8", "unit", "a number that belongs to the event"),
            Field("unit", "text", "", "its unit; empty if the event has no number"),
        ),
    ),
    "panel": (
        "Years of the people followed, from the year in which they turn sixteen or first earn",
        (
            KEY,
            Field("year", "i2", "year", "calendar year"),
            Field("earnings", "i8", "fen", "money received from work, allowance and pension in the year"),
            Field("employed", "u1", "month", "months with a tie and on post"),
            Field("off_post", "u1", "month", "months with a tie and not on post"),
            Field("unemployed", "u1", "month", "months without a tie and seeking"),
            Field("informal", "u1", "month", "months in own-account or side work without a tie"),
            Field("retired", "u1", "month", "months retired"),
            Field("workshop", "text", "", "on whose books at the end of the year; empty if nowhere"),
            Field("tenure", "i2", "month", "months on these books"),
            Field("occupation", "text", "", "occupation; empty if none"),
            Field("employer_pay", "i8", "fen/month", "mean contract wage on the books of the workshop; 0 if none"),
            Field("here", "bool", "yes/no", "living in the region at the end of the year"),
            Field("alive", "bool", "yes/no", "not known to have died"),
            Field(
                "earned", "i8", "fen", "the part of earnings that was pay for work: no allowance, pension or benefit"
            ),
            Field("pay", "i4", "fen/month", "contract wage at the end of the year; 0 without a tie"),
            Field("tie", "text", "", "on whose books, on what terms, at the end of the year"),
            Field("activity", "text", "", "what the person does at the end of the year"),
            Field(
                "ending",
                "text",
                "",
                "how the last tie that ended in the year did, or how the person went: dismissed, "
                "quit, retired, early_retired, bought_out, status_abolished, left, died; empty if nothing ended",
            ),
            Field("premium", "f8", "log", "employer premium of the present or last post, if the region keeps careers"),
            Field("scar", "f8", "log", "scar of having been hired out of joblessness, as far as it has not faded"),
            Field("lost", "text", "YYYY-MM", "month of the last displacement; empty if never, or if nobody's is kept"),
        ),
    ),
    "people": (
        "The people followed",
        (
            KEY,
            Field("born", "text", "YYYY-MM", "month of birth"),
            Field("sex", "text", "", "woman or man"),
            Field("weight", "i4", "person", "real persons this one stands for"),
            Field("mother", "u8", "1", "key of the mother; empty if she never lived in the region"),
            Field("street", "text", "", "street lived in, at the end or last"),
            Field("gone", "text", "YYYY-MM", "month of death or of leaving; empty if living in the region"),
            Field("alive", "bool", "yes/no", "not known to have died"),
        ),
    ),
    "lives": (
        "Sampled lives as spells: month by month, without repeating what stays",
        (
            KEY,
            Field("from", "text", "YYYY-MM", "first month of the spell"),
            Field("to", "text", "YYYY-MM", "last month of the spell"),
            Field("tie", "text", "", "on whose books, on what terms"),
            Field("activity", "text", "", "what the person does"),
            Field("workshop", "text", "", "workshop on the books, or whose plant owes the pension; empty if none"),
            Field("street", "text", "", "street lived in"),
            Field("wage", "i8", "fen/month", "contract wage or pension in the last month of the spell"),
            Field("owed", "i8", "fen", "wages, allowance or pension owed at the end of the spell"),
            Field("aid", "text", "", "what a package gave: course, public_works, wage_insurance, relocation"),
        ),
    ),
    "scenes": (
        "Scenes of the working day of those whose lives are sampled: drawn by chance from what the month did to the "
        "person, and no facts of the ledger",
        (
            KEY,
            MONTH,
            Field("kind", "text", "", "where: shift, break_room, shower, meal, train"),
            Field("what", "text", "", "what is shown: closure_told, mate_married, pay_late, no_feed, ..."),
            Field("place", "text", "", "workshop"),
            Field("cause", "text", "", "what it was drawn from: event:off_post, arrears, good:coal, load, permit, ..."),
            Field("other", "u8", "1", "key of the other person in it; empty if there is none"),
            Field("value", "i8", "unit", "a number that belongs to the cause"),
            Field("unit", "text", "", "its unit; empty if the cause has no number"),
        ),
    ),
    "ledger": (
        "Payments by reason and sector: the social accounting matrix of every month",
        (
            MONTH,
            Field("reason", "text", "", "why the money moved"),
            Field("payer", "text", "", "sector that paid"),
            Field("payee", "text", "", "sector that received"),
            Field("amount", "i8", "fen", "amount paid"),
        ),
    ),
    "plan": (
        "The plan of each year: targets, allotments, shadow prices, and what became of them",
        (
            Field("year", "i2", "year", "calendar year"),
            Field("kind", "text", "", "workshop, plant (its yard, by good) or good"),
            Field("entity", "text", "", "label of the workshop or plant; empty for a good"),
            Field("good", "text", "", "the good: main product, input, or what was lacked"),
            Field("variable", "text", "", "target, output, lacked, allotted, received, need, price_shadow, ..."),
            Field("value", "f8", "unit", "value of the year; stocks at its end"),
            Field("unit", "text", "", "unit of the value"),
        ),
    ),
    "dealings": (
        "What the sectors of activity sold, bought and came to owe, paid or not: the goods' side of the ledger",
        (
            MONTH,
            Field("kind", "text", "", "good or due"),
            Field("item", "text", "", "the good; or pay, welfare, turnover_tax, local_tax"),
            Field("seller", "text", "", "who delivered or is owed: industry/legal sector, outside, households, ..."),
            Field("buyer", "text", "", "who received or owes: industry/legal sector, outside, households, treasury"),
            Field("amount", "i8", "unit", "amount delivered; 0 of a due"),
            Field("unit", "text", "", "g, or the unit of a good outside the mass balance; empty of a due"),
            Field("value", "i8", "fen", "what it cost; of public services what they cost to give"),
            Field("later", "i8", "fen", "part of the value that was bought on credit"),
        ),
    ),
    "work": (
        "What the sectors of activity took of goods and made of them, by recipe and batches",
        (
            MONTH,
            Field("activity", "text", "", "industry/legal sector"),
            Field("good", "text", "", "the good"),
            Field("made", "i8", "unit", "tapped in the month"),
            Field("used", "i8", "unit", "charged in the month"),
            Field("unit", "text", "", "g, or the unit of a good outside the mass balance"),
        ),
    ),
    "matter": (
        "Movements of goods, and the same in chemical elements",
        (
            MONTH,
            Field("reason", "text", "", "charged, tapped, delivered, bought, sold, consumed, taken, emitted, ..."),
            Field("kind", "text", "", "good or element"),
            Field("item", "text", "", "the good or element"),
            Field("from", "text", "", "yard, process, outside, nature, consumed"),
            Field("to", "text", "", "yard, process, outside, nature, consumed"),
            Field("amount", "i8", "unit", "amount moved; of elements whole grams, rounded down"),
            Field("unit", "text", "", "g, or the unit of a good outside the mass balance"),
        ),
    ),
}


def frame(file: str, columns: Mapping[str, Any]) -> pl.DataFrame:
    """A table of the run folder with its declared columns, in order and cast to their types."""
    return pl.DataFrame(
        [pl.Series(f.name, columns[f.name]).cast(TYPES[f.type][0]) for f in FILES[file][1]],
    )


def lazy_frame(file: str, rows: pl.DataFrame, **columns: pl.Expr) -> pl.LazyFrame:
    """The same of `rows` on which nothing is done before the table is written; `columns` are those not as in `rows`."""
    fields = FILES[file][1]
    return rows.lazy().select(columns.get(f.name, pl.col(f.name)).cast(TYPES[f.type][0]).alias(f.name) for f in fields)


def descriptor(name: str, title: str, sizes: Mapping[str, int], digests: Mapping[str, str]) -> dict[str, Any]:
    """Data Package descriptor (Frictionless) of a run folder; `sizes` and `digests` by file name."""
    resources = []
    for file, (says, fields) in FILES.items():
        path = f"{file}.parquet"
        resources.append(
            {
                "name": file,
                "path": path,
                "description": says,
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": sizes[path],
                "hash": f"xxh3:{digests[path]}",
                "schema": {
                    "fields": [
                        {"name": f.name, "type": TYPES[f.type][1], "unit": f.unit, "description": f.meaning}
                        for f in fields
                    ]
                },
            }
        )
    return {"name": name, "title": title, "profile": "data-package", "resources": resources}
