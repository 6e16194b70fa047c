"""Where a run comes from: version, commit, machine, parameters and their grades, and its bibliography."""

from __future__ import annotations

import csv
import platform
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tiexi import __version__
from tiexi.record.run import Run, RunError

if TYPE_CHECKING:
    from tiexi.world.world import World

PARTS = ("numpy", "numba", "scipy", "polars", "pydantic", "xxhash")
UNSOURCED = ("", "general_knowledge")


def version() -> str:
    """Version of the installed package, or of the sources when it runs from a folder that is not installed."""
    try:
        return metadata.version("tiexi")
    except metadata.PackageNotFoundError:
        return __version__


@cache
def commit() -> str | None:
    """Commit of the checkout the package runs from, or None if it does not run from one."""
    head = Path(__file__).resolve().parents[3] / ".git" / "HEAD"
    try:
        text = head.read_text("utf-8").strip()
        if not text.startswith("ref: "):
            return text
        name = text.removeprefix("ref: ")
        ref = head.parent / name
        if ref.exists():
            return ref.read_text("utf-8").strip()
        packed = (head.parent / "packed-refs").read_text("utf-8")
        return next((row.split()[0] for row in packed.splitlines() if row.endswith(f" {name}")), None)
    except OSError:
        return None


def dependencies() -> dict[str, str]:
    """Versions of the parts that compute and write."""
    found = {}
    for part in PARTS:
        try:
            found[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str]:
    """The platform, without anything that names the machine or its user."""
    return {"system": platform.system(), "machine": platform.machine(), "python": platform.python_version()}


def parameters(world: World) -> dict[str, Any]:
    """Every parameter's value: a number, or values by month YYYY-MM where it is dated more than once."""
    found: dict[str, Any] = {}
    for name, p in sorted(world.region.parameters.items()):
        dated = {world.calendar.text(month): value for month, value in p.dated}
        found[name] = next(iter(dated.values())) if len(dated) == 1 else dated
    return found


def share_assumed(known: Mapping[str, Any]) -> float:
    """Share of the parameters whose grade is `assumed`; 0 if there are none."""
    return sum(p.grade == "assumed" for p in known.values()) / len(known) if known else 0.0


def bibliography(text: str) -> dict[str, str]:
    """Entries of a BibTeX file by key, as they stand; braces inside an entry must balance."""
    found = {}
    for start in re.finditer(r"@\w+\s*\{\s*([^,\s]+)\s*,", text):
        depth, end = 1, text.index("{", start.start()) + 1
        while depth and end < len(text):
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        found[start.group(1)] = text[start.start() : end]
    return found


def sources(region: Path) -> set[str]:
    """Keys of all sources named in the tables and parameters of a region folder."""
    found: set[str] = set()
    for path in sorted(region.rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found.update((row.get("source") or "").strip() for row in csv.DictReader(file))
    for path in sorted(region.rglob("*.toml")):
        found.update(_named(tomllib.loads(path.read_text("utf-8"))))
    # A source may give a page: `key, p. 12`; several are divided by semicolons.
    return {part.split(",")[0].strip() for one in found for part in one.split(";")} - set(UNSOURCED)


def _named(tree: Any) -> set[str]:
    if isinstance(tree, dict):
        own = {tree["source"]} if isinstance(tree.get("source"), str) else set()
        return own.union(*(_named(v) for v in tree.values()))
    if isinstance(tree, list):
        return set().union(*(_named(v) for v in tree))
    return set()


def cite(run: Run) -> str:
    """BibTeX entries of every source the run's region names, then a method note of three sentences.

    Raises RunError if the run has no copy of its region.
    """
    region = run.folder / "region"
    if not region.is_dir():
        raise RunError(f"{run.folder} has no copy of its region (region/), so its sources are not known")
    file = region / "sources.bib"
    entries = bibliography(file.read_text("utf-8")) if file.exists() else {}
    used = sorted(sources(region))
    parts = [entries[key] for key in used if key in entries]
    if missing := [key for key in used if key not in entries]:
        parts.append("% named in the tables, without an entry in sources.bib: " + ", ".join(missing))
    return "\n\n".join([*parts, note(run.facts)]) + "\n"


def note(facts: Mapping[str, Any]) -> str:
    """The method note: what was run, what was conserved, what was assumed."""
    residual = facts.get("residual", {})
    left = ", ".join(f"{residual[name]} {unit}" for name, unit in
                     (("money", "coins"), ("matter_g", "g"), ("people", "persons")) if name in residual)  # fmt: skip
    return (
        f"The region {facts['region']} was simulated with tiexi {facts['version']} for {facts['months']} months, "
        f"one simulated person standing for {facts['scale']} (seed {facts['seed']}, region digest "
        f"{facts['region_digest']}, last month's digest {facts['digest']}). "
        f"Money, matter and people are whole numbers, recounted after every step of every month; the largest "
        f"residuals were {left or 'not recorded'}. "
        f"Of its parameters {100 * facts['share_assumed']:.0f} per cent are assumed, and levels that hang on them "
        f"should be read as ranges."
    )
