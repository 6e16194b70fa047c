"""Philox4x32-10 against the published answers and a twin in Python integers; draws are uniform and independent."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plainly import in_plain_python

from tiexi.world.chance import below, contest, drawn, happens, luck, philox, uniform, winner, word, words

M32 = 2**32 - 1
WORDS = st.integers(0, M32)
KEYS = st.integers(0, 2**64 - 1)
MONTHS = st.integers(-65_536, 20_000)
DRAWS = st.integers(0, 65_535)
SEEDS = st.integers(0, 2**63 - 1)
STREAMS = st.integers(0, 255)


def twin(counter: tuple[int, ...], key: tuple[int, int]) -> tuple[int, ...]:
    """Philox4x32 as published: ten rounds, the key raised by its Weyl constants between them."""
    for round_ in range(10):
        k0 = (key[0] + round_ * 0x9E3779B9) % 2**32
        k1 = (key[1] + round_ * 0xBB67AE85) % 2**32
        high0, low0 = divmod(0xD2511F53 * counter[0], 2**32)
        high1, low1 = divmod(0xCD9E8D57 * counter[2], 2**32)
        counter = (high1 ^ counter[1] ^ k0, low1, high0 ^ counter[3] ^ k1, low0)
    return counter


def kernel(counter: tuple[int, ...], key: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(v) for v in philox(*(np.uint64(v) for v in (*counter, *key))))


def plain_word(seed: int, stream: int, month: int, key: int, draw: int) -> int:
    """First two words of the block of (key, month, stream and draw) under the seed."""
    counter = (key % 2**32, key >> 32, month + 65_536, stream * 65_536 + draw)
    first, second, _, _ = twin(counter, (seed % 2**32, seed >> 32))
    return first << 32 | second


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((M32, M32, M32, M32), (M32, M32), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        (
            (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
            (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
        ),
    ],
    ids=["zeros", "ones", "digits of pi"],
)  # fmt: skip
def test_known_answers(counter: tuple[int, ...], key: tuple[int, int], answer: tuple[int, ...]) -> None:
    assert kernel(counter, key) == answer
    assert twin(counter, key) == answer


@given(st.tuples(WORDS, WORDS, WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_philox(counter: tuple[int, ...], key: tuple[int, int]) -> None:
    assert kernel(counter, key) == twin(counter, key)


@given(SEEDS, STREAMS, MONTHS, KEYS, DRAWS)
def test_every_draw_is_that_of_its_arguments(seed: int, stream: int, month: int, key: int, draw: int) -> None:
    bits = plain_word(seed, stream, month, key, draw)
    asked = (seed, stream, month, np.uint64(key), draw)
    assert int(word(*asked)) == bits
    assert uniform(*asked) == (bits >> 11) / 2**53
    assert 0.0 <= uniform(*asked) < 1.0


@given(SEEDS, STREAMS, MONTHS, KEYS, DRAWS, st.integers(1, 2**31 - 1))
def test_below(seed: int, stream: int, month: int, key: int, draw: int, n: int) -> None:
    drawn = below(seed, stream, month, np.uint64(key), draw, n)
    assert drawn == (plain_word(seed, stream, month, key, draw) >> 32) * n >> 32
    assert 0 <= drawn < n


@given(SEEDS, STREAMS, MONTHS, KEYS, DRAWS, st.integers(0, 10**9))
def test_happens(seed: int, stream: int, month: int, key: int, draw: int, ppb: int) -> None:
    asked = (seed, stream, month, np.uint64(key), draw)
    high = plain_word(seed, stream, month, key, draw) >> 32
    assert happens(*asked, ppb) == (high * 10**9 // 2**32 < ppb)
    assert happens(*asked, 10**9)
    assert not happens(*asked, 0)
    threshold = high * 10**9 // 2**32
    assert happens(*asked, threshold + 1)
    assert not happens(*asked, threshold)


@given(SEEDS, STREAMS, MONTHS, st.lists(KEYS, min_size=1, max_size=9), DRAWS, st.data())
def test_draws_of_many_people_are_those_of_each(
    seed: int, stream: int, month: int, keys: list[int], draw: int, data: st.DataObject
) -> None:
    rows = np.array(data.draw(st.lists(st.integers(0, len(keys) - 1), max_size=12)), np.int64)
    w = SimpleNamespace(people=SimpleNamespace(key=np.array(keys, np.uint64)), seed=seed, month=month)
    expected = [plain_word(seed, stream, month, keys[row], draw) for row in rows.tolist()]
    assert words(w, rows, stream, draw).tolist() == expected
    assert drawn(w, rows, stream, draw).tolist() == [(n >> 32) * 10**9 >> 32 for n in expected]
    assert luck(w, rows, stream, draw).tolist() == [(n >> 11) / 2**53 for n in expected]


@given(SEEDS, STREAMS, MONTHS, KEYS, KEYS)
def test_contest(seed: int, stream: int, month: int, who: int, other: int) -> None:
    mixed = plain_word(seed, stream, month, who, 1) ^ plain_word(seed, stream, 0, other, 2)
    score = contest(seed, stream, month, np.uint64(who), np.uint64(other))
    assert score == plain_word(seed, stream, month, mixed, 3) >> 1
    assert 0 <= score < 2**63


@given(SEEDS, STREAMS, MONTHS, KEYS, st.lists(KEYS, max_size=9))
def test_winner_is_whose_contest_is_lowest(seed: int, stream: int, month: int, who: int, others: list[int]) -> None:
    scores = [contest(seed, stream, month, np.uint64(who), np.uint64(other)) for other in others]
    won = winner(seed, stream, month, np.uint64(who), np.array(others, np.uint64))
    assert won == (scores.index(min(scores)) if scores else -1)


def test_draws_are_uniform() -> None:
    numbers = np.array([uniform(1, 2, 3, np.uint64(key), 4) for key in range(40_000)])
    counts = np.bincount((numbers * 100).astype(int), minlength=100)
    assert ((counts - 400.0) ** 2 / 400.0).sum() < 160  # chi square of 99 degrees: beyond 160 in 1 of 10,000
    assert abs(numbers.mean() - 0.5) < 4 * (1 / 12 / 40_000) ** 0.5
    assert np.mean([below(1, 2, 3, np.uint64(k), 5, 7) for k in range(7_000)]) == pytest.approx(3.0, abs=0.1)
    assert np.mean([happens(1, 2, 3, np.uint64(k), 6, 50_000_000) for k in range(20_000)]) == pytest.approx(
        0.05, abs=0.007
    )


def test_draws_of_other_arguments_are_independent() -> None:
    keys = [np.uint64(key) for key in range(6_000)]
    families = [
        (1, 2, 3, 4),
        (2, 2, 3, 4),
        (1, 3, 3, 4),
        (1, 2, 4, 4),
        (1, 2, -3, 4),
        (1, 2, 3, 5),
        (1 + 2**32, 2, 3, 4),
    ]
    drawn = [np.array([uniform(s, stream, m, key, d) for key in keys]) for s, stream, m, d in families]
    drawn.append(np.array([uniform(1, 2, 3, key + np.uint64(2**40), 4) for key in keys]))
    drawn.append(np.append(drawn[0][1:], 0.5))  # the neighbour's
    for a, b in combinations(drawn, 2):
        assert abs(np.corrcoef(a, b)[0, 1]) < 5 / len(keys) ** 0.5


def test_months_before_the_first_have_draws_of_their_own() -> None:
    months = range(-1200, 1200)
    assert len({int(word(1, 2, month, np.uint64(9), 0)) for month in months}) == len(months)


def bits() -> str:
    """Draws of all kinds, exactly."""
    rng = np.random.default_rng(5)
    found = []
    for seed, key, other in rng.integers(0, 2**63, (100, 3)).tolist():
        month, draw = key % 3000 - 1500, other % 100
        asked = (seed, 3, month, np.uint64(key * 2 + 1), draw)
        found += [
            int(word(*asked)),
            uniform(*asked).hex(),
            int(below(*asked, 1 + other % 1000)),
            bool(happens(*asked, 10**8)),
        ]
        found.append(int(contest(seed, 3, month, np.uint64(key), np.uint64(other))))
    return ";".join(map(str, found))


def test_plain_python_gives_the_same_bits() -> None:
    program = "from tests.kernels.test_chance import bits; print(bits())"
    assert in_plain_python(program).strip() == bits()
