"""One short walk through each page on a laptop: it does its main thing, and is accessible."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.screen import (
    MAIN,
    at_rest,
    cell,
    cells,
    chart,
    lesson_is_shown,
    scrolls_sideways,
    shows,
)

LAPTOP = dict(width=1366, height=768)


def press_right(page, label: str, value: str) -> None:
    """Move a slider by one step with the keyboard; it then has this value."""
    slider = page.get_by_role("slider", name=label, exact=True)
    slider.press("ArrowRight")
    expect(slider).to_have_value(value)


def check(page) -> None:
    """What every page must keep, after it was used."""
    expect(page.get_by_role("link", name="Grid lab", exact=True).first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert "encountered an error" not in page.evaluate(f"{MAIN}.innerText")
    assert not scrolls_sideways(page)
    at_rest(page)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []


def says(page, network: str, kind: str) -> None:
    """Expect what a network says of the picture."""
    expect(page.get_by_role("button", name=re.compile(f"^{network} says {kind}"))).to_be_visible()


def walk_home(page):
    page.emulate_media(reduced_motion="reduce")  # or the clown shifts by itself
    page.get_by_role("button", name="Show me").click()
    says(page, "Without pooling", "clown")
    press_right(page, "Shift right", "1")
    page.wait_for_url(re.compile("right=1"))


def walk_still_a_clown(page):
    page.get_by_role("radio", name="2", exact=True).click()
    page.get_by_role("button", name="Show me").click()
    says(page, "Max pooling", "clown")
    press_right(page, "Shift right", "1")
    page.wait_for_url(re.compile("right=1"))


def walk_grid_lab(page):
    lesson_is_shown(page)
    page.get_by_role("button", name="Show me").click()
    lesson_is_shown(page, "8679")
    press_right(page, "Shift right", "2")
    lesson_is_shown(page, "0809")
    page.wait_for_url(re.compile("right=2"))


def walk_image_lab(page):
    shifted = "The picture, 256 × 256 pixels. After the shift, "
    expect(chart(page, f"{shifted}80.9%")).to_be_visible()
    page.get_by_role("radio", name="3", exact=True).click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("the same after round 6. You said 3.")).to_be_visible()
    press_right(page, "Shift right", "5")
    expect(chart(page, f"{shifted}80.9%")).to_have_count(0)
    expect(chart(page, "Max, round 3, 32 × 32")).to_be_visible()
    page.wait_for_url(re.compile("right=5"))


def walk_shift_sweep(page):
    page.get_by_role("radio", name="Curve A").click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("You said curve A.")).to_be_visible()
    expect(page.get_by_text("Shifted 1 to the right")).to_be_visible()
    press_right(page, "Shift right", "2")
    expect(page.get_by_text("Shifted 2 to the right")).to_be_visible()
    page.wait_for_url(re.compile("right=2"))


def walk_receptive_field(page):
    page.get_by_role("radio", name="4", exact=True).click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("depends on a region 4 pixels wide")).to_be_visible()
    expect(
        chart(page, "Layer 2, row 4, column 4: depends on a region of 4 × 4 pixels").first
    ).to_be_visible()
    press_right(page, "Unit's column", "5")
    expect(page.get_by_text("columns 9 to 12").first).to_be_visible()  # later it is also read out
    page.wait_for_url(re.compile("column=4"))


def walk_beyond_linear(page):
    page.get_by_role("radio", name="A hinge").click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("You were right.")).to_be_visible()
    press_right(page, "The pixel x", "1")
    expect(chart(page, "At x = 1: Max 2")).to_be_visible()
    page.wait_for_url(re.compile("pixel=1"))


def walk_check_yourself(page):
    """The first answers of test 1 are 7, 3, 9 and 7."""
    cell(page, 1, 1, "Your answer").focus()
    for key in "7397":
        page.keyboard.press(key)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="Lock my answer").click()
    expect(page.get_by_text("Right.", exact=True)).to_be_visible()
    page.wait_for_url(re.compile("q1="))


def walk_backward(page):
    name = "Gradient at the inputs, max"
    shows(page, name, *"?" * 16)
    cells(page, name).first.click()  # a bet
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("Your bet was right.")).to_have_count(1)  # on a phone only a tick
    shows(page, name, *"4008", *"0000", *"0020", "0", "12", "0", "0")
    page.get_by_role("button", name="Step with max").click()
    expect(cell(page, 1, 1)).to_have_value("7.6")
    expect(page.get_by_text("The step changed 4 of 16 inputs.")).to_be_visible()
    page.wait_for_url(re.compile("grid=7.6"))


WALKS = {
    "/": walk_home,
    "/grid_lab": walk_grid_lab,
    "/image_lab": walk_image_lab,
    "/still_a_clown": walk_still_a_clown,
    "/shift_sweep": walk_shift_sweep,
    "/receptive_field": walk_receptive_field,
    "/beyond_linear": walk_beyond_linear,
    "/check_yourself": walk_check_yourself,
    "/backward": walk_backward,
}
