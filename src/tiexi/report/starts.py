"""Where the film opens: with the minute, or for a reader who comes as a worker, for the industry, or for lives."""

from __future__ import annotations

from typing import Any, Literal, get_args

Reader = Literal["worker", "industry", "lives"]
PARTS: dict[str, str] = {"worker": "remnants", "industry": "rust"}


def fragment(film: dict[str, Any], reader: str | None, plant: str | None = None) -> str:
    """Place in the film as its address has it (see `page/src/frame/fragment.ts`); empty for the minute.

    Lives open on the first told of those filmed, or of those who worked longest at `plant`. Raises ValueError for a
    reader there is not, or where nobody filmed worked at the plant.
    """
    if reader is None:
        return ""
    if reader not in get_args(Reader):
        raise ValueError(f"there is no film for {reader!r}, only for {', '.join(get_args(Reader))}")
    if reader in PARTS:
        return f"part={PARTS[reader]}"
    keys = film["people"]["keys"]
    if plant is not None:
        keys = next((one["people"] for one in film["plants"] if one["id"] == plant), [])
        if not keys:
            raise ValueError(f"nobody filmed worked longest at {plant}: film more people with `tiexi run --film KEY`")
    return f"life={keys[0]}" if keys else ""
