"""A case that comes out must fail when one operator of a kernel under it is exchanged.

Each mutant is a copy of the package with one text replaced, run as plain Python on the first days of the case; the same
copy without the replacement comes out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
# Runs the programs asked of it, each in a child of its own that loads the package as it is then, and says how each ended.
SERVER = """
import os, runpy, sys, traceback
import numpy, polars, pydantic, pymrio
sys.dont_write_bytecode = True  # what is compiled of a mutant must not outlive it
sys.path.insert(0, os.getcwd())
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        status, said = 1, os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        try:
            sys.argv = line.split()
            runpy.run_path(sys.argv[0], run_name="__main__")
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
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


@dataclass
class Package:
    """A copy of the package, and a process that forks a child to run it: what takes long to load is loaded once."""

    folder: Path
    server: subprocess.Popen[str]

    def comes_out(self, name: str, case: Path) -> bool:
        """Whether the first days of a case come out with the package as it is now."""
        program = {"leontief-mrio": "leontief", "gl-sim": "sim"}.get(name, "replicate")
        assert self.server.stdin is not None
        assert self.server.stdout is not None
        print(self.folder / f"{program}.py", case, file=self.server.stdin, flush=True)
        status = self.server.stdout.readline()
        said = (self.folder / "said").read_text("utf-8")
        assert status, said
        if int(status) != 0:  # a law, or the arithmetic itself, may refuse a mutant
            assert "Error" in said, said
            return False
        count, good = said.split()
        assert int(count) > 0
        return good == "True"

    @contextmanager
    def exchanged(self, file: str, old: str, new: str) -> Iterator[None]:
        """The package with one text of a file replaced."""
        path = self.folder / "tiexi" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1, f"{file}: {old!r} stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), "utf-8")
        try:
            yield
        finally:
            shutil.copy2(PACKAGE / file, path)  # as old as what was compiled of it


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Package]:
    pytest.importorskip("pymrio")
    place = tmp_path_factory.mktemp("package")
    shutil.copytree(PACKAGE, place / "tiexi", ignore=shutil.ignore_patterns("regions", "page"))
    (place / "tiexi" / "regions").mkdir()
    for name, program in (("replicate", REPLICATE), ("leontief", LEONTIEF), ("sim", SIM)):
        (place / f"{name}.py").write_text(program, "utf-8")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=place,
        env={k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"TIEXI_JIT": "0"},
    )  # fmt: skip
    yield Package(place, server)
    server.communicate(timeout=60)
    assert server.returncode == 0


@pytest.mark.parametrize("name", sorted({row[0] for row in MUTANTS}))
def test_a_case_fails_when_an_operator_is_exchanged(name: str, package: Package, tmp_path: Path) -> None:
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
    assert package.comes_out(name, folder)
    for of, file, old, new in MUTANTS:
        if of == name:
            with package.exchanged(file, old, new):
                assert not package.comes_out(name, folder), f"{name} comes out although {old!r} is {new!r}"
