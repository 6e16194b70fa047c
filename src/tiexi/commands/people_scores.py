"""The people targets on a terminal: every seed, the median against the band, and what was fitted to what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tiexi.commands.scores import band, number, plain, screen, seeds, verdict

if TYPE_CHECKING:
    from tiexi.studies.people.score import Board, Result

TEN = 10  # seeds a line


def show_people(board: Board) -> None:
    """Print the board on stdout."""
    from tiexi.studies.people.targets import ROLES

    console, room = screen()
    console.print(f"\nPeople  town and village person by person, Tiexi at scale {board.scale}; {seeds(board.seeds)}; "
                  f"{board.seconds:.0f} s", style="bold")  # fmt: skip
    console.print("Each target by its paper's own estimator, on the panel of the run\n")
    table = plain((
        ("", "left"), ("what", "left"), ("band", "right"), ("model", "right"), ("", "left"), ("setting", "left"),
        ("fitted", "left"),
    ), room)  # fmt: skip
    for role in ROLES:
        mine = [r for r in board.results if r.target.role == role]
        if mine:
            table.add_row("", role, style="bold")
        for r in mine:
            t = r.target
            table.add_row(t.id, f"{t.says}, {t.unit}", band(t.low, t.high), number(r.value), verdict(r.inside),
                          t.setting, t.fitted)  # fmt: skip
    console.print(table)
    groups = board.groups()
    missed = [name for name, held in groups.items() if not held]
    console.print(f"{len(groups) - len(missed)} of {len(groups)} targets have every part in its band"
                  + (f"; missed: {', '.join(missed)}" if missed else ""))  # fmt: skip
    console.print("Model is the median over seeds; of A5 it is the estimate of all seeds together, deaths being rare")
    if board.informal is not None:
        console.print(f"Beside A9: {number(board.informal)} informal jobs won for each post closed (not counted)")
    console.print("\nEvery seed", style="bold")
    for r in board.results:
        for at in range(0, len(r.values), TEN):
            console.print(_line(r, at))
    console.print()


def _line(result: Result, at: int) -> str:
    """Ten seeds of one target; a stroke where nobody was displaced."""
    cells = ("-" if v is None else number(v) for v in result.values[at : at + TEN])
    return f"{result.target.id if at == 0 else '':<6}" + "".join(f"{c:>9}" for c in cells)
