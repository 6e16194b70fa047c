"""Tables of things and works: goods, recipes, plants, workshops, stocks, occupations."""

from __future__ import annotations

from typing import ClassVar, Literal

from tiexi.region.schema import Id, Month, Row, Sourced, column

Owner = Literal["state", "collective", "private", "colonial", "public"]


class Goods(Sourced):
    """Everything that is made, used or thrown away. Matter is balanced in grams, element by element; a good that is
    no matter (services, machines, aggregates of a sector) is counted in coins of a stated year.
    """

    file: ClassVar[str] = "goods.csv"
    key: ClassVar[tuple[str, ...]] = ("good",)
    required: ClassVar[bool] = True
    good: Id = column("name of the good")
    kind: Literal["ore", "fuel", "metal", "semi", "machine", "food", "consumer", "service", "waste", "nature"] = column(
        "kind of good; waste goes to nature, nature (air, water) comes from it"
    )
    matter: bool = column("balanced in grams; otherwise counted in money of a stated year")
    unit: str = column("`g` for matter; otherwise coin and year, as in fen1978")
    content: str = column(
        "element content in whole g/kg that sum to 1000, as in `Cu 250; S 250; rest 500`; empty if no matter",
        default="",
    )
    lead_months: int = column("months between order and delivery", "month", low=0, high=3, default=0)
    terms: Literal["cash", "credit"] = column("paid at delivery, or a month later on credit", default="credit")
    imports: bool = column("suppliers outside the region deliver it", default=False)


class Recipes(Sourced):
    """What one batch takes and gives. For goods that are matter every element closes exactly."""

    file: ClassVar[str] = "recipes.csv"
    key: ClassVar[tuple[str, ...]] = ("recipe", "good", "direction")
    required: ClassVar[bool] = True
    recipe: Id = column("name of the recipe")
    good: Id = column("what is taken or given", refers="goods.good")
    amount: int = column("amount of one batch", "kg or unit", above=0, high=10**12)
    direction: Literal["in", "out"] = column("in = taken, out = given")
    unit: str = column("kg for matter; the unit of the good, as in fen1978, if it is no matter")


class Plants(Sourced):
    """Enterprises: the legal unit, with one till each."""

    file: ClassVar[str] = "plants.csv"
    key: ClassVar[tuple[str, ...]] = ("plant",)
    required: ClassVar[bool] = True
    plant: Id = column("name of the plant")
    sector: Id = column("sector of the plant")
    owner: Owner = column("who owns it; public = paid from the treasury")
    founded: Month = column("month in which it is founded")
    street: Id = column("street served, for shops and public services of a street", default="", refers="streets.street")
    premium: float = column("pay over the level of the district, 1 = the same", "1", above=0, high=10, default=1.0)
    cash_days: float = column("opening cash in days of wages", "day", low=0, high=3650, default=30.0)
    lon: float | None = column("longitude", "degree", low=-180, high=180, default=None)
    lat: float | None = column("latitude", "degree", low=-90, high=90, default=None)
    machines: str = column(
        "mass of machines and halls at scale 1, in whole t of goods they become as scrap, as in `steel_scrap 900; "
        "copper_scrap 40`", "t", default="",
    )  # fmt: skip
    land: float = column("ground of its own, sold after it is closed", "m2", low=0, high=1e9, default=0.0)


class Enterprises(Sourced):
    """Plants that stand for a group of enterprises. The row of plants.csv, its workshops and its rows of the timeline
    describe the whole group; at the founding it is split into as many enterprises, log-normal in size.
    """

    file: ClassVar[str] = "enterprises.csv"
    key: ClassVar[tuple[str, ...]] = ("plant",)
    plant: Id = column("the group, a row of plants.csv", refers="plants.plant")
    count: int = column("enterprises in the group", "enterprise", low=1, high=900)
    size_spread: float = column("standard deviation of the log of their size", "1", low=0, high=4)
    cost_spread: float = column("standard deviation of their cost, as a share of output", "1", low=0, high=1)
    cost_persistence: float = column("correlation of the cost of one month with the next", "1", low=0, high=1)


class Workshops(Sourced):
    """Workshops: the production unit. The full id of a workshop is `plant/workshop`."""

    file: ClassVar[str] = "workshops.csv"
    key: ClassVar[tuple[str, ...]] = ("plant", "workshop")
    required: ClassVar[bool] = True
    workshop: Id = column("name of the workshop within its plant")
    plant: Id = column("plant it belongs to", refers="plants.plant")
    recipes: Id = column("recipe variants, tried in this order", refers="recipes.recipe", many=True)
    chain: Id = column("chain of production it belongs to (copper, lead, ...)", default="")
    order: int = column("place in the order of the process, upstream first", "1", low=0, high=60_000)
    capacity: int = column("capacity at plant scale 1", "batch/month", low=0, high=10**12)
    posts: int = column("real posts at plant scale 1", "person", low=0, high=10**7)
    occupation: Id = column("main occupation", refers="occupations.occupation")
    cadre_share: float = column("share of cadre posts", "1", low=0, high=1, default=0.0)
    min_load: float = column("share of capacity below which the workshop stands", "1", low=0, high=1, default=0.0)
    campaign_days: float = column(
        "days of feed at minimum load needed to light it", "day", low=0, high=365, default=0.0
    )
    residence_days: float = column("days a batch stays in process", "day", low=0, high=365, default=0.0)
    residence_low: float | None = column("shortest plausible stay in process", "day", low=0, high=365, default=None)
    residence_high: float | None = column("longest plausible stay in process", "day", low=0, high=365, default=None)
    emits: bool = column("needs the permission of the stacks", default=False)


class Covers(Sourced):
    """Stocks a plant wants to hold. Without a row: cover 10 days, limit 45 days."""

    file: ClassVar[str] = "covers.csv"
    key: ClassVar[tuple[str, ...]] = ("plant", "good")
    plant: Id = column("plant that holds the stock", refers="plants.plant")
    good: Id = column("good in stock", refers="goods.good")
    cover_days: float = column("stock wanted, in days of use or output", "day", low=0, high=3650, default=10.0)
    low: float | None = column("lowest plausible cover", "day", low=0, high=3650, default=None)
    high: float | None = column("highest plausible cover", "day", low=0, high=3650, default=None)
    limit_days: float = column("stock at which output stops", "day", low=0, high=3650, default=45.0)


class Occupations(Sourced):
    """Occupations and their pay."""

    file: ClassVar[str] = "occupations.csv"
    key: ClassVar[tuple[str, ...]] = ("occupation",)
    required: ClassVar[bool] = True
    occupation: Id = column("name of the occupation")
    pay: float = column("pay relative to the level of the district", "1", above=0, high=100)
    cadre: bool = column("cadres are the last to be sent off post", default=False)
    hazardous: bool = column("earlier retirement", default=False)


class Outside(Sourced):
    """Demand of the rest of the country for the region's output; linear between dates."""

    file: ClassVar[str] = "outside.csv"
    key: ClassVar[tuple[str, ...]] = ("good", "date")
    good: Id = column("good sold", refers="goods.good")
    date: Month = column("month")
    demand: float = column("outside demand a month", "t/month or unit/month", low=0, high=1e12)
    unit: str = column("t/month for matter; unit of the good a month, as in fen1978/month, if it is no matter")


class Competitors(Sourced):
    """Other regions that sell a good where this one does, from the month of their first row; linear between dates.
    Market shares then move with cost and quality against the mean of all who sell (`competition.speed`).
    """

    file: ClassVar[str] = "competitors.csv"
    key: ClassVar[tuple[str, ...]] = ("good", "competitor", "date")
    good: Id = column("good sold", refers="goods.good")
    competitor: Id = column("name of the competing region")
    date: Month = column("month")
    cost: float = column("unit cost over the market price", "1", above=0, high=10)
    quality: float = column("what buyers make of it, 1 = as of ours", "1", above=0, high=10, default=1.0)
    share: float = column(
        "share of the market with which it enters; of its first row", "1", above=0, high=0.9, default=0.002
    )


class PurchaseShares(Sourced):
    """Share of the region's purchases of a good placed inside the region first. Without a row: 1."""

    file: ClassVar[str] = "purchase_shares.csv"
    key: ClassVar[tuple[str, ...]] = ("good",)
    good: Id = column("good bought", refers="goods.good")
    share: float = column("share placed inside the region first", "1", low=0, high=1)


WORKS: tuple[type[Row], ...] = (
    Goods, Recipes, Plants, Enterprises, Workshops, Covers, Occupations, Outside, Competitors,
    PurchaseShares,
)  # fmt: skip
