"""Makes the pictures of README and documentation from a run.

tiexi run && python docs/pictures.py runs/tiexi-k10-s1

writes `img/stopping.svg` (the order in which the workshops stopped) and `img/sectors.svg` (the balances of the
sectors), and prints the title of each.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import balances
import stopping

from tiexi.report import Recorded
from tiexi.report.speech import Speech

FOLDER = Path(__file__).parent / "img"
MARGIN = 12


def style() -> str:
    """Colours and type of the drawings."""
    sheet = (Path(__file__).parent / "drawing.css").read_text("utf-8")
    return re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)).strip()


def alone(svg: str, further: str = "") -> str:
    """A drawing as a file of its own: with its style and `further` rules, on the film's ground."""
    width, height = (float(n) for n in re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())  # type: ignore[union-attr]
    inside = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    wide, high = width + 2 * MARGIN, height + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}" height="{high:g}" '
        f'viewBox="{-MARGIN} {-MARGIN} {wide:g} {high:g}" role="img">'
        f"<style>{f'{style()} {further}'.strip()}</style>"
        f'<rect x="{-MARGIN}" y="{-MARGIN}" width="{wide:g}" height="{high:g}" '
        f'style="fill:var(--ground)"/>{inside}</svg>\n'
    )


def main() -> None:
    """Draw the balances of the sectors, and the order in which the workshops of the run's works stopped."""
    asked = argparse.ArgumentParser(description="Pictures of README and documentation from a run")
    asked.add_argument("run", type=Path, help="a run folder of the Tiexi region")
    run, say = Recorded(asked.parse_args().run), Speech("en")
    FOLDER.mkdir(exist_ok=True)
    svg, title = balances.draw(run, say)
    (FOLDER / "sectors.svg").write_text(alone(svg, balances.STYLE), "utf-8")
    print(f"{title}.")
    drawn = stopping.draw(run, say)
    if drawn is None:
        raise SystemExit("this run has no works with chains of workshops")
    svg, title, texts = drawn
    (FOLDER / "stopping.svg").write_text(alone(svg), "utf-8")
    print(f"{title}.\n" + "\n".join(texts))


if __name__ == "__main__":
    main()
