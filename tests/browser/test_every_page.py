"""What every page must keep, whatever is on it, on every screen and in the dark.

A laptop's screen by day is walked in test_walks.py.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.screen import PATHS, opened, scrolls_sideways

pytestmark = pytest.mark.slow

SCREENS = [(width, dark) for width in (1400, 768, 390) for dark in (False, True)][1:]


@pytest.mark.parametrize(("width", "dark"), SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_and_axe_finds_nothing(open_page, path, width, dark):
    page = opened(open_page, path, width=width, dark=dark)
    assert not scrolls_sideways(page)
    if width == 768:
        return  # axe once for a wide and once for a narrow screen
    page.wait_for_load_state("networkidle")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
