"""Money given to many people at once, and who bears it: plant, city or centre, as a planner's policy says."""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.jit import kernel
from tiexi.world.ledger import Programme, Reason, Sector, credit_homes, disburse, post
from tiexi.world.standing import fixed
from tiexi.world.table import Array
from tiexi.world.world import CENTRE, TREASURY

HOUSEHOLDS = int(Sector.HOUSEHOLDS)
PAYERS = {"city": TREASURY, "centre": CENTRE}

# What a step that calls `give` or `pay_programme` must declare.
GIVES = ("accounts.balance", "flows.paid", "households.income", "diary.earnings", "programmes.*")


@kernel
def pay_all(
    rows: Array, fen: Array, payer: int, reason: int, scale: int, household: Array, homes: int, account: Array,
    income: Array, diary: Array, earnings: Array, balance: Array, sector: Array, paid: Array,
) -> None:  # fmt: skip
    """Pay each of `rows` `fen` (one real person) from account `payer`; row 0 of `earnings` is emptied again.

    What a household's members get is added up before its account is looked for.
    """
    receipts = np.zeros(homes, np.int32)
    whole = 0
    for i in range(len(rows)):
        p = rows[i]
        receipts[household[p]] += fen[i]
        earnings[diary[p]] += fen[i]
        whole += fen[i]
    earnings[0] = 0
    credit_homes(homes, scale, receipts, account, income, balance)
    disburse(balance, sector, paid, payer, HOUSEHOLDS, whole * scale, reason)


def give(w: Any, rows: Array, fen: Array, payer: int, reason: Reason) -> None:
    """Pay persons `rows` `fen` each, for one real person, from account `payer`."""
    people, homes, ledger = w.people, w.households, w.accounts
    pay_all(
        rows, fen, payer, int(reason), w.scale, fixed(people.household), homes.count, fixed(homes.account),
        homes.income, fixed(people.diary), w.diary.earnings, ledger.balance, fixed(ledger.sector), w.flows.paid,
    )  # fmt: skip


def help_treasury(w: Any, fen: int) -> None:
    """The centre makes up what the treasury lacks of `fen`."""
    ledger = w.accounts
    lacking = fen - max(0, int(ledger.balance[TREASURY]))
    if lacking > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, CENTRE, TREASURY, lacking, int(Reason.TRANSFER))


def payer_of(w: Any, group: str) -> str:
    """Who bears the instrument `group` (as in `severance.cap_months`) by the policy row in force; empty if none says.

    A row of any parameter of the group counts, the last one first.
    """
    name = f"payers of {group}"
    rows = w.once(name, lambda: _payers(w.region, group))
    found = [payer for month, payer in rows if month <= w.month]
    return found[-1] if found else ""


def _payers(region: Any, group: str) -> list[tuple[int, str]]:
    causes = [c for c in getattr(region, "timeline", []) if c.target.startswith(f"parameter:{group}.")]
    said = ((c.month, str(dict(c.terms).get("payer", ""))) for c in causes)
    return sorted((month, payer) for month, payer in said if payer)


def enter_programme(w: Any, programme: Programme, fen: int, persons: int) -> None:
    """Enter what an instrument cost this month, `fen` for all real people together."""
    table = w.programmes
    if table.count == 1:
        table.add(len(Programme))
    table.spent[programme] += fen
    table.persons[programme] += persons


def pay_programme(w: Any, rows: Array, fen: Array, programme: Programme, group: str, reason: Reason) -> None:
    """Pay persons `rows` `fen` each, for one real person, from whom the policy names: the city, if it names nobody."""
    if len(rows) == 0:
        return
    account = PAYERS.get(payer_of(w, group), TREASURY)
    whole = int(fen.sum()) * w.scale
    if account == TREASURY:
        help_treasury(w, whole)
    give(w, rows, fen, account, reason)
    enter_programme(w, programme, whole, len(rows))
