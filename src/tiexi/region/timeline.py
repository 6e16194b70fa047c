"""Dated causes: what may act on what, in which unit, and how rows become a path of values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tiexi.region import dates
from tiexi.region.known import KNOWN
from tiexi.region.parameters import at
from tiexi.region.problem import did_you_mean, quoted

Flow = Literal["step", "linear", "once"]


@dataclass(frozen=True)
class Kind:
    """A kind of cause. `flow` says how rows become a path: `step` holds until the next row, `linear` runs to it,
    `once` acts in its month only. `neutral` is the value of a target that no row mentions.
    """

    meaning: str
    targets: tuple[str, ...]
    units: tuple[str, ...]
    flow: Flow = "step"
    low: float = 0.0
    high: float = 1e9
    neutral: float | None = None
    words: tuple[str, ...] = ()


_WORKS = ("plant", "sector", "region")
_SHARE = ("share", "1", "factor")
_CHANGE = Kind(
    "change of the scale of plants at once: -0.65 takes 65 %", _WORKS, (*_SHARE, "change"), "once", -1, 100, 0
)
_PRICES = ("{money}/t plan", "{money}/t market", "index YYYY=1")
_RULE = Kind("value of a parameter from that month on", ("parameter",), (), "step", -1e12, 1e12)
KINDS: dict[str, Kind] = {
    "regime": Kind(
        "how the region is governed", ("region",), (), words=("colonial", "war", "plan", "dual", "market")
    ),
    "capacity": Kind(
        "installed capacity over the reference scale",
        ("plant", "sector"),
        ("share of reference", *_SHARE),
        "linear",
        0,
        1000,
    ),
    "gift": _CHANGE,
    "transfer": _CHANGE,
    "war": _CHANGE,
    "permit": Kind("share of capacity that may run", (*_WORKS, "stacks", "approval"), _SHARE, "step", 0, 1, 1),
    "credit": Kind("share of purchases on credit that is still granted", ("plant",), _SHARE, "step", 0, 1, 1),
    "demand": Kind(
        "factor on outside demand; for a plant, its weight where makers share the demand for a good",
        ("good", "sector", "region", "plant"), _SHARE, "linear", 0, 1e6, 1,
    ),
    "price": Kind("list price", ("good",), _PRICES, "linear", 1e-9, 1e12),
    "softness": _RULE,
    "tax": _RULE,
    "welfare": _RULE,
    "finance": _RULE,
    "rule": _RULE,
    "quota": Kind(
        "posts over the reference posts, machines over their own where no row says; or the value of a parameter",
        ("plant", "sector", "parameter"), (), "linear", 0, 1000,
    ),
    "housing": Kind("dwellings added", ("street",), ("dwelling", "dwellings"), "once", 0, 1e8, 0),
}  # fmt: skip
POLICY_KINDS: dict[str, Kind] = {
    "close": Kind("the planner closes a plant; the value is the month by which it stands", ("plant",), ("month",)),
}
RESERVED = ("feed", "owner", "openness", "procurement", "investment", "clearance")  # words of rules still to come
ORDERS = ("", "process", "reverse", "even")  # in which workshops run down that a policy closes
PAYERS = ("", "plant", "city", "centre")  # who bears an instrument of a policy
PREFIXES = ("plant", "sector", "good", "street", "stacks", "approval", "parameter")
_INDEX = re.compile(r"index [12]\d{3}=1( plan| market)?")
Fault = tuple[str, str, str]  # column, message, hint


@dataclass(frozen=True)
class Cause:
    """A dated cause. `month` counts from the region's first month; `policy` is the title of the policy, if it is one.

    `terms` holds what only a policy says: notice_months, order, payer, cost_per.
    """

    month: int
    date: str
    kind: str
    target: str
    value: float | str
    unit: str
    source: str
    grade: str
    note: str
    policy: str | None = None
    terms: tuple[tuple[str, float | str], ...] = ()

    @property
    def track(self) -> str:
        """`plan` or `market` for prices of one track, empty for all others."""
        last = self.unit.rsplit(" ", 1)[-1]
        return last if self.kind == "price" and last in ("plan", "market") else ""

    @property
    def slot(self) -> tuple[str, str, str]:
        """Causes of the same slot follow one another; two in one month contradict each other."""
        return self.kind, self.target, self.track


@dataclass(frozen=True)
class Names:
    """What causes can act on: names by prefix, ranges of parameters, goods that are matter, and the money."""

    by_prefix: dict[str, set[str] | None]
    ranges: dict[str, tuple[float, float]]
    matter: set[str]
    money: str


# What is known of names without a region: parameters are the same everywhere.
ANYWHERE = Names({"parameter": set(KNOWN)}, {name: (k.low, k.high) for name, k in KNOWN.items()}, set(), "")


def check_cause(
    kind: str, target: str, value: float | str, unit: str, policy: bool, names: Names | None
) -> Iterable[Fault]:
    """What is wrong with a row, as (column, message, hint); `names` is None if there is no region to look into."""
    known = {**KINDS, **POLICY_KINDS} if policy else KINDS
    if kind in RESERVED:
        return  # said by the caller, as a warning
    if kind not in known:
        hint = "only a policy may close a plant; a region's timeline dates causes" if kind in POLICY_KINDS else ""
        yield "kind", f"unknown kind {quoted(kind)}", hint or did_you_mean(kind, known, "kinds")
        return
    rule = known[kind]
    prefix = target.partition(":")[0]
    if not _shaped(target) or prefix not in rule.targets:
        wanted = " or ".join(p if p == "region" else f"{p}:NAME" for p in rule.targets)
        near = did_you_mean(prefix, PREFIXES) if prefix not in (*PREFIXES, "region") else ""
        hint = f"{kind} acts on {wanted}" + (f"\n{near}" if "?" in near else "")
        yield "target", f"{kind} cannot act on {quoted(target)}", hint
    else:
        yield from _named(prefix, target.partition(":")[2], names or ANYWHERE)
    yield from _valued(kind, rule, target, value, names or ANYWHERE)
    yield from _measured(kind, rule, target, unit, names)


def _shaped(target: str) -> bool:
    prefix, colon, name = target.partition(":")
    return target == "region" or (prefix in PREFIXES and bool(colon) and bool(name.strip()))


def _named(prefix: str, name: str, names: Names) -> Iterable[Fault]:
    known = names.by_prefix.get(prefix)
    if known is not None and name not in known:
        near = did_you_mean(name, known, f"names of {_THINGS.get(prefix, prefix)}s")
        yield "target", f"there is no {_THINGS.get(prefix, prefix)} {quoted(name)}", near


_THINGS = {"stacks": "plant", "approval": "plant"}


def _valued(kind: str, rule: Kind, target: str, value: float | str, names: Names) -> Iterable[Fault]:
    if rule.words:
        if value not in rule.words:
            yield "value", f"{kind} cannot be {quoted(str(value))}", did_you_mean(str(value), rule.words)
        return
    if kind == "close":
        if value != "" and (why := dates.fault(str(value), days=True)):
            yield "value", f"value {quoted(str(value))} {why}", "the month by which the plant stands, or leave it out"
        return
    low, high = rule.low, rule.high
    prefix, _, name = target.partition(":")
    if prefix == "parameter":
        low, high = names.ranges.get(name, (low, high))
    hint = f"{rule.meaning}: a number from {low:.15g} to {high:.15g}"
    if isinstance(value, str):
        yield "value", f"value {quoted(value)} is not a finite number", hint
    elif not low <= value <= high:
        yield "value", f"value {value:.15g} of {kind} is out of range", hint
    elif prefix in ("stacks", "approval") and value not in (0, 1):
        yield "value", f"{prefix} is given or not, read {value:.15g}", "write 1 if it is given, 0 if not"
    elif kind == "housing" and value != int(value):
        yield "value", f"dwellings are whole, read {value:.15g}", "write a whole number"


def _measured(kind: str, rule: Kind, target: str, unit: str, names: Names | None) -> Iterable[Fault]:
    if not rule.units:
        return
    units = list(rule.units)
    money = names.money if names else ""
    good = target.partition(":")[2]
    if kind == "price" and names and good in (names.by_prefix.get("good") or ()):
        units = units[:2] if good in names.matter else units[2:]
    units = [u.replace("{money}", money or "yuan") for u in units]
    if unit in units or ("index YYYY=1" in units and _INDEX.fullmatch(unit)):
        return
    if not unit and kind != "price":
        return
    if kind == "price" and not money and unit.endswith(("/t plan", "/t market")):
        return
    hint = f"the unit of {kind} is one of: {', '.join(units)}"
    yield "unit", f"unit {quoted(unit)} does not fit {kind}" if unit else f"{kind} has no unit", hint


def path_of(causes: Sequence[Cause], months: int) -> list[tuple[int, Any]]:
    """Sorted (month, value) pairs of the causes of one slot.

    Rows of the region stand as they are. Rows of a policy take over from the month of the first of them that falls
    due: until the month before, everything is as it was, and later rows of the region no longer count. `once` kinds
    add up instead. Before the first pair its value stands; a `step` path therefore begins with the neutral value.
    """
    rule = _rule(causes)
    own = sorted((c.month, c.value) for c in causes if c.policy is None)
    planned = sorted((c.month, c.value) for c in causes if c.policy is not None and c.month < months)
    if rule.flow == "once":
        return sorted(own + planned)
    path: list[tuple[int, Any]] = own
    if rule.flow == "step" and rule.neutral is not None and (not own or own[0][0] > 0):
        path = [(0, rule.neutral), *own]
    if planned:
        start = planned[0][0]
        path = [pair for pair in own if pair[0] < start]
        if rule.flow == "linear":
            held = _before(own, start - 1, rule)
            path = [*[p for p in path if p[0] < start - 1], *held]
        elif rule.neutral is not None and start > 0 and (not path or path[0][0] > 0):
            path = [(0, rule.neutral), *path]
        path = [*path, *planned]
    return path


def _rule(causes: Sequence[Cause]) -> Kind:
    """How causes of one slot flow; an approval is not there until it is given."""
    rule = {**KINDS, **POLICY_KINDS}[causes[0].kind]
    return replace(rule, neutral=0.0) if causes[0].target.startswith("approval:") else rule


def _before(own: list[tuple[int, Any]], month: int, rule: Kind) -> list[tuple[int, Any]]:
    """The pair that holds the region's linear path until a policy takes over."""
    if own:
        return [(month, at(own, month, True))]
    return [] if rule.neutral is None else [(month, rule.neutral)]


def value_of(path: Sequence[tuple[int, Any]], kind: str, month: int, default: float) -> float:
    """Value of a path in a month: as its kind flows. `default` where there is no path."""
    rule = KINDS.get(kind, _RULE)
    if rule.flow == "once":
        return float(sum(value for when, value in path if when == month))
    return float(at(path, month, rule.flow == "linear")) if path else default
