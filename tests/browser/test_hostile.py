"""Hostile input in a real browser: what it is typed into, pasted into, and linked with."""

import math
import random
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.hostile.inputs import LONG, MARKUP, NUMBERS
from tests.hostile.rules import MARK
from tests.picture_files import GOOD
from tests.screen import PATHS, cell, chart, lesson_is_shown, send

pytestmark = pytest.mark.slow

TRICKS = (  # percent signs, repeated and empty names, half characters
    "right=%&right=%ZZ&right=%00&=&&==&grid=%ED%A0%80&right=%C3%28&%3Cb%3E=1&right[]=1"
    "&right=%2531&down=%u0031&k=+&s=2;p=1&stack=*&seed=0x1&picture=%F0%9F%98%80&show=%2C%2C"
)
CANVAS = ".recogniser .canvas[data-shows]"
SHOWN = {
    "/": CANVAS,
    "/grid_lab": "[role=grid]",
    "/still_a_clown": CANVAS,
    "/receptive_field": ".side svg",
    "/check_yourself": "[role=grid]",
    "/backward": "[role=grid]",
    "/beyond_linear": ".curve-plot circle",
    "/image_lab": ".picture-grid canvas[data-shows]",
    "/shift_sweep": ".shift-map canvas",
}
PARAMETERS = {
    "/": ["right", "bet", "looked"],
    "/still_a_clown": ["face", "right", "network", "bet", "done", "step"],
    "/grid_lab": ["grid", "right", "fill", "pool", "k", "guess_max", "predict", "bets", "done"],
    "/image_lab": ["picture", "channel", "rounds", "plot", "cell"],
    "/shift_sweep": ["picture", "kind", "score", "fill", "round"],
    "/receptive_field": ["stack", "n", "picture", "layer", "guess", "bet", "looked"],
    "/beyond_linear": ["a", "b", "kind", "times"],
    "/check_yourself": ["seed", "at", "q1", "q7", "edition", "key"],
    "/backward": ["grid", "gradient", "windows", "rate", "right", "bets"],
}


def links(path: str) -> list[str]:
    """Addresses of a page: a text in every parameter, the tricks, and one of 10 kB."""
    names = PARAMETERS[path]
    texts = [text for text in MARKUP if len(text) < 1000]
    shares = [texts[i :: len(names)] for i in range(len(names))]
    groups = [
        "&".join(f"{n}={quote(s[i % len(s)])}" for n, s in zip(names, shares, strict=True))
        for i in range(max(map(len, shares)) if LONG > 1 else 1)
    ]
    long = f"&{names[0]}2={MARK * 2500}&show={quote(MARKUP[0])}"
    return [f"{path}?{TRICKS}&{group}{long}" for group in groups]


@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_link_is_explained_and_none_of_it_is_on_the_page(open_page, path):
    for link in links(path):
        page = open_page(link)
        said = []
        page.on("dialog", lambda dialog, said=said: (said.append(dialog.message), dialog.dismiss()))
        expect(page.get_by_text("could not be used").first).to_be_visible()
        expect(page.locator(SHOWN[path]).first).to_be_visible()
        assert MARK not in page.evaluate("document.documentElement.outerHTML")
        assert said == []
        page.close()


def texts() -> list[str]:
    """What may be typed or pasted into a cell; the same in every run."""
    rng = random.Random(1)
    made = [
        "".join(rng.choices("0123456789.,-+eE \t\n;_−x<>&", k=rng.randint(1, 8)))
        for _ in range(100 * LONG)
    ]
    commas = [
        "1,5",
        "-1,5",
        "+1,5",
        " 1,5 ",
        "1,5\n",
        ",5",
        "1,",
        "1.000,5",
        "1,000.5",
        "1,5,",
        "1'5",
    ]
    return [*commas, *NUMBERS, *(m for m in MARKUP if len(m) < 1000), *made]


TYPE = """(text) => {
  const input = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  const message = () => input.getRootNode().querySelector(".line");
  input.value = text;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const told = [input.getAttribute("aria-invalid"), message().textContent];
  const made = message().children.length;
  input.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  return [...told, input.value, made];
}"""


def test_any_text_in_a_cell_is_its_number_or_explained(open_page):
    """1,5 above all is 1.5, and neither 1 nor 15."""
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    cell(page, 1, 1).focus()
    before = "8"
    for text in texts():
        invalid, message, value, made = page.evaluate(TYPE, text)
        plain = text.replace("\n", "").strip().replace("−", "-")  # as an input takes it
        plain = re.sub(r"^([+-]?\d*),(\d*)$", r"\1.\2", plain, flags=re.ASCII)
        number = float(plain) if re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", plain, re.ASCII) else None
        assert made == 0, "a message is text"
        if number is not None and abs(number) <= 999:
            assert (invalid, message) == ("false", ""), text
            assert math.isclose(float(value), number), text
        else:
            assert invalid == "true", text
            assert message.startswith("Row 1, column 1: "), text
            assert message.endswith(f"The last good value, {before}, stays."), text
            assert value == before, text
    assert MARK not in page.evaluate("document.documentElement.outerHTML")


PASTE = """(text) => {
  const input = document.activeElement.shadowRoot?.activeElement ?? document.activeElement;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true }));
  const board = input.getRootNode().querySelector(".bench");
  return [[...board.querySelectorAll("[aria-label=Input] input")].map((i) => i.value),
    board.querySelector(".line").textContent, board.querySelectorAll(".line *").length];
}"""


def test_any_pasted_block_leaves_numbers_and_says_what_it_left_out(open_page):
    page = open_page("/grid_lab")
    lesson_is_shown(page)
    rng = random.Random(2)
    parts = [text for text in texts() if len(text) < 200]
    for _ in range(30 * LONG):
        between = rng.choice(["\t", ";", " ", ",", "\n", ", "])
        rows = [
            between.join(rng.sample(parts, rng.randint(1, 5))) for _ in range(rng.randint(1, 5))
        ]
        cell(page, rng.randint(1, 4), rng.randint(1, 4)).focus()
        values, message, made = page.evaluate(PASTE, "\n".join(rows))
        assert all(re.fullmatch(r"-?\d*\.?\d*(e-\d+)?", v) and abs(float(v)) <= 999 for v in values)
        assert len(values) == 16
        assert made == 0
        assert message == "" or message.endswith("."), message
    page.evaluate(PASTE, "1\t2\n" * 5000)  # 20 kB
    assert MARK not in page.evaluate("document.documentElement.outerHTML")


def test_the_name_of_a_file_is_text(open_page):
    page = open_page("/image_lab?picture=Yours&rounds=1")
    name = f"<img src=x onerror=alert('{MARK}')> [{MARK}](javascript:alert(1)) :material/home:"
    send(page, name, GOOD["png rgb"][0])
    expect(chart(page, "The picture, 40 × 24 pixels.")).to_be_visible()
    shown = page.get_by_test_id("stFileUploader").inner_text()
    assert "<img_sr" in shown, shown  # long names are shortened
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0


def test_a_numbers_field_takes_no_part_of_what_is_no_whole_number(open_page):
    """The browser itself would make 15 of 1,5, and Streamlit 1 of 1.5."""
    page = open_page("/receptive_field")
    page.get_by_role("button", name="Input 16 × 16").click()
    size = page.get_by_role("spinbutton", name="Input size")
    for good, text in ((16, "1,5"), (20, "1.5"), (21, "1e1"), (22, "3,"), (23, "1\u0665")):
        if good != 16:
            size.select_text()
            page.keyboard.type(str(good))
            page.keyboard.press("Tab")
            page.wait_for_url(re.compile(f"n={good}"))
        expect(size).to_have_value(str(good))
        size.select_text()
        page.keyboard.type(text)
        told = size.evaluate("(field) => field.validationMessage")
        assert told == "Only a whole number fits here, such as 2. The last good one stays.", text
        page.keyboard.press("Enter")
        expect(size).to_have_value(str(good))
        assert size.evaluate("(field) => field.validationMessage") == "", text
    size.select_text()
    page.keyboard.type("24")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("n=24"))


def test_a_numbers_field_gives_back_what_was_entered_last(open_page):
    """Also without leaving the field in between: 20, and not what stood there on focus."""
    page = open_page("/receptive_field")
    page.get_by_role("button", name="Input 16 × 16").click()
    size = page.get_by_role("spinbutton", name="Input size")
    size.select_text()
    page.keyboard.type("20")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("n=20"))
    expect(size).to_be_focused()
    size.select_text()
    page.keyboard.type("1.5")
    expect(size).to_have_value("20")
    page.keyboard.press("Enter")
    expect(size).to_have_value("20")
    size.press("ArrowUp")  # from what Python has, too
    page.wait_for_url(re.compile("n=21"))
    expect(size).to_have_value("21")
