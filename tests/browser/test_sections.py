"""Sections of a page: each ends with the address and its tables, and takes no room for that."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

GAP = 16  # pixels between two elements of a page
COUNT_WRITES = """() => {
  window.writes = [];
  const replace = history.replaceState.bind(history);
  history.replaceState = (state, title, url) => {
    window.writes.push(new URL(url, location).search);
    replace(state, title, url);
  };
}"""


@pytest.fixture
def page(open_page, serve):
    _, address = serve(script="tests/browser/two_sections.py")
    page = open_page(address, own=address)
    expect(page.get_by_role("figure", name="A line from 0.")).to_be_visible()
    page.evaluate(COUNT_WRITES)
    return page


def test_a_key_writes_the_address_once(page):
    page.get_by_role("slider", name="Right").press("ArrowRight")
    expect(page.get_by_text("Right is 1.")).to_be_visible()
    page.wait_for_function("() => location.search === '?right=1'")
    page.get_by_role("slider", name="Down").press("ArrowRight")
    expect(page.get_by_role("figure", name="A line from 1.")).to_be_visible()
    page.wait_for_function("() => location.search === '?right=1&down=1'")
    assert page.evaluate("writes") == ["?right=1", "?right=1&down=1"]


def test_what_ends_a_section_takes_no_room(page):
    def edges(text):
        box = page.get_by_text(text, exact=True).bounding_box()
        return box["y"], box["y"] + box["height"]

    _, end = edges("Right is 0.")
    start, _ = edges("The second section.")
    assert start - end <= GAP + 4


def test_tables_in_mid_page_are_of_the_same_run(page):
    page.get_by_text("The charts as tables").click()
    expect(page.get_by_role("cell", name="0", exact=True).first).to_be_visible()
    page.get_by_role("slider", name="Down").press("ArrowRight")
    expect(page.get_by_role("row", name="1 2", exact=True)).to_be_visible()  # place 1, height 2
