"""Trade that could not work: goods without a price, goods nobody delivers, goods nobody takes."""

from __future__ import annotations

from tiexi.region.csvfile import Sheet
from tiexi.region.links import names_in
from tiexi.region.problem import Problem, quoted

OUT_OF_TRADE = ("waste", "nature")
USED_UP = ("consumer", "food", "service")  # bought by households or used up by the public, not taken by a recipe


def check_supply(sheets: dict[str, Sheet], problems: list[Problem]) -> None:
    """Warn where a region would run, but with goods for nothing, works without feed, or yards that only fill."""
    goods, recipes, shops = sheets.get("goods"), sheets.get("recipes"), sheets.get("workshops")
    if not goods or not recipes or not shops or any(sheet.broken for sheet in sheets.values()):
        return
    if not {"good", "kind", "imports"} <= set(goods.header) or "recipes" not in shops.header:
        return
    if not {"recipe", "good", "direction"} <= set(recipes.header):
        return
    used = {word.strip() for cell in names_in(shops, "recipes") for word in cell.split(";")}
    taken: dict[str, int] = {}
    made: dict[str, int] = {}
    for row, (recipe, good, way) in enumerate(recipes.cells.select("recipe", "good", "direction").iter_rows()):
        if recipe in used and row not in recipes.ragged:
            (taken if way == "in" else made).setdefault(good, row)
    wanted = names_in(sheets["outside"], "good") if "outside" in sheets else set()
    kinds = dict(goods.cells.select("good", "kind").iter_rows())
    _unpriced(goods, sheets.get("timeline"), {*taken, *made, *wanted}, problems)
    bought = set(goods.cells.filter(goods.cells["imports"] == "yes")["good"].to_list())
    for good, row in taken.items():
        if good in kinds and good not in made and good not in bought and kinds[good] not in OUT_OF_TRADE:
            message = f"good {quoted(good)} is taken here, but nobody makes it and it is not bought outside"
            hint = f"add a workshop that makes {good}, or write imports = yes in goods.csv"
            problems.append(recipes.problem(row, "good", message, hint, True))
    for good, row in made.items():
        if good in kinds and good not in taken and good not in wanted and kinds[good] not in (*OUT_OF_TRADE, *USED_UP):
            message = f"good {quoted(good)} is made here, but nobody takes it; work stops when the yard is full"
            hint = f"add its demand to outside.csv, a recipe that takes {good}, or make it a good of kind waste"
            problems.append(recipes.problem(row, "good", message, hint, True))


def _unpriced(goods: Sheet, timeline: Sheet | None, traded: set[str], problems: list[Problem]) -> None:
    """Goods in trade that no row of kind price mentions, where other goods have prices."""
    if timeline is None or not {"kind", "target"} <= set(timeline.header):
        return
    rows = timeline.cells.filter(timeline.cells["kind"] == "price")
    priced = {target.partition(":")[2].strip() for target in rows["target"].to_list()}
    for row, (good, kind, matter) in enumerate(goods.cells.select("good", "kind", "matter").iter_rows()):
        if good in traded and good not in priced and kind not in OUT_OF_TRADE and priced:
            unit = "yuan/t market" if matter == "yes" else "index 1978=1"
            message = f"good {quoted(good)} has no price and changes hands for nothing"
            hint = f"add rows to timeline.csv: its first month,price,good:{good},...,{unit},general_knowledge,assumed"
            problems.append(goods.problem(row, "good", message, hint, True))
