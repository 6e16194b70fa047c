"""Two or more policies under the same seeds: the same people, the same chance, different histories.

People are paired by their key, which hangs on where they come from and never on a row number, so a difference
between two runs is the policy's doing and nothing else's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from tiexi import engine
from tiexi.record.atomic import FolderError, told, write_json, write_parquet
from tiexi.record.run import Run
from tiexi.region import Region, load

QUANTILES = {"q05": 0.05, "q25": 0.25, "q50": 0.5, "q75": 0.75, "q95": 0.95}
PERSONAL = ("earnings", "employed", "off_post", "unemployed", "informal", "retired")


@dataclass
class Comparison:
    """Runs by policy and seed; the first policy is the base that others are held against."""

    folder: Path
    runs: dict[str, list[Run]]

    @property
    def base(self) -> str:
        return next(iter(self.runs))

    def people(self, variable: str = "earnings", year: int | None = None, member: int = 0) -> pl.DataFrame:
        """Key, `variable` under each policy, and the difference of each from the base, person by person.

        Sums over all years, or one `year`. Raises ValueError if the panel has no such variable. A person who is
        missing from one history (born or arrived in the other only) has null there.
        """
        if variable not in PERSONAL:
            raise ValueError(f"the panel has no {variable!r}; it has {', '.join(PERSONAL)}")
        joined: pl.DataFrame | None = None
        for name, runs in self.runs.items():
            panel = runs[member].panel.collect()
            if year is not None:
                panel = panel.filter(pl.col("year") == year)
            mine = panel.group_by("key").agg(pl.col(variable).cast(pl.Int64).sum().alias(name))
            joined = mine if joined is None else joined.join(mine, on="key", how="full", coalesce=True)
        assert joined is not None
        others = [name for name in self.runs if name != self.base]
        return joined.with_columns(
            [(pl.col(name) - pl.col(self.base)).alias(f"{name} - {self.base}") for name in others]
        ).sort("key")

    def effect(self, variable: str, kind: str = "region") -> pl.DataFrame:
        """Difference of a camera series from the base by policy, entity and month, with quantiles over members."""
        parts = []
        for name, runs in self.runs.items():
            if name == self.base:
                continue
            for member, run in enumerate(runs):
                ours, base = (_series(r, variable, kind) for r in (run, self.runs[self.base][member]))
                both = ours.join(base, on=("entity", "month"), suffix="_base")
                parts.append(both.select(
                    pl.lit(name).alias("policy"), "entity", "month", pl.lit(member).alias("member"),
                    (pl.col("value") - pl.col("value_base")).alias("difference"),
                ))  # fmt: skip
        if not parts:
            raise ValueError("there is nothing to compare: only one policy was given")
        return (
            pl.concat(parts)
            .group_by("policy", "entity", "month")
            .agg(
                *[pl.col("difference").quantile(q, "linear").alias(n) for n, q in QUANTILES.items()],
                (pl.col("difference") > 0).sum().alias("members_higher"),
            )
            .sort("policy", "entity", "month")
        )

    def write(self, variables: tuple[str, ...] = ("employed", "off_post", "unemployed", "people")) -> None:
        """Write compare.json, effects.parquet and people.parquet beside the members."""
        effects = [
            self.effect(v).with_columns(pl.lit(v).alias("variable"), pl.lit("persons").alias("unit")) for v in variables
        ]
        write_parquet(self.folder / "effects.parquet", pl.concat(effects))
        people = [self.people(v).with_columns(pl.lit(v).alias("variable")) for v in PERSONAL]
        write_parquet(self.folder / "people.parquet", pl.concat(people))
        facts = next(iter(self.runs.values()))[0].facts
        write_json(self.folder / "compare.json", {
            "policies": list(self.runs), "members": len(next(iter(self.runs.values()))), "scale": facts["scale"],
            "region": facts["region"],
            "seeds": [r.facts["seed"] for r in next(iter(self.runs.values()))],
            "digests": {name: [r.facts["digest"] for r in runs] for name, runs in self.runs.items()},
        })  # fmt: skip


def _series(run: Run, variable: str, kind: str) -> pl.DataFrame:
    return run.series.filter(
        (pl.col("variable") == variable) & (pl.col("kind") == kind) & (pl.col("observer") == "camera")
    ).select("entity", "month", "value")


def compare(
    region: Region | str | Path, policies: Mapping[str, str | Path | None], *, members: int = 1, seed: int = 1,
    scale: int = 10, out: str | Path | None = None, until: str | None = None, people: int | None = None,
    rounds: int | None = None, threads: int = 1, progress: Callable[[Any], None] | None = None,
) -> Comparison:  # fmt: skip
    """Run every policy with the seeds `seed .. seed + members - 1` and pair the people by key.

    `policies` maps a name to a policy file (None = as the region is); the first is the base. Raises RegionError,
    FolderError, or ValueError if fewer than two policies or no member are asked for.
    """
    if len(policies) < 2 or members < 1:
        raise ValueError("a comparison needs at least two policies and one member")
    loaded = load(region) if isinstance(region, str | Path) else region
    folder = _folder(Path(out) if out else None, loaded.name, scale)
    runs: dict[str, list[Run]] = {}
    for number, (name, file) in enumerate(policies.items()):
        runs[name] = [
            engine.run(
                loaded, scale=scale, seed=seed + member, policy=file,
                out=folder / "members" / f"{number}-s{seed + member}", until=until, people=people, rounds=rounds,
                threads=threads, progress=progress,
            )
            for member in range(members)
        ]  # fmt: skip
    found = Comparison(folder, runs)
    found.write()
    return found


def _folder(out: Path | None, region: str, scale: int) -> Path:
    """A new folder for a comparison; what exists is never overwritten."""
    number = 1
    while True:
        folder = out or Path("runs") / (f"compare-{region}-k{scale}" + (f"-{number}" if number > 1 else ""))
        try:
            folder.mkdir(parents=True)
            return folder
        except FileExistsError:
            if out:
                raise FolderError(f"{out} exists; nothing is ever overwritten: choose another folder") from None
            number += 1
        except OSError as error:
            raise told(error, folder) from None
