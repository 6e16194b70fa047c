"""Accounts of any period: the social accounting matrix in money, the supply-use table in things.

The matrix: rows receive, columns pay. Accounts, in order: sectors of activity, goods, labour and surplus, households,
enterprises by legal sector, treasury, centre, bank, capital, the rest of the country. Goods, pay and taxes are entered
when due (`dealings`), what else passes between the institutions when paid (`ledger`); loans, debts and what is paid on
them change nobody's worth and are no entries. What an institution receives beyond what it pays is its saving, which
the capital account receives and spends on machines and works. Nothing is adjusted: a good's account closes because
each sale is a purchase, an activity's with its surplus, an institution's with its saving, and the capital account
because all others close.
Stocks are not valued; the supply-use table shows them in grams and units.
Layout: United Nations, System of National Accounts 2008, chapters 14 and 28.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl

from tiexi.world.arith import apportion
from tiexi.world.ledger import Reason, Sector

Cells = Counter[tuple[str, str]]
Sums = tuple[int, ...]
GOOD = "good:"
LABOUR, SURPLUS, CAPITAL = "labour", "surplus", "capital"
MACHINES, TOWN, ELSEWHERE, WELFARE = (GOOD + name for name in ("machines", "town", "bought_elsewhere", "welfare"))
HOUSEHOLDS, SHOPS, TREASURY, CENTRE, BANK, OUTSIDE = (
    s.name.lower()
    for s in (Sector.HOUSEHOLDS, Sector.SHOPS, Sector.TREASURY, Sector.CENTRE, Sector.BANK, Sector.OUTSIDE)
)
ENTERPRISES = tuple(s.name.lower() for s in (Sector.STATE_PLANTS, Sector.COLLECTIVE_PLANTS, Sector.SHOPS))
INSTITUTIONS = (HOUSEHOLDS, *ENTERPRISES, TREASURY, CENTRE, BANK, OUTSIDE)

CONDENSED = (
    "works", "services", "goods", LABOUR, SURPLUS, HOUSEHOLDS, "enterprises", TREASURY, CENTRE, BANK, CAPITAL, OUTSIDE,
)  # fmt: skip


def names(*reasons: Reason) -> frozenset[str]:
    """Reasons as the ledger writes them."""
    return frozenset(r.name.lower() for r in reasons)


# Entered when due, from `dealings`; or money against a claim, which leaves everybody's worth as it was.
DUE = names(
    Reason.WAGE, Reason.ALLOWANCE, Reason.TURNOVER_TAX, Reason.LOCAL_TAX, Reason.WELFARE, Reason.PURCHASE,
    Reason.CONSUMPTION, Reason.MACHINES,
)  # fmt: skip
CLAIMS = names(Reason.ARREARS, Reason.SUPPLIER_DEBT, Reason.LOAN, Reason.FORCED_LOAN, Reason.REPAYMENT)


def social_accounting(dealings: pl.DataFrame, ledger: pl.DataFrame) -> pl.DataFrame:
    """The matrix of a period: `account` and a column for each account, in whole coins; row sums equal column sums."""
    cells: Cells = Counter()
    sold, due = (dealings.filter(pl.col("kind") == kind) for kind in ("good", "due"))
    paid = _sums(ledger, ("reason", "payer", "payee"))
    _goods(cells, sold, paid)
    _dues(cells, due)
    _transfers(cells, paid)
    activities = sorted({p for name in ("seller", "buyer") for p in dealings[name].unique() if "/" in p})
    for name in activities:
        cells[SURPLUS, name] += _balance(cells, name)
        cells[name.rsplit("/", 1)[1], SURPLUS] += cells[SURPLUS, name]
    cells[HOUSEHOLDS, LABOUR] += _balance(cells, LABOUR)
    for name in INSTITUTIONS:
        cells[CAPITAL, name] += _balance(cells, name)
    goods = sorted({a for cell in cells for a in cell if a.startswith(GOOD)})
    return _square(cells, [*activities, *goods, LABOUR, SURPLUS, *INSTITUTIONS[:-1], CAPITAL, OUTSIDE])


def condensed(matrix: pl.DataFrame) -> pl.DataFrame:
    """The matrix with all activities as `works` and `services`, all goods as `goods`, all tills as `enterprises`."""
    names = matrix["account"].to_list()
    cells: Cells = Counter()
    for to, *row in matrix.iter_rows():
        for by, fen in zip(names, row, strict=True):
            cells[_kind(to), _kind(by)] += fen
    return _square(cells, list(CONDENSED))


def _kind(account: str) -> str:
    """The account of the condensed matrix that holds an account; what passes inside one stands on the diagonal."""
    if "/" in account:
        return "services" if account.endswith(f"/{SHOPS}") else "works"
    if account.startswith(GOOD):
        return "goods"
    return "enterprises" if account in ENTERPRISES else account


def _goods(cells: Cells, sold: pl.DataFrame, paid: Counter[tuple[str, ...]]) -> None:
    """Sales and purchases of goods; machines and what the town builds are bought from outside."""
    services: list[tuple[str, str, int]] = []
    at_once: Counter[tuple[str, str]] = Counter()  # paid at delivery, by legal sector
    for (item, seller, buyer), (fen, later) in _rows(sold, ("item", "seller", "buyer"), ("value", "later")):
        good = GOOD + item
        if buyer == TREASURY:  # a public service has no price
            services.append((good, seller, fen))
            continue
        cells[seller, good] += fen
        cells[good, buyer] += fen
        at_once[_legal(buyer), _legal(seller)] += fen - later
    for (reason, payer, payee), fen in paid.items():
        rest = fen - at_once[payer, payee]
        if reason == "consumption":
            if payee == OUTSIDE:
                cells[ELSEWHERE, HOUSEHOLDS] += fen
                cells[OUTSIDE, ELSEWHERE] += fen
            elif rest:
                cells[payee, HOUSEHOLDS] += rest
        elif reason == "machines":
            cells[MACHINES, CAPITAL] += fen
            cells[OUTSIDE, MACHINES] += fen
        elif reason == "purchase" and rest:
            cells[payee, payer] += rest
        elif reason == "local_spending" and payee == OUTSIDE:
            cells[TOWN, CAPITAL] += fen
            cells[OUTSIDE, TOWN] += fen
        elif reason == "local_spending" and payee == SHOPS:
            _public(cells, services, fen)


def _public(cells: Cells, services: list[tuple[str, str, int]], fen: int) -> None:
    """Public services are worth what the treasury spends on them, shared over them by what they cost."""
    weights = np.array([cost for _, _, cost in services], np.int64)
    if not weights.sum():
        cells[SHOPS, TREASURY] += fen
        return
    shares = np.zeros(len(weights), np.int64)
    apportion(fen, weights, shares)
    for (good, seller, _), part in zip(services, shares.tolist(), strict=True):
        cells[seller, good] += part
        cells[good, TREASURY] += part


def _dues(cells: Cells, due: pl.DataFrame) -> None:
    """Pay is labour's, taxes are the treasury's and the centre's, welfare is bought from outside."""
    for (item, seller, buyer), (fen,) in _rows(due, ("item", "seller", "buyer"), ("value",)):
        if item == "welfare":
            cells[WELFARE, buyer] += fen
            cells[seller, WELFARE] += fen
        else:
            cells[LABOUR if item == "pay" else seller, buyer] += fen


def _transfers(cells: Cells, paid: Counter[tuple[str, ...]]) -> None:
    """What passes between institutions: property income, transfers, and capital transfers of founding and end."""
    for (reason, payer, payee), fen in paid.items():
        settles = reason == "liquidation" and payee in (HOUSEHOLDS, BANK)  # arrears and loans of a plant wound up
        ours = reason == "pension" and payer != TREASURY  # due with the pay of the plant
        if reason in DUE | CLAIMS or settles or ours or payer == payee:
            continue
        if reason == "local_spending" and payee in (OUTSIDE, SHOPS):
            continue
        if reason == "liquidation" and payer == OUTSIDE:  # stocks and scrap of a plant wound up
            cells[CAPITAL, OUTSIDE] += fen
            cells[payee, CAPITAL] += fen
        elif reason == "informal":
            cells[LABOUR, payer] += fen
        else:
            cells[payee, payer] += fen


def supply_use(work: pl.DataFrame, matter: pl.DataFrame) -> pl.DataFrame:
    """Goods by row: `good`, `unit`, then supply by who made or brought it, and use by who took it, in whole g or units.

    Columns `made:`/`used:` by sector of activity; `nature` and `bought` are supply, `emitted`, `sold`, `consumed` are
    use; `stocks` is the change of what lies in the yards and is on its way there. `supply` equals `use`, which holds
    the change of stocks.
    """
    moved = _sums(matter.filter(pl.col("kind") == "good"), ("item", "unit", "from", "to"))
    made = _sums(work, ("good", "unit", "activity"), "made")
    used = _sums(work, ("good", "unit", "activity"), "used")
    rows: dict[tuple[str, ...], Counter[str]] = {}
    for found, side in ((made, "made"), (used, "used")):
        for (good, unit, activity), amount in found.items():
            rows.setdefault((good, unit), Counter())[f"{side}:{activity}"] += amount
    for (good, unit, origin, goal), amount in moved.items():
        row = rows.setdefault((good, unit), Counter())
        row["stocks"] += (goal == "yard") * amount - (origin == "yard") * amount
        if (side := SIDES.get(origin, ("", ""))[0]) and goal != origin:
            row[side] += amount
        if (side := SIDES.get(goal, ("", ""))[1]) and goal != origin:
            row[side] += amount
    activities = sorted({a for _, _, a in [*made, *used]})
    supply = ["nature", "bought", *(f"made:{a}" for a in activities)]
    use = [*(f"used:{a}" for a in activities), "sold", "consumed", "emitted", "stocks"]
    order = sorted(rows)
    columns: dict[str, list[str] | list[int]] = {"good": [g for g, _ in order], "unit": [u for _, u in order]}
    for side, parts in (("supply", supply), ("use", use)):
        columns |= {name: [rows[key][name] for key in order] for name in parts}
        columns[side] = [sum(rows[key][name] for name in parts) for key in order]
    whole = dict.fromkeys([*supply, "supply", *use, "use"], pl.Int64)
    return pl.DataFrame(columns, schema={"good": pl.String, "unit": pl.String, **whole})


SIDES = {  # places other than yards and process: their part of supply, and of use
    "nature": ("nature", "emitted"), "outside": ("bought", "sold"), "consumed": ("", "consumed"),
}  # fmt: skip


def _legal(party: str) -> str:
    """The institution that pays and receives for a party of the dealings."""
    return party.rsplit("/", 1)[-1]


def _balance(cells: Cells, account: str) -> int:
    """What an account has received less what it has paid so far."""
    return sum(fen * ((to == account) - (by == account)) for (to, by), fen in cells.items())


def _rows(frame: pl.DataFrame, keys: tuple[str, ...], values: tuple[str, ...]) -> list[tuple[tuple[str, ...], Sums]]:
    """Sums of `values` by `keys`, in the order of the keys."""
    found = frame.group_by(keys).agg(pl.col(v).sum() for v in values).sort(keys)
    return [(row[: len(keys)], row[len(keys) :]) for row in found.iter_rows()]


def _sums(frame: pl.DataFrame, keys: tuple[str, ...], value: str = "amount") -> Counter[tuple[str, ...]]:
    """Sums of a column by keys."""
    return Counter({key: sums[0] for key, sums in _rows(frame, keys, (value,))})


def _square(cells: Cells, accounts: list[str]) -> pl.DataFrame:
    """The matrix with its accounts in order; an account without any entry is left out."""
    used = {a for cell, fen in cells.items() if fen for a in cell}
    kept = [a for a in accounts if a in used]
    columns = {by: [cells[to, by] for to in kept] for by in kept}
    return pl.DataFrame({"account": kept, **columns}, schema={"account": pl.String} | dict.fromkeys(kept, pl.Int64))
