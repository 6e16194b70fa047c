"""Settlement of the month: taxes, suppliers, interest, then what the surplus is for and who covers a loss.

A till pays taxes, then suppliers, then interest, of which the bank may debit a dated part before suppliers are paid; of
what is left above a working float the owner takes its share of the profit (all of it under the plan), and the bank what
falls due of its loans. A loss is covered in the share `finance.softness`, by grant and by forced loan; interest that
cannot be paid is added to the loan. Machines come by grant, or on loan from the dated row on. Nobody covers a private
loss or lends for private machines (`market.invest`).
Source: `economics.md` 2.2 and 2.5; Kornai, Maskin and Roland 2003 on the channels of softness.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tiexi.state.public_posts import count_taxes
from tiexi.world.arith import apportion, share
from tiexi.world.jit import inlined, int64, kernel
from tiexi.world.ledger import Reason, collect, owe, post
from tiexi.world.steps import step
from tiexi.world.table import Array, by_code
from tiexi.world.world import BANK, CENTRE, OUTSIDE, TREASURY

PPM = 1_000_000
TURNOVER_TAX, LOCAL_TAX, PROFIT, SUBSIDY, LOAN, REPAYMENT, INTEREST, SUPPLIER, SPENDING, TRANSFER = (
    int(Reason.TURNOVER_TAX), int(Reason.LOCAL_TAX), int(Reason.PROFIT), int(Reason.SUBSIDY), int(Reason.LOAN),
    int(Reason.REPAYMENT), int(Reason.INTEREST), int(Reason.SUPPLIER_DEBT), int(Reason.LOCAL_SPENDING),
    int(Reason.TRANSFER),
)  # fmt: skip
LIQUIDATION, GRANT, FORCED_LOAN = int(Reason.LIQUIDATION), int(Reason.GRANT), int(Reason.FORCED_LOAN)
MACHINES = int(Reason.MACHINES)
STATE, COLLECTIVE, PRIVATE, COLONIAL, PUBLIC = 1, 2, 3, 4, 5


@inlined
def pay_debt(
    row: int, most: int, till: int, creditor: int, reason: int, balance: Array, sector: Array, paid: Array,
    owed: Array, kind: Array, made: Array, settled: Array,
) -> int:  # fmt: skip
    """Pay debt `row` from `till` as far as `most` and the till reach; returns what was paid."""
    fen = int(min(owed[row], most, max(0, balance[till])))
    if fen > 0:
        post(balance, sector, paid, till, creditor, fen, reason)
        owe(owed, kind, made, settled, row, -fen)
    return fen


@kernel
def taxes(
    n: int, turnover_tax: int, local_tax: int, standing: Array, owner: Array, sales: Array, account: Array,
    tax_debt: Array, local_debt: Array, balance: Array, sector: Array, paid: Array, owed: Array, kind: Array,
    made: Array, settled: Array,
) -> None:  # fmt: skip
    """Turnover tax to the centre and local tax to the treasury become due, and are paid as the till allows."""
    for f in range(1, n):
        if owner[f] == PUBLIC:
            continue
        central, local = share(sales[f], turnover_tax), share(sales[f], local_tax)
        if central > 0:
            owe(owed, kind, made, settled, tax_debt[f], central)
        if local > 0:
            owe(owed, kind, made, settled, local_debt[f], local)
        pay_debt(
            local_debt[f], owed[local_debt[f]], account[f], int64(TREASURY), int64(LOCAL_TAX), balance, sector, paid,
            owed, kind, made, settled,
        )  # fmt: skip
        pay_debt(
            tax_debt[f], owed[tax_debt[f]], account[f], int64(CENTRE), int64(TURNOVER_TAX), balance, sector, paid,
            owed, kind, made, settled,
        )  # fmt: skip


@kernel
def forgive_taxes(
    n: int, part: int, standing: Array, owner: Array, tax_debt: Array, local_debt: Array, owed: Array, kind: Array,
    made: Array, settled: Array,
) -> None:  # fmt: skip
    """A part (ppm) of what working plants of state and collectives still owe of taxes is forgiven."""
    for f in range(1, n):
        if standing[f] < 1 or standing[f] > 2 or owner[f] == PUBLIC or owner[f] == PRIVATE:
            continue
        owe(owed, kind, made, settled, tax_debt[f], -share(owed[tax_debt[f]], part))
        owe(owed, kind, made, settled, local_debt[f], -share(owed[local_debt[f]], part))


@kernel
def debit_interest(
    n: int, rate: int, first: int, standing: Array, owner: Array, account: Array, loan_debt: Array, owed: Array,
    balance: Array, sector: Array, paid: Array, debited: Array,
) -> None:  # fmt: skip
    """The bank takes a part `first` (ppm) of the month's interest from the account before suppliers are paid."""
    for f in range(1, n):
        debited[f] = 0
        if standing[f] < 1 or standing[f] > 2 or owner[f] == PUBLIC:
            continue
        fen = min(share(share(owed[loan_debt[f]], rate) // 12, first), max(0, balance[account[f]]))
        if fen > 0:
            post(balance, sector, paid, account[f], BANK, fen, INTEREST)
            debited[f] = fen


@kernel
def suppliers(
    n_links: int, start: Array, by_plant: Array, n_plants: int, debt: Array, fresh: Array, creditor: Array,
    account: Array, balance: Array, sector: Array, paid: Array, owed: Array, kind: Array, made: Array, settled: Array,
) -> None:  # fmt: skip
    """Trade debts of past months are paid as far as the till reaches, shared over suppliers by largest remainder."""
    rows, weights, shares = np.zeros(n_links, np.int64), np.zeros(n_links, np.int64), np.zeros(n_links, np.int64)
    for f in range(1, n_plants):
        due, total = 0, int64(0)
        for j in range(start[f], start[f + 1]):
            i = by_plant[j]
            rows[due], weights[due] = debt[i], max(0, owed[debt[i]] - fresh[i])
            total += weights[due]
            due += weights[due] > 0  # no branch: what is due is hard to guess
        till = account[f]
        fen = min(total, max(0, balance[till]))
        if fen <= 0:
            continue
        apportion(fen, weights[:due], shares[:due])
        for j in range(due):
            row = rows[j]
            collect(balance, sector, paid, sector[till], creditor[row], shares[j], SUPPLIER)
            owe(owed, kind, made, settled, row, -shares[j])
        balance[till] -= fen


@kernel
def buy_machines(
    n: int, borrowed: int, granted: int, standing: Array, owner: Array, street: Array, sales: Array, account: Array,
    loan_debt: Array, balance: Array, sector: Array, paid: Array, owed: Array, kind: Array, made: Array,
    settled: Array,
) -> None:  # fmt: skip
    """Machines come from outside, for a share of sales (ppm) that the bank lends or the centre grants."""
    for f in range(1, n):
        if standing[f] != 1 or street[f] > 0 or owner[f] == PUBLIC or owner[f] == PRIVATE:
            continue
        loan, grant = share(sales[f], borrowed), share(sales[f], granted)
        if loan > 0:
            post(balance, sector, paid, BANK, account[f], loan, LOAN)
            owe(owed, kind, made, settled, loan_debt[f], loan)
        if grant > 0:
            post(balance, sector, paid, CENTRE, account[f], grant, GRANT)
        if loan + grant > 0:
            post(balance, sector, paid, account[f], OUTSIDE, loan + grant, MACHINES)


@kernel
def cover_loss(
    f: int, result: int, softness: int, granted: int, least: int, till: int, loan: int, losses: Array,
    loss_months: Array,
    balance: Array, sector: Array, paid: Array, owed: Array, kind: Array, made: Array, settled: Array,
) -> None:  # fmt: skip
    """A loss is covered in part, by grant and by forced loan; what is not covered adds up until gains make it good.

    A month counts as one of uncovered loss if more than `least` (ppm) of the loss is not covered.
    """
    if result >= 0:
        losses[f] = max(0, losses[f] - result)
        loss_months[f] = 0
        return
    cover = share(-result, softness)
    grant = share(cover, granted)
    if grant > 0:
        post(balance, sector, paid, CENTRE, till, grant, SUBSIDY)
    if cover > grant:
        post(balance, sector, paid, BANK, till, cover - grant, FORCED_LOAN)
        owe(owed, kind, made, settled, loan, cover - grant)
    losses[f] += -result - cover
    bare = -result - cover > share(-result, least)
    loss_months[f] = min(30000, loss_months[f] + 1) if bare else 0


@kernel
def close_books(
    n: int, softness: int, granted: int, least: int, rate: int, waived: int, remitted: int, repaid: int, kept: int,
    float_months: int, standing: Array, owner: Array, credit: Array, sales: Array, purchases: Array, bill: Array,
    welfare: Array, turnover: Array, costs: Array, year: Array, losses: Array, loss_months: Array, account: Array,
    loan_debt: Array, turnover_tax: int, local_tax: int, debited: Array,
    balance: Array, sector: Array, paid: Array, owed: Array, kind: Array, made: Array, settled: Array,
) -> None:  # fmt: skip
    """Interest, cover of losses, remittance and repayment, plant by plant.

    softness, granted, least, remitted: ppm; rate: ppm a year; waived: ppm of the interest that a plant in the queue
    cannot pay; repaid: ppm of the loan a month; kept: ppm of a hoard that buys machines and flats; float_months: ppm
    of a month; debited: interest already paid. Nobody covers a private loss; owners see to their hoard in `invest`.
    """
    for f in range(1, n):
        till, loan = account[f], loan_debt[f]
        turnover[f] += (sales[f] - turnover[f]) // 12
        costs[f] += (purchases[f] + bill[f] + welfare[f] - costs[f]) // 12
        if standing[f] < 1 or standing[f] > 2 or owner[f] == PUBLIC:
            continue
        interest = share(owed[loan], rate) // 12
        fen = min(interest - debited[f], max(0, balance[till]))
        if fen > 0:
            post(balance, sector, paid, till, BANK, fen, INTEREST)
        unpaid = interest - debited[f] - fen
        unpaid = unpaid if standing[f] == 1 else share(unpaid, PPM - waived)
        if unpaid > 0:
            owe(owed, kind, made, settled, loan, unpaid)
        result = sales[f] - purchases[f] - bill[f] - welfare[f] - interest
        result -= share(sales[f], turnover_tax) + share(sales[f], local_tax)
        year[f] += result
        cover_loss(
            f, result, 0 if owner[f] == PRIVATE else softness, granted, least, till, loan, losses, loss_months, balance,
            sector, paid, owed, kind, made, settled,
        )  # fmt: skip
        spare = balance[till] - share(share(costs[f], float_months), credit[f])  # no credit: the bank calls its loan
        if spare > 0:
            goal = OUTSIDE if owner[f] == COLONIAL else CENTRE  # of private plants it is a tax
            if result > 0:
                due = min(spare, share(result, remitted))
                post(balance, sector, paid, till, goal, due, PROFIT)
                spare -= due
            most = min(spare, share(owed[loan], repaid) + share(owed[loan], PPM - credit[f]))
            spare -= pay_debt(
                loan, most, till, int64(BANK), int64(REPAYMENT), balance, sector, paid, owed, kind, made, settled
            )
            hoard = 0 if owner[f] == PRIVATE else spare - 2 * costs[f]  # beyond two months more of costs
            if hoard > 0:  # it buys machines and flats, or is the bank's, then the owner's
                post(balance, sector, paid, till, OUTSIDE, share(hoard, kept), MACHINES)
                hoard -= share(hoard, kept)
                hoard -= pay_debt(
                    loan, hoard, till, int64(BANK), int64(REPAYMENT), balance, sector, paid, owed, kind, made, settled
                )
            if hoard > 0:
                post(balance, sector, paid, till, goal if goal == OUTSIDE else TREASURY, hoard, PROFIT)


@kernel
def local_budget(
    n: int, standing: Array, owner: Array, bill: Array, purchases: Array, wages_owed: Array, account: Array,
    balance: Array, sector: Array, paid: Array,
) -> int:  # fmt: skip
    """The treasury fills the tills of public services for another month; the centre helps. Returns the money spent.

    For a closed plant it pays the guards and nothing else: what is owed to its workers waits for what its sales bring
    in, and what these bring beyond that goes to the treasury.
    """
    spent = 0
    for f in range(1, n):
        if not (owner[f] == PUBLIC and (standing[f] == 1 or standing[f] == 2)) and standing[f] != 4:
            continue
        need = bill[f] + purchases[f] - balance[account[f]]
        if standing[f] != 4:
            need += wages_owed[f]
        elif need + wages_owed[f] < 0:
            post(balance, sector, paid, account[f], TREASURY, -need - wages_owed[f], LIQUIDATION)
        if need <= 0:
            continue
        lacking = need - balance[TREASURY]
        if lacking > 0:
            post(balance, sector, paid, CENTRE, TREASURY, lacking, TRANSFER)
        post(balance, sector, paid, TREASURY, account[f], need, SPENDING)
        spent += need
    return spent


class Terms(NamedTuple):
    """The month's rates in ppm, from the dated parameters."""

    turnover_tax: int
    local_tax: int
    softness: int
    granted: int
    least: int
    rate: int
    first: int
    waived: int
    remitted: int
    repaid: int
    kept: int
    borrowed: int
    machines: int
    float_months: int
    forgiven: int

    @classmethod
    def of(cls, w: Any) -> Terms:
        return cls(
            w.ppm("tax.turnover"), w.ppm("tax.local"), w.ppm("finance.softness"), w.ppm("finance.grant_share"),
            w.ppm("close.uncovered_share"),
            w.ppm("finance.interest"), w.ppm("finance.interest_first"), w.ppm("close.interest_waived"),
            w.ppm("tax.profit_remitted"), w.ppm("finance.repayment"), w.ppm("finance.hoard_spent"),
            w.ppm("finance.loan_capital"), w.ppm("finance.grant_capital"), w.ppm("finance.float_months"),
            w.ppm("finance.tax_forgiven") * w.ppm("finance.softness") // PPM,
        )  # fmt: skip


def links_by_plant(w: Any) -> tuple[Array, Array]:
    """Where the links of each buying plant begin, and link rows in that order."""
    links, n = w.links, w.links.count
    return by_code(w.stocks.plant[links.buyer[:n]], np.arange(1, n), w.plants.count)


def balance_centre(w: Any) -> None:
    """What the centre takes here it spends elsewhere, and what it gives here it takes there: it gathers nothing."""
    ledger = w.accounts
    fen = int(ledger.balance[CENTRE])
    payer, payee = (CENTRE, OUTSIDE) if fen > 0 else (OUTSIDE, CENTRE)
    post(ledger.balance, ledger.sector, w.flows.paid, payer, payee, abs(fen), int(Reason.ELSEWHERE))


@step(
    "accounts.balance", "flows.paid", "debts.owed", "claims.made", "claims.settled", "plants.turnover",
    "plants.costs", "plants.result", "plants.losses", "plants.loss_months", "budget.*",
    rows=("E3", "E5", "C2", "K5", "K6"),
)  # fmt: skip
def settle(w: Any) -> None:
    """Taxes, suppliers and interest are paid; losses are covered as softly as the date allows; surplus goes its way."""
    plants, ledger, debts, claims, links = w.plants, w.accounts, w.debts, w.claims, w.links
    n, terms = plants.count, Terms.of(w)
    books = (ledger.balance, ledger.sector, w.flows.paid)
    owing = (debts.owed, debts.kind, claims.made, claims.settled)
    taxes(
        n, terms.turnover_tax, terms.local_tax, plants.standing, plants.owner, plants.sales, plants.account,
        plants.tax_debt, plants.local_debt, *books, *owing,
    )  # fmt: skip
    if terms.forgiven > 0:
        forgive_taxes(n, terms.forgiven, plants.standing, plants.owner, plants.tax_debt, plants.local_debt, *owing)
    start, by_plant = w.once("links by plant", lambda: links_by_plant(w))
    debited = np.zeros(n, np.int64)
    debit_interest(
        n, terms.rate, terms.first, plants.standing, plants.owner, plants.account, plants.loan_debt, debts.owed, *books,
        debited,
    )  # fmt: skip
    suppliers(links.count, start, by_plant, n, links.debt, links.fresh, debts.creditor, plants.account, *books, *owing)
    close_books(
        n, terms.softness, terms.granted, terms.least, terms.rate, terms.waived, terms.remitted, terms.repaid,
        terms.kept, terms.float_months, plants.standing, plants.owner, plants.credit, plants.sales, plants.purchases,
        plants.wage_bill, plants.welfare, plants.turnover, plants.costs, plants.result, plants.losses,
        plants.loss_months, plants.account, plants.loan_debt, terms.turnover_tax, terms.local_tax, debited, *books,
        *owing,
    )  # fmt: skip
    buy_machines(
        n, terms.borrowed, terms.machines, plants.standing, plants.owner, plants.street, plants.sales,
        plants.account, plants.loan_debt, *books, *owing,
    )  # fmt: skip
    spent = local_budget(
        n, plants.standing, plants.owner, plants.wage_bill, plants.purchases, plants.wages_owed, plants.account, *books
    )
    count_taxes(w)
    balance_centre(w)
    # Revenue beyond a year's spending is built into the town, so that no treasury grows without end.
    idle = int(ledger.balance[TREASURY]) - 12 * int(spent)
    if idle > 0:
        post(ledger.balance, ledger.sector, w.flows.paid, TREASURY, OUTSIDE, idle // 12, SPENDING)
