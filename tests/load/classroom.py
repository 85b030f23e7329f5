"""A class at work: real sessions on one server, and what they wait for and cost.

    .venv/bin/python -m tests.load.classroom                    60 learners for 3 minutes, each lab
    .venv/bin/python -m tests.load.classroom --growth           10, 30, 60 and 120 learners
    .venv/bin/python -m tests.load.classroom --pages grid_lab --learners 20 --seconds 60
    .venv/bin/python -m tests.load.classroom --together         60 open the link at once
    .venv/bin/python -m tests.load.classroom --cold             the first visitor of a new server

Every learner opens the page by a link of their own, and then moves a control every 3 seconds: one
move in five is a drag over five values in a second. A live slider sends where its thumb is as soon
as its last value is answered; after a slow answer it pauses. Where the browser shows what is under
the thumb, a drag is reported where it comes to rest. On the grid lab one move in five types a
number. Once, at some time, each goes to the image lab, uploads a photo, sees the grid lab, and
comes back; at the end each leaves. An answer is the time from sending a change to the end of the
run that shows it. An edit is lost if the address, or the picture, does not show it in the end.
Everybody's numbers are drawn from one seed.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import time
from argparse import RawDescriptionHelpFormatter as Raw
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from urllib.parse import urlencode

import numpy as np
import requests
from PIL import Image

from lab.data.cells import grid_text
from lab.data.grids import LESSON as START
from lab.grid_lab.tasks import TASKS, Trial
from lab.image_lab.settings import SETTINGS
from lab.page.course import PAGES
from pooling import Layer, translate
from tests.load.client import Lost, Tab
from tests.servers import running, start_server

GROWTH = (10, 30, 60, 120)
PACE = 3.0  # seconds from one move to the next
COMING = 0.25  # seconds from one learner's arrival to the next, on average
DRAG, TYPING = 0.2, 0.2  # of the moves
STEPS = 5  # values of a drag
STEP = 0.2  # seconds that the thumb takes from one to the next
SLIDER_PATIENCE = 2.0  # pacing.js: seconds until it sends the next value unasked
QUICK = 0.25  # pacing.js: seconds of an answer that cost no pause
# of the image lab: named wherever a bare address opens with another value
TOLD_APART = [setting.name for setting in SETTINGS if setting.opens != setting.default]
STORED = 120  # seconds that Streamlit keeps the session of a tab that has gone
TICKS = os.sysconf("SC_CLK_TCK")


class Control(NamedTuple):
    """A slider: its name in the address, its default, and a range it has on any setting."""

    name: str
    default: int
    low: int
    high: int
    always: bool = False  # whether the address names it also at its default


class Lab(NamedTuple):
    label: str
    controls: tuple[Control, ...]
    stage: str = ""  # the key of the stage that has the controls; none, live sliders


LABS = {
    "grid_lab": Lab(
        "Grid lab",
        (Control("right", 0, -3, 3, always=True), Control("down", 0, -3, 3)),
        stage="Grid lab.stage",
    ),
    "image_lab": Lab(
        "Image lab",
        (Control("right", 4, -32, 32), Control("down", 0, -32, 32), Control("rounds", 3, 1, 6)),
    ),
    "still_a_clown": Lab(
        "Still a clown?",
        (Control("right", 0, -10, 10), Control("down", 0, -10, 10)),
        stage="Still a clown?.stage",
    ),
}


@dataclass
class Report:
    """What a class of so many met, and what it cost."""

    page: str
    learners: int
    answers: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    server_cpu: float = 0.0  # cores
    driver_cpu: float = 0.0
    before: float = 0.0  # MB, with nobody there
    idle: float = 0.0  # with everybody's page open
    peak: float = 0.0
    after: float = 0.0  # when all have gone

    def row(self, what: str) -> str:
        seconds = self.answers.get(what) or [float("nan")]
        p50, p95, p99 = np.percentile(seconds, (50, 95, 99))
        return (
            f"{self.learners:>8}  {what:<10}{len(seconds):>8}{p50:>8.3f}{p95:>8.3f}{p99:>8.3f}"
            f"{len(self.errors):>7}{len(self.lost):>6}{self.server_cpu:>8.2f}"
            f"{self.before:>8.0f}{self.idle:>6.0f}{self.peak:>6.0f}{self.after:>7.0f}"
            f"{(self.idle - self.before) / self.learners:>9.2f}"
        )


HEAD = (
    "learners  what       answers     p50     p95     p99 errors  lost   cores"
    "  before  idle  peak  after  MB/idle"
)


class Learner:
    """One of the class: what they do, and what they may then expect to see."""

    def __init__(self, number: int, page: str, address: str, report: Report) -> None:
        self.random = random.Random(number)
        self.page = self.home = page
        self.tab = Tab(address)
        self.report = report
        self.numbers = START.copy()
        self.photo, self.size = photo(number)
        self.expected: dict[str, dict[str, str]] = {name: {} for name in LABS}
        if page == "grid_lab":
            self.numbers = np.array(self.random.choices(range(10), k=16), float).reshape(4, 4)
            self.expected[page]["grid"] = grid_text(self.numbers)
        self.expected[page]["right"] = str(number % 3 + 1)

    async def open(self) -> None:
        await self.timed(self.tab.open(f"/{self.page}?{urlencode(self.expected[self.page])}"))
        self.look()

    async def work(self, seconds: float, pace: float) -> None:
        """Move a control at every beat; in one of them, see the other lab and upload a photo."""
        start = perf_counter() + self.random.uniform(0, pace)
        beats = max(2, int(seconds / pace))
        outing = self.random.randrange(beats)
        for beat in range(beats):
            await asyncio.sleep(max(0.0, start + beat * pace - perf_counter()))
            if beat == outing:
                await self.go_and_come_back()
            else:
                await self.move()
        self.look()

    async def move(self) -> None:
        luck = self.random.random()
        if self.page == "grid_lab" and luck < TYPING:
            await self.write()
        else:
            await self.drag(STEPS if luck > 1 - DRAG else 1)

    async def write(self) -> None:
        """Type a number into a cell."""
        cell = self.random.randrange(4), self.random.randrange(4)
        self.numbers[cell] = (self.numbers[cell] + self.random.randint(1, 9)) % 10
        text = grid_text(self.numbers)
        numbers = self.numbers.tolist()
        sent = await self.tab.use("Grid lab.stage", "Grid lab.grid", "grid", numbers, text)
        self.expect("grid", text)
        await self.tab.answer(sent)

    async def drag(self, steps: int) -> None:
        """Move a thumb over some values towards the farther end; the last is where it rests."""
        lab = LABS[self.page]
        control = self.random.choice(lab.controls)
        now = int(self.expected[self.page].get(control.name, control.default))
        end = control.high if now - control.low < control.high - now else control.low
        stride = self.random.randint(1, max(1, abs(end - now) // steps)) * (1 if end > now else -1)
        key = f"{lab.label}.{control.name}"
        values = range(now + stride, end + (1 if end > now else -1), stride)[:steps]
        if lab.stage:
            text = str(values[-1])
            if values[-1] == control.default and not control.always:
                text = None
            sent = await self.tab.use(lab.stage, key, control.name, values[-1], text)
            self.expect(control.name, text)
            await self.tab.answer(sent)
            return
        began, value = perf_counter(), None
        while value != values[-1]:  # what the thumb passes while an answer is awaited is left out
            passed = int((perf_counter() - began) / STEP)
            if values[min(passed, len(values) - 1)] == value:
                await asyncio.sleep(began + (passed + 1) * STEP - perf_counter())
                continue
            value = values[min(passed, len(values) - 1)]
            sent = await self.tab.slide(key, control.name, value, default=control.default)
            self.expect(control.name, sent.text)
            asked = perf_counter()
            await asyncio.wait([sent.answered], timeout=SLIDER_PATIENCE)
            await asyncio.sleep(max(0.0, perf_counter() - asked - QUICK))
        await self.tab.answer(sent)

    async def go_and_come_back(self) -> None:
        """Upload a photo of one's own in the image lab, and see the grid lab."""
        for page in ("image_lab", "grid_lab", self.home):
            if page != self.page:
                self.page = page
                await self.timed(self.tab.visit(page))
                self.look()
            if page == "image_lab" and self.expected[page].get("picture") != "Yours":
                self.expect("picture", "Yours")
                await self.tab.answer(
                    await self.tab.choose("Image lab.picture", "picture", "Yours", "Yours")
                )
                await self.tab.upload("photo.jpg", self.photo)
                self.look()

    async def timed(self, opening: Awaitable[None]) -> None:
        start = perf_counter()
        await opening
        self.report.answers.setdefault("opening", []).append(perf_counter() - start)

    def expect(self, name: str, text: str | None) -> None:
        """The address of this page should now say so."""
        self.expected[self.page].pop(name, None)
        if text is not None:
            self.expected[self.page][name] = text

    def look(self) -> None:
        """The page must show all that this learner did, and nothing of anybody else."""
        expected = self.expected[self.page]
        said = self.tab.settings()
        settings = {n: said[n] for n in said if n in expected or n not in TOLD_APART}
        done = settings.pop("done", "")
        if settings != expected:
            self.report.lost.append(f"{self.page}: the address has {settings}, not {expected}")
        if self.page == "grid_lab":
            # a bare address opens with a shift by one
            right, down = int(expected.get("right", not expected)), int(expected.get("down", 0))
            shifted = self.tab.bench("Grid lab.stage").shown("Shifted input")
            if shifted != translate(self.numbers, down, right).tolist():
                self.report.lost.append(f"{expected}: the picture shows something else")
            trial = Trial(self.numbers, Layer("max", 2), down, right, "zero")
            solved = {str(i) for i, task in enumerate(TASKS) if task.solved(trial)}
            if not solved <= set(done.split("_")):
                self.report.lost.append(f"{expected}: it solves {solved}, not only {done}")
        elif self.page == "still_a_clown":
            face = self.tab.recogniser("Still a clown?.stage")
            place = {axis: face.place(axis) for axis in ("right", "down")}
            if place != {axis: int(expected.get(axis, 0)) for axis in place}:
                self.report.lost.append(f"{expected}: the face is shifted by {place}")
        elif expected.get("picture") == "Yours":
            alt = next(self.tab.drawn())
            if not alt.startswith(f"The picture, {self.size} pixels."):
                self.report.lost.append(f"a photo of {self.size} pixels: {alt}")


def photo(number: int) -> tuple[bytes, str]:
    """A photo as a phone sends it, and the size in which it is shown: nobody else's."""
    file = BytesIO()
    tall = 600 + 8 * number
    Image.effect_noise((400, tall // 4), 60).resize((1600, tall)).save(file, "JPEG")
    small = Image.new("L", (1600, tall))
    small.thumbnail((256, 256))
    return file.getvalue(), f"{small.width} × {small.height}"


# ---------------------------------------------------------------- the server's books


def memory(process: int, what: str = "VmRSS") -> float:
    """MB of a process; VmHWM is the most it ever had."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(re.findall(rf"{what}:\s+(\d+)", status)[0]) / 1024


def cpu(process: int | str) -> float:
    """Seconds of processor time that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def sessions(address: str) -> int:
    """How many tabs the server has a connection to."""
    text = requests.get(f"{address}/_stcore/metrics?families=active_sessions", timeout=9).text
    return int(re.findall(r"^active_sessions (\d+)", text, re.MULTILINE)[0])


# ---------------------------------------------------------------- the class


async def look_in(address: str) -> None:
    """One visitor does all there is to do and leaves: what is made once is made then."""
    for row in PAGES:
        async with Tab(address) as tab:
            await tab.open(f"/{Path(row.script).stem}" if row is not PAGES[0] else "/")
    for page in LABS:
        visitor = Learner(0, page, address, Report(page, 1))
        await visitor.open()
        await visitor.work(1, 0.25)
        await visitor.tab.leave()


async def attend(
    server: int, address: str, page: str, learners: int, seconds: float, *, pace: float = PACE
) -> Report:
    """Let a class come, work and leave; ``server`` is the process that serves the address."""
    report = Report(page, learners)
    everyone = [Learner(number, page, address, report) for number in range(learners)]
    await look_in(address)
    report.before = memory(server)
    chance = random.Random(learners)

    async def stay(learner: Learner, act: Callable[[], Awaitable[None]], wait: float = 0) -> None:
        await asyncio.sleep(wait)
        try:
            await act()
        except Lost as lost:
            report.lost.append(str(lost))
        except Exception as error:  # whatever it is, it is a finding
            report.errors.append(repr(error))

    await asyncio.gather(*(stay(x, x.open, chance.uniform(0, learners * COMING)) for x in everyone))
    report.idle = memory(server)
    began, mine, theirs = perf_counter(), cpu("self"), cpu(server)
    await asyncio.gather(*(stay(x, partial(x.work, seconds, pace)) for x in everyone))
    taken = perf_counter() - began
    report.driver_cpu = (cpu("self") - mine) / taken
    report.server_cpu = (cpu(server) - theirs) / taken
    await asyncio.gather(*(stay(x, x.tab.leave, chance.uniform(0, pace)) for x in everyone))
    report.peak, report.after = memory(server, "VmHWM"), memory(server)
    for learner in everyone:
        report.errors += learner.tab.errors
        for key, answer in learner.tab.answers:
            report.answers.setdefault(key.split(".")[0], []).append(answer)
    return report


def hold(page: str, learners: int, seconds: float, *, stored: bool = True) -> Report:
    """A class on a server of its own; ``stored`` waits until it has forgotten those who left."""
    with running() as (process, address):
        report = asyncio.run(attend(process.pid, address, page, learners, seconds))
        if stored:
            time.sleep(STORED + 5)  # Streamlit drops their sessions without a word
            asyncio.run(look_in(address))
            report.after = memory(process.pid)
        return report


async def opened_together(address: str, page: str, learners: int) -> list[float]:
    """The seconds until each of them has the whole page, all beginning at once."""

    async def one() -> float:
        start = perf_counter()
        async with Tab(address) as tab:
            await tab.open(f"/{page}")
            return perf_counter() - start

    return sorted(await asyncio.gather(*(one() for _ in range(learners))))


def open_together(page: str, learners: int) -> str:
    """A row of the table: a server of Streamlit's default options, with the file watcher on."""
    process, address = start_server()
    try:
        asyncio.run(opened_together(address, page, 1))  # what is imported once is not measured
        waits = asyncio.run(opened_together(address, page, learners))
    finally:
        process.kill()
    p50, p95 = (waits[int(share * (learners - 1))] for share in (0.5, 0.95))
    return f"{page:15} {learners:8} {p50:8.2f} {p95:8.2f} {waits[-1]:8.2f}"


def open_cold(page: str, visits: int = 5) -> str:
    """A row: from the command that starts the server to the first visitor's whole page."""
    waits = []
    for _ in range(visits):
        start = perf_counter()
        process, address = start_server()
        try:
            asyncio.run(opened_together(address, page, 1))
            waits.append(perf_counter() - start)
        finally:
            process.kill()
    return f"{page:15} {visits:8} {statistics.median(waits):8.2f} {'':8} {max(waits):8.2f}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=Raw)
    parser.add_argument("--learners", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--pages", nargs="+", choices=LABS, default=list(LABS))
    parser.add_argument("--growth", action="store_true", help="10, 30, 60 and 120 learners")
    parser.add_argument("--together", action="store_true", help="only open the page, all at once")
    parser.add_argument("--cold", action="store_true", help="only a new server's first visitor")
    asked = parser.parse_args(arguments)
    if asked.together or asked.cold:
        print(f"{'page':15} {'learners':>8} {'p50 s':>8} {'p95 s':>8} {'slowest':>8}")
        for page in asked.pages:
            row = open_cold(page) if asked.cold else open_together(page, asked.learners)
            print(row, flush=True)
        return
    print(HEAD)
    for page in asked.pages:
        for learners in GROWTH if asked.growth else [asked.learners]:
            report = hold(page, learners, asked.seconds, stored=not asked.growth)
            for what in report.answers:
                print(report.row(what), flush=True)
            for trouble in (report.errors + report.lost)[:9]:
                print(f"    {trouble}")


if __name__ == "__main__":
    main()
