"""How numbers, months and lists are said in each language."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tiexi.report.words import WORDS

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def tidy(text: str) -> str:
    """No space between two Chinese characters, which a filled-in number or month may leave there."""
    return re.sub("(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", text)


class Speech:
    """One language of the report: `en` or `zh`."""

    def __init__(self, lang: str) -> None:
        if lang not in ("en", "zh"):
            raise ValueError(f"no language {lang!r}; there are en and zh")
        self.lang = lang
        self.column = 0 if lang == "en" else 1
        self.tag = "en" if lang == "en" else "zh-Hans"

    def __call__(self, key: str, **fill: object) -> str:
        """A string of the table with its braces filled."""
        text = tidy(WORDS[key][self.column].format(**fill) if fill else WORDS[key][self.column])
        return text[:1].upper() + text[1:] if key.startswith(("say.", "title.")) else text

    def month(self, month: int) -> str:
        """An absolute month, written out."""
        year, of_year = divmod(month, 12)
        return f"{MONTHS[of_year]} {year}" if self.lang == "en" else f"{year} 年 {of_year + 1} 月"

    def month_short(self, month: int, with_year: bool = False) -> str:
        """The month alone, for axes and rings."""
        year, of_year = divmod(month, 12)
        if self.lang == "zh":
            return f"{year} 年 {of_year + 1} 月" if with_year else f"{of_year + 1} 月"
        return f"{MONTHS[of_year][:3]} {year}" if with_year else MONTHS[of_year]

    def year(self, month: int) -> str:
        """Year of an absolute month."""
        return f"{month // 12}" if self.lang == "en" else f"{month // 12} 年"

    def exact(self, value: float) -> str:
        """A whole number for tables."""
        return f"{round(value):,}".replace("-", "−")

    def count(self, value: float) -> str:
        """A number in a sentence: two significant digits from a thousand on; 万 and 亿 in Chinese."""
        if abs(value) < 1000:
            return f"{round(value)}"
        power = 10 ** (len(str(round(abs(value)))) - 2)
        rounded = round(value / power) * power
        if self.lang == "en":
            if rounded >= 1_000_000_000:
                return f"{rounded / 1e9:.12g} billion"
            return f"{rounded / 1e6:g} million" if rounded >= 1_000_000 else f"{rounded:,}"
        if rounded >= 100_000_000:
            return f"{rounded / 1e8:.12g} 亿"
        return f"{rounded / 1e4:g} 万" if rounded >= 10_000 else f"{rounded}"

    def amount(self, value: float) -> str:
        """A measured amount: whole from ten on, otherwise two significant digits."""
        if abs(value) >= 10 or value == 0:
            return self.exact(value)
        return f"{value:.2g}"

    def axis(self, value: float) -> str:
        """A number on an axis, short."""
        if value <= 0:
            return "0" if value == 0 else f"−{self.axis(-value)}"
        if self.lang == "zh":
            if abs(value) >= 1e8:
                return f"{value / 1e8:g} 亿"
            return f"{value / 1e4:g} 万" if abs(value) >= 1e4 else f"{value:g}"
        if abs(value) >= 1e9:
            return f"{value / 1e9:g} bn"
        if abs(value) >= 1e6:
            return f"{value / 1e6:g} M"
        return f"{value / 1e3:g} k" if abs(value) >= 1e4 else f"{value:,.10g}"

    def among(self, items: Sequence[str]) -> str:
        """Several things as one list: commas, and an `and` before the last."""
        if self.lang == "zh":
            return "、".join(items[:-1]) + ("和" if len(items) > 1 else "") + items[-1]
        return ", ".join(items[:-1]) + (" and " if len(items) > 1 else "") + items[-1]
