"""Behind nginx: its headers let every page work, and a page outlives the copy that served it."""

import re
from typing import Any

import pytest

from deploy.serve import Process
from lab.page.course import PAGES
from tests.load.classroom import sessions
from tests.screen import PICTURE

pytestmark = pytest.mark.slow

BENCHES = ("Why pool", "Grid lab", "Beyond linear", "Check yourself", "How it learns")
PICTURES = {"Image lab": 1}
TELL = (
    "addEventListener('securitypolicyviolation', (e) => "
    "console.error(`refused ${e.violatedDirective} ${e.blockedURI}`))"
)
INJECT = """() => {
  const script = document.createElement('script');
  script.textContent = 'window.harm = true';
  document.head.append(script);
}"""


@pytest.fixture
def server(replicas: tuple[str, dict[int, Process]]) -> str:
    """What ``open_page`` opens: here the copies' address, in place of the one server's."""
    return replicas[0]


def settled(
    page: Any, sliders: int, pictures: int = 0, charts: int = 0, *, bench: bool = False
) -> None:
    if charts:
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
    if bench:
        page.locator(".bench[data-layout]").get_by_role("gridcell").first.wait_for()
    if pictures:
        page.locator(PICTURE).nth(pictures - 1).wait_for()
    if sliders:
        page.get_by_role("slider").nth(sliders - 1).wait_for()


def test_no_page_does_what_the_policy_refuses(browser: Any, server: str) -> None:
    context = browser.new_context()
    context.add_init_script(TELL)
    page, refused = context.new_page(), []
    page.on("console", lambda m: "refused" in m.text.lower() and refused.append(m.text))
    for row in PAGES:
        name = "" if row.script == "app.py" else row.script[len("pages/") : -len(".py")]
        answer = page.goto(f"{server}/{name}")
        page.get_by_role("heading", level=1, name=row.label).wait_for()
        sliders = 0 if row.label in ("Check yourself", "Shift sweep", "How it learns") else 1
        charts = row.label == "Shift sweep"
        bench = row.label in BENCHES
        settled(page, sliders, PICTURES.get(row.label, 0), charts, bench=bench)
        headers = answer.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
    assert refused == []
    with page.expect_console_message(lambda m: "refused script-src" in m.text):
        page.evaluate(INJECT)  # the policy is in force, and this test hears of it
    assert page.evaluate("window.harm") is None
    context.close()


@pytest.mark.parametrize("touched", [True, False])
def test_a_page_outlives_its_replica(
    browser: Any,
    replicas: tuple[str, dict[int, Process]],
    touched: bool,
) -> None:
    """Also where nothing was touched yet: Streamlit alone leaves such a page dead."""
    address, copies = replicas
    page = browser.new_page()
    page.goto(f"{address}/grid_lab?right=1&down=1")
    settled(page, 2, bench=True)
    slider = page.get_by_role("slider", name="Shift right")
    if touched:
        slider.press("ArrowLeft")
        page.wait_for_url(re.compile("right=0"))
    mine = next(port for port in copies if sessions(f"http://127.0.0.1:{port}"))
    with page.expect_event("load"):  # it opens again
        copies[mine].terminate()
        copies[mine].wait()
    settled(page, 2, bench=True)
    assert slider.input_value() == ("0" if touched else "1")
    slider.press("ArrowRight")
    page.wait_for_url(f"**/grid_lab?*right={1 if touched else 2}*")
    assert "down=1" in page.url
    page.close()
