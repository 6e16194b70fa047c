"""Keys are hashes of where a thing comes from: lasting, distinct, and the same in every run."""

from __future__ import annotations

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.test_chance import twin

from tiexi.world.keys import derived_key, name_key

NAMES = st.text(st.characters(blacklist_characters="\x1f", codec="utf-8"), max_size=20)
TIE, XI = 0x74696578, 0x69  # "tiex", "i": the key under which keys are derived


@given(st.integers(0, 2**64 - 1), st.integers(-65_536, 20_000), st.integers(0, 2**31))
def test_derived_key(parent: int, month: int, ordinal: int) -> None:
    first, second, _, _ = twin((parent % 2**32, parent >> 32, month + 65_536, ordinal), (TIE, XI))
    assert int(derived_key(np.uint64(parent), month, ordinal)) == first << 32 | second


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_name_key(parts: list[str]) -> None:
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    assert name_key(*parts) == sum(byte << 8 * place for place, byte in enumerate(digest))


def test_names_do_not_run_into_one_another() -> None:
    assert len({name_key("a", "bc"), name_key("ab", "c"), name_key("abc"), name_key("a", "b", "c")}) == 4


def test_keys_do_not_change_from_run_to_run() -> None:
    assert name_key("plant", "smelter") == 2286147680956944683
    assert int(derived_key(np.uint64(2286147680956944683), 12, 3)) == 15110417183688437541


def test_children_of_one_mother_differ() -> None:
    mother = np.uint64(name_key("cohort", "founders"))
    keys = {int(derived_key(mother, month, twin_)) for month in range(-100, 400) for twin_ in range(3)}
    assert len(keys) == 1500
