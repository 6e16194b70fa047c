"""The production network's switches, and the tables that only a region which turns one of them needs.

The defaults of `Network` are the rules of a region's normal month. With other values the same kernels of
`factory.order`, `market.ration` and `factory.produce` are the published models: the adaptive input-output model with
inventories (Hallegatte 2014, Risk Analysis 34:152), the dynamic input-output model of Pichler et al. 2022 (Journal
of Economic Dynamics and Control 144:104527), and Leontief's open model.

Tables named here are `optional`: without rows they leave a world's digest alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from tiexi.world.arith import muldiv
from tiexi.world.jit import inlined, typed_kernel
from tiexi.world.table import Table, column

PPM = 1_000_000
ONE = 10**15  # fixed point of factors and speeds that a month carries on: a millionth would show within a year


class Base(IntEnum):
    """From which quantity of a workshop the needs of its yard are reckoned."""

    TARGET = 0  # what it is to make this month, from the last process back
    OUTPUT = 1  # what it made last
    DEMAND = 2  # what was asked of it last


class Split(IntEnum):
    """How an order is split over suppliers."""

    SHARES = 0  # a fixed share each, the rest of the country takes what is left
    WEIGHTS = 1  # in proportion to the links' shares, all of it
    CAPACITY = 2  # the same, tilted to suppliers with more of their capacity in place


class Served(IntEnum):
    """Who is served when a stock cannot serve everyone."""

    PROPORTIONAL = 0
    IN_TURN = 1  # one turn after the other, see `plants.rank`; so too where the plan distributes by priority
    LARGEST = 2  # the largest order first


class Inputs(IntEnum):
    """Which inputs bind, and how: the input rule of lines that divide (see `Divisible`)."""

    LEONTIEF = 0  # every input
    CRITICAL = 1  # those rated critical; the others may be missing
    HALF_CRITICAL = 2  # as before, and output falls by half of what an important one is short
    LINEAR = 3  # inputs replace one another


class Rating(IntEnum):
    """How much a line needs an input (Pichler et al. 2022, table of ratings)."""

    FREE = 0
    IMPORTANT = 1
    CRITICAL = 2


@dataclass(frozen=True)
class Network:
    """Switches of ordering, rationing and production. The defaults are the rules of the month.

    tau, tau_parts: a gap in stock is made good in tau / tau_parts months; weight: of one month in the smoothed use,
    1/weight, 0 = use stays as it is; most: orders at most so many times the need, 0 = no bound; floored: a stock too
    large orders nothing less; planned: stocks are aimed at for the output set out to make, else for smoothed use;
    restock: months to make good a gap in product, 0 = made to order; keep (ppm of a month): inputs that must be in
    hand for each unit to be made; over_most (ONE = as installed), over_rate (ONE a month): how far a workshop may
    work beyond its capacity and how fast it gets there; hire, fire (ONE a month): how fast hands follow work.
    """

    base: Base = Base.TARGET
    tau: int = 3
    tau_parts: int = 1
    weight: int = 4
    most: int = 2
    floored: bool = False
    planned: bool = False
    restock: int = 3
    split: Split = Split.SHARES
    seen: int = 4  # months over which a maker sees what other plants order, smoothed
    served: Served = Served.PROPORTIONAL
    inputs: Inputs = Inputs.LEONTIEF
    keep: int = PPM
    over_most: int = ONE
    over_rate: int = 0
    hire: int = 0
    fire: int = 0


class Divisible(Table):
    """Lines that charge any amount of a batch; one row for each line, or none at all."""

    optional = True
    per = column("i8", "batch", "the recipe is written for so many units charged; 0 = whole batches only")


class Ratings(Table):
    """How much each use matters, where an input rule asks; one row for each use, or none at all."""

    optional = True
    rating = column("u1", "code", "0 output falls by nothing without it, 1 important, 2 critical")


class Paces(Table):
    """How hard each workshop works, where it may exceed its capacity or its hands lag; a row each, or none at all."""

    optional = True
    over = column("i8", "1e-15", "what it can make over what is installed")
    hands = column("i8", "batch/month", "what the hands at work can make")
    normal = column("i8", "batch/month", "capacity when nothing is lost")
    able = column("i8", "batch/month", "what machines, permission and hands allow, overtime included")
    demand = column("i8", "batch/month", "asked of it this month")
    limit = column("i8", "batch/month", "what inputs in hand allowed this month; 2**62 - 1 if none binds")
    last = column("i8", "batch", "charged in the month before")
    wage = column("i8", "fen/month", "pay of all hands when nothing is lost, where hands are not persons")


class Lent(Table):
    """What a yard took from abroad for want of an input, until this month's delivery; a row for each stock, or none."""

    optional = True
    amount = column("i8", "g or unit", "taken in place of a missing input this month")


class Baskets(Table):
    """What final buyers ask of the makers of each good, where households order from them; a row each, or none."""

    optional = True
    weight = column("i8", "1", "part of households' spending that goes to this good, over the sum of all")
    other = column("i8", "g or unit", "asked by other final buyers this month")
    asked = column("i8", "g or unit", "asked by households this month")
    got = column("i8", "g or unit", "received by households this month")


class Wishes(Table):
    """What households would spend on orders to makers, between order and delivery; a row each, or none at all."""

    optional = True
    fen = column("i8", "fen", "one real household's wish this month")


class Fleeting(Table):
    """Goods that do not keep (power, heat); a row for each good, or none at all."""

    optional = True
    gone = column("u1", "yes/no", "what is not used in the month is lost")


class Traders(Table):
    """Who trades a good beside and beyond a plan, see `market.tracks`; without them prices come from outside."""

    optional = True
    good = column("u2", "good", "the good traded")
    side = column("u1", "code", "1 buyer, 2 seller")
    stock = column("u4", "stock", "the yard it trades for")
    first = column("i8", "fen per million g or units", "value or cost of the first unit")
    last = column("i8", "fen per million g or units", "value or cost of the last unit; between them it runs evenly")
    amount = column("i8", "g or unit per month", "how much it would trade at most")
    quota = column("i8", "g or unit per month", "what the plan has delivered of the good, the same in every row of it")
    plan = column("i8", "g or unit", "traded at the list price this month")
    market = column("i8", "g or unit", "traded at the market price this month")


OPTIONAL: tuple[type[Table], ...] = (Divisible, Ratings, Paces, Lent, Baskets, Wishes, Fleeting, Traders)


@inlined
def taken(batches: int, amount: int, per: int) -> int:
    """What `batches` take or give of a good: whole batches of `amount` each, or `amount` for every `per` of them."""
    return amount * batches if per == 0 else muldiv(batches, amount, per)[0]


@typed_kernel("int64(int64, int64, int64)")
def pace(gap: int, rate: int, whole: int) -> int:
    """The part rate / whole of a gap, which may be negative; towards zero."""
    return muldiv(gap, rate, whole)[0] if gap >= 0 else -muldiv(-gap, rate, whole)[0]
