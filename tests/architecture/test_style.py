"""Sizes, docstrings, and what the sources may not contain."""

from __future__ import annotations

import ast
import re
import statistics

from tests.architecture.sources import PACKAGE, REPOSITORY, functions, imports, length, sources

LONGEST_FILE, MEDIAN_FILE, LONGEST_FUNCTION = 400, 200, 60
FORBIDDEN_MODULES = {"pickle", "cPickle", "dill", "cloudpickle", "shelve", "marshal", "yaml", "ruamel"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__"}
# Where open keyword arguments are the point: columns by name, and words that fill a sentence.
OPEN_KEYWORDS = {("record", "dtypes"), ("record", "columns"), ("report", "fill")}
# Written in parts, so that this file does not hold what it looks for.
HOSTS = ["py" + "pi.org", "python" + "hosted", "npm" + "js", "debian" + ".org"]
MACHINE_PATHS = ["/work" + "/", "/root" + "/", "/home" + "/"]
TEXT = {".py", ".md", ".toml", ".csv", ".cff", ".bib", ".j2", ".html", ".css", ".js", ".ts", ".json", ".yml", ".cfg"}


def test_no_file_is_too_long() -> None:
    lines = {s.at(1).removesuffix(":1"): s.text.count("\n") for s in sources()}
    wrong = [f"{path}: {n} lines, at most {LONGEST_FILE}" for path, n in lines.items() if n > LONGEST_FILE]
    assert not wrong, "\n" + "\n".join(wrong)
    median = statistics.median(lines.values())
    assert median < MEDIAN_FILE, f"the median file has {median} lines; it should stay under {MEDIAN_FILE}"


def test_no_function_is_too_long() -> None:
    wrong = [
        f"{source.at(f)}: {name} has {length(f)} lines after its docstring, at most {LONGEST_FUNCTION}"
        for source in sources()
        for name, f in functions(source)
        if length(f) > LONGEST_FUNCTION
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_public_names_have_docstrings() -> None:
    wrong = []
    for source in sources():
        if not ast.get_docstring(source.tree):
            wrong.append(f"{source.at(1)}: the module says nothing about itself")
        for node in source.tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if public and not ast.get_docstring(node):
                wrong.append(f"{source.at(node)}: {node.name} has no docstring")
    assert not wrong, "\n" + "\n".join(wrong)


def test_data_cannot_run_code() -> None:
    wrong = []
    for source in sources():
        for name, node in imports(source, types_too=True):
            if name.split(".")[0] in FORBIDDEN_MODULES:
                wrong.append(f"{source.at(node)}: imports {name}")
        for node in ast.walk(source.tree):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
                wrong.append(f"{source.at(node)}: calls {node.func.id}")
            for keyword in node.keywords:
                allowed = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
                if keyword.arg in ("allow_pickle", "shell") and not allowed:
                    wrong.append(f"{source.at(node)}: {keyword.arg}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_imports_are_absolute() -> None:
    wrong = [
        f"{source.at(node)}: write the import from `tiexi.` on"
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_parameter_is_named() -> None:
    wrong = [
        f"{source.at(f)}: {name} takes **{f.args.kwarg.arg}; name its parameters"
        for source in sources()
        for name, f in functions(source)
        if f.args.kwarg and (source.part, f.args.kwarg.arg) not in OPEN_KEYWORDS
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_registry_host_or_machine_path() -> None:
    places = [PACKAGE, REPOSITORY / "tests", REPOSITORY / "docs", REPOSITORY / ".ci"]
    files = [p for place in places for p in place.rglob("*") if p.suffix in TEXT or p.name == "run"]
    files += [p for p in REPOSITORY.iterdir() if p.suffix in TEXT or p.name in ("Makefile", "LICENSE")]
    pattern = re.compile("|".join(re.escape(text) for text in HOSTS + MACHINE_PATHS))
    wrong = []
    for path in files:
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if found := pattern.search(line):
                wrong.append(f"{path.relative_to(REPOSITORY)}:{number}: names {found[0]}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_no_note_of_unfinished_work_is_left() -> None:
    marker = re.compile("\\b(" + "TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK)\\b")
    wrong = [
        f"{source.at(number)}: {line.strip()}"
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if marker.search(line)
    ]
    assert not wrong, "\n" + "\n".join(wrong)
