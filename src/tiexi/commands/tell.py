"""`tiexi report`, `tiexi life` and `tiexi cite`: what a recorded run has to tell."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from tiexi.cli import DONE, WRONG, say


def report(
    run: Path,
    /,
    *,
    plant: str | None = None,
    other: Annotated[Path | None, Parameter(name="--with")] = None,
    reader: Annotated[Literal["worker", "industry", "lives"] | None, Parameter(name="--as")] = None,
    lang: Literal["en", "zh"] = "en",
) -> int:
    """Make the film and its tables from a run: film.html in its folder.

    Parameters
    ----------
    run
        A run folder.
    plant
        The plant whose workshops are followed; the one with the longest chain if not given. With `--as lives`, the
        plant of the life on which the film opens.
    other
        Another run of the same region, scale and seed under a policy: lives are then told twice.
    reader
        For whom the film opens: worker, with the streets; industry, with the works; lives, with a life. Without it,
        with the minute.
    lang
        Language in which the page opens.
    """
    from tiexi.report import film

    try:
        print(film.write(run, lang=lang, plant=plant, other=other, reader=reader))
    except ValueError as error:
        say(str(error))
        return WRONG
    return DONE


def life(
    run: Path,
    key: str | None = None,
    /,
    *,
    counted: str | None = None,
    plant: str | None = None,
    street: str | None = None,
    born: int | None = None,
    sex: Literal["woman", "man"] | None = None,
    lang: Literal["en", "zh"] = "en",
    json: bool = False,
) -> int:
    """Tell one life of a run month by month; without a key, the first one that fits.

    Parameters
    ----------
    run
        A run folder.
    key
        Key of the person, as sixteen hexadecimal digits.
    counted
        Counted for a month at least as employed, off_post, unemployed, informal or retired.
    plant
        On the books of this plant.
    street
        Living in this street at the end.
    born
        Year of birth.
    sex
        Woman or man.
    lang
        Language of the telling.
    json
        Print the life as JSON alone on stdout.
    """
    from tiexi.report import life as lives
    from tiexi.report.recorded import Recorded

    recorded = Recorded(run)
    try:
        wanted = [key] if key else lives.lives(recorded, lives.Filters(counted, plant, street, born, sex))
        if not wanted:
            say("nobody in the record fits; ask for less, or run again with a smaller --scale")
            return WRONG
        told = lives.tell(recorded, wanted[0], lang)
    except ValueError as error:
        say(str(error))
        return WRONG
    print(lives.as_json(told) if json else lives.as_text(told), end="")
    if len(wanted) > 1 and not json:
        say(f"{len(wanted) - 1:,} others fit, for example {', '.join(wanted[1:4])}")
    return DONE


def cite(run: Path, /) -> int:
    """Print the bibliography of a run and a method note in three sentences.

    Parameters
    ----------
    run
        A run folder.
    """
    from tiexi.record import provenance
    from tiexi.record.run import Run

    print(provenance.cite(Run.open(run)), end="")
    return DONE
