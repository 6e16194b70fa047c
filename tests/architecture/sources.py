"""The sources of the package as syntax trees, and the questions the architecture tests ask of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PACKAGE = REPOSITORY / "src" / "tiexi"


@dataclass(frozen=True)
class Source:
    """One file: its dotted name without `tiexi.`, text and tree."""

    path: Path
    module: str
    text: str
    tree: ast.Module

    @property
    def part(self) -> str:
        """First part of the module's name: `factory` of `factory.pay`; empty for the package itself."""
        return self.module.split(".")[0]

    def at(self, node: ast.AST | int) -> str:
        """`file:line` for a message."""
        line = node if isinstance(node, int) else getattr(node, "lineno", 1)
        return f"{self.path.relative_to(REPOSITORY)}:{line}"


@cache
def sources() -> tuple[Source, ...]:
    """Every Python file of the package."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        names = path.relative_to(PACKAGE).with_suffix("").parts
        module = ".".join(n for n in names if n != "__init__")
        text = path.read_text("utf-8")
        found.append(Source(path, module, text, ast.parse(text, str(path))))
    return tuple(found)


def _guards_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")


def imports(source: Source, types_too: bool = False) -> Iterator[tuple[str, ast.stmt]]:
    """Dotted names a file imports, lazily or not; those for type checkers alone only with `types_too`.

    `from tiexi.world import ledger` gives `tiexi.world` and `tiexi.world.ledger`.
    """
    waiting: list[ast.AST] = [source.tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or "", node
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node
        if _guards_types(node) and not types_too:
            assert isinstance(node, ast.If)
            waiting += node.orelse
        else:
            waiting += ast.iter_child_nodes(node)


def functions(source: Source) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function and method with its dotted name inside the file."""

    def walk(node: ast.AST, prefix: str) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                yield prefix + child.name, child
                yield from walk(child, f"{prefix}{child.name}.")
            elif isinstance(child, ast.ClassDef):
                yield from walk(child, f"{prefix}{child.name}.")
            else:
                yield from walk(child, prefix)

    yield from walk(source.tree, "")


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function from its `def`, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines
