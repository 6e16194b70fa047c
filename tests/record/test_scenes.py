"""Scenes of the working day are drawn from what the month did, for those who are filmed, and change nothing."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.record import small
from tests.worlds import policy, run_on, world_of

from tiexi import engine, region
from tiexi.record.census import parameter
from tiexi.record.hopes import NONE, VARIABLES, Hopes
from tiexi.record.lives import CLOSED, look
from tiexi.record.run import Run
from tiexi.record.scene_kinds import SORTS, Kind, What
from tiexi.record.scenes import Scenes
from tiexi.record.series import Series
from tiexi.record.workday import Sign, workday
from tiexi.world.chance import Stream, happens, uniform
from tiexi.world.events import Event, Who
from tiexi.world.people import NEVER, Activity
from tiexi.world.table import Array
from tiexi.world.works import Owner
from tiexi.world.world import World

ROWS = ("P7", "C9", "H4")
OTHERS = {
    "mate_died": ["died"], "mate_dismissed": ["dismissed"], "mate_sent_home": ["off_post"],
    "mate_retired": ["retired", "early_retired"], "mate_married": ["married"],
}  # fmt: skip
OWN = {"name_read": ["off_post"], "last_shower": ["retired", "early_retired"], "own_wedding": ["married"],
       "first_shift": ["hired"], "called_back": ["recalled"]}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Hamlet with many scenes: whatever can be shown is."""
    folder = tmp_path_factory.mktemp("scenes")
    rows = [{"date": "1990-01", "kind": "rule", "target": f"parameter:scene.{k}", "value": v} for k, v in
            (("chance", 1), ("plain", 0.05), ("train", 0.5))]  # fmt: skip
    return engine.run(
        "hamlet", scale=1, until="1996-12", policy=policy(folder / "more.toml", *rows), out=folder / "run"
    )


@pytest.fixture(scope="module")
def scenes(run: Run) -> pl.DataFrame:
    return run.table("scenes").collect().with_columns(who=pl.col("key").map_elements(lambda k: f"{k:016x}", pl.String))


def events_of(run: Run) -> pl.DataFrame:
    return run.events.collect().select("month", "event", "who", "where")


def test_a_scene_has_kind_cause_place_and_at_most_one_a_month(scenes: pl.DataFrame) -> None:
    for kind, what, cause in scenes.select("kind", "what", "cause").unique().iter_rows():
        sort = SORTS[What[what.upper()]]
        assert (kind, cause.partition(":")[0]) == (sort.kind.name.lower(), sort.cause.partition(":")[0])
    assert set(scenes["kind"]) == {k.name.lower() for k in Kind if k}
    assert not scenes.select("key", "month").is_duplicated().any()
    assert scenes.filter((pl.col("place") == "") & (pl.col("kind") != "school")).is_empty()


@pytest.mark.parametrize(("what", "events"), OWN.items())
def test_what_befalls_a_person_stands_in_the_record(
    run: Run, scenes: pl.DataFrame, what: str, events: list[str]
) -> None:
    shown = scenes.filter(pl.col("what") == what)
    happened = events_of(run).filter(pl.col("event").is_in(events))
    assert shown.join(happened, on=["month", "who"], how="anti").is_empty()
    assert len(shown) or what in ("called_back", "own_wedding")


@pytest.mark.parametrize(("what", "events"), OTHERS.items())
def test_what_befalls_a_workmate_stands_in_the_record(
    run: Run, scenes: pl.DataFrame, what: str, events: list[str]
) -> None:
    shown = scenes.filter(pl.col("what") == what).with_columns(
        mate=pl.col("other").map_elements(lambda k: f"{k:016x}", pl.String)
    )
    happened = events_of(run).filter(pl.col("event").is_in(events))
    assert shown.filter(pl.col("other").is_null() | (pl.col("other") == pl.col("key"))).is_empty()
    assert shown.join(happened, left_on=["month", "mate"], right_on=["month", "who"], how="anti").is_empty()


def test_nobody_works_in_a_shop_of_the_street_or_an_office_there(run: Run, scenes: pl.DataFrame) -> None:
    plants = {r["plant"]: r["street"] for r in region.load("hamlet").rows("plants")}
    shown = scenes.filter(pl.col("kind") != "school")["place"].str.split("/").list.first().unique()
    assert {plants[p] for p in shown} <= {"", None}


def test_scenes_change_nothing(run: Run) -> None:
    plain = run_on(world_of("hamlet"), "1996-12")
    assert run.facts["digests"] == plain


def test_who_else_is_filmed_does_not_matter() -> None:
    world = world_of("hamlet")
    run_on(world, "1995-05")
    whole, third = Scenes(), Scenes()
    for _ in range(8):
        rows = np.flatnonzero(world.people.gone[: world.people.count] == NEVER)[1:]
        spells = np.zeros((len(CLOSED), len(rows)), np.int64)
        spells[0] = rows
        look(world, spells)
        before = dict(zip(CLOSED, spells, strict=True))
        engine.Engine(world).advance()
        whole.month(world, before, nobody())
        third.month(world, {k: v[::3] for k, v in before.items()}, nobody())
        world.month += 1
    of_all, of_some = whole.state(), third.state()
    mine = np.isin(of_all["person"], of_some["person"])
    assert len(of_some["person"]) > 5
    for name, column in of_some.items():
        assert (of_all[name][mine] == column).all(), name


def test_the_first_scene_that_chance_gives_is_shown() -> None:
    """A slow twin: for each filmed person all that may be shown, one after the other, and one draw for each."""
    world, drawn = world_of("hamlet"), 0
    run_on(world, "1995-05")
    world.region.parameters["scene.chance"] = small.Parameter([(0, 0.7)])  # type: ignore[assignment]
    people = world.people
    for _ in range(10):
        rows = np.flatnonzero(people.gone[: people.count] == NEVER)[1:]
        spells = np.zeros((len(CLOSED), len(rows)), np.int64)
        spells[0] = rows
        look(world, spells)
        before = dict(zip(CLOSED, spells.copy(), strict=True))
        engine.Engine(world).advance()
        scenes = Scenes()
        scenes.month(world, before, nobody())
        log = scenes.state()
        found = {int(p): What(w) for p, w in zip(log["person"], log["what"], strict=True) if w < What.HOPE_MOTHER}
        assert found == {p: what for p, what in plain_scenes(world, before).items() if what}
        drawn += len(found)
        world.month += 1
    assert drawn > 50


def of_mates(world: World, mine: list[dict[str, int]], s: int, names: list[str]) -> float:
    """The chance of a scene about one of those of workshop `s` to whom something of these `names` happened."""
    people = world.people
    here = [e for e in mine if Event(e["event"]).name.lower() in names
            and (e["where"] or int(people.employer[e["who"]])) == s
            and (e["event"] != Event.DIED or people.born[e["who"]] > world.month - 12 * 55)]  # fmt: skip
    staff = sum(
        int(people.employer[p]) == s and people.activity[p] == Activity.ON_POST and people.diary[p] > 0
        for p in range(1, people.count)
    )
    none = 1.0
    for _ in range(round(parameter(world, "scene.mates", 12))):
        none *= 1.0 - min(1.0, len(here) / max(1, staff))
    return parameter(world, "scene.chance", 0.0) * (1.0 - none) if here else 0.0


def plain_scenes(world: World, before: dict[str, Array]) -> dict[int, What | None]:
    """The scene of each person who has one, from the rules' text."""
    people, shops, month = world.people, world.workshops, world.month
    log = [{k: int(a[i]) for k, a in world.happenings.arrays()} for i in range(1, world.happenings.count)]
    mine = [e for e in log if e["kind"] == Who.PERSON]
    day, ppb = workday(world), 10**9
    chance, plain, train = (parameter(world, f"scene.{name}", 0.0) for name in ("chance", "plain", "train"))

    found: dict[int, What | None] = {}
    for i, p in enumerate(before["person"].tolist()):
        was = before["activity"][i] == Activity.ON_POST
        now = Activity(int(people.activity[p]))
        s = int(before["workshop"][i] if was else people.employer[p])
        f = int(shops.plant[s])
        works = world.plants.street[f] == 0 and world.plants.owner[f] != Owner.PUBLIC
        if before["start"][i] >= month or not works or not s:
            continue
        if not was and (now != Activity.ON_POST or people.gone[p] != NEVER):
            continue
        own = {Event(e["event"]).name.lower() for e in mine if e["who"] == p}
        of_plant = {Event(e["event"]) for e in log if e["kind"] == Who.PLANT and e["who"] == f}
        stays, signs = was and now == Activity.ON_POST, Sign(int(day.signs[s]))
        named = was and not stays and people.tie[p] > 0 and people.since[p] == month
        rides = uniform(world.seed, Stream.SCENE, 0, people.key[p], 0) < train
        late = before["owing"][i] > 0
        odds = {
            What.CLOSURE_TOLD: was * (Event.BANKRUPT in of_plant), What.NAME_READ: named,
            What.NOTICE_TOLD: was * (world.plants.told[f] == 1), What.LAST_SHOWER: was * (now == Activity.RETIRED),
            What.OWN_WEDDING: stays * ("married" in own) * chance,
            What.CALLED_BACK: (not was) * ("recalled" in own) * chance,
            What.FIRST_SHIFT: (not was) * (people.hired[p] == month) * chance,
            What.STACKS_SHUT: was * (Sign.STACKS in signs), What.RUN_ON_PART: was * (Sign.PERMIT in signs) * 2 * chance,
            What.CASH_WANTED: was * (Sign.CREDIT in signs) * 2 * chance,
            What.QUEUE_TALK: was * (Event.QUEUED in of_plant) * 2 * chance,
            **{What[k.upper()]: stays * (not own & set(v)) * of_mates(world, mine, s, v) for k, v in OTHERS.items()},
            What.PAY_LATE: stays * (people.owed[p] > 0) * (0.1 if late else 1.0) * chance,
            What.NO_FEED: stays * (day.lacking[s] > 0) * 0.1 * chance,
            What.COLD_WATER: stays * (Sign.COLD in signs) * 0.1 * chance,
            What.NO_ORDERS: stays * (Sign.IDLE in signs) * 0.1 * chance,
            What.EMPTY_SEATS: stays * rides * (Sign.THIN in signs) * 0.1 * chance,
            What.DEAR: stays * (day.dearer >= 100_000) * 0.1 * chance,
            What.FULL_SHIFT: stays * (day.load[s] >= 850_000) * plain / 3, What.WASHED: stays * plain / 3,
            What.LUNCH_BOX: stays * plain / 3, What.RODE_HOME: stays * rides * plain / 3,
        }  # fmt: skip
        found[p] = next(
            (what for what, share in odds.items()
             if share > 0 and happens(world.seed, Stream.SCENE, month, people.key[p], what, round(min(1.0, share) * ppb))),
            None,
        )  # fmt: skip
    return found


def nobody() -> Hopes:
    """Hopes of a region that has just begun."""
    return Hopes(Series(VARIABLES, {"region": ["hamlet"]}, {}, 1))


def test_what_a_workshop_lacked_is_what_it_had_fewest_batches_of() -> None:
    world = world_of("hamlet")
    run_on(world, "1995-05")
    shop = int(np.flatnonzero(world.workshops.lines[: world.workshops.count] > 0)[0])
    line = int(world.workshops.first_line[shop]) + int(world.workshops.lines[shop]) - 1
    uses = range(int(world.lines.first_use[line]), int(world.lines.first_use[line]) + int(world.lines.uses[line]))
    taken = [u for u in uses if world.uses.amount[u] < 0 and world.uses.stock[u] > 0]
    for u in taken:
        world.stocks.amount[world.uses.stock[u]] = -int(world.uses.amount[u]) * 10**6
    world.stocks.amount[world.uses.stock[taken[-1]]] = 0
    world.workshops.target[shop], world.workshops.charged[shop] = 100, 10
    assert workday(world).lacking[shop] == world.uses.good[taken[-1]]
    world.workshops.charged[shop] = 90
    assert workday(world).lacking[shop] == 0


def test_a_street_hopes_as_its_young_have_work(run: Run, scenes: pl.DataFrame) -> None:
    world = world_of("hamlet")
    hopes = nobody()
    hopes.series.turn(0)
    hopes.month(world)
    first = hopes.aspiration.copy()
    assert ((first[~np.isnan(first)] >= 0) & (first[~np.isnan(first)] <= 1)).all()
    world.people.activity[hopes.peers] = Activity.SEEKING
    hopes.month(world)
    known = ~np.isnan(first)
    assert (hopes.aspiration[known] <= first[known] + 1e-12).all()
    told = scenes.filter(pl.col("kind") == "school")
    assert set(told.filter(pl.col("what") == "hope_none")["value"]) <= set(range(round(100 * NONE) + 1))
    assert told.filter((pl.col("what") != "hope_none") & (pl.col("value") < 100 * NONE - 1)).is_empty()
    assert told.filter(pl.col("what").is_in(["hope_mother", "hope_peer"]) & pl.col("other").is_null()).is_empty()
