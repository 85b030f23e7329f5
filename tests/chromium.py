"""The browser that is already on the machine, and what stands in for a missing tool."""

import os
import shutil
from typing import NoReturn

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 20_000  # ms that an expectation waits: a machine that does much else is slow, not wrong
QUIET = [  # a closed network, and no sandbox for root
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def do_without(reason: str) -> NoReturn:
    """Skip for want of a tool, but never in CI."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
