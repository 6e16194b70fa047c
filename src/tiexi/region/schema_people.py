"""Tables of people, places and time: streets, cohorts, vital rates, causes, currency, labels, evidence."""

from __future__ import annotations

from typing import ClassVar, Literal

from tiexi.region.schema import Date, Grade, Id, Month, Row, Sourced, column

How = Literal["given", "derived", "synthesised", "borrowed", "assumed"]


class Streets(Sourced):
    """Streets and their dwellings."""

    file: ClassVar[str] = "streets.csv"
    key: ClassVar[tuple[str, ...]] = ("street",)
    required: ClassVar[bool] = True
    street: Id = column("name of the street")
    area: Id = column("ward the street lies in", default="")
    dwellings: int = column("dwellings when it is built", "dwelling", low=0, high=10**8)
    built: Month = column("month in which it is built")
    lon: float | None = column("longitude", "degree", low=-180, high=180, default=None)
    lat: float | None = column("latitude", "degree", low=-90, high=90, default=None)
    attraction: float = column("weight for those who settle freely", "1", low=0, high=1e9, default=1.0)
    land_value: float | None = column("price of land", "yuan/m2", low=0, high=1e9, default=None)


class People(Sourced):
    """Cohorts from which people are synthesised: at once, or spread evenly over the months of arrival."""

    file: ClassVar[str] = "people.csv"
    key: ClassVar[tuple[str, ...]] = ("cohort",)
    required: ClassVar[bool] = True
    cohort: Id = column("name of the cohort")
    first: Month = column("first month of arrival")
    last: Month = column("last month of arrival; the same month = all at once")
    persons: int = column("real people", "person", low=0, high=10**8)
    age_from: int = column("youngest age on arrival", "year", low=0, high=110)
    age_to: int = column("oldest age on arrival", "year", low=0, high=110)
    share_men: float = column("share of men", "1", low=0, high=1)
    street: Id = column("street they settle in; empty = by attraction", default="", refers="streets.street")
    registration: Literal["none", "urban", "rural", "temporary"] = column("household registration", default="urban")
    activity: Literal["auto", "child", "pupil", "own_account", "seeking", "not_seeking", "retired", "disabled"] = (
        column("what they do on arrival; auto = by age", default="auto")
    )
    household_size: float = column("mean number of people in a household", "person", low=1, high=20, default=4.0)


class Vital(Sourced):
    """Births and deaths; linear between years."""

    file: ClassVar[str] = "vital.csv"
    key: ClassVar[tuple[str, ...]] = ("year",)
    required: ClassVar[bool] = True
    year: int = column("year", "year", low=1500, high=2500)
    total_fertility: float = column("children a woman would bear at the rates of the year", "1", low=0, high=15)
    life_expectancy: float = column("life expectancy at birth", "year", low=15, high=100)
    infant_deaths_per_1000: float = column(
        "deaths before the first birthday per 1000 births", "1/1000", low=0, high=500
    )
    marriage_age_women: float = column("mean age of women at first marriage", "year", low=12, high=50)


class Timeline(Sourced):
    """Dated causes. A region's timeline may say that money, ore or permission ends, never that a workshop stops."""

    file: ClassVar[str] = "timeline.csv"
    key: ClassVar[tuple[str, ...]] = ()  # the rules of the kind decide; see timeline.py
    date: Date = column("date; a day after the 15th counts for the month that follows")
    kind: Id = column("kind of cause")
    target: str = column("what it acts on, as in plant:smelter, good:coal, street:lane, parameter:tax.local, region")
    value: str = column("number, or a word where the kind wants one")
    unit: str = column("unit of the value", default="")
    note: str = column("remark", default="")


class Currency(Sourced):
    """Money in use by period, for display only; the model counts in one money throughout."""

    file: ClassVar[str] = "currency.csv"
    key: ClassVar[tuple[str, ...]] = ("from",)
    from_: Month = column("first month in use", name="from")
    to: Month = column("last month in use; empty = to the end", default="")
    currency: str = column("name of the currency")
    units_per_1955_yuan: float | None = column(
        "units for one yuan of 1955; empty = not shown", "1", above=0, default=None
    )


class Names(Row):
    """Labels, one column per language. The id is `kind:id`, as in `plant:smelter`, `workshop:smelter/roasting`."""

    file: ClassVar[str] = "names.csv"
    key: ClassVar[tuple[str, ...]] = ("id",)
    languages: ClassVar[bool] = True
    id: str = column("what is named, as `kind:id`")
    en: str = column("English label")
    zh: str = column("Chinese label", default="")


class Observed(Row):
    """Evidence to compare with; never read by the simulation.

    Rows of observed/targets.csv are what a region is scored against: the value is that of the region itself, its
    definition says how it is reckoned. Rows of other files are series as published; a base then says that only the
    change since that year is compared.
    """

    file: ClassVar[str] = "observed/*.csv"
    series: str = column("what was counted")
    place: str = column("where")
    year: int = column("year of the count; for a cumulative figure the last year", "year", low=1500, high=2500)
    month: int | None = column("month of the count; empty for the year", "month", low=1, high=12, default=None)
    value: float | None = column("the figure, in plain units; empty if only the event is recorded", default=None)
    unit: str = column("unit of the value")
    definition: str = column("exactly what was counted; part of the identity of a series", default="")
    grade: Literal["measured", "estimated", "assumed", "weak", "memory"] = column("how far it can be trusted")
    source: str = column("public address or citation")
    note: str = column("remark", default="")
    id: str = column("name of a target, as in R04a", default="")
    role: Literal["observed", "input", "calibration", "validation", "not_scored"] = column(
        "what the model had of the figure: it was put in, or parameters were chosen by it, or neither",
        default="observed",
    )
    estimator: str = column("what the model yields to hold against the figure; empty = nothing", default="")
    base: int | None = column("year over which the figure is a ratio", "year", low=1500, high=2500, default=None)
    low: float | None = column("lowest value that still agrees; empty = none", default=None)
    high: float | None = column("highest value that still agrees; empty = none", default=None)
    reason: str = column("why it has its role, or is not scored", default="")


class Made(Row):
    """How every numeric column of the folder was made. Optional; where it stands it must be complete."""

    file: ClassVar[str] = "made.csv"
    key: ClassVar[tuple[str, ...]] = ("table", "column")
    table: Id = column("table of the folder, without .csv")
    column_: Id = column("column of that table", name="column")
    made: How = column("given, derived, synthesised, borrowed or assumed")
    rule: str = column("the rule by which it was made", default="")
    grade: Grade = column("at best: given measured; derived and synthesised estimated; borrowed and assumed assumed")


PEOPLE: tuple[type[Row], ...] = (Streets, People, Vital, Timeline, Currency, Names, Observed, Made)
