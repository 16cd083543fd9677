"""A browser of each engine behind one small driver.

Chromium and WebKit have a driver's program that speaks WebDriver (W3C) over HTTP. Debian has Firefox without
one: it hears the same commands, by their names in the standard, on a socket of its own, Marionette.
"""

import json
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin

from tests.conftest import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's key of an element
PATIENCE = 15  # seconds in which what must happen happens
PHONE = (360, 780)

# The commands that journeys need: their names in the standard, and their paths over HTTP.
PATHS = {
    "Navigate": "/url",
    "Back": "/back",
    "Forward": "/forward",
    "Refresh": "/refresh",
    "ExecuteScript": "/execute/sync",
    "FindElement": "/element",
    "ElementClick": "/element/{id}/click",
    "PerformActions": "/actions",
    "SetWindowRect": "/window/rect",
    "NewWindow": "/window/new",
    "SwitchToWindow": "/window",
}
# Keys by the standard's numbers.
TAB, ENTER, ESCAPE, SPACE, CONTROL = "\ue004", "\ue007", "\ue00c", " ", "\ue009"


class RefusedError(Exception):
    """The browser did not do what it was asked; the message is its own."""


class Browser:
    """What a reader does, and what she sees. Each engine says how it is started, asked and ended."""

    name: ClassVar[str]
    console: ClassVar[bool] = True  # can be read
    root: str  # the site's address
    folder: Path  # of what it downloads
    process: subprocess.Popen[bytes]

    def command(self, name: str, **parameters: Any) -> Any:
        """Raises RefusedError when the browser says no."""
        raise NotImplementedError

    def resize(self, width: int, height: int) -> None:
        """The page itself gets this size, in CSS pixels."""
        raise NotImplementedError

    def complaints(self) -> list[str]:
        """The errors on the console since it was last asked."""
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def open(self, path: str) -> None:
        """A path of the site, or a whole address."""
        self.command("Navigate", url=urljoin(self.root, path))

    def back(self) -> None:
        self.command("Back")

    def forward(self) -> None:
        self.command("Forward")

    def reload(self) -> None:
        self.command("Refresh")

    def ask(self, expression: str, *arguments: Any) -> Any:
        """The value of a JavaScript expression, in which `$` finds an element by its selector."""
        script = "const $ = selector => document.querySelector(selector); return " + expression
        return self.command("ExecuteScript", script=script, args=list(arguments))

    def sees(self, expression: str, *arguments: Any) -> None:
        """Waits until the expression is true; raises AssertionError with it when it does not become so."""
        end = time.monotonic() + PATIENCE
        while not self._holds(expression, arguments):
            if time.monotonic() > end:
                raise AssertionError(f"{expression} {list(arguments)} at {self.ask('location.href')}")
            time.sleep(0.05)

    def _holds(self, expression: str, arguments: tuple[Any, ...]) -> bool:
        try:
            return bool(self.ask(expression, *arguments))
        except RefusedError:  # between two pages
            return False

    def reads(self, selector: str, text: str) -> None:
        """Waits until the element says this text."""
        self.sees("$(arguments[0])?.textContent.trim() === arguments[1]", selector, text)

    def click(self, selector: str) -> None:
        """Clicks on the element, once it is in sight, where a finger would."""
        self.sees("$(arguments[0])?.checkVisibility?.({ visibilityProperty: true })", selector)
        self.ask("$(arguments[0]).scrollIntoView({ block: 'center', behavior: 'instant' })", selector)
        patiently(lambda: self._click(selector))  # what fades from page to page takes no click

    def _click(self, selector: str) -> None:
        element = self.command("FindElement", using="css selector", value=selector)
        self.command("ElementClick", id=element[ELEMENT])

    def press(self, *keys: str, held: str = "") -> None:
        """Presses keys one after the other, another key held down meanwhile."""
        down = [{"type": "keyDown", "value": key} for key in held]
        up = [{"type": "keyUp", "value": key} for key in held]
        strokes = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command(
            "PerformActions", actions=[{"type": "key", "id": "keys", "actions": down + strokes + up}]
        )

    def type(self, text: str) -> None:
        self.press(*text)

    @contextmanager
    def other_tab(self, path: str) -> Iterator[None]:
        """Another tab of the same browser, shut again at the end."""
        here = self.command("GetWindowHandle")
        there = self.command("NewWindow", type="tab")["handle"]
        self.command("SwitchToWindow", handle=there)
        try:
            self.open(path)
            yield
        finally:
            self.command("CloseWindow")
            self.command("SwitchToWindow", handle=here)


class _Http(Browser):
    """Commands over HTTP to a driver's program, which starts and ends the browser."""

    program: ClassVar[str]
    session: str

    def start(self, wishes: dict[str, Any], **environment: str) -> None:
        port = free_port()
        with (self.folder / "log").open("wb") as log:
            command = [self.program, f"--port={port}"]
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | environment)
        self.session = f"http://127.0.0.1:{port}"
        patiently(lambda: self.request("GET", "/status"))
        answer = self.request("POST", "/session", {"capabilities": {"alwaysMatch": wishes}})
        self.session += f"/session/{answer['sessionId']}"

    def command(self, name: str, **parameters: Any) -> Any:
        if name == "GetWindowHandle":
            return self.request("GET", "/window")
        if name == "CloseWindow":
            return self.request("DELETE", "/window")
        return self.request("POST", PATHS[name].format(**parameters), parameters)

    def request(self, method: str, path: str, parameters: dict[str, Any] | None = None) -> Any:
        data = None if parameters is None else json.dumps(parameters).encode()
        request = urllib.request.Request(
            self.session + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RefusedError(json.load(error)["value"]["message"]) from None

    def close(self) -> None:
        self.request("DELETE", "")
        self.process.terminate()
        self.process.wait(30)


class Chromium(_Http):
    name = "chromium"
    program = "chromedriver"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        options = {
            "args": ["--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"],
            "excludeSwitches": ["disable-back-forward-cache"],
            "prefs": {"intl.accept_languages": "en-US", "download.default_directory": str(folder)},
        }
        self.start({"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}})

    def resize(self, width: int, height: int) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.devtools("Emulation.setDeviceMetricsOverride", size)

    def devtools(self, name: str, parameters: dict[str, Any]) -> None:
        self.request("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def complaints(self) -> list[str]:
        lines = self.request("POST", "/se/log", {"type": "browser"})
        return [line["message"] for line in lines if line["level"] == "SEVERE"]


class WebKit(_Http):
    """Its driver does not tell what is on the console: the page that is served to it tells (witness.js)."""

    name = "webkit"
    console = False
    program = "WebKitWebDriver"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # the window's own buttons would make it wider than a phone
        style = folder / "gtk-3.0/gtk.css"
        style.parent.mkdir()
        style.write_text("* { min-width: 0; min-height: 0; margin: 0; padding: 0; font-size: 1px }", "utf-8")
        (folder / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{folder}"\n', "utf-8")
        (browser,) = Path("/usr/lib").glob("*/webkit2gtk-4.1/MiniBrowser")
        options = {"binary": str(browser), "args": ["--automation"]}
        self.start({"webkitgtk:browserOptions": options}, XDG_CONFIG_HOME=str(folder), LC_ALL="en_US.UTF-8")

    def resize(self, width: int, height: int) -> None:
        self.command("SetWindowRect", width=width, height=height)

    def complaints(self) -> list[str]:
        return []


class Firefox(Browser):
    """Each message on the socket is its length, a colon and a list in JSON."""

    name = "firefox"

    PREFERENCES: ClassVar[dict[str, Any]] = {
        "marionette.port": 0,  # any that is free
        "intl.accept_languages": "en-US",
        # Marionette listens to pages that go, and they would not be kept for Back
        "docshell.shistory.bfcache.allow_unload_listeners": True,
        "browser.download.folderList": 2,
        "browser.download.alwaysOpenPanel": False,
    }

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        profile = folder / "profile"
        profile.mkdir()
        wishes = self.PREFERENCES | {"browser.download.dir": str(folder)}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wishes.items()]
        (profile / "user.js").write_text("".join(lines), "utf-8")
        command = ["firefox-esr", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile"]
        with (folder / "log").open("wb") as stream:
            self.process = subprocess.Popen([*command, str(profile)], stdout=stream, stderr=stream)
        port = patiently(lambda: int((profile / "MarionetteActivePort").read_text("utf-8")))
        self.socket = patiently(lambda: socket.create_connection(("127.0.0.1", port), timeout=60))
        self.stream = self.socket.makefile("rb")
        self._receive()
        self.command("NewSession")

    def command(self, name: str, **parameters: Any) -> Any:
        return self._send(f"WebDriver:{name}", parameters)

    def resize(self, width: int, height: int) -> None:
        size = f"width: {width}px; height: {height}px; flex: none"
        self._chrome("gBrowser.selectedBrowser.style.cssText = arguments[0]", size)

    def complaints(self) -> list[str]:
        lines = self._chrome(
            "const lines = Services.console.getMessageArray().filter(line =>"
            " line instanceof Ci.nsIScriptError && !(line.flags & Ci.nsIScriptError.warningFlag)"
            " && /^(https?|file):/.test(line.sourceName)).map(String);"
            "Services.console.reset(); return lines"
        )
        return list(lines)

    def _chrome(self, script: str, *arguments: Any) -> Any:
        """Runs in the browser's own window instead of the page."""
        self._send("Marionette:SetContext", {"value": "chrome"})
        answer = self.command("ExecuteScript", script=script, args=list(arguments))
        self._send("Marionette:SetContext", {"value": "content"})
        return answer

    def _send(self, name: str, parameters: dict[str, Any]) -> Any:
        message = json.dumps([0, 1, name, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, answer = self._receive()
        if error:
            raise RefusedError(error["message"])
        return answer.get("value", answer) if isinstance(answer, dict) else answer

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self.stream.read(1)
        return json.loads(self.stream.read(int(length[:-1])))

    def close(self) -> None:
        self._send("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.socket.close()
        self.process.wait(30)


ENGINES = {engine.name: engine for engine in (Chromium, Firefox, WebKit)}


def patiently(attempt: Callable[[], Any]) -> Any:
    """What the attempt gives, as soon as it does."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return attempt()
        except (OSError, ValueError, RefusedError):
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
