"""The grid lab as a learner uses it. What any bench does is in test_bench.py."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg

from tests.line import Line
from tests.screen import (
    CHART,
    MAIN,
    at_rest,
    boxes,
    cell,
    cells,
    close_settings,
    drag_to_end,
    grid,
    lesson_is_shown,
    line,
    more_settings,
    opened,
    paste,
    pictures_during,
    shows,
    still,
)

pytestmark = pytest.mark.slow

AFTER = "Max after the shift"
NOW = "/grid_lab?right=0"  # a link with a setting: uncovered, and nothing is shifted
QUESTION = "Which of the four max outputs will stay the same? Tap them, then look."
GRIDS = ["Input", "Max", "Max, pooled again", "Average", "Average, pooled again"]
SHIFTED = [
    "Shifted input",
    AFTER,
    f"{AFTER}, pooled again",
    "Average after the shift",
    "Average after the shift, pooled again",
]


def slider(page: Page, name: str = "Shift right"):
    return page.get_by_role("slider", name=name, exact=True)


def address_has(page: Page, pattern: str) -> None:
    page.wait_for_url(re.compile(pattern))


# ---------------------------------------------------------------- the first screen


def test_the_lesson_is_there_on_opening(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    assert [cell(page, 4, c).input_value() for c in (1, 2, 3, 4)] == ["7", "9", "1", "4"]
    shows(page, "Max, pooled again", "9")
    shows(page, "Average, pooled again", "4.19")
    expect(slider(page)).to_have_value("1")
    shows(page, "Shifted input", *"0846012003170791")
    for name in SHIFTED[1:]:
        shows(page, name, *"?" * cells(page, name).count())
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text("Takeaway")).to_have_count(0)  # it would give the answer away
    cells(page, "Max").first.hover()
    expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
    cells(page, "Average").first.hover()
    expect(line(page)).to_have_text("(8 + 4 + 1 + 2) / 4 = 3.75")


def test_a_link_with_settings_opens_uncovered_and_without_right_means_none(open_page):
    page = open_page("/grid_lab?down=1")
    expect(slider(page)).to_have_value("0")
    expect(slider(page, "Shift down")).to_have_value("1")
    lesson_is_shown(page, "8837")
    expect(page.get_by_role("button", name="Show me")).to_be_hidden()
    expect(page.get_by_text("Takeaway", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 664)])
@pytest.mark.parametrize("path", ["/grid_lab", "/grid_lab?right=1", "/grid_lab?down=-2&right=3"])
def test_the_stage_is_complete_in_the_first_view(open_page, path, width, height):
    """Nobody scrolls between a control and what it changes."""
    finger = dict(has_touch=True, is_mobile=True) if width < 700 else {}
    page = opened(open_page, path, width=width, height=height, **finger)
    at_rest(page)
    assert page.locator(CHART).count() == 0
    still(slider(page))
    parts = [grid(page, name) for name in GRIDS + SHIFTED]
    parts += [slider(page), slider(page, "Shift down")]
    parts += [page.get_by_role("button", name=n) for n in ("Start from", "More settings", "Reset")]
    if path == "/grid_lab":
        cells(page, "Max").first.hover()
        expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
        parts += [page.get_by_text(QUESTION), page.get_by_role("button", name="Show me")]
    else:
        parts.append(page.locator(".bench .legend"))
    parts += [line(page), page.get_by_role("button", name="Play the windows")]
    for part in parts:
        box = part.bounding_box()
        assert box, part
        assert box["x"] >= 0, part
        assert box["y"] >= 0, part
        assert box["x"] + box["width"] <= width, part
        assert box["y"] + box["height"] <= height, part
    assert page.evaluate(f"{MAIN}.scrollTop") == 0
    sizes = {tuple(cells(page, name).first.bounding_box().values())[2:] for name in GRIDS + SHIFTED}
    assert len(sizes) == 1  # one cell size on the whole stage
    tops = [grid(page, name).bounding_box()["y"] for name in ("Input", "Max", "Average")]
    assert len(set(tops)) == 1


def test_no_chart_is_on_the_page(open_page):
    page = opened(open_page, NOW)
    for folded in page.locator("[data-testid=stExpander] summary").all():
        folded.click()
    expect(page.get_by_role("tab", name="PyTorch")).to_be_visible()
    at_rest(page)
    expect(page.locator(CHART)).to_have_count(0)
    assert page.evaluate("performance.getEntries().filter((e) => /plotly/i.test(e.name))") == []


# ---------------------------------------------------------------- typing


def test_editing_a_cell_pools_at_once(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    cell(page, 4, 2).fill("1")
    shows(page, "Max", "8", "8", "7", "7")
    shows(page, AFTER, "8", "8", "7", "7")
    expect(cell(page, 4, 2)).to_be_focused()  # a rerun took nothing from under the hand
    address_has(page, r"grid=8_4_6_8\*1_2_0_1\*3_1_7_5\*7_1_1_4")


def test_quick_typing_loses_nothing(open_page):
    """On a slow machine, newer data overtakes older on its way into the grid."""
    page = open_page("/grid_lab")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 5})
    for turn in range(2):
        digits = [str((turn * 5 + i * 3) % 10) for i in range(16)]
        cell(page, 1, 1).focus()
        for digit in digits:
            page.keyboard.press(digit, delay=20)
            page.keyboard.press("Enter", delay=30)
        shown = [cell(page, r, c).input_value() for r in range(1, 5) for c in range(1, 5)]
        assert shown == digits
        rows = ["_".join(digits[i : i + 4]) for i in range(0, 16, 4)]
        address_has(page, re.escape("*".join(rows)))


def test_text_that_is_no_number_is_explained_and_the_last_value_stays(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    target = cell(page, 2, 1)
    target.fill("<img src=x>")
    expect(target).to_have_attribute("aria-invalid", "true")
    expect(line(page)).to_contain_text("is not a number. The last good value, 1, stays.")
    described = "(field) => field.ariaDescribedByElements.map((one) => one.textContent).join()"
    assert target.evaluate(described) == line(page).text_content()
    assert page.locator("img[src=x]").count() == 0
    target.fill("1000")
    expect(line(page)).to_contain_text("numbers go from −999 to 999")
    target.press("Tab")
    expect(target).to_have_value("1")
    expect(target).to_have_attribute("aria-invalid", "false")
    lesson_is_shown(page)


def test_a_bad_text_gives_back_the_value_before_it_and_escape_too(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    target = cell(page, 2, 1)
    target.focus()
    page.keyboard.type("55")  # its first letters are a number, and are pooled at once
    shows(page, "Max", "55", "8", "9", "7")
    page.keyboard.type("x")
    expect(line(page)).to_contain_text("“55x” is not a number. The last good value, 1, stays.")
    page.keyboard.press("Tab")
    expect(target).to_have_value("1")
    lesson_is_shown(page, "8897")
    target.focus()
    page.keyboard.type("99")
    shows(page, "Max", "99", "8", "9", "7")
    shows(page, AFTER, "99", "8", "9", "7")
    page.keyboard.press("Escape")
    expect(target).to_have_value("1")
    lesson_is_shown(page, "8897")


def test_the_keyboard_walks_the_grid(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    cell(page, 1, 1).focus()
    page.keyboard.press("ArrowRight")
    expect(cell(page, 1, 2)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(cell(page, 2, 2)).to_be_focused()
    page.keyboard.press("Enter")
    expect(cell(page, 2, 3)).to_be_focused()
    expect(boxes(page, "Max", "output")).to_have_count(1)  # the window that holds it
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    expect(cells(page, "Max").first).to_be_focused()
    expect(line(page)).to_have_text("max(8, 4, 1, 2) = 8")
    page.keyboard.press("ArrowRight")
    expect(line(page)).to_have_text("max(6, 8, 9, 1) = 9")
    shows(page, "Max", "8", "9", "9", "7")
    shows(page, AFTER, "8", "9", "9", "7")


def test_pasting_a_block_fills_cells(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    paste(page, "1\t2\r\n3\tx\r\n", 3, 3)
    expect(cell(page, 4, 3)).to_have_value("3")
    expect(cell(page, 4, 4)).to_have_value("4")
    said = "1 pasted cell could not be used: “x” is not a number"
    expect(line(page)).to_contain_text(said)
    shows(page, "Max", "8", "8", "9", "4")
    shows(page, AFTER, "8", "8", "9", "4")
    page.keyboard.press("Control+z")
    expect(cell(page, 4, 3)).to_have_value("1")
    lesson_is_shown(page, "8897")


BLOCKS = [
    ("1, 2, 3", ["1", "2", "3", "8"]),
    ("1,2,3,5", ["1", "2", "3", "5"]),
    ("1;2;3", ["1", "2", "3", "8"]),
    ("1 2 3 5", ["1", "2", "3", "5"]),
    ("1,5\t2", ["1.5", "2", "6", "8"]),
    ("1,5\n2,5", ["1.5", "4", "6", "8"]),
]


def test_blocks_of_every_separator(open_page):
    page = open_page("/grid_lab")
    for text, first_row in BLOCKS:
        lesson_is_shown(page)
        paste(page, text, 1, 1)
        for column, value in enumerate(first_row, 1):
            expect(cell(page, 1, column)).to_have_value(value)
        address_has(page, "grid=" + "_".join(first_row))
        page.keyboard.press("Control+z")
        expect(cell(page, 1, 1)).to_have_value("8")


def test_a_pasted_block_of_five_by_five_can_become_the_grid(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    paste(page, "\n".join(f"{r} 2 3 4 5" for r in (1, 2, 3, 4, 9)), 1, 1)
    expect(line(page)).to_contain_text("9 pasted cells did not fit and were left out.")
    expect(cell(page, 4, 1)).to_have_value("4")
    offer = page.get_by_role("button", name="Use a 5 × 5 grid")
    offer.click()
    expect(cell(page, 5, 5)).to_have_value("5")
    expect(cell(page, 5, 1)).to_have_value("9")
    expect(cells(page, "Input")).to_have_count(25)
    shows(page, "Max", "2", "4", "4", "4")
    expect(offer).to_be_hidden()
    address_has(page, r"grid=1_2_3_4_5\*.*9_2_3_4_5")
    page.get_by_role("button", name="Undo").click()
    expect(cells(page, "Input")).to_have_count(16)
    expect(cell(page, 4, 1)).to_have_value("4")


# ---------------------------------------------------------------- shifting


def test_a_key_changes_the_maps_without_the_server(open_page, server):
    """Nothing reaches the server and nothing comes from it, until the line is let go."""
    held = Line(int(server.rpartition(":")[2]))
    try:
        page = open_page(f"{held.address}{NOW}", own=held.address)
        lesson_is_shown(page, "8897")
        at_rest(page)
        held.hold_up()
        slider(page).press("ArrowRight")
        shows(page, AFTER, "8", "6", "7", "9")
        shows(page, "Average after the shift", "2.25", "3", "2.5", "4.5")
        shows(page, f"{AFTER}, pooled again", "9")
        shows(page, "Shifted input", *"0846012003170791")
        slider(page, "Shift down").press("ArrowRight")
        shows(page, AFTER, "8", "6", "3", "7")
        cells(page, AFTER).nth(1).hover()
        expect(line(page)).to_have_text("max(0, 0, 4, 6) = 6")
        assert "right=1" not in page.url
        held.let_go()
        address_has(page, "(?=.*right=1)(?=.*down=1)")
        shows(page, AFTER, "8", "6", "3", "7")
    finally:
        held.close()


def reports(page: Page) -> list[Any]:
    """What the page asks of the server from now on: it is opened again, to listen."""
    sent: list[Any] = []

    def take(payload: Any) -> None:
        message = BackMsg.FromString(payload)
        if message.WhichOneof("type") == "rerun_script":
            sent.append(message.rerun_script)

    page.on("websocket", lambda socket: socket.on("framesent", take))
    page.reload()
    lesson_is_shown(page, "8897")
    at_rest(page)
    sent.clear()
    return sent


def test_a_drag_shows_every_step_and_makes_one_run(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    sent = reports(page)
    length = page.evaluate("history.length")

    def arrived() -> None:  # while the thumb is still held
        shows(page, AFTER, "0", "8", "0", "7")
        assert sent == []

    seen = pictures_during(page, AFTER, lambda: drag_to_end(page, "Shift right", 60, arrived))
    assert seen == 3
    expect(slider(page)).to_have_value("3")
    address_has(page, "right=3")
    at_rest(page)
    assert len(sent) == 1
    assert sent[0].fragment_id
    assert page.evaluate("history.length") == length


def test_quick_keys_make_one_run(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    sent = reports(page)
    slider(page).focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    shows(page, AFTER, "0", "8", "0", "7")
    address_has(page, "right=3")
    at_rest(page)
    assert len(sent) == 1


def test_sliders_obey_the_keyboard(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    slider(page).focus()
    slider(page).press("ArrowRight")
    shows(page, AFTER, "8", "6", "7", "9")
    slider(page).press("End")
    shows(page, AFTER, "0", "8", "0", "7")
    slider(page).press("Home")
    expect(slider(page)).to_have_value("-3")
    expect(slider(page)).to_be_focused()


@pytest.mark.parametrize("name", ["Input", "Shifted input"])
def test_the_grid_itself_is_dragged(open_page, name):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    sent = reports(page)
    box = still(cells(page, name).nth(5))
    step = box["width"] + 2  # the gap between two cells
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + step, y, steps=6)
    shows(page, AFTER, "8", "6", "7", "9")  # while it is held
    page.mouse.move(x + step, y + step, steps=6)
    shows(page, AFTER, "8", "6", "3", "7")
    expect(slider(page, "Shift down")).to_have_value("1")
    assert sent == []
    page.mouse.up()
    address_has(page, "(?=.*right=1)(?=.*down=1)")
    at_rest(page)
    assert len(sent) == 1


def test_a_finger_on_the_stage_taps_bets_and_moves(open_page):
    page = open_page("/grid_lab", width=390, height=664, has_touch=True, is_mobile=True)
    lesson_is_shown(page)
    cells(page, "Average").nth(3).tap()
    expect(line(page)).to_have_text("(7 + 5 + 1 + 4) / 4 = 4.25")
    cells(page, AFTER).nth(0).tap()
    expect(cell(page, 1, 1, AFTER)).to_have_count(0)
    expect(grid(page, AFTER).get_by_label("row 1, column 1, your bet")).to_be_visible()
    page.get_by_role("button", name="Show me").tap()
    lesson_is_shown(page, "8679")
    right = grid(page, AFTER).get_by_label("row 1, column 1: 8, your bet, right")
    expect(right).to_be_visible()


def test_green_only_where_something_is_shifted_and_uncovered(open_page):
    page = open_page(NOW)
    legend = page.get_by_text("unchanged", exact=True)
    lesson_is_shown(page, "8897")
    expect(legend).to_be_hidden()
    expect(page.locator(".bench [data-stays]")).to_have_count(0)
    slider(page).press("ArrowRight")
    expect(legend).to_be_visible()
    kinds = [one.get_attribute("data-stays") or "" for one in cells(page, AFTER).all()]
    assert kinds == ["same", "", "elsewhere", "elsewhere"]
    expect(line(page)).to_have_text(
        "Max: same place 1 of 4, somewhere 3 of 4, largest 9 and 9\n"
        "Average: same place 0 of 4, somewhere 0 of 4, largest 5 and 4.5"
    )
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    expect(page.get_by_text("unchanged", exact=True)).to_be_hidden()
    expect(page.locator(".bench [data-stays]")).to_have_count(0)
    expect(line(page)).to_have_text("")


# ---------------------------------------------------------------- asking first


def test_bets_are_marked_after_a_look_and_cleared_by_a_slider(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 1, 1, AFTER).click()
    cell(page, 1, 2, AFTER).click()
    address_has(page, r"bets=0_1(&|$)")
    page.get_by_role("button", name="Show me").click()
    lesson_is_shown(page, "8679")
    expect(grid(page, AFTER).get_by_label("row 1, column 1: 8, your bet, right")).to_be_visible()
    expect(grid(page, AFTER).get_by_label("row 1, column 2: 6, your bet, wrong")).to_be_visible()
    expect(page.get_by_text("1 of your 2 bets was right.")).to_be_visible()
    expect(page.get_by_text("Takeaway", exact=True)).to_be_visible()
    shows(page, "Average after the shift", "2.25", "3", "2.5", "4.5")
    slider(page).press("ArrowRight")
    expect(page.locator(".bench [data-mark=right]")).to_have_count(0)
    expect(page.get_by_text("Drag the grid or a slider. Which outputs stay?")).to_be_visible()
    address_has(page, r"right=2")
    assert "bets" not in page.url
    shows(page, AFTER, *"0809")  # a look is for the whole visit


def test_a_look_needs_no_bet(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Show me").click()
    lesson_is_shown(page, "8679")
    address_has(page, "looked=1")
    page.reload()
    lesson_is_shown(page, "8679")


def test_covered_values_are_nowhere_on_the_page(open_page):
    page = opened(open_page, "/grid_lab")
    lesson_is_shown(page)
    expect(page.get_by_text("In code", exact=True)).to_have_count(0)
    expect(page.get_by_text("The numbers as tables")).to_have_count(0)
    cells(page, AFTER).nth(1).hover()
    expect(boxes(page, "Shifted input", "window")).to_have_count(1)
    expect(boxes(page, "Shifted input", "winner")).to_have_count(0)
    expect(line(page)).to_have_text("")


def test_the_address_keeps_bets_and_a_copied_link_leaves_them_out(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 2, 1, AFTER).click()
    address_has(page, "bets=2")
    page.reload()
    lesson_is_shown(page)
    expect(grid(page, AFTER).get_by_label("row 2, column 1, your bet")).to_be_visible()
    slider(page, "Shift down").press("ArrowRight")
    cell(page, 1, 1, AFTER).click()
    address_has(page, "(?=.*bets=0)(?=.*down=1)(?=.*looked=0)")
    page.get_by_role("button", name="Show me").click()
    # a task is solved, too; a link that does not name looked means the same
    address_has(page, "^(?!.*looked)(?=.*done=3)")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Copied: whoever opens the link")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "down=1" in link
    for name in ("bets", "looked", "done", "locked", "guess"):
        assert name not in link
    other = open_page(link)
    lesson_is_shown(other, "8637")
    expect(slider(other)).to_have_value("1")
    expect(other.get_by_text("your bet")).to_have_count(0)


def test_questions_need_a_bet_whatever_the_link_says(open_page):
    page = open_page("/grid_lab?right=2&show=questions")
    lesson_is_shown(page)
    show = page.get_by_role("button", name="Show me")
    expect(show).to_have_attribute("aria-disabled", "true")
    show.click(force=True)
    lesson_is_shown(page)
    cell(page, 1, 1, AFTER).click()
    expect(show).to_have_attribute("aria-disabled", "false")
    show.click()
    lesson_is_shown(page, "0809")
    expect(page.get_by_text("Your bet was wrong.")).to_be_visible()


@pytest.mark.parametrize("mode", ["answers", "plain"])
def test_answers_are_never_covered(open_page, mode):
    page = open_page(f"/grid_lab?show={mode}")
    lesson_is_shown(page, "8679")
    expect(page.get_by_role("button", name="Show me")).to_be_hidden()


# ---------------------------------------------------------------- pointing and playing


def test_play_steps_through_the_windows_and_pauses(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Play the windows").click()
    expect(line(page)).to_have_text("max(6, 8, 0, 1) = 8")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play the windows")).to_be_visible()


def test_a_click_into_the_grid_stops_the_play(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Play the windows").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    cell(page, 4, 4).click()
    expect(page.get_by_role("button", name="Play the windows")).to_be_visible()
    expect(boxes(page, "Max", "output")).to_have_count(1)


def test_play_is_not_offered_where_motion_is_unwelcome(open_page):
    page = open_page("/grid_lab", reduced_motion="reduce")
    lesson_is_shown(page)
    expect(page.get_by_role("button", name="Play the windows")).to_be_hidden()
    expect(page.get_by_role("button", name="Next window")).to_be_visible()


def test_a_click_on_a_map_shows_the_window(open_page):
    page = open_page("/grid_lab?right=1")
    lesson_is_shown(page, "8679")
    cells(page, "Average").nth(3).click()
    expect(line(page)).to_have_text("(7 + 5 + 1 + 4) / 4 = 4.25")
    expect(boxes(page, "Input", "window")).to_have_count(1)
    cells(page, "Shifted input").nth(8).click()  # its outputs, in place of its window
    for name in (AFTER, "Average after the shift"):
        expect(boxes(page, name, "output")).to_have_count(1)
    cells(page, AFTER).nth(2).click()
    expect(line(page)).to_have_text("max(0, 3, 0, 7) = 7")
    cells(page, AFTER).nth(1).click()
    expect(line(page)).to_have_text("max(4, 6, 2, 0) = 6")
    expect(boxes(page, "Max", "counterpart")).to_have_count(1)


def test_an_old_link_lights_its_window(open_page):
    page = open_page("/grid_lab?window=4")
    expect(line(page)).to_have_text("max(7, 5, 1, 4) = 7")
    expect(boxes(page, "Input", "window")).to_have_count(1)


# ---------------------------------------------------------------- settings


def test_an_impossible_setting_is_refused_and_the_picture_stays(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    more_settings(page)
    kernel = page.get_by_role("spinbutton", name="Kernel size")
    kernel.fill("5")
    kernel.press("Enter")
    why = page.get_by_text("A window that is 5 cells wide does not fit the 4 × 4 input")
    expect(why).to_have_count(2)  # beside the controls, and in the popover that covers it
    expect(why.last).to_be_visible()
    lesson_is_shown(page, "8897")
    close_settings(page)
    expect(why).to_be_visible()
    lesson_is_shown(page, "8897")


def test_too_small_to_pool_again_and_what_ceil_mode_drops_are_said(open_page):
    page = open_page("/grid_lab?k=3&s=1&pool=max")
    shows(page, "Max", "8", "8", "9", "9")
    expect(page.get_by_text("Too small to pool again")).to_have_count(2)
    page = open_page("/grid_lab?k=2&s=3&p=1&ceil=1&pool=max")
    expect(page.get_by_text("so it is dropped.")).to_be_visible()


def test_padding_is_chosen_from_a_row_of_buttons(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    more_settings(page)
    padding = page.get_by_role("radiogroup", name="Padding")
    for name in ("0", "1", "2", "3", "4", "Same"):
        expect(padding.get_by_role("radio", name=name, exact=True)).to_be_visible()
    padding.get_by_role("radio", name="1", exact=True).click()
    shows(page, "Max", *"868375794")
    address_has(page, r"[?&]p=1(&|$)")
    padding.get_by_role("radio", name="3", exact=True).click()
    expect(
        page.get_by_text("Padding can be at most 1 here: half of the kernel size").last
    ).to_be_visible()
    shows(page, "Max", *"868375794")


def test_start_from_size_and_reset(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    choose(page, "Start from", "Checkerboard")
    shows(page, "Max", *"9999")
    shows(page, AFTER, *"9999")
    more_settings(page)
    choose(page, "Size 4", "5 × 5")
    expect(cell(page, 5, 5)).to_have_value("0")
    close_settings(page)
    cell(page, 5, 5).fill("6")
    address_has(page, r"_6(&|$)")
    more_settings(page)
    choose(page, "Size 5", "4 × 4")
    expect(cell(page, 5, 5)).to_have_count(0)
    choose(page, "Size 4", "5 × 5")
    expect(cell(page, 5, 5)).to_have_value("6")  # what was cut off comes back
    close_settings(page)
    page.get_by_role("button", name="Reset").click()
    lesson_is_shown(page, "8679")  # the lesson is shifted by one, and was looked at
    expect(cell(page, 5, 5)).to_have_count(0)


def choose(page: Page, menu: str, name: str) -> None:
    page.get_by_role("button", name=menu).click()
    page.get_by_text(name, exact=True).click()


def test_start_from_and_reset_are_undone_once(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_have_count(0)
    cell(page, 4, 2).fill("1")
    shows(page, AFTER, *"8877")
    choose(page, "Start from", "Checkerboard")
    shows(page, "Max", *"9999")
    undo.click()
    expect(cell(page, 4, 2)).to_have_value("1")
    shows(page, AFTER, *"8877")
    expect(undo).to_have_count(0)
    slider(page).press("End")
    more_settings(page)
    page.get_by_role("radio", name="Min", exact=True).click()
    shows(page, "Min", "1", "0", "1", "1")
    close_settings(page)
    page.get_by_role("button", name="Reset").click()
    lesson_is_shown(page, "8679")
    undo.click()
    expect(cell(page, 4, 2)).to_have_value("1")
    expect(slider(page)).to_have_value("3")
    shows(page, "Min", "1", "0", "1", "1")
    expect(undo).to_have_count(0)


def test_another_seed_is_another_random_grid(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    more_settings(page)
    expect(page.get_by_role("spinbutton", name="Seed")).to_have_count(0)
    close_settings(page)
    choose(page, "Start from", "Random")
    address_has(page, "grid=")
    first = page.url
    more_settings(page)
    page.get_by_role("spinbutton", name="Seed").press("ArrowUp")
    address_has(page, "seed=2")
    assert page.url.replace("&seed=2", "").replace("seed=2&", "") != first


def test_a_reset_reaches_what_a_closed_popover_holds(open_page):
    page = open_page(NOW)
    lesson_is_shown(page, "8897")
    more_settings(page)
    page.get_by_role("radiogroup", name="Padding").get_by_text("1", exact=True).click()
    shows(page, "Max", *"868375794")
    close_settings(page)
    page.get_by_role("button", name="Reset").click()
    lesson_is_shown(page, "8679")
    more_settings(page)
    page.get_by_role("radio", name="Max", exact=True).click()  # sends every widget's value
    expect(grid(page, "Average")).to_have_count(0)
    shows(page, "Max", "8", "8", "9", "7")
    shows(page, AFTER, "8", "6", "7", "9")


def test_what_was_folded_away_shows_what_is_in_force(open_page):
    page = open_page("/grid_lab?k=3&p=1&ceil=1&count=0&pool=max")
    shows(page, "Max", *"888995994")
    cell(page, 1, 1).fill("9")  # a rerun before it is opened
    shows(page, "Max", *"988995994")
    more_settings(page)
    expect(
        page.get_by_role("radiogroup", name="Padding").get_by_role("radio", name="1")
    ).to_be_checked()
    expect(page.get_by_role("spinbutton", name="Kernel size")).to_have_value("3")
    expect(page.get_by_role("switch", name="Ceil mode")).to_be_checked()
    expect(page.get_by_role("switch", name="Count padding in the mean")).not_to_be_checked()
    page.get_by_role("radio", name="Average", exact=True).click()
    expect(grid(page, "Average")).to_be_visible()
    expect(grid(page, "Max")).to_have_count(0)


def test_what_was_hidden_comes_back_as_it_was(open_page):
    page = open_page("/grid_lab?fill=wrap&right=1&pool=max")
    shows(page, AFTER, "8", "6", "7", "9")
    more_settings(page)
    expect(page.get_by_role("radio", name="Wrap")).to_be_checked()
    page.get_by_text("Predict first").click()
    expect(page.get_by_role("button", name="Lock my answer")).to_be_visible()
    expect(grid(page, "Max")).to_have_count(0)
    page.get_by_text("Predict first").click()
    expect(page.get_by_role("radio", name="Wrap")).to_be_checked()
    shows(page, AFTER, "8", "6", "7", "9")
    expect(slider(page)).to_have_value("1")


# ---------------------------------------------------------------- predict


def test_predict_lock_and_reveal(open_page):
    page = open_page("/grid_lab?pool=max")
    more_settings(page)
    page.get_by_text("Predict first").click()
    answer = grid(page, "Your answer, max")
    expect(answer).to_be_visible()
    close_settings(page)
    for name in ("Max", AFTER, "Shifted input"):
        expect(grid(page, name)).to_have_count(0)
    assert page.locator(CHART).count() == 0
    lock = page.get_by_role("button", name="Lock my answer")
    expect(lock).to_be_disabled()
    cell(page, 1, 1, "Your answer, max").focus()
    for digit in "8897":
        page.keyboard.type(digit)
        page.keyboard.press("Enter")
    cell(page, 1, 2, "Your answer, max").fill("6")
    address_has(page, r"guess_max=8_6\*9_7")
    lock.click()
    expect(page.get_by_text("3 of 4 right.")).to_be_visible()
    expect(page.get_by_text("you said 6; max(6, 8, 0, 1) = 8")).to_be_visible()
    wrong = answer.get_by_label("row 1, column 2, wrong")
    expect(wrong).to_have_attribute("readonly", "")
    expect(answer.get_by_label("row 2, column 1, right")).to_have_value("9")
    shows(page, "Max", "8", "8", "9", "7")
    address_has(page, "locked=1")
    page.reload()
    expect(page.get_by_text("3 of 4 right.")).to_be_visible()
    page.get_by_role("button", name="Answer again").click()
    expect(lock).to_be_disabled()


# ---------------------------------------------------------------- below the stage


def test_tasks_tick_live_and_stay_in_the_address(open_page):
    page = opened(open_page, "/grid_lab")
    expect(page.get_by_text("of 6 solved.")).to_have_count(0)  # tasks wait until one has looked
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("0 of 6 solved.")).to_be_visible()
    ticks = page.get_by_text("check_circle")
    slider(page, "Shift down").press("ArrowRight")  # the nine leaves the picture
    expect(page.get_by_text("1 of 6 solved.")).to_be_visible()
    solved = "Solved: Make the largest max output disappear with a shift."
    expect(page.get_by_role("alertdialog", name=solved)).to_be_visible()
    address_has(page, "done=3")
    cell(page, 1, 2).fill("5")  # not the largest of its window
    expect(page.get_by_text("2 of 6 solved.")).to_be_visible()
    address_has(page, "done=0_3")
    slider(page, "Shift down").press("ArrowLeft")
    cell(page, 1, 2).fill("4")
    address_has(page, r"^(?!.*(grid|down)=)")
    expect(page.get_by_text("2 of 6 solved.")).to_be_visible()  # a tick stays
    page.reload()
    expect(page.get_by_text("2 of 6 solved.")).to_be_visible()
    expect(ticks).to_have_count(2)
    hint = page.get_by_role("button", name="Hint")
    expect(hint).to_have_count(6)
    hint.nth(4).click()
    expect(page.get_by_text("With stride 1 the windows overlap.")).to_be_visible()


def test_what_is_below_follows_the_stage(open_page):
    page = opened(open_page, NOW)
    expect(page.get_by_text("Nothing is shifted, so every output stays the same.")).to_be_visible()
    page.get_by_text("How many windows fit: the output size").click()
    expect(page.locator(".katex").first).to_be_visible()
    page.get_by_text("The numbers as tables").click()
    shown = page.get_by_text(AFTER, exact=True).locator("xpath=following::table[1]").locator("td")
    expect(shown).to_have_text(["1", "8", "8", "2", "9", "7"])
    slider(page).press("ArrowRight")
    expect(shown).to_have_text(["1", "8", "6", "2", "7", "9"])
    expect(page.get_by_text("1 of 4 max outputs and 0 of 4 average outputs")).to_be_visible()
    page.get_by_role("link", name="Next: Image lab").click()
    expect(page.get_by_role("heading", level=1, name="Image lab")).to_be_visible()
    at_rest(page)


def test_what_follows_is_read_out_once_when_nothing_moves_any_more(open_page):
    page = open_page(f"{NOW}&done=3")  # a solved task would be told instead
    lesson_is_shown(page, "8897")
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
    for _ in range(3):
        slider(page).press("ArrowRight")
    page.wait_for_function("window.said.length > 0")
    page.wait_for_timeout(1500)  # so that a second sentence would be heard
    (said,) = page.evaluate("window.said")
    assert said.startswith("You see the grid shifted 3 to the right. 2 of 4 max outputs")


# ---------------------------------------------------------------- the address


def test_a_reload_a_link_and_another_page_keep_everything(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    page.get_by_role("button", name="Show me").click()
    cell(page, 1, 1).fill("2.5")
    drag_to_end(page, "Shift right", 10)
    more_settings(page)
    page.get_by_role("radio", name="Wrap").click()
    page.get_by_role("radio", name="Min", exact=True).click()
    address_has(page, "(?=.*pool=min)(?=.*fill=wrap)(?=.*right=3)")
    shows(page, "Min", "1", "0", "1", "1")
    close_settings(page)
    link = page.url

    def as_left(page: Page) -> None:
        shows(page, "Min", "1", "0", "1", "1")
        shows(page, "Min after the shift", "0", "1", "1", "3")
        expect(cell(page, 1, 1)).to_have_value("2.5")
        expect(slider(page)).to_have_value("3")
        more_settings(page)
        expect(page.get_by_role("radio", name="Wrap")).to_be_checked()
        close_settings(page)

    page.reload()
    as_left(page)
    as_left(open_page(link))
    page.get_by_role("link", name="Why pool").click()
    expect(page.get_by_role("heading", level=1, name="Why pool")).to_be_visible()
    assert "grid=" not in page.url
    page.get_by_role("link", name="Grid lab", exact=True).first.click()
    as_left(page)
    address_has(page, "pool=min")


def test_back_leaves_the_page(open_page):
    page = open_page("/")
    page.get_by_role("link", name="Grid lab", exact=True).first.click()
    lesson_is_shown(page)
    drag_to_end(page, "Shift down", 20)
    address_has(page, "down=3")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Why pool")).to_be_visible()
    page.go_forward()
    expect(slider(page, "Shift down")).to_have_value("3")


def test_a_bad_link_falls_back_and_says_so(open_page):
    page = open_page("/grid_lab?right=99&fill=<b>x</b>&grid=nan_1*2_3&down=1")
    expect(page.get_by_text("The link's right could not be used")).to_be_visible()
    expect(page.get_by_text("The link's fill could not be used")).to_be_visible()
    expect(page.get_by_text("The link's grid could not be used")).to_be_visible()
    expect(slider(page)).to_have_value("0")
    expect(slider(page, "Shift down")).to_have_value("1")
    expect(cell(page, 4, 2)).to_have_value("9")


def test_a_hosting_page_is_told_the_address(open_page, server):
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
    right = inner.get_by_role("slider", name="Shift right")
    right.focus()
    right.press("ArrowRight")
    page.wait_for_function(
        "window.told.some((m) => m.type === 'SET_QUERY_PARAM' && m.queryParams.includes('right=2')"
        " && m.queryParams.includes('embed=true'))"
    )
