"""The hamlet with its works split into a group of enterprises, and with a refinery that buys anodes of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.worlds import shipped
from tiexi import region
from tiexi.region import Region

COLUMNS = "plant,count,size_spread,cost_spread,cost_persistence,source,grade"
NUMBERS = ("count", "size_spread", "cost_spread", "cost_persistence")
MADE_UP = "general_knowledge,assumed"


def hamlet_with(goal: Path, count: int, spread: float = 1.0, cost: float = 0.0, keep: float = 0.0) -> Path:
    """A copy of the hamlet's folder in which the works stand for `count` enterprises."""
    shutil.copytree(shipped("hamlet"), goal)
    row = f"works,{count},{spread},{cost},{keep},{MADE_UP}"
    (goal / "enterprises.csv").write_text(f"{COLUMNS}\n{row}\n", "utf-8")
    with (goal / "made.csv").open("a", encoding="utf-8") as made:
        made.writelines(f"enterprises,{column},assumed,a group of the tests,assumed\n" for column in NUMBERS)
    return goal


def add(folder: Path, table: str, row: str) -> None:
    """One more row of a table, its source and grade left out."""
    path = folder / f"{table}.csv"
    path.write_text(path.read_text("utf-8").rstrip("\n") + f"\n{row},{MADE_UP}\n", "utf-8")


def with_refinery(folder: Path, share: float = 1.0) -> Region:
    """The region with a refinery that buys anodes: this `share` of them from the works, the rest from outside."""
    add(folder, "plants", "refinery,nonferrous_metals,state,1990-01,,1,60")
    add(folder, "workshops", "electrolysis,refinery,electrolysis,copper,4,50,12,electrolysis_worker,0.1,0.02,0,17,no")
    goods = folder / "goods.csv"
    made_here = "anode,semi,yes,g,Cu 990; rest 10,0,credit,no"
    text = goods.read_text("utf-8")
    assert made_here in text
    goods.write_text(text.replace(made_here, made_here[:-2] + "yes"), "utf-8")
    add(folder, "purchase_shares", f"anode,{share}")
    return region.load(folder)
