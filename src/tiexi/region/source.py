"""From bytes to text: what can be wrong with a file before anything in it is read."""

from __future__ import annotations

import io
import re
from pathlib import Path

from tiexi.region.problem import Problem, Severity, excerpt, printable

_BOM = b"\xef\xbb\xbf"
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF8 = "save the file as UTF-8 (without BOM), for example: iconv -f GB18030 -t UTF-8 old > new"


class Source:
    """A text file: `label` as printed in messages, `text`, and its `lines` without line ends."""

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.text = text
        self.lines = [line.rstrip("\r\n") for line in io.StringIO(text, newline="")]

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(
        self, where: tuple[int, int, int], message: str, hint: str = "", severity: Severity = "error"
    ) -> Problem:
        """A problem at `where` = (line, column, width), with the line and a caret."""
        line, column, width = where
        shown, caret = excerpt(self.line(line), column, width) if self.line(line) else ("", "")
        return Problem(self.label, line, column, severity, message, hint, shown, caret)


def label_of(path: Path | str) -> str:
    """A path as it can be printed."""
    return "".join(c if c.isprintable() else "\ufffd" for c in str(path))


def whole_file(label: str, message: str, hint: str = "", severity: Severity = "error") -> Problem:
    """A problem of a file as such."""
    return Problem(label, 1, 1, severity, message, hint)


def read_source(path: Path, label: str, problems: list[Problem]) -> Source | None:
    """Read a file, or say why it cannot be read. A BOM and Windows line ends are reported and then read over."""
    data = _bytes(path, label, problems)
    if data is None:
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.append(whole_file(label, "is written in UTF-16", _UTF8))
        return None
    if data.startswith(_BOM):
        hint = "save it as 'UTF-8' instead of 'UTF-8 with BOM', or: tail -c +4 old > new"
        problems.append(whole_file(label, "starts with a byte order mark (BOM)", hint))
        data = data[len(_BOM) :]
    if (at := data.find(b"\0")) >= 0:
        line = data.count(b"\n", 0, at) + 1
        message = f"is not a text file (a zero byte at position {at})"
        problems.append(Problem(label, line, at - data.rfind(b"\n", 0, at), "error", message, _UTF8))
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"is not UTF-8 text (byte 0x{data[fault.start]:02x} at position {fault.start})"
        problems.append(Problem(label, line, column, "error", message, _UTF8))
        return None
    return _text(label, text, problems)


def _bytes(path: Path, label: str, problems: list[Problem]) -> bytes | None:
    try:
        if path.is_dir():
            problems.append(whole_file(label, "is a folder where a file should be", "put a file of this name there"))
            return None
        if path.exists() and not path.is_file():
            problems.append(whole_file(label, "is not a plain file", "put a plain file of this name there"))
            return None
        return path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "unknown reason").lower()
        problems.append(whole_file(label, f"cannot be read: {reason}", "check that it exists and may be read"))
        return None


def _text(label: str, text: str, problems: list[Problem]) -> Source | None:
    source = Source(label, text)
    if not text.strip():
        problems.append(whole_file(label, "is empty", "write its content, or remove the file if it is optional"))
        return None
    if found := _CONTROL.search(text):
        line, column = source_line(text, found.start())
        message = f"holds a control character (code {ord(found[0])})"
        problems.append(source.problem((line, column, 1), message, "delete the character"))
        return None
    if (at := text.find("\r")) >= 0:
        line, column = source_line(text, at)
        message = "has Windows line ends (CRLF); they are read, but others may see the whole file as changed"
        hint = "convert with: sed -i 's/\\r$//' " + printable(Path(label).name)
        problems.append(source.problem((line, max(1, column - 1), 1), message, hint, "warning"))
    return source


def source_line(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset into a text (with `\\n`, `\\r\\n` or `\\r` line ends)."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    return before.count("\n") + 1, len(before) - before.rfind("\n")
