"""The labour market of the rest of the country, by occupation; empty where unemployment there is given."""

from __future__ import annotations

from typing import Any

from tiexi.world.table import Table, column

LEAST = 0.001  # as low as a region may give it


class Elsewhere(Table):
    """Posts and people of the rest of the country, a row for each occupation, or none; its size means nothing."""

    optional = True
    employed = column("f8", "1", "people at work in the occupation, over the posts that the region began with")
    unemployed = column("f8", "1", "people who last worked in it and look for work")
    vacancies = column("f8", "1", "open posts")


def flows(w: Any) -> bool:
    """Whether unemployment in the rest of the country comes out of flows between occupations this month."""
    return "country.labour" in w.region.parameters and w.now("country.labour") >= 0.5


def unemployment(w: Any) -> float:
    """Unemployment elsewhere, against which leaving is weighed: of the flows, or as the region gives it."""
    e = w.elsewhere
    if not flows(w) or e.count == 1:
        return float(w.now("leave.normal_unemployment"))
    out, force = 0.0, 0.0
    for i in range(1, e.count):
        out += float(e.unemployed[i])
        force += float(e.employed[i]) + float(e.unemployed[i])
    return max(LEAST, out / force)
