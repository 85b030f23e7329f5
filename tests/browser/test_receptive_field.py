"""The receptive-field lab as a learner uses it."""

import re

import pytest
from playwright.sync_api import expect

from tests.screen import MAIN, at_rest, chart, drag_to_end, pictures_during, still

pytestmark = pytest.mark.slow

SIDE = "The stack from the side"
LOOKED = "/receptive_field?looked=1"


def side(page, content: str):
    return chart(page, re.compile(f"{SIDE}.*{content}"))


def test_a_bet_with_one_tap_then_the_answer(open_page):
    page = open_page("/receptive_field")
    expect(page.get_by_text("what one output of the second layer depends on?")).to_be_visible()
    drawn = side(page, "What its units depend on is covered")
    expect(drawn).to_be_visible()
    page.get_by_role("radio", name="3", exact=True).click()
    page.get_by_role("button", name="Show me").click()
    expect(page.get_by_text("depends on a region 4 pixels wide")).to_contain_text("You said 3.")
    expect(side(page, "depends on a region of 4 × 4 pixels")).to_be_visible()
    page.wait_for_url(re.compile("bet=3"))
    page.reload()
    expect(page.get_by_text("You said 3.")).to_be_visible()


def test_the_field_follows_the_thumb_without_the_server(open_page):
    page = open_page(LOOKED)
    expect(side(page, "columns 7 to 10")).to_be_visible()
    page.context.set_offline(True)
    try:
        work = lambda: drag_to_end(page, "Unit's column", 60)  # noqa: E731
        assert pictures_during(page, SIDE, work) >= 2
        expect(side(page, "columns 13 to 16")).to_be_visible()
    finally:
        page.context.set_offline(False)


def test_where_the_thumb_rests_is_in_the_address(open_page):
    page = open_page(LOOKED)
    slider = page.get_by_role("slider", name="Unit's column")
    slider.press("End")
    page.wait_for_url(re.compile("column=6"))  # the address counts from 0
    page.reload()
    expect(side(page, "column 7: depends on a region of 4 × 4 pixels")).to_be_visible()
    expect(page.get_by_role("slider", name="Unit's column")).to_have_value("7")


def test_a_chip_changes_its_layer_and_stays_open(open_page):
    page = open_page(LOOKED)
    page.get_by_role("button", name="2 conv 2×2").click()
    kernel = page.get_by_role("spinbutton", name="Kernel size")
    for size, width in (("3", 6), ("4", 8)):
        kernel.fill(size)
        kernel.press("Enter")
        expect(page.get_by_text(f"depends on a region {width} pixels wide")).to_be_visible()
        expect(kernel).to_be_focused()
    page.wait_for_url(re.compile(r"stack=max_2_2_0_1\*conv_4_1_0_1"))
    page.get_by_role("button", name="Earlier").click()
    expect(side(page, "1 conv 4×4 has 13 units, 2 max 2×2 has 6 units")).to_be_visible()
    page.wait_for_url(re.compile(r"stack=conv_4_1_0_1\*max_2_2_0_1"))


def test_the_input_grows_with_the_stack(open_page):
    page = open_page(LOOKED)
    for _ in range(3):
        page.get_by_role("button", name="Pool", exact=True).click()
        at_rest(page)
    expect(page.get_by_text("so the input grew to 50 × 50")).to_be_visible()
    expect(page.get_by_role("slider", name="Layer")).to_have_value("5")


HAND = 150  # ms between two touches: the table, a canvas, drops a digit whose Enter is 20 ms behind


def test_a_cell_of_the_table_is_edited_by_keyboard(open_page):
    page = open_page(LOOKED)
    page.get_by_text("All layers in a table").click()
    at_rest(page)
    table = page.get_by_test_id("stDataFrame").first
    table.scroll_into_view_if_needed()
    for kernel, width in (("3", 6), ("4", 8)):  # every edit counts, not every second one
        across = still(table)["width"]
        table.click(position={"x": across * 0.35, "y": 35 * 2 + 17})  # conv's kernel
        page.wait_for_timeout(HAND)  # the pace itself
        page.keyboard.type(kernel)
        expect(page.locator("#portal textarea")).to_have_value(kernel)
        page.wait_for_timeout(HAND)  # the pace itself
        page.keyboard.press("Enter")
        expect(page.get_by_text(f"depends on a region {width} pixels wide")).to_be_attached()
    page.wait_for_url(re.compile(r"stack=max_2_2_0_1\*conv_4_1_0_1"))


def test_a_start_brings_the_whole_network(open_page):
    page = open_page(LOOKED)
    page.get_by_role("button", name="Start from").click()
    page.get_by_role("menuitem", name="VGG-16").click()
    expect(page.get_by_text("depends on a region 212 pixels wide")).to_be_visible()
    expect(page.get_by_role("slider", name="Layer")).to_have_value("18")
    expect(page.get_by_role("slider", name="Unit's row")).to_have_value("4")  # in the middle


STAGE = ".field-stage :is(.question, .side svg, .above, .range, .line)"


RESNET = "?stack=ResNet-50&n=224&layer=50"


@pytest.mark.parametrize(
    ("width", "height", "query"),
    [
        (1366, 768, ""),
        (1366, 768, "?looked=1"),
        (1366, 768, RESNET),
        (390, 844, ""),
        (390, 844, "?looked=1"),
        (390, 844, "?stack=Three_pools_then_conv_3&n=64&layer=4"),
    ],
)
def test_the_stage_is_complete_in_the_first_screen(open_page, width, height, query):
    page = open_page(f"/receptive_field{query}", width=width, height=height)
    at_rest(page)
    for part in page.locator(STAGE).all():
        box = still(part)
        assert box["y"] + box["height"] <= height
    expect(page.locator("[data-testid=stPlotlyChart]")).to_have_count(0)  # nothing to wait for


def squares(drawn, kind: str) -> list[tuple[float, float, float]]:
    """(x, y, side) of the squares of a path of the side view, row by row from the input's."""
    still(drawn)
    path = drawn.locator(kind).get_attribute("d")
    found = re.findall(r"M([-.\d]+) ([-.\d]+)h([.\d]+)", path)
    return [(float(x) + float(h) / 2, float(y) + float(h) / 2, float(h)) for x, y, h in found]


TAKEN, IDLE, PADDING = ".taken", ".idle", ".padding"


def test_units_stand_over_the_middle_of_what_they_see(open_page):
    page = open_page(LOOKED)
    drawn = side(page, "Layer 2, row 4, column 4")
    expect(drawn.get_by_text("4 px", exact=True)).to_be_attached()
    taken, idle = squares(drawn, TAKEN), squares(drawn, IDLE)
    assert (len(taken), len(idle)) == (4 + 2 + 1, 12 + 6 + 6)
    six, _, _, nine = (x for x, _, _ in taken[:4])
    pixel = (nine - six) / 3
    assert [x - six for x, _, _ in taken[4:]] == pytest.approx(
        [0.5 * pixel, 2.5 * pixel, 1.5 * pixel]
    )
    assert idle[12][0] - idle[0][0] == pytest.approx(pixel / 2)
    above = [y for _, y, _ in (taken[0], taken[4], taken[6])]
    assert above == sorted(above, reverse=True)
    bracket = drawn.locator(".field").last.get_attribute("d")
    left, right = map(float, re.fullmatch(r"M([.\d]+) [.\d]+H([.\d]+)", bracket).groups())
    assert (left, right) == pytest.approx((six - pixel / 2, nine + pixel / 2))


def test_a_field_beyond_the_picture_is_dotted_and_few_rows_are_named(open_page):
    page = open_page("/receptive_field?stack=ResNet-50&n=224&layer=50&column=3")
    drawn = side(page, "Layer 50, row 4, column 4")
    expect(drawn.get_by_text("427 px", exact=True)).to_be_attached()
    dotted, solid = (
        tuple(map(float, re.fullmatch(r"M([.\d]+) [.\d]+H([.\d]+)", d).groups()))
        for d in (path.get_attribute("d") for path in drawn.locator(".field").all())
    )
    pixel = (solid[1] - solid[0]) / 224
    first, last = -117, 309  # of the 427 pixels that the unit sees, 224 of which there are
    assert dotted[0] == pytest.approx(solid[0] + pixel * first)
    assert dotted[1] == pytest.approx(solid[0] + pixel * (last + 1))
    assert drawn.locator(".outside").get_attribute("d").count("z") == 2
    names = drawn.locator(".names text").all_text_contents()
    assert len(names) <= 22
    assert (names[0], names[-1]) == ("input", "50 conv 1×1: 427 px")


def test_a_click_on_a_square_chooses_it(open_page):
    page = open_page(LOOKED)
    expect(side(page, "Layer 2, row 4, column 4")).to_be_visible()
    drawn = side(page, "")
    x, y, _ = squares(drawn, IDLE)[12]  # after the input's twelve grey ones: layer 1, unit 0
    drawn.hover(position={"x": x, "y": y})
    expect(page.get_by_text("1 max 2×2: 2 px\nunit 1, its region: pixels 1 to 2")).to_be_visible()
    drawn.click(position={"x": x, "y": y})
    expect(page.get_by_role("slider", name="Layer")).to_have_value("1")
    expect(side(page, "column 1: depends on a region of 2 × 2 pixels")).to_be_visible()
    x, y, _ = squares(drawn, IDLE)[0]
    drawn.click(position={"x": x, "y": y})  # the input's pixels are none of the layers
    expect(page.get_by_text("input\npixel 3")).to_be_visible()
    expect(page.get_by_role("slider", name="Layer")).to_have_value("1")


def test_a_click_on_a_bar_chooses_the_unit_there(open_page):
    page = open_page("/receptive_field?stack=VGG-16&n=224&layer=18&column=0")
    expect(side(page, "Layer 18, row 4, column 1")).to_be_visible()
    drawn = side(page, "")
    last = squares(drawn, TAKEN)[-1]  # layer 18, unit 0, over pixel 15.5
    right = squares(drawn, IDLE)[-1]  # unit 6, six jumps of 32 pixels on
    pixel = (right[0] - last[0]) / 192
    down = squares(drawn, IDLE)[-7][1] - last[1]  # from a row to the one below
    drawn.click(position={"x": last[0] + pixel * (100 - 15.5), "y": last[1] + 8 * down})
    expect(side(page, "column 13: .*columns 79 to 122")).to_be_visible()
    assert len(squares(drawn, TAKEN)) == 1  # the unit itself, on its bar


def test_padding_is_hollow_and_cannot_be_chosen(open_page):
    page = open_page("/receptive_field?stack=conv_3_1_1_1&n=8&layer=1&column=0")
    drawn = side(page, "Layer 1, row 4, column 1")
    ((x, y, _),) = squares(drawn, PADDING)
    drawn.click(position={"x": x, "y": y})
    expect(page.get_by_text("input, padding")).to_be_visible()
    expect(side(page, "Layer 1, row 4, column 1")).to_be_visible()


def test_every_unit_is_in_the_picture_and_beside_the_names(open_page):
    stack = "conv_15_1_14_1*conv_15_1_14_1"  # padding makes rows longer than the input
    page = open_page(f"/receptive_field?stack={stack}&n=32&layer=1&column=25")
    expect(side(page, "Layer 1, row 4, column 26")).to_be_visible()
    drawn = side(page, "")
    width = drawn.bounding_box()["width"]
    names = drawn.locator(".names text").all()
    right = max(name.bounding_box()["x"] + name.bounding_box()["width"] for name in names)
    right -= drawn.bounding_box()["x"]
    found = squares(drawn, IDLE) + squares(drawn, TAKEN)
    assert all(right < x - side / 2 and x + side / 2 < width for x, _, side in found)


def test_a_hover_gives_no_answer_away(open_page):
    page = open_page("/receptive_field?predict=1")
    drawn = side(page, "is covered")
    expect(drawn).to_be_visible()
    x, y, _ = squares(drawn, IDLE)[-1]
    drawn.hover(position={"x": x, "y": y})
    expect(page.get_by_text("2 conv 2×2\nunit 7", exact=True)).to_be_visible()


def test_a_note_stays_with_its_unit_when_the_page_scrolls(open_page):
    page = open_page(LOOKED)
    drawn = side(page, "")
    expect(drawn).to_be_visible()
    box, (x, y, _) = drawn.bounding_box(), squares(drawn, IDLE)[-1]
    place = {"clientX": box["x"] + x, "clientY": box["y"] + y, "pointerType": "touch"}
    drawn.dispatch_event("pointerdown", place)  # a finger, which is lifted before the scroll
    note = page.get_by_text("unit 7, its region: pixels 13 to 16")
    expect(note).to_be_visible()
    page.evaluate(f"{MAIN}.scrollBy(0, 40)")
    expect(note).to_be_visible()


def test_pointing_at_a_unit_shows_its_region_at_once(open_page):
    page = open_page(LOOKED)
    drawn = side(page, "Layer 2, row 4, column 4")
    x, y, _ = squares(drawn, IDLE)[-1]
    drawn.hover(position={"x": x, "y": y})
    expect(page.get_by_text("columns 13 to 16")).to_be_visible()
    shown = page.locator(".region .frame").last
    assert shown.get_attribute("d") == "M12 6H16V10H12z"
    slider = page.get_by_role("slider", name="Unit's column")
    expect(slider).to_have_value("4")  # pointing chooses nothing
    slider.press("ArrowLeft")
    expect(page.get_by_text("columns 5 to 8")).to_be_visible()


@pytest.mark.parametrize("unit", [3, 0])
def test_the_region_lies_over_its_pixels(open_page, unit):
    """Also where it reaches out: the picture makes room for it within its place."""
    page = open_page(f"/receptive_field?stack=conv_5_1_2_1&layer=1&row={unit}&column={unit}")
    expect(chart(page, "The picture, 16 × 16 pixels. Layer 1").first).to_be_visible()
    found = page.locator(".room").evaluate(REGION)
    cell = found["canvas"][2] / 16
    first = (found["frame"][0] - found["canvas"][0]) / cell
    assert (first, found["frame"][2] / cell) == pytest.approx((unit - 2, 5), abs=0.05)
    assert found["frame"][0] >= found["room"][0] - 1
    assert found["frame"][2] < found["room"][2]


REGION = """(room) => {
  const sides = ({ x, y, width, height }) => [x, y, width, height];
  const line = room.querySelector('.frame:not(.bare)');
  const { x, y, width, height } = line.getBBox();
  const to = line.getScreenCTM();
  return {
    room: sides(room.getBoundingClientRect()),
    canvas: sides(room.querySelector('canvas').getBoundingClientRect()),
    frame: [to.e + to.a * x, to.f + to.d * y, to.a * width, to.d * height],
  };
}"""


def test_a_stack_that_does_not_fit_is_refused_in_place(open_page):
    page = open_page("/receptive_field?n=4&stack=max_2_2_0_1*conv_3_1_0_1")
    expect(page.get_by_text("Layer 2, conv 3×3: its window is 3 pixels wide")).to_be_visible()
    expect(side(page, "Layer 2, row 4, column 4")).to_be_visible()
