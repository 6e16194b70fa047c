"""The planning problem: how to meet targets with the recipes, machines, hands and stocks there are.

One linear programme over goods and periods. Activities x (batches), stocks s, outside purchases b, missing amounts u:

    max  gain z - running x - price b - penalty u
    out x(t - delay) - in x(t) + s(t-1) - s(t) + b(t) + u(t) + coming(t) >= z T(t)    for every good and period
    need x(t) <= capacity(t)                                                          for every resource and period

`z` is the common share of the targets that is reached. With z free and nothing missing it is Kantorovich's problem of
the greatest number of complete sets; with z = 1 and a penalty it is a year's plan whose targets may be out of reach,
and `Plan.short` says of which goods, when and by how much. What one more unit of a good or an hour of a machine is
worth (its shadow price, Kantorovich's resolving multiplier) is the dual of its row.

Missing a target may cost more the more is missed (`steps`): the harmony function -s^2/2 + s of Cockshott and Cottrell,
by pieces. Source: Kantorovich 1939, English in Management Science 6:366 (1960); Dantzig 1963 for the dynamic form;
solver: Huangfu and Hall 2018 (HiGHS), one thread, so that the same problem gives the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import scipy.sparse as sparse

from tiexi.world.table import Array

NOTHING = np.zeros(0)  # of an array that was left out
PLAIN = ((1.0, 1.0),)
HARMONY = ((0.25, 1.125), (0.25, 1.375), (0.25, 1.625), (0.25, 1.875))  # slope 1 - s at the middle of each piece
TOLERANCE, LOOSE = 1e-9, 1e-7
ZERO = 1e-9  # of the largest number of its kind: less is nothing
PASSES = 2  # of evening out rows and columns
SMALL = 2000  # columns up to which the simplex method is quicker than the interior point


class NoPlan(Exception):
    """The solver found no plan; the message is its status."""


@dataclass(frozen=True)
class Problem:
    """A planning problem of G goods, P processes, R resources and T periods. Amounts are per batch or per period.

    process, good, amount: entries of recipes (i8, i8, f8 [entry]), amount > 0 given and < 0 taken; delay (i8 [P]):
    periods from taking to giving. user, resource, need: entries of the use of resources (i8, i8, f8 [entry]);
    capacity (f8 [R, T]). targets (f8 [G, T]), coming (f8 [G, T]): what arrives anyway. opening, closing (f8 [G]): stock
    at hand and stock to be left, at most that at hand; room (f8 [G]): most that can be kept. supply (f8 [G, T]): what
    can be bought outside; price (f8 [G]): its cost; running (f8 [P]): cost of a batch. least, most: bounds of z.
    penalty (f8 [G]): cost of a unit that is missing, infinite where a target has to be met.
    """

    process: Array
    good: Array
    amount: Array
    user: Array
    resource: Array
    need: Array
    capacity: Array
    targets: Array
    delay: Array = field(default_factory=lambda: NOTHING)
    coming: Array = field(default_factory=lambda: NOTHING)
    opening: Array = field(default_factory=lambda: NOTHING)
    closing: Array = field(default_factory=lambda: NOTHING)
    room: Array = field(default_factory=lambda: NOTHING)
    supply: Array = field(default_factory=lambda: NOTHING)
    price: Array = field(default_factory=lambda: NOTHING)
    running: Array = field(default_factory=lambda: NOTHING)
    penalty: Array = field(default_factory=lambda: NOTHING)
    gain: float = 1.0
    least: float = 0.0
    most: float = np.inf
    steps: tuple[tuple[float, float], ...] = PLAIN

    @property
    def processes(self) -> int:
        """Number of processes."""
        return int(max(self.process.max(initial=-1), self.user.max(initial=-1))) + 1


@dataclass(frozen=True)
class Plan:
    """The solution: share of the targets z, batches (f8 [P, T]), stock at the end, bought, short (f8 [G, T]), and what
    one more unit is worth: `worth` of goods (f8 [G, T]), `rent` of resources (f8 [R, T]).

    `feasible` is false if targets that had to be met could not be, and `short` then is the least that is missing,
    every good counted by the share of its largest target.
    """

    z: float
    batches: Array
    stock: Array
    bought: Array
    short: Array
    worth: Array
    rent: Array
    objective: float
    feasible: bool = True


@dataclass(frozen=True)
class _Columns:
    """Where the variables of each kind stand, and their sparse columns. Cell (row i, period t) is i * T + t."""

    stock: Array  # cells of goods kept
    bought: Array
    short: Array
    piece: Array  # step of each `short`
    cost: Array
    lower: Array
    upper: Array
    matrix: Any
    rows: int
    alone: Array  # i8 [resource]: its entry if a single process uses it, else -1
    tightest: Array  # i8 [process, period]: of those resources the one that binds first, -1 if there is none


def filled(problem: Problem) -> Problem:
    """The problem with every array that was left out in its place."""
    goods, periods = problem.targets.shape
    cells, none = (goods, periods), np.zeros(goods)

    def given(array: Array, default: Array) -> Array:
        return array if array is not NOTHING else default

    return replace(
        problem, delay=given(problem.delay, np.zeros(problem.processes, np.int64)),
        coming=given(problem.coming, np.zeros(cells)), opening=given(problem.opening, none),
        closing=given(problem.closing, none), room=given(problem.room, np.full(goods, np.inf)),
        supply=given(problem.supply, np.zeros(cells)), price=given(problem.price, none),
        running=given(problem.running, np.zeros(problem.processes)), penalty=given(problem.penalty, none + np.inf),
    )  # fmt: skip


def solve(problem: Problem) -> Plan:
    """The best plan. Raises NoPlan if the solver finds none, as when z is without bound.

    If targets that had to be met cannot be, it is the plan that misses least of them (`feasible` false).
    """
    whole = filled(problem)
    found = _solved(whole)
    if found is not None:
        return found
    largest = whole.targets.max(axis=1)
    soft = np.where(largest > 0, 1.0 / np.maximum(largest, TOLERANCE), np.inf)
    eased = replace(whole, penalty=soft, gain=0.0, price=whole.price * 0, running=whole.running * 0, steps=PLAIN)
    found = _solved(eased)
    if found is None:
        raise NoPlan("the targets cannot be met, and not because goods are missing: see the stocks to be left")
    return replace(found, feasible=False)


def _solved(p: Problem) -> Plan | None:
    """The optimum of a filled problem; None if it has no solution."""
    c = _columns(p)
    goods, periods = p.targets.shape
    lower = np.concatenate([
        -(p.coming + np.where(np.arange(periods) == 0, p.opening[:, None], 0.0)).ravel(),
        np.full(c.rows - goods * periods, -np.inf),
    ])  # fmt: skip
    upper = np.full(c.rows, np.inf)
    upper[goods * periods :] = p.capacity[c.alone < 0].ravel()
    answer = _highs(c.cost, c.lower, c.upper, lower, upper, c.matrix)
    return None if answer is None else _plan(p, c, *answer)


def _columns(p: Problem) -> _Columns:
    """Variables in the order batches, stocks, purchases, missing, z, with cost, bounds and matrix."""
    goods, periods = p.targets.shape
    n = p.processes * periods
    users = np.bincount(p.resource, minlength=len(p.capacity))
    alone = np.full(len(p.capacity), -1)
    entries = np.flatnonzero(users[p.resource] == 1)
    alone[p.resource[entries]] = entries
    shared = np.cumsum(alone < 0) - 1  # row of each shared resource
    most, tightest = np.full((p.processes, periods), np.inf), np.full((p.processes, periods), -1)
    limit = p.capacity[p.resource[entries]] / p.need[entries, None]
    np.minimum.at(most, p.user[entries], limit)
    binds, when = np.nonzero((limit == most[p.user[entries]])[::-1])  # backwards, so that the first stays
    tightest[p.user[entries[::-1]][binds], when] = p.resource[entries[::-1]][binds]
    kept = np.ones((goods, periods), bool)
    kept[:, -1] = p.closing > 0
    kept[p.room <= 0] = False
    stock, bought = np.flatnonzero(kept), np.flatnonzero(p.supply > 0)
    may = np.flatnonzero((p.targets > 0) & np.isfinite(p.penalty)[:, None])
    short, piece = np.tile(may, len(p.steps)), np.repeat(np.arange(len(p.steps)), len(may))
    least = np.zeros((goods, periods))
    least[:, -1] = np.minimum(p.closing, p.opening)
    widths, slopes = (np.array(part) for part in zip(*p.steps, strict=True))
    rows = goods * periods + int((alone < 0).sum()) * periods
    lower = np.concatenate([np.zeros(n), least.ravel()[stock], np.zeros(len(bought) + len(short)), [p.least]])
    upper = np.concatenate([
        most.ravel(), np.repeat(p.room, periods)[stock], p.supply.ravel()[bought],
        p.targets.ravel()[short] * widths[piece], [p.most],
    ])  # fmt: skip
    cost = np.concatenate([
        -np.repeat(p.running, periods), np.zeros(len(stock)), -p.price[bought // periods],
        -p.penalty[short // periods] * slopes[piece], [p.gain],
    ])  # fmt: skip
    matrix = _matrix(p, stock, bought, short, shared, alone, rows)
    upper = np.maximum(upper, lower)
    return _Columns(stock, bought, short, piece, cost, lower, upper, matrix, rows, alone, tightest)


def _matrix(p: Problem, stock: Array, bought: Array, short: Array, shared: Array, alone: Array, rows: int) -> Any:
    """Sparse matrix (CSC) of balances, then shared resources; columns as in `_columns`."""
    goods, periods = p.targets.shape
    t = np.arange(periods)
    n = p.processes * periods
    when = t[None, :] + np.where(p.amount > 0, p.delay[p.process], 0)[:, None]
    inside = when < periods
    recipe = np.broadcast_to(p.amount[:, None], when.shape)[inside]
    recipe_row = (p.good[:, None] * periods + when)[inside]
    recipe_col = (p.process[:, None] * periods + t)[inside]
    common = alone[p.resource] < 0
    use_row = (goods * periods + shared[p.resource[common]][:, None] * periods + t).ravel()
    use_col = (p.user[common][:, None] * periods + t).ravel()
    carry = stock[stock % periods < periods - 1]
    at = n + np.arange(len(stock))
    targets = np.flatnonzero(p.targets)
    z = n + len(stock) + len(bought) + len(short)
    row = [recipe_row, use_row, stock, carry + 1, bought, short, targets]
    col = [
        recipe_col, use_col, at, at[stock % periods < periods - 1], n + len(stock) + np.arange(len(bought)),
        n + len(stock) + len(bought) + np.arange(len(short)), np.full(len(targets), z),
    ]  # fmt: skip
    value = [
        recipe, np.repeat(p.need[common], periods), np.full(len(stock), -1.0), np.ones(len(carry)),
        np.ones(len(bought)), np.ones(len(short)), -p.targets.ravel()[targets],
    ]  # fmt: skip
    cells = (np.concatenate(value), (np.concatenate(row), np.concatenate(col)))
    return sparse.coo_matrix(cells, shape=(rows, z + 1)).tocsc()


def _even(matrix: Any) -> tuple[Array, Array]:
    """Powers of two for rows and columns (f8) that bring the entries of a sparse matrix (CSC) near one: geometric means
    of the largest and the smallest in turn. Powers of two change no digit.
    """
    size = np.abs(matrix.data)
    row, column = matrix.indices, np.repeat(np.arange(matrix.shape[1]), np.diff(matrix.indptr))
    factors = [np.zeros(n) for n in matrix.shape]  # logarithms to base two
    size, kept = np.log2(size[size > 0]), size > 0
    for _ in range(PASSES):
        for factor, at in zip(factors, (row[kept], column[kept]), strict=True):
            now = size + factors[0][row[kept]] + factors[1][column[kept]]
            high, low = np.full(len(factor), -np.inf), np.full(len(factor), np.inf)
            np.maximum.at(high, at, now)
            np.minimum.at(low, at, now)
            some = np.isfinite(high)
            factor[some] -= (high[some] + low[some]) / 2
    rows, columns = (2.0 ** np.rint(factor) for factor in factors)
    return rows, columns


def _highs(
    cost: Array, lower: Array, upper: Array, least: Array, most: Array, matrix: Any
) -> tuple[Array, Array, Array, float] | None:  # fmt: skip
    """Maximise: values and reduced costs of columns, duals of rows, objective; None if there is no solution.

    Raises NoPlan for anything but an optimum or the proof that there is none; where one way of solving gives up, the
    next is tried, always in the same order.
    """
    import highspy

    r, c = _even(matrix)
    unit = 2.0 ** np.rint(np.log2(max(float(np.abs(cost * c).max(initial=0.0)), 1e-300)))
    data = matrix.data * r[matrix.indices] * np.repeat(c, np.diff(matrix.indptr))
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_, lp.sense_ = len(cost), len(least), highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost * c / unit, lower / c, upper / c
    lp.row_lower_, lp.row_upper_ = least * r, most * r
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, data
    quiet: Any = highspy.Highs.__base__  # the class for Python greets on stdout, which is not ours to write on
    first, second = ("simplex", "ipm") if len(cost) <= SMALL else ("ipm", "simplex")
    status = ""
    ways = ((first, TOLERANCE, "off" if first == "simplex" else "on"), (second, TOLERANCE, "on"), (first, LOOSE, "off"))
    for solver, tolerance, presolve in ways:
        h = quiet()
        for option, value in (
            ("log_to_console", False), ("output_flag", False), ("threads", 1), ("parallel", "off"), ("random_seed", 0),
            ("primal_feasibility_tolerance", tolerance), ("dual_feasibility_tolerance", tolerance),
            ("solver", solver), ("presolve", presolve), ("run_crossover", "on"),
        ):  # fmt: skip
            h.setOptionValue(option, value)
        h.passModel(lp)
        h.run()
        status = h.modelStatusToString(h.getModelStatus())
        if h.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return None
        if h.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            s, objective = h.getSolution(), float(h.getInfo().objective_function_value)
            duals = np.array(s.col_dual) / c * unit, np.array(s.row_dual) * r * unit
            return np.array(s.col_value) * c, *duals, objective * unit
    raise NoPlan(f"the solver found no plan: {status}")


def _plan(p: Problem, c: _Columns, value: Array, reduced: Array, dual: Array, objective: float) -> Plan:
    """Values and duals sorted into a plan; what is next to nothing beside the largest of its kind is nothing."""
    goods, periods = p.targets.shape
    n, resources = p.processes * periods, len(p.capacity)
    stock, bought, short = (np.zeros(goods * periods) for _ in range(3))
    ends = np.cumsum([n, len(c.stock), len(c.bought), len(c.short)])
    stock[c.stock] = value[ends[0] : ends[1]]
    bought[c.bought] = value[ends[1] : ends[2]]
    np.add.at(short, c.short, value[ends[2] : ends[3]])
    rent = np.zeros((resources, periods))
    rent[c.alone < 0] = dual[goods * periods :].reshape(-1, periods)
    rows = reduced[:n].reshape(p.processes, periods)
    single = np.flatnonzero(c.alone >= 0)
    entry = c.alone[single]
    worth = np.maximum(0.0, rows[p.user[entry]]) / p.need[entry, None]
    rent[single] = np.where(c.tightest[p.user[entry]] == single[:, None], worth, 0.0)
    cells = (goods, periods)
    return Plan(
        float(value[-1]), _clean(value[:n].reshape(p.processes, periods)), _clean(stock.reshape(cells)),
        _clean(bought.reshape(cells)), _clean(short.reshape(cells)), _clean(-dual[: goods * periods].reshape(cells)),
        _clean(rent), objective,
    )  # fmt: skip


def _clean(values: Array) -> Array:
    largest = float(np.abs(values).max(initial=0.0))
    found: Array = np.where(np.abs(values) < ZERO * largest, 0.0, values)
    return found
