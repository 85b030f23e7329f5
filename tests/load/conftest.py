"""Two copies of the app behind nginx, and a place for the learners' event loop."""

import asyncio
import shutil
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from deploy.serve import Process, free_port, served
from tests.browser.conftest import do_without

T = TypeVar("T")


def run(lesson: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: Playwright, once used, keeps a loop in the main one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, lesson).result()


@pytest.fixture
def replicas() -> Iterator[tuple[str, dict[int, Process]]]:
    """The address, and the copies by their port."""
    if shutil.which("nginx") is None:
        do_without("no nginx found (`apt-get install nginx-light` on Debian)")
    listen = f"127.0.0.1:{free_port()}"
    with served(2, listen) as copies:
        yield f"http://{listen}", copies
    assert all(copy.poll() is not None for copy in copies.values())
