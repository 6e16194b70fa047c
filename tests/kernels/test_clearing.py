"""Clearing of debts among plants: textbook cases, the laws of a clearing vector, and a twin in plain integers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.kernels.plain import MILLION, Books, compare, part, run, tables
from tests.kernels.yards import links, plants, world, yards

from tiexi.state.clearing import clear, net
from tiexi.world.world import World

BANK, PRIVATE, LOAN, SUPPLIER = 3, 3, 16, 8
Debts = list[tuple[int, int, int]]  # debtor, creditor (0 = beyond the region), fen


def shared(fen: int, owed: list[int]) -> list[int]:
    """Fen by fen to the largest debt over one more than it has, the first of equals."""
    got = [0] * len(owed)
    over = [Fraction(debt) for debt in owed]
    for _ in range(fen):
        best = over.index(max(over))
        got[best] += 1
        over[best] = Fraction(owed[best], got[best] + 1)
    return got


def payments(debts: Debts, own: list[int]) -> list[int]:
    """What each debt gets: all pay in full, then what they have if all others did, and so on."""
    got = [fen for _, _, fen in debts]
    while True:
        before = got[:]
        for f in range(1, len(own)):
            mine = [j for j, (debtor, _, _) in enumerate(debts) if debtor == f]
            has = own[f] + sum(fen for (_, to, _), fen in zip(debts, before, strict=True) if to == f)
            pays = min(sum(before[j] for j in mine), max(0, has))
            for j, fen in zip(mine, shared(pays, [debts[j][2] for j in mine]), strict=True):
                got[j] = fen
        if got == before:
            return got


def cleared(debts: Debts, own: list[int]) -> list[int]:
    """The kernel's payments of the same debts, which stand by debtor."""
    n = len(own)
    start = np.searchsorted([d[0] for d in debts], np.arange(n + 1)).astype(np.int64)
    owed, to = (np.array([d[i] for d in debts], np.int64) for i in (2, 1))
    got = np.zeros(len(debts), np.int64)
    clear(n, 20_000, start, owed, to, np.array(own, np.int64), np.zeros(n, np.int64), got)
    return [int(fen) for fen in got]


@st.composite
def systems(draw: Any, most: int = 400) -> tuple[Debts, list[int]]:
    n = draw(st.integers(1, 4))
    pairs = [(f, g) for f in range(1, n + 1) for g in range(n + 1) if f != g]
    owed = draw(st.lists(st.integers(0, most), min_size=len(pairs), max_size=len(pairs)))
    own = [0, *draw(st.lists(st.integers(-most // 4, most), min_size=n, max_size=n))]
    return [(f, g, fen) for (f, g), fen in zip(pairs, owed, strict=True)], own


def test_two_who_owe_each_other_and_have_nothing_pay_in_full() -> None:
    """Eisenberg and Noe's example of many clearing vectors: any t (1, 1) with t up to 1 clears; the greatest is taken."""
    assert cleared([(1, 2, 100), (2, 1, 100)], [0, 0, 0]) == [100, 100]


def test_one_default_passes_down_a_chain() -> None:
    """The first has 30 of 100, so the second lacks 20 for its 90 though it had 40, and the third gets 70 and pays."""
    assert cleared([(1, 2, 100), (2, 3, 90), (3, 0, 60)], [0, 30, 40, 0]) == [30, 70, 60]


def test_defaulters_who_owe_each_other() -> None:
    """By hand: x = 10 + y/2, y = 20 + x/2, so x = 80/3 and y = 100/3; half of each goes beyond the region."""
    found = cleared([(1, 0, 300), (1, 2, 300), (2, 0, 300), (2, 1, 300)], [0, 10, 20])
    assert (sum(found[:2]), sum(found[2:])) == (26, 33)


@settings(max_examples=80, deadline=None)
@given(systems())
def test_limited_liability_priority_and_conservation(system: tuple[Debts, list[int]]) -> None:
    debts, own = system
    got = cleared(debts, own)
    assert all(0 <= fen <= owed for fen, (_, _, owed) in zip(got, debts, strict=True))
    for f in range(1, len(own)):
        pays = sum(fen for fen, d in zip(got, debts, strict=True) if d[0] == f)
        due = sum(d[2] for d in debts if d[0] == f)
        has = own[f] + sum(fen for fen, d in zip(got, debts, strict=True) if d[1] == f)
        assert pays == min(due, max(0, has))
        for fen, (debtor, _, owed) in zip(got, debts, strict=True):
            if debtor == f and due:
                assert abs(fen - Fraction(pays * owed, due)) < len(own)


@settings(max_examples=80, deadline=None)
@given(systems())
def test_twin_of_the_clearing(system: tuple[Debts, list[int]]) -> None:
    assert cleared(*system) == payments(*system)


@settings(max_examples=40, deadline=None)
@given(systems(6))
def test_no_vector_that_clears_is_greater_anywhere(system: tuple[Debts, list[int]]) -> None:
    debts, own = system
    of = [[d[2] for d in debts if d[0] == f] for f in range(len(own))]
    found = cleared(debts, own)
    best = [sum(fen for fen, d in zip(found, debts, strict=True) if d[0] == f) for f in range(len(own))]
    for pays in product(*(range(min(9, sum(owed)) + 1) for owed in of[1:3])):
        if len(own) != 3 or max(map(sum, of)) > 9:
            return
        got = [fen for f, fen_of in enumerate(pays, 1) for fen in shared(fen_of, of[f])]
        has = [own[f] + sum(x for x, d in zip(got, debts, strict=True) if d[1] == f) for f in range(3)]
        if all(p == min(sum(of[f]), max(0, has[f])) for f, p in enumerate(pays, 1)):
            assert all(p <= best[f] for f, p in enumerate(pays, 1))


def test_a_ring_that_wages_drain_pays_nothing_in_the_end() -> None:
    got = np.zeros(2, np.int64)
    debts = np.full(2, 10**9, np.int64)
    own, pays = np.array([0, -1, 0], np.int64), np.zeros(3, np.int64)
    clear(3, 100, np.array([0, 0, 1, 2], np.int64), debts, np.array([2, 1], np.int64), own, pays, got)
    assert got.tolist() == [0, 0]


class Clearing(Books):
    """A dated clearing on plain tables."""

    def run(self, called: int, credit: int) -> None:
        t = self.t
        rows = sorted(range(1, t.links.count), key=lambda i: t.stocks.plant[t.links.buyer[i]])
        plant = {t.plants.account[f]: f for f in range(1, t.plants.count)}
        debts = [
            (t.stocks.plant[t.links.buyer[i]], plant.get(t.debts.creditor[t.links.debt[i]], 0),
             part(max(0, t.debts.owed[t.links.debt[i]] - t.links.fresh[i]), called))
            for i in rows
        ]  # fmt: skip
        lent, own = [0], [0]
        for f in range(1, t.plants.count):
            due = sum(fen for debtor, _, fen in debts if debtor == f)
            lent.append(part(due, credit) if t.plants.owner[f] != PRIVATE else 0)
            own.append(self.till(t.plants.account[f]) + lent[f] - t.plants.wages_owed[f])
        got = payments(debts, own)
        for f in range(1, t.plants.count):
            self.pay(BANK, t.plants.account[f], lent[f], LOAN)
            self.owe(t.plants.loan_debt[f], lent[f])
        for i, (f, _, _), fen in zip(rows, debts, got, strict=True):
            row = t.links.debt[i]
            self.pay(t.plants.account[f], t.debts.creditor[row], fen, SUPPLIER)
            self.owe(row, -fen)


@st.composite
def worlds(draw: Any) -> World:
    tenths = st.integers(0, 10).map(lambda n: n * 100_000)
    w = world({"clearing.share": draw(tenths), "clearing.credit": draw(tenths)})
    plants(draw, w, draw(st.integers(1, 4)))
    yards(draw, w, 1)
    links(draw, w)
    for i in range(1, w.links.count):
        w.debts.owed[w.links.debt[i]] %= 500
        w.links.fresh[i] %= 300
    n = w.plants.count
    w.accounts.balance[5 : 4 + n] %= 400
    w.plants.wages_owed[1:n] = draw(st.lists(st.integers(0, 300), min_size=n - 1, max_size=n - 1))
    w.accounts.balance[BANK] -= w.accounts.balance.sum()
    return w


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(worlds())
def test_twin_of_the_step(w: World) -> None:
    expected = tables(w)
    if w.ppm("clearing.share"):
        Clearing(expected).run(w.ppm("clearing.share"), w.ppm("clearing.credit"))
    run(w, net)
    compare(w, expected)
    assert w.accounts.balance.sum() == 0


@pytest.mark.parametrize(("a", "b"), [(2**40, 2**39 - 1), (10**12, 7)])
def test_large_debts_are_paid_in_full_to_the_fen(a: int, b: int) -> None:
    assert cleared([(1, 0, a), (1, 2, b), (2, 1, MILLION)], [0, a + b, MILLION]) == [a, b, MILLION]
