"""Golden digests: what hamlet and tiexi come out as, to the last bit.

`python tests/golden/renew.py` writes them anew, which is right only together with a line under *Results change* in
CHANGELOG.md. One digest is kept for each December and the last month, so that a failure says which year differs first.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from tiexi import region
from tiexi.engine import Engine
from tiexi.world.found import found

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Case:
    """A run whose digests are kept."""

    region: str
    scale: int
    seed: int
    until: str

    @property
    def path(self) -> Path:
        """The file of the digests."""
        return HERE / f"{self.region}.json"

    def run(self) -> dict[str, str]:
        """Digest by month, of each December and the last month."""
        world = found(region.load(self.region), seed=self.seed, scale=self.scale)
        engine, digests = Engine(world), {}
        while world.month <= world.calendar.index(self.until):
            engine.advance()
            month = world.calendar.text(world.month)
            if self.keeps(month):
                digests[month] = world.digest()
            world.month += 1
        return digests

    def keeps(self, month: str) -> bool:
        """Whether the digest of this month is kept."""
        return month.endswith("-12") or month == self.until

    def facts(self, digests: dict[str, str]) -> dict[str, object]:
        """What the file holds."""
        return {
            "region": self.region, "scale": self.scale, "seed": self.seed, "until": self.until, "digests": digests,
        }  # fmt: skip


CASES = (Case("hamlet", 1, 1, "1999-12"), Case("tiexi", 200, 1, "2003-12"))


def main() -> None:
    """Write the digests of every case."""
    for case in CASES:
        case.path.write_text(json.dumps(case.facts(case.run()), indent=1) + "\n", "utf-8")
        print(f"wrote {case.path.name}")


if __name__ == "__main__":
    main()
