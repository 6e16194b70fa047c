"""What works report of a year: more than they made, the harder the target and the more a career hangs on it.

b = 0.5 b(-1) + 0.35 c max(0, T/x - 1); reported = x (1 + b), with target T, output x and the dated pressure c.
Source: `economics.md` 2.7, fitted to the grain reports of 1958-60; *ours* as a rule.
"""

from __future__ import annotations

import numpy as np

from tiexi.world.table import Array

PPM = 1_000_000
MEMORY, RESPONSE = 500_000, 0.35  # ppm of the last bias that lasts; bias for each unit of pressure and miss
WORST = 20.0  # output below a twentieth of the target is explained, not talked up


def report(made: Array, target: Array, bias: Array, pressure: float) -> tuple[Array, Array]:
    """Reported output (batches) and the new bias (ppm), i8 [workshop] as all arrays are; a year without output is
    reported as one.
    """
    miss = np.divide(target, made, out=np.ones(len(made)), where=made > 0)
    miss = np.clip(miss, 1.0, WORST) - 1.0
    now = bias * MEMORY // PPM + np.rint(RESPONSE * pressure * miss * PPM).astype(np.int64)
    reported = made + np.rint(made * (now / PPM)).astype(np.int64)
    return reported, now
