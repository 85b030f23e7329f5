"""The Firefox that is already on the machine, for Playwright.

Playwright drives Firefox itself (and not a build of its own) by WebDriver BiDi. It sets a colour
scheme in every window, by a command that Firefox 153 does not know yet. So this module also runs
as a program: it starts Firefox, hands on all that the two say to each other, and answers that one
command itself.
"""

import json
import re
import shlex
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from websockets.sync.client import connect
from websockets.sync.server import ServerConnection, serve

BROWSERS = ("firefox-esr", "firefox")
UNKNOWN = "emulation.setMediaFeaturesOverride"
LISTENS = r"(?<=WebDriver BiDi listening on )ws://\S+"
PLAIN: dict[str, Any] = dict(max_size=None, compression=None, ping_interval=None)


def find_firefox() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def launch(playwright: Any, found: str, folder: Path, **preferences: Any) -> Any:
    """Start the Firefox that was found. Each of ``preferences`` has its name in about:config."""
    program = folder / "firefox"
    command = shlex.join([sys.executable, "-P", __file__, found])
    program.write_text(f'#!/bin/sh\nexec {command} "$@"\n', "utf-8")
    program.chmod(0o755)
    return playwright.firefox.launch(
        channel="moz-firefox", executable_path=program, firefox_user_prefs=preferences
    )


def main(*command: str) -> int:
    """Run Firefox, and tell Playwright a port of our own instead of Firefox's."""
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as firefox:
        for line in firefox.stderr or ():
            told = re.sub(LISTENS, lambda found: go_between(found[0]), line)
            print(told, end="", file=sys.stderr, flush=True)
    return firefox.returncode


def go_between(address: str) -> str:
    """Serve what stands between Playwright and Firefox at this address; returns its own."""

    def hand_on(near: ServerConnection) -> None:
        with connect(address + near.request.path, **PLAIN) as far:
            threading.Thread(target=hand_back, args=(far, near), daemon=True).start()
            for message in near:
                asked = json.loads(message)
                if asked["method"] == UNKNOWN:
                    answer = dict(type="success", id=asked["id"], result={})
                    near.send(json.dumps(answer))
                else:
                    far.send(message)

    server = serve(hand_on, "127.0.0.1", 0, **PLAIN)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"ws://127.0.0.1:{server.socket.getsockname()[1]}"


def hand_back(far: Any, near: Any) -> None:
    for message in far:
        near.send(message)
    near.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
