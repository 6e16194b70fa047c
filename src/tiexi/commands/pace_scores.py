"""The curve of the pace of closure on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiexi.commands.scores import number, percent, plain, screen, seeds, verdict

if TYPE_CHECKING:
    from tiexi.studies.pace import Pace, Point


def show_pace(pace: Pace) -> None:
    """Print the curve, every seed and the statements on stdout."""
    from tiexi.studies.pace import BRITISH, PACES, RUHR

    console, room = screen()
    console.print(f"\nPace of closure  pit village, person by person; medians of {seeds(pace.seeds)}", style="bold")
    table = plain((
        ("% a\nyear", "right"), ("", "left"), ("dismissed,\n% of exits", "right"), ("with\nbridging", "right"),
        ("years of\nincome lost", "right"), ("with\nbridging", "right"), ("highest %\njobless", "right"),
        ("with\nbridging", "right"),
    ), room)  # fmt: skip
    for rate in PACES:
        one, two = (next(p for p in pace.curve if p.pace == rate and p.bridged == b) for b in (False, True))
        name = "Ruhr" if rate == RUHR else "British" if rate == BRITISH else ""
        cells = [f(p) for f in (_dismissed, _lost, _unemployed) for p in (one, two)]
        table.add_row(f"{100 * rate:g}", name, *cells)
    console.print(table)
    for says, held in pace.says:
        console.print(f"{verdict(held):<4} {says}")
    console.print("\nEvery seed: dismissed, % of exits, by pace; without and with bridging", style="bold")
    for at, seed in enumerate(pace.seeds, 1):
        parts = (" ".join(_dismissed(p) for p in seed if p.bridged == b) for b in (False, True))
        console.print(f"{at:>4}  " + "   |   ".join(parts))
    console.print()


def _dismissed(point: Point) -> str:
    return percent(100 * point.dismissed)


def _lost(point: Point) -> str:
    return number(point.lost)


def _unemployed(point: Point) -> str:
    return percent(100 * point.unemployment)
