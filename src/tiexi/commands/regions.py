"""`tiexi regions` and `tiexi new`: the shipped regions, and one's own."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from tiexi.cli import DONE


def regions() -> int:
    """List the regions that come with tiexi: title, span, people, plants."""
    from rich.console import Console
    from rich.table import Table

    from tiexi.region import load, shipped

    table = Table(box=None, pad_edge=False)
    for heading in ("region", "title", "months", "people at the peak", "plants"):
        table.add_column(heading, justify="right" if heading in ("people at the peak", "plants") else "left")
    for name in shipped():
        region = load(name)
        settings = region.settings
        table.add_row(
            name, region.title("en"), f"{settings.first} to {settings.last}", f"{settings.peak_people:,}",
            str(len(region.tables["plants"])),
        )  # fmt: skip
    Console(highlight=False).print(table)
    return DONE


def new(folder: Path, /, *, from_: Annotated[str, Parameter(name="--from")] = "hamlet") -> int:
    """Start a region of your own as a copy of a shipped one; an existing folder is never touched.

    Parameters
    ----------
    folder
        The folder to make.
    from_
        The shipped region, or region folder, to start from.
    """
    from tiexi import region

    region.new(folder, from_)
    print(f"{folder} is a copy of {from_}. Edit its tables, then:\n  tiexi check {folder}\n  tiexi run {folder}")
    return DONE
