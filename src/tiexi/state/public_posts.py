"""Public posts that local taxes pay for: schools and offices spend what the treasury took last year.

    posts = dated posts x (1 - part + part x local taxes of last year / those of the first year of the rule)

`part` is `public.from_taxes`; the rest is paid by the centre and stays as dated. Taxes are counted in whole calendar
years from the first January with a part above zero, and that year is the reference.
Source: `economics.md` 2.11, local government spends local taxes of last year.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.world.ledger import Reason, Sector, flows_of
from tiexi.world.works import Owner

PPM = 1_000_000


def count_taxes(w: Any) -> None:
    """Enter the local taxes paid this month, where posts follow them."""
    if w.ppm("public.from_taxes") <= 0:
        return
    budget = w.budget
    if budget.count == 1:
        if w.calendar.of_year(w.month) != 0:
            return
        budget.add(1)
    budget.year[1] += int(flows_of(w)[Reason.LOCAL_TAX, :, Sector.TREASURY].sum())


def follow_taxes(w: Any) -> None:
    """Each January last year's taxes are set against the first year's; public posts follow every month."""
    budget, plants, part = w.budget, w.plants, w.ppm("public.from_taxes")
    if part <= 0 or budget.count == 1:
        return
    if w.calendar.of_year(w.month) == 0:
        budget.last[1], budget.year[1] = budget.year[1], 0
        if budget.reference[1] == 0:
            budget.reference[1] = budget.last[1]
    if budget.reference[1] <= 0:
        return
    kept = PPM - part + int(budget.last[1]) * part // int(budget.reference[1])
    n = plants.count
    public = plants.owner[:n] == Owner.PUBLIC
    plants.quota[:n] = np.where(public, plants.quota[:n] * kept // PPM, plants.quota[:n])
