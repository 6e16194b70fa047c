"""A headless Chromium, driven over its debugging socket: enough to open a page, size it, ask it and picture it."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
START_SECONDS = 30.0
FLAGS = (
    "--headless=new", "--remote-debugging-port=0", "--no-first-run", "--no-default-browser-check", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--mute-audio", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


class NoBrowser(Exception):
    """There is no Chromium here, or it does not start."""


def find() -> str | None:
    """Path of a Chromium on this machine; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Tab:
    """One page of the browser."""

    def __init__(self, socket: ClientConnection, session: str) -> None:
        self._socket = socket
        self._session = session
        self._number = 0

    def call(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Do something and wait for its answer. Raises RuntimeError with what the browser says if it cannot."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters or {}, "sessionId": self._session}
        return _ask(self._socket, message)

    def size(self, width: int, height: int, ratio: float = 1.0, *, phone: bool = False) -> None:
        """Give the page this many CSS pixels."""
        self.call("Emulation.setDeviceMetricsOverride",
                  {"width": width, "height": height, "deviceScaleFactor": ratio, "mobile": phone})  # fmt: skip

    def open(self, page: Path, fragment: str = "") -> None:
        """Open a file at a fragment of it; returns when the browser has begun to, not when it is drawn."""
        self.call("Page.navigate", {"url": page.resolve().as_uri() + (f"#{fragment}" if fragment else "")})

    def ask(self, expression: str) -> Any:
        """Value of a JavaScript expression, awaited if it is a promise."""
        found = self.call("Runtime.evaluate", {"expression": expression, "awaitPromise": True, "returnByValue": True})
        if "exceptionDetails" in found:
            raise RuntimeError(found["exceptionDetails"].get("exception", {}).get("description", "the page failed"))
        return found["result"].get("value")

    def wait(self, condition: str, seconds: float = 20.0) -> None:
        """Wait until a JavaScript condition holds. Raises RuntimeError if it does not in time."""
        end = time.monotonic() + seconds
        while not self.ask(f"Boolean({condition})"):
            if time.monotonic() > end:
                raise RuntimeError(f"the page did not come to: {condition}")
            time.sleep(0.02)

    def picture(self, path: Path) -> None:
        """Write what the page shows as PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", {"format": "png"})["data"]))

    def printed(self, path: Path) -> None:
        """Write what a printer would get as PDF."""
        wanted = {"printBackground": True, "preferCSSPageSize": True}
        path.write_bytes(base64.b64decode(self.call("Page.printToPDF", wanted)["data"]))


def _ask(socket: ClientConnection, message: dict[str, Any]) -> dict[str, Any]:
    socket.send(json.dumps(message))
    while True:
        answer = json.loads(socket.recv(timeout=120))
        if answer.get("id") != message["id"] or answer.get("sessionId") != message.get("sessionId"):
            continue  # events, and answers to what another tab asked
        if "error" in answer:
            raise RuntimeError(f"{message['method']}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer.get("result", {})
        return result


class Browser:
    """A running browser; `tab` opens pages in it, each in a profile of its own, so nothing is cached between them."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0

    def _call(self, method: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._number += 1
        return _ask(self._socket, {"id": self._number, "method": method, "params": parameters})

    def version(self) -> str:
        """Product and version."""
        return str(self._call("Browser.getVersion", {})["product"])

    @contextmanager
    def tab(self) -> Iterator[Tab]:
        """A new page, closed at the end."""
        context = self._call("Target.createBrowserContext", {})["browserContextId"]
        target = self._call("Target.createTarget", {"url": "about:blank", "browserContextId": context})["targetId"]
        session = self._call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        tab = Tab(self._socket, session)
        tab.call("Page.enable")
        try:
            yield tab
        finally:
            self._call("Target.disposeBrowserContext", {"browserContextId": context})


@contextmanager
def browser(path: str | None = None) -> Iterator[Browser]:
    """A headless Chromium, ended at the end. Raises NoBrowser if there is none or it does not start."""
    path = path or find()
    if path is None:
        raise NoBrowser("there is no Chromium here: install it, for example with apt-get install chromium")
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with tempfile.TemporaryDirectory(prefix="tiexi-browser-", ignore_cleanup_errors=True) as profile:
        flags = [*FLAGS, f"--user-data-dir={profile}", *(["--no-sandbox"] if root else [])]  # root has no sandbox
        process = subprocess.Popen([path, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with connect(_address(process, Path(profile)), max_size=None) as socket:
                yield Browser(socket)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], profile: Path) -> str:
    """Address of the debugging socket, which the browser writes into its profile when it stands."""
    told, end = profile / "DevToolsActivePort", time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            raise NoBrowser(f"{process.args} ended with exit status {process.returncode}")  # type: ignore[str-bytes-safe]
        lines = told.read_text("ascii").splitlines() if told.is_file() else []
        if len(lines) >= 2:
            return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
        time.sleep(0.05)
    raise NoBrowser(f"the browser did not start in {START_SECONDS:g} s")
