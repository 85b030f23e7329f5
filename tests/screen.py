"""What browser tests find on the screen: charts by their text, benches, sliders, uploads."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from lab.page.course import PAGES

PATHS = ["/" if p.script == "app.py" else f"/{p.script[6:-3]}" for p in PAGES]
ENDS = {  # the last words of a page that has no takeaway, or none yet
    "/": "Next: Grid lab",
    "/grid_lab": "Next: Image lab",
    "/image_lab": "Next: Still a clown?",
    "/still_a_clown": "Next: Receptive field",
    "/receptive_field": "Next: Beyond linear",
    "/check_yourself": "Next: Shift sweep",
    "/shift_sweep": "Next: How it learns",
    "/backward": "Reset",
}
CHART = "[data-testid=stPlotlyChart]"
PICTURE = ".picture-grid canvas[data-shows]"
MAIN = "document.querySelector('[data-testid=stMain]')"
SIDEWAYS = f"{MAIN}.scrollWidth > {MAIN}.clientWidth"
EVERYWHERE = """(selector) => {
  const hosts = [...document.querySelectorAll('[data-testid=stBidiComponentIsolated]')];
  return [document, ...hosts.map((host) => host.shadowRoot).filter(Boolean)] // some not yet there
    .flatMap((root) => [...root.querySelectorAll(selector)]);
}"""  # a page's elements, also those of its components
COUNT_CHANGES = (
    f"(start) => {{ const everywhere = {EVERYWHERE};"
    + """
  window.seen = [];
  const read = () => {
    const found = everywhere('[role=figure], [role=grid], [role=img]')
      .find((one) => one.getAttribute('aria-label')?.startsWith(start));
    const numbers = found?.role === 'grid' ? found.textContent : '';
    const alt = found && found.getAttribute('aria-label') + numbers;
    if (alt && window.seen.at(-1) !== alt) window.seen.push(alt);
    requestAnimationFrame(read);
  };
  read();
}"""
)


KEEPS_ADDRESS = f"""() => {{ const everywhere = {EVERYWHERE};
  return everywhere('[role=status]').some((status) => status.style.clipPath);
}}"""  # the address bar's script is the last of a page, and reads out what follows from a change


def chart(page: Page, content: str) -> Locator:
    """The charts whose alt text holds this."""
    return page.get_by_role("figure", name=content)


STILL = """(element) => new Promise((done) => {
  const running = () => document.querySelector('[data-test-script-state=running]');
  const place = () => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [x, y, width, height].join();
  };
  let last = place(), since = performance.now();
  const look = () => {
    if (!element.isConnected) return done(false);
    const now = place();
    if (now !== last || running()) [last, since] = [now, performance.now()];
    if (performance.now() - since > 250) done(true); else requestAnimationFrame(look);
  };
  look();
})"""


AT_REST = """() => new Promise((done) => {
  const busy = () =>
    document.querySelector('[data-test-script-state=running], [data-stale=true]') ||
    document.querySelector('[data-testid=stSkeleton]') ||
    [...document.images].some((image) => !image.complete);
  let since = performance.now();
  const look = () => {
    if (busy()) since = performance.now();
    if (performance.now() - since > 300) done(true); else requestAnimationFrame(look);
  };
  look();
})"""  # for a while, because a component reports a key only after a pause of 120 ms


def at_rest(page: Page) -> None:
    """Wait until nothing is on its way: no run, no element of the run before, no picture."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AT_REST)


SCROLL_TO_WAITING = f"""() => {{ const everywhere = {EVERYWHERE};
  const waiting = everywhere('.waits');
  waiting[0]?.scrollIntoView();
  return waiting.length;
}}"""


def see_charts(page: Page) -> None:
    """Scroll to every chart of a page, so that it loads."""
    at_rest(page)
    while page.evaluate(SCROLL_TO_WAITING):
        page.wait_for_timeout(100)
    at_rest(page)


def still(found: Locator) -> dict[str, float]:
    """An element's place on the screen, once nothing that comes late moves it any more."""
    expect(found.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    while not found.evaluate(STILL):
        pass  # it was replaced by its like
    return found.bounding_box()


def without_fading(page: Page) -> None:
    """Let what fades in be there at once, also in the components."""
    session = page.context.new_cdp_session(page)
    session.send("Animation.enable")
    session.send("Animation.setPlaybackRate", {"playbackRate": 1000})


def drag_to_end(page: Page, label: str, steps: int, held: Callable[[], None] | None = None):
    """Drag a slider's thumb to its right end; ``held`` runs before the thumb is released."""
    slider = page.get_by_role("slider", name=label)
    slider.scroll_into_view_if_needed()
    box = still(slider)
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, y, steps=steps)
    if held:
        held()
    page.mouse.up()
    return slider


def pictures_during(page: Page, start: str, work: Callable[[], None]) -> int:
    """How often the chart or grid whose name starts so changed while ``work`` went on."""
    page.evaluate(COUNT_CHANGES, start)
    work()
    return page.evaluate("window.seen.length") - 1


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate(SIDEWAYS)


def opened(open_page, path, **looks):
    page = open_page(path, **looks)
    expect(page.get_by_text(ENDS.get(path, "Takeaway")).last).to_be_visible()
    # the controls' scripts may arrive after the words
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    expect(page.locator(".live-slider label:empty")).to_have_count(0)
    expect(page.locator(".bench:not([data-layout])")).to_have_count(0)
    return page


def grid(page: Page, name: str) -> Locator:
    """A bench's grid by its whole name."""
    return page.get_by_role("grid", name=name, exact=True)


def cells(page: Page, name: str) -> Locator:
    return grid(page, name).get_by_role("gridcell")


def shows(page: Page, name: str, *numbers: str) -> None:
    """Expect these numbers in a grid, row by row."""
    expect(cells(page, name)).to_have_text(list(numbers))


def cell(page: Page, row: int, column: int, name: str = "Input") -> Locator:
    """A text field of a bench's grid."""
    return grid(page, name).get_by_label(f"row {row}, column {column}", exact=True)


def line(page: Page) -> Locator:
    """The sentence below a bench."""
    return page.locator(".bench .line").first


def boxes(page: Page, name: str, kind: str) -> Locator:
    """What is lit on a grid: its "window", "winner", "output" or "counterpart" boxes."""
    return grid(page, name).locator(f"xpath=following-sibling::*/*[contains(@class,'{kind}')]")


def paste(page: Page, text: str, row: int, column: int) -> None:
    """Paste into the input, from this cell on."""
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    cell(page, row, column).focus()
    page.keyboard.press("Control+v")


def lesson_is_shown(page: Page, after: str = "????") -> None:
    """The lesson's maps; ``after`` are the max outputs after the shift, covered on opening."""
    shows(page, "Max", "8", "8", "9", "7")
    shows(page, "Average", "3.75", "3.75", "5", "4.25")
    shows(page, "Max after the shift", *after)


def more_settings(page: Page) -> None:
    """Open the popover, whose controls exist only then."""
    page.get_by_role("button", name="More settings").click()
    expect(page.get_by_role("spinbutton", name="Kernel size")).to_be_visible()


def close_settings(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page.get_by_role("spinbutton", name="Kernel size")).to_have_count(0)


def send(page, name: str, data: bytes) -> None:
    def sent(answer) -> bool:
        return "upload_file" in answer.url and answer.request.method == "PUT"

    with page.expect_response(sent):
        choose_file(page, name, data)


def choose_file(page, name: str, data: bytes) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": f"{name.replace(' ', '_')}.png", "mimeType": "image/png", "buffer": data}
    )


def touch(page: Page, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
    """One finger, from start to end."""
    send = page.context.new_cdp_session(page).send
    point = lambda x, y: [{"x": x, "y": y}]  # noqa: E731
    send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": point(*start)})
    for i in range(1, steps + 1):
        at = [a + (b - a) * i / steps for a, b in zip(start, end, strict=True)]
        send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": point(*at)})
        page.wait_for_timeout(16)
    send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
