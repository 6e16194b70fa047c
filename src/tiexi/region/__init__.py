"""A region is a folder of tables: schema, check, errors, parameters, timeline, sources, scaffold."""

from tiexi.region.describe import descriptor, schema_markdown
from tiexi.region.load import Region, check, load, shipped
from tiexi.region.parameters import Parameter
from tiexi.region.policy import Policy
from tiexi.region.problem import Problem, RegionError
from tiexi.region.scaffold import new
from tiexi.region.timeline import Cause

__all__ = [
    "Cause",
    "Parameter",
    "Policy",
    "Problem",
    "Region",
    "RegionError",
    "check",
    "descriptor",
    "load",
    "new",
    "schema_markdown",
    "shipped",
]
