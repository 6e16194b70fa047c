"""A film that no region fills: as many plants, streets and trains as the page is claimed to draw smoothly.

Nothing in it is simulated. Windows change in every month, so that nothing the page keeps drawn can be used again.
"""

from __future__ import annotations

import math
from typing import Any

FIRST, MONTHS = 1934 * 12, 840
SHOPS = (("furnace", "tall", 30), ("electrolysis", "gable", 40), ("machining", "saw", 30))
WAGONS_OF_A_TRAIN = 6

Words = dict[str, str]


def words(en: str, zh: str | None = None) -> Words:
    """A text in both languages; the same in both if there is one."""
    return {"en": en, "zh": zh or en}


def wave(most: int, period: float, shift: float) -> list[int]:
    """Whole numbers from 0 to `most`, another one nearly every month: a rise, a fall and an unrest of months."""
    shares = (math.sin(math.pi * m / MONTHS) + math.sin(2 * math.pi * m / period + shift) / 4 for m in range(MONTHS))
    return [max(0, min(most, round(most * share))) for share in shares]


def track(values: list[int]) -> dict[str, Any]:
    """A track over the whole film."""
    return {"start": FIRST, "values": values}


def flat(value: int) -> dict[str, Any]:
    """A track that never changes."""
    return track([value] * MONTHS)


def plant(number: int, of: int) -> dict[str, Any]:
    """A plant of three workshops whose windows change every month."""
    shops: list[dict[str, Any]] = [
        {
            "id": name, "name": words(name, "车间"), "roof": roof, "windows": windows,
            "lit": track(wave(windows, 7.0 + number % 5, number + k)),
            "warm": track([(m // 12 + number) % 2 for m in range(MONTHS)]),
        }
        for k, (name, roof, windows) in enumerate(SHOPS)
    ]  # fmt: skip
    lit = [sum(month) for month in zip(*(s["lit"]["values"] for s in shops), strict=True)]
    return {
        "id": f"plant_{number}", "name": words(f"Works {number + 1}", f"{number + 1} 厂"),
        "at": number / max(1, of - 1), "lon": 123.3 + 0.002 * number, "lat": 41.7 + 0.01 * (number % 9),
        "size": 200 + 37 * number % 700, "count": 1, "founded": FIRST, "closed": None,
        "best_year": 1985, "best": 100_000, "unit": words("t", "吨"),
        "lit": track(lit), "framed": flat(100), "employed": track([50 * n for n in lit]),
        "off_post": track([50 * (100 - n) for n in lit]), "guards": flat(3),
        "so2": track(wave(900, 12.0, number)), "workshops": shops, "end": [], "people": [],
    }  # fmt: skip


def street(number: int, of: int) -> dict[str, Any]:
    """A street of forty lights, some filled, some hollow, changing every month."""
    filled = wave(40, 9.0 + number % 4, number)
    return {
        "id": f"street_{number}", "name": words(f"Street {number + 1}", f"{number + 1} 街"),
        "at": number / max(1, of - 1), "lon": 123.3 + 0.0005 * number, "lat": 41.75 + 0.01 * (number % 7),
        "kind": "shacks" if number % 3 == 0 else "blocks", "built": FIRST, "cleared": None,
        "in_work": track(filled), "without": track([40 - n for n in filled]), "people": flat(6000), "lives": [],
    }  # fmt: skip


def train(trains: int) -> dict[str, Any]:
    """All the wagons of so many trains, loaded more or less full."""
    wagons = WAGONS_OF_A_TRAIN * trains
    copper, coal = wave(500 * wagons, 11.0, 0.0), wave(400 * wagons, 13.0, 1.0)
    return {
        "wagon": 1000, "wagons": wagons,
        "loads": [
            {"name": words("copper concentrate", "铜精矿"), "copper": True, "tonnes": track(copper)},
            {"name": words("coal", "煤"), "copper": False, "tonnes": track(coal)},
        ],
        "inbound": track([a + b for a, b in zip(copper, coal, strict=True)]), "outbound": flat(0),
    }  # fmt: skip


def film(plants: int = 50, streets: int = 200, trains: int = 30, version: str = "") -> dict[str, Any]:
    """The film. It opens playing over its whole time, in frost all the year round."""
    says = words("Everything changes in every month.", "每个月都在变。")
    shot = {"picture": "rise", "part": "rust", "words": says, "from": FIRST, "to": FIRST + MONTHS - 1, "seconds": 60}
    return {
        "format": 1, "version": version, "opens": "en", "starts": "",
        "region": "stress", "title": words("Stress", "压力"),
        "first": FIRST, "months": MONTHS, "scale": 1, "light": 100, "money_unit": words("yuan", "元"), "colophon": [],
        "command": "tiexi bench film", "digest": "", "residual": {"money": 0, "matter_g": 0, "people": 0}, "stage": [],
        "headline": says, "facts": [], "work": track(wave(1000, 12.0, 0.0)), "stations": [],
        "plants": [plant(i, plants) for i in range(plants)], "streets": [street(i, streets) for i in range(streets)],
        "train": train(trains), "frost": list(range(12)), "minute": [shot], "parts": [], "people": nobody(),
        "twice": None,
    }  # fmt: skip


def nobody() -> dict[str, Any]:
    """A film without filmed people."""
    columns = (
        "keys", "born", "sex", "plant", "street", "ended", "endings", "spells", "statuses", "places", "workshops",
        "told", "phrases", "sentences",
    )  # fmt: skip
    return {**{name: [] for name in columns}, "median_pay": 1, "real": False}
