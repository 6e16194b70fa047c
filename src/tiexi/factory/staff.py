"""Staff: how many posts each workshop needs, who retires, quits, is dismissed or sent off post, and what stays open.

Posts and needs are real; one simulated person fills k real posts. Where nobody may be dismissed and nobody sent off
post (plan), every post of the plant's scale is held whatever the load: that is the overmanning. Otherwise the need
follows utilisation: posts x load x `off_post.slack`.
Source: ours; posts held under plan as in Kornai 1980, Economics of Shortage.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tiexi.factory.hours import may_shed
from tiexi.factory.notice import left
from tiexi.factory.off_post import (
    ABOLISHED,
    CAPPED,
    LEAVES_SIDE_WORK,
    QUITS,
    RETIRES,
    RETIRES_EARLY,
    STAYS,
    STRUCK_OFF,
    TAKES_SIDE_WORK,
    WITHDRAWS,
    Rates,
    centres,
    end_ties,
    fate,
    recall,
    send,
    withdraws,
)
from tiexi.factory.parting import separate
from tiexi.factory.retire import age_limit, age_limits, is_birthday
from tiexi.factory.selection import DISMISSES, SENDS_BACK, SENDS_OFF, select
from tiexi.factory.severance import pension, retire_early
from tiexi.world.arith import muldiv, share
from tiexi.world.careers import CAREERS
from tiexi.world.chance import Stream, happens
from tiexi.world.claims import CLAIMS
from tiexi.world.events import Event
from tiexi.world.giving import GIVES
from tiexi.world.jit import int64, kernel
from tiexi.world.network import pace
from tiexi.world.people import NEVER, Activity
from tiexi.world.standing import CHANGES, LEAVES, change, send_away
from tiexi.world.steps import step
from tiexi.world.table import Array
from tiexi.world.whole import filled, manned, rounded
from tiexi.world.works import Owner, Standing

PPM = 1_000_000
QUIT, DISMISSAL, OFF_POST, HIRING = (int(s) for s in (Stream.QUIT, Stream.DISMISSAL, Stream.OFF_POST, Stream.HIRING))
ON_POST, OWN_ACCOUNT, SEEKING, NOT_SEEKING = 2, 4, 5, 6
STATE, COLLECTIVE, PUBLIC = int(Owner.STATE), int(Owner.COLLECTIVE), int(Owner.PUBLIC)
WORKING, QUEUED, GUARDED = int(Standing.WORKING), int(Standing.QUEUED), int(Standing.GUARDED)


@kernel
def candidates(n: int, month: int, born: Array, tie: Array, activity: Array, rows: Array) -> int:
    """Who may retire, quit, or change what they do beside the books this month; the loop does not branch."""
    found = 0
    for p in range(1, n):
        does = activity[p]
        beside = (tie[p] > 0) & (does != ON_POST)
        rows[found] = p
        found += (
            (does >= ON_POST)
            & (does <= NOT_SEEKING)
            & ((tie[p] > 0) | (does >= OWN_ACCOUNT))
            & (beside | (does == SEEKING) | is_birthday(month, born[p]))
        )
    return found


@kernel
def look(
    rows: Array, month: int, seed: int, limits: Array, leading: Array, hazardous: Array,
    key: Array, born: Array, sex: Array, tie: Array, activity: Array, employer: Array, occupation: Array, since: Array,
    early: int, early_months: int, cap_months: int, abolish: int, enter_side: int, leave_side: int,
    withdraw_older: int, withdraw: int, quit_year: int, struck: int, early_age: int, centre: Array,
    who: Array, what: Array, off: Array,
) -> tuple[int, int]:  # fmt: skip
    """Of the candidates `rows`, `who` does `what` this month, and who stays `off` post; returns both numbers.

    Retirement and quitting are looked at once a year, in the month of the birthday.
    """
    n_who = 0
    n_off = 0
    for i in range(len(rows)):
        p = rows[i]
        does = activity[p]
        birthday = is_birthday(month, born[p])
        deed = STAYS
        months = month - born[p]
        limit = NEVER
        if birthday or tie[p] > 0:
            limit = age_limit(limits, sex[p], tie[p], leading[occupation[p]], hazardous[occupation[p]])
        if birthday and months >= limit:
            deed = RETIRES
        elif does == ON_POST:
            if quit_year > 0 and happens(seed, QUIT, month, key[p], 1, quit_year):
                deed = QUITS
        elif tie[p] > 0:
            deed = fate(
                seed, month, key[p], sex[p], months, does, since[p], limit, early,
                early_months if early_age == 0 else limit - early_age, cap_months,
                abolish, enter_side, leave_side, withdraw_older, withdraw, struck if centre[employer[p]] else 0,
            )  # fmt: skip
            if deed == STAYS or deed >= TAKES_SIDE_WORK:
                off[n_off] = p
                n_off += 1
        elif does == SEEKING and withdraws(seed, month, key[p], sex[p], months, withdraw_older, withdraw):
            deed = WITHDRAWS
        if deed != STAYS:
            who[n_who] = p
            what[n_who] = deed
            n_who += 1
    return n_who, n_off


# Activity and event by what becomes of a person, see `factory.off_post`; ties that end have both from `end_ties`.
AFTER, TOLD = np.zeros(10, np.int64), np.zeros(10, np.int64)
for _deed, _activity, _event in (
    (RETIRES, Activity.RETIRED, Event.RETIRED), (RETIRES_EARLY, Activity.RETIRED, Event.EARLY_RETIRED),
    (QUITS, Activity.SEEKING, Event.QUIT), (STRUCK_OFF, Activity.OWN_ACCOUNT, Event.QUIT),
    (TAKES_SIDE_WORK, Activity.SIDE_WORK, Event.NONE), (LEAVES_SIDE_WORK, Activity.SEEKING, Event.NONE),
    (WITHDRAWS, Activity.NOT_SEEKING, Event.NONE),
):  # fmt: skip
    AFTER[_deed], TOLD[_deed] = _activity, _event


def carry_out(w: Any, who: Array, what: Array) -> None:
    """Enter what `look` found: pensions, quits, ends of ties, side work and withdrawals."""
    if len(who) == 0:
        return
    order = np.argsort(what, kind="stable")
    who, what = who[order], what[order]
    leave, stay = np.searchsorted(what, (ABOLISHED, TAKES_SIDE_WORK))
    leave_books(w, who[:leave], what[:leave])
    end_ties(w, who[what == ABOLISHED], int(Event.STATUS_ABOLISHED))
    end_ties(w, who[what == CAPPED], int(Event.BOUGHT_OUT))
    rows = who[stay:]
    change(w, rows, w.people.tie[rows], AFTER[what[stay:]], w.people.employer[rows])


def leave_books(w: Any, rows: Array, what: Array) -> None:
    """Persons `rows` retire, with a pension of the plant they are tied to, or give up their tie."""
    people = w.people
    pensioned = (people.tie[rows] > 0) & (what <= RETIRES_EARLY)
    part = np.where(what == RETIRES_EARLY, pension(w, True), pension(w, False))
    people.wage[rows] = np.where(pensioned, people.wage[rows].astype(np.int64) * part // PPM, 0)
    change(w, rows, 0, AFTER[what], np.where(pensioned, people.employer[rows], 0), TOLD[what])


@kernel
def utilisation(load: int, slack: int, asked: int, manned: int, kept: int, staffed: bool) -> int:
    """Share of posts needed, in ppm: smoothed `load` x `slack`, at least `kept`.

    A workshop that works as hard as its staff allows (`manned` of its posts) lacks hands and not orders, and one
    that never had staff cannot have a load: there the share of capacity `asked` for counts as well.
    """
    wanted = share(load, slack)
    if not staffed or (load > 0 and wanted >= manned):
        wanted = max(wanted, share(asked, slack))
    return min(PPM, max(kept, wanted))


@kernel
def count_posts(
    n: int, seed: int, scale: int, follows_load: bool, slack: int, kept: int, key: Array, plant: Array, lines: Array,
    posts: Array, capacity: Array, target: Array, load: Array, on_post: Array, tied: Array, owner: Array,
    standing: Array, plant_scale: Array, quota: Array, wanted: Array, places: Array,
) -> None:  # fmt: skip
    """Posts needed by workshop: `wanted` (real) and `places` (simulated persons)."""
    for s in range(1, n):
        f = plant[s]
        full = 0
        if standing[f] == WORKING or standing[f] == QUEUED:
            full = share(posts[s], quota[f])
        elif standing[f] == GUARDED:
            full = share(share(posts[s], quota[f]), kept)
        need = PPM if full > 0 else 0
        installed = share(capacity[s], plant_scale[f])
        if full > 0 and follows_load and owner[f] != PUBLIC and standing[f] != GUARDED and lines[s] > 0:
            asked = min(PPM, muldiv(target[s], PPM, installed)[0]) if installed > 0 else 0
            hands = manned(on_post[s], wanted[s], scale, key[s], seed)
            need = utilisation(load[s], slack, asked, muldiv(hands, PPM, full)[0], kept, tied[s] > 0)
        wanted[s] = share(full, need)
        places[s] = filled(wanted[s], scale, key[s], seed)


@kernel
def sheds(
    n: int, seed: int, month: int, scale: int, quota: int, dismissal: int, off_rate: int, hire_gap: int, key: Array,
    plant: Array, owner: Array, idle: Array, may: Array, on_post: Array, places: Array, how: Array, number: Array,
    openings: Array,
) -> None:  # fmt: skip
    """How many people each workshop sheds this month and `how`, or how many `openings` it has. Rates in ppm.

    Where it `may` (u1) not shed any, hours are cut instead.

    Retrenchment by quota comes before all else and stops hiring; where dismissal is allowed it comes before off-post;
    owners without off-post status dismiss at the pace at which others send off. A workshop that has stood idle for
    ninety days does not take its time: all who are too many go at once.
    """
    for s in range(1, n):
        number[s] = 0
        openings[s] = 0
        keeps_status = owner[plant[s]] == STATE or owner[plant[s]] == COLLECTIVE
        if quota > 0:
            how[s] = SENDS_BACK
            number[s] = min(on_post[s], rounded(on_post[s] * quota, seed, DISMISSAL, month, key[s]))
        elif on_post[s] > places[s]:
            if may[s] == 0:
                continue
            how[s] = SENDS_OFF if dismissal == 0 and keeps_status else DISMISSES
            rate = dismissal if dismissal > 0 else off_rate
            if idle[s] == 1 and rate > 0:
                rate = PPM
            number[s] = min(on_post[s], rounded((on_post[s] - places[s]) * rate, seed, OFF_POST, month, key[s]))
        elif places[s] > on_post[s] and hire_gap > 0:
            gap = (places[s] - on_post[s]) * scale  # one post opens at least, not one person's posts
            openings[s] = rounded(max(1, pace(gap, hire_gap, int64(PPM))) * PPM // scale, seed, HIRING, month, key[s])


def shed(w: Any, how: Array, number: Array) -> None:
    """Send back, dismiss, send off post or retire early `number` people of each workshop, as `how` says."""
    if not number.any():
        return
    rows, shops, early = select(w, how, number)
    manner = how[shops]
    retire_early(w, rows[early])
    send(w, rows[(manner == SENDS_OFF) & ~early])
    end_ties(w, rows[(manner != SENDS_OFF) & ~early], int(Event.DISMISSED))
    send_away(w, rows[manner == SENDS_BACK])


@step(
    *CHANGES, *CLAIMS, *LEAVES, *CAREERS, *GIVES, "workshops.wanted", "workshops.vacancies",
    rows=("C1", "C3", "C4", "H1", "H3"),
)  # fmt: skip
def staff(w: Any) -> None:
    """People retire, quit, are dismissed or sent off post; those off post are recalled; what stays open is vacant."""
    people, shops, plants, works = w.people, w.workshops, w.plants, w.occupations
    rows = np.empty(people.count, np.int64)
    rows = rows[: candidates(people.count, w.month, people.born, people.tie, people.activity, rows)]
    who, what, off = (np.empty(len(rows), np.int64) for _ in range(3))
    n_who, n_off = look(
        rows, w.month, w.seed, age_limits(w), works.cadre, works.hazardous, people.key, people.born, people.sex,
        people.tie, people.activity, people.employer, people.occupation, people.since, *Rates.of(w), centres(w), who,
        what, off,
    )  # fmt: skip
    carry_out(w, who[:n_who], what[:n_who])
    separate(w)
    places, number, openings = (np.zeros(shops.count, np.int64) for _ in range(3))
    how = np.zeros(shops.count, np.uint8)
    quota, dismissal, off_rate = w.ppm("staff.quota"), w.ppm("staff.dismissal"), w.ppm("off_post.rate")
    count_posts(
        shops.count, w.seed, w.scale, dismissal > 0 or off_rate > 0, w.ppm("off_post.slack"), w.ppm("close.guards"),
        shops.key, shops.plant, shops.lines, shops.posts, shops.capacity, shops.target, shops.load, shops.on_post,
        shops.tied, plants.owner, plants.standing, plants.scale, plants.quota, shops.wanted, places,
    )  # fmt: skip
    told = plants.told[: plants.count] > 0
    idle, may = shops.idle[: shops.count].copy(), may_shed(w, places)
    if told.any():
        parts = left(w)
        places = places * parts // PPM
        idle[parts < PPM] = may[parts < PPM] = 1
    sheds(
        shops.count, w.seed, w.month, w.scale, quota, dismissal, off_rate, w.ppm("staff.hire_gap"), shops.key,
        shops.plant, plants.owner, idle, may, shops.on_post, places, how, number, openings,
    )  # fmt: skip
    shed(w, how, number)
    openings[told[shops.plant[: shops.count]]] = 0  # who knows its end hires nobody
    recall(w, off[:n_off], openings)
    shops.vacancies[: shops.count] = openings
