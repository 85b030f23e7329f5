"""What breaks around the app: its server, the line to it, disk, locale and clock."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.line import Line
from tests.picture_files import BAD, GOOD, colour_by_colour, png_claiming, saved, tiled_tiff
from tests.screen import (
    at_rest,
    cell,
    cells,
    chart,
    close_settings,
    lesson_is_shown,
    more_settings,
    send,
    shows,
)
from tests.servers import ROOT, as_nobody, starts

pytestmark = pytest.mark.slow

# ---------------------------------------------------------------- server and line


def test_a_killed_servers_page_comes_back_from_its_address(open_page, serve):
    """From what the address says now, and not from the link that opened the page."""
    process, address = serve()
    page = open_page(f"{address}/grid_lab?right=1", own=address, cut_off=True)
    lesson_is_shown(page, "8679")
    cell(page, 4, 2).fill("1")
    more_settings(page)
    page.get_by_role("radio", name="Wrap").click()
    page.wait_for_url(re.compile(r"7_1_1_4.*fill=wrap"))
    close_settings(page)
    process.kill()
    process.wait()
    expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
    with page.expect_event("load"):  # it opens again
        serve(port=int(address.rpartition(":")[2]))
    expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(1)
    shows(page, "Max", "8", "8", "7", "7")
    expect(cell(page, 4, 2)).to_have_value("1")
    expect(page.get_by_role("slider", name="Shift right")).to_have_value("1")
    shows(page, "Shifted input", *"8846112053174711")
    more_settings(page)
    expect(page.get_by_role("radio", name="Wrap")).to_be_checked()
    close_settings(page)
    cell(page, 4, 2).fill("2")  # and goes on
    page.wait_for_url(re.compile(r"right=1.*7_2_1_4|7_2_1_4.*right=1"))
    expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "slider", "shown", "attribute", "then"),
    [
        (
            "/image_lab?right=4",
            "Shift right",
            "[aria-label^='The picture'] canvas",
            "data-shows",
            "5",
        ),
        ("/shift_sweep?right=1", "Shift right", ".shift-map canvas", "data-shows", "2"),
        ("/beyond_linear?pixel=1", "The pixel x", ".curve-plot", "aria-label", "2"),
    ],
)
def test_the_thumb_is_followed_before_the_server_answers(
    open_page, server, path, slider, shown, attribute, then
):
    held = Line(int(server.rpartition(":")[2]))
    try:
        page = open_page(held.address + path, own=held.address)
        at_rest(page)
        held.hold_up()
        page.get_by_role("slider", name=slider).press("ArrowRight")
        place = rf"(At x = {then}: Max 2,|^0,{then},| 0,{then},zero$)"
        expect(page.locator(shown).last).to_have_attribute(attribute, re.compile(place))
        held.let_go()
        page.wait_for_url(re.compile(rf"(right|pixel)={then}\b"))
        at_rest(page)
    finally:
        held.close()


def test_a_line_cut_for_ten_seconds_loses_no_edit(open_page, server):
    line = Line(int(server.rpartition(":")[2]))
    try:
        page = open_page(f"{line.address}/grid_lab?right=1", own=line.address, cut_off=True)
        lesson_is_shown(page, "8679")
        line.cut()
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
        cell(page, 1, 1).fill("99")
        cell(page, 4, 2).fill("1")
        page.get_by_role("slider", name="Shift down").press("ArrowRight")
        page.wait_for_timeout(10_000)  # the fault itself
        line.mend()
        expect(cells(page, "Max")).to_have_text(["99", "8", "7", "7"], timeout=30_000)
        shows(page, "Shifted input", *"00000", "99", *"4601200317")
        shows(page, "Max after the shift", "99", "6", "3", "7")
        expect(page.get_by_role("slider", name="Shift down")).to_have_value("1")
        page.wait_for_url(re.compile(r"(?=.*grid=99_4_6_8.*7_1_1_4).*down=1"))
    finally:
        line.close()


DROP = """(chooser, text) => {
  const dataTransfer = new DataTransfer();
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  dataTransfer.items.add(new File([bytes], 'picture.png', { type: 'image/png' }));
  const event = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
  chooser.querySelector('section').dispatchEvent(event);
}"""


@pytest.mark.parametrize("way", ["a dialog that was open", "dropped"])
def test_a_picture_chosen_while_the_line_is_cut_is_taken_later(open_page, server, way):
    line = Line(int(server.rpartition(":")[2]))
    data = saved(Image.new("L", (20, 30)), "PNG")
    try:
        link = f"{line.address}/image_lab?picture=Yours&rounds=1"
        page = open_page(link, own=line.address, cut_off=True)
        expect(chart(page, "The picture, 256 × 256 pixels.")).to_be_visible()
        chooser = page.get_by_test_id("stFileUploader")
        with page.expect_file_chooser() as dialog:
            chooser.get_by_test_id("stBaseButton-secondary").click()
        line.cut()
        expect(page.locator("[data-test-connection-state=CONNECTED]")).to_have_count(0)
        if way == "dropped":
            chooser.evaluate(DROP, b64encode(data).decode())
        else:
            file = {"name": "picture.png", "mimeType": "image/png", "buffer": data}
            dialog.value.set_files(file)
        said = "The connection is lost. Your picture is sent as soon as it is back."
        expect(chooser).to_have_attribute("data-waits", said)
        expect(page.get_by_role("status").filter(has_text=said)).to_have_count(1)
        line.mend()
        expect(chart(page, "The picture, 20 × 30 pixels.")).to_be_visible(timeout=30_000)
        expect(chooser).not_to_have_attribute("data-waits", said)
    finally:
        line.close()


# ---------------------------------------------------------------- disk


@pytest.fixture
def checkout():
    """A copy of what is in the repository that nobody may write to."""
    folder = Path(tempfile.mkdtemp())
    try:
        folder.chmod(0o755)
        names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
        for name in names.stdout.split("\n")[:-1]:
            if not name.startswith("tests/"):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        subprocess.run(["chmod", "-R", "a-w,a+rX", folder], check=True)
        yield folder
    finally:
        subprocess.run(["chmod", "-R", "u+w", folder], check=True)
        shutil.rmtree(folder)


def test_a_read_only_checkout_serves(checkout, open_page, serve):
    """Served by nobody, who owns no file and has no home."""
    environment = {**os.environ, "HOME": "/nonexistent", "TMPDIR": str(checkout)}
    before = as_nobody()
    _, address = serve(folder=checkout, before=before, env=environment)
    # one that lies in a home that nobody may enter is started by root, and no more by itself
    works(open_page, address, apart=starts(*before, "env", sys.executable))


def test_a_full_disk_serves(open_page, serve):
    """No file may grow by a byte: every write fails as on a full disk."""
    resource = pytest.importorskip("resource", reason="limits are Unix's")
    full = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # noqa: E731
    _, address = serve(preexec_fn=full)
    works(open_page, address)


def works(open_page, address: str, *, apart: bool = True) -> None:
    """An edit is pooled, an upload of 3 MB shown, and one that a process ``apart`` reads."""
    page = open_page(f"{address}/grid_lab?right=0", own=address)
    lesson_is_shown(page, "8897")
    cell(page, 4, 2).fill("1")
    shows(page, "Max", "8", "8", "7", "7")
    shows(page, "Max after the shift", "8", "8", "7", "7")
    page = open_page(f"{address}/image_lab?picture=Yours&rounds=1", own=address)
    send(page, "large", saved(Image.new("L", (20, 30)), "PNG") + bytes(3 * 2**20))
    expect(chart(page, "The picture, 20 × 30 pixels.")).to_be_visible()
    send(page, "avif", GOOD["avif"][0])
    refusal = page.get_by_text("The last picture stays.")
    expect(chart(page, f"The picture, {'40 × 24' if apart else '20 × 30'} pixels.")).to_be_visible()
    expect(refusal).to_have_count(0 if apart else 1)


# ---------------------------------------------------------------- memory


def heavy() -> dict[str, tuple[bytes, str]]:
    """Files that want much, and what must be said; the largest allowed are shown, reduced."""
    return {
        "a large png": (saved(Image.new("L", (8000, 6250), 9), "PNG"), "50.0 megapixels"),
        "a large gif": (saved(Image.new("L", (8000, 6300), 9), "GIF"), "50.4 megapixels"),
        "a jpeg colour by colour": (colour_by_colour(10_904), "118.9 megapixels"),
        "a tile": (tiled_tiff(40, 16_000), "256.0 megapixels"),
        "a claim": (png_claiming(40_000, 40_000), "more than 1000 megapixels"),
        "the largest png": (saved(Image.new("RGB", (6320, 3160)), "PNG"), "256 × 128 pixels."),
        "the largest jpeg": (saved(Image.new("RGB", (7700, 15_400)), "JPEG"), "128 × 256 pixels."),
        **{name: BAD[name] for name in BAD if "scanned" in name or "avif that" in name},
    }


MEMORY = 1200  # MB that the server may allocate, its libraries included
GROWTH = 300  # MB that it may have grown at its highest


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
def test_heavy_files_stay_within_memory_and_the_next_learner_is_served(open_page, serve):
    import resource

    limit = lambda: resource.setrlimit(resource.RLIMIT_DATA, (MEMORY * 2**20,) * 2)  # noqa: E731
    process, address = serve(preexec_fn=limit)
    page = open_page(f"{address}/image_lab?picture=Yours&rounds=1", own=address)
    expect(chart(page, "The picture, 256 × 256 pixels.")).to_be_visible()
    before = highest(process.pid)
    last = "256 × 256 pixels."
    for name, (data, said) in heavy().items():
        send(page, name, data)
        if "×" in said:
            last = said
        else:
            expect(page.get_by_text(said)).to_be_visible()
        expect(chart(page, f"The picture, {last}")).to_be_visible()
    assert highest(process.pid) - before < GROWTH
    lesson_is_shown(open_page(f"{address}/grid_lab", own=address))


def highest(pid: int) -> int:
    """The most memory that a process has had so far, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024


# ---------------------------------------------------------------- locale and clock


def test_a_german_server_and_browser_read_numbers_as_ever(open_page, serve):
    """Where a comma is the decimal point, 1,5 and 1.5 are a number, and shown with a point."""
    german = {"LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Kathmandu"}
    _, address = serve(env={**os.environ, **german})
    for text in ("1,5", "1.5"):
        page = open_page(f"{address}/grid_lab?right=0", own=address, locale="de-DE")
        lesson_is_shown(page, "8897")
        cell(page, 1, 1).fill(text)
        page.wait_for_url(re.compile("grid=1.5_4_6_8"))
        shows(page, "Max", "4", "8", "9", "7")
        shows(page, "Max after the shift", "4", "8", "9", "7")
        shows(page, "Average", "2.12", "3.75", "5", "4.25")
        cell(page, 1, 1).press("Enter")
        expect(cell(page, 1, 1)).to_have_value("1.5")
    link = f"{address}/grid_lab?grid=1,5_4_6_8*1_2_0_1*3_1_7_5*7_9_1_4"
    page = open_page(link, own=address, locale="de-DE")
    expect(page.get_by_text("with points instead of commas")).to_be_visible()
    lesson_is_shown(page, "8897")


def test_a_clock_that_jumps_loses_nothing(open_page):
    # in a window of its own, as the clock is its
    page = open_page("/grid_lab?right=0", locale="en-GB")
    lesson_is_shown(page, "8897")
    for now, value in (("2031-01-01", "1"), ("1999-12-31", "2"), ("2026-03-29T02:59:59", "3")):
        page.clock.set_system_time(now)
        cell(page, 4, 2).fill(value)
        page.wait_for_url(re.compile(rf"grid=.*7_{value}_1_4"))
        shows(page, "Max", "8", "8", "7", "7")
        shows(page, "Max after the shift", "8", "8", "7", "7")


# ---------------------------------------------------------------- translation

WRAP = """() => {
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), 4);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts.filter((one) => one.data.trim() && one.parentNode.tagName !== 'STYLE')) {
    const font = document.createElement('font');
    text.replaceWith(font);
    font.append(text);
  }
}"""


@pytest.mark.parametrize(
    ("path", "slider", "before", "after"),
    [
        ("/beyond_linear?pixel=1", "The pixel x", "The window holds 1", "The window holds 2"),
        ("/shift_sweep?right=1", "Shift right", "Shifted 1 to the", "Shifted 2 to the"),
        ("/image_lab?right=0&down=0", "Shift right", "so nothing changes", "outputs are unchanged"),
    ],
)
def test_a_page_that_the_browser_translates_goes_on(open_page, path, slider, before, after):
    page = open_page(path)
    expect(page.get_by_text(before).first).to_be_visible()
    page.evaluate(WRAP)
    page.get_by_role("slider", name=slider).press("ArrowRight")
    expect(page.get_by_text(after).first).to_be_visible()
    expect(page.get_by_text(before)).to_have_count(0)
    page.evaluate(WRAP)
    page.get_by_role("slider", name=slider).press("ArrowLeft")
    expect(page.get_by_text(before).first).to_be_visible()
    expect(page.get_by_test_id("stException")).to_have_count(0)
