"""Panels made by hand, whose answers are known: an estimator must find what was put in."""

from __future__ import annotations

import numpy as np

from tiexi.studies.people.followed import Followed

YEARS = np.arange(1974, 2004)
MILL, OTHERS = 1, 2


def town(displaced: int = 60, staying: int = 120, year: int = 1982, age: float = 30.0) -> Followed:
    """Men who all work from the first year: `displaced` leave the mill in `year` for plant 2, `staying` stay in it.

    Everyone earns 1,000 a year and a tenth of a person's number more; nobody dies or leaves.
    """
    n, t = displaced + staying, len(YEARS)
    lost = np.arange(n) < displaced
    plant = np.full((n, t), MILL)
    plant[np.ix_(lost, year <= YEARS)] = OTHERS
    since = np.where(lost[:, None] & (year <= YEARS), YEARS - year, YEARS - 1970)
    return Followed(
        key=np.arange(1, n + 1, dtype=np.uint64), born=np.full(n, year - age), man=np.ones(n, bool),
        gone=np.full(n, 9999), died=np.zeros(n, bool), years=YEARS, here=np.ones((n, t), bool),
        earned=np.repeat(1000.0 + 0.1 * np.arange(n)[:, None], t, axis=1), pay=np.full((n, t), 80.0), plant=plant,
        tenure=12 * since, activity=np.full((n, t), "on_post", "U12"), ending=np.full((n, t), "", "U16"),
    )  # fmt: skip


def displaced_of(people: Followed, year: int = 1982) -> np.ndarray:
    """Rows of those who left the mill in `year`."""
    return np.flatnonzero(people.plant[:, people.at(year)] == OTHERS)
