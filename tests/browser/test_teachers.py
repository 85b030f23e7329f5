"""What a teacher makes of a page: a link, a frame in a course's page, and paper."""

import html
import re

import pytest
from playwright.sync_api import expect

from tests.screen import MAIN, at_rest, opened

pytestmark = pytest.mark.slow

BEFORE = "/grid_lab?right=2&looked=1"


def kit(page):
    page.get_by_role("button", name="For teachers").click()
    expect(page.get_by_role("textbox", name="The link")).to_have_value(re.compile("grid_lab"))
    return page.get_by_role("textbox", name="The link")


def test_a_link_from_making_it_to_a_students_first_screen(open_page, server):
    page = open_page(BEFORE)
    link = kit(page)
    expect(link).to_have_value(re.compile(r"/grid_lab\?right=2$"))
    expect(page.get_by_role("radio", name="as with Copy link")).to_be_checked()
    page.get_by_role("radio", name="covered: students bet first").check()
    page.get_by_role("checkbox", name="large type").check()
    expect(link).to_have_value(re.compile(r"\?right=2&show=questions,large$"))
    page.get_by_role("button", name="Copy link").last.click()
    expect(page.get_by_text("The link is copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == link.input_value()
    student = open_page(copied.removeprefix(server))
    expect(student.get_by_text("Which of the four max outputs will stay the same?")).to_be_visible()
    expect(student.get_by_role("button", name="Show me")).to_be_visible()


def test_bets_and_answers_go_along_only_if_asked(open_page):
    page = open_page("/grid_lab?right=2&looked=0")
    link = kit(page)
    expect(link).to_have_value(re.compile(r"/grid_lab\?right=2$"))
    expect(page.get_by_role("radio", name="as with Copy link")).to_be_checked()
    expect(page.get_by_role("checkbox", name="worksheet")).to_be_hidden()
    page.get_by_role("checkbox", name="with my bets and answers").check()
    expect(link).to_have_value(re.compile("right=2&looked=0"))
    page.get_by_role("radio", name="shown: nothing is asked").check()
    page.get_by_role("checkbox", name="without controls").check()
    expect(link).to_have_value(re.compile("show=answers,plain"))


def test_the_key_of_a_worksheet_is_in_the_teachers_own_link(open_page):
    page = open_page("/check_yourself?seed=7")
    page.get_by_role("button", name="For teachers").click()
    link = page.get_by_role("textbox", name="The link")
    expect(link).to_have_value(re.compile(r"/check_yourself\?seed=7$"))
    page.get_by_role("checkbox", name="for me: the worksheet with its key").check()
    expect(link).to_have_value(re.compile(r"/check_yourself\?seed=7&key=1$"))


def test_the_preview_shows_what_students_will_see(open_page):
    page = open_page("/grid_lab?right=1")
    kit(page)
    page.get_by_role("radio", name="covered: students bet first").check()
    page.get_by_text("What students will see").click()
    shown = page.frame_locator("iframe[title='What students will see']")
    expect(shown.get_by_text("Which of the four max outputs will stay the same?")).to_be_visible()


def test_a_frame_shows_the_stage_alone(open_page):
    page = open_page(BEFORE)
    kit(page)
    page.get_by_role("button", name="Copy iframe code").click()
    expect(page.get_by_text("The iframe code is copied.")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r'<iframe src="[^"<>]+" width="900" height="600" title="Pooling Lab"', code)
    host = open_page(BEFORE, width=920, height=620)
    host.set_content(code)
    inside = host.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1, name="Grid lab")).to_be_visible()
    expect(inside.get_by_text("After the shift", exact=True)).to_be_visible()
    expect(inside.get_by_test_id("stSidebar")).to_be_hidden()
    expect(inside.get_by_role("button", name="For teachers")).to_have_count(0)
    last = inside.get_by_role("grid", name="Shifted input").bounding_box()
    assert last["y"] + last["height"] < 600
    assert "embed=true" in html.unescape(code)


def test_a_frame_offers_a_new_tab_for_an_upload(open_page):
    page = open_page("/image_lab?picture=Yours&embed=true", width=900, height=600)
    link = page.get_by_role("link", name="open the page in a new tab")
    expect(link).to_have_attribute("href", re.compile(r"/image_lab\?picture=Yours$"))
    expect(link).to_have_attribute("target", "_blank")
    page = open_page("/image_lab?picture=Yours")
    expect(page.get_by_role("link", name="open the page in a new tab")).to_have_count(0)


@pytest.mark.parametrize("width", [716, 740])  # A4 and Letter, less the margins
@pytest.mark.parametrize(
    "path", ["/grid_lab?looked=1", "/image_lab?looked=1", "/shift_sweep?looked=1"]
)
def test_a_page_prints_light_and_whole(open_page, path, width):
    page = opened(open_page, path, width=width, dark=True)
    page.emulate_media(media="print")
    at_rest(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()
    assert page.evaluate(f"getComputedStyle({MAIN}).overflow") == "visible"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sides = page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')]
          .flatMap((host) => [...(host.shadowRoot?.querySelectorAll('canvas, [role=grid]') ?? [])])
          .map((one) => one.getBoundingClientRect().right)"""
    )
    assert max(sides, default=0) <= width
