"""From a key press to the new picture: each lab against the bare page, in one run.

    .venv/bin/python -m tests.bench.thumb

The app and the bare page are served on this machine, each by its own server, and driven in turn in
one browser: press an arrow key on the slider, wait until every map that must change has changed
and been painted. Ratios are medians over paired presses. For the same presses: the server's time,
from the frame that the browser sent to the one that says the script has finished (as the browser's
network log has them); what was sent back; and by how much the layout jumped (the browser's own
layout shift score). Also counts the pictures drawn in a drag of about a second, and times the
opening of a page by its link, from the request to the first picture.

Then the same keys and openings on a processor that is four times slower (Chromium's own
throttling), from far away (a round trip of 150 ms), and through 300 ms at 1 Mbit/s:

    .venv/bin/python -m tests.bench.thumb far
"""

import base64
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.chromium import QUIET, find_browser
from tests.line import Line
from tests.screen import EVERYWHERE
from tests.servers import start_server

PRESSES = 30
PATIENCE = 120_000  # ms for an opening
OPENINGS = 5
NARROW = 1e6 / 8  # bytes a second: 1 Mbit/s
GREY = "picture=Cat&channel=grey"
CELL = "row 1, column 1"  # of the input: a number is typed, and the key is Enter
FAR = {  # path, slider or cell, and how many maps a key changes
    "home": ("/?right=0", "Shift right", 1),
    "grid lab": ("/grid_lab?right=0", "Shift right", 3),
    "still a clown": ("/still_a_clown?right=0", "Shift right", 1),
    "image lab, grey": (f"/image_lab?{GREY}", "Shift right", 3),
    "shift sweep": ("/shift_sweep?looked=1", "Shift right", 3),
    "receptive field": ("/receptive_field?looked=1", "Unit's column", 1),
    "beyond linear": ("/beyond_linear?looked=1", "The pixel x", 1),
    "how it learns": ("/backward?looked=1", CELL, 1),
}
FIELD, UNIT = "/receptive_field", "Unit's column"
RESNET = "stack=ResNet-50&n=224&layer=50"
MAPS = ".heatmaplayer image, canvas[data-shows], .curve-plot circle, [role=gridcell]"
LAPTOP = {"width": 1366, "height": 768}
MAPS_NOW = (
    f"() => {{ const everywhere = {EVERYWHERE};"
    + """
  window.maps = () => [
    ...everywhere('.js-plotly-plot')
      .map((plot) => JSON.stringify(plot.data?.map((t) => t.z))),
    ...everywhere('.curve-plot').map((plot) => plot.getAttribute('aria-label')),
    ...everywhere('canvas').map((canvas) => canvas.dataset.shows),
    ...everywhere('[role=grid]').map((grid) => grid.textContent),
  ];
}"""
)
WATCH = """(charts) => {
  const before = maps();
  window.painted = new Promise((resolve) => {
    let start = null;
    const press = () => (start = performance.now());
    document.addEventListener('keydown', press, { once: true, capture: true });
    const look = () => {
      const now = maps();
      const changed = now.filter((map, i) => map && map !== before[i]).length;
      if (start !== null && changed >= charts) {
        requestAnimationFrame(() => resolve(performance.now() - start));
      } else requestAnimationFrame(look);
    };
    look();
  });
}"""
SHIFTS = """() => {
  window.jumped = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.jumped += entry.value;
  }).observe({ type: 'layout-shift', buffered: false });
}"""
FRAMES = """() => {
  window.drawn = new Set();
  const look = () => {
    window.drawn.add(JSON.stringify(window.maps()));
    requestAnimationFrame(look);
  };
  look();
}"""


def key_to_paint(page: Any, charts: int, key: str) -> float:
    """Milliseconds from a key press to the paint of ``charts`` new maps."""
    page.evaluate(WATCH, charts)
    page.keyboard.press(key)
    return float(page.evaluate("window.painted"))


class Wire:
    """What goes over a page's websocket: how long each rerun took the server, and its bytes."""

    def __init__(self, page: Any) -> None:
        self.asked = self.bytes = 0.0
        self.reruns: list[tuple[float, float]] = []  # (seconds, bytes)
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameSent", self.sent)
        session.on("Network.webSocketFrameReceived", self.received)
        session.send("Network.enable")

    def sent(self, event: Any) -> None:
        self.asked, self.bytes = event["timestamp"], 0

    def received(self, event: Any) -> None:
        payload = base64.b64decode(event["response"]["payloadData"])
        self.bytes += len(payload)
        if ForwardMsg.FromString(payload).WhichOneof("type") == "script_finished":
            self.reruns.append((event["timestamp"] - self.asked, self.bytes))


def opened(
    browser: Any, address: str, slider: str = "Shift right", slower: int = 1
) -> tuple[Any, Wire]:
    page = browser.new_page(viewport=LAPTOP)
    wire = Wire(page)
    slow_down(page, slower)
    page.goto(address, wait_until="commit")
    page.locator(MAPS).first.wait_for(state="attached", timeout=PATIENCE)
    handle(page, slider).focus()
    page.wait_for_load_state("networkidle", timeout=PATIENCE)  # Plotly comes after the picture
    page.wait_for_timeout(1500)  # nothing tells when the last part has got its height
    page.evaluate(SHIFTS)
    page.evaluate(MAPS_NOW)
    wire.reruns.clear()
    return page, wire


def handle(page: Any, name: str) -> Any:
    """The slider or the cell of that name."""
    return page.get_by_role("textbox" if name == CELL else "slider", name=name).first


def key_of(page: Any, name: str, press: int) -> str:
    """The next key to press: three to the right, three to the left; or Enter, after a number."""
    if name != CELL:
        return "ArrowRight" if press // 3 % 2 == 0 else "ArrowLeft"
    handle(page, name).fill(str(5 + press % 2))
    return "Enter"


def slow_down(page: Any, times: int) -> None:
    """Let the page's processor be so many times slower."""
    if times > 1:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})


def seconds_to_open(browser: Any, address: str, slower: int = 1) -> float:
    """From asking for a page to its first picture, in a browser that has nothing stored."""
    context = browser.new_context(viewport=LAPTOP)
    page = context.new_page()
    slow_down(page, slower)
    start = perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(MAPS).first.wait_for(state="attached", timeout=PATIENCE)
    taken = perf_counter() - start
    context.close()
    return taken


def pictures_in_a_drag(page: Any) -> int:
    """Different pictures seen while the thumb crosses its range in about a second."""
    box = page.get_by_role("slider", name="Shift right").bounding_box()
    page.mouse.move(box["x"] + 9, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.evaluate(FRAMES)
    for i in range(60):
        page.mouse.move(box["x"] + 9 + (box["width"] - 18) * i / 59, box["y"] + box["height"] / 2)
        page.wait_for_function("() => new Promise((r) => requestAnimationFrame(() => r(true)))")
    seen = page.evaluate("window.drawn.size")
    page.mouse.up()
    return int(seen)


def far_and_slow(browser: Any, port: int, pages: dict[str, tuple[str, str, int]]) -> None:
    """Keys and openings on a slower processor, from far away, and from far away on a narrow line.

    An opening is one of a browser that has nothing stored, Streamlit's own scripts included.
    """
    far, narrow = Line(port, way=0.075), Line(port, way=0.15, rate=NARROW)
    here = f"http://127.0.0.1:{port}"
    ways = {
        "4x slower": (here, 4),
        "150 ms": (far.address, 1),
        "300 ms, 1 Mbit/s": (narrow.address, 1),
    }
    print(f"{'':<18}" + "".join(f"{way:>24}" for way in ways))
    for name, (path, slider, charts) in pages.items():
        print(f"{name:<18}", end="")
        for address, slower in ways.values():
            page, _ = opened(browser, address + path, slider, slower)
            key = statistics.median(
                key_to_paint(page, charts, key_of(page, slider, press)) for press in range(12)
            )
            page.close()
            openings = 1 if address == narrow.address else 3
            opening = statistics.median(
                seconds_to_open(browser, address + path, slower) for _ in range(openings)
            )
            print(f"{key:>12.0f} ms{opening:>7.1f} s", end="", flush=True)
        print()
    for line in (far, narrow):
        line.close()


def main() -> None:
    """Everything, or with the word "far" the last table only."""
    lab, lab_address = start_server("--server.fileWatcherType=none")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
            if "far" not in sys.argv:
                compare(browser, lab_address)
            far_and_slow(browser, int(lab_address.rsplit(":", 1)[1]), FAR)
    finally:
        lab.terminate()


def compare(browser: Any, lab_address: str) -> None:
    """Each lab against the bare page."""
    with tempfile.TemporaryDirectory() as elsewhere:  # away from our config.toml
        bare, bare_address = start_server(
            script=str(Path(__file__).with_name("bare_page.py")), folder=elsewhere
        )
        try:
            pages = {
                "bare page": (opened(browser, bare_address), 1),
                "grid lab": (opened(browser, f"{lab_address}/grid_lab?right=0"), 3),
                "image lab, grey": (opened(browser, f"{lab_address}/image_lab?{GREY}"), 3),
                "image lab, colour": (opened(browser, f"{lab_address}/image_lab?right=0"), 3),
                "shift sweep": (opened(browser, f"{lab_address}/shift_sweep?looked=1"), 1),
                "home": (opened(browser, f"{lab_address}/?right=0"), 1),
                "receptive field": (opened(browser, f"{lab_address}{FIELD}?looked=1", UNIT), 1),
                "its ResNet-50": (opened(browser, f"{lab_address}{FIELD}?{RESNET}", UNIT), 1),
            }
            times: dict[str, list[float]] = {name: [] for name in pages}
            for press in range(PRESSES):
                for name, ((page, _), charts) in pages.items():
                    page.bring_to_front()
                    times[name].append(key_to_paint(page, charts, key_of(page, name, press)))
            print(f"{'key to paint':<20}{'ms':>8}{'of bare':>9}{'server ms':>11}", end="")
            print(f"{'kB':>7}{'jump':>7}")
            for name, ((page, wire), _) in pages.items():
                pairs = zip(times[name], times["bare page"], strict=True)
                ratio = statistics.median(ours / bare for ours, bare in pairs)
                server, size = map(statistics.median, zip(*wire.reruns, strict=True))
                print(f"{name:<20}{statistics.median(times[name]):>8.0f}{ratio:>9.2f}", end="")
                jump = page.evaluate("window.jumped")
                print(f"{server * 1e3:>11.1f}{size / 1e3:>7.1f}{jump:>7.3f}")
            for name in ("grid lab", "image lab, grey"):
                page = pages[name][0][0]
                page.bring_to_front()
                print(f"{name}: {pictures_in_a_drag(page)} pictures in a drag")
            links = {
                "bare page": bare_address,
                "grid lab": f"{lab_address}/grid_lab",
                "receptive field, ResNet-50": f"{lab_address}{FIELD}?{RESNET}",
            }
            rounds = [
                {name: seconds_to_open(browser, link) for name, link in links.items()}
                for _ in range(OPENINGS)
            ]
            for name in links:
                ratio = statistics.median(r[name] / r["bare page"] for r in rounds)
                median = statistics.median(r[name] for r in rounds)
                print(f"opening {name:<28}{median:>6.2f} s  {ratio:.2f} of the bare page")
        finally:
            bare.terminate()


if __name__ == "__main__":
    main()
