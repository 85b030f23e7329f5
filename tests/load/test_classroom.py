"""A small class for a few seconds: nothing is lost, nothing is mixed up, nobody stays behind."""

from collections.abc import Iterator

import pytest

from tests.load.classroom import LABS, attend, sessions
from tests.load.client import Lost, Sent, Tab, run
from tests.servers import running

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[int, str]]:
    with running() as (process, address):
        yield process.pid, address


@pytest.mark.parametrize("page", LABS)
def test_a_class_meets_no_error_and_loses_no_edit(server: tuple[int, str], page: str) -> None:
    report = run(attend(*server, page, learners=6, seconds=3, pace=0.4))
    assert report.errors == []
    assert report.lost == []
    assert len(report.answers[LABS[page].label]) >= 6 * 5
    others = {"image_lab", "grid_lab"} - {page}
    assert len(report.answers["opening"]) == 6 * (1 + len(others) + 1)  # theirs, others, and back
    assert sessions(server[1]) == 0


async def shift(tab: Tab, name: str, value: int) -> Sent:
    """Leave a slider of the grid lab there."""
    return await tab.use("Grid lab.stage", f"Grid lab.{name}", name, value, str(value))


def test_an_edit_is_seen_by_its_own_session_only(server: tuple[int, str]) -> None:
    async def two() -> None:
        async with Tab(server[1]) as one, Tab(server[1]) as other:
            await one.open("/grid_lab?right=1")
            await other.open("/grid_lab?right=1")
            assert one.session != other.session
            for value in (2, 3, -3):
                await one.answer(await shift(one, "right", value))
            done = {"done": "3"}  # a task: the largest output has disappeared
            assert one.settings() == {"right": "-3"} | done
            assert other.settings() == {"looked": "1"}  # the opening, uncovered
            assert other.answers == []
            await other.answer(await shift(other, "down", 1))
            assert other.settings() == {"right": "1", "down": "1"} | done
            assert sessions(server[1]) == 2

    run(two())


def test_an_edit_that_never_arrives_is_noticed(server: tuple[int, str]) -> None:
    async def one() -> None:
        async with Tab(server[1]) as tab:
            await tab.open("/grid_lab")
            tab.deaf = True
            sent = await shift(tab, "right", 2)
            with pytest.raises(Lost, match="right became None, not 2"):
                await tab.answer(sent, patience=1)

    run(one())


def test_a_bad_link_is_refused_in_words_and_without_an_error(server: tuple[int, str]) -> None:
    async def one() -> None:
        async with Tab(server[1]) as tab:
            await tab.open("/grid_lab?right=many")
            assert tab.settings() == {"right": "0"}  # what a link means that does not name it
            assert tab.errors == []
            assert "right" in tab.find("alert").element.alert.body

    run(one())
