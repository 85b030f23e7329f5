"""For who has no mouse, a coarse finger, weak eyes or a wish for calm."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from lab.draw.colours import contrast
from tests.browser.walks import WALKS
from tests.screen import EVERYWHERE, PATHS, at_rest, cell, more_settings, opened, without_fading

pytestmark = pytest.mark.slow

FOLDED = "[data-testid=stExpander] summary"
STOP = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const pause = async () => { await frame(); await frame(); }; // a ring may be drawn a little later
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at || at === document.body) return null;
  const around = [...at.querySelectorAll('*')].slice(0, 20);
  for (let e = at, i = 0; e && i < 6; e = e.parentElement, i++) around.push(e);
  const look = () => around.map((e) => {
    const s = getComputedStyle(e);
    return [s.outlineStyle, s.outlineWidth, s.boxShadow, s.borderColor].join();
  }).join(';');
  await pause();
  const focused = look();
  at.blur();
  await pause();
  const ring = focused !== look();
  at.focus();
  return { ring, text: at.outerHTML.slice(0, 300) };
}"""
OWN_RING = "data-grid-canvas"  # draws a frame round its cell, where no style says so


@pytest.mark.parametrize("path", PATHS)
def test_focus_is_always_seen_and_reaches_the_end(open_page, path):
    """Tab goes through all of a page, and shows where it is."""
    page = opened(open_page, path)
    without_fading(page)
    unseen, seen = [], []
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None or stop["text"] in seen[:1]:
            break
        seen.append(stop["text"])
        if not stop["ring"] and OWN_RING not in stop["text"]:
            unseen.append(stop["text"])
    assert len(seen) > 8
    assert unseen == []


def has_more_settings(page) -> bool:
    return bool(page.get_by_role("button", name="More settings").count())


SMALL = """() => {
  const controls =
    'button, input, select, textarea, summary, [role=radio], [role=gridcell], a[data-testid]';
  const hidden = { visibilityProperty: true, opacityProperty: true };
  const found = [];
  const look = (root) => {
    for (const e of root.querySelectorAll('*')) {
      if (e.shadowRoot) look(e.shadowRoot);
      if (!e.matches(controls) || !e.checkVisibility(hidden)) continue;
      const cell = e.closest('.bench .cell'); // 40 pixels, so that a stage fits on a phone
      const least = cell ? 40 : 44;
      const { width, height } = (cell ?? e.closest('label') ?? e).getBoundingClientRect();
      if (width && height && Math.min(width, height) < least) found.push(e.outerHTML.slice(0, 150));
    }
  };
  for (const part of document.querySelectorAll('[data-testid=stMain], [data-testid=stPopoverBody]'))
    look(part);
  return found;
}"""


@pytest.mark.parametrize("path", PATHS)
def test_every_control_has_room_for_a_finger(open_page, path):
    """44 pixels each way, on a phone; a bench's cells have 40."""
    page = opened(open_page, path, width=390, has_touch=True, is_mobile=True)
    assert page.evaluate(SMALL) == []
    if has_more_settings(page):
        more_settings(page)
        assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_after_the_page_was_used(open_page, path, dark):
    """The answer is shown, all folds are open, and on the grid lab a cell is wrong."""
    page = opened(open_page, path, width=390 if dark else 1400, dark=dark)
    without_fading(page)
    WALKS[path](page)
    for i in range(page.locator(FOLDED).count()):
        page.locator(FOLDED).nth(i).click()
        expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    if path == "/grid_lab":
        cell(page, 1, 1).fill("x")
    clean(page)
    if has_more_settings(page):
        page.get_by_role("button", name="More settings").click()
        expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
        clean(page)


def test_a_chart_follows_the_theme_at_once(open_page):
    page = opened(open_page, "/shift_sweep?looked=1")
    label = page.locator(".js-plotly-plot .xtick text").first
    ink = "getComputedStyle(document.querySelector('.js-plotly-plot .xtick text')).fill"
    expect(label).to_be_visible()
    before = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{ink} !== '{before}'")
    body = "getComputedStyle(document.querySelector('[data-testid=stApp]')).color"
    assert page.evaluate(ink) == page.evaluate(body)


CODE = """(code) => {
  const painted = (colour) => '#' + colour.match(/\\d+/g).slice(0, 3)
    .map((part) => Number(part).toString(16).padStart(2, '0')).join('');
  const ground = painted(getComputedStyle(code).backgroundColor);
  const inks = [...code.querySelectorAll('.token')].map((one) => getComputedStyle(one).color);
  return [...new Set(inks)].map((ink) => [painted(ink), ground]);
}"""


@pytest.mark.parametrize("dark", [False, True])
def test_code_is_easy_to_read(open_page, dark):
    """Axe does not see this: the code may scroll."""
    page = open_page("/still_a_clown?right=1", dark=dark)
    page.locator(FOLDED).filter(has_text="In code").click()
    code = page.get_by_test_id("stCode").locator("pre").first
    code.locator(".token.comment").first.wait_for()
    pairs = code.evaluate(CODE)
    assert len(pairs) >= 5
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


FORCED = dict(forced_colors="active")


def is_seen_when_chosen(page, found) -> None:
    """Not the focus, and not the pointer over it."""
    at_rest(page)
    before = found.screenshot()
    found.click()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    at_rest(page)
    assert found.screenshot() != before


def test_forced_colours_show_an_answer_and_its_button(open_page):
    page = open_page("/check_yourself?seed=1", **FORCED)
    is_seen_when_chosen(page, page.get_by_role("radio", name="2", exact=True))
    is_seen_when_chosen(page, page.get_by_test_id("stRadioOption").nth(1))
    lock = page.get_by_role("button", name="Lock my answer")
    style = "button => getComputedStyle(button)"
    assert lock.evaluate(f"{style}.color") != lock.evaluate(f"{style}.backgroundColor")


def test_forced_colours_show_a_toggle_and_a_tab(open_page):
    page = open_page("/grid_lab?right=1", **FORCED)
    page.locator(FOLDED).filter(has_text="In code").click()
    is_seen_when_chosen(page, page.get_by_role("tab", name="Keras"))
    more_settings(page)
    is_seen_when_chosen(page, page.get_by_test_id("stCheckbox").first)


LISTEN = (
    f"() => {{ const everywhere = {EVERYWHERE};"
    + """
  const last = new Map();
  window.heard = [];
  const listen = (first) => {
    for (const one of everywhere('output, [role=status], [role=alert], [aria-live]')) {
      const text = one.getAttribute('aria-live') === 'off' ? '' : one.textContent.trim();
      if (text && !first && last.get(one) !== text) window.heard.push(text);
      last.set(one, text);
    }
    requestAnimationFrame(() => listen(false));
  };
  listen(true);
}"""
)


@pytest.mark.parametrize(
    ("path", "label", "said"),
    [
        ("/beyond_linear?pixel=1", "The pixel x", "At x = 3: Max 3, Average 0.75, ReLU(x) 3"),
        ("/shift_sweep?right=1", "Shift right", "Shifted 3 to the right. Same place: "),
        ("/image_lab?right=1", "Shift right", "Round 3: "),
        ("/receptive_field?row=2", "Unit's row", "Layer 2, row 5, column 4: depends on"),
    ],
)
def test_a_screen_reader_says_what_changed_once(open_page, path, label, said):
    """And not the slider's number at every step, which the slider itself says."""
    page = open_page(path)
    page.wait_for_function("globalThis.poolingLabVoice?.said !== null")
    at_rest(page)
    page.evaluate(LISTEN)
    slider = page.get_by_role("slider", name=label, exact=True)
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    page.wait_for_function("(said) => window.heard.some((one) => one.startsWith(said))", arg=said)
    assert len(page.evaluate("window.heard")) == 1


def clean(page) -> None:
    at_rest(page)
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in violations] == []
