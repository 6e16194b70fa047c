"""A case that comes out must fail when one operator of a kernel under it is exchanged.

Each mutant is a copy of the package with one text replaced, run as plain Python on the first days of the case; the same
copy without the replacement comes out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cases.folders import expect, like, write
from tests.kernels.plain_flows import plain_run

from tiexi.cases.folder import SHIPPED

PACKAGE = SHIPPED.parent
REPLICATE = """
import sys
from pathlib import Path
from tiexi.cases.folder import read_case
from tiexi.studies.replicate import replicate
rows = [row for row in replicate(read_case(Path(sys.argv[1]))).rows if row.scored and row.off is not None]
days = [row for row in rows if not row.quantity.startswith(("mean_", "min_", "unmet_"))]  # of the whole year
print(len(days), all(row.holds for row in days))
"""
LEONTIEF = """
import sys
from pathlib import Path
import numpy as np
from tiexi.cases.folder import read_case
from tiexi.cases.iotable import read_table
from tiexi.cases.leontief import Orders
case = read_case(Path(sys.argv[1]))
table = read_table(case)
few = slice(0, 10)  # ten industries for themselves: what they take from the others comes from elsewhere
inputs, final = (table.z / table.output)[few, few], table.y[few]
made = Orders(case, table.names[few], inputs).answer(np.rint(final * 1e9).astype(np.int64)) / 1e9
print(len(made), bool(np.allclose(made, np.linalg.solve(np.eye(len(final)) - inputs, final), rtol=1e-10)))
"""
SIM = """
import sys
from pathlib import Path
from tiexi.cases.folder import read_case
from tiexi.cases.money import Economy
case = read_case(Path(sys.argv[1]))
wanted = {(e.quantity, e.step): e.value for e in case.expected}
economy, good = Economy(case, case.number("H0_exp2"), 1e-11), True
for t in (1, 2):
    found = economy.period(case.number("G"))
    good = good and all(abs(found[name] - wanted[f"exp2|{name}", str(t)]) < 1e-7 for name in "YCH")
print(6, good)
"""
SHORT = {
    "ario-no-event": {"steps": 4}, "ario-recovery": {"steps": 6}, "ario-shortage": {"steps": 6},
    "pichler-half-critical": {"last_step": 40}, "gl-sim": {}, "dual-track": {}, "esri-essential": {},
    "labour-network-steady": {"states": 9},
}  # fmt: skip
MUTANTS = [
    ("leontief-mrio", "factory/order.py", "own[use_stock[u]] += taken(", "own[use_stock[u]] -= taken("),
    ("ario-no-event", "factory/order.py", "sold = wanted[s] + drawn[s]", "sold = wanted[s] - drawn[s]"),
    ("ario-no-event", "factory/order.py", "need + gap * parts // tau)", "gap * parts // tau - need)"),
    ("ario-recovery", "factory/effort.py", "short = demand[w] - last[w]", "short = demand[w] + last[w]"),
    ("ario-recovery", "factory/order.py", "            if floored:\n                gap = max(0, gap)",
     "            if floored:\n                gap = min(0, gap)"),
    ("ario-shortage", "market/suppliers.py", "shares[i], able[w], normal[w])", "shares[i], normal[w], able[w])"),
    ("ario-shortage", "factory/order.py", "target[w] = min(asked, most)", "target[w] = min(asked, 2 * most)"),
    ("pichler-half-critical", "factory/inputs.py", "keep) + parts) // 2", "keep) - parts) // 2"),
    ("pichler-half-critical", "factory/effort.py", "gap = min(limit[w], demand[w])", "gap = max(limit[w], demand[w])"),
    ("pichler-half-critical", "street/spend.py", "habit * log(float(mean[h])) + spread", "habit * log(float(mean[h])) - spread"),
    ("gl-sim", "factory/pay.py", "= min(units, need[f * CLASSES + c])", "= max(units, need[f * CLASSES + c])"),
    ("gl-sim", "street/spend.py", "asked += muldiv(max(int64(0), wealth)", "asked -= muldiv(max(int64(0), wealth)"),
    ("dual-track", "market/tracks.py", "beyond += q if side[i] == BUYER else -q", "beyond += q"),
    ("dual-track", "market/tracks.py", "wanted_at(high, first[i], last[i], amount[i]) - plan[i]",
     "wanted_at(high, first[i], last[i], amount[i]) + plan[i]"),
    ("esri-essential", "factory/inputs.py", "batches = min(batches, reach(have, each, parts, keep))",
     "batches = max(0, reach(have, each, parts, keep))"),
    ("labour-network-steady", "market/flows.py", "exp(-hired[j] / vacancies[j])", "exp(-vacancies[j] / hired[j])"),
    ("labour-network-steady", "market/flows.py", "unemployed[i] + lost[i] - left[i]", "unemployed[i] - lost[i] + left[i]"),
]  # fmt: skip


def comes_out(name: str, folder: Path, package: Path) -> bool:
    """Whether the first days of a case come out with the package in `package`."""
    program = {"leontief-mrio": LEONTIEF, "gl-sim": SIM}.get(name, REPLICATE)
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False, timeout=900,
        env=os.environ | {"TIEXI_JIT": "0", "PYTHONPATH": str(package)},
    )  # fmt: skip
    if done.returncode != 0:  # a law, or the arithmetic itself, may refuse a mutant
        assert "Error" in done.stderr, done.stderr
        return False
    count, good = done.stdout.split()
    assert int(count) > 0
    return good == "True"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package."""
    place = tmp_path_factory.mktemp("package")
    ignored = shutil.ignore_patterns("__pycache__", "regions", "page")
    shutil.copytree(PACKAGE, place / "tiexi", ignore=ignored)
    (place / "tiexi" / "regions").mkdir()
    return place


@pytest.mark.parametrize("name", sorted({row[0] for row in MUTANTS}))
def test_a_case_fails_when_an_operator_is_exchanged(name: str, package: Path, tmp_path: Path) -> None:
    pytest.importorskip("pymrio")
    folder = SHIPPED / name
    if name in SHORT:
        folder = like(name, tmp_path / name, SHORT[name])
    if name == "ario-no-event":
        expect(folder, [("every_industry_output_ratio", "0-3", 1.0)], 1e-12)
    if name == "labour-network-steady":  # three occupations alike: u in the plain words of the case
        write(folder / "network" / "employment.csv", [("occupation", "employment"), ("a", 90), ("b", 90), ("c", 90)])
        stocks = [90.0] * 3, [0.016 * 90] * 3, [0.012 * 90] * 3
        alike = {(i, j): 1 / 3 for i in range(3) for j in range(3)}
        (e, u, _), _ = plain_run(stocks, [1.016 * 90] * 3, alike, (0.016, 0.012, 0.16, 0.16), 8, 3)
        expect(folder, [("complete|unemployment_rate", 8, sum(u) / (sum(u) + sum(e)))], 1e-9)
    assert comes_out(name, folder, package)
    for of, file, old, new in MUTANTS:
        if of != name:
            continue
        path = package / "tiexi" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old!r} stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")
        try:
            assert not comes_out(name, folder, package), f"{name} comes out although {old!r} is {new!r}"
        finally:
            path.write_text(text, "utf-8")
