"""region.toml: what a region is called, when it begins and ends, its money and its yearbook definitions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tiexi.region import dates
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.schema import Id, Month
from tiexi.region.tomlfile import Toml

YEARBOOK_SERIES = Literal[
    "staff_and_workers", "laid_off_registered", "registered_unemployed", "survey_unemployed", "output_reported",
    "incidents", "audit",
]  # fmt: skip

COUNTS: dict[str, dict[str, str]] = {  # who a definition may count, by series
    "staff_and_workers": {
        "with_off_post": "everyone on the books of a unit",
        "on_post": "only those at a post",
    },
    "laid_off_registered": {
        "enrolled": "off post, enrolled in a re-employment centre by a state plant",
        "still_enrolled": "the same, and nobody is enrolled any more",
    },
    "registered_unemployed": {"urban_without_tie": "urban, on nobody's books, seeking and of working age"},
    "survey_unemployed": {"seeking": "everyone who seeks work and has none"},
    "output_reported": {"reported": "output as the plants reported it"},
    "incidents": {"counted": "what the police counted"},
    "audit": {"audited": "on post, off post and retired of state and collective enterprises, registered or not"},
}
_COUNTS = ", ".join(f"{name} ({says})" for told in COUNTS.values() for name, says in told.items())


class Part(BaseModel):
    """A table of region.toml."""

    model_config = ConfigDict(extra="forbid", defer_build=True, strict=True, frozen=True, allow_inf_nan=False)


class Money(Part):
    """The money everything is counted in."""

    coin: Id = Field(pattern=r"^[a-z]+$", description="name of the smallest coin, as in fen")
    unit: Id = Field(pattern=r"^[a-z]+$", description="name of the unit, as in yuan")
    coins_per_unit: int = Field(ge=1, le=1_000_000, description="coins in a unit")
    of: Month = Field(description="month whose money it is; earlier money is converted to it")


class Yearbook(Part):
    """A definition of the yearbook, in force from a month on."""

    from_: Month = Field(alias="from", description="month from which the definition is in force")
    series: YEARBOOK_SERIES = Field(description="series that is defined")
    counts: str = Field(description=f"who or what is counted: {_COUNTS}")
    text_en: str = Field(description="the definition in English")
    text_zh: str = Field(default="", description="the definition in Chinese")


class StageSet(Part):
    """A part of the run that sets the stage for what follows and is no result."""

    from_: Month = Field(alias="from", description="first month of the stage set")
    to: Month = Field(description="last month of the stage set")
    text_en: str = Field(description="why it is no result, in English")
    text_zh: str = Field(default="", description="why it is no result, in Chinese")


class Settings(Part):
    """Everything in region.toml."""

    name: Id = Field(pattern=r"^[a-z][a-z0-9_]*$", description="name of the region, an id")
    first: Month = Field(description="first month that is simulated")
    last: Month = Field(description="last month that is simulated")
    place: str = Field(description="where it is")
    rounds: int = Field(default=10, ge=1, le=30, description="rounds of production and haulage in a month")
    elements: list[str] = Field(min_length=1, description="elements that are balanced, as in Cu, S, rest")
    title: dict[str, str] = Field(description="title by language (en, zh)")
    money: Money = Field(description="the money everything is counted in")
    price_year: int = Field(ge=dates.EARLIEST, le=dates.LATEST, description="year of constant prices")
    peak_people: int = Field(ge=1, le=10**9, description="largest real population; --people scales to it")
    frost: list[int] = Field(
        default_factory=list, max_length=12, description="months whose mean temperature is under zero, 1 = January"
    )
    heat: str = Field(default="", description="good that plants burn to heat their halls in months of frost")
    yearbook: list[Yearbook] = Field(default_factory=list, description="definitions of the yearbook by date")
    stage_set: list[StageSet] = Field(default_factory=list, description="parts of the run that are no result")

    @property
    def origin(self) -> int:
        """The first month, counted from year 0."""
        return dates.total(self.first)

    @property
    def months(self) -> int:
        """Number of months simulated."""
        return dates.index(self.last, self.origin) + 1


_TABLES: dict[str, type[Part]] = {"money": Money, "yearbook": Yearbook, "stage_set": StageSet}


def keys() -> Iterator[tuple[str, str]]:
    """Every key of region.toml, as `money.coin` or `yearbook.from`, with what it means."""
    for name, field in Settings.model_fields.items():
        yield name, field.description or ""
        for inner, of_part in _TABLES[name].model_fields.items() if name in _TABLES else ():
            yield f"{name}.{of_part.alias or inner}", of_part.description or ""


def read_settings(toml: Toml, problems: list[Problem]) -> Settings | None:
    """Check region.toml; None if it has an error."""
    before = len(problems)
    try:
        settings = Settings.model_validate(toml.data)
    except ValidationError as fault:
        for error in fault.errors(include_url=False):
            problems.append(_explained(toml, dict(error)))
        return None
    if dates.total(settings.last) < dates.total(settings.first):
        hint = f"last is a month from {settings.first} on"
        problems.append(
            toml.problem(("last",), f"last month {settings.last} is before the first, {settings.first}", hint)
        )
    if settings.months > 12_000:
        problems.append(
            toml.problem(("last",), "the region lasts more than a thousand years", "bring first and last closer")
        )
    for month in settings.frost:
        if not 1 <= month <= 12:
            problems.append(toml.problem(("frost",), f"frost has no month {month}", "months are 1 to 12, 1 = January"))
    for i, name in enumerate(settings.elements):
        if name in settings.elements[:i]:
            problems.append(
                toml.problem(("elements",), f"element {quoted(name)} stands twice", "name each element once")
            )
    if "en" not in settings.title:
        problems.append(toml.problem(("title",), "title has no English text", 'add en = "..." under [title]', key=True))
    problems += [*_yearbook_problems(toml, settings), *_stage_problems(toml, settings)]
    return settings if len(problems) == before else None


def _yearbook_problems(toml: Toml, settings: Settings) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for i, period in enumerate(settings.yearbook):
        told = COUNTS[period.series]
        if period.counts not in told:
            message = f"counts cannot be {quoted(period.counts)} for {period.series}"
            hint = did_you_mean(period.counts, told) if len(told) > 1 else f"it counts {quoted(next(iter(told)))}"
            yield toml.problem(("yearbook", i, "counts"), message, hint)
        if (period.series, period.from_) in seen:
            message = f"two definitions of {period.series} begin in {period.from_}: their dates overlap"
            yield toml.problem(("yearbook", i, "from"), message, "give each its own month, or remove one")
        seen.add((period.series, period.from_))


def _stage_problems(toml: Toml, settings: Settings) -> Iterator[Problem]:
    for i, part in enumerate(settings.stage_set):
        if dates.total(part.to) < dates.total(part.from_):
            message = f"the stage set ends in {part.to}, before it begins in {part.from_}"
            yield toml.problem(("stage_set", i, "to"), message, f"to is a month from {part.from_} on")


def _explained(toml: Toml, error: dict[str, Any]) -> Problem:
    path = tuple(error["loc"])
    name, kind, context = str(path[-1]) if path else "region.toml", error["type"], error.get("ctx", {})
    part = _TABLES.get(str(path[0]), Settings) if len(path) > 1 else Settings
    fields = {(f.alias or n): f for n, f in part.model_fields.items()}
    hint = f"{name}: {fields[name].description}" if name in fields else ""
    if kind == "extra_forbidden":
        free = [f for f in fields if f not in toml.data] if len(path) == 1 else fields
        return toml.problem(path, f"unknown key {quoted(name)}", did_you_mean(name, free or fields, "keys"), key=True)
    if kind == "missing":
        message = f"{'.'.join(str(p) for p in path if isinstance(p, str))} is missing"
        return toml.problem(path, message, hint, key=True)
    if kind == "literal_error":
        options = [w.strip("' ") for w in str(context["expected"]).replace(" or ", ",").split(",")]
        return toml.problem(
            path, f"{name} cannot be {quoted(str(error['input']))}", did_you_mean(str(error["input"]), options)
        )
    if kind == "value_error":
        return toml.problem(path, f"{name} {quoted(str(error['input']))} {context['error']}", hint)
    if kind == "string_pattern_mismatch":
        return toml.problem(
            path, f"{name} {quoted(str(error['input']))} is not an id", f"{hint}\nlower case letters, digits, _"
        )
    return toml.problem(path, f"{name}: {error['msg'][:1].lower()}{error['msg'][1:]}", hint)
