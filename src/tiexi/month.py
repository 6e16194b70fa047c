"""The month, on one page: the steps in order, and nothing else."""

from __future__ import annotations

from tiexi.country.commute import commute
from tiexi.country.migrate import migrate
from tiexi.factory.close import close
from tiexi.factory.heat import heat
from tiexi.factory.order import order
from tiexi.factory.pay import pay
from tiexi.factory.produce import produce
from tiexi.factory.staff import staff
from tiexi.market.invest import invest
from tiexi.market.labour import informal, match
from tiexi.market.quote import quote
from tiexi.market.ration import ration
from tiexi.state.announce import announce
from tiexi.state.clearing import net
from tiexi.state.plan import plan
from tiexi.state.settle import settle
from tiexi.street.live import live
from tiexi.street.marry import marry
from tiexi.street.spend import spend
from tiexi.world.steps import Step

MONTH: tuple[Step, ...] = (
    announce,  # dated causes take effect
    commute,   # people from outside at posts that nobody took, paid in advance
    quote,     # outside demand, shared with competing regions; who delivers is asked again
    plan,      # January: targets, balances, allotments; then what falls due
    order,     # demand back through the chain
    ration,    # orders meet stocks, paid now or owed
    heat,      # in months of frost, fuel for the halls; cold ones that stand idle decay
    produce,   # whole batches, in rounds
    pay,       # wages, pensions, allowances; what the till lacks is owed
    spend,     # households buy
    net,       # on dated days, what plants owe each other, all at once
    settle,    # taxes, suppliers, interest, losses, surplus
    invest,    # private owners buy machines out of profits
    staff,     # posts, off post, retirement, dismissal
    match,     # seekers meet vacancies
    informal,  # own account and side work, benefits
    migrate,   # arrivals and leaving
    live,      # births, deaths, school
    marry,     # new households
    close,     # insolvency, queue, approval, guards
)  # fmt: skip


def replace(month: tuple[Step, ...], old: Step, new: Step) -> tuple[Step, ...]:
    """The month with one rule exchanged; ValueError if `old` is not in it."""
    if old not in month:
        raise ValueError(f"{old.name} is no step of this month; there are {', '.join(s.name for s in month)}")
    return tuple(new if s is old else s for s in month)
