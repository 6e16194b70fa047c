"""The published models in floating point, written from the text of the cases: twins of the engine's configurations."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Values = np.ndarray[Any, np.dtype[np.float64]]


def inventory_model(
    z: Values, y: Values, sector: list[str], p: dict[str, float], lost: Any, tilted: bool
) -> tuple[Values, float]:  # fmt: skip
    """Output by day and industry, and final demand not met, of the daily model with inventories."""
    days, n = p["days_per_year"], len(sector)
    x0 = (z.sum(axis=1) + y) / days
    kinds = list(dict.fromkeys(sector))
    group = np.array([[s == kind for s in sector] for kind in kinds], float)
    a = group @ z / days / x0
    stock, orders, final = p["inventory_days"] * a * x0, z / days, y / days
    over, made, out, unmet = np.ones(n), x0.copy(), [], 0.0
    for t in range(int(p["steps"])):
        asked = orders.sum(axis=1) + final
        if t >= 2:
            short = (asked - made) / asked
            over = np.maximum(
                1.0, over + ((p["alpha_max"] - over) * short + (1 - over) * (short == 0)) / p["alpha_tau"]
            )
        able = x0 * (1 - lost(t)) * over
        want = np.minimum(asked, able)
        need = p["psi"] * p["inventory_days"] * a * want
        ratio = np.where(need > 0, stock / np.where(need > 0, need, 1), np.inf)
        made = want * np.minimum(1.0, ratio.min(axis=0))
        served = made / asked
        delivered = orders * served[:, None]
        unmet += float(((1 - served) * final).sum())
        stock = stock - a * made + group @ delivered
        gap = np.maximum(0.0, p["inventory_days"] * a * want - stock) / p["inventory_restoration_time"]
        lots = gap + a * made
        weight = z / days * ((able / x0)[:, None] if tilted else 1.0)
        whole = group @ weight
        for i in range(n):
            k = kinds.index(sector[i])
            orders[i] = np.where(whole[k] > 0, lots[k] * weight[i] / np.where(whole[k] > 0, whole[k], 1), 0)
        out.append(made)
    return np.array(out), unmet


def limit(rule: str, rating: Values, have: Values, a: Values, x0: Values) -> Values:
    """What inputs in stock allow each user to make, under one of the four rules."""
    n, found = len(x0), []
    for i in range(n):
        used = [j for j in range(n) if a[j, i] > 0]
        each = [have[j, i] / a[j, i] for j in used]
        if rule == "leontief":
            bounds = each
        elif rule == "linear":
            bounds = [sum(have[j, i] for j in used) / sum(a[j, i] for j in used)] if used else []
        else:
            bounds = [e for j, e in zip(used, each, strict=True) if rating[j, i] == 1]
            if rule == "half_critical":
                bounds += [(e + x0[i]) / 2 for j, e in zip(used, each, strict=True) if rating[j, i] == 0.5]
        found.append(min(bounds, default=math.inf))
    return np.array(found)


def dynamic_model(
    a: Values, rating: Values, x0: Values, l0: Values, c0: Values, f0: Values, n: Values, p: dict[str, float],
    rule: str, shock: Any, other: Any, steps: int,
) -> Values:  # fmt: skip
    """Output by step (0 is the state at rest) and industry of the dynamic input-output model."""
    target = a * x0 * n
    stock, asked, able, fed, labour = target.copy(), x0.copy(), x0.copy(), x0.copy(), l0.copy()
    wish, out = float(c0.sum()), [x0]
    m = c0.sum() / l0.sum()
    for t in range(1, steps + 1):
        g = l0 / x0 * (np.minimum(fed, asked) - able)
        labour = np.minimum(l0 * (1 - shock(t)), labour + np.where(g >= 0, p["gamma_H"], p["gamma_F"]) * g)
        able = labour / l0 * x0
        now = p["b"] * l0.sum() + (1 - p["b"]) * labour.sum()
        wish = math.exp(
            p["rho"] * math.log(wish) + (1 - p["rho"]) / 2 * (math.log(m * now) + math.log(m * l0.sum()))
        )  # fmt: skip
        orders = np.maximum(0, a * asked + (target - stock) / p["tau"])
        asked = orders.sum(axis=1) + wish * c0 / c0.sum() + f0 * other(t)
        fed = limit(rule, rating, stock, a, x0)
        made = np.minimum(np.minimum(able, fed), asked)
        stock = np.maximum(0, stock + orders * (made / asked)[:, None] - a * made)
        out.append(made)
    return np.array(out)
