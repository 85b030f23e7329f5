"""A finger on a phone: a swipe that starts on a chart scrolls the page, and a tap still chooses."""

import re

import pytest
from playwright.sync_api import expect

from tests.screen import MAIN, at_rest, cell, cells, opened, see_charts, still, touch

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


@pytest.mark.parametrize("path", ["/", "/grid_lab", "/check_yourself"])
def test_what_stands_beside_the_title_can_be_tapped(open_page, path):
    page = open_page(path, width=390, height=844, **PHONE)
    page.get_by_role("button", name="Copy link").tap()
    expect(page.get_by_text("Copied")).to_be_visible()
    page.get_by_role("button", name="For teachers").tap()
    expect(page.get_by_text("What students will see")).to_be_visible()


def test_a_tap_on_the_map_chooses_a_shift(open_page):
    page = open_page("/still_a_clown?right=1", width=390, height=664, **PHONE)
    area = page.locator(".shift-map canvas")
    area.wait_for()
    at_rest(page)
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.3)
    page.wait_for_url(re.compile("right=6&down=-4"))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Shift right"),
        ("/grid_lab", "Shift right"),
        ("/image_lab", "Shift right"),
        ("/still_a_clown", "Shift right"),
        ("/receptive_field", "Unit's row"),
        ("/beyond_linear", "The pixel x"),
        ("/shift_sweep", "Shift right"),
    ],
)
def test_a_finger_looks_at_the_answer_and_slides(open_page, path, label):
    page = opened(open_page, path, width=390, height=844, reduced_motion="reduce", **PHONE)
    show = page.get_by_role("button", name="Show me")
    show.tap()
    expect(show).to_have_count(0)
    at_rest(page)
    before = page.url
    slider = page.get_by_role("slider", name=label, exact=True)
    slider.scroll_into_view_if_needed()
    low, now, high = map(float, slider.evaluate("one => [one.min, one.value, one.max]"))
    box = still(slider)
    y = box["y"] + box["height"] / 2
    thumb = box["x"] + 10 + (box["width"] - 20) * (now - low) / (high - low)
    touch(page, (thumb, y), (box["x"] + box["width"] - 2, y))
    expect(slider).to_have_value(f"{high:g}")
    page.wait_for_url(lambda url: url != before)


def test_a_finger_answers_a_question(open_page):
    page = opened(open_page, "/check_yourself", width=390, height=844, **PHONE)
    page.get_by_role("radio", name="2", exact=True).tap()
    page.get_by_test_id("stRadioOption").first.tap()
    page.get_by_role("button", name="Lock my answer").tap()
    page.wait_for_url(re.compile("q2="))


def test_a_finger_bets_and_takes_a_step(open_page):
    page = opened(open_page, "/backward", width=390, height=844, **PHONE)
    name = "Gradient at the inputs, max"
    cells(page, name).first.tap()
    page.get_by_role("button", name="Show me").tap()
    expect(cells(page, name).first).to_have_text("4")
    page.get_by_role("button", name="Step with max").tap()
    expect(cell(page, 1, 1)).to_have_value("7.6")
