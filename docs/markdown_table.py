"""Markdown that the generated pages are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], align: str = "") -> str:
    """A table; `align` has a letter for each column: `r` to the right, else to the left."""
    lines = ["| " + " | ".join(heads) + " |"]
    lines.append("|" + "".join("--:|" if mark == "r" else "---|" for mark in align.ljust(len(heads))))
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)
