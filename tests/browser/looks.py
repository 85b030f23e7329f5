"""What the browser tests of every page need: charts by their text, drags, counted pictures."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page

CHART = "[data-testid=stPlotlyChart]"
PICTURE = ".picture-grid canvas[data-shows]"
MAIN = "document.querySelector('[data-testid=stMain]')"
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
    const alt = everywhere('[role=figure]')
      .map((chart) => chart.getAttribute('aria-label')).find((text) => text?.startsWith(start));
    if (alt && window.seen.at(-1) !== alt) window.seen.push(alt);
    requestAnimationFrame(read);
  };
  read();
}"""
)


def chart(page: Page, content: str) -> Locator:
    """The charts whose alt text holds this."""
    return page.get_by_role("figure", name=content)


def drag_to_end(page: Page, label: str, steps: int, held: Callable[[], None] | None = None):
    """Drag a slider's thumb to its right end; ``held`` runs before the thumb is released."""
    slider = page.get_by_role("slider", name=label)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, y, steps=steps)
    if held:
        held()
    page.mouse.up()
    return slider


def pictures_during(page: Page, start: str, work: Callable[[], None]) -> int:
    """How often the chart whose alt text starts so changed while ``work`` went on."""
    page.evaluate(COUNT_CHANGES, start)
    work()
    return page.evaluate("window.seen.length") - 1


def scrolls_sideways(page: Page) -> bool:
    return page.evaluate(f"{MAIN}.scrollWidth > {MAIN}.clientWidth")
