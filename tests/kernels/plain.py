"""What the twins share: exact splits in Python integers, and the tables of a world as lists of integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from types import SimpleNamespace
from typing import Any

from tiexi.region.known import KNOWN
from tiexi.world.steps import Step
from tiexi.world.world import Views, World

MILLION = 10**6


def silent() -> dict[str, float]:
    """The parameters of a region that mentions none it need not."""
    return {name: known.default for name, known in KNOWN.items() if known.default is not None}


def part(amount: int, ppm: int) -> int:
    """Whole part of so many parts per million of an amount."""
    return floor(Fraction(amount * ppm, MILLION))


def cost(amount: int, price: int) -> int:
    """Fen for an amount at a price per million, half a fen rounded up."""
    return floor(Fraction(amount * price, MILLION) + Fraction(1, 2))


def most(fen: int, price: int) -> int:
    """The largest amount that costs no more than `fen`; 2**62 - 1 if that is beyond all bounds."""
    return min(2**62 - 1, floor(Fraction(fen * MILLION, price))) if price > 0 else 2**62 - 1


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Largest remainder: whole quotas first, then one more to each of the largest fractions, the first where equal."""
    whole = sum(weights)
    if whole <= 0 or total <= 0:
        return [0] * len(weights)
    quotas = [Fraction(total * weight, whole) for weight in weights]
    shares = [floor(quota) for quota in quotas]
    order = sorted(range(len(weights)), key=lambda i: (shares[i] - quotas[i], i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares


def tables(w: World) -> Any:
    """Every table of a world, each column as a list of Python integers."""
    return SimpleNamespace(**{
        name: SimpleNamespace(count=table.count, **{key: values.tolist() for key, values in table.arrays()})
        for name, table in w.tables.items()
    })  # fmt: skip


def run(w: World, step: Step) -> None:
    """Run one step as the engine does, on views of what it declares."""
    step.run(Views(w, step.writes))


def compare(w: World, twin: Any) -> None:
    """Every column of the world is what the twin says."""
    for name, table in w.tables.items():
        for key, values in table.arrays():
            expected = getattr(getattr(twin, name), key)
            found = values.tolist()
            wrong = [(row, a, b) for row, (a, b) in enumerate(zip(found, expected, strict=True)) if a != b]
            assert not wrong, f"{name}.{key}: (row, found, expected) {wrong[:4]}"


class Books:
    """Money and claims of plain tables."""

    def __init__(self, t: Any) -> None:
        self.t = t

    def till(self, account: int) -> int:
        return int(self.t.accounts.balance[account])

    def pay(self, payer: int, payee: int, fen: int, reason: int) -> None:
        """Money changes hands and is entered by reason and sectors."""
        accounts = self.t.accounts
        accounts.balance[payer] -= fen
        accounts.balance[payee] += fen
        self.t.flows.paid[(reason * 9 + accounts.sector[payer]) * 9 + accounts.sector[payee] + 1] += fen

    def owe(self, row: int, fen: int) -> None:
        """A debt grows, or shrinks if `fen` is negative."""
        debts, claims = self.t.debts, self.t.claims
        debts.owed[row] += fen
        claims.made[debts.kind[row]] += max(0, fen)
        claims.settled[debts.kind[row]] += max(0, -fen)

    def move(self, good: int, origin: int, goal: int, amount: int) -> None:
        """Things change places."""
        self.t.moves.moved[(good * 6 + origin) * 6 + goal + 1] += amount
