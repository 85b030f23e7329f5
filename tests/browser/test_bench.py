"""A bench as a learner uses it: mouse, keyboard and touch, on a page of its own."""

import os
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from lab.data.grids import LESSON
from lab.words.sums import written_out
from pooling import Layer
from tests.screen import boxes, cells, grid, line, paste, shows, touch
from tests.screen import cell as field
from tests.servers import running

pytestmark = pytest.mark.slow

SHADOW = """(work) => {
  const hosts = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  const bench = hosts.map((host) => host.shadowRoot?.querySelector('.bench')).find(Boolean);
  return new Function('bench', 'return ' + work)(bench);
}"""
PHONE = dict(width=390, height=844, has_touch=True, is_mobile=True)
AFTER = "Max after the shift"


@pytest.fixture(scope="module")
def bench_server() -> Iterator[str]:
    more = os.environ | {"PYTHONPATH": "."}
    with running(script="tests/browser/bench_page.py", env=more) as (_, address):
        yield address


@pytest.fixture
def open_bench(open_page: Any, bench_server: str) -> Any:
    """open_bench("right=1", **PHONE) -> a page whose bench is there."""

    def open_one(query: str = "", **looks: Any) -> Page:
        page = open_page(f"{bench_server}/?{query}", own=bench_server, **looks)
        expect(cells(page, "Input").first).to_be_visible()
        page.wait_for_function(f"({SHADOW})('bench.dataset.layout')")
        return page

    return open_one


def python(page: Page, text: str) -> None:
    expect(page.get_by_text(re.compile(f"Python:.*{text}"))).to_be_visible()


def slider(page: Page, name: str = "Shift right") -> Locator:
    return page.get_by_role("slider", name=name)


def runs(page: Page) -> int:
    return int(re.search(r"run (\d+)", page.get_by_text("Python:").inner_text())[1])


# ---------------------------------------------------------------- what is shown


def test_the_roles_names_and_numbers(open_bench):
    page = open_bench()
    shows(page, "Max", "8", "8", "9", "7")
    shows(page, "Average", "3.75", "3.75", "5", "4.25")
    shows(page, "Max, pooled again", "9")
    shows(page, "Average after the shift, pooled again", "4.19")
    expect(page.get_by_role("grid")).to_have_count(10)
    expect(grid(page, "Input").get_by_role("row")).to_have_count(4)
    expect(grid(page, "Input").get_by_role("textbox")).to_have_count(16)
    expect(cells(page, "Shifted input")).to_have_count(16)
    assert field(page, 4, 2).input_value() == "9"


def test_a_key_changes_the_maps_at_once_and_python_hears_when_it_rests(open_bench):
    page = open_bench()
    before = runs(page)
    slider(page).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight", delay=20)
    shows(page, AFTER, "0", "8", "0", "7")
    python(page, "3 right, 0 down")
    assert runs(page) == before + 1
    page.keyboard.press("Home")
    expect(slider(page)).to_have_value("-3")
    python(page, "-3 right")
    expect(slider(page)).to_be_focused()


def test_a_drag_of_the_thumb_shows_every_step_and_reports_once(open_bench):
    page = open_bench()
    before = runs(page)
    box = slider(page).bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, y, steps=30)
    shows(page, AFTER, "0", "8", "0", "7")  # while it is held
    page.wait_for_timeout(300)  # nothing tells that nothing was sent
    assert runs(page) == before
    page.mouse.up()
    python(page, "3 right")
    assert runs(page) == before + 1


def test_green_only_when_something_is_shifted(open_bench):
    page = open_bench()
    legend = page.get_by_text("unchanged", exact=True)
    expect(legend).to_be_hidden()
    slider(page).press("ArrowRight")
    expect(legend).to_be_visible()
    kinds = [cell.get_attribute("data-stays") or "" for cell in cells(page, AFTER).all()]
    assert kinds == ["same", "", "elsewhere", "elsewhere"]
    expect(grid(page, AFTER).get_by_label("8, unchanged")).to_have_count(1)
    slider(page).press("ArrowLeft")
    expect(legend).to_be_hidden()


def test_too_small_to_pool_again(open_bench):
    page = open_bench("k=3")
    expect(page.get_by_text("Too small to pool again").first).to_be_visible()


# ---------------------------------------------------------------- pointing


def test_pointing_at_an_output_lights_its_window_and_says_how(open_bench):
    page = open_bench("right=1")
    cells(page, AFTER).nth(1).hover()
    expect(line(page)).to_have_text("max(4, 6, 2, 0) = 6")
    expect(boxes(page, "Shifted input", "window")).to_have_count(1)
    expect(boxes(page, "Shifted input", "winner")).to_have_count(1)
    expect(boxes(page, "Max", "counterpart")).to_have_count(1)
    cells(page, "Average").nth(0).hover()
    expect(line(page)).to_have_text("(8 + 4 + 1 + 2) / 4 = 3.75")
    expect(boxes(page, "Input", "window")).to_have_count(1)
    expect(boxes(page, "Shifted input", "window")).to_have_count(0)
    cells(page, "Average, pooled again").nth(0).hover()
    expect(line(page)).to_have_text("(3.75 + 3.75 + 5 + 4.25) / 4 ≈ 4.19")
    expect(boxes(page, "Average", "window")).to_have_count(1)
    cells(page, "Input").nth(5).hover()
    expect(line(page)).to_have_text("")
    for name in ("Max", "Average"):
        expect(boxes(page, name, "output")).to_have_count(1)
    page.mouse.move(5, 5)
    expect(page.locator(".bench .box")).to_have_count(0)


@pytest.mark.parametrize(
    "settings",
    [
        dict(k=3, s=2, p=1, ceil=1),
        dict(k=2, s=2, p=1, ceil=0),
        dict(k=3, s=3, p=0, ceil=1),
        dict(k=5, s=1, p=0, ceil=0, n=5),
    ],
)
def test_the_line_says_what_python_would(open_bench, settings):
    page = open_bench("&".join(f"{name}={value}" for name, value in settings.items()))
    x = LESSON
    if "n" in settings:
        x = np.random.default_rng(1).integers(0, 10, (5, 5)) + 0.0
    for kind, name in (("max", "Max"), ("avg", "Average")):
        layer = Layer(
            kind, settings["k"], settings["s"], settings["p"], ceil_mode=bool(settings["ceil"])
        )
        for place in np.ndindex(layer(x).shape):
            cells(page, name).nth(int(np.ravel_multi_index(place, layer(x).shape))).hover()
            expect(line(page)).to_have_text(written_out(layer, x, *place))


# ---------------------------------------------------------------- keyboard


def test_tab_goes_from_grid_to_grid_and_arrows_inside(open_bench):
    page = open_bench()
    field(page, 1, 1).focus()
    page.keyboard.press("ArrowRight")
    expect(field(page, 1, 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page, 2, 3)).to_be_focused()
    page.keyboard.press("Tab")
    expect(cells(page, "Max").nth(0)).to_be_focused()
    expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(line(page)).to_have_text("max(7, 5, 1, 4) = 7")
    page.keyboard.press("Tab")
    expect(cells(page, "Max, pooled again").nth(0)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(cells(page, "Max").nth(3)).to_be_focused()  # where it was


# ---------------------------------------------------------------- typing


def test_an_edit_dims_the_outputs_until_python_answers(open_bench):
    page = open_bench()
    page.evaluate(f"""() => {{
      const bench = ({SHADOW})('bench');
      window.seen = [];
      new MutationObserver(() => window.seen.push(bench.className))
        .observe(bench, {{ attributes: true, attributeFilter: ['class'] }});
    }}""")
    field(page, 4, 2).fill("1")
    shows(page, "Max", "8", "8", "7", "7")
    shows(page, AFTER, "8", "8", "7", "7")
    python(page, "sum 59")
    expect(field(page, 4, 2)).to_be_focused()
    assert "waiting" in page.evaluate("window.seen")[0]
    expect(page.locator(".bench.waiting")).to_have_count(0)


def test_quick_typing_loses_nothing(open_bench):
    page = open_bench()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    field(page, 1, 1).focus()
    digits = [str((3 * i + 1) % 10) for i in range(16)]
    for digit in digits:
        page.keyboard.press(digit, delay=20)
        page.keyboard.press("Enter", delay=30)
    shown = [field(page, r, c).input_value() for r in range(1, 5) for c in range(1, 5)]
    assert shown == digits
    python(page, f"sum {sum(map(int, digits))}")
    expect(page.locator(".bench.waiting")).to_have_count(0)


def test_an_old_answer_is_never_shown_as_new(open_bench):
    page = open_bench("slow=700")
    field(page, 1, 1).fill("20")
    page.wait_for_timeout(100)  # the run has begun, and takes 700
    field(page, 1, 1).fill("30")  # while the first answer is on its way
    expect(page.locator(".bench.waiting")).to_have_count(1)
    expect(cells(page, "Max").first).not_to_have_text("30", timeout=50)
    cells(page, "Max").first.hover()
    expect(line(page)).to_have_text("")
    slider(page).press("ArrowRight")
    expect(slider(page)).to_have_value("1")
    expect(page.locator(".bench.waiting")).to_have_count(0)
    shows(page, "Max", "30", "8", "9", "7")
    shows(page, AFTER, "30", "6", "7", "9")
    python(page, "1 right, 0 down, sum 89")
    expect(field(page, 1, 1)).to_have_value("30")


def test_a_bench_that_was_away_comes_back_as_it_was(open_bench):
    page = open_bench()
    field(page, 1, 1).fill("5")
    slider(page).press("ArrowRight")
    python(page, "1 right, 0 down, sum 64")
    page.get_by_text("Hide", exact=True).click()
    expect(grid(page, "Input")).to_have_count(0)
    page.get_by_text("Hide", exact=True).click()
    expect(field(page, 1, 1)).to_have_value("5")
    shows(page, AFTER, "5", "6", "7", "9")
    field(page, 1, 1).fill("7")
    shows(page, AFTER, "7", "6", "7", "9")
    python(page, "1 right, 0 down, sum 66")


@pytest.mark.parametrize(
    ("typed", "number"), [("1,5", "1.5"), ("−4", "-4"), (" 2. ", "2"), (",5", "0.5")]
)
def test_numbers_as_people_write_them(open_bench, typed, number):
    page = open_bench()
    field(page, 1, 1).fill(typed)
    python(page, f"sum {59 + float(number):g}")
    field(page, 1, 1).press("Enter")
    expect(field(page, 1, 1)).to_have_value(number)


def test_text_that_is_no_number_is_explained_and_the_last_value_stays(open_bench):
    page = open_bench()
    target = field(page, 2, 1)
    target.fill("<img src=x>")
    expect(target).to_have_attribute("aria-invalid", "true")
    said = "Row 2, column 1: “<img src=x>” is not a number. The last good value, 1, stays."
    expect(line(page)).to_have_text(said)
    target.fill("")
    expect(line(page)).to_contain_text("the cell is empty.")
    target.fill("1000")
    expect(line(page)).to_contain_text("numbers go from −999 to 999.")
    target.press("Enter")
    expect(target).to_have_value("1")
    target.focus()
    page.keyboard.type("99")
    shows(page, "Max", "99", "8", "9", "7")
    page.keyboard.press("Escape")
    expect(target).to_have_value("1")
    shows(page, "Max", "8", "8", "9", "7")


def test_a_click_selects_the_whole_number(open_bench):
    page = open_bench()
    for _ in range(2):
        field(page, 1, 1).click()
        page.keyboard.type("12")
        expect(field(page, 1, 1)).to_have_value("12")
    python(page, "sum 71")


@pytest.mark.parametrize(
    ("text", "first_row"),
    [
        ("1, 2, 3", ["1", "2", "3", "8"]),
        ("1,2,3,5", ["1", "2", "3", "5"]),
        ("1;2;3", ["1", "2", "3", "8"]),
        ("1 2 3 5", ["1", "2", "3", "5"]),
        ("1,5\t2", ["1.5", "2", "6", "8"]),
        ("1,5\n2,5", ["1.5", "4", "6", "8"]),
        ("−1,5;2,5", ["-1.5", "2.5", "6", "8"]),
    ],
)
def test_blocks_of_every_separator(open_bench, text, first_row):
    page = open_bench()
    paste(page, text, 1, 1)
    for column, value in enumerate(first_row, 1):
        expect(field(page, 1, column)).to_have_value(value)


def test_a_pasted_block_is_told_of_and_taken_back(open_bench):
    page = open_bench()
    paste(page, "1\t2\r\n3\tx\r\n", 3, 3)
    expect(field(page, 4, 3)).to_have_value("3")
    expect(line(page)).to_contain_text("1 pasted cell could not be used: “x” is not a number.")
    shows(page, "Max", "8", "8", "9", "4")
    page.keyboard.press("Control+z")
    expect(field(page, 4, 3)).to_have_value("1")
    shows(page, "Max", "8", "8", "9", "7")


def test_a_pasted_square_of_another_size_can_become_the_grid(open_bench):
    page = open_bench()
    paste(page, "\n".join(["1 2 3 4 5"] * 5), 1, 1)
    expect(line(page)).to_contain_text("9 pasted cells did not fit and were left out.")
    cells(page, "Max").first.hover()
    expect(line(page)).to_contain_text("max(")
    page.get_by_role("button", name="Use a 5 × 5 grid").click()
    expect(field(page, 5, 5)).to_have_value("5")
    python(page, "sum 75")
    expect(page.get_by_role("button", name="Use a 5 × 5 grid")).to_be_hidden()


def test_answers_may_be_blank_and_are_judged(open_bench):
    page = open_bench("answer=1")
    answer = grid(page, "Your answer")
    expect(answer.get_by_role("textbox").first).to_have_value("")
    answer.get_by_role("textbox").first.focus()
    for digit in "8896":
        page.keyboard.type(digit)
        page.keyboard.press("Enter")
    expect(page.get_by_text("Answers: 0 blank")).to_be_visible()
    page.get_by_text("Lock", exact=True).click()
    expect(answer.get_by_label("row 2, column 1, right")).to_have_value("9")
    wrong = answer.get_by_label("row 2, column 2, wrong")
    expect(wrong).to_have_attribute("readonly", "")
    page.get_by_text("Lock", exact=True).click()
    answer.get_by_label("row 2, column 2", exact=True).fill("")
    expect(page.get_by_text("Answers: 1 blank")).to_be_visible()
    expect(page.locator(".bench.waiting")).to_have_count(0)


# ---------------------------------------------------------------- pulling


def test_pulling_the_grid_with_a_mouse_shifts_it_both_ways(open_bench):
    page = open_bench()
    box = cells(page, "Input").nth(5).bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 42, y + 42, steps=6)
    expect(slider(page)).to_have_value("1")
    expect(slider(page, "Shift down")).to_have_value("1")
    page.mouse.move(x + 84, y, steps=6)
    expect(slider(page)).to_have_value("2")
    before = runs(page)
    page.mouse.up()
    python(page, "2 right, 0 down")
    assert runs(page) == before + 1
    expect(grid(page, "Input").get_by_role("textbox").nth(5)).not_to_be_focused()


def test_a_finger_pulls_sideways_and_scrolls_up_and_down(open_bench):
    page = open_bench(**PHONE)
    box = cells(page, "Shifted input").nth(5).bounding_box()
    x, y = box["x"] + 20, box["y"] + 20
    touch(page, (x, y), (x + 44, y + 3))
    expect(slider(page)).to_have_value("1")
    python(page, "1 right, 0 down")
    scrolled = "document.querySelector('[data-testid=stMain]').scrollTop"
    assert page.evaluate(scrolled) == 0
    touch(page, (x, y), (x + 3, y - 150))
    page.wait_for_function(f"{scrolled} > 50")
    expect(slider(page)).to_have_value("1")
    expect(slider(page, "Shift down")).to_have_value("0")


# ---------------------------------------------------------------- a finger


def test_the_first_tap_lights_and_the_second_edits(open_bench):
    page = open_bench(**PHONE)
    target = field(page, 2, 2)
    target.tap()
    expect(boxes(page, "Max", "output")).to_have_count(1)
    expect(target).not_to_be_focused()
    target.tap()
    expect(target).to_be_focused()
    page.get_by_role("button", name="Change the sign").tap()
    expect(target).to_have_value("-2")
    expect(target).to_be_focused()
    python(page, "sum 63")


def test_with_the_keyboard_up_one_tap_edits_another_cell(open_bench):
    page = open_bench(**PHONE)
    for _ in range(2):
        field(page, 2, 2).tap()
    expect(field(page, 2, 2)).to_be_focused()
    field(page, 3, 1).tap()
    expect(field(page, 3, 1)).to_be_focused()


def test_one_tap_on_an_output_says_how(open_bench):
    page = open_bench(**PHONE)
    cells(page, "Average").nth(3).tap()
    expect(line(page)).to_have_text("(7 + 5 + 1 + 4) / 4 = 4.25")


# ---------------------------------------------------------------- asking


def test_covered_values_are_not_in_the_page_and_bets_are_judged(open_bench):
    page = open_bench("ask=1&right=1&need=1")
    shows(page, AFTER, *"????")
    show = page.get_by_role("button", name="Show me")
    expect(show).to_have_attribute("aria-disabled", "true")
    target = grid(page, AFTER)
    target.get_by_label("row 1, column 1", exact=True).click()
    expect(target.get_by_label("row 1, column 1, your bet")).to_have_attribute(
        "aria-selected", "true"
    )
    cells(page, AFTER).nth(1).focus()
    page.keyboard.press("Space")
    python(page, r"bets \[0, 1\], seen False")
    cells(page, AFTER).nth(0).click()
    cells(page, AFTER).nth(0).click()
    show.click()
    shows(page, AFTER, "8", "6", "7", "9")
    expect(target.get_by_label("row 1, column 1: 8, your bet, right")).to_have_count(1)
    expect(target.get_by_label("row 1, column 2: 6, your bet, wrong")).to_have_count(1)
    expect(show).to_be_hidden()
    python(page, r"bets \[0, 1\], seen True")
    slider(page).press("ArrowRight")
    python(page, r"2 right.*bets \[\], seen True")
    expect(page.locator(".bench [data-mark=right]")).to_have_count(0)


# ---------------------------------------------------------------- play


def test_play_sweeps_and_a_pointer_pauses(open_bench):
    page = open_bench()
    page.get_by_role("button", name="Play the windows").click()
    expect(page.locator(".bench .ghost").first).to_be_attached()
    expect(line(page)).to_have_text("max(6, 8, 0, 1) = 8")
    cells(page, "Shifted input").nth(0).click()
    expect(page.get_by_role("button", name="Play the windows")).to_be_visible()


def test_play_ends_by_itself_and_step_goes_on(open_bench):
    page = open_bench()
    page.get_by_role("button", name="Next window").click()
    expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
    page.get_by_role("button", name="Next window").click()
    expect(line(page)).to_have_text("max(6, 8, 0, 1) = 8")
    page.get_by_role("button", name="Play the windows").click()
    expect(line(page)).to_have_text("max(8, 8, 9, 7) = 9")
    expect(page.get_by_role("button", name="Play the windows")).to_be_visible()
    expect(page.locator(".bench .ghost")).to_have_count(0)


def test_nothing_moves_where_motion_is_unwelcome(open_bench):
    page = open_bench(reduced_motion="reduce")
    expect(page.get_by_role("button", name="Play the windows")).to_be_hidden()
    page.get_by_role("button", name="Next window").click()
    expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
    expect(page.locator(".bench .ghost")).to_have_count(0)


# ---------------------------------------------------------------- room


def test_both_rows_fit_a_laptop_and_a_phone(open_bench):
    size = "[bench.getBoundingClientRect().height, bench.querySelector('.cell').offsetWidth]"
    page = open_bench("right=1", width=1210)
    height, cell = page.evaluate(SHADOW, size)
    assert height <= 450
    assert cell >= 36
    page = open_bench("right=1", **PHONE)
    height, cell = page.evaluate(SHADOW, size)
    assert height <= 520  # the scores, and below them the legend with Play
    assert cell >= 40


@pytest.mark.parametrize("query", ["", "right=1&ask=1", "n=8&s=1", "n=8", "n=5&s=1", "k=3&p=1"])
@pytest.mark.parametrize("width", [320, 390, 720, 1000, 1366])
def test_nothing_is_wider_than_the_page(open_bench, query, width):
    page = open_bench(query, width=width, has_touch=width < 700, is_mobile=width < 700)
    assert page.evaluate(SHADOW, "bench.scrollWidth <= bench.clientWidth")
    assert page.evaluate(
        SHADOW, "parseFloat(getComputedStyle(bench.querySelector('.cell')).fontSize) >= 12"
    )


# ---------------------------------------------------------------- everyone


@pytest.mark.parametrize(("dark", "looks"), [(False, {}), (True, PHONE)])
def test_axe_finds_nothing(open_bench, dark, looks):
    page = open_bench("ask=1&right=1&answer=1", dark=dark, **looks)

    def clean() -> None:
        page.wait_for_timeout(300)  # for what fades in
        violations = Axe().run(page).response["violations"]
        own = [v for v in violations if v["id"] not in ("region", "landmark-one-main")]
        assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in own] == []

    grid(page, AFTER).get_by_label("row 1, column 1", exact=True).click()
    clean()
    page.get_by_role("button", name="Show me").click()
    shows(page, AFTER, "8", "6", "7", "9")
    clean()
    field(page, 1, 1).fill("x")
    expect(line(page)).to_contain_text("is not a number")
    clean()


def test_every_button_has_room_for_a_finger(open_bench):
    page = open_bench("ask=1&right=1", **PHONE)

    def sizes() -> list[float]:
        return page.evaluate(
            SHADOW,
            "[...bench.querySelectorAll('button, .range')].map((e) => e.getBoundingClientRect())"
            ".filter((box) => box.width).map((box) => Math.min(box.width, box.height))",
        )

    for _ in range(2):
        field(page, 2, 2).tap()
    expect(page.get_by_role("button", name="Change the sign")).to_be_visible()
    editing = sizes()  # the sign, both sliders, Show me, Play and the step
    cells(page, "Max").first.tap()
    expect(page.get_by_role("button", name="Play the windows")).to_be_visible()
    pointing = sizes()  # all but the sign
    assert (len(editing), len(pointing)) == (6, 5)
    assert min(editing + pointing) >= 44


def test_focus_is_always_seen(open_bench):
    page = open_bench("right=1")
    field(page, 1, 1).focus()
    style = "getComputedStyle(bench.getRootNode().activeElement).outlineStyle"
    for _ in range(14):
        assert page.evaluate(SHADOW, style) == "solid"
        page.keyboard.press("Tab")
