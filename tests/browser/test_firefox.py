"""The walks through every page in Firefox, whose engine is another than Chromium's."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.walks import LAPTOP, WALKS, check
from tests.chromium import PATIENCE, do_without
from tests.firefox import BROWSERS, find_firefox, launch
from tests.screen import KEEPS_ADDRESS, PATHS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def firefox(playwright: Any, tmp_path_factory: Any) -> Iterator[Any]:
    found = find_firefox()
    if found is None:
        do_without(f"no Firefox found; looked for {', '.join(BROWSERS)}")
    calm = {"ui.prefersReducedMotion": 1}
    browser = launch(playwright, found, tmp_path_factory.mktemp("firefox"), **calm)
    yield browser
    browser.close()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_and_does_its_main_thing_in_firefox(firefox, server, path):
    context = firefox.new_context(viewport=LAPTOP)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.goto(server + path)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(KEEPS_ADDRESS)
    WALKS[path](page)
    check(page)
    context.close()
    assert [error for error in errors if "/_stcore/" not in error] == []
