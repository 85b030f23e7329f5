"""The receptive-field lab as a learner uses it."""

import re

import pytest
from playwright.sync_api import expect

from tests.screen import MAIN, chart, drag_to_end, pictures_during, still

pytestmark = pytest.mark.slow

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
        width = still(table)["width"]
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
    expect(page.get_by_role("slider", name="Pixel's row")).to_have_value("112")  # in the middle
    page.wait_for_url(re.compile("stack=VGG-16"))


def squares(drawn, kind: str) -> list[tuple[float, float, float]]:
    """(x, y, side) of the squares of a path of the side view, row by row from the input's."""
    still(drawn)
    path = drawn.locator(kind).get_attribute("d")
    found = re.findall(r"M([-.\d]+) ([-.\d]+)h([.\d]+)", path)
    return [(float(x) + float(h) / 2, float(y) + float(h) / 2, float(h)) for x, y, h in found]


TAKEN, IDLE, PADDING = ".taken", ".idle", ".padding"


def test_units_stand_over_the_middle_of_what_they_see(open_page):
    page = open_page("/receptive_field")
    drawn = side(page, "Unit 3 of layer 2")
    expect(drawn.get_by_text("field: 4 px")).to_be_attached()
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
    drawn = side(page, "Unit 3 of layer 50")
    expect(drawn.get_by_text("field: 427 px")).to_be_attached()
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
    page = open_page("/receptive_field")
    expect(side(page, "Unit 3 of layer 2")).to_be_visible()
    drawn = side(page, "")
    x, y, _ = squares(drawn, IDLE)[12]  # after the input's twelve grey ones: layer 1, unit 0
    drawn.hover(position={"x": x, "y": y})
    expect(page.get_by_text("1 max 2×2: 2 px\nunit 0 sees pixels 0 to 1")).to_be_visible()
    drawn.click(position={"x": x, "y": y})
    expect(page.get_by_role("slider", name="Layer")).to_have_value("1")
    expect(side(page, "Unit 0 of layer 1 sees pixels 0 to 1")).to_be_visible()
    x, y, _ = squares(drawn, IDLE)[0]
    drawn.click(position={"x": x, "y": y})  # the input's pixels are none of the layers
    expect(page.get_by_text("input\npixel 2")).to_be_visible()
    expect(page.get_by_role("slider", name="Layer")).to_have_value("1")


def test_a_click_on_a_bar_chooses_the_unit_there(open_page):
    page = open_page("/receptive_field?stack=VGG-16&n=224&layer=18&column=0")
    expect(side(page, "Unit 0 of layer 18")).to_be_visible()
    drawn = side(page, "")
    last = squares(drawn, TAKEN)[-1]  # layer 18, unit 0, over pixel 15.5
    right = squares(drawn, IDLE)[-1]  # unit 6, six jumps of 32 pixels on
    pixel = (right[0] - last[0]) / 192
    down = squares(drawn, IDLE)[-7][1] - last[1]  # from a row to the one below
    drawn.click(position={"x": last[0] + pixel * (100 - 15.5), "y": last[1] + 8 * down})
    expect(side(page, "Unit 12 of layer 10 sees pixels 78 to 121")).to_be_visible()
    assert len(squares(drawn, TAKEN)) == 1  # the unit itself, on its bar


def test_padding_is_hollow_and_cannot_be_chosen(open_page):
    page = open_page("/receptive_field?stack=conv_3_1_1_1&n=8&layer=1&column=0")
    drawn = side(page, "Unit 0 of layer 1")
    ((x, y, _),) = squares(drawn, PADDING)
    drawn.click(position={"x": x, "y": y})
    expect(page.get_by_text("input, padding")).to_be_visible()
    expect(side(page, "Unit 0 of layer 1")).to_be_visible()


def test_every_unit_is_in_the_picture_and_beside_the_names(open_page):
    stack = "conv_15_1_14_1*conv_15_1_14_1"  # padding makes rows longer than the input
    page = open_page(f"/receptive_field?stack={stack}&n=32&layer=1&column=25")
    expect(side(page, "Unit 25 of layer 1")).to_be_visible()
    drawn = side(page, "")
    width = drawn.bounding_box()["width"]
    names = drawn.locator(".names text").all()
    right = max(name.bounding_box()["x"] + name.bounding_box()["width"] for name in names)
    right -= drawn.bounding_box()["x"]
    found = squares(drawn, IDLE) + squares(drawn, TAKEN)
    assert all(right < x - side / 2 and x + side / 2 < width for x, _, side in found)


def test_a_hover_gives_no_answer_away(open_page):
    page = open_page("/receptive_field?predict=1")
    drawn = side(page, "without what its units see")
    expect(drawn).to_be_visible()
    x, y, _ = squares(drawn, IDLE)[-1]
    drawn.hover(position={"x": x, "y": y})
    expect(page.get_by_text("2 conv 2×2\nunit 6", exact=True)).to_be_visible()


def test_a_note_stays_with_its_unit_when_the_page_scrolls(open_page):
    page = open_page("/receptive_field")
    drawn = side(page, "")
    expect(drawn).to_be_visible()
    box, (x, y, _) = drawn.bounding_box(), squares(drawn, IDLE)[-1]
    place = {"clientX": box["x"] + x, "clientY": box["y"] + y, "pointerType": "touch"}
    drawn.dispatch_event("pointerdown", place)  # a finger, which is lifted before the scroll
    note = page.get_by_text("unit 6 sees pixels 12 to 15")
    expect(note).to_be_visible()
    page.evaluate(f"{MAIN}.scrollBy(0, 40)")
    slider = page.get_by_role("slider", name="Unit's column")
    slider.focus()
    slider.press("ArrowRight")
    expect(side(page, "Unit 4 of layer 2")).to_be_visible()
    expect(note).to_be_visible()


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


MARKED = """(strip) => [...strip.querySelectorAll('.place')].map((place) => {
  const sides = ({ left, top, width, height }) => [left, top, width, height];
  const marks = [...place.querySelectorAll('.marks .line')].map((line) => {
    const { x, y, width, height } = line.getBBox();
    const to = line.getScreenCTM();
    return [to.e + to.a * x, to.f + to.d * y, to.a * width, to.d * height];
  });
  const canvas = place.querySelector('canvas');
  const boxes = [place, canvas].map((one) => sides(one.getBoundingClientRect()));
  const thick = ['casing', 'line'].map((name) =>
    parseFloat(getComputedStyle(place.querySelector('.marks .' + name)).strokeWidth));
  return { place: boxes[0], canvas: boxes[1], across: canvas.width, marks, thick };
})"""


@pytest.mark.parametrize("unit", [3, 0])
def test_frames_and_dots_lie_over_their_pixels(open_page, unit):
    """Also where the field reaches out: the picture makes room for it within its place."""
    stack = f"stack=conv_5_1_2_1&layer=1&row={unit}&column={unit}&poke_row=7&poke_column=2"
    page = open_page(f"/receptive_field?{stack}")
    seen, reached = marked(page, "The unit's field is rows")
    for shown in (seen, reached):
        assert shown["place"][2:] == [seen["place"][2]] * 2
        assert shown["thick"][0] > shown["thick"][1]  # the casing is seen round the frame
        found = cells_of(shown, shown["marks"][0])
        assert found == pytest.approx([unit - 2, unit - 2, 5, 5], abs=0.05)
    poked, moved = marked(page, "Pixel row 7, column 2")
    assert cells_of(poked, poked["marks"][0]) == pytest.approx([2.5, 7.5, 0, 0], abs=0.05)
    assert cells_of(moved, moved["marks"][0]) == pytest.approx([0, 5, 5, 5], abs=0.05)


def test_the_fields_with_and_without_pooling_are_drawn_to_one_scale(open_page):
    """Also where only one of them reaches out of the picture."""
    page = open_page("/receptive_field?stack=max_2_2_0_1*max_2_2_0_1*conv_9_1_4_1")
    pooled, bare = marked(page, "With pooling: sees 36 × 36. Without: sees 9 × 9.")
    assert pooled["canvas"][2:] == bare["canvas"][2:]
    assert pooled["canvas"][2] < pooled["place"][2] / 2
    assert pooled["marks"][0][2] == pytest.approx(4 * bare["marks"][0][2], rel=0.01)


def test_a_pointer_reads_a_pixel_until_the_picture_goes_from_under_it(open_page):
    page = open_page("/receptive_field?stack=conv_5_1_2_1&layer=1&row=3&column=3")
    page.set_viewport_size({"width": 1400, "height": 2600})  # the slider and the pictures at once
    page.wait_for_load_state("networkidle")  # what comes late moves the pictures
    reached = chart(page, "The unit's field is rows").locator("canvas[data-shows]").nth(1)
    expect(reached).to_be_visible()
    box = still(reached)
    side = box["width"] / 16
    page.mouse.move(box["x"] + 15.5 * side, box["y"] + 3.5 * side)
    note = page.locator(".note:visible")
    expect(note).to_have_text(re.compile(r"^Pixel, row 3, column 15\npicture: \d+$"))
    expect(page.locator(".picture-grid .frame:visible")).to_have_count(2)
    slider = page.get_by_role("slider", name="Unit's column")
    for _ in range(3):  # the field reaches out at the left: the picture is smaller
        slider.press("ArrowLeft")
    expect(chart(page, "columns -2 to 2")).to_be_visible()
    expect(note).to_have_text(re.compile(r"column 15"))  # it moved to the right as well
    slider.press("End")
    expect(chart(page, "columns 13 to 17")).to_be_visible()
    expect(note).to_have_count(0)
    expect(page.locator(".picture-grid .frame:visible")).to_have_count(0)


def marked(page, alt: str) -> list[dict]:
    strip = chart(page, alt)
    expect(strip.locator("canvas[data-shows]")).to_have_count(2)
    return strip.evaluate(MARKED)


def cells_of(shown: dict, mark: list[float]) -> list[float]:
    """A mark's left, top, width and height in cells of the picture."""
    left, top, width, _ = shown["canvas"]
    cell = width / shown["across"]
    return [(mark[0] - left) / cell, (mark[1] - top) / cell, mark[2] / cell, mark[3] / cell]
