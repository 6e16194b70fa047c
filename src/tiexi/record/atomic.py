"""Files appear whole or not at all: a temporary file in the same folder, fsync, rename, fsync of the folder."""

from __future__ import annotations

import errno
import io
import json
import os
import secrets
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from tiexi.world.table import Array

if TYPE_CHECKING:
    import polars as pl

TEMPORARY = ".tmp"  # the ending of files and folders not yet finished; their names begin with a dot
ROW_GROUP = 1 << 18  # rows of a Parquet file that stand together: the same bytes on any number of cores


class FolderError(Exception):
    """A folder or file cannot be used; the message is one plain sentence for the user."""


def told(error: OSError, path: Path) -> FolderError:
    """The sentence for an error of the file system met while writing `path`."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        why = f"the disk is full, so {path} could not be written; nothing that was there is lost"
    elif error.errno == errno.EROFS:
        why = f"{path.parent} is on a read-only disk; choose another folder with --out"
    elif error.errno in (errno.EACCES, errno.EPERM):
        why = f"you may not write in {path.parent}; choose another folder with --out"
    elif error.errno == errno.ENOENT:
        why = f"the folder {path.parent} is no longer there"
    elif error.errno in (errno.ENOTDIR, errno.EEXIST):
        why = f"{path.parent} is a file, not a folder; choose another folder with --out"
    else:
        why = f"{path} could not be written: {error.strerror or error}"
    return FolderError(why)


def temporary(path: Path) -> Path:
    """A free temporary name beside `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY}")


def sync_folder(folder: Path) -> None:
    """Make renames in `folder` last; does nothing where a folder cannot be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` when the block ends well, and vanishes when it does not.

    Raises FolderError for whatever the file system refuses.
    """
    draft = temporary(path)
    try:
        try:
            with open(draft, "xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            os.replace(draft, path)
            sync_folder(path.parent)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise told(error, path) from error


def write_bytes(path: Path, data: bytes | memoryview) -> None:
    """Write `data` as the whole content of `path`."""
    with replacing(path) as file:
        file.write(data)


def write_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with line feeds."""
    write_bytes(path, text.encode())


def plain(value: Any) -> Any:
    """NumPy numbers, arrays and paths as JSON has them; raises TypeError for anything else."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def as_json(value: Any) -> Any:
    """`value` as it is read again from JSON."""
    return json.loads(json.dumps(value, default=plain, allow_nan=False))


def write_json(path: Path, value: Any) -> None:
    """Write `value` as indented JSON."""
    write_text(path, json.dumps(value, indent=1, ensure_ascii=False, default=plain, allow_nan=False) + "\n")


def write_parquet(path: Path, frame: pl.DataFrame | pl.LazyFrame) -> None:
    """Write a table, made or still to be made, as Parquet with zstd.

    It is made in memory first, so a full disk meets plain writes only.
    """
    buffer = io.BytesIO()
    frame.lazy().sink_parquet(buffer, compression="zstd", statistics=True, row_group_size=ROW_GROUP)
    write_bytes(path, buffer.getbuffer())


def write_npz(path: Path, arrays: Mapping[str, Array]) -> None:
    """Write arrays uncompressed in NumPy's npz form, without pickle; raises ValueError for object arrays."""
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for name, array in arrays.items():
            # A fixed date keeps equal contents equal byte for byte.
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            with archive.open(entry, "w", force_zip64=True) as part:
                np.lib.format.write_array(part, np.ascontiguousarray(array), allow_pickle=False)


def read_npz(path: Path) -> dict[str, Array]:
    """Read what `write_npz` wrote; raises OSError, ValueError or zipfile.BadZipFile if it is damaged."""
    with np.load(path, allow_pickle=False) as archive:
        return {name: archive[name] for name in archive.files}
