"""What a run shows on the terminal: progress on stderr, one closing screen on stdout."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polars import LazyFrame
    from rich.table import Table

    from tiexi.engine import Progress as State
    from tiexi.record.run import Run

SECONDS_BETWEEN_LINES = 5.0
MET = ("off_post", "unemployed", "informal", "employed")
HEADLINES = (("people", "people"), ("employed", "employed"), ("off_post", "off post"),
             ("unemployed", "unemployed"), ("informal", "informal work"), ("retired", "retired"))  # fmt: skip


class Watch:
    """Follows a run: a bar on a terminal, a line every five seconds elsewhere. The engine calls it after each month."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.stop_wanted = False
        self.state: State | None = None
        self.first: State | None = None
        self._bar: Any = None
        self._task: Any = None
        self._spoken = time.monotonic()

    def __enter__(self) -> Watch:
        if not self.quiet and sys.stderr.isatty():
            self._bar = _bar()
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def __call__(self, state: State) -> None:
        """Take note of a finished month; raises KeyboardInterrupt here if a stop was asked for."""
        self.state = state
        if self.first is None or state.month <= self.first.month:  # of a comparison, every member begins anew
            self.first = state
        if self._bar is not None:
            self._draw(state, describe(state, self.first))
        elif not self.quiet and time.monotonic() - self._spoken > SECONDS_BETWEEN_LINES:
            self._spoken = time.monotonic()
            self.say(f"{state.date}  {state.month} of {state.months} months  {describe(state, self.first)}")
        if self.stop_wanted and state.month < state.months:
            raise KeyboardInterrupt

    def _draw(self, state: State, says: str) -> None:
        fields = {"date": state.date, "says": says}
        if self._task is None:
            self._task = self._bar.add_task("months", total=state.months, **fields)
        self._bar.update(self._task, completed=state.month, total=state.months, **fields)

    def say(self, text: str) -> None:
        """A line on stderr, above the bar if there is one."""
        if self.quiet:
            return
        if self._bar is not None:
            self._bar.console.print(text, highlight=False)
        else:
            print(text, file=sys.stderr, flush=True)

    def note_first_compilation(self) -> None:
        """Say why nothing moves yet if no kernel of this version is in the cache."""
        from tiexi.world.jit import first_use

        if first_use():
            self.say("compiling kernels, once; the next run starts at once")


def describe(state: State, first: State) -> str:
    """People, speed and time left, in words; `first` is the first month seen, which may have waited for kernels."""
    people = f"{state.people:,} simulated people"
    months, seconds = state.month - first.month, state.seconds - first.seconds
    if months < 1 or seconds <= 0:
        return people
    rate = _short_number((state.person_months - first.person_months) / seconds)
    left = _duration(seconds * (state.months - state.month) / months)
    return f"{people}  {rate} person-months/s  {left} left"


def _short_number(number: float) -> str:
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if number >= size:
            return f"{number / size:.1f}{letter}"
    return f"{number:.0f}"


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{int(seconds) // 60}:{int(seconds) % 60:02d} min"


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.fields[date]}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[says]}"),
        console=Console(stderr=True),
        transient=True,
    )


def interrupted(watch: Watch, again: str) -> None:
    """Say that a run stopped and how to go on."""
    if watch.state is None:
        print("tiexi: interrupted before the first month was whole", file=sys.stderr)
    else:
        print(f"tiexi: interrupted after {watch.state.date}; to continue:\n  {again}", file=sys.stderr)


def closing(run: Run) -> None:
    """One screen: headline numbers, residuals, the folder, and three commands worth typing next."""
    from rich.console import Console

    console = Console(highlight=False)
    facts = run.facts
    stands = "everyone simulated" if facts["scale"] == 1 else f"each simulated person stands for {facts['scale']}"
    title = f"{facts['region']}  {facts['months']} months, {stands}"
    console.print(f"\n{title}", style="bold")
    console.print(_headlines(run))
    for line in _sentences(facts):
        console.print(line, soft_wrap=True)
    folder = _short(run.folder)
    console.print(f"folder      {folder}  (film.html is the report)\n", soft_wrap=True)
    console.print("next")
    for command in (
        f"tiexi life {folder} --counted {_worth_meeting(run)}",
        f"tiexi cite {folder}",
        "tiexi explain C5",
    ):
        console.print(f"  {command}", soft_wrap=True)


def _seen(run: Run) -> LazyFrame:
    """Head counts and sums of the whole region by month, as the camera saw them."""
    import polars as pl

    seen = (pl.col("kind") == "region") & (pl.col("observer") == "camera")
    return run.series.lazy().filter(seen).select("month", "variable", "value")


def _worth_meeting(run: Run) -> str:
    """The count of persons worth asking for a life: the first of which there were a score of simulated ones."""
    import polars as pl

    most = dict(_seen(run).group_by("variable").agg(pl.col("value").max()).collect().iter_rows())
    return next((count for count in MET if most.get(count, 0) >= 20 * run.facts["scale"]), MET[-1])


def _headlines(run: Run) -> Table:
    """Largest value, when, and last value of the head counts of the region, as the camera saw them (real persons)."""
    import polars as pl
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("persons", "most", "in", "at the end"):
        table.add_column(name, justify="left" if name == "persons" else "right")
    series = _seen(run).collect()
    for variable, label in HEADLINES:
        rows = series.filter(pl.col("variable") == variable).sort("month")
        if rows.is_empty():
            continue
        top = rows.row(int(rows["value"].arg_max() or 0), named=True)
        table.add_row(label, f"{top['value']:,.0f}", str(top["month"])[:7], f"{rows['value'][-1]:,.0f}")
    return table


def _sentences(facts: dict[str, Any]) -> list[str]:
    residual = facts["residual"]
    seconds = float(facts["wall_seconds"])
    rate = _short_number(facts["person_months"] / seconds) if seconds > 0 else "-"
    lines = [
        f"residuals   money {residual['money']}, matter {residual['matter_g']} g, people {residual['people']}"
        "  (largest over all steps)",
        f"time        {seconds:.1f} s, {rate} person-months/s",
    ]
    shares = [
        (facts.get("share_assumed"), "of the numbers used are assumed"),
        (facts.get("share_balanced"), "of output is balanced in grams"),
    ]
    said = [f"{share:.0%} {what}" for share, what in shares if share is not None]
    if said:
        lines.append(f"know        {', '.join(said)}; one run, so no interval")
    lines.append(f"digest      {facts['digest']}")
    return lines


def _short(folder: Path) -> str:
    """The folder as one would type it."""
    try:
        return str(folder.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(folder)
