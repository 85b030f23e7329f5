"""The walks through every page in Firefox, whose engine is another than Chromium's."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from lab.draw.colours import SCALE, channels
from tests.browser.pointed import points_at_true_values
from tests.browser.walks import LAPTOP, WALKS, check
from tests.chromium import PATIENCE, do_without
from tests.firefox import BROWSERS, find_firefox, launch
from tests.screen import KEEPS_ADDRESS, PATHS, still

pytestmark = pytest.mark.slow


@contextmanager
def firefox_with(playwright: Any, folder: Path, **preferences: Any) -> Iterator[Any]:
    found = find_firefox()
    if found is None:
        do_without(f"no Firefox found; looked for {', '.join(BROWSERS)}")
    browser = launch(playwright, found, folder, **preferences)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def firefox(playwright: Any, tmp_path_factory: Any) -> Iterator[Any]:
    calm = {"ui.prefersReducedMotion": 1}
    with firefox_with(playwright, tmp_path_factory.mktemp("firefox"), **calm) as browser:
        yield browser


def opened(browser: Any, address: str, errors: list[str]) -> Any:
    page = browser.new_page(viewport=LAPTOP)
    page.set_default_timeout(PATIENCE)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: m.type == "error" and errors.append(m.text))
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    page.wait_for_function(KEEPS_ADDRESS)
    return page


@pytest.mark.parametrize("path", PATHS)
def test_a_page_opens_and_does_its_main_thing_in_firefox(firefox, server, path):
    errors: list[str] = []
    page = opened(firefox, server + path, errors)
    WALKS[path](page)
    check(page)
    page.close()
    assert [error for error in errors if "/_stcore/" not in error] == []


def test_pictures_are_true_where_firefox_resists_fingerprinting(playwright, server, tmp_path):
    """There, what a page reads from a canvas is noise."""
    resists = {"privacy.resistFingerprinting": True}
    errors: list[str] = []
    with firefox_with(playwright, tmp_path, **resists) as firefox:
        for channel in ("grey", "colour"):
            link = f"{server}/image_lab?picture=Cat&channel={channel}&right=-9&down=5"
            points_at_true_values(opened(firefox, link, errors), channel, "zero")
        page = opened(firefox, f"{server}/shift_sweep?looked=1", errors)
        box = still(page.locator(".shift-map canvas"))
        page.mouse.move(0, 0)
        map_ = Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB")
        middle = map_.getpixel((map_.width // 2, map_.height // 2))
        assert middle == channels(SCALE[-1])  # not shifted, everything is the same
    assert [error for error in errors if "/_stcore/" not in error] == []
