"""Screenshots to look at: every page, three widths, light and dark.

    .venv/bin/python -m tests.browser.shots FOLDER [PATH ...]

Without paths, every page of the sidebar as it opens.
"""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from lab.page.course import PAGES
from tests.chromium import QUIET, find_browser
from tests.screen import EVERYWHERE
from tests.servers import start_server

WIDTHS = (1400, 768, 390)
DRAWN = (
    f"() => {{ const everywhere = {EVERYWHERE};"
    + """
  return !document.querySelector('[data-testid=stApp][data-test-script-state=running]')
  && !document.querySelector('[data-testid=stSkeleton]')
  && [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .every((chart) => chart.querySelector('.main-svg'))
  && everywhere('.picture-grid canvas').every((canvas) => canvas.dataset.shows);
}"""
)


def main(folder: str, *paths: str) -> None:
    Path(folder).mkdir(parents=True, exist_ok=True)
    scripts = [Path(page.script).stem for page in PAGES]
    paths = paths or tuple("/" if stem == "app" else f"/{stem}" for stem in scripts)
    process, address = start_server("--server.fileWatcherType=none")
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=find_browser(), args=QUIET)
            for path in paths:
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        page = chromium.new_page(
                            viewport={"width": width, "height": 900}, color_scheme=scheme
                        )
                        page.goto(address + path)
                        page.get_by_role("heading", level=1).wait_for()
                        page.wait_for_load_state("networkidle")
                        page.wait_for_function(DRAWN)
                        main = "document.querySelector('[data-testid=stMain]').scrollHeight"
                        page.set_viewport_size({"width": width, "height": page.evaluate(main)})
                        page.wait_for_load_state("networkidle")
                        name = path.strip("/").split("?")[0] or "home"
                        page.screenshot(path=f"{folder}/{name}_{width}_{scheme}.png")
                        page.close()
    finally:
        process.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
