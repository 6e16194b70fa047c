"""Files appear whole or not at all, and every trouble is one plain sentence."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from tests.record import small

from tiexi.record import atomic, checkpoint, folder
from tiexi.record.atomic import FolderError
from tiexi.record.provenance import bibliography, cite
from tiexi.record.recorder import Recorder
from tiexi.record.run import Run, RunError

META = {"version": "1", "region_digest": "abc", "seed": 1, "scale": 10, "rounds": 10}


def refuse(code: int) -> Any:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(code, os.strerror(code))

    return fail


WRITERS = {
    "text": lambda path: atomic.write_text(path, "new"),
    "json": lambda path: atomic.write_json(path, {"a": np.int64(1)}),
    "parquet": lambda path: atomic.write_parquet(path, pl.DataFrame({"a": [1]})),
    "npz": lambda path: atomic.write_npz(path, {"a": np.arange(3)}),
}


@pytest.mark.parametrize("call", ["replace", "fsync"])
@pytest.mark.parametrize("form", WRITERS)
def test_a_full_disk_leaves_the_old_file(form: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    monkeypatch.setattr(os, call, refuse(errno.ENOSPC))
    with pytest.raises(FolderError, match="the disk is full"):
        WRITERS[form](path)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]
    assert path.read_text() == "old"


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.EROFS, "read-only disk"), (errno.EACCES, "you may not write"), (errno.EIO, "could not be written")],
)
def test_every_refusal_is_one_sentence(code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.open", refuse(code))
    with pytest.raises(FolderError, match=words) as caught:
        atomic.write_text(tmp_path / "file", "x")
    assert "\n" not in str(caught.value)


def test_an_interrupt_while_writing_leaves_nothing(tmp_path: Path) -> None:
    def write() -> None:
        with atomic.replacing(tmp_path / "file") as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write()
    assert not list(tmp_path.iterdir())


def test_arrays_come_back_as_they_were_and_objects_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.npz"
    arrays = {"a.b": np.arange(5, dtype="u2"), "empty": np.zeros((0, 3)), "flags": np.array([True, False])}
    atomic.write_npz(path, arrays)
    found = atomic.read_npz(path)
    assert found.keys() == arrays.keys()
    assert all((found[k] == arrays[k]).all() and found[k].dtype == arrays[k].dtype for k in arrays)
    with pytest.raises(ValueError, match="pickle"):
        atomic.write_npz(path, {"a": np.array([{}], dtype=object)})
    assert atomic.read_npz(path).keys() == arrays.keys()


def test_folders_are_numbered_and_never_shared(tmp_path: Path) -> None:
    runs = tmp_path / "runs"
    names = [folder.claim(None, "hamlet", 10, 1, runs).name for _ in range(3)]
    assert names == ["hamlet-k10-s1", "hamlet-k10-s1-2", "hamlet-k10-s1-3"]


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderError, match="not empty"):
        folder.claim(tmp_path / "mine", "hamlet", 10, 1)
    with pytest.raises(FolderError, match="is a file"):
        folder.claim(tmp_path / "mine" / "thesis.txt", "hamlet", 10, 1)
    with pytest.raises(FolderError, match="is a file"):
        folder.claim(tmp_path / "mine" / "thesis.txt" / "deeper", "hamlet", 10, 1)
    (tmp_path / "new").mkdir()
    assert folder.claim(tmp_path / "new", "hamlet", 10, 1) == tmp_path / "new"
    assert folder.claim(tmp_path / "a" / "b", "hamlet", 10, 1).is_dir()


def test_a_folder_left_before_anything_began_is_taken(tmp_path: Path) -> None:
    """As a kill leaves it between making the folder and noting what the run is."""
    out = tmp_path / "runs" / "small-k10-s1"
    (out / "checkpoint").mkdir(parents=True)
    atomic.temporary(out / "checkpoint" / "begun.json").write_text("{")
    assert folder.claim(out, "small", 10, 1) == out
    assert folder.to_resume(None, "small", 10, 1, tmp_path / "runs") == out
    assert folder.to_resume(out, "small", 10, 1) == out
    assert list((out / "checkpoint").iterdir()) == []
    folder.begin(out, META, small.region(tmp_path / "source").folder)
    assert folder.begun(out)["seed"] == META["seed"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderError, match="you may not write"):
        folder.claim(None, "hamlet", 10, 1, tmp_path / "runs")


def test_only_a_begun_and_unfinished_run_of_the_same_kind_is_resumed(tmp_path: Path) -> None:
    runs, source = tmp_path / "runs", small.region(tmp_path / "source").folder
    with pytest.raises(FolderError, match="no unfinished run"):
        folder.to_resume(None, "small", 10, 1, runs)
    for _ in range(2):
        out = folder.claim(None, "small", 10, 1, runs)
        folder.begin(out, META, source)
    assert folder.to_resume(None, "small", 10, 1, runs) == out
    folder.same_run(out, META)
    with pytest.raises(FolderError, match="seed 1, now 2"):
        folder.same_run(out, META | {"seed": 2})
    with pytest.raises(FolderError, match="continue it with --resume"):
        folder.claim(out, "small", 10, 1)
    (out / "run.json").write_text("{}")
    assert folder.to_resume(None, "small", 10, 1, runs).name == "small-k10-s1"
    with pytest.raises(FolderError, match="finished"):
        folder.to_resume(out, "small", 10, 1)
    with pytest.raises(FolderError, match="no run that could be continued"):
        folder.to_resume(tmp_path / "nowhere", "small", 10, 1)


def test_resuming_sweeps_what_a_kill_left(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    folder.begin(out, META, small.region(tmp_path / "source").folder)
    atomic.temporary(out / "series.parquet").write_text("half")
    atomic.temporary(out / "checkpoint" / "00012").mkdir()
    folder.to_resume(out, "small", 10, 1)
    assert sorted(p.name for p in out.rglob("*") if p.name.startswith(".")) == []


def test_the_region_is_copied_with_the_policies_used(tmp_path: Path) -> None:
    region = small.region(tmp_path / "source")
    (region.folder / "policies").mkdir()
    (region.folder / "policies" / "unused.toml").write_text("")
    (region.folder / ".hidden.csv").write_text("")
    (tmp_path / "slow.toml").write_text("title = 'slow'")
    out = tmp_path / "out"
    out.mkdir()
    folder.begin(out, META, region.folder, [tmp_path / "slow.toml"])
    found = sorted(str(p.relative_to(out / "region")) for p in (out / "region").rglob("*") if p.is_file())
    assert found == ["goods.csv", "policies/slow.toml", "region.toml", "sources.bib"]


def saved(tmp_path: Path, months: tuple[int, ...]) -> Path:
    w = small.world(tmp_path / "source")
    for month in months:
        w.month = month
        checkpoint.save(w, {"x": np.arange(month)}, tmp_path, {"digests": ["a"] * month})
    return tmp_path / "checkpoint"


def test_two_checkpoints_are_kept_and_a_torn_one_is_passed_over(tmp_path: Path) -> None:
    assert checkpoint.latest(tmp_path) is None
    home = saved(tmp_path, (3, 6, 9))
    assert sorted(p.name for p in home.iterdir()) == ["00006", "00009"]
    assert checkpoint.latest(tmp_path) == home / "00009"
    record = home / "00009" / "record.npz"
    data = bytearray(record.read_bytes())
    data[len(data) // 2] ^= 1
    record.write_bytes(data)
    assert checkpoint.latest(tmp_path) == home / "00006"
    meta, tables, state = checkpoint.restore(home / "00006")
    assert (len(meta["digests"]), len(state["x"])) == (6, 6)
    assert (tables["people"]["key"] == small.world(tmp_path / "source").people.key[:13]).all()
    (home / "00006" / "manifest.json").write_text("{")
    assert checkpoint.latest(tmp_path) is None
    with pytest.raises(FolderError, match="damaged"):
        checkpoint.restore(home / "00006")


def test_a_torn_checkpoint_of_the_same_month_is_replaced(tmp_path: Path) -> None:
    home = saved(tmp_path, (3,))
    (home / "00003" / "tables.npz").write_bytes(b"torn")
    saved(tmp_path, (3,))
    assert checkpoint.latest(tmp_path) == home / "00003"


def test_a_full_disk_keeps_the_checkpoints_there_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = saved(tmp_path, (3, 6))
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    with pytest.raises(FolderError, match="the disk is full"):
        saved(tmp_path, (9,))
    assert sorted(p.name for p in home.iterdir()) == ["00003", "00006"]
    assert checkpoint.latest(tmp_path) == home / "00006"


def test_cleared_checkpoints_leave_the_note_of_the_beginning(tmp_path: Path) -> None:
    folder.begin(tmp_path, META, small.region(tmp_path / "source").folder)
    saved(tmp_path, (3, 6))
    checkpoint.clear(tmp_path)
    assert [p.name for p in (tmp_path / "checkpoint").iterdir()] == ["begun.json"]


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
import numpy as np
from tests.record import small
from tiexi.record import checkpoint
home = Path(sys.argv[1])
w = small.world(home / "source")
while True:
    w.month += 1
    checkpoint.save(w, {"x": np.arange(200_000)}, home, {"month": w.month})
    print(w.month, flush=True)
"""


def test_a_kill_at_any_moment_leaves_a_whole_checkpoint(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    environment = os.environ | {"TIEXI_JIT": "0"}  # nothing to compile, so it starts at once
    for trial in range(4):
        home = tmp_path / str(trial)
        command = [sys.executable, "-c", KILLED, str(home), str(root)]
        writer = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.05 + 0.037 * trial)
        os.kill(writer.pid, signal.SIGKILL)
        last = [int(line) for line in writer.communicate()[0].split() if line.isdigit()]
        found = checkpoint.latest(home)
        assert found is not None
        meta, _, state = checkpoint.restore(found)
        assert len(state["x"]) == 200_000
        assert meta["month"] >= max(last, default=1)


def finished(tmp_path: Path) -> Path:
    w = small.world(tmp_path / "source")
    out = tmp_path / "out"
    out.mkdir()
    folder.begin(out, META, w.region.folder)
    recorder = Recorder(w, out, None)
    for _ in range(2):
        small.month(w)
        recorder.month(w)
        w.month += 1
    w.month -= 1
    recorder.finish(w, small.FACTS)
    return out


def test_opening_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="there is no folder"):
        Run.open(tmp_path / "nowhere")
    with pytest.raises(RunError, match="is no run folder"):
        Run.open(tmp_path)
    out = finished(tmp_path)
    facts = json.loads((out / "run.json").read_text())
    assert Run.open(out).facts == facts
    (out / "run.json").write_text(json.dumps(facts | {"format": 99, "version": "9.9"}))
    with pytest.raises(RunError, match=r"written by tiexi 9\.9"):
        Run.open(out)
    (out / "run.json").write_text("{")
    with pytest.raises(RunError, match="damaged"):
        Run.open(out)
    (out / "run.json").unlink()
    with pytest.raises(RunError, match="not finished"):
        Run.open(out)


def test_a_torn_table_is_found(tmp_path: Path) -> None:
    out = finished(tmp_path)
    data = (out / "series.parquet").read_bytes()
    (out / "series.parquet").write_bytes(data[:-1])
    with pytest.raises(RunError, match="damaged"):
        Run.open(out)
    (out / "series.parquet").write_bytes(data[:-9] + b"x" + data[-8:])
    with pytest.raises(RunError, match="not what was written"):
        Run.open(out).verify()
    (out / "series.parquet").unlink()
    with pytest.raises(RunError, match="incomplete"):
        Run.open(out)


def test_the_descriptor_describes_every_column(tmp_path: Path) -> None:
    out = finished(tmp_path)
    package = json.loads((out / "datapackage.json").read_text())
    for resource in package["resources"]:
        frame = pl.read_parquet(out / resource["path"])
        assert [f["name"] for f in resource["schema"]["fields"]] == frame.columns
        assert resource["bytes"] == (out / resource["path"]).stat().st_size


def test_a_run_is_cited_with_the_sources_it_names(tmp_path: Path) -> None:
    text = cite(Run.open(finished(tmp_path)))
    assert "A {nested} title" in text
    assert "unused" not in text
    assert "lost2000" in text
    assert "86 per cent are assumed" in text
    assert text.count("@") == 1


def test_bibtex_entries_are_cut_at_their_own_brace() -> None:
    found = bibliography("@a{x, t = {1 {2}}}\n% note\n@b{ y ,\n z}")
    assert found == {"x": "@a{x, t = {1 {2}}}", "y": "@b{ y ,\n z}"}
