"""The receptive-field lab as a learner uses it."""

import re

from playwright.sync_api import expect

from tests.browser.looks import chart, drag_to_end, pictures_during

SIDE = "The stack from the side"


def side(page, content: str):
    return chart(page, re.compile(f"{SIDE}.*{content}"))


def test_the_field_follows_the_thumb(open_page):
    page = open_page("/receptive_field")
    expect(side(page, "Unit 3 of layer 2 sees pixels 6 to 9")).to_be_visible()
    work = lambda: drag_to_end(page, "Unit's column", 60)  # noqa: E731
    assert pictures_during(page, SIDE, work) >= 2
    expect(side(page, "Unit 6 of layer 2 sees pixels 12 to 15")).to_be_visible()
    page.wait_for_url(re.compile("column=6"))
    page.reload()
    expect(side(page, "Unit 6 of layer 2")).to_be_visible()


HAND = 150  # ms between two touches: the table, a canvas, drops a digit whose Enter is 20 ms behind


def test_a_cell_of_the_table_is_edited_by_keyboard(open_page):
    page = open_page("/receptive_field")
    expect(side(page, "Unit 3 of layer 2")).to_be_visible()
    page.wait_for_load_state("networkidle")  # what comes late moves the table
    table = page.get_by_test_id("stDataFrame").first
    for kernel, field in (("3", 6), ("4", 8)):  # every edit counts, not every second one
        width = table.bounding_box()["width"]
        table.click(position={"x": width * 0.35, "y": 35 * 2 + 17})  # conv's kernel
        page.wait_for_timeout(HAND)  # the pace itself
        page.keyboard.type(kernel)
        expect(page.locator("#portal textarea")).to_have_value(kernel)
        page.wait_for_timeout(HAND)  # the pace itself
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"a field of {field} × {field}")).to_be_visible()
    page.wait_for_url(re.compile(r"stack=max_2_2_0_1\*conv_4_1_0_1"))
    page.get_by_role("button", name="Earlier").click()
    expect(side(page, "1 conv 4×4 has 13 units, 2 max 2×2 has 6 units")).to_be_visible()
    page.wait_for_url(re.compile(r"stack=conv_4_1_0_1\*max_2_2_0_1"))
    page.reload()
    expect(side(page, "1 conv 4×4 has 13 units")).to_be_visible()


def test_a_start_brings_the_whole_network(open_page):
    page = open_page("/receptive_field")
    page.get_by_role("button", name="Start from").click()
    page.get_by_role("menuitem", name="VGG-16").click()
    expect(page.get_by_text("a field of 212 × 212")).to_be_visible()
    expect(page.get_by_role("slider", name="Layer")).to_have_value("18")
    page.wait_for_url(re.compile("stack=VGG-16"))


def test_a_click_on_a_square_chooses_it(open_page):
    page = open_page("/receptive_field")
    squares = side(page, "Unit 3 of layer 2").locator(".scatterlayer .point")
    expect(squares.first).to_be_visible()
    squares.nth(12).click(force=True)  # after the input's twelve grey ones: layer 1, unit 0
    expect(page.get_by_role("slider", name="Layer")).to_have_value("1")
    expect(side(page, "Unit 0 of layer 1 sees pixels 0 to 1")).to_be_visible()


def test_predict_lock_reveal(open_page):
    page = open_page("/receptive_field?predict=1")
    expect(page.get_by_role("button", name="Lock my answer")).to_be_disabled()
    answer = page.get_by_role("spinbutton", name="Your answer")
    answer.fill("4")
    answer.press("Enter")
    page.get_by_role("button", name="Lock my answer").click()
    expect(page.get_by_text("You said 4: right.")).to_be_visible()
    expect(side(page, "Unit 3 of layer 2")).to_be_visible()


def test_a_stack_that_does_not_fit_is_refused_in_place(open_page):
    page = open_page("/receptive_field?n=4&stack=max_2_2_0_1*conv_3_1_0_1")
    expect(page.get_by_text("Layer 2, conv 3×3: its window is 3 pixels wide")).to_be_visible()
    expect(side(page, "Unit 3 of layer 2 sees pixels 6 to 9")).to_be_visible()
