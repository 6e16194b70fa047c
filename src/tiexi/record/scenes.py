"""Scenes of the working day: what is said and done on shift, in break room, shower and canteen, and on the train home;
and what school leavers hope for, on their last day at school.

A scene is drawn, with keyed chance, from what the month did to a person who is filmed and worked in a works: it is an
illustration of a cause that the record holds, and no fact of the ledger. The world is only read, after the month is
over, so that who is filmed changes nobody.
Source: mission, rows P7 and C9: what is said in the break rooms is observed and never acts; chances are ours.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from tiexi.record.census import parameter
from tiexi.record.chunks import Chunks
from tiexi.record.hopes import NONE, Hopes
from tiexi.record.names import of_codes, of_months, of_rows, take
from tiexi.record.scene_kinds import LOADS, MATES, NEEDED, ODDS, SIGN, SIGNS, SORTS, Odds, What
from tiexi.record.schema import frame
from tiexi.record.workday import PPM, Sign, workday
from tiexi.world.chance import Stream, below, happens, uniform, winner
from tiexi.world.events import Event, Who
from tiexi.world.jit import inlined, kernel
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.world import World

ON_POST, PENSIONED, SCENE = int(Activity.ON_POST), int(Activity.RETIRED), int(Stream.SCENE)
PPB = 1_000_000_000
LASTS = 0.1  # what lasts for months is shown so much less often than what happens once
AT_WORK = 55  # years of age
OLD = 36  # months after which a workmate is an old hand
FEW = 64  # workmates among whom one is chosen
ANYONE = 63  # number of the draw
ROWS = ("P7", "C9")
FIRST_SHIFT, FIRST_MATE, PAY_LATE, BEFALL = int(What.FIRST_SHIFT), int(What.MATE_DIED), int(What.PAY_LATE), len(MATES)
DIED, PERSON = int(Event.DIED), int(Who.PERSON)
WEDDING, RECALL = int(SIGN[What.MATE_MARRIED]), int(SIGN[What.CALLED_BACK])
WORKS, WAS, STAYS, NAMED, RETIRED, MARRIED, RECALLED, HIRED, OWED, RIDES = map(int, (
    Sign.WORKS, Sign.WAS, Sign.STAYS, Sign.NAMED, Sign.RETIRED, Sign.MARRIED, Sign.RECALLED, Sign.HIRED, Sign.OWED,
    Sign.RIDES,
))  # fmt: skip


class Scenes:
    """Scenes drawn so far, as rows and codes until the end."""

    def __init__(self) -> None:
        self._log = Chunks(month="i2", person="u4", what="u1", place="u2", other="u4", good="u2", value="i8")

    def month(self, world: World, before: Mapping[str, Array], hopes: Hopes) -> None:
        """Draw the month's scenes; `before` are the filmed people's spells as they stood when the month began."""
        if parameter(world, "scene.chance", 0.0) <= 0.0:
            return
        for p in hopes.leavers(world, before["person"]).tolist():
            self._hope(world, p, *hopes.of(world, p))
        found = Drawing(world).drawn(before)
        self._log.append(len(found["what"]), month=world.month, **found)

    def _hope(self, world: World, p: int, hope: int, shop: int, other: int) -> None:
        """What a school leaver hopes for: `hope` per cent of the street's young have work."""
        what = What.HOPE_POST if hope >= 100 * NONE else What.HOPE_NONE
        if other:
            what = What.HOPE_MOTHER if other == world.people.mother[p] else What.HOPE_PEER
        self._log.append(
            1, month=world.month, person=p, what=what, place=shop, other=other, good=0, value=hope
        )  # fmt: skip

    def state(self) -> dict[str, Array]:
        return self._log.state()

    def restore(self, state: Mapping[str, Array]) -> None:
        self._log.restore(state)

    def frame(self, world: World, sample: Array) -> pl.DataFrame:
        """The scenes of those in the sample (rows of people), by person and month."""
        log = self._log.state()
        rows = np.flatnonzero(np.isin(log["person"], sample))
        rows = rows[np.lexsort((log["month"][rows], log["person"][rows]))]
        log = {name: column[rows] for name, column in log.items()}
        sorts, goods = [SORTS[What(code)] for code in range(len(What))], of_rows(world, "goods", log["good"])
        cause = take([s.cause for s in sorts], log["what"])
        other = world.people.key[log["other"]]
        return frame(
            "scenes",
            {
                "key": world.people.key[log["person"]],
                "month": of_months(world, log["month"]),
                "kind": take([s.kind.name.lower() for s in sorts], log["what"]),
                "what": of_codes(What, log["what"]),
                "place": of_rows(world, "workshops", log["place"]),
                "cause": cause + pl.Series(np.where(log["good"] > 0, ":", "")) + goods,
                "other": pl.Series(other).set(pl.Series(log["other"] == 0), None),
                "value": log["value"],
                "unit": take([s.unit for s in sorts], log["what"]),
            },
        )


class Drawing:
    """One month's draw, in which everyone gets at most one scene."""

    def __init__(self, world: World) -> None:
        """Who saw what: `signs` (u1 [person]) of what befell each, and how often it `happened` in each workshop to
        others (i8 [mate, workshop]), `first` and `after`: who dies old has long left the shop."""
        self.world, self.day, log = world, workday(world), world.happenings
        self.signs = np.zeros(world.people.count, np.uint8)
        self.happened: Array = np.zeros((len(MATES), world.workshops.count), np.int64)
        self.first = np.zeros_like(self.happened)
        self.after = np.zeros(log.count, np.int64)
        count_befallen(
            log.count, log.event, log.kind, log.who, log.where, world.people.born, world.people.employer,
            world.month - 12 * AT_WORK, SIGNS, self.signs, self.happened, self.first, self.after,
        )  # fmt: skip

    def drawn(self, before: Mapping[str, Array]) -> dict[str, Array]:
        """The columns of the scenes drawn."""
        world, day, people = self.world, self.day, self.world.people
        chance, plain = parameter(world, "scene.chance", 0.0), parameter(world, "scene.plain", 0.0) / 3
        odds = _ppb(np.array([1.0, chance, 2 * chance, LASTS * chance, plain]))
        what, place = np.zeros((2, len(before["person"])), np.int64)
        draw_first(
            world.seed, world.month, parameter(world, "scene.train", 0.0), before["person"], before["activity"],
            before["workshop"], before["start"], before["owing"], day.signs, self.signs, NEEDED, odds[ODDS],
            self._mates(chance), int(odds[Odds.LASTING]), people.key, people.activity, people.gone, people.employer,
            people.tie, people.since, people.hired, people.owed, what, place,
        )  # fmt: skip
        at = np.flatnonzero(what)
        what, p, s = what[at], before["person"][at], place[at]
        value, good = self._number(what, p, s), np.where(what == What.NO_FEED, day.lacking[s], 0)
        good[what == What.DEAR] = day.counter
        return {"what": what, "other": self._of(what, p, s), "good": good, "value": value, "person": p, "place": s}

    def _mates(self, chance: float) -> Array:
        """Something befell others of the workshop: the chance that one of them sits in the same break room (i8
        [mate, workshop], ppb)."""
        if not self.happened.any():
            return self.happened
        # Events are kept of those who are followed: of a large run a sample, in every workshop about the same share.
        shops, followed = self.world.workshops, float(self.world.follow_cut) / 2.0**64
        there: Array = np.maximum(1.0, shops.on_post[: shops.count] * followed)
        share: Array = 1.0 - np.minimum(1.0, self.happened / there)
        none = np.ones(self.happened.shape)
        for _ in range(round(parameter(self.world, "scene.mates", 12))):
            none *= share
        return _ppb(chance * (1.0 - none))

    def _of(self, what: Array, p: Array, s: Array) -> Array:
        """Whom scenes of `p` in workshops `s` are about (rows); 0 if nobody."""
        world, people, other = self.world, self.world.people, np.zeros(len(what), np.int64)
        choose_mates(
            world.seed, world.month, what, p, s, self.first, self.after, world.happenings.who, people.count,
            people.employer, people.activity, people.diary, people.hired, people.key, other,
        )  # fmt: skip
        return other

    def _number(self, what: Array, p: Array, s: Array) -> Array:
        """The number that belongs to each scene."""
        world = self.world
        value = np.where(LOADS[what], self.day.load[s] * 100 // PPM, 0)
        part, late = what == What.RUN_ON_PART, what == What.PAY_LATE
        value[part] = world.plants.permit[world.workshops.plant[s[part]]] * 100 // PPM
        value[late] = world.people.owed[p[late]]
        value[what == What.DEAR] = self.day.dearer * 100 // PPM
        return value


def _ppb(chance: Array) -> Array:
    """Chances as whole parts per 10**9."""
    found: Array = np.rint(np.minimum(1.0, chance) * PPB).astype(np.int64)
    return found


@kernel
def count_befallen(
    events: int, event: Array, kind: Array, who: Array, where: Array, born: Array, employer: Array, young: int,
    sign_of: Array, signs: Array, happened: Array, first: Array, after: Array,
) -> None:  # fmt: skip
    """What befell people: `signs` (u1 [person]) by the sign of each event, and in `happened` (i8 [mate, workshop])
    how often, if it is told of workmates there; of the dead born by `young` it is not.

    `first` (i8 [mate, workshop]) and `after` (i8 [event]) chain these events in the order of the month; 0 ends it.
    """
    for i in range(events - 1, 0, -1):
        sign, p = np.int64(sign_of[event[i]]), who[i]
        if kind[i] != PERSON or sign == 0:
            continue
        signs[p] |= sign
        if event[i] == DIED and born[p] <= young:
            continue
        at = np.int64(where[i] if where[i] > 0 else employer[p])
        for mate in range(len(happened)):
            if sign == 1 << mate:
                happened[mate, at] += 1
                after[i], first[mate, at] = first[mate, at], i


@kernel
def draw_first(
    seed: int, month: int, train: float, person: Array, did: Array, workshop: Array, start: Array, owing: Array,
    of_shop: Array, befell: Array, needs: Array, ppb: Array, mates: Array, lasting: int, key: Array, activity: Array,
    gone: Array, employer: Array, tie: Array, since: Array, hired: Array, owed: Array, what: Array, place: Array,
) -> None:  # fmt: skip
    """The first scene (`what`) that chance gives each `person` who was on post when the month began, or is, and where.

    `did`, `workshop` and `owing` are as of the month before, and who only came this month (`start`) is left out. A
    scene may be shown where there are all signs that it needs, by `ppb`; `mates` (i8 [mate, workshop]) has the chances
    of what befell others, `lasting` that of late pay which is nothing new. Who goes home by the workers' `train` is
    drawn once for life, and not by the month.
    """
    for i in range(len(person)):
        p = person[i]
        was, now = did[i] == ON_POST, activity[p] == ON_POST and gone[p] == NEVER
        s = np.int64(workshop[i] if was else employer[p])
        if start[i] >= month or not (was or now) or not of_shop[s] & WORKS:
            continue
        signs = np.int64(of_shop[s])
        if was:
            signs |= WAS
            if activity[p] == ON_POST:
                signs |= STAYS
            elif tie[p] > 0 and since[p] == month:
                signs |= NAMED
            if activity[p] == PENSIONED:
                signs |= RETIRED
            if befell[p] & WEDDING:
                signs |= MARRIED
            if owed[p] > 0:
                signs |= OWED
            if signs & STAYS and uniform(seed, SCENE, 0, key[p], 0) < train:
                signs |= RIDES
        else:
            if befell[p] & RECALL:
                signs |= RECALLED
            if hired[p] == month:
                signs |= HIRED
        for code in range(1, len(needs)):
            chance = ppb[code]
            mate = code - FIRST_MATE
            if 0 <= mate < len(mates):
                chance = 0 if befell[p] & (1 << mate) else mates[mate, s]
            elif code == PAY_LATE and owing[i]:
                chance = lasting
            if signs & needs[code] == needs[code] and chance > 0 and happens(seed, SCENE, month, key[p], code, chance):
                what[i], place[i] = code, s
                break


@inlined
def old_hand(
    shop: int, before: int, but: int, start: int, count: int, employer: Array, activity: Array, diary: Array,
    hired: Array,
) -> int:  # fmt: skip
    """The first row from `start` on, round to it again, of someone at work in a `shop` who was hired by the month
    `before`, `but` for one; 0 if there is nobody."""
    for step in range(count):
        q = start + step
        if q >= count:
            q -= count
        if employer[q] == shop and activity[q] == ON_POST and hired[q] <= before and diary[q] > 0 and q != but:
            return q
    return 0


@kernel
def choose_mates(
    seed: int, month: int, what: Array, person: Array, place: Array, first: Array, after: Array, who: Array, count: int,
    employer: Array, activity: Array, diary: Array, hired: Array, key: Array, other: Array,
) -> None:  # fmt: skip
    """Whom a scene is about: for a first shift an old hand of the workshop, the first from where chance begins; else,
    of the first `FEW` of it to whom it happened, the one who wins the contest of keys for the `person`."""
    rows, keys = np.empty(FEW, np.int64), np.empty(FEW, np.uint64)
    for i in range(len(what)):
        mate, p, found = what[i] - FIRST_MATE, person[i], 0
        if what[i] == FIRST_SHIFT:
            start = below(seed, SCENE, month, key[p], ANYONE, count)
            other[i] = old_hand(place[i], month - OLD, p, start, count, employer, activity, diary, hired)
        elif 0 <= mate < BEFALL:
            j = first[mate, place[i]]
            while j > 0 and found < FEW:
                if who[j] != p:
                    rows[found], keys[found] = who[j], key[who[j]]
                    found += 1
                j = after[j]
        won = winner(seed, SCENE, month, key[p], keys[:found])
        if won >= 0:
            other[i] = rows[won]
