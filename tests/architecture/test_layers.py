"""Data flows one way: nothing imports what lies to its right."""

from __future__ import annotations

from tests.architecture.sources import Source, imports, sources

SUBSYSTEMS = {"factory", "street", "rails", "state", "country", "market", "nature"}

# What each part of the package may import of the others. A name alone stands for itself and all below it.
MAY_IMPORT: dict[str, set[str]] = {
    "": {"engine", "month", "record", "region", "studies"},  # the public names, imported when asked for
    "region": set(),
    "world": {"region"},
    **{name: {"world", "region"} for name in SUBSYSTEMS},
    "laws": {"world", "region"},
    "month": {"world", *SUBSYSTEMS},
    "record": {"world", "region"},
    "engine": {"month", "record", "laws", "world", "region"},
    "warm": {"engine", "record", "world", "region"},
    "report": {"record", "region"},
    "cases": {"engine", "laws", "world", "region", *SUBSYSTEMS},  # drivers call the rules that the month calls
    "studies": {"cases", "engine", "month", "record", "report", "world", "region"},
    "bench": {"studies", "engine", "report", "state", "world"},
    "web": {"studies", "engine", "report", "record", "region"},
}
COMMAND_LINE = {"__main__", "cli", "commands", "screens"}  # rightmost: may import everything


def ours(source: Source, types_too: bool = False) -> list[tuple[str, str]]:
    """Names inside the package that a file imports, each with where."""
    found = []
    for name, node in imports(source, types_too):
        if name == "tiexi" or name.startswith("tiexi."):
            found.append((name.removeprefix("tiexi").lstrip("."), source.at(node)))
    return found


def test_every_part_has_its_place() -> None:
    known = set(MAY_IMPORT) | COMMAND_LINE
    lost = sorted({s.part for s in sources()} - known)
    assert not lost, f"no layer is declared for {lost}: say in MAY_IMPORT what they may import"


def test_nothing_imports_what_lies_to_its_right() -> None:
    wrong = []
    for source in sources():
        if source.part in COMMAND_LINE:
            continue
        for name, where in ours(source):
            part = name.split(".")[0]
            if part in ("", "__version__") or part == source.part:
                continue
            if part not in MAY_IMPORT[source.part] and (part in MAY_IMPORT or part in COMMAND_LINE):
                wrong.append(f"{where}: {source.part or 'tiexi'} imports {name}, which lies to its right")
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


def test_subsystems_meet_only_in_the_tables() -> None:
    wrong = []
    for source in sources():
        if source.part not in SUBSYSTEMS:
            continue
        for name, where in ours(source, types_too=True):
            part = name.split(".")[0]
            if part in SUBSYSTEMS and part != source.part:
                wrong.append(f"{where}: {source.part} imports {part}; put what both need into a table of the world")
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


def test_laws_import_neither_ledger_nor_stores() -> None:
    wrong = []
    for source in sources():
        if source.part != "laws":
            continue
        for name, where in ours(source, types_too=True):
            if name.startswith(("world.ledger", "world.stores")):
                wrong.append(f"{where}: laws recompute from the tables and may not import {name}")
    assert not wrong, "\n" + "\n".join(sorted(set(wrong)))


def test_only_jit_imports_numba() -> None:
    wrong = [
        f"{source.at(node)}: use `kernel` of tiexi.world.jit instead of importing {name}"
        for source in sources()
        if source.module != "world.jit"
        for name, node in imports(source)
        if name.split(".")[0] in ("numba", "llvmlite")
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_month_is_one_page() -> None:
    (month,) = [s for s in sources() if s.module == "month"]
    lines = month.text.count("\n")
    assert lines <= 60, f"{month.at(1)}: {lines} lines; the month is one page and nothing else"


def test_the_command_line_loads_nothing_heavy_at_its_top() -> None:
    heavy = {"numba", "numpy", "polars", "scipy", "rich", "jinja2", "pydantic"}
    light = COMMAND_LINE | {""}
    wrong = []
    for source in sources():
        if source.part not in light:
            continue
        top = {id(node) for node in source.tree.body}
        for name, node in imports(source):
            inside = name.startswith("tiexi.") and name.split(".")[1] not in light
            if id(node) in top and (name.split(".")[0] in heavy or inside):
                wrong.append(f"{source.at(node)}: import {name} inside the function that needs it")
    assert not wrong, "\n" + "\n".join(wrong)
