"""What each step of the month reads, by which parameters and after whom: derived from its source, never typed twice.

The functions that a step calls are followed through the package. What they name of the tables is what the step reads,
what they name of the parameters is what rules it, and the paragraph `Source:` of their docstrings says after whom.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import TypeGuard

from tiexi.month import MONTH
from tiexi.region.known import KNOWN
from tiexi.world.steps import Step
from tiexi.world.world import TABLES

PACKAGE = Path(__file__).parents[1]
INDEX = Path(__file__).with_name("tests.txt")
COLUMNS = {table.name: frozenset(table.columns) for table in TABLES}
Place = tuple[str, str]  # module and function


@dataclass(frozen=True)
class Rule:
    """What stands behind a step: modules (its own first), columns read, parameters, sources, test files."""

    modules: tuple[str, ...]
    reads: tuple[str, ...]
    parameters: tuple[str, ...]
    sources: tuple[str, ...]
    tests: tuple[str, ...]


@cache
def rule_of(step: Step) -> Rule:
    """The rule of a step of the month, or of one put in its place."""
    assert isinstance(step.run, FunctionType)
    places = _reached(step.run.__module__, step.run.__name__)
    named = {name for place in places for name in _strings(place) if name in KNOWN}
    columns = {name for place in places for name in _columns(place)} - set(step.writes)
    columns -= {name for name in columns if f"{name.split('.')[0]}.*" in step.writes}
    modules = tuple(dict.fromkeys(module for module, _ in places))
    own = tuple(m for m in modules if not m.startswith("tiexi.world"))
    sources = tuple(dict.fromkeys(said for m in modules for said in _sources(m)))
    return Rule(modules, tuple(sorted(columns)), tuple(n for n in KNOWN if n in named), sources, tests_of(own))


def readers(parameter: str) -> list[Step]:
    """Steps that a parameter rules."""
    return [step for step in MONTH if parameter in rule_of(step).parameters]


def rows_of(parameter: str) -> list[str]:
    """Rows of the mission that a parameter serves, through the steps that read it."""
    return list(dict.fromkeys(row for step in readers(parameter) for row in step.rows))


def observers(parameter: str) -> list[str]:
    """Modules outside the month that read a parameter: the record, where it changes what is counted and not what
    happens, and the founding, which reads it once.
    """
    places = [("record", "*.py"), ("world", "found*.py")]
    modules = [f"tiexi.{at}.{path.stem}" for at, glob in places for path in sorted((PACKAGE / at).glob(glob))]
    return [m for m in modules if parameter in _texts_of(m)]


@cache
def watching(row: str) -> tuple[str, ...]:
    """Modules of the record that serve a row: it is seen there and acts on nothing."""
    found = []
    for path in sorted((PACKAGE / "record").glob("*.py")):
        module = f"tiexi.record.{path.stem}"
        if any(row in ast.literal_eval(node.value) for node in _tree(module).body if _says_rows(node)):
            found.append(module)
    return tuple(found)


def watched(module: str) -> Rule:
    """What stands behind a module of the record that serves a row."""
    texts = {name for name in _texts_of(module) if name in KNOWN}
    return Rule((module,), (), tuple(n for n in KNOWN if n in texts), _sources(module), tests_of((module,)))


@cache
def says(module: str) -> str:
    """The first sentence of a module's docstring."""
    told = " ".join((ast.get_docstring(_tree(module)) or "").split())
    return told.split(". ")[0].rstrip(".")


@cache
def index() -> dict[str, tuple[str, ...]]:
    """Test files by what they test: a module, or a row of the mission."""
    found: dict[str, list[str]] = {}
    for line in INDEX.read_text("utf-8").splitlines():
        what, _, file = line.partition(" ")
        found.setdefault(what, []).append(file)
    return {what: tuple(files) for what, files in found.items()}


def tests_of(names: tuple[str, ...]) -> tuple[str, ...]:
    """Files that test any of these modules or rows."""
    return tuple(dict.fromkeys(file for name in names for file in index().get(name, ())))


def scan(tests: Path) -> str:
    """The text of `INDEX`: which test files import which modules of rules, and which rows they say they tell of."""
    lines = set()
    for path in sorted(tests.rglob("test_*.py")):
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        file = path.relative_to(tests.parent).as_posix()
        lines |= {f"{name} {file}" for name in _imported(tree) if (_file(name)).exists() and _rules(name)}
        for node in tree.body:
            if _says_rows(node):
                lines |= {f"{row} {file}" for row in ast.literal_eval(node.value)}
    return "".join(f"{line}\n" for line in sorted(lines))


def _says_rows(node: ast.stmt) -> TypeGuard[ast.Assign]:
    """Whether a statement is `ROWS = (...)`: the rows of the mission that a file tells of."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "ROWS"


def _rules(module: str) -> bool:
    """Whether a module belongs to a folder of rules or to the record."""
    return module.split(".")[1] in {step.name.split(".")[0] for step in MONTH} | {"record"}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tiexi."):
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _file(module: str) -> Path:
    return PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")


@cache
def _texts_of(module: str) -> frozenset[str]:
    return frozenset(_texts(_tree(module)))


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(_file(module).read_text("utf-8"))


@cache
def _names(module: str) -> dict[str, Place]:
    """What a module's names stand for: its own functions and classes, and those it imports from the package."""
    found: dict[str, Place] = {}
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = (module, node.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tiexi."):
            for alias in node.names:
                found[alias.asname or alias.name] = (str(node.module), alias.name)
    return found


@cache
def _body(place: Place) -> ast.FunctionDef | ast.ClassDef | None:
    module, name = place
    if not _file(module).exists():
        return None
    for node in _tree(module).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node
    return None


def _reached(module: str, name: str) -> list[Place]:
    """Functions that one calls or names, directly or not, in the order in which they are met."""
    found: dict[Place, None] = {}
    waiting = [(module, name)]
    while waiting:
        place = waiting.pop(0)
        node = _body(place)
        if place in found or node is None:
            continue
        found[place] = None
        known = _names(place[0])
        waiting += [known[n.id] for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in known]
    return list(found)


def _strings(place: Place) -> Iterator[str]:
    """Texts in a function's body; of one with gaps, every parameter that fits."""
    node = _body(place)
    if node:
        yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
            fixed = [re.escape(str(p.value)) if isinstance(p, ast.Constant) else "[a-z_]+" for p in part.values]
            yield from (name for name in KNOWN if re.fullmatch("".join(fixed), name))


def _columns(place: Place) -> Iterator[str]:
    """Columns of tables that a function names (`people.wage`), under whatever name it holds the table."""
    node = _body(place)
    assert node is not None
    held: dict[str, str] = {}
    for part in ast.walk(node):
        if isinstance(part, ast.Assign):
            goal, value = part.targets[0], part.value
            pairs = zip(goal.elts, value.elts, strict=False) if isinstance(goal, ast.Tuple) and isinstance(
                value, ast.Tuple) else [(goal, value)]  # fmt: skip
            for to, of in pairs:
                if isinstance(to, ast.Name) and isinstance(of, ast.Attribute) and of.attr in COLUMNS:
                    held[to.id] = of.attr
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute):
            of = part.value
            name = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
            table = held.get(name, name)
            if part.attr in COLUMNS.get(table, ()):
                yield f"{table}.{part.attr}"


@cache
def _sources(module: str) -> tuple[str, ...]:
    """What the docstring of a module says under `Source:`, without the last full stop."""
    said = re.findall(r"Sources?: (.*?)(?:\n\s*\n|\Z)", ast.get_docstring(_tree(module)) or "", re.DOTALL)
    return tuple(" ".join(text.split()).rstrip(".") for text in said)
