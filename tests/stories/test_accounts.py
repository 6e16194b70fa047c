"""A year of the hamlet as its accounts tell it: who made what of what, who paid whom, and where the money stayed."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

import tiexi
from tiexi.cli import run_command
from tiexi.record.run import Run, RunError, period

ROWS = ("E4", "E5", "K3", "K5", "K6")
WORKS, SHOP, OFFICE = "nonferrous_metals/state_plants", "trade/shops", "public_service/shops"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The hamlet from its founding to the end of 1992, everyone simulated."""
    return tiexi.run("hamlet", scale=1, until="1992-12", out=tmp_path_factory.mktemp("hamlet") / "run")


@pytest.fixture(scope="module")
def sam(run: Run) -> dict[tuple[str, str], int]:
    """The matrix of 1992: fen by receiver and payer."""
    table = run.sam("1992")
    names = table["account"].to_list()
    return {(to, by): fen for to, *row in table.iter_rows() for by, fen in zip(names, row, strict=True)}


def test_the_works_live_by_selling_cathodes(sam: dict[tuple[str, str], int]) -> None:
    made = {by: fen for (to, by), fen in sam.items() if to == WORKS and fen}
    assert set(made) == {"good:cathode", "good:slimes"}
    assert made["good:cathode"] == sam["good:cathode", "outside"] > 50 * made["good:slimes"]
    # Ore is more than half of what a cathode brings, and far more than the pay of those who make it.
    assert made["good:cathode"] / 2 < sam["good:concentrate", WORKS] < made["good:cathode"]
    assert sam["labour", WORKS] * 5 < sam["good:concentrate", WORKS]


def test_the_shop_buys_wholesale_and_sells_to_households(sam: dict[tuple[str, str], int]) -> None:
    assert sam[SHOP, "good:retail"] == sam["good:retail", "households"]
    assert 0 < sam["good:wholesale_goods", SHOP] < sam["good:retail", "households"]
    assert sam["good:bought_elsewhere", "households"] > 0


def test_public_services_have_no_price_and_are_worth_what_the_treasury_spends(
    run: Run, sam: dict[tuple[str, str], int]
) -> None:
    year = run.ledger.filter(pl.col("month").str.starts_with("1992"))
    spent = year.filter(reason="local_spending", payer="treasury", payee="shops")["amount"].sum()
    assert sam[OFFICE, "good:public_service"] == sam["good:public_service", "treasury"] == spent


def test_every_row_has_the_sum_of_its_column(run: Run) -> None:
    for table in (run.sam("1992"), run.sam("1990", "1992-12"), run.sam("1991-07", "1992")):
        for account, *row in table.iter_rows():
            assert sum(row) == table[account].sum(), account


def test_saving_is_what_each_has_gained_in_money_and_claims(run: Run, sam: dict[tuple[str, str], int]) -> None:
    """The series know nothing of the matrix: balances at the ends of two years, and what plants owed to whom."""
    ends = run.series.filter(pl.col("month").is_in(["1991-12", "1992-12"]) & (pl.col("observer") == "camera"))
    sums = ends.group_by("month", "variable").agg(pl.col("value").sum()).sort("month")

    def gained(name: str) -> int:
        before, after = sums.filter(variable=name)["value"].to_list()
        return round(after - before)

    owed = ("bank_debt", "trade_debt", "tax_arrears", "wage_arrears")
    tills = gained("money_state_plants") + gained("money_shops") - sum(gained(name) for name in owed)
    assert sam["capital", "state_plants"] + sam["capital", "shops"] == tills
    assert sam["capital", "households"] == gained("money_households") + gained("wage_arrears")
    assert sam["capital", "bank"] == gained("money_bank") + gained("bank_debt") == gained("bank_equity")
    assert sam["capital", "outside"] == gained("money_outside") + gained("trade_debt")
    built = sam["good:town", "capital"]
    assert sam["capital", "treasury"] - built == gained("money_treasury")
    assert gained("tax_arrears") == gained("money_centre") == 0


def test_copper_is_in_the_table_from_ore_to_cathode(run: Run) -> None:
    rows = {r["good"]: r for r in run.supply_use("1992").iter_rows(named=True)}
    assert all(r["supply"] == r["use"] for r in rows.values())
    tonnes = {name: (rows[name][f"made:{WORKS}"] // 10**6, rows[name][f"used:{WORKS}"] // 10**6) for name in rows}
    # 250 kg of copper in a tonne of ore: 398 t give 99 t of blister, 117 t of anodes with the scrap that comes back,
    # and 98 t of cathodes; what is lost, one part in a hundred, lies in the slag.
    assert tonnes["blister"] == (99, 99)
    assert tonnes["anode"] == (117, 117)
    assert tonnes["anode_scrap"] == (17, 17)
    assert tonnes["cathode"] == (98, 0)
    assert rows["so2"]["emitted"] == rows["so2"][f"made:{WORKS}"] == 199_200_000
    assert rows["cathode"]["sold"] + rows["cathode"]["stocks"] == rows["cathode"]["supply"]


def test_a_period_is_years_or_months_within_the_run(run: Run) -> None:
    assert period("1991", None, "1990-01", "1992-12") == ("1991-01", "1991-12")
    assert period("1991-03", "1992", "1990-01", "1992-12") == ("1991-03", "1992-12")
    for first, last, says in (("91", None, "no year or month"), ("1991-13", None, "no year or month"),
                              ("1992", "1991", "ends"), ("1993", None, "not wholly within")):  # fmt: skip
        with pytest.raises(RunError, match=says):
            run.sam(first, last)


def test_the_command_line_shows_and_writes_them(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = ["--run", str(run.folder)]
    assert run_command(["explain", "sam", "1992", *at]) == 0
    shown = capsys.readouterr().out
    assert "rows receive, columns pay" in shown
    assert "rows and columns differ in 0" in shown
    assert run_command(["explain", "supply_use", "1992-01", "1992-06", *at]) == 0
    assert "supply and use differ in 0" in capsys.readouterr().out
    assert run_command(["explain", "sam", "1992", *at, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["account"] == WORKS
    for name in ("sam.csv", "sam.parquet"):
        assert run_command(["explain", "sam", "1992", *at, "--out", str(tmp_path / name)]) == 0
    assert pl.read_parquet(tmp_path / "sam.parquet").equals(run.sam("1992"))
    assert pl.read_csv(tmp_path / "sam.csv").equals(run.sam("1992"))


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["sam", "1850"], 1, "not wholly within the run"),
        (["sam", "92"], 1, "no year or month"),
        (["sam", "1992", "--out", "sam.xls"], 1, "neither .csv nor .parquet"),
        (["C5", "1992"], 2, "goes with `sam`"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    run: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, says: str
) -> None:
    assert run_command(["explain", *arguments, "--run", str(run.folder)]) == status
    assert says in capsys.readouterr().err


def test_a_run_of_an_older_version_says_that_it_kept_no_accounts(run: Run, tmp_path: Path) -> None:
    old = Run(tmp_path, run.facts)
    with pytest.raises(RunError, match="kept no accounts"):
        old.sam("1992")
