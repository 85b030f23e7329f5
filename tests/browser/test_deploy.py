"""What Streamlit Community Cloud does with a clone, and what a course page does with the app."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import expect

from lab.page.course import PAGES
from tests.screen import ENDS, PATHS, cell, lesson_is_shown, opened
from tests.servers import ROOT, as_nobody, start_server, starts

pytestmark = pytest.mark.slow

# The oldest Python with the lowest versions allowed, and the newest Python with the newest.
PROMISED = [("3.11", True), ("3.13", False)]
SCRIPTS = [page.script for page in PAGES]


def interpreter(version: str) -> str:
    """A Python of that version; installed for all, or by pyenv for one."""
    pyenv = sorted((Path.home() / ".pyenv/versions").glob(f"{version}.*/bin/python"))
    for found in (shutil.which(f"python{version}"), *map(str, pyenv)):
        if found and not subprocess.run([found, "--version"], capture_output=True).returncode:
            return found
    pytest.skip(f"there is no Python {version} here")


def environment(python: str, folder: Path, *packages: str) -> str:
    """A new environment with these packages; returns its Python."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    inside = str(folder / "bin" / "python")
    subprocess.run([inside, "-m", "pip", "install", "-qq", *packages], check=True)
    return inside


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder that anybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    subprocess.run(["chmod", "-R", "u+w", folder], check=True)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def clone() -> Iterator[Path]:
    """A clean clone in which nothing may be written, for all tests of this module."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    subprocess.run(["git", "clone", "-q", ROOT, folder / "clone"], check=True)
    subprocess.run(["chmod", "-R", "a-w,a+rX", folder / "clone"], check=True)
    yield folder / "clone"
    subprocess.run(["chmod", "-R", "u+w", folder], check=True)
    shutil.rmtree(folder)


OPEN_ALL = """
import importlib, pkgutil, sys
import lab, pooling
from streamlit.testing.v1 import AppTest
for package in (lab, pooling):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
app = AppTest.from_file("app.py", default_timeout=120)
for script in sys.argv[1:]:
    assert not app.switch_page(script).run().exception, script
"""


@pytest.mark.parametrize(("version", "lowest"), PROMISED)
def test_a_clean_clone_serves_every_page_and_warns_of_nothing(
    open_page, clone, elsewhere, version, lowest
):
    """Only what requirements.txt names is installed, and nobody has a home."""
    needs, log = (clone / "requirements.txt").read_text("utf-8").split(), elsewhere / "log"
    if lowest:
        needs = [re.sub(r">=([\d.]+),.*", r"==\1", line) for line in needs]
    python = environment(interpreter(version), elsewhere / "venv", *needs)
    imported = subprocess.run(
        [python, "-B", "-W", "error::DeprecationWarning:lab", "-c", OPEN_ALL, *SCRIPTS],
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert not imported.returncode, imported.stderr[-3000:]
    before = as_nobody()
    if not starts(*before, python):
        before = []  # this Python lies in a home that nobody may enter
    with log.open("wb") as written:
        process, address = start_server(
            folder=clone,
            before=before,
            python=python,
            env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            page = open_page(address, own=address)
            expect(page.get_by_text(ENDS["/"])).to_be_visible(timeout=60_000)  # a cold start
            page.close()
            for path in PATHS:
                opened(lambda path: open_page(address + path, own=address), path).close()
        finally:
            process.terminate()
            process.wait()
    said = log.read_text("utf-8")
    assert "You can now view your Streamlit app" in said
    assert not re.search(r"warn|error|exception|traceback|deprecat", said, re.IGNORECASE), said


HOST = """<!doctype html><title>A course</title>
<iframe src="{address}" style="width: 900px; height: 700px"></iframe>
<script>
  window.kept = null;
  window.addEventListener("message", ({{ data }}) => {{
    if (data.type === "SET_QUERY_PARAM") window.kept = data.queryParams;
  }});
</script>"""


@pytest.fixture
def course(elsewhere, server) -> Iterator[str]:
    """A page of another site, with the grid lab in a frame."""
    page = HOST.format(address=f"{server}/grid_lab?embed=true&right=1")
    (elsewhere / "index.html").write_text(page, "utf-8")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    site = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(elsewhere)))
    Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}/index.html"
    site.shutdown()
    site.server_close()


def test_it_works_in_the_frame_of_a_course_page_which_can_keep_the_address(browser, course):
    page = browser.new_page()
    page.goto(course)
    lab = page.frame_locator("iframe")
    expect(lab.get_by_role("heading", level=1, name="Grid lab")).to_be_visible()
    lesson_is_shown(lab, "8679")  # uncovered: the link has a setting
    cell(lab, 4, 2).fill("1")
    page.wait_for_function("window.kept?.includes('7_1_1_4')")
    kept = page.evaluate("window.kept")
    assert "embed=true" in kept
    assert "right=1" in kept
    page.close()


def test_a_push_shows_at_once(open_page, serve, elsewhere):
    """The file watcher is on, as on Community Cloud, and remembers the files of each module.

    Streamlit loads what has changed anew at the next run of any session that was open.
    """
    subprocess.run(["git", "clone", "-q", ROOT, elsewhere / "pushed"], check=True)
    _, address = serve("--server.fileWatcherType=auto", folder=elsewhere / "pushed")
    page = open_page(f"{address}/backward", own=address)
    words = elsewhere / "pushed" / "lab" / "backward" / "words.py"
    for wanted in ("sends", "hands"):
        text = words.read_text("utf-8")
        words.write_text(re.sub(r"Pooling \w+ it back", f"Pooling {wanted} it back", text), "utf-8")
        page.wait_for_timeout(3000)  # no page shows that the watcher has heard of it
        page.get_by_role("radio", name="Overlapping").click()
        page.wait_for_url(re.compile("windows=overlap"))
        page = open_page(f"{address}/backward", own=address)
        expect(page.get_by_text(f"Pooling {wanted} it back.")).to_be_visible()
