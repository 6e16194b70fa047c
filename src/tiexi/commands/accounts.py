"""`tiexi explain sam` and `tiexi explain supply_use`: the accounts of a recorded run for a period."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tiexi.cli import DONE, WRONG, say
from tiexi.commands.runs import asked_or_newest

if TYPE_CHECKING:
    import polars as pl

    from tiexi.record.run import Run

LARGEST = 1_000_000  # figures shown on the screen have at most six digits
FACTORS = ((1, ""), (1_000, "thousand "), (1_000_000, "million "), (1_000_000_000, "thousand million "))
TONNE = 1_000_000
WIDE, NARROW = 18, 8  # columns of the terminal for a name and for a figure


def explain(name: str, first: str, last: str | None, run: Path | None, out: Path | None, json: bool) -> int:
    """Show or write the accounts `name` of a period; returns the exit status."""
    from tiexi.record.run import Run

    folder = asked_or_newest(run)
    if folder is None:
        return WRONG
    if out is not None and out.suffix not in (".csv", ".parquet"):
        say(f"{out} is neither .csv nor .parquet")
        return WRONG
    opened = Run.open(folder)
    table = (opened.sam if name == "sam" else opened.supply_use)(first, last)
    if out is not None:
        try:
            table.write_csv(out) if out.suffix == ".csv" else table.write_parquet(out)
        except OSError as error:
            say(f"{out} cannot be written: {error.strerror}")
            return WRONG
        print(out)
    elif json:
        print(table.write_json())
    else:
        when = first if last is None else f"{first} to {last}"
        print("\n".join(matrix(opened, table, when) if name == "sam" else things(table, when)))
        asked = " ".join([name, first, *([last] if last else [])])
        say(f"the whole table: tiexi explain {asked} --run {folder} --out {name}.csv")
    return DONE


def matrix(run: Run, table: pl.DataFrame, when: str) -> list[str]:
    """Lines of the condensed matrix, in units of money that leave at most six digits."""
    import tomllib

    from tiexi.record.accounts import condensed

    small = condensed(table)
    names = small["account"].to_list()
    money = tomllib.loads((run.folder / "region" / "region.toml").read_text("utf-8")).get("money", {})
    coins = int(money.get("coins_per_unit", 100))
    largest = max((abs(fen) for by in names for fen in [*small[by], int(small[by].sum())]), default=0)
    factor, word = next((f for f in FACTORS if largest < LARGEST * coins * f[0]), FACTORS[-1])
    unit = f"{word}{money.get('unit', 'yuan')}"
    lines = [
        f"Social accounting matrix of {run.facts['region']}, {when}, {unit}: rows receive, columns pay",
        _line("", [_short(name) for name in names] + ["all"]),
    ]
    for to, *row in small.iter_rows():
        lines.append(_line(to, [_figure(fen, coins * factor) for fen in [*row, sum(row)]]))
    lines.append(_line("all", [_figure(int(small[by].sum()), coins * factor) for by in names]))
    off = [a for a, *row in table.iter_rows() if sum(row) != table[a].sum()]
    return [*lines, f"{len(table)} accounts; rows and columns differ in {len(off)}: {', '.join(off) or 'none'}"]


def things(table: pl.DataFrame, when: str) -> list[str]:
    """Lines of the supply-use table with all makers and all users together; matter in tonnes."""
    heads = ["nature", "bought", "made", "used", "sold", "consumed", "emitted", "stocks"]
    lines = [
        f"Supply and use of goods, {when}: tonnes, or thousands of the unit named",
        _line("", ["nature", "bought", "made", "used", "sold", "consumed", "emitted", "stocks"]),
    ]
    for row in table.iter_rows(named=True):
        sums = {h: sum(v for k, v in row.items() if k == h or k.startswith(f"{h}:")) for h in heads}
        per = TONNE if row["unit"] == "g" else 1_000
        unit = "" if row["unit"] == "g" else f"  {row['unit']}"
        lines.append(_line(row["good"], [_figure(sums[h], per) for h in heads]) + unit)
    off = table.filter(table["supply"] != table["use"])["good"].to_list()
    return [*lines, f"{len(table)} goods; supply and use differ in {len(off)}: {', '.join(off) or 'none'}"]


def _line(name: str, cells: list[str]) -> str:
    return f"{name[:WIDE]:<{WIDE}}" + "".join(f"{cell:>{NARROW + 1}}" for cell in cells)


def _short(name: str) -> str:
    return name if len(name) <= NARROW else name[: NARROW - 1] + "."


def _figure(amount: int, per: int) -> str:
    return f"{amount / per:,.0f}".replace("-0", "0") if abs(amount) * 2 >= per else "." if amount == 0 else "~0"
