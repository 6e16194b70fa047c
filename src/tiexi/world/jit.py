"""The only module that imports Numba: the `kernel` decorator and the cache folder.

A kernel is a pure function of arrays and numbers. It must give the same bits compiled and as plain
Python (`TIEXI_JIT=0`), so kernels use explicit integer types and no float reductions, sorts, `@` or libm.
"""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numpy as np

F = TypeVar("F", bound=Callable[..., Any])

KERNEL_FOLDERS = (
    "world/*.py", "factory/*.py", "street/*.py", "rails/*.py", "state/*.py", "country/*.py", "market/*.py",
    "nature/*.py", "record/*.py", "laws/*.py",
)  # fmt: skip


def rw(dtype: str) -> str:
    """Signature of a one-dimensional contiguous array that is written."""
    return f"Array({dtype}, 1, 'C')"


def ro(dtype: str) -> str:
    """Signature of a one-dimensional contiguous array that is only read; one that may be written passes too."""
    return f"Array({dtype}, 1, 'C', True)"


JIT = os.environ.get("TIEXI_JIT", "1") != "0"
# A constant handed to a kernel by another is a type of its own to Numba, and a kernel is compiled for each: `int64` of
# it is not.
int64: Any = np.int64


def sources_digest() -> str:
    """Digest of every source file that kernels are made of: an edited callee must not leave a stale caller."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(p for folder in KERNEL_FOLDERS for p in root.glob(folder)):
        digest.update(str(path.relative_to(root)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def first_use() -> bool:
    """True if kernels are compiled and no month has been yet, so that this run will have to wait for them."""
    return JIT and not any(Path(os.environ["NUMBA_CACHE_DIR"]).rglob("live.*.nbc"))


def _cache_folder() -> str:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(base) / "tiexi" / f"kernels-{sources_digest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"tiexi-kernels-{os.getuid()}-{sources_digest()}"
    return str(folder)


if JIT:
    # Spinning OpenMP workers collapse on a busy machine; set before Numba loads.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("NUMBA_CACHE_DIR", _cache_folder())
    # As it loads, Numba asks for SciPy's BLAS, for `@`, which no kernel uses: a quarter of a second saved by a no.
    _asked = "scipy.linalg.cython_blas"
    if _asked not in sys.modules:
        sys.modules[_asked] = None  # type: ignore[assignment]
    import numba
    import numba.np.arraymath

    if sys.modules[_asked] is None:
        del sys.modules[_asked]

    def kernel(function: F) -> F:
        """Compile `function` on first use; cached on disk, releases the GIL, C division rules."""
        return cast(F, numba.njit(cache=True, nogil=True, error_model="numpy")(function))

    def inlined(function: F) -> F:
        """A kernel pasted into its callers: a call that passes arrays costs a hundred nanoseconds of bookkeeping."""
        return cast(F, numba.njit(inline="always", nogil=True, error_model="numpy")(function))

    def typed_kernel(signature: str) -> Callable[[F], F]:
        """Compile once for one signature: arguments are cast to it, where `kernel` would compile for each mix of types.

        Arrays: `rw("int64")` for one that is written, `ro("uint8")` for one that is only read.
        """

        def compile_once(function: F) -> F:
            compiled = numba.njit(signature, cache=True, nogil=True, error_model="numpy")(function)
            return cast(F, compiled)

        return compile_once

else:

    class Plain:
        """An array whose elements are read as Python numbers, so that plain and compiled arithmetic agree.

        NumPy scalars keep narrow types (uint32 - 1 wraps), Numba widens to 64 bits; Python integers never wrap.
        Only 64-bit unsigned words stay NumPy scalars: hashing wants their wrap-around.
        """

        __slots__ = ("array", "word")

        def __init__(self, array: Any) -> None:
            self.array = array
            self.word = array.dtype == np.uint64

        def __getitem__(self, at: Any) -> Any:
            if isinstance(at, slice):
                return Plain(self.array[at])
            value = self.array[at]
            return value if self.word else value.item()

        def __setitem__(self, at: Any, value: Any) -> None:
            self.array[at] = value

        def __len__(self) -> int:
            return len(self.array)

        @property
        def shape(self) -> Any:
            return self.array.shape

        def copy(self) -> Any:
            return Plain(self.array.copy())

    def typed_kernel(signature: str) -> Callable[[F], F]:
        """As `kernel`; plain Python needs no types."""
        return kernel

    def kernel(function: F) -> F:
        """Run `function` as plain Python; integer wrap-around is intended and not warned about."""

        @functools.wraps(function)
        def run(*args: Any) -> Any:
            with np.errstate(over="ignore"):
                return function(*(Plain(a) if isinstance(a, np.ndarray) else a for a in args))

        return cast(F, run)

    inlined = kernel
