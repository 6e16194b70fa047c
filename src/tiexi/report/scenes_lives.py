"""The sequence of one life, and which lives stand beside it."""

from __future__ import annotations

from typing import Any

from tiexi.report import people
from tiexi.report.both import Words, both, month, titled, works
from tiexi.report.recorded import Recorded
from tiexi.report.scene import LIFE, Scene
from tiexi.report.sentences import word


def one_life(run: Recorded, columns: dict[str, Any]) -> Scene | None:
    """One life, with others of different age, sex and end to go on to."""
    keys = people.varied(run, columns)
    if not keys:
        return None
    at = [columns["keys"].index(k) for k in keys]
    first = at[0]
    traits = people.traits(columns)
    statuses = {value for i in at for kind, value in traits[i] if kind == "status"}
    texts = [both("lives.text"), both("lives.read")]
    if len(keys) > 1:
        texts.append(both("lives.more", n=len(keys)))
    return Scene(
        "remnants", "life", 6, both("title.lives", who=_who(run, columns, first)), False, texts,
        {"kind": "life", "keys": keys}, cycle=LIFE, change=0.5,
        covers=frozenset({*(f"life:{k}" for k in keys), *(f"status:{columns['statuses'][s]}" for s in statuses)}),
    )  # fmt: skip


def two_lives(told: dict[str, Any]) -> Scene | None:
    """The same life under two histories, and a hundred like it; None if no filmed life parts."""
    if not told["pairs"]:
        return None
    hundred = told["hundred"] if told["hundred"]["words"] else None
    found = hundred is not None and max(hundred["better"], hundred["worse"]) > 50
    fill: dict[str, Any] = {"a": told["a"], "b": told["b"]}
    if hundred is not None:
        more = hundred["better"] >= hundred["worse"]
        fill |= {
            "n": hundred["better"] if more else hundred["worse"],
            "way": both("twice.more" if more else "twice.less"),
        }
    texts = [both("twice.text", month=month(told["fork"]), n=told["parted"], m=told["paired"])]
    texts += [hundred["like"], *hundred["words"]] if hundred is not None else []
    return Scene(
        "rails", "twice", 5, titled("twice", found, **fill), found, texts,
        {"kind": "life", "keys": [p["key"] for p in told["pairs"][: people.VARIED]]},
        notes=[both("twice.note")], cycle=LIFE,
        change=max(hundred["better"], hundred["worse"]) / 100 if hundred else 0.0,
    )  # fmt: skip


def _who(run: Recorded, columns: dict[str, Any], i: int) -> Words:
    """A person in a title: sex, month of birth, plant."""
    sex = word(columns["sex"][i])
    fill: dict[str, Any] = {"sex": sex, "born": month(columns["born"][i])}
    plant = columns["plant"][i]
    if plant < 0:
        return both("lives.who", **fill)
    return both("lives.who.plant", plant=works(run, columns["ids"][plant]), **fill)
