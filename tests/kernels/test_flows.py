"""Flows between occupations: against plain Python, in closed form, with operators exchanged, and as single persons."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from hashlib import blake2b
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.plain_flows import Share, plain_run
from tests.plainly import in_plain_python

from tiexi.market import flows
from tiexi.market.crowd import Crowd
from tiexi.market.flows import Flows, Links, Rates

MUTANTS = [
    ("beyond = e + vacancies[i] - wanted[i]", "beyond = e - vacancies[i] - wanted[i]"),
    ("part * e + (1.0 - part)", "part * e - (1.0 - part)"),
    ("min(e, shed * max(0.0, beyond))", "min(e, shed * max(0.0, -beyond))"),
    ("min(e, hire * max(0.0, -beyond))", "max(e, hire * max(0.0, -beyond))"),
    ("opening * e + (1.0 - opening)", "opening * e + (1.0 + opening)"),
    ("seen += share[k] * vacancies[to[k]]", "seen += share[k] + vacancies[to[k]]"),
    ("(1.0 - exp(-hired[j] / vacancies[j]))", "(1.0 - exp(-vacancies[j] / hired[j]))"),
    ("hired[j] *= chance[j]", "hired[j] /= chance[j]"),
    ("vacancies[to[k]] * chance[to[k]]", "vacancies[to[k]] / chance[to[k]]"),
    ("employed[i] + hired[i] - lost[i]", "employed[i] + hired[i] + lost[i]"),
    ("unemployed[i] + lost[i] - left[i]", "unemployed[i] - lost[i] + left[i]"),
    ("vacancies[i] + opened[i] - hired[i]", "vacancies[i] - opened[i] - hired[i]"),
    ("stay = 1.0 - left[i] / unemployed[i]", "stay = 1.0 + left[i] / unemployed[i]"),
    ("+ cohort[(oldest - 1) * n + i]) * stay", "- cohort[(oldest - 1) * n + i]) * stay"),
]


def drawn(seed: int, n: int) -> tuple[dict[str, Any], Share]:
    """A market of `n` occupations with some links, some posts too many and some too few."""
    dice = np.random.default_rng(seed)
    matrix = dice.uniform(0, 1, (n, n)) * (dice.uniform(0, 1, (n, n)) < 0.6) + np.eye(n) * 0.1
    matrix /= matrix.sum(axis=1)[:, None]
    source, goal = np.nonzero(matrix)
    posts = dice.uniform(1, 1000, n)
    rates = Rates(*dice.uniform(0.005, 0.3, 4))
    links = Links.of(n, source, goal, matrix[source, goal])
    state = {"rates": rates, "links": links, "employed": posts, "unemployed": 0.05 * posts, "vacancies": 0.03 * posts}
    share = {(int(i), int(j)): float(matrix[i, j]) for i, j in zip(source, goal, strict=True)}
    return state | {"wanted": posts * dice.uniform(0.5, 1.5, n)}, share


def off(module: Any, seed: int, n: int, steps: int, long_after: int) -> float:
    """Largest difference, over its size, between a module's flows and plain Python's after the steps."""
    state, share = drawn(seed, n)
    r, wanted = state["rates"], state.pop("wanted")
    stocks = tuple(state[name].tolist() for name in ("employed", "unemployed", "vacancies"))
    (e, u, v), long = plain_run(
        stocks, wanted.tolist(), share, (r.part, r.opening, r.shed, r.hire), steps, long_after
    )  # fmt: skip
    market = module.Flows(**state, long_after=long_after)
    for _ in range(steps):
        market.match(wanted)
    pairs = [(market.employed, e), (market.unemployed, u), (market.vacancies, v), ([sum(market.long())], [long])]
    gaps = [abs(a - b) / max(abs(b), 1e-12) for ours, theirs in pairs for a, b in zip(ours, theirs, strict=True)]
    return math.inf if any(math.isnan(gap) for gap in gaps) else max(gaps)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(1, 7), steps=st.integers(1, 12), long_after=st.integers(1, 5))
def test_flows_are_those_of_plain_python(seed: int, n: int, steps: int, long_after: int) -> None:
    assert off(flows, seed, n, steps, long_after) < 1e-11


@pytest.fixture
def source() -> Iterator[str]:
    """The text of the kernels, to be run as plain Python."""
    yield Path(flows.__file__).read_text("utf-8").replace("@kernel\n", "")
    sys.modules.pop("mutant", None)


def module_of(text: str, folder: Path) -> ModuleType:
    """A module from its text."""
    path = folder / f"mutant_{len(list(folder.iterdir()))}.py"
    path.write_text(text, "utf-8")
    spec = spec_from_file_location("mutant", path)
    assert spec is not None
    assert spec.loader is not None
    made = sys.modules["mutant"] = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def test_every_operator_counts(source: str, tmp_path: Path) -> None:
    assert off(module_of(source, tmp_path), 3, 5, 8, 3) < 1e-11
    for old, new in MUTANTS:
        assert source.count(old) == 1, old
        with np.errstate(all="ignore"):
            assert off(module_of(source.replace(old, new), tmp_path), 3, 5, 8, 3) > 1e-6, (
                f"nothing tells {new!r} from {old!r}"
            )


def story() -> str:
    """Digests of a market in flows and of three hundred persons."""
    state, _ = drawn(11, 6)
    wanted = state.pop("wanted")
    market, whole = Flows(**state), crowd(3, np.arange(60_000))
    some = np.arange(0, 60_000, 200) + np.arange(300) % 20
    people = Crowd(whole.rates, whole.links, whole.occupation[some], whole.since[some], whole.vacancies // 200)
    for _ in range(4):
        market.match(wanted)
        people.match(WANTED / 200)
    arrays = (market.employed, market.unemployed, market.cohort, people.occupation, people.since, people.vacancies)
    return " ".join(blake2b(a.tobytes(), digest_size=8).hexdigest() for a in arrays)


def test_plain_python_gives_the_same_bits() -> None:
    assert in_plain_python("from tests.kernels.test_flows import story; print(story())").split() == story().split()


@pytest.mark.parametrize("gap", [0.0, 0.2])
def test_equal_rates_on_a_complete_network_have_a_closed_form(gap: float) -> None:
    """As many unemployed as vacancies: u (1 - 1/e) are hired, d (1 - u) lose posts, so u = d / (d + 1 - 1/e)."""
    n, d = 12, 0.04
    market = Flows(Rates(d, d, gap, gap), Links.complete(n), np.full(n, 0.9), np.full(n, 0.1), np.full(n, 0.1))
    for _ in range(400):
        market.match(np.ones(n))
    u = d / (d + 1 - math.exp(-1))
    assert np.allclose(market.unemployed, u, rtol=1e-12)
    assert np.allclose(market.vacancies, u, rtol=1e-12)
    # who lost a post more than three steps ago is still out with chance (1/e) a step
    assert np.allclose(market.long(), d * (1 - u) * math.exp(-3) / (1 - math.exp(-1)), rtol=1e-11)


def test_nobody_is_made_and_nobody_lost() -> None:
    state, _ = drawn(5, 30)
    wanted = state.pop("wanted")
    force = state["employed"].sum() + state["unemployed"].sum()
    market = Flows(**state)
    for _ in range(200):
        market.match(wanted)
    assert math.isclose(market.employed.sum() + market.unemployed.sum(), force, rel_tol=1e-12)


def crowd(seed: int, order: np.ndarray[Any, Any]) -> Crowd:
    """Sixty thousand persons in three occupations, in some order of their rows."""
    n, persons = 3, 60_000
    source, goal = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 0, 1, 2])
    links = Links.of(n, source, goal, np.array([0.7, 0.3, 0.5, 0.5, 1.0]))
    occupation = np.repeat(np.arange(n), [30_000, 20_000, 10_000])
    since = np.where(np.arange(persons) % 20 == 0, 0, -1)
    made = Crowd(Rates(0.02, 0.02, 0.1, 0.1), links, occupation[order], since[order], np.array([1500, 1000, 500]), seed)
    made.key = made.key[order]
    return made


WANTED = np.array([30_000.0, 20_000.0, 10_000.0])


def test_persons_come_to_rest_where_flows_do() -> None:
    """Within four standard errors: about 1,800 of 60,000 are out, so a step's rate has a spread of 2.4 % and, as who is
    out changes within two steps, the mean of 60 steps one of 0.5 %; the limit of large numbers adds less."""
    people = crowd(1, np.arange(60_000))
    stocks = WANTED * 0.95, WANTED * 0.05, WANTED * 0.05
    market = Flows(people.rates, people.links, *(s.copy() for s in stocks))
    seen = []
    for step in range(100):
        people.match(WANTED)
        market.match(WANTED)
        if step >= 40:
            seen.append(people.rates_now(3))
        assert np.count_nonzero(people.since == -1) == people.employed.sum()
        assert (people.vacancies >= 0).all()
    force, posts = 60_000, market.employed.sum() + market.vacancies.sum()
    flow = market.unemployed.sum() / force, market.vacancies.sum() / posts, market.long().sum() / force
    assert np.allclose(np.mean(seen, axis=0)[:2], flow[:2], rtol=0.02)
    assert np.isclose(np.mean(seen, axis=0)[2], flow[2], rtol=0.06)  # a twentieth as many persons


def test_the_order_of_persons_does_not_matter() -> None:
    order = np.random.default_rng(1).permutation(60_000)
    straight, mixed = crowd(7, np.arange(60_000)), crowd(7, order)
    for _ in range(5):
        straight.match(WANTED)
        mixed.match(WANTED)
    assert (straight.occupation[order] == mixed.occupation).all()
    assert (straight.since[order] == mixed.since).all()
    assert (straight.vacancies == mixed.vacancies).all()
