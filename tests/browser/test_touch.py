"""A finger on a phone: a swipe that starts on a chart scrolls the page, and a tap still chooses."""

import re

import pytest

from tests.screen import MAIN, at_rest, see_charts, touch

pytestmark = pytest.mark.slow

PHONE = dict(has_touch=True, is_mobile=True)
CHARTS = ".js-plotly-plot, .shift-map canvas"


@pytest.mark.parametrize("path", ["/shift_sweep?looked=1", "/still_a_clown?right=1"])
def test_a_swipe_on_any_chart_scrolls_the_page(open_page, path):
    page = open_page(path, width=390, height=664, **PHONE)
    see_charts(page)
    assert page.locator(".shift-map").count() == 1
    for chart in page.locator(CHARTS).all():
        chart.scroll_into_view_if_needed()
        box = chart.bounding_box()
        before = page.evaluate(f"{MAIN}.scrollTop")
        y = min(max(box["y"] + box["height"] / 2, 200), 500)
        touch(page, (195, y), (198, y - 120))
        page.wait_for_function(f"(before) => {MAIN}.scrollTop > before + 50", arg=before)


def test_a_tap_on_the_map_chooses_a_shift(open_page):
    page = open_page("/still_a_clown?right=1", width=390, height=664, **PHONE)
    area = page.locator(".shift-map canvas")
    area.wait_for()
    at_rest(page)
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.3)
    page.wait_for_url(re.compile("right=6&down=-4"))
