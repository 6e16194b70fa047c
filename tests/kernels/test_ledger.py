"""Posting, debts and movements of things: what leaves one place enters another, and the record says so."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tiexi.world.jit import kernel
from tiexi.world.ledger import DEBTS, REASONS, SECTORS, Debt, Reason, Sector, flow_row, owe, post
from tiexi.world.stores import PLACES, Place, move

ACCOUNTS, GOODS = 6, 4
POSTINGS = st.lists(
    st.tuples(st.integers(1, ACCOUNTS), st.integers(1, ACCOUNTS), st.integers(0, 10**12), st.integers(1, REASONS - 1)),
    max_size=20,
)
DEBT_ROWS = st.lists(st.tuples(st.integers(1, 5), st.integers(-(10**9), 10**9)), max_size=20)
MOVES = st.lists(
    st.tuples(st.integers(1, GOODS), st.integers(1, PLACES - 1), st.integers(1, PLACES - 1), st.integers(0, 10**12)),
    max_size=20,
)


@kernel
def post_all(rows: np.ndarray, balance: np.ndarray, sector: np.ndarray, paid: np.ndarray) -> None:
    for i in range(len(rows)):
        post(balance, sector, paid, rows[i, 0], rows[i, 1], rows[i, 2], rows[i, 3])


@kernel
def owe_all(rows: np.ndarray, owed: np.ndarray, kind: np.ndarray, made: np.ndarray, settled: np.ndarray) -> None:
    for i in range(len(rows)):
        owe(owed, kind, made, settled, rows[i, 0], rows[i, 1])


@kernel
def move_all(rows: np.ndarray, moved: np.ndarray) -> None:
    for i in range(len(rows)):
        move(moved, rows[i, 0], rows[i, 1], rows[i, 2], rows[i, 3])


def table(rows: list[tuple[int, ...]], width: int) -> np.ndarray:
    return np.array(rows, np.int64).reshape(-1, width)


@settings(deadline=None)
@given(st.lists(st.integers(1, SECTORS - 1), min_size=ACCOUNTS, max_size=ACCOUNTS), POSTINGS)
def test_posting(sectors: list[int], postings: list[tuple[int, ...]]) -> None:
    balance, paid = np.zeros(ACCOUNTS + 1, np.int64), np.zeros(REASONS * SECTORS**2 + 1, np.int64)
    post_all(table(postings, 4), balance, np.array([0, *sectors], np.uint8), paid)
    held: Counter[int] = Counter()
    matrix: Counter[tuple[int, int, int]] = Counter()
    for payer, payee, fen, reason in postings:
        held[payer] -= fen
        held[payee] += fen
        matrix[reason, sectors[payer - 1], sectors[payee - 1]] += fen
    assert balance.tolist() == [held[a] for a in range(ACCOUNTS + 1)]
    assert balance.sum() == 0
    for cell, fen in matrix.items():
        assert paid[flow_row(*cell)] == fen
    assert paid.sum() == sum(matrix.values())


def test_every_cell_of_the_sector_matrix_has_its_row() -> None:
    cells = [(int(r), int(payer), int(payee)) for r in Reason for payer in Sector for payee in Sector]
    assert sorted(flow_row(*cell) for cell in cells) == list(range(1, REASONS * SECTORS**2 + 1))


@settings(deadline=None)
@given(st.lists(st.sampled_from([Debt.LOAN, Debt.TRADE, Debt.TAX]), min_size=5, max_size=5), DEBT_ROWS)
def test_owing(kinds: list[Debt], changes: list[tuple[int, ...]]) -> None:
    owed, made, settled = np.zeros(6, np.int64), np.zeros(DEBTS + 1, np.int64), np.zeros(DEBTS + 1, np.int64)
    owe_all(table(changes, 2), owed, np.array([0, *kinds], np.uint8), made, settled)
    for row in range(1, 6):
        assert owed[row] == sum(fen for at, fen in changes if at == row)
    for kind in Debt:
        of_kind = [fen for row, fen in changes if kinds[row - 1] == kind]
        assert made[kind] == sum(fen for fen in of_kind if fen > 0)
        assert settled[kind] == -sum(fen for fen in of_kind if fen < 0)


@settings(deadline=None)
@given(MOVES)
def test_moving(moves: list[tuple[int, ...]]) -> None:
    moved = np.zeros((GOODS + 1) * PLACES**2 + 1, np.int64)
    move_all(table(moves, 4), moved)
    record: Counter[tuple[int, int, int]] = Counter()
    for good, origin, goal, amount in moves:
        record[good, origin, goal] += amount
    for (good, origin, goal), amount in record.items():
        assert moved[(good * len(Place) + origin) * len(Place) + goal + 1] == amount
    assert moved.sum() == sum(record.values())
