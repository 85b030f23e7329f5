"""How it learns, as a learner uses it: by pointer, by keyboard and with a finger."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.screen import (
    MAIN,
    at_rest,
    boxes,
    cell,
    cells,
    grid,
    line,
    opened,
    shows,
    still,
)

pytestmark = pytest.mark.slow

TYPED = "Gradient at the outputs"
BY_MAX, BY_AVERAGE = (f"Gradient at the inputs, {name}" for name in ("max", "average"))
GRIDS = ["Input", "Max", "Average", TYPED, BY_MAX, BY_AVERAGE]
NOW = "/backward?rate=1"  # a link with a setting: uncovered
PHONE = dict(width=390, height=844, has_touch=True, is_mobile=True)
LESSON = [*"4008", *"0000", *"0020", "0", "12", "0", "0"]  # what max pooling passes back


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


@pytest.mark.parametrize("looks", [dict(width=1366, height=768), PHONE], ids=["laptop", "phone"])
@pytest.mark.parametrize("path", ["/backward", NOW])
def test_the_stage_is_complete_in_the_first_view(open_page, path, looks):
    page = opened(open_page, path, **looks)
    at_rest(page)
    parts = [grid(page, name) for name in GRIDS]
    parts += [page.get_by_role("radio", name="Overlapping"), button(page, "Reset"), line(page)]
    if path == NOW:
        still(page.get_by_role("slider", name="Learning rate"))
        parts += [button(page, f"Step with {kind}") for kind in ("max", "average")]
        parts.append(page.get_by_role("slider", name="Learning rate"))
    else:
        parts += [page.get_by_text("which of the four inputs"), button(page, "Show me")]
    for part in parts:
        box = part.bounding_box()
        assert box, part
        assert box["x"] >= 0, part
        assert box["y"] >= 0, part
        assert box["x"] + box["width"] <= looks["width"], part
        assert box["y"] + box["height"] <= looks["height"], part
    assert page.evaluate(f"{MAIN}.scrollTop") == 0


def test_what_is_asked_about_stays_lit_and_its_winner_is_no_hint(open_page):
    page = open_page("/backward")
    for name in ("Input", BY_MAX):
        expect(boxes(page, name, "window")).to_have_count(1)
    cells(page, BY_MAX).nth(5).hover()
    expect(boxes(page, "Input", "window")).to_have_count(1)
    cells(page, "Max").nth(3).hover()
    expect(boxes(page, "Input", "window")).to_have_count(2)
    expect(boxes(page, "Input", "winner")).to_have_count(0)
    button(page, "Show me").click()
    shows(page, BY_MAX, *LESSON)
    cells(page, "Max").nth(3).hover()
    expect(boxes(page, "Input", "window")).to_have_count(1)
    expect(boxes(page, "Input", "winner")).to_have_count(1)


def test_pointing_shows_the_way_back_and_where_a_gradient_comes_from(open_page):
    page = open_page("/backward?windows=overlap")
    cells(page, "Max").nth(6).hover()  # the 9 of the lower left window
    expect(boxes(page, TYPED, "counterpart")).to_have_count(1)
    expect(boxes(page, BY_MAX, "window")).to_have_count(1)
    expect(boxes(page, BY_AVERAGE, "window")).to_have_count(0)
    cell(page, 3, 1, TYPED).hover()
    for name in (BY_MAX, BY_AVERAGE):
        expect(boxes(page, name, "window")).to_have_count(1)
    for name in ("Max", "Average"):
        expect(boxes(page, name, "output")).to_have_count(1)
    cells(page, BY_MAX).nth(13).hover()
    expect(line(page)).to_have_text("Arrives here: 5 + 9 = 14")
    expect(boxes(page, TYPED, "output")).to_have_count(2)
    expect(boxes(page, "Input", "counterpart")).to_have_count(1)
    cells(page, BY_MAX).nth(5).hover()
    expect(line(page)).to_have_text("Arrives here: nothing")
    cells(page, BY_AVERAGE).nth(5).hover()
    expect(line(page)).to_have_text("Arrives here: (4 + 8 + 12 + 2) / 4 = 6.5")
    cell(page, 1, 1).hover()
    expect(boxes(page, BY_MAX, "counterpart")).to_have_count(1)


def test_a_wrong_bet_is_marked_and_kept_in_the_address(open_page):
    page = open_page("/backward")
    cells(page, BY_MAX).nth(1).click()
    button(page, "Show me").click()
    expect(page.get_by_text("Your bet was wrong.")).to_be_visible()
    expect(cells(page, BY_MAX).nth(1)).to_have_attribute("data-mark", "wrong")
    page.wait_for_url(re.compile("bets=1"))


def test_all_of_it_by_keyboard(open_page):
    page = open_page("/backward?show=questions")
    expect(button(page, "Show me")).to_have_attribute("aria-disabled", "true")
    cells(page, BY_MAX).first.focus()
    page.keyboard.press("Enter")
    button(page, "Show me").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your bet was right.")).to_be_visible()
    cell(page, 1, 1, TYPED).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.type("-6")
    shows(page, BY_MAX, *"400", "-6", *LESSON[4:])
    page.wait_for_url(re.compile(r"gradient=4_-6\*12_2"))
    rate = page.get_by_role("slider", name="Learning rate")
    rate.press("ArrowRight")
    expect(rate).to_have_attribute("aria-valuetext", "0.2")
    button(page, "Step with max").press("Enter")
    expect(cell(page, 1, 4)).to_have_value("9.2")
    expect(line(page)).to_contain_text("The step changed 4 of 16 inputs.")
    button(page, "Reset").press("Enter")
    expect(cell(page, 1, 4)).to_have_value("8")
    expect(cell(page, 1, 2, TYPED)).to_have_value("8")


def test_a_finger_bets_steps_and_slides(open_page):
    page = open_page("/backward", **PHONE)
    cells(page, BY_MAX).first.tap()
    expect(cells(page, BY_MAX).first).to_have_attribute("aria-selected", "true")
    button(page, "Show me").tap()
    expect(cells(page, BY_MAX).first).to_have_attribute("data-mark", "right")
    button(page, "Step with average").tap()
    expect(cell(page, 1, 1)).to_have_value("7.9")
    expect(line(page)).to_contain_text("The step changed 16 of 16 inputs.")
    page.get_by_text("What is global average pooling for?").tap()
    page.get_by_role("slider", name="Shift right").press("ArrowRight")
    page.wait_for_url(re.compile("right=2"))


def test_a_bad_gradient_is_explained_and_the_good_one_stays(open_page):
    page = open_page(NOW)
    cell(page, 2, 2, TYPED).fill("x")
    expect(line(page)).to_have_text(
        "Row 2, column 2: “x” is not a number. The last good value, 2, stays."
    )
    cell(page, 1, 1, TYPED).focus()
    expect(cell(page, 2, 2, TYPED)).to_have_value("2")
    shows(page, BY_MAX, *LESSON)


def test_a_number_typed_just_before_a_step_counts(open_page):
    page = open_page(NOW)
    cell(page, 1, 1, TYPED).fill("20")
    button(page, "Step with max").click()
    expect(cell(page, 1, 1)).to_have_value("6")


def test_other_windows_have_another_gradient_and_the_first_comes_back(open_page):
    page = open_page(NOW)
    cell(page, 1, 1, TYPED).fill("1")
    page.wait_for_url(re.compile(r"gradient=1_8\*12_2"))
    page.get_by_role("radio", name="Overlapping").click()
    expect(cells(page, TYPED)).to_have_count(9)
    shows(page, BY_MAX, *"4083", *"0000", "12", *"090", "0", "14", *"00")
    page.get_by_role("radio", name="Side by side").click()
    expect(cells(page, TYPED)).to_have_count(4)
    expect(cell(page, 1, 1, TYPED)).to_have_value("1")
    shows(page, BY_MAX, "1", *LESSON[1:])


def test_the_shift_below_is_shown_at_once_and_its_link_opens_it(open_page):
    page = open_page("/backward?right=1")
    shows(page, "Its max map after the shift, mean", "7.5")
    shows(page, "The grid after the shift, mean", "4.19")
    slider = page.get_by_role("slider", name="Shift right")
    slider.press("ArrowRight")
    shows(page, "Its max map after the shift, mean", "8")  # by one stride: the same windows
    shows(page, "The grid after the shift, mean", "4.19")
