"""The image lab and the shift sweep as a learner uses them."""

import re
from base64 import b64decode

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect

from lab.data.pictures import gallery_picture, grey
from lab.data.uploads import read_image
from lab.draw import pixels
from pooling import Layer, pool_rounds, translate
from tests.browser.pointed import points_at_true_values
from tests.line import Line
from tests.picture_files import BAD, GOOD, saved
from tests.screen import at_rest, chart, drag_to_end, pictures_during, send, still

pytestmark = pytest.mark.slow

NAMES = {"png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}


def test_the_photo_follows_the_thumb(open_page):
    page = open_page("/image_lab?picture=Cat&channel=grey")
    expect(chart(page, "Max, round 3, 32 × 32")).to_be_visible()
    length = page.evaluate("history.length")
    seen = pictures_during(page, "The picture", lambda: drag_to_end(page, "Shift right", 80))
    assert seen >= 4, f"only {seen} new pictures during the drag"
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("32")
    page.wait_for_url(re.compile("right=32"))
    assert page.evaluate("history.length") == length


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ("/image_lab?picture=Cat&channel=grey&right=4", "Max, round 3"),
        ("/image_lab?picture=Clown&right=-32", "Max, round 3"),  # in colour, at the end
        ("/shift_sweep?picture=Cat&round=3&right=2", "Round 3"),
    ],
)
def test_a_key_shows_the_pooled_maps_without_the_server(open_page, server, link, name):
    """Those of the next places are there before a key asks for them; so is the way back."""
    held = Line(int(server.rpartition(":")[2]))
    try:
        page = open_page(f"{held.address}{link}", own=held.address)
        maps = chart(page, name)
        expect(maps).to_be_visible()
        at_rest(page)
        thumb = page.get_by_role("slider", name="Shift right")
        told, shown = maps.get_attribute("aria-label"), pictures_of(maps)
        held.hold_up()
        thumb.press("ArrowRight")
        expect(maps).not_to_have_attribute("aria-label", told)
        at_next = maps.get_attribute("aria-label"), pictures_of(maps)
        assert [a == b for a, b in zip(shown, at_next[1], strict=True)] == [True, False, False]
        thumb.press("ArrowLeft")
        expect(maps).to_have_attribute("aria-label", told)
        assert pictures_of(maps) == shown
        thumb.press("ArrowRight")
        held.let_go()
        at_rest(page)
        assert (maps.get_attribute("aria-label"), pictures_of(maps)) == at_next
        rounds = page.get_by_role("slider", name=re.compile("^Rounds?$"))
        rounds.press("ArrowRight")
        expect(chart(page, name.replace("3", "4"))).to_be_visible()
        at_rest(page)
        held.hold_up()
        rounds.press("ArrowRight")
        expect(chart(page, name.replace("3", "5"))).to_be_visible()
        held.let_go()
    finally:
        held.close()


def pictures_of(maps):
    canvases = maps.locator("canvas")
    return canvases.evaluate_all("(all) => all.map((canvas) => canvas.dataset.shows)")


def test_the_shifted_picture_is_dragged(open_page):
    page = open_page("/image_lab?picture=Cat&channel=grey&right=0")
    canvas = chart(page, "The picture").locator("canvas").nth(1)
    expect(canvas).to_have_attribute("data-shows", re.compile("0,0,zero"))
    box = still(canvas)
    x, y, pixel = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, box["width"] / 256
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12 * pixel, y - 6 * pixel, steps=8)
    expect(canvas).to_have_attribute("data-shows", re.compile("-6,12,zero"))
    page.mouse.up()
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("12")
    expect(page.get_by_role("slider", name="Shift down")).to_have_value("-6")
    page.wait_for_url(re.compile("right=12"))
    page.wait_for_url(re.compile("down=-6"))
    page.get_by_role("slider", name="Shift right").press("ArrowRight")  # the thumb goes on there
    expect(canvas).to_have_attribute("data-shows", re.compile("-6,13,zero"))


def test_a_tap_on_a_small_picture_shows_its_round(open_page):
    page = open_page("/image_lab?picture=Cat&channel=grey&sees=vertical")
    page.get_by_role("button", name="Round 5").click()
    expect(chart(page, "Max, round 5, 8 × 8")).to_be_visible()
    expect(page.get_by_role("slider", name="Rounds")).to_have_value("5")
    page.get_by_role("button", name="Round 0").click()
    expect(chart(page, "Round 0, the feature map, 256 × 256")).to_be_visible()
    page.wait_for_url(re.compile("rounds=0"))


def test_a_click_in_the_picture_zooms_there(open_page):
    page = open_page("/image_lab?picture=Gradient&channel=grey")
    canvas = chart(page, "The picture").locator("canvas").first
    box = still(canvas)
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 4)
    page.wait_for_url(re.compile("patch_row=6[01]&patch_column=12[345]"))
    expect(page.get_by_role("grid", name="Pixels")).to_be_visible()
    expect(page.get_by_role("grid", name="Max")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_stage_fits_the_first_screen(open_page, width, height):
    """Without scrolling: the controls, the pictures, the verdict and the rounds to tap."""
    page = open_page("/image_lab?rounds=3&fill=edge", width=width, height=height)
    for found in (
        page.get_by_role("slider", name="Rounds"),
        page.get_by_text("82.9% of max outputs"),
        chart(page, "Max, round 3"),
        page.get_by_role("button", name="Round 6"),
    ):
        box = still(found.first)
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
    difference = chart(page, "Max, round 3").locator("canvas").nth(2)
    assert difference.is_visible() == (width > 640)
    if width < 640:
        expect(chart(page, "Average, round 3")).to_be_hidden()
        page.get_by_role("button", name="Average").click()
        page.get_by_role("button", name="Difference").click()
        expect(chart(page, "Average, round 3").locator("canvas").nth(2)).to_be_visible()


@pytest.mark.parametrize("width", [1100, 900])
def test_the_sliders_have_room_beside_the_maps(open_page, width):
    page = open_page("/image_lab?rounds=3", width=width)
    expect(chart(page, "Max, round 3")).to_be_visible()
    for slider in page.locator(".live-slider").all():
        assert slider.evaluate("slider => slider.scrollWidth <= slider.clientWidth")


PIXELS = """(strip) => [...strip.querySelectorAll('canvas')].map((canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let text = '';
  for (let i = 0; i < data.length; i += 8192)
    text += String.fromCharCode(...data.subarray(i, i + 8192));
  return { shape: [height, width, 4], values: btoa(text) };
})"""


def seen(page, alt: str) -> list[np.ndarray]:
    """The pixels (height, width, 3) of the pictures in a row, as the browser has painted them."""
    strip = chart(page, alt)
    expect(strip.locator("canvas[data-shows]").first).to_be_visible()
    return [
        np.frombuffer(b64decode(p["values"]), np.uint8).reshape(p["shape"])[..., :3]
        for p in strip.evaluate(PIXELS)
    ]


def rgb(painted) -> np.ndarray:
    """Pixels, or colours of a palette, as three channels."""
    if isinstance(painted, pixels.Painted):
        return np.frombuffer(painted.palette, np.uint8).reshape(-1, 3)[painted.places]
    return painted if painted.ndim == 3 else painted[..., None].repeat(3, -1)


@pytest.mark.parametrize("fill", ["zero", "edge", "wrap"])
@pytest.mark.parametrize("channel", ["colour", "grey"])
def test_what_the_browser_paints_is_what_the_package_computes(open_page, fill, channel):
    """To the last bit, also of what is drawn in the browser: the shift, and what it changed."""
    page = open_page(
        f"/image_lab?picture=Cat&channel={channel}&fill={fill}&right=-9&down=5&rounds=2&pool=avg"
    )
    x = gallery_picture("Cat")
    x = grey(x) if channel == "grey" else np.moveaxis(x, 2, 0)
    moved = translate(x, 5, -9, fill=fill)
    picture, shifted = seen(page, "The picture, 256 × 256 pixels.")
    np.testing.assert_array_equal(picture, rgb(pixels.shown(x)))
    np.testing.assert_array_equal(shifted, rgb(pixels.shown(moved)))
    before, after = (pool_rounds(a, 2, Layer("avg", 2))[2] for a in (x, moved))
    difference = pixels.difference(before, after)
    maps = (
        pixels.shown(before),
        pixels.shown(after),
        pixels.diverging(difference, np.abs(difference).max()),
    )
    for found, wanted in zip(seen(page, "Average, round 2"), maps, strict=True):
        np.testing.assert_array_equal(found, rgb(wanted))


SHOWN = """(row) => [row].map((strip) =>
  [...strip.querySelectorAll('canvas')].map((canvas) => ({
    across: canvas.width,
    wide: canvas.getBoundingClientRect().width,
    crisp: canvas.classList.contains('pixelated'),
  })))"""


@pytest.mark.parametrize("width", [1400, 768])
def test_even_stripes_are_shown_even(open_page, width):
    """A cell is a whole number of the screen's pixels, or the picture is smoothed."""
    page = open_page("/image_lab?picture=Fine stripes&rounds=3&pool=max", width=width)
    shown = chart(page, "Max, round 3")
    expect(shown.locator("canvas[data-shows]")).to_have_count(3)
    (pictures,) = shown.evaluate(SHOWN)
    assert len({picture["wide"] for picture in pictures}) == 1
    for picture in pictures:
        assert picture["crisp"]
        assert picture["wide"] % picture["across"] == pytest.approx(0, abs=0.01)


def test_a_photo_on_end_takes_its_room(open_page):
    page = open_page("/image_lab?picture=Yours&rounds=1&pool=max")
    send(page, "on end", saved(Image.new("L", (100, 200)), "PNG"))
    expect(chart(page, "The picture, 100 × 200 pixels.")).to_be_visible()
    shown = chart(page, "Max, round 1, 50 × 100")
    expect(shown).to_be_visible()
    for picture in shown.evaluate(SHOWN)[0]:
        assert 70 <= picture["wide"] <= 140  # half as wide as high, of at most 280 pixels


def test_two_picture_grids_on_a_page_keep_their_own_pictures(open_page, serve):
    _, address = serve(script="tests/browser/two_picture_grids.py")
    page = open_page(address, own=address)
    for right in (0, 1, 2):
        for name, shade in (("dark", 60), ("bright", 200)):
            (picture,) = seen(page, f"The {name} one moved by {right}.")
            red = [shade] * 4
            red[right] = 255
            assert picture[0, :, 0].tolist() == red
        page.get_by_role("button", name="Increment").click()


NOISE = """
const { getImageData } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.getImageData = function (...box) {
  const found = getImageData.apply(this, box);
  crypto.getRandomValues(found.data);
  return found;
};
"""


@pytest.mark.parametrize(
    ("channel", "fill"), [("grey", "zero"), ("grey", "edge"), ("grey", "wrap"), ("colour", "zero")]
)
def test_a_pointer_reads_true_values_where_the_browser_falsifies_pixels(open_page, channel, fill):
    """As Firefox may, against fingerprinting. In the corner, the fill gives the value after."""
    page = open_page("/grid_lab")
    page.add_init_script(NOISE)
    page.goto(
        page.url.partition("/grid_lab")[0]
        + f"/image_lab?picture=Cat&channel={channel}&fill={fill}&right=-9&down=5&rounds=2"
    )
    points_at_true_values(page, channel, fill)


def test_a_pointer_reads_the_values_of_one_cell_before_and_after(open_page):
    page = open_page("/image_lab?picture=Gradient&channel=grey&right=1&rounds=2&pool=max")
    page.set_viewport_size({"width": 1400, "height": 1600})  # the slider and the maps at once
    after = chart(page, "Max, round 2").locator("canvas").nth(1)
    expect(after).to_be_visible()
    box = still(after)
    page.mouse.move(box["x"] + box["width"] * 10.5 / 64, box["y"] + box["height"] * 3.5 / 64)
    note = page.locator(".note:not([hidden])")
    expect(note).to_have_text(re.compile(r"Max, round 2, row 3, column 10\nbefore: 43\nafter: 42$"))
    expect(page.locator(".picture-grid .frame:visible")).to_have_count(
        3
    )  # before, after, difference
    page.get_by_role("slider", name="Shift right").focus()
    page.keyboard.press("ArrowRight")  # it follows what is shown
    expect(note).to_have_text(re.compile("after: 41$"))
    page.mouse.move(5, 5)
    expect(note).to_have_count(0)


def test_rounds_play(open_page):
    page = open_page("/image_lab?picture=Checkerboard&fill=wrap&right=1&rounds=0&pool=max")
    expect(page.get_by_text("Round 0 is the picture itself").first).to_be_visible()
    page.get_by_role("button", name="Play: Rounds").click()
    expect(page.get_by_text("Round 1: 100% of max outputs are unchanged").first).to_be_visible()
    page.get_by_role("button", name="Pause: Rounds").click()


def test_a_link_restores_the_picture_and_its_settings(open_page):
    page = open_page("/image_lab?picture=Handwriting&rounds=2&right=7&pool=avg&fill=edge")
    expect(page.get_by_role("radio", name="Handwriting")).to_be_checked()
    expect(page.get_by_role("slider", name="Rounds")).to_have_value("2")
    expect(chart(page, "Average, round 2")).to_be_visible()
    expect(chart(page, "Max, round")).to_have_count(0)
    page.get_by_role("link", name="Shift sweep").click()
    expect(page.get_by_role("heading", level=1, name="Shift sweep")).to_be_visible()
    page.get_by_role("link", name="Image lab").click()
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("7")
    page.wait_for_url(re.compile("picture=Handwriting"))


def test_forty_odd_files_through_the_upload(open_page):
    """Every good file of the corpus is shown; every bad one is explained, and the last stays.

    Before each good file another is shown, and before each bad one a good one: what is waited for
    comes of the file itself.
    """
    page = open_page("/image_lab?picture=Yours&rounds=0&pool=max&channel=grey")
    refusal = page.get_by_text("The last picture stays.")
    # Streamlit's own control refuses files that are empty or larger than 10 MB.
    bad = iter([n for n in BAD if n not in ("no bytes", "more than 10 MB")])
    for name, (data, _) in GOOD.items():
        send(page, "between", saved(Image.new("L", (20, 30)), "PNG"))
        expect(chart(page, "The picture, 20 × 30 pixels.")).to_be_visible()
        expect(refusal).to_have_count(0)
        send(page, name, data)
        last = chart(page, f"The picture, {size_shown(data)} pixels.")
        expect(last).to_be_visible()
        expect(refusal).to_have_count(0)
        if refused := next(bad, None):
            send(page, refused, BAD[refused][0])
            expect(page.get_by_text(BAD[refused][1])).to_be_visible()
            expect(last).to_be_visible()
    assert next(bad, None) is None


def size_shown(data: bytes) -> str:
    height, width, _ = read_image(data).shape
    return f"{width} × {height}"


def test_the_pooled_maps_can_be_downloaded(open_page, tmp_path):
    page = open_page("/image_lab?picture=Gradient&channel=grey&right=0&rounds=3&pool=avg")
    page.get_by_role("button", name="Download the pooled maps").click()
    with page.expect_download() as started:
        page.get_by_role("button", name="Average, round 3: NumPy").click()
    values = np.load(started.value.path())
    np.testing.assert_array_equal(values[0, :3], [3.5, 11.5, 19.5])
    with page.expect_download() as started:
        page.get_by_role("button", name="Average, round 3: PNG").click()
    assert started.value.suggested_filename == "avg_round_3.png"
    chart(page, "Same place, by round").hover()
    with page.expect_download() as started:
        page.get_by_role("button", name="Download plot").click()
    assert started.value.suggested_filename == "pooling_lab.svg"
    assert "round (0 is the picture itself)" in started.value.path().read_text("utf-8")


def test_plotly_loads_only_where_its_chart_comes_into_view(open_page):
    page = open_page("/image_lab?picture=Cat", height=650)
    expect(chart(page, "Max, round 3")).to_be_visible()
    at_rest(page)
    loaded = "performance.getEntries().some((entry) => /plotly/i.test(entry.name))"
    assert not page.evaluate(loaded)
    page.get_by_text("The chart loads when it comes into view.").scroll_into_view_if_needed()
    expect(page.locator(".js-plotly-plot .xtick").first).to_be_visible()
    assert page.evaluate(loaded)
    expect(page.get_by_text("The chart loads when it comes into view.")).to_have_count(0)


def test_a_click_on_the_sweep_chooses_the_shift(open_page):
    page = open_page("/shift_sweep?looked=1")
    cells = chart(page, "Same place at every shift").locator("canvas")
    cells.scroll_into_view_if_needed()
    box = still(cells)
    page.mouse.click(box["x"] + box["width"] * 12.5 / 17, box["y"] + box["height"] * 5.5 / 17)
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("4")
    expect(page.get_by_role("slider", name="Shift down")).to_have_value("-3")
    expect(page.get_by_text("Shifted 4 to the right and 3 up")).to_be_visible()


def test_the_round_follows_the_thumb_and_a_counterexample_moves_the_controls(open_page):
    page = open_page("/shift_sweep?picture=Noise&round=1")
    expect(chart(page, "Same place at every shift").first).to_be_visible()
    work = lambda: drag_to_end(page, "Round", 40)  # noqa: E731
    assert pictures_during(page, "Same place at every shift", work) >= 2
    page.get_by_text("“Pooling gives translation invariance.”").click()
    expect(
        page.get_by_text(re.compile("outputs are unchanged after a shift by one pixel"))
    ).to_be_visible()
    expect(page.get_by_text(re.compile("of the outputs of round . are unchanged"))).to_be_visible()
    page.get_by_role("button", name="Put it on the stage").click()
    expect(page.get_by_role("radio", name="Noise")).not_to_be_checked()
    expect(chart(page, "Same place at every shift").first).to_be_in_viewport()
    page.get_by_role("button", name="Back to my settings").click()
    expect(page.get_by_role("radio", name="Noise")).to_be_checked()
    page.wait_for_url(re.compile("picture=Noise"))
    page.get_by_text("More ways to shrink").click()
    page.get_by_role("button", name="Use it: adaptive polyphase sampling").click()
    expect(page.get_by_role("radio", name="Adaptive polyphase sampling")).to_be_checked()
    expect(chart(page, "Same place at every shift").first).to_be_in_viewport()
