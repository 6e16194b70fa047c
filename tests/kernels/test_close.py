"""Twin of closure: insolvency and the queue, approvals, winding up, and workshops that have stood for ninety days."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, cost, part, run, split, tables
from tests.kernels.test_chance import plain_word
from tests.kernels.yards import PUBLIC, fill, links, people, plants, workshops, world, yards
from tests.lots import either, nothing_or, one_of, whole

from tiexi.factory.close import approvals, close
from tiexi.world.ledger import REASONS, SECTORS
from tiexi.world.people import NEVER
from tiexi.world.world import World

ROWS = ("C2", "C4", "C5")

BANK, OUTSIDE = 3, 4
LIQUIDATION, CLAIMS_ROW = 24, 4
WORKING, QUEUED, GUARDED = 1, 2, 4  # standings
COLONIAL, CADRE = 4, 4  # an owner, a tie
ON_POST, SEEKING = 2, 5
YARD, ABROAD = 1, 3
DISMISSED, RECALLED, RESUMED, STOPPED, QUEUE, APPROVED, BANKRUPT, GUARDS = 8, 11, 31, 32, 41, 42, 43, 44  # events
PERSON, WORKSHOP, PLANT = 1, 2, 3
LOTS = 15  # stream of chance
PARAMETERS = (
    "close.queue_months", "close.debt_share", "close.approvals", "close.guards", "severance.months_per_year",
)  # fmt: skip


class Closure(Books):
    """One month's closures on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        super().__init__(t)
        queue, self.debt_share, self.yearly, self.guards, self.severance = (w.ppm(name) for name in PARAMETERS)
        self.queue_months = queue // MILLION
        self.month, self.rounds, self.scale, self.seed = w.month, w.rounds, w.scale, w.seed
        self.dated = [any(row) for row in w.paths.approval.tolist()]  # by group: its court comes in its own month

    def run(self) -> None:
        self.queue()
        for f in self.chosen():
            self.tell(APPROVED, PLANT, f)
            self.dismiss(f)
            self.sell(f)
            self.pay_out(f)
            self.tell(BANKRUPT, PLANT, f, value=self.t.plants.wages_owed[f])
            self.t.plants.standing[f] = GUARDED
            self.t.plants.queued[f] = self.t.plants.ends[f] = NEVER
            self.tell(GUARDS, PLANT, f)
        for f in range(1, self.t.plants.count):
            if self.t.plants.standing[f] == GUARDED:
                self.sell(f)
        self.watch()

    def tell(self, event: int, kind: int, who: int, *, value: int = 0, where: int = 0, round_: int = 0) -> None:
        seen = self.t.happenings
        for column, entry in zip(
            (seen.event, seen.kind, seen.who, seen.value, seen.where, seen.round),
            (event, kind, who, value, where, round_), strict=True,
        ):  # fmt: skip
            column.append(entry)

    def queue(self) -> None:
        """Months of loss and debts beyond a share of a year's sales lead in, gains that make up all losses lead out."""
        plant, debts = self.t.plants, self.t.debts
        for f in range(1, plant.count):
            if plant.standing[f] == QUEUED and plant.losses[f] == plant.loss_months[f] == 0:
                plant.standing[f], plant.queued[f] = WORKING, NEVER
            if plant.standing[f] != WORKING or plant.owner[f] not in (1, 2):
                continue
            till = plant.account[f]
            owed = sum(fen for who, fen in zip(debts.debtor, debts.owed, strict=True) if who == till)
            owed += plant.wages_owed[f]
            if plant.loss_months[f] >= self.queue_months and owed > part(12 * plant.turnover[f], self.debt_share):
                plant.standing[f], plant.queued[f] = QUEUED, self.month
                self.tell(QUEUE, PLANT, f)

    def chosen(self) -> list[int]:
        """Those a policy ends, those a dated row approves, then a yearly number of those who pay least of their wages."""
        plant = self.t.plants
        every = range(1, plant.count)
        ended = [f for f in every if plant.standing[f] in (WORKING, QUEUED) and plant.ends[f] <= self.month]
        waiting = [f for f in every if plant.standing[f] == QUEUED and f not in ended]
        granted = [f for f in waiting if plant.approval[f]]
        rest = [
            f for f in waiting
            if f not in granted and not self.dated[plant.group[f]] and plant.queued[f] < self.month
        ]  # fmt: skip

        def unpaid(f: int) -> int:
            """Parts per million of a month's wages: those owed, and those not paid this month."""
            return plant.wages_owed[f] * MILLION // max(1, plant.wage_bill[f]) - plant.paid_share[f]

        rest.sort(key=lambda f: (-unpaid(f), plant.key[f]))
        return ended + granted + rest[: self.places([plant.number[f] for f in rest])]

    def places(self, numbers: list[int]) -> int:
        """How many tills of the queue come, each with so many enterprises: part of a place is a chance of it."""
        lot = (plain_word(self.seed, LOTS, self.month, 0, 0) >> 32) * 10**9 >> 32
        left, come = self.yearly // 12, 0
        for number in numbers:
            if left < number * MILLION and not lot < left * 1000 // number:
                break
            left, come = max(0, left - number * MILLION), come + 1
        return come

    def dismiss(self, f: int) -> None:
        """All but the guards lose their tie, with severance that the plant owes."""
        people, shop = self.t.people, self.t.workshops
        mine = [p for p in range(1, people.count) if people.tie[p] and shop.plant[people.employer[p]] == f]
        mine.sort(key=lambda p: (
            people.activity[p] != ON_POST, people.tie[p] != CADRE, people.hired[p], people.key[p]
        ))  # fmt: skip
        guards = part(len(mine), self.guards)
        for p in mine[guards:]:
            self.leave_post(p)
            self.event(DISMISSED, p, people.employer[p])
            shop.tied[people.employer[p]] -= 1
            self.t.plants.tied[f] -= 1
            people.tie[p], people.activity[p], people.employer[p], people.since[p] = 0, SEEKING, 0, self.month
        for p in mine[guards:]:
            years = max(0, (self.month - people.hired[p]) // 12)
            self.claim(p, f, people.wage[p] * years * self.severance // MILLION)
        for p in mine[:guards]:
            if people.activity[p] != ON_POST:
                shop.on_post[people.employer[p]] += 1
                people.activity[p], people.since[p] = ON_POST, self.month
                self.event(RECALLED, p, people.employer[p])

    def leave_post(self, p: int) -> None:
        if self.t.people.activity[p] == ON_POST:
            self.t.workshops.on_post[self.t.people.employer[p]] -= 1

    def event(self, event: int, p: int, where: int) -> None:
        self.t.counts.persons[event + 1] += 1
        if self.t.people.diary[p]:
            self.tell(event, PERSON, p, where=where)

    def claim(self, p: int, f: int, fen: int) -> None:
        """The plant owes a person more; a claim on a former plant is set aside."""
        people = self.t.people
        if fen <= 0:
            return
        if people.owed[p] and people.owed_by[p] != f:
            for column, value in (("person", p), ("plant", people.owed_by[p]), ("owed", people.owed[p])):
                getattr(self.t.dues, column).append(value)
            people.owed[p] = 0
        people.owed[p] += fen
        people.owed_by[p] = f
        self.t.plants.wages_owed[f] += fen * self.scale
        self.t.claims.made[CLAIMS_ROW] += fen * self.scale

    def sell(self, f: int) -> None:
        """Stocks, and what is under way, go outside at half the market price."""
        stock = self.t.stocks
        for s in range(1, stock.count):
            if stock.plant[s] != f:
                continue
            g, amount = stock.good[s], 0
            for column in (stock.amount, stock.due1, stock.due2, stock.due3):
                amount, column[s] = amount + column[s], 0
            self.t.goods.outside[g] += amount
            self.move(g, YARD, ABROAD, amount)
            fen = cost(amount, self.t.goods.price_market[g] // 2)
            self.pay(OUTSIDE, self.t.plants.account[f], fen, LIQUIDATION)

    def pay_out(self, f: int) -> None:
        """The till goes to workers, then to the bank; what else is owed lapses, except to workers."""
        people, homes, plant, debts = self.t.people, self.t.households, self.t.plants, self.t.debts
        till = plant.account[f]
        owed = {p: people.owed[p] for p in range(1, people.count) if people.owed_by[p] == f and people.owed[p] > 0}
        units = min(self.till(till) // self.scale, sum(owed.values()))
        for p, fen in zip(owed, split(units, list(owed.values())), strict=True):
            home = people.household[p]
            self.pay(till, homes.account[home], fen * self.scale, LIQUIDATION)
            homes.income[home] += fen
            people.owed[p] -= fen
            people.owed_by[p] = f if people.owed[p] else 0
        plant.wages_owed[f] -= units * self.scale
        self.t.claims.settled[CLAIMS_ROW] += units * self.scale
        self.pay(till, BANK, max(0, min(self.till(till), debts.owed[plant.loan_debt[f]])), LIQUIDATION)
        for row in range(1, debts.count):
            if debts.debtor[row] == till:
                self.owe(row, -debts.owed[row])

    def watch(self) -> None:
        """A workshop has stopped when ninety days have passed since its last round with work, or has resumed."""
        shop = self.t.workshops
        now = (self.month + 1) * self.rounds
        for s in range(1, shop.count):
            still = int(now - shop.last_work[s] >= 3 * self.rounds)
            if shop.lines[s] and shop.last_work[s] >= 0 and still != shop.idle[s]:
                shop.idle[s] = still
                last = shop.last_work[s]
                self.tell(
                    STOPPED if still else RESUMED, WORKSHOP, s, value=last, where=shop.plant[s],
                    round_=last % self.rounds + 1,
                )  # fmt: skip


@st.composite
def worlds(draw: Any) -> World:
    tenths = whole(0, 10).map(lambda n: n * 100_000)
    numbers = {name: draw(tenths) for name in PARAMETERS} | {
        "close.queue_months": draw(whole(0, 30)) * MILLION,
        "close.approvals": draw(one_of(0, 12 * MILLION, 30 * MILLION, 5 * MILLION)),
    }
    w = world(numbers, scale=draw(one_of(1, 3)), rounds=draw(one_of(1, 4, 10, 30)),
              month=draw(whole(3, 40)), seed=draw(whole(1, 5)))  # fmt: skip
    plants(draw, w, draw(whole(1, 3)))
    n = w.plants.count - 1
    fill(
        draw, w.plants, n, standing=one_of(1, 2, 2, 4, 0), ends=one_of(NEVER, NEVER, NEVER, 3),
        approval=one_of(0, 0, 1), losses=nothing_or(whole(0, 100)), loss_months=nothing_or(whole(0, 30)),
        queued=whole(0, 40), number=one_of(1, 1, 2, 3, 60),
    )  # fmt: skip
    court = one_of(0, 0, 0, 1)
    w.paths.approval = np.array([[0, 0, 0]] + [draw(st.lists(court, min_size=3, max_size=3)) for _ in range(n)])
    yards(draw, w, draw(whole(1, 2)))
    w.goods.price_market[:] = w.goods.price_market // 2 * 2
    links(draw, w)
    workshops(draw, w, draw(whole(1, 3)))
    end = (w.month + 1) * w.rounds
    late = whole(end - 3 * w.rounds - 2, end - 3 * w.rounds + 2)  # about ninety days ago
    fill(draw, w.workshops, w.workshops.count - 1, last_work=either(late, whole(-1, end - 1)))
    people(draw, w, draw(whole(1, 6)))
    fill(draw, w.people, w.people.count - 1, hired=whole(-60, w.month))
    return w


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_closure(w: World) -> None:
    expected = tables(w)
    Closure(expected, w).run()
    run(w, close)
    compare(w, expected)


def works(standing: int | list[int] = QUEUED, *, approvals: int = 0, **columns: Any) -> World:
    """Three plants that have lost money for two years, with debts of 1,000 and sales of 100 a month."""
    numbers = {"close.queue_months": 24 * MILLION, "close.debt_share": 800_000, "close.approvals": approvals * MILLION,
               "close.guards": 0, "severance.months_per_year": MILLION}  # fmt: skip
    w = world(numbers, month=30)
    w.plants.add(3)
    w.paths.approval = np.zeros((4, 31), np.uint8)
    w.plants.group[1:4] = [1, 2, 3]
    given: dict[str, Any] = {
        "owner": 1, "standing": standing, "account": [5, 6, 7], "loan_debt": [1, 2, 3], "turnover": 100, "losses": 9,
        "loss_months": 24, "queued": 20, "ends": NEVER, "key": [3, 1, 2], "paid_share": MILLION, "number": 1, "dear": MILLION,
    }  # fmt: skip
    fill(None, w.plants, 3, **(given | columns))
    w.accounts.add(7)
    w.accounts.sector[1:8] = [5, 6, 7, 8, 2, 2, 2]
    w.debts.add(3)
    fill(None, w.debts, 3, debtor=[5, 6, 7], kind=1, owed=1000)
    w.claims.add(4)
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.counts.add(64)
    return w


def standings(w: World) -> list[int]:
    return w.plants.standing[1 : w.plants.count].tolist()


@pytest.mark.parametrize(
    ("columns", "enters"),
    [
        ({}, True),
        ({"loss_months": 23}, False),
        ({"turnover": 105}, False),  # 1,000 is no more than 0.8 of a year's sales of 1,260
        ({"wages_owed": 20, "turnover": 105}, True),  # with what is owed to workers it is
        ({"owner": PUBLIC}, False),
    ],
)
def test_who_enters_the_queue(columns: dict[str, int], enters: bool) -> None:
    w = works(WORKING, **columns)
    run(w, close)
    assert standings(w) == [QUEUED if enters else WORKING] * 3


def test_the_queue_is_left_when_all_losses_are_made_up() -> None:
    w = works(losses=[0, 1, 0], loss_months=[0, 0, 3])
    run(w, close)
    assert standings(w) == [WORKING, QUEUED, QUEUED]


@pytest.mark.parametrize(
    ("columns", "approvals", "wound_up"),
    [
        ({}, 0, []),
        ({"paid_share": [500, 400, 450]}, 12, [2]),  # who pays least of its wages comes first
        ({"wages_owed": [10, 30, 20], "wage_bill": [10, 10, 10]}, 12, [2]),  # and who owes most of them
        ({}, 12, [2]),  # among equals the lowest key
        ({}, 24, [2, 3]),
        ({"queued": 30}, 24, []),  # nobody in the month of entry
        ({"number": [2, 1, 1], "paid_share": [1, 2, 3]}, 24, [1]),  # one till that stands for two takes both places
        ({"number": [2, 1, 1], "paid_share": [1, 2, 3]}, 36, [1, 2]),
        ({"number": [1, 3, 1], "paid_share": [1, 2, 3], "queued": [20, 30, 20]}, 24, [1, 3]),
        ({"approval": [1, 0, 0]}, 12, [1, 2]),  # a dated approval does not use up the number
        ({"ends": [NEVER, NEVER, 30]}, 0, [3]),
    ],
)
def test_whose_turn_it_is(columns: dict[str, Any], approvals: int, wound_up: list[int]) -> None:
    w = works(approvals=approvals, **columns)
    run(w, close)
    assert [f for f in (1, 2, 3) if w.plants.standing[f] == GUARDED] == wound_up


@pytest.mark.parametrize(
    ("yearly", "numbers"), [(30, [1, 1, 1]), (30, [3, 1, 1]), (30, [1, 3, 1]), (6, [60, 1, 1]), (18, [2, 9, 4])]
)
def test_as_many_real_enterprises_come_in_the_mean_whatever_a_till_stands_for(yearly: int, numbers: list[int]) -> None:
    w = works(approvals=yearly, number=numbers, paid_share=[1, 2, 3])
    came = []
    for month in range(30, 4030):
        w.month = month
        chosen = approvals(w)
        assert chosen == [1, 2, 3][: len(chosen)], "in their order, and nobody passes the head of the queue"
        came.append(sum(numbers[f - 1] for f in chosen))
    mean = sum(came) / len(came)
    error = (sum((n - mean) ** 2 for n in came) / len(came) ** 2) ** 0.5
    assert abs(mean - yearly / 12) <= max(3.5 * error, 1e-9)


def test_who_has_a_court_of_its_own_does_not_wait_for_one_of_the_others() -> None:
    """The first of the queue has a row dated later."""
    w = works(approvals=12, paid_share=[1, 2, 3])
    w.paths.approval[1, 30] = 1
    w.month = 29
    run(w, close)
    assert standings(w) == [QUEUED, GUARDED, QUEUED]


def test_what_a_guarded_plant_still_taps_is_sold() -> None:
    w = works(standing=[GUARDED, WORKING, GUARDED], loss_months=0)
    w.goods.add(1)
    w.goods.price_market[1] = 2 * MILLION
    w.moves.add(2 * 36)
    w.stocks.add(3)
    fill(None, w.stocks, 3, plant=[1, 2, 3], good=1, amount=[0, 70, 5], due2=[30, 7, 0])
    run(w, close)
    assert w.stocks.amount[1:4].tolist() == [0, 70, 0]
    assert w.stocks.due2[1:4].tolist() == [0, 7, 0]
    assert w.accounts.balance[5:8].tolist() == [30, 0, 5]  # at half the price of two
    assert w.goods.outside[1] == 35


def test_the_till_goes_to_workers_first() -> None:
    w = works(ends=[30, NEVER, NEVER])
    w.accounts.balance[5], w.accounts.balance[BANK] = 130, -130
    w.households.add(2)
    home = w.accounts.add(2)
    fill(None, w.households, 2, account=range(home.start, home.stop))
    w.people.add(2)
    fill(None, w.people, 2, household=[1, 2], owed=[60, 40], owed_by=1, gone=NEVER, activity=SEEKING)
    w.plants.wages_owed[1] = 100
    run(w, close)
    assert w.accounts.balance[home].tolist() == [60, 40]
    assert (w.accounts.balance[5], w.debts.owed[1], w.plants.wages_owed[1]) == (0, 0, 0)  # the bank had the last 30
    assert (w.claims.settled[1], w.claims.settled[CLAIMS_ROW]) == (1000, 100)


@pytest.mark.parametrize(("last", "stopped"), [(279, True), (280, True), (281, False)])
def test_a_workshop_without_work_for_ninety_days_has_stopped(last: int, stopped: bool) -> None:
    w = works(WORKING, loss_months=0)
    w.workshops.add(1)
    fill(None, w.workshops, 1, plant=1, lines=1, first_line=1, last_work=last)
    w.lines.add(1)
    run(w, close)
    assert bool(w.workshops.idle[1]) == stopped
    assert w.happenings.count == 1 + stopped
    if stopped:
        row = w.happenings
        assert (row.event[1], row.value[1], row.round[1]) == (STOPPED, last, last % 10 + 1)
