"""What no single column can say: contents that add up, recipes that close, units, periods, ages, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import polars as pl

from tiexi.region.balance import PER_KG, Item, closing, read_content, read_masses, surplus
from tiexi.region.csvfile import Sheet
from tiexi.region.links import names_in
from tiexi.region.problem import Problem, did_you_mean, quoted
from tiexi.region.settings import Settings
from tiexi.region.tomlfile import Toml

_PRICED = re.compile(r"([a-z]+)([12]\d{3})", re.ASCII)


@dataclass
class Things:
    """What the goods table says, for the checks of other tables. `read` is False if it could not be read."""

    read: bool = False
    units: dict[str, str] = field(default_factory=dict)
    matter: set[str] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    contents: dict[str, dict[str, int]] = field(default_factory=dict)
    doubtful: set[str] = field(default_factory=set)  # goods whose content could not be read


def rows_where(sheet: Sheet, *conditions: pl.Expr) -> list[int]:
    """Rows whose cells are there and meet a condition, ragged rows left out."""
    found = sheet.typed.with_row_index("row").filter(*conditions).get_column("row").to_list()
    return [row for row in found if row not in sheet.ragged]


def check_goods(sheet: Sheet | None, settings: Settings | None, problems: list[Problem]) -> Things:
    """Kinds, units and contents of goods."""
    if sheet is None or not {"good", "kind", "matter", "unit"} <= set(sheet.header):
        return Things()
    reader = _Goods(sheet, settings, Things(read=not sheet.broken), problems)
    for row, good in enumerate(sheet.typed.iter_rows(named=True)):
        if good["good"]:
            reader.read(row, good)
    return reader.things


@dataclass
class _Goods:
    sheet: Sheet
    settings: Settings | None
    things: Things
    problems: list[Problem]

    def wrong(self, row: int, column: str, message: str, hint: str) -> None:
        """Report, and say nothing more about this good in other tables."""
        self.problems.append(self.sheet.problem(row, column, message, hint))
        self.things.doubtful.add(self.sheet.typed["good"][row])

    def read(self, row: int, good: dict[str, Any]) -> None:
        name, things = good["good"], self.things
        things.units[name], things.kinds[name] = good["unit"], good["kind"]
        if row in self.sheet.ragged or good["matter"] is None:
            things.doubtful.add(name)
        elif good["matter"]:
            things.matter.add(name)
            self.matter(row, good)
        else:
            self.priced(row, good)

    def matter(self, row: int, good: dict[str, Any]) -> None:
        """Matter: grams, and a content that adds up."""
        unit, text = good["unit"], good["content"]
        if unit and unit != "g":
            self.wrong(row, "unit", f"unit of matter is g, read {quoted(unit)}", "write g, or matter = no")
        content, strange = read_content(text)
        if not text or strange:
            what = f"content has {quoted(strange[0])}" if text else f"{good['good']} is matter and has no content"
            hint = "content is in whole g/kg, each element once, as in: Cu 250; S 250; rest 500"
            return self.wrong(row, "content", what, hint)
        self.things.contents[good["good"]] = content
        known = self.settings.elements if self.settings else list(content)
        for element in content:
            if element not in known:
                hint = did_you_mean(element, known, "elements of region.toml")
                self.wrong(row, "content", f"unknown element {quoted(element)}", hint)
        if (total := sum(content.values())) != PER_KG:
            rest = content.get("rest", 0) + PER_KG - total
            hint = f"write rest {rest}" if rest >= 0 else "lower the other elements"
            self.wrong(row, "content", f"content adds up to {total} g/kg, not to {PER_KG}", hint)

    def priced(self, row: int, good: dict[str, Any]) -> None:
        """No matter: coins of a year, and no content."""
        unit, found = good["unit"], _PRICED.fullmatch(good["unit"])
        coin = self.settings.money.coin if self.settings else ""
        year = self.settings.price_year if self.settings else 1978
        if unit and (not found or (coin and found[1] != coin)):
            hint = f"a good that is no matter is counted in coins of a year: {coin or 'fen'}{year}"
            self.wrong(row, "unit", f"unit cannot be {quoted(unit)}", hint)
        if good["content"]:
            self.wrong(row, "content", "a good that is no matter has no content", "empty it, or matter = yes")
        if good["kind"] in ("waste", "nature"):
            self.wrong(row, "matter", f"{good['kind']} is matter", "write yes, unit g, and its content")


def check_heat(settings: Settings | None, things: Things, toml: Toml | None, problems: list[Problem]) -> None:
    """What heats is a good that is matter."""
    if settings and toml and settings.heat and things.read and settings.heat not in things.matter:
        hint = did_you_mean(settings.heat, things.matter, "goods that are matter")
        problems.append(toml.problem(("heat",), f"{quoted(settings.heat)} is no good that is matter", hint))


def check_recipes(sheet: Sheet | None, things: Things, problems: list[Problem]) -> None:
    """Units and directions of items, and that every recipe closes."""
    if sheet is None or not things.read or not {"recipe", "good", "amount", "direction", "unit"} <= set(sheet.header):
        return
    recipes: dict[str, list[tuple[int, Item]]] = {}
    doubtful: set[str] = set()
    for row, item in enumerate(sheet.typed.iter_rows(named=True)):
        good, recipe = item["good"], item["recipe"]
        known = good in things.units
        if row in sheet.ragged or not known or item["amount"] is None or item["direction"] not in ("in", "out"):
            doubtful.add(recipe)
            continue
        if good in things.doubtful:
            doubtful.add(recipe)
        kg = item["amount"] if item["direction"] == "out" else -item["amount"]
        recipes.setdefault(recipe, []).append((row, Item(good, kg)))
        _item(sheet, row, good, item["unit"], kg, things, problems)
    if sheet.broken:
        return
    for recipe, found in recipes.items():
        if recipe not in doubtful:
            _closes(sheet, recipe, found, things, problems)


def _item(sheet: Sheet, row: int, good: str, unit: str, kg: int, things: Things, problems: list[Problem]) -> None:
    right = ("kg",) if good in things.matter else (things.units[good], "unit")
    if unit and unit not in right and good not in things.doubtful:
        what = "matter" if good in things.matter else f"no matter, counted in {things.units[good]}"
        message = f"unit {quoted(unit)} does not fit {good}"
        problems.append(sheet.problem(row, "unit", message, f"write {right[0]}: {good} is {what}"))
    if things.kinds[good] == "waste" and kg < 0:
        hint = "waste leaves for good; a thing that returns is of kind semi"
        problems.append(sheet.problem(row, "direction", f"{good} is waste and cannot be taken", hint))
    if things.kinds[good] == "nature" and kg > 0:
        hint = "what goes to nature is a good of kind waste"
        problems.append(sheet.problem(row, "direction", f"{good} comes from nature and cannot be given", hint))


def _closes(sheet: Sheet, recipe: str, found: list[tuple[int, Item]], things: Things, problems: list[Problem]) -> None:
    items = [item for _, item in found]
    if not any(item.kg > 0 for item in items):
        problems.append(
            sheet.problem(found[0][0], "recipe", f"recipe {recipe} gives nothing", "add a row with direction out")
        )
    gap = surplus(items, things.contents)
    if not gap:
        return
    sinks = {g: k for g, k in things.kinds.items() if k in ("waste", "nature") and g in things.matter}
    parts = [f"{abs(g):,} g of {e} {'too many come out' if g > 0 else 'do not come out'}" for e, g in gap.items()]
    hint = "\n".join(closing(recipe, items, things.contents, sinks))
    problems.append(sheet.problem(found[-1][0], "recipe", f"recipe {recipe} does not close: {'; '.join(parts)}", hint))


def check_works(sheets: dict[str, Sheet], things: Things, problems: list[Problem]) -> None:
    """Recipes nobody uses, plants without workshops, units of outside demand, order of covers."""
    shops, recipes, plants = sheets.get("workshops"), sheets.get("recipes"), sheets.get("plants")
    if shops and not shops.broken and {"recipes", "plant"} <= set(shops.header):
        used = {w.strip() for cell in names_in(shops, "recipes") for w in cell.split(";")}
        if recipes and not recipes.broken and "recipe" in recipes.header:
            for name in sorted(names_in(recipes, "recipe") - used):
                row = recipes.cells["recipe"].to_list().index(name)
                message = f"recipe {quoted(name)} is used by no workshop"
                problems.append(recipes.problem(row, "recipe", message, "name it in workshops.csv, or remove it", True))
        if plants and "plant" in plants.header:
            for row in rows_where(
                plants, ~pl.col("plant").is_in(sorted(names_in(shops, "plant"))), pl.col("plant") != ""
            ):
                message = f"plant {quoted(plants.cells['plant'][row])} has no workshop"
                problems.append(plants.problem(row, "plant", message, "add one to workshops.csv", True))
    _enterprises(sheets.get("enterprises"), plants, problems)
    _machines(plants, things, problems)
    outside = sheets.get("outside")
    if outside and things.read and {"good", "unit"} <= set(outside.header):
        for row, (good, unit) in enumerate(outside.typed.select("good", "unit").iter_rows()):
            right = ("t/month",) if good in things.matter else (f"{things.units.get(good)}/month", "unit/month")
            if good in things.units and good not in things.doubtful and unit and unit not in right:
                message = f"unit {quoted(unit)} does not fit {good}"
                problems.append(outside.problem(row, "unit", message, f"write {right[0]}"))
    covers = sheets.get("covers")
    if covers and "cover_days" in covers.header:
        cover = pl.col("cover_days")
        for row in rows_where(covers, (pl.col("low") > cover) | (pl.col("high") < cover)):
            problems.append(
                covers.problem(row, "cover_days", "cover is outside its range", "low, cover_days, high in order")
            )
        for row in rows_where(covers, pl.col("limit_days") < cover):
            problems.append(
                covers.problem(row, "limit_days", "limit is below the cover", "limit_days is cover_days or more")
            )


def _machines(plants: Sheet | None, things: Things, problems: list[Problem]) -> None:
    """What machines are scrapped into is matter."""
    if plants is None or "machines" not in plants.header or not things.read:
        return
    for row, text in enumerate(plants.typed["machines"].to_list()):
        masses, strange = read_masses(text or "")
        for part in strange:
            hint = "whole t by good, each good once, as in: steel_scrap 900; copper_scrap 40"
            problems.append(plants.problem(row, "machines", f"machines have {quoted(part)}", hint))
        for good in masses:
            if good not in things.matter:
                hint = did_you_mean(good, things.matter, "goods that are matter")
                problems.append(plants.problem(row, "machines", f"{quoted(good)} is no good that is matter", hint))


def _enterprises(sheet: Sheet | None, plants: Sheet | None, problems: list[Problem]) -> None:
    """A group is no shop of a street, and its members' names are free."""
    if sheet is None or plants is None or "plant" not in sheet.header or not {"plant", "street"} <= set(plants.header):
        return
    streets = dict(zip(plants.cells["plant"], plants.cells["street"], strict=True))
    for row, name in enumerate(sheet.cells["plant"].to_list()):
        if row in sheet.ragged:
            continue
        if streets.get(name):
            message = f"{quoted(name)} is the shop of {streets[name]} and cannot stand for a group"
            problems.append(sheet.problem(row, "plant", message, "a street has one shop; remove the row"))
        if taken := sorted(p for p in streets if re.fullmatch(rf"{re.escape(name)}_\d{{3}}", p)):
            message = f"members of {quoted(name)} are called {name}_001 and so on, and {quoted(taken[0])} is a plant"
            problems.append(sheet.problem(row, "plant", message, f"rename {taken[0]}"))


def check_people(sheets: dict[str, Sheet], settings: Settings | None, problems: list[Problem]) -> None:
    """Months and ages in order, and things that begin after the region has ended."""
    people = sheets.get("people")
    if people and {"first", "last", "age_from", "age_to"} <= set(people.header):
        for row in rows_where(people, pl.col("last").str.len_chars() == 7, pl.col("last") < pl.col("first")):
            hint = "last is first or later; the same month = all at once"
            problems.append(people.problem(row, "last", "last month is before the first", hint))
        for row in rows_where(people, pl.col("age_to") < pl.col("age_from")):
            problems.append(
                people.problem(row, "age_to", "oldest age is below the youngest", "age_to is age_from or more")
            )
    if not settings:
        return
    for table, column in (("plants", "founded"), ("streets", "built"), ("people", "first")):
        sheet = sheets.get(table)
        if sheet and column in sheet.header:
            for row in rows_where(sheet, pl.col(column) > settings.last, pl.col(column).str.len_chars() == 7):
                message = f"{column} {sheet.cells[column][row]} is after the region's last month, {settings.last}"
                hint = "it never comes to be; was the date meant?"
                problems.append(sheet.problem(row, column, message, hint, True))


def check_currency(sheet: Sheet | None, problems: list[Problem]) -> None:
    """Periods in order, each month in one of them only."""
    if sheet is None or not {"from", "currency"} <= set(sheet.header):
        return
    periods = []
    for row in rows_where(sheet, pl.col("from").str.len_chars() == 7):
        first, last = sheet.typed["from"][row], sheet.typed["to"][row] or "9999-12"
        if last < first:
            problems.append(sheet.problem(row, "to", f"period ends in {last}, before it begins", "to is from or later"))
        periods.append((first, last, row))
    for (_, last, before), (first, _, row) in pairwise(sorted(periods)):
        if first <= last:
            until = sheet.typed["to"][before] or "the end"
            message = f"dates overlap with line {sheet.starts[before]}, which lasts to {until}"
            problems.append(
                sheet.problem(row, "from", message, "each month has one currency: end one before the next begins")
            )
