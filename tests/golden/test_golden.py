"""Results change only when the changelog says so."""

from __future__ import annotations

import json

import pytest
from tests.district import SCALE, SEED, District
from tests.golden.renew import CASES, Case

ADVICE = (
    "results of {region} changed, first in the year to {month}. If that is intended, add a line under 'Results change' "
    "in CHANGELOG.md that says why, and run: python tests/golden/renew.py"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.region)
def test_results_are_those_of_the_last_release(case: Case, district: District) -> None:
    kept = json.loads(case.path.read_text("utf-8"))
    if (case.region, case.scale, case.seed) == ("tiexi", SCALE, SEED):
        digests = {m: d for m, d in district.digests(case.until).items() if case.keeps(m)}
    else:
        digests = case.run()
    changed = [month for month in digests if kept["digests"].get(month) != digests[month]]
    assert not changed, ADVICE.format(region=case.region, month=changed[0])
    assert kept == case.facts(digests), f"{case.path.name} was made for another run: python tests/golden/renew.py"
