"""The labour market of occupations in plain Python, written from the text of the case."""

from __future__ import annotations

import math

Share = dict[tuple[int, int], float]  # where searchers look, by (from, to)
Stocks = tuple[list[float], list[float], list[float]]  # employed, unemployed, vacancies


def plain_step(
    now: Stocks, wanted: list[float], share: Share, rates: tuple[float, float, float, float]
) -> tuple[Stocks, list[float], list[float]]:
    """Stocks after a step, who lost a post in it, and who left unemployment."""
    e, u, v = now
    part, opening, shed, hire = rates
    n = range(len(e))
    gap = [e[i] + v[i] - wanted[i] for i in n]
    lost = [part * e[i] + (1 - part) * min(e[i], shed * max(0, gap[i])) for i in n]
    opened = [opening * e[i] + (1 - opening) * min(e[i], hire * max(0, -gap[i])) for i in n]
    seen = [sum(a * v[j] for (k, j), a in share.items() if k == i) for i in n]
    sent = {(i, j): u[i] * v[j] * a / seen[i] for (i, j), a in share.items() if seen[i] > 0}
    heard = [sum(q for (_, k), q in sent.items() if k == j) for j in n]
    lucky = [v[j] / heard[j] * (1 - math.exp(-heard[j] / v[j])) if heard[j] > 0 else 0 for j in n]
    moved = {(i, j): q * lucky[j] for (i, j), q in sent.items()}
    hired = [sum(f for (_, k), f in moved.items() if k == j) for j in n]
    left = [sum(f for (k, _), f in moved.items() if k == i) for i in n]
    after = (
        [max(1e-15, e[i] + hired[i] - lost[i]) for i in n],
        [max(1e-15, u[i] + lost[i] - left[i]) for i in n],
        [max(1e-15, v[i] + opened[i] - hired[i]) for i in n],
    )
    return after, lost, left


def plain_run(
    now: Stocks,
    wanted: list[float],
    share: Share,
    rates: tuple[float, float, float, float],
    steps: int,
    long_after: int,
) -> tuple[Stocks, float]:
    """Stocks after the steps, and the long-term unemployed among those who lost posts in them."""
    cohorts: list[list[float]] = []
    for _ in range(steps):
        before = now[1]
        now, lost, left = plain_step(now, wanted, share, rates)
        cohorts = [[c * (1 - gone / was) for c, gone, was in zip(row, left, before, strict=True)] for row in cohorts]
        cohorts.append(lost)
    return now, sum(sum(row) for row in cohorts[: max(0, len(cohorts) - long_after)])
