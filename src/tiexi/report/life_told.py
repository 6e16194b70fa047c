"""A life as sentences without a language: which one, when, and what fills it. Terminal and film both start here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tiexi.report.life_record import Dated, Fill, Happened, Person, Spell, Told
from tiexi.report.life_scenes import scenes_told
from tiexi.report.places_said import there
from tiexi.report.recorded import Recorded

ENDS_OF_TIES = ("dismissed", "bought_out", "status_abolished")
PAID_EVENTS = ("hired", "retired", "early_retired")
OWN_TURN = {"doing.pupil": "turned.pupil", "doing.not_seeking": "turned.not_seeking"}
FELL = 1.1  # best year over last, from which both are told


@dataclass
class Teller:
    """Tells lives of one run."""

    run: Recorded
    _shares: dict[int, float | None] = field(default_factory=dict)

    def tell(self, person: Person) -> list[Told]:
        """Every sentence of a life, in order."""
        told = [*self._opening(person), *self._events(person), *_turns(person), *self._end(person)]
        told += [*_children(person), *_aids(person), *scenes_told(person)]
        told.sort(key=lambda pair: pair[0])
        out: list[Told] = []
        for _, said in told:
            before = out[-1].same_month + 1 if out and out[-1].month == said.month else 0
            out.append(said._replace(same_month=before))
        return there(out)

    def _opening(self, p: Person) -> list[Dated]:
        """Birth, and what the person was when the record of the life begins."""
        kinds = {e.event for e in p.events}
        if "born" in kinds:
            street = p.spells[0].street if p.spells else ""
            fills: tuple[Fill, ...] = (Fill("street", "street", street),) if street else ()
            return [((p.born, 0), Told(p.born, "born.street" if street else "born", fills=fills))]
        if not p.spells or "arrived" in kinds:
            return []
        at = p.spells[0].start
        doing, fills = _doing(p.spells[0])
        return [((at, 0), Told(at, "begins", doing, (_age(p, at), *fills)))]

    def _events(self, p: Person) -> list[Dated]:
        """Events in the order of the record; arrears that come and go in a year are told once."""
        began = [e.month // 12 for e in p.events if e.event == "arrears_began"]
        often = Counter(began) if began else {}
        told: list[Dated] = []
        spoken: set[int] = set()
        married = False
        sent = {e.month for e in p.events if e.event == "sent_down"}
        left = {e.month for e in p.events if e.event == "school_left"}
        for i, e in enumerate(p.events):
            year = e.month // 12
            if e.event == "born" or (e.event == "sent_down" and e.month in left):
                continue
            if e.event == "protested" and any(earlier.event == "protested" for earlier in p.events[:i]):
                continue  # the first time is told
            if e.event in ("arrears_began", "arrears_ended") and often.get(year, 0) > 1:
                if year not in spoken:
                    spoken.add(year)
                    fills = (Fill("year", "plain", year), Fill("n", "plain", often[year]))
                    told.append(((e.month, i + 1), Told(e.month, "arrears_often", fills=fills)))
                continue
            key, more = ("married.again", ()) if e.event == "married" and married else self._event(p, e)
            married = married or e.event == "married"
            if key == "school_left" and e.month in sent:
                key = "school_left.sent_down"
            told.append(((e.month, i + 1), Told(e.month, key, fills=(_age(p, e.month), *more))))
        return told

    def _event(self, p: Person, e: Happened) -> tuple[str, tuple[Fill, ...]]:
        """The sentence of one event, with the number that belongs to it if the record has one."""
        place = (Fill("place", "place", e.where),) if e.where else ()
        spell = next((s for s in p.spells if s.start <= e.month <= s.end), None)
        if e.event in PAID_EVENTS and spell is not None and spell.wage > 0:
            return f"{e.event}.wage", (*place, Fill("wage", "money", spell.wage))
        if e.event == "off_post" and (share := self._allowance(e.month)):
            return "off_post.share", (*place, Fill("share", "plain", round(100 * share)))
        if e.event == "bought_out" and e.value > 0:
            return "bought_out.value", (Fill("value", "money", e.value),)
        plant = e.where.split("/")[0]
        if e.event == "dismissed" and plant in self.run.closings.get(e.month, ()):
            return "dismissed.closed", (Fill("plant", "plant", plant),)
        if e.event == "dismissed" and (months := self._severance(p, e)):
            return "dismissed.severance", (*place, Fill("value", "plain", months))
        if e.event == "protested" and not place:
            return "protested.nowhere", ()
        if e.event == "left" and p.spells and "relocation" in p.spells[-1].aid:
            return "left.granted", ()
        if e.event == "arrived" and e.month - p.born < 12:
            return "arrived.small", ()
        begun = spell is not None and spell.start == e.month
        if e.event == "moved" and spell and begun and spell.street and spell.street != _street_before(p, e.month):
            return "moved.street", (Fill("street", "street", spell.street),)
        return e.event, place

    def _allowance(self, month: int) -> float | None:
        if month not in self._shares:
            self._shares[month] = self.run.parameter("off_post.allowance", month)
        return self._shares[month]

    def _severance(self, p: Person, e: Happened) -> int:
        """Whole months' pay due for the years of service where a hire and a dismissal frame them; 0 if none is."""
        hired = [h.month for h in p.events if h.event == "hired" and h.where == e.where and h.month <= e.month]
        each = self.run.parameter("severance.months_per_year", e.month)
        cap = self.run.parameter("severance.cap_months", e.month)
        if not hired or not each:
            return 0
        return int(min((e.month - hired[-1]) // 12 * each, cap if cap is not None else each * 99))

    def _end(self, p: Person) -> list[Dated]:
        """Where the life stands when the record ends, and its best year against its last."""
        told: list[Dated] = []
        last = p.spells[-1].end if p.spells else -1
        # Years in which service was paid out, at once or late, say little about what a year brought.
        lump = {e.month // 12 + late for e in p.events if e.event in ENDS_OF_TIES for late in (0, 1)}
        paid = [(y, earned) for y, earned in p.years if earned > 0 and y not in lump]
        if paid and not p.gone:
            best, final = max(paid, key=lambda y: (y[1], -y[0])), paid[-1]
            if best[1] > FELL * final[1]:
                at = final[0] * 12 + 11
                fills = (Fill("best", "plain", best[0]), Fill("most", "money", best[1]),
                         Fill("last", "plain", final[0]), Fill("least", "money", final[1]))  # fmt: skip
                key = "best" if 100 * final[1] >= best[1] else "best.nothing"
                told.append(((max(at, last), 10**6), Told(at, key, fills=fills)))
        if last == self.run.last and p.alive:
            doing, more = _doing(p.spells[-1])
            told.append(((last, 10**6 - 1), Told(last, "ends", doing, (_age(p, last), *more))))
            if p.spells[-1].owed > 0:
                owed = (Fill("value", "money", p.spells[-1].owed),)
                told.append(((last, 10**6 + 1), Told(last, "owed", fills=owed)))
        return told


def _age(p: Person, month: int) -> Fill:
    return Fill("age", "plain", (month - p.born) // 12)


def _street_before(p: Person, month: int) -> str:
    """Street of the spell that ended before a month; empty if there is none."""
    before = [s.street for s in p.spells if s.end < month]
    return before[-1] if before else ""


def _doing(spell: Spell) -> tuple[str, tuple[Fill, ...]]:
    """What the person does in a spell: key and place."""
    activity = spell.activity
    if spell.tied and activity != "on_post":
        activity = f"off_post.{activity}" if activity in ("side_work", "seeking") else "off_post"
    return f"doing.{activity}", (Fill("place", "place", spell.workshop),) if spell.workshop else ()


def _turns(p: Person) -> list[Dated]:
    """Changes of activity that no event explains."""
    dated = {e.month for e in p.events if not e.event.startswith("arrears")}
    before_now: set[tuple[str, tuple[Fill, ...]]] = set()
    told: list[Dated] = []
    for before, after in zip(p.spells, p.spells[1:], strict=False):
        if before[2:5] == after[2:5]:  # tie, activity and workshop: most spells end because a year of pay begins
            continue
        if _changes(before, after) and after.start not in dated and after.start - 1 not in dated:
            doing = _doing(after)
            key = "turned.again" if doing in before_now else OWN_TURN.get(doing[0], "turned")
            told.append(((after.start, 0), Told(after.start, key, doing[0], doing[1])))
            before_now.add(doing)
    return told


def _children(p: Person) -> list[Dated]:
    """Births and deaths of children while the mother lives here; whom she brought along was born elsewhere."""
    told: list[Dated] = []
    until = p.spells[-1].end if p.spells else -1
    since = next((e.month for e in p.events if e.event == "arrived"), p.spells[0].start if p.spells else p.born)
    for child in p.children:
        if child.born >= since:
            told.append(((child.born, 0), Told(child.born, f"child.{child.sex}")))
        if 0 <= child.died <= until:
            age = (child.died - child.born) // 12
            key = f"child_died.{child.sex}" if age else f"child_died.baby.{child.sex}"
            told.append(((child.died, 0), Told(child.died, key, fills=(Fill("age", "plain", age),))))
    return told


def _aids(p: Person) -> list[Dated]:
    """What a package gives, from when it is first given."""
    seen: set[str] = {"relocation"}
    told: list[Dated] = []
    for spell in p.spells:
        for aid in spell.aid.split():
            if aid not in seen:
                seen.add(aid)
                told.append(((spell.start, 10**5), Told(spell.start, f"aid.{aid}")))
    return told


def _changes(before: Spell, after: Spell) -> bool:
    """Whether a spell tells something new. Sent home is sent home, whether they look about or not."""
    if before.tied and after.tied and before.activity != "on_post" and after.activity != "on_post":
        return before.activity != after.activity and after.activity == "side_work"
    return (before.activity, before.workshop, before.tied) != (after.activity, after.workshop, after.tied)
