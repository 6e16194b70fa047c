"""Months as whole numbers from the region's first month."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Calendar:
    """`origin` counts months from year 0, so that month 0 is the region's first."""

    origin: int

    @classmethod
    def starting(cls, first: str) -> Calendar:
        """From `YYYY-MM`; raises ValueError if it is no month."""
        year, month = int(first[:4]), int(first[5:7])
        if first[4] != "-" or not 1 <= month <= 12:
            raise ValueError(f"{first!r} is not a month written YYYY-MM")
        return cls(year * 12 + month - 1)

    def index(self, date: str) -> int:
        """Month of `YYYY-MM`, or of `YYYY-MM-DD`: a day after the 15th counts for the month that follows."""
        month = int(date[:4]) * 12 + int(date[5:7]) - 1 - self.origin
        return month + (1 if len(date) > 7 and int(date[8:10]) > 15 else 0)

    def text(self, month: int) -> str:
        """`YYYY-MM` of a month."""
        total = self.origin + month
        return f"{total // 12:04d}-{total % 12 + 1:02d}"

    def year(self, month: int) -> int:
        return (self.origin + month) // 12

    def of_year(self, month: int) -> int:
        """Month of the year, 0 = January."""
        return (self.origin + month) % 12
