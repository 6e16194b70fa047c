"""Small random regions, drawn by Hypothesis: valid by construction, built in memory or written as a folder.

Recipes close because what is missing or left over of each element comes from or goes to nature. Every region has one
to three plants, a street or two, at most forty simulated people before births, and two years; many have competitors, a
clearing of debts, heated halls, machines with a mass and ground that is sold.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl
from hypothesis import strategies as st

from tests.frames import frame
from tests.lots import YES_OR_NO, either, one_of, some_of, whole
from tiexi.region import Region
from tiexi.region.cells import dtype
from tiexi.region.known import KNOWN
from tiexi.region.parameters import Parameter, overruled
from tiexi.region.schema import columns_of
from tiexi.region.settings import Settings
from tiexi.region.tables import TABLES
from tiexi.region.timeline import Cause

MONTHS, PEOPLE, FIRST_YEAR = 24, 40, 1990
Row = dict[str, Any]
MADE_UP = {"source": "general_knowledge", "grade": "assumed"}
ELEMENTS = ("Fe", "C", "O", "rest")
# Contents in whole hundreds and amounts in tens of kg: what closes a recipe is then a whole number of kg.
CONTENTS = {
    "ore": {"Fe": 600, "O": 200, "rest": 200}, "coke": {"C": 900, "rest": 100}, "iron": {"Fe": 900, "C": 100},
    "steel": {"Fe": 1000}, "parts": {"Fe": 800, "rest": 200}, "scrap": {"Fe": 900, "C": 100},
}  # fmt: skip
KINDS = {"ore": "ore", "coke": "fuel", "iron": "metal", "steel": "metal", "parts": "machine", "scrap": "semi"}
SERVICES = {"power": "service", "wholesale": "semi", "retail": "consumer", "schooling": "service"}
CAPS = {"close.approvals": 12.0}
USUAL = {
    "wage.level": 600.0, "wage.collective": 0.75, "wage.spread": 0.2, "household.alpha_income": 0.9,
    "household.alpha_wealth": 0.2, "household.shop_share": 0.6, "informal.pay": 0.5, "informal.elasticity": 0.5,
    "informal.floor": 0.15, "informal.entry": 0.035, "informal.exit": 0.03, "tax.turnover": 0.05, "tax.local": 0.02,
    "tax.profit_remitted": 0.33, "finance.softness": 0.4, "finance.working_months": 2.0,
    "finance.interest": 0.08, "finance.trade_credit_months": 1.0, "staff.dismissal": 0.0, "staff.hire_gap": 0.5,
    "staff.recruit": 0.1, "staff.quit": 0.01, "search.off_post": 0.4, "search.unemployed": 1.0,
    "hire.weight_woman": -0.5, "hire.weight_older": -0.6, "withdraw.rate": 0.005, "retirement.age_men": 60.0,
    "retirement.age_women": 50.0, "retirement.age_women_cadre": 55.0, "pension.share": 0.7, "leave.rate": 0.001,
    "leave.normal_unemployment": 0.05, "school.leave_age": 16.0, "school.leave_spread": 2.0,
    "close.queue_months": 3.0, "close.debt_share": 0.5, "close.guards": 0.05, "off_post.allowance": 0.4,
}  # fmt: skip
DATED = (
    "finance.softness", "tax.local", "tax.turnover", "staff.quota", "off_post.rate", "off_post.allowance",
    "pension.pooled", "staff.dismissal", "trade.market_share", "wage.level", "close.approvals",
)  # fmt: skip
SETTINGS = """\
name = "drawn"
first = "1990-01"
last = "1991-12"
place = "nowhere"
rounds = 10
elements = ["Fe", "C", "O", "rest"]
price_year = 1978
peak_people = 40

[title]
en = "A region drawn by lot"

[money]
coin = "fen"
unit = "yuan"
coins_per_unit = 100
of = "1955-03"
"""
SMALL = {
    "close.scrap_months": [999.0, 0.0, 2.0], "close.land_months": [999.0, 3.0], "competition.speed": [0.0, 0.1, 1.0],
    "market.fill_months": [0.0, 1.0, 6.0],
    "heat.post": [0.0, 0.2, 3.0], "decay.frost": [0.0, 0.1, 1.0],
}  # fmt: skip
HEATED = 'heat = "coke"\nfrost = [11, 12, 1, 2]\n'


@dataclass
class Draft:
    """What a region folder would hold, and how its world is to be founded."""

    tables: dict[str, list[Row]]
    parameters: dict[str, float]
    closes: dict[str, int]  # plants that a policy closes, and by which month
    rounds: int
    scale: int
    seed: int
    heated: bool = False

    def region(self) -> Region:
        """The region, made without any file."""
        plain = template()
        told = tomllib.loads(HEATED) if self.heated else {}
        settings = plain.settings.model_copy(update={"rounds": self.rounds, **told})
        frames = {name: frame(name, self.tables.get(name, [])) for name in TABLES if name != "observed"}
        causes = [_cause(plain, row) for row in self.tables["timeline"]]
        causes += [_closing(plant, month) for plant, month in self.closes.items()]
        causes.sort(key=lambda c: (c.month, c.kind, c.target, c.unit, c.policy or "", str(c.value)))
        found, ruled = {}, dict[str, list[tuple[int, float]]]()
        for c in causes:
            if c.target.startswith("parameter:"):
                ruled.setdefault(c.target, []).append((c.month, float(c.value)))
        for name, parameter in plain.parameters.items():
            value = self.parameters.get(name)
            drawn = parameter if value is None else replace(parameter, dated=[(0, value)])
            found[name] = overruled(drawn, ruled.get(f"parameter:{name}", ()), final=False)
        return replace(plain, settings=settings, tables={**frames, **plain.tables}, parameters=found, timeline=causes)

    def folder(self, path: Path) -> Path:
        """The same region as a folder of tables, without its policies."""
        for name, model in TABLES.items():
            if self.tables.get(name):
                columns = list(columns_of(model))
                lines = [",".join(_cell(row.get(c)) for c in columns) for row in self.tables[name]]
                (path / model.file).write_text("\n".join([",".join(columns), *lines]) + "\n", "utf-8")
        told = (HEATED if self.heated else "") + SETTINGS.replace("rounds = 10", f"rounds = {self.rounds}")
        (path / "region.toml").write_text(told, "utf-8")
        texts = [_parameter(p, self.parameters) for p in template().parameters.values()]
        (path / "parameters.toml").write_text("\n".join(texts), "utf-8")
        return path


@functools.cache
def template() -> Region:
    """A region without tables and causes, with every parameter at its usual value."""
    value = {name: USUAL.get(name, k.default or 0.0) for name, k in KNOWN.items()}
    constant = {
        name: Parameter(name, name, k.unit, [(0, value[name])], "step", float(k.low), float(k.high))
        for name, k in sorted(KNOWN.items())
    }
    evidence = {"file": pl.String, **{n: dtype(c) for n, c in columns_of(TABLES["observed"]).items()}}
    settings = Settings.model_validate(tomllib.loads(SETTINGS))
    return Region("drawn", Path(), settings, {"observed": pl.DataFrame(schema=evidence)}, constant, [])


def date(month: int) -> str:
    """`YYYY-MM` of a month of a drawn region."""
    return f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02d}"


def _cause(region: Region, row: Row) -> Cause:
    return Cause(
        region.index(row["date"]), row["date"], row["kind"], row["target"], float(row["value"]), row["unit"],
        row["source"], row["grade"], "",
    )  # fmt: skip


def _closing(plant: str, month: int) -> Cause:
    title, told = "a plant is closed", month // 2
    return Cause(told, date(told), "close", f"plant:{plant}", date(month), "", title, "assumed", "", title)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _parameter(parameter: Parameter, drawn: dict[str, float]) -> str:
    return (
        f'[{parameter.name}]\nsays = "{parameter.says}"\nunit = "{parameter.unit}"\n'
        f"value = {drawn.get(parameter.name, parameter.at(0))!r}\nrange = [{parameter.low!r}, {parameter.high!r}]\n"
        'source = "general_knowledge"\ngrade = "assumed"\n'
    )


SHARES = one_of(1.0, 0.5, 0.0, 0.1, 0.9)
AMOUNTS = one_of(10, 20, 50, 100, 130, 1000, 7770)
UNITS = one_of(1, 10, 250, 999, 100_000)
PRICES = one_of(100.0, 1.0, 0.01, 2345.6, 20_000.0)


def _goods(draw: Any) -> list[Row]:
    common = {"content": "", "unit": "g", "lead_months": 0, "terms": "credit", "imports": False, **MADE_UP}
    rows: list[Row] = []
    for good, kind in {**KINDS, **SERVICES}.items():
        content = "; ".join(f"{e} {share}" for e, share in CONTENTS.get(good, {}).items())
        rows.append({
            **common, "good": good, "kind": kind, "matter": good in CONTENTS, "content": content,
            "unit": "g" if good in CONTENTS else "fen1978", "lead_months": draw(whole(0, 3)),
            "terms": draw(one_of("credit", "cash")), "imports": draw(YES_OR_NO),
        })  # fmt: skip
    for element in ELEMENTS:
        pure = {**common, "matter": True, "content": f"{element} 1000"}
        rows.append({**pure, "good": f"lost_{element.lower()}", "kind": "waste"})
        rows.append({**pure, "good": f"found_{element.lower()}", "kind": "nature"})
    return rows


def _recipe(name: str, taken: dict[str, int], given: dict[str, int]) -> list[Row]:
    """Rows of a recipe, with those that close it; matter in kg."""
    gap = dict.fromkeys(ELEMENTS, 0)
    for sign, side in ((1, taken), (-1, given)):
        for good, amount in side.items():
            for element, share in CONTENTS.get(good, {}).items():
                gap[element] += sign * share * amount
    taken = {**taken, **{f"found_{e.lower()}": -g // 1000 for e, g in gap.items() if g < 0}}
    given = {**given, **{f"lost_{e.lower()}": g // 1000 for e, g in gap.items() if g > 0}}
    return [
        {"recipe": name, "good": good, "amount": amount, "direction": way,
         "unit": "fen1978" if good in SERVICES else "kg", **MADE_UP}
        for way, side in (("in", taken), ("out", given)) for good, amount in side.items()
    ]  # fmt: skip


def _variants(draw: Any, name: str, kind: str) -> tuple[list[Row], list[str]]:
    """Recipes of a workshop, and their names in order."""
    if kind != "works":
        taken = {draw(one_of("wholesale", "power")): draw(UNITS)}
        return _recipe(name, taken, {"retail" if kind == "shop" else "schooling": draw(UNITS)}), [name]
    good = draw(one_of("iron", "steel", "parts", "power"))
    inputs = draw(some_of(1, 3, *(g for g in KINDS if g != good)))
    taken = {g: draw(AMOUNTS) for g in inputs}
    if good != "power" and draw(YES_OR_NO):
        taken["power"] = draw(UNITS)
    given = {good: draw(UNITS if good == "power" else AMOUNTS)}
    by_product = draw(YES_OR_NO) and "scrap" not in taken
    if by_product:
        given["scrap"] = 10
    rows, names = _recipe(name, taken, given), [name]
    if draw(YES_OR_NO) and "scrap" not in taken and not by_product:
        rows += _recipe(f"{name}_with_scrap", {**taken, "scrap": draw(AMOUNTS)}, given)
        names.insert(0, f"{name}_with_scrap")
    return rows, names


def _workshop(draw: Any, name: str, plant: str, recipes: list[str], scale: int) -> Row:
    return {
        "workshop": name, "plant": plant, "recipes": ";".join(recipes), "chain": "", "order": draw(whole(1, 4)),
        "capacity": draw(one_of(30, 1, 0, 100, 1000)), "posts": draw(whole(0, 8)) * scale,
        "occupation": "worker", "cadre_share": 0.1, "min_load": draw(SHARES),
        "campaign_days": float(draw(one_of(0, 3, 30))),
        "residence_days": float(draw(one_of(0, 2, 17, 40))), "emits": draw(YES_OR_NO), **MADE_UP,
    }  # fmt: skip


def _works(draw: Any, scale: int) -> dict[str, list[Row]]:
    plants: list[Row] = []
    workshops: list[Row] = []
    recipes: list[Row] = []
    for f in range(draw(whole(1, 3))):
        kind = "works" if f == 0 else draw(one_of("works", "shop", "office"))
        owner = "public" if kind == "office" else draw(one_of("state", "collective", "private", "colonial"))
        plants.append({
            "plant": f"plant_{f}", "sector": draw(one_of("metal", "trade")), "owner": owner,
            "founded": date(draw(one_of(0, -12, 3))), "street": "" if kind == "works" else "lane",
            "premium": draw(one_of(1.0, 0.8, 1.3)), "cash_days": float(draw(whole(0, 90))),
            "machines": draw(one_of("", "iron 3", "scrap 40; parts 2")),
            "land": draw(one_of(0.0, 1200.0)), **MADE_UP,
        })  # fmt: skip
        for j in range(draw(whole(1, 3)) if kind == "works" else 1):
            rows, names = _variants(draw, f"recipe_{f}_{j}", kind)
            recipes += rows
            workshops.append(_workshop(draw, f"shop_{j}", f"plant_{f}", names, scale))
    groups = [
        {
            "plant": p["plant"], "count": draw(one_of(1, 2, 5, 30)),
            "size_spread": draw(one_of(1.0, 0.0, 2.5)), "cost_spread": draw(SHARES),
            "cost_persistence": draw(SHARES), **MADE_UP,
        }
        for p in plants if not p["street"] and draw(whole(0, 3)) == 3
    ]  # fmt: skip
    return {"plants": plants, "workshops": workshops, "recipes": recipes, "enterprises": groups}


def _market(draw: Any, works: dict[str, list[Row]]) -> dict[str, list[Row]]:
    goods, covers, outside, shares, prices = [*KINDS, *SERVICES], [], [], [], []
    for good in goods:
        unit = "yuan/t market" if good in CONTENTS else "index 1978=1"
        if draw(whole(0, 9)) < 9:  # what has no price costs nothing
            prices.append(
                {"date": date(0), "kind": "price", "target": f"good:{good}", "value": draw(PRICES), "unit": unit}
            )
    for plant in works["plants"]:
        for good in draw(some_of(0, 2, *goods)):
            days = float(draw(whole(0, 60)))
            covers.append({
                "plant": plant["plant"], "good": good, "cover_days": days, "low": None, "high": None,
                "limit_days": days + draw(one_of(30, 0, 200)), **MADE_UP,
            })  # fmt: skip
    for good in draw(some_of(0, 4, *goods)):
        unit = "t/month" if good in CONTENTS else "fen1978/month"
        demand = draw(one_of(1.0, 0.0, 7.5, 1000.0)) * (1 if good in CONTENTS else 1000)
        outside.append({"good": good, "date": date(0), "demand": demand, "unit": unit, **MADE_UP})
    rivals = [
        {"good": row["good"], "competitor": name, "date": date(month), "cost": cost,
         "quality": draw(one_of(1.0, 1.6)), "share": draw(one_of(0.002, 0.3)), **MADE_UP}
        for row in outside if draw(whole(0, 2)) == 2
        for name in ("south", "north")[: draw(whole(1, 2))]
        for month, cost in ((draw(one_of(0, 5)), 0.9), (MONTHS - 1, draw(one_of(0.5, 1.4))))
    ]  # fmt: skip
    for good in draw(some_of(0, 2, *goods)):
        shares.append({"good": good, "share": draw(SHARES), **MADE_UP})
    bought = {"covers": covers, "purchase_shares": shares, "timeline": prices}
    return bought | {"outside": outside, "competitors": rivals}


def _people(draw: Any, scale: int) -> dict[str, list[Row]]:
    cohorts: list[Row] = []
    left = PEOPLE
    for c in range(draw(whole(1, 3))):
        persons = draw(whole(0, left))
        left -= persons
        first, youngest = draw(one_of(0, 5)), draw(one_of(18, 0, 45))
        cohorts.append({
            "cohort": f"cohort_{c}", "first": date(first), "last": date(first + draw(one_of(0, 12))),
            "persons": persons * scale, "age_from": youngest, "age_to": youngest + draw(one_of(20, 0, 45)),
            "share_men": draw(SHARES), "street": draw(one_of("", "lane")),
            "registration": draw(one_of("urban", "rural", "none", "temporary")),
            "activity": draw(one_of("auto", "seeking", "own_account", "retired", "not_seeking")),
            "household_size": draw(one_of(3.5, 1.0, 8.0)), **MADE_UP,
        })  # fmt: skip
    streets = [
        {"street": name, "area": "ward", "dwellings": draw(whole(0, 40)), "built": built, "lon": None, "lat": None,
         "attraction": draw(SHARES), "land_value": draw(one_of(None, 196.0)), **MADE_UP}
        for name, built in (("lane", "1980-01"), ("row", date(7)))[: draw(whole(1, 2))]
    ]  # fmt: skip
    vital = [{
        "year": FIRST_YEAR, "total_fertility": draw(one_of(2.0, 0.0, 15.0)),
        "life_expectancy": draw(one_of(70.0, 20.0)), "infant_deaths_per_1000": 30.0,
        "marriage_age_women": draw(one_of(23.0, 15.0)), **MADE_UP,
    }]  # fmt: skip
    pay = {"worker": (1.0, False, True), "cadre": (1.2, True, False)}
    occupations = [
        {"occupation": name, "pay": p, "cadre": cadre, "hazardous": hazardous, **MADE_UP}
        for name, (p, cadre, hazardous) in pay.items()
    ]
    return {"people": cohorts, "streets": streets, "vital": vital, "occupations": occupations}


def _shocks(draw: Any, works: dict[str, list[Row]]) -> list[Row]:
    """Dated causes, each kind and target once a month at most."""
    names = [p["plant"] for p in works["plants"]]
    plants = one_of(*(f"plant:{name}" for name in names))
    sectors = sorted({f"sector:{p['sector']}" for p in works["plants"]})
    wide = either(plants, one_of("region", *sectors))
    value = one_of(0.0, 0.5, 1.0, 0.25)
    change = one_of(-0.5, -1.0, 0.5, 2.0)
    granted = one_of(*(f"{what}:{name}" for what in ("approval", "stacks") for name in names))
    kinds = {
        "permit": (either(wide, granted), value), "capacity": (plants, value), "credit": (plants, value),
        "gift": (wide, change), "war": (wide, change),
        "demand": (either(plants, one_of("region", "good:iron", "good:parts", *sectors)), value),
        "quota": (either(plants, one_of(*sectors)), value),
        "housing": (st.just("street:lane"), one_of(0.0, 20.0)),
        "rule": (one_of(*(f"parameter:{name}" for name in DATED)), value),
    }  # fmt: skip
    found: dict[tuple[int, str, str], Row] = {}
    for _ in range(draw(whole(0, 6))):
        kind, month = draw(one_of(*sorted(kinds))), draw(whole(0, MONTHS - 1))
        targets, values = kinds[kind]
        target, number = draw(targets), draw(values)
        if target.startswith(("stacks", "approval")):
            number = float(number > 0.25)
        if target == "parameter:wage.level":
            number *= 1200.0
        found[month, kind, target] = {
            "date": date(month), "kind": kind, "target": target, "value": number,
            "unit": {"housing": "dwellings", "rule": "", "quota": ""}.get(kind, "share"),
        }  # fmt: skip
    if draw(whole(0, 2)) == 2:  # a clearing of debts between plants, in one month
        month, settled, lent = draw(whole(1, MONTHS - 2)), draw(SHARES), draw(one_of(0.25, 0.0, 1.0))
        for at, name, number in ((0, "credit", lent), (month, "share", settled), (month + 1, "share", 0.0)):
            key = (at, "rule", f"parameter:clearing.{name}")
            found[key] = {"date": date(at), "kind": "rule", "target": key[2], "value": number, "unit": ""}
    return list(found.values())


def _numbers(draw: Any) -> dict[str, float]:
    """A few parameters away from their usual values, within their bounds."""
    found: dict[str, float] = {name: draw(one_of(*values)) for name, values in SMALL.items()}
    for name in draw(some_of(0, 8, *sorted(KNOWN))):
        known = KNOWN[name]
        high = CAPS.get(name, known.high)
        found[name] = known.low + (high - known.low) * draw(one_of(0, 20, 1, 10, 3)) / 20
    return {**USUAL, **found}


@st.composite
def regions(draw: Any) -> Draft:
    """A small random region with its scale, rounds and seed."""
    scale = draw(one_of(1, 2, 3, 7))
    works = _works(draw, scale)
    market = _market(draw, works)
    timeline = [{**row, **MADE_UP, "value": str(row["value"])} for row in market.pop("timeline") + _shocks(draw, works)]
    tables = {"goods": _goods(draw), **works, **market, **_people(draw, scale), "timeline": timeline}
    closes = {p["plant"]: draw(whole(0, MONTHS - 1)) for p in works["plants"] if draw(whole(0, 9)) == 9}
    rounds, seed = whole(1, 30), whole(1, 1000)
    return Draft(tables, _numbers(draw), closes, draw(rounds), scale, draw(seed), draw(YES_OR_NO))
