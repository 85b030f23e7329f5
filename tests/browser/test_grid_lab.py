"""The grid lab as a learner uses it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.screen import CHART, cell, chart, drag_to_end, lesson_is_shown, pictures_during, still

pytestmark = pytest.mark.slow


def test_the_lesson_is_there_on_opening(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    expect(page.get_by_text("max(8, 4, 1, 2) = 8").first).to_be_visible()
    expect(page.get_by_text("(8 + 4 + 1 + 2) / 4 = 3.75").first).to_be_visible()
    assert [cell(page, 4, c).input_value() for c in (1, 2, 3, 4)] == ["7", "9", "1", "4"]
    for i, numbers in enumerate((["8", "8", "9", "7"], ["3.75", "3.75", "5", "4.25"])):
        written = page.locator(CHART).nth(i).locator(".textpoint text")
        assert written.all_text_contents() == numbers


def test_editing_a_cell_pools_at_once(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 4, 2).fill("1")
    expect(chart(page, "Max: row 1: 8, 8; row 2: 7, 7.")).to_have_count(2)
    expect(cell(page, 4, 2)).to_be_focused()  # a rerun took nothing from under the hand
    page.wait_for_url(re.compile(r"grid=8_4_6_8\*1_2_0_1\*3_1_7_5\*7_1_1_4"))


def test_quick_typing_loses_nothing(open_page):
    """On a slow machine, newer data overtakes older on its way into the grid."""
    page = open_page("/grid_lab")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 5})
    for turn in range(2):
        digits = [str((turn * 5 + i * 3) % 10) for i in range(16)]
        cell(page, 1, 1).focus()
        for digit in digits:
            page.keyboard.press(digit, delay=20)
            page.keyboard.press("Tab", delay=30)
        shown = [cell(page, r, c).input_value() for r in range(1, 5) for c in range(1, 5)]
        assert shown == digits
        rows = ["_".join(digits[i : i + 4]) for i in range(0, 16, 4)]
        page.wait_for_url(re.compile(re.escape("*".join(rows))))


def test_the_picture_follows_the_thumb(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    length = page.evaluate("history.length")

    def arrived() -> None:  # while the thumb is still held
        expect(chart(page, "Max: row 1: 0, 8; row 2: 0, 7.")).to_be_visible()

    seen = pictures_during(page, "Shifted", lambda: drag_to_end(page, "Shift right", 60, arrived))
    assert seen >= 2, f"only {seen} new pictures during a drag over three values"
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("3")
    page.wait_for_url(re.compile(r"right=3"))
    assert page.evaluate("history.length") == length


def test_a_reload_a_link_and_another_page_keep_everything(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 1, 1).fill("2.5")
    drag_to_end(page, "Shift right", 10)
    page.get_by_role("radio", name="Wrap").click()
    page.get_by_role("radio", name="Min", exact=True).click()
    page.wait_for_url(re.compile("pool=min"))
    page.wait_for_url(re.compile("fill=wrap"))
    expect(chart(page, "Min: row 1: 1, 0; row 2: 1, 1.")).to_be_visible()
    link = page.url

    def as_left(page: Page) -> None:
        expect(chart(page, "Min: row 1: 1, 0; row 2: 1, 1.")).to_be_visible()
        expect(cell(page, 1, 1)).to_have_value("2.5")
        expect(page.get_by_role("slider", name="Shift right")).to_have_value("3")
        expect(page.get_by_role("radio", name="Wrap")).to_be_checked()

    page.reload()
    as_left(page)
    as_left(open_page(link))
    page.get_by_role("link", name="Why pool").click()
    expect(page.get_by_role("heading", level=1, name="Why pool")).to_be_visible()
    assert "grid=" not in page.url
    page.get_by_role("link", name="Grid lab", exact=True).first.click()
    as_left(page)
    page.wait_for_url(re.compile("pool=min"))


def test_back_leaves_the_page(open_page):
    page = open_page("/")
    page.get_by_role("link", name="Grid lab", exact=True).first.click()
    lesson_is_shown(page)
    drag_to_end(page, "Shift down", 20)
    page.wait_for_url(re.compile("down=3"))
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Why pool")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("slider", name="Shift down")).to_have_value("3")


def test_a_bad_link_falls_back_and_says_so(open_page):
    page = open_page("/grid_lab?right=99&fill=<b>x</b>&grid=nan_1*2_3&down=1")
    expect(page.get_by_text("The link's right could not be used")).to_be_visible()
    expect(page.get_by_text("The link's fill could not be used")).to_be_visible()
    expect(page.get_by_text("The link's grid could not be used")).to_be_visible()
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("0")
    expect(page.get_by_role("slider", name="Shift down")).to_have_value("1")
    expect(cell(page, 4, 2)).to_have_value("9")


def test_text_that_is_no_number_is_explained_and_the_last_value_stays(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    target = cell(page, 2, 1)
    target.fill("<img src=x>")
    expect(target).to_have_attribute("aria-invalid", "true")
    expect(target).to_have_accessible_description(re.compile("is not a number"))
    expect(page.get_by_text("is not a number. The last good value, 1, stays.")).to_be_visible()
    assert page.locator("img[src=x]").count() == 0
    target.fill("1000")
    expect(page.get_by_text("numbers go from −999 to 999")).to_be_visible()
    target.press("Tab")
    expect(target).to_have_value("1")
    expect(target).to_have_attribute("aria-invalid", "false")
    lesson_is_shown(page)


def test_a_bad_text_gives_back_the_value_before_it_and_escape_too(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    target = cell(page, 2, 1)
    target.focus()
    page.keyboard.type("5,5")  # its first letter is a number, and is pooled at once
    expect(page.get_by_text("write 5.5, with a point instead of the comma")).to_be_visible()
    page.keyboard.press("Tab")
    expect(target).to_have_value("1")
    lesson_is_shown(page)
    target.focus()
    page.keyboard.type("99")
    expect(chart(page, "Max: row 1: 99, 8; row 2: 9, 7.")).to_have_count(2)
    page.keyboard.press("Escape")
    expect(target).to_have_value("1")
    lesson_is_shown(page)


def test_the_keyboard_walks_the_grid(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 1, 1).focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1, 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, 2, 3)).to_be_focused()
    expect(page.get_by_text("max(6, 8, 0, 1) = 8").first).to_be_visible()  # its window
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(cell(page, 2, 4)).to_be_focused()
    expect(chart(page, "Max: row 1: 8, 9; row 2: 9, 7.")).to_have_count(2)


def test_pasting_a_block_fills_cells(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.evaluate("navigator.clipboard.writeText('1\\t2\\r\\n3\\tx\\r\\n')")
    cell(page, 3, 3).focus()
    page.keyboard.press("Control+v")
    expect(cell(page, 4, 3)).to_have_value("3")
    expect(cell(page, 4, 4)).to_have_value("4")
    expect(page.get_by_text("1 pasted cell could not be used: “x” is not a number")).to_be_visible()
    expect(chart(page, "Max: row 1: 8, 8; row 2: 9, 4.")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(cell(page, 4, 3)).to_have_value("1")
    lesson_is_shown(page)


BLOCKS = [
    ("1, 2, 3", ["1", "2", "3", "8"]),
    ("1,2,3,5", ["1", "2", "3", "5"]),
    ("1;2;3", ["1", "2", "3", "8"]),
    ("1 2 3 5", ["1", "2", "3", "5"]),
    ("1,5\t2", ["8", "2", "6", "8"]),  # a decimal comma is refused, with its hint
    ("1,5\n2,5", ["8", "4", "6", "8"]),
]


def test_blocks_of_every_separator(open_page):
    page = open_page("/grid_lab")
    hint = page.get_by_text("write 1.5, with a point instead of the comma")
    for text, first_row in BLOCKS:
        lesson_is_shown(page)
        page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        cell(page, 1, 1).focus()
        page.keyboard.press("Control+v")
        expect(hint).to_have_count(int("1,5" in text))
        for column, value in enumerate(first_row, 1):
            expect(cell(page, 1, column)).to_have_value(value)
        if text != BLOCKS[-1][0]:
            page.keyboard.press("Control+z")


def test_sliders_obey_the_keyboard(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    slider = page.get_by_role("slider", name="Shift right")
    slider.focus()
    slider.press("ArrowRight")
    expect(chart(page, "Max: row 1: 8, 6; row 2: 7, 9.")).to_be_visible()
    slider.press("End")
    expect(chart(page, "Max: row 1: 0, 8; row 2: 0, 7.")).to_be_visible()
    slider.press("Home")
    expect(slider).to_have_value("-3")
    expect(slider).to_be_focused()


def test_play_steps_through_the_windows_and_pauses(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Play: Window").click()
    expect(page.get_by_text("max(6, 8, 0, 1) = 8").first).to_be_visible()
    page.get_by_role("button", name="Pause: Window").click()
    expect(page.get_by_role("button", name="Play: Window")).to_be_visible()


def test_a_click_into_the_grid_stops_the_play(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Play: Window").click()
    expect(page.get_by_role("button", name="Pause: Window")).to_be_visible()
    cell(page, 4, 4).click()
    expect(page.get_by_role("button", name="Play: Window")).to_be_visible()
    expect(page.get_by_role("slider", name="Window")).to_have_value("4")


def test_play_is_not_offered_where_motion_is_unwelcome(open_page):
    page = open_page("/grid_lab")
    page.emulate_media(reduced_motion="reduce")
    lesson_is_shown(page)
    expect(page.get_by_role("button", name="Play: Window")).to_be_hidden()


def click_cell(page: Page, content: str, down: float, along: float) -> None:
    """Click into the map with this alt text, at shares of its height and width."""
    plot = chart(page, content).first.locator(".heatmaplayer image")
    plot.scroll_into_view_if_needed()
    box = still(plot)
    page.mouse.click(box["x"] + box["width"] * along, box["y"] + box["height"] * down)


def test_a_click_on_a_map_shows_the_window(open_page):
    page = open_page("/grid_lab?right=1")
    window = page.get_by_role("slider", name="Window")
    expect(chart(page, "Max: row 1: 8, 6; row 2: 7, 9.")).to_be_visible()
    click_cell(page, "Average: row 1: 3.75, 3.75;", 0.75, 0.75)
    expect(page.get_by_text("(7 + 5 + 1 + 4) / 4 = 4.25")).to_be_visible()
    expect(window).to_have_value("4")
    click_cell(page, "Shifted input: row 1: 0, 8, 4, 6;", 0.6, 0.1)
    expect(page.get_by_text("max(0, 3, 0, 7) = 7")).to_be_visible()
    expect(window).to_have_value("3")
    click_cell(page, "Max: row 1: 8, 6;", 0.25, 0.75)
    expect(page.get_by_text("max(4, 6, 2, 0) = 6")).to_be_visible()
    expect(window).to_have_value("2")


def test_an_impossible_setting_is_refused_and_the_picture_stays(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    kernel = page.get_by_role("spinbutton", name="Kernel size")
    kernel.fill("5")
    kernel.press("Enter")
    expect(
        page.get_by_text("A window that is 5 cells wide does not fit the 4 × 4 input")
    ).to_be_visible()
    lesson_is_shown(page)


def test_predict_lock_and_reveal(open_page):
    page = open_page("/grid_lab?pool=max")
    page.get_by_text("Predict first").click()
    answer = page.get_by_role("group", name="Your answer, max")
    expect(answer).to_be_visible()
    assert page.locator(CHART).count() == 0
    expect(page.get_by_role("button", name="Lock my answer")).to_be_disabled()
    answer.get_by_label("row 1, column 1").focus()
    for digit in "8897":
        page.keyboard.type(digit)
        page.keyboard.press("Enter")
    answer.get_by_label("row 1, column 2").fill("6")
    page.get_by_role("button", name="Lock my answer").click()
    expect(page.get_by_text("3 of 4 right.")).to_be_visible()
    expect(page.get_by_text("you said 6; max(6, 8, 0, 1) = 8")).to_be_visible()
    locked = page.get_by_role("group", name="Your answer, max")
    expect(locked.get_by_label("row 1, column 2, wrong")).to_have_attribute("readonly", "")
    expect(chart(page, "Max: row 1: 8, 8; row 2: 9, 7.").first).to_be_visible()
    page.wait_for_url(re.compile("locked=1"))
    page.reload()
    expect(page.get_by_text("3 of 4 right.")).to_be_visible()
    page.get_by_role("button", name="Answer again").click()
    expect(page.get_by_role("button", name="Lock my answer")).to_be_disabled()


def test_start_from_size_and_reset(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    choose(page, "Start from", "Checkerboard")
    expect(chart(page, "Max: row 1: 9, 9; row 2: 9, 9.")).to_have_count(2)
    choose(page, "Size 4", "5 × 5")
    expect(cell(page, 5, 5)).to_have_value("0")
    cell(page, 5, 5).fill("6")
    page.wait_for_url(re.compile(r"_6(&|$)"))
    choose(page, "Size 5", "4 × 4")
    expect(cell(page, 5, 5)).to_have_count(0)
    choose(page, "Size 4", "5 × 5")
    expect(cell(page, 5, 5)).to_have_value("6")  # what was cut off comes back
    page.get_by_role("button", name="Reset").click()
    lesson_is_shown(page)
    expect(cell(page, 5, 5)).to_have_count(0)


def choose(page: Page, menu: str, name: str) -> None:
    page.get_by_role("button", name=menu).click()
    page.get_by_text(name, exact=True).click()


def test_another_seed_is_another_random_grid(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_count(0)
    choose(page, "Start from", "Random")
    page.wait_for_url(re.compile("grid="))
    first = page.url
    page.get_by_role("spinbutton", name="Seed").press("ArrowUp")
    page.wait_for_url(re.compile("seed=2"))
    assert page.url.replace("&seed=2", "").replace("seed=2&", "") != first


def test_a_reset_reaches_what_a_closed_popover_holds(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="More settings").click()
    page.get_by_role("spinbutton", name="Padding").press("ArrowUp")
    expect(chart(page, "Max: row 1: 8, 6, 8;").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Reset").click()
    lesson_is_shown(page)
    page.get_by_role("radio", name="Max", exact=True).click()  # sends every widget's value
    expect(chart(page, "Average")).to_have_count(0)
    expect(chart(page, "Max: row 1: 8, 8; row 2: 9, 7.")).to_have_count(2)


def test_a_hosting_page_is_told_the_address(open_page, server, browser):
    page = open_page("/")
    page.evaluate(
        """(address) => {
          window.told = [];
          window.addEventListener("message", (e) => window.told.push(e.data));
          const frame = document.createElement("iframe");
          frame.src = address;
          frame.style = "position:fixed;inset:0;width:1200px;height:900px;z-index:9999999";
          document.body.append(frame);
        }""",
        f"{server}/grid_lab?embed=true",
    )
    inner = page.frame_locator("iframe")
    slider = inner.get_by_role("slider", name="Shift right")
    slider.focus()
    slider.press("ArrowRight")
    page.wait_for_function(
        "window.told.some((m) => m.type === 'SET_QUERY_PARAM' && m.queryParams.includes('right=1')"
        " && m.queryParams.includes('embed=true'))"
    )


def test_what_was_folded_away_shows_what_is_in_force(open_page):
    page = open_page("/grid_lab?k=3&p=1&ceil=1&count=0&pool=max")
    expect(chart(page, "Max: row 1: 8, 8, 8")).to_have_count(2)
    page.get_by_role("radio", name="Average", exact=True).click()  # a rerun before it is opened
    expect(chart(page, "Average: row 1:")).to_have_count(2)
    page.get_by_role("button", name="More settings").click()
    expect(page.get_by_role("spinbutton", name="Padding")).to_have_value("1")
    expect(page.get_by_role("switch", name="Ceil mode")).to_be_checked()
    expect(page.get_by_role("switch", name="Count padding in the mean")).not_to_be_checked()


def test_what_was_hidden_comes_back_as_it_was(open_page):
    page = open_page("/grid_lab?fill=wrap&right=1&pool=max")
    expect(page.get_by_role("radio", name="Wrap")).to_be_checked()
    page.get_by_text("Predict first").click()
    expect(page.get_by_role("button", name="Lock my answer")).to_be_visible()
    page.get_by_text("Predict first").click()
    expect(page.get_by_role("radio", name="Wrap")).to_be_checked()


def test_what_follows_is_read_out_once_when_nothing_moves_any_more(open_page):
    page = open_page("/grid_lab")
    expect(chart(page, "Shifted input")).to_be_visible()
    page.wait_for_timeout(1500)  # the pause after arriving, in which nothing is said
    page.evaluate("""() => {
      window.said = [];
      const look = (root) => {
        for (const node of root.querySelectorAll('*')) {
          if (node.getAttribute('role') === 'status') new MutationObserver(
            () => node.ariaLive !== 'off' && node.textContent && window.said.push(node.textContent)
          ).observe(node, { childList: true, characterData: true, subtree: true });
          if (node.shadowRoot) look(node.shadowRoot);
        }
      };
      look(document);
    }""")
    slider = page.get_by_role("slider", name="Shift right")
    for _ in range(3):
        slider.press("ArrowRight")
    page.wait_for_function("window.said.length > 0")
    page.wait_for_timeout(1500)  # so that a second sentence would be heard
    (said,) = page.evaluate("window.said")
    assert said.startswith("Shifted 3 to the right, 2 of 4 outputs of max pooling are unchanged")
