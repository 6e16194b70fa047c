"""The people targets without one cause at a time, on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiexi.commands.scores import number, plain, screen, seeds

if TYPE_CHECKING:
    from tiexi.studies.people.ablate import Ablation, Row


def show_ablation(found: Ablation) -> None:
    """Print a table for each setting on stdout; what lies outside its band has a star."""
    from tiexi.studies.people.targets import TARGETS

    console, room = screen()
    console.print(f"\nPeople targets without a cause  medians of {seeds(found.seeds)}, Tiexi at scale {found.scale}; "
                  f"{found.seconds:.0f} s", style="bold")  # fmt: skip
    console.print("* outside its band; A5 is the estimate of all seeds together\n")
    for setting in dict.fromkeys(r.cause.setting for r in found.rows):
        rows = [r for r in found.rows if r.cause.setting == setting]
        shown = [t for t in TARGETS if any(t.id in r.values for r in rows)]
        table = plain((("without", "left"), *((t.id, "right") for t in shown), ("should fail", "left")), room)
        for r in rows:
            cells = (_cell(r, t.id, t.holds(r.values.get(t.id))) for t in shown)
            table.add_row(r.cause.name, *cells, " ".join(r.cause.fails))
        console.print(f"{setting}", style="bold")
        console.print(table)
        console.print()
    stands = [f"{t} without {r.cause.name} ({r.cause.setting})" for r in found.rows for t in r.stands]
    console.print(f"Should fail and stands: {', '.join(stands)}" if stands else "Every target fails without its causes")


def _cell(row: Row, target: str, inside: bool) -> str:
    if target not in row.values:
        return ""
    value = row.values[target]
    return ("-" if value is None else number(value)) + ("" if inside else "*")
