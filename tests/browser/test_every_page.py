"""What every page must keep, whatever is on it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lab.page.course import PAGES
from tests.browser.looks import MAIN, scrolls_sideways

PATHS = ["/" if p.script == "app.py" else f"/{p.script[6:-3]}" for p in PAGES]
ENDS = {"/": "Every shift, measured"}  # the last words of a page that has no takeaway


def opened(open_page, path, **looks):
    page = open_page(path, **looks)
    expect(page.get_by_text(ENDS.get(path, "Takeaway")).last).to_be_visible()
    # the controls' scripts may arrive after the words
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    expect(page.locator(".live-slider label:empty")).to_have_count(0)
    return page


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1400, 768, 390])
@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways_and_axe_finds_nothing(open_page, path, width, dark):
    page = opened(open_page, path, width=width, dark=dark)
    assert not scrolls_sideways(page)
    if width == 768:
        return  # axe once for a wide and once for a narrow screen
    page.wait_for_load_state("networkidle")
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_cold_deep_link_opens_in_its_frame(open_page, path):
    page = opened(open_page, path)
    expect(page.get_by_role("link", name="Grid lab", exact=True).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(f"{MAIN}.innerText").count("encountered an error") == 0
