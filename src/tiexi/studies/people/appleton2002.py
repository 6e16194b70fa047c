"""A11: Appleton, Knight, Song and Xia 2002, Labor Retrenchment in China, China Economic Review 13(2-3).

Urban workers at the survey who were ever retrenched (sent off post, dismissed, bought out, or their status
abolished), and those of them who have no work: side work counts as work. Who has retired is no worker any more.
"""

from __future__ import annotations

import numpy as np

from tiexi.studies.people.followed import Followed
from tiexi.studies.people.giles2006 import WORK, of_working_age
from tiexi.world.table import Array

RETRENCHED = ("dismissed", "bought_out", "status_abolished")
GONE = ("retired", "disabled", "pupil", "child", "dead", "away")
AT_WORK = ("on_post",)


def _workers(people: Followed, year: int) -> tuple[Array, Array]:
    """Urban workers (bool [person]) at the end of a year, and who was ever retrenched until then."""
    t = people.at(year)
    had_job = (people.plant[:, : t + 1] > 0).any(axis=1)
    worker = of_working_age(people, year) & had_job & ~np.isin(people.activity[:, t], GONE)
    off_post = (people.plant[:, : t + 1] > 0) & ~np.isin(people.activity[:, : t + 1], AT_WORK)
    ever = np.isin(people.ending[:, : t + 1], RETRENCHED).any(axis=1) | off_post.any(axis=1)
    return worker, worker & ever


def ever_retrenched(people: Followed, year: int = 2000) -> float | None:
    """A11a: percent of urban workers ever retrenched."""
    worker, ever = _workers(people, year)
    return float(100.0 * ever.sum() / worker.sum()) if worker.any() else None


def without_work(people: Followed, year: int = 2000) -> float | None:
    """A11b: percent of the ever retrenched who have no work at the survey."""
    _, ever = _workers(people, year)
    if not ever.any():
        return None
    working = np.isin(people.activity[ever, people.at(year)], WORK)
    return float(100.0 * (~working).mean())
