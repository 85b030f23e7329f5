"""The course from its first page to its last, as a learner and as a teacher use it."""

import re

import pytest
from playwright.sync_api import expect

from lab.page.course import PAGES
from tests.screen import (
    ENDS,
    at_rest,
    cell,
    cells,
    drag_to_end,
    lesson_is_shown,
    pictures_during,
    shows,
)

pytestmark = pytest.mark.slow


def test_the_verdicts_follow_the_clown(open_page):
    page = open_page("/?right=0")
    without = page.get_by_role("button", name=re.compile("^Without pooling says"))
    expect(without).to_have_accessible_name(re.compile("^Without pooling says clown"))

    def lost() -> None:  # while the thumb is still held
        expect(without).not_to_have_accessible_name(re.compile("says clown"))

    work = lambda: drag_to_end(page, "Shift right", 40, lost)  # noqa: E731
    assert pictures_during(page, "The clown", work) >= 4
    page.wait_for_url(re.compile("right=80"))


def test_the_clown_shifts_by_itself_once_after_a_look(open_page):
    page = open_page("/")
    page.get_by_role("radio", name="20", exact=True).click()
    page.get_by_role("button", name="Show me").click()
    without = page.get_by_role("button", name=re.compile("^Without pooling says"))
    expect(without).not_to_have_accessible_name(re.compile("says clown"))
    expect(page.get_by_text("first loses the clown at a shift of")).to_be_visible()


def test_the_course_is_walked_by_keyboard(open_page):
    """Every page by its link in the sidebar, with Tab and Enter alone."""
    page = open_page("/")
    for step in PAGES[1:]:
        link = page.get_by_test_id("stSidebar").get_by_role("link", name=step.label, exact=True)
        link.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=step.label)).to_be_visible()
        last = ENDS.get("/" + step.script[6:-3], "Takeaway")
        expect(page.get_by_text(last, exact=True).last).to_be_visible()
        at_rest(page)  # a picture that is still on its way would be gone with its page


def test_a_question_is_answered_by_keyboard_and_leads_to_its_lab(open_page):
    page = open_page("/check_yourself?seed=1")  # its first grid is pooled to 9, 8, 6, 8
    cell(page, 1, 1, "Your answer").focus()
    for key in "9868":
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    lock = page.get_by_role("button", name="Lock my answer")
    expect(lock).to_be_enabled()
    lock.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Right.", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(r"q1=9_8\*6_8"))
    link = page.url
    page.get_by_role("link", name="Try it in “Grid lab”").click()
    shows(page, "Max", "9", "8", "6", "8")
    again = open_page(link)
    expect(again.get_by_text("Right.", exact=True)).to_be_visible()
    expect(again.get_by_text("1 of 10")).to_be_visible()


def test_the_worksheet_prints_with_its_key(open_page):
    page = open_page("/check_yourself?seed=5")
    with page.expect_download() as started:
        page.get_by_role("button", name="Worksheet to print").click()
    assert started.value.suggested_filename == "pooling_test_5.html"
    text = started.value.path().read_text("utf-8")
    assert text.count("<section>") == 20


def test_the_link_that_is_copied_opens_the_same_page(open_page):
    page = open_page("/beyond_linear?kind=min&times=1")
    drag_to_end(page, "Multiply A by c", 10)
    shows(page, "f(c A)", "-9", "-12", "-9", "-9")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied: whoever opens the link")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "kind=min" in link
    assert "times=3" in link
    other = open_page(link)
    expect(other.get_by_role("slider", name="Multiply A by c")).to_have_value("3")


def test_a_counterexample_is_found_and_edited_on(open_page):
    page = open_page("/beyond_linear", width=390, height=664)
    page.get_by_role("button", name="Find the smallest counterexample").click()
    expect(page.get_by_text("in 3 of 4 outputs")).to_be_visible()
    shows(page, "f(A) + f(B)", "1", "0", "0", "0")
    shows(page, "f(A + B)", "0", "0", "0", "0")
    expect(cells(page, "f(A + B)").first).to_be_in_viewport()
    cell(page, 1, 1, "B").fill("0")
    expect(page.get_by_text("in 4 of 4 outputs")).to_be_visible()


@pytest.mark.parametrize("mode", ["plain", "questions", "large"])
def test_a_teachers_way_to_show_a_page_goes_along(open_page, mode):
    page = open_page(f"/grid_lab?show={mode}")
    sizes = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    if mode == "large":
        page.wait_for_function(f"{sizes} > 20")
    controls = 0 if mode == "plain" else 1
    for role, name in (
        ("button", "Start from"),
        ("button", "More settings"),
        ("button", "Reset"),
        ("slider", "Shift right"),
    ):
        expect(page.get_by_role(role, name=name)).to_have_count(controls)
    lesson_is_shown(page, "8679" if mode == "plain" else "????")
    asked = page.get_by_role("button", name="Show me")
    expect(asked).to_have_count(0 if mode == "plain" else 1)
    if mode == "questions":
        expect(asked).to_have_attribute("aria-disabled", "true")
    page.get_by_test_id("stSidebar").get_by_role("link", name="Image lab").click()
    expect(page.get_by_role("heading", level=1, name="Image lab")).to_be_visible()
    page.wait_for_url(re.compile(f"show={mode}"))
    expect(page.get_by_role("slider", name="Shift right")).to_have_count(controls)
    expect(page.get_by_role("button", name="Show me")).to_have_count(controls)


def test_what_is_folded_opens_by_keyboard_and_shows_the_setting(open_page):
    page = open_page("/grid_lab?right=1")
    expect(page.get_by_text("from pooling import")).to_have_count(0)
    page.get_by_text("In code", exact=True).click()
    expect(page.get_by_text("x = translate(x, down=0, right=1").first).to_be_visible()
    drag_to_end(page, "Shift right", 20)
    expect(page.get_by_text("x = translate(x, down=0, right=3").first).to_be_visible()
    page.get_by_role("tab", name="PyTorch").click()
    expect(page.get_by_text("F.max_pool2d(t, 2)").first).to_be_visible()
