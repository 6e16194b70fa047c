"""Commute: people from outside the region take a share of the posts that nobody here took, for a month at a time.

They are whole people without a life in the record: they live, spend and are counted elsewhere. A plant pays them in
advance out of its till, each at the pay of the post, so that nobody is owed anything, and what they are paid leaves
the region with them; it is one of the plant's purchases of the month. Residents come first, because only what the
matching of the month before left open is offered.
Source: posts filled from outside as commuting tables have them; paid by the month and in advance is ours.
"""

from __future__ import annotations

from typing import Any

from tiexi.world.chance import Stream
from tiexi.world.jit import int64, kernel
from tiexi.world.ledger import Reason, post
from tiexi.world.pay_scale import level, pay_of
from tiexi.world.standing import fixed
from tiexi.world.steps import step
from tiexi.world.table import Array, used
from tiexi.world.whole import rounded
from tiexi.world.works import Owner, Standing
from tiexi.world.world import OUTSIDE

COMMUTE, CARRIED = int(Stream.COMMUTE), int(Reason.CARRIED)
WORKING, PUBLIC, RANK = int(Standing.WORKING), int(Owner.PUBLIC), 1000


@kernel
def engage(
    n: int, scale: int, seed: int, month: int, part: int, level_fen: int, collective: int, key: Array, plant: Array,
    occupation: Array, vacancies: Array, standing: Array, owner: Array, premium: Array, pay: Array, till: Array,
    sector: Array, balance: Array, paid: Array, purchases: Array, commuters: Array,
) -> None:  # fmt: skip
    """Fill `part` (ppm) of each workshop's vacancies with `commuters`, as many as the till can pay for the month."""
    for s in range(1, n):
        f = plant[s]
        commuters[s] = 0
        if standing[f] != WORKING or owner[f] == PUBLIC or vacancies[s] == 0:
            continue
        wanted = rounded(int64(vacancies[s]) * part, seed, COMMUTE, month, key[s])
        each = pay_of(level_fen, premium[f], owner[f], collective, pay[occupation[s]], RANK) * scale
        come = min(wanted, max(0, balance[till[f]]) // max(1, each))
        if come > 0:
            post(balance, sector, paid, till[f], OUTSIDE, come * each, CARRIED)
            purchases[f] += come * each
            commuters[s] = come


@step("workshops.commuters", "accounts.balance", "flows.paid", "plants.purchases", rows=("S4", "K4"))
def commute(w: Any) -> None:
    """People from outside take a share of the posts nobody here took, for the month, paid in advance."""
    shops, plants, ledger, part = w.workshops, w.plants, w.accounts, w.ppm("commute.share")
    if part <= 0:
        if used(shops.commuters[: shops.count]):
            shops.commuters[:] = 0
        return
    engage(
        shops.count, w.scale, w.seed, w.month, part, level(w), w.ppm("wage.collective"), fixed(shops.key),
        fixed(shops.plant), fixed(shops.occupation), fixed(shops.vacancies), fixed(plants.standing),
        fixed(plants.owner), fixed(plants.premium), fixed(w.occupations.pay), fixed(plants.account),
        fixed(ledger.sector), ledger.balance, w.flows.paid, plants.purchases, shops.commuters,
    )  # fmt: skip
