"""A server of our own, a browser that is already on the machine, and what every page must keep."""

import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

from tests.chromium import BROWSERS, PATIENCE, QUIET, do_without, find_browser
from tests.screen import KEEPS_ADDRESS
from tests.servers import running, start_server

CLIPBOARD = ["clipboard-read", "clipboard-write"]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with running() as (_, address):
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Any) -> Iterator[Any]:
    found = find_browser()
    if found is None:
        do_without(f"no browser found; looked for {', '.join(BROWSERS)}")
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


@pytest.fixture(scope="session")
def window(browser: Any) -> Iterator[Any]:
    """One browser window for most pages: scripts are fetched and compiled once, not per test."""
    context = browser.new_context(permissions=CLIPBOARD)
    yield context
    context.close()


@pytest.fixture(scope="session")
def forget(window: Any) -> Any:
    """forget(address) -> what pages from there have stored in the shared window is gone."""
    session = window.new_cdp_session(window.new_page())

    def forget_one(address: str) -> None:
        kinds = "cookies,local_storage,indexeddb"
        session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": kinds})

    return forget_one


@pytest.fixture
def open_page(browser: Any, window: Any, forget: Any, server: str, serve: Any) -> Iterator[Any]:
    """open_page("/grid_lab?right=1", width=390, dark=True) -> a page that has been drawn.

    A page is waited for until its last script is there, unless ``path`` is the bare address of a
    server of the test's ``own``, or that with a query: it may serve another script. Where the page
    is to be ``cut_off`` from its server, the console may say so. Other ``looks``, such as a locale,
    get a window of their own.

    After the test: nothing was asked of another machine, and the console has no error but
    Streamlit's own (it looks for its endpoints below a page's path before it tries the root).
    """
    opened, contexts, asked, errors = [], [], [], []
    ours = [server, "data:", "blob:"]

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
        if looks:
            contexts.append(browser.new_context(permissions=CLIPBOARD, **looks))
        page = (contexts[-1] if looks else window).new_page()
        opened.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
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
        if path.partition("/?")[0] != own:
            page.wait_for_function(KEEPS_ADDRESS)
        return page

    yield open_one
    for one in opened + contexts:
        one.close()
    for address in ours:
        if address.startswith("http"):
            forget(address)
    elsewhere = [url for url in asked if not url.startswith(tuple(ours))]
    assert elsewhere == []
    assert [error for error in errors if "/_stcore/" not in error] == []
