"""The picture of a chain: boxes in the order of the process, bands as wide as the tonnes, returns looped beside."""

from __future__ import annotations

from collections import defaultdict

from tiexi.report import charts
from tiexi.report.chain import ENTERS, LEAVES, Chain, Flow, chain_of
from tiexi.report.charts import DESK, PHONE
from tiexi.report.figures import Drawn, Figure, Table, drawn, titled
from tiexi.report.recorded import Recorded
from tiexi.report.speech import Speech

WIDEST = 46.0  # pixels of the widest band
UNSEEN = ("fuel", "nature")  # kinds of goods that stand in the table only


class Names:
    """What workshops and goods are called, and how a flow is labelled."""

    def __init__(self, run: Recorded, say: Speech) -> None:
        self.run, self.say = run, say

    def workshop(self, label: str) -> str:
        return self.run.name("workshop", label, self.say.lang)

    def good(self, label: str) -> str:
        return self.run.name("good", label, self.say.lang)

    def flow(self, flow: Flow) -> list[str]:
        return [self.good(flow.good), f"{self.say.amount(flow.tonnes)}\u00a0{self.say('unit.tonne')}"]


def tonnes(run: Recorded, say: Speech, chain: str = "copper") -> Figure | None:
    """The chain of a metal in tonnes a month of its best year."""
    d = chain_of(run, chain)
    if d is None:
        return None
    names = Names(run, say)
    back = d.returned
    fill: dict[str, object] = {"chain": run.inner("chain", chain, say.lang), "year": d.year}
    if back is not None:
        fill |= {"good": run.inner("good", back.good, say.lang), "n": say.amount(back.tonnes)}
    title = titled(say, "chain", True, **fill) if back is not None else say("title.chain.neutral", **fill)
    desk, phone = drawn(lambda width: (_upright if width == PHONE else _lying)(d, names), title)
    ends = {ENTERS: say("outside"), LEAVES: say("leaves")}
    rows = [
        [names.good(f.good),
         (say("nature") if f.kind == "nature" else ends.get(f.origin)) or names.workshop(f.origin),
         (say("nature") if f.waste and f.goal == LEAVES else ends.get(f.goal)) or names.workshop(f.goal),
         say.amount(f.tonnes)]
        for f in d.flows
    ]  # fmt: skip
    widest = max(f.tonnes for f in _shown(d))
    key = [("copper", say("key.returned")), ("load", say("key.goods")), ("waste", say("key.waste"))]
    return Figure(
        "chain", title, back is not None, desk, phone,
        Table([say("good"), say("from"), say("to"), say("tonnes_month")], rows), [say("chain.text")],
        [say("chain.rest"), say("chain.key", n=say.amount(widest), year=d.year)], key,
    )  # fmt: skip


def _sorted_flows(d: Chain) -> tuple[dict[int, list[Flow]], list[Flow], dict[int, list[Flow]]]:
    """Bands before each box (the last index stands behind the last box), loops, and what drops out of each box."""
    ahead: dict[int, list[Flow]] = defaultdict(list)
    loops: list[Flow] = []
    drops: dict[int, list[Flow]] = defaultdict(list)
    end = len(d.workshops)
    for f in sorted(_shown(d), key=lambda f: (-f.tonnes, f.good, f.origin, f.goal)):
        if f.origin == ENTERS:
            ahead[0].append(f)
        elif f.goal == LEAVES:
            at = d.workshops.index(f.origin)
            if at == end - 1 and not f.waste:
                ahead[end].append(f)
            else:
                drops[at].append(f)
        elif d.workshops.index(f.goal) == d.workshops.index(f.origin) + 1:
            ahead[d.workshops.index(f.goal)].append(f)
        else:
            loops.append(f)
    return ahead, loops, drops


def _shown(d: Chain) -> list[Flow]:
    """Flows of the picture: all but fuel and air, and of what comes in only what comes in at the first workshop."""
    seen = [f for f in d.flows if f.kind not in UNSEEN and (f.origin != ENTERS or f.goal == d.workshops[0])]
    least = 0.0005 * max(f.tonnes for f in seen)
    return [f for f in seen if f.tonnes >= least]


def _thick(d: Chain, flow: Flow) -> float:
    return max(1.5, WIDEST * flow.tonnes / max(f.tonnes for f in _shown(d)))


def _kind(d: Chain, flow: Flow) -> str:
    return "waste" if flow.waste else ("copper" if d.back(flow) else "load")


def _lying(d: Chain, names: Names) -> Drawn:
    """Left to right, for the desk: labels above the bands, loops and wastes below."""
    ahead, loops, drops = _sorted_flows(d)
    n = len(d.workshops)
    pitch = DESK / (n + 0.55)
    gap = max(34.0, pitch * 0.34)
    wide, top, tall = pitch - gap, 92.0, 96.0
    lefts = [gap + pitch * i for i in range(n)]
    parts: list[str] = []
    for at, flows in sorted(ahead.items()):
        start = lefts[at] - gap if at < n else lefts[-1] + wide
        parts += _bands(d, flows, start, gap, top + tall / 2)
        label = [line for f in flows[:2] for line in _label(names, f, pitch - 8)]
        middle = min(max(start + gap / 2, pitch / 2 - 6), DESK - pitch / 2 + 10)
        anchor = "start" if at == 0 else ("end" if at == n else "middle")
        x = {"start": 0.0, "end": float(DESK), "middle": middle}[anchor]
        parts.append(charts.lines_of_text(x, top - 14 - 17 * (len(label) - 1), label, "", anchor))
    lane = top + tall + 26.0
    for f in loops:
        thick = _thick(d, f)
        a, b = lefts[d.workshops.index(f.origin)] + wide * 0.72, lefts[d.workshops.index(f.goal)] + wide * 0.5
        y = lane + thick / 2
        kind = _kind(d, f)
        parts.append(
            f'<path d="M{charts.num(a)},{charts.num(top + tall)}V{charts.num(y)}H{charts.num(b)}'
            f'V{charts.num(top + tall)}" class="{kind}-loop" style="stroke-width:{charts.num(thick)}"/>'
        )
        parts.append(_arrow(b, top + tall, "up"))
        words = " ".join(names.flow(f))
        parts.append(charts.text(_free(d, drops, lefts, a, b), lane + thick + 18, words, "plated", "middle"))
        lane += thick + 36
    deep = lane
    for at, flows in sorted(drops.items()):
        x, y = lefts[at] + 8 + sum(_thick(d, f) + 4 for f in flows[:4]), lane + 24
        for f in reversed(flows[:4]):  # the rightmost ends highest, so that no label lies under a band
            thick = _thick(d, f)
            x -= thick + 4
            parts.insert(0, charts.box(x, top + tall, thick, y - top - tall, _kind(d, f)))
            label = _label(names, f, pitch - 8 - (x - lefts[at]))
            parts.append(charts.lines_of_text(x, y + 18, label, "soft"))
            y += 17 * len(label) + 12
        deep = max(deep, y)
    parts += _boxes(names, d, [(x, top, wide, tall) for x in lefts])
    return deep + 10, parts


def _free(d: Chain, drops: dict[int, list[Flow]], lefts: list[float], a: float, b: float) -> float:
    """The middle of the widest stretch between `a` and `b` that nothing falls through."""
    falls = [(x + 8, x + 8 + sum(_thick(d, f) + 4 for f in drops.get(i, [])[:4])) for i, x in enumerate(lefts)]
    low, high = min(a, b), max(a, b)
    edges = [low, *(e for pair in falls if pair[1] > pair[0] for e in pair if low < pair[0] < high), high]
    stretches = list(zip(edges[::2], edges[1::2], strict=False))
    start, end = max(stretches, key=lambda s: s[1] - s[0])
    return (start + end) / 2


def _upright(d: Chain, names: Names) -> Drawn:
    """Top to bottom, for the phone: loops on the left, wastes to the right."""
    ahead, loops, drops = _sorted_flows(d)
    left = 14.0 + sum(_thick(d, f) + 12 for f in loops)
    wide = 132.0
    y, tops, parts = 8.0, [], []
    heights = []
    for at in range(len(d.workshops) + 1):
        flows = ahead.get(at, [])
        label = [line for f in flows[:2] for line in _label(names, f, PHONE - left - wide / 2 - 40)]
        room = max(30.0, 17.0 * len(label) + 14)
        x = left + wide / 2 - sum(_thick(d, f) + 2 for f in flows) / 2
        for f in flows:
            parts.append(charts.box(x, y, _thick(d, f), room, _kind(d, f)))
            x += _thick(d, f) + 2
        parts.append(charts.lines_of_text(x + 8, y + 18, label))
        y += room
        if at == len(d.workshops):
            break
        out = [(f, _label(names, f, PHONE - left - wide - 34)) for f in drops.get(at, [])[:4]]
        tall = max(58.0, sum(max(17.0 * len(words), _thick(d, f)) + 6 for f, words in out))
        below = y + 2
        for f, words in out:
            parts.append(charts.box(left + wide, below, 26, _thick(d, f), _kind(d, f)))
            parts.append(charts.lines_of_text(left + wide + 32, below + 13, words, "soft"))
            below += max(17.0 * len(words), _thick(d, f)) + 6
        tops.append(y)
        heights.append(tall)
        y += tall
    x = left - 12
    for f in loops:
        thick = _thick(d, f)
        a, b = d.workshops.index(f.origin), d.workshops.index(f.goal)
        start, stop = tops[a] + heights[a] * 0.6, tops[b] + heights[b] * 0.4
        x -= thick / 2
        parts.append(
            f'<path d="M{charts.num(left)},{charts.num(start)}H{charts.num(x)}V{charts.num(stop)}'
            f'H{charts.num(left)}" class="{_kind(d, f)}-loop" style="stroke-width:{charts.num(thick)}"/>'
        )
        parts.append(_arrow(left, stop, "right"))
        x -= thick / 2 + 12
    parts += _boxes(names, d, [(left, t, wide, h) for t, h in zip(tops, heights, strict=True)])
    for f in loops:
        parts.append(charts.lines_of_text(4, y + 24, charts.wrap("↑ " + " ".join(names.flow(f)), PHONE - 8)))
        y += 22
    return y + 16, parts


def _label(names: Names, flow: Flow, room: float) -> list[str]:
    return charts.wrap(" ".join(names.flow(flow)), max(60.0, room))


def _bands(d: Chain, flows: list[Flow], x: float, length: float, middle: float) -> list[str]:
    """Bands beside each other across a gap, centred on `middle`."""
    y = middle - sum(_thick(d, f) + 2 for f in flows) / 2
    parts = []
    for f in flows:
        parts.append(charts.box(x, y, length, _thick(d, f), _kind(d, f)))
        y += _thick(d, f) + 2
    return parts


def _boxes(names: Names, d: Chain, places: list[tuple[float, float, float, float]]) -> list[str]:
    """Workshops with their names inside."""
    parts = []
    for label, (x, y, wide, tall) in zip(d.workshops, places, strict=True):
        parts.append(charts.box(x, y, wide, tall, "hull"))
        lines = charts.wrap(names.workshop(label), wide - 12)
        parts.append(charts.lines_of_text(x + wide / 2, y + tall / 2 + 5 - 8.5 * (len(lines) - 1), lines, "", "middle"))
    return parts


def _arrow(x: float, y: float, way: str) -> str:
    """A head at the end of a loop."""
    corners = [(x - 6, y + 9), (x, y), (x + 6, y + 9)] if way == "up" else [(x - 9, y - 6), (x, y), (x - 9, y + 6)]
    return charts.shape(charts.path(corners) + "Z", "head")
