"""A server of our own, a browser that is already on the machine, and what every page must keep."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

import pytest

from deploy.serve import answers, free_port

ROOT = Path(__file__).parents[2]
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


def start_server(
    *options: str,
    script: str = "app.py",
    folder: str | Path = ROOT,
    port: int = 0,
    before: Sequence[str] = (),
    python: str = sys.executable,
    **process_options: Any,
) -> tuple[subprocess.Popen[bytes], str]:
    """Serve the app; returns the process and the address once it answers.

    Without a port a free one is taken; ``before`` is a command that starts the server.
    """
    if not port:
        port = free_port()
    command = [*before, python, "-m", "streamlit", "run", script, "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}", *options]
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    process = subprocess.Popen(command, cwd=folder, **quiet | process_options)
    address = f"http://127.0.0.1:{port}"
    if not answers(address, process):
        process.kill()
        raise RuntimeError("the server stopped before it answered, or never did")
    return process, address


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    process, address = start_server("--server.fileWatcherType=none")
    yield address
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    found = find_browser()
    if found is None:
        do_without(f"no browser found; looked for {', '.join(BROWSERS)}")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def serve() -> Iterator[Any]:
    """serve(env=...) -> the process and the address of a server of the test's own.

    It ends after the pages that were opened with ``open_page``: what they still fetch, they get.
    """
    processes = []

    def serve_one(*options: str, **more: Any) -> tuple[subprocess.Popen[bytes], str]:
        process, address = start_server("--server.fileWatcherType=none", *options, **more)
        processes.append(process)
        return process, address

    yield serve_one
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def open_page(browser: Any, server: str, serve: Any) -> Iterator[Any]:
    """open_page("/grid_lab?right=1", width=390, dark=True) -> a page that has been drawn.

    ``own`` is the address of a server of the test's own; where the page is to be ``cut_off`` from
    it, the console may say so.

    After the test: nothing was asked of another machine, and the console has no error but
    Streamlit's own (it looks for its endpoints below a page's path before it tries the root).
    """
    contexts, asked, errors, ours = [], [], [], [server, "data:", "blob:"]

    def open_one(
        path: str,
        *,
        width: int = 1400,
        height: int = 900,
        dark: bool = False,
        own: str = "",
        cut_off: bool = False,
        **looks: Any,
    ) -> Any:
        if own:
            ours.append(own)
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
            **looks,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda m: (
                m.type == "error" and not cut_off and errors.append(f"{m.text} {m.location['url']}")
            ),
        )
        page.goto(path if "://" in path else server + path)
        page.get_by_role("heading", level=1).wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    elsewhere = [url for url in asked if not url.startswith(tuple(ours))]
    assert elsewhere == []
    assert [error for error in errors if "/_stcore/" not in error] == []
