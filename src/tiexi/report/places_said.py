"""A plant that the sentence before has named is not named again."""

from __future__ import annotations

from tiexi.report.life_record import Told
from tiexi.report.life_words import LIFE
from tiexi.report.scene_words import SCENES

SENTENCES = LIFE | SCENES


def there(told: list[Told]) -> list[Told]:
    """The sentences, each in its form without the place where the last place named was the same."""
    last, out = "", list[Told]()
    for said in told:
        place, shorter = _named(said), said
        if place and place == last:
            if f"{said.key}.there" in SENTENCES:
                shorter = said._replace(key=f"{said.key}.there")
            elif f"{said.doing}.there" in SENTENCES:
                shorter = said._replace(doing=f"{said.doing}.there")
        last = place or last
        out.append(shorter)
    return out


def _named(said: Told) -> str:
    """The plant that a sentence names; empty if none."""
    words = SENTENCES[said.key][0] + SENTENCES.get(said.doing, ("", ""))[0]
    found = [str(f.value) for f in said.fills if f.kind in ("place", "plant") and f"{{{f.name}}}" in words]
    return found[-1].partition("/")[0] if found else ""
