"""Dates of a region: `YYYY-MM`, or `YYYY-MM-DD` where a day after the 15th counts for the month that follows."""

from __future__ import annotations

import datetime
import re

EARLIEST, LATEST = 1500, 2500  # years; anything beyond is a slip of the pen
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
MID_MONTH = 15


def fault(text: str, days: bool) -> str:
    """Why a text is no month (or no date, if `days` are allowed); empty if it is one."""
    found = _DATE.fullmatch(text)
    form = "YYYY-MM or YYYY-MM-DD" if days else "YYYY-MM"
    if not found or (found[3] and not days):
        return f"is not a date written {form}"
    year, month = int(found[1]), int(found[2])
    if not 1 <= month <= 12:
        return f"has month {found[2]}; months run from 01 to 12"
    if not EARLIEST <= year <= LATEST:
        return f"has year {year}; years run from {EARLIEST} to {LATEST}"
    if found[3]:
        try:
            datetime.date(year, month, int(found[3]))
        except ValueError:
            return f"has day {found[3]}, which {found[1]}-{found[2]} does not have"
    return ""


def total(date: str) -> int:
    """Months of `YYYY-MM` counted from year 0."""
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def index(date: str, origin: int) -> int:
    """Month of a date counted from `origin` (itself a `total`)."""
    return total(date) - origin + (1 if len(date) > 7 and int(date[8:10]) > MID_MONTH else 0)


def text(month: int, origin: int = 0) -> str:
    """`YYYY-MM` of a month counted from `origin`."""
    return f"{(month + origin) // 12:04d}-{(month + origin) % 12 + 1:02d}"
