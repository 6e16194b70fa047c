"""Things: whole grams (or whole units), moved only by `move`; nature, outside and the consumed are stores too.

Every good sums to what recipes made less what they took; every element sums to zero over all stores.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from tiexi.world.jit import inlined
from tiexi.world.table import Array, Table, column

PPM = 1_000_000


class Kind(IntEnum):
    """Kinds of good."""

    NONE = 0
    ORE = 1
    FUEL = 2
    METAL = 3
    SEMI = 4
    MACHINE = 5
    FOOD = 6
    CONSUMER = 7
    SERVICE = 8
    WASTE = 9
    NATURE = 10  # air, water


class Place(IntEnum):
    """Where things are, for the record of moves."""

    NONE = 0
    YARD = 1
    PROCESS = 2
    OUTSIDE = 3
    NATURE = 4
    CONSUMED = 5


PLACES = len(Place)


class Goods(Table):
    """Goods: prices, outside demand, and what is held outside the yards."""

    kind = column("u1", "code", "ore, fuel, metal, semi, machine, food, consumer good, service, waste, nature")
    matter = column("u1", "yes/no", "balanced in grams; otherwise counted in units of money of a stated year")
    lead = column("u1", "month", "months between order and delivery")
    cash = column("u1", "yes/no", "paid at delivery (coal, power, freight); otherwise on a month's credit")
    price_plan = column("i8", "fen per million g or units", "list price")
    price_market = column("i8", "fen per million g or units", "market price")
    market_share = column("i8", "ppm", "share of trade at the market price")
    demand = column("i8", "g or unit per month", "outside demand for the region's output this month")
    imports = column("u1", "yes/no", "outside suppliers deliver")
    outside = column("i8", "g or unit", "held by the rest of the country, from zero at the founding")
    nature = column("i8", "g or unit", "held by air, water and soil, from zero at the founding")
    consumed = column("i8", "g or unit", "used up by households and government")
    delivered = column("i8", "g or unit", "sold to the outside in the calendar year, to the month before this one")


class Contents(Table):
    """Element content of goods that are matter; the rows of a good sum to 1000."""

    good = column("u2", "good", "the good")
    element = column("u1", "element", "index of the element in the region's list; 'rest' is one of them")
    share = column("i8", "g/kg", "content")


class Stocks(Table):
    """What lies in a plant's yard, by good, and what is on its way there."""

    plant = column("u4", "plant", "the plant")
    good = column("u2", "good", "the good")
    amount = column("i8", "g or unit", "in the yard")
    due1 = column("i8", "g or unit", "arrives next month")
    due2 = column("i8", "g or unit", "arrives in two months")
    due3 = column("i8", "g or unit", "arrives in three months")
    cover = column("i8", "ppm of a month", "stock aimed at, in months of use")
    limit = column("i8", "ppm of a month", "room, in months of the makers' capacity; makers stop above it")
    first_link = column("u4", "link", "first supply link that sells from here (links are sorted by seller)")
    links = column("u4", "1", "number of such links")
    makers = column("i8", "g or unit per month", "what the plant's workshops make of it at full capacity")
    bought = column("u1", "yes/no", "bought from other plants or outside, not made in the yard")
    use = column("i8", "g or unit per month", "smoothed use and sales")
    own = column("i8", "g or unit", "needed this month by the plant's own workshops")
    wanted = column("i8", "g or unit", "demand from outside the region that fell to this stock this month")
    drawn = column("i8", "g or unit per month", "smoothed demand of other plants and households")
    sold = column("i8", "g or unit", "sold this month")
    ordered = column("i8", "g or unit", "to be bought this month")
    short = column("i8", "g or unit", "ordered or demanded here and not delivered this month")
    hoard = column("i8", "ppm of a month", "stock aimed at beyond the cover, because deliveries fail")
    planned = column("u1", "yes/no", "purchases outside are allotted by the plan of the year")
    allotted = column("i8", "g or unit per year", "allotment of the plan for purchases outside")
    received = column("i8", "g or unit", "received from outside in the calendar year")


class Links(Table):
    """Supply links: a buyer's stock, a seller's stock (0 = outside), and the debt between the two."""

    buyer = column("u4", "stock", "the buyer's stock")
    seller = column("u4", "stock", "the seller's stock of the same good; 0 = the rest of the country")
    debt = column("u4", "debt", "trade debt of the buyer to the seller")
    share = column("i8", "ppm", "share of the order placed here first")
    ordered = column("i8", "g or unit", "ordered this month")
    shipped = column("i8", "g or unit", "shipped this month")
    fresh = column("i8", "fen", "debt of this month's delivery, due next month")


class Rivals(Table):
    """Competing regions in the market of a good, see `market.quote`; none where nobody competes."""

    optional = True
    good = column("u2", "good", "the good")
    enters = column("i2", "month", "month in which it enters the market")
    share = column("i8", "ppm", "its share of the market; what none of them has is this region's")


class Fills(Table):
    """How makers deliver, where buyers outside ask, see `market.fills`; a row for each stock, or none."""

    optional = True
    rate = column("i8", "ppm", "part of its orders that the maker filled, smoothed")


class Moves(Table):
    """The month's movements; row = (good * PLACES + from) * PLACES + to, plus 1."""

    moved = column("i8", "g or unit", "moved this month")


@inlined
def move(moved: Array, good: int, origin: int, goal: int, amount: int) -> None:
    """Enter a movement of `amount` of `good` in the record of the month (the caller changes the two cells)."""
    moved[(good * 6 + origin) * 6 + goal + 1] += amount


def moves_of(w: Any) -> Array:
    """Movements of the month (i8 [good, from, to]), in g or the unit of the good."""
    end = w.goods.count
    cells: Array = w.moves.moved[1 : 1 + end * PLACES * PLACES]
    return cells.reshape(end, PLACES, PLACES)


def prices(w: Any) -> Array:
    """Price of the month for each good, fen per million grams or units: list and market price mixed."""
    goods = w.goods
    n = goods.count
    market = goods.market_share[:n]
    mixed: Array = (goods.price_plan[:n] * (PPM - market) + goods.price_market[:n] * market) // PPM
    return mixed
