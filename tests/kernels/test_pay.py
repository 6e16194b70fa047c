"""Twin of pay: what is due by class, the till and the bank's line, largest remainder, arrears old and new."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, part, run, split, tables
from tests.kernels.yards import fill, people, plants, workshops, world, yards
from tests.lots import one_of, whole

from tiexi.factory.pay import pay
from tiexi.world.ledger import DEBTS, REASONS, SECTORS
from tiexi.world.people import NEVER
from tiexi.world.world import World

TREASURY, CENTRE, BANK, OUTSIDE = 1, 2, 3, 4
STATE, COLLECTIVE, PRIVATE, COLONIAL, PUBLIC = 1, 2, 3, 4, 5  # owners
WAGE, PENSION, ALLOWANCE, ARREARS, LOAN, TRANSFER, WELFARE = 2, 3, 4, 6, 16, 22, 25  # reasons
ON_POST, RETIRED = 2, 7
CLAIMS_ROW = 4
PARAMETERS = (
    "pay.short_time", "off_post.allowance", "pension.pooled", "finance.working_months", "finance.softness",
    "welfare.share",
)  # fmt: skip


class Payday(Books):
    """One month's pay on plain tables."""

    def __init__(self, t: Any, w: World) -> None:
        super().__init__(t)
        self.short_time, self.allowance, self.pooled, months, softness, self.welfare = (
            w.ppm(name) for name in PARAMETERS
        )
        self.working = months * softness // MILLION
        self.scale = w.scale
        self.living = [p for p in range(1, t.people.count) if t.people.gone[p] == NEVER]

    def run(self) -> None:
        people, plant = self.t.people, self.t.plants
        old = {p: (people.owed_by[p], people.owed[p]) for p in range(1, people.count) if people.owed[p] > 0}
        late: list[tuple[int, int, int]] = []
        left = {}
        for f in range(1, plant.count):
            due = {p: self.due(p) for p in self.living if self.payer(p) == f}
            left[f] = self.pay_month(f, sorted((c, p, fen) for p, (c, fen) in due.items() if fen > 0), late)
        for f in range(1, plant.count):
            self.pay_old(f, left[f], [(p, fen) for p, (by, fen) in old.items() if by == f])
        self.former_plants()
        for p, f, fen in sorted(late):  # claims on a new plant beside those on an old one
            self.claim(f, fen)
            for column, value in (("person", p), ("plant", f), ("owed", fen)):
                getattr(self.t.dues, column).append(value)
        self.pool()
        for f in range(1, plant.count):
            self.provide(f)

    def payer(self, p: int) -> int:
        people = self.t.people
        return int(self.t.workshops.plant[people.employer[p]]) if people.employer[p] else 0

    def due(self, p: int) -> tuple[int, int]:
        """Class (wage, pension, allowance) and fen due to one real person."""
        people, shop = self.t.people, self.t.people.employer[p]
        wage = people.wage[p]
        if people.tie[p] and people.activity[p] == ON_POST:
            idle = MILLION - min(MILLION, self.t.workshops.load[shop])
            return 1, part(wage, MILLION - part(idle, self.short_time))
        if people.tie[p]:
            return 3, part(wage, self.allowance)
        if people.activity[p] == RETIRED and self.t.plants.standing[self.payer(p)] < 3:
            return 2, wage - part(wage, self.pooled)
        return 0, 0

    def pay_month(self, f: int, rows: list[tuple[int, int, int]], late: list[tuple[int, int, int]]) -> int:
        """Pay one plant's people class by class; `late` takes claims that need a row of their own. Returns what is left."""
        plant, people = self.t.plants, self.t.people
        month = sum(fen for _, _, fen in rows)
        plant.wage_bill[f] = month * self.scale
        self.borrow(f, plant.wage_bill[f] - self.till(plant.account[f]))
        left = whole = max(0, self.till(plant.account[f])) // self.scale
        allowances: list[int] = []  # due and paid
        for c, reason in ((1, WAGE), (2, PENSION), (3, ALLOWANCE)):
            claimants = [(p, fen) for kind, p, fen in rows if kind == c]
            weights = [fen for _, fen in claimants]
            paid = split(min(left, sum(weights)), weights)
            left -= sum(paid)
            allowances = [sum(weights), sum(paid)]
            for (p, fen), got in zip(claimants, paid, strict=True):
                self.give(plant.account[f], p, got, reason)
                if got == fen:
                    continue
                if people.owed_by[p] not in (0, f):
                    late.append((p, f, fen - got))
                    continue
                people.owed[p] += fen - got
                people.owed_by[p] = f
                self.claim(f, fen - got)
        plant.paid_share[f] = min(whole, month) * MILLION // month if month else MILLION
        due, given = allowances
        plant.allowed[f] = given * MILLION // due if due else plant.paid_share[f]
        return left

    def pay_old(self, f: int, left: int, old: list[tuple[int, int]]) -> None:
        """Arrears of earlier months share what is left."""
        people, owed = self.t.people, [fen for _, fen in old]
        for (p, _), got in zip(old, split(min(left, sum(owed)), owed), strict=True):
            self.give(self.t.plants.account[f], p, got, ARREARS)
            self.clear(f, got)
            people.owed[p] -= got
            people.owed_by[p] = people.owed_by[p] if people.owed[p] else 0

    def borrow(self, f: int, lacking: int) -> None:
        """Draw on the bank's line: months of the larger of sales, costs and orders, as far as credit is granted."""
        plant = self.t.plants
        size = max(plant.turnover[f], plant.costs[f], plant.orders[f])
        line = part(part(size, self.working), plant.credit[f]) - self.t.debts.owed[plant.loan_debt[f]]
        if min(lacking, line) > 0:
            self.pay(BANK, plant.account[f], min(lacking, line), LOAN)
            self.owe(plant.loan_debt[f], min(lacking, line))

    def give(self, account: int, p: int, fen: int, reason: int) -> None:
        """Pay a person, for all the real ones it stands for."""
        people, homes = self.t.people, self.t.households
        home = people.household[p]
        self.pay(account, homes.account[home], fen * self.scale, reason)
        homes.income[home] += fen
        if people.diary[p]:
            self.t.diary.earnings[people.diary[p]] += fen

    def claim(self, f: int, fen: int) -> None:
        self.t.plants.wages_owed[f] += fen * self.scale
        self.t.claims.made[CLAIMS_ROW] += fen * self.scale

    def clear(self, f: int, fen: int) -> None:
        self.t.plants.wages_owed[f] -= fen * self.scale
        self.t.claims.settled[CLAIMS_ROW] += fen * self.scale

    def former_plants(self) -> None:
        """Claims on former plants, in their order, from what the till still holds."""
        dues, plant = self.t.dues, self.t.plants
        for i in range(1, len(dues.owed)):
            f = dues.plant[i]
            got = min(max(0, self.till(plant.account[f])) // self.scale, dues.owed[i])
            self.give(plant.account[f], dues.person[i], got, ARREARS)
            self.clear(f, got)
            dues.owed[i] -= got

    def pool(self) -> None:
        """The treasury pays the pooled share of pensions, all of it for closed plants; the centre fills it up."""
        people = self.t.people
        for p in self.living:
            if people.activity[p] == RETIRED and people.employer[p]:
                closed = self.t.plants.standing[self.payer(p)] >= 3
                self.give(TREASURY, p, people.wage[p] if closed else part(people.wage[p], self.pooled), PENSION)
        self.pay(CENTRE, TREASURY, max(0, -self.till(TREASURY)), TRANSFER)

    def provide(self, f: int) -> None:
        """Heat, clinic and school of state and collective works, from what is left; what is missing is owed to nobody."""
        plant = self.t.plants
        cares = plant.owner[f] in (STATE, COLLECTIVE) and plant.standing[f] in (1, 2) and not plant.street[f]
        due = part(plant.wage_bill[f], self.welfare) if cares else 0
        fen = min(due, max(0, self.till(plant.account[f])))
        self.pay(plant.account[f], OUTSIDE, fen, WELFARE)
        plant.welfare[f], plant.cared[f] = fen, fen * MILLION // due if due else MILLION


@st.composite
def worlds(draw: Any) -> World:
    tenths = whole(0, 10).map(lambda n: n * 100_000)
    w = world({name: draw(tenths) for name in PARAMETERS}, scale=draw(one_of(1, 3, 7)))
    plants(draw, w, draw(whole(1, 3)))
    n = w.plants.count - 1
    thousands = whole(0, 100).map(lambda k: k * 1000)  # whole thousands: the line is then exact
    fill(draw, w.plants, n, turnover=thousands, costs=thousands, orders=thousands)
    w.debts.owed[1 : n + 1] = draw(st.lists(whole(0, 50_000), min_size=n, max_size=n))
    w.accounts.balance[5 : 5 + n] = draw(st.lists(whole(0, 40_000), min_size=n, max_size=n))
    yards(draw, w, 1)
    workshops(draw, w, draw(whole(1, 3)))
    people(draw, w, draw(whole(1, 8)))
    return w


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_payday(w: World) -> None:
    expected = tables(w)
    Payday(expected, w).run()
    run(w, pay)
    compare(w, expected)


def shop(till: int, *, on_post: tuple[int, ...] = (), retired: tuple[int, ...] = (), off_post: tuple[int, ...] = (),
         owed: int = 0, scale: int = 1, numbers: dict[str, int] | None = None) -> World:  # fmt: skip
    """A plant of one workshop, its people by what they do (wages or pensions), each in a home of their own."""
    w = world(dict.fromkeys(PARAMETERS, 0) | {"off_post.allowance": MILLION // 2} | (numbers or {}), scale=scale)
    w.plants.add(1)
    fill(None, w.plants, 1, owner=1, standing=1, credit=MILLION, account=5, loan_debt=1)
    w.workshops.add(1)
    fill(None, w.workshops, 1, plant=1, load=MILLION)
    n = len(on_post) + len(retired) + len(off_post)
    w.accounts.add(5 + n)
    fill(None, w.accounts, 5 + n, sector=[5, 6, 7, 8, 2] + [1] * n, balance=[0, 0, -till, 0, till] + [0] * n)
    w.debts.add(1)
    w.debts.kind[1] = 1
    w.flows.add(REASONS * SECTORS * SECTORS)
    w.claims.add(DEBTS)
    w.households.add(n)
    fill(None, w.households, n, account=range(6, 6 + n))
    w.people.add(n)
    does = [ON_POST] * len(on_post) + [RETIRED] * len(retired) + [5] * len(off_post)
    fill(None, w.people, n, wage=[*on_post, *retired, *off_post], activity=does, tie=[int(a != RETIRED) for a in does],
         employer=1, household=range(1, n + 1), gone=NEVER)  # fmt: skip
    if owed:
        fill(None, w.people, n, owed=owed, owed_by=1)
        w.plants.wages_owed[1] = owed * n * scale
    return w


def got(w: World) -> list[int]:
    return w.accounts.balance[6 : w.accounts.count].tolist()


def test_a_till_of_a_hundred_fen_for_two_wages_of_sixty() -> None:
    w = shop(100, on_post=(60, 60))
    run(w, pay)
    assert (got(w), w.people.owed[1:3].tolist()) == ([50, 50], [10, 10])
    assert (w.plants.wages_owed[1], w.claims.made[CLAIMS_ROW], w.plants.paid_share[1]) == (20, 20, 833_333)


def test_wages_come_before_pensions_and_pensions_before_allowances() -> None:
    w = shop(100, on_post=(60,), retired=(30,), off_post=(40,))
    run(w, pay)
    assert (got(w), w.people.owed[1:4].tolist()) == ([60, 30, 10], [0, 0, 10])
    assert (w.plants.paid_share[1], w.plants.allowed[1]) == (909_090, 500_000)  # 100 of 110, and 10 of 20


def test_this_month_comes_before_old_arrears() -> None:
    w = shop(150, on_post=(60, 60), owed=25)
    run(w, pay)
    assert (got(w), w.people.owed[1:3].tolist()) == ([75, 75], [10, 10])


def test_one_simulated_person_is_paid_for_all_it_stands_for() -> None:
    w = shop(1000, on_post=(60, 60), scale=10)
    run(w, pay)
    assert (got(w), w.people.owed[1:3].tolist(), w.plants.wages_owed[1]) == ([500, 500], [10, 10], 200)


def test_the_bank_lends_what_its_line_still_allows() -> None:
    w = shop(100, on_post=(60, 60), numbers={"finance.working_months": MILLION, "finance.softness": MILLION})
    w.plants.turnover[1], w.debts.owed[1] = 1000, 985
    run(w, pay)
    assert (got(w), w.debts.owed[1]) == ([58, 57], 1000)


def test_hours_are_cut_where_there_is_no_work() -> None:
    w = shop(1000, on_post=(60, 60), numbers={"pay.short_time": MILLION // 2})
    w.workshops.load[1] = 0
    run(w, pay)
    assert (got(w), w.people.owed[1:3].tolist()) == ([30, 30], [0, 0])


@pytest.mark.parametrize(("standing", "of_plant", "of_pool"), [(1, 18, 12), (4, 0, 30)])
def test_pooled_pensions(standing: int, of_plant: int, of_pool: int) -> None:
    w = shop(1000, retired=(30,), numbers={"pension.pooled": 400_000})
    w.plants.standing[1] = standing
    run(w, pay)
    assert (got(w), w.accounts.balance[5]) == ([30], 1000 - of_plant)
    assert (w.accounts.balance[TREASURY], w.accounts.balance[CENTRE]) == (0, -of_pool)


def test_a_claim_on_a_former_plant_stays_with_it() -> None:
    w = shop(0, on_post=(60,), owed=25)
    w.plants.add(1)
    fill(None, w.plants, 2, account=[5, 5], wages_owed=[0, 25])
    w.people.owed_by[1] = 2
    run(w, pay)
    assert (w.people.owed[1], w.people.owed_by[1]) == (25, 2)
    assert (w.dues.person[1], w.dues.plant[1], w.dues.owed[1]) == (1, 1, 60)


@pytest.mark.parametrize(("till", "spent", "cared"), [(1000, 36, MILLION), (138, 18, 500_000), (100, 0, 0)])
def test_welfare_comes_last_and_what_is_not_paid_is_not_provided_and_not_owed(
    till: int, spent: int, cared: int
) -> None:
    """Three tenths of a wage bill of 120 are due for heat and school, after the wages."""
    w = shop(till, on_post=(60, 60), numbers={"welfare.share": 300_000})
    run(w, pay)
    assert (w.plants.welfare[1], w.plants.cared[1], w.accounts.balance[OUTSIDE]) == (spent, cared, spent)
    owed = 120 - min(till, 120)
    assert (w.claims.made[: w.claims.count].sum(), w.plants.wages_owed[1], w.debts.owed[1]) == (owed, owed, 0)


@pytest.mark.parametrize(
    ("till", "part", "each"),
    [(100, MILLION, 18), (130, MILLION, 13), (100, 500_000, 9), (1000, MILLION, 0), (100, 0, 0)],
)
def test_a_dated_part_of_what_is_not_provided_is_owed_in_equal_parts(till: int, part: int, each: int) -> None:
    """Of 36 due for two people; who is owed more is the one whose wage of 60 was not paid in full either."""
    w = shop(till, on_post=(60, 60), numbers={"welfare.share": 300_000, "welfare.owed": part})
    run(w, pay)
    unpaid = 120 - min(till, 120)
    assert w.plants.wages_owed[1] == unpaid + 2 * each == w.people.owed[: w.people.count].sum()
    assert w.plants.wage_bill[1] == 120 + 2 * each
    assert w.claims.made[CLAIMS_ROW] == unpaid + 2 * each


@pytest.mark.parametrize(
    ("columns", "spent"),
    [
        ({"owner": STATE}, 36), ({"owner": COLLECTIVE}, 36), ({"owner": PRIVATE}, 0), ({"owner": COLONIAL}, 0),
        ({"owner": PUBLIC}, 0), ({"street": 1}, 0), ({"standing": 2}, 36), ({"standing": 4}, 0),
    ],
)  # fmt: skip
def test_who_cares_for_its_people(columns: dict[str, int], spent: int) -> None:
    w = shop(1000, on_post=(60, 60), numbers={"welfare.share": 300_000})
    fill(None, w.plants, 1, welfare=999, **columns)
    run(w, pay)
    assert (w.plants.welfare[1], w.plants.cared[1]) == (spent, MILLION)
