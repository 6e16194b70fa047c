"""Telling: the film of a run and single lives, read from its record and from nothing else."""

from tiexi.report.film import write
from tiexi.report.life import Filters, Life, as_json, as_text, lives, tell
from tiexi.report.recorded import Recorded, Unreadable

__all__ = ["Filters", "Life", "Recorded", "Unreadable", "as_json", "as_text", "lives", "tell", "write"]
