"""Firefox, driven by selenium over Marionette, the protocol inside Firefox.

Selenium needs a program that translates WebDriver's requests into Marionette's messages. Debian has none; but the
commands are the same, under other names, so the translation is the table below. A message is its length, a colon and
JSON: ``[0, number, command, parameters]`` to Firefox, ``[1, number, error, result]`` from it.
"""

from __future__ import annotations

import itertools
import json
import socket
import subprocess
import time
from pathlib import Path

from selenium.webdriver import Remote
from selenium.webdriver.common.options import ArgOptions
from selenium.webdriver.remote.command import Command

PREFERENCES = """\
user_pref("marionette.port", 0); // any that is free; Firefox writes it into its profile
user_pref("ui.prefersReducedMotion", 1);
user_pref("security.sandbox.warn_unprivileged_namespaces", false);
"""
START = 60  # seconds within which Firefox must listen

COMMANDS = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.GET: "WebDriver:Navigate",
    Command.REFRESH: "WebDriver:Refresh",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.FIND_ELEMENT: "WebDriver:FindElement",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.SCREENSHOT: "WebDriver:TakeScreenshot",
    Command.QUIT: "Marionette:Quit",
}


class Marionette:
    """A connection that selenium sends its commands through."""

    client_config = None

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.stream = self.socket.makefile("rb")
        self.numbers = itertools.count(1)
        self._receive()  # a greeting

    def execute(self, command: str, params: dict[str, object]) -> dict[str, object]:
        """Carry a command out; an error is given as selenium expects it from a server."""
        message = json.dumps([0, next(self.numbers), COMMANDS[command], params or {}]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._receive()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        return {"value": result.get("value", result)}

    def _receive(self) -> list:
        length = b"".join(iter(lambda: self.stream.read(1), b":"))
        return json.loads(self.stream.read(int(length)))

    def close(self) -> None:
        self.stream.close()
        self.socket.close()


class Firefox(Remote):
    """A headless Firefox with its profile in that folder."""

    def __init__(self, program: Path, profile: Path) -> None:
        (profile / "user.js").write_text(PREFERENCES)
        call = [program, "--headless", "--marionette", "--profile", profile]
        self.process = subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        super().__init__(Marionette(_port(self.process, profile / "MarionetteActivePort")), options=ArgOptions())

    def quit(self) -> None:
        self.execute(Command.QUIT, {"flags": ["eForceQuit"]})
        self.command_executor.close()
        self.process.wait(START)


def _port(process: subprocess.Popen, file: Path) -> int:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        if file.exists() and (text := file.read_text()):
            return int(text)
        time.sleep(0.05)
    process.kill()
    raise RuntimeError(f"Firefox did not listen: no {file} within {START} seconds")
