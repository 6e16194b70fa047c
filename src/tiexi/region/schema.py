"""How a table of a region is declared: one pydantic model each, and each column once.

A column's dtype, unit, meaning, range, key, references, default and words stand here and nowhere else; the
check, the documentation, the Data Package descriptor and `tiexi explain` all read these declarations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from tiexi.region import dates

ID = r"[a-z][a-z0-9_]*"
GENERAL_KNOWLEDGE = "general_knowledge"
Grade = Literal["measured", "estimated", "assumed"]


@dataclass(frozen=True)
class Form:
    """Marks what a text column holds: `id`, `month`, `date` or `source`."""

    name: str


def _month(text: str) -> str:
    if why := dates.fault(text, days=False):
        raise ValueError(why)
    return text


def _date(text: str) -> str:
    if why := dates.fault(text, days=True):
        raise ValueError(why)
    return text


Id = Annotated[str, Form("id")]
Month = Annotated[str, AfterValidator(_month), Form("month")]
Date = Annotated[str, AfterValidator(_date), Form("date")]
SourceKey = Annotated[str, Form("source")]


def column(
    meaning: str,
    unit: str = "",
    *,
    low: float | None = None,
    high: float | None = None,
    above: float | None = None,
    default: Any = ...,
    refers: str = "",
    many: bool = False,
    name: str | None = None,
) -> Any:
    """Declare a column: bounds are inclusive, `above` is exclusive; `refers` names `table.column`; `many` = `a;b`.

    `name` is the name in the file where that is no Python name.
    """
    extra: dict[str, Any] = {"unit": unit, "low": low, "high": high, "above": above, "refers": refers, "many": many}
    bounds: dict[str, Any] = {k: v for k, v in (("ge", low), ("le", high), ("gt", above)) if v is not None}
    return Field(default, alias=name, description=meaning, json_schema_extra=extra, **bounds)


class Row(BaseModel):
    """A row of a table. `file` is the name in the folder, `key` the columns that identify a row."""

    model_config = ConfigDict(extra="forbid", defer_build=True, allow_inf_nan=False)
    file: ClassVar[str] = ""
    key: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[bool] = False
    languages: ClassVar[bool] = False  # further columns, named by a language, are allowed


class Sourced(Row):
    """A row that says where its numbers come from."""

    source: SourceKey = column("key into sources.bib (`key, page`; several with `;`), or general_knowledge")
    grade: Grade = column("how far the numbers of the row can be trusted")


@dataclass(frozen=True)
class Column:
    """The declaration of a column, ready to be used. `kind` is one of
    `id text source month date whole number yes_no choice`.
    """

    name: str
    kind: str
    unit: str
    meaning: str
    required: bool
    default: Any
    low: float | None
    high: float | None
    above: float | None
    choices: tuple[str, ...]
    refers: str
    many: bool

    @property
    def numeric(self) -> bool:
        return self.kind in ("whole", "number")

    def right(self) -> str:
        """What may stand in a cell, in words."""
        what = _WORDS[self.kind]
        if self.kind == "choice":
            what = "one of: " + ", ".join(self.choices)
        elif self.refers:
            what = (
                f"a name found in {self.refers}" if not self.many else f"names found in {self.refers}, separated by ;"
            )
        if self.numeric and self.unit not in ("", "1"):
            what += f" ({self.unit})"
        what += self._range()
        if not self.required:
            what += "; may be empty" + (f" (then {_shown(self.default)})" if self.default not in ("", None) else "")
        return what

    def _range(self) -> str:
        if self.above is not None:
            return f" above {self.above:.15g}"
        if self.low is None:
            return "" if self.high is None else f", at most {self.high:.15g}"
        if self.high is None or self.high > 1_000_000:
            return f", {self.low:.15g} or more"
        return f" from {self.low:.15g} to {self.high:.15g}"


_WORDS = {
    "id": "an id: lower case letters, digits and _, starting with a letter",
    "text": "text",
    "source": "a key of sources.bib, or general_knowledge",
    "month": "a month written YYYY-MM",
    "date": "a date written YYYY-MM or YYYY-MM-DD",
    "whole": "a whole number",
    "number": "a number",
    "yes_no": "yes or no",
    "choice": "",
}


def _shown(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _kind(info: FieldInfo) -> tuple[str, tuple[str, ...]]:
    for mark in info.metadata:
        if isinstance(mark, Form):
            return mark.name, ()
    kind: Any = info.annotation
    inner = [a for a in get_args(kind) if a is not type(None)]
    if get_origin(kind) is Literal:
        return "choice", tuple(inner)
    if len(inner) == 1:
        kind = inner[0]
    return {str: "text", int: "whole", float: "number", bool: "yes_no"}[kind], ()


@cache
def columns_of(model: type[Row]) -> dict[str, Column]:
    """Declared columns of a table by name; `source` and `grade` come last."""
    found: dict[str, Column] = {}
    names = [n for n in model.model_fields if n not in ("source", "grade")]
    for name in names + [n for n in model.model_fields if n in ("source", "grade")]:
        info = model.model_fields[name]
        extra: dict[str, Any] = dict(info.json_schema_extra) if isinstance(info.json_schema_extra, dict) else {}
        kind, choices = _kind(info)
        name = info.alias or name
        found[name] = Column(
            name, kind, extra["unit"], info.description or "", info.is_required(),
            None if info.is_required() else info.default,
            extra["low"], extra["high"], extra["above"], choices, extra["refers"], extra["many"],
        )  # fmt: skip
    return found


def table_name(model: type[Row]) -> str:
    """`plants` for plants.csv, `observed` for observed/*.csv."""
    return model.file.split("/")[0].removesuffix(".csv")
