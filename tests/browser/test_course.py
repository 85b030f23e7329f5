"""The course from its first page to its last, as a learner and as a teacher use it."""

import re

import pytest
from playwright.sync_api import expect

from lab.check_yourself import questions
from lab.data.cells import grid_text as cells_text
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
    page = open_page("/check_yourself?seed=1")  # its first grid is pooled to 7, 3, 9, 7
    cell(page, 1, 1, "Your answer").focus()
    for key in "7397":
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    lock = page.get_by_role("button", name="Lock my answer")
    expect(lock).to_be_enabled()
    lock.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Right.", exact=True)).to_be_visible()
    page.wait_for_url(re.compile(r"q1=7_3\*9_7"))
    link = page.url
    page.get_by_role("link", name="Try it in “Grid lab”").click()
    shows(page, "Max", "7", "3", "9", "7")
    again = open_page(link)
    expect(again.get_by_text("Right.", exact=True)).to_be_visible()
    expect(again.get_by_text("1 of 1 right so far.")).to_be_visible()


def locked_option(page, number):
    """Lock an option of the question that is open, counted from 1."""
    page.get_by_role("radiogroup").locator("label").nth(number - 1).click()
    lock = page.get_by_role("button", name="Lock my answer")
    expect(lock).to_be_enabled()
    lock.click()


@pytest.mark.parametrize("size", [(1366, 650), (390, 664)])
def test_after_a_lock_the_reason_and_the_next_question_are_in_view(open_page, size):
    page = open_page("/check_yourself?seed=1&at=2", width=size[0], height=size[1])
    locked_option(page, 1)
    following = page.get_by_role("heading", level=2, name="3. ")
    expect(following).to_be_in_viewport()
    expect(page.get_by_text("(your answer)")).to_be_in_viewport()
    locked_option(page, 1)
    expect(page.get_by_role("heading", level=2, name="4. ")).to_be_in_viewport()
    expect(page.get_by_text("(your answer)")).to_have_count(1)


def test_the_last_lock_ends_on_the_result(open_page):
    test = questions.test_of(1)
    given = [
        str(q.right) if q.truth is None else cells_text(q.truth).replace("*", "%2A") for q in test
    ]
    last = max(i for i, q in enumerate(test) if q.truth is None)
    texts = "&".join(f"q{i + 1}={text}" for i, text in enumerate(given) if i != last)
    page = open_page(f"/check_yourself?seed=1&edition={questions.EDITION}&at={last + 1}&{texts}")
    locked_option(page, (test[last].right + 1) % len(test[last].options) + 1)
    expect(page.get_by_role("heading", level=2, name="Your result")).to_be_in_viewport()
    expect(page.get_by_text("9 of 10 right.").last).to_be_visible()
    link = page.get_by_role("link", name=f"{test[last].topic}: ")
    link.click()
    expect(page.get_by_role("heading", level=1, name="Check yourself")).to_have_count(0)
    for name in test[last].link:
        assert f"{name}=" in page.url


def test_a_copied_link_holds_no_answers_and_no_key(open_page):
    page = open_page("/check_yourself?seed=1&key=1")
    cell(page, 1, 1, "Your answer").focus()
    for key in "7397":
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Lock my answer").click()
    page.wait_for_url(re.compile("q1="))
    assert "key=1" in page.url
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied: whoever opens the link")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert not re.search("q1=|key=|edition=", link)


def test_a_finger_types_a_minus_and_a_comma(open_page):
    """A phone's keyboard for numbers may have neither a minus nor a point."""
    page = open_page(
        "/check_yourself?seed=1", width=390, height=664, has_touch=True, is_mobile=True
    )
    field = cell(page, 1, 1, "Your answer")
    field.tap()
    page.get_by_role("button", name="Change the sign").tap()
    page.keyboard.type("2,5")
    field.blur()
    expect(field).to_have_value("-2.5")
    field.fill("\u22127")
    field.blur()
    expect(field).to_have_value("-7")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_worksheet_prints_and_its_key_begins_a_page(open_page, paper):
    page = open_page("/check_yourself?seed=5&key=1")
    page.get_by_role("button", name="Test 5").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Worksheet with its key").click()
    assert started.value.suggested_filename == "pooling_test_5.html"
    text = started.value.path().read_text("utf-8")
    assert text.count("<section>") == 20
    pages = {}
    for part, hide in (("both", ""), ("asked", ".key"), ("key", "body > :not(.key)")):
        page.set_content(text)
        page.add_style_tag(content=f"{hide or 'none'} {{ display: none }}")
        pages[part] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper)))
    assert pages["both"] == pages["asked"] + pages["key"]
    assert max(pages["asked"], pages["key"]) <= 2


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
