"""The scoreboard on a terminal: targets, observed series beside naive forecasts, emergent checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from tiexi.studies.emergent import Check
    from tiexi.studies.scoreboard import Scoreboard, Series, Target

ROLES = ("validation", "calibration", "input")
NARROWEST = 120  # columns: on a smaller screen lines are broken by the terminal, not by the table
WIDE = {
    "quantity": 42,
    "series and place": 38,
    "what": 42,
    "with": 26,
    "reason": 76,
    "fitted": 30,
}  # these wrap, at least so wide
GROWS = ("quantity", "series and place", "what", "reason")  # on a wider screen they take what is left


def show(board: Scoreboard) -> None:
    """Print the scoreboard on stdout."""
    console, room = screen()
    seeds, scale = len(board.seeds), board.scale
    stands = "everyone simulated" if scale == 1 else f"each simulated person stands for {scale}"
    many = "one seed, so no range" if seeds == 1 else f"{seeds} seeds: median, and 10 to 90 %"
    console.print(f"\n{board.region}  {stands}; {many}; {board.seconds:.0f} s", style="bold")
    console.print("\nTargets, each in the form it has for the region", style="bold")
    console.print(_targets(board.targets, room))
    for line in _summary(board.targets):
        console.print(line)
    _left_out(console, board.targets, room)
    if board.series:
        console.print("\nObserved series and naive forecasts: mean error in percent of what was observed", style="bold")
        console.print(_series(board.series, room))
    if board.checks:
        console.print("\nWhat must come out, with its cause and without", style="bold")
        console.print(_checks(board.checks, room))
    console.print()


def screen() -> tuple[Console, int]:
    """A console at least `NARROWEST` wide, and by how much it is wider (at most 40)."""
    from rich.console import Console

    console = Console(highlight=False)
    if console.width < NARROWEST:
        console = Console(highlight=False, width=NARROWEST)
    return console, min(40, console.width - NARROWEST)


def plain(columns: Iterable[tuple[str, str]], room: int, header: bool = True) -> Table:
    """A table without lines; `room` is how much wider than `NARROWEST` the screen is."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim", show_header=header)
    for name, justify in columns:
        width = WIDE[name] + (room if name in GROWS else 0) if name in WIDE else None
        table.add_column(name, justify=justify, no_wrap=width is None, width=width)  # type: ignore[arg-type]
    return table


def _targets(targets: Iterable[Target], room: int) -> Table:
    table = plain((
        ("", "left"), ("quantity", "left"), ("target", "right"), ("band", "right"), ("model", "right"),
        ("10 to 90 %", "right"), ("", "left"), ("in band", "right"),
    ), room)  # fmt: skip
    targets = list(targets)
    for role in ROLES:
        mine = [t for t in targets if t.role == role]
        if mine:
            table.add_row("", role, style="bold")
        for t in mine:
            share = "" if t.share_inside is None else f"{t.share_inside:.0%}"
            unit = "" if t.unit == "ratio" else f", {t.unit}"
            table.add_row(
                t.id, f"{t.quantity.replace('_', ' ')} {t.year}{unit}", number(t.value), band(t.low, t.high),
                number(t.q50), spread(t.q10, t.q90), verdict(t.inside), share,
            )  # fmt: skip
    return table


def _summary(targets: Iterable[Target]) -> list[str]:
    """How many medians lie in their band, by role."""
    lines = []
    for role in ("validation", "calibration"):
        mine = [t for t in targets if t.role == role and t.inside is not None]
        if mine:
            lines.append(f"{role}: {sum(bool(t.inside) for t in mine)} of {len(mine)} medians in their band")
    if any(t.role == "input" for t in targets):
        lines.append("input: put into the model, so shown and not scored")
    return lines


def _left_out(console: Console, targets: Iterable[Target], room: int) -> None:
    """Targets that are not scored, by reason."""
    reasons: dict[str, list[str]] = {}
    for t in targets:
        if t.role == "not_scored":
            reasons.setdefault(t.reason, []).append(t.id)
    if not reasons:
        return
    console.print("\nNot scored", style="bold")
    table = plain((("", "left"), ("reason", "left")), room, header=False)
    for reason, ids in reasons.items():
        table.add_row(" ".join(ids), reason)
    console.print(table)


def _series(series: Iterable[Series], room: int) -> Table:
    table = plain((
        ("series and place", "left"), ("years", "right"), ("observed", "right"), ("model", "right"),
        ("model off", "right"), ("last value off", "right"), ("trend off", "right"),
    ), room)  # fmt: skip
    series = list(series)
    places = [(s.series, s.place, s.base) for s in series]
    for role in (*ROLES, "observed"):
        mine = [s for s in series if s.role == role]
        if mine:
            table.add_row(role, style="bold")
        for s in mine:
            last, first = s.points[-1], s.points[0]
            years = f"{first.year}" if len(s.points) == 1 else f"{first.year}-{last.year}, {len(s.points)}"
            name = f"{s.series.replace('_', ' ')}, {s.place}" + (f" ({s.base} = base)" if s.base else "")
            if places.count((s.series, s.place, s.base)) > 1:
                name += f": {s.definition}"
            table.add_row(
                name, years, number(last.observed), number(last.q50), percent(s.model_error), percent(s.last_error),
                percent(s.trend_error),
            )  # fmt: skip
    table.caption = "observed and model: the last year; a count of a larger place is held against its change since base"
    table.caption_justify = "left"
    return table


def _checks(checks: Iterable[Check], room: int) -> Table:
    table = plain((
        ("", "left"), ("", "left"), ("seeds", "right"), ("needed", "right"), ("what", "left"), ("with", "left"),
        ("median", "right"), ("10 to 90 %", "right"),
    ), room)  # fmt: skip
    for c in checks:
        table.add_row(
            str(c.check), verdict(c.passed), f"{c.found} of {c.tried}", str(c.needed),
            c.says + (f": {c.number}" if c.number else ""), c.cause, number(c.q50), spread(c.q10, c.q90),
        )  # fmt: skip
    return table


def verdict(held: Any) -> str:
    """`yes`, `NO`, or nothing where nothing is judged."""
    return "" if held is None else "yes" if held else "NO"


def seeds(tried: tuple[Any, ...]) -> str:
    """How many seeds were `tried`, in words."""
    return f"{len(tried)} seeds" if len(tried) > 1 else "one seed"


def number(value: float | None) -> str:
    """Three figures, or whole with commas from a thousand on; empty for None."""
    if value is None:
        return ""
    if abs(value) >= 999.5:
        return f"{value:,.0f}"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def band(low: float | None, high: float | None) -> str:
    """A band in words; one end may be open."""
    if low is None:
        return "" if high is None else f"to {number(high)}"
    if high is None:
        return f"{number(low)} or more"
    return f"{number(low)} to {number(high)}"


def spread(low: float | None, high: float | None) -> str:
    """A range of quantiles; empty without members."""
    return "" if low is None or high is None else f"{number(low)} to {number(high)}"


def percent(value: float | None) -> str:
    """An error in percent; a stroke where there is no forecast."""
    return "-" if value is None else f"{value:.1f}"
