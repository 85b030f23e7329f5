"""Two copies at one address: who has begun with one stays with it, and outlives its end."""

import asyncio
from collections.abc import Sequence

import pytest

from deploy.serve import Process
from lab.data.cells import grid_text
from tests.load.classroom import Learner, Report, sessions
from tests.load.client import Cut, run

pytestmark = pytest.mark.slow

LEARNERS = 8


def test_a_class_outlives_one_of_two_replicas(replicas: tuple[str, dict[int, Process]]) -> None:
    address, copies = replicas
    report = Report("grid_lab", LEARNERS)
    everyone = [Learner(number, "grid_lab", address, report) for number in range(LEARNERS)]
    run(lesson(everyone, copies))
    for learner in everyone:
        assert learner.tab.errors == []
    assert report.lost == []
    assert len(report.answers["opening"]) == LEARNERS * 3


async def lesson(everyone: Sequence[Learner], copies: dict[int, Process]) -> None:
    """All upload a photo; then the fuller copy ends while every second one is at work."""
    await asyncio.gather(*(learner.open() for learner in everyone))
    # An upload is a request of its own, and must reach the copy that has the session.
    await asyncio.gather(*(learner.go_and_come_back() for learner in everyone))
    here = {port: sessions(f"http://127.0.0.1:{port}") for port in copies}
    assert sum(here.values()) == LEARNERS
    ending, lasting = sorted(copies, key=lambda port: -here[port])
    work = asyncio.gather(*(move(learner, 12) for learner in everyone[::2]))
    copies[ending].terminate()
    await asyncio.to_thread(copies[ending].wait)
    await work
    async with asyncio.timeout(30):
        while sum(learner.tab.reconnections for learner in everyone) < here[ending]:
            await asyncio.sleep(0.05)
    for learner in everyone:
        await learner.tab.quiet()
        learner.look()
    await asyncio.gather(*(move(learner, 3) for learner in everyone))
    for learner in everyone:
        learner.look()
    assert sessions(f"http://127.0.0.1:{lasting}") == LEARNERS
    assert sum(learner.tab.reconnections for learner in everyone) == here[ending]
    await asyncio.gather(*(learner.tab.leave() for learner in everyone))


async def move(learner: Learner, times: int) -> None:
    """A change that is on its way when its copy ends may be lost; nothing else, and not unseen."""
    for _ in range(times):
        before, numbers = dict(learner.expected["grid_lab"]), learner.numbers.copy()
        try:
            await learner.move()
        except Cut:
            await learner.tab.quiet()
            wanted, shown = learner.expected["grid_lab"], learner.tab.settings()
            for name in {*before, *wanted}:
                if before.get(name) != wanted.get(name):
                    learner.expect(name, shown.get(name))
            if shown["grid"] == grid_text(numbers):
                learner.numbers = numbers
