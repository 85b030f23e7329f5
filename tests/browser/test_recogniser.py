"""A recogniser as a learner uses it: mouse, keyboard and touch, on a page of its own."""

import os
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from lab.data.pictures import gallery_picture
from pooling import translate
from tests.screen import touch
from tests.servers import running

pytestmark = pytest.mark.slow

SHADOW = """(work) => {
  const hosts = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  const lab = hosts.map((host) => host.shadowRoot?.querySelector('.recogniser')).find(Boolean);
  return new Function('lab', 'return ' + work)(lab);
}"""
PHONE = dict(width=390, height=664, has_touch=True, is_mobile=True)
BESIDE = "lab.querySelector('.rows').innerHTML"


@pytest.fixture(scope="module")
def own_server() -> Iterator[str]:
    more = os.environ | {"PYTHONPATH": "."}
    with running(script="tests/browser/recogniser_page.py", env=more) as (_, address):
        yield address


@pytest.fixture
def open_one(open_page: Any, own_server: str) -> Any:
    """open_one("ask=1", **PHONE) -> a page whose picture is there."""

    def open_it(query: str = "", **looks: Any) -> Page:
        page = open_page(f"{own_server}/?{query}", own=own_server, **looks)
        expect(canvas(page)).to_have_attribute("data-shows", re.compile(","))
        return page

    return open_it


def canvas(page: Page) -> Locator:
    return page.locator(".recogniser .canvas")


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}( says|:)"))


def says(page: Page, name: str, sentence: str) -> None:
    expect(row(page, name)).to_have_accessible_name(re.compile(f"^{name} says {sentence}$"))


def slider(page: Page, name: str = "Shift right") -> Locator:
    return page.get_by_role("slider", name=name)


def python(page: Page, text: str) -> None:
    expect(page.get_by_text(re.compile(f"Python:.*{text}"))).to_be_visible()


def runs(page: Page) -> int:
    return int(re.search(r"run (\d+)", page.get_by_text("Python:").inner_text())[1])


def pixels(page: Page) -> Any:
    """What the canvas shows, (height, width, 3)."""
    found = page.evaluate(
        SHADOW,
        "[...lab.querySelector('.canvas').getContext('2d').getImageData(0, 0, 32, 32).data]",
    )
    return np.array(found, np.uint8).reshape(32, 32, 4)[..., :3]


# ---------------------------------------------------------------- the hand


@pytest.mark.parametrize(("right", "down"), [(0, 0), (5, 0), (-10, 0), (3, -4)])
def test_the_picture_is_shifted_as_python_shifts_it(open_one, right, down):
    page = open_one(f"right={right}&down={down}")
    expect(canvas(page)).to_have_attribute("data-shows", f"{right},{down}")
    small = gallery_picture("Clown").reshape(32, 8, 32, 8, 3).mean((1, 3)).astype(np.uint8)
    moved = translate(np.moveaxis(small, -1, 0), down, right, fill="edge")
    np.testing.assert_array_equal(pixels(page), np.moveaxis(moved, 0, -1))


def test_a_key_changes_the_verdicts_without_the_server(open_one):
    page = open_one("slow=1500")
    before = runs(page)
    says(page, "Without pooling", "clown, 98%, right")
    slider(page).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight", delay=20)
    says(page, "Without pooling", "cat, 59%, wrong")
    says(page, "Max pooling", "clown, 86%, right")
    expect(canvas(page)).to_have_accessible_name("The face of a clown, shifted 4 to the right")
    page.keyboard.press("Home")  # while Python still computes
    says(page, "Max pooling", "person, 74%, wrong")
    assert runs(page) == before
    python(page, "-10 right, 0 down")
    expect(slider(page)).to_be_focused()
    expect(slider(page)).to_have_value("-10")


def test_a_shift_down_is_dim_until_python_has_answered(open_one):
    page = open_one("slow=800")
    slider(page, "Shift down").press("ArrowDown")
    expect(canvas(page)).to_have_attribute("data-shows", "0,-1")
    expect(page.locator(".recogniser.waiting")).to_have_count(1)
    python(page, "0 right, -1 down")
    expect(page.locator(".recogniser.waiting")).to_have_count(0)
    says(page, "Without pooling", "clown, 95%, right")


def test_a_drag_follows_the_pointer_and_reports_once(open_one):
    page = open_one()
    before = runs(page)
    box = canvas(page).bounding_box()
    pixel = box["width"] / 32
    x, y = box["x"] + 100, box["y"] + 100
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4 * pixel, y, steps=8)
    says(page, "Without pooling", "cat, 59%, wrong")
    page.mouse.move(x + 4 * pixel, y + 2 * pixel, steps=4)
    expect(slider(page, "Shift down")).to_have_value("2")
    page.wait_for_timeout(300)
    assert runs(page) == before
    assert page.evaluate(SHADOW, "lab.querySelector('.heard').textContent") == ""
    page.mouse.up()
    python(page, "4 right, 2 down")
    assert runs(page) == before + 1
    heard = "Without pooling says cat, .*. Max pooling says clown, .*"
    expect(page.locator(".recogniser .heard")).to_have_text(re.compile(heard))


def test_a_finger_pulls_sideways_and_scrolls_up_and_down(open_one):
    page = open_one(**PHONE)
    box = canvas(page).bounding_box()
    x, y = box["x"] + 60, box["y"] + 80
    touch(page, (x, y), (x + 40, y + 3))
    python(page, "6 right, 0 down")
    shifted = slider(page).input_value()
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    assert page.evaluate(scrolled) == 0
    touch(page, (x, y + 60), (x + 3, y - 100))
    page.wait_for_function(f"{scrolled} > 50")
    expect(slider(page)).to_have_value(shifted)
    expect(slider(page, "Shift down")).to_have_value("0")


def test_the_large_clown_goes_one_way(open_one):
    page = open_one("home=1&right=40")
    expect(page.get_by_role("slider")).to_have_count(1)
    says(page, "Without pooling", "cat, .*wrong")
    slider(page).press("Home")
    says(page, "Without pooling", "clown, 98%, right")
    slider(page).press("ArrowLeft")
    expect(slider(page)).to_have_value("0")
    slider(page).press("End")
    expect(canvas(page)).to_have_attribute("data-shows", "80,0")


# ---------------------------------------------------------------- rows and the question


def test_a_row_opens_all_four_kinds(open_one):
    page = open_one("right=4")
    kinds = page.get_by_role("list", name="Without pooling: all kinds").get_by_role("listitem")
    expect(kinds).to_have_count(0)
    row(page, "Without pooling").click()
    expect(row(page, "Without pooling")).to_have_attribute("aria-expanded", "true")
    expect(kinds).to_have_text(["clown36%", "cat59%", "robot3%", "person3%"])
    slider(page).press("ArrowLeft")
    expect(kinds.first).to_have_text("clown64%")
    python(page, "3 right")
    expect(kinds).to_have_count(4)
    row(page, "Without pooling").press("Enter")
    expect(kinds).to_have_count(0)


def test_what_is_covered_is_not_in_the_page(open_one):
    page = open_one("ask=1&right=4")
    assert not re.search(r"\d %|width|clown|cat|✓|✗", page.evaluate(SHADOW, BESIDE))
    expect(row(page, "Max pooling")).to_have_accessible_name("Max pooling: covered")
    row(page, "Max pooling").click(force=True)  # it says that it is disabled
    expect(row(page, "Max pooling")).to_have_attribute("aria-expanded", "false")
    slider(page).press("ArrowRight")
    python(page, "5 right.*seen False")
    expect(page.locator(".recogniser .heard")).to_have_text("")
    assert not re.search(r"\d %|width|clown|cat", page.evaluate(SHADOW, BESIDE))


def test_one_tap_bets_and_show_me_judges(open_one):
    page = open_one("ask=1&need=1&slow=500")
    show = page.get_by_role("button", name="Show me")
    show.click(force=True)  # it says that it is disabled
    expect(page.locator(".recogniser.covered")).to_have_count(1)
    page.get_by_role("radio", name="7").click()
    python(page, "bet 7, seen False")
    page.get_by_role("radio", name="5").click()
    show.click()
    says(page, "Without pooling", "clown, 98%, right")  # before Python knows
    sentence = "Without pooling, the clown is lost after 4 pixels. You said 5."
    expect(page.get_by_text(sentence)).to_be_visible()
    expect(page.get_by_role("radio", name="5, wrong, your bet")).to_be_disabled()
    expect(page.get_by_role("radio", name="4, right")).to_be_disabled()
    expect(row(page, "Without pooling")).to_be_focused()
    python(page, "bet 5, seen True")
    expect(show).to_be_hidden()


def test_looking_without_a_bet_and_being_right(open_one):
    page = open_one("ask=1")
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("is lost after 4 pixels.", exact=False)).to_have_text(
        "Without pooling, the clown is lost after 4 pixels."
    )
    page = open_one("ask=1")
    page.get_by_role("radio", name="4").click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("after 4 pixels. You were right.")).to_be_visible()


def test_the_keyboard_alone_suffices(open_one):
    page = open_one("ask=1&play=4")
    page.get_by_role("radio", name="1", exact=True).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="3")).to_be_checked()
    seen = "lab.getRootNode().activeElement.closest('label, button, input:not(.pick)')"
    outline = f"getComputedStyle({seen}).outlineStyle"
    assert page.evaluate(SHADOW, outline) == "solid"
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show me")).to_be_focused()
    page.keyboard.press("Enter")
    python(page, "bet 3, seen True")
    expect(row(page, "Without pooling")).to_be_focused()
    for _ in range(6):
        assert page.evaluate(SHADOW, outline) == "solid"
        page.keyboard.press("Shift+Tab" if _ < 2 else "Tab")
    expect(row(page, "Max and global max pooling")).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("list", name="Max and global max pooling: all kinds")).to_be_visible()


# ---------------------------------------------------------------- play


def test_play_begins_after_looking_and_stops_by_itself(open_one):
    page = open_one("ask=1&play=4&after=1&right=0")
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    says(page, "Without pooling", "cat, 59%, wrong")
    expect(page.get_by_role("button", name="Play the shift")).to_be_visible()
    python(page, "4 right, 0 down, bet none, seen True")
    expect(slider(page)).to_have_value("4")


@pytest.mark.parametrize("how", ["pointer", "key", "button"])
def test_play_is_stopped(open_one, how):
    page = open_one("play=10&right=-3")
    page.get_by_role("button", name="Play the shift").click()
    if how == "pointer":
        canvas(page).click()
    elif how == "key":
        slider(page).press("Shift")
    else:
        page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name="Play the shift")).to_be_visible()
    rests = int(slider(page).input_value())
    assert 0 <= rests < 10
    python(page, f"{rests} right")
    expect(slider(page)).to_have_value(str(rests))


def test_nothing_moves_where_motion_is_unwelcome(open_one):
    page = open_one("ask=1&play=4&after=1", reduced_motion="reduce")
    page.get_by_role("button", name="Show me").click()
    python(page, "seen True")
    page.wait_for_timeout(500)
    expect(slider(page)).to_have_value("0")
    expect(page.get_by_role("button", name="Play the shift")).to_be_hidden()


# ---------------------------------------------------------------- room, and everyone


def test_it_fits_a_laptop_and_a_phone(open_one):
    size = "[lab.clientHeight, lab.querySelector('.canvas').clientHeight]"
    height, picture = open_one("ask=1", width=1366, height=650).evaluate(SHADOW, size)
    assert height <= 400
    assert picture == 320
    page = open_one("ask=1", **PHONE)
    height, picture = page.evaluate(SHADOW, size)
    assert page.evaluate(SHADOW, "lab.clientWidth") == 358
    assert height <= 500
    assert 150 <= picture <= 200


@pytest.mark.parametrize("width", [320, 390, 720, 1366])
def test_nothing_is_wider_than_the_page_and_nothing_jumps(open_one, width):
    page = open_one("ask=1&play=4", width=width, has_touch=width < 700, is_mobile=width < 700)
    fits = "lab.scrollWidth <= lab.clientWidth"
    assert page.evaluate(SHADOW, fits)
    parts = "[...lab.querySelectorAll('.canvas, .row, .range')]"
    tops = f"{parts}.map((part) => part.getBoundingClientRect().top)"
    before = page.evaluate(SHADOW, tops)
    page.get_by_role("button", name="Show me").click()
    says(page, "Max pooling", "clown, 98%, right")
    after = page.evaluate(SHADOW, tops)
    assert after[0] == before[0]
    assert after == before or width < 700  # a phone has no room for choices that are made
    assert page.evaluate(SHADOW, fits)
    for _ in range(6):
        slider(page).press("ArrowRight")
        assert page.evaluate(SHADOW, tops) == after


@pytest.mark.parametrize("looks", [{}, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(open_one, dark, looks):
    page = open_one("ask=1&right=4&play=4", dark=dark, **looks)

    def clean() -> None:
        page.wait_for_timeout(300)  # for what fades in
        violations = Axe().run(page).response["violations"]
        own = [v for v in violations if v["id"] not in ("region", "landmark-one-main")]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in own] == []

    page.get_by_role("radio", name="7").click()
    clean()
    page.get_by_role("button", name="Show me").click()
    row(page, "Max pooling").click()
    clean()


def test_every_button_has_room_for_a_finger(open_one):
    page = open_one("ask=1&home=1", **PHONE)
    sizes = page.evaluate(
        SHADOW,
        "[...lab.querySelectorAll('button, .range, .choice')].map((e) => e.getBoundingClientRect())"
        ".filter((box) => box.width).map((box) => Math.min(box.width, box.height))",
    )
    assert len(sizes) == 15
    assert min(sizes) >= 44
