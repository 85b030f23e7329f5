"""What every page must keep, whatever is on it, on every screen and in the dark.

A laptop's screen by day is walked in test_walks.py.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.screen import PATHS, SIDEWAYS, at_rest, opened, scrolls_sideways

pytestmark = pytest.mark.slow

# One page is opened for each width that is named first, and then made narrower. 640 and 320 are
# 1280 pixels at 200 % and at 400 % (WCAG 1.4.10).
LIGHT = [(768, 640), (390, 320)]
DARK = [(1400, 768), (390,)]
SCREENS = [(widths, False) for widths in LIGHT] + [(widths, True) for widths in DARK]


@pytest.mark.parametrize(("widths", "dark"), SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_and_axe_finds_nothing(open_page, path, widths, dark):
    page = opened(open_page, path, width=widths[0], dark=dark)
    assert not scrolls_sideways(page)
    if widths[0] != 768:  # axe once for a wide and once for a narrow screen
        at_rest(page)
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
    for width in widths[1:]:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"!({SIDEWAYS})")  # charts follow the width a little later
