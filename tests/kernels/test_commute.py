"""People from outside take a share of the posts nobody took, paid in advance; what they are paid leaves the region."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from tests.kernels.labour_world import PLAN, PRIVATE_SHOP, SCHOOL, STATE_HALL, STATE_SHOP, check, run, staffed, town
from tests.worlds import policy, run_on, world_of

from tiexi import engine
from tiexi.country.commute import commute
from tiexi.factory.hours import hands
from tiexi.world.chance import below
from tiexi.world.ledger import SECTORS, Sector, flow_row
from tiexi.world.works import Standing
from tiexi.world.world import OUTSIDE, Views, World

ROWS = ("S4", "K4")
COMMUTE, CARRIED = 62, 23  # stream and reason, as declared
PPM = 1_000_000


def plain(w: World, share: int) -> tuple[dict[int, int], dict[int, int]]:
    """Who comes to each workshop and what each plant pays, from the rule's text."""
    come, cost = {}, dict.fromkeys(range(1, w.plants.count), 0)
    left = {f: int(w.accounts.balance[w.plants.account[f]]) for f in cost}
    level = round(w.now("wage.level") * 100 / 12)
    for s in range(1, w.workshops.count):
        f = int(w.workshops.plant[s])
        come[s] = 0
        if w.plants.standing[f] != Standing.WORKING or w.plants.owner[f] == 5 or w.workshops.vacancies[s] == 0:
            continue
        whole, rest = divmod(int(w.workshops.vacancies[s]) * share, PPM)
        whole += below(w.seed, COMMUTE, w.month, w.workshops.key[s], 1, PPM) < rest
        pay = level * int(w.plants.premium[f]) // PPM
        if w.plants.owner[f] == 2:
            pay = pay * round(w.now("wage.collective") * PPM) // PPM
        each = pay * int(w.occupations.pay[w.workshops.occupation[s]]) // PPM * w.scale
        come[s] = min(int(whole), max(0, left[f]) // each)
        cost[f] += come[s] * each
        left[f] -= come[s] * each
    return come, cost


@given(
    st.lists(st.integers(0, 40), min_size=5, max_size=5), st.lists(st.integers(0, 200_000), min_size=4, max_size=4),
    st.integers(1, PPM), st.sampled_from([1, 7, 100]), st.integers(1, 5),
)  # fmt: skip
def test_the_kernel_its_plain_twin_and_the_laws_agree(
    vacancies: list[int], tills: list[int], share: int, scale: int, standing: int
) -> None:
    w = town(PLAN | {"commute.share": share / PPM}, scale=scale)
    w.workshops.vacancies[1:6] = vacancies
    w.accounts.balance[5:9] = tills
    w.accounts.balance[3] = -w.accounts.balance[[1, 2, 4, 5, 6, 7, 8]].sum()
    w.plants.standing[2] = standing
    come, cost = plain(w, share)
    before = w.accounts.balance.copy()
    run(w, commute)
    assert w.workshops.commuters[1:6].tolist() == [come[s] for s in range(1, 6)]
    assert w.plants.purchases[1:5].tolist() == [cost[f] for f in range(1, 5)]
    change = w.accounts.balance - before
    assert [-int(change[w.plants.account[f]]) for f in range(1, 5)] == [cost[f] for f in range(1, 5)]
    assert change[OUTSIDE] == sum(cost.values())
    assert change.sum() == 0
    assert (w.accounts.balance[5:9] >= 0).all()
    assert (w.workshops.commuters[1:6] <= w.workshops.vacancies[1:6]).all()
    paid = w.flows.paid.reshape(-1)
    carried = [int(paid[flow_row(CARRIED, a, int(Sector.OUTSIDE))]) for a in range(1, SECTORS)]
    assert sum(carried) == sum(cost.values()) == int(paid.sum())
    check(w)


def test_they_work_beside_residents_for_a_month_and_schools_have_none() -> None:
    w = town(PLAN | {"commute.share": 0.5})
    w.workshops.vacancies[[STATE_HALL, PRIVATE_SHOP, SCHOOL]] = 8, 4, 4
    staffed(w, 12, STATE_HALL)
    run(w, commute)
    assert w.workshops.commuters[1:6].tolist() == [0, 4, 0, 2, 0]
    assert hands(Views(w, ()))[STATE_HALL] == 16
    assert w.workshops.on_post[STATE_HALL] == 12, "they are nobody of the region"
    w.workshops.vacancies[:] = 0
    run(w, commute)
    assert not w.workshops.commuters.any()


def test_where_nobody_may_commute_nobody_does() -> None:
    w = town(PLAN)
    w.workshops.vacancies[STATE_SHOP] = 10
    run(w, commute)
    assert not w.workshops.commuters.any()
    assert not w.flows.paid.any()
    assert hands(Views(w, ())) is not None


def test_a_region_with_commuters_keeps_its_laws_and_its_accounts(tmp_path: Path) -> None:
    row = {"date": "1935-01", "kind": "rule", "target": "parameter:commute.share", "value": 0.5}
    done = engine.run(
        "tiexi", scale=100, policy=policy(tmp_path / "commute.toml", row), until="1936-06", out=tmp_path / "run"
    )
    assert done.facts["residual"] == {"money": 0, "matter_g": 0, "people": 0}
    came = done.series.filter((pl.col("variable") == "commuters") & (pl.col("value") > 0))
    assert len(came) > 0
    assert came["month"].min() >= "1935-01"
    carried = done.ledger.filter(
        (pl.col("reason") == "carried") & (pl.col("payee") == "outside") & pl.col("payer").str.ends_with("plants")
    )
    assert carried["amount"].sum() > 0
    assert set(carried["month"]) <= set(came["month"])
    matrix = done.sam("1935")
    received = matrix.select(received=pl.sum_horizontal(pl.exclude("account")))["received"]
    assert received.to_list() == [matrix[account].sum() for account in matrix["account"]]
    assert done.facts["digests"][:11] == run_on(world_of("tiexi", scale=100), "1934-11")


def test_an_empty_till_gets_nobody() -> None:
    w = town(PLAN | {"commute.share": 1.0})
    w.workshops.vacancies[STATE_SHOP] = 10
    w.accounts.balance[5] = 0
    w.accounts.balance[3] = -w.accounts.balance[[1, 2, 4, 5, 6, 7, 8]].sum()
    run(w, commute)
    assert not w.workshops.commuters.any()
