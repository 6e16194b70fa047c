"""The files of a region folder."""

from __future__ import annotations

from tiexi.region.schema import Row, table_name
from tiexi.region.schema_people import PEOPLE, Observed
from tiexi.region.schema_works import WORKS

TABLES: dict[str, type[Row]] = {table_name(model): model for model in (*WORKS, *PEOPLE)}
SETTINGS, PARAMETERS, BIBLIOGRAPHY, README = "region.toml", "parameters.toml", "sources.bib", "README.md"
OBSERVED, POLICIES = "observed", "policies"
# Files and folders by name, with what they hold. Everything else in a folder is an error.
FILES: dict[str, str] = {
    SETTINGS: "name, months, money, elements and yearbook definitions",
    PARAMETERS: "dated parameters of the rules",
    **{model.file: (model.__doc__ or "").split(".")[0] for model in TABLES.values() if model is not Observed},
    BIBLIOGRAPHY: "the sources",
    README: "what the region is, for readers",
}
FOLDERS: dict[str, str] = {OBSERVED: "tables of evidence (*.csv)", POLICIES: "policies that can be tried (*.toml)"}
REQUIRED: tuple[str, ...] = (SETTINGS, PARAMETERS, *(m.file for m in TABLES.values() if m.required))
