"""Recipes close: every element that goes in comes out, in exact whole grams."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import gcd

PER_KG = 1000  # a content adds up to 1000 g/kg
_PART = re.compile(r"([A-Za-z][A-Za-z0-9_]*)\s+(\d{1,4})", re.ASCII)
_MASS = re.compile(r"([a-z][a-z0-9_]*)\s+(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Item:
    """One row of a recipe: `kg` is positive if given, negative if taken."""

    good: str
    kg: int


def read_content(text: str) -> tuple[dict[str, int], list[str]]:
    """`Cu 250; rest 750` as g/kg by element, and the parts that cannot be read or stand twice."""
    return _read(_PART, text)


def read_masses(text: str) -> tuple[dict[str, int], list[str]]:
    """`steel_scrap 900; copper_scrap 40` as t by good, and the parts that cannot be read or stand twice."""
    return _read(_MASS, text) if text.strip() else ({}, [])


def _read(form: re.Pattern[str], text: str) -> tuple[dict[str, int], list[str]]:
    content: dict[str, int] = {}
    strange: list[str] = []
    for part in text.split(";"):
        found = form.fullmatch(part.strip())
        if not found or found[1] in content:
            strange.append(part.strip())
            continue
        content[found[1]] = int(found[2])
    return content, strange


def surplus(items: Iterable[Item], contents: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Grams of each element that a batch gives beyond what it takes; empty if the recipe closes.

    Goods without content (no matter) stand outside the balance.
    """
    total: dict[str, int] = {}
    for item in items:
        for element, share in contents.get(item.good, {}).items():
            total[element] = total.get(element, 0) + item.kg * share
    return {element: grams for element, grams in sorted(total.items()) if grams}


def closing(
    recipe: str,
    items: list[Item],
    contents: Mapping[str, Mapping[str, int]],
    sinks: Mapping[str, str],
) -> list[str]:
    """What would close a recipe, in lines ready to be pasted or read. `sinks` are goods of kind waste and nature."""
    gap = surplus(items, contents)
    for item in items:  # a mistyped amount is the likeliest cause
        scale = _multiple(gap, contents.get(item.good, {}))
        if scale is not None and (item.kg - scale) * item.kg > 0:
            return [f"write {abs(item.kg - scale)} instead of {abs(item.kg)} kg of {item.good}"]
    lost = {e: -g for e, g in gap.items() if g < 0}
    made = {e: g for e, g in gap.items() if g > 0}
    lines = _rows(recipe, lost, "waste", "out", contents, sinks)
    return lines + _rows(recipe, made, "nature", "in", contents, sinks)


def _rows(
    recipe: str,
    gap: dict[str, int],
    kind: str,
    direction: str,
    contents: Mapping[str, Mapping[str, int]],
    sinks: Mapping[str, str],
) -> list[str]:
    """Rows of waste (or nature) that hold exactly a gap of grams by element."""
    rest = dict(gap)
    rows: list[str] = []
    goods = sorted(good for good, k in sinks.items() if k == kind)
    for good in sorted(goods, key=lambda g: (-len(contents.get(g, {})), g)):
        amount = min((rest.get(e, 0) // s for e, s in contents.get(good, {}).items() if s), default=0)
        left = {e: g - amount * contents[good].get(e, 0) for e, g in rest.items()} if amount else rest
        if amount and sum(1 for g in left.values() if g) < sum(1 for g in rest.values() if g):
            rows.append(f"{recipe},{good},{amount},{direction},kg,general_knowledge,assumed")
            rest = left
    if not any(rest.values()):
        return [f"add the row: {row}" for row in rows]
    return [f"add the row: {row}" for row in rows] + [_new_good(recipe, rest, kind, direction)]


def _new_good(recipe: str, gap: dict[str, int], kind: str, direction: str) -> str:
    """The good that would have to be declared to hold a gap."""
    gap = {e: g for e, g in gap.items() if g}
    total = sum(gap.values())
    listed = ", ".join(f"{e} {g} g" for e, g in gap.items())
    if total % PER_KG == 0 and all(g * PER_KG % total == 0 for g in gap.values()):
        content = "; ".join(f"{e} {g * PER_KG // total}" for e, g in gap.items())
        name = f"{recipe}_{'waste' if kind == 'waste' else 'air'}"
        row = f"{recipe},{name},{total // PER_KG},{direction},kg,general_knowledge,assumed"
        return f"add a good {name} of kind {kind} with content '{content}', and the row: {row}"
    batch = PER_KG // reduce(gcd, gap.values(), PER_KG)
    return f"add goods of kind {kind} ({direction}) that hold {listed} – one good for each element" + (
        f", with every amount of the recipe times {batch}" if batch > 1 else ""
    )


def _multiple(gap: Mapping[str, int], content: Mapping[str, int]) -> int | None:
    """How many kg of a content make up a gap exactly, None if no whole number does."""
    if not content or set(gap) != {e for e, s in content.items() if s}:
        return None
    element = next(iter(gap))
    kg, rest = divmod(gap[element], content[element])
    exact = rest == 0 and all(kg * content[e] == g for e, g in gap.items())
    return kg if exact else None
